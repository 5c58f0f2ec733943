/** Paying on the provider's page, refunds that go back that way, and what of it needs a person. */
import { z } from 'zod';
import { fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { orderShape } from '#api/orders/contract.ts';
import { offerShape } from '#api/products/contract.ts';
import {
  cardRefundStates,
  caseKinds,
  checkoutStates,
  eventStates,
  stopReasons,
  stopTimes,
  subscriptionStates,
} from './rules/codes.ts';

const words = z.object({ zh: z.string(), en: z.string() });

export const checkoutShape = z
  .object({
    on: z.boolean().meta({ description: 'Whether cards and wallets are switched on here' }),
    state: z.enum(checkoutStates.codes).nullable().meta({ description: 'Of the newest try; null before the first' }),
    url: z.string().nullable().meta({ description: 'The page to pay on; for the buyer, while it is open' }),
    expires_at: instantText.nullable(),
    fault: z.string().nullable().meta({ description: 'The provider’s word for why the last try failed' }),
    refusal: words.nullable().meta({ description: 'Why no page can be opened now; null when one can' }),
    mode: z.enum(['payment', 'subscription']).nullable().meta({ description: 'What the newest page is for' }),
    subscribable: z.boolean().meta({ description: 'Whether it can be paid term after term by a subscription' }),
    subscription: z
      .object({ id: z.string(), state: z.enum(subscriptionStates.codes), paid_to: instantText.nullable() })
      .nullable()
      .meta({ description: 'The subscription the order is a term of' }),
    by_card: z.boolean().meta({ description: 'Whether the order was paid this way' }),
    disputed_fen: fenText.meta({ description: 'Held back by disputes that are not decided' }),
    refunds: z.array(
      z.object({
        id: z.string(),
        refund_id: z.string(),
        state: z.enum(cardRefundStates.codes),
        fault: z.string().nullable(),
        settled_at: instantText.nullable(),
      }),
    ),
  })
  .meta({ id: 'Checkout', description: 'Where paying an order by card or wallet stands' });

export const caseLine = z
  .object({
    id: z.string(),
    kind: z.enum(caseKinds.codes),
    object_id: z.string(),
    order_id: z.string().nullable(),
    order_no: z.string().nullable(),
    region_code: z.string(),
    amount: z.string().nullable().meta({ description: 'Minor units of the currency' }),
    currency: z.string().nullable(),
    detail: z.string(),
    opened_at: instantText,
    closed_at: instantText.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'StripeCaseLine' });

export const caseShape = caseLine
  .extend({
    events: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        state: z.enum(eventStates.codes),
        fault: z.string().nullable(),
        attempts: z.number().int(),
        created_at: instantText,
        received_at: instantText,
        raw: z.string().meta({ description: 'As it came, byte for byte' }),
      }),
    ),
    send_back_state: z.enum(cardRefundStates.codes).nullable(),
    may: z.object({ retry: z.boolean(), send_back: z.boolean(), pay_by_bank: z.boolean(), close: z.boolean() }),
  })
  .meta({ id: 'StripeCase' });

export const subscriptionLine = z
  .object({
    id: z.string(),
    state: z.enum(subscriptionStates.codes).meta({ description: 'Folded from what the provider told' }),
    order_id: z.string(),
    order_no: z.string(),
    product_no: z.string(),
    product_title: z.string(),
    product_title_en: z.string().nullable(),
    plan_name: z.string().nullable(),
    plan_name_en: z.string().nullable(),
    buyer_name: z.string(),
    unit: z.enum(['month', 'year']),
    amount_fen: fenText.meta({ description: 'Of each term; a new price of the plan does not change it' }),
    paid_to: instantText.nullable(),
    ended_at: instantText.nullable(),
    next_attempt_at: instantText.nullable().meta({ description: 'When a payment that failed is tried again' }),
    failed_attempts: z.number().int(),
    stop: z
      .object({ when: z.enum(stopTimes.codes), reason: z.enum(stopReasons.codes), asked_at: instantText })
      .nullable(),
    ends_with_term: z.boolean().meta({ description: 'Nothing is charged after the paid term' }),
  })
  .meta({ id: 'StripeSubscriptionLine' });

