/** Who reads the finance desk: the bureau its own region, the audit office everything (and it changes nothing). */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';

export interface Reader {
  readonly viewer: Viewer;
  /** Regions whose books are open to the viewer; null for all of them. */
  readonly regions: readonly string[] | null;
  readonly auditor: boolean;
}

export const isAuditor = (viewer: Viewer | null): boolean => viewer?.duties.includes('auditor') ?? false;

/** The bureau's officers (review, issue) in their regions, an auditor everywhere. Refuses `auth.forbidden`. */
export function requireReader(ctx: Ctx): Reader {
  const viewer = requireViewer(ctx.viewer);
  if (isAuditor(viewer)) return { viewer, regions: null, auditor: true };
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  const duty = viewer.duties.includes('finance_review') || viewer.duties.includes('finance_issue');
  if (regions.length === 0 || !duty) throw refuseAnywhere('auth.forbidden');
  return { viewer, regions, auditor: false };
}
