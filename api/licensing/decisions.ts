/** The agency's side of licensing: answer, accept, review, decide, fix the fee, issue the certificate; and finance's receipt. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { awardedUnder, lockCall } from './case-store.ts';
import type {
  acceptShape,
  approveShape,
  chargeShape,
  confirmFeeShape,
  refuseShape,
  supplementShape,
  wordsShape,
} from './contract.ts';
import { checkListOf } from './file.ts';
import { certificateDays } from './parameters.ts';
import { bilingual } from './rules/bilingual.ts';
import { pauseClock, resumeClock, startClock, stopped } from './rules/clock.ts';
import { acceptingFault } from './rules/file.ts';
import { refuse as refuseKind } from './rules/kind-refusals.ts';
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
    changes: {
      ...pauseClock(tx.calendar(), row, today),
      supplementNotice: input.notice,
      supplementItems: input.items ?? [],
    },
    words: input.notice,
  }));
}

export async function acceptApplication(ctx: Ctx, id: string, input: z.output<typeof acceptShape>) {
  return walk(ctx, id, 'accept', async ({ tx, row }) => {
    await requireChecked(tx, row);
    return { words: input.words ?? null };
  });
}

/** Where the enterprise file is asked for, its papers have been checked before a case is accepted. */
export async function requireChecked(tx: Ctx, row: store.ApplicationRow): Promise<void> {
  const file = await checkListOf(tx, row.developerId, row.kind, row.regionCode);
  const lacks = file.wanted ? acceptingFault(file.list) : null;
  if (lacks !== null) throw lacks;
}

export async function reviewApplication(ctx: Ctx, id: string): Promise<ApplicationOut> {
  return walk(ctx, id, 'review', () => ({}));
}

export async function approveApplication(ctx: Ctx, id: string, input: z.output<typeof approveShape>) {
  return walk(ctx, id, 'approve', async ({ tx, row, today }) => {
    await requireOnlyOne(tx, row);
    const conditions = input.conditions ?? '';
    return {
      changes: {
        decisionReason: input.opinion,
        conditions: conditions === '' ? null : conditions,
        decidedAt: tx.clock.now(),
        ...startClock(tx.calendar(), today, await certificateDays(tx, row.regionCode)),
      },
      words: conditions === '' ? input.opinion : `${input.opinion}\n${conditions}`,
    };
  });
}

/** One call has one operator: the second grant under it is refused, also of two at the same moment. */
async function requireOnlyOne(tx: Ctx, row: store.ApplicationRow): Promise<void> {
  if (row.callId === null || row.kind !== 'authorized_operation') return;
  await lockCall(tx.db, row.callId);
  const other = await awardedUnder(tx.db, row.callId, row.id);
  if (other !== null) throw refuseKind('licensing.call_awarded', { no: other.no });
}

/** A refusal states its reason and what it rests on; the remedy is named beside it (Order 809, Articles 21, 28). */
export async function refuseApplication(ctx: Ctx, id: string, input: z.output<typeof refuseShape>) {
  return walk(ctx, id, 'refuse', ({ tx, note }) => {
    if (input.legal_basis === '')
      throw refuse('licensing.words_needed', bilingual('what', wanted.refusal_basis), [fault('legal_basis', 'basis')]);
    note({ ground: input.ground });
    return {
      changes: {
        decisionReason: input.reason,
        refusalGround: input.ground,
        legalBasis: input.legal_basis,
        decidedAt: tx.clock.now(),
        ...stopped,
      },
      words: `${input.reason}\n${input.legal_basis}`,
    };
  });
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
