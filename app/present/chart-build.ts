/** From a specification to the question, and from its answer to the chart. Pure: the question is asked elsewhere. */
import type { ChartSpec, Measure, TimeUnit } from '#api/datasets/rules/view-spec.ts';
import { measures } from '#api/datasets/rules/view-spec.ts';
import type { Cell, ColumnType } from '#api/ports/tables/port.ts';
import { chart as words } from '#app/i18n/chart.ts';
import { namesACode } from '#app/i18n/dataset-typed.ts';
import { type ChartModel, findingOf, type Series } from './chart-model.ts';
import { rangeLabel, unitLabel, withGaps } from './dataset-chart.ts';
import { numberText } from './format.ts';
import { type Locale, wordsIn } from './words.ts';

/** What is told of a column beside its values. */
export interface BuildColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly label: string;
  readonly unit: string | null;
  readonly distinct: number;
  readonly min: Cell;
  readonly max: Cell;
}

export interface Question {
  readonly group: readonly string[];
  readonly measure: readonly string[];
  readonly sort: readonly string[];
  readonly limit: number;
}

export interface Answer {
  readonly columns: readonly { readonly name: string; readonly step?: number | null | undefined }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly truncated: boolean;
}

export const most = { bars: 20, parts: 8, series: 6, points: 1000, labels: 400 } as const;
const perQuestion = 10_000;
/** Whole numbers with no more values than this are drawn one by one. */
const oneByOne = 40;

const isNumber = (type: ColumnType): boolean => type === 'integer' || type === 'decimal';
const isTime = (type: ColumnType): boolean => type === 'date' || type === 'datetime';

/** The unit in which the time from the first to the last value is neither one bar nor a thousand. */
export function unitFor(column: Pick<BuildColumn, 'type' | 'min' | 'max'>): TimeUnit {
  const days = (Date.parse(String(column.max ?? '')) - Date.parse(String(column.min ?? ''))) / 86_400_000;
  if (!Number.isFinite(days)) return 'month';
  if (column.type === 'datetime' && days <= 3) return 'hour';
  if (days <= 92) return 'day';
  return days <= 1500 ? 'month' : 'year';
}

type Axis =
  | { readonly role: 'time'; readonly unit: TimeUnit }
  | { readonly role: 'bins'; readonly bins: number }
  | { readonly role: 'steps' | 'names' };

function axisOf(spec: ChartSpec, x: BuildColumn): Axis {
  if (isTime(x.type)) return { role: 'time', unit: spec.unit ?? unitFor(x) };
  if (spec.kind === 'histogram') return { role: 'bins', bins: spec.bins ?? 20 };
  if (!isNumber(x.type)) return { role: spec.kind === 'line' || spec.kind === 'area' ? 'steps' : 'names' };
  if (spec.kind === 'pie' || namesACode.test(x.name)) return { role: 'names' };
  return x.distinct <= oneByOne || spec.kind === 'line' || spec.kind === 'area'
    ? { role: 'steps' }
    : { role: 'bins', bins: spec.bins ?? 20 };
}

const measureOf = (spec: Pick<ChartSpec, 'measure' | 'y'>): string =>
  spec.measure === 'count' || spec.y === null ? 'count' : `${spec.measure}:${spec.y}`;
/** As the answer names the figure. */
const figureName = (spec: Pick<ChartSpec, 'measure' | 'y'>): string =>
  spec.measure === 'count' || spec.y === null ? 'count' : `${spec.measure}(${spec.y})`;

/** Null for a scatter plot, which is drawn from rows. */
export function questionOf(spec: ChartSpec, x: BuildColumn): Question | null {
  if (spec.kind === 'scatter') return null;
  const axis = axisOf(spec, x);
  const group =
    axis.role === 'time' ? `${x.name}:${axis.unit}` : axis.role === 'bins' ? `${x.name}:bins:${axis.bins}` : x.name;
  const named = axis.role === 'names';
  return {
    group: spec.series === null || spec.series === spec.x ? [group] : [group, spec.series],
    // The count goes along so that rows without a value on the axis can be told.
    measure: spec.measure === 'count' ? ['count'] : [measureOf(spec), 'count'],
    sort: named && spec.series === null ? [`-${figureName(spec)}`] : [],
    limit: perQuestion,
  };
}

export interface BuildInput {
  readonly spec: ChartSpec;
  readonly x: BuildColumn;
  readonly y: BuildColumn | null;
  readonly series: BuildColumn | null;
  readonly answer: Answer;
  /** Rows that pass the filters, for a scatter plot of a part of them. */
  readonly total: number;
  readonly source: string;
  /** Conditions in words; they are part of what the chart says. */
  readonly filters: readonly string[];
  readonly locale: Locale;
}

