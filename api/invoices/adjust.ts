/** What a refund does to an invoice that is not issued yet, and the end of the duty to take one back. */
import type { Ctx } from '#api/context.ts';
import { refundedOf } from '#api/orders/rules/order.ts';
import { move, step } from './requests.ts';
import { invoiceable } from './rules/tax.ts';
import * as store from './store.ts';

/** To the request again; what was refunded meanwhile is taken off and needs no credit note. */
export async function back(tx: Ctx, row: store.InvoiceRow): Promise<void> {
  for (const notice of row.notices) {
    if (notice.state !== 'open') continue;
    await store.saveNotice(tx.db, notice, { state: 'void', closedAt: tx.clock.now() });
    await step(tx, row.id, 'red_void', notice.no);
  }
  await move(tx, row, { state: 'requested', amountFen: null, taxFen: null, route: null, ticket: null });
  for (const line of row.lines) await store.saveLine(tx.db, line.id, { amountFen: null, taxFen: null });
  const again = await store.lockInvoice(tx.db, row.id);
  if (again !== null) await adjust(tx, again);
}

/**
 * Brings a request to what remains of its orders; withdraws it where nothing does. True when it changed. Call inside `act`
 * with the invoice locked.
 */
export async function adjust(tx: Ctx, row: store.InvoiceRow): Promise<boolean> {
  const orders = await store.lockOrders(
    tx.db,
    row.lines.map((line) => line.orderId),
  );
  const of = new Map(orders.map((order) => [order.id, order]));
  const now: { readonly id: string; readonly leftFen: bigint; readonly before: bigint }[] = [];
  for (const line of row.lines) {
    const order = of.get(line.orderId);
    if (order === undefined) throw new Error(`line ${line.id} is of no order`);
    const paper = await store.onPaper(tx.db, order.id);
    const without = { blueFen: paper.blueFen - line.totalFen, redFen: paper.redFen };
    const left = invoiceable({ orderFen: order.amountFen, refundedFen: refundedOf(order.refunds), ...without });
    now.push({ id: line.id, leftFen: left < line.totalFen ? left : line.totalFen, before: line.totalFen });
  }
  if (now.every((one) => one.leftFen === one.before)) return false;
  const totalFen = now.reduce((sum, one) => sum + one.leftFen, 0n);
  if (totalFen === 0n) {
    await move(tx, row, { state: 'withdrawn' });
    await step(tx, row.id, 'lapsed');
    return true;
  }
  for (const one of now) {
    if (one.leftFen === 0n) await store.dropLine(tx.db, one.id);
    else if (one.leftFen !== one.before) await store.saveLine(tx.db, one.id, { totalFen: one.leftFen });
  }
  await move(tx, row, { totalFen });
  await step(tx, row.id, 'adjusted');
  return true;
}

/** The red invoice is issued: the duty it was made up for is done. */
export async function closeNotice(tx: Ctx, red: store.InvoiceRow): Promise<void> {
  const { taken, blueId } = red;
  if (taken === null || blueId === null) throw new Error(`red invoice ${red.no} rests on no sheet`);
  if (!(await store.saveNotice(tx.db, taken, { state: 'done', closedAt: tx.clock.now() })))
    throw new Error(`sheet ${taken.no} moved on while its invoice was issued`);
  await step(tx, blueId, 'red_issued', red.number ?? red.no);
}
