/** How an agreement ends: by one of the parties, or by the clock; and what is owed afterwards. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { reasonShape } from './contract.ts';
import { standingOn } from './rules/in-force.ts';
import { fault, refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import type { AgreementOut } from './view.ts';
import { settle, walk } from './walk.ts';

/** Either party ends it, with the reason on record; access stops with the commit. */
export async function terminateAgreement(ctx: Ctx, id: string, input: z.output<typeof reasonShape>) {
  return walk(ctx, id, 'terminate', async ({ tx }) => {
    if (input.reason === '') throw refuse('agreement.reason_needed', {}, [fault('reason', 'reason')]);
    await enqueue(tx, 'usage.close_agreement', { agreementId: id });
    return { changes: { endedAt: tx.clock.now() }, words: input.reason };
  });
}

/**
 * The last day to return, destroy or seal the data of an agreement that is over (Article 20): the agreed working days after
 * the end. Null while it runs, where use continues as agreed, and beyond the last loaded holiday table.
 */
export function disposeBy(ctx: Ctx, agreement: AgreementOut): string | null {
  const { mode, days } = agreement.terms.disposition;
  const history = agreement.history.at(-1);
  const ended =
    agreement.state === 'terminated' && history !== undefined && agreement.effective_from !== null
      ? dayOf(new Date(history.at))
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

/** Ends what the clock has ended. Access is refused by the day itself; this brings the state after it. */
export async function expireAgreements(ctx: Ctx): Promise<number> {
  const ended = await store.endedByClock(ctx.db, dayOf(ctx.clock.now()));
  for (const id of ended) {
    await act(ctx, { action: 'agreements.expire', subject: ['agreement', id] }, async (tx, note) => {
      const row = await store.lockAgreement(tx.db, id);
      if (row === null || row.state !== 'active' || standingOn(row, dayOf(tx.clock.now())) !== 'over') return;
      await settle(tx, row, 'expire', { changes: { endedAt: tx.clock.now() } });
      await enqueue(tx, 'usage.close_agreement', { agreementId: id });
      note({ no: row.no });
    });
  }
  return ended.length;
}
