/** Paying on the provider's page, refunds that go back that way, and what of it needs a person. */
import { z } from 'zod';
import { fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { orderShape } from '#api/orders/contract.ts';
import { cardRefundStates, caseKinds, checkoutStates, eventStates } from './rules/codes.ts';

const words = z.object({ zh: z.string(), en: z.string() });

export const checkoutShape = z
  .object({
    on: z.boolean().meta({ description: 'Whether cards and wallets are switched on here' }),
    state: z.enum(checkoutStates.codes).nullable().meta({ description: 'Of the newest try; null before the first' }),
    url: z.string().nullable().meta({ description: 'The page to pay on; for the buyer, while it is open' }),
    expires_at: instantText.nullable(),
    fault: z.string().nullable().meta({ description: 'The provider’s word for why the last try failed' }),
    refusal: words.nullable().meta({ description: 'Why no page can be opened now; null when one can' }),
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
