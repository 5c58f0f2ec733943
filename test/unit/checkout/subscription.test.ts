import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseOf } from '#api/checkout/rules/events.ts';
import {
  factsOfInvoice,
  foldSubscription,
  type InvoiceFacts,
  isSubscribable,
  type SubscriptionFact,
} from '#api/checkout/rules/subscription.ts';
import { channelFault, reversalSplit } from '#api/payouts/rules/channel.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';

const month = 30 * 86_400_000;
const start = Date.parse('2026-01-10T02:00:00Z');
const term = (n: number) => ({ from: new Date(start + n * month), to: new Date(start + (n + 1) * month) });
const invoice = (n: number, over: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  id: `in_${n}`,
  status: 'open',
  attempts: 0,
  dueFen: 30_000n,
  paidFen: 0n,
  ...term(n),
  ...over,
});

/** The life of one invoice: some tries that fail, then paid, given up, or still asked for. */
const life = fc.record({ fails: fc.nat({ max: 4 }), ends: fc.constantFrom('paid', 'void', 'uncollectible', 'open') });
const told = fc.array(life, { minLength: 1, maxLength: 5 }).map((lives) =>
  lives.flatMap(({ fails, ends }, n) => {
    const seen: InvoiceFacts[] = Array.from({ length: fails }, (_, at) => invoice(n, { attempts: at + 1 }));
    if (ends === 'paid') seen.push(invoice(n, { status: 'paid', attempts: fails + 1, paidFen: 30_000n }));
    else if (ends !== 'open') seen.push(invoice(n, { status: ends, attempts: fails }));
    return seen;
  }),
);
const end: SubscriptionFact = {
  key: 'stripe:sub_1:ended',
  kind: 'ended',
  invoiceId: null,
  from: new Date(start),
  to: new Date(start),
  amountFen: 0n,
  attempt: 0,
};

describe('a subscription, folded', () => {
  it('does not depend on the order in which it is told, or on how often', () => {
    const cases = fc.tuple(told, fc.boolean()).chain(([seen, over]) => {
      const facts = [...seen.flatMap(factsOfInvoice), ...(over ? [end] : [])];
      const twice = [...facts, ...facts];
      return fc.tuple(fc.constant(facts), fc.shuffledSubarray(twice, { minLength: twice.length }));
    });
    fc.assert(
      fc.property(cases, ([facts, shuffled]) => {
        expect(foldSubscription(shuffled)).toEqual(foldSubscription(facts));
      }),
    );
  });

  it('with a gap shows too little paid, never too much, and is whole again when the gap is filled', () => {
    const cases = told.chain((seen) => {
      const facts = seen.flatMap(factsOfInvoice);
      return fc.tuple(fc.constant(facts), fc.subarray(facts));
    });
    fc.assert(
      fc.property(cases, ([facts, some]) => {
        const whole = foldSubscription(facts);
        const part = foldSubscription(some);
        expect(part.periods).toBeLessThanOrEqual(whole.periods);
        expect(part.paidFen <= whole.paidFen).toBe(true);
        expect((part.paidTo?.getTime() ?? 0) <= (whole.paidTo?.getTime() ?? 0)).toBe(true);
        expect(foldSubscription([...some, ...facts])).toEqual(whole);
        // Failed tries of what was paid in the end leave nothing behind.
        const final = facts.filter((one) => one.kind !== 'invoice.failed' || one.invoiceId === whole.owing?.invoiceId);
        expect(foldSubscription(final)).toEqual(whole);
      }),
    );
  });

  it('goes from the first payment through a failed one to its end', () => {
    const first = factsOfInvoice(invoice(0, { status: 'paid', attempts: 1, paidFen: 30_000n }));
    expect(foldSubscription([])).toMatchObject({ state: 'opening', paidTo: null, owing: null });
    expect(foldSubscription(first)).toMatchObject({ state: 'active', periods: 1, paidTo: term(0).to });
    const failing = [...first, ...factsOfInvoice(invoice(1, { attempts: 2 }))];
    expect(foldSubscription(failing)).toMatchObject({
      state: 'dunning',
      paidTo: term(0).to,
      owing: { invoiceId: 'in_1', attempts: 2, amountFen: 30_000n },
    });
    expect(foldSubscription([...failing, end])).toMatchObject({ state: 'ended', paidTo: term(0).to });
    expect(factsOfInvoice(invoice(2, { status: 'draft' }))).toEqual([]);
    expect(factsOfInvoice(invoice(2, { status: 'galactic', attempts: 3 }))).toEqual([]);
  });
});

describe('what can be subscribed to', () => {
  const terms: PlanTerms = { kind: 'period', unit: 'month', amount_fen: '30000', calls_per_month: null, trial: null };
  const order = { terms, amountFen: 30_000n, trial: false, billOfId: null, offerId: null, renewsOrderId: null };

  it('is a plan by period at its list price, and nothing else', () => {
    expect(isSubscribable(order)).toBe(true);
    for (const over of [
      { terms: null },
      { terms: { kind: 'one_off' as const, amount_fen: '30000', trial: null } },
      { amountFen: 20_000n },
      { trial: true },
      { billOfId: 'ord_1' },
      { offerId: 'qof_1' },
      { renewsOrderId: 'ord_1' },
    ])
      expect(isSubscribable({ ...order, ...over })).toBe(false);
  });

  it('events of subscriptions and invoices lead to the subscription; look-alikes to a person', () => {
    for (const type of ['invoice.paid', 'invoice.payment_failed', 'invoice.upcoming', 'customer.subscription.deleted'])
      expect(courseOf(type)).toBe('subscription');
    expect(courseOf('invoice_payment.paid')).toBe('payment');
    for (const odd of ['invoice.exploded', 'customer.subscription', 'subscription_schedule.created'])
      expect(courseOf(odd)).toBe('unknown');
  });
});

describe('transfers', () => {
  const open = { accountId: 'acct_1', country: 'HK', transfers: 'active', payoutsEnabled: true, disabledReason: null };
  const developer = { kind: 'developer', organizationKind: 'enterprise', name: '晋路数据' } as const;

  it('go to a developer whose account is open, never to a treasury, an agency or the operator', () => {
    expect(channelFault(developer, open)).toBeNull();
    expect(channelFault({ ...developer, kind: 'treasury', organizationKind: null }, open)?.code).toBe(
      'payouts.never_through_stripe',
    );
    expect(channelFault({ ...developer, organizationKind: 'agency' }, open)?.code).toBe('payouts.never_through_stripe');
    expect(channelFault({ ...developer, kind: 'operator' }, open)?.code).toBe('payouts.channel_closed');
    for (const over of [
      { accountId: null },
      { country: 'CN' },
      { transfers: 'pending' },
      { transfers: 'galactic' },
      { payoutsEnabled: false },
      { disabledReason: 'listed' },
    ])
      expect(channelFault(developer, { ...open, ...over })?.code).toBe('payouts.channel_closed');
    expect(channelFault(developer, null)?.code).toBe('payouts.channel_closed');
  });

  it('that come back pay what is owed first, to the fen', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: -5n, max: 10n ** 12n }), (amount, owed) => {
        const { claimFen, payableFen } = reversalSplit(amount, owed);
        expect(claimFen + payableFen).toBe(amount);
        expect(claimFen >= 0n && payableFen >= 0n && claimFen <= (owed > 0n ? owed : 0n)).toBe(true);
      }),
    );
  });
});
