/** The first negotiation as the wire shape of the contract. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { negotiationShape } from './draft-contract.ts';
import * as drafts from './draft-store.ts';
import { reasonsOf } from './drafts.ts';
import * as life from './life-store.ts';
import { showAction } from './matter.ts';
import { changedClauses, clauseChanges, clauseDiff } from './rules/clauses.ts';
import { type AgreementAction, agreementStates } from './rules/codes.ts';
import { type ClauseVerdict, type DraftAction, proposalActions, proposalStates } from './rules/draft-codes.ts';
import { proposalLifecycle } from './rules/draft-lifecycle.ts';
import type { negotiationEvent } from './rules/draft-shapes.ts';
import { lifeHindrance, otherSide, parties, proposer } from './rules/life-rights.ts';
import { refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import { emptyTerms, type Terms } from './rules/terms.ts';
import type * as store from './store.ts';
import { factsOf, showDeviations, type TermsOut, termsOf } from './view.ts';

type Shape = z.input<typeof negotiationShape>;
export type NegotiationOut = Omit<Shape, 'terms' | 'proposals'> & {
  readonly terms: TermsOut;
  readonly proposals: (Omit<Shape['proposals'][number], 'terms'> & { readonly terms: TermsOut | null })[];
};
type Event = z.input<typeof negotiationEvent>;

/** What became of each clause, told by the steps of the proposal. */
export function verdictsOf(steps: readonly life.StepRow[], id: string): ReadonlyMap<string, ClauseVerdict> {
  const found = new Map<string, ClauseVerdict>();
  for (const step of steps)
    if (step.matterId === id && (step.action === 'accept' || step.action === 'decline'))
      for (const clause of step.clauses) found.set(clause, step.action === 'accept' ? 'accepted' : 'declined');
  return found;
}

export interface Proposed {
  readonly clauses: readonly string[];
  readonly waiting: readonly string[];
}

export function proposedClauses(
  row: drafts.ProposalRow,
  base: Terms,
  verdicts: ReadonlyMap<string, ClauseVerdict>,
): Proposed {
  const clauses = changedClauses(base, termsOf(row));
  return { clauses, waiting: clauses.filter((clause) => !verdicts.has(clause)) };
}

export function proposalHindrance(
  row: store.AgreementRow,
  proposal: drafts.ProposalRow,
  viewer: Viewer,
  action: 'accept' | 'withdraw',
): Refusal | null {
  const asked = lifeHindrance({
    lifecycle: proposalLifecycle,
    state: proposal.state,
    stateWord: proposalStates.words[proposal.state],
    action,
    actionWord: proposalActions.words[action],
    doer: action === 'accept' ? otherSide : proposer,
    side: sideOf(factsOf(row), viewer),
    actor: viewer,
    by: proposal.organizationId,
  });
  return asked ?? draftingFault(row, proposalActions.words[action]);
}

/** Nothing is negotiated once the terms are out for signature: they come back first. */
export function draftingFault(
  row: store.AgreementRow,
  action: readonly [string, string],
  also: readonly string[] = [],
): Refusal | null {
  if (row.state === 'draft' || also.includes(row.state)) return null;
  return refuse('agreement.wrong_state', {
    ...bilingual('action', action),
    ...bilingual('state', agreementStates.words[row.state]),
  });
}

const told: readonly AgreementAction[] = ['offer', 'return', 'revise', 'sign', 'complete', 'terminate'];

