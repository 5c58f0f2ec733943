/** The demonstration province, made once in an empty database. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Built } from '#api/app.ts';
import { unfinishedSeed } from '#api/launch/seed-marker.ts';

/**
 * Seeds when there is no organisation yet. Returns the accounts to show, one line each; none when the database holds
 * something other than the demonstration. The marker tells the next start that this one was killed half-way.
 */
export async function seedWhenEmpty(
  { app, databaseUrl }: Built,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const marker = unfinishedSeed(app.env.DATA_DIR);
  if ((await app.db.organization.count()) === 0) {
    say('演示数据：首次需要一两分钟  demonstration data: a minute or two the first time');
    const { seedDemo } = await import('#prisma/seed/demo.ts');
    writeFileSync(marker, new Date().toISOString());
    await seedDemo({ app, databaseUrl }, calmly(say));
    rmSync(marker);
  } else if (existsSync(marker)) {
    throw new Error(
      `The demonstration data in this database is incomplete (a start was interrupted). Empty the database and remove ${path.relative('.', marker)}, or set SEED=none.`,
    );
  }
  if ((await app.db.organization.count({ where: { demo: true } })) === 0) return [];
  const { demoAccountLines } = await import('#prisma/seed/demo/accounts.ts');
  return demoAccountLines;
}

/** The story has hundreds of days: a line every few seconds says that it goes on. */
function calmly(say: (line: string) => void): (line: string) => void {
  let last = 0;
  return (line) => {
    if (performance.now() - last < 3000) return;
    last = performance.now();
    say(line);
  };
}
