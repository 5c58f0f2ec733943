/**
 * Stripe behind the checkout port: the official library, pinned to its own API version. Every call that changes something
 * carries our key: the library's own changes with each call, so a job that runs again would act twice.
 */
import Stripe from 'stripe';
import type { CheckoutPort, PageRequest } from './checkout-port.ts';
import { stripeBilling } from './stripe-billing.ts';
import { stripeConnect } from './stripe-connect.ts';
import { named } from './stripe-errors.ts';
import { checkedEvent, eventOf } from './stripe-event.ts';
import { type InvoiceRef, invoiceRefOf, minorUnits, pageOf, paymentOf, refundOf } from './stripe-read.ts';

export interface StripeOptions {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Another server that speaks the API, e.g. a test double. */
  readonly apiBase?: string;
  /** The library's own repetitions after a failure; its key is ours in each. */
  readonly retries?: number;
  /** Milliseconds until a call is given up as unknown. */
  readonly timeout?: number;
}

/** What buyers of the mainland have; each must be switched on in the account as well (docs/decisions/0036). */
const methods: Stripe.Checkout.SessionCreateParams.AllowedPaymentMethodType[] = ['card', 'alipay', 'wechat_pay'];

export function createStripe({
  secretKey,
  webhookSecret,
  apiBase,
  retries = 2,
  timeout = 20_000,
}: StripeOptions): CheckoutPort {
  const base = apiBase === undefined ? null : new URL(apiBase);
  const protocol = base?.protocol === 'http:' ? 'http' : 'https';
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: retries,
    timeout,
    telemetry: false,
    ...(base === null ? {} : { host: base.hostname, port: base.port || (protocol === 'http' ? 80 : 443), protocol }),
  });
  const livemode = /^[sr]k_live_/.test(secretKey);

  /** A payment that was made on a page of ours names its order; any other may be an invoice's. */
  async function invoiceRef(intent: Stripe.PaymentIntent): Promise<InvoiceRef | null> {
    if (intent.metadata.order_id !== undefined) return null;
    const wanted = { type: 'payment_intent' as const, payment_intent: intent.id };
    const { data } = await stripe.invoicePayments.list({ payment: wanted, expand: ['data.invoice'], limit: 1 });
    return invoiceRefOf(data[0]);
  }

  return {
    route: 'stripe',
    livemode,
    // Eight digits, https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
    largestFen: 99_999_999n,
    ...stripeBilling(stripe),
    ...stripeConnect(stripe),
    openPage: (request, key) =>
      named(async () => pageOf(await stripe.checkout.sessions.create(pageParams(request), { idempotencyKey: key }))),
    readPage: (id) => named(async () => pageOf(await stripe.checkout.sessions.retrieve(id))),
    findPage: ({ customerId, checkoutId }) =>
      named(async () => {
        for await (const session of stripe.checkout.sessions.list({ customer: customerId, limit: 100 })) {
          if (session.metadata?.checkout_id === checkoutId) return pageOf(session);
        }
        return null;
      }),
    closePage: (id) =>
      named(async () => {
        const now = await stripe.checkout.sessions.retrieve(id);
        return pageOf(now.status === 'open' ? await stripe.checkout.sessions.expire(id) : now);
      }),
    readPayment: (id) =>
      named(async () => {
        const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.balance_transaction'] });
        const charge = typeof intent.latest_charge === 'string' ? null : intent.latest_charge;
        const refunds: Stripe.Refund[] = [];
        const disputes: Stripe.Dispute[] = [];
        if (charge?.paid === true)
          for await (const one of stripe.refunds.list({ payment_intent: id, limit: 100 })) refunds.push(one);
        if (charge?.disputed === true)
          for await (const one of stripe.disputes.list({ payment_intent: id, limit: 100 })) disputes.push(one);
        return paymentOf(intent, charge, refunds, disputes, await invoiceRef(intent));
      }),
    sendBack: ({ paymentId, amountFen, cardRefundId }, key) =>
      named(async () => {
        const amount = minorUnits(amountFen);
        const metadata = { card_refund_id: cardRefundId };
        const params = { payment_intent: paymentId, amount, metadata };
        return refundOf(await stripe.refunds.create(params, { idempotencyKey: key }));
      }),
    findRefund: ({ paymentId, cardRefundId }) =>
      named(async () => {
        for await (const one of stripe.refunds.list({ payment_intent: paymentId, limit: 100 })) {
          if (one.metadata?.card_refund_id === cardRefundId) return refundOf(one);
        }
        return null;
      }),
    readEvent: (raw, signature, now) => checkedEvent(stripe, { raw, signature, now, secret: webhookSecret, livemode }),
    parseEvent: (raw) => eventOf(JSON.parse(raw) as Stripe.Event, raw),
    eventsSince: (since) =>
      named(async () => {
        const found: Stripe.Event[] = [];
        const gte = Math.floor(since.getTime() / 1000);
        for await (const event of stripe.events.list({ created: { gte }, limit: 100 })) found.push(event);
        return found.reverse().map((event) => eventOf(event, JSON.stringify(event)));
      }),
  };
}

function pageParams(r: PageRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: r.orderId, order_no: r.orderNo, checkout_id: r.checkoutId };
  return {
    mode: 'payment',
    customer: r.customerId,
    client_reference_id: r.orderId,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'cny',
          unit_amount: minorUnits(r.amountFen),
          product_data: { name: `${r.orderNo} ${r.title}`.slice(0, 250) },
        },
      },
    ],
    allowed_payment_method_types: methods,
    payment_method_options: { wechat_pay: { client: 'web' } },
    // The price is fixed in yuan: a page that converts it would let another currency arrive.
    adaptive_pricing: { enabled: false },
    metadata,
    payment_intent_data: { metadata, description: r.orderNo },
    locale: r.locale,
    expires_at: Math.floor(r.expiresAt.getTime() / 1000),
    success_url: `${r.returnUrl}?card=back#card`,
    cancel_url: `${r.returnUrl}?card=left#card`,
  };
}
