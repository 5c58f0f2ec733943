/** Who stands before the room, and the card they may see. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { refuse } from './rules/refusals.ts';
import { sidesOf } from './rules/rights.ts';
import * as store from './store.ts';

/** The steward of an agency: whoever makes cards. */
export function requireHolder(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'agency') throw refuse('assets.agencies_only');
  return requireDuty(viewer, 'steward') && viewer;
}

/** Regions whose information department, or finance bureau, the viewer works for. */
function deskRegions(viewer: Viewer): string[] {
  const reviewer = viewer.duties.includes('reviewer') || viewer.duties.includes('signatory');
  const money = viewer.duties.includes('finance_review') || viewer.duties.includes('finance_issue');
  return viewer.powers
    .filter(({ power }) => (power === 'information_department' && reviewer) || (power === 'finance_bureau' && money))
    .map(({ regionCode }) => regionCode);
}

/** What a viewer may look at in lists. Refuses `auth.forbidden` to whom no card concerns. */
export function scopeOf(ctx: Ctx): store.Scope {
  const viewer = requireViewer(ctx.viewer);
  const { organization, duties } = viewer;
  const own =
    organization.kind === 'agency' && duties.some((duty) => ['steward', 'signatory', 'licensing'].includes(duty));
  const regions = [...new Set([...deskRegions(viewer), ...auditReach(viewer)])];
  if (!own && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { holderId: own ? organization.id : null, regions };
}

/** A card of one's own side; any other answers as if it were not there. */
export async function seenCard(ctx: Ctx, id: string): Promise<store.CardRow> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findCard(ctx.db, id);
  if (row === null || sidesOf(row, viewer).length === 0) throw refuse('assets.not_found');
  return row;
}
