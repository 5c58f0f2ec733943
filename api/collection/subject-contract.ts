/** What a data subject sees, asks and is answered (Article 25; Personal Information Protection Law, Articles 44 to 50). */
import { z } from 'zod';
import { shareTypes } from '#api/catalog/rules/codes.ts';
import { dayText, instantText, one, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  consentKinds,
  proofDecisions,
  proofStates,
  requestKinds,
  requestOutcomes,
  requestStates,
} from './rules/codes.ts';
import { longestText } from './rules/terms.ts';

const said = lines(longestText, 2);

export const proveBody = z.object({
  agency: line(60, 1).meta({ description: 'Social credit code of the agency that verifies' }),
  name: line(50),
  number: line(40).meta({ description: 'Citizen number; sealed on arrival' }),
});
export const ownConsentBody = z.object({ item: line(40, 1) });
export const requestBody = z.object({
  kind: z.enum(requestKinds.codes),
  about: z
    .string()
    .regex(/^(item|entry):[\w/-]{1,60}$/)
    .meta({ description: '`item:` and the number of a collection item, or `entry:` and the code of an entry' }),
  words: said,
});
export const supplyBody = z.object({ words: said });
export const supplementBody = z.object({ notice: said });
export const extensionBody = z.object({ days: z.number().int().min(1).max(60), reason: said });
export const answerBody = z.object({
  outcome: z.enum(requestOutcomes.codes),
  answer: said,
  legal_basis: line(200).default(''),
});
export const verifyBody = z.object({ decision: z.enum(proofDecisions.codes), reason: lines(500).default('') });
export const lookBody = z.object({ why: line(200, 2) });
export const deskQuery = pageQuery.extend({ open: z.enum(['open', 'closed']).optional() });

const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const clock = z.object({
  due_on: dayText.nullable(),
  days_left: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Working days; of a clock that stands still, those kept' }),
  late: z.boolean(),
  paused: z.boolean(),
});

const proof = z
  .object({
    id: z.string(),
    state: z.enum(proofStates.codes),
    agency: unit,
    masked_name: z.string(),
    masked_number: z.string(),
    has_file: z.boolean(),
    filed_at: instantText,
    clock,
    valid_until: dayText.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'SubjectProof' });
const requestLine = z.object({
  id: z.string(),
  no: z.string(),
  state: z.enum(requestStates.codes),
  kind: z.enum(requestKinds.codes),
  about: z.string(),
  about_title: z.string(),
  agency: unit,
  received_on: dayText,
  clock,
  outcome: z.enum(requestOutcomes.codes).nullable(),
  legal_basis: z.string(),
});
const ownRequest = requestLine
  .extend({
    words: z.string().nullable(),
    notice: z.string().nullable().meta({ description: 'What the agency found missing' }),
    supplied: z.string().nullable(),
    extension: z.object({ days: z.number().int(), reason: z.string().nullable() }).nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'OwnSubjectRequest' });
export const myDataOut = z
  .object({
    proof: proof.nullable(),
    collected: z.array(
      z.object({
        no: z.string(),
        name: z.string(),
        meaning: z.string(),
        purpose: z.string(),
        basis: z.string().meta({ description: 'Instrument and article; empty where consent is the basis' }),
        needs_consent: z.boolean(),
        agency: unit,
        consent: z.enum(consentKinds.codes).nullable(),
        consent_at: instantText.nullable(),
        consent_text: z.object({ title: z.string(), text: z.string(), text_en: z.string().nullable() }).nullable(),
        collected_on: z.array(dayText).meta({ description: 'Days on which it was collected of this subject' }),
      }),
    ),
    held: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        agency: unit,
        share_type: z.enum(shareTypes.codes),
        kinds: z.array(z.string()).meta({ description: 'Names of the personal items' }),
        shared_with: z.array(z.object({ agency: unit, scenario: z.string(), until: z.string() })),
      }),
    ),
    requests: z.array(ownRequest),
  })
  .meta({ id: 'MyData', description: 'Kinds of data, never the values' });

const deskLine = requestLine.meta({ id: 'SubjectRequestLine' });
const deskCase = requestLine
  .extend({
    revision: z.number().int(),
    masked_name: z.string(),
    masked_number: z.string(),
    answered_at: instantText.nullable(),
    supplement_at: instantText.nullable().meta({ description: 'When more was asked for; once' }),
    extension_days: z.number().int().nullable(),
    most_extension_days: z.number().int(),
    may_answer: z.boolean(),
    may_supplement: z.boolean(),
    may_extend: z.boolean(),
  })
  .meta({ id: 'SubjectRequest' });
const looked = z.object({
  name: z.string(),
  number: z.string(),
  words: z.string().nullable(),
  notice: z.string().nullable(),
  supplied: z.string().nullable(),
  extension_reason: z.string().nullable(),
  answer: z.string().nullable(),
});

const done = z.object({ done: z.literal(true) });
const participant = ['participants.needed', 'collection.no_mailbox'] as const;

