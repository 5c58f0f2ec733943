/**
 * The first negotiation. The agency keeps the draft; either side proposes changes to it, the other decides them clause by clause,
 * and what is accepted goes into the draft. Nothing that anyone wrote is lost (decision 0039).
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import type { comparisonShape, proposeTermsShape } from './draft-contract.ts';
import * as drafts from './draft-store.ts';
import {
  draftingFault,
  type NegotiationOut,
  type Proposed,
  proposalHindrance,
  proposedClauses,
  showNegotiation,
  verdictsOf,
} from './draft-view.ts';
import {
  draftsPath,
  keepDraft,
  keepPresent,
  readSoFar,
  reasonsOf,
  requireReasons,
  requireSameRevision,
} from './drafts.ts';
import * as life from './life-store.ts';
import { lockAsParty, noteStep, tellSide } from './matter.ts';
import { changedClauses, clauseChanges, clauseKeys, takeClauses } from './rules/clauses.ts';
import { withComputedShares } from './rules/contribution.ts';
import { clauseWord, proposalActions } from './rules/draft-codes.ts';
import { refuseDraft } from './rules/draft-refusals.ts';
import type { commentShape, compareQuery, decideProposalShape, seenShape } from './rules/draft-shapes.ts';
import { fault, refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { requirePossible } from './terms-check.ts';
import { factsOf, type TermsOut, termsOf } from './view.ts';
import { settle } from './walk.ts';

type ComparisonOut = Omit<z.input<typeof comparisonShape>, 'before' | 'after'> & {
  readonly before: TermsOut;
  readonly after: TermsOut;
};
type Party = 'agency' | 'developer';
const other = (side: Party): Party => (side === 'agency' ? 'developer' : 'agency');

async function asParty(ctx: Ctx, agreementId: string) {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findAgreement(ctx.db, agreementId);
  const side = row === null ? null : sideOf(factsOf(row), viewer);
  // A negotiation is between the two: the department reads what was filed, not what was weighed.
  if (row === null || (side !== 'agency' && side !== 'developer')) throw refuse('agreement.not_found');
  return { row, viewer, side };
}

export async function getNegotiation(ctx: Ctx, agreementId: string): Promise<NegotiationOut> {
  const { row, viewer, side } = await asParty(ctx, agreementId);
  return showNegotiation(ctx, row, viewer, side);
}

export async function compareDrafts(
  ctx: Ctx,
  agreementId: string,
  asked: z.output<typeof compareQuery>,
): Promise<ComparisonOut> {
  const { row, viewer } = await asParty(ctx, agreementId);
  const last = (await drafts.lastDraft(ctx.db, row.id))?.number ?? 0;
  const seen = (await drafts.listSeen(ctx.db, row.id)).find((one) => one.organizationId === viewer.organization.id);
  const from = asked.from ?? Math.min(seen?.number ?? 1, Math.max(1, last));
  const to = asked.to ?? last;
  const before = await drafts.findDraft(ctx.db, row.id, from);
  const after = await drafts.findDraft(ctx.db, row.id, to);
  if (before === null || after === null) throw refuseDraft('draft.not_found');
  return {
    from,
    to,
    before: termsOf(before) as unknown as TermsOut,
    after: termsOf(after) as unknown as TermsOut,
    clauses: clauseChanges(termsOf(before), termsOf(after)),
  };
}

export async function markDraftsSeen(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof seenShape>,
): Promise<NegotiationOut> {
  await asParty(ctx, agreementId);
  return act(ctx, { action: 'agreements.read_draft', subject: ['agreement', agreementId] }, async (tx, note) => {
    const { row } = await lockAsParty(tx, agreementId);
    if ((await drafts.findDraft(tx.db, row.id, input.number)) === null) throw refuseDraft('draft.not_found');
    await readSoFar(tx, row.id, requireViewer(tx.viewer).organization.id, input.number);
    note({ no: row.no, draft: input.number });
    return getNegotiation(tx, agreementId);
  });
}

export async function commentDraft(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof commentShape>,
): Promise<NegotiationOut> {
  await asParty(ctx, agreementId);
  return act(ctx, { action: 'agreements.comment_draft', subject: ['agreement', agreementId] }, async (tx, note) => {
    const { row, side } = await lockAsParty(tx, agreementId);
    const hindered = draftingFault(row, proposalActions.words.comment, ['offered']);
    if (hindered !== null) throw hindered;
    if (input.clause !== '' && !clauseKeys(termsOf(row)).includes(input.clause))
      throw refuseDraft('draft.clause_unknown', { clause: input.clause }, [fault('clause', 'correct')]);
    await noteStep(
      tx,
      { type: 'draft', id: row.id, agreementId: row.id },
      {
        action: 'comment',
        from: row.state,
        to: row.state,
        words: input.words,
        clauses: input.clause === '' ? [] : [input.clause],
      },
    );
    await tell(tx, row, other(side as Party), 'draft_comment', input.words);
    note({ no: row.no, clause: input.clause });
    return getNegotiation(tx, agreementId);
  });
}

export async function proposeTerms(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof proposeTermsShape>,
): Promise<NegotiationOut> {
  await asParty(ctx, agreementId);
  return act(ctx, { action: 'agreements.propose_terms', subject: ['proposal', 'new'] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    const { row, side } = await lockAsParty(tx, agreementId);
    const hindered = draftingFault(row, proposalActions.words.propose);
    if (hindered !== null) throw hindered;
    await requireSameRevision(tx, row, input.revision);
    await requirePossible(tx, row, input.terms);
    const terms = withComputedShares(input.terms);
    const clauses = changedClauses(termsOf(row), terms);
    if (clauses.length === 0) throw refuseDraft('proposal.nothing_changed');
    const reasons = requireReasons(row, terms, reasonsOf(row), input.deviations);
    const baseNumber = await keepPresent(tx, row);
    for (const mine of await drafts.openProposals(tx.db, row.id))
      if (mine.organizationId === viewer.organization.id) await close(tx, mine, 'replace');
    const id = newId(tx, 'proposal');
    const at = tx.clock.now();
    const number = await drafts.insertProposal(tx.db, {
      id,
      agreementId: row.id,
      organizationId: viewer.organization.id,
      state: 'open',
      baseNumber,
      terms: terms as unknown as object,
      deviations: { ...reasons },
      words: input.words,
      createdBy: viewer.personId,
      createdAt: at,
      updatedAt: at,
    });
    await noteStep(
      tx,
      { type: 'proposal', id, agreementId: row.id },
      { action: 'propose', from: 'open', to: 'open', words: input.words === '' ? null : input.words, clauses },
    );
    await readSoFar(tx, row.id, viewer.organization.id, baseNumber);
    await tell(tx, row, other(side as Party), 'draft_proposed', input.words, clauses);
    note({ no: row.no, number, clauses }, id);
    return getNegotiation(tx, agreementId);
  });
}

/** What is accepted goes into the draft at once, with the reason where it leaves the template. */
export async function decideProposal(
  ctx: Ctx,
  agreementId: string,
  id: string,
  input: z.output<typeof decideProposalShape>,
): Promise<NegotiationOut> {
  await asParty(ctx, agreementId);
  return act(ctx, { action: 'agreements.decide_proposal', subject: ['proposal', id] }, async (tx, note) => {
    const { row, side, proposal } = await lockProposal(tx, agreementId, id);
    const hindered = proposalHindrance(row, proposal, requireViewer(tx.viewer), 'accept');
    if (hindered !== null) throw hindered;
    await requireSameRevision(tx, row, input.revision);
    const open = await openClauses(tx, proposal);
    const { accepted, declined } = sorted(open, input);
    const words = input.words === '' ? null : input.words;
    const matter = { type: 'proposal', id, agreementId } as const;
    const whole = accepted.length + declined.length === open.waiting.length;
    const to = whole ? 'settled' : 'open';
    if (accepted.length > 0) {
      const terms = withComputedShares(takeClauses(termsOf(row), termsOf(proposal), accepted));
      await requirePossible(tx, row, terms);
      const given = reasonsOf(proposal);
      const taken = Object.fromEntries(accepted.map((clause) => [clause, given[clause] ?? '']));
      const reasons = requireReasons(row, terms, reasonsOf(row), taken);
      await settle(tx, row, 'merge', {
        changes: { terms: terms as unknown as object, deviations: { ...reasons } },
        words,
      });
      await keepDraft(tx, row, {
        action: 'merge',
        revision: row.revision + 1,
        terms,
        reasons,
        words,
        proposalId: id,
        clauses: accepted,
      });
      await noteStep(tx, matter, { action: 'accept', from: 'open', to, words, clauses: accepted });
    }
    if (declined.length > 0)
      await noteStep(tx, matter, { action: 'decline', from: 'open', to, words, clauses: declined });
    if (whole) await drafts.updateProposal(tx.db, id, 'settled', tx.clock.now());
    await tell(tx, row, other(side), 'draft_decided', input.words, [...accepted, ...declined]);
    note({ no: row.no, number: proposal.number, accepted, declined });
    return getNegotiation(tx, agreementId);
  });
}

