/** Who stands before the room: the applicant behind a confirmed mailbox, the agency's steward, the department that supervises. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { participantOf, requireParticipant } from '#api/participants/service.ts';
import { refuse } from './rules/refusals.ts';
import { type DeskSide, deskSide } from './rules/rights.ts';
import * as store from './store.ts';

/**
 * The applicant, or `participants.needed`. An account of an organisation is shared by whoever holds the post, and has no mailbox
 * of its own: delivery could not be bound to one person, so `targeted.no_mailbox`.
 */
export async function requireApplicant(ctx: Ctx): Promise<string> {
  const taker = await requireParticipant(ctx);
  if (taker.kind !== 'mailbox') throw refuse('targeted.no_mailbox');
  return taker.id;
}

/** The applicant if there is one; for pages that greet passers-by as well. */
export async function applicantOf(ctx: Ctx): Promise<string | null> {
  const taker = await participantOf(ctx);
  return taker?.kind === 'mailbox' ? taker.id : null;
}

/** A case of one's own. Another's answers as if it were not there. */
export async function ownCase(ctx: Ctx, id: string): Promise<store.CaseRow> {
  const applicant = await requireApplicant(ctx);
  const row = await store.findCase(ctx.db, id);
  if (row === null || row.ownerId !== applicant) throw refuse('targeted.not_found');
  return row;
}

export interface OnDesk {
  readonly row: store.CaseRow;
  readonly side: DeskSide;
  readonly viewer: Viewer;
}

export async function deskCase(ctx: Ctx, id: string): Promise<OnDesk> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findCase(ctx.db, id);
  const side = row === null ? null : sideIn(row, viewer);
  if (row === null || side === null) throw refuse('targeted.not_found');
  return { row, side, viewer };
}

/** What was withdrawn before it was filed stays the applicant's own. */
export const sideIn = (row: store.CaseRow, viewer: Viewer): DeskSide | null =>
  row.undertakenAt === null ? null : deskSide(row, viewer);

/** The agency's steward and nobody else: what is sealed is opened for them alone. */
export async function stewardCase(ctx: Ctx, id: string): Promise<OnDesk> {
  const found = await deskCase(ctx, id);
  if (found.side !== 'agency') throw refuseAnywhere('auth.forbidden');
  return found;
}