export function buildChart(input: BuildInput): ChartModel {
  const { spec, locale, filters, source } = input;
  const t = wordsIn(locale, words);
  const notes: string[] =
    filters.length === 0 ? [] : [t('note_filters', { filters: filters.join(locale === 'zh' ? '；' : '; ') })];
  const parts = spec.kind === 'scatter' ? scatter(input, notes) : grouped(input, notes);
  const model = {
    kind: spec.kind,
    additive: spec.measure === 'count' || spec.measure === 'sum',
    ...namesOf(input),
    ...parts,
  };
  return { ...model, source, notes, finding: findingOf(model, locale) };
}

const united = (column: BuildColumn, locale: Locale): string =>
  column.unit === null || column.unit === ''
    ? column.label
    : wordsIn(locale, words)('united', { label: column.label, unit: column.unit });

function namesOf({ spec, x, y, series, locale }: BuildInput) {
  const t = wordsIn(locale, words);
  const xName = united(x, locale);
  if (spec.kind === 'scatter') {
    const yName = y === null ? '' : united(y, locale);
    return { xName, yName, title: split(t('against', { x: x.label, y: y?.label ?? '' })), time: null, ordered: true };
  }
  function split(title: string): string {
    return series === null ? title : t('split', { title, series: series.label });
  }
  const axis = axisOf(spec, x);
  const time = axis.role === 'time' ? axis.unit : null;
  const ordered = axis.role !== 'names';
  const unit = time === null ? '' : t(`unit_${time}`);
  if (spec.measure === 'count' || y === null) {
    const key = time === null ? (axis.role === 'bins' ? 'spread' : 'by') : 'over';
    const label = axis.role === 'bins' ? xName : x.label;
    return {
      xName,
      yName: t('rows'),
      title: split(key === 'over' ? t(key, { label, unit }) : t(key, { label })),
      time,
      ordered,
    };
  }
  const measure = measureWord(spec.measure, locale);
  const about = { x: x.label, y: y.label, measure };
  const title = split(time === null ? t('of_by', about) : t('of_over', { ...about, unit }));
  const yName = t('measured', { y: spec.measure === 'count_distinct' ? y.label : united(y, locale), measure });
  return { xName, yName, title, time, ordered };
}

export const measureWord = (measure: Measure, locale: Locale): string => {
  const word = measures.label(measure, locale);
  return locale === 'en' ? word.toLowerCase() : word;
};

function scatter({ spec, y, answer, total, locale }: BuildInput, notes: string[]) {
  const t = wordsIn(locale, words);
  const at = (name: string) => answer.columns.findIndex((one) => one.name === name);
  const [xi, yi, si] = [at(spec.x), at(spec.y ?? ''), spec.series === null ? -1 : at(spec.series)];
  const found = new Map<string, [number, number][]>();
  let missing = 0;
  for (const row of answer.rows) {
    const [px, py] = [row[xi] ?? null, row[yi] ?? null];
    if (px === null || py === null) {
      missing += 1;
      continue;
    }
    const name = si < 0 ? (y?.label ?? '') : said(row[si] ?? null, locale);
    const list = found.get(name) ?? [];
    list.push([Number(px), Number(py)]);
    found.set(name, list);
  }
  if (missing > 0) notes.push(t('note_nulls', { n: numberText(missing, locale) }));
  if (total > answer.rows.length)
    notes.push(t('note_sample', { shown: numberText(answer.rows.length, locale), total: numberText(total, locale) }));
  const ranked = [...found].sort((a, b) => b[1].length - a[1].length);
  const series: Series[] = ranked.slice(0, most.series).map(([name, points]) => ({ name, values: [], points }));
  const rest = ranked.slice(most.series);
  if (rest.length > 0) {
    series.push({ name: t('others'), values: [], points: rest.flatMap(([, points]) => points) });
    notes.push(t('note_series', { shown: most.series }));
  }
  return { labels: [], series };
}

function said(cell: Cell, locale: Locale): string {
  const t = wordsIn(locale, words);
  if (cell === null || cell === '') return t('empty_value');
  if (typeof cell === 'boolean') return t(cell ? 'yes' : 'no');
  return String(cell).slice(0, 200);
}

const numeric = (cell: Cell | undefined): number | null => (cell === null || cell === undefined ? null : Number(cell));

