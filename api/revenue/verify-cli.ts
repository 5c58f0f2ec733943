/** Every rule of money over the whole database, each violation on a line of its own. */
import { makeDb } from '#api/db.ts';
import { readEnv } from '#api/env.ts';
import { checkInvariants } from './invariants.ts';

const { db, close } = await makeDb(readEnv(process.env).DATABASE_URL ?? '');
try {
  const violations = await checkInvariants(db);
  for (const one of violations) process.stdout.write(`${one.rule} ${one.says}: ${one.found}\n`);
  process.stdout.write(`${JSON.stringify({ ok: violations.length === 0, violations: violations.length })}\n`);
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await close();
}
