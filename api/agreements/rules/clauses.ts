/**
 * The terms clause by clause: what differs between two records, and what one takes over from the other. A clause is a member of
 * the record; none is named here but the two whose text can say one thing in two ways, so a new clause is negotiated like the others.
 */
import { type Change, termsDiff } from './diff.ts';
import { ownershipShares } from './shares.ts';
import { emptyTerms, type Terms } from './terms.ts';

type Members = Readonly<Record<string, unknown>>;
const members = (terms: Terms): Members => terms as unknown as Members;
const noClause: readonly string[] = ['record'];

/** In the order of the record; members that only one of the records has come last. */
export function clauseKeys(...records: readonly Terms[]): string[] {
  const all = [emptyTerms, ...records].flatMap((one) => Object.keys(one));
  return [...new Set(all)].filter((key) => !noClause.includes(key));
}

const isOpenShare = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'ppm' in one && (one as { ppm: unknown }).ppm === null;

/** What a clause says, whichever way it is written: a party without a part is not there, parts are told in full. */
function meaning(clause: string, value: unknown): unknown {
  if (clause === 'ownership' && typeof value === 'object' && value !== null) {
    const { developer_percent: _, ...rest } = value as Terms['ownership'];
    return { ...rest, shares: ownershipShares(value as Terms['ownership']).filter((one) => !isOpenShare(one)) };
  }
  return Array.isArray(value) ? value.filter((one) => !isOpenShare(one)) : value;
}

/** What differs within one clause, by path. */
export function clauseDiff(clause: string, before: Terms, after: Terms): Change[] {
  const at = (terms: Terms) => ({ [clause]: meaning(clause, members(terms)[clause]) });
  return termsDiff(at(before), at(after));
}

export const changedClauses = (before: Terms, after: Terms): string[] =>
  clauseKeys(before, after).filter((clause) => clauseDiff(clause, before, after).length > 0);

/** The record with these clauses as the other one has them. */
export function takeClauses(base: Terms, from: Terms, taken: readonly string[]): Terms {
  const result: Record<string, unknown> = { ...base };
  const source = members(from);
  for (const clause of taken) {
    if (clause in source) result[clause] = source[clause];
    else delete result[clause];
  }
  return result as unknown as Terms;
}

export interface ClauseChange {
  readonly clause: string;
  readonly changes: Change[];
}

export const clauseChanges = (before: Terms, after: Terms): ClauseChange[] =>
  changedClauses(before, after).map((clause) => ({ clause, changes: clauseDiff(clause, before, after) }));
