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

const sizes = new Map<number, Promise<string>>();
/** The same register made by DuckDB, for sizes that a CSV would take minutes to come to. */
function register(rows: number): Promise<string> {
  const known = sizes.get(rows);
  if (known !== undefined) return known;
  const made = (async () => {
    const path = join(await home(), `register-${rows}.parquet`);
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
    const names = cities.map((city) => `'${city}'`).join(', ');
    const pick = (seed: number, below: number) => `(hash(i * 7 + ${seed}) % ${below})::BIGINT`;
    await connection.run(
      `COPY (SELECT i AS "编号", DATE '2020-01-01' + ${pick(1, 1157)}::INTEGER AS "日期",
         ([${names}])[1 + ${pick(2, cities.length)}] AS "城市", (140100 + ${pick(2, cities.length)} * 100)::VARCHAR AS "区划代码",
         '山西第' || ${pick(3, 500_000)} || '号有限公司' AS "企业名称", (${pick(4, 100_000_000)} / 100)::DECIMAL(18,2) AS "金额",
         ${pick(5, 5000)} AS "数量", TIMESTAMP '2020-01-01' + to_seconds(${pick(6, 100_000_000)}) AS "更新时间",
         '备注,第' || (i % 97) || '类' AS "备注" FROM range(1, ${rows + 1}) t(i))
       TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
    );
    connection.closeSync();
    return path;
  })();
  sizes.set(rows, made);
  return made;
}

interface Worked {
  readonly ms: number;
  readonly rss_mb: number;
  readonly grown_mb: number;
}

async function work(what: string, file: string, asked: object = {}): Promise<Worked> {
  const args = ['--import', 'tsx', worker, what, file, await home(), JSON.stringify(asked)];
  return JSON.parse((await run(process.execPath, args)).stdout);
}

/** The memory of a question, asked three times in a process that does nothing else. */
async function withMemoryOf(result: Result, what: string, file: string, asked: object): Promise<Result> {
  const { rss_mb, grown_mb } = await work(what, file, asked);
  return { ...result, rss_mb, grown_mb };
}

/** By turns, so that both meet the same moods of the machine. */
async function byTurns(ourWork: string, bareWork: string, file: string, times: number): Promise<Result> {
  const mine: Worked[] = [];
  const bare: number[] = [];
  for (let i = 0; i < times; i++) {
    bare.push((await work(bareWork, file)).ms);
    mine.push(await work(ourWork, file));
  }
  const [ours_ms, limit_ms] = [median(mine.map((one) => one.ms)), median(bare)];
  const most = (of: (one: Worked) => number) => Math.max(...mine.map(of));
  const memory = { rss_mb: most((one) => one.rss_mb), grown_mb: most((one) => one.grown_mb) };
  return { ours_ms, limit_ms, ratio: ours_ms / limit_ms, ...memory };
}

type Tables = Awaited<ReturnType<typeof createDuckdbTables>>;

/** What we answer against the same in bare DuckDB: `select` is one or several statements on TABLE. */
async function asked(
  path: string,
  ours: (tables: Tables) => Promise<unknown>,
  select: string | ((tables: Tables) => Promise<string>),
  values: string[] = [],
  rounds = 25,
): Promise<Result> {
  const at = await home();
  const tables = await createDuckdbTables({ directories: [at], scratchRoot: join(at, 'scratch') });
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const text = typeof select === 'string' ? select : await select(tables);
  const statements = text
    .split(';')
    .map((sql) =>
      sql
        .replaceAll('NUMBERED', `read_parquet('${path}', file_row_number = true)`)
        .replaceAll('TABLE', `read_parquet('${path}')`),
    );
  try {
    return await against(
      () => ours(tables),
      async () => {
        for (const sql of statements) (await connection.runAndReadAll(sql, values)).getRowsJson();
      },
      rounds,
    );
  } finally {
    await tables.close();
  }
}

const pageBench = async (query: PageQuery, select: string, values: string[]) => {
  const path = await parquet();
  return asked(path, (tables) => tables.page(path, query), select, values);
};

const taiyuan: Filter = { column: '城市', op: 'eq', value: '太原市' };

const dearest = [{ column: '金额', dir: 'desc' }] as const;

/** At any size, so that a small one tells whether they work. */
export function largeBenches({ rows, mb }: { readonly rows: number; readonly mb: number }): readonly Bench[] {
  const many = rows.toLocaleString('en');
  const deep = Math.floor(rows * 0.99);
  /** Where a reader stands who has gone through the sorted rows up to there. */
  const sortedCursor = async (tables: Tables, path: string) => {
    const page = await tables.page(path, { sort: dearest, offset: deep - 1, limit: 1 });
    return { cursor: page.nextCursor ?? '', last: page.rows[0]?.[5], row: page.rowNumbers?.[0] };
  };
  return [
    {
      name: `filtered page of ${many} rows, with total`,
      limit: 'the same two queries in DuckDB',
      run: async () => {
        const path = await register(rows);
        const filters = [taiyuan, { column: '金额', op: 'gt', value: '500000' }] as const;
        const where = `WHERE "城市" = $1 AND "金额" > 500000`;
        const query = { limit: 50, filters };
        const result = await asked(
          path,
          (tables) => tables.page(path, query),
          `SELECT * FROM TABLE ${where} LIMIT 50; SELECT count(*) FROM TABLE ${where}`,
          ['太原市'],
          7,
        );
        return withMemoryOf(result, 'ours-page', path, query);
      },
    },
    {
      name: `groups of ${many} rows: by city, count, sum and mean`,
      limit: 'the same query in DuckDB',
      run: async () => {
        const path = await register(rows);
        const measures = [{ fn: 'count' }, { fn: 'sum', column: '金额' }, { fn: 'avg', column: '数量' }] as const;
        const query = { groupBy: [{ column: '城市' }], measures };
        const result = await asked(
          path,
          (tables) => tables.aggregate(path, query),
          'SELECT "城市", count(*), sum("金额"), avg("数量") FROM TABLE GROUP BY 1 ORDER BY 1',
          [],
          7,
        );
        return withMemoryOf(result, 'ours-groups', path, query);
      },
    },
    {
      name: `page after row ${deep.toLocaleString('en')} of ${many}, in file order`,
      limit: 'DuckDB with LIMIT and OFFSET',
      run: async () => {
        const path = await register(rows);
        const query = { limit: 50, cursor: `r${deep - 1}` };
        const result = await asked(
          path,
          (tables) => tables.page(path, query),
          `SELECT * FROM TABLE LIMIT 50 OFFSET ${deep}`,
          [],
          15,
        );
        return withMemoryOf(result, 'ours-page', path, query);
      },
    },
    {
      name: `page after row ${deep.toLocaleString('en')} of ${many}, sorted`,
      limit: 'DuckDB told the values of the row before',
      run: async () => {
        const path = await register(rows);
        let cursor = '';
        const result = await asked(
          path,
          (tables) => tables.page(path, { limit: 50, sort: dearest, cursor }),
          async (tables) => {
            const found = await sortedCursor(tables, path);
            cursor = found.cursor;
            const after = `"金额" < ${found.last} OR ("金额" = ${found.last} AND file_row_number > ${found.row})`;
            return `SELECT * FROM NUMBERED WHERE ${after} ORDER BY "金额" DESC, file_row_number LIMIT 50`;
          },
          [],
          7,
        );
        return withMemoryOf(result, 'ours-page', path, { limit: 50, sort: dearest, cursor });
      },
    },
    {
      name: `CSV export of ${many} rows, formulas disarmed, read to the end`,
      limit: 'DuckDB writing the file (COPY)',
      run: async () => {
        const result = await byTurns('ours-csv', 'bare-csv', await register(rows), 1);
        return { ...result, note: `${Math.round((rows / result.ours_ms) * 1000).toLocaleString('en')} rows/s` };
      },
    },
    {
      name: `ingest of a ${mb.toLocaleString('en')} MB CSV: encoding, types, proof of every cell, statistics, hashes`,
      limit: 'DuckDB converting the file to Parquet',
      run: async () => byTurns('ours-ingest', 'bare-ingest', await csv(mb), 1),
    },
  ];
}

export const smallBenches: readonly Bench[] = [
  {
    name: 'ingest of a 200 MB CSV: encoding, types, proof of every cell, statistics, hashes',
    limit: 'DuckDB converting the file to Parquet',
    run: async () => byTurns('ours-ingest', 'bare-ingest', await csv(200), 3),
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
