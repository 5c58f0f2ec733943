/** Objects of Stripe's API as the port's facts. Its enumerations are open: a word we do not know is handed on as it is. */
import type Stripe from 'stripe';
import type { HostedPage, Movement, ProviderDispute, ProviderPayment, ProviderRefund } from './checkout-port.ts';

export const idOf = (ref: string | { readonly id: string } | null | undefined): string | null =>
  ref === null || ref === undefined ? null : typeof ref === 'string' ? ref : ref.id;

export const instant = (seconds: number): Date => new Date(seconds * 1000);

/** For the API, which counts in JSON numbers. */
export function minorUnits(amount: bigint): number {
  const units = Number(amount);
  if (!Number.isSafeInteger(units)) throw new RangeError('an amount beyond what JSON numbers can say');
  return units;
}

export const pageOf = (s: Stripe.Checkout.Session): HostedPage => ({
  id: s.id,
  url: s.url,
  status: s.status ?? '',
  paymentStatus: s.payment_status,
  paymentId: idOf(s.payment_intent),
  subscriptionId: idOf(s.subscription),
  orderId: s.metadata?.order_id ?? null,
  checkoutId: s.metadata?.checkout_id ?? null,
});

const movementOf = (t: Stripe.BalanceTransaction): Movement => ({
  id: t.id,
  amountFen: BigInt(t.amount),
  feeFen: BigInt(t.fee),
  currency: t.currency,
});

export const refundOf = (r: Stripe.Refund): ProviderRefund => ({
  id: r.id,
  paymentId: idOf(r.payment_intent),
  amountFen: BigInt(r.amount),
  currency: r.currency,
  status: r.status ?? '',
  fault: r.failure_reason ?? null,
  cardRefundId: r.metadata?.card_refund_id ?? null,
});

const disputeOf = (d: Stripe.Dispute): ProviderDispute => ({
  id: d.id,
  status: d.status,
  amountFen: BigInt(d.amount),
  currency: d.currency,
  reason: d.reason,
  dueBy: d.evidence_details.due_by === null ? null : instant(d.evidence_details.due_by),
  movements: d.balance_transactions.map(movementOf),
});

/** The kind of means and its last digits; a wallet has none, and nobody's name is taken over. */
function payerOf(details: Stripe.Charge.PaymentMethodDetails | null | undefined): string {
  const card = details?.card;
  if (card) return `${card.brand ?? 'card'} ·${card.last4 ?? ''}`;
  return details?.type ?? 'stripe';
}

/** The invoice a payment pays, and the subscription that is behind it. */
export interface InvoiceRef {
  readonly invoiceId: string;
  readonly subscriptionId: string | null;
}

export function invoiceRefOf(paid: Stripe.InvoicePayment | undefined): InvoiceRef | null {
  if (paid === undefined) return null;
  const { invoice } = paid;
  const whole = typeof invoice === 'object' && 'parent' in invoice ? invoice : null;
  const behind = whole?.parent?.subscription_details?.subscription ?? null;
  return { invoiceId: typeof invoice === 'string' ? invoice : invoice.id, subscriptionId: idOf(behind) };
}

export function paymentOf(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge | null,
  refunds: readonly Stripe.Refund[],
  disputes: readonly Stripe.Dispute[],
  invoice: InvoiceRef | null = null,
): ProviderPayment {
  const booked = charge?.balance_transaction;
  return {
    id: intent.id,
    status: intent.status,
    receivedFen: BigInt(intent.amount_received),
    currency: intent.currency,
    livemode: intent.livemode,
    orderId: intent.metadata.order_id ?? null,
    checkoutId: intent.metadata.checkout_id ?? null,
    invoiceId: invoice?.invoiceId ?? null,
    subscriptionId: invoice?.subscriptionId ?? null,
    chargeId: charge?.id ?? null,
    paidAt: charge?.paid === true ? instant(charge.created) : null,
    method: charge?.payment_method_details?.type ?? null,
    payer: payerOf(charge?.payment_method_details),
    fault: intent.last_payment_error?.code ?? null,
    movement: typeof booked === 'object' && booked !== null ? movementOf(booked) : null,
    refunds: refunds.map(refundOf),
    disputes: disputes.map(disputeOf),
  };
}
