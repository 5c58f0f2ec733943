/** Whole objects of Stripe's API as its documentation and the library's types give them; what a test does not need is null. */
import type Stripe from 'stripe';

export interface Clocked {
  readonly now: () => Date;
  readonly livemode: boolean;
}

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

export function customer(c: Clocked, id: string, p: { name?: string; metadata?: Record<string, string> }) {
  const made: Stripe.Customer = {
    id,
    object: 'customer',
    balance: 0,
    created: seconds(c.now()),
    default_source: null,
    description: null,
    email: null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: c.livemode,
    metadata: p.metadata ?? {},
    name: p.name ?? null,
    shipping: null,
  };
  return made;
}

export interface SessionFacts {
  readonly customer: string;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Record<string, string>;
  readonly intentMetadata: Record<string, string>;
  readonly methods: string[];
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly reference: string | null;
  readonly expiresAt: number;
  readonly url: string;
}

export function session(c: Clocked, id: string, f: SessionFacts) {
  const made: Stripe.Checkout.Session = {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: f.methods,
    amount_subtotal: f.amount,
    amount_total: f.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: f.cancelUrl,
    client_reference_id: f.reference,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: seconds(c.now()),
    currency: f.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: f.customer,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    expires_at: f.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: c.livemode,
    locale: null,
    managed_payments: null,
    metadata: f.metadata,
    mode: 'payment',
    origin_context: null,
    // Made when the customer pays (since API version 2022-08-01).
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: f.methods,
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: f.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: null,
    url: f.url,
    wallet_options: null,
  };
  return made;
}

export function intent(
  c: Clocked,
  id: string,
  f: { amount: number; currency: string; customer: string | null; metadata: Record<string, string>; methods: string[] },
) {
  const made: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: f.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: null,
    confirmation_method: 'automatic',
    created: seconds(c.now()),
    currency: f.currency,
    customer: f.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: c.livemode,
    managed_payments: null,
    metadata: f.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: f.methods,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  };
  return made;
}

export type Method = 'card' | 'alipay' | 'wechat_pay';

function details(method: Method): Stripe.Charge.PaymentMethodDetails {
  const card = { brand: 'visa', last4: '4242', country: 'US', exp_month: 8, exp_year: 2030, funding: 'credit' };
  // The rest of a card's details is long and read by nobody.
  return (
    method === 'card' ? { type: 'card', card } : { type: method, [method]: {} }
  ) as Stripe.Charge.PaymentMethodDetails;
}

export function charge(c: Clocked, id: string, of: Stripe.PaymentIntent, method: Method) {
  const made: Stripe.Charge = {
    id,
    object: 'charge',
    amount: of.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: 'payer@example.com', name: 'Payer Name', phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: false,
    created: seconds(c.now()),
    currency: of.currency,
    customer: of.customer,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: c.livemode,
    metadata: of.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: of.id,
    payment_method: 'pm_1',
    payment_method_details: details(method),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
  };
  return made;
}

export function movement(
  c: Clocked,
  id: string,
  f: { amount: number; fee: number; currency: string; source: string; type: Stripe.BalanceTransaction.Type },
) {
  const made: Stripe.BalanceTransaction = {
    id,
    object: 'balance_transaction',
    amount: f.amount,
    available_on: seconds(c.now()),
    balance_type: 'payments',
    created: seconds(c.now()),
    currency: f.currency,
    description: null,
    exchange_rate: null,
    fee: f.fee,
    fee_details: [],
    net: f.amount - f.fee,
    reporting_category: String(f.type),
    source: f.source,
    status: 'available',
    type: f.type,
  };
  return made;
}

export function refund(
  c: Clocked,
  id: string,
  f: {
    amount: number;
    currency: string;
    charge: string;
    intent: string;
    metadata: Record<string, string>;
    status: string;
  },
) {
  const made: Stripe.Refund = {
    id,
    object: 'refund',
    amount: f.amount,
    balance_transaction: null,
    charge: f.charge,
    created: seconds(c.now()),
    currency: f.currency,
    customer: null,
    customer_account: null,
    metadata: f.metadata,
    payment_intent: f.intent,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: f.status,
    transfer_reversal: null,
  };
  return made;
}

export function dispute(
  c: Clocked,
  id: string,
  f: { amount: number; currency: string; charge: string; intent: string; status: Stripe.Dispute.Status },
) {
  const made = {
    id,
    object: 'dispute' as const,
    amount: f.amount,
    balance_transactions: [],
    charge: f.charge,
    created: seconds(c.now()),
    currency: f.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: seconds(c.now()) + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: null,
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: c.livemode,
    metadata: {},
    payment_intent: f.intent,
    reason: 'product_not_received',
    status: f.status,
  };
  // Evidence has a field for everything a merchant may hand in; all are empty.
  return made as unknown as Stripe.Dispute;
}
