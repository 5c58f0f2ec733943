import { describe, expect, it } from 'vitest';
import { type EntryItem, entryItem } from '#api/catalog/rules/entry.ts';
import { chosenSketch, sketched } from '#api/datasets/rules/sketch.ts';
import { defaultChartColumn, isCategory, rangeLabel, unitLabel, withGaps } from '#app/present/dataset-chart.ts';
import { describedQuality, itemOf } from '#app/present/dataset-quality.ts';
import { licensedSnippet, snippets } from '#app/present/dataset-snippets.ts';
import { cellText, namesText, shareText } from '#app/present/dataset-text.ts';

const item = (over: Partial<EntryItem>): EntryItem => entryItem.parse(over);
const stats = (distinct_count: number, null_count = 0, counts: number[] = []) => ({
  distinct_count,
  null_count,
  top_values: counts.map((count) => ({ count })),
});

describe('how well columns are described', () => {
  const table = [
    { name: 'name', type: 'text' },
    { name: '车道数', type: 'integer' },
    { name: 'opened', type: 'text' },
    { name: 'extra', type: 'decimal' },
  ] as const;
  const items = [
    item({ name: 'NAME ', label: '站名', data_type: 'C', description: '收费站名称' }),
    item({ name: '车道数', label: '车道数', data_type: 'I', unit: '条' }),
    item({ name: 'opened', label: '开通日期', data_type: 'D', description: '首次通车' }),
    item({ name: 'gone', label: '负责人', data_type: 'C' }),
  ];

  it('is a share of what could be said, with what is missing by name', () => {
    const { percent, measures, absent } = describedQuality(table, items);
    const of = Object.fromEntries(measures.map((one) => [one.measure, [one.done, one.of, one.missing]]));
    expect(of).toEqual({
      listed: [3, 4, ['extra']],
      label: [3, 4, ['extra']],
      description: [2, 4, ['车道数', 'extra']],
      unit: [1, 2, ['extra']],
      type: [2, 4, ['opened', 'extra']],
    });
    expect(percent).toBe(Math.floor((100 * 11) / 18));
    expect(absent).toEqual(['负责人']);
  });

  it('is whole only when nothing is missing, and asks codes for no unit', () => {
    const columns = [{ name: 'code', type: 'integer' }] as const;
    const full = [item({ name: 'code', label: '代码', data_type: 'C', description: '九位代码' })];
    expect(describedQuality(columns, full)).toEqual({
      percent: 100,
      measures: ['listed', 'label', 'description', 'type'].map((measure) => ({ measure, done: 1, of: 1, missing: [] })),
      absent: [],
    });
  });

  it('says nothing of a table without columns', () => {
    expect(describedQuality([], items)).toEqual({ percent: 0, measures: [], absent: [] });
  });

  it('finds the item by name before label', () => {
    const twins = [item({ name: 'a', label: 'b' }), item({ name: 'b', label: 'c' })];
    expect(itemOf(twins, 'b')?.label).toBe('c');
    expect(itemOf(twins, 'Ｂ')?.label).toBe('c');
    expect(itemOf(twins, 'd')).toBeNull();
  });
});

