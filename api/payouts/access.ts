/** Who sees payouts: the bureau of the region and auditors; who works on them: its officers; an enterprise its own. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { refuse } from './rules/refusals.ts';

const officers = ['finance_review', 'finance_issue'] as const;

/** Regions whose payouts the viewer reads; null is all of them. Refuses `auth.forbidden`. */
export function readableRegions(ctx: Ctx): readonly string[] | null {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.duties.includes('auditor')) return auditReach(viewer);
  const held = requireDuty(viewer, officers).powers.filter((one) => one.power === 'finance_bureau');
  if (held.length === 0) throw refuseAnywhere('auth.forbidden');
  return held.map((one) => one.regionCode);
}

export function ownRegion(ctx: Ctx): string {
  const viewer = requireDuty(ctx.viewer, officers);
  const held = viewer.powers.find((one) => one.power === 'finance_bureau');
  if (held === undefined) throw refuseAnywhere('auth.forbidden');
  return held.regionCode;
}

/** An officer of the region's bureau; another bureau is told nothing. */
export function officerOf(ctx: Ctx, regionCode: string): Viewer {
  const viewer = requireDuty(ctx.viewer, officers);
  if (!holdsPower(viewer, 'finance_bureau', regionCode)) throw refuse('payouts.not_found');
  return viewer;
}

/** Whose money it is: an enterprise, or the institution that operates the platform. Never another agency (Article 21). */
export function payeeOf(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  const { kind } = viewer.organization;
  if (kind !== 'enterprise' && !viewer.powers.some((held) => held.power === 'platform_operator'))
    throw refuse('payouts.not_an_enterprise');
  return viewer;
}
