/** Who reads the finance desk: the bureau its own region, the audit office everything (and it changes nothing). */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireViewer } from '#api/kernel/rights.ts';

export interface Reader {
  readonly viewer: Viewer;
  /** Regions whose books are open to the viewer; null for all of them. */
  readonly regions: readonly string[] | null;
  readonly auditor: boolean;
}

export const isAuditor = (viewer: Viewer | null): boolean => viewer?.duties.includes('auditor') ?? false;

/** True where an auditor may look into the region: the own one, or one opened by document. */
export const audits = (viewer: Viewer | null, regionCode: string): boolean => auditReach(viewer).includes(regionCode);

/** The bureau's officers (review, issue) in their regions, an auditor in his reach. Refuses `auth.forbidden`. */
export function requireReader(ctx: Ctx): Reader {
  const viewer = requireViewer(ctx.viewer);
  if (isAuditor(viewer)) return { viewer, regions: auditReach(viewer), auditor: true };
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  const duty = viewer.duties.includes('finance_review') || viewer.duties.includes('finance_issue');
  if (regions.length === 0 || !duty) throw refuseAnywhere('auth.forbidden');
  return { viewer, regions, auditor: false };
}
