import { z } from 'zod';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { dayText, instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { agreementActions, agreementBalls, agreementStates, clauses, filingStates } from './rules/codes.ts';
import { deviationShape, reasonsShape } from './rules/draft-shapes.ts';
import { answerShape, decisionShape, filingShape, partyShape as party, registerRow } from './rules/filing-shapes.ts';
import { termsShape } from './rules/terms-shape.ts';

export { termsShape };

const missing = z.object({
  clause: z.enum(clauses.codes),
  path: z.string(),
  zh: z.string(),
  en: z.string(),
  article: z.string().optional(),
});

export const agreementShape = z
  .object({
    id: z.string(),
    no: z.string(),
    state: z.enum(agreementStates.codes),
    revision: z.number().int(),
    version: z.number().int(),
    ball: z.enum(agreementBalls.codes),
    application_id: z.string(),
    application_no: z.string(),
    certificate_no: z.string().nullable(),
    agency: party,
    developer: party,
    region_code: z.string(),
    treasury: z.object({ code: z.string(), name: z.string() }),
    datasets: z.array(z.object({ entry_id: z.string(), code: z.string(), title: z.string() })),
    terms: termsShape,
    /** The version of a template it was drawn from. */
    template: z
      .object({
        id: z.string(),
        name: z.string(),
        version: z.number().int(),
        region_code: z.string(),
        /** Clauses that it fixes. */
        fixed: z.array(z.string()),
      })
      .nullable(),
    /** Clauses agreed otherwise than the template fixes them. */
    deviations: z.array(deviationShape),
    /** What keeps it from going out for signature; empty when whole. */
    missing: z.array(missing),
    shares_sum: z.number().int(),
    /** The signed split of the newest version, with the payees' names. */
    shares: z.array(z.object({ party: z.string(), party_id: z.string(), name: z.string(), ppm: z.number().int() })),
    document: z.object({ id: z.string(), sha256: z.string(), created_at: instantText }).nullable(),
    signatures: z.array(z.object({ organization_id: z.string(), organization: z.string(), signed_at: instantText })),
    /** Whose signature is awaited. */
    waiting_for: z.string().nullable(),
    filings: z.array(filingShape),
    effective_from: dayText.nullable(),
    effective_to: dayText.nullable(),
    standing: z.enum(['in_force', 'not_yet', 'over', 'suspended', 'not_active']),
    days_left: z.number().int().nullable(),
    /** The reminder due: the term ends within 90, 30 or 7 days. */
    reminder: z.number().int().nullable(),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(agreementActions.codes),
        from: z.enum(agreementStates.codes),
        to: z.enum(agreementStates.codes),
        version: z.number().int(),
        words: z.string().nullable(),
        organization: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(
      z.object({
        name: z.enum(agreementActions.codes),
        refusal: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
      }),
    ),
    created_at: instantText,
    updated_at: instantText,
  })
  .meta({ id: 'Agreement', description: 'A cooperation agreement with its versions, signatures and filings' });

export const agreementRow = agreementShape
  .pick({
    id: true,
    no: true,
    state: true,
    version: true,
    ball: true,
    agency: true,
    developer: true,
    region_code: true,
    datasets: true,
    effective_from: true,
    effective_to: true,
    standing: true,
    updated_at: true,
  })
  .meta({ id: 'AgreementRow', description: 'An agreement as a line of a list' });

const payee = z.object({ party: z.string(), party_id: z.string(), name: z.string(), ppm: z.number().int() });
export const filedTermsShape = z
  .object({
    version: z.number().int(),
    terms: termsShape,
    shares: z.array(payee),
    /** As they stand in the paper of this version. */
    deviations: z.array(deviationShape),
  })
  .meta({ id: 'FiledTerms' });

export const draftShape = z.object({
  application_id: z.string().max(60),
  /** A published version of a template of the agency's region or one above. */
  template_id: z.string().max(60).optional(),
});
export const saveTermsShape = z.object({
  revision: z.number().int(),
  terms: termsShape,
  /** Said of this draft to the other side. */
  words: lines(2000).optional(),
  /** Left out: as they were. */
  deviations: reasonsShape.optional(),
});
export const wordsShape = z.object({ words: lines(2000, 1) });
export const optionalWords = z.object({ words: lines(2000).optional() });
export const signShape = z.object({ password: z.string().min(1).max(200) });
export const reasonShape = z.object({ reason: lines(2000).default('') });
const step = stepsOf('/agreements/:id', agreementShape, [
  'agreement.not_found',
  'agreement.wrong_state',
  'agreement.not_yours_to_do',
]);

const dataRefusals = [
  'agreement.data_unknown',
  'agreement.data_twice',
  'agreement.unknown_table',
  'agreement.unknown_column',
  'agreement.no_columns',
  'agreement.bad_row_filter',
  'agreement.quota_order',
  'agreement.ownership_contradicts',
  'agreement.fee_contradicts',
] as const;

const column = z.object({ name: z.string(), type: z.enum(columnTypes.codes) });
/** What the published versions of the agreement's datasets have to grant. */
export const grantableShape = z
  .object({
    items: z.array(
      z.object({
        dataset: z.string(),
        title: z.string(),
        tables: z.array(z.object({ name: z.string(), rows: z.string(), columns: z.array(column) })),
      }),
    ),
  })
  .meta({ id: 'Grantable', description: 'Tables and columns that an agreement may grant' });

const jsonLd = { media: ['application/ld+json'] } as const;

export const agreementOperations = {
  listAgreements: operation({
    method: 'get',
    path: '/agreements',
    auth: 'session',
    summary: ['协议列表', 'Agreements'],
    query: pageQuery.extend({ state: z.enum(agreementStates.codes).optional() }),
    out: page(agreementRow),
  }),
  draftAgreement: operation({
    method: 'post',
    path: '/agreements',
    auth: 'session',
    summary: ['从申请拟订协议', 'Draw up an agreement from an application'],
    description: 'Scope, degree, term and datasets are taken from the application; the split has no default.',
    body: draftShape,
    out: agreementShape,
    status: 201,
    refusals: [
      'agreement.application_unknown',
      'agreement.application_undecided',
      'agreement.exists',
      'template.not_found',
      'template.not_in_force',
      'template.not_for_this',
    ],
  }),
  listDraftable: operation({
    method: 'get',
    path: '/agreements/draftable',
    auth: 'session',
    summary: ['可拟订协议的申请', 'Granted applications without an agreement'],
    out: z.object({
      items: z.array(
        z.object({
          application_id: z.string(),
          no: z.string(),
          developer: party,
          datasets: z.array(z.object({ code: z.string(), title: z.string() })),
          decided_at: instantText.nullable(),
          /** Templates it may be drawn from. */
          templates: z.array(
            z.object({ id: z.string(), name: z.string(), version: z.number().int(), region_code: z.string() }),
          ),
        }),
      ),
    }),
  }),
  showAgreement: operation({
    method: 'get',
    path: '/agreements/:id',
    auth: 'session',
    summary: ['一份协议', 'An agreement'],
    params: one,
    out: agreementShape,
    refusals: ['agreement.not_found'],
  }),
  saveAgreement: operation({
    method: 'put',
    path: '/agreements/:id',
    auth: 'session',
    summary: ['保存条款', 'Save the terms'],
    params: one,
    body: saveTermsShape,
    out: agreementShape,
    refusals: [
      'agreement.not_found',
      'agreement.wrong_state',
      'agreement.changed_meanwhile',
      'agreement.agency_payee',
      'agreement.share_twice',
      'agreement.share_invalid',
      'agreement.deviation_silent',
      ...dataRefusals,
    ],
  }),
  listGrantable: operation({
    method: 'get',
    path: '/agreements/:id/grantable',
    auth: 'session',
    summary: ['可授予的表和列', 'Tables and columns to grant'],
    description: 'Of the newest published version of each dataset of the agreement.',
    params: one,
    out: grantableShape,
    refusals: ['agreement.not_found'],
  }),
  showAgreementPolicy: operation({
    method: 'get',
    path: '/agreements/:id/agreement.jsonld',
    auth: 'session',
    summary: ['协议的 ODRL 策略', 'The agreement as an ODRL policy'],
    description:
      'ODRL 2.2 (W3C Recommendation) in JSON-LD, policy type Agreement, made from the record that the gateway enforces. By id or by number; the newest version that went out when none is asked for.',
    params: one,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    out: jsonLd,
    refusals: ['agreement.not_found', 'agreement.no_version'],
  }),
  showAgreementRecord: operation({
    method: 'get',
    path: '/agreements/:id/record.json',
    auth: 'session',
    summary: ['签署的协议记录', 'The record that is signed'],
    description:
      'The canonical text (RFC 8785) whose SHA-256 the parties sign, byte for byte; the PDF embeds the same.',
    params: one,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    out: { media: ['application/json'] },
    refusals: ['agreement.not_found', 'agreement.no_version'],
  }),
  showOdrlProfile: operation({
    method: 'get',
    path: '/odrl/profile.jsonld',
    auth: 'public',
    summary: ['ODRL 扩展词汇', 'The ODRL profile'],
    description: 'The terms that policies of this portal add to ODRL 2.2, with their meaning in both languages.',
    out: jsonLd,
  }),
  offerAgreement: step('offer', ['发出签署', 'Send out for signature'], z.object({}), [
    'agreement.proposal_waiting',
    'agreement.deviation_silent',
    'agreement.clauses_missing',
    'agreement.not_certified',
    'agreement.term_order',
    'agreement.term_over',
    'agreement.term_outside_licence',
    'agreement.degree_beyond_licence',
    'agreement.no_government_part',
    'agreement.shares_not_whole',
    'agreement.no_operator',
    'agreement.data_missing',
    'agreement.ownership_not_whole',
    ...dataRefusals,
  ]),
  returnAgreement: step('return', ['退回修改', 'Send back for changes'], wordsShape),
  reviseAgreement: step('revise', ['收回修改', 'Take back for changes'], optionalWords),
  signAgreement: step('signatures', ['签署', 'Sign'], signShape, [
    'agreement.not_a_party',
    'agreement.no_signatory',
    'agreement.out_of_turn',
    'agreement.already_signed',
    'people.password_again',
  ]),
  fileAgreement: step('filings', ['提交备案', 'Submit the filing'], optionalWords, ['filing.no_department']),
  terminateAgreement: step('termination', ['终止协议', 'End the agreement'], reasonShape, ['agreement.reason_needed']),
  showFiledTerms: operation({
    method: 'get',
    path: '/filings/:id/terms',
    auth: 'session',
    summary: ['备案的协议条款', 'The terms that were filed'],
    description: 'Those of the filed version, whatever is drafted since.',
    params: one,
    out: filedTermsShape,
    refusals: ['filing.not_found'],
  }),
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
