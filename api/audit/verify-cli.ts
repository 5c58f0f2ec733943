import { makeDb } from '#api/db.ts';
import { readEnv } from '#api/env.ts';
import { verifyChain } from './verify.ts';

const env = readEnv(process.env);
const { db, close } = await makeDb(env.DATABASE_URL ?? '');
try {
  const report = await verifyChain(db);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = report.ok ? 0 : 1;
} finally {
  await close();
}
