/**
 * `npm run db:migration -- <name> [--empty]`: writes prisma/migrations/<time>_<name>/migration.sql, the difference between
 * the committed migrations and prisma/schema/*.prisma. `--empty` makes a file for hand-written SQL alone.
 * `--at YYYYMMDDHHMMSS` writes it at that place, looking only at the migrations before it (not yet released ones only).
 * `npm run db:migration -- --check` exits with 1 when the schema and the migrations disagree.
 *
 * Triggers, functions, checks and extensions are added to the file by hand: the difference neither makes nor drops them.
 * Do not use generated columns (each later difference would drop their default) and declare hand-made indexes in the schema.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { migrationsDirectory, readMigrations } from '#api/launch/migrate.ts';
import { sqlToReachSchema } from '#prisma/author/schema-engine.ts';
import { withScratchDatabase } from '#prisma/author/scratch.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean' }, empty: { type: 'boolean' }, at: { type: 'string' } },
});

async function main(): Promise<number> {
  const name = positionals
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  if (name === '' && values.check !== true) {
    console.error('Name the migration: npm run db:migration -- add_something');
    return 1;
  }
  const sql = await withScratchDatabase((url) => sqlToReachSchema(url), values.at);
  if (values.check === true) {
    console.log(sql === null ? 'Migrations and schema agree.' : `The schema is ahead of the migrations:\n${sql}`);
    return sql === null ? 0 : 1;
  }
  if (sql === null && values.empty !== true) {
    console.log('Nothing to do: the migrations already give the schema. (--empty makes a file for hand-written SQL.)');
    return 0;
  }
  const existing = await readMigrations();
  // Names sort by time; a machine whose clock is behind must not slip a migration in before an older one.
  const last = existing.at(-1)?.name.slice(0, 14) ?? '';
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const stamp = values.at ?? (now > last ? now : String(BigInt(last) + 1n));
  const directory = path.join(migrationsDirectory, `${stamp}_${name}`);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(migrationsDirectory, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(path.join(directory, 'migration.sql'), sql === null ? '-- Hand-written.\n' : `${sql.trim()}\n`);
  console.log(`Wrote ${path.relative(process.cwd(), path.join(directory, 'migration.sql'))}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('(A migration that needs this one first? Write this one before it: --at YYYYMMDDHHMMSS.)');
  process.exitCode = 1;
}
