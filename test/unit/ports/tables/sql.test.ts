import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import type { NamedTable, SqlQuery } from '#api/ports/tables/port.ts';
import { type Cell, openCell } from '#api/ports/tables/sandbox/cell.ts';
import { aggregateFunctions, scalarFunctions } from '#api/ports/tables/sandbox/functions.ts';
import { sqlLimits } from '#api/ports/tables/sandbox/pool.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: TablesBench;
let own: NamedTable[];
let secret: string;
beforeAll(async () => {
  bench = await makeTables({ sql: { timeoutMs: 1500, memoryMb: 64, spillMb: 32, waiting: 1 } });
  const rows = Array.from({ length: 5000 }, (_, i) => `${i},${['太原市', '大同市'][i % 2]},${(i / 4).toFixed(2)}`);
  const first = await bench.ingest(`编号,城市,金额\n${rows.join('\n')}\n`);
  const second = await bench.ingest('城市,人口\n太原市,540\n大同市,310\n');
  secret = (await bench.ingest('密码\n不可外泄\n')).parquetPath;
  own = [
    { names: ['收费站', 't1'], path: first.parquetPath },
    { names: ['人口', 't2'], path: second.parquetPath },
  ];
});
afterAll(() => bench.close());

const ask = (sql: string, more: Partial<SqlQuery> = {}) => bench.tables.sql(own, { sql, ...more });
async function refused(sql: string, more: Partial<SqlQuery> = {}): Promise<Refusal> {
  const error = await ask(sql, more).then(
    (answer) => new Error(`answered ${JSON.stringify(answer).slice(0, 300)}`),
    (caught: unknown) => caught,
  );
  if (!isRefusal(error)) throw error;

  for (const sentence of [error.sentence('zh'), error.sentence('en')]) {
    expect(sentence).not.toContain(bench.folder);
    expect(sentence).not.toContain('{{');
  }
  return error;
}

describe('questions', () => {
  it('are answered from the tables by their names and by t1, t2', async () => {
    const answer = await ask(
      'SELECT p.城市, sum(s.金额) AS 合计, max(p.人口) FROM "收费站" s JOIN t2 p USING (城市) GROUP BY ALL ORDER BY 1;',
    );
    expect(answer).toEqual({
      columns: [
        { name: '城市', type: 'VARCHAR' },
        { name: '合计', type: 'DECIMAL(38,2)' },
        { name: 'max(p."人口")', type: 'BIGINT' },
      ],
      rows: [
        ['大同市', '1562500.00', 310],
        ['太原市', '1561875.00', 540],
      ],
      truncated: false,
    });
  });

  it('may be written in many ways', async () => {
    const one = async (sql: string) => (await ask(sql)).rows[0]?.[0];
    expect(await one('WITH a AS (SELECT * FROM t1), b AS (FROM a WHERE 编号 < 10) SELECT count(*) FROM b')).toBe(10);
    expect(
      await one('WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 5) SELECT max(x) FROM r'),
    ).toBe(5);
    expect(
      await one('SELECT x FROM (SELECT row_number() OVER (ORDER BY 编号 DESC) x, 编号 FROM t1) WHERE 编号 = 4999'),
    ).toBe(1);
    expect(await one("SELECT strftime(DATE '2020-02-03' + INTERVAL 1 MONTH, '%Y年%m月')")).toBe('2020年03月');
    expect(await one('SELECT list_sum(list_transform([1, 2, 3], x -> x * 2))')).toBe(12);
    expect(await one('SELECT count(*) FROM generate_series(1, 7)')).toBe(7);
    expect(await one("SELECT extract(year FROM DATE '2020-02-03')")).toBe(2020);
    expect(await one('FROM T1 SELECT count(DISTINCT 城市)')).toBe(2);
    expect(await one("SELECT 太原市 FROM (FROM t2) PIVOT (sum(人口) FOR 城市 IN ('太原市'))")).toBe(540);
    expect(await one('SELECT CASE WHEN true THEN coalesce(NULL, 3) END')).toBe(3);
    expect(await one('-- 注释\nSELECT 1 /* ; */ ;')).toBe(1);
  });

  it('end at the limit of rows and say so', async () => {
    const answer = await ask('SELECT 编号 FROM t1 ORDER BY 编号', { limit: 3 });
    expect(answer).toMatchObject({ rows: [[0], [1], [2]], truncated: true });
    expect((await ask('SELECT * FROM range(1000000000)', { limit: 10_000 })).rows).toHaveLength(10_000);
    expect((await refused('SELECT 1', { limit: 10_001 })).code).toBe('tables.bad_limit');
    expect((await refused('SELECT 1', { limit: 0 })).code).toBe('tables.bad_limit');
  });
});

