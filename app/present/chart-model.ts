/** A chart as figures and words, before any pixel: what the server draws, the browser makes live, and a table repeats. */
import type { ChartKind, TimeUnit } from '#api/datasets/rules/view-spec.ts';
import { chart as words } from '#app/i18n/chart.ts';
import { shareText } from './dataset-text.ts';
import { figureText } from './format.ts';
import { type Locale, wordsIn } from './words.ts';

export interface Series {
  readonly name: string;
  /** One a label; null where there is no figure. */
  readonly values: readonly (number | null)[];
  /** Of a scatter plot instead of values. */
  readonly points?: readonly (readonly [x: number, y: number])[];
}

export interface ChartModel {
  readonly kind: ChartKind;
  readonly title: string;
  /** What is on the axis, and what is measured (both with their units). */
  readonly xName: string;
  readonly yName: string;
  readonly time: TimeUnit | null;
  /** True where labels follow each other (time, numbers), so that bars stand and lines join. */
  readonly ordered: boolean;
  /** True for counts and sums: parts may be stacked to a whole. */
  readonly additive: boolean;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** What a reader sees at one look, in a sentence. */
  readonly finding: string;
  readonly notes: readonly string[];
  /** Agency, title, code, version and day. */
  readonly source: string;
}

export interface Figures {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The same figures as a table, for those who do not see the picture and for the CSV. */
export function figuresOf(model: Pick<ChartModel, 'kind' | 'xName' | 'yName' | 'labels' | 'series'>): Figures {
  const [first] = model.series;
  const many = model.series.length > 1;
  if (model.kind === 'scatter') {
    const rows = model.series.flatMap(({ name, points = [] }) =>
      points.map(([x, y]) => (many ? [name, x, y] : [x, y])),
    );
    return { head: [...(many ? [''] : []), model.xName, model.yName], rows };
  }
  const head = many ? model.series.map((one) => one.name) : [model.yName];
  const rows = model.labels.map((label, at) =>
    many ? [label, ...model.series.map((one) => one.values[at] ?? null)] : [label, first?.values[at] ?? null],
  );
  return { head: [model.xName, ...head], rows };
}

const quoted = (cell: string | number | null): string =>
  typeof cell === 'string'
    ? `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`
    : String(cell ?? '');

/** A cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function csvOf({ head, rows }: Figures): string {
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** The sentence a chart says. */
export function findingOf(model: Omit<ChartModel, 'finding' | 'notes' | 'source'>, locale: Locale): string {
  const t = wordsIn(locale, words);
  const n = (value: number) => figureText(value, locale);
  const [first] = model.series;
  if (first === undefined) return t('find_none');
  if (model.kind === 'scatter') {
    const points = model.series.flatMap((one) => one.points ?? []);
    if (points.length === 0) return t('find_none');
    const r = correlation(points);
    if (r === null) return t('find_scatter_few', { n: n(points.length) });
    const size = Math.abs(r);
    const strength = size >= 0.7 ? 'r_strong' : size >= 0.4 ? 'r_some' : size >= 0.1 ? 'r_weak' : 'r_none';
    return t('find_scatter', { n: n(points.length), r: r.toFixed(2), strength: t(strength) });
  }
  const known = (series: Series) =>
    series.values.flatMap((value, at) => (value === null ? [] : [{ label: model.labels[at] ?? '', value }]));
  if (model.series.length > 1) {
    const at = model.ordered ? model.labels.length - 1 : 0;
    const here = model.series.flatMap(({ name, values }) => {
      const value = values[at] ?? null;
      return value === null ? [] : [{ label: name, value }];
    });
    if (here.length > 1) {
      const { top, low } = ends(here);
      return t('find_series', {
        n: model.series.length,
        at: model.labels[at] ?? '',
        top: top.label,
        max: n(top.value),
        low: low.label,
        min: n(low.value),
      });
    }
  }
  const points = known(first);
  const [start] = points;
  const end = points.at(-1);
  if (start === undefined || end === undefined) return t('find_none');
  const { top, low, sum } = ends(points);
  if (points.length === 1) return t('find_single', { top: top.label, max: n(top.value) });
  if (model.kind === 'pie')
    return t('find_pie', { top: top.label, share: shareText(top.value, sum), n: points.length });
  if (model.kind === 'histogram')
    return t('find_histogram', { range: top.label, n: n(top.value), share: shareText(top.value, sum) });
  if (top.value === low.value) return t('find_even', { n: points.length, max: n(top.value) });
  if (model.kind === 'bar' && model.time === null)
    return t('find_bar', { top: top.label, max: n(top.value), low: low.label, min: n(low.value), n: points.length });
  const [moved, base] = [Math.abs(end.value - start.value), Math.abs(start.value)];
  // A rise has no ceiling as a share has.
  const by = base === 0 ? n(moved) : moved > base ? `${n(Math.round((100 * moved) / base))}%` : shareText(moved, base);
  const change =
    end.value === start.value ? t('change_none') : t(end.value > start.value ? 'change_up' : 'change_down', { by });
  return t('find_line', {
    from: start.label,
    first: n(start.value),
    to: end.label,
    last: n(end.value),
    change,
    peak: top.label,
    max: n(top.value),
    trough: low.label,
    min: n(low.value),
  });
}

function ends(points: readonly { readonly label: string; readonly value: number }[]) {
  let top = points[0] ?? { label: '', value: 0 };
  let low = top;
  let sum = 0;
  for (const point of points) {
    if (point.value > top.value) top = point;
    if (point.value < low.value) low = point;
    sum += point.value;
  }
  return { top, low, sum };
}

/** Pearson's r; null for fewer than three points or where one axis does not vary. */
export function correlation(points: readonly (readonly [number, number])[]): number | null {
  if (points.length < 3) return null;
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
