/** Targeted opening to an interested party (Article 14, second paragraph): shapes and operations. */
import { z } from 'zod';
import { openChecks } from '#api/catalog/rules/codes.ts';
import { gateRefusals } from '#api/datasets/rules/privacy-codes.ts';
import { filterOps } from '#api/datasets/rules/query.ts';
import { dayText, instantText, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  applicantKinds,
  caseActions,
  caseStates,
  fileFormats,
  interests,
  lookReasons,
  proofKinds,
  refusalGrounds,
  touchings,
} from './rules/codes.ts';
import { longestText, maxDownloads } from './rules/limits.ts';

const words = lines(longestText).default('');
const said = lines(longestText, 1);

export const applicationBody = z.object({
  dataset: z
    .string()
    .trim()
    .max(60)
    .default('')
    .meta({ description: 'Code of an entry of the catalogue, where the data are listed' }),
  agency: z
    .string()
    .trim()
    .max(18)
    .default('')
    .meta({ description: 'Social credit code of the agency, where they are not' }),
  data_wanted: words.meta({ description: 'The data in words' }),
  interest: z.enum(interests.codes),
  statement: words.meta({ description: 'In what way the data concern the applicant; sealed' }),
  scope: words.meta({ description: 'Which records, e.g. the number of the applicant’s own parcel; sealed' }),
  purpose: words,
  applicant_kind: z.enum(applicantKinds.codes).default('person'),
  name: line(100).default('').meta({ description: 'Sealed' }),
  number: line(40).default('').meta({ description: 'Citizen number or unified social credit code; sealed' }),
  representative: line(100).default('').meta({ description: 'Of an organisation; sealed' }),
});
export const saveBody = applicationBody.omit({ dataset: true, agency: true }).extend({
  revision: z.number().int(),
  name: applicationBody.shape.name.meta({ description: 'Blank keeps the identity as it is' }),
});
export const revisionBody = z.object({ revision: z.number().int() });
export const fileBody = revisionBody.extend({
  undertaking: z
    .boolean()
    .default(false)
    .meta({ description: 'To use the data for the purpose only and not pass them on' }),
});
export const withdrawBody = z.object({ reason: words });
export const supplementBody = z.object({ notice: said });
export const verifyBody = z.object({ words });
export const rejectBody = z.object({ reason: said, legal_basis: said });
export const consultBody = z.object({ words: said.meta({ description: 'Whom, and about what; without names' }) });
export const opinionBody = z.object({ words: said });
export const extendBody = z.object({ reason: said });
export const refuseBody = z.object({
  ground: z.enum(refusalGrounds.codes),
  reason: said,
  legal_basis: said.meta({ description: 'The provision the refusal rests on' }),
});
export const revokeBody = z.object({ reason: said });
export const lookBody = z.object({ why: z.enum(lookReasons.codes), words });

const value = z.string().max(500);
const filter = z.strictObject({
  column: z.string().max(300),
  op: z.enum(filterOps),
  value: z.union([value, z.array(value).max(200)]).optional(),
});
export const scopeBody = z.object({
  version_id: z.string().max(40),
  table: z.number().int().min(1).default(1),
  columns: z.array(z.string().max(300)).max(500).default([]),
  filters: z
    .array(filter)
    .max(20)
    .default([])
    .meta({ description: 'In the typed filters of the query API, joined by AND; at least one' }),
});
export const grantBody = scopeBody.extend({
  term_until: z.string().trim().max(10),
  downloads: z.number().int().min(1).max(maxDownloads).default(3),
  checks: z.array(z.enum(openChecks.codes)).default([]),
  touching: z.enum(touchings.codes),
  reason: said,
});
export const downloadBody = z.object({
  code: z.string().trim().max(20).meta({ description: 'Six digits, from the mail' }),
  format: z.enum(fileFormats.codes).default('csv'),
});

const reason = z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable();
const party = z.object({ uscc: z.string(), name: z.string(), name_en: z.string().nullable() });
const clock = z.object({
  received_on: dayText.nullable(),
  due_on: dayText.nullable(),
  paused_on: dayText.nullable(),
  days_left: z.number().int().nullable(),
  overdue: z.boolean(),
});
const filterOut = z.object({
  column: z.string(),
  op: z.string(),
  value: z.union([z.string(), z.array(z.string())]).optional(),
});
const deliveryOut = z.object({
  number: z.number().int(),
  format: z.enum(fileFormats.codes),
  at: instantText,
  rows: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
});

