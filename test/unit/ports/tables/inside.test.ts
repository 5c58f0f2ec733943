/** Statements on protected tables: nothing that is shown rests on fewer than k rows, and what could show a row is refused. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InsideAnswer, runInside } from '#api/ports/tables/inside/run.ts';
import type { CellFault } from '#api/ports/tables/sandbox/cell.ts';

const k = 5;
let folder: string;
let duck: DuckDBConnection;
let made = 0;

interface Person {
  readonly name: string;
  readonly city: string;
  readonly age: number;
  readonly pay: number | null;
  readonly day: string;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jinshu-inside-'));
  duck = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (value: string) => `'${value}'`;

async function parquet(rows: readonly Person[]): Promise<string> {
  const file = path.join(folder, `t${made++}.parquet`);
  const values = rows
    .map((r) => `(${text(r.name)}, ${text(r.city)}, ${r.age}, ${r.pay ?? 'NULL'}, DATE ${text(r.day)})`)
    .join(',');
  await duck.run(`COPY (SELECT * FROM (VALUES ${values}) AS t(姓名, 城市, 年龄, 工资, 日期)) TO ${text(file)}`);
  return file;
}

const people = (n: number): Person[] =>
  Array.from({ length: n }, (_, i) => ({
    name: `人${i}`,
    city: ['太原', '大同', '阳泉'][i % 3]!,
    age: 20 + (i % 40),
    pay: i % 11 === 0 ? null : 3000 + i * 10,
    day: `2026-0${(i % 6) + 1}-15`,
  }));

async function ask(
  tables: readonly { names: string[]; path: string }[],
  sql: string,
  over: { earlier?: string[]; open?: boolean } = {},
): Promise<(InsideAnswer & { cells: unknown[][] }) | CellFault> {
  const resultPath = path.join(folder, `r${made++}.parquet`);
  const answer = await runInside({
    tables,
    sql,
    k,
    earlier: over.earlier ?? [],
    resultPath,
    open: over.open ?? false,
    limits: {
      memoryMb: 256,
      spillMb: 64,
      spillDirectory: folder,
      threads: 1,
      timeoutMs: 20_000,
      maxRows: 5000,
      maxBytes: 1 << 20,
    },
  });
  if ('fault' in answer) return answer;
  const cells = (await duck.runAndReadAll(`SELECT * FROM read_parquet(${text(resultPath)})`)).getRowsJson();
  return { ...answer, cells };
}
const shown = (answer: Awaited<ReturnType<typeof ask>>) => {
  if ('fault' in answer) throw new Error(`${answer.fault} ${JSON.stringify(answer.params)}`);
  return answer;
};

/** A condition in SQL with what it means. */
const condition = fc.oneof(
  fc.integer({ min: 18, max: 62 }).map((n) => ({ sql: `年龄 >= ${n}`, holds: (r: Person) => r.age >= n })),
  fc.constantFrom('太原', '大同', '阳泉').map((c) => ({ sql: `城市 <> '${c}'`, holds: (r: Person) => r.city !== c })),
  fc.integer({ min: 0, max: 40 }).map((n) => ({ sql: `姓名 != '人${n}'`, holds: (r: Person) => r.name !== `人${n}` })),
  fc.constant({ sql: '工资 IS NOT NULL', holds: (r: Person) => r.pay !== null }),
  fc.integer({ min: 3000, max: 3400 }).map((n) => ({
    sql: `coalesce(工资, 0) * 2 > ${n * 2}`,
    holds: (r: Person) => (r.pay ?? 0) > n,
  })),
);
const keys = [
  { sql: '城市', of: (r: Person) => r.city },
  { sql: 'floor(年龄 / 10)', of: (r: Person) => String(Math.floor(r.age / 10)) },
  { sql: 'month(日期)', of: (r: Person) => String(Number(r.day.slice(5, 7))) },
  { sql: '姓名', of: (r: Person) => r.name },
  { sql: "CASE WHEN 姓名 = '人3' THEN 'a' ELSE 'b' END", of: (r: Person) => (r.name === '人3' ? 'a' : 'b') },
];

