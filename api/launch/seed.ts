/** The demonstration province, made once in an empty database. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Built } from '#api/app.ts';
import { unfinishedSeed } from '#api/launch/seed-marker.ts';

/**
 * Seeds when there is no organisation yet. Returns the demonstration accounts, one line each; none when the database holds
 * something else. The marker tells the next start that this one was killed half-way.
 */
export async function seedWhenEmpty({ app }: Built, say: (line: string) => void): Promise<readonly string[]> {
  const module = '../../prisma/seed/demo.ts';
  if (!existsSync(new URL(module, import.meta.url))) return [];
  const { seedDemo, demoAccounts } = await import(module);
  const marker = unfinishedSeed(app.env.DATA_DIR);
  if ((await app.db.organization.count()) === 0) {
    say('demonstration data (about a minute)');
    writeFileSync(marker, new Date().toISOString());
    await seedDemo(app, say);
    rmSync(marker);
  } else if (existsSync(marker)) {
    throw new Error(
      `The demonstration data in this database is incomplete (a start was interrupted). Empty the database and remove ${path.relative('.', marker)}, or set SEED=none.`,
    );
  }
  return demoAccounts;
}