export const subjectOperations = {
  showMyData: operation({
    method: 'get',
    path: '/my-data',
    auth: 'participant',
    summary: ['我的数据', 'My data'],
    out: myDataOut,
    refusals: participant,
  }),
  proveMyIdentity: operation({
    method: 'post',
    path: '/my-data/proof',
    auth: 'participant',
    summary: ['提交身份证明', 'Prove who one is'],
    body: proveBody,
    out: proof,
    refusals: [...participant, 'collection.bad_identity', 'collection.proof_open', 'collection.agency_unknown'],
  }),
  addMyProofFile: operation({
    method: 'post',
    path: '/my-data/proof/file',
    auth: 'participant',
    summary: ['添加身份证明材料', 'Add the file of the proof'],
    description: 'PDF, PNG or JPEG by content, at most 5 MB; sealed on arrival.',
    upload: { media: ['multipart/form-data'] },
    out: proof,
    refusals: [
      ...participant,
      'collection.proof_not_found',
      'collection.proof_kind',
      'collection.proof_too_large',
      'collection.no_file',
    ],
  }),
  withdrawMyConsent: operation({
    method: 'post',
    path: '/my-data/consents/withdraw',
    auth: 'participant',
    summary: ['撤回同意', 'Withdraw a consent'],
    body: ownConsentBody,
    out: done,
    refusals: [...participant, 'collection.not_proved', 'collection.nothing_to_withdraw'],
  }),
  fileSubjectRequest: operation({
    method: 'post',
    path: '/my-data/requests',
    auth: 'participant',
    summary: ['提出个人数据请求', 'Ask as a data subject'],
    body: requestBody,
    out: ownRequest,
    status: 201,
    refusals: [...participant, 'collection.not_proved', 'collection.about_unknown'],
  }),
  supplySubjectRequest: operation({
    method: 'post',
    path: '/my-data/requests/:id/supplement',
    auth: 'participant',
    summary: ['补充个人数据请求', 'Add what a request lacks'],
    params: one,
    body: supplyBody,
    out: ownRequest,
    refusals: [...participant, 'collection.request_not_found', 'collection.nothing_missing'],
  }),
  withdrawSubjectRequest: operation({
    method: 'post',
    path: '/my-data/requests/:id/withdraw',
    auth: 'participant',
    summary: ['撤回个人数据请求', 'Take a request back'],
    params: one,
    out: ownRequest,
    refusals: [...participant, 'collection.request_not_found', 'collection.request_closed'],
  }),
  listSubjectRequests: operation({
    method: 'get',
    path: '/subject-requests',
    auth: 'session',
    summary: ['个人数据请求清单', 'Requests of data subjects'],
    query: deskQuery,
    out: page(deskLine),
  }),
  listSubjectProofs: operation({
    method: 'get',
    path: '/subject-proofs',
    auth: 'session',
    summary: ['待核验的身份证明', 'Proofs of identity to verify'],
    out: z.object({ items: z.array(proof) }),
  }),
  showSubjectRequest: operation({
    method: 'get',
    path: '/subject-requests/:id',
    auth: 'session',
    summary: ['查看个人数据请求', 'A request of a data subject'],
    params: one,
    out: deskCase,
    refusals: ['collection.request_not_found'],
  }),
  lookAtSubjectRequest: operation({
    method: 'post',
    path: '/subject-requests/:id/look',
    auth: 'session',
    summary: ['查阅请求内容和身份', 'Look at what a subject wrote and who it is'],
    params: one,
    body: lookBody,
    out: looked,
    refusals: ['collection.request_not_found', 'collection.papers_wiped'],
  }),
  answerSubjectRequest: operation({
    method: 'post',
    path: '/subject-requests/:id/answer',
    auth: 'session',
    summary: ['答复个人数据请求', 'Answer a data subject'],
    params: one,
    body: answerBody,
    out: deskCase,
    refusals: ['collection.request_not_found', 'collection.request_closed', 'collection.no_ground'],
  }),
  supplementSubjectRequest: operation({
    method: 'post',
    path: '/subject-requests/:id/supplement',
    auth: 'session',
    summary: ['一次性告知补充', 'Name what a request lacks'],
    description: 'Once, and everything at once: the clock stands still until the subject has answered.',
    params: one,
    body: supplementBody,
    out: deskCase,
    refusals: ['collection.request_not_found', 'collection.request_closed', 'collection.supplement_used'],
  }),
  extendSubjectRequest: operation({
    method: 'post',
    path: '/subject-requests/:id/extension',
    auth: 'session',
    summary: ['延长答复期限并告知', 'Take longer and tell the subject why'],
    description: 'Once, before the answer is due, by no more than the term of the region; the subject is told.',
    params: one,
    body: extensionBody,
    out: deskCase,
    refusals: [
      'collection.request_not_found',
      'collection.request_closed',
      'collection.extension_used',
      'collection.extension_late',
      'collection.extension_days',
    ],
  }),
  lookAtSubjectProof: operation({
    method: 'post',
    path: '/subject-proofs/:id/look',
    auth: 'session',
    summary: ['查阅身份证明', 'Look at a proof of identity'],
    params: one,
    body: lookBody,
    out: z.object({ name: z.string(), number: z.string() }),
    refusals: ['collection.proof_not_found', 'collection.papers_wiped'],
  }),
  lookAtSubjectProofFile: operation({
    method: 'post',
    path: '/subject-proofs/:id/file',
    auth: 'session',
    summary: ['打开身份证明材料', 'Open the file of a proof'],
    params: one,
    body: lookBody,
    out: { media: ['application/pdf', 'image/png', 'image/jpeg'] },
    refusals: ['collection.proof_not_found', 'collection.papers_wiped'],
  }),
  decideSubjectProof: operation({
    method: 'post',
    path: '/subject-proofs/:id/decision',
    auth: 'session',
    summary: ['核验身份证明', 'Decide on a proof of identity'],
    params: one,
    body: verifyBody,
    out: proof,
    refusals: ['collection.proof_not_found', 'collection.proof_decided'],
  }),
};