describe('the judge', () => {
  it.each([
    ['tables.sql_length', ''],
    ['tables.sql_length', ' \n'],
    ['tables.sql_length', `SELECT ${'1 +'.repeat(7000)} 1`],
    ['tables.sql_one_statement', '-- nothing'],
    ['tables.sql_one_statement', 'SELECT 1; SELECT 2'],
    ['tables.sql_not_select', 'SELECT 1; DROP VIEW t1'],
    ['tables.sql_syntax', 'SELEC 1'],
    ...[
      'INSERT INTO t1 VALUES (1)',
      'UPDATE t1 SET 编号 = 1',
      'DELETE FROM t1',
      'CREATE TABLE x AS SELECT 1',
      "COPY t1 TO '/tmp/x.csv'",
      "COPY (SELECT 1) TO '/tmp/x.csv'",
      "ATTACH '/tmp/x.db' AS x",
      'INSTALL httpfs',
      'LOAD httpfs',
      'SET threads = 8',
      'RESET memory_limit',
      'PRAGMA database_list',
      'CALL pragma_version()',
      "EXPORT DATABASE '/tmp/x'",
      'EXPLAIN ANALYZE SELECT 1',
      'CHECKPOINT',
      'BEGIN',
      'USE memory',
      'VACUUM',
      'PREPARE p AS SELECT 1',
      'CREATE MACRO m(a) AS a',
    ].map((sql) => ['tables.sql_not_select', sql]),
    ...[
      "SELECT * FROM '/etc/passwd'",
      "SELECT * FROM 'https://example.com/x.parquet'",
      'SELECT * FROM duckdb_settings',
      'SELECT * FROM information_schema.tables',
      'SELECT * FROM sqlite_master',
      'SELECT * FROM pg_catalog.pg_class',
      'SELECT * FROM system.information_schema.columns',
      'SELECT * FROM main.t3',
      'SELECT * FROM memory.main.t1',
      'SELECT (SELECT max(x) FROM other)',
      'SELECT * FROM t1 WHERE EXISTS (SELECT * FROM other)',
      // A name given by WITH is known where DuckDB knows it and nowhere else.
      'WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM sqlite_master',
      'SELECT * FROM (WITH sqlite_master AS (SELECT 1) SELECT 1), sqlite_master',
      'WITH a AS (SELECT * FROM sqlite_master), sqlite_master AS (SELECT 1) SELECT * FROM a',
      'SELECT * FROM t1 UNION ALL SELECT * FROM other',
    ].map((sql) => ['tables.sql_table', sql]),
    ...[
      "SELECT * FROM read_csv('/etc/passwd')",
      "SELECT * FROM read_csv_auto('/etc/passwd')",
      "SELECT * FROM read_parquet('x.parquet')",
      "SELECT * FROM parquet_scan('x.parquet')",
      "SELECT * FROM parquet_metadata('x.parquet')",
      "SELECT * FROM read_text('/etc/passwd')",
      "SELECT * FROM read_blob('/etc/passwd')",
      "SELECT * FROM read_json('x.json')",
      "SELECT * FROM sniff_csv('/etc/passwd')",
      "SELECT * FROM glob('/*')",
      'SELECT * FROM duckdb_settings()',
      'SELECT * FROM duckdb_views()',
      'SELECT * FROM duckdb_secrets()',
      "SELECT * FROM query('SELECT 1')",
      "SELECT * FROM query_table('t1')",
      "SELECT * FROM json_execute_serialized_sql('{}')",
      "SELECT * FROM pragma_table_info('t1')",
      "SELECT getenv('HOME')",
      "SELECT current_setting('temp_directory')",
      "SELECT getvariable('x')",
      "SELECT json_serialize_plan('SELECT 1')",
      'SELECT current_query()',
      'SELECT sleep_ms(100000)',
      "SELECT write_log('x')",
      "SELECT nextval('s')",
      'SELECT * FROM t1 ORDER BY sleep_ms(1)',
      'SELECT count(*) FILTER (sleep_ms(1) IS NULL) FROM t1',
      'SELECT sum(sleep_ms(1)) OVER () FROM t1',
      'SELECT list_transform([1], x -> sleep_ms(x))',
      "SELECT * FROM (VALUES (getenv('HOME')))",
      'SELECT * FROM t1 JOIN t2 ON sleep_ms(1) IS NULL',
      'SELECT 1 LIMIT (SELECT sleep_ms(1))',
      "WITH a AS (SELECT getenv('HOME')) SELECT * FROM a",
      'SELECT * FROM unnest([sleep_ms(1)])',
      'SELECT system.main.abs(1)',
    ].map((sql) => ['tables.sql_function', sql]),
    ...['SHOW TABLES', 'DESCRIBE t1', 'SUMMARIZE t1', 'SELECT * FROM (DESCRIBE t1)', 'SELECT $1', 'SELECT ?'].map(
      (sql) => ['tables.sql_construct', sql],
    ),
  ] as [string, string][])('refuses with %s: %s', async (code, sql) => {
    expect((await refused(sql)).code).toBe(code);
  });

  it('says where, in characters, also behind Chinese', async () => {
    const table = await refused("SELECT '城市',\n  '煤' FROM 没有的表");
    expect(table.params).toMatchObject({ name: '没有的表', line: 2, column: 12, tables: '收费站, t1, 人口, t2' });
    const syntax = await refused("SELECT '山西' FROM FROM");
    expect(syntax.params).toMatchObject({ line: 1, column: 18 });
    const failed = await refused("SELECT '山西', 编号,\n 没有 FROM t1");
    expect(failed.params).toMatchObject({ line: 2, column: 2 });
    expect(failed.sentence('zh')).toContain('第 2 行第 2 个字符');
  });

  it('knows only functions that DuckDB has', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const answer = await connection.runAndReadAll('SELECT DISTINCT function_name FROM duckdb_functions()');
    const there = new Set(answer.getRowsJson().map(([name]) => String(name)));
    const bySyntax = new Set(['nullif', 'ifnull', 'coalesce']);
    const missing = [...scalarFunctions, ...aggregateFunctions].filter(
      (name) => !there.has(name) && !bySyntax.has(name),
    );
    expect(missing).toEqual([]);
  });
});

