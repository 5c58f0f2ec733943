/**
 * Money in suspense:unmatched and its cases. Every step posts: into suspense, to an order (in part: held:part), back to the
 * payer (buyer:refund_due); and is taken back by the mirror image of its posting, never by an edit.
 */
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { startOfDay } from '#api/kernel/time.ts';
import { cashBank, heldPart, unmatched } from '#api/ledger/rules/accounts.ts';
import type { Line } from '#api/ledger/rules/posting.ts';
import * as ledger from '#api/ledger/service.ts';
import { bookReceipt } from '#api/orders/payments.ts';
import type { CaseKind, StepKind } from './rules/codes.ts';
import { caseStateOf } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

interface StepFacts {
  readonly amountFen?: bigint;
  readonly orderNo?: string;
  readonly note?: string | null;
  readonly transactionId?: string;
}

export async function step(tx: Ctx, caseId: string, kind: StepKind, facts: StepFacts = {}): Promise<void> {
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    caseId,
    kind,
    amountFen: facts.amountFen ?? null,
    orderNo: facts.orderNo ?? null,
    note: facts.note ?? null,
    transactionId: facts.transactionId ?? null,
    byId: tx.viewer?.personId ?? null,
    byName: tx.viewer?.displayName ?? null,
    at: tx.clock.now(),
  });
}

/** Books a line into suspense and opens its case; answers the transaction. */
export async function openCase(
  tx: Ctx,
  line: store.LineRow,
  kind: CaseKind,
  found: { readonly reference: string | null; readonly orderId: string | null },
): Promise<string> {
  const posted = await ledger.post(tx, {
    kind: 'banking.suspense',
    key: `suspense:${line.id}`,
    effectiveAt: await ledger.openInstant(tx, startOfDay(line.valueDate)),
    memo: line.serial,
    lines: [
      { account: cashBank, amount_fen: line.amountFen },
      { account: unmatched, amount_fen: -line.amountFen },
    ],
  });
  const settled = { ...found, state: 'in_case' as const, transactionId: posted.transaction_id };
  if (!(await store.saveLine(tx.db, line, { ...settled, settledAt: tx.clock.now() }))) {
    throw refuse('banking.changed_meanwhile');
  }
  const id = newId(tx, 'bankCase');
  await store.insertCase(tx.db, {
    id,
    no: await nextNumber(tx, 'bank_case', 'DC'),
    regionCode: line.statement.regionCode,
    lineId: line.id,
    kind,
    state: 'open',
    revision: 1,
    amountFen: line.amountFen,
    remainingFen: line.amountFen,
    openedAt: tx.clock.now(),
  });
  await step(tx, id, 'opened', { amountFen: line.amountFen, transactionId: posted.transaction_id });
  return posted.transaction_id;
}

/** Saves a case as its moves stand now; what it holds decides its state. */
export async function settleCase(
  tx: Ctx,
  row: store.CaseRow,
  change: { readonly remainingFen?: bigint; readonly heldUntil?: string | null; readonly asked?: null } = {},
): Promise<void> {
  const now = await store.findCase(tx.db, row.id);
  if (now === null) throw refuse('banking.not_found');
  const remainingFen = change.remainingFen ?? now.remainingFen;
  const heldUntil = change.heldUntil === undefined ? now.heldUntil : change.heldUntil;
  const waiting = now.moves.filter((move) => move.state === 'waiting').length;
  const state = caseStateOf(remainingFen, waiting, heldUntil !== null);
  const saved = await store.saveCase(tx.db, now, {
    state,
    remainingFen,
    heldUntil: state === 'held' ? heldUntil : null,
    closedAt: state === 'closed' ? tx.clock.now() : null,
    ...(change.asked === null ? { asked: store.nothing } : {}),
  });
  if (!saved) throw refuse('banking.changed_meanwhile');
}

export interface Completion {
  /** What this line or case adds to the parts that waited. */
  readonly from: Line;
  readonly serial: string;
  readonly payerName: string;
  readonly valueDate: string;
  readonly effectiveAt: Date;
  readonly organizationId: string;
  readonly confirmedBy: string;
}

/** The money of an order is whole: parts that waited and what came now become its one receipt. */
export async function completeOrder(tx: Ctx, order: store.PayableRow, by: Completion): Promise<string> {
  const parts = await store.waitingMoves(tx.db, order.id);
  const waiting = parts.reduce((sum, part) => sum + part.amountFen, 0n);
  const booked = await bookReceipt(
    tx,
    order,
    {
      route: 'bank',
      amountFen: order.amountFen,
      serial: by.serial,
      payerName: by.payerName,
      valueDate: by.valueDate,
    },
    {
      from: waiting === 0n ? [by.from] : [{ account: heldPart, amount_fen: waiting }, by.from],
      effectiveAt: by.effectiveAt,
      organizationId: by.organizationId,
      confirmedBy: by.confirmedBy,
    },
  );
  for (const part of parts) {
    const done = { state: 'done' as const, doneTransactionId: booked.transactionId, doneAt: tx.clock.now() };
    if (!(await store.finishMove(tx.db, part.id, done))) throw refuse('banking.changed_meanwhile');
    const row = await store.lockCase(tx.db, part.caseId);
    if (row === null) throw refuse('banking.not_found');
    await step(tx, row.id, 'completed', {
      amountFen: part.amountFen,
      orderNo: order.no,
      transactionId: booked.transactionId,
    });
    await settleCase(tx, row);
  }
  return booked.transactionId;
}

/** Takes a waiting move back by a contra posting; its money is in suspense again and its case is open. */
export async function takeBack(
  tx: Ctx,
  move: { readonly id: string; readonly caseId: string; readonly amountFen: bigint; readonly transactionId: string },
  kind: 'taken_back' | 'released',
  note: string | null,
): Promise<string> {
  const row = await store.lockCase(tx.db, move.caseId);
  if (row === null) throw refuse('banking.not_found');
  const back = await ledger.reverse(tx, move.transactionId, { memo: row.no, effectiveAt: tx.clock.now() });
  const done = { state: 'taken_back' as const, doneTransactionId: back.transaction_id, doneAt: tx.clock.now() };
  if (!(await store.finishMove(tx.db, move.id, done))) throw refuse('banking.cannot_undo');
  const order = row.moves.find((one) => one.id === move.id)?.order ?? null;
  await step(tx, row.id, kind, {
    amountFen: move.amountFen,
    transactionId: back.transaction_id,
    note,
    ...(order === null ? {} : { orderNo: order.no }),
  });
  await settleCase(tx, row, { remainingFen: row.remainingFen + move.amountFen });
  return back.transaction_id;
}
