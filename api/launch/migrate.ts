/**
 * Applies prisma/migrations/<name>/migration.sql in order, one transaction a file, under an advisory lock, and keeps
 * Prisma's own `_prisma_migrations` table, so that `prisma migrate deploy` elsewhere agrees with what happened here.
 * Our own runner because Prisma's needs a native engine it downloads, and splits scripts at every semicolon without it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Lower-case hex SHA-256 of the file's bytes, as Prisma writes it. */
  readonly checksum: string;
}

export const migrationsDirectory = path.resolve(import.meta.dirname, '../../prisma/migrations');

export async function readMigrations(directory = migrationsDirectory): Promise<Migration[]> {
  const names = (await readdir(directory, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(directory, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}

// The definition Prisma 7 itself creates.
const table = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** Prisma's own lock number, so that its command line and this runner exclude each other. */
const lock = 72707369;

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

const applied =
  'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at';

/** What is still to apply; throws when the history in the database contradicts the files. */
export function pendingMigrations(files: readonly Migration[], rows: readonly Applied[]): Migration[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const row of rows) {
    const file = byName.get(row.migration_name);
    if (row.finished_at === null) {
      throw new Error(
        `Migration ${row.migration_name} failed earlier and was not resolved; the database was left as it was.`,
      );
    }
    if (file === undefined) {
      throw new Error(
        `The database has migration ${row.migration_name}, which this version does not know. It belongs to a newer version.`,
      );
    }
    if (file.checksum !== row.checksum) {
      throw new Error(
        `Migration ${row.migration_name} was changed after it had been applied. Restore the file and add a new migration.`,
      );
    }
  }
  const done = new Set(rows.map((row) => row.migration_name));
  return files.filter((file) => !done.has(file.name));
}

/**
 * Brings the database up to date (for authors: only up to the name `before`). Returns the names applied now; a failing
 * file leaves nothing of itself behind.
 */
export async function migrate(
  databaseUrl: string,
  { directory, before, onProgress }: { directory?: string; before?: string; onProgress?: (name: string) => void } = {},
): Promise<string[]> {
  const files = (await readMigrations(directory)).filter(({ name }) => before === undefined || name < before);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    await client.query(table);
    const todo = pendingMigrations(files, (await client.query<Applied>(applied)).rows);
    for (const { name, sql, checksum } of todo) {
      onProgress?.(name);
      const startedAt = new Date();
      await client.query('BEGIN');
      try {
        await client.query(sql);
        await client.query(
          'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, $4, clock_timestamp(), 1)',
          [randomUUID(), checksum, name, startedAt],
        );
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new Error(`Migration ${name} failed and was rolled back: ${describe(error, sql)}`, { cause: error });
      }
    }
    return todo.map(({ name }) => name);
  } finally {
    // Ending the connection frees the lock.
    await client.end();
  }
}

/** The names not yet applied, for /readyz and for `npm run serve`, which migrates nothing by surprise. */
export async function unapplied(databaseUrl: string, directory?: string): Promise<string[]> {
  const files = await readMigrations(directory);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    const known = await client.query<{ there: boolean }>(
      `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`,
    );
    const rows = known.rows[0]?.there === true ? (await client.query<Applied>(applied)).rows : [];
    return pendingMigrations(files, rows).map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error.message : String(error);
  const at = Number(error.position);
  const line = at > 0 ? ` (line ${sql.slice(0, at).split('\n').length})` : '';
  return [`${error.message}${line}`, error.detail, error.hint].filter(Boolean).join('; ');
}
