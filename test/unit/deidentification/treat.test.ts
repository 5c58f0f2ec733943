/** Rules of treatment and figures of risk on real Parquets, against slow plain readings of the same table. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ColumnRule } from '#api/kernel/column-rules.ts';
import type { Cell, RiskFacts } from '#api/ports/tables/port.ts';
import { sizeBins } from '#api/ports/tables/risk.ts';
import { pseudonym, shiftOf } from '#api/ports/tables/treat.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 60_000 });

const today = '2026-11-22';
const key = Buffer.from('0b'.repeat(20), 'hex');
let bench: TablesBench;
beforeAll(async () => {
  bench = await makeTables();
});
afterAll(() => bench.close());

async function rowsOf(path: string): Promise<readonly (readonly Cell[])[]> {
  return (await bench.tables.page(path, { limit: 1000 })).rows;
}

/** One column of a table after its rule. */
async function treated(csv: string, column: string, rule: ColumnRule): Promise<Cell[]> {
  const { parquetPath } = await bench.ingest(csv);
  const scratchDir = await bench.scratch();
  const made = await bench.tables.treat(parquetPath, [{ column, rule }], { scratchDir, today, key });
  const { columns, rows } = await bench.tables.page(made.parquetPath, { limit: 1000 });
  const at = columns.findIndex((one) => one.name === column);
  return rows.map((row) => row[at] ?? null);
}

