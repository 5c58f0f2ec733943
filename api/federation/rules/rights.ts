/** Article 6: province and cities each have their tier. A department keeps the sources of its region and of those directly below. */
import { isRegionCode, parentOf, provinceCode, within } from '#api/kernel/regions.ts';
import { holdsPower, type ViewerLike } from '#api/kernel/rights.ts';

export function keepsSourcesOf<V extends ViewerLike>(viewer: V | null, regionCode: string): boolean {
  if (!isRegionCode(regionCode) || !within(regionCode, provinceCode)) return false;
  if (viewer === null || !viewer.duties.includes('reviewer')) return false;
  const power = 'information_department' as V['powers'][number]['power'];
  const above = parentOf(regionCode);
  return holdsPower(viewer, power, regionCode) || (above !== null && holdsPower(viewer, power, above));
}
