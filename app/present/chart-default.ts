/** The chart a table opens with: proposed from the types and statistics of its columns, never from its values. Pure. */
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import type { ChartKind, ChartSpec, Measure } from '#api/datasets/rules/view-spec.ts';
import { namesALatitude, namesALongitude, namesARatio, namesATime, ratioUnit } from '#app/i18n/dataset-typed.ts';
import { type ChartableColumn, defaultChartColumn, isCategory } from './dataset-chart.ts';

type ItemOf = (name: string) => EntryItem | null;

const spec = (kind: ChartKind, x: string, over: Partial<ChartSpec> = {}): ChartSpec => ({
  kind,
  x,
  unit: null,
  bins: null,
  measure: 'count',
  y: null,
  series: null,
  ...over,
});

const isPlace = (name: string): boolean => namesALongitude.test(name) || namesALatitude.test(name);
const isTime = ({ type }: ChartableColumn): boolean => type === 'date' || type === 'datetime';

/** An amount worth a figure: a number that is no code, no place and no year. */
function isAmount(column: ChartableColumn, item: EntryItem | null): boolean {
  if (column.type !== 'integer' && column.type !== 'decimal') return false;
  if (isCategory(column, item) || isPlace(column.name) || namesATime.test(column.name)) return false;
  return column.stats.distinct_count > 2;
}

/** Shares, prices and temperatures are averaged; amounts are added up. */
export function measureFor(column: Pick<ChartableColumn, 'name' | 'type'>, item: EntryItem | null): Measure {
  const unit = item?.unit ?? '';
  return namesARatio.test(column.name) || namesARatio.test(item?.label ?? '') || ratioUnit.test(unit) ? 'avg' : 'sum';
}

/** How one column is drawn when nothing more is said. */
export function specOfColumn(column: ChartableColumn, item: EntryItem | null): ChartSpec {
  if (isTime(column)) return spec('line', column.name);
  if (isCategory(column, item) || namesATime.test(column.name)) return spec('bar', column.name);
  return spec('histogram', column.name);
}

/** Null for a table with nothing to draw. `chosen` is the column a reader asked for. */
export function defaultSpec(
  columns: readonly ChartableColumn[],
  rows: number,
  itemOf: ItemOf,
  chosen: string | null = null,
): ChartSpec | null {
  if (rows === 0) return null;
  const asked = columns.find((one) => one.name === chosen);
  if (asked !== undefined) return specOfColumn(asked, itemOf(asked.name));
  const amount = columns.find((one) => isAmount(one, itemOf(one.name))) ?? null;
  const time = columns.find((one) => isTime(one) && one.stats.distinct_count >= 5);
  const figure = amount === null ? {} : { measure: measureFor(amount, itemOf(amount.name)), y: amount.name };
  if (time !== undefined && amount !== null) return spec('line', time.name, figure);
  const best = columns.find(
    (one) =>
      one.name ===
      defaultChartColumn(
        columns.filter((c) => !isPlace(c.name)),
        rows,
        itemOf,
      ),
  );
  const category = columns.find((one) => {
    const { distinct_count: distinct } = one.stats;
    return isCategory(one, itemOf(one.name)) && one.type !== 'boolean' && distinct >= 3 && distinct <= 60;
  });
  // A row for each kind: its rows tell nothing, its amounts do.
  if (category !== undefined && amount !== null && category.stats.distinct_count > rows * 0.5)
    return spec('bar', category.name, figure);
  return best === undefined ? null : specOfColumn(best, itemOf(best.name));
}
