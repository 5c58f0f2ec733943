import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AggregateQuery } from '#api/ports/tables/port.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: TablesBench;
let path: string;
beforeAll(async () => {
  bench = await makeTables();
  const rows = [
    '1,太原市,10.50,2020-01-01,2020-01-01 08:10:00,true',
    '2,大同市,2.25,2020-02-01,2020-01-01 08:50:00,false',
    '3,阳泉市,,2020-02-29,2020-01-01 09:00:00,true',
    '4,太原市,-7.00,2021-01-01,2021-01-01 00:00:00,',
    '5,,10.50,,,false',
  ];
  path = (await bench.ingest(`编号,城市,金额,日期,时间,有效\n${rows.join('\n')}\n`)).parquetPath;
});
afterAll(() => bench.close());

const ask = (query: AggregateQuery) => bench.tables.aggregate(path, query);
const rows = async (query: AggregateQuery) => (await ask(query)).rows;

describe('figures', () => {
  it('count all rows when nothing else is asked', async () => {
    expect(await ask({})).toEqual({ columns: [{ name: 'count', type: 'integer' }], rows: [[5]], truncated: false });
  });

  it('are taken of every function, exact for decimals', async () => {
    const measures = (['count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'median'] as const).map((fn) => ({
      fn,
      column: '金额',
    }));
    const answer = await ask({ measures });
    expect(answer.columns.map((one) => one.name)).toEqual(measures.map(({ fn }) => `${fn}(金额)`));
    expect(answer.rows).toEqual([[4, 3, '16.25', 4.0625, '-7.00', '10.50', 6.375]]);
    expect(
      await rows({
        measures: [
          { fn: 'max', column: '日期' },
          { fn: 'sum', column: '编号' },
        ],
      }),
    ).toEqual([['2021-01-01', 15]]);
  });

  it('respect filters and words', async () => {
    expect(await rows({ filters: [{ column: '城市', op: 'eq', value: '太原市' }] })).toEqual([[2]]);
    expect(await rows({ q: '同' })).toEqual([[1]]);
  });
});

describe('groups', () => {
  it('stand in the order of their names, Chinese by pinyin, the empty one last', async () => {
    expect(await rows({ groupBy: [{ column: '城市' }] })).toEqual([
      ['大同市', 1],
      ['太原市', 2],
      ['阳泉市', 1],
      [null, 1],
    ]);
  });

  it('are sorted by a figure when asked, equal ones by name', async () => {
    const query: AggregateQuery = { groupBy: [{ column: '城市' }], sort: [{ column: 'count', dir: 'desc' }] };
    expect((await rows(query)).map(([city]) => city)).toEqual(['太原市', '大同市', '阳泉市', null]);
    const short = await ask({ ...query, limit: 2 });
    expect([short.rows.length, short.truncated]).toEqual([2, true]);
  });

  it('by months, quarters, years and hours', async () => {
    const by = (column: string, unit: 'month' | 'quarter' | 'year' | 'hour') => rows({ groupBy: [{ column, unit }] });
    expect(await by('日期', 'month')).toEqual([
      ['2020-01-01', 1],
      ['2020-02-01', 2],
      ['2021-01-01', 1],
      [null, 1],
    ]);
    expect((await by('日期', 'quarter'))[0]).toEqual(['2020-01-01', 3]);
    expect((await by('日期', 'year'))[0]).toEqual(['2020-01-01', 3]);
    expect((await by('时间', 'hour'))[0]).toEqual(['2020-01-01T08:00:00', 2]);
  });

  it('by bins of a plain width that hold every value', async () => {
    const answer = await ask({ groupBy: [{ column: '金额', bins: 10 }] });
    expect(answer.columns[0]).toEqual({ name: '金额', type: 'decimal', step: 2 });
    expect(answer.rows).toEqual([
      [-8, 1],
      [2, 1],
      [10, 2],
      [null, 1],
    ]);
  });

  it('by two columns', async () => {
    const answer = await rows({ groupBy: [{ column: '有效' }, { column: '日期', unit: 'year' }] });
    expect(answer).toContainEqual([true, '2020-01-01', 2]);
    expect(answer.reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBe(5);
  });
});

describe('refusals', () => {
  it.each<[string, AggregateQuery]>([
    ['tables.unknown_column', { groupBy: [{ column: 'x' }] }],
    ['tables.unknown_column', { measures: [{ fn: 'sum', column: 'x"' }] }],
    ['tables.unknown_column', { sort: [{ column: '城市', dir: 'asc' }] }],
    ['tables.bad_group', { groupBy: [{ column: '城市', unit: 'month' }] }],
    ['tables.bad_group', { groupBy: [{ column: '日期', unit: 'hour' }] }],
    ['tables.bad_group', { groupBy: [{ column: '城市', bins: 5 }] }],
    ['tables.bad_group', { groupBy: [{ column: '金额', bins: 201 }] }],
    ['tables.bad_group', { groupBy: [{ column: '城市' }, { column: '城市' }] }],
    ['tables.bad_measure', { measures: [{ fn: 'sum', column: '城市' }] }],
    ['tables.bad_measure', { measures: [{ fn: 'avg' }] }],
    ['tables.bad_measure', { measures: Array.from({ length: 21 }, () => ({ fn: 'count' as const })) }],
    ['tables.bad_limit', { limit: 10_001 }],
    ['tables.bad_limit', { limit: 0 }],
  ])('%s for %j', async (code, query) => {
    await expect(ask(query)).rejects.toMatchObject({ code, status: 400 });
  });
});
