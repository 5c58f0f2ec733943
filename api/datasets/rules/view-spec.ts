/** What a view of a table is (Article 15: data are there to be used): a selection, and how it is shown. Pure. */
import { z } from 'zod';
import { type CodeOf, defineCodes, inLocale } from '#api/kernel/words.ts';
import type { columnTypes } from './codes.ts';
import { refuseView } from './view-refusals.ts';

export const chartKinds = defineCodes({
  bar: ['柱状图', 'Bars'],
  line: ['折线图', 'Line'],
  area: ['面积图', 'Area'],
  pie: ['饼图', 'Pie'],
  scatter: ['散点图', 'Scatter plot'],
  histogram: ['直方图', 'Histogram'],
});
export type ChartKind = CodeOf<typeof chartKinds>;

export const measures = defineCodes({
  count: ['行数', 'Rows'],
  sum: ['合计', 'Sum'],
  avg: ['平均', 'Mean'],
  min: ['最小值', 'Least'],
  max: ['最大值', 'Greatest'],
  median: ['中位数', 'Median'],
  count_distinct: ['不同值个数', 'Distinct values'],
});
export type Measure = CodeOf<typeof measures>;

export const timeUnits = defineCodes({
  year: ['年', 'Year'],
  quarter: ['季', 'Quarter'],
  month: ['月', 'Month'],
  week: ['周', 'Week'],
  day: ['日', 'Day'],
  hour: ['小时', 'Hour'],
});
export type TimeUnit = CodeOf<typeof timeUnits>;

const name = z.string().min(1).max(300);
const maybe = name.nullable().default(null);
const list = (most: number) => z.array(z.string().min(1).max(1000)).max(most).default([]);

export const chartSpec = z
  .object({
    kind: z.enum(chartKinds.codes),
    x: name,
    unit: z.enum(timeUnits.codes).nullable().default(null).meta({ description: 'Of a date on the axis' }),
    bins: z.number().int().min(2).max(100).nullable().default(null).meta({ description: 'Of a histogram' }),
    measure: z.enum(measures.codes).default('count'),
    y: maybe.meta({ description: 'Column of the measure; the second axis of a scatter plot' }),
    series: maybe.meta({ description: 'Column whose values become a line or colour each' }),
  })
  .meta({ id: 'ChartSpecification' });
export type ChartSpec = z.output<typeof chartSpec>;

export const mapSpec = z
  .object({
    by: z.enum(['region', 'place']).meta({
      description: 'region: figures by city of Shanxi; place: the coordinates or geometries of the table',
    }),
    column: maybe.meta({ description: 'Names or codes of regions; for places: what a place is called' }),
    measure: z.enum(measures.codes).default('count'),
    y: maybe,
  })
  .meta({ id: 'MapSpecification' });
export type MapSpec = z.output<typeof mapSpec>;

const selection = {
  filters: list(20).meta({ description: '`column:op:value` each, as for rows' }),
  q: z.string().max(200).nullable().default(null).meta({ description: 'Full text' }),
};

export const viewSpec = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('table'), ...selection, sort: list(5), columns: list(200) }),
    z.object({ kind: z.literal('chart'), ...selection, chart: chartSpec }),
    z.object({ kind: z.literal('map'), ...selection, map: mapSpec }),
  ])
  .meta({ id: 'ViewSpecification' });
export type ViewSpec = z.output<typeof viewSpec>;

export interface SpecColumn {
  readonly name: string;
  readonly type: CodeOf<typeof columnTypes>;
}

export const isNumber = ({ type }: SpecColumn): boolean => type === 'integer' || type === 'decimal';
export const isTime = ({ type }: SpecColumn): boolean => type === 'date' || type === 'datetime';

/** Texts that are written in the order of time, such as `2024年` or `2024Q3`. */
const ordered = /年|季|月|year|quarter|month/i;

