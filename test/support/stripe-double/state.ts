/** What the double remembers, and what happens at Stripe's side: paying, settling, refunding, disputing. */
import type Stripe from 'stripe';
import { makeBilling } from './billing.ts';
import { makeConnected } from './connect.ts';
import * as make from './objects.ts';

export type Method = make.Method;
type DisputeStep = 'under_review' | 'won' | 'lost' | (string & {});

export interface StateOptions {
  readonly now: () => Date;
  readonly livemode?: boolean;
  /** The currency in which the account is settled. */
  readonly settles?: string;
  /** Called with each event as it comes about. */
  readonly told: (event: Stripe.Event) => void;
}

export type State = ReturnType<typeof makeState>;

/** 3.4 % and 2.35, as a Hong Kong account would be charged. */
export const feeOf = (amount: number): number => Math.round(amount * 0.034) + 235;

export function makeState({ now, livemode = false, settles = 'cny', told }: StateOptions) {
  const c = { now, livemode };
  const customers = new Map<string, Stripe.Customer>();
  const sessions = new Map<string, Stripe.Checkout.Session>();
  const intentMetadata = new Map<string, Record<string, string>>();
  const intents = new Map<string, Stripe.PaymentIntent>();
  const charges = new Map<string, Stripe.Charge>();
  const movements = new Map<string, Stripe.BalanceTransaction>();
  const refunds = new Map<string, Stripe.Refund>();
  const disputes = new Map<string, Stripe.Dispute>();
  const events: Stripe.Event[] = [];
  let number = 0;
  const id = (prefix: string) => `${prefix}_double${String(++number).padStart(6, '0')}`;

  function tell(type: string, object: object, account?: string): void {
    const event = {
      id: id('evt'),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: make.seconds(now()),
      // Events hold the object as it was then, whatever becomes of it.
      data: { object: structuredClone(object) },
      livemode,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      ...(account === undefined ? {} : { account }),
    } as unknown as Stripe.Event;
    events.push(event);
    told(event);
  }

  const need = <T>(all: Map<string, T>, key: string): T => {
    const found = all.get(key);
    if (found === undefined) throw new Error(`the double has no ${key}`);
    return found;
  };

  function move(amount: number, fee: number, source: string, type: Stripe.BalanceTransaction.Type): string {
    const made = make.movement(c, id('txn'), { amount, fee, currency: settles, source, type });
    movements.set(made.id, made);
    return made.id;
  }

  function intentOf(session: Stripe.Checkout.Session): Stripe.PaymentIntent {
    if (typeof session.payment_intent === 'string') return need(intents, session.payment_intent);
    const made = make.intent(c, id('pi'), {
      amount: session.amount_total ?? 0,
      currency: session.currency ?? 'cny',
      customer: session.customer as string,
      metadata: intentMetadata.get(session.id) ?? {},
      methods: session.payment_method_types,
    });
    intents.set(made.id, made);
    session.payment_intent = made.id;
    tell('payment_intent.created', made);
    return made;
  }

  /** Money moves: the charge succeeds, the intent with it. */
  function capture(pi: Stripe.PaymentIntent, ch: Stripe.Charge): void {
    ch.status = 'succeeded';
    ch.paid = true;
    ch.captured = true;
    ch.amount_captured = ch.amount;
    ch.balance_transaction = move(
      ch.amount,
      feeOf(ch.amount),
      ch.id,
      ch.payment_method_details?.type === 'card' ? 'charge' : 'payment',
    );
    pi.status = 'succeeded';
    pi.amount_received = pi.amount;
    pi.latest_charge = ch.id;
    tell('charge.succeeded', ch);
    tell('payment_intent.succeeded', pi);
    tell('charge.updated', ch);
  }

  function begin(pi: Stripe.PaymentIntent, method: Method): Stripe.Charge {
    const ch = make.charge(c, id('ch'), pi, method);
    charges.set(ch.id, ch);
    pi.latest_charge = ch.id;
    return ch;
  }

  const complete = (session: Stripe.Checkout.Session, paid: boolean): void => {
    session.status = 'complete';
    session.payment_status = paid ? 'paid' : 'unpaid';
    session.url = null;
    tell('checkout.session.completed', session);
  };

  const openSession = (key: string): Stripe.Checkout.Session => {
    const session = need(sessions, key);
    if (session.status !== 'open') throw new Error(`session ${key} is ${session.status}`);
    return session;
  };

  function cardFails(pi: Stripe.PaymentIntent, ch: Stripe.Charge, code: string): void {
    ch.status = 'failed';
    ch.failure_code = code;
    pi.status = 'requires_payment_method';
    pi.last_payment_error = {
      code,
      message: 'Your card was declined.',
      type: 'card_error',
    } as Stripe.PaymentIntent.LastPaymentError;
    tell('charge.failed', ch);
    tell('payment_intent.payment_failed', pi);
  }

  const connected = makeConnected();
  const billing = makeBilling({ c, id, tell, customers, sessions, intents, capture, begin, cardFails });

  return {
    c,
    billing,
    connected,
    customers,
    sessions,
    intentMetadata,
    intents,
    charges,
    movements,
    refunds,
    disputes,
    events,
    id,
    tell,
    need,

    /** An intent made and paid past any page, as the dashboard or another program would. */
    payDirectly(amount: number, currency: string, metadata: Record<string, string>, method: Method = 'card') {
      const pi = make.intent(c, id('pi'), { amount, currency, customer: null, metadata, methods: ['card'] });
      intents.set(pi.id, pi);
      capture(pi, begin(pi, method));
      return pi.id;
    },
    /** The customer pays on the hosted page. */
    pay(sessionId: string, method: Method = 'card'): string {
      const session = openSession(sessionId);
      const pi = intentOf(session);
      capture(pi, begin(pi, method));
      complete(session, true);
      return pi.id;
    },
    decline(sessionId: string): void {
      const pi = intentOf(openSession(sessionId));
      cardFails(pi, begin(pi, 'card'), 'card_declined');
    },
    /** A wallet that answers later: the page is done, the money is not there. */
    payLater(sessionId: string, method: Method = 'wechat_pay'): string {
      const session = openSession(sessionId);
      const pi = intentOf(session);
      begin(pi, method);
      pi.status = 'processing';
      tell('payment_intent.processing', pi);
      complete(session, false);
      return pi.id;
    },
    settleLater(sessionId: string, outcome: 'paid' | 'failed'): void {
      const session = need(sessions, sessionId);
      const pi = need(intents, session.payment_intent as string);
      const ch = need(charges, pi.latest_charge as string);
      if (outcome === 'failed') {
        cardFails(pi, ch, 'payment_method_provider_decline');
        tell('checkout.session.async_payment_failed', session);
        return;
      }
      capture(pi, ch);
      session.payment_status = 'paid';
      tell('checkout.session.async_payment_succeeded', session);
    },
    expire(sessionId: string): Stripe.Checkout.Session {
      const session = openSession(sessionId);
      session.status = 'expired';
      session.url = null;
      tell('checkout.session.expired', session);
      return session;
    },
    refund(p: { intent: string; amount: number; metadata: Record<string, string> }): Stripe.Refund {
      const pi = need(intents, p.intent);
      const ch = need(charges, pi.latest_charge as string);
      const wallet = ch.payment_method_details?.type !== 'card';
      const made = make.refund(c, id('re'), {
        amount: p.amount,
        currency: ch.currency,
        charge: ch.id,
        intent: pi.id,
        metadata: p.metadata,
        // Refunds to wallets are answered later (docs: alipay, wechat-pay).
        status: wallet ? 'pending' : 'succeeded',
      });
      ch.amount_refunded += p.amount;
      ch.refunded = ch.amount_refunded === ch.amount;
      made.balance_transaction = move(-p.amount, 0, made.id, 'refund');
      refunds.set(made.id, made);
      tell('refund.created', made);
      tell('charge.refunded', ch);
      return made;
    },
    settleRefund(refundId: string, status: 'succeeded' | 'failed'): void {
      const made = need(refunds, refundId);
      made.status = status;
      if (status === 'failed') {
        made.failure_reason = 'expired_or_canceled_card';
        const ch = need(charges, made.charge as string);
        ch.amount_refunded -= made.amount;
        ch.refunded = false;
        made.failure_balance_transaction = move(made.amount, 0, made.id, 'refund_failure');
      }
      tell(status === 'failed' ? 'refund.failed' : 'refund.updated', made);
      tell('charge.refund.updated', made);
    },
    openDispute(intentId: string, amount?: number): string {
      const pi = need(intents, intentId);
      const ch = need(charges, pi.latest_charge as string);
      ch.disputed = true;
      const f = {
        amount: amount ?? ch.amount - ch.amount_refunded,
        currency: ch.currency,
        charge: ch.id,
        intent: pi.id,
      };
      const made = make.dispute(c, id('dp'), { ...f, status: 'needs_response' });
      disputes.set(made.id, made);
      tell('charge.dispute.created', made);
      made.balance_transactions = [need(movements, move(-made.amount, 11_500, made.id, 'adjustment'))];
      tell('charge.dispute.funds_withdrawn', made);
      return made.id;
    },
    /** The developer has entered everything; or the provider wants more, or has cut it off. */
    setAccount(
      accountId: string,
      over: { transfers?: string; payouts?: boolean; due?: string[]; disabled?: string | null } = {},
    ) {
      const made = need(connected.accounts, accountId);
      const { transfers = 'active', payouts = true, due = [], disabled = null } = over;
      Object.assign(made, {
        payouts_enabled: payouts,
        details_submitted: true,
        capabilities: { transfers },
        requirements: { currently_due: due, past_due: [], disabled_reason: disabled },
      });
      tell('account.updated', made, accountId);
    },
    transfer(
      p: { amount: number; to: string; charge: string; group: string; metadata: Record<string, string> },
      funds: Map<string, number>,
    ): Stripe.Transfer {
      const made = {
        id: id('tr'),
        object: 'transfer',
        amount: p.amount,
        amount_reversed: 0,
        balance_transaction: null,
        created: make.seconds(now()),
        currency: 'cny',
        description: null,
        destination: p.to,
        livemode,
        metadata: p.metadata,
        reversals: { object: 'list', data: [], has_more: false, url: '' },
        reversed: false,
        source_transaction: p.charge,
        transfer_group: p.group,
      } as unknown as Stripe.Transfer;
      made.balance_transaction = move(-p.amount, 0, made.id, 'transfer');
      connected.transfers.set(made.id, made);
      funds.set(p.to, (funds.get(p.to) ?? 0) + p.amount);
      tell('transfer.created', made);
      return made;
    },
    reverse(of: Stripe.Transfer, amount: number, metadata: Record<string, string>): Stripe.TransferReversal {
      const made = {
        id: id('trr'),
        object: 'transfer_reversal',
        amount,
        balance_transaction: null,
        created: make.seconds(now()),
        currency: of.currency,
        destination_payment_refund: null,
        metadata,
        source_refund: null,
        transfer: of.id,
      } as unknown as Stripe.TransferReversal;
      made.balance_transaction = move(amount, 0, made.id, 'transfer_refund');
      connected.reversals.set(made.id, made);
      of.amount_reversed += amount;
      of.reversed = of.amount_reversed === of.amount;
      const to = String(of.destination);
      connected.funds.set(to, (connected.funds.get(to) ?? 0) - amount);
      tell('transfer.reversed', of);
      return made;
    },
    moveDispute(disputeId: string, status: DisputeStep): void {
      const made = need(disputes, disputeId);
      made.status = status;
      if (status === 'won') {
        made.balance_transactions = [
          ...made.balance_transactions,
          need(movements, move(made.amount, 0, made.id, 'adjustment')),
        ];
        tell('charge.dispute.funds_reinstated', made);
      }
      tell(status === 'won' || status === 'lost' ? 'charge.dispute.closed' : 'charge.dispute.updated', made);
    },
  };
}
