/**
 * Refunds that go back the way the money came: approved by the finance bureau as any other, then asked of the provider under
 * a key that acts once. What the provider cannot give back is paid by bank; until then it stays due.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { cashBank, refundDue, unmatched } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { refundToDecide } from '#api/orders/refunds.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import * as orders from '#api/orders/store.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { readSerial } from '#api/ports/payments/bank.ts';
import * as revenue from '#api/revenue/refunds.ts';
import { type CaseOut, getCase, lockedCase } from './cases.ts';
import type { bankPayout, cardApproval } from './contract.ts';
import { raise } from './facts.ts';
import { followPayment } from './follow.ts';
import { refundWindowOver } from './rules/events.ts';
import { fold } from './rules/fold.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** Queues money to go back: the row and its key are committed before the provider is asked. */
export async function queueRefund(
  tx: Ctx,
  back: { refundId: string | null; caseId: string | null; paymentIntentId: string; amountFen: bigint },
): Promise<string> {
  const id = newId(tx, 'cardRefund');
  await store.insertCardRefund(tx.db, {
    ...back,
    id,
    idempotencyKey: `refund:${id}:v1`,
    state: 'queued',
    tries: 0,
    createdAt: tx.clock.now(),
  });
  await enqueue(tx, 'checkout.refund', { card_refund_id: id }, { key: `checkout.refund:${id}` });
  return id;
}

/** Approves a refund of an order that was paid on the page: each party gives its part back, the money follows. */
export async function approveByCard(
  ctx: Ctx,
  refundId: string,
  input: z.output<typeof cardApproval>,
): Promise<OrderOut> {
  requireDuty(ctx.viewer, 'finance_review');
  if (ctx.ports.checkout === null) throw refuse('checkout.off');
  return act(ctx, { action: 'checkout.approve_refund', subject: ['refund', refundId] }, async (tx, note) => {
    const { row, refund } = await refundToDecide(tx, refundId);
    if (row.payment?.route !== 'stripe') throw refuse('checkout.not_by_card');
    const paymentIntentId = row.payment.bankSerial;
    const standing = fold((await store.factsOf(tx.db, { paymentIntentId })).map(store.asFact));
    if (standing.disputedFen > 0n) throw refuse('checkout.dispute_open');
    const order = await revenue.approveRefund(tx, refundId, input, 'card');
    const id = await queueRefund(tx, { refundId, caseId: null, paymentIntentId, amountFen: refund.amountFen });
    // What was transferred of it to the developer is asked back.
    await enqueue(tx, 'payouts.reverse', {}, { key: 'payouts.reverse' });
    note({ order: row.id, card_refund: id });
    return order;
  });
}

/**
 * Job: asks the provider to give money back. After a first try it is looked for before it is asked again: a key is kept at
 * the provider for a day, our patience lasts longer.
 */
export async function sendRefund(app: App, { card_refund_id: id }: { card_refund_id: string }): Promise<void> {
  const port = app.ports.checkout;
  const row = await store.findCardRefund(app.db, id);
  if (port === null || row === null || row.state !== 'queued') return;
  const { paymentIntentId: paymentId, amountFen } = row;
  await store.saveCardRefund(app.db, id, { tries: row.tries + 1 });
  const found = row.tries === 0 ? null : await port.findRefund({ paymentId, cardRefundId: id });
  if (found === null) {
    const payment = await port.readPayment(paymentId);
    if (payment.paidAt !== null && refundWindowOver(payment.method, payment.paidAt, app.clock.now()))
      return giveUp(app, row, 'refund_window_over');
    try {
      await port.sendBack({ paymentId, amountFen, cardRefundId: id }, row.idempotencyKey);
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'payments.provider_rejected') throw error;
      return giveUp(app, row, String(error.params.reason ?? ''));
    }
  }
  await followPayment(app, port, paymentId, null);
}

