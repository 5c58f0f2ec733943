import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withQuery } from '#app/paths.ts';
import { fileLinks, versionPath } from '#app/present/dataset-links.ts';
import {
  askedFilter,
  directionOf,
  opsFor,
  partsOf,
  plainView,
  readView,
  sortedBy,
  type TableView,
  viewQuery,
  withFilter,
  withoutFilter,
} from '#app/present/dataset-view.ts';

const search = (query: string) => new URLSearchParams(query);
const plain: TableView = plainView;
const columns = [
  { name: '站名', type: 'text' },
  { name: '车道数', type: 'integer' },
  { name: '流量', type: 'decimal' },
  { name: '开通', type: 'date' },
  { name: '时刻', type: 'datetime' },
  { name: 'ETC', type: 'boolean' },
] as const;
const asked = (query: Record<string, string>) => askedFilter(new URLSearchParams(query), columns);

describe('the view in the address', () => {
  it('is plain without a query, and forgives what is no page', () => {
    expect(readView(search(''))).toEqual(plain);
    for (const page of ['0', '-1', 'x', '1.5', '', 'Infinity']) expect(readView(search(`page=${page}`)).page).toBe(1);
    expect(readView(search('page=99999999999')).page).toBe(10_000_000);
    expect(readView(search('chart=&filter=&sort='))).toEqual(plain);
  });

  it('comes back as it was written', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((one) => !/\p{Cs}/u.test(one));
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { maxLength: 4 }),
        fc.integer({ min: 1, max: 1000 }),
        text,
        (list, page, chart) => {
          const view = { ...plainView, filters: list, sort: list.slice(0, 2), columns: list, page, chart };
          const address = new URL(withQuery('/x', viewQuery(view)), 'http://x');
          expect(readView(address.searchParams)).toEqual(view);
        },
      ),
    );
  });

  it('carries the table, the words, the chart and the map', () => {
    const view: TableView = {
      ...plainView,
      table: 3,
      q: '太原 站',
      page: 4,
      after: 'k:1',
      size: 50,
      plot: { kind: 'line', x: '月份', unit: 'quarter', bins: null, measure: 'avg', y: '浓度', series: '城市' },
      map: { by: 'region', column: '城市', measure: 'sum', y: '天数' },
    };
    expect(readView(new URL(withQuery('/x', viewQuery(view)), 'http://x').searchParams)).toEqual(view);
    expect(readView(search('plot=spiral&x=a&map=moon&size=7&table=x&after=r5'))).toEqual(plain);
  });

  it('sorts up, down, and not at all, always from the first page', () => {
    const up = sortedBy({ ...plain, page: 7 }, '车道数');
    const down = sortedBy(up, '车道数');
    expect([up.sort, up.page, directionOf(up, '车道数')]).toEqual([['车道数'], 1, 'asc']);
    expect([down.sort, directionOf(down, '车道数')]).toEqual([['-车道数'], 'desc']);
    expect(sortedBy(down, '车道数').sort).toEqual([]);
    expect(sortedBy(down, '站名').sort).toEqual(['站名']);
  });

  it('adds a condition once and takes it away', () => {
    const one = withFilter({ ...plain, page: 3 }, '站名:eq:太原');
    expect(withFilter(one, '站名:eq:太原')).toEqual({ ...plain, filters: ['站名:eq:太原'] });
    expect(withoutFilter(one, '站名:eq:太原')).toEqual(plain);
  });
});

