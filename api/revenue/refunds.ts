/**
 * Refunds seen from the split. Until the finance bureau has approved the statement in which a sale stands, a refund is
 * taken out of that statement; afterwards the money is the treasury's, and only a repayment (退付) gives it back.
 */
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { periodOf } from '#api/kernel/time.ts';
import type { refundRequest } from '#api/orders/contract.ts';
import * as orders from '#api/orders/refunds.ts';
import { getOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { allocateSale, takeBackRefund } from './allocate.ts';
import type { refundApproval } from './contract.ts';
import type { StatementState } from './rules/codes.ts';
import { statementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { save } from './statements.ts';
import * as store from './store.ts';
import { outdatedWords } from './template.ts';

/** From the approval on the government part is the treasury's. */
const settled: readonly StatementState[] = ['approved', 'ordered', 'received', 'closed'];

/** The statement an order's sale stands in, if it is drawn; refused by name when finance has approved it. */
async function openStatement(tx: Ctx, sale: { agreementId: string; paidAt: Date | null }) {
  if (sale.paidAt === null) return null;
  const row = await store.statementOf(tx.db, sale.agreementId, periodOf(sale.paidAt));
  if (row !== null && settled.includes(row.state)) {
    throw refuse('revenue.refund_after_approval', { no: row.no });
  }
  return row;
}

/** Why an order's money can no longer be given back through the platform, or null while it can. For those who may see the order. */
export async function refundHindrance(ctx: Ctx, orderId: string): Promise<{ zh: string; en: string } | null> {
  await getOrder(ctx, orderId);
  const row = await store.statementOfOrder(ctx.db, orderId);
  if (row === null || !settled.includes(row.state)) return null;
  const hindered = refuse('revenue.refund_after_approval', { no: row.no });
  return { zh: hindered.sentence('zh'), en: hindered.sentence('en') };
}

export async function requestRefund(
  ctx: Ctx,
  orderId: string,
  input: z.output<typeof refundRequest>,
): Promise<OrderOut> {
  requireDuty(ctx.viewer, ['buyer', 'developer']);
  const order = await getOrder(ctx, orderId);
  return act(ctx, { action: 'revenue.request_refund', subject: ['order', orderId] }, async (tx) => {
    const agreementId = await store.agreementOfOrder(tx.db, orderId);
    if (agreementId !== null) await store.lockAgreement(tx.db, agreementId);
    const sale = await store.lockSale(tx.db, orderId);
    if (sale !== null) await openStatement(tx, sale);
    return orders.requestRefund(tx, order.id, input);
  });
}

/**
 * Approves a refund under the bank serial of the transfer back: each party gives its part back, the buyer is paid. A
 * statement that was drawn but not approved is overtaken by it: its confirmations are void and it is drawn again.
 */
export async function approveRefund(
  ctx: Ctx,
  refundId: string,
  input: z.output<typeof refundApproval>,
): Promise<OrderOut> {
  requireDuty(ctx.viewer, 'finance_review');
  return act(ctx, { action: 'revenue.refund', subject: ['refund', refundId] }, async (tx, note) => {
    // The agreement before the order, as drawing does: the two cannot wait for each other in a circle.
    const agreementId = await store.agreementOfRefund(tx.db, refundId);
    if (agreementId !== null) await store.lockAgreement(tx.db, agreementId);
    const { row: order } = await orders.refundToDecide(tx, refundId);
    const statement = await openStatement(tx, order);
    // A split that a crash has left undone is made up first: then there is one way back, through the parties.
    const made = await allocateSale(tx, order.id);
    const settled = await orders.settleRefund(tx, refundId, input);
    const transactions = await takeBackRefund(tx, {
      id: refundId,
      orderId: order.id,
      amountFen: settled.amountFen,
      refunded: settled.refundedBefore,
    });
    if (statement !== null) await outdate(tx, statement, order.no);
    note({
      order: order.id,
      no: order.no,
      amount_fen: settled.amountFen.toString(),
      transactions: made === null ? transactions : [made.transactionId, ...transactions],
    });
    return getOrder(tx, order.id);
  });
}

async function outdate(tx: Ctx, row: store.StatementRow, orderNo: string): Promise<void> {
  const taken = edge(statementLifecycle, row.state, 'outdate');
  if (taken === null) return;
  const opinion = outdatedWords(orderNo);
  await save(tx, row, { state: taken.to, opinion });
  await append(tx, 'revenue.outdate', 'done', ['statement', row.id], { no: row.no, round: row.round, opinion });
}
