import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '#api/datasets/rules/view-spec.ts';
import { type Answer, type BuildColumn, buildChart, questionOf, unitFor } from '#app/present/chart-build.ts';
import { defaultSpec, measureFor } from '#app/present/chart-default.ts';
import { type ChartModel, correlation, csvOf, figuresOf } from '#app/present/chart-model.ts';
import { dark, heightOf, light, optionOf } from '#app/present/chart-option.ts';
import type { ChartableColumn } from '#app/present/dataset-chart.ts';

const column = (name: string, type: BuildColumn['type'], over: Partial<BuildColumn> = {}): BuildColumn => ({
  name,
  type,
  label: name,
  unit: null,
  distinct: 11,
  min: null,
  max: null,
  ...over,
});
const city = column('城市', 'text');
const month = column('月份', 'date', { min: '2024-01-01', max: '2025-12-01' });
const amount = column('浓度', 'decimal', { unit: 'µg/m³', distinct: 500 });
const spec = (over: Partial<ChartSpec>): ChartSpec => ({
  kind: 'bar',
  x: '城市',
  unit: null,
  bins: null,
  measure: 'count',
  y: null,
  series: null,
  ...over,
});
const build = (over: Partial<ChartSpec>, x: BuildColumn, answer: Partial<Answer>, more: object = {}): ChartModel =>
  buildChart({
    spec: spec(over),
    x,
    y: over.y === undefined ? null : amount,
    series: over.series === undefined ? null : column(String(over.series), 'text'),
    answer: { columns: [{ name: x.name }], rows: [], truncated: false, ...answer },
    total: 0,
    source: '源',
    filters: [],
    locale: 'zh',
    ...more,
  });

describe('the question a chart asks', () => {
  it('groups by what is on the axis', () => {
    expect(questionOf(spec({}), city)).toMatchObject({ group: ['城市'], measure: ['count'], sort: ['-count'] });
    expect(questionOf(spec({ kind: 'line', x: '月份', measure: 'avg', y: '浓度' }), month)).toMatchObject({
      group: ['月份:month'],
      measure: ['avg:浓度', 'count'],
      sort: [],
    });
    expect(questionOf(spec({ kind: 'histogram', x: '浓度' }), amount)?.group).toEqual(['浓度:bins:20']);
    expect(questionOf(spec({ x: '浓度' }), amount)?.group).toEqual(['浓度:bins:20']);
    expect(questionOf(spec({ measure: 'sum', y: '浓度', series: '等级' }), city)).toMatchObject({
      group: ['城市', '等级'],
      sort: [],
    });
    expect(questionOf(spec({ kind: 'scatter', y: '浓度' }), amount)).toBeNull();
  });

  it('chooses a unit of time that fits the span', () => {
    const unit = (min: string, max: string, type: 'date' | 'datetime' = 'date') => unitFor({ type, min, max });
    expect(unit('2024-01-01', '2024-01-20')).toBe('day');
    expect(unit('2024-01-01', '2026-01-01')).toBe('month');
    expect(unit('1990-01-01', '2026-01-01')).toBe('year');
    expect(unit('2024-01-01T00:00:00', '2024-01-02T00:00:00', 'datetime')).toBe('hour');
  });
});

