/**
 * Payments: how a buyer is told to pay, and how what arrived becomes a fact. Each route is an adapter; an order knows
 * facts only, so a card or wallet route joins without touching it. A fact is one receipt of money: it carries its own
 * key, and the same fact counts once however often it is reported.
 */
import type { Day } from '#api/kernel/time.ts';

export type PaymentRoute = 'bank' | 'stripe';

export interface ReceivingAccount {
  readonly account_name: string;
  readonly bank_name: string;
  readonly account_no: string;
}

export interface PaymentRequest {
  readonly orderNo: string;
  readonly reference: string;
  readonly amountFen: bigint;
  /** Last day on which the money may leave the buyer. */
  readonly payBy: Day;
  /** Account of the finance bureau that receives; null while it has entered none. */
  readonly account: ReceivingAccount | null;
}

/** What the buyer is shown. Other routes add their own `kind`, e.g. a page to go to. */
export interface Instructions {
  readonly kind: 'transfer';
  readonly route: 'bank';
  readonly account: ReceivingAccount | null;
  readonly reference: string;
  readonly amount_fen: string;
  readonly pay_by: Day;
}

export interface Receipt {
  readonly route: PaymentRoute;
  /** Which order is meant, in the reference's one written form. */
  readonly reference: string;
  readonly amountFen: bigint;
  /** The bank's own number of the transfer, or the provider's of the payment; counts once. */
  readonly serial: string;
  readonly payerName: string;
  readonly valueDate: Day;
}

/** What an adapter is handed: for a transfer, the line of the bank slip as the officer typed it. */
export interface Evidence {
  readonly reference: string;
  readonly amount_fen: string;
  readonly currency: string;
  readonly bank_serial: string;
  readonly payer_name: string;
  readonly value_date: string;
}

export interface PaymentsPort {
  readonly route: 'bank';
  instructions(request: PaymentRequest): Instructions;
  /**
   * Reads evidence into a receipt. `today` bounds the value date. Refuses `payments.reference_mistyped`,
   * `payments.wrong_currency`, `payments.bad_amount`, `payments.bad_serial`, `payments.bad_value_date`.
   */
  receive(evidence: Evidence, today: Day): Receipt;
}