export async function showNegotiation(
  ctx: Ctx,
  row: store.AgreementRow,
  viewer: Viewer,
  side: 'agency' | 'developer',
): Promise<NegotiationOut> {
  const kept = await drafts.listDrafts(ctx.db, row.id);
  const proposals = await drafts.listProposals(ctx.db, row.id);
  const steps = await life.matterSteps(ctx.db, [row.id, ...proposals.map((one) => one.id)]);
  const seen = await drafts.listSeen(ctx.db, row.id);
  const own = row.steps.filter((one) => told.includes(one.action as AgreementAction));
  const names = await drafts.peopleNames(
    ctx.db,
    [...kept, ...steps, ...own].flatMap((one) => one.personId ?? []),
  );
  const more = await drafts.peopleNames(
    ctx.db,
    proposals.map((one) => one.createdBy),
  );
  const who = (one: { organizationId: string | null; personId: string | null; at: Date; words: string | null }) => {
    const party = one.organizationId === row.agencyId ? 'agency' : one.organizationId === null ? null : 'developer';
    return {
      side: party === null ? null : (party as 'agency' | 'developer'),
      organization: party === null ? null : row[party].name,
      person: one.personId === null ? null : (names.get(one.personId) ?? more.get(one.personId) ?? null),
      at: one.at.toISOString(),
      words: one.words,
    };
  };
  const terms = termsOf(row);
  const numberOf = (id: string | null) => proposals.find((one) => one.id === id)?.number ?? null;
  const termsAt = (number: number): Terms => {
    const found = kept.find((one) => one.number === number);
    return found === undefined ? terms : termsOf(found);
  };
  const step = (one: life.StepRow): Event => ({
    id: one.id,
    kind: one.matterType === 'proposal' ? 'proposal' : 'comment',
    action: one.action,
    ...who(one),
    number: one.matterType === 'proposal' ? numberOf(one.matterId) : null,
    clauses: one.clauses,
  });
  const events: Event[] = [
    ...kept.map((one) => ({
      id: one.id,
      kind: 'draft' as const,
      action: one.action,
      ...who(one),
      number: one.number,
      clauses: one.number === 1 ? [] : changedClauses(termsAt(one.number - 1), termsOf(one)),
    })),
    // What was accepted stands in the record as the draft that took it over.
    ...steps.filter((one) => one.action !== 'accept').map(step),
    ...own.map((one) => ({
      id: one.id,
      kind: 'agreement' as const,
      action: one.action,
      ...who(one),
      number: one.version === 0 ? null : one.version,
      clauses: [],
    })),
  ];
  const read = (organizationId: string) => {
    const found = seen.find((one) => one.organizationId === organizationId);
    return found === undefined ? null : { number: found.number, at: found.at.toISOString() };
  };
  const ours = read(viewer.organization.id);
  const last = kept.at(-1)?.number ?? 0;
  return {
    agreement_id: row.id,
    agreement_no: row.no,
    state: row.state,
    revision: row.revision,
    agency: row.agency,
    developer: row.developer,
    side,
    terms: terms as unknown as TermsOut,
    deviations: showDeviations(row.template, terms, reasonsOf(row)),
    drafts: kept.map((one) => ({
      number: one.number,
      action: one.action as DraftAction,
      ...who(one),
      proposal: numberOf(one.proposalId),
      changes: one.number === 1 ? [] : clauseChanges(termsAt(one.number - 1), termsOf(one)),
    })),
    proposals: proposals.map((one) => {
      const base = termsAt(one.baseNumber);
      const wanted = termsOf(one);
      const verdicts = verdictsOf(steps, one.id);
      const moved = changedClauses(base, terms);
      const deviating = showDeviations(row.template, wanted, reasonsOf(one));
      const mine = one.organizationId === viewer.organization.id;
      return {
        id: one.id,
        number: one.number,
        state: one.state,
        ...who({ organizationId: one.organizationId, personId: one.createdBy, at: one.createdAt, words: one.words }),
        base_number: one.baseNumber,
        clauses: proposedClauses(one, base, verdicts).clauses.map((clause) => ({
          clause,
          verdict: verdicts.get(clause) ?? ('waiting' as const),
          moved: moved.includes(clause) && !verdicts.has(clause),
          deviation: deviating.find((found) => found.clause === clause)?.reason ?? null,
          changes: clauseDiff(clause, base, wanted),
        })),
        actions:
          edge(proposalLifecycle, one.state, 'withdraw') === null
            ? []
            : [
                mine
                  ? showAction('withdraw', proposalHindrance(row, one, viewer, 'withdraw'))
                  : showAction('decide', proposalHindrance(row, one, viewer, 'accept')),
              ],
        terms: one.state === 'open' ? (wanted as unknown as TermsOut) : null,
      };
    }),
    comments: steps.filter((one) => one.action === 'comment').map(step),
    timeline: events.sort((a, b) => a.at.localeCompare(b.at)),
    seen: { ours, theirs: read(side === 'agency' ? row.developerId : row.agencyId) },
    since:
      last === 0 || (ours !== null && ours.number >= last)
        ? null
        : {
            from: ours?.number ?? 0,
            to: last,
            clauses: clauseChanges(ours === null ? emptyTerms : termsAt(ours.number), termsOf(kept.at(-1) ?? row)),
          },
    actions: ['propose', 'comment', 'seen'].map((name) => {
      const allowed = parties.duties.some((duty) => viewer.duties.includes(duty));
      const word = name === 'comment' ? proposalActions.words.comment : proposalActions.words.propose;
      return showAction(
        name,
        !allowed
          ? refuse('agreement.not_yours_to_do', { ...bilingual('action', word), ...bilingual('who', parties.who) })
          : name === 'seen'
            ? null
            : draftingFault(row, word, name === 'comment' ? ['offered'] : []),
      );
    }),
  };
}
