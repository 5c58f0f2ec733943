/** Working off money in suspense: to an order (whole or in part), over several orders, back to the payer, or held. */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { checkReference } from '#api/kernel/reference.ts';
import { regionName } from '#api/kernel/regions.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { dayOf, startOfDay } from '#api/kernel/time.ts';
import { cashBank, heldPart, refundDue, unmatched } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { once, twoOfficersAbove } from '#api/orders/payments.ts';
import { payBy } from '#api/orders/rules/order.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import { readSerial } from '#api/ports/payments/bank.ts';
import { refuse as refusePayment } from '#api/ports/payments/refusals.ts';
import { officerOf, reviewerOf } from './access.ts';
import type { applying, deciding, holding, payingBack, settling, takingBack } from './contract.ts';
import { sameName } from './rules/match.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { completeOrder, settleCase, step, takeBack } from './suspense.ts';
import { type CaseOut, showCase } from './view.ts';

/** A step as it waits for the second officer. */
export interface Asked {
  readonly kind: 'order' | 'payback';
  readonly amount_fen: string;
  readonly order_id: string | null;
  readonly order_no: string | null;
  readonly payee_name: string | null;
  readonly payee_no: string | null;
  readonly note: string | null;
  readonly by: string;
}

const yuan = (amount: bigint): string => formatYuan(fen(amount));

async function openForWork(tx: Ctx, id: string, revision: number, amount?: bigint): Promise<store.CaseRow> {
  const row = await store.lockCase(tx.db, id);
  if (row === null) throw refuse('banking.not_found');
  officerOf(tx, row.regionCode);
  if (row.state === 'closed') throw refuse('banking.case_closed');
  if (row.revision !== revision) throw refuse('banking.changed_meanwhile');
  if (row.asked !== null) throw refuse('banking.case_asked');
  if (amount !== undefined && amount > row.remainingFen) {
    throw refuse('banking.more_than_remains', { remaining: yuan(row.remainingFen) });
  }
  return row;
}

/** Above the limit the step is only asked for; answers true when it now waits for the second officer. */
async function askSecond(tx: Ctx, note: Note, row: store.CaseRow, asked: Omit<Asked, 'by'>): Promise<boolean> {
  const amount = BigInt(asked.amount_fen);
  const viewer = reviewerOf(tx, row.regionCode);
  if (amount <= (await twoOfficersAbove(tx, row.regionCode))) return false;
  if (!(await store.saveCase(tx.db, row, { asked: { ...asked, by: viewer.personId } }))) {
    throw refuse('banking.changed_meanwhile');
  }
  const orderNo = asked.order_no === null ? {} : { orderNo: asked.order_no };
  await step(tx, row.id, 'asked', { amountFen: amount, note: asked.note, ...orderNo });
  note({ no: row.no, asked: asked.kind, amount_fen: asked.amount_fen });
  return true;
}

/** The order a person means by its number, its reference or its id; locked, and fit to take this money. */
async function orderFor(tx: Ctx, row: store.CaseRow, given: string, amount: bigint, why: string | null) {
  const read = checkReference(given);
  const found = await store.findOrderId(tx.db, given, read.ok ? read.reference : null);
  const order = found === null ? null : await store.lockPayable(tx.db, { id: found.id });
  if (order === null) throw refuseOrder('orders.not_found');
  if (order.agreement.regionCode !== row.regionCode) {
    throw refuseOrder('orders.wrong_region', { region: regionName(order.agreement.regionCode, tx.locale) });
  }
  const last = payBy(order.expiresAt);
  if (order.state === 'cancelled') throw refuseOrder('orders.cancelled');
  if (order.state === 'expired' || row.line.valueDate > last) throw refuseOrder('orders.expired', { day: last });
  if (order.state !== 'awaiting_payment') throw refuseOrder('orders.already_paid', { serial: row.line.serial });
  if ((await store.proposalsOf(tx.db, order.id, row.lineId)) > 0) throw refuse('banking.order_has_proposal');
  const waiting = (await store.waitingMoves(tx.db, order.id)).reduce((sum, move) => sum + move.amountFen, 0n);
  const missing = order.amountFen - waiting;
  if (amount > missing) throw refuse('banking.more_than_missing', { missing: yuan(missing) });
  if (why === null && !sameName(row.line.payerName, order.buyer.name)) throw refuse('banking.third_party_reason');
  return { order, whole: amount === missing };
}

