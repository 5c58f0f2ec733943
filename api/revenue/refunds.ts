/**
 * Refunds seen from the split. Until the finance bureau has approved the statement in which a sale stands, a refund is
 * taken out of that statement and the buyer is paid at once. Afterwards the statement stays as it is: the treasury's part
 * becomes a claim with a case of its own (退付), and the buyer is paid when the claim is settled.
 */
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { regionName } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty } from '#api/kernel/rights.ts';
import { periodOf } from '#api/kernel/time.ts';
import type { refundRequest } from '#api/orders/contract.ts';
import * as orders from '#api/orders/refunds.ts';
import { refundedOf } from '#api/orders/rules/order.ts';
import { getOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { allocateSale, payOut, slicesOfRefund, takeBackRefund } from './allocate.ts';
import type { refundApproval, refundPayment } from './contract.ts';
import { requireReader } from './readers.ts';
import { openRepayment } from './repayments.ts';
import type { RepaymentState } from './rules/codes.ts';
import { isSettled, statementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { save } from './statements.ts';
import * as store from './store.ts';
import { outdatedWords } from './template.ts';

interface Sold {
  readonly paidAt: Date | null;
  readonly slices: readonly { readonly agreementId: string; readonly treasuryCode: string }[];
}

/** The statements the slices of an order stand in, as far as they are drawn; each locked. */
export async function statementsOfSale(tx: Ctx, sale: Sold): Promise<store.StatementRow[]> {
  if (sale.paidAt === null) return [];
  const period = periodOf(sale.paidAt);
  const found = [];
  for (const { agreementId, treasuryCode } of sale.slices)
    found.push(await store.statementOf(tx.db, { agreementId, period, treasuryCode }));
  return found.filter((one) => one !== null);
}

/** What a refund of this order has to wait for: statements whose money is the treasury's. For those who may see the order. */
export async function refundWaitsFor(ctx: Ctx, orderId: string): Promise<{ statement_no: string } | null> {
  await getOrder(ctx, orderId);
  const settled = (await store.statementsOfOrder(ctx.db, orderId)).filter((one) => isSettled(one.state));
  return settled.length === 0 ? null : { statement_no: settled.map((one) => one.no).join(', ') };
}

export async function requestRefund(
  ctx: Ctx,
  orderId: string,
  input: z.output<typeof refundRequest>,
): Promise<OrderOut> {
  requireDuty(ctx.viewer, ['buyer', 'developer']);
  const order = await getOrder(ctx, orderId);
  return act(ctx, { action: 'revenue.request_refund', subject: ['order', orderId] }, async (tx) => {
    await store.lockAgreementsOf(tx.db, orderId);
    return orders.requestRefund(tx, order.id, input);
  });
}

/**
 * Approves a refund: each party gives its part back. Before the statement's approval the buyer is paid at once, under the
 * bank serial of the transfer, and a statement that was drawn is overtaken: it is drawn again. After the approval nothing
 * in the statement changes: a case asks the treasury for its part, and the buyer is paid when it is settled. With `card` the
 * money goes back the way it came: it is left due here, and the room of card payments sends it.
 */
export async function approveRefund(
  ctx: Ctx,
  refundId: string,
  input: z.output<typeof refundApproval>,
  payment: 'bank' | 'card' = 'bank',
): Promise<OrderOut> {
  requireDuty(ctx.viewer, 'finance_review');
  return act(ctx, { action: 'revenue.refund', subject: ['refund', refundId] }, async (tx, note) => {
    // The agreements before the order, as drawing does: the two cannot wait for each other in a circle.
    const orderId = await store.orderOfRefund(tx.db, refundId);
    if (orderId !== null) await store.lockAgreementsOf(tx.db, orderId);
    const { row: order, refund } = await orders.refundToDecide(tx, refundId);
    const sale = await store.lockSale(tx.db, order.id);
    const refunded = refundedOf(order.refunds);
    const fits = refunded + refund.amountFen <= order.amountFen;
    const giving = sale === null || !fits ? [] : slicesOfRefund(sale, { amountFen: refund.amountFen, refunded });
    const touched = new Set(giving.map((one) => one.agreementId));
    const statements = (await statementsOfSale(tx, order)).filter((one) => touched.has(one.agreementId));
    const late = statements.filter((one) => isSettled(one.state));
    const serial = input.bank_serial === '' ? undefined : input.bank_serial;
    if (late.length === 0 && serial === undefined && payment === 'bank') throw refuse('revenue.serial_missing');
    if (late.length > 0 && (serial !== undefined || payment === 'card'))
      throw refuse('revenue.repayment_first', { no: late.map((one) => one.no).join(', ') });
    // A split that a crash has left undone is made up first: then there is one way back, through the parties.
    const made = await allocateSale(tx, order.id);
    const settled = await orders.settleRefund(tx, refundId, { ...input, bank_serial: serial });
    const { transactions, treasuries } = await takeBackRefund(
      tx,
      { id: refundId, orderId: order.id, amountFen: settled.amountFen, refunded: settled.refundedBefore },
      new Set(late.map((one) => one.agreementId)),
      late.length === 0 && payment === 'bank',
    );
    for (const row of statements) {
      if (isSettled(row.state)) await claim(tx, row, refundId, treasuries.get(row.agreementId) ?? 0n);
      else await outdate(tx, row, order.no);
    }
    const claimed = late.map((one) => treasuries.get(one.agreementId) ?? 0n).reduce((sum, one) => sum + one, 0n);
    note({
      order: order.id,
      no: order.no,
      amount_fen: settled.amountFen.toString(),
      ...(late.length === 0
        ? {}
        : { statement: late.map((one) => one.no).join(', '), treasury_fen: claimed.toString() }),
      transactions: made === null ? transactions : [made.transactionId, ...transactions],
    });
    return getOrder(tx, order.id);
  });
}

/** The refund stands beside the approved statement, and what the treasury holds of it becomes a case. */
async function claim(tx: Ctx, row: store.StatementRow, refundId: string, treasuryFen: bigint): Promise<void> {
  await store.insertLateRefund(tx.db, {
    refundId,
    statementId: row.id,
    round: row.round,
    treasuryFen,
    at: tx.clock.now(),
  });
  if (treasuryFen > 0n) await openRepayment(tx, row, { ground: 'refund', refundId, amountFen: treasuryFen });
}

/**
 * Pays out, under the serial of the transfer, a refund that had to wait for the treasury. Refused while its case is open:
 * the account holds other people's money, which does not stand in for the treasury's.
 */
export async function payRefund(ctx: Ctx, refundId: string, input: z.output<typeof refundPayment>): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'finance_issue');
  return act(ctx, { action: 'revenue.pay_refund', subject: ['refund', refundId] }, async (tx, note) => {
    const orderId = await store.orderOfRefund(tx.db, refundId);
    const sale = orderId === null ? null : await store.lockSale(tx.db, orderId);
    const refund = sale?.refunds.find((one) => one.id === refundId);
    if (sale === null || refund === undefined || !viewer.powers.some((held) => held.power === 'finance_bureau')) {
      throw orders.refundNotFound();
    }
    if (!holdsPower(viewer, 'finance_bureau', sale.agreement.regionCode)) {
      throw refuse('revenue.wrong_region', { region: regionName(sale.agreement.regionCode, tx.locale) });
    }
    const waited = await store.isLate(tx.db, refundId);
    if (refund.state !== 'approved' || refund.bankSerial !== null || !waited) throw refuse('revenue.refund_not_due');
    const open = (await store.repaymentsOfRefund(tx.db, refundId)).find(isOpen);
    if (open !== undefined) throw refuse('revenue.repayment_outstanding', { no: open.no });
    await orders.enterRefundSerial(tx, refundId, input.bank_serial);
    const facts = { id: refundId, orderId: sale.id, amountFen: refund.amountFen, memo: sale.no };
    const transaction = await payOut(tx, facts);
    note({ order: sale.id, no: sale.no, amount_fen: refund.amountFen.toString(), transactions: [transaction] });
    return getOrder(tx, sale.id);
  });
}