const caseLine = z.object({
  id: z.string(),
  no: z.string(),
  state: z.enum(caseStates.codes),
  agency: party,
  dataset: z.object({ code: z.string(), title: z.string() }).nullable(),
  data_wanted: z.string(),
  interest: z.enum(interests.codes),
  applicant_kind: z.enum(applicantKinds.codes),
  masked_name: z.string(),
  clock,
  created_at: instantText,
  updated_at: instantText,
});
export const targetedLine = caseLine.meta({ id: 'TargetedCaseLine' });

export const targetedCase = caseLine
  .extend({
    revision: z.number().int(),
    masked_number: z.string(),
    purpose: z.string(),
    own: z
      .object({ statement: z.string(), scope: z.string() })
      .nullable()
      .meta({ description: 'The applicant’s own words; for the applicant only' }),
    proofs: z.array(
      z.object({
        number: z.number().int(),
        name: z.string().nullable().meta({ description: 'For the applicant only' }),
        kind: z.enum(proofKinds.codes),
        bytes: z.number().int(),
        added_at: instantText,
      }),
    ),
    supplement_notice: z.string().nullable(),
    extension_reason: z.string().nullable(),
    heard_by: dayText.nullable(),
    decision: z
      .object({
        at: instantText,
        reason: z.string(),
        ground: z.enum(refusalGrounds.codes).nullable(),
        legal_basis: z.string().nullable(),
        remedy: z.object({ zh: z.string(), en: z.string() }).nullable(),
      })
      .nullable(),
    grant: z
      .object({
        title: z.string(),
        version: z.number().int(),
        columns: z.array(z.string()),
        filters: z.array(filterOut),
        rows: z.number().int(),
        term_until: dayText,
        downloads_allowed: z.number().int(),
        downloads_made: z.number().int(),
      })
      .nullable(),
    revoked_reason: z.string().nullable(),
    deliveries: z.array(deliveryOut),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(caseActions.codes),
        to: z.enum(caseStates.codes),
        words: z.string().nullable(),
        who: z.string().nullable().meta({ description: 'Organisation; null for the applicant and the system' }),
        at: instantText,
      }),
    ),
    actions: z.array(z.object({ name: z.enum(caseActions.codes), refusal: reason })),
  })
  .meta({ id: 'TargetedCase', description: 'An application for targeted opening; identity masked, proof sealed' });

export const lookOut = z
  .object({
    name: z.string(),
    number: z.string(),
    representative: z.string(),
    statement: z.string(),
    scope: z.string(),
    proofs: z.array(z.object({ number: z.number().int(), name: z.string() })),
  })
  .meta({ id: 'TargetedLook', description: 'What is sealed; every look is an event of the audit record' });

export const scopeOut = z.object({
  rows: z.number().int(),
  marks: z
    .number()
    .int()
    .meta({ description: 'Cells that can carry a hidden mark; below about 30 a file cannot be traced by marks alone' }),
});

export const traceOut = z
  .object({
    rows: z.number().int(),
    sha256: z.string(),
    compared: z.number().int().meta({ description: 'Deliveries compared' }),
    named: z.boolean().meta({ description: 'True when the first item is the source beyond doubt' }),
    items: z.array(
      z.object({
        case_id: z.string(),
        no: z.string(),
        delivery: z.number().int(),
        at: instantText,
        masked_name: z.string(),
        rows_found: z.number().int(),
        rows_only_here: z.number().int().meta({ description: 'Rows that went to this case alone' }),
        marks_read: z.number().int(),
        marks_matched: z.number().int(),
        chance: z.number().meta({ description: 'Probability of such a match by chance, over all deliveries compared' }),
      }),
    ),
  })
  .meta({ id: 'TargetedTrace' });

export const figuresOut = z.object({
  years: z.array(
    z.object({ year: z.number().int(), filed: z.number().int(), granted: z.number().int(), refused: z.number().int() }),
  ),
});

