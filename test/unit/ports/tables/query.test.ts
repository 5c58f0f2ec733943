import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Filter, PageQuery } from '#api/ports/tables/port.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
let path: string;
let large: string;
const header = '编号,城市,金额,日期,时间,有效,"它""s"';
beforeAll(async () => {
  bench = await makeTables();
  const rows = [
    '1,太原市,10.50,2020-01-01,2020-01-01 08:00:00,true,x',
    '2,大同市,2.25,2020-02-01,2020-02-01 09:30:00,false,Alpha',
    '3,阳泉市,,2020-03-01,2020-03-01 10:00:00,true,alphabet',
    '4,太原市,-7.00,2021-01-01,2021-01-01 00:00:00,,%_',
    '5,,10.50,,,false,',
  ];
  path = (await bench.ingest(`${header}\n${rows.join('\n')}\n`)).parquetPath;
  const many = Array.from({ length: 300_000 }, (_, i) => `${i},${['甲', '乙', '丙'][i % 3]},${i % 7}`);
  large = (await bench.ingest(`n,k,r\n${many.join('\n')}\n`)).parquetPath;
});
afterAll(() => bench.close());

const ids = async (query: PageQuery) => (await bench.tables.page(path, { ...query, columns: ['编号'] })).rows.flat();

describe('filters', () => {
  it.each<[number[], Filter]>([
    [[1, 4], { column: '城市', op: 'eq', value: '太原市' }],
    [[2, 3, 5], { column: '城市', op: 'ne', value: '太原市' }],
    [[1, 2, 3, 4], { column: '城市', op: 'contains', value: '市' }],
    [[2], { column: '城市', op: 'starts', value: '大' }],
    [[2, 3], { column: '它"s', op: 'contains', value: 'ALPHA' }],
    [[4], { column: '它"s', op: 'contains', value: '%' }],
    [[5], { column: '城市', op: 'isnull' }],
    [[1, 2, 3, 4], { column: '城市', op: 'notnull' }],
    [[1, 5], { column: '金额', op: 'eq', value: '10.5' }],
    [[], { column: '金额', op: 'eq', value: '10.504' }],
    [[1, 5], { column: '金额', op: 'gt', value: '2.2500001' }],
    [[2, 4], { column: '金额', op: 'lte', value: 2.25 }],
    [[1, 5], { column: '金额', op: 'starts', value: '10' }],
    [[3, 4, 5], { column: '编号', op: 'gte', value: 3 }],
    [[1, 2], { column: '编号', op: 'lt', value: '2.5' }],
    [[2, 4], { column: '编号', op: 'in', value: [2, 4, 99] }],
    [[1, 2], { column: '日期', op: 'lt', value: '2020-03-01' }],
    [[3, 4], { column: '时间', op: 'gte', value: '2020-03-01T10:00:00' }],
    [[1, 2], { column: '时间', op: 'lt', value: '2020-03-01' }],
    [[1, 3], { column: '有效', op: 'eq', value: true }],
    [[1, 2, 5], { column: '金额', op: 'between', value: ['2.25', 10.5] }],
    [[2, 3], { column: '日期', op: 'between', value: ['2020-02-01', '2020-03-01'] }],
    [[1, 2, 3, 4], { column: '城市', op: 'ends', value: '市' }],
    [[3], { column: '它"s', op: 'ends', value: 'BET' }],
    [[3, 5], { column: '编号', op: 'not_in', value: [1, 2, 4] }],
    [[2, 3, 5], { column: '城市', op: 'not_in', value: ['太原市'] }],
    [[2, 3], { column: '它"s', op: 'icontains', value: 'ÁLPHA' }],
    [[2, 3], { column: '它"s', op: 'icontains', value: 'Ａｌｐｈａ' }],
  ])('finds %j by %j', async (expected, filter) => {
    expect(await ids({ filters: [filter] })).toEqual(expected);
    expect((await bench.tables.page(path, { filters: [filter] })).total).toBe(expected.length);
  });

  it('joins filters by AND and binds values, never writes them into the statement', async () => {
    const taiyuan: Filter = { column: '城市', op: 'eq', value: '太原市' };
    expect(await ids({ filters: [taiyuan, { column: '金额', op: 'lt', value: 0 }] })).toEqual([4]);
    for (const value of ["' OR 1=1 --", '"; DROP TABLE x; --', '$1', "太原市' OR '1'='1"]) {
      expect(await ids({ filters: [{ column: '城市', op: 'eq', value }] })).toEqual([]);
    }
  });

  it.each<[string, Filter]>([
    ['tables.unknown_column', { column: '没有', op: 'eq', value: 'x' }],
    ['tables.unknown_column', { column: '城市" OR 1=1 --', op: 'eq', value: 'x' }],
    ['tables.unknown_column', { column: 'file_row_number', op: 'gt', value: 1 }],
    ['tables.bad_value', { column: '编号', op: 'eq', value: 'abc' }],
    ['tables.bad_value', { column: '编号', op: 'gt', value: '1e400' }],
    ['tables.bad_value', { column: '金额', op: 'gt', value: '9'.repeat(39) }],
    ['tables.bad_value', { column: '日期', op: 'eq', value: '2020-02-30' }],
    ['tables.bad_value', { column: '时间', op: 'eq', value: '2020-02-03 25:00' }],
    ['tables.bad_value', { column: '有效', op: 'eq', value: 'yes' }],
    ['tables.bad_value', { column: '城市', op: 'in', value: [] }],
    ['tables.bad_value', { column: '城市', op: 'eq' }],
    ['tables.bad_value', { column: '城市', op: 'contains', value: '' }],
    ['tables.bad_value', { column: '金额', op: 'between', value: ['1'] }],
    ['tables.bad_value', { column: '金额', op: 'between', value: '1' }],
    ['tables.bad_value', { column: '金额', op: 'between', value: ['1', 'x'] }],
    ['tables.bad_value', { column: '城市', op: 'not_in', value: [] }],
    ['tables.bad_value', { column: '城市', op: 'ends', value: '' }],
    ['tables.bad_value', { column: '城市', op: 'icontains' }],
    ['tables.bad_value', { column: '城市', op: 'eq', value: 'x'.repeat(1001) }],
  ])('refuses with %s: %j', async (code, filter) => {
    await expect(bench.tables.page(path, { filters: [filter] })).rejects.toMatchObject({ code, status: 400 });
  });
});

