/** The benches of the search alone: `node --import tsx test/bench/search-only.ts [entries]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { makeLog } from '#api/log.ts';
import { startServer } from '#api/server.ts';
import { makeWorld } from '#test/support/world.ts';
import { generateEntries } from './entries.ts';
import { searchBenches } from './search.ts';

const entries = Number(process.argv[2] ?? 100_000);
const dataDir = await mkdtemp(path.join(tmpdir(), 'jinshu-bench-'));
const env = {
  NODE_ENV: 'test',
  DATA_DIR: dataDir,
  SESSION_SECRET: 'bench-only-Secret-0123456789-abcdefgh',
  SEED: 'none',
  PORT: '0',
};
const built = await createApp(readEnv(env), { log: makeLog('fatal') });
const client = new pg.Client({ connectionString: built.databaseUrl });
await client.connect();
try {
  await makeWorld(built.app);
  await generateEntries(built.app.db, entries);
  await client.query('VACUUM ANALYZE');
  const server = await startServer(built.app, { port: 0, host: '127.0.0.1', pages: 'none' });
  for (const bench of searchBenches(server.url, client, entries)) {
    const { ours_ms, limit_ms, ratio } = await bench.run();
    process.stdout.write(
      `${ratio.toFixed(2)} x  ${bench.name}: ${ours_ms.toFixed(1)} ms against ${limit_ms.toFixed(1)} ms\n`,
    );
  }
  await server.close(500);
} finally {
  await client.end();
  await built.close();
  await rm(dataDir, { recursive: true, force: true });
}