const id = z.object({ id: z.string().max(40) });
const numbered = id.extend({ number: z.coerce.number().int().min(1).max(1000) });
const own = ['participants.needed', 'targeted.no_mailbox', 'targeted.not_found'];
const moves = [...own, 'targeted.wrong_state', 'targeted.changed_meanwhile'];
const desk = ['auth.required', 'auth.forbidden', 'targeted.not_found'];
const handles = [...desk, 'targeted.wrong_state', 'targeted.not_yours_to_do'];
const scopeFaults = [
  'targeted.version_unknown',
  'targeted.version_not_ready',
  'targeted.no_columns',
  'targeted.scope_too_wide',
  'targeted.no_rows',
  'targeted.too_many_rows',
  ...gateRefusals,
];
const move = stepsOf('/targeted/desk/:id', targetedCase, handles, id);

export const targetedOperations = {
  showTargetedFigures: operation({
    method: 'get',
    path: '/targeted/figures',
    auth: 'public',
    summary: ['定向开放统计', 'Figures of targeted opening'],
    description: 'Numbers a year; neither cases nor data are listed anywhere.',
    out: figuresOut,
  }),
  listOwnTargeted: operation({
    method: 'get',
    path: '/targeted/cases',
    auth: 'participant',
    summary: ['我的定向开放申请', 'One’s own applications'],
    out: z.object({ items: z.array(targetedLine) }),
    refusals: ['participants.needed', 'targeted.no_mailbox'],
  }),
  startTargeted: operation({
    method: 'post',
    path: '/targeted/cases',
    auth: 'participant',
    summary: ['填写定向开放申请', 'Begin an application'],
    description: 'Stays a draft until it is filed; proof is added to it first.',
    body: applicationBody,
    out: targetedCase,
    status: 201,
    refusals: [
      'participants.needed',
      'targeted.no_mailbox',
      'targeted.no_data_named',
      'targeted.open_already',
      'targeted.agency_unknown',
      'targeted.bad_identity',
      'catalog.not_found',
    ],
  }),
  showOwnTargeted: operation({
    method: 'get',
    path: '/targeted/cases/:id',
    auth: 'participant',
    summary: ['一份自己的申请', 'One of one’s own applications'],
    params: id,
    out: targetedCase,
    refusals: own,
  }),
  saveTargeted: operation({
    method: 'patch',
    path: '/targeted/cases/:id',
    auth: 'participant',
    summary: ['修改申请', 'Change an application'],
    params: id,
    body: saveBody,
    out: targetedCase,
    refusals: [...moves, 'targeted.bad_identity'],
  }),
  addTargetedProof: operation({
    method: 'post',
    path: '/targeted/cases/:id/proofs',
    auth: 'participant',
    summary: ['添加证明材料', 'Add a file of proof'],
    description: 'PDF, PNG or JPEG by content, at most 10 MB each, five files; sealed on arrival.',
    params: id,
    upload: { media: ['multipart/form-data'] },
    out: targetedCase,
    status: 201,
    refusals: [
      ...moves,
      'targeted.no_file',
      'targeted.proof_kind',
      'targeted.proof_too_large',
      'targeted.too_many_proofs',
    ],
  }),
  removeTargetedProof: operation({
    method: 'delete',
    path: '/targeted/cases/:id/proofs/:number',
    auth: 'participant',
    summary: ['删除证明材料', 'Remove a file of proof'],
    params: numbered,
    out: targetedCase,
    refusals: [...moves, 'targeted.proof_not_found'],
  }),
  fileTargeted: operation({
    method: 'post',
    path: '/targeted/cases/:id/filing',
    auth: 'participant',
    summary: ['提交申请', 'File the application'],
    params: id,
    body: fileBody,
    out: targetedCase,
    refusals: [...moves, 'targeted.incomplete', 'targeted.no_undertaking'],
  }),
  resubmitTargeted: operation({
    method: 'post',
    path: '/targeted/cases/:id/supplement',
    auth: 'participant',
    summary: ['提交补正', 'Send the supplement'],
    params: id,
    body: revisionBody,
    out: targetedCase,
    refusals: [...moves, 'targeted.incomplete'],
  }),
  withdrawTargeted: operation({
    method: 'post',
    path: '/targeted/cases/:id/withdrawal',
    auth: 'participant',
    summary: ['撤回申请', 'Withdraw'],
    params: id,
    body: withdrawBody,
    out: targetedCase,
    refusals: moves,
  }),
  askTargetedCode: operation({
    method: 'post',
    path: '/targeted/cases/:id/code',
    auth: 'participant',
    summary: ['获取领取验证码', 'Ask for a code to take the data'],
    description: 'Mailed; good for ten minutes, once, five tries.',
    params: id,
    out: z.object({ expires_at: instantText }),
    status: 202,
    refusals: [
      ...moves,
      'targeted.term_over',
      'targeted.revoked',
      'targeted.no_downloads_left',
      'targeted.too_many_codes',
    ],
  }),
  downloadTargeted: operation({
    method: 'post',
    path: '/targeted/cases/:id/downloads',
    auth: 'participant',
    summary: ['领取数据', 'Take the data'],
    description: 'A file made for this delivery: a notice in sight, and a hidden mark that names the delivery.',
    params: id,
    body: downloadBody,
    out: { media: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
    refusals: [
      ...moves,
      'targeted.code_wrong',
      'targeted.code_dead',
      'targeted.term_over',
      'targeted.revoked',
      'targeted.no_downloads_left',
      'targeted.not_cleared',
    ],
  }),

  listTargetedDesk: operation({
    method: 'get',
    path: '/targeted/desk',
    auth: 'session',
    summary: ['定向开放办理', 'Applications to handle or supervise'],
    query: pageQuery.extend({ open: z.enum(['open', 'closed']).optional() }),
    out: page(targetedLine),
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  showTargetedDesk: operation({
    method: 'get',
    path: '/targeted/desk/:id',
    auth: 'session',
    summary: ['办理中的一份申请', 'An application on the desk'],
    params: id,
    out: targetedCase,
    refusals: desk,
  }),
  lookAtTargeted: operation({
    method: 'post',
    path: '/targeted/desk/:id/looks',
    auth: 'session',
    summary: ['查看密封的身份和陈述', 'Look at the sealed identity and statement'],
    description: 'For the agency’s steward; who looked, when and why goes into the audit record.',
    params: id,
    body: lookBody,
    out: lookOut,
    refusals: [...desk, 'targeted.papers_wiped'],
  }),
  lookAtTargetedProof: operation({
    method: 'post',
    path: '/targeted/desk/:id/proofs/:number/looks',
    auth: 'session',
    summary: ['查看证明材料', 'Look at a file of proof'],
    params: numbered,
    body: lookBody,
    out: { media: ['application/pdf', 'image/png', 'image/jpeg'] },
    refusals: [...desk, 'targeted.proof_not_found', 'targeted.papers_wiped'],
  }),
  supplementTargeted: move('supplement', ['要求补正', 'Ask for a supplement'], supplementBody, [
    'targeted.supplement_used',
  ]),
  verifyTargeted: move('verification', ['身份核验通过', 'Identity verified'], verifyBody),
  rejectTargeted: move('rejection', ['身份核验不通过', 'Identity not verified'], rejectBody),
  consultTargeted: move('consultation', ['征求第三方意见', 'Hear a third party'], consultBody),
  recordTargetedOpinion: move('opinion', ['登记第三方意见', 'Record the opinion'], opinionBody),
  extendTargeted: move('extension', ['延长答复期限', 'Extend the time limit'], extendBody, [
    'targeted.extended_already',
    'targeted.too_late_to_extend',
  ]),
  refuseTargeted: move('refusal', ['不予开放', 'Refuse'], refuseBody),
  revokeTargeted: move('revocation', ['撤销开放', 'Revoke'], revokeBody),
  tryTargetedScope: operation({
    method: 'post',
    path: '/targeted/desk/:id/scope',
    auth: 'session',
    summary: ['试算开放范围', 'Try a scope'],
    params: id,
    body: scopeBody,
    out: scopeOut,
    refusals: [...handles, ...scopeFaults],
  }),
  grantTargeted: move('grant', ['同意定向开放', 'Grant'], grantBody, [
    ...scopeFaults,
    'targeted.bad_day',
    'targeted.checks_missing',
    'targeted.nobody_heard',
  ]),
  traceTargeted: operation({
    method: 'post',
    path: '/targeted/traces',
    auth: 'session',
    summary: ['追查外泄文件', 'Trace a leaked file'],
    description: 'A CSV of at most 10 MB, compared with every file the agency has delivered. It is not kept.',
    upload: { media: ['multipart/form-data'] },
    out: traceOut,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'targeted.no_file',
      'targeted.leak_unreadable',
      'targeted.leak_too_large',
    ],
  }),
};