describe('rules of a column', () => {
  it('generalises division codes, days and numbers', async () => {
    const codes = '区划,n\n140105,1\n140581,2\n太原,3\n,4\n';
    expect(await treated(codes, '区划', { do: 'region', to: 'city' })).toEqual(['140100', '140500', '*', null]);
    expect(await treated(codes, '区划', { do: 'region', to: 'province' })).toEqual(['140000', '140000', '*', null]);
    const days = '出生日期,n\n1989-12-31,1\n1990-01-01,2\n2004-05-06,3\n,4\n';
    expect(await treated(days, '出生日期', { do: 'date', to: 'month' })).toEqual([
      '1989-12',
      '1990-01',
      '2004-05',
      null,
    ]);
    expect(await treated(days, '出生日期', { do: 'date', to: 'quarter' })).toEqual([
      '1989-Q4',
      '1990-Q1',
      '2004-Q2',
      null,
    ]);
    expect(await treated(days, '出生日期', { do: 'date', to: 'years5' })).toEqual([
      '1985-1989',
      '1990-1994',
      '2000-2004',
      null,
    ]);
    const written = '日,n\n19900503,a\n1991/5/3,b\n1992年5月3日,c\n不详,d\n';
    expect(await treated(written, '日', { do: 'date', to: 'year' })).toEqual(['1990', '1991', '1992', null]);
    const ages = '年龄,n\n0,1\n19,2\n20,3\n101,4\n,5\n';
    expect(await treated(ages, '年龄', { do: 'band', width: 10 })).toEqual(['0-9', '10-19', '20-29', '100-109', null]);
    expect(await treated(ages, '年龄', { do: 'band', width: 30, from: -10 })).toEqual([
      '-10-19',
      '-10-19',
      '20-49',
      '80-109',
      null,
    ]);
    expect(await treated(ages, '年龄', { do: 'clip', low: 18, high: 90 })).toEqual([18, 19, 20, 90, null]);
    expect(await treated(ages, '年龄', { do: 'round', to: 5 })).toEqual([0, 20, 20, 100, null]);
  });

  it('follows a hierarchy of one’s own, at the level asked for', async () => {
    const jobs = '职业,n\n小学教师,1\n中学教师,2\n护士,3\n宇航员,4\n,5\n';
    const rows = [
      ['小学教师', '教师', '专业技术人员'],
      ['中学教师', '教师', '专业技术人员'],
      ['护士', '医护人员', "专业'技术"],
    ];
    expect(await treated(jobs, '职业', { do: 'map', rows, level: 1 })).toEqual(['教师', '教师', '医护人员', '*', null]);
    expect(await treated(jobs, '职业', { do: 'map', rows, level: 2 })).toEqual([
      '专业技术人员',
      '专业技术人员',
      "专业'技术",
      '*',
      null,
    ]);
  });

  it('codes by HMAC-SHA-256 under the key: equal values alike, another key differently, no key refused', async () => {
    const csv = '病案号,n\nA1,1\nA2,2\nA1,3\n,4\n';
    const codes = await treated(csv, '病案号', { do: 'hash' });
    const expected = (value: string) => createHmac('sha256', key).update(`value\0${value}`).digest('hex').slice(0, 32);
    expect(codes).toEqual([expected('A1'), expected('A2'), expected('A1'), null]);
    expect(pseudonym(Buffer.from('other'), 'A1')).not.toBe(codes[0]);
    const { parquetPath } = await bench.ingest(csv);
    const scratchDir = await bench.scratch();
    await expect(
      bench.tables.treat(parquetPath, [{ column: '病案号', rule: { do: 'hash' } }], { scratchDir, today }),
    ).rejects.toThrow(/key/);
  });

  it('moves the days of one subject by one step: order and distance stay', async () => {
    const csv = '人,日\nA,2020-01-01\nB,2020-01-01\nA,2020-03-01\nB,2020-01-05\nA,\n';
    const days = (await treated(csv, '日', { do: 'shift', by: '人', days: 30 })) as string[];
    const at = (i: number) => Date.parse(days[i] ?? '') / 86_400_000;
    expect(at(2) - at(0)).toBe(60);
    expect(at(3) - at(1)).toBe(4);
    expect(at(0) - Date.parse('2020-01-01') / 86_400_000).toBe(shiftOf(key, 30, 'A'));
    expect(days[4]).toBeNull();
    const steps = Array.from({ length: 200 }, (_, i) => shiftOf(key, 3, `人${i}`));
    expect([...new Set(steps)].sort((a, b) => a - b)).toEqual([-3, -2, -1, 1, 2, 3]);
  });

  it('replaces inside texts and documents, which stay documents', async () => {
    const document = '{"姓名":"张小明","备注":"电 13800138000","号":13912345678,"n":[{"e":"a@example.com"}],"k":3}';
    const csv = `内容,n\n"电话13800138000，请回",1\n"${document.replaceAll('"', '""')}",2\n没有,3\n`;
    const cells = (await treated(csv, '内容', { do: 'replace' })) as string[];
    expect(cells[0]).toBe('电话138****8000，请回');
    expect(JSON.parse(cells[1] ?? '')).toEqual({
      姓名: '张*',
      备注: '电 138****8000',
      号: '139****5678',
      n: [{ e: 'a***@example.com' }],
      k: 3,
    });
    expect(cells[2]).toBe('没有');
  });
});

describe('documents in cells', () => {
  it('are scanned leaf by leaf, and what is found is named by its path', async () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ 联系人: [{ 姓名: '王芳', 电话: `1391234${5000 + i}` }], 车道: i }).replaceAll('"', '""'),
    );
    const { parquetPath } = await bench.ingest(`详情,n\n${rows.map((row, i) => `"${row}",${i}`).join('\n')}\n`);
    const before = await bench.tables.scan(parquetPath, today);
    expect(before.blocked).toBe(true);
    const [found] = before.columns;
    const paths = Object.fromEntries((found?.findings ?? []).map((one) => [one.kind, [one.hits, one.paths]]));
    expect(paths).toEqual({ mobile: [40, ['$.联系人[*].电话']], personal_name: [40, ['$.联系人[*].姓名']] });
    expect(JSON.stringify(found?.findings)).not.toContain('1391234');
    const scratchDir = await bench.scratch();
    const made = await bench.tables.treat(parquetPath, [{ column: '详情', rule: { do: 'replace' } }], {
      scratchDir,
      today,
    });
    expect((await bench.tables.scan(made.parquetPath, today)).blocked).toBe(false);
    expect(JSON.parse(String((await rowsOf(made.parquetPath))[7]?.[0]))).toEqual({
      联系人: [{ 姓名: '王*', 电话: '139****5007' }],
      车道: 7,
    });
  });
});

