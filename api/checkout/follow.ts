/**
 * Follows a payment: reads it anew and books what is not booked yet. Any event about it leads here, so their order, their
 * repetition and their gaps make no difference.
 */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import * as orders from '#api/orders/store.ts';
import type { CheckoutPort, HostedPage } from '#api/ports/payments/checkout-port.ts';
import { bookPayment, stateOf } from './book.ts';
import { raise } from './facts.ts';
import { followSubscription } from './renewals.ts';
import { pageStatuses } from './rules/events.ts';
import * as store from './store.ts';
import { orderOfInvoice } from './subscription-store.ts';

/** Answers the order the payment is for, or null. */
export async function followPayment(
  app: App,
  port: CheckoutPort,
  paymentId: string,
  eventId: string | null,
): Promise<string | null> {
  const payment = await port.readPayment(paymentId);
  // What pays an invoice finds its order through the subscription.
  const { subscriptionId } = payment;
  const known = payment.invoiceId === null ? null : await orderOfInvoice(app.db, payment.invoiceId);
  if (subscriptionId !== null && known === null) await followSubscription(app, port, subscriptionId, eventId);
  return bookPayment(app, port, payment, eventId);
}

/** Follows a page, and the payment behind it. Answers the order, or null for a page of somebody else. */
export async function followPage(
  app: App,
  port: CheckoutPort,
  pageId: string,
  eventId: string | null,
): Promise<string | null> {
  const page = await port.readPage(pageId);
  if (page.subscriptionId !== null) {
    const first = await followSubscription(app, port, page.subscriptionId, eventId);
    await finish(app, page);
    return first ?? null;
  }
  if (page.paymentId !== null) return followPayment(app, port, page.paymentId, eventId);
  const row =
    (await store.findSession(app.db, { sessionId: pageId })) ??
    (page.checkoutId === null ? null : await store.findSession(app.db, { id: page.checkoutId }));
  if (row === null) return null;
  await observe(systemContext(app), row, page, eventId);
  return row.orderId;
}

/** The page for a subscription is done; whether its first invoice is paid, the subscription says. */
async function finish(app: App, page: HostedPage): Promise<void> {
  const row = page.checkoutId === null ? null : await store.findSession(app.db, { id: page.checkoutId });
  if (row === null || row.state === 'paid' || page.status !== 'complete') return;
  await act(systemContext(app), { action: 'checkout.observe', subject: ['order', row.orderId] }, async (tx, note) => {
    note({ page: page.id, status: page.status });
    const order = await orders.findOrder(tx.db, row.orderId);
    const paid = order !== null && order.payment?.route === 'stripe';
    await store.moveSession(tx.db, row.id, { state: paid ? 'paid' : 'processing', sessionId: page.id, url: null });
  });
}

/** Writes down where a page without a payment stands. */
export async function observe(
  ctx: Ctx,
  row: store.SessionRow,
  page: HostedPage,
  eventId: string | null,
): Promise<void> {
  const next = stateOf(page, null);
  await act(ctx, { action: 'checkout.observe', subject: ['order', row.orderId] }, async (tx, note) => {
    note({ page: page.id, status: page.status });
    if (!pageStatuses.has(page.status)) {
      const order = await orders.findOrder(tx.db, row.orderId);
      const matter = { objectId: page.id, detail: page.status };
      await raise({ tx, order, eventId }, 'unknown_status', `status:${page.id}:${page.status}`, matter);
    }
    if (next !== null) await store.moveSession(tx.db, row.id, { state: next, sessionId: page.id, url: page.url });
  });
}
