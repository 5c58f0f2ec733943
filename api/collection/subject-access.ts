/** What everything of a data subject rests on: whose mailbox it is, whether it is proved, the seals and the clocks. */
import type { Ctx } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { type Clock, readClock } from '#api/licensing/rules/clock.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { requireParticipant } from '#api/participants/service.ts';
import { unsealText } from '#api/ports/seal/sealed-text.ts';
import { pseudonymOf } from './pseudonyms.ts';
import { refuse } from './rules/refusals.ts';
import { type Term, terms } from './rules/terms.ts';
import * as store from './subject-store.ts';

/** The kinds under which papers are sealed. */
export const seals = {
  proof: 'subject-proof',
  file: 'subject-proof-file',
  words: 'subject-words',
  answer: 'subject-answer',
};

export const termDays = (ctx: Ctx, term: Term, region: string): Promise<number> =>
  numberParameter(ctx, terms[term].key, region, terms[term].days);

/** What holds personal data is not kept under an idempotency key. */
export function unkept(ctx: Ctx): Ctx {
  const { idempotency: _kept, ...rest } = ctx;
  return rest;
}

/** Who looks at their data does so with a mailbox of their own. */
export async function requireSubject(ctx: Ctx): Promise<string> {
  const taker = await requireParticipant(ctx);
  if (taker.kind !== 'mailbox') throw refuse('collection.no_mailbox');
  return taker.id;
}

/** A verified proof that still holds, or the refusal. */
export async function requireProved(ctx: Ctx, owner: string): Promise<store.ProofRow> {
  const row = await store.proofOf(ctx.db, owner);
  const holds = row?.state === 'verified' && row.validUntil !== null && row.validUntil >= dayOf(ctx.clock.now());
  if (row === null || !holds) throw refuse('collection.not_proved');
  return row;
}

/** Everything the ledger knows the subject by: pseudonyms under all keys, from the sealed number. */
export async function pseudonyms(ctx: Ctx, row: store.ProofRow): Promise<readonly string[]> {
  if (row.sealed === null) throw refuse('collection.papers_wiped');
  const { number } = JSON.parse(await unsealText(ctx, seals.proof, row.sealed)) as { number: string };
  return (await pseudonymOf(ctx, { kind: 'natural', number })).all;
}

/** A clock that stands still keeps its days; one of a closed matter only says when it was due. */
export function clockOf(ctx: Ctx, clock: Clock, open: boolean) {
  if (!open) return { due_on: clock.dueOn, days_left: null, late: false, paused: false };
  const read = readClock(ctx.calendar(), clock, dayOf(ctx.clock.now()));
  return { due_on: read.dueOn, days_left: read.daysLeft, late: read.overdue, paused: read.pausedOn !== null };
}

/** Of what has a day and never stands still. */
export const plainClock = (receivedOn: Day, dueOn: Day): Clock => ({
  receivedOn,
  dueOn,
  pausedOn: null,
  pausedDaysLeft: null,
});
