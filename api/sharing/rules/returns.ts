/** Data returned downward (回流, T809 Article 24): the rows of a table that belong to a division. */
import type { Filter } from '#api/datasets/rules/query.ts';
import { levelOf, regions, within } from '#api/kernel/regions.ts';
import type { ReturnForm } from './codes.ts';

/** Data are returned from a higher level to a lower one within its territory. */
export const returnsTo = (providerRegion: string, requesterRegion: string): boolean =>
  providerRegion !== requesterRegion && within(requesterRegion, providerRegion);

/** The filter that keeps the rows of a division, or null where the form cannot tell it. Names are known of cities alone. */
export function returnFilter(
  rule: { readonly column: string; readonly form: ReturnForm },
  columnType: string,
  region: string,
): Filter | null {
  const { column, form } = rule;
  if (form === 'name') {
    if (!regions.is(region)) return null;
    // `太原市` and `太原` both begin so, and so do its counties written in full.
    return { column, op: 'starts', value: regions.label(region, 'zh').replace(/市$/, '') };
  }
  const county = levelOf(region) === 'county';
  if (columnType === 'integer') {
    const last = county ? region : `${region.slice(0, 4)}99`;
    return { column, op: 'between', value: [region, last] };
  }
  return county ? { column, op: 'starts', value: region } : { column, op: 'starts', value: region.slice(0, 4) };
}
