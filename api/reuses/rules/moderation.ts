/** Who looks at what is sent, and what of it the public may see. */
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, type ViewerLike } from '#api/kernel/rights.ts';
import type { ReuseState } from './codes.ts';

/** One region of all its datasets, or the province where they are of several. */
export function moderatingRegion(regions: readonly string[]): string {
  const [first, ...others] = new Set(regions);
  return first !== undefined && others.length === 0 ? first : provinceCode;
}

type Moderator = ViewerLike<'reviewer' | 'admin' | string, 'information_department' | string>;

/** The information department of exactly that region (Article 4), by one who reviews. */
export function moderates(viewer: Moderator | null, regionCode: string): boolean {
  return viewer?.duties.includes('reviewer') === true && holdsPower(viewer, 'information_department', regionCode);
}

/** The regions whose queue the viewer works off; empty for everybody else. */
export function moderatedRegions(viewer: Moderator | null): string[] {
  if (viewer === null || !viewer.duties.includes('reviewer')) return [];
  return viewer.powers.filter(({ power }) => power === 'information_department').map(({ regionCode }) => regionCode);
}

export const isPublic = (reuse: { readonly state: ReuseState; readonly publishedRevision: number | null }): boolean =>
  reuse.publishedRevision !== null && reuse.state !== 'withdrawn';