describe('the second wall, without the judge', () => {
  let cell: Cell;
  beforeAll(async () => {
    const spillDirectory = join(bench.folder, 'scratch');
    cell = await openCell(own, { ...sqlLimits, spillDirectory, maxRows: 10, timeoutMs: 1000 });
  });
  afterAll(() => cell.close());

  it('lets the tables be read', async () => {
    expect((await cell.ask('SELECT count(*) FROM t1')).rows).toEqual([[5000]]);
  });

  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/proc/self/environ')",
    "SELECT * FROM read_text('https://example.com/')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM read_parquet('SECRET')",
    "SELECT * FROM parquet_metadata('SECRET')",
    "COPY t1 TO 'FOLDER/stolen.csv'",
    "COPY t1 TO 'OWN'",
    "ATTACH 'FOLDER/x.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    "SET allowed_paths = ['/etc/passwd']",
    "SET memory_limit = '8GB'",
    'RESET lock_configuration',
    'CREATE TABLE x AS SELECT 1',
    'SELECT 1; SELECT 2',
    "SELECT getenv('HOME')",
  ])('stops %s', async (written) => {
    const sql = written.replace('SECRET', secret).replace('FOLDER', bench.folder).replace('OWN', own[0]!.path);
    await expect(cell.ask(sql)).rejects.toThrow();
    expect(await readdir(bench.folder)).not.toContain('stolen.csv');
    expect((await cell.ask('SELECT count(*) FROM t1')).rows).toEqual([[5000]]);
  });
});

