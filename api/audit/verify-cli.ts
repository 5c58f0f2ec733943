import { makeDb } from '#api/db.ts';
import { readEnv } from '#api/env.ts';
import { verifyRoots } from './roots.ts';
import { verifyChain } from './verify.ts';

// A head noted earlier (`GET /api/v1/audit/head`) may follow: its number and its hash.
const [seq, hash] = process.argv.slice(2).filter((one) => /^(\d+|[0-9a-f]{64})$/.test(one));

const env = readEnv(process.env);
const { db, close } = await makeDb(env.DATABASE_URL ?? '');
try {
  const report = await verifyChain(db, {
    noted: seq === undefined || hash === undefined ? null : { seq: BigInt(seq), hash },
  });
  const roots = await verifyRoots(db);
  process.stdout.write(`${JSON.stringify({ ...report, ok: report.ok && roots.wrong === null, roots })}\n`);
  process.exitCode = report.ok && roots.wrong === null ? 0 : 1;
} finally {
  await close();
}
