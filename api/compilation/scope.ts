/** What a viewer of the room may look at. */
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import type { Scope } from './trigger-store.ts';

export function scopeOf(ctx: Ctx): Scope {
  const { organization, duties, powers } = requireViewer(ctx.viewer);
  const own =
    organization.kind === 'agency' &&
    duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'auditor');
  const regions = duties.includes('reviewer')
    ? powers.filter(({ power }) => power === 'information_department').map(({ regionCode }) => regionCode)
    : [];
  if (!own && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { agencyId: own ? organization.id : null, regions };
}