describe('the first chart', () => {
  const none = () => null;
  const choose = (columns: Parameters<typeof defaultChartColumn>[0], rows = 1000) =>
    defaultChartColumn(columns, rows, none);

  it('prefers a handful of categories, then amounts, then time, before names and constants', () => {
    const name = { name: '名称', type: 'text', stats: stats(1000) } as const;
    const same = { name: '省', type: 'text', stats: stats(1, 0, [1000]) } as const;
    const kind = { name: '类别', type: 'text', stats: stats(6, 0, [500, 300, 100, 50, 40, 10]) } as const;
    const amount = { name: '流量', type: 'decimal', stats: stats(900) } as const;
    const day = { name: '日期', type: 'date', stats: stats(300) } as const;
    expect(choose([name, same, day, amount, kind])).toBe('类别');
    expect(choose([name, same, day, amount])).toBe('流量');
    expect(choose([name, same, day])).toBe('日期');
    expect(choose([same, name])).toBe('名称');
    expect(choose([])).toBeNull();
  });

  it('passes over bars of one length and over numbers that are codes', () => {
    const even = { name: '市', type: 'text', stats: stats(11, 0, [91, 91, 91, 90]) } as const;
    const code = { name: 'areaCode', type: 'integer', stats: stats(990) } as const;
    const amount = { name: '值', type: 'integer', stats: stats(400) } as const;
    expect(choose([even, code, amount])).toBe('值');
    expect(isCategory(code, null)).toBe(true);
    expect(isCategory(amount, null)).toBe(false);
    expect(isCategory(amount, item({ data_type: 'C' }))).toBe(true);
  });

  it('shows units of time without rows as gaps, and leaves a span too long alone', () => {
    const bins = [
      { from: '2026-01-01', count: 3 },
      { from: '2026-04-01', count: 1 },
    ];
    expect(withGaps(bins, 'month').map((bin) => [unitLabel(bin.from, 'month'), bin.count])).toEqual([
      ['2026-01', 3],
      ['2026-02', 0],
      ['2026-03', 0],
      ['2026-04', 1],
    ]);
    const far = [
      { from: '0001-01-01', count: 1 },
      { from: '9999-01-01', count: 1 },
    ];
    expect(withGaps(far, 'year')).toEqual(far);
    const hours = [
      { from: '2026-01-01T22:00:00', count: 1 },
      { from: '2026-01-02T01:00:00', count: 2 },
    ];
    expect(withGaps(hours, 'hour').map((bin) => unitLabel(bin.from, 'hour'))).toEqual([
      '01-01 22:00',
      '01-01 23:00',
      '01-02 00:00',
      '01-02 01:00',
    ]);
    expect(withGaps([], 'day')).toEqual([]);
  });

  it('names ranges by what they hold', () => {
    expect(rangeLabel(4, 5, true)).toBe('4');
    expect(rangeLabel(800, 900, true)).toBe('800–899');
    expect(rangeLabel(0, 2.5, false)).toBe('0–2.5');
  });

  it('pictures a table by an amount that is spread, not by years or running numbers', () => {
    const year = { column: '年度', kind: 'bins', counts: [10, 100, 100, 100, 100, 60] } as const;
    const amount = { column: '人数', kind: 'bins', counts: [1, 5, 30, 12, 2, 1] } as const;
    const kinds = { column: '类别', kind: 'values', counts: [90, 40, 20, 3] } as const;
    expect(chosenSketch([year, kinds, amount])?.column).toBe('人数');
    expect(chosenSketch([year, kinds])?.column).toBe('类别');
    expect(chosenSketch([year])?.column).toBe('年度');
    expect(chosenSketch([])).toBeNull();
  });

  it('is drawn small by joining neighbours', () => {
    expect(sketched([1, 2, 3])).toEqual([1, 2, 3]);
    const many = Array.from({ length: 150 }, () => 1);
    expect(sketched(many)).toHaveLength(22);
    expect(sketched(many).reduce((sum, one) => sum + one, 0)).toBe(150);
    expect(sketched([])).toEqual([]);
  });
});

