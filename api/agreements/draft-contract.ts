/** The first negotiation: kept drafts, proposals of either side, comments. */
import { z } from 'zod';
import { instantText, one, operation } from '#api/kernel/operation.ts';
import { termsShape } from './contract.ts';
import { actionShape } from './rules/amendment-shapes.ts';
import { agreementStates } from './rules/codes.ts';
import { negotiationSides } from './rules/draft-codes.ts';
import {
  clauseChange,
  commentShape,
  compareQuery,
  decideProposalShape,
  deviationShape,
  draftLine,
  negotiationEvent,
  proposalLine,
  proposeTermsBody,
  reasonsShape,
  seenShape,
} from './rules/draft-shapes.ts';
import { partyShape } from './rules/filing-shapes.ts';

export const proposeTermsShape = z.object({
  ...proposeTermsBody,
  terms: termsShape,
  deviations: reasonsShape.optional(),
});

const read = z.object({ number: z.number().int(), at: instantText });

export const negotiationShape = z
  .object({
    agreement_id: z.string(),
    agreement_no: z.string(),
    state: z.enum(agreementStates.codes),
    revision: z.number().int(),
    agency: partyShape,
    developer: partyShape,
    /** The side of whoever asks. */
    side: z.enum(negotiationSides.codes),
    terms: termsShape,
    deviations: z.array(deviationShape),
    drafts: z.array(draftLine),
    proposals: z.array(proposalLine.extend({ terms: termsShape.nullable() })),
    comments: z.array(negotiationEvent),
    timeline: z.array(negotiationEvent),
    /** The newest draft that each side said it has read. */
    seen: z.object({ ours: read.nullable(), theirs: read.nullable() }),
    /** What changed since our side last read; null when nothing is new. */
    since: z.object({ from: z.number().int(), to: z.number().int(), clauses: z.array(clauseChange) }).nullable(),
    actions: z.array(actionShape),
  })
  .meta({ id: 'Negotiation', description: 'The first negotiation of an agreement as one side sees it' });

export const comparisonShape = z
  .object({
    from: z.number().int(),
    to: z.number().int(),
    before: termsShape,
    after: termsShape,
    clauses: z.array(clauseChange),
  })
  .meta({ id: 'DraftComparison', description: 'Two drafts of an agreement, clause by clause' });

const oneProposal = one.extend({ proposal: z.string().max(60) });
const parties = ['agreement.not_found', 'auth.forbidden', 'agreement.wrong_state'] as const;
const possible = [
  'agreement.agency_payee',
  'agreement.share_twice',
  'agreement.share_invalid',
  'agreement.data_unknown',
  'agreement.unknown_table',
  'agreement.unknown_column',
  'agreement.deviation_silent',
] as const;

export const draftOperations = {
  showNegotiation: operation({
    method: 'get',
    path: '/agreements/:id/drafts',
    auth: 'session',
    summary: ['协议的协商过程', 'The negotiation of an agreement'],
    description: 'Kept drafts, proposals and comments; for the two parties only.',
    params: one,
    out: negotiationShape,
    refusals: ['agreement.not_found'],
  }),
  compareDrafts: operation({
    method: 'get',
    path: '/agreements/:id/drafts/compare',
    auth: 'session',
    summary: ['比较两稿草案', 'Compare two drafts'],
    description: 'Left out: from the draft last read, to the newest.',
    params: one,
    query: compareQuery,
    out: comparisonShape,
    refusals: ['agreement.not_found', 'draft.not_found'],
  }),
  markDraftsSeen: operation({
    method: 'post',
    path: '/agreements/:id/drafts/seen',
    auth: 'session',
    summary: ['确认已阅', 'Say what has been read'],
    params: one,
    body: seenShape,
    out: negotiationShape,
    refusals: ['agreement.not_found', 'auth.forbidden', 'draft.not_found'],
  }),
  commentDraft: operation({
    method: 'post',
    path: '/agreements/:id/drafts/comments',
    auth: 'session',
    summary: ['对条款发表意见', 'Comment on a clause'],
    params: one,
    body: commentShape,
    out: negotiationShape,
    refusals: [...parties, 'draft.clause_unknown'],
  }),
  proposeTerms: operation({
    method: 'post',
    path: '/agreements/:id/proposals',
    auth: 'session',
    summary: ['提出修改', 'Propose changes to the draft'],
    description: 'By either side; a newer one replaces the own one that is still open.',
    params: one,
    body: proposeTermsShape,
    out: negotiationShape,
    status: 201,
    refusals: [...parties, 'agreement.changed_meanwhile', 'proposal.nothing_changed', ...possible],
  }),
  decideProposal: operation({
    method: 'post',
    path: '/agreements/:id/proposals/:proposal/decision',
    auth: 'session',
    summary: ['答复提议', 'Answer a proposal'],
    description: 'Clause by clause or as a whole, by the other side; what is accepted goes into the draft.',
    params: oneProposal,
    body: decideProposalShape,
    out: negotiationShape,
    refusals: [
      ...parties,
      'agreement.changed_meanwhile',
      'matter.not_yours_to_do',
      'matter.wrong_state',
      'proposal.not_found',
      'proposal.clause_decided',
      'proposal.nothing_decided',
      'proposal.words_needed',
      ...possible,
    ],
  }),
  withdrawProposal: operation({
    method: 'post',
    path: '/agreements/:id/proposals/:proposal/withdrawal',
    auth: 'session',
    summary: ['撤回提议', 'Withdraw a proposal'],
    params: oneProposal,
    body: z.object({}),
    out: negotiationShape,
    refusals: [...parties, 'matter.not_yours_to_do', 'matter.wrong_state', 'proposal.not_found'],
  }),
};
