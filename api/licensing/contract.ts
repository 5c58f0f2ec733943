import { z } from 'zod';
import { dayText, fenText, instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { isDay } from '#api/kernel/time.ts';
import { caseParts, certificateOut, supplementItems } from './rules/case-shapes.ts';
import {
  applicationActions,
  applicationStates,
  authorizationKinds,
  balls,
  degrees,
  onlineSteps,
} from './rules/codes.ts';
import { extraMaterials, refusalGrounds } from './rules/kind-codes.ts';
import { notADay } from './rules/refusals.ts';
import { line, lines } from './rules/text.ts';

/** Longest text of one field of the material, in characters. */
export const longestText = 2000;
const words = lines(longestText);
const saidWords = lines(longestText, 1);
const dayOrBlank = z
  .string()
  .trim()
  .refine((text) => text === '' || isDay(text), notADay);

/** What an applicant fills in. Blank is allowed until it is sent. */
export const materialShape = z.object({
  purpose: words.default(''),
  scenario: words.default(''),
  scope: words.default(''),
  degree: z.enum(['', ...degrees.codes]).default(''),
  term_from: dayOrBlank.default(''),
  term_to: dayOrBlank.default(''),
  extra: z
    .partialRecord(z.enum(extraMaterials.codes), words)
    .optional()
    .meta({ description: 'What the kind asks for beside it, e.g. `operation_plan`' }),
});
const datasets = z.array(z.string().trim().min(1).max(60)).max(50);

export const startShape = materialShape.extend({
  kind: z.enum(authorizationKinds.codes).default('licensed_development'),
  datasets,
  question: words.optional(),
  /** The call that is answered, by its id or number. */
  call: z.string().trim().max(60).optional(),
  /** `apply` sends it at once; otherwise it stays a draft, or a consultation when a question is asked. */
  intent: z.enum(['draft', 'apply']).default('draft'),
});
export const saveShape = materialShape.extend({ revision: z.number().int(), datasets: datasets.min(1).optional() });

export const applicationShape = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(authorizationKinds.codes),
    state: z.enum(applicationStates.codes),
    revision: z.number().int(),
    /** Which of the seven on-line steps of Article 7 the case is at. */
    step: z.enum(onlineSteps.codes),
    ball: z.enum(balls.codes),
    developer: z.object({ id: z.string(), uscc: z.string(), name: z.string() }),
    agency: z.object({ id: z.string(), uscc: z.string(), name: z.string() }),
    region_code: z.string(),
    datasets: z.array(z.object({ entry_id: z.string(), code: z.string(), title: z.string() })),
    purpose: z.string(),
    scenario: z.string(),
    scope: z.string(),
    degree: z.string(),
    term_from: z.string(),
    term_to: z.string(),
    clock: z.object({
      received_on: dayText.nullable(),
      due_on: dayText.nullable(),
      /** Last day to accept or to tell what is missing; null once that is done. */
      accept_by: dayText.nullable(),
      paused_on: dayText.nullable(),
      days_left: z.number().int().nullable(),
      overdue: z.boolean(),
    }),
    supplement_notice: z.string().nullable(),
    decision_reason: z.string().nullable(),
    decided_at: instantText.nullable(),
    /** What can be done against a refusal. */
    remedy: z.object({ zh: z.string(), en: z.string() }).nullable(),
    fee_fen: fenText.nullable(),
    fee_basis: z.string().nullable(),
    fee_receipt_no: z.string().nullable(),
    fee_paid_on: dayText.nullable(),
    certificate: certificateOut.nullable(),
    ...caseParts,
    created_at: instantText,
    updated_at: instantText,
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(applicationActions.codes),
        from: z.enum(applicationStates.codes),
        to: z.enum(applicationStates.codes),
        words: z.string().nullable(),
        organization: z.string().nullable(),
        at: instantText,
      }),
    ),
    /** What the viewer's side can do in this state; `refusal` says why this person may not do it now. */
    actions: z.array(
      z.object({
        name: z.enum(applicationActions.codes),
        refusal: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Application', description: 'An application for licensed development with its case file' });

export const applicationRow = applicationShape
  .pick({
    id: true,
    no: true,
    kind: true,
    joint: true,
    state: true,
    step: true,
    ball: true,
    developer: true,
    agency: true,
    region_code: true,
    datasets: true,
    clock: true,
    fee_fen: true,
    created_at: true,
    updated_at: true,
  })
  .meta({ id: 'ApplicationRow', description: 'An application as a line of a list' });

export const wordsShape = z.object({ words: saidWords });
export const supplementShape = z.object({ notice: saidWords, items: supplementItems.optional() });
export const acceptShape = z.object({ words: words.optional() });
export const approveShape = z.object({
  opinion: saidWords,
  conditions: words.optional().meta({ description: 'What the grant is bound to; printed on the certificate' }),
});
export const refuseShape = z.object({
  reason: saidWords,
  ground: z.enum(refusalGrounds.codes),
  legal_basis: words.default('').meta({ description: 'The provision that the refusal rests on; needed' }),
});
export const chargeShape = z.object({ fee_fen: fenText, basis: words.default('') });
export const confirmFeeShape = z.object({ receipt_no: line(40, 4), paid_on: dayText });
export const passwordShape = z.object({ password: z.string().min(1).max(200) });
export const withdrawShape = z.object({ reason: words.optional() });

/** A step of a case, by whoever has it. */
export const step = stepsOf('/applications/:id', applicationShape, [
  'licensing.not_found',
  'licensing.wrong_state',
  'licensing.not_yours_to_do',
]);

/** A dataset that is opened by licence only. */
export const licensableShape = z
  .object({
    code: z.string(),
    title: z.string(),
    condition: z.string(),
    agency: z.object({ id: z.string(), uscc: z.string(), name: z.string() }),
  })
  .meta({ id: 'LicensableDataset' });

export const licensingOperations = {
  listLicensable: operation({
    method: 'get',
    path: '/licensable',
    auth: 'public',
    summary: ['可申请授权的数据集', 'Datasets that can be licensed'],
    query: z.object({ agency_id: z.string().max(60).optional() }),
    out: z.object({ items: z.array(licensableShape) }),
  }),
  listApplications: operation({
    method: 'get',
    path: '/applications',
    auth: 'session',
    summary: ['开发申请列表', 'Applications'],
    description:
      'An enterprise sees its own, an agency those sent to it, a finance bureau those of its region with a fee.',
    query: pageQuery.extend({
      state: z.enum(applicationStates.codes).optional(),
      ball: z.enum(balls.codes).optional(),
    }),
    out: page(applicationRow),
  }),
  startApplication: operation({
    method: 'post',
    path: '/applications',
    auth: 'session',
    summary: ['咨询或申请授权开发', 'Consult about, or apply for, licensed development'],
    description:
      'With `intent: apply` the application is sent at once; with a question it opens a consultation (Article 7, step 1); otherwise it stays a draft.',
    body: startShape,
    out: applicationShape,
    status: 201,
    refusals: [
      'licensing.enterprises_only',
      'licensing.no_dataset',
      'licensing.dataset_unknown',
      'licensing.not_conditional',
      'licensing.several_agencies',
      'licensing.incomplete',
      'licensing.term_order',
      'licensing.term_past',
      'licensing.term_too_long',
      'licensing.already_open',
      'licensing.file_incomplete',
      'licensing.call_needed',
      'licensing.call_not_found',
      'licensing.call_kind',
      'licensing.call_closed',
      'licensing.call_datasets',
    ],
  }),
  showApplication: operation({
    method: 'get',
    path: '/applications/:id',
    auth: 'session',
    summary: ['一份申请', 'An application'],
    params: one,
    out: applicationShape,
    refusals: ['licensing.not_found'],
  }),
  saveApplication: operation({
    method: 'put',
    path: '/applications/:id',
    auth: 'session',
    summary: ['保存申请材料', 'Save the material'],
    params: one,
    body: saveShape,
    out: applicationShape,
    refusals: ['licensing.not_found', 'licensing.wrong_state', 'licensing.changed_meanwhile'],
  }),
  askAboutApplication: step('questions', ['咨询', 'Ask'], wordsShape),
  answerApplication: step('answers', ['答复咨询', 'Answer'], wordsShape),
  applyForLicence: step('apply', ['提交申请', 'Send the application'], z.object({}), [
    'licensing.incomplete',
    'licensing.term_past',
    'licensing.already_open',
    'licensing.file_incomplete',
    'licensing.call_closed',
    'licensing.part_of_joint',
  ]),
  supplementApplication: step('supplement', ['一次性告知补正', 'Tell once what is missing'], supplementShape, [
    'licensing.supplement_used',
  ]),
  resubmitApplication: step('resubmit', ['提交补正材料', 'Send what was missing'], withdrawShape, [
    'licensing.incomplete',
  ]),
  acceptApplication: step('accept', ['受理', 'Accept'], acceptShape, [
    'licensing.file_unchecked',
    'licensing.part_of_joint',
  ]),
  reviewApplication: step('review', ['开始审查', 'Take up the review'], z.object({})),
  approveApplication: step('approve', ['准予授权', 'Grant'], approveShape, [
    'licensing.review_paused',
    'licensing.plan_unconfirmed',
    'licensing.notice_needed',
    'licensing.notice_running',
    'licensing.award_needed',
    'licensing.call_awarded',
  ]),
  refuseApplication: step('refuse', ['不予授权', 'Refuse'], refuseShape, [
    'licensing.words_needed',
    'licensing.review_paused',
  ]),
  chargeApplication: step('charge', ['收费决定', 'Decide the fee'], chargeShape, ['licensing.words_needed']),
  confirmApplicationFee: step('fee', ['确认费用到账', 'Confirm the fee'], confirmFeeShape, [
    'licensing.other_region',
    'licensing.receipt_used',
    'licensing.receipt_day',
    'licensing.no_fee_due',
  ]),
  certifyApplication: step('certificate', ['制作证照', 'Issue the certificate'], passwordShape, [
    'licensing.fee_unsettled',
    'people.password_again',
  ]),
  withdrawApplication: step('withdraw', ['撤回申请', 'Withdraw'], withdrawShape),
};
