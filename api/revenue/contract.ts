import { z } from 'zod';
import { partyKinds } from '#api/agreements/rules/codes.ts';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { orderShape, refundRequest } from '#api/orders/contract.ts';
import { offerShape } from '#api/products/contract.ts';
import { repaymentGrounds, repaymentStates, reviewChecks, statementSides, statementStates } from './rules/codes.ts';

const state = z.enum(statementStates.codes);
const side = z.enum(statementSides.codes);
const periodText = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
  .meta({ id: 'Period', description: 'Month in Asia/Shanghai', example: '2026-03' });
const amounts = {
  gross_fen: fenText,
  refunds_fen: fenText,
  net_fen: fenText,
  treasury_fen: fenText,
  developer_fen: fenText,
  operator_fen: fenText,
};
const nameOf = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });

export const statementLine = z
  .object({
    id: z.string(),
    no: z.string(),
    agreement_no: z.string(),
    period: periodText,
    agency_name: z.string(),
    developer_name: z.string(),
    treasury_code: z.string(),
    treasury_name: z.string(),
    region_code: z.string(),
    state,
    ...amounts,
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable().meta({ description: 'Working days left to remit; negative when late' }),
    late_days: z.number().int().meta({ description: 'Working days the remittance was, or is by now, late' }),
  })
  .meta({ id: 'StatementLine' });

export const paymentOrderShape = z
  .object({
    no: z.string(),
    treasury_code: z.string(),
    budget_year: z.number().int(),
    subject_code: z.string(),
    subject_names: z.array(z.string()),
    budget_level: z.string(),
    payer_name: z.string(),
    payer_uscc: z.string(),
    amount_fen: fenText,
    amount_words: z.string(),
    document_id: z.string(),
    issued_at: instantText,
  })
  .meta({ id: 'PaymentOrder', description: '一般缴款书' });

export const receiptShape = z
  .object({
    receipt_no: z.string(),
    treasury_code: z.string(),
    payment_order_no: z.string(),
    amount_fen: fenText,
    received_on: dayText,
    registered_at: instantText,
  })
  .meta({ id: 'TreasuryReceipt' });

