/** What of a table can be put on a map, and what it opens with: from names, types and statistics of its columns. Pure. */
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import type { MapSpec } from '#api/datasets/rules/view-spec.ts';
import { namesALatitude, namesALongitude, namesARegion, namesATime } from '#app/i18n/dataset-typed.ts';
import { measureFor } from './chart-default.ts';
import { isCategory } from './dataset-chart.ts';
import { looksLikeRegions, regionOf } from './map-join.ts';
import type { ShownTable } from './tables.ts';

export interface MapChoices {
  /** Columns that say of which city a row is; the likeliest first. */
  readonly regions: readonly string[];
  readonly places: boolean;
}

type Table = Pick<ShownTable, 'columns' | 'geo' | 'row_count'>;

export function mapChoices({ columns, geo }: Table): MapChoices {
  const regions = columns.flatMap((column) => {
    const { top_values: top, min, max } = column.stats;
    if (column.type === 'text') {
      if (top !== undefined && top.length > 0)
        return looksLikeRegions(top.map((one) => one.value)) ? [column.name] : [];
      return namesARegion.test(column.name) && column.stats.distinct_count <= 200 ? [column.name] : [];
    }
    // Codes of divisions lie between codes of divisions.
    const both = column.type === 'integer' && regionOf(min ?? null) !== null && regionOf(max ?? null) !== null;
    return both && namesARegion.test(column.name) ? [column.name] : [];
  });
  return { regions, places: geo !== null };
}

/** Places before regions: they say more. Null where a table has neither. */
export function defaultMap(
  table: Table,
  choices: MapChoices,
  itemOf: (name: string) => EntryItem | null,
): MapSpec | null {
  if (choices.places) return { by: 'place', column: null, measure: 'count', y: null };
  const [column] = choices.regions;
  if (column === undefined) return null;
  const amount = table.columns.find(
    (one) =>
      (one.type === 'integer' || one.type === 'decimal') &&
      !isCategory(one, itemOf(one.name)) &&
      !choices.regions.includes(one.name) &&
      !namesATime.test(one.name) &&
      !namesALongitude.test(one.name) &&
      !namesALatitude.test(one.name),
  );
  return amount === undefined
    ? { by: 'region', column, measure: 'count', y: null }
    : { by: 'region', column, measure: measureFor(amount, itemOf(amount.name)), y: amount.name };
}
