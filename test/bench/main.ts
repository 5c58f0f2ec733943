/**
 * `npm run bench`: ratios against the limits, in one run; the table goes to docs/benchmarks.md. Parts by name, for a machine that
 * is not quiet for long: `npm run bench -- search`. A part puts its rows in the place of its old ones;
 * with `--dry` nothing is written.
 */
import './production.ts';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { drainJobs } from '#api/jobs.ts';
import { makeLog } from '#api/log.ts';
import { startServer } from '#api/server.ts';
import { publishOne } from '#test/support/publish.ts';
import { makeWorld } from '#test/support/world.ts';
import { collectionBench } from './collection.ts';
import { compilationBenches } from './compilation.ts';
import { deidentifyBenches } from './deidentify.ts';
import { harvestBench } from './harvest.ts';
import { ledgerBench } from './ledger.ts';
import { type Bench, type Result, withMemory } from './measure.ts';
import { gatewayBench, licence, meteredBench } from './metered.ts';
import { pageBench } from './pages.ts';
import { searchBenches } from './search.ts';
import { largeBenches, smallBenches } from './tables.ts';
import { monthBench, sealBenches } from './trade.ts';

const partNames = [
  'tables',
  'large',
  'deidentify',
  'search',
  'page',
  'ledger',
  'seal',
  'month',
  'gateway',
  'metered',
  'harvest',
  'collection',
  'compilation',
] as const;
type Part = (typeof partNames)[number];

const run = promisify(execFile);
const say = (line: string) => process.stdout.write(`${line}\n`);
const asked = process.argv.slice(2).filter((one) => !one.startsWith('-'));
const unknown = asked.filter((one) => !(partNames as readonly string[]).includes(one));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${partNames.join(', ')}`);
const wanted = (part: Part) => asked.length === 0 || asked.includes(part);
/** BENCH_METERED tries the part at a smaller size. */
const meteredRows = Number(process.env.BENCH_METERED ?? 1_000_000);
const rows: { bench: Bench; result: Result }[] = [];

async function measure(bench: Bench, watch: boolean): Promise<void> {
  const began = performance.now();
  const result = watch ? await withMemory(bench.run) : await bench.run();
  rows.push({ bench, result });
  const took = Math.round((performance.now() - began) / 1000);
  say(
    `${result.ratio.toFixed(2).padStart(7)} x  ${bench.name}: ${ms(result.ours_ms)} against ${ms(result.limit_ms)} ${memory(result)} ${result.note ?? ''} [${took} s]`,
  );
}

/** What needs no province: tables alone, their memory taken in processes of their own. */
if (wanted('tables')) for (const bench of smallBenches) await measure(bench, false);
if (wanted('large')) for (const bench of largeBenches({ rows: 10_000_000, mb: 1000 })) await measure(bench, false);
if (wanted('deidentify')) for (const bench of deidentifyBenches) await measure(bench, false);
if (partNames.slice(3).some(wanted)) await inProvince();
if (!process.argv.includes('--dry')) await record();

async function inProvince(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jinshu-bench-'));
  const env = { NODE_ENV: 'test', DATA_DIR: dataDir, SEED: 'none', PORT: '0' };
  const secret = { SESSION_SECRET: 'bench-only-Secret-0123456789-abcdefgh' };
  const built = await createApp(readEnv({ ...env, ...secret }), { log: makeLog('fatal') });
  const client = new pg.Client({ connectionString: built.databaseUrl });
  await client.connect();
  try {
    const drain = () => drainJobs(built.app, built.databaseUrl);
    const world = await makeWorld(built.app);
    const code = wanted('page') ? await publishOne(world, { rows: 50_000, drain }) : null;
    if (wanted('search')) {
      say('preparing: 100,000 entries …');
      const worker = path.join(import.meta.dirname, 'entries-work.ts');
      await run(process.execPath, ['--import', 'tsx', worker, built.databaseUrl, '100000']);
    }
    await client.query('VACUUM ANALYZE');
    const server = await startServer(built.app, {
      port: 0,
      host: '127.0.0.1',
      pages: code === null ? 'none' : 'built',
    });
    if (wanted('search')) for (const bench of searchBenches(server.url, client, 100_000)) await measure(bench, true);
    if (code !== null) await measure(pageBench(server.url, code), true);
    if (wanted('ledger')) await measure(ledgerBench(built.app, world, client), true);
    if (wanted('seal')) for (const bench of sealBenches(built.app)) await measure(bench, true);
    if (wanted('month')) await measure(monthBench(built.app, world, client), true);
    if (wanted('gateway') || wanted('metered')) {
      const granted = await licence(built.app, world, drain);
      if (wanted('gateway')) await measure(gatewayBench(built.app, server.url, client, granted), true);
      if (wanted('metered')) await measure(meteredBench(built.app, client, granted, meteredRows), true);
    }
    if (wanted('collection')) await measure(collectionBench(built.app, world, client, 100_000), true);
    if (wanted('compilation'))
      for (const bench of compilationBenches(built.app, world, client)) await measure(bench, true);
    if (wanted('harvest')) await measure(harvestBench(built.app, world, client), true);
    await server.close(500);
  } finally {
    await client.end();
    await built.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function ms(value: number): string {
  return value >= 100 ? `${Math.round(value).toLocaleString('en')} ms` : `${value.toFixed(2)} ms`;
}

function memory({ rss_mb, grown_mb }: Result): string {
  if (rss_mb === undefined) return '';
  return `${Math.round(rss_mb)} MB${grown_mb === undefined ? '' : ` (+${Math.round(grown_mb)})`}`;
}

/** Writes the table between the markers; the words around it stay, and so do rows of parts that were not measured now. */
async function record(): Promise<void> {
  const file = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');
  const text = await readFile(file, 'utf8');
  const made = rows.map(({ bench, result }) => {
    const note = result.note === undefined ? '' : `; ${result.note}`;
    const cells = [bench.name, ms(result.ours_ms), ms(result.limit_ms), result.ratio.toFixed(2), memory(result)];
    return `| ${[...cells, `${bench.limit}${note}`].join(' | ')} |`;
  });
  const nameOf = (row: string) => row.split(' | ')[0] ?? '';
  const fresh = new Map(made.map((row) => [nameOf(row), row]));
  const kept = asked.length === 0 ? [] : [...text.matchAll(/^\| (?!what|---).*\|$/gm)].map(([row]) => row);
  const old = kept.map((row) => {
    const now = fresh.get(nameOf(row));
    fresh.delete(nameOf(row));
    return now ?? row;
  });
  const table = [
    `Run on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    '',
    '| what | ours | the limit | ratio | memory | held against |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...old,
    ...fresh.values(),
  ].join('\n');
  await writeFile(
    file,
    text.replace(/<!-- run -->[\s\S]*<!-- end -->/, () => `<!-- run -->\n${table}\n<!-- end -->`),
  );
  say('\nwrote docs/benchmarks.md');
}
