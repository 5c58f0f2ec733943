/** Paying an order on the provider's page: opened for its buyer, one page at a time, under a key that acts once. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { isRefusal, type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { termsOf } from '#api/orders/access.ts';
import { orderLifecycle } from '#api/orders/rules/lifecycle.ts';
import { wrongState } from '#api/orders/rules/order.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import * as orders from '#api/orders/store.ts';
import { sideOf } from '#api/orders/view.ts';
import type { CheckoutPort, HostedPage } from '#api/ports/payments/checkout-port.ts';
import type { checkoutShape } from './contract.ts';
import { customerOf } from './customers.ts';
import { followPage, observe } from './follow.ts';
import { fold } from './rules/fold.ts';
import { refuse } from './rules/refusals.ts';
import { isSubscribable } from './rules/subscription.ts';
import * as store from './store.ts';
import * as subscriptions from './subscription-store.ts';

export type CheckoutOut = z.input<typeof checkoutShape>;

/** The page closes by itself between half an hour and a day after it was opened (API: expires_at). */
const shortest = 31 * 60_000;
const longest = 23 * 3_600_000;

/** Why an order cannot be paid on a page now, or null. */
function hindrance(port: CheckoutPort | null, row: orders.OrderRow, now: Date): Refusal | null {
  if (port === null) return refuse('checkout.off');
  if (!can(orderLifecycle, row.state, 'pay')) return wrongState(row.state);
  if (row.amountFen > port.largestFen)
    return refuse('checkout.too_large', { largest: formatYuan(fen(port.largestFen)) });
  if (row.expiresAt.getTime() - now.getTime() < shortest) return refuse('checkout.term_over');
  return null;
}

type Mode = 'payment' | 'subscription';

const subscribable = (row: orders.OrderRow): boolean => isSubscribable({ ...row, terms: termsOf(row) });

export async function showCheckout(ctx: Ctx, orderId: string): Promise<CheckoutOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await orders.findOrder(ctx.db, orderId);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuseOrder('orders.not_found');
  const latest = await store.latestSession(ctx.db, orderId);
  const subscription = await ofSubscription(ctx, row);
  const standing = fold((await store.factsOf(ctx.db, { orderId })).map(store.asFact));
  const refunds = await store.cardRefundsOf(ctx.db, orderId);
  const fault =
    hindrance(ctx.ports.checkout, row, ctx.clock.now()) ??
    (latest?.state === 'processing' ? refuse('checkout.processing') : null) ??
    (viewer.duties.includes('buyer') ? null : refuseAnywhere('auth.forbidden'));
  // Only the buyer goes to the page.
  const url = side === 'buyer' && latest?.state === 'open' ? latest.url : null;
  return {
    on: ctx.ports.checkout !== null,
    state: latest?.state ?? null,
    url,
    expires_at: latest?.expiresAt.toISOString() ?? null,
    fault: latest?.fault ?? null,
    refusal: fault === null ? null : { zh: fault.sentence('zh'), en: fault.sentence('en') },
    mode: latest === null ? null : latest.mode === 'subscription' ? 'subscription' : 'payment',
    subscribable: side === 'buyer' && subscribable(row),
    subscription,
    disputed_fen: standing.disputedFen.toString(),
    by_card: row.payment?.route === 'stripe',
    refunds: refunds.map((one) => ({
      refund_id: one.refundId ?? '',
      id: one.id,
      state: one.state,
      fault: one.fault,
      settled_at: one.settledAt?.toISOString() ?? null,
    })),
  };
}

/** The subscription an order is a term of; one whose page was never used is not shown. */
async function ofSubscription(ctx: Ctx, row: orders.OrderRow): Promise<CheckoutOut['subscription']> {
  const id = await subscriptions.ofOrder(ctx.db, row.id);
  const found = id === null ? null : await subscriptions.find(ctx.db, { id });
  if (found === null || found.subscriptionId === null) return null;
  return { id: found.id, state: found.state, paid_to: found.paidTo?.toISOString() ?? null };
}

