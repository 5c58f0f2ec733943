/** Filings with the information department and the public register (Article 19): shapes and operations. */
import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { filingDecisions, filingStates } from './rules/codes.ts';

export const partyShape = z.object({ id: z.string(), uscc: z.string(), name: z.string() });

export const filingShape = z
  .object({
    id: z.string(),
    no: z.string(),
    agreement_id: z.string(),
    agreement_no: z.string(),
    version: z.number().int(),
    state: z.enum(filingStates.codes),
    region_code: z.string(),
    department: z.object({ id: z.string(), name: z.string() }),
    agency: partyShape,
    developer: partyShape,
    submitted_at: instantText,
    due_on: dayText,
    days_left: z.number().int().nullable(),
    overdue: z.boolean(),
    opinion: z.string().nullable(),
    receipt_no: z.string().nullable(),
    document_id: z.string().nullable(),
    decided_at: instantText.nullable(),
  })
  .meta({ id: 'Filing', description: 'The filing of an agreement with the information department (Article 19)' });

/** What the public may know of an authorisation (Articles 19, 20). */
export const registerRow = z
  .object({
    no: z.string(),
    state: z.enum(['active', 'expired', 'terminated']),
    agency: z.object({ uscc: z.string(), name: z.string() }),
    developer: z.object({ uscc: z.string(), name: z.string() }),
    region_code: z.string(),
    datasets: z.array(z.object({ code: z.string(), title: z.string() })),
    degree: z.enum(degrees.codes),
    effective_from: dayText,
    effective_to: dayText,
    receipt_no: z.string(),
    filed_on: dayText,
    document_id: z.string(),
  })
  .meta({ id: 'RegisteredAgreement', description: 'An authorisation in the public register' });

export const decisionShape = z.object({
  decision: z.enum(filingDecisions.codes),
  opinion: lines(2000).default(''),
  /** The reviewer's own password again; needed to accept, because that issues a signed receipt. */
  password: z.string().max(200).optional(),
});

export const answerShape = z.object({ words: lines(2000, 1) });

const one = z.object({ id: z.string().max(60) });

export const filingOperations = {
  listFilings: operation({
    method: 'get',
    path: '/filings',
    auth: 'session',
    summary: ['备案列表', 'Filings'],
    query: pageQuery.extend({ state: z.enum(filingStates.codes).optional() }),
    out: page(filingShape),
  }),
  showFiling: operation({
    method: 'get',
    path: '/filings/:id',
    auth: 'session',
    summary: ['一份备案', 'A filing'],
    params: one,
    out: filingShape,
    refusals: ['filing.not_found'],
  }),
  decideFiling: operation({
    method: 'post',
    path: '/filings/:id/decision',
    auth: 'session',
    summary: ['备案审查决定', 'Decide a filing'],
    description: 'Only a reviewer of the information department of exactly that region (Articles 4, 19).',
    params: one,
    body: decisionShape,
    out: filingShape,
    refusals: [
      'filing.not_found',
      'filing.other_region',
      'filing.wrong_state',
      'filing.opinion_needed',
      'filing.password_needed',
      'agreement.term_over',
    ],
  }),
  answerFiling: operation({
    method: 'post',
    path: '/filings/:id/answer',
    auth: 'session',
    summary: ['提交备案补正', 'Answer a supplement notice'],
    params: one,
    body: answerShape,
    out: filingShape,
    refusals: ['filing.not_found', 'filing.wrong_state'],
  }),
  listRegister: operation({
    method: 'get',
    path: '/register/agreements',
    auth: 'public',
    summary: ['授权登记公示', 'Public register of authorisations'],
    query: pageQuery.extend({
      region_code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    out: page(registerRow),
  }),
};
