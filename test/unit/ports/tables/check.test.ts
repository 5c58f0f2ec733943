import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check, TablesPort } from '#api/ports/tables/port.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

let bench: TablesBench;
let tables: TablesPort;
let path: string;
let other: string;
beforeAll(async () => {
  bench = await makeTables();
  tables = bench.tables;
  const rows = [
    '代码,名称,车道,开通,占比',
    'A1,北,12,2003-10-01,0.5',
    'A2,,8,2005-06-01,1.5',
    'A2,南,99,,0.25',
    'b3,西,7,2031-01-01,-0.5',
  ];
  path = (await bench.ingest(`${rows.join('\n')}\n`)).parquetPath;
  other = (await bench.ingest('编码,说明\nA1,甲\nA2,乙\nA9,丙\n')).parquetPath;
});
afterAll(() => bench.close());

const one = async (check: Check, samples?: number) =>
  (await tables.check(path, { checks: [check], ...(samples === undefined ? {} : { samples }) })).outcomes[0];
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('checking a table', () => {
  it('counts the rows that break each rule, and names the first of them', async () => {
    const report = await tables.check(path, {
      checks: [
        { rule: 'not_null', column: '名称' },
        { rule: 'range', column: '车道', min: 1, max: 50 },
        { rule: 'range', column: '开通', max: '2026-12-31' },
        { rule: 'range', column: '占比', min: 0, max: 1 },
        { rule: 'pattern', column: '代码', pattern: '[A-Z]\\d' },
        { rule: 'codes', column: '代码', codes: ['A1', 'A2'] },
        { rule: 'unique', columns: ['代码'] },
        { rule: 'reference', column: '代码', path: other, target: '编码' },
      ],
    });
    expect(report.rowCount).toBe(4);
    expect(report.filled).toEqual([
      { name: '代码', count: 4 },
      { name: '名称', count: 3 },
      { name: '车道', count: 4 },
      { name: '开通', count: 3 },
      { name: '占比', count: 4 },
    ]);
    expect(report.outcomes).toEqual([
      { checked: 4, failing: 1, samples: [{ row: 1, value: null }] },
      { checked: 4, failing: 1, samples: [{ row: 2, value: '99' }] },
      { checked: 3, failing: 1, samples: [{ row: 3, value: '2031-01-01' }] },
      {
        checked: 4,
        failing: 2,
        samples: [
          { row: 1, value: '1.50' },
          { row: 3, value: '-0.50' },
        ],
      },
      { checked: 4, failing: 1, samples: [{ row: 3, value: 'b3' }] },
      { checked: 4, failing: 1, samples: [{ row: 3, value: 'b3' }] },
      { checked: 4, failing: 1, samples: [{ row: 2, value: 'A2' }] },
      { checked: 4, failing: 1, samples: [{ row: 3, value: 'b3' }] },
    ]);
  });

  it('finds nothing where every rule holds', async () => {
    const checks: Check[] = [
      { rule: 'not_null', column: '代码' },
      { rule: 'range', column: '车道', min: 1 },
      { rule: 'pattern', column: '代码', pattern: '\\w\\d' },
      { rule: 'codes', column: '名称', codes: ['北', '南', '西'] },
      { rule: 'unique', columns: ['代码', '名称'] },
      { rule: 'reference', column: '编码', path, target: '代码' },
    ];
    const kept = await tables.check(path, { checks: checks.slice(0, 5) });
    expect(kept.outcomes.map((found) => found.failing)).toEqual([0, 0, 0, 0, 0]);
    expect(kept.outcomes.flatMap((found) => found.samples)).toEqual([]);
    // A9 of the other table stands in none of ours.
    const stray = await tables.check(other, { checks: checks.slice(5) });
    expect(stray.outcomes[0]).toEqual({ checked: 3, failing: 1, samples: [{ row: 2, value: 'A9' }] });
  });

  it('compares a number with a text by what is written', async () => {
    const numbers = (await bench.ingest('n\n1\n2\n')).parquetPath;
    const texts = (await bench.ingest('t\n1\nx\n')).parquetPath;
    const found = await tables.check(texts, {
      checks: [{ rule: 'reference', column: 't', path: numbers, target: 'n' }],
    });
    expect(found.outcomes[0]).toMatchObject({ checked: 2, failing: 1, samples: [{ row: 1, value: 'x' }] });
  });

  it('shows no more rows than asked, and quotes what looks like SQL', async () => {
    expect((await one({ rule: 'range', column: '占比', min: 2 }, 2))?.samples).toHaveLength(2);
    expect((await one({ rule: 'codes', column: '代码', codes: ["A1'); DROP TABLE x; --"] }))?.failing).toBe(4);
  });

  it('cannot be held up by a pattern made for backtracking', async () => {
    const long = (await bench.ingest(`x\n${'a'.repeat(40_000)}!\n`)).parquetPath;
    const before = performance.now();
    const found = await tables.check(long, { checks: [{ rule: 'pattern', column: 'x', pattern: '(a+)+$' }] });
    expect(found.outcomes[0]?.failing).toBe(1);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('refuses by name what cannot be asked', async () => {
    expect(await code(one({ rule: 'pattern', column: '代码', pattern: '(a' }))).toBe('tables.bad_pattern');
    expect(await code(one({ rule: 'pattern', column: '代码', pattern: '(a)\\1' }))).toBe('tables.bad_pattern');
    expect(await code(one({ rule: 'range', column: '代码', min: 1 }))).toBe('tables.bad_bound');
    expect(await code(one({ rule: 'range', column: '开通', min: 'soon' }))).toBe('tables.bad_bound');
    expect(await code(one({ rule: 'range', column: '车道' }))).toBe('tables.bad_bound');
    expect(await code(one({ rule: 'codes', column: '代码', codes: [] }))).toBe('tables.bad_codes');
    expect(await code(one({ rule: 'not_null', column: 'none' }))).toBe('tables.unknown_column');
    expect(await code(one({ rule: 'unique', columns: [] }))).toBe('tables.bad_key');
  });
});
