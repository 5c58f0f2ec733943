/** Shapes of the first negotiation that pages read too. */
import { z } from 'zod';
import { instantText } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { actionShape, changeShape } from './amendment-shapes.ts';
import { clauseVerdicts, draftActions, negotiationSides, proposalStates } from './draft-codes.ts';

const clause = z.string().min(1).max(60);
export const reasonsShape = z
  .record(clause, lines(2000))
  .meta({ description: 'Why a clause that the template fixes is agreed otherwise: reason by clause' });

export const clauseChange = z
  .object({ clause: z.string(), changes: z.array(changeShape) })
  .meta({ id: 'ClauseChange', description: 'What differs within one clause' });

export const deviationShape = z
  .object({ clause: z.string(), reason: z.string(), changes: z.array(changeShape) })
  .meta({ id: 'Deviation', description: 'A clause that is agreed otherwise than the template fixes it, and why' });

const side = z.enum(negotiationSides.codes);
const doer = {
  side: side.nullable(),
  organization: z.string().nullable(),
  person: z.string().nullable(),
  at: instantText,
  words: z.string().nullable(),
};

export const draftLine = z
  .object({
    number: z.number().int(),
    action: z.enum(draftActions.codes),
    ...doer,
    /** Number of the proposal whose clauses were taken over. */
    proposal: z.number().int().nullable(),
    /** What it changed in the draft before it; empty for the first. */
    changes: z.array(clauseChange),
  })
  .meta({ id: 'AgreementDraft', description: 'A kept draft of an agreement' });

export const proposalClause = z.object({
  clause: z.string(),
  verdict: z.enum(clauseVerdicts.codes),
  /** True when the draft changed in this clause since it was proposed. */
  moved: z.boolean(),
  /** Why it differs from what the template fixes; null where it does not. */
  deviation: z.string().nullable(),
  /** Against the draft it was made from. */
  changes: z.array(changeShape),
});

export const proposalLine = z
  .object({
    id: z.string(),
    number: z.number().int(),
    state: z.enum(proposalStates.codes),
    ...doer,
    base_number: z.number().int(),
    clauses: z.array(proposalClause),
    actions: z.array(actionShape),
  })
  .meta({ id: 'AgreementProposal', description: 'What one side wants changed; the other decides clause by clause' });

/** One line of the record: a draft, a step of a proposal, a comment, or a step of the agreement itself. */
export const negotiationEvent = z.object({
  id: z.string(),
  kind: z.enum(['draft', 'proposal', 'comment', 'agreement']),
  action: z.string(),
  ...doer,
  number: z.number().int().nullable(),
  clauses: z.array(z.string()),
});

export const proposeTermsBody = { revision: z.number().int(), words: lines(2000).default('') };

export const decideProposalShape = z
  .object({
    /** The agreement's revision that was looked at. */
    revision: z.number().int(),
    accept: z.array(clause).max(60).default([]),
    decline: z.array(clause).max(60).default([]),
    /** What becomes of the clauses that are not named. */
    rest: z.enum(['leave', 'accept', 'decline']).default('leave'),
    words: lines(2000).default(''),
  })
  .meta({ description: 'Declining needs words' });

export const commentShape = z.object({
  /** Blank for the whole. */
  clause: z.string().max(60).default(''),
  words: lines(2000, 1),
});

export const seenShape = z.object({ number: z.number().int().min(1) });

export const compareQuery = z.object({
  from: z.coerce.number().int().min(1).optional(),
  to: z.coerce.number().int().min(1).optional(),
});
