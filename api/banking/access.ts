/** Who sees a region's bank account: its finance bureau, and auditors; who works on it: officers of that bureau. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { refuse } from './rules/refusals.ts';

const officers = ['finance_review', 'finance_issue'] as const;

/** Regions whose account the viewer reads; null is all of them. */
export function readableRegions(ctx: Ctx): readonly string[] | null {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.duties.includes('auditor')) return auditReach(viewer);
  return requireDuty(viewer, officers)
    .powers.filter((held) => held.power === 'finance_bureau')
    .map((held) => held.regionCode);
}

/** The region whose account the viewer works on. */
export function ownRegion(ctx: Ctx): string {
  const viewer = requireDuty(ctx.viewer, officers);
  const held = viewer.powers.find((one) => one.power === 'finance_bureau');
  if (held === undefined) throw refuseAnywhere('auth.forbidden');
  return held.regionCode;
}

export function mustRead(ctx: Ctx, regionCode: string): void {
  const regions = readableRegions(ctx);
  if (regions !== null && !regions.includes(regionCode)) throw refuse('banking.not_found');
}

/** An officer of the region's bureau; another bureau is told nothing. */
export function officerOf(ctx: Ctx, regionCode: string): Viewer {
  const viewer = requireDuty(ctx.viewer, officers);
  if (!holdsPower(viewer, 'finance_bureau', regionCode)) throw refuse('banking.not_found');
  return viewer;
}

/** The officer who decides: the first of two where two are needed. */
export function reviewerOf(ctx: Ctx, regionCode: string): Viewer {
  const viewer = officerOf(ctx, regionCode);
  if (!viewer.duties.includes('finance_review')) throw refuse('banking.reviewer_needed');
  return viewer;
}
