/** The register of what agencies collect, and the check for duplicates (Article 10). */
import { z } from 'zod';
import { dataTypes, shareTypes } from '#api/catalog/rules/codes.ts';
import { instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  basisKinds,
  checkParts,
  collectionActions,
  collectionStates,
  differences,
  exceptionAnswers,
  frequencies,
  knownSources,
  subjectKinds,
  verdicts,
} from './rules/codes.ts';
import { longestText } from './rules/terms.ts';

const text = lines(longestText);
const said = lines(longestText, 2);

const content = {
  name: line(100).default(''),
  meaning: lines(500).default(''),
  data_type: z.enum(dataTypes.codes).default('C'),
  subject_kind: z.enum(subjectKinds.codes).default('natural'),
  purpose: text.default(''),
  population: line(200).default('').meta({ description: 'Who is asked, in words' }),
  regions: z
    .array(z.string().regex(/^\d{6}$/))
    .max(200)
    .default([])
    .meta({ description: 'Regions whose people and organisations are asked; empty for the agency’s own' }),
  frequency: z.enum(frequencies.codes).default('once'),
  system: line(100).default(''),
  basis_kind: z.enum(basisKinds.codes).default('consent'),
  instrument: line(200).default(''),
  article: line(60).default(''),
};
export const startBody = z.object(content);
export const saveBody = z.object({ revision: z.number().int().min(1), ...content });
export const seenBody = z.object({ revision: z.number().int().min(1) });
export const wordsBody = z.object({ words: text.default('') });
export const saidBody = z.object({ words: said });
export const exceptionBody = z.object({ decision: z.enum(exceptionAnswers.codes), words: said });
export const refuseBody = z.object({
  words: said,
  pointer: z.string().trim().max(60).default('').meta({ description: 'Code of the entry to ask for instead' }),
});
export const checkBody = z.object({
  name: line(100, 1),
  meaning: lines(500).default(''),
  data_type: z.enum(dataTypes.codes).default('C'),
  subject_kind: z.enum(subjectKinds.codes).default('natural'),
  population: line(200).default(''),
});
export const listQuery = pageQuery.extend({
  state: z.enum(collectionStates.codes).optional(),
  open: z.enum(['open', 'closed']).optional(),
});

const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const bilingual = z.object({ zh: z.string(), en: z.string() });

export const checkHit = z
  .object({
    source: z.enum(knownSources.codes),
    name: z.string(),
    meaning: z.string(),
    about: z.string().meta({ description: 'What the entry is about, or who is asked' }),
    agency: unit,
    entry: z.object({ code: z.string(), title: z.string(), share_type: z.enum(shareTypes.codes) }).nullable(),
    item_no: z.string().nullable(),
    verdict: z.enum(verdicts.codes),
    score: z.number().int().min(0).max(100),
    because: z.array(z.enum(differences.codes)),
    parts: z.array(
      z.object({
        part: z.enum(checkParts.codes),
        weight: z.number().int(),
        score: z.number(),
        ours: z.string(),
        theirs: z.string(),
      }),
    ),
  })
  .meta({ id: 'DuplicateHit', description: 'Something held already, set beside what is to be collected' });
export const checkOut = z
  .object({
    at: instantText,
    element: z
      .object({
        id: z.string(),
        name_zh: z.string(),
        name_en: z.string(),
        representation: z.string(),
        standard: z.string(),
        verified: z.boolean(),
      })
      .nullable(),
    compared: z.number().int().meta({ description: 'Candidates the index gave' }),
    equal: z.number().int(),
    likely: z.number().int(),
    hits: z.array(checkHit),
  })
  .meta({ id: 'DuplicateCheck' });

export const itemLine = z
  .object({
    id: z.string(),
    no: z.string(),
    version: z.number().int(),
    state: z.enum(collectionStates.codes),
    name: z.string(),
    data_type: z.enum(dataTypes.codes),
    subject_kind: z.enum(subjectKinds.codes),
    basis_kind: z.enum(basisKinds.codes),
    agency: unit,
    equals: z.number().int(),
    updated_at: instantText,
  })
  .meta({ id: 'CollectionLine' });