describe('the form for a condition', () => {
  it('says nothing when it was not sent', () => {
    expect(asked({})).toBeNull();
  });

  it('writes what was typed as the column takes it', () => {
    const cases: [string, string, string, string][] = [
      ['站名', 'contains', ' 太原:北 ', '站名:contains:太原:北'],
      ['车道数', 'gte', '１２', '车道数:gte:12'],
      ['流量', 'lt', '1,234.5', '流量:lt:1234.5'],
      ['流量', 'eq', '+3', '流量:eq:3'],
      ['开通', 'gte', '2026年3月5日', '开通:gte:2026-03-05'],
      ['开通', 'gte', '2026/3/5', '开通:gte:2026-03-05'],
      ['开通', 'gte', '2026-3', '开通:gte:2026-03-01'],
      ['开通', 'lte', '2026年', '开通:lte:2026-01-01'],
      ['开通', 'contains', '2026-03', '开通:contains:2026-03'],
      ['时刻', 'gt', '2026-03-05 8:30', '时刻:gt:2026-03-05T08:30:00'],
      ['时刻', 'gt', '2026-03-05T08:30', '时刻:gt:2026-03-05T08:30:00'],
      ['站名', 'in', '太原、大同，忻州', '站名:in:太原|大同|忻州'],
      ['站名', 'ends', '北', '站名:ends:北'],
      ['ETC', 'eq', '是', 'ETC:eq:true'],
      ['ETC', 'eq', 'No', 'ETC:eq:false'],
      ['站名', 'isnull', 'whatever', '站名:isnull'],
    ];
    for (const [column, op, value, filter] of cases)
      expect(asked({ column, op, value }), `${column} ${op} ${value}`).toEqual({ ok: true, filter });
  });

  it('says what is wrong and keeps what was typed', () => {
    const cases: [string, string, string, string][] = [
      ['高度', 'eq', '1', 'no_column'],
      ['车道数', 'eq', ' ', 'no_value'],
      ['车道数', 'eq', '很多', 'not_number'],
      ['流量', 'eq', '0x10', 'not_number'],
      ['开通', 'eq', '2026-02-30', 'not_date'],
      ['开通', 'eq', '去年', 'not_date'],
      ['开通', 'eq', '2026-03-05 08:30', 'not_date'],
      ['时刻', 'eq', '2026-03-05 25:00', 'not_date'],
      ['ETC', 'eq', '也许', 'not_boolean'],
    ];
    for (const [column, op, value, fault] of cases)
      expect(asked({ column, op, value }), `${column} ${value}`).toEqual({
        ok: false,
        fault,
        typed: { column, op, value: value.trim() },
      });
  });

  it('takes both ends of a range, in the type of the column', () => {
    expect(asked({ column: '车道数', op: 'between', value: '４', to: '8' })).toEqual({
      ok: true,
      filter: '车道数:between:4|8',
    });
    expect(asked({ column: '开通', op: 'between', value: '2024', to: '2024年6月' })).toEqual({
      ok: true,
      filter: '开通:between:2024-01-01|2024-06-01',
    });
    expect(asked({ column: '车道数', op: 'between', value: '4', to: '' })).toMatchObject({
      ok: false,
      fault: 'no_value',
    });
    expect(asked({ column: '车道数', op: 'between', value: '4', to: '多' })).toMatchObject({
      ok: false,
      fault: 'not_number',
      typed: { to: '多' },
    });
  });

  it('takes an operator nobody has for equality, and offers each type its own', () => {
    expect(asked({ column: '站名', op: 'drop table', value: 'a' })).toEqual({ ok: true, filter: '站名:eq:a' });
    expect(opsFor('boolean')).not.toContain('gt');
    expect(opsFor('text')).not.toContain('gte');
    expect(opsFor('date')[0]).toBe('gte');
  });

  it('reads a filter of the address into its parts', () => {
    expect(partsOf('站名:contains:a:b')).toEqual({ column: '站名', op: 'contains', value: 'a:b' });
    expect(partsOf('nonsense')).toBeNull();
  });
});

describe('links to files', () => {
  it('carry the selection, and leave out the format that cannot hold the rows', () => {
    const view = { ...plain, filters: ['站名:eq:太原'], sort: ['-车道数'], columns: ['站名'], page: 4, chart: '站名' };
    const [csv] = fileLinks('301001/000001', 2, 10, view);
    const url = new URL(csv?.href ?? '', 'http://x');
    expect(url.pathname).toBe('/api/v1/datasets/301001/000001/versions/2/download');
    expect([...url.searchParams]).toEqual([
      ['format', 'csv'],
      ['filter', '站名:eq:太原'],
      ['sort', '-车道数'],
      ['columns', '站名'],
    ]);
    const hrefs = (rows: number) => fileLinks('a/1', 1, rows).map((one) => [one.format, one.href === null]);
    expect(hrefs(1_048_575)).toContainEqual(['xlsx', false]);
    expect(hrefs(1_048_576)).toContainEqual(['xlsx', true]);
    const all = fileLinks('a/1', 1, 5, view, { places: true, source: true }).map((one) => one.format);
    expect(all).toEqual(['csv', 'xlsx', 'json', 'parquet', 'tsv', 'jsonl', 'xml', 'geojson', 'source']);
    const few = fileLinks('a/1', 1, 5, view, { places: false, source: false }).map((one) => one.format);
    expect(few).toEqual(all.slice(0, 7));
    expect(versionPath('301001/000001', 2)).toBe('/datasets/301001/000001/versions/2');
  });
});