/** Opens the page for the order's buyer, or answers the one that is open. Nothing is charged by it. */
export const openCheckout = (ctx: Ctx, orderId: string): Promise<CheckoutOut> => openPage(ctx, orderId, 'payment');

/** The same, for a subscription: the page charges the first term, the provider every one after it. */
export const openSubscription = (ctx: Ctx, orderId: string): Promise<CheckoutOut> =>
  openPage(ctx, orderId, 'subscription');

/** A page that is open for the other way to pay is closed first: one order, one page. */
async function leaveOther(ctx: Ctx, port: CheckoutPort, orderId: string, mode: Mode, buyerId: string): Promise<void> {
  const live = await store.liveSession(ctx.db, orderId);
  const order = live === null ? null : await orders.findOrder(ctx.db, orderId);
  if (live === null || order?.buyerId !== buyerId || live.mode === mode || live.sessionId === null) return;
  const page = await port.closePage(live.sessionId);
  if (page.status !== 'expired') throw refuse('checkout.processing');
  await observe(ctx, live, page, null);
}

async function openPage(ctx: Ctx, orderId: string, mode: Mode): Promise<CheckoutOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  const port = ctx.ports.checkout;
  if (port === null) throw refuse('checkout.off');
  // The caller's key would keep the answer of the first step only; the row itself makes this happen once.
  const { idempotency: _kept, ...plain } = ctx;
  await leaveOther(plain, port, orderId, mode, viewer.organization.id);
  const begun = await act(plain, { action: 'checkout.open', subject: ['order', orderId] }, async (tx, note) => {
    const row = await orders.lockOrder(tx.db, orderId);
    if (row === null || row.buyerId !== viewer.organization.id) throw refuseOrder('orders.not_found');
    const fault = hindrance(port, row, tx.clock.now());
    if (fault !== null) throw fault;
    if (mode === 'subscription' && !subscribable(row)) throw refuse('checkout.not_subscribable');
    const session = await claim(tx, row, viewer.personId, mode);
    note({ no: row.no, checkout: session.id, attempt: session.attempt, mode });
    return { row, session };
  });
  if (begun.session.state === 'creating') await create(plain, port, begun.row, begun.session);
  return showCheckout(ctx, orderId);
}

/** The live try, or a new one; a live one that is too old to be opened is put away. */
async function claim(tx: Ctx, row: orders.OrderRow, by: string, mode: Mode): Promise<store.SessionRow> {
  const now = tx.clock.now();
  const live = await store.liveSession(tx.db, row.id);
  if (live?.state === 'processing') throw refuse('checkout.processing');
  if (live !== null && live.mode !== mode) throw refuse('checkout.processing');
  const usable = live !== null && live.expiresAt.getTime() - now.getTime() > (live.state === 'open' ? 0 : shortest);
  if (live !== null && usable) return live;
  if (live !== null) await store.moveSession(tx.db, live.id, { state: 'expired' });
  const last = await store.latestSession(tx.db, row.id);
  const id = newId(tx, 'checkout');
  const session: store.SessionRow = {
    id,
    orderId: row.id,
    attempt: (last?.attempt ?? 0) + 1,
    mode,
    idempotencyKey: `checkout:${id}:v1`,
    state: 'creating',
    amountFen: row.amountFen,
    locale: tx.locale,
    sessionId: null,
    paymentIntentId: null,
    url: null,
    fault: null,
    expiresAt: new Date(Math.min(now.getTime() + longest, row.expiresAt.getTime())),
    createdBy: by,
    createdAt: now,
  };
  await store.insertSession(tx.db, session);
  return session;
}

