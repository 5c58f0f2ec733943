/**
 * Subscriptions of the double, from the documentation: an invoice a term, tries that fail and are repeated, test clocks that
 * move a customer's time, cancelling now or with the term. What nothing here reads is left out of the objects.
 */
import type Stripe from 'stripe';
import * as make from './objects.ts';

export interface Core {
  readonly c: make.Clocked;
  id(prefix: string): string;
  tell(type: string, object: object): void;
  readonly customers: Map<string, Stripe.Customer>;
  readonly sessions: Map<string, Stripe.Checkout.Session>;
  readonly intents: Map<string, Stripe.PaymentIntent>;
  capture(pi: Stripe.PaymentIntent, ch: Stripe.Charge): void;
  begin(pi: Stripe.PaymentIntent, method: make.Method): Stripe.Charge;
  cardFails(pi: Stripe.PaymentIntent, ch: Stripe.Charge, code: string): void;
}

type Interval = 'month' | 'year';
interface Kept {
  readonly sub: Stripe.Subscription;
  readonly amount: number;
  readonly currency: string;
  readonly interval: Interval;
  from: number;
  to: number;
  /** Whether its card pays. */
  card: 'ok' | 'declined';
  /** What becomes of it after the last try. */
  readonly after: 'canceled' | 'unpaid';
}

/** Smart retries as the account is set up: three more tries, each some days later. */
const mostTries = 4;
const day = 86_400;

function added(from: number, interval: Interval): number {
  const at = new Date(from * 1000);
  const end = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + (interval === 'year' ? 12 : 1), 1));
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(at.getUTCDate(), last));
  return Math.floor((end.getTime() + (at.getTime() % 86_400_000)) / 1000);
}

export type Billing = ReturnType<typeof makeBilling>;