function sorted({ waiting }: Proposed, input: z.output<typeof decideProposalShape>) {
  const named = [...input.accept, ...input.decline];
  const odd = named.find((clause, at) => !waiting.includes(clause) || named.indexOf(clause) !== at);
  if (odd !== undefined) {
    const [clause, clause_en] = clauseWord(odd.slice(0, 60));
    throw refuseDraft('proposal.clause_decided', { clause, clause_en });
  }
  const rest = waiting.filter((clause) => !named.includes(clause));
  const accepted = waiting.filter(
    (clause) => input.accept.includes(clause) || (input.rest === 'accept' && rest.includes(clause)),
  );
  const declined = waiting.filter(
    (clause) => input.decline.includes(clause) || (input.rest === 'decline' && rest.includes(clause)),
  );
  if (accepted.length + declined.length === 0) throw refuseDraft('proposal.nothing_decided');
  if (declined.length > 0 && input.words === '')
    throw refuseDraft('proposal.words_needed', {}, [fault('words', 'correct')]);
  return { accepted, declined };
}

export async function withdrawProposal(ctx: Ctx, agreementId: string, id: string): Promise<NegotiationOut> {
  await asParty(ctx, agreementId);
  return act(ctx, { action: 'agreements.withdraw_proposal', subject: ['proposal', id] }, async (tx, note) => {
    const { row, proposal } = await lockProposal(tx, agreementId, id);
    const hindered = proposalHindrance(row, proposal, requireViewer(tx.viewer), 'withdraw');
    if (hindered !== null) throw hindered;
    await close(tx, proposal, 'withdraw');
    note({ no: row.no, number: proposal.number });
    return getNegotiation(tx, agreementId);
  });
}

