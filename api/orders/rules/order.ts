/** What an order may do, true on paper: amounts, terms and what can still be refunded. */

import type { PartyKind } from '#api/agreements/rules/codes.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { addDays, type Day, dayOf, startOfDay } from '#api/kernel/time.ts';
import { type OrderState, orderStates } from './codes.ts';
import { refuse } from './refusals.ts';

/** Working days a buyer has to pay. */
export const defaultPaymentDays = 10;
/**
 * Working days after the term in which a transfer made in time may still be found in the bank's records: the term is the
 * buyer's, not the officer's.
 */
export const defaultGraceDays = 3;

/** The instant an order's term ends: the end of its last day in Asia/Shanghai. */
export const endOfDay = (day: Day): Date => startOfDay(addDays(day, 1));
/** The last day on which the money may leave the buyer. */
export const payBy = (expiresAt: Date): Day => dayOf(new Date(expiresAt.getTime() - 1));

export interface PayableOrder {
  readonly state: OrderState;
  readonly amountFen: bigint;
  readonly placedAt: Date;
  readonly expiresAt: Date;
  readonly paidSerial: string | null;
}

/** Why a receipt of this amount and day is not this order's, or null when it is. */
export function receiptFault(order: PayableOrder, receipt: { amountFen: bigint; valueDate: Day }): Refusal | null {
  const last = payBy(order.expiresAt);
  if (order.state === 'cancelled') return refuse('orders.cancelled');
  if (order.state === 'expired') return refuse('orders.expired', { day: last });
  if (order.state !== 'awaiting_payment') return refuse('orders.already_paid', { serial: order.paidSerial ?? '' });
  if (receipt.valueDate > last) return refuse('orders.expired', { day: last });
  if (receipt.valueDate < dayOf(order.placedAt)) {
    return refuse('orders.paid_before_ordered', { day: dayOf(order.placedAt) });
  }
  if (receipt.amountFen !== order.amountFen) {
    return refuse('orders.wrong_amount', {
      given: formatYuan(fen(receipt.amountFen)),
      expected: formatYuan(fen(order.amountFen)),
    });
  }
  return null;
}

export interface RefundFacts {
  readonly amountFen: bigint;
  readonly state: 'requested' | 'approved' | 'refused';
}

export function refundedOf(refunds: readonly RefundFacts[]): bigint {
  return refunds.reduce((sum, one) => (one.state === 'approved' ? sum + one.amountFen : sum), 0n);
}

/** Why so much is not refunded now, or null. `seen` is what the asker was shown: two tabs cannot both act on it. */
export function refundFault(
  order: { readonly state: OrderState; readonly amountFen: bigint; readonly refunds: readonly RefundFacts[] },
  amount: bigint,
  seen: bigint,
): Refusal | null {
  const refundable = order.amountFen - refundedOf(order.refunds);
  const shown = formatYuan(fen(refundable));
  if (order.state !== 'paid' && order.state !== 'fulfilled') return wrongState(order.state);
  if (seen !== refundable) return refuse('orders.refundable_changed', { refundable: shown });
  if (amount <= 0n || amount > refundable) {
    return refuse('orders.refund_too_much', { asked: formatYuan(fen(amount)), refundable: shown });
  }
  return null;
}

export function wrongState(
  state: OrderState,
  code: 'orders.wrong_state' | 'orders.not_fulfilled' = 'orders.wrong_state',
) {
  return refuse(code, { state: orderStates.label(state, 'zh'), state_en: orderStates.label(state, 'en') });
}

/** A line of the split an order was sold under. */
export interface SignedShare {
  readonly partyKind: PartyKind;
  readonly partyId: string;
  readonly ppm: number;
}
