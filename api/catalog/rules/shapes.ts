/** What the catalogue answers, as it goes over the wire. */
import { z } from 'zod';
import { dayText, instantText, page } from '#api/kernel/operation.ts';
import { levels } from '#api/kernel/regions.ts';
import {
  clauses,
  decisions,
  entryStates,
  entryStepKinds,
  fields,
  openTypes,
  revisionActions,
  shareTypes,
  themes,
  updateCycles,
} from './codes.ts';
import { entryContent } from './entry.ts';
import { requirementField, requirementList } from './requirement.ts';

export const classificationNode = z
  .object({
    code: z.string(),
    parent_code: z.string().nullable(),
    name: z.string(),
    name_en: z.string(),
    /** True for nodes entries may stand under. */
    takes_entries: z.boolean(),
  })
  .meta({ id: 'ClassificationNode', description: '类, 项, 目 or 细目' });

const provider = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });

const summaryFields = {
  id: z.string(),
  code: z.string().meta({ description: '信息资源代码', example: '306014/000127' }),
  classification_code: z.string(),
  title: z.string(),
  theme: z.enum(themes.codes).nullable(),
  share_type: z.enum(shareTypes.codes).nullable(),
  open_type: z.enum(openTypes.codes).nullable(),
  update_cycle: z.enum(updateCycles.codes).nullable(),
  state: z.enum(entryStates.codes),
  revision: z.number().int(),
  published_revision: z.number().int().nullable(),
  provider,
  region_code: z.string(),
  level: z.enum(levels.codes),
  submitted_at: instantText.nullable(),
  published_at: instantText.nullable(),
  withdrawn_at: instantText.nullable(),
  withdrawn_reason: z.string().nullable(),
  updated_at: instantText,
  /** Last day for the review; null when nothing waits for it or the working calendar does not reach so far. */
  due_on: dayText.nullable(),
  /** Working days left until then, negative when late. */
  days_left: z.number().int().nullable(),
  late: z.boolean(),
  /** Who has to act next. */
  ball: z.enum(['agency', 'information_department']).nullable(),
  /** Of the elements that are needed: how many are filled, and which to fill next. */
  filled: z.object({ done: z.number().int(), total: z.number().int(), next: z.enum(fields.codes).nullable() }),
  /** Number of the compilation requirements it was last checked against; 0 for the guideline, null before it was handed in. */
  checked_against: z.number().int().nullable(),
};

export const entrySummary = z.object(summaryFields).meta({ id: 'EntrySummary' });

export const submissionFault = z
  .object({ path: z.string(), zh: z.string(), en: z.string(), clause: z.enum(clauses.codes) })
  .meta({ id: 'SubmissionFault', description: 'What is wrong with an element and the clause that demands it' });

export const fieldOpinion = z.object({ field: z.enum(fields.codes), opinion: z.string().trim().min(1).max(1000) });

export const reviewOut = z
  .object({
    id: z.string(),
    revision: z.number().int(),
    decision: z.enum(decisions.codes),
    opinion: z.string(),
    field_opinions: z.array(fieldOpinion),
    reviewer: z.string(),
    organization: z.string(),
    at: instantText,
  })
  .meta({ id: 'EntryReview' });

export const difference = z
  .object({
    field: z.enum(fields.codes),
    part: z.string().nullable(),
    kind: z.enum(['added', 'removed', 'changed']),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'Difference' });

export const entryOut = z
  .object({
    ...summaryFields,
    classification: z.array(z.object({ code: z.string(), name: z.string(), name_en: z.string() })),
    content: entryContent,
    completeness: z.object({
      done: z.number().int(),
      total: z.number().int(),
      percent: z.number().int(),
      missing: z.array(z.enum(fields.codes)),
    }),
    faults: z.array(submissionFault),
    warnings: z.array(submissionFault),
    last_review: reviewOut.nullable(),
    /** The requirements in force: what the form asks for and hints at. */
    requirement: z.object({
      number: z.number().int(),
      title: z.object({ zh: z.string(), en: z.string() }),
      document_no: z.string().nullable(),
      effective_on: dayText.nullable(),
      fields: z.array(requirementField),
      lists: z.array(requirementList),
      /** What stands open for the coded parts of the data items. */
      item_codes: z.object({ data_type: z.array(z.string()), sensitivity: z.array(z.string()) }),
    }),
    /** Against the published revision (against nothing before the first publication). */
    differences: z.array(difference),
    /** What the viewer may do now. */
    may: z.object({
      save: z.boolean(),
      submit: z.boolean(),
      discard: z.boolean(),
      withdraw: z.boolean(),
      recall: z.boolean(),
      review: z.boolean(),
    }),
    /** The information department that reviews it, when one is appointed. */
    reviewed_by: z.string().nullable(),
  })
  .meta({ id: 'Entry', description: 'A catalogue entry as its agency and its reviewer see it' });

export const publicEntry = z
  .object({
    id: z.string(),
    code: z.string(),
    classification: z.array(z.object({ code: z.string(), name: z.string(), name_en: z.string() })),
    provider,
    region_code: z.string(),
    level: z.enum(levels.codes),
    revision: z.number().int(),
    content: entryContent,
    published_at: instantText,
    /** When the revision shown was published. */
    revised_at: instantText,
  })
  .meta({ id: 'PublicEntry', description: 'A published entry' });

export const historyOut = z.object({
  revisions: z.array(
    z.object({
      number: z.number().int(),
      action: z.enum(revisionActions.codes),
      by: z.string().nullable(),
      at: instantText,
      published: z.boolean(),
      differences: z.array(difference),
    }),
  ),
  reviews: z.array(reviewOut),
  steps: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(entryStepKinds.codes),
      revision: z.number().int(),
      reason: z.string(),
      checked_against: z.number().int().nullable(),
      by: z.string().nullable(),
      at: instantText,
    }),
  ),
  /** From which agency it came to which, by which document. */
  transfers: z.array(
    z.object({
      number: z.number().int(),
      from: z.string(),
      to: z.string(),
      document_no: z.string(),
      effective_on: dayText,
      at: instantText,
    }),
  ),
});

export const entryList = page(entrySummary).extend({ counts: z.record(z.enum(entryStates.codes), z.number().int()) });

export const queueItem = entrySummary.extend({ changes: z.number().int(), first: z.boolean() });

export const worklist = z.object({
  drafts: z.number().int(),
  returned: z.number().int(),
  submitted: z.number().int(),
  to_review: z.number().int(),
  late: z.number().int(),
});

export const codeLists = z.object({
  lists: z.record(z.string(), z.record(z.string(), z.object({ zh: z.string(), en: z.string() }))),
});
