/** Code lists of the first negotiation and of templates, with their words. */
import { type CodeOf, defineCodes, type Word } from '#api/kernel/words.ts';
import { clauses } from './codes.ts';

/** Clauses of the record that the list of what may be missing does not name, or names together. */
export const furtherClauses = defineCodes({
  purpose: ['用途', 'purpose'],
  region: ['使用地域', 'territory of use'],
  security_codes: ['安全责任清单', 'list of security duties'],
  other: ['其他约定', 'other clauses'],
});

/** The name of any clause of the record, also of one that is newer than this list. */
export function clauseWord(clause: string): Word {
  if (furtherClauses.is(clause)) return furtherClauses.words[clause];
  return clauses.is(clause) ? clauses.words[clause] : [clause, clause];
}

/** What a template says of a clause. */
export const clauseMarks = defineCodes({
  fixed: ['固定', 'Fixed'],
  proposed: ['建议', 'Proposed'],
  blank: ['留白', 'Left open'],
});
export type ClauseMark = CodeOf<typeof clauseMarks>;

export const draftActions = defineCodes({
  draft: ['拟订草案', 'Drew up the draft'],
  save: ['修改草案', 'Changed the draft'],
  merge: ['采纳对方的提议', 'Took over what the other side proposed'],
  kept: ['留存已有草案', 'The draft as it stood'],
});
export type DraftAction = CodeOf<typeof draftActions>;

export const proposalStates = defineCodes({
  open: ['待对方答复', 'Waiting for the other side'],
  settled: ['已答复', 'Answered'],
  withdrawn: ['已撤回', 'Withdrawn'],
  replaced: ['已由新提议代替', 'Replaced by a newer one'],
  lapsed: ['已失效', 'Lapsed'],
});
export type ProposalState = CodeOf<typeof proposalStates>;

export const proposalActions = defineCodes({
  propose: ['提出修改', 'Proposed changes'],
  accept: ['同意', 'Accepted'],
  decline: ['不同意', 'Declined'],
  withdraw: ['撤回提议', 'Withdrew the proposal'],
  replace: ['以新提议代替', 'Replaced it by a newer one'],
  lapse: ['草案定稿，提议失效', 'The draft went out; the proposal lapsed'],
  comment: ['发表意见', 'Commented'],
});
export type ProposalAction = CodeOf<typeof proposalActions>;

/** What became of one clause of a proposal. */
export const clauseVerdicts = defineCodes({
  waiting: ['待答复', 'Waiting'],
  accepted: ['已同意', 'Accepted'],
  declined: ['未同意', 'Declined'],
});
export type ClauseVerdict = CodeOf<typeof clauseVerdicts>;

export const negotiationSides = defineCodes({
  agency: ['授权机构', 'Agency'],
  developer: ['开发单位', 'Developer'],
});
export type NegotiationSide = CodeOf<typeof negotiationSides>;
