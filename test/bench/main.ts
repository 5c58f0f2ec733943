/** `npm run bench`: ratios against the limits, in one run; the table goes to docs/benchmarks.md. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { drainJobs } from '#api/jobs.ts';
import { makeLog } from '#api/log.ts';
import { startServer } from '#api/server.ts';
import { publishOne } from '#test/support/publish.ts';
import { makeWorld } from '#test/support/world.ts';
import { generateEntries } from './entries.ts';
import { harvestBench } from './harvest.ts';
import { ledgerBench } from './ledger.ts';
import type { Bench, Result } from './measure.ts';
import { pageBench } from './pages.ts';
import { searchBenches } from './search.ts';
import { benches as tableBenches } from './tables.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const dataDir = await mkdtemp(path.join(tmpdir(), 'jinshu-bench-'));
const built = await createApp(
  readEnv({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    SESSION_SECRET: 'bench-only-Secret-0123456789-abcdefgh',
    SEED: 'none',
    PORT: '0',
  }),
  { log: makeLog('fatal') },
);
const client = new pg.Client({ connectionString: built.databaseUrl });
await client.connect();
const rows: { bench: Bench; result: Result }[] = [];
try {
  say('preparing: a province, 100,000 entries, one dataset of 50,000 rows …');
  const world = await makeWorld(built.app);
  const code = await publishOne(world, {
    rows: 50_000,
    drain: () => drainJobs(built.app, built.databaseUrl),
  });
  await generateEntries(built.app.db, 100_000);
  await client.query('VACUUM ANALYZE');
  const server = await startServer(built.app, { port: 0, host: '127.0.0.1', pages: 'built' });
  const benches: Bench[] = [
    ...tableBenches,
    ...searchBenches(server.url, client, 100_000),
    pageBench(server.url, code),
    ledgerBench(built.app, world, client),
    harvestBench(built.app, world, client),
  ];
  for (const bench of benches) {
    const result = await bench.run();
    rows.push({ bench, result });
    const memory = result.peak_mb === undefined ? '' : `, +${Math.round(result.peak_mb)} MB`;
    say(
      `${result.ratio.toFixed(2).padStart(7)} x  ${bench.name}: ${ms(result.ours_ms)} against ${ms(result.limit_ms)}${memory}`,
    );
  }
  await server.close(500);
  await record();
} finally {
  await client.end();
  await built.close();
  await rm(dataDir, { recursive: true, force: true });
}

function ms(value: number): string {
  return value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(2)} ms`;
}

/** Writes the table between the markers; the words around it stay. */
async function record(): Promise<void> {
  const file = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');
  const text = await readFile(file, 'utf8');
  const table = [
    `Run on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    '',
    '| what | ours | the limit | ratio | memory | held against |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...rows.map(({ bench, result }) => {
      const memory = result.peak_mb === undefined ? '' : `+${Math.round(result.peak_mb)} MB`;
      return `| ${bench.name} | ${ms(result.ours_ms)} | ${ms(result.limit_ms)} | ${result.ratio.toFixed(2)} | ${memory} | ${bench.limit} |`;
    }),
  ].join('\n');
  await writeFile(file, text.replace(/<!-- run -->[\s\S]*<!-- end -->/, `<!-- run -->\n${table}\n<!-- end -->`));
  say(`\nwrote docs/benchmarks.md`);
}
