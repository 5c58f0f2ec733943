/**
 * Follows a subscription: reads it anew with its invoices, keeps what they say, and makes of each paid one an order of its
 * own, with the split and the term it pays for. Any event about it leads here, in whatever order; so does the hourly look.
 */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { carryKeys } from '#api/gateway/keys.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { termsOf } from '#api/orders/access.ts';
import { fulfil } from '#api/orders/jobs.ts';
import { insertOrder, requireForSale, requirePrice } from '#api/orders/place.ts';
import { move } from '#api/orders/service.ts';
import * as orders from '#api/orders/store.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { ProviderInvoice, ProviderSubscription } from '#api/ports/payments/billing-port.ts';
import type { CheckoutPort } from '#api/ports/payments/checkout-port.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { bookPayment } from './book.ts';
import { raise } from './facts.ts';
import type { StopReason, StopTime } from './rules/codes.ts';
import {
  accessEnd,
  defaultGraceHours,
  endedStatuses,
  factsOfInvoice,
  foldSubscription,
  invoiceStatuses,
  lookAheadDays,
  type SubscriptionFact,
  subscriptionStatuses,
} from './rules/subscription.ts';
import * as payments from './store.ts';
import * as store from './subscription-store.ts';

/** Answers its first order, or undefined for a subscription of somebody else. */
export async function followSubscription(
  app: App,
  port: CheckoutPort,
  providerId: string,
  eventId: string | null,
): Promise<string | undefined> {
  const read = await port.readSubscription(providerId);
  const known =
    (await store.find(app.db, { subscriptionId: providerId })) ??
    (read.ourId === null ? null : await store.find(app.db, { id: read.ourId }));
  if (known === null || (known.subscriptionId !== null && known.subscriptionId !== providerId)) return undefined;
  await act(
    systemContext(app),
    { action: 'checkout.follow_subscription', subject: ['subscription', known.id] },
    async (tx, note) => {
      const row = await store.lock(tx.db, known.id);
      if (row === null) throw new Error(`subscription ${known.id} is gone`);
      const standing = await keep(tx, row, read, eventId);
      const placed = await placeOrders(tx, row, read, eventId);
      note({ status: read.status, state: standing.state, event: eventId, ...(placed.length > 0 ? { placed } : {}) });
    },
  );
  const after = await store.find(app.db, { id: known.id });
  for (const invoice of [...(after?.invoices ?? [])].reverse()) await settle(app, port, invoice, eventId);
  await carry(app, known.id);
  return known.orderId;
}

/** Keeps what was read: facts under their keys, the invoices as they stand, and the fold of it all. */
async function keep(tx: Ctx, row: store.SubscriptionRow, read: ProviderSubscription, eventId: string | null) {
  const now = tx.clock.now();
  const ended = read.endedAt ?? (endedStatuses.has(read.status) ? now : null);
  const end: SubscriptionFact[] =
    ended === null
      ? []
      : [
          {
            key: `stripe:${read.id}:ended`,
            kind: 'ended',
            invoiceId: null,
            from: ended,
            to: ended,
            amountFen: 0n,
            attempt: 0,
          },
        ];
  const said = [...read.invoices.flatMap((one) => factsOfInvoice(one)), ...end];
  await store.keepFacts(tx.db, said, { subscriptionId: row.id, eventId, observedAt: now });
  for (const invoice of read.invoices) await keepInvoice(tx, row, invoice, eventId);
  const standing = foldSubscription(await store.factsOf(tx.db, row.id));
  if (!subscriptionStatuses.has(read.status)) {
    const matter = { objectId: read.id, detail: read.status };
    await raise(about(tx, row, eventId), 'unknown_status', `status:${read.id}:${read.status}`, matter);
  }
  await store.save(tx.db, row.id, {
    subscriptionId: read.id,
    status: read.status,
    state: standing.state,
    paidTo: standing.paidTo,
    endedAt: standing.endedAt,
    cancelAtPeriodEnd: read.cancelAtPeriodEnd,
    readAt: now,
  });
  if (read.status === 'unpaid') await askToStop(tx, row, 'now', 'unpaid', null);
  return standing;
}

async function keepInvoice(tx: Ctx, row: store.SubscriptionRow, i: ProviderInvoice, eventId: string | null) {
  const { from, to, paymentIds, ...plain } = i;
  const [paymentIntentId = null] = paymentIds;
  await store.keepInvoice(tx.db, {
    ...plain,
    currency: i.currency.slice(0, 3),
    subscriptionId: row.id,
    periodFrom: from,
    periodTo: to,
    paymentIntentId,
    readAt: tx.clock.now(),
  });
  if (!invoiceStatuses.has(i.status)) {
    const matter = { objectId: i.id, detail: i.status };
    await raise(about(tx, row, eventId), 'unknown_status', `status:${i.id}:${i.status}`, matter);
  }
}