/** Asks the provider under the key of the row, outside any transaction, and writes down what it answered. */
async function create(ctx: Ctx, port: CheckoutPort, row: orders.OrderRow, session: store.SessionRow): Promise<void> {
  const customerId = await customerOf(ctx, port, row.buyer);
  // The key is kept for a day at the provider; what was opened under it is looked for before it is asked again.
  const waited = ctx.clock.now().getTime() - session.createdAt.getTime() > longest;
  const found = waited ? await port.findPage({ customerId, checkoutId: session.id }) : null;
  const page = found ?? (await ask(ctx, port, row, session, customerId));
  await opened(ctx, session, page);
}

async function ask(
  ctx: Ctx,
  port: CheckoutPort,
  row: orders.OrderRow,
  session: store.SessionRow,
  customerId: string,
): Promise<HostedPage> {
  const request = {
    customerId,
    orderId: row.id,
    orderNo: row.no,
    checkoutId: session.id,
    title: row.product.title,
    amountFen: session.amountFen,
    locale: session.locale === 'en' ? ('en' as const) : ('zh' as const),
    expiresAt: session.expiresAt,
    returnUrl: `${ctx.env.PUBLIC_URL}/w/orders/${row.id}`,
  };
  try {
    if (session.mode !== 'subscription') return await port.openPage(request, session.idempotencyKey);
    const { id: ourId, unit } = await subscriptionOf(ctx, row);
    return await port.openSubscriptionPage({ ...request, ourId, unit }, session.idempotencyKey);
  } catch (error) {
    // Refused for good: the next press begins anew. Everything else leaves the row, and its key, for another try.
    if (isRefusal(error) && error.code === 'payments.provider_rejected')
      await opened(ctx, session, null, String(error.params.reason ?? ''));
    throw error;
  }
}

/** Our own row of the subscription, before the provider hears of it. */
async function subscriptionOf(ctx: Ctx, row: orders.OrderRow): Promise<{ id: string; unit: 'month' | 'year' }> {
  const terms = termsOf(row);
  const unit = terms?.kind === 'period' ? terms.unit : 'month';
  const id = await subscriptions.claim(ctx.db, {
    id: newId(ctx, 'stripeSubscription'),
    orderId: row.id,
    buyerId: row.buyerId,
    unit,
    amountFen: row.amountFen,
    state: 'opening',
    createdBy: ctx.viewer?.personId ?? null,
    createdAt: ctx.clock.now(),
  });
  return { id, unit };
}

async function opened(ctx: Ctx, session: store.SessionRow, page: HostedPage | null, fault?: string): Promise<void> {
  await act(ctx, { action: 'checkout.opened', subject: ['order', session.orderId] }, async (tx, note) => {
    note({ checkout: session.id, page: page?.id ?? null, fault: fault ?? null });
    await store.moveSession(
      tx.db,
      session.id,
      page === null ? { state: 'failed', fault: fault ?? null } : { state: 'open', sessionId: page.id, url: page.url },
    );
  });
}

/** Job: closes the page of an order that nobody may pay any more; whatever was paid meanwhile is followed. */
export async function closeCheckout(app: App, { order_id: orderId }: { order_id: string }): Promise<void> {
  const port = app.ports.checkout;
  const row = await store.liveSession(app.db, orderId);
  if (port === null || row === null) return;
  const order = await orders.findOrder(app.db, orderId);
  const ctx = systemContext(app);
  if (row.sessionId === null) {
    const customer = order === null ? null : await store.findCustomer(app.db, order.buyerId);
    const customerId = customer?.customerId ?? null;
    const lost = customerId === null ? null : await port.findPage({ customerId, checkoutId: row.id });
    if (lost !== null) await opened(ctx, row, lost);
    else if (row.expiresAt < app.clock.now()) await opened(ctx, row, null, 'expired');
    return;
  }
  if (order !== null && can(orderLifecycle, order.state, 'pay')) {
    await followPage(app, port, row.sessionId, null);
    return;
  }
  const page = await port.closePage(row.sessionId);
  if (page.paymentId !== null || page.subscriptionId !== null) await followPage(app, port, page.id, null);
  else await observe(ctx, row, page, null);
}
