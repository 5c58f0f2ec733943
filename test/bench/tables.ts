/** Our tables against bare DuckDB doing the same, both on this machine in the same minute. Aim: a ratio of at most 2. */
import { execFile } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { createDuckdbTables } from '#api/ports/tables/duckdb.ts';
import type { Filter, PageQuery } from '#api/ports/tables/port.ts';
import { against, type Bench, median, type Result } from './measure.ts';

const run = promisify(execFile);
const worker = fileURLToPath(new URL('./tables-work.ts', import.meta.url));
const cities = [
  '太原市',
  '大同市',
  '阳泉市',
  '长治市',
  '晋城市',
  '朔州市',
  '晋中市',
  '运城市',
  '忻州市',
  '临汾市',
  '吕梁市',
];

let folder: Promise<string> | null = null;
function home(): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'jinshu-bench-')).then((path) => {
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    return path;
  });
  return folder;
}

/** A register of payments: nine columns, quoted cells, about 120 bytes a row, the same on every run. */
function* lines(bytes: number): Generator<string> {
  let state = 0x2545f491;
  const random = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  yield '编号,日期,城市,区划代码,企业名称,金额,数量,更新时间,备注\n';
  let written = 0;
  for (let i = 1; written < bytes; ) {
    let block = '';
    for (let k = 0; k < 1000; k++, i++) {
      const city = random(cities.length);
      const at = new Date(1.6e12 + random(1e8) * 1000).toISOString();
      block += `${i},${at.slice(0, 10)},${cities[city]},${140_100 + city * 100},山西第${random(500_000)}号有限公司,${random(1e6)}.${10 + random(90)},${random(5000)},${at.slice(0, 19).replace('T', ' ')},"备注,第${i % 97}类"\n`;
    }
    written += Buffer.byteLength(block);
    yield block;
  }
}

const files = new Map<number, Promise<string>>();
/** A CSV of about so many MB. */
function csv(mb: number): Promise<string> {
  const known = files.get(mb);
  if (known !== undefined) return known;
  const made = home().then(async (at) => {
    const path = join(at, `${mb}.csv`);
    await pipeline(Readable.from(lines(mb * 1e6)), createWriteStream(path));
    return path;
  });
  files.set(mb, made);
  return made;
}

let kept: Promise<string> | null = null;
/** 1,000,000 rows in Parquet. */
function parquet(): Promise<string> {
  kept ??= (async () => {
    const path = join(await home(), 'million.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const types = "types = {'区划代码': 'VARCHAR', '金额': 'DECIMAL(18,2)'}";
    await connection.run(
      `COPY (FROM read_csv('${await csv(200)}', ${types}) LIMIT 1000000) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
    );
    return path;
  })();
  return kept;
}

async function work(what: string, file: string): Promise<{ ms: number; peak_mb: number }> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', worker, what, file, await home()]);
  return JSON.parse(stdout);
}

/** By turns, so that both meet the same moods of the machine. */
async function byTurns(ourWork: string, bareWork: string, file: string, times: number): Promise<Result> {
  const mine: { ms: number; peak_mb: number }[] = [];
  const bare: number[] = [];
  for (let i = 0; i < times; i++) {
    bare.push((await work(bareWork, file)).ms);
    mine.push(await work(ourWork, file));
  }
  const [ours_ms, limit_ms] = [median(mine.map((one) => one.ms)), median(bare)];
  return { ours_ms, limit_ms, ratio: ours_ms / limit_ms, peak_mb: Math.max(...mine.map((one) => one.peak_mb)) };
}

async function pageBench(query: PageQuery, select: string, values: string[]): Promise<Result> {
  const path = await parquet();
  const at = await home();
  const tables = await createDuckdbTables({ directories: [at], scratchRoot: join(at, 'scratch') });
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const from = `read_parquet('${path}')`;
  const statements = select.split(';').map((sql) => sql.replaceAll('TABLE', from));
  try {
    return await against(
      () => tables.page(path, query),
      async () => {
        for (const sql of statements) (await connection.runAndReadAll(sql, values)).getRowsJson();
      },
      25,
    );
  } finally {
    await tables.close();
  }
}

const taiyuan: Filter = { column: '城市', op: 'eq', value: '太原市' };

export const benches: readonly Bench[] = [
  {
    name: 'ingest of a 200 MB CSV: encoding, types, proof of every cell, statistics, hashes',
    limit: 'DuckDB converting the file to Parquet',
    run: async () => byTurns('ours-ingest', 'bare-ingest', await csv(200), 3),
  },
  {
    name: 'ingest of a 600 MB CSV: memory as for 200 MB',
    limit: 'three times the ingest of 200 MB',
    run: async () => {
      const small = await work('ours-ingest', await csv(200));
      const large = await work('ours-ingest', await csv(600));
      const limit_ms = small.ms * 3;
      return {
        ours_ms: large.ms,
        limit_ms,
        ratio: large.ms / limit_ms,
        peak_mb: large.peak_mb,
        note: `+${small.peak_mb} MB for 200 MB`,
      };
    },
  },
  {
    name: 'first preview page of 1,000,000 rows, with total',
    limit: 'the same two queries in DuckDB',
    run: () => pageBench({ limit: 50 }, 'SELECT * FROM TABLE LIMIT 50; SELECT count(*) FROM TABLE', []),
  },
  {
    name: 'filtered and sorted page of 1,000,000 rows, with total',
    limit: 'the same two queries in DuckDB',
    run: () =>
      pageBench(
        { limit: 50, filters: [taiyuan], sort: [{ column: '金额', dir: 'desc' }] },
        'SELECT * FROM TABLE WHERE "城市" = $1 ORDER BY "金额" DESC LIMIT 50; SELECT count(*) FROM TABLE WHERE "城市" = $1',
        ['太原市'],
      ),
  },
  {
    name: 'CSV export of 1,000,000 rows, formulas disarmed, read to the end',
    limit: 'DuckDB writing the file',
    run: async () => byTurns('ours-csv', 'bare-csv', await parquet(), 3),
  },
];
