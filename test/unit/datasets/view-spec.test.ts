import { describe, expect, it } from 'vitest';
import { frameCode } from '#api/datasets/rules/frame-code.ts';
import { placesOf } from '#api/datasets/rules/places.ts';
import { type ChartSpec, chartSpec, checkChart, checkMap, checkTitle, mapSpec } from '#api/datasets/rules/view-spec.ts';
import { isRefusal } from '#api/kernel/refusal.ts';

const columns = [
  { name: '城市', type: 'text' },
  { name: '月份', type: 'date' },
  { name: '浓度', type: 'decimal' },
  { name: '天数', type: 'integer' },
  { name: '达标', type: 'boolean' },
  { name: '季度', type: 'text' },
] as const;

const chart = (over: Partial<ChartSpec>) => checkChart(chartSpec.parse({ kind: 'bar', x: '城市', ...over }), columns);
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return 'drawn';
};

describe('a chart that cannot be', () => {
  it.each([
    [{ x: '没有' }, 'datasets.chart_column'],
    [{ y: '没有', measure: 'sum' }, 'datasets.chart_column'],
    [{ kind: 'scatter', x: '城市', y: '天数' }, 'datasets.chart_scatter_text'],
    [{ kind: 'scatter', x: '天数', y: '月份' }, 'datasets.chart_scatter_text'],
    [{ kind: 'scatter', x: '天数' }, 'datasets.chart_needs_y'],
    [{ kind: 'histogram', x: '城市' }, 'datasets.chart_histogram_text'],
    [{ kind: 'histogram', x: '天数', series: '城市' }, 'datasets.chart_pie_series'],
    [{ kind: 'line', x: '城市' }, 'datasets.chart_line_text'],
    [{ kind: 'area', x: '达标' }, 'datasets.chart_line_text'],
    [{ measure: 'sum' }, 'datasets.chart_needs_y'],
    [{ measure: 'avg', y: '城市' }, 'datasets.chart_measure_text'],
    [{ kind: 'pie', measure: 'avg', y: '浓度' }, 'datasets.chart_pie_measure'],
    [{ kind: 'pie', series: '达标' }, 'datasets.chart_pie_series'],
    [{ unit: 'month' }, 'datasets.chart_unit'],
  ] as const)('%j is refused as %s', (over, code) => {
    expect(refusal(() => chart(over as Partial<ChartSpec>))).toBe(code);
  });

  it('leaves out what does not apply, so that one chart has one form', () => {
    expect(chart({ y: '天数' })).toMatchObject({ measure: 'count', y: null });
    expect(chart({ kind: 'histogram', x: '浓度', measure: 'sum', y: '天数', bins: 10 })).toMatchObject({
      measure: 'count',
      y: null,
      bins: 10,
    });
    expect(chart({ kind: 'line', x: '季度' }).x).toBe('季度');
    expect(chart({ measure: 'count_distinct', y: '城市', x: '月份', unit: 'year' }).y).toBe('城市');
  });
});

describe('a map that cannot be', () => {
  const map = (over: object, places = false) =>
    checkMap(mapSpec.parse({ by: 'region', column: '城市', ...over }), columns, places);
  it.each([
    [{ by: 'place' }, 'datasets.map_no_place'],
    [{ column: null }, 'datasets.map_region_text'],
    [{ column: '月份' }, 'datasets.map_region_text'],
    [{ column: '浓度' }, 'datasets.map_region_text'],
    [{ measure: 'median', y: '浓度' }, 'datasets.map_measure'],
    [{ measure: 'sum', y: '达标' }, 'datasets.chart_measure_text'],
    [{ measure: 'sum' }, 'datasets.chart_needs_y'],
  ])('%j is refused as %s', (over, code) => {
    expect(refusal(() => map(over))).toBe(code);
  });

  it('draws places only where there are some', () => {
    expect(map({ by: 'place', column: '城市', measure: 'sum', y: '天数' }, true)).toEqual({
      by: 'place',
      column: '城市',
      measure: 'count',
      y: null,
    });
  });

  it('finds coordinates by the names of their columns', () => {
    expect(
      placesOf([
        { name: '经度', type: 'decimal' },
        { name: '纬度', type: 'decimal' },
      ]),
    ).toEqual({
      longitude: '经度',
      latitude: '纬度',
    });
    expect(
      placesOf([
        { name: '经度', type: 'text' },
        { name: '纬度', type: 'decimal' },
      ]),
    ).toBeNull();
    expect(
      placesOf([
        { name: '经度说明', type: 'decimal' },
        { name: '纬度', type: 'decimal' },
      ]),
    ).toBeNull();
  });
});

describe('a title', () => {
  it('is plain text', () => {
    expect(checkTitle('  太原 \n 3 < 5 & “对” ')).toBe('太原 3 < 5 & “对”');
    for (const bad of [
      '',
      '  ',
      '<b>x',
      '</p>',
      '<!-- x',
      'http://x.example',
      'www.x.example',
      'a\u202eb',
      'x'.repeat(121),
    ])
      expect(
        refusal(() => checkTitle(bad)),
        bad,
      ).toBe('datasets.view_title');
    expect(checkTitle('好'.repeat(120))).toHaveLength(120);
  });

  it('stays text in the code that others copy', () => {
    expect(frameCode('https://x/e?theme=dark&a=1', '"><script>', '100%', 640)).toBe(
      '<iframe src="https://x/e?theme=dark&#38;a=1" title="&#34;&#62;&#60;script&#62;" width="100%" height="640" loading="lazy" frameborder="0"></iframe>',
    );
  });
});