const about = (tx: Ctx, row: store.SubscriptionRow, eventId: string | null, invoiceId?: string) => ({
  tx,
  eventId,
  order: { ...row.order, id: row.invoices.find((one) => one.id === invoiceId)?.orderId ?? row.orderId },
});

/** An order for each paid invoice that has none, the earliest term first: each renews the one before. */
async function placeOrders(
  tx: Ctx,
  row: store.SubscriptionRow,
  read: ProviderSubscription,
  eventId: string | null,
): Promise<string[]> {
  const taken = new Map((await store.lock(tx.db, row.id))?.invoices.map((one) => [one.id, one]));
  const placed: string[] = [];
  const paid = read.invoices
    .filter((one) => one.status === 'paid' && (taken.get(one.id)?.orderId ?? null) === null)
    .filter((one) => (taken.get(one.id)?.fault ?? null) === null)
    .sort((a, b) => a.from.getTime() - b.from.getTime());
  for (const invoice of paid) {
    const fault = invoiceFault(row, invoice);
    if (fault !== null) {
      await store.setInvoice(tx.db, invoice.id, { fault });
      const matter = { objectId: invoice.id, amountFen: invoice.paidFen, currency: invoice.currency, detail: fault };
      await raise(about(tx, row, eventId), 'invoice_differs', `invoice:${invoice.id}`, matter);
      continue;
    }
    const orderId = await orderFor(tx, row, invoice, eventId);
    if (orderId === null) continue;
    await store.setInvoice(tx.db, invoice.id, { orderId });
    placed.push(orderId);
  }
  return placed;
}

/** Why an invoice is not what was subscribed to; then its payment is nobody's receipt. */
function invoiceFault(row: store.SubscriptionRow, i: ProviderInvoice): string | null {
  if (i.currency !== 'cny') return 'currency';
  if (i.paidFen !== row.amountFen) return 'amount';
  return i.paymentIds.length === 1 ? null : 'payments';
}

/** The first term is the order it was taken with; every other is placed now, if it may be sold. */
async function orderFor(
  tx: Ctx,
  row: store.SubscriptionRow,
  invoice: ProviderInvoice,
  eventId: string | null,
): Promise<string | null> {
  const grace = await numberParameter(
    tx,
    'payments.subscription_grace_hours',
    row.order.agreement.regionCode,
    defaultGraceHours,
  );
  const term = { from: invoice.from, to: accessEnd(invoice.to, grace), placedAt: invoice.paidAt ?? tx.clock.now() };
  const first = (await firstIsTaken(tx, row.id)) ? null : await orders.lockOrder(tx.db, row.orderId);
  if (first !== null) {
    if (first.state === 'awaiting_payment')
      await move(tx, first, { subscribed: true, renews: false, termFrom: term.from, termTo: term.to });
    // It was paid by transfer meanwhile, or given up: the receipt finds that out, and nothing more is to be charged.
    else await askToStop(tx, row, 'now', 'order', null);
    return row.orderId;
  }
  const sale = await saleOf(tx, row);
  if ('reason' in sale) {
    await store.setInvoice(tx.db, invoice.id, { fault: sale.code });
    const matter = { objectId: invoice.id, amountFen: invoice.paidFen, currency: invoice.currency, detail: sale.code };
    await raise(about(tx, row, eventId), 'renewal_refused', `invoice:${invoice.id}`, matter);
    await askToStop(tx, row, 'now', sale.reason, null);
    return null;
  }
  const last = await lastOrder(tx, row);
  const made = await insertOrder(tx, {
    product: sale.product,
    buyerId: row.buyerId,
    planVersionId: row.order.planVersionId,
    amountFen: row.amountFen,
    purposeKind: row.order.purposeKind,
    purpose: row.order.purpose,
    term,
    ...(last === null || last.renewedBy !== null ? {} : { renewsOrderId: last.id }),
  });
  return made.id;
}

const firstIsTaken = async (tx: Ctx, id: string): Promise<boolean> =>
  (await store.find(tx.db, { id }))?.invoices.some((one) => one.orderId !== null) ?? false;

async function lastOrder(tx: Ctx, row: store.SubscriptionRow): Promise<orders.OrderRow | null> {
  const now = await store.find(tx.db, { id: row.id });
  const id = now?.invoices.find((one) => one.orderId !== null)?.orderId ?? row.orderId;
  return orders.findOrder(tx.db, id);
}

const reasons: Readonly<Record<string, StopReason>> = {
  'orders.not_on_sale': 'product',
  'orders.not_found': 'product',
  'orders.agreement_not_active': 'agreement',
  'products.plan_ended': 'plan',
  'products.no_ceiling': 'price',
  'products.price_above_ceiling': 'price',
  'orders.allowed_revenue_reached': 'allowed',
};