export const itemOut = itemLine
  .extend({
    revision: z.number().int(),
    meaning: z.string(),
    purpose: z.string(),
    population: z.string(),
    regions: z.array(z.string()),
    region_code: z.string(),
    frequency: z.enum(frequencies.codes),
    system: z.string(),
    instrument: z.string(),
    article: z.string(),
    provision: z.string().nullable().meta({ description: 'Text of the provision cited, as in force' }),
    check: checkOut.nullable(),
    exception: z
      .object({
        reason: z.string(),
        proposal: z.enum(exceptionAnswers.codes).nullable(),
        words: z.string().nullable(),
        proposed_by: z.string().nullable(),
        decided_by: z.string().nullable(),
        granted: z.boolean(),
      })
      .nullable(),
    decision: z
      .object({
        reason: z.string().nullable(),
        pointer: z.string().nullable(),
        by: z.string().nullable(),
        at: instantText,
      })
      .nullable(),
    previous_id: z.string().nullable(),
    next_id: z.string().nullable(),
    may_change: z.boolean().meta({ description: 'Whether the viewer may begin a new version' }),
    actions: z.array(z.object({ name: z.enum(collectionActions.codes), refusal: bilingual.nullable() })),
    history: z.array(
      z.object({
        action: z.enum(collectionActions.codes),
        words: z.string().nullable(),
        by: z.string().nullable(),
        at: instantText,
      }),
    ),
  })
  .meta({ id: 'CollectionItem', description: 'One version of one collection item' });

const element = z
  .object({
    id: z.string(),
    name_zh: z.string(),
    name_en: z.string(),
    aliases: z.array(z.string()),
    data_type: z.enum(dataTypes.codes),
    representation: z.string(),
    subject_kind: z.enum(subjectKinds.codes).nullable(),
    standard: z.string(),
    verified: z.boolean().meta({ description: 'Whether the standard was read for this platform' }),
  })
  .meta({ id: 'DataElement' });

const common = [
  'collection.not_found',
  'collection.not_yours_to_do',
  'collection.wrong_state',
  'collection.changed_meanwhile',
] as const;
const step = stepsOf('/collection/items/:id', itemOut, common);

export const collectionOperations = {
  listCollection: operation({
    method: 'get',
    path: '/collection/items',
    auth: 'session',
    summary: ['采集项清单', 'Collection items'],
    query: listQuery,
    out: page(itemLine),
  }),
  startCollection: operation({
    method: 'post',
    path: '/collection/items',
    auth: 'session',
    summary: ['登记采集项', 'Register a collection item'],
    body: startBody,
    out: itemOut,
    status: 201,
    refusals: ['collection.agencies_only', 'collection.outside_region'],
  }),
  showCollection: operation({
    method: 'get',
    path: '/collection/items/:id',
    auth: 'session',
    summary: ['查看采集项', 'A collection item'],
    params: one,
    out: itemOut,
    refusals: ['collection.not_found'],
  }),
  saveCollection: step('save', ['保存采集项', 'Save an item'], saveBody, ['collection.outside_region']),
  submitCollection: step('submit', ['查重并提交采集项', 'Check an item for duplicates and submit it'], seenBody, [
    'collection.incomplete',
    'collection.unknown_provision',
  ]),
  withdrawCollection: step('withdraw', ['撤回或停止采集', 'Withdraw an item or stop collecting'], wordsBody),
  askCollectionException: step('ask-exception', ['申请重复采集的例外', 'Ask for an exception'], saidBody),
  proposeCollectionException: step('propose-exception', ['提出例外意见', 'Propose on an exception'], exceptionBody),
  grantCollectionException: step('grant-exception', ['同意例外', 'Grant an exception'], wordsBody, [
    'collection.same_person',
    'collection.other_proposal',
  ]),
  declineCollectionException: step('decline-exception', ['不同意例外', 'Decline an exception'], wordsBody, [
    'collection.same_person',
    'collection.other_proposal',
  ]),
  returnCollectionException: step('return-exception', ['退回例外意见', 'Return the proposal'], saidBody, [
    'collection.same_person',
  ]),
  approveCollection: step('approve', ['批准采集', 'Approve an item'], wordsBody, ['collection.duplicate']),
  refuseCollection: step('refuse', ['不予批准采集', 'Refuse an item'], refuseBody, ['collection.no_pointer']),
  returnCollection: step('send-back', ['退回采集项', 'Return an item'], saidBody),
  changeCollection: operation({
    method: 'post',
    path: '/collection/items/:id/versions',
    auth: 'session',
    summary: ['变更已批准的采集项', 'Begin a new version of an approved item'],
    params: one,
    out: itemOut,
    status: 201,
    refusals: ['collection.not_found', 'collection.not_in_force', 'collection.version_open'],
  }),
  checkCollection: operation({
    method: 'post',
    path: '/collection/check',
    auth: 'session',
    summary: ['采集项查重', 'Check a name for duplicates'],
    description: 'Changes nothing: what a submission would be answered with.',
    body: checkBody,
    out: checkOut,
    refusals: ['collection.agencies_only'],
  }),
  listDataElements: operation({
    method: 'get',
    path: '/collection/elements',
    auth: 'public',
    summary: ['数据元表', 'Data elements'],
    out: z.object({ items: z.array(element) }),
  }),
};