export const subscriptionShape = subscriptionLine
  .extend({
    status: z.string().nullable().meta({ description: 'The provider’s own word, as last read' }),
    periods: z.number().int(),
    paid_fen: fenText,
    read_at: instantText.nullable(),
    invoices: z.array(
      z.object({
        id: z.string(),
        number: z.string().nullable(),
        status: z.string(),
        currency: z.string(),
        due_fen: fenText,
        paid_fen: fenText,
        attempts: z.number().int(),
        next_attempt_at: instantText.nullable(),
        from: instantText,
        to: instantText,
        paid_at: instantText.nullable(),
        hosted_url: z.string().nullable().meta({ description: 'The invoice at the provider; for its buyer' }),
        pdf_url: z.string().nullable(),
        order_id: z.string().nullable(),
        order_no: z.string().nullable(),
        fault: z.string().nullable().meta({ description: 'Why no order was made of it' }),
      }),
    ),
    actions: z.array(offerShape),
  })
  .meta({ id: 'StripeSubscription', description: 'A plan by period that the provider charges term after term' });

export const customerShape = z
  .object({
    on: z.boolean(),
    organization_name: z.string(),
    customer_id: z.string().nullable().meta({ description: 'The provider’s number of the organisation' }),
    billing_mail: z.string().nullable(),
    created_at: instantText.nullable(),
    may_edit: z.boolean(),
  })
  .meta({
    id: 'StripeCustomer',
    description: 'What the provider knows of a buyer organisation: name and mail for bills',
  });

export const connectShape = z
  .object({
    on: z.boolean(),
    account_id: z.string().nullable(),
    country: z.string().nullable(),
    currency: z.string().nullable(),
    transfers: z
      .string()
      .nullable()
      .meta({ description: 'Whether it can be transferred to, as the provider names it' }),
    payouts_enabled: z.boolean(),
    details_submitted: z.boolean(),
    disabled_reason: z.string().nullable(),
    due: z.array(z.string()).meta({ description: 'What the provider still asks for, by its own names' }),
    read_at: instantText.nullable(),
    link: z.string().nullable().meta({ description: 'The page to enter it on: works once, for minutes' }),
    may_open: z.boolean(),
  })
  .meta({ id: 'StripeAccount', description: 'A developer’s own account at the provider' });

export const accountOpening = z.object({
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/)
    .meta({ description: 'ISO 3166-1 alpha-2 of the country the enterprise is registered in' }),
});

export const stopping = z.object({ when: z.enum(stopTimes.codes) });
export const billingMail = z.object({
  billing_mail: z.string().trim().max(250).meta({ description: 'A mailbox of the organisation; empty for none' }),
});

export const cardApproval = z.object({
  refundable_seen_fen: z.string().regex(/^\d{1,18}$/),
  opinion: z.string().trim().max(500).optional(),
});
export const bankPayout = z.object({ bank_serial: z.string().trim().min(1).max(80) });
export const caseNote = z.object({ note: z.string().trim().min(2).max(500) });

const byId = z.object({ id: z.string().max(60) });
const provider = ['payments.provider_unreachable', 'payments.provider_rejected', 'payments.provider_refuses_us'];
const ofCase = ['checkout.case_not_found', 'checkout.case_closed'];