describe('groups', () => {
  it('are shown only on k rows or more, each figure on k rows of its own, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            name: fc.integer({ min: 0, max: 40 }).map((n) => `人${n}`),
            city: fc.constantFrom('太原', '大同', '阳泉', '长治'),
            age: fc.integer({ min: 18, max: 60 }),
            pay: fc.option(fc.integer({ min: 3000, max: 3400 }), { freq: 3 }),
            day: fc.integer({ min: 1, max: 6 }).map((m) => `2026-0${m}-15`),
          }),
          { minLength: 1, maxLength: 80 },
        ),
        fc.subarray(keys, { minLength: 0, maxLength: 2 }),
        fc.option(condition),
        condition,
        async (rows, by, where, filter) => {
          const table = { names: ['t'], path: await parquet(rows) };
          const list = by.map((key, i) => `${key.sql} AS g${i}, `).join('');
          const groups = by.length === 0 ? '' : ` GROUP BY ${by.map((_, i) => i + 1).join(', ')}`;
          const sql = `SELECT ${list}count(*) AS n, sum(工资) AS s, avg(工资) FILTER (WHERE ${filter.sql}) AS f FROM t${
            where === null ? '' : ` WHERE ${where.sql}`
          }${groups}`;
          const { cells, hiddenGroups } = shown(await ask([table], sql));
          const real = new Map<string, Person[]>();
          for (const row of rows.filter((one) => where === null || where.holds(one))) {
            const key = by.map((one) => one.of(row)).join('\0');
            real.set(key, [...(real.get(key) ?? []), row]);
          }
          for (const row of cells) {
            const key = row
              .slice(0, by.length)
              .map((cell) => (typeof cell === 'number' ? String(Math.trunc(cell)) : String(cell)))
              .join('\0');
            const group = real.get(key)!;
            expect(group.length).toBeGreaterThanOrEqual(k);
            const [n, s, f] = row.slice(by.length);
            expect(Number(n)).toBe(group.length);
            const paid = group.filter((one) => one.pay !== null);
            if (s !== null) expect(paid.length).toBeGreaterThanOrEqual(k);
            if (f !== null) {
              const inside = group.filter(filter.holds);
              expect(inside.filter((one) => one.pay !== null).length).toBeGreaterThanOrEqual(k);
              expect([0, ...Array.from({ length: 90 }, (_, i) => k + i)]).toContain(group.length - inside.length);
            }
          }
          const small = [...real.values()].filter((one) => one.length < k);
          expect(hiddenGroups).toBeGreaterThanOrEqual(small.length);
          // What is hidden is never one group of few rows that a total would give away.
          const hidden = [...real.values()].length - cells.length;
          if (small.length > 0 && cells.length > 0) expect(hidden).toBeGreaterThanOrEqual(2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('answers what analysts ask: orders, expressions of figures, joins, questions around questions', async () => {
    const t = { names: ['t', 't1'], path: await parquet(people(300)) };
    const u = { names: ['u'], path: await parquet(people(300)) };
    const top = shown(
      await ask([t], 'SELECT 城市, count(*) AS n FROM t GROUP BY 城市 ORDER BY count(*) DESC, 城市 LIMIT 2'),
    );
    expect(top.cells.map(([, n]) => Number(n))).toEqual([100, 100]);
    const rate = shown(
      await ask(
        [t],
        `WITH g AS (SELECT date_trunc('month', 日期) AS 月, round(avg(工资), 1) AS 平均, count(*) AS n FROM t GROUP BY ALL)
         SELECT strftime(月, '%Y-%m') AS 月, n * 100.0 / sum(n) OVER () AS 占比 FROM g ORDER BY 月`,
      ),
    );
    expect(rate.cells[0]).toEqual(['2026-01', expect.anything()]);
    expect(rate.cells).toHaveLength(6);
    const joined = shown(
      await ask(
        [t, u],
        'SELECT a.城市, count(*) AS n, avg(b.工资) AS x FROM t a JOIN u b ON a.姓名 = b.姓名 GROUP BY a.城市',
      ),
    );
    expect(joined.reads).toEqual([0, 1]);
    expect(joined.cells).toHaveLength(3);
    const scalar = shown(
      await ask(
        [t],
        'SELECT 城市, n, n * 1.0 / (SELECT count(*) FROM t) AS p FROM (SELECT 城市, count(*) AS n FROM t GROUP BY 1)',
      ),
    );
    expect(Number(scalar.cells[0]?.[2])).toBeCloseTo(1 / 3);
    // A join that multiplies one row does not make it many.
    const one = { names: ['w'], path: await parquet([{ ...people(1)[0]!, city: '太原' }]) };
    const lone = shown(await ask([t, one], 'SELECT count(*) AS n, sum(w.年龄) AS s FROM t JOIN w ON t.城市 = w.城市'));
    expect(lone.cells).toEqual([]);
  });
});