describe('groups of filters and words', () => {
  const taiyuan = { column: '城市', op: 'eq', value: '太原市' } as const;
  const small = { column: '金额', op: 'lt', value: 5 } as const;

  it('join by any and all, nested', async () => {
    expect(await ids({ filters: [{ any: [taiyuan, small] }] })).toEqual([1, 2, 4]);
    expect(await ids({ filters: [{ all: [taiyuan, small] }] })).toEqual([4]);
    const empty = { column: '城市', op: 'isnull' } as const;
    expect(await ids({ filters: [{ any: [{ all: [taiyuan, small] }, empty] }] })).toEqual([4, 5]);
    expect(await ids({ filters: [{ any: [taiyuan, empty] }, { column: '编号', op: 'gt', value: 1 }] })).toEqual([4, 5]);
  });

  it('find every word in some text column, Chinese inside a word, Latin whatever its case', async () => {
    expect(await ids({ q: '原' })).toEqual([1, 4]);
    expect(await ids({ q: ' 大同　alPHA ' })).toEqual([2]);
    expect(await ids({ q: '大同 太原' })).toEqual([]);
    expect(await ids({ q: '%' })).toEqual([4]);
    expect(await ids({ q: '  ' })).toEqual([1, 2, 3, 4, 5]);
    expect(await ids({ q: 'alpha', filters: [{ column: '编号', op: 'gt', value: 2 }] })).toEqual([3]);
  });

  it('are refused when empty, too deep, too many, or without a text column', async () => {
    const deep = [1, 2, 3, 4, 5].reduce<NonNullable<PageQuery['filters']>[number]>((one) => ({ any: [one] }), taiyuan);
    for (const query of [
      { filters: [{ any: [] }] },
      { filters: [{ all: [] }] },
      { filters: [deep] },
      { filters: [{ any: Array.from({ length: 101 }, () => taiyuan) }] },
      { q: 'a b c d e f g h i j k' },
      { q: 'x'.repeat(1001) },
    ])
      await expect(bench.tables.page(path, query)).rejects.toMatchObject({ code: 'tables.bad_condition', status: 400 });
    const numbers = (await bench.ingest('a,b\n1,2\n')).parquetPath;
    await expect(bench.tables.page(numbers, { q: 'x' })).rejects.toMatchObject({ code: 'tables.no_text_column' });
  });
});

