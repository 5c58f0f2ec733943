/**
 * Where a subscription stands, folded from what was told of it: whatever the order, the repetition or the gaps. Of an
 * invoice its being paid is final and outweighs every failed try before or after it was told; nothing is concluded from a
 * fact that is missing, so a gap shows too little, never too much.
 */
import type { PlanTerms } from '#api/products/rules/plan.ts';

export const subscriptionFactKinds = ['invoice.paid', 'invoice.failed', 'invoice.closed', 'ended'] as const;
export type SubscriptionFactKind = (typeof subscriptionFactKinds)[number];

export interface SubscriptionFact {
  /** One thing that happened, one key: `stripe:in_…:paid`. */
  readonly key: string;
  readonly kind: SubscriptionFactKind;
  /** Null for the end of the whole. */
  readonly invoiceId: string | null;
  /** The term the invoice is for; of an end, both are its instant. */
  readonly from: Date;
  readonly to: Date;
  readonly amountFen: bigint;
  /** Which try failed, counted from 1. */
  readonly attempt: number;
}

export type SubscriptionStanding = {
  readonly state: 'opening' | 'active' | 'dunning' | 'ended';
  /** Until when it is paid; null before the first payment. */
  readonly paidTo: Date | null;
  readonly periods: number;
  readonly paidFen: bigint;
  /** The newest invoice whose payment failed and that is still asked for. */
  readonly owing: { readonly invoiceId: string; readonly attempts: number; readonly amountFen: bigint } | null;
  readonly endedAt: Date | null;
};

export function foldSubscription(told: Iterable<SubscriptionFact>): SubscriptionStanding {
  const facts = [...new Map([...told].map((fact) => [fact.key, fact])).values()];
  const paid = facts.filter((one) => one.kind === 'invoice.paid');
  const settled = new Set(
    facts.flatMap((one) => (one.kind === 'invoice.paid' || one.kind === 'invoice.closed' ? [one.invoiceId] : [])),
  );
  const failed = facts
    .filter((one) => one.kind === 'invoice.failed' && !settled.has(one.invoiceId))
    .sort((a, b) => newest(a, b) || b.attempt - a.attempt);
  const ends = facts.flatMap((one) => (one.kind === 'ended' ? [one.to.getTime()] : []));
  const endedAt = ends.length === 0 ? null : new Date(Math.min(...ends));
  const paidTo = paid.length === 0 ? null : new Date(Math.max(...paid.map((one) => one.to.getTime())));
  const [last] = failed;
  const owing =
    last === undefined ? null : { invoiceId: last.invoiceId ?? '', attempts: last.attempt, amountFen: last.amountFen };
  const state = endedAt !== null ? 'ended' : owing !== null ? 'dunning' : paid.length > 0 ? 'active' : 'opening';
  return {
    state,
    paidTo,
    periods: paid.length,
    paidFen: paid.reduce((sum, one) => sum + one.amountFen, 0n),
    owing,
    endedAt,
  };
}

const newest = (a: SubscriptionFact, b: SubscriptionFact): number =>
  b.from.getTime() - a.from.getTime() ||
  ((a.invoiceId ?? '') < (b.invoiceId ?? '') ? 1 : a.invoiceId === b.invoiceId ? 0 : -1);

/** An invoice as the provider has it now, as far as the facts are drawn from it. */
export interface InvoiceFacts {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly dueFen: bigint;
  readonly paidFen: bigint;
  readonly from: Date;
  readonly to: Date;
}

/** What an invoice read anew says; a draft says nothing. */
export function factsOfInvoice(i: InvoiceFacts): SubscriptionFact[] {
  const base = { invoiceId: i.id, from: i.from, to: i.to, attempt: i.attempts };
  if (i.status === 'paid')
    return [{ ...base, key: `stripe:${i.id}:paid`, kind: 'invoice.paid', amountFen: i.paidFen, attempt: 0 }];
  if (i.status === 'void' || i.status === 'uncollectible')
    return [{ ...base, key: `stripe:${i.id}:closed`, kind: 'invoice.closed', amountFen: i.dueFen, attempt: 0 }];
  if (i.status === 'open' && i.attempts > 0)
    return [{ ...base, key: `stripe:${i.id}:failed:${i.attempts}`, kind: 'invoice.failed', amountFen: i.dueFen }];
  return [];
}

export const invoiceStatuses: ReadonlySet<string> = new Set(['draft', 'open', 'paid', 'uncollectible', 'void']);
/** `trialing` and `paused` are statuses of the provider as well, but nothing here leads to them: a person looks. */
export const subscriptionStatuses: ReadonlySet<string> = new Set([
  'incomplete',
  'incomplete_expired',
  'active',
  'past_due',
  'unpaid',
  'canceled',
]);
export const endedStatuses: ReadonlySet<string> = new Set(['canceled', 'incomplete_expired']);

/** Whether an order can be paid by a subscription; the reason why not is one refusal, its parts are on the page. */
export function isSubscribable(order: {
  readonly terms: PlanTerms | null;
  readonly amountFen: bigint;
  readonly trial: boolean;
  readonly billOfId: string | null;
  readonly offerId: string | null;
  readonly renewsOrderId: string | null;
}): boolean {
  const { terms } = order;
  return (
    terms?.kind === 'period' &&
    !order.trial &&
    order.billOfId === null &&
    // A price granted once is not a price for ever.
    order.offerId === null &&
    // Its term would begin at the payment and not where the last one ends.
    order.renewsOrderId === null &&
    BigInt(terms.amount_fen) === order.amountFen
  );
}

/** Hours for which what was paid stays open: the provider charges about an hour after a term has begun. */
export const defaultGraceHours = 24;
/** Days before a term ends in which it is looked whether the next may be charged at all. */
export const lookAheadDays = 3;

export const accessEnd = (paidTo: Date, graceHours: number): Date =>
  new Date(paidTo.getTime() + graceHours * 3_600_000);
