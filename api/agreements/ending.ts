/** How an agreement ends: by one of the parties, or by the clock; and what is owed afterwards. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { endLife } from './closing.ts';
import type { reasonShape } from './contract.ts';
import * as life from './life-store.ts';
import { noteStep } from './matter.ts';
import { lapseProposals } from './proposals.ts';
import { standingOn } from './rules/in-force.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { fault, refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { type AgreementOut, factsOf } from './view.ts';
import { walk } from './walk.ts';

/**
 * Gives up a draft or an offer, with the reason on record. An agreement in force is not ended outright: that takes the
 * consent of both, or a named ground and notice (early-end.ts).
 */
export async function terminateAgreement(ctx: Ctx, id: string, input: z.output<typeof reasonShape>) {
  const seen = await store.findAgreement(ctx.db, id);
  if (seen !== null && ctx.viewer !== null && (seen.state === 'active' || seen.state === 'suspended'))
    await act(ctx, { action: 'agreements.terminate', subject: ['agreement', id] }, async (tx) => {
      const side = tx.viewer === null ? null : sideOf(factsOf(seen), tx.viewer);
      if (side === 'agency' || side === 'developer') throw refuseLife('ending.needs_matter');
    });
  return walk(ctx, id, 'terminate', async ({ tx }) => {
    if (input.reason === '') throw refuse('agreement.reason_needed', {}, [fault('reason', 'reason')]);
    await lapseProposals(tx, id);
    return { changes: { endedAt: tx.clock.now() }, words: input.reason };
  });
}

/** The step is written a moment after the last day has passed. */
const earlier = (day: string, last: string | null) => (last !== null && last < day ? last : day);

/**
 * The last day to return, destroy or seal the data of an agreement that is over (Article 20): the agreed working days after
 * the end. Null while it runs, where use continues as agreed, and beyond the last loaded holiday table.
 */
export function disposeBy(ctx: Ctx, agreement: AgreementOut): string | null {
  const { mode, days } = agreement.terms.disposition;
  const history = agreement.history.at(-1);
  const ended =
    agreement.state === 'terminated' && history !== undefined && agreement.effective_from !== null
      ? earlier(dayOf(new Date(history.at)), agreement.effective_to)
      : agreement.standing === 'over'
        ? agreement.effective_to
        : null;
  if (ended === null || days === null || mode === 'continue') return null;
  try {
    return ctx.calendar().addWorkingDays(ended, days);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/**
 * Ends what the clock has ended: the term, or the notice of an early end. Access is refused by the day itself; this brings
 * the state after it.
 */
export async function expireAgreements(ctx: Ctx): Promise<number> {
  const ended = await store.endedByClock(ctx.db, dayOf(ctx.clock.now()));
  for (const id of ended) {
    await act(ctx, { action: 'agreements.expire', subject: ['agreement', id] }, async (tx, note) => {
      const row = await store.lockAgreement(tx.db, id);
      if (row === null || standingOn(row, dayOf(tx.clock.now())) !== 'over' || row.state === 'expired') return;
      const endedOn = row.effectiveTo ?? dayOf(tx.clock.now());
      const ending = await life.noticedEnding(tx.db, id);
      if (ending === null) await endLife(tx, row, { action: 'expire', endedOn });
      else {
        const at = tx.clock.now();
        await life.updateEnding(tx.db, ending.id, { state: 'effective', decidedAt: at, updatedAt: at });
        const matter = { type: 'ending', id: ending.id, agreementId: id } as const;
        await noteStep(tx, matter, { action: 'take_effect', from: 'noticed', to: 'effective' });
        await endLife(tx, row, {
          action: 'end',
          endedOn,
          matterId: ending.id,
          words: ending.words,
          ...(ending.ground === null ? {} : { ground: ending.ground }),
        });
      }
      note({ no: row.no, ended_on: endedOn, early: ending !== null });
    });
  }
  return ended.length;
}
