/** Stripe Billing behind the port: customers, subscriptions with prices made on the page, invoices with their payments. */
import type Stripe from 'stripe';
import type { BillingPort, ProviderCustomer, ProviderInvoice, SubscriptionRequest } from './billing-port.ts';
import { named } from './stripe-errors.ts';
import { idOf, instant, minorUnits, pageOf } from './stripe-read.ts';

const customerParams = ({ organizationId, name, mail }: ProviderCustomer) => ({
  name,
  ...(mail == null ? {} : { email: mail }),
  metadata: { organization_id: organizationId },
});

export function stripeBilling(stripe: Stripe): BillingPort {
  return {
    createCustomer: (customer, key) =>
      named(async () => (await stripe.customers.create(customerParams(customer), { idempotencyKey: key })).id),
    findCustomer: (organizationId) =>
      named(async () => {
        const query = `metadata['organization_id']:'${organizationId.replaceAll(/[^\w]/g, '')}'`;
        return (await stripe.customers.search({ query, limit: 1 })).data[0]?.id ?? null;
      }),
    saveCustomer: (id, { name, mail }, key) =>
      named(async () => {
        await stripe.customers.update(id, { name, email: mail ?? '' }, { idempotencyKey: key });
      }),
    openSubscriptionPage: (request, key) =>
      named(async () =>
        pageOf(await stripe.checkout.sessions.create(subscriptionParams(request), { idempotencyKey: key })),
      ),
    readSubscription: (id) =>
      named(async () => {
        const found = await stripe.subscriptions.retrieve(id);
        const invoices: Stripe.Invoice[] = [];
        for await (const one of stripe.invoices.list({ subscription: id, limit: 100, expand: ['data.payments'] }))
          invoices.push(one);
        return {
          id: found.id,
          status: found.status,
          ourId: found.metadata.subscription_id ?? null,
          currency: found.currency,
          cancelAtPeriodEnd: found.cancel_at_period_end,
          endedAt: found.ended_at === null ? null : instant(found.ended_at),
          invoices: invoices.map(invoiceOf).reverse(),
        };
      }),
    stopSubscription: (id, when, key) =>
      named(async () => {
        const now = await stripe.subscriptions.retrieve(id);
        if (now.status === 'canceled' || now.status === 'incomplete_expired') return;
        // Without proration or a last invoice: what was paid stays paid, and nothing more is asked for.
        if (when === 'now')
          await stripe.subscriptions.cancel(id, { invoice_now: false, prorate: false }, { idempotencyKey: key });
        else if (!now.cancel_at_period_end)
          await stripe.subscriptions.update(id, { cancel_at_period_end: true }, { idempotencyKey: key });
      }),
  };
}

/** Of the line that is the subscription's; an invoice may carry others. */
function termOf(i: Stripe.Invoice): { from: Date; to: Date } {
  const own = i.lines.data.find((one) => one.parent?.type === 'subscription_item_details') ?? i.lines.data[0];
  return {
    from: instant(own?.period.start ?? i.period_start),
    to: instant(own?.period.end ?? i.period_end),
  };
}

function invoiceOf(i: Stripe.Invoice): ProviderInvoice {
  const paid = (i.payments?.data ?? []).filter((one) => one.status === 'paid');
  return {
    id: i.id,
    number: i.number,
    status: i.status ?? '',
    reason: i.billing_reason,
    currency: i.currency,
    dueFen: BigInt(i.amount_due),
    paidFen: BigInt(i.amount_paid),
    attempts: i.attempt_count,
    nextAttemptAt: i.next_payment_attempt === null ? null : instant(i.next_payment_attempt),
    hostedUrl: i.hosted_invoice_url ?? null,
    pdfUrl: i.invoice_pdf ?? null,
    ...termOf(i),
    paymentIds: paid.flatMap((one) => idOf(one.payment.payment_intent) ?? []),
    createdAt: instant(i.created),
    paidAt: i.status_transitions.paid_at === null ? null : instant(i.status_transitions.paid_at),
  };
}

/** Cards only: WeChat Pay cannot be charged again, Alipay only by an arrangement of its own (docs/payments.md). */
function subscriptionParams(r: SubscriptionRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: r.orderId, order_no: r.orderNo, checkout_id: r.checkoutId };
  return {
    mode: 'subscription',
    customer: r.customerId,
    client_reference_id: r.orderId,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'cny',
          unit_amount: minorUnits(r.amountFen),
          recurring: { interval: r.unit },
          product_data: { name: `${r.orderNo} ${r.title}`.slice(0, 250) },
        },
      },
    ],
    allowed_payment_method_types: ['card'],
    adaptive_pricing: { enabled: false },
    metadata: { ...metadata, subscription_id: r.ourId },
    subscription_data: { metadata: { ...metadata, subscription_id: r.ourId }, description: r.orderNo },
    locale: r.locale,
    expires_at: Math.floor(r.expiresAt.getTime() / 1000),
    success_url: `${r.returnUrl}?card=back#card`,
    cancel_url: `${r.returnUrl}?card=left#card`,
  };
}