export const statementShape = statementLine
  .omit({ agency_name: true, developer_name: true })
  .extend({
    side,
    revision: z.number().int(),
    round: z.number().int(),
    agency: nameOf,
    developer: nameOf,
    lines: z.array(
      z.object({
        order_id: z.string(),
        order_no: z.string(),
        product_title: z.string(),
        paid_on: dayText.nullable(),
        gross_fen: fenText,
        refunds_fen: fenText,
        treasury_fen: fenText,
        developer_fen: fenText,
        operator_fen: fenText,
      }),
    ),
    parts: z.array(
      z.object({
        party_kind: z.enum(partyKinds.codes),
        party_id: z.string(),
        party_name: z.string(),
        ppm: z.number().int(),
        amount_fen: fenText,
      }),
    ),
    confirmations: z.array(z.object({ organization_id: z.string(), organization_name: z.string(), at: instantText })),
    confirmed_by_me: z.boolean(),
    checks: z.array(z.object({ check: z.enum(reviewChecks.codes), ok: z.boolean() })),
    opinion: z.string().nullable(),
    drawn_at: instantText,
    reviewed_at: instantText.nullable(),
    reviewed_by_me: z.boolean(),
    closed_at: instantText.nullable(),
    document_id: z.string().nullable(),
    payment_order: paymentOrderShape.nullable(),
    receipt: receiptShape.nullable(),
    late_refunds: z
      .array(
        z.object({
          refund_id: z.string(),
          order_id: z.string(),
          order_no: z.string(),
          amount_fen: fenText,
          treasury_fen: fenText,
          at: instantText,
        }),
      )
      .meta({ description: 'Refunds approved after the statement: they stand beside its figures' }),
    repayments: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        ground: z.enum(repaymentGrounds.codes),
        state: z.enum(repaymentStates.codes),
        amount_fen: fenText,
      }),
    ),
    voided_orders: z.array(
      z.object({ no: z.string(), amount_fen: fenText, reason: z.string(), voided_at: instantText }),
    ),
    actions: z.array(offerShape),
    timeline: z.array(
      z.object({
        action: z.string(),
        at: instantText,
        organization_name: z.string().nullable(),
        words: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Statement', description: '收益分配账单 of one agreement and month' });

export const drawing = z.object({
  agreement_id: z.string().max(60),
  period: periodText,
  treasury_code: z.string().max(12).optional().meta({
    description: 'For an agency that moved to another treasury within the month; left out, the first not drawn',
  }),
});
const atRevision = { revision: z.number().int() };
const password = z.string().min(1).max(200).meta({ description: 'The person’s own password once more' });
export const redrawing = z.object(atRevision);
export const confirming = z.object({ ...atRevision, password });
export const returning = z.object({ ...atRevision, opinion: z.string().trim().max(2000).default('') });
export const approving = z.object({ ...atRevision, password, opinion: z.string().trim().max(2000).optional() });
export const issuing = z.object({ ...atRevision, password });
export const closing = z.object(atRevision);
export const receiving = z.object({
  receipt_no: z.string().trim().min(1).max(80),
  treasury_code: z.string().trim().min(1).max(12),
  payment_order_no: z.string().trim().min(1).max(60),
  amount_fen: z.string().regex(/^[1-9]\d{0,17}$/),
  received_on: dayText,
});
export const refundPayment = z.object({ bank_serial: z.string().trim().min(1).max(80) });
export const refundApproval = z.object({
  bank_serial: z
    .string()
    .trim()
    .max(80)
    .optional()
    .meta({ description: 'Of the transfer back; blank when the statement is approved and the treasury repays first' }),
  refundable_seen_fen: z.string().regex(/^\d{1,18}$/),
  opinion: z.string().trim().max(500).optional(),
});
const span = z.object({ from: periodText.optional(), to: periodText.optional() });

export const overviewRow = z
  .object({
    period: periodText,
    treasury_code: z.string(),
    treasury_name: z.string(),
    region_code: z.string(),
    orders: z.number().int(),
    gross_fen: fenText,
    refunds_fen: fenText,
    net_fen: fenText,
    due_fen: fenText.meta({ description: 'Treasury part of the net, stated or not' }),
    remitted_fen: fenText,
    repaid_fen: fenText.meta({ description: 'Given back by the treasury for refunds (退付)' }),
    outstanding_fen: fenText.meta({
      description: 'What is still to be remitted, before any claim against the treasury is looked at',
    }),
    open_claims_fen: fenText.meta({ description: 'What the treasury still has to give back for refunds (退付)' }),
    statements: z.number().int(),
    closed: z.number().int(),
    late: z.number().int().meta({ description: 'Statements remitted late or overdue' }),
    late_days: z.number().int().meta({ description: 'Longest delay in working days' }),
  })
  .meta({ id: 'RevenuePeriod' });

const byId = z.object({ id: z.string().max(60) });
const step = ['revenue.not_found', 'revenue.wrong_state', 'revenue.changed_meanwhile'] as const;

export const revenueOperations = {
  listStatements: operation({
    method: 'get',
    path: '/statements',
    auth: 'session',
    summary: ['收益分配账单', 'Revenue statements'],
    description: 'As a party to the agreement, or as the finance bureau of the region.',
    query: pageQuery.extend({ state: state.optional(), period: periodText.optional() }),
    out: page(statementLine),
  }),
  listPeriodsToState: operation({
    method: 'get',
    path: '/statements/pending',
    auth: 'session',
    summary: ['待出具的账单', 'Months to draw a statement for'],
    out: z.object({
      items: z.array(
        z.object({
          agreement_id: z.string(),
          agreement_no: z.string(),
          period: periodText,
          treasury_code: z.string(),
          treasury_name: z.string(),
          orders: z.number().int(),
          gross_fen: fenText,
        }),
      ),
    }),
  }),
  drawStatement: operation({
    method: 'post',
    path: '/statements',
    auth: 'session',
    summary: ['出具账单', 'Draw a statement'],
    body: drawing,
    out: statementShape,
    status: 201,
    refusals: [
      'revenue.agreement_not_found',
      'revenue.period_open',
      'revenue.nothing_sold',
      'revenue.statement_exists',
    ],
  }),
  showStatement: operation({
    method: 'get',
    path: '/statements/:id',
    auth: 'session',
    summary: ['账单详情', 'A statement'],
    params: byId,
    out: statementShape,
    refusals: ['revenue.not_found'],
  }),
  redrawStatement: operation({
    method: 'post',
    path: '/statements/:id/redrawing',
    auth: 'session',
    summary: ['重新出具', 'Draw a returned statement again'],
    params: byId,
    body: redrawing,
    out: statementShape,
    refusals: [...step, 'revenue.nothing_sold'],
  }),
  confirmStatement: operation({
    method: 'post',
    path: '/statements/:id/confirmation',
    auth: 'session',
    summary: ['确认账单', 'Confirm a statement'],
    description: 'By a signatory of each party, with the own password again.',
    params: byId,
    body: confirming,
    out: statementShape,
    refusals: [...step, 'revenue.not_a_party', 'revenue.already_confirmed', 'people.password_again'],
  }),
  returnStatement: operation({
    method: 'post',
    path: '/statements/:id/return',
    auth: 'session',
    summary: ['退回账单', 'Return a statement with an opinion'],
    params: byId,
    body: returning,
    out: statementShape,
    refusals: [...step, 'revenue.wrong_region', 'revenue.opinion_missing'],
  }),
  approveStatement: operation({
    method: 'post',
    path: '/statements/:id/approval',
    auth: 'session',
    summary: ['审核通过', 'Approve a statement'],
    description: 'Refused when a comparison of the review fails. Sets the last working day for the remittance.',
    params: byId,
    body: approving,
    out: statementShape,
    refusals: [...step, 'revenue.wrong_region', 'revenue.check_failed', 'people.password_again'],
  }),
  issuePaymentOrder: operation({
    method: 'post',
    path: '/statements/:id/payment-order',
    auth: 'session',
    summary: ['开具一般缴款书', 'Issue the payment order'],
    description: 'By another officer than the reviewer.',
    params: byId,
    body: issuing,
    out: statementShape,
    status: 201,
    refusals: [
      ...step,
      'revenue.wrong_region',
      'revenue.two_people',
      'revenue.nothing_due',
      'revenue.no_budget_subject',
      'people.password_again',
    ],
  }),
  withdrawApproval: operation({
    method: 'post',
    path: '/statements/:id/withdrawal',
    auth: 'session',
    summary: ['撤回审核', 'Take an approval back before a payment order exists'],
    params: byId,
    body: returning,
    out: statementShape,
    refusals: [...step, 'revenue.wrong_region', 'revenue.opinion_missing'],
  }),
  rejectPaymentOrder: operation({
    method: 'post',
    path: '/statements/:id/payment-order/voiding',
    auth: 'session',
    summary: ['缴款书作废', 'Void a payment order that the treasury or the bank sent back'],
    description: 'The statement is drawn again; refunds of the meantime are taken out of it and their cases lapse.',
    params: byId,
    body: returning,
    out: statementShape,
    refusals: [...step, 'revenue.wrong_region', 'revenue.reason_missing', 'revenue.lines_booked'],
  }),
  registerReceipt: operation({
    method: 'post',
    path: '/treasury-receipts',
    auth: 'session',
    summary: ['登记国库入库回单', 'Register a treasury receipt'],
    body: receiving,
    out: statementShape,
    status: 201,
    refusals: [
      'revenue.unknown_payment_order',
      'revenue.wrong_region',
      'revenue.bad_receipt_no',
      'revenue.receipt_used',
      'revenue.already_received',
      'revenue.treasury_unknown',
      'revenue.wrong_level',
      'revenue.wrong_treasury',
      'revenue.wrong_amount',
      'revenue.netted',
      'revenue.bad_received_on',
    ],
  }),
  closeStatement: operation({
    method: 'post',
    path: '/statements/:id/closing',
    auth: 'session',
    summary: ['对账归档', 'Reconcile three ways and close'],
    params: byId,
    body: closing,
    out: statementShape,
    refusals: [...step, 'revenue.wrong_region', 'revenue.still_due', 'revenue.not_reconciled'],
  }),
  downloadStatement: operation({
    method: 'get',
    path: '/statements/:id/paper',
    auth: 'session',
    summary: ['下载账单', 'The approved statement as PDF'],
    params: byId,
    out: { media: ['application/pdf'] },
    refusals: ['revenue.not_found'],
  }),
  downloadPaymentOrder: operation({
    method: 'get',
    path: '/statements/:id/payment-order/paper',
    auth: 'session',
    summary: ['下载一般缴款书', 'The payment order as PDF'],
    params: byId,
    out: { media: ['application/pdf'] },
    refusals: ['revenue.not_found'],
  }),
  requestRefund: operation({
    method: 'post',
    path: '/orders/:id/refunds',
    auth: 'session',
    summary: ['申请退款', 'Ask for a refund'],
    description:
      'By the buyer or the developer; in full or in part. After the statement’s approval it waits for the treasury (退付).',
    params: byId,
    body: refundRequest,
    out: orderShape,
    status: 201,
    refusals: [
      'orders.not_found',
      'orders.wrong_state',
      'orders.refund_too_much',
      'orders.refund_open',
      'orders.refundable_changed',
    ],
  }),
  approveRefund: operation({
    method: 'post',
    path: '/refunds/:id/approval',
    auth: 'session',
    summary: ['批准退款', 'Approve a refund'],
    description:
      'By the finance bureau, with the bank serial of the transfer back; without one when the statement is approved: the treasury repays first.',
    params: byId,
    body: refundApproval,
    out: orderShape,
    refusals: [
      'orders.refund_not_found',
      'orders.refund_decided',
      'orders.two_people',
      'orders.refundable_changed',
      'orders.serial_used',
      'payments.bad_serial',
      'revenue.serial_missing',
      'revenue.repayment_first',
    ],
  }),
  payRefund: operation({
    method: 'post',
    path: '/refunds/:id/payment',
    auth: 'session',
    summary: ['支付已批准的退款', 'Pay out a refund that waited for the treasury'],
    params: byId,
    body: refundPayment,
    out: orderShape,
    refusals: [
      'orders.refund_not_found',
      'orders.serial_used',
      'payments.bad_serial',
      'revenue.wrong_region',
      'revenue.refund_not_due',
      'revenue.repayment_outstanding',
    ],
  }),
  listRefundsToPay: operation({
    method: 'get',
    path: '/refunds/to-pay',
    auth: 'session',
    summary: ['待支付的退款', 'Refunds approved and not paid out'],
    out: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          order_id: z.string(),
          order_no: z.string(),
          buyer_name: z.string(),
          amount_fen: fenText,
          decided_at: instantText,
          repayment: z
            .object({ id: z.string(), no: z.string(), state: z.enum(repaymentStates.codes), amount_fen: fenText })
            .nullable(),
          ready: z.boolean().meta({ description: 'Nothing stands before the transfer to the buyer any more' }),
        }),
      ),
    }),
  }),
  showRevenue: operation({
    method: 'get',
    path: '/revenue',
    auth: 'session',
    summary: ['收入与缴库总览', 'Revenue and remittances by period'],
    description: 'For the finance bureau: its own treasury. The last twelve months unless told otherwise.',
    query: span,
    out: z.object({ from: periodText, to: periodText, rows: z.array(overviewRow) }),
  }),
  exportRevenue: operation({
    method: 'get',
    path: '/revenue.csv',
    auth: 'session',
    summary: ['导出总览', 'The overview as CSV'],
    query: span,
    out: { media: ['text/csv'] },
  }),
  showPublicRevenue: operation({
    method: 'get',
    path: '/public-revenue',
    auth: 'public',
    summary: ['缴入国库情况公示', 'Revenue received by the treasuries'],
    out: z.object({
      rows: z.array(
        z.object({
          period: periodText,
          treasury_code: z.string(),
          treasury_name: z.string(),
          received_fen: fenText,
          statements: z.number().int(),
        }),
      ),
    }),
  }),
  showPayable: operation({
    method: 'get',
    path: '/own/payable',
    auth: 'session',
    summary: ['本单位应得收益', 'What is owed to the own organisation'],
    out: z.object({ payable_fen: fenText }),
  }),
};