/** The provider will not do it: the money stays due and a person pays it by bank. */
async function giveUp(app: App, row: store.CardRefundRow, fault: string): Promise<void> {
  await act(systemContext(app), { action: 'checkout.refund_failed', subject: ['refund', row.id] }, async (tx, note) => {
    note({ payment: row.paymentIntentId, fault });
    const refund = row.refundId === null ? null : await orders.findRefund(tx.db, row.refundId);
    const order = refund === null ? null : await orders.findOrder(tx.db, refund.orderId);
    await store.saveCardRefund(tx.db, row.id, { state: 'failed', fault });
    const matter = { objectId: row.id, amountFen: row.amountFen, currency: 'cny', detail: fault };
    await raise({ tx, order, eventId: null }, 'refund_failed', `refund_failed:${row.id}`, matter);
  });
}

/** Enters the bank transfer by which a refund was paid that could not go back the way the money came. Closes its case. */
export async function payByBank(ctx: Ctx, caseId: string, input: z.output<typeof bankPayout>): Promise<CaseOut> {
  const viewer = requireDuty(ctx.viewer, 'finance_review');
  await act(ctx, { action: 'checkout.pay_refund_by_bank', subject: ['case', caseId] }, async (tx, note) => {
    const found = await lockedCase(tx, caseId);
    const id = found.key.startsWith('refund_failed:') ? found.key.slice('refund_failed:'.length) : '';
    const row = await store.findCardRefund(tx.db, id);
    if (row === null || row.state !== 'failed') throw refuse('checkout.refund_not_failed');
    const serial = readSerial(input.bank_serial);
    const taken = (await orders.serialTaken(tx.db, serial)) || (await store.serialUsed(tx.db, serial));
    if (taken) throw refuseOrder('orders.serial_used', { serial });
    const at = tx.clock.now();
    const posted = await ledger.post(tx, {
      kind: 'checkout.refund_by_bank',
      key: `refund_paid:${row.refundId ?? row.id}:bank`,
      effectiveAt: at,
      memo: serial,
      ...(found.orderId === null ? {} : { orderId: found.orderId }),
      lines: [
        { account: row.refundId === null ? unmatched : refundDue, amount_fen: row.amountFen },
        { account: cashBank, amount_fen: -row.amountFen },
      ],
    });
    await store.saveCardRefund(tx.db, row.id, { state: 'bank', bankSerial: serial, settledAt: at });
    await store.closeCase(tx.db, { id: caseId }, { closedAt: at, closedBy: viewer.personId, note: serial });
    note({ card_refund: row.id, amount_fen: row.amountFen.toString(), transactions: [posted.transaction_id] });
  });
  return getCase(ctx, caseId);
}

/** Sends money back that found no order. */
export async function sendBackUnmatched(ctx: Ctx, caseId: string): Promise<CaseOut> {
  requireDuty(ctx.viewer, 'finance_review');
  if (ctx.ports.checkout === null) throw refuse('checkout.off');
  await act(ctx, { action: 'checkout.send_back', subject: ['case', caseId] }, async (tx, note) => {
    const found = await lockedCase(tx, caseId);
    const { paymentIntentId, amountFen } = found;
    const there = (await store.cardRefundOfCase(tx.db, caseId)) !== null;
    if (!found.key.startsWith('unmatched:') || paymentIntentId === null || amountFen === null || there)
      throw refuse('checkout.nothing_to_send_back');
    const id = await queueRefund(tx, { refundId: null, caseId, paymentIntentId, amountFen });
    note({ card_refund: id, amount_fen: amountFen.toString() });
  });
  return getCase(ctx, caseId);
}

/** Of the refunds to decide, those whose order was paid on the page: they can go back the way they came. */
export async function refundsByCard(ctx: Ctx): Promise<{ ids: string[] }> {
  const viewer = requireDuty(ctx.viewer, ['finance_review', 'finance_issue']);
  if (ctx.ports.checkout === null) return { ids: [] };
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  return { ids: await store.cardRefundsToDecide(ctx.db, regions) };
}
