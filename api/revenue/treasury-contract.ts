/** 退付, the treasuries' lines, the close of a month and the finance desk: shapes and operations. */
import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { offerShape } from '#api/products/contract.ts';
import { repaymentGrounds, repaymentStates } from './rules/codes.ts';

const atRevision = { revision: z.number().int() };
const password = z.string().min(1).max(200).meta({ description: 'The person’s own password once more' });
const byId = z.object({ id: z.string().max(60) });

export const repaymentLine = z
  .object({
    id: z.string(),
    no: z.string(),
    ground: z.enum(repaymentGrounds.codes),
    state: z.enum(repaymentStates.codes),
    amount_fen: fenText,
    treasury_code: z.string(),
    treasury_name: z.string(),
    agency_name: z.string(),
    statement_id: z.string(),
    statement_no: z.string(),
    order_id: z.string().nullable(),
    order_no: z.string().nullable(),
    opened_at: instantText,
    days_open: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Working days since it was opened; null once finished' }),
  })
  .meta({ id: 'TreasuryRepaymentLine' });

export const repaymentShape = repaymentLine
  .extend({
    revision: z.number().int(),
    side: z.enum(['agency', 'finance', 'audit']),
    receipt_of_statement: z.string().nullable(),
    refund_amount_fen: fenText.nullable(),
    line_receipt_no: z.string().nullable(),
    stated_reason: z.string().nullable(),
    evidence: z.string().nullable().meta({ description: 'The records of the case as canonical JSON (RFC 8785)' }),
    evidence_sha256: z.string().nullable(),
    opinion: z.string().nullable(),
    order_no_of_treasury: z.string().nullable().meta({ description: '收入退还书 number' }),
    receipt_no: z.string().nullable(),
    received_on: dayText.nullable(),
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
  .meta({ id: 'TreasuryRepayment', description: '退付案: money that a treasury has to give back' });

export const applyingRepayment = z.object({ ...atRevision, reason: z.string().trim().max(1000).default('') });
export const returningRepayment = z.object({ ...atRevision, opinion: z.string().trim().max(1000).default('') });
export const reviewingRepayment = z.object({
  ...atRevision,
  password,
  opinion: z.string().trim().max(1000).optional(),
});
export const approvingRepayment = z.object({ ...atRevision, password });
export const registeringRepayment = z.object({
  ...atRevision,
  receipt_no: z.string().trim().min(1).max(80),
  amount_fen: z.string().regex(/^[1-9]\d{0,17}$/),
  received_on: dayText,
});

const repaymentStep = [
  'revenue.repayment_not_found',
  'revenue.repayment_state',
  'revenue.repayment_changed',
  'revenue.wrong_region',
] as const;

export const treasuryOperations = {
  listRepayments: operation({
    method: 'get',
    path: '/treasury-repayments',
    auth: 'session',
    summary: ['退付案', 'Repayments by the treasuries'],
    description: 'As the collecting agency, as the finance bureau of the region, or as an auditor.',
    query: pageQuery.extend({ state: z.enum(repaymentStates.codes).optional() }),
    out: page(repaymentLine),
  }),
  showRepayment: operation({
    method: 'get',
    path: '/treasury-repayments/:id',
    auth: 'session',
    summary: ['退付案详情', 'A repayment'],
    params: byId,
    out: repaymentShape,
    refusals: ['revenue.repayment_not_found'],
  }),
  applyRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/application',
    auth: 'session',
    summary: ['申请退付', 'Apply for a repayment'],
    params: byId,
    body: applyingRepayment,
    out: repaymentShape,
    refusals: [
      ...repaymentStep,
      'revenue.repayment_not_collector',
      'revenue.repayment_too_early',
      'revenue.reason_missing',
    ],
  }),
  returnRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/return',
    auth: 'session',
    summary: ['退回退付申请', 'Return an application with an opinion'],
    params: byId,
    body: returningRepayment,
    out: repaymentShape,
    refusals: [...repaymentStep, 'revenue.opinion_missing'],
  }),
  reviewRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/review',
    auth: 'session',
    summary: ['审核退付', 'Review a repayment'],
    params: byId,
    body: reviewingRepayment,
    out: repaymentShape,
    refusals: [...repaymentStep, 'people.password_again'],
  }),
  approveRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/approval',
    auth: 'session',
    summary: ['批准退付', 'Approve a repayment, by another officer'],
    params: byId,
    body: approvingRepayment,
    out: repaymentShape,
    refusals: [...repaymentStep, 'revenue.repayment_two_people', 'people.password_again'],
  }),
  registerRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/receipt',
    auth: 'session',
    summary: ['登记退付到账', 'Register the treasury’s line of a repayment'],
    params: byId,
    body: registeringRepayment,
    out: repaymentShape,
    refusals: [
      ...repaymentStep,
      'revenue.bad_receipt_no',
      'revenue.receipt_used',
      'revenue.repayment_amount',
      'revenue.bad_received_on',
      'revenue.netted',
    ],
  }),
};
