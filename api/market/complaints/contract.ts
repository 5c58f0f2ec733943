/** Complaints about a product or its owner: heard, decided in time, and counted in public. */
import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { offerShape } from '#api/products/contract.ts';
import { productStates } from '#api/products/rules/codes.ts';
import {
  complaintActions,
  complaintCategories,
  complaintFindings,
  complaintMeasures,
  complaintSides,
  complaintStates,
} from '../rules/voice-codes.ts';

const side = z.enum(complaintSides.codes);
const state = z.enum(complaintStates.codes);
const party = z.object({ name: z.string(), name_en: z.string().nullable() });

export const complaintLine = z
  .object({
    id: z.string(),
    no: z.string(),
    side,
    state,
    category: z.enum(complaintCategories.codes),
    product_no: z.string(),
    product_title: z.string(),
    product_title_en: z.string().nullable(),
    complainant: party,
    owner: party,
    due_on: dayText.nullable().meta({ description: 'Of the step that is open; null when none is' }),
    days_left: z.number().int().nullable(),
    late: z.boolean(),
    finding: z.enum(complaintFindings.codes).nullable(),
    filed_at: instantText,
  })
  .meta({ id: 'ProductComplaintLine' });

export const complaintShape = complaintLine
  .extend({
    revision: z.number().int(),
    product_state: z.enum(productStates.codes),
    order_no: z.string().nullable(),
    statement: z.string(),
    wish: z.string(),
    answer_due: dayText,
    decide_due: dayText,
    answer: z.string().nullable(),
    answered_at: instantText.nullable(),
    words: z.string().nullable(),
    measure: z.enum(complaintMeasures.codes).nullable(),
    measure_due: dayText.nullable(),
    measure_done_at: instantText.nullable(),
    decided_at: instantText.nullable(),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(complaintActions.codes),
        words: z.string().nullable(),
        organization: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(offerShape),
  })
  .meta({ id: 'ProductComplaint' });

export const complaining = z.object({
  category: z.enum(complaintCategories.codes),
  statement: lines(4000, 5),
  wish: line(500).default(''),
  order_no: z
    .string()
    .trim()
    .toUpperCase()
    .max(60)
    .default('')
    .meta({ description: 'Of the purchase it is about; the newest of the product when left out' }),
});
export const complaintWords = z.object({ revision: z.coerce.number().int(), words: lines(4000).default('') });
export const deciding = complaintWords.extend({
  finding: z.enum(complaintFindings.codes),
  measure: z.enum(complaintMeasures.codes).default('none'),
});

const byNo = z.object({ no: z.string().max(60) });
const byId = z.object({ id: z.string().max(60) });
const change = ['market.complaint_not_found', 'market.wrong_state', 'market.changed_meanwhile', 'market.words_needed'];
const one = { auth: 'session', method: 'post', params: byId, body: complaintWords, out: complaintShape } as const;

export const complaintOperations = {
  countProductComplaints: operation({
    method: 'get',
    path: '/products/:no/complaints',
    auth: 'public',
    summary: ['产品投诉数量', 'Complaints about a product, counted'],
    description: 'Counts only: who complained of what is not public.',
    params: byNo,
    out: z.object({
      open: z.number().int(),
      founded: z.number().int(),
      unfounded: z.number().int(),
      settled: z.number().int(),
      withdrawn: z.number().int(),
      measures_open: z.number().int(),
    }),
    refusals: ['products.not_found'],
  }),
  fileProductComplaint: operation({
    method: 'post',
    path: '/products/:no/complaints',
    auth: 'session',
    summary: ['投诉产品', 'Complain of a product'],
    description:
      'By a buyer; of a misleading citation or of infringed rights by anybody who is signed in. The owner answers within working days, the information department decides.',
    params: byNo,
    body: complaining,
    out: complaintShape,
    status: 201,
    refusals: [
      'products.not_found',
      'market.complaint_against_oneself',
      'market.complaint_needs_purchase',
      'market.complaint_open',
    ],
  }),
  listProductComplaints: operation({
    method: 'get',
    path: '/own/product-complaints',
    auth: 'session',
    summary: ['投诉', 'Complaints'],
    query: pageQuery.extend({ side: side.default('complainant'), state: state.optional() }),
    out: page(complaintLine),
  }),
  showProductComplaint: operation({
    method: 'get',
    path: '/own/product-complaints/:id',
    auth: 'session',
    summary: ['投诉详情', 'A complaint'],
    params: byId,
    out: complaintShape,
    refusals: ['market.complaint_not_found'],
  }),
  answerProductComplaint: operation({
    ...one,
    path: '/own/product-complaints/:id/answer',
    summary: ['答复投诉', 'Answer a complaint'],
    refusals: change,
  }),
  decideProductComplaint: operation({
    ...one,
    path: '/own/product-complaints/:id/decision',
    summary: ['决定投诉', 'Decide a complaint'],
    description: 'By the information department: founded only once the owner was heard or let its time pass.',
    body: deciding,
    refusals: [...change, 'market.decision_before_answer', 'market.measure_without_fault'],
  }),
  withdrawProductComplaint: operation({
    ...one,
    path: '/own/product-complaints/:id/withdrawal',
    summary: ['撤回投诉', 'Take a complaint back'],
    refusals: change,
  }),
  carryOutMeasure: operation({
    ...one,
    path: '/own/product-complaints/:id/measure',
    summary: ['报告措施落实', 'Report a measure as carried out'],
    description: 'By the owner. Taking off withdraws the product with it; of a refund there must be one.',
    refusals: [...change, 'market.measure_done', 'market.measure_refund_missing'],
  }),
};
