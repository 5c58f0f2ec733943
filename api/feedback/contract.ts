/** Data requests with votes and a dated answer, and corrections of published data (Articles 11, 14 and 16). */
import { z } from 'zod';
import { themes } from '#api/catalog/rules/codes.ts';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import {
  actors,
  answerKinds,
  correctionStates,
  correctionTargets,
  requestActions,
  requestSorts,
  requestStates,
  urgencies,
} from './rules/codes.ts';

const line = (most: number) => z.string().trim().max(most);
const text = z.string().trim().min(2).max(2000);
const revision = z.coerce.number().int().min(1);

export const requestBody = z.object({
  title: line(80).min(4),
  purpose: line(1000).min(4).meta({ description: 'What it is for' }),
  columns: line(500).optional().meta({ description: 'Columns wanted' }),
  period: line(100).optional(),
  place: line(100).optional(),
  theme: z.enum(themes.codes),
  urgency: z.enum(urgencies.codes).default('normal'),
  agency: line(18).optional().meta({ description: 'Social credit code of the agency that may hold it' }),
  region_code: line(6)
    .optional()
    .meta({ description: 'Region whose information department sorts it; the province unless told' }),
  query: line(200).optional().meta({ description: 'The search that found nothing' }),
});

const agencyShape = z.object({ id: z.string(), uscc: z.string(), name: z.string(), name_en: z.string().nullable() });
const datasetShape = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  title_en: z.string().nullable(),
  published: z.boolean(),
});

export const requestSummary = z
  .object({
    id: z.string(),
    no: z.string(),
    state: z.enum(requestStates.codes),
    /** Blank where the text was taken down. */
    title: z.string(),
    theme: z.string(),
    urgency: z.enum(urgencies.codes),
    region_code: z.string(),
    agency: agencyShape.nullable(),
    votes: z.number().int(),
    filed_at: instantText,
    answered_at: instantText.nullable(),
    /** The day somebody has to act by in the present state. */
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable(),
    overdue: z.boolean(),
    hidden: z.boolean(),
  })
  .meta({ id: 'DataRequestSummary' });

export const requestOut = requestSummary
  .extend({
    purpose: z.string(),
    columns: z.string().nullable(),
    period: z.string().nullable(),
    place: z.string().nullable(),
    query: z.string().nullable(),
    wished_agency: agencyShape.nullable(),
    author_zh: z.string(),
    author_en: z.string(),
    mine: z.boolean(),
    voted: z.boolean(),
    votable: z.boolean(),
    answered_on_time: z.boolean().nullable(),
    answer: z.string().nullable(),
    legal_basis: z.string().nullable(),
    remedy: z.string().nullable(),
    holder: z.string().nullable(),
    promised_on: dayText.nullable(),
    fulfilled_at: instantText.nullable(),
    extended: z.boolean(),
    dataset: datasetShape.nullable(),
    merged_into: z.object({ id: z.string(), no: z.string(), title: z.string() }).nullable(),
    returned_reason: z.string().nullable(),
    revision: z.number().int(),
    /** What the viewer may do with it now. */
    actions: z.array(z.enum(requestActions.codes)),
    events: z.array(
      z.object({
        id: z.string(),
        action: z.enum(requestActions.codes),
        by: z.enum(actors.codes),
        organization: agencyShape.nullable(),
        text: z.string().nullable(),
        due_on: dayText.nullable(),
        at: instantText,
      }),
    ),
  })
  .meta({ id: 'DataRequest' });

export const requestQuery = pageQuery.extend({
  state: z.enum(requestStates.codes).optional(),
  theme: z.enum(themes.codes).optional(),
  agency: line(18).optional(),
  q: line(80).optional(),
  overdue: z.enum(['1']).optional(),
  sort: z.enum(requestSorts.codes).default('votes'),
});
export const deskQuery = pageQuery.extend({ state: z.enum(requestStates.codes).optional() });

export const similarOut = z.object({
  requests: z.array(requestSummary),
  datasets: z.array(
    z.object({ code: z.string(), title: z.string(), title_en: z.string().nullable(), page: z.string() }),
  ),
});