/** The product as it may be sold for another term at the price subscribed to, or why it may not. A new price changes nothing. */
async function saleOf(
  tx: Ctx,
  row: store.SubscriptionRow,
): Promise<{ readonly product: NonNullable<Awaited<ReturnType<typeof orders.productForSale>>> } | Refused> {
  try {
    const found = await orders.productForSale(tx.db, row.order.product.no);
    const product = await requireForSale(tx, found, row.buyerId);
    if (row.order.planVersion?.plan.endedAt != null) throw refuseProduct('products.plan_ended');
    const terms = termsOf(row.order);
    if (terms !== null)
      await requirePrice(tx, product, terms, { kind: row.order.purposeKind, words: row.order.purpose });
    return { product };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { reason: reasons[error.code] ?? 'sale', code: error.code };
  }
}
interface Refused {
  readonly reason: StopReason;
  readonly code: string;
}

/** Books what an invoice was paid by, and delivers at once: the term runs already. */
async function settle(app: App, port: CheckoutPort, invoice: store.InvoiceRow, eventId: string | null): Promise<void> {
  const { paymentIntentId, status, orderId } = invoice;
  if (status !== 'paid' || paymentIntentId === null) return;
  const facts = await payments.factsOf(app.db, { paymentIntentId });
  if (facts.some((one) => one.key === `stripe:${paymentIntentId}:succeeded`)) return;
  await bookPayment(app, port, await port.readPayment(paymentIntentId), eventId);
  if (orderId !== null) await fulfil(app, { order_id: orderId });
}

/** Keys of the term that ends go on with the one that follows: a call does not stop because a month began. */
async function carry(app: App, id: string): Promise<void> {
  const row = await store.find(app.db, { id });
  const delivered = (row?.invoices ?? []).filter(
    (one) => one.order?.state === 'fulfilled' && one.periodFrom <= app.clock.now(),
  );
  const [newest, ...older] = delivered.flatMap((one) => one.orderId ?? []);
  if (newest === undefined) return;
  for (const from of older) await carryKeys(systemContext(app), from, newest);
}

/** Writes down that a subscription is to be stopped; the provider is asked by a job. Call inside `act`, with it locked. */
export async function askToStop(
  tx: Ctx,
  row: Pick<store.SubscriptionRow, 'id' | 'stopWhen'>,
  when: StopTime,
  reason: StopReason,
  by: string | null,
): Promise<void> {
  if (row.stopWhen === 'now' || row.stopWhen === when) return;
  const asked = { stopWhen: when, stopReason: reason, stopBy: by, stopAskedAt: tx.clock.now() };
  await store.save(tx.db, row.id, asked);
  await enqueue(tx, 'checkout.stop', { subscription_id: row.id }, { key: `checkout.stop:${row.id}` });
}

/** Job: has the provider stop it. One whose page was never used is closed with its page. */
export async function stopSubscription(app: App, { subscription_id: id }: { subscription_id: string }): Promise<void> {
  const port = app.ports.checkout;
  const row = await store.find(app.db, { id });
  if (port === null || row === null || row.stopWhen === null || row.subscriptionId === null) return;
  const when = row.stopWhen === 'now' ? 'now' : 'period_end';
  await port.stopSubscription(row.subscriptionId, when, `subscription:${id}:stop:${when}`);
  await followSubscription(app, port, row.subscriptionId, null);
}

/**
 * Looks whether the next term may be sold: a subscription to what is withdrawn, to dear or under no agreement is stopped
 * before it is charged again. What is paid stays open to its end.
 */
export async function guardSubscription(app: App, row: store.SubscriptionRow): Promise<void> {
  if (row.stopWhen !== null || row.state === 'opening' || row.state === 'ended' || row.paidTo === null) return;
  const now = app.clock.now();
  const soon = row.paidTo > now && row.paidTo.getTime() - now.getTime() <= lookAheadDays * 86_400_000;
  const ctx = systemContext(app);
  const then = row.paidTo;
  const sale = await saleOf(soon ? { ...ctx, clock: { ...ctx.clock, now: () => then } } : ctx, row);
  if (!('reason' in sale)) return;
  await act(ctx, { action: 'checkout.stop_subscription', subject: ['subscription', row.id] }, async (tx, note) => {
    const locked = await store.lock(tx.db, row.id);
    note({ reason: sale.reason, code: sale.code });
    // While a payment is being tried again, waiting for the end of the term would let it succeed.
    if (locked !== null)
      await askToStop(tx, locked, locked.state === 'dunning' ? 'now' : 'period_end', sale.reason, null);
  });
}