const hostile: readonly [string, string][] = [
  ['SELECT * FROM t', 'tables.inside_rows'],
  ['SELECT 姓名, 工资 FROM t', 'tables.inside_rows'],
  ['SELECT 姓名, 工资 FROM t LIMIT 1', 'tables.inside_rows'],
  ['SELECT t FROM t GROUP BY t', 'tables.inside_column'],
  ['SELECT max(工资) FROM t', 'tables.inside_function'],
  ['SELECT min(工资), 城市 FROM t GROUP BY 城市', 'tables.inside_function'],
  ['SELECT first(姓名) FROM t', 'tables.inside_function'],
  ["SELECT string_agg(姓名, ',') FROM t", 'tables.inside_function'],
  ['SELECT list(工资) FROM t', 'tables.inside_function'],
  ['SELECT median(工资) FROM t', 'tables.inside_function'],
  ['SELECT mode(工资) FROM t', 'tables.inside_function'],
  ['SELECT arg_max(姓名, 工资) FROM t', 'tables.inside_function'],
  ['SELECT bit_xor(年龄) FROM t', 'tables.inside_function'],
  ['SELECT bool_or(工资 > 5000) FROM t', 'tables.inside_function'],
  ['SELECT histogram(工资) FROM t', 'tables.inside_function'],
  ["SELECT sum(CASE WHEN 姓名 = '人1' THEN 工资 ELSE 0 END) FROM t", 'tables.inside_argument'],
  ['SELECT sum(工资 * 工资) FROM t', 'tables.inside_argument'],
  ['SELECT sum(DISTINCT 工资) FROM t', 'tables.inside_argument'],
  ['SELECT count(*) FROM t HAVING sum(工资) > 5', 'tables.inside_construct'],
  ['SELECT 城市, row_number() OVER () FROM t GROUP BY 城市', 'tables.inside_construct'],
  ['SELECT 城市, count(*) FROM t GROUP BY ROLLUP (城市)', 'tables.inside_construct'],
  ['SELECT count(*) FROM t TABLESAMPLE 1 ROWS', 'tables.inside_construct'],
  ['SELECT count(*) FROM t WHERE 年龄 = (SELECT 1)', 'tables.inside_construct'],
  ['SELECT DISTINCT 姓名 FROM t', 'tables.inside_rows'],
  ['SELECT (SELECT 姓名 FROM t LIMIT 1)', 'tables.inside_rows'],
  ['WITH x AS (SELECT 姓名 FROM t) SELECT count(*) FROM x', 'tables.inside_rows'],
  ['WITH t AS (SELECT 1 AS 城市) SELECT 城市 FROM t', 'tables.inside_construct'],
  ['SELECT count(*) FROM t a, t b', 'tables.inside_join'],
  ['SELECT count(*) FROM t a JOIN t b ON a.姓名 = b.姓名', 'tables.inside_join'],
  ["SELECT sum(a.工资) FROM t a JOIN u b ON a.姓名 = b.姓名 OR a.姓名 = '人1'", 'tables.inside_join'],
  ["SELECT sum(a.工资) FROM t a JOIN u b ON a.城市 = b.城市 WHERE a.姓名 = '人1' OR b.年龄 = 20", 'tables.inside_join'],
  ['SELECT count(*) FROM t JOIN range(9) r ON true', 'tables.inside_join'],
  ['SELECT count(*) FROM t SEMI JOIN u ON t.姓名 = u.姓名', 'tables.inside_join'],
  ['SELECT count(*) FROM t NATURAL JOIN u', 'tables.inside_join'],
  ['SELECT count(*) FROM t WHERE __jinshu_row = 3', 'tables.inside_column'],
  ['SELECT count(*) FROM t GROUP BY __j0.__jinshu_row', 'tables.inside_column'],
  ['SELECT count(*) FROM t ORDER BY 秘密', 'tables.inside_column'],
  ['SELECT count(*) FROM t WHERE 秘密 = 1', 'tables.inside_column'],
  ['SELECT count(秘密) FROM t', 'tables.inside_column'],
  ['SELECT count(*) FROM t WHERE CAST(姓名 AS INTEGER) = 姓名', 'tables.inside_type'],
  ['SELECT count(*) FROM t WHERE 姓名 = 5', 'tables.inside_type'],
  ["SELECT count(*) FROM t WHERE error(姓名) = ''", 'tables.sql_function'],
  ["SELECT count(*) FROM t WHERE regexp_matches(姓名, '.*')", 'tables.inside_function'],
  ['SELECT count(*) FROM t WHERE random() < 0.01', 'tables.inside_function'],
  ["SELECT count(*) FROM read_csv('/etc/passwd')", 'tables.sql_function'],
  ["SELECT * FROM '/etc/passwd'", 'tables.sql_table'],
  ['SELECT count(*) FROM __jinshu_v0', 'tables.sql_table'],
  ['SELECT count(*) FROM __jinshu_s0', 'tables.sql_table'],
  ["COPY t TO '/tmp/x.csv'", 'tables.sql_not_select'],
  ['SELECT 1; SELECT count(*) FROM t', 'tables.sql_one_statement'],
  ['SELECT 1', 'tables.inside_rows'],
  ['SELECT count(*) AS __jinshu FROM t', 'tables.inside_construct'],
  ['SELECT columns(*) FROM t', 'tables.inside_rows'],
  ['SELECT #1, count(*) FROM t GROUP BY 1', 'tables.inside_construct'],
];

