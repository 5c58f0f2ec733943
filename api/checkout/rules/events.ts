/** What is done about an event by its type, and which words of the provider are understood. What is not listed needs a person. */

export type Course =
  /** Read the page anew, and the payment behind it. */
  | 'page'
  /** Read the payment anew, with its refunds and disputes. */
  | 'payment'
  /** Read the subscription anew, with its invoices and their payments. */
  | 'subscription'
  /** Known and without effect. */
  | 'harmless'
  /** Read the developer's account anew. */
  | 'account'
  /** Read the transfer anew, with its reversals. */
  | 'transfer'
  | 'payout'
  | 'unknown';

const harmless = new Set([
  'customer.created',
  'customer.updated',
  'payment_intent.created',
  'payment_intent.requires_action',
  'payment_method.attached',
  'payment_method.updated',
  'charge.pending',
  'balance.available',
  'product.created',
  'price.created',
  'payout.created',
  'payout.updated',
  'payout.reconciliation_completed',
  'plan.created',
  'setup_intent.created',
  'setup_intent.succeeded',
  'account.external_account.created',
  'account.external_account.updated',
]);

const followed =
  /^(payment_intent\.(succeeded|processing|payment_failed|canceled)|charge\.(succeeded|failed|updated|captured|expired|refunded)|charge\.refund\.updated|refund\.(created|updated|failed)|invoice_payment\.paid|charge\.dispute\.(created|updated|closed|funds_withdrawn|funds_reinstated))$/;
const subscriptions =
  /^(?:customer\.subscription\.(created|updated|deleted|paused|resumed|pending_update_applied|pending_update_expired)|invoice\.(created|updated|finalized|finalization_failed|upcoming|paid|payment_succeeded|payment_failed|payment_action_required|overdue|voided|marked_uncollectible))$/;
const pages = /^checkout\.session\.(completed|expired|async_payment_succeeded|async_payment_failed)$/;

export function courseOf(type: string): Course {
  if (pages.test(type)) return 'page';
  if (/^(account\.updated|capability\.updated|account\.application\.deauthorized)$/.test(type)) return 'account';
  if (/^transfer\.(created|updated|reversed)$/.test(type)) return 'transfer';
  if (followed.test(type)) return 'payment';
  if (subscriptions.test(type)) return 'subscription';
  if (/^payout\.(paid|failed|canceled)$/.test(type)) return 'payout';
  return harmless.has(type) ? 'harmless' : 'unknown';
}

export const paymentStatuses: ReadonlySet<string> = new Set([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
  'processing',
  'canceled',
  'succeeded',
]);
export const pageStatuses: ReadonlySet<string> = new Set(['open', 'complete', 'expired']);
/** Of a dispute that is not decided; warnings are inquiries before money moves. */
export const openDisputes: ReadonlySet<string> = new Set([
  'needs_response',
  'under_review',
  'warning_needs_response',
  'warning_under_review',
  'appeal_needs_response',
  'appeal_under_review',
]);
export const closedDisputes: ReadonlySet<string> = new Set(['won', 'lost', 'warning_closed', 'prevented']);

/** Days in which a wallet takes money back (docs.stripe.com: payments/alipay, payments/wechat-pay); cards have no such end. */
export const refundDays: Readonly<Record<string, number>> = { alipay: 90, wechat_pay: 180 };

export function refundWindowOver(method: string | null, paidAt: Date, now: Date): boolean {
  const days = refundDays[method ?? ''];
  return days !== undefined && now.getTime() - paidAt.getTime() > days * 86_400_000;
}
