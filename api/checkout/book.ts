/** A payment as it was read, booked: what is not booked yet, once under its key. */
import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import type { CheckoutPort, HostedPage, ProviderPayment } from '#api/ports/payments/checkout-port.ts';
import { charged, disputed, raise, received, refunded, startWork, type Work } from './facts.ts';
import { paymentStatuses } from './rules/events.ts';
import * as store from './store.ts';

/** Books a payment as it was read. */
export async function bookPayment(
  app: App,
  port: CheckoutPort,
  payment: ProviderPayment,
  eventId: string | null,
): Promise<string | null> {
  const page = payment.status === 'succeeded' ? null : await pageOf(app, port, payment);
  return act(systemContext(app), { action: 'checkout.follow', subject: ['payment', payment.id] }, async (tx, note) => {
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
export function stateOf(page: HostedPage, p: ProviderPayment | null) {
  if (page.status === 'expired') return 'expired' as const;
  if (page.status === 'open') return 'open' as const;
  if (page.status !== 'complete') return null;
  return p?.status === 'requires_payment_method' || p?.status === 'canceled'
    ? ('failed' as const)
    : ('processing' as const);
}