describe('what could show a row', () => {
  let t: { names: string[]; path: string };
  let u: { names: string[]; path: string };
  beforeAll(async () => {
    t = { names: ['t'], path: await parquet(people(60)) };
    u = { names: ['u'], path: await parquet(people(60)) };
  });

  it.each(hostile)('%s', async (sql, code) => {
    const answer = await ask([t, u], sql);
    expect('fault' in answer ? answer.fault : 'shown').toBe(code);
  });

  it('never fails on a value: casts that do not succeed are empty, on real rows the engine’s words are not told', async () => {
    const answer = shown(
      await ask(
        [t],
        'SELECT count(*) AS n FROM t WHERE CAST(姓名 AS INTEGER) = 1 OR 年龄 / 0 > 1 OR 年龄 * 1e308 * 1e308 > 1',
      ),
    );
    expect(answer.hiddenGroups + answer.cells.length).toBe(1);
    const late = 'SELECT x.y FROM (SELECT count(*) AS n FROM t) AS x';
    expect(await ask([t], late)).toEqual({ fault: 'tables.inside_failed', params: {} });
    expect(await ask([t], late, { open: true })).toMatchObject({ fault: 'tables.sql_failed' });
  });

  it('tells of two questions that differ by a few rows: by condition, by key, by filter, within one statement', async () => {
    const all = 'SELECT 城市, sum(工资) AS s FROM t GROUP BY 城市';
    const without = "SELECT 城市, sum(工资) AS s FROM t WHERE 姓名 <> '人7' GROUP BY 城市";
    const close = async (sql: string, ...earlier: string[]) => shown(await ask([t], sql, { earlier })).close;
    expect(await close(without, all)).toEqual([0]);
    expect(await close(all, without)).toEqual([0]);
    expect(
      await close("SELECT 城市, 姓名 = '人8' AS x, 年龄 < 40 AS y, sum(工资) AS s FROM t GROUP BY ALL", all),
    ).toEqual([0]);
    expect(
      await close("SELECT count(*) FILTER (WHERE 姓名 <> '人8') AS n, count(*) AS m FROM t WHERE 年龄 < 40", all),
    ).toEqual([]);
    expect(await close('SELECT 城市, avg(年龄) AS a FROM t GROUP BY 1', all, 'SELECT count(*) AS n FROM t')).toEqual(
      [],
    );
    expect(await close('SELECT 城市, sum(工资) AS s FROM t WHERE 年龄 < 40 GROUP BY 1', all)).toEqual([]);
    expect(
      await close(`WITH a AS (${all}), b AS (${without}) SELECT a.城市, a.s - b.s AS d FROM a JOIN b USING (城市)`),
    ).toEqual([-1]);
  });
});
