/** Who stands before the register, and the items they may see. */
import type { Ctx, Viewer } from '#api/context.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { refuse } from './rules/refusals.ts';
import { type Side, sideOf } from './rules/rights.ts';
import * as store from './store.ts';

/** Somebody of an agency who collects or reviews. */
export function requireAgency(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'agency') throw refuse('collection.agencies_only');
  return requireDuty(viewer, ['steward', 'signatory', 'reviewer', 'auditor']);
}

/** The steward of an agency: writes the register and the ledger. */
export function requireCollector(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'agency') throw refuse('collection.agencies_only');
  return requireDuty(viewer, 'steward');
}

export function mayCollectAtAll(ctx: Ctx): boolean {
  try {
    requireCollector(ctx);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Regions whose department the viewer reviews for. */
export const regionsOf = (viewer: Viewer, duties: readonly string[] = ['reviewer']): string[] =>
  viewer.duties.some((duty) => duties.includes(duty))
    ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];

/** What a viewer may look at in lists: the agency’s own, what the department supervises, what an auditor reads (decision 0071). */
export function scopeOf(ctx: Ctx): store.Scope {
  const viewer = requireViewer(ctx.viewer);
  const own =
    viewer.organization.kind === 'agency' &&
    viewer.duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'auditor');
  const regions = [...new Set([...regionsOf(viewer, ['reviewer', 'signatory']), ...auditReach(viewer)])];
  if (!own && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { agencyId: own ? viewer.organization.id : null, regions };
}

export interface Seen {
  readonly row: store.ItemRow;
  readonly side: Side;
  readonly viewer: Viewer;
}

/** An item of one's own side; any other answers as if it were not there. */
export async function seenItem(ctx: Ctx, id: string): Promise<Seen> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findItem(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuse('collection.not_found');
  return { row, side, viewer };
}
