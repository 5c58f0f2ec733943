/**
 * Follows a payment: reads it anew and books what is not booked yet. Any event about it leads here, so their order, their
 * repetition and their gaps make no difference.
 */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import * as orders from '#api/orders/store.ts';
import type { CheckoutPort, HostedPage, ProviderPayment } from '#api/ports/payments/checkout-port.ts';
import { charged, disputed, raise, received, refunded, startWork, type Work } from './facts.ts';
import { pageStatuses, paymentStatuses } from './rules/events.ts';
import * as store from './store.ts';

/** Answers the order the payment is for, or null. */
export async function followPayment(
  app: App,
  port: CheckoutPort,
  paymentId: string,
  eventId: string | null,
): Promise<string | null> {
  const payment = await port.readPayment(paymentId);
  const page = payment.status === 'succeeded' ? null : await pageOf(app, port, payment);
  return act(systemContext(app), { action: 'checkout.follow', subject: ['payment', paymentId] }, async (tx, note) => {
    const w = await startWork(tx, payment, eventId);
    await book(w, page);
    const said = { status: payment.status, event: eventId, order: w.order?.id ?? null };
    note(w.transactions.length === 0 ? said : { ...said, transactions: w.transactions });
    return w.order?.id ?? null;
  });
}

async function pageOf(app: App, port: CheckoutPort, payment: ProviderPayment): Promise<HostedPage | null> {
  const row = payment.checkoutId === null ? null : await store.findSession(app.db, { id: payment.checkoutId });
  return row?.sessionId == null ? null : port.readPage(row.sessionId);
}

async function book(w: Work, page: HostedPage | null): Promise<void> {
  const { payment: p, tx } = w;
  const session = p.checkoutId === null ? null : await store.findSession(tx.db, { id: p.checkoutId });
  // The page names the order it was opened for; a payment that names another is nobody's until a person has looked.
  const stray = session !== null && session.orderId !== p.orderId;
  const own: Work = stray ? { ...w, order: null } : w;
  if (!paymentStatuses.has(p.status))
    await raise(own, 'unknown_status', `status:${p.id}:${p.status}`, { objectId: p.id, detail: p.status });
  if (p.status === 'succeeded') {
    await received(own);
    if (p.movement !== null) await charged(own, p.movement);
    for (const refund of p.refunds) await refunded(own, refund);
    for (const dispute of p.disputes) await disputed(own, dispute);
  }
  if (session === null) return;
  const paid = own.known.has(`stripe:${p.id}:succeeded`);
  const next = paid ? 'paid' : page === null ? null : stateOf(page, p);
  if (next !== null) await store.moveSession(tx.db, session.id, { state: next, paymentIntentId: p.id, fault: p.fault });
}

/** Where a page stands whose payment has not succeeded. `complete` alone says nothing about money. */
function stateOf(page: HostedPage, p: ProviderPayment | null) {
  if (page.status === 'expired') return 'expired' as const;
  if (page.status === 'open') return 'open' as const;
  if (page.status !== 'complete') return null;
  return p?.status === 'requires_payment_method' || p?.status === 'canceled'
    ? ('failed' as const)
    : ('processing' as const);
}

/** Follows a page, and the payment behind it. Answers the order, or null for a page of somebody else. */
export async function followPage(
  app: App,
  port: CheckoutPort,
  pageId: string,
  eventId: string | null,
): Promise<string | null> {
  const page = await port.readPage(pageId);
  if (page.paymentId !== null) return followPayment(app, port, page.paymentId, eventId);
  const row =
    (await store.findSession(app.db, { sessionId: pageId })) ??
    (page.checkoutId === null ? null : await store.findSession(app.db, { id: page.checkoutId }));
  if (row === null) return null;
  await observe(systemContext(app), row, page, eventId);
  return row.orderId;
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
