import { z } from 'zod';
import { partyKinds } from '#api/agreements/rules/codes.ts';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { offerShape } from '#api/products/contract.ts';
import { planOut } from '#api/products/plans-contract.ts';
import { purposeKinds } from '#api/products/rules/codes.ts';
import { accessStates } from './rules/access.ts';
import { orderSides, orderStates, refundStates } from './rules/codes.ts';

const state = z.enum(orderStates.codes);
const side = z.enum(orderSides.codes);
const positiveFen = z.string().regex(/^[1-9]\d{0,17}$/);
const nameOf = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });

export const accountShape = z
  .object({
    account_name: z.string(),
    bank_name: z.string(),
    account_no: z.string(),
  })
  .meta({
    id: 'ReceivingAccount',
    description: 'The supervised account that receives, as the finance bureau entered it',
  });

export const orderLine = z
  .object({
    id: z.string(),
    no: z.string(),
    reference: z.string(),
    product_no: z.string(),
    product_title: z.string(),
    buyer_name: z.string(),
    developer_name: z.string(),
    agency_name: z.string(),
    region_code: z.string(),
    amount_fen: fenText,
    refunded_fen: fenText,
    state,
    placed_at: instantText,
    pay_by: dayText,
    paid_at: instantText.nullable(),
    days_left: z.number().int().nullable().meta({ description: 'Working days left to pay; null when none runs' }),
    open_refund: z.boolean(),
    plan_name: z.string().nullable(),
    trial: z.boolean(),
    bill_period: z.string().nullable().meta({ description: 'The month it bills, where it is a bill' }),
    access_to: instantText.nullable(),
    access: z.enum(accessStates),
  })
  .meta({ id: 'OrderLine' });

export const refundShape = z
  .object({
    id: z.string(),
    amount_fen: fenText,
    reason: z.string(),
    state: z.enum(refundStates.codes),
    requested_at: instantText,
    decided_at: instantText.nullable(),
    opinion: z.string().nullable(),
    bank_serial: z.string().nullable(),
  })
  .meta({ id: 'Refund' });

export const orderShape = orderLine
  .omit({ buyer_name: true, developer_name: true, agency_name: true })
  .extend({
    revision: z.number().int(),
    side,
    product_kind: z.string(),
    product_title_en: z.string().nullable(),
    buyer: nameOf,
    developer: nameOf,
    agency: nameOf,
    agreement_no: z.string(),
    agreement_version: z.number().int(),
    shares: z.array(
      z.object({
        party_kind: z.enum(partyKinds.codes),
        party_id: z.string(),
        party_name: z.string(),
        ppm: z.number().int(),
      }),
    ),
    slices: z
      .array(
        z.object({
          agreement_no: z.string(),
          agreement_version: z.number().int(),
          agency_name: z.string(),
          treasury_name: z.string(),
          ppm: z.number().int(),
          gross_fen: fenText,
        }),
      )
      .meta({ description: 'How the price is divided among the agreements behind the product, frozen with the order' }),
    plan: planOut
      .pick({
        number: true,
        version: true,
        version_id: true,
        kind: true,
        name: true,
        name_en: true,
        terms: true,
        sha256: true,
      })
      .nullable()
      .meta({ description: 'The version of the plan it was placed under, as it stays' }),
    purpose_kind: z.enum(purposeKinds.codes).nullable(),
    purpose: z.string().nullable(),
    offer_id: z.string().nullable(),
    access_from: instantText.nullable(),
    renews: z.boolean(),
    renews_order: z.object({ id: z.string(), no: z.string() }).nullable(),
    renewed_by: z.object({ id: z.string(), no: z.string() }).nullable(),
    bill_of: z.object({ id: z.string(), no: z.string() }).nullable(),
    gateway: z.boolean().meta({ description: 'It is called through the gateway, with keys of this order' }),
    address: z.string().nullable().meta({ description: 'Of the application or the outside service, for its buyer' }),
    fulfilled_at: instantText.nullable(),
    closed_at: instantText.nullable(),
    closed_reason: z.string().nullable(),
    instructions: z
      .object({
        kind: z.literal('transfer'),
        route: z.literal('bank'),
        account: accountShape.nullable(),
        reference: z.string(),
        amount_fen: fenText,
        pay_by: dayText,
      })
      .nullable()
      .meta({ description: 'How to pay; only while payment is awaited' }),
    payment: z
      .object({
        amount_fen: fenText,
        value_date: dayText,
        confirmed_at: instantText,
        bank_serial: z.string().nullable(),
        payer_name: z.string().nullable(),
      })
      .nullable(),
    refunds: z.array(refundShape),
    refundable_fen: fenText,
    file: z.object({ name: z.string(), bytes: z.string(), sha256: z.string() }).nullable(),
    actions: z.array(offerShape),
  })
  .meta({ id: 'Order' });

export const placing = z.object({
  product_no: z.string().max(60),
  plan: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Number of the plan; the first on offer when left out' }),
  plan_version: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'The version that was read; another is refused' }),
  purpose_kind: z.enum(purposeKinds.codes).optional(),
  purpose: z.string().trim().min(2).max(500).optional(),
  renew: z.boolean().optional().meta({ description: 'Of a period: the next order is placed before it ends' }),
});
export const cancelling = z.object({ revision: z.number().int(), reason: z.string().trim().max(300).optional() });

