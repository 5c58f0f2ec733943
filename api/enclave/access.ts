/** Who stands before a job: the developer whose it is, the agency whose data it computes on. */
import type { Ctx, Viewer } from '#api/context.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { Taker } from '#api/usage/gate.ts';
import type { ReviewMode } from './rules/codes.ts';
import { settings } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type Side = 'developer' | 'agency';

export interface Seen {
  readonly row: store.JobRow;
  readonly side: Side;
  readonly viewer: Viewer;
}

/** A stranger's job answers as if it were not there. */
export async function getJob(ctx: Ctx, id: string): Promise<Seen> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findJob(ctx.db, id);
  const own = viewer.organization.id;
  const side = row?.organizationId === own ? 'developer' : row?.agencyId === own ? 'agency' : null;
  if (row === null || side === null) throw refuse('enclave.not_found');
  return { row, side, viewer };
}

export const reviewers = ['licensing', 'steward'] as const;

/** The agency's reviewer and nobody else. */
export async function reviewedJob(ctx: Ctx, id: string): Promise<Seen> {
  const seen = await getJob(ctx, id);
  if (seen.side !== 'agency') throw refuse('enclave.not_found');
  requireDuty(ctx.viewer, reviewers, seen.row.agencyId);
  return seen;
}

/** The developer of an agreement, as the gateway knows it. */
export function developerTaker(ctx: Ctx, agreementId: string): Taker {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return { agreementId, organizationId: viewer.organization.id, apiKeyId: null, personId: viewer.personId };
}

export async function setting(ctx: Ctx, name: keyof typeof settings, regionCode: string): Promise<number> {
  const { key, byDefault } = settings[name];
  const found = await numberParameter(ctx, key, regionCode, byDefault);
  // What was promised in the agreements is never undercut.
  return name === 'k' ? Math.max(settings.k.byDefault, Math.floor(found)) : found;
}

/** What the agency set, else what its region has. */
export async function reviewMode(
  ctx: Ctx,
  agencyId: string,
  regionCode: string,
): Promise<{ readonly mode: ReviewMode; readonly own: boolean }> {
  const own = await store.findSetting(ctx.db, agencyId);
  if (own !== null) return { mode: own.review === 'flagged' ? 'flagged' : 'every', own: true };
  return { mode: (await setting(ctx, 'review', regionCode)) === 0 ? 'flagged' : 'every', own: false };
}
