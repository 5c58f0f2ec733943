/** One measured piece of work in a process of its own, so that its peak memory is its own. Prints `{ms, rss_mb, grown_mb}`. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { createDuckdbTables } from '#api/ports/tables/duckdb.ts';

const [what = '', file = '', folder = '', asked = '{}'] = process.argv.slice(2);
const settings = { threads: '2', memory_limit: '512MB', temp_directory: join(folder, 'spill') };
const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() });

async function ours() {
  const tables = await createDuckdbTables({ directories: [folder], scratchRoot: join(folder, 'scratch') });
  await tables.ready();
  return tables;
}

async function bare() {
  const connection = await (await DuckDBInstance.create(':memory:', settings)).connect();
  await connection.run('SELECT 1');
  return connection;
}

/** Everything before the returned function is setting up and is not timed. */
const works: Record<string, () => Promise<() => Promise<unknown>>> = {
  'ours-ingest': async () => {
    const tables = await ours();
    const scratchDir = join(folder, `work-${process.pid}`);
    await mkdir(scratchDir);
    return async () => {
      await tables.ingest({ path: file, originalName: 'bench.csv', scratchDir });
      await rm(scratchDir, { recursive: true });
    };
  },
  'bare-ingest': async () => {
    const connection = await bare();
    const target = join(folder, `bare-${process.pid}.parquet`);
    return async () => {
      await connection.run(`COPY (FROM read_csv('${file}')) TO '${target}' (FORMAT parquet, COMPRESSION zstd)`);
      await rm(target);
    };
  },
  'ours-csv': async () => {
    const tables = await ours();
    return async () => pipeline((await tables.export(file, 'csv', { bom: true })).stream, sink());
  },
  'ours-page': async () => {
    const tables = await ours();
    return async () => {
      for (let round = 0; round < 3; round++) await tables.page(file, JSON.parse(asked));
    };
  },
  'ours-groups': async () => {
    const tables = await ours();
    return async () => {
      for (let round = 0; round < 3; round++) await tables.aggregate(file, JSON.parse(asked));
    };
  },
  'bare-csv': async () => {
    const connection = await bare();
    const target = join(folder, `bare-${process.pid}.csv`);
    return async () => {
      await connection.run(`COPY (FROM read_parquet('${file}')) TO '${target}' (FORMAT csv, HEADER)`);
      await rm(target);
    };
  },
};

await stat(file);
const run = await works[what]?.();
if (run === undefined) throw new Error(`no work named ${what}`);
const before = process.memoryUsage.rss();
const started = performance.now();
await run();
const ms = performance.now() - started;
const rss = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ ms, rss_mb: Math.round(rss / 2 ** 20), grown_mb: Math.round((rss - before) / 2 ** 20) }));
process.exit(0);
