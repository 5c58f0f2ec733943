/** The chart of one column, drawn once a version: a version never changes. */
import type { DatasetOut } from '#api/datasets/open.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { AppContext } from '#app/context.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { barChart, type ChartView, histogram } from './chart.server.ts';
import { isCategory, rangeLabel, unitLabel, withGaps } from './dataset-chart.ts';
import { itemOf } from './dataset-quality.ts';
import { dayText, numberText } from './format.ts';
import { wordsIn } from './words.ts';

type Version = NonNullable<DatasetOut['latest']>;

export interface ColumnChart {
  readonly column: string;
  readonly view: ChartView;
  /** What the picture leaves out or how to read it. */
  readonly notes: readonly string[];
}

const kept = new Map<string, ColumnChart>();
const most = 300;

/** Refuses `tables.unknown_column`. */
export async function columnChart(
  app: AppContext,
  { entry }: DatasetOut,
  version: Version,
  name: string,
): Promise<ColumnChart> {
  const { locale } = app.ctx;
  // The label comes from the entry, which may be revised while the version stays.
  const key = [version.id, entry.revision, locale, name].join('\n');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = await draw(app, entry, version, name);
  kept.set(key, made);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return made;
}

async function draw(
  { services, ctx }: AppContext,
  entry: DatasetOut['entry'],
  version: Version,
  name: string,
): Promise<ColumnChart> {
  const { locale } = ctx;
  const t = wordsIn(locale, words);
  const column = version.columns.find((one) => one.name === name);
  const item = itemOf(entry.content.items, name);
  const kind = column !== undefined && isCategory(column, item) ? 'bars' : undefined;
  const chart = await services.datasets.drawChart(ctx, entry.code, version.number, {
    column: name,
    ...(kind === undefined ? {} : { kind }),
  });
  const label = item?.label || name;
  const english = locale === 'en';
  const source = t('chart_source', {
    agency: english ? (entry.provider.name_en ?? entry.provider.name) : entry.provider.name,
    title: english && entry.content.title_en !== '' ? entry.content.title_en : entry.content.title,
    code: entry.code,
    n: version.number,
    day: dayText(dayOf(new Date(version.published_at)), locale),
  });
  const common = { labelHead: label, unit: null, source };
  const notes = chart.null_count > 0 ? [t('chart_nulls', { n: numberText(chart.null_count, locale) })] : [];
  if (chart.kind === 'bars') {
    const boolean = column?.type === 'boolean';
    const points = chart.bars.map(({ value, count }) => ({
      label: boolean ? t(value === 'true' ? 'yes' : 'no') : value,
      value: count,
    }));
    // As a bar they would dwarf what they are compared with.
    if (chart.other_count > 0)
      notes.push(t('chart_rest', { shown: points.length, n: numberText(chart.other_count, locale) }));
    return { column: name, notes, view: barChart({ ...common, title: t('chart_by', { label }), points }, locale) };
  }
  if (chart.kind === 'timeline') {
    const unit = chart.unit ?? 'day';
    const bins = withGaps(chart.bins, unit);
    const points = bins.map((bin) => ({ label: unitLabel(bin.from, unit), value: bin.count }));
    const title = t('chart_over', { label, unit: t(`unit_${unit}`) });
    return { column: name, notes, view: histogram({ ...common, title, points }, locale) };
  }
  const whole = column?.type === 'integer';
  const points = chart.bins.map((bin) => ({
    label: rangeLabel(Number(bin.from), Number(bin.to), whole),
    value: bin.count,
  }));
  if (!whole) notes.push(t('chart_ranges'));
  const title = t('chart_spread', { label: item?.unit ? `${label} (${item.unit})` : label });
  return { column: name, notes, view: histogram({ ...common, title, points }, locale) };
}