describe('limits', () => {
  it('of time', async () => {
    const began = performance.now();
    const error = await refused('SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range + b.range = 3');
    expect([error.code, error.params.seconds]).toEqual(['tables.sql_timeout', 2]);
    expect(performance.now() - began).toBeLessThan(9000);
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });

  it('of memory and of the space it spills to', async () => {
    const heavy =
      'SELECT max(x) FROM (SELECT DISTINCT md5(range::VARCHAR) || repeat(md5(range::VARCHAR), 20) AS x FROM range(2000000))';
    const alone = await makeTables({ sql: { timeoutMs: 60_000, memoryMb: 48, spillMb: 16 } });
    try {
      await expect(alone.tables.sql(own, { sql: heavy })).rejects.toMatchObject({ code: 'tables.sql_too_heavy' });
      expect((await alone.tables.sql(own, { sql: 'SELECT 1' })).rows).toEqual([[1]]);
      expect((await readdir(join(alone.folder, 'scratch'))).filter((name) => name.startsWith('sql-'))).toEqual([]);
    } finally {
      await alone.close();
    }
  });

  it('of the bytes of an answer', async () => {
    const sql = "SELECT repeat('字', 100000) FROM range(1000)";
    expect((await refused(sql, { limit: 1000 })).code).toBe('tables.sql_too_large');
  });

  it('of statements at a time: the ones too many are told so at once', async () => {
    const slow = 'SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range + b.range = 3';
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => ask(slow)));
    const codes = all.map((one) => (one.status === 'rejected' ? (one.reason as Refusal).code : 'answered')).sort();
    expect(codes).toEqual([...Array(2).fill('tables.sql_busy'), ...Array(3).fill('tables.sql_timeout')]);
  });

  it('end with the reader: the process is gone when it leaves', async () => {
    const stop = new AbortController();
    const sql = 'SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range + b.range = 3';
    const work = bench.tables.sql(own, { sql }, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('left')), 300);
    await expect(work).rejects.toThrow('left');
    expect((await ask('SELECT 2')).rows).toEqual([[2]]);
  });

  it('outlive a statement that brings its process down', async () => {
    const alone = await makeTables({ sql: { timeoutMs: 30_000, memoryMb: 1000 } });
    try {
      // More values than the process has memory for when they leave DuckDB: it is ended by Node itself.
      const sql = 'SELECT list(range) FROM range(12000000)';
      await expect(alone.tables.sql(own, { sql })).rejects.toMatchObject({ code: 'tables.sql_too_heavy' });
      expect((await alone.tables.sql(own, { sql: 'SELECT 3' })).rows).toEqual([[3]]);
    } finally {
      await alone.close();
    }
    const deep = `SELECT ${'('.repeat(9900)}1${')'.repeat(9900)}`;
    await ask(deep).catch((error) => expect(isRefusal(error)).toBe(true));
    expect((await ask('SELECT 3')).rows).toEqual([[3]]);
  });
});

it('no message tells where a table lies', async () => {
  const broken = join(bench.folder, 'broken.parquet');
  await writeFile(broken, 'PAR1 not a table PAR1');
  const error = await bench.tables.sql([{ names: ['b'], path: broken }], { sql: 'SELECT * FROM b' }).catch((e) => e);
  expect(isRefusal(error) ? error.sentence('en') : '').not.toContain(bench.folder);
});