/** Before the draft goes out: what the developer proposed has an answer; what the agency itself proposed lapses. */
export async function requireAnswered(tx: Ctx, row: store.AgreementRow): Promise<void> {
  for (const proposal of await drafts.openProposals(tx.db, row.id)) {
    if (proposal.organizationId === row.agencyId) await close(tx, proposal, 'lapse');
    else {
      const { waiting } = await openClauses(tx, proposal);
      throw refuseDraft('agreement.proposal_waiting', { number: proposal.number, count: waiting.length });
    }
  }
}

/** The draft is given up: nothing is waiting for an answer any more. */
export async function lapseProposals(tx: Ctx, agreementId: string): Promise<void> {
  for (const proposal of await drafts.openProposals(tx.db, agreementId)) await close(tx, proposal, 'lapse');
}

const closed = { replace: 'replaced', withdraw: 'withdrawn', lapse: 'lapsed' } as const;

async function close(tx: Ctx, proposal: drafts.ProposalRow, action: keyof typeof closed): Promise<void> {
  const { id, agreementId } = proposal;
  await drafts.updateProposal(tx.db, id, closed[action], tx.clock.now());
  await noteStep(tx, { type: 'proposal', id, agreementId }, { action, from: 'open', to: closed[action] });
}

async function lockProposal(tx: Ctx, agreementId: string, id: string) {
  const { row, side } = await lockAsParty(tx, agreementId);
  const proposal = await drafts.findProposal(tx.db, id);
  if (proposal === null || proposal.agreementId !== row.id) throw refuseDraft('proposal.not_found');
  return { row, side: side as Party, proposal };
}

async function openClauses(tx: Ctx, proposal: drafts.ProposalRow): Promise<Proposed> {
  const base = await drafts.findDraft(tx.db, proposal.agreementId, proposal.baseNumber);
  if (base === null) throw new Error(`proposal ${proposal.id} has no draft to start from`);
  const steps = await life.matterSteps(tx.db, [proposal.id]);
  return proposedClauses(proposal, termsOf(base), verdictsOf(steps, proposal.id));
}

async function tell(
  tx: Ctx,
  row: store.AgreementRow,
  side: Party,
  letter: 'draft_proposed' | 'draft_decided' | 'draft_comment',
  words: string,
  clauses: readonly string[] = [],
): Promise<void> {
  const named = clauses.map(clauseWord);
  const who = requireViewer(tx.viewer).organization.name;
  await tellSide(tx, row, side, letter, {
    path: draftsPath(row.id),
    params: { who, words: words.slice(0, 200), clauses: named.map(([zh]) => zh).join('、') },
    paramsEn: { who, words: words.slice(0, 200), clauses: named.map(([, en]) => en).join(', ') },
  });
}