async function apply(tx: Ctx, note: Note, row: store.CaseRow, asked: Omit<Asked, 'by'>, viewer: Viewer): Promise<void> {
  const amount = BigInt(asked.amount_fen);
  const { order, whole } = await orderFor(tx, row, asked.order_id ?? '', amount, asked.note);
  const id = newId(tx, 'bankMove');
  const at = tx.clock.now();
  const facts = { id, caseId: row.id, kind: 'order' as const, amountFen: amount, orderId: order.id };
  const by = { madeBy: viewer.personId, madeAt: at };
  const n = (await store.moveCount(tx.db, row.id)) + 1;
  let transactionId: string;
  if (whole) {
    transactionId = await completeOrder(tx, order, {
      from: { account: unmatched, amount_fen: amount },
      // One transfer may pay several orders; its serial then counts once for each, and none can be typed like that.
      serial: n === 1 ? row.line.serial : `${row.line.serial}/${n}`,
      payerName: row.line.payerName,
      valueDate: row.line.valueDate,
      effectiveAt: at,
      organizationId: viewer.organization.id,
      confirmedBy: viewer.personId,
    });
    await store.insertMove(tx.db, {
      ...facts,
      ...by,
      state: 'done',
      transactionId,
      doneTransactionId: transactionId,
      doneAt: at,
    });
  } else {
    const posted = await ledger.post(tx, {
      kind: 'banking.part',
      key: `part:${id}`,
      orderId: order.id,
      effectiveAt: at,
      memo: order.no,
      lines: [
        { account: unmatched, amount_fen: amount },
        { account: heldPart, amount_fen: -amount },
      ],
    });
    transactionId = posted.transaction_id;
    await store.insertMove(tx.db, { ...facts, ...by, state: 'waiting', transactionId });
  }
  const said = { amountFen: amount, orderNo: order.no, note: asked.note, transactionId };
  await step(tx, row.id, whole ? 'completed' : 'applied', said);
  await settleAfter(tx, row, amount);
  note({ no: row.no, order: order.no, amount_fen: asked.amount_fen, whole, transactions: [transactionId] });
}

/** Completing an order may have settled this very case through its earlier part: the newest row counts. */
async function settleAfter(tx: Ctx, row: store.CaseRow, amount: bigint): Promise<void> {
  await settleCase(tx, row, { remainingFen: row.remainingFen - amount, heldUntil: null, asked: null });
}

export async function applyCase(ctx: Ctx, id: string, input: z.output<typeof applying>): Promise<CaseOut> {
  return act(ctx, { action: 'banking.apply', subject: ['bank_case', id] }, async (tx, note) => {
    const amount = BigInt(input.amount_fen);
    const row = await openForWork(tx, id, input.revision, amount);
    const viewer = reviewerOf(tx, row.regionCode);
    const { order } = await orderFor(tx, row, input.order, amount, input.note ?? null);
    const asked = {
      kind: 'order' as const,
      amount_fen: input.amount_fen,
      order_id: order.id,
      order_no: order.no,
      payee_name: null,
      payee_no: null,
      note: input.note ?? null,
    };
    if (!(await askSecond(tx, note, row, asked))) await apply(tx, note, row, asked, viewer);
    return showCase(tx, id);
  });
}

async function payBack(
  tx: Ctx,
  note: Note,
  row: store.CaseRow,
  asked: Omit<Asked, 'by'>,
  viewer: Viewer,
): Promise<void> {
  const amount = BigInt(asked.amount_fen);
  const id = newId(tx, 'bankMove');
  const at = tx.clock.now();
  const posted = await ledger.post(tx, {
    kind: 'banking.payback',
    key: `payback:${id}`,
    effectiveAt: at,
    memo: row.no,
    lines: [
      { account: unmatched, amount_fen: amount },
      { account: refundDue, amount_fen: -amount },
    ],
  });
  await store.insertMove(tx.db, {
    id,
    caseId: row.id,
    kind: 'payback',
    state: 'waiting',
    amountFen: amount,
    payeeName: asked.payee_name,
    payeeNo: asked.payee_no,
    transactionId: posted.transaction_id,
    madeBy: viewer.personId,
    madeAt: at,
  });
  await step(tx, row.id, 'payback', { amountFen: amount, note: asked.note, transactionId: posted.transaction_id });
  await settleAfter(tx, row, amount);
  note({ no: row.no, amount_fen: asked.amount_fen, transactions: [posted.transaction_id] });
}

/** Decides that money goes back where it came from. The bank transfer is entered by `settlePayback`. */
export async function payBackCase(ctx: Ctx, id: string, input: z.output<typeof payingBack>): Promise<CaseOut> {
  return act(ctx, { action: 'banking.pay_back', subject: ['bank_case', id] }, async (tx, note) => {
    const row = await openForWork(tx, id, input.revision, BigInt(input.amount_fen));
    const viewer = reviewerOf(tx, row.regionCode);
    // Back to the payer and nobody else: what the bank named is not replaced, only completed.
    const payeeName = row.line.payerName || (input.payee_name ?? '');
    const payeeNo = row.line.payerNo || (input.payee_no ?? '');
    if (payeeName === '' || payeeNo === '') throw refuse('banking.payee_unknown');
    const asked = {
      kind: 'payback' as const,
      amount_fen: input.amount_fen,
      order_id: null,
      order_no: null,
      payee_name: payeeName,
      payee_no: payeeNo,
      note: input.note,
    };
    if (!(await askSecond(tx, note, row, asked))) await payBack(tx, note, row, asked, viewer);
    return showCase(tx, id);
  });
}