describe('the chart of an answer', () => {
  it('ranks names, and says what it leaves out', () => {
    const rows = Array.from({ length: 25 }, (_, i) => [`市${i}`, 100 - i] as const);
    const model = build({}, city, { rows });
    expect(model.labels).toHaveLength(20);
    expect(model.labels[0]).toBe('市0');
    expect(model.notes).toEqual(['图中为最高的 20 项；其余各项合计 390。']);
    expect(model.finding).toBe('“市0”最高，为 100；“市19”最低，为 81；共 20 项。');
    expect(build({ measure: 'avg', y: '浓度' }, city, { rows: rows.map((r) => [...r, 1]) }).notes).toEqual([
      '图中为最高的 20 项，其余未画出。',
    ]);
  });

  it('makes a pie whole with the others', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [`类${i}`, 10] as const);
    const model = build({ kind: 'pie' }, city, { rows });
    expect(model.labels).toEqual([...Array.from({ length: 8 }, (_, i) => `类${i}`), '其他']);
    expect(model.series[0]?.values.reduce((sum: number, one) => sum + (one ?? 0), 0)).toBe(120);
  });

  it('shows a month without rows as none counted, and as nothing measured', () => {
    const rows = [
      ['2024-01-01', 5],
      ['2024-03-01', 7],
      [null, 2],
    ];
    const counted = build({ kind: 'line', x: '月份' }, month, { rows });
    expect(counted.labels).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(counted.series[0]?.values).toEqual([5, 0, 7]);
    expect(counted.notes).toEqual(['另有 2 行没有值，未计入。']);
    const measured = build({ kind: 'line', x: '月份', measure: 'avg', y: '浓度' }, month, {
      rows: [
        ['2024-01-01', '5.5', 3],
        ['2024-03-01', '7.25', 3],
      ],
    });
    expect(measured.series[0]?.values).toEqual([5.5, null, 7.25]);
    expect(measured.finding).toContain('上升 31.8%');
    expect(measured.yName).toBe('浓度（µg/m³）（平均）');
    const leap = build({ kind: 'line', x: '月份' }, month, {
      rows: [
        ['2024-01-01', 7920],
        ['2024-02-01', 97_688],
      ],
    });
    expect(leap.finding).toContain('上升 1,133%');
  });

  it('fills a histogram, names its ranges and finds the fullest', () => {
    const model = build({ kind: 'histogram', x: '天数' }, column('天数', 'integer'), {
      columns: [{ name: '天数', step: 10 }],
      rows: [
        [0, 4],
        [30, 12],
      ],
    });
    expect(model.labels).toEqual(['0–9', '10–19', '20–29', '30–39']);
    expect(model.series[0]?.values).toEqual([4, 0, 0, 12]);
    expect(model.finding).toContain('30–39，12 行，占 75%');
  });

  it('folds small series into others where that means something', () => {
    const rows = Array.from({ length: 9 }, (_, i) => ['2024-01-01', `级${i}`, 10 - i] as const);
    const model = build({ kind: 'line', x: '月份', series: '等级' }, month, { rows });
    expect(model.series.map((one) => one.name)).toEqual(['级0', '级1', '级2', '级3', '级4', '级5', '其他']);
    expect(model.series.at(-1)?.values).toEqual([4 + 3 + 2]);
    const averaged = build({ kind: 'line', x: '月份', series: '等级', measure: 'avg', y: '浓度' }, month, {
      rows: rows.map((row) => [...row, 1]),
    });
    expect(averaged.series).toHaveLength(6);
  });

  it('measures how two columns go together', () => {
    const answer = {
      columns: [{ name: '浓度' }, { name: '天数' }],
      rows: [
        [1, 2],
        [2, 4],
        [3, 6],
        [null, 1],
      ],
    };
    const model = build({ kind: 'scatter', x: '浓度', y: '天数' }, amount, answer, {
      total: 9,
      y: column('天数', 'integer'),
    });
    expect(model.finding).toBe('3 个点，相关系数 1.00（强相关）。');
    expect(model.notes).toEqual(['另有 1 行没有值，未计入。', '图中为前 4 行，共 9 行。']);
    expect(
      correlation([
        [1, 1],
        [2, 1],
        [3, 1],
      ]),
    ).toBeNull();
  });

  it('says its conditions, and survives an empty answer', () => {
    const model = build({}, city, {}, { filters: ['年 是 2024'] });
    expect(model.notes).toEqual(['筛选：年 是 2024']);
    expect(model.finding).toBe('没有可以画出的数据。');
  });

  it('keeps a formula in a cell from running in a spreadsheet', () => {
    expect(csvOf({ head: ['a'], rows: [['=1+1'], ['a"b'], [-1], [null]] })).toBe(
      '"a"\r\n"\'=1+1"\r\n"a""b"\r\n-1\r\n\r\n',
    );
  });

  it('has an option for every kind, on the server without anything that moves', () => {
    const kinds = ['bar', 'line', 'area', 'pie', 'scatter', 'histogram'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 30 }),
        fc.boolean(),
        (kind, values, live) => {
          const model: ChartModel = {
            kind,
            title: 't',
            xName: 'x',
            yName: 'y',
            time: null,
            ordered: kind !== 'bar',
            additive: true,
            labels: values.map((_, i) => `l${i}`),
            series: [
              { name: 's', values, points: kind === 'scatter' ? values.map((v, i) => [i, v ?? 0] as const) : [] },
            ],
            finding: '',
            notes: [],
            source: '',
          };
          const option = optionOf(model, {
            width: 760,
            height: heightOf(model, 760),
            locale: 'zh',
            theme: live ? dark : light,
            live,
          });
          expect('tooltip' in option).toBe(live);
          expect(figuresOf(model).rows).toHaveLength(values.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the chart proposed', () => {
  const stats = (distinct: number, top?: number[]) => ({
    null_count: 0,
    distinct_count: distinct,
    ...(top === undefined ? {} : { top_values: top.map((count) => ({ count })) }),
  });
  const of = (...columns: [string, ChartableColumn['type'], number][]) =>
    columns.map(([name, type, distinct]) => ({ name, type, stats: stats(distinct) }));
  const none = () => null;

  it('is an amount over time, of a rate its mean and of a quantity its sum', () => {
    const table = of(
      ['城市', 'text', 11],
      ['经度', 'decimal', 11],
      ['月份', 'date', 24],
      ['PM2.5浓度', 'decimal', 200],
    );
    expect(defaultSpec(table, 264, none)).toMatchObject({ kind: 'line', x: '月份', measure: 'avg', y: 'PM2.5浓度' });
    expect(defaultSpec(of(['日期', 'date', 24], ['客运量', 'integer', 200]), 264, none)).toMatchObject({
      measure: 'sum',
      y: '客运量',
    });
    expect(measureFor({ name: '入学率', type: 'decimal' }, null)).toBe('avg');
  });

  it('is the amounts of names where each has one row, else the rows of a kind', () => {
    expect(defaultSpec(of(['城市', 'text', 11], ['人口', 'integer', 11]), 11, none)).toMatchObject({
      kind: 'bar',
      x: '城市',
      measure: 'sum',
      y: '人口',
    });
    expect(defaultSpec(of(['名称', 'text', 500], ['等级', 'text', 5]), 500, none)).toMatchObject({
      kind: 'bar',
      x: '等级',
      measure: 'count',
    });
  });

  it('is that of the column asked for, and nothing for an empty table', () => {
    const table = of(['日期', 'date', 24], ['客运量', 'integer', 200]);
    expect(defaultSpec(table, 264, none, '客运量')).toMatchObject({ kind: 'histogram', x: '客运量' });
    expect(defaultSpec(table, 264, none, '没有')?.x).toBe('日期');
    expect(defaultSpec(table, 0, none)).toBeNull();
  });
});