describe('pages', () => {
  it('sorts, Chinese by pinyin, empty cells last either way', async () => {
    expect(await ids({ sort: [{ column: '城市', dir: 'asc' }] })).toEqual([2, 1, 4, 3, 5]);
    expect(
      await ids({
        sort: [
          { column: '城市', dir: 'desc' },
          { column: '编号', dir: 'desc' },
        ],
      }),
    ).toEqual([3, 4, 1, 2, 5]);
    expect(await ids({ sort: [{ column: '金额', dir: 'desc' }] })).toEqual([1, 5, 2, 4, 3]);
    await expect(ids({ sort: [{ column: 'x', dir: 'asc' }] })).rejects.toMatchObject({ code: 'tables.unknown_column' });
  });

  it('puts empty cells where they are asked to stand', async () => {
    const sort = (dir: 'asc' | 'desc', nulls: 'first' | 'last') => ids({ sort: [{ column: '金额', dir, nulls }] });
    expect(await sort('asc', 'first')).toEqual([3, 4, 2, 1, 5]);
    expect(await sort('desc', 'first')).toEqual([3, 1, 5, 2, 4]);
    expect(await sort('asc', 'last')).toEqual([4, 2, 1, 5, 3]);
  });

  it.each([
    ['asc', 'first'],
    ['asc', 'last'],
    ['desc', 'first'],
    ['desc', 'last'],
  ] as const)('goes on after each row in its order: %s, empty cells %s', async (dir, nulls) => {
    const sort = [
      { column: '城市', dir, nulls },
      { column: '金额', dir: 'desc', nulls },
      { column: '它"s', dir, nulls },
    ] as const;
    const whole = await ids({ sort });
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await bench.tables.page(path, { sort, limit: 1, columns: ['编号'], ...(cursor ? { cursor } : {}) });
      seen.push(...page.rows.flat());
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(whole);
    expect(seen).toHaveLength(5);
  });

  it('refuses a cursor of another sort, of another table and one that was made up', async () => {
    const sort = [{ column: '金额', dir: 'asc' }] as const;
    const { nextCursor = '' } = await bench.tables.page(path, { sort, limit: 1 });
    expect(nextCursor).toMatch(/^s\d+\.[\w-]{12}$/);
    const bad = { code: 'tables.bad_page', status: 400 };
    await expect(
      bench.tables.page(path, { sort: [{ column: '金额', dir: 'desc' }], cursor: nextCursor }),
    ).rejects.toMatchObject(bad);
    await expect(bench.tables.page(path, { cursor: nextCursor })).rejects.toMatchObject(bad);
    await expect(bench.tables.page(path, { sort, cursor: 'r1' })).rejects.toMatchObject(bad);
    await expect(bench.tables.page(path, { sort, cursor: 'o1' })).rejects.toMatchObject(bad);
    await expect(bench.tables.page(path, { sort, cursor: nextCursor.replace(/^s\d+/, 's99') })).rejects.toMatchObject(
      bad,
    );
    const other = (await bench.ingest('金额,x\n1,a\n2,b\n')).parquetPath;
    await expect(bench.tables.page(other, { sort, cursor: nextCursor })).rejects.toMatchObject(bad);
  });

  it('leaves the count out when it is not wanted', async () => {
    const filters = [{ column: 'k', op: 'eq', value: '甲' }] as const;
    const page = await bench.tables.page(large, { filters, count: 'none', limit: 10 });
    expect([page.total, page.rows.length]).toEqual([null, 10]);
    expect((await bench.tables.page(large, { filters, limit: 10 })).total).toBe(100_000);
    expect((await bench.tables.page(large, { count: 'none' })).total).toBe(300_000);
  });

  it('answers cells that JSON can carry', async () => {
    const page = await bench.tables.page(path, { limit: 1 });
    expect(page.columns.map((column) => column.type)).toEqual([
      'integer',
      'text',
      'decimal',
      'date',
      'datetime',
      'boolean',
      'text',
    ]);
    expect(page.rows).toEqual([[1, '太原市', '10.50', '2020-01-01', '2020-01-01T08:00:00', true, 'x']]);
    expect(JSON.parse(JSON.stringify(page))).toEqual(page);
  });

  it('answers no rows past the end, and no cursor', async () => {
    for (const sort of [[], [{ column: 'n', dir: 'desc' as const }]]) {
      const page = await bench.tables.page(large, { offset: 300_000, sort });
      expect(page).toMatchObject({ total: 300_000, rows: [] });
      expect(page.nextCursor).toBeUndefined();
    }
    expect((await bench.tables.page(large, { cursor: 'r99999999' })).rows).toEqual([]);
  });

  it.each([{ limit: 0 }, { limit: 1001 }, { limit: 1.5 }, { offset: -1 }, { cursor: 'x1' }, { cursor: "r1' OR 1" }])(
    'refuses %j',
    async (query) => {
      await expect(bench.tables.page(path, query)).rejects.toMatchObject({ code: 'tables.bad_page' });
    },
  );

  it.each<[string, PageQuery]>([
    ['in file order', {}],
    ['filtered', { filters: [{ column: 'k', op: 'eq', value: '乙' }] }],
    [
      'sorted with many ties',
      { sort: [{ column: 'r', dir: 'desc' }], filters: [{ column: 'n', op: 'lt', value: 6000 }] },
    ],
  ])('meets every row exactly once by its cursors, %s', async (_, query) => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    let total: number | null = 0;
    do {
      const page = await bench.tables.page(large, {
        ...query,
        columns: ['n'],
        limit: 1000,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.rows.flat());
      total = page.total;
      cursor = page.nextCursor;
    } while (cursor !== undefined && seen.length < 50_000);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(Math.min(total ?? -1, 50_000));
  });

  it('hands the row interface the same rows by keyset, also deep in the file', async () => {
    const first = await bench.tables.rows(large, { limit: 10_000, filters: [{ column: 'k', op: 'eq', value: '丙' }] });
    expect(first.rows[9999]).toEqual([29_999, '丙', 29_999 % 7]);
    const next = await bench.tables.rows(large, {
      limit: 2,
      columns: ['n'],
      cursor: first.nextCursor ?? '',
      filters: [{ column: 'k', op: 'eq', value: '丙' }],
    });
    expect(next).toEqual({
      columns: [{ name: 'n', type: 'integer' }],
      rows: [[30_002], [30_005]],
      rowNumbers: [30_002, 30_005],
      nextCursor: 'r30005',
    });
    const end = await bench.tables.rows(large, { limit: 10, cursor: 'r299994' });
    expect(end.rows).toHaveLength(5);
    expect(end.nextCursor).toBeUndefined();
    await expect(bench.tables.rows(large, { limit: 10_001 })).rejects.toMatchObject({ code: 'tables.bad_page' });
  });
});

