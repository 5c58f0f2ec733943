/** Who stands before the room, and the case they may see. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { refuse } from './rules/refusals.ts';
import { type SharingFacts, type Side, sidesOf } from './rules/rights.ts';
import * as store from './store.ts';

export const factsOf = (row: store.RequestRow): SharingFacts => {
  const decision = row.steps.find((one) => one.revision === row.decidedRevision);
  return {
    ...row,
    proposedOutcome: (row.proposal as { outcome?: string } | null)?.outcome ?? null,
    decidedOn: decision === undefined ? null : dayOf(decision.at),
  };
};

export interface Seen {
  readonly row: store.RequestRow;
  readonly facts: SharingFacts;
  readonly sides: readonly Side[];
  readonly viewer: Viewer;
}

/** A case of one's own side; any other answers as if it were not there. */
export async function seenRequest(ctx: Ctx, id: string): Promise<Seen> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findRequest(ctx.db, id);
  if (row === null) throw refuse('sharing.not_found');
  const facts = factsOf(row);
  const sides = sidesOf(facts, viewer);
  if (sides.length === 0) throw refuse('sharing.not_found');
  return { row, facts, sides, viewer };
}

/** The steward of a unit that asks for data. Enterprises use data by licensed development. */
export function requireAsker(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'agency') throw refuse('sharing.agencies_only');
  return requireDuty(viewer, 'steward') && viewer;
}

/** What a viewer may look at in lists: the unit’s own, what the department supervises, what an auditor reads (decision 0071). */
export function scopeOf(ctx: Ctx): store.Scope {
  const viewer = requireViewer(ctx.viewer);
  const { organization, duties, powers } = viewer;
  const own =
    organization.kind === 'agency' && duties.some((duty) => ['steward', 'signatory', 'auditor'].includes(duty));
  const reviewer = duties.includes('reviewer');
  const supervised = reviewer
    ? powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];
  const regions = [...new Set([...supervised, ...auditReach(viewer)])];
  if (!own && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return {
    requesterId: own ? organization.id : null,
    providerId: own ? organization.id : null,
    regions,
    bodyId: reviewer ? organization.id : null,
  };
}