describe('words of a table', () => {
  it('writes cells as they are in the table', () => {
    expect(cellText(110101001, 'integer', 'zh')).toBe('110101001');
    expect(cellText('12.50', 'decimal', 'zh')).toBe('12.50');
    expect(cellText('2026-03-05T08:30:00', 'datetime', 'zh')).toBe('2026-03-05 08:30:00');
    expect([cellText(true, 'boolean', 'zh'), cellText(false, 'boolean', 'en')]).toEqual(['是', 'No']);
    expect([cellText(null, 'text', 'zh'), cellText('', 'text', 'zh'), cellText(undefined, 'text', 'zh')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(cellText(0, 'integer', 'zh')).toBe('0');
  });

  it('never rounds something to nothing nor nearly all to all', () => {
    expect([
      shareText(0, 10),
      shareText(1, 8),
      shareText(1, 100_000),
      shareText(99_999, 100_000),
      shareText(5, 5),
    ]).toEqual(['0%', '12.5%', '<0.1%', '>99.9%', '100%']);
    expect(shareText(0, 0)).toBe('0%');
  });

  it('shortens long lists and says how many there are', () => {
    expect(namesText(['甲', '乙'], 'zh')).toBe('甲、乙');
    expect(namesText(['a', 'b', 'c'], 'en', 2)).toBe('a, b and others, 3 in all');
  });
});

describe('calls ready to paste', () => {
  const subject = {
    publicUrl: 'https://data.example',
    code: '301001/000001',
    version: 2,
    columns: [
      { name: 'O\'Brien "x"', type: 'text', code: false, example: "it's" },
      { name: 'code', type: 'integer', code: true, example: null },
      { name: 'n"o', type: 'integer', code: false, example: null },
      { name: 'day', type: 'date', code: false, example: null },
    ],
  } as const;

  it('name this table and quote for each language', () => {
    const { curl, python, r, duckdb } = snippets(subject);
    expect(curl).toContain(`'https://data.example/api/v1/datasets/301001/000001/versions/2/download?format=csv'`);
    expect(curl).toContain(`--data-urlencode 'filter=O'\\''Brien "x":eq:it'\\''s'`);
    expect(curl).toContain(`--data-urlencode 'sort=-n"o'`);
    expect(python).toContain('dtype={"code": str},');
    expect(python).toContain('parse_dates=["day"],');
    expect(python).toContain('format=csv&bom=false"');
    expect(r).toContain('colClasses = c("code" = "character"),');
    expect(duckdb).toContain('min("n""o")');
    expect(duckdb).toContain(
      "read_parquet('https://data.example/api/v1/datasets/301001/000001/versions/2/download?format=parquet')",
    );
  });

  it('do without examples where there are none', () => {
    const { curl, duckdb } = snippets({ ...subject, columns: [] });
    expect(curl).not.toContain('data-urlencode');
    expect(duckdb).toContain('SELECT *\n');
    expect(duckdb).toMatch(/LIMIT 10;$/);
  });

  it('are written for the very view shown, Chinese and quotes whole in every language', () => {
    const view = {
      table: 2,
      q: "煤 'x'",
      filters: ['O\'Brien "x":eq:太原"市\'', 'n"o:between:1|5', 'day:gte:2026-01-01'],
      sort: ['-n"o:nulls_first'],
      columns: ['O\'Brien "x"', 'day'],
    };
    const { curl, python, r, duckdb } = snippets({ ...subject, view });
    expect(curl).toContain(`--data-urlencode 'filter=O'\\''Brien "x":eq:太原"市'\\'''`);
    expect(curl).toContain(`--data-urlencode 'q=煤 '\\''x'\\'''`);
    expect(curl).toContain(`/versions/2/download?table=2'`);
    const url = new URL(/"(https:[^"]+)"/.exec(python)?.[1] ?? '');
    expect([...url.searchParams]).toEqual([
      ['table', '2'],
      ['format', 'csv'],
      ['bom', 'false'],
      ['q', view.q],
      ...view.filters.map((one) => ['filter', one]),
      ['sort', '-n"o:nulls_first'],
      ...view.columns.map((one) => ['columns', one]),
    ]);
    expect(r).toContain(`"${/"(https:[^"]+)"/.exec(python)?.[1]}"`);
    expect(python).toContain('parse_dates=["day"]');
    expect(python).not.toContain('dtype');
    expect(duckdb.split('\n').slice(2)).toEqual([
      'SELECT "O\'Brien ""x""", "day"',
      "FROM read_parquet('https://data.example/api/v1/datasets/301001/000001/versions/2/download?table=2&format=parquet')",
      `WHERE "O'Brien ""x""" = '太原"市'''`,
      '  AND "n""o" BETWEEN 1 AND 5',
      `  AND "day" >= DATE '2026-01-01'`,
      `  AND (contains(lower("O'Brien ""x"""), '煤'))`,
      `  AND (contains(lower("O'Brien ""x"""), '''x'''))`,
      'ORDER BY "n""o" DESC NULLS FIRST;',
    ]);
  });

  it('hold no key', () => {
    const text = licensedSnippet(subject);
    expect(text).toContain('https://data.example/api/v1/licensed/301001/000001/rows');
    expect(text).toContain('Bearer YOUR_KEY');
  });
});