const micro = (values: readonly (number | null)[], size: number): (number | null)[] => {
  const filled = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  filled.sort((a, b) => a.value - b.value || a.at - b.at);
  const groups = Math.max(1, Math.floor(filled.length / size));
  const made: (number | null)[] = values.map(() => null);
  for (let g = 0; g < groups; g++) {
    const part = filled.slice(g * size, g === groups - 1 ? undefined : (g + 1) * size);
    const mean = part.reduce((sum, one) => sum + one.value, 0) / part.length;
    for (const one of part) made[one.at] = Math.round(mean * 10_000) / 10_000;
  }
  return made;
};

describe('what compares rows', () => {
  it('micro-aggregates in groups of at least the size, the sum kept, rows in their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 2, max: 6 }),
        async (values, size) => {
          const csv = `n,v\n${values.map((value, at) => `${at},${value ?? ''}`).join('\n')}\n`;
          const { parquetPath, columns } = await bench.ingest(csv);
          if (columns[1]?.type !== 'integer') return;
          const scratchDir = await bench.scratch();
          const treatment = { column: 'v', rule: { do: 'aggregate', size } } as const;
          const made = await bench.tables.treat(parquetPath, [treatment], { scratchDir, today });
          const rows = await rowsOf(made.parquetPath);
          expect(rows.map((row) => row[0])).toEqual(values.map((_, at) => at));
          const expected = micro(values, size);
          for (const [at, row] of rows.entries())
            if (expected[at] === null) expect(row[1]).toBeNull();
            else expect(Number(row[1])).toBeCloseTo(expected[at] ?? Number.NaN, 3);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('leaves small counts out, and a second one where one alone could be worked out', async () => {
    const csv = '县,类,人数\n甲,a,2\n甲,b,30\n甲,c,9\n乙,a,1\n乙,b,3\n乙,c,50\n丙,a,0\n丙,b,8\n';
    expect(await treated(csv, '人数', { do: 'cells', under: 5, within: '县' })).toEqual([
      null,
      30,
      null,
      null,
      null,
      50,
      0,
      8,
    ]);
  });

  it('empties cells of small classes, then leaves rows out while they are few enough', async () => {
    const people = [
      '太原,男,a',
      '太原,男,b',
      '太原,男,c',
      '大同,女,d',
      '忻州,男,e',
      '忻州,男,f',
      '忻州,男,g',
      '大同,男,h',
    ];
    const { parquetPath } = await bench.ingest(`市,性别,病\n${people.join('\n')}\n`);
    const treat = async (blank: string[], maxShare: number) => {
      const scratchDir = await bench.scratch();
      const suppression = { k: 3, quasi: ['市', '性别'], blank, maxShare };
      return bench.tables.treat(parquetPath, [], { scratchDir, today, suppression, head: 8 });
    };
    const strict = await treat([], 0.1);
    expect(strict.figures).toMatchObject({ rowsBefore: 8, rowsAfter: 8, rowsSuppressed: 0, rowsInSmallClasses: 2 });
    const rows = await treat([], 0.25);
    expect(rows.figures).toMatchObject({ rowsAfter: 6, rowsSuppressed: 2, cellsBlanked: 0 });
    expect((await rowsOf(rows.parquetPath)).map((row) => row[2])).toEqual(['a', 'b', 'c', 'e', 'f', 'g']);
    expect(rows.head?.after.rows.map((row) => row?.[2] ?? null)).toEqual(['a', 'b', 'c', null, 'e', 'f', 'g', null]);
    const cells = await treat(['性别'], 0);
    expect(cells.figures).toMatchObject({ rowsAfter: 8, cellsBlanked: 2, rowsInSmallClasses: 2 });
    expect((await rowsOf(cells.parquetPath))[3]).toEqual(['大同', null, 'd']);
    expect((await bench.tables.risk(rows.parquetPath, { quasi: ['市', '性别'], sensitive: [] })).smallest).toBe(3);
  });
});

type Row = Readonly<Record<string, string | null>>;

/** The same figures by hand: every class looked at row by row. */
function slowly(rows: readonly Row[], quasi: readonly string[], sensitive: readonly string[]): RiskFacts {
  const classes = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify(quasi.map((column) => row[column]));
    classes.set(name, [...(classes.get(name) ?? []), row]);
  }
  const all = [...classes.values()];
  const share = (of: readonly Row[], column: string, value: string | null) =>
    of.filter((row) => row[column] === value).length / of.length;
  return {
    rows: rows.length,
    classes: all.length,
    smallest: Math.min(...all.map((one) => one.length)),
    meanRisk: all.reduce((sum, one) => sum + 1 / one.length, 0) / all.length,
    sizes: sizeBins.flatMap((from, at) => {
      const inside = all.filter(
        (one) => one.length >= from && one.length < (sizeBins[at + 1] ?? Number.POSITIVE_INFINITY),
      );
      const count = inside.reduce((sum, one) => sum + one.length, 0);
      return inside.length === 0 ? [] : [{ from, classes: inside.length, rows: count }];
    }),
    sensitive: sensitive.map((column) => {
      const values = [...new Set(rows.map((row) => row[column] ?? null))];
      const entropyOf = (of: readonly Row[]) =>
        -values.reduce((sum, value) => {
          const p = share(of, column, value);
          return sum + (p === 0 ? 0 : p * Math.log(p));
        }, 0);
      return {
        column,
        distinct: Math.min(...all.map((one) => new Set(one.map((row) => row[column])).size)),
        entropy: Math.min(...all.map((one) => Math.exp(entropyOf(one)))),
        closeness: Math.max(
          ...all.map((one) =>
            values.reduce(
              (sum, value) => sum + Math.abs(share(one, column, value) - share(rows, column, value)) / 2,
              0,
            ),
          ),
        ),
      };
    }),
  };
}

describe('risk', () => {
  it('is what a slow reading finds, on random tables with empty cells', async () => {
    const cell = (of: readonly string[]) => fc.constantFrom(...of, null);
    const row = fc.record({
      市: cell(['太原', '大同', '忻州']),
      性别: cell(['男', '女']),
      年: cell(['1990-1994', '1995-1999']),
      病: cell(['a病', 'b病', 'c病']),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 120 }),
        fc.subarray(['市', '性别', '年']),
        async (rows, quasi) => {
          // A first row that is full, so that no column is taken for something else than text.
          const table: Row[] = [{ 市: '太原', 性别: '男', 年: '1990-1994', 病: 'a病' }, ...rows];
          const csv = `市,性别,年,病,序\n${table.map((one, i) => `${one.市 ?? ''},${one.性别 ?? ''},${one.年 ?? ''},${one.病 ?? ''},${i}`).join('\n')}\n`;
          const { parquetPath } = await bench.ingest(csv);
          const found = await bench.tables.risk(parquetPath, { quasi, sensitive: ['病'] });
          const expected = slowly(table, quasi, ['病']);
          expect({ ...found, meanRisk: 0, sensitive: [] }).toEqual({ ...expected, meanRisk: 0, sensitive: [] });
          expect(found.meanRisk).toBeCloseTo(expected.meanRisk, 9);
          expect(found.sensitive[0]?.distinct).toBe(expected.sensitive[0]?.distinct);
          expect(found.sensitive[0]?.entropy).toBeCloseTo(expected.sensitive[0]?.entropy ?? -1, 6);
          expect(found.sensitive[0]?.closeness).toBeCloseTo(expected.sensitive[0]?.closeness ?? -1, 6);
        },
      ),
      { numRuns: 20 },
    );
  });
});
