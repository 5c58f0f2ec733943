/** The compilation requirements of the province (Article 8): drafted, checked, published, superseded. */
import { z } from 'zod';
import { requirementContent } from '#api/catalog/rules/requirement.ts';
import { dayText, instantText, operation, stepsOf } from '#api/kernel/operation.ts';
import { requirementStates, standings } from './rules/codes.ts';

const line = (max: number) => z.string().trim().min(2).max(max);
const seen = { revision: z.number().int().min(1) };

export const requirementDraftBody = z.object({ title: line(200), title_en: line(300) });
export const requirementSaveBody = requirementDraftBody.extend({ ...seen, content: requirementContent });
export const requirementSeenBody = z.object(seen);
export const requirementReturnBody = z.object({ ...seen, words: z.string().trim().max(2000).default('') });
export const requirementPublishBody = z.object({
  ...seen,
  document_no: line(100),
  effective_on: dayText,
});
export const againstQuery = z.object({
  against: z.coerce
    .number()
    .int()
    .min(0)
    .max(100000)
    .optional()
    .meta({ description: 'The version to compare with; the one it was drafted from unless told' }),
});

export const requirementSummary = z
  .object({
    number: z.number().int().meta({ description: '0 is the guideline, before any version was published' }),
    title: z.object({ zh: z.string(), en: z.string() }),
    state: z.enum(requirementStates.codes),
    /** Of published versions. */
    standing: z.enum(standings.codes).nullable(),
    document_no: z.string().nullable(),
    effective_on: dayText.nullable(),
    superseded_on: dayText.nullable(),
    based_on: z.number().int(),
    published_at: instantText.nullable(),
  })
  .meta({ id: 'RequirementSummary' });

export const requirementDifference = z
  .object({
    of: z.enum(['field', 'list', 'rule']),
    key: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    parts: z.array(z.string()),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'RequirementDifference' });

export const requirementOut = requirementSummary
  .extend({
    revision: z.number().int(),
    content: requirementContent,
    against: z.number().int(),
    differences: z.array(requirementDifference),
    faults: z.array(z.object({ path: z.string(), zh: z.string(), en: z.string() })),
    drafted_by: z.string().nullable(),
    checked_by: z.string().nullable(),
    check_words: z.string().nullable(),
    may: z.object({
      save: z.boolean(),
      submit: z.boolean(),
      check: z.boolean(),
      return: z.boolean(),
      publish: z.boolean(),
      drop: z.boolean(),
    }),
  })
  .meta({ id: 'CompilationRequirement' });

const number = z.object({ number: z.coerce.number().int().min(0).max(100000) });
const common = [
  'auth.required',
  'auth.forbidden',
  'compilation.province_only',
  'compilation.requirement_not_found',
  'compilation.changed_meanwhile',
  'compilation.wrong_state',
] as const;
const step = stepsOf('/catalog/requirements/:number', requirementOut, common, number);

export const requirementOperations = {
  listRequirements: operation({
    method: 'get',
    path: '/catalog/requirements',
    auth: 'public',
    summary: ['编制要求的各个版本', 'Versions of the compilation requirements'],
    description: 'Published versions; the information department of the province sees its drafts too.',
    out: z.object({ items: z.array(requirementSummary), drafts: z.boolean() }),
  }),
  showRequirement: operation({
    method: 'get',
    path: '/catalog/requirements/:number',
    auth: 'public',
    summary: ['一版编制要求', 'One version of the requirements'],
    description: 'Elements, code lists and rules, each with its clause, and what changed against another version.',
    params: number,
    query: againstQuery,
    out: requirementOut,
    refusals: ['compilation.requirement_not_found'],
  }),
  draftRequirement: operation({
    method: 'post',
    path: '/catalog/requirements',
    auth: 'session',
    summary: ['起草新版编制要求', 'Start a new version'],
    description: 'Begins with the content of the version in force.',
    body: requirementDraftBody,
    out: requirementOut,
    status: 201,
    refusals: ['auth.required', 'auth.forbidden', 'compilation.province_only', 'compilation.draft_open'],
  }),
  saveRequirement: operation({
    method: 'put',
    path: '/catalog/requirements/:number',
    auth: 'session',
    summary: ['保存起草中的编制要求', 'Save a draft of the requirements'],
    params: number,
    body: requirementSaveBody,
    out: requirementOut,
    refusals: common,
  }),
  submitRequirement: step('submission', ['送核', 'Hand in to be checked'], requirementSeenBody, [
    'compilation.requirement_faulty',
  ]),
  approveRequirement: step('approval', ['核定', 'Approve'], requirementReturnBody, [
    'compilation.same_person',
    'compilation.requirement_faulty',
  ]),
  returnRequirement: step('return', ['退回修改', 'Return to the drafter'], requirementReturnBody, [
    'compilation.words_missing',
  ]),
  publishRequirement: step('publication', ['发布', 'Publish'], requirementPublishBody, [
    'compilation.requirement_faulty',
    'compilation.effective_early',
    'compilation.document_taken',
  ]),
  dropRequirement: step('dropping', ['作废草稿', 'Drop a draft'], requirementSeenBody),
};
