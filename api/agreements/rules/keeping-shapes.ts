/** Shapes of measures, early ends, dispositions and clues. */
import { z } from 'zod';
import { dayText, instantText } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { actionShape, aDay, stepShape } from './amendment-shapes.ts';
import { dispositionModes } from './codes.ts';
import { partyShape } from './filing-shapes.ts';
import {
  clueKinds,
  clueStates,
  dispositionStates,
  endingGrounds,
  endingKinds,
  endingStates,
  measureStates,
  misuseGrounds,
} from './life-codes.ts';

export const saidShape = z.object({ words: lines(2000, 1) });

export const noticeShape = z.object({
  ground: z.enum(misuseGrounds.codes),
  facts: lines(4000, 1),
  /** What proves it: delivery numbers, findings, addresses. */
  evidence: lines(4000, 1),
  demand: lines(2000, 1),
  due_on: aDay,
});

export const endingShape = z.object({
  kind: z.enum(endingKinds.codes),
  /** Needed to end it alone, with its basis. */
  ground: z.enum(['', ...endingGrounds.codes]).default(''),
  basis: lines(1000).default(''),
  words: lines(2000, 1),
  /** Last day the agreement holds. */
  last_day: aDay,
});

const matter = {
  id: z.string(),
  no: z.string(),
  history: z.array(stepShape),
  actions: z.array(actionShape),
  created_at: instantText,
};

export const measureOut = z
  .object({
    ...matter,
    state: z.enum(measureStates.codes),
    ground: z.enum(misuseGrounds.codes),
    facts: z.string(),
    evidence: z.string(),
    demand: z.string(),
    opened_by: z.object({ id: z.string(), name: z.string() }),
    due_on: dayText,
    days_left: z.number().int().nullable(),
  })
  .meta({ id: 'Measure', description: 'A notice of misuse with its time limit, and what became of it' });

export const endingOut = z
  .object({
    ...matter,
    kind: z.enum(endingKinds.codes),
    state: z.enum(endingStates.codes),
    ground: z.string().nullable(),
    basis: z.string(),
    words: z.string(),
    given_by: z.object({ id: z.string(), name: z.string() }),
    last_day: dayText,
  })
  .meta({ id: 'EarlyEnd', description: 'An early end, by consent of both or by one side with notice' });

export const keepingOut = z
  .object({
    agreement_id: z.string(),
    agreement_no: z.string(),
    standing: z.enum(['in_force', 'not_yet', 'over', 'suspended', 'not_active']),
    effective_to: dayText.nullable(),
    measures: z.array(measureOut),
    endings: z.array(endingOut),
    /** May the viewer give a notice, may they bring up an early end; null when they may. */
    may_notice: z.boolean(),
    may_end: z.boolean(),
    earliest_limit: dayText.nullable(),
    earliest_end: dayText.nullable(),
  })
  .meta({ id: 'Keeping', description: 'Measures and early ends of an agreement' });

export const proofShape = z.object({
  words: lines(4000, 1),
  /** One a line: SHA-256, a space, the name. */
  files: lines(200_000),
  password: z.string().min(1).max(200),
});

export const reviewShape = z.object({
  decision: z.enum(['accept', 'return']),
  words: lines(2000).default(''),
});

export const dispositionOut = z
  .object({
    ...matter,
    state: z.enum(dispositionStates.codes),
    mode: z.enum(dispositionModes.codes),
    agreement_id: z.string(),
    agreement_no: z.string(),
    agency: partyShape,
    developer: partyShape,
    ended_on: dayText,
    due_on: dayText.nullable(),
    review_by: dayText.nullable(),
    days_left: z.number().int().nullable(),
    late: z.boolean(),
    escalated: z.boolean(),
    document_id: z.string().nullable(),
    /** Of the proof that was filed last. */
    files: z.array(z.object({ sha256: z.string(), name: z.string() })),
    /** Records of use are kept at least until the end of this day. */
    records_until: dayText,
  })
  .meta({ id: 'Disposition', description: 'What is owed after the end of an agreement (Article 20)' });

export const clueOut = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(clueKinds.codes),
    state: z.enum(clueStates.codes),
    agreement_id: z.string(),
    agreement_no: z.string(),
    matter_id: z.string(),
    about: z.object({ id: z.string(), name: z.string() }),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    words: z.string().nullable(),
    created_at: instantText,
    decided_at: instantText.nullable(),
  })
  .meta({ id: 'Clue', description: 'A clue on the desk of supervision (Article 27)' });

export const clueDecision = z.object({ decision: z.enum(['confirm', 'dismiss']), words: lines(2000).default('') });
