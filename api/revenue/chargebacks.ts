/** A sale that a card's bank took back for good: the parties give back what a refund of it would take from them. */
import type { Ctx } from '#api/context.ts';
import { newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { orderLifecycle } from '#api/orders/rules/lifecycle.ts';
import { refundedOf } from '#api/orders/rules/order.ts';
import { move } from '#api/orders/service.ts';
import * as orders from '#api/orders/store.ts';
import { allocateSale, takeBackRefund } from './allocate.ts';
import { outdate, statementsOfSale } from './refunds.ts';
import { isSettled } from './rules/lifecycle.ts';
import * as store from './store.ts';

/**
 * Takes up to `amountFen` back from the parties of an order into buyer:refund_due and answers how much, with the
 * transactions. Nothing, when a statement of the sale is approved (the treasury has the money, which is a person's
 * business) or nothing is left. Call inside `act`.
 */
export async function takeBackLost(
  tx: Ctx,
  orderId: string,
  amountFen: bigint,
  { reason, serial }: { readonly reason: string; readonly serial: string },
): Promise<{ readonly takenFen: bigint; readonly transactions: string[] }> {
  const none = { takenFen: 0n, transactions: [] };
  await store.lockAgreementsOf(tx.db, orderId);
  const row = await orders.lockOrder(tx.db, orderId);
  if (row === null) return none;
  const before = refundedOf(row.refunds);
  const open = row.refunds.reduce((sum, one) => (one.state === 'requested' ? sum + one.amountFen : sum), 0n);
  const left = row.amountFen - before - open;
  const takenFen = amountFen < left ? amountFen : left;
  const whole = before + takenFen === row.amountFen;
  if (takenFen <= 0n || edge(orderLifecycle, row.state, whole ? 'refund' : 'refund_part') === null) return none;
  const statements = await statementsOfSale(tx, row);
  if (statements.some((one) => isSettled(one.state))) return none;
  const made = await allocateSale(tx, orderId);
  const at = tx.clock.now();
  const id = newId(tx, 'refund');
  await orders.insertRefund(tx.db, {
    id,
    orderId,
    amountFen: takenFen,
    reason,
    state: 'approved',
    requestedAt: at,
    decidedAt: at,
    // The dispute's number: the money left by it, and no transfer is due.
    bankSerial: serial,
  });
  await move(tx, row, whole ? { state: 'refunded', closedAt: at } : {});
  const back = { id, orderId, amountFen: takenFen, refunded: before };
  const { transactions } = await takeBackRefund(tx, back, new Set(), false);
  for (const statement of statements) await outdate(tx, statement, row.no);
  return { takenFen, transactions: made === null ? transactions : [made.transactionId, ...transactions] };
}