export async function decideCase(ctx: Ctx, id: string, input: z.output<typeof deciding>): Promise<CaseOut> {
  return act(ctx, { action: 'banking.decide', subject: ['bank_case', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    if (row === null) throw refuse('banking.not_found');
    const viewer = officerOf(tx, row.regionCode);
    const asked = row.asked as Asked | null;
    if (asked === null) throw refuse('banking.nothing_asked');
    if (row.revision !== input.revision) throw refuse('banking.changed_meanwhile');
    if (isSelf(viewer, asked.by)) {
      throw refuse('banking.two_people', { limit: yuan(await twoOfficersAbove(tx, row.regionCode)) });
    }
    if (!input.approve) {
      await step(tx, id, 'refused', { amountFen: BigInt(asked.amount_fen), note: input.opinion ?? null });
      await settleCase(tx, row, { asked: null });
      note({ no: row.no, approved: false });
    } else if (BigInt(asked.amount_fen) > row.remainingFen) {
      throw refuse('banking.more_than_remains', { remaining: yuan(row.remainingFen) });
    } else await (asked.kind === 'order' ? apply : payBack)(tx, note, row, asked, viewer);
    return showCase(tx, id);
  });
}

export async function holdCase(ctx: Ctx, id: string, input: z.output<typeof holding>): Promise<CaseOut> {
  return act(ctx, { action: 'banking.hold', subject: ['bank_case', id] }, async (tx, note) => {
    const row = await openForWork(tx, id, input.revision);
    if (input.until <= dayOf(tx.clock.now())) throw refuse('banking.past_day');
    await step(tx, id, 'held', { note: `${input.until} ${input.note}` });
    await settleCase(tx, row, { heldUntil: input.until });
    note({ no: row.no, until: input.until });
    return showCase(tx, id);
  });
}

/** The transfer back was made: its bank serial counts once, and must agree with the statement where that shows it already. */
export async function settlePayback(ctx: Ctx, moveId: string, input: z.output<typeof settling>): Promise<CaseOut> {
  return act(ctx, { action: 'banking.settle_payback', subject: ['bank_move', moveId] }, async (tx, note) => {
    const move = await store.findMove(tx.db, moveId);
    const row = move === null ? null : await store.lockCase(tx.db, move.caseId);
    if (move === null || row === null || move.kind !== 'payback') throw refuse('banking.not_found');
    officerOf(tx, row.regionCode);
    const at = tx.clock.now();
    const serial = readSerial(input.bank_serial);
    if (input.paid_on > dayOf(at) || input.paid_on < row.line.valueDate) {
      throw refusePayment('payments.bad_value_date', { day: input.paid_on });
    }
    if (await store.serialUsed(tx.db, serial)) throw refuseOrder('orders.serial_used', { serial });
    const shown = await store.lineBySerial(tx.db, serial, [row.regionCode]);
    if (shown !== null && (shown.amountFen !== -move.amountFen || shown.state !== 'unexplained')) {
      throw refuse('banking.serial_elsewhere', { serial });
    }
    const posted = await ledger.post(tx, {
      kind: 'banking.payback_paid',
      key: `payback_paid:${moveId}`,
      effectiveAt: await ledger.openInstant(tx, startOfDay(input.paid_on)),
      memo: row.no,
      lines: [
        { account: refundDue, amount_fen: move.amountFen },
        { account: cashBank, amount_fen: -move.amountFen },
      ],
    });
    const done = { state: 'done' as const, bankSerial: serial, doneTransactionId: posted.transaction_id, doneAt: at };
    await once(serial, async () => {
      if (!(await store.finishMove(tx.db, moveId, done))) throw refuse('banking.cannot_undo');
    });
    if (shown !== null) {
      await store.saveLine(tx.db, shown, { state: 'paid_out', note: `payback ${moveId}`, settledAt: at });
    }
    await step(tx, row.id, 'paid', { amountFen: move.amountFen, note: serial, transactionId: posted.transaction_id });
    await settleCase(tx, row);
    note({ no: row.no, amount_fen: move.amountFen.toString(), transactions: [posted.transaction_id] });
    return showCase(tx, row.id);
  });
}

export async function takeBackMove(ctx: Ctx, moveId: string, input: z.output<typeof takingBack>): Promise<CaseOut> {
  return act(ctx, { action: 'banking.take_back', subject: ['bank_move', moveId] }, async (tx, note) => {
    const seen = await store.findMove(tx.db, moveId);
    const row = seen === null ? null : await store.lockCase(tx.db, seen.caseId);
    if (seen === null || row === null) throw refuse('banking.not_found');
    reviewerOf(tx, row.regionCode);
    // The order first, as whoever completes it does.
    if (seen.orderId !== null) await store.lockPayable(tx.db, { id: seen.orderId });
    const move = await store.findMove(tx.db, moveId);
    if (move === null || move.state !== 'waiting') throw refuse('banking.cannot_undo');
    const transaction = await takeBack(tx, move, 'taken_back', input.reason);
    note({ no: row.no, amount_fen: move.amountFen.toString(), transactions: [transaction] });
    return showCase(tx, row.id);
  });
}
