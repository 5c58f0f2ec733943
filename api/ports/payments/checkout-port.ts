/**
 * Payments through a provider with a page of its own (cards, wallets). The platform never sees a card: it opens a page, is
 * told of events, and reads every fact anew from the provider before it believes it. Amounts are fen as long as `currency`
 * is `cny`; in another currency they are that currency's minor units and are never booked.
 */
import type { BillingPort } from './billing-port.ts';
import type { ConnectPort } from './connect-port.ts';

export interface PageRequest {
  readonly customerId: string;
  readonly orderId: string;
  readonly orderNo: string;
  /** Our own number of this try; by it the page is found again when its answer was lost. */
  readonly checkoutId: string;
  readonly title: string;
  readonly amountFen: bigint;
  readonly locale: 'zh' | 'en';
  readonly expiresAt: Date;
  /** Where the provider sends the browser afterwards; says nothing about the payment. */
  readonly returnUrl: string;
}

export interface HostedPage {
  readonly id: string;
  /** Null once it is closed. */
  readonly url: string | null;
  /** `open`, `complete`, `expired`; others may come. */
  readonly status: string;
  /** `paid`, `unpaid`, `no_payment_required`; others may come. */
  readonly paymentStatus: string;
  readonly paymentId: string | null;
  /** What a page for a subscription has led to. */
  readonly subscriptionId: string | null;
  readonly orderId: string | null;
  readonly checkoutId: string | null;
}

/** A movement of the provider's balance: what came in or went out, and what it kept for it. */
export interface Movement {
  readonly id: string;
  readonly amountFen: bigint;
  readonly feeFen: bigint;
  readonly currency: string;
}

export interface ProviderRefund {
  readonly id: string;
  readonly paymentId: string | null;
  readonly amountFen: bigint;
  readonly currency: string;
  /** `pending`, `requires_action`, `succeeded`, `failed`, `canceled`; others may come. */
  readonly status: string;
  readonly fault: string | null;
  /** Our number of it; null when somebody made it at the provider's own desk. */
  readonly cardRefundId: string | null;
}

export interface ProviderDispute {
  readonly id: string;
  readonly status: string;
  readonly amountFen: bigint;
  readonly currency: string;
  readonly reason: string;
  /** By when evidence must be in. */
  readonly dueBy: Date | null;
  readonly movements: readonly Movement[];
}

export interface ProviderPayment {
  readonly id: string;
  /** `succeeded`, `processing`, `requires_payment_method`, `canceled` …; others may come. */
  readonly status: string;
  readonly receivedFen: bigint;
  readonly currency: string;
  readonly livemode: boolean;
  readonly orderId: string | null;
  readonly checkoutId: string | null;
  /** The invoice it pays, where it was not made on a page of ours, and the subscription behind that. */
  readonly invoiceId: string | null;
  readonly subscriptionId: string | null;
  /** The charge by which it went through; transfers are drawn on it. */
  readonly chargeId: string | null;
  readonly paidAt: Date | null;
  /** `card`, `alipay`, `wechat_pay` … */
  readonly method: string | null;
  /** What may be shown of the means of payment: `visa ·4242`. Never a name. */
  readonly payer: string;
  readonly fault: string | null;
  /** The movement by which it reached the balance; null while the provider has not booked it. */
  readonly movement: Movement | null;
  readonly refunds: readonly ProviderRefund[];
  readonly disputes: readonly ProviderDispute[];
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly livemode: boolean;
  /** Set when it comes from another account than ours (Connect). */
  readonly account: string | null;
  readonly createdAt: Date;
  /** The page it tells of, the payment, the subscription: the things that are read anew. */
  readonly pageId: string | null;
  readonly paymentId: string | null;
  readonly subscriptionId: string | null;
  /** The transfer to a developer's account. */
  readonly transferId: string | null;
  readonly raw: string;
}

/**
 * Errors are refusals: `payments.provider_unreachable` (outcome unknown: ask again under the same key), `.provider_rejected`
 * (with the provider's code; nothing was done), `.provider_key_reused`, `.provider_refuses_us`, `.provider_unknown_object`.
 */
export interface CheckoutPort extends BillingPort, ConnectPort {
  readonly route: 'stripe';
  readonly livemode: boolean;
  /** Largest amount of one payment. */
  readonly largestFen: bigint;
  openPage(request: PageRequest, key: string): Promise<HostedPage>;
  readPage(id: string): Promise<HostedPage>;
  /** The page of a try whose answer was lost. */
  findPage(wanted: { readonly customerId: string; readonly checkoutId: string }): Promise<HostedPage | null>;
  /** Closes an open page; one that is closed already is answered as it is. */
  closePage(id: string): Promise<HostedPage>;
  readPayment(id: string): Promise<ProviderPayment>;
  sendBack(
    refund: { readonly paymentId: string; readonly amountFen: bigint; readonly cardRefundId: string },
    key: string,
  ): Promise<ProviderRefund>;
  findRefund(wanted: { readonly paymentId: string; readonly cardRefundId: string }): Promise<ProviderRefund | null>;
  /**
   * Verifies what was posted to the webhook. Refuses `payments.bad_signature` (wrong, too old, from the future),
   * `payments.wrong_mode`, `payments.not_an_event`.
   */
  readEvent(raw: Uint8Array, signature: string | undefined, now: Date): ProviderEvent;
  /** Reads a stored event again. */
  parseEvent(raw: string): ProviderEvent;
  /** The provider's own list since an instant, oldest first. */
  eventsSince(since: Date): Promise<readonly ProviderEvent[]>;
}