/** Refuses by name what cannot be drawn of these columns; answers the specification with what does not apply left out. */
export function checkChart(spec: ChartSpec, columns: readonly SpecColumn[]): ChartSpec {
  const { kind } = spec;
  const x = columnOf(spec.x, columns);
  const y = spec.y === null ? null : columnOf(spec.y, columns);
  const series = spec.series === null ? null : columnOf(spec.series, columns);
  if (kind === 'scatter') {
    if (y === null) throw needsY('scatter');
    for (const axis of [x, y])
      if (!isNumber(axis)) throw refuseView('datasets.chart_scatter_text', { column: axis.name });
    return { ...spec, unit: null, bins: null, measure: 'count' };
  }
  if (spec.unit !== null && !isTime(x)) throw refuseView('datasets.chart_unit', { column: x.name });
  if (kind === 'histogram') {
    if (!isNumber(x)) throw refuseView('datasets.chart_histogram_text', { column: x.name });
    if (series !== null) throw refuseView('datasets.chart_pie_series', { column: series.name });
    return { ...spec, measure: 'count', y: null };
  }
  if ((kind === 'line' || kind === 'area') && x.type === 'boolean')
    throw refuseView('datasets.chart_line_text', { column: x.name });
  if ((kind === 'line' || kind === 'area') && x.type === 'text' && !ordered.test(x.name))
    throw refuseView('datasets.chart_line_text', { column: x.name });
  checkMeasure(spec, y);
  if (kind === 'pie') {
    if (spec.measure !== 'count' && spec.measure !== 'sum')
      throw refuseView('datasets.chart_pie_measure', wordsOf(spec.measure));
    if (series !== null) throw refuseView('datasets.chart_pie_series', { column: series.name });
  }
  return { ...spec, bins: null, y: spec.measure === 'count' ? null : spec.y };
}

/** Figures of counties and of several spellings of a city can be put together for these. */
export const mapMeasures: readonly Measure[] = ['count', 'sum', 'avg', 'min', 'max'];

/** The column must be there and the measure fit it. What the values of the column are, only the table knows. */
export function checkMap(spec: MapSpec, columns: readonly SpecColumn[], hasPlaces: boolean): MapSpec {
  const column = spec.column === null ? null : columnOf(spec.column, columns);
  if (spec.by === 'place') {
    if (!hasPlaces) throw refuseView('datasets.map_no_place');
    return { ...spec, measure: 'count', y: null };
  }
  if (column === null || isTime(column) || column.type === 'boolean' || column.type === 'decimal')
    throw refuseView('datasets.map_region_text', { column: spec.column ?? '' });
  if (!mapMeasures.includes(spec.measure)) throw refuseView('datasets.map_measure', wordsOf(spec.measure));
  checkMeasure(spec, spec.y === null ? null : columnOf(spec.y, columns));
  return { ...spec, y: spec.measure === 'count' ? null : spec.y };
}

function checkMeasure({ measure }: { measure: Measure }, y: SpecColumn | null): void {
  if (measure === 'count') return;
  if (y === null) throw needsY(measure);
  if (measure !== 'count_distinct' && !isNumber(y))
    throw refuseView('datasets.chart_measure_text', { column: y.name, ...wordsOf(measure) });
}

function columnOf(wanted: string, columns: readonly SpecColumn[]): SpecColumn {
  const found = columns.find((one) => one.name === wanted);
  if (found === undefined) throw refuseView('datasets.chart_column', { column: wanted.slice(0, 100) });
  return found;
}

const wordsOf = (measure: Measure) => ({
  measure: inLocale(measures.words[measure], 'zh'),
  measure_en: inLocale(measures.words[measure], 'en').toLowerCase(),
});

function needsY(what: Measure | 'scatter') {
  if (what !== 'scatter') return refuseView('datasets.chart_needs_y', wordsOf(what));
  const { scatter } = chartKinds.words;
  return refuseView('datasets.chart_needs_y', { measure: scatter[0], measure_en: scatter[1].toLowerCase() });
}

/** Markup, addresses and characters that are none have no place in a heading that others will read. */
const unfit = /<[a-z!/?]|:\/\/|www\.|\p{Cc}|\p{Bidi_Control}/iu;

/** The title as it will stand; refuses `datasets.view_title`. */
export function checkTitle(text: string): string {
  const title = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (title === '' || [...title].length > 120 || unfit.test(title)) throw refuseView('datasets.view_title');
  return title;
}