function grouped({ spec, x, y, answer, locale }: BuildInput, notes: string[]): { labels: string[]; series: Series[] } {
  const t = wordsIn(locale, words);
  const axis = axisOf(spec, x);
  const split = spec.series !== null && spec.series !== spec.x;
  const valueAt = split ? 2 : 1;
  const countAt = spec.measure === 'count' ? valueAt : valueAt + 1;
  const additive = spec.measure === 'count' || spec.measure === 'sum';
  const unnamed = axis.role === 'names';
  const known = unnamed ? answer.rows : answer.rows.filter((row) => row[0] !== null);
  if (!unnamed) {
    const without = answer.rows.reduce((sum, row) => (row[0] === null ? sum + Number(row[countAt] ?? 0) : sum), 0);
    if (without > 0) notes.push(t('note_nulls', { n: numberText(without, locale) }));
  }
  if (axis.role === 'bins' && x.type === 'decimal') notes.push(t('note_ranges'));
  if (answer.truncated) notes.push(t('note_cut', { shown: numberText(answer.rows.length, locale) }));
  const cells = known.map((row) => ({
    key: unnamed ? said(row[0] ?? null, locale) : String(row[0]),
    name: split ? said(row[1] ?? null, locale) : (y?.label ?? t('rows')),
    value: numeric(row[valueAt]),
  }));
  const keys = keysOf(cells, axis, answer, additive, spec, notes, locale);
  const names = split ? seriesNames(cells, additive, notes, locale) : [cells[0]?.name ?? y?.label ?? t('rows')];
  const others = t('others');
  const table = new Map<string, Map<string, number>>();
  const shownKeys = new Set(keys.list);
  const shownNames = new Set(names);
  for (const { key, name, value } of cells) {
    if (value === null) continue;
    const row = shownKeys.has(key) ? key : keys.rest;
    const column = shownNames.has(name) ? name : additive && split ? others : null;
    if (row === null || column === null) continue;
    const line = table.get(column) ?? new Map<string, number>();
    line.set(row, (line.get(row) ?? 0) + value);
    table.set(column, line);
  }
  const all = keys.rest === null ? keys.list : [...keys.list, keys.rest];
  const columns = table.has(others) && !names.includes(others) ? [...names, others] : names;
  // A day without rows counts none; of what is measured it says nothing.
  const gap = spec.measure === 'count' && !unnamed ? 0 : null;
  return {
    labels: all.map((key) => labelOf(key, axis, answer, x)),
    series: columns.map((name) => ({ name, values: all.map((key) => table.get(name)?.get(key) ?? gap) })),
  };
}

interface Cells {
  readonly key: string;
  readonly name: string;
  readonly value: number | null;
}

function keysOf(
  cells: readonly Cells[],
  axis: Axis,
  answer: Answer,
  additive: boolean,
  spec: ChartSpec,
  notes: string[],
  locale: Locale,
): { list: string[]; rest: string | null } {
  const t = wordsIn(locale, words);
  const seen = [...new Set(cells.map((one) => one.key))];
  if (axis.role === 'names') {
    const sums = new Map<string, number>();
    for (const { key, value } of cells) sums.set(key, (sums.get(key) ?? 0) + (value ?? 0));
    const ranked = [...seen].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0));
    const room = spec.kind === 'pie' ? most.parts : most.bars;
    if (ranked.length <= room) return { list: ranked, rest: null };
    const list = ranked.slice(0, room);
    const rest = ranked.slice(room).reduce((sum, key) => sum + (sums.get(key) ?? 0), 0);
    if (additive) notes.push(t('note_others', { shown: room, value: numberText(rest, locale) }));
    else notes.push(t('note_more', { shown: room }));
    // Among bars the rest would dwarf what is compared; a pie is not whole without it.
    return { list, rest: spec.kind === 'pie' && additive ? t('others') : null };
  }
  const sorted =
    axis.role === 'steps' && cells.some((one) => Number.isNaN(Number(one.key)))
      ? [...seen].sort()
      : [...seen].sort(byOrder);
  if (axis.role === 'time') {
    const full = withGaps(
      sorted.map((from) => ({ from, count: 0 })),
      axis.unit,
      most.labels,
    );
    return { list: full.map((one) => one.from), rest: null };
  }
  const step = answer.columns[0]?.step ?? null;
  if (axis.role === 'bins' && step !== null && sorted.length > 1) {
    const [low, high] = [Number(sorted[0]), Number(sorted.at(-1))];
    const count = Math.round((high - low) / step) + 1;
    if (count <= most.labels)
      return {
        list: Array.from({ length: count }, (_, i) => String(Number((low + i * step).toPrecision(12)))),
        rest: null,
      };
  }
  if (sorted.length > most.labels) notes.push(t('note_cut', { shown: most.labels }));
  return { list: sorted.slice(0, most.labels), rest: null };
}

const byOrder = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? (a < b ? -1 : a > b ? 1 : 0) : x - y;
};

function seriesNames(cells: readonly Cells[], additive: boolean, notes: string[], locale: Locale): string[] {
  const t = wordsIn(locale, words);
  const size = new Map<string, number>();
  for (const { name, value } of cells) size.set(name, (size.get(name) ?? 0) + (additive ? Math.abs(value ?? 0) : 1));
  const ranked = [...size].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  if (ranked.length <= most.series) return ranked;
  notes.push(t(additive ? 'note_series' : 'note_series_cut', { shown: most.series }));
  return ranked.slice(0, most.series);
}

function labelOf(key: string, axis: Axis, answer: Answer, x: BuildColumn): string {
  if (axis.role === 'time') return unitLabel(key, axis.unit);
  const step = answer.columns[0]?.step ?? null;
  if (axis.role === 'bins' && step !== null) {
    const from = Number(key);
    return rangeLabel(from, Number((from + step).toPrecision(12)), x.type === 'integer');
  }
  return key;
}