describe('charts', () => {
  it('draws numbers as bins that hold every cell', async () => {
    const chart = await bench.tables.chart(large, { column: 'n' });
    expect(chart).toMatchObject({ kind: 'histogram', column: 'n', nullCount: 0, total: 300_000, otherCount: 0 });
    expect(chart.bins).toHaveLength(15);
    expect(chart.bins?.[0]).toEqual({ from: 0, to: 20_000, count: 20_000 });
    const money = await bench.tables.chart(path, { column: '金额' });
    expect(money.nullCount).toBe(1);
    expect(money.bins?.reduce((sum, bin) => sum + bin.count, 0)).toBe(4);
    expect(money.bins?.[0]).toMatchObject({ from: -7, count: 1 });
  });

  it('draws texts as bars with the rest counted', async () => {
    const chart = await bench.tables.chart(path, { column: '城市' });
    expect(chart).toMatchObject({ kind: 'bars', nullCount: 1, otherCount: 0 });
    expect(chart.bars?.[0]).toEqual({ value: '太原市', count: 2 });
    const numbers = await bench.tables.chart(large, { column: 'n', kind: 'bars' });
    expect(numbers.bars).toHaveLength(12);
    expect(numbers.otherCount).toBe(299_988);
  });

  it('draws days by a unit that suits their span', async () => {
    const chart = await bench.tables.chart(path, { column: '日期' });
    expect(chart).toMatchObject({ kind: 'timeline', unit: 'month', nullCount: 1 });
    expect(chart.bins?.map((bin) => [bin.from, bin.to, bin.count])).toEqual([
      ['2020-01-01', '2020-02-01', 1],
      ['2020-02-01', '2020-03-01', 1],
      ['2020-03-01', '2020-04-01', 1],
      ['2021-01-01', '2021-02-01', 1],
    ]);
    await expect(bench.tables.chart(path, { column: 'x' })).rejects.toMatchObject({ code: 'tables.unknown_column' });
  });
});