const punctuality = z.object({
  answered: z.number().int(),
  on_time: z.number().int(),
  /** Waiting past the day due. */
  overdue: z.number().int(),
  /** On time of all that were due; null while nothing was. */
  share: z.number().nullable(),
});
export const figuresOut = z
  .object({
    requests: z.number().int(),
    waiting: z.number().int(),
    opened: z.number().int(),
    votes: z.number().int(),
    answers: punctuality,
    corrections: punctuality,
    /** Promises whose day passed without the data. */
    promises_overdue: z.number().int(),
    agencies: z.array(
      z.object({
        agency: agencyShape,
        answers: punctuality,
        corrections: punctuality,
        promises_overdue: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'FeedbackFigures' });

export const assignBody = z.object({ revision, agency: line(18).min(1), text: line(500).optional() });
export const forwardBody = z.object({ revision, region_code: line(6).min(6), text });
export const returnBody = z.object({
  revision,
  text,
  hide: z.boolean().default(false).meta({ description: 'Take the text down: it must not be shown' }),
});
export const mergeBody = z.object({ revision, into: line(40).min(3).meta({ description: 'Id or number' }), text });
export const extendBody = z.object({ revision, text });
export const answerBody = z.object({
  revision,
  kind: z.enum(answerKinds.codes),
  text,
  promised_on: dayText.optional(),
  dataset: line(40).optional().meta({ description: 'Code of the dataset, 301001/000001' }),
  legal_basis: line(500).optional(),
  remedy: line(500).optional(),
  holder: line(200).optional(),
});

export const correctionBody = z.object({
  dataset: line(40).min(3),
  target: z.enum(correctionTargets.codes).default('data'),
  version: z.coerce.number().int().min(1).optional(),
  table: line(100).optional(),
  column: line(200).optional(),
  row: line(200).optional().meta({ description: 'How to find the row' }),
  field: line(60).optional().meta({ description: 'Element of the description' }),
  wrong: text,
  right: text,
  evidence: line(2000).optional(),
  evidence_url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

export const correctionOut = z
  .object({
    id: z.string(),
    no: z.string(),
    state: z.enum(correctionStates.codes),
    dataset: datasetShape,
    agency: agencyShape,
    target: z.enum(correctionTargets.codes),
    version: z.number().int().nullable(),
    table: z.string().nullable(),
    column: z.string().nullable(),
    row: z.string().nullable(),
    field: z.string().nullable(),
    wrong: z.string(),
    right: z.string(),
    evidence: z.string().nullable(),
    evidence_url: z.string().nullable(),
    author_zh: z.string(),
    author_en: z.string(),
    mine: z.boolean(),
    filed_at: instantText,
    accepted_at: instantText.nullable(),
    closed_at: instantText.nullable(),
    due_on: dayText,
    days_left: z.number().int().nullable(),
    overdue: z.boolean(),
    on_time: z.boolean().nullable(),
    answer: z.string().nullable(),
    fixed_version: z.number().int().nullable(),
    revision: z.number().int(),
    actions: z.array(z.enum(['accept', 'correct', 'no_error'])),
  })
  .meta({ id: 'Correction' });

export const correctionQuery = pageQuery.extend({ state: z.enum(correctionStates.codes).optional() });
export const correctBody = z.object({ revision, text, version: z.coerce.number().int().min(1).optional() });
export const noErrorBody = z.object({ revision, text });
export const acceptBody = z.object({ revision });

const id = z.object({ id: z.string().max(40) });
const dataset = z.object({ class: z.string().max(20), seq: z.string().max(20) });
const found = ['feedback.request_not_found'];
const desk = ['auth.required', 'auth.forbidden', ...found, 'feedback.changed_meanwhile', 'feedback.wrong_state'];
const correctionDesk = [
  'auth.required',
  'auth.forbidden',
  'feedback.correction_not_found',
  'feedback.changed_meanwhile',
  'feedback.wrong_state',
];

export const feedbackOperations = {
  listRequests: operation({
    method: 'get',
    path: '/requests',
    auth: 'public',
    summary: ['数据需求', 'Data requests'],
    query: requestQuery,
    out: page(requestSummary),
  }),
  showFeedbackFigures: operation({
    method: 'get',
    path: '/requests/figures',
    auth: 'public',
    summary: ['答复及时率', 'How punctual answers are'],
    description: 'For the platform and by agency: answers to requests and corrections on time, waiting past their day.',
    out: figuresOut,
  }),
  findSimilarRequests: operation({
    method: 'get',
    path: '/requests/similar',
    auth: 'public',
    summary: ['相近的需求和数据集', 'Requests and datasets alike'],
    query: z.object({ title: line(80).min(2) }),
    out: similarOut,
  }),
  fileRequest: operation({
    method: 'post',
    path: '/requests',
    auth: 'participant',
    summary: ['提出数据需求', 'File a data request'],
    description: 'Public at once. Look at /requests/similar first: a vote says more than a second request.',
    body: requestBody,
    out: requestOut,
    status: 201,
    refusals: [
      'participants.needed',
      'participants.personal_data',
      'feedback.too_many',
      'feedback.unknown_agency',
      'feedback.unknown_region',
      'calendar.year_missing',
    ],
  }),
  showRequest: operation({
    method: 'get',
    path: '/requests/:id',
    auth: 'public',
    summary: ['一项数据需求', 'One data request'],
    params: id,
    out: requestOut,
    refusals: found,
  }),
  voteForRequest: operation({
    method: 'put',
    path: '/requests/:id/vote',
    auth: 'participant',
    summary: ['支持', 'Vote'],
    params: id,
    out: requestOut,
    refusals: ['participants.needed', ...found, 'feedback.not_votable'],
  }),
  takeVoteBack: operation({
    method: 'delete',
    path: '/requests/:id/vote',
    auth: 'participant',
    summary: ['取消支持', 'Take the vote back'],
    params: id,
    out: requestOut,
    refusals: ['participants.needed', ...found, 'feedback.not_votable'],
  }),
  withdrawRequest: operation({
    method: 'post',
    path: '/requests/:id/withdrawal',
    auth: 'participant',
    summary: ['撤回需求', 'Withdraw a request'],
    description: 'By whoever filed it, before it is accepted.',
    params: id,
    out: requestOut,
    refusals: ['participants.needed', ...found, 'feedback.not_yours', 'feedback.wrong_state'],
  }),
  listRequestDesk: operation({
    method: 'get',
    path: '/request-desk',
    auth: 'session',
    summary: ['本单位的需求', 'Requests of the organisation'],
    description:
      'Of an information department those of its region, of an agency those assigned to it; late ones first.',
    query: deskQuery,
    out: page(requestSummary),
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  assignRequest: operation({
    method: 'post',
    path: '/requests/:id/assignment',
    auth: 'session',
    summary: ['受理并转交', 'Accept and assign'],
    params: id,
    body: assignBody,
    out: requestOut,
    refusals: [...desk, 'feedback.unknown_agency', 'calendar.year_missing'],
  }),
  forwardRequest: operation({
    method: 'post',
    path: '/requests/:id/forwarding',
    auth: 'session',
    summary: ['转交其他地区', 'Pass to another region'],
    params: id,
    body: forwardBody,
    out: requestOut,
    refusals: [...desk, 'feedback.unknown_region', 'calendar.year_missing'],
  }),
  returnRequest: operation({
    method: 'post',
    path: '/requests/:id/return',
    auth: 'session',
    summary: ['退回', 'Return'],
    params: id,
    body: returnBody,
    out: requestOut,
    refusals: desk,
  }),
  mergeRequest: operation({
    method: 'post',
    path: '/requests/:id/merging',
    auth: 'session',
    summary: ['合并', 'Merge into another'],
    description: 'Votes move along, each counted once.',
    params: id,
    body: mergeBody,
    out: requestOut,
    refusals: [...desk, 'feedback.merge_itself'],
  }),
  extendRequest: operation({
    method: 'post',
    path: '/requests/:id/extension',
    auth: 'session',
    summary: ['延长答复期限', 'Extend the time to answer'],
    params: id,
    body: extendBody,
    out: requestOut,
    refusals: [...desk, 'feedback.extended_once', 'calendar.year_missing'],
  }),
  answerRequest: operation({
    method: 'post',
    path: '/requests/:id/answer',
    auth: 'session',
    summary: ['答复', 'Answer'],
    params: id,
    body: answerBody,
    out: requestOut,
    refusals: [...desk, 'feedback.answer_incomplete', 'feedback.unknown_dataset'],
  }),
  listCorrections: operation({
    method: 'get',
    path: '/datasets/:class/:seq/corrections',
    auth: 'public',
    summary: ['数据集的校核', 'Corrections of a dataset'],
    params: dataset,
    query: pageQuery,
    out: page(correctionOut),
    refusals: ['feedback.unknown_dataset'],
  }),
  fileCorrection: operation({
    method: 'post',
    path: '/corrections',
    auth: 'participant',
    summary: ['报告错误', 'Report an error'],
    body: correctionBody,
    out: correctionOut,
    status: 201,
    refusals: [
      'participants.needed',
      'participants.personal_data',
      'feedback.too_many',
      'feedback.unknown_dataset',
      'feedback.unknown_version',
      'calendar.year_missing',
    ],
  }),
  showCorrection: operation({
    method: 'get',
    path: '/corrections/:id',
    auth: 'public',
    summary: ['一项校核', 'One correction'],
    params: id,
    out: correctionOut,
    refusals: ['feedback.correction_not_found'],
  }),
  listCorrectionDesk: operation({
    method: 'get',
    path: '/correction-desk',
    auth: 'session',
    summary: ['本单位的校核', 'Corrections of the organisation'],
    query: correctionQuery,
    out: page(correctionOut),
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  acceptCorrection: operation({
    method: 'post',
    path: '/corrections/:id/acceptance',
    auth: 'session',
    summary: ['受理校核', 'Accept a correction'],
    params: id,
    body: acceptBody,
    out: correctionOut,
    refusals: correctionDesk,
  }),
  correctData: operation({
    method: 'post',
    path: '/corrections/:id/correction',
    auth: 'session',
    summary: ['已更正', 'Corrected'],
    params: id,
    body: correctBody,
    out: correctionOut,
    refusals: [...correctionDesk, 'feedback.unknown_version'],
  }),
  findNoError: operation({
    method: 'post',
    path: '/corrections/:id/no-error',
    auth: 'session',
    summary: ['经核实无误', 'No error'],
    params: id,
    body: noErrorBody,
    out: correctionOut,
    refusals: correctionDesk,
  }),
};
