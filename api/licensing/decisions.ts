/** The agency's side of licensing: answer, accept, review, decide, fix the fee, issue the certificate; and finance's receipt. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import type {
  acceptShape,
  approveShape,
  chargeShape,
  confirmFeeShape,
  refuseShape,
  supplementShape,
  wordsShape,
} from './contract.ts';
import { certificateDays } from './parameters.ts';
import { bilingual } from './rules/bilingual.ts';
import { pauseClock, resumeClock, startClock, stopped } from './rules/clock.ts';
import { fault, refuse, wanted } from './rules/refusals.ts';
import * as store from './store.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

export async function answerApplication(ctx: Ctx, id: string, input: z.output<typeof wordsShape>) {
  return walk(ctx, id, 'answer', () => ({ words: input.words }));
}

/** Tells once, and only once, everything that is missing; the clock stops with the days it has left. */
export async function supplementApplication(ctx: Ctx, id: string, input: z.output<typeof supplementShape>) {
  return walk(ctx, id, 'supplement', ({ tx, row, today }) => ({
    changes: { ...pauseClock(tx.calendar(), row, today), supplementNotice: input.notice },
    words: input.notice,
  }));
}

export async function acceptApplication(ctx: Ctx, id: string, input: z.output<typeof acceptShape>) {
  return walk(ctx, id, 'accept', () => ({ words: input.words ?? null }));
}

export async function reviewApplication(ctx: Ctx, id: string): Promise<ApplicationOut> {
  return walk(ctx, id, 'review', () => ({}));
}

export async function approveApplication(ctx: Ctx, id: string, input: z.output<typeof approveShape>) {
  return walk(ctx, id, 'approve', async ({ tx, row, today }) => ({
    changes: {
      decisionReason: input.opinion,
      decidedAt: tx.clock.now(),
      ...startClock(tx.calendar(), today, await certificateDays(tx, row.regionCode)),
    },
    words: input.opinion,
  }));
}

/** A refusal states its reason; the page and the notice name the remedy beside it (T809 Articles 21, 28). */
export async function refuseApplication(ctx: Ctx, id: string, input: z.output<typeof refuseShape>) {
  return walk(ctx, id, 'refuse', ({ tx }) => ({
    changes: { decisionReason: input.reason, decidedAt: tx.clock.now(), ...stopped },
    words: input.reason,
  }));
}

/** Fixes the fee. Nothing to pay passes on at once; otherwise the clock stands still until finance has confirmed. */
export async function chargeApplication(ctx: Ctx, id: string, input: z.output<typeof chargeShape>) {
  return walk(ctx, id, 'charge', ({ tx, row, today, note }) => {
    const fee = BigInt(input.fee_fen);
    if (fee < 0n) throw refuse('licensing.fee_invalid');
    if (input.basis === '') {
      throw refuse('licensing.words_needed', bilingual('what', wanted.fee_basis), [fault('basis', 'basis')]);
    }
    note({ fee_fen: input.fee_fen });
    const clock = fee > 0n ? pauseClock(tx.calendar(), row, today) : {};
    return { changes: { feeFen: fee, feeBasis: input.basis, ...clock }, words: input.basis };
  });
}

/** The finance bureau of the agency's own region confirms the non-tax receipt; its number counts once. */
export async function confirmApplicationFee(ctx: Ctx, id: string, input: z.output<typeof confirmFeeShape>) {
  return walk(ctx, id, 'confirm_fee', async ({ tx, row, today, note }) => {
    const charged = row.steps.findLast((one) => one.action === 'charge');
    const earliest = charged === undefined ? row.receivedOn : dayOf(charged.at);
    if (!isDay(input.paid_on) || input.paid_on > today || (earliest !== null && input.paid_on < earliest))
      throw refuse('licensing.receipt_day', { day: input.paid_on }, [fault('paid_on', 'paid_on')]);
    if (await store.receiptUsed(tx.db, input.receipt_no)) throw receiptUsed(input.receipt_no);
    note({ receipt_no: input.receipt_no });
    const clock = resumeClock(tx.calendar(), row, today);
    return {
      changes: { feeReceiptNo: input.receipt_no, feePaidOn: input.paid_on, ...clock },
      words: input.receipt_no,
      taken: receiptUsed(input.receipt_no),
    };
  });
}

function receiptUsed(no: string) {
  return refuse('licensing.receipt_used', { no }, [fault('receipt_no', 'receipt_no')]);
}