/** Refunds that are approved and not yet paid out, for the viewer's bureau; each with what it waits for. */
export async function listRefundsToPay(ctx: Ctx) {
  const viewer = requireReader(ctx);
  const rows = await store.refundsToPay(ctx.db, viewer.regions);
  return {
    items: rows.map((row) => {
      const waits = row.repayments.find(isOpen) ?? row.repayments[0];
      return {
        id: row.id,
        order_id: row.orderId,
        order_no: row.order.no,
        buyer_name: row.order.buyer.name,
        amount_fen: row.amountFen.toString(),
        decided_at: (row.decidedAt ?? row.requestedAt).toISOString(),
        repayment:
          waits === undefined
            ? null
            : { id: waits.id, no: waits.no, state: waits.state, amount_fen: waits.amountFen.toString() },
        ready: !row.repayments.some(isOpen),
      };
    }),
  };
}

const isOpen = (one: { readonly state: RepaymentState }): boolean => one.state !== 'repaid' && one.state !== 'lapsed';

export async function outdate(tx: Ctx, row: store.StatementRow, orderNo: string): Promise<void> {
  const taken = edge(statementLifecycle, row.state, 'outdate');
  if (taken === null) return;
  const opinion = outdatedWords(orderNo);
  await save(tx, row, { state: taken.to, opinion });
  await append(tx, 'revenue.outdate', 'done', ['statement', row.id], { no: row.no, round: row.round, opinion });
}