export const checkoutOperations = {
  showCheckout: operation({
    method: 'get',
    path: '/orders/:id/checkout',
    auth: 'session',
    summary: ['在线付款情况', 'Paying by card or wallet'],
    params: byId,
    out: checkoutShape,
    refusals: ['orders.not_found'],
  }),
  openCheckout: operation({
    method: 'post',
    path: '/orders/:id/checkout',
    auth: 'session',
    summary: ['打开付款页', 'Open the payment page'],
    description: 'By the buyer. One page at a time is open for an order; nothing is charged by opening it.',
    params: byId,
    out: checkoutShape,
    refusals: [
      'orders.not_found',
      'orders.wrong_state',
      'checkout.off',
      'checkout.too_large',
      'checkout.term_over',
      'checkout.processing',
      ...provider,
    ],
  }),
  openStripeSubscription: operation({
    method: 'post',
    path: '/orders/:id/subscription',
    auth: 'session',
    summary: ['打开自动续费的付款页', 'Open the page for a subscription'],
    description:
      'By the buyer of an order of a plan by period. The page charges the first term, the provider every one after.',
    params: byId,
    out: checkoutShape,
    refusals: [
      'orders.not_found',
      'orders.wrong_state',
      'checkout.off',
      'checkout.not_subscribable',
      'checkout.too_large',
      'checkout.term_over',
      'checkout.processing',
      ...provider,
    ],
  }),
  listStripeSubscriptions: operation({
    method: 'get',
    path: '/stripe/subscriptions',
    auth: 'session',
    summary: ['自动续费订阅', 'Subscriptions by card'],
    description: 'The own organisation’s; for a finance bureau those of its region.',
    query: pageQuery,
    out: page(subscriptionLine),
  }),
  showStripeSubscription: operation({
    method: 'get',
    path: '/stripe/subscriptions/:id',
    auth: 'session',
    summary: ['订阅详情', 'A subscription with its invoices'],
    params: byId,
    out: subscriptionShape,
    refusals: ['checkout.subscription_not_found'],
  }),
  stopStripeSubscription: operation({
    method: 'post',
    path: '/stripe/subscriptions/:id/stop',
    auth: 'session',
    summary: ['停止订阅', 'Stop a subscription'],
    description: 'By its buyer: after the paid term, or now together with the use. Nothing is refunded by it.',
    params: byId,
    body: stopping,
    out: subscriptionShape,
    refusals: ['checkout.subscription_not_found', 'checkout.subscription_over', 'checkout.stop_asked'],
  }),
  showStripeCustomer: operation({
    method: 'get',
    path: '/stripe/customer',
    auth: 'session',
    summary: ['账单信息', 'The own organisation’s customer record'],
    out: customerShape,
  }),
  saveStripeCustomer: operation({
    method: 'put',
    path: '/stripe/customer',
    auth: 'session',
    summary: ['设置账单邮箱', 'Set where bills go'],
    body: billingMail,
    out: customerShape,
    refusals: ['checkout.off', 'checkout.bad_mail', ...provider],
  }),
  showStripeAccount: operation({
    method: 'get',
    path: '/stripe/account',
    auth: 'session',
    summary: ['支付平台收款账户', 'The own account at the provider'],
    out: connectShape,
  }),
  openStripeAccount: operation({
    method: 'post',
    path: '/stripe/account',
    auth: 'session',
    summary: ['开立或继续开立收款账户', 'Open the account, or go on with it'],
    description: 'For developers registered where the provider pays into. Answers the address of the provider’s page.',
    body: accountOpening,
    out: connectShape,
    refusals: ['checkout.off', 'checkout.not_an_enterprise', 'checkout.country_not_payable', ...provider],
  }),
  refreshStripeAccount: operation({
    method: 'post',
    path: '/stripe/account/reading',
    auth: 'session',
    summary: ['重新核对收款账户', 'Read the account anew'],
    out: connectShape,
    refusals: ['checkout.off', ...provider],
  }),
  approveRefundByCard: operation({
    method: 'post',
    path: '/refunds/:id/card',
    auth: 'session',
    summary: ['批准退款并原路退回', 'Approve a refund that goes back the way it came'],
    params: byId,
    body: cardApproval,
    out: orderShape,
    refusals: [
      'orders.refund_not_found',
      'orders.refund_decided',
      'orders.two_people',
      'orders.wrong_region',
      'checkout.off',
      'checkout.not_by_card',
      'checkout.dispute_open',
    ],
  }),
  listStripeCases: operation({
    method: 'get',
    path: '/stripe/cases',
    auth: 'session',
    summary: ['在线付款待办', 'Card payments that need a person'],
    description: 'For the finance bureau of the order’s region; where no order is known, of the province.',
    query: pageQuery.extend({
      open: z
        .enum(['true', 'false'])
        .default('true')
        .transform((text) => text === 'true'),
    }),
    out: page(caseLine),
  }),
  showStripeCase: operation({
    method: 'get',
    path: '/stripe/cases/:id',
    auth: 'session',
    summary: ['待办详情', 'A case'],
    params: byId,
    out: caseShape,
    refusals: ['checkout.case_not_found'],
  }),
  retryStripeCase: operation({
    method: 'post',
    path: '/stripe/cases/:id/retry',
    auth: 'session',
    summary: ['重新处理', 'Handle its events again'],
    params: byId,
    out: caseShape,
    refusals: [...ofCase, 'checkout.no_event'],
  }),
  sendBackStripeCase: operation({
    method: 'post',
    path: '/stripe/cases/:id/return',
    auth: 'session',
    summary: ['原路退回', 'Send the money back'],
    params: byId,
    out: caseShape,
    refusals: [...ofCase, 'checkout.nothing_to_send_back', 'checkout.off'],
  }),
  payStripeCaseByBank: operation({
    method: 'post',
    path: '/stripe/cases/:id/bank-transfer',
    auth: 'session',
    summary: ['登记银行退款', 'Enter the bank transfer of a refund'],
    params: byId,
    body: bankPayout,
    out: caseShape,
    refusals: [...ofCase, 'checkout.refund_not_failed', 'payments.bad_serial', 'orders.serial_used'],
  }),
  closeStripeCase: operation({
    method: 'post',
    path: '/stripe/cases/:id/closure',
    auth: 'session',
    summary: ['办结', 'Close a case'],
    params: byId,
    body: caseNote,
    out: caseShape,
    refusals: ofCase,
  }),
};