export function makeBilling(core: Core) {
  const { c, id, tell } = core;
  const subscriptions = new Map<string, Kept>();
  const invoices = new Map<string, Stripe.Invoice>();
  const payments = new Map<string, Stripe.InvoicePayment>();
  const clocks = new Map<string, Stripe.TestHelpers.TestClock>();
  const subscriptionData = new Map<string, { metadata: Record<string, string>; interval: Interval }>();
  let number = 0;

  const timeOf = (customer: string): number => {
    const clock = core.customers.get(customer)?.test_clock;
    return (typeof clock === 'string' ? clocks.get(clock)?.frozen_time : undefined) ?? make.seconds(c.now());
  };

  function subscription(
    p: {
      customer: string;
      amount: number;
      currency: string;
      interval: Interval;
      metadata: Record<string, string>;
      after?: Kept['after'];
    },
    status: string,
  ): Kept {
    const from = timeOf(p.customer);
    const sub = {
      id: id('sub'),
      object: 'subscription',
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      collection_method: 'charge_automatically',
      created: from,
      currency: p.currency,
      customer: p.customer,
      ended_at: null,
      items: { object: 'list', data: [], has_more: false, url: '' },
      latest_invoice: null,
      livemode: c.livemode,
      metadata: p.metadata,
      start_date: from,
      status,
    } as unknown as Stripe.Subscription;
    const kept: Kept = {
      sub,
      amount: p.amount,
      currency: p.currency,
      interval: p.interval,
      from,
      to: added(from, p.interval),
      card: 'ok',
      after: p.after ?? 'canceled',
    };
    subscriptions.set(sub.id, kept);
    tell('customer.subscription.created', sub);
    return kept;
  }

  function invoice(kept: Kept, reason: string): Stripe.Invoice {
    const { sub, amount, currency, from, to } = kept;
    const line = {
      id: id('il'),
      object: 'line_item',
      amount,
      currency,
      period: { start: from, end: to },
      parent: { type: 'subscription_item_details', subscription_item_details: { subscription: sub.id } },
    };
    const made = {
      id: id('in'),
      object: 'invoice',
      amount_due: amount,
      amount_paid: 0,
      amount_remaining: amount,
      attempt_count: 0,
      attempted: false,
      billing_reason: reason,
      created: timeOf(sub.customer as string),
      currency,
      customer: sub.customer,
      hosted_invoice_url: null,
      invoice_pdf: null,
      lines: { object: 'list', data: [line], has_more: false, url: '' },
      livemode: c.livemode,
      next_payment_attempt: null,
      number: null,
      parent: {
        type: 'subscription_details',
        quote_details: null,
        subscription_details: { metadata: sub.metadata, subscription: sub.id },
      },
      // Of the term before: what an invoice is for stands in its lines.
      period_start: from,
      period_end: from,
      status: 'draft',
      status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
      total: amount,
    } as unknown as Stripe.Invoice;
    invoices.set(made.id, made);
    sub.latest_invoice = made.id;
    tell('invoice.created', made);
    made.status = 'open';
    made.number = `DBL-${String(++number).padStart(4, '0')}`;
    made.hosted_invoice_url = `https://invoice.stripe.example/i/${made.id}`;
    made.invoice_pdf = `https://invoice.stripe.example/i/${made.id}/pdf`;
    tell('invoice.finalized', made);
    const pi = make.intent(c, id('pi'), {
      amount,
      currency,
      customer: sub.customer as string,
      metadata: {},
      methods: ['card'],
    });
    core.intents.set(pi.id, pi);
    const payment = {
      id: id('inpay'),
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: amount,
      created: made.created,
      currency,
      invoice: made.id,
      is_default: true,
      livemode: c.livemode,
      payment: { type: 'payment_intent', payment_intent: pi.id },
      status: 'open',
      status_transitions: { canceled_at: null, paid_at: null },
    } as unknown as Stripe.InvoicePayment;
    payments.set(payment.id, payment);
    return made;
  }

  const paymentOf = (invoiceId: string): Stripe.InvoicePayment | undefined =>
    [...payments.values()].find((one) => one.invoice === invoiceId);

  /** One try to charge it. */
  function charge(kept: Kept, made: Stripe.Invoice): void {
    const payment = paymentOf(made.id);
    const pi = core.intents.get((payment?.payment.payment_intent ?? '') as string);
    if (payment === undefined || pi === undefined) throw new Error(`the double has no payment of ${made.id}`);
    const now = timeOf(kept.sub.customer as string);
    const ch = core.begin(pi, 'card');
    made.attempted = true;
    made.attempt_count += 1;
    if (kept.card === 'ok') {
      core.capture(pi, ch);
      payment.status = 'paid';
      payment.amount_paid = made.amount_due;
      made.status = 'paid';
      made.amount_paid = made.amount_due;
      made.amount_remaining = 0;
      made.next_payment_attempt = null;
      made.status_transitions.paid_at = now;
      tell('invoice_payment.paid', payment);
      tell('invoice.paid', made);
      tell('invoice.payment_succeeded', made);
      const was = kept.sub.status;
      kept.sub.status = 'active';
      if (was !== 'active') tell('customer.subscription.updated', kept.sub);
      return;
    }
    core.cardFails(pi, ch, 'card_declined');
    const last = made.attempt_count >= mostTries;
    made.next_payment_attempt = last ? null : now + 3 * day;
    tell('invoice.payment_failed', made);
    kept.sub.status = last ? kept.after : kept.sub.status === 'incomplete' ? 'incomplete' : 'past_due';
    if (last && kept.after === 'canceled') end(kept, now);
    else tell('customer.subscription.updated', kept.sub);
  }

  function end(kept: Kept, at: number): void {
    kept.sub.status = 'canceled';
    kept.sub.canceled_at ??= at;
    kept.sub.ended_at = at;
    tell('customer.subscription.deleted', kept.sub);
  }

  /** What has become due by now, term after term. */
  function tick(): void {
    for (const kept of subscriptions.values()) {
      const now = timeOf(kept.sub.customer as string);
      for (let at = 0; at < 60 && kept.sub.ended_at === null; at++) {
        const open = [...invoices.values()].find(
          (one) => one.status === 'open' && one.parent?.subscription_details?.subscription === kept.sub.id,
        );
        if (open !== undefined && open.next_payment_attempt !== null && open.next_payment_attempt <= now) {
          charge(kept, open);
          continue;
        }
        if (kept.to > now) break;
        if (kept.sub.cancel_at_period_end) {
          end(kept, kept.to);
          break;
        }
        if (kept.sub.status === 'unpaid') break;
        kept.from = kept.to;
        kept.to = added(kept.from, kept.interval);
        charge(kept, invoice(kept, 'subscription_cycle'));
      }
    }
  }

  const need = (key: string): Kept => {
    const found = subscriptions.get(key);
    if (found === undefined) throw new Error(`the double has no ${key}`);
    return found;
  };

  return {
    subscriptions,
    invoices,
    payments,
    clocks,
    subscriptionData,
    tick,
    timeOf,
    /** The customer pays on the page of a subscription. Answers the subscription. */
    subscribe(sessionId: string, after: Kept['after'] = 'canceled'): string {
      const session = core.sessions.get(sessionId);
      const data = subscriptionData.get(sessionId);
      if (session?.status !== 'open' || data === undefined) throw new Error(`session ${sessionId} is not to be paid`);
      const kept = subscription(
        {
          customer: session.customer as string,
          amount: session.amount_total ?? 0,
          currency: session.currency ?? 'cny',
          after,
          ...data,
        },
        'incomplete',
      );
      const first = invoice(kept, 'subscription_create');
      session.subscription = kept.sub.id;
      session.invoice = first.id;
      charge(kept, first);
      session.status = 'complete';
      session.payment_status = 'paid';
      session.url = null;
      tell('checkout.session.completed', session);
      return kept.sub.id;
    },
    /** A subscription made past any page. */
    start(p: Parameters<typeof subscription>[0]): Stripe.Subscription {
      const kept = subscription(p, 'incomplete');
      charge(kept, invoice(kept, 'subscription_create'));
      return kept.sub;
    },
    setCard(subId: string, card: Kept['card']): void {
      need(subId).card = card;
    },
    /** The customer pays the open invoice on its own page. */
    payInvoice(invoiceId: string): void {
      const made = invoices.get(invoiceId);
      const kept = need(String(made?.parent?.subscription_details?.subscription ?? ''));
      kept.card = 'ok';
      if (made?.status === 'open') charge(kept, made);
    },
    /** Any status, as somebody at the provider's desk might bring about. */
    setStatus(subId: string, status: string): void {
      const { sub } = need(subId);
      Object.assign(sub, { status });
      tell('customer.subscription.updated', sub);
    },
    cancelWithTerm(subId: string): Stripe.Subscription {
      const { sub } = need(subId);
      sub.cancel_at_period_end = true;
      sub.canceled_at = make.seconds(c.now());
      tell('customer.subscription.updated', sub);
      return sub;
    },
    cancel(subId: string): Stripe.Subscription {
      const kept = need(subId);
      end(kept, timeOf(kept.sub.customer as string));
      return kept.sub;
    },
    /** A payment with its invoice whole, as `expand` asks for. */
    withInvoice: (one: Stripe.InvoicePayment) => ({
      ...one,
      invoice: invoices.get(String(one.invoice)) ?? one.invoice,
    }),
    withPayments: (one: Stripe.Invoice) => {
      const found = paymentOf(one.id);
      const data = found === undefined ? [] : [found];
      return { ...one, payments: { object: 'list', data, has_more: false, url: '' } };
    },
  };
}