/** The line of the bank slip as the officer types it; what is wrong with it is said by name, not by shape. */
export const evidence = z.object({
  reference: z.string().trim().min(1).max(60),
  amount_fen: positiveFen,
  currency: z.string().trim().toUpperCase().max(10).default('CNY'),
  bank_serial: z.string().trim().min(1).max(80),
  payer_name: z.string().trim().min(1).max(120),
  value_date: dayText,
});

export const refundRequest = z.object({
  amount_fen: positiveFen,
  reason: z.string().trim().min(2).max(500),
  refundable_seen_fen: z.string().regex(/^\d{1,18}$/),
});
export const refundRefusal = z.object({ opinion: z.string().trim().min(2).max(500) });
export const accountEntry = z.object({
  region_code: z.string().regex(/^\d{6}$/),
  account_name: z.string().trim().min(2).max(120),
  bank_name: z.string().trim().min(2).max(120),
  account_no: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z -]{6,40}$/),
  document_no: z.string().trim().min(2).max(120),
});

const byId = z.object({ id: z.string().max(60) });

export const orderOperations = {
  listOrders: operation({
    method: 'get',
    path: '/orders',
    auth: 'session',
    summary: ['订单', 'Orders'],
    description: 'As buyer, as developer, or as the finance bureau of the agency’s region.',
    query: pageQuery.extend({ side: side.default('buyer'), state: state.optional() }),
    out: page(orderLine),
  }),
  placeOrder: operation({
    method: 'post',
    path: '/orders',
    auth: 'session',
    summary: ['下单', 'Place an order'],
    description: 'The price and the signed split are frozen; the answer says how to pay and by when.',
    body: placing,
    out: orderShape,
    status: 201,
    refusals: [
      'orders.not_on_sale',
      'orders.agreement_not_active',
      'orders.self_dealing',
      'orders.no_signed_split',
      'orders.no_plan',
      'products.plan_changed',
      'products.public_interest_is_free',
      'products.purpose_to_declare',
      'products.no_ceiling',
      'products.price_above_ceiling',
      'orders.allowed_revenue_reached',
    ],
  }),
  showOrder: operation({
    method: 'get',
    path: '/orders/:id',
    auth: 'session',
    summary: ['订单详情', 'An order'],
    params: byId,
    out: orderShape,
    refusals: ['orders.not_found'],
  }),
  cancelOrder: operation({
    method: 'post',
    path: '/orders/:id/cancellation',
    auth: 'session',
    summary: ['取消订单', 'Cancel an order'],
    params: byId,
    body: cancelling,
    out: orderShape,
    refusals: ['orders.not_found', 'orders.wrong_state', 'orders.changed_meanwhile', 'orders.bill_not_cancelled'],
  }),
  downloadOrderFile: operation({
    method: 'get',
    path: '/orders/:id/file',
    auth: 'session',
    summary: ['下载所购产品', 'Download what was bought'],
    params: byId,
    out: { media: ['application/octet-stream'] },
    refusals: [
      'orders.not_found',
      'orders.not_fulfilled',
      'orders.no_file',
      'orders.access_over',
      'orders.access_not_begun',
      'orders.bill_opens_nothing',
      'orders.trial_has_no_file',
    ],
  }),
  confirmPayment: operation({
    method: 'post',
    path: '/payments',
    auth: 'session',
    summary: ['确认到账', 'Confirm a receipt'],
    description:
      'By the finance bureau of the agency’s region. The amount must be exact; a bank serial counts once. Posts the receipt and starts delivery and split.',
    body: evidence,
    out: orderShape,
    status: 201,
    refusals: [
      'payments.reference_mistyped',
      'payments.wrong_currency',
      'payments.bad_serial',
      'payments.bad_value_date',
      'orders.reference_unknown',
      'orders.wrong_region',
      'orders.already_paid',
      'orders.cancelled',
      'orders.expired',
      'orders.paid_before_ordered',
      'orders.wrong_amount',
      'orders.serial_used',
      'orders.serial_on_statement',
      'orders.two_officers',
    ],
  }),
  showReceivingAccount: operation({
    method: 'get',
    path: '/payments/account',
    auth: 'session',
    summary: ['收款账户', 'The receiving account'],
    query: z.object({ region_code: z.string().regex(/^\d{6}$/) }),
    out: z.object({ account: accountShape.nullable() }),
  }),
  enterReceivingAccount: operation({
    method: 'put',
    path: '/payments/account',
    auth: 'session',
    summary: ['登记收款账户', 'Enter the receiving account'],
    description:
      'By the finance bureau of the region, with the number of the document it rests on. Kept with its history.',
    body: accountEntry,
    out: z.object({ account: accountShape.nullable() }),
  }),
  listRefundsToDecide: operation({
    method: 'get',
    path: '/refunds/open',
    auth: 'session',
    summary: ['待审核的退款', 'Refunds to decide'],
    description: 'For the finance bureau of the agency’s region.',
    out: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          amount_fen: fenText,
          reason: z.string(),
          requested_at: instantText,
          refundable_fen: fenText,
          order: orderLine,
        }),
      ),
    }),
  }),
  refuseRefund: operation({
    method: 'post',
    path: '/refunds/:id/refusal',
    auth: 'session',
    summary: ['不予退款', 'Refuse a refund'],
    params: byId,
    body: refundRefusal,
    out: orderShape,
    refusals: ['orders.refund_not_found', 'orders.refund_decided', 'orders.wrong_region', 'orders.two_people'],
  }),
};
