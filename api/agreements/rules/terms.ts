/** Is an agreement whole? Article 20 names five clauses; Article 21 asks for the split. Blanks count as missing. */
import type { FieldFault } from '#api/kernel/refusal.ts';
import { isDay } from '#api/kernel/time.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { type Clause, dispositionModes, feeModes, newDataOwners } from './codes.ts';
import { contributionFault, fixesShares } from './contribution.ts';
import { type FaultKind, fault } from './refusals.ts';
import type { Contribution, ShareLine, Terms } from './terms-types.ts';

export type { ShareLine, Terms } from './terms-types.ts';

const unlimited = { day: null, month: null, term: null } as const;

/** The ratio as agreed, with nothing it was computed from. */
export const agreedRatio: Contribution = {
  method: 'agreed',
  words: '',
  costs: [],
  metering: { measure: '', thousand_fen: null, floor_ppm: null, cap_ppm: null },
  criteria: [],
  coalitions: [],
  values: '',
};

export const emptyTerms: Terms = {
  record: 4,
  scope: '',
  data: [],
  degree: { code: '', words: '', smallest_group: null },
  purpose: { codes: [], words: '' },
  region: { codes: [], words: '' },
  term: { from: '', to: '' },
  quota: { calls: unlimited, rows: unlimited },
  sublicence: { mode: 'forbidden', words: '' },
  disposition: { mode: '', days: null, proof: '', words: '' },
  ownership: { owner: '', developer_percent: null, shares: [], licence_back: '', words: '' },
  fee: { mode: '', words: '', amounts: [] },
  security: '',
  security_codes: [],
  audit: { days: null, words: '' },
  other: '',
  // The government part has no default (brief 7.3): the lines stand open until they are agreed.
  shares: [
    { party: 'treasury', ppm: null },
    { party: 'developer', ppm: null },
  ],
  contribution: agreedRatio,
};

export interface Missing extends FieldFault {
  readonly clause: Clause;
  /** Set where the clause is one of the five of Article 20, or of Article 21. */
  readonly article?: string;
}

const blank = (text: string) => text.trim() === '';

/** Everything missing, in the order of the form; empty when the agreement may go out for signature. */
export function missingTerms(terms: Terms): Missing[] {
  const found: Missing[] = [];
  const miss: Miss = (clause, path, kind) =>
    found.push({ clause, ...fault(`terms.${path}`, kind), ...articleOf(clause) });
  if (blank(terms.scope)) miss('scope', 'scope', 'scope');
  if (!degrees.is(terms.degree.code)) miss('degree', 'degree.code', 'degree');
  if (!isDay(terms.term.from)) miss('term', 'term.from', 'term_from');
  if (!isDay(terms.term.to)) miss('term', 'term.to', 'term_to');
  missingDisposition(terms.disposition, miss);
  missingOwnership(terms.ownership, miss);
  if (!feeModes.is(terms.fee.mode)) miss('fee', 'fee.mode', 'fee');
  if (blank(terms.security) && terms.security_codes.length === 0) miss('security', 'security', 'security');
  if (fixesShares(terms.contribution.method)) missingContribution(terms, miss);
  else missingShares(terms.shares, miss);
  return found;
}

type Miss = (clause: Clause, path: string, kind: FaultKind) => void;

function missingDisposition(disposition: Terms['disposition'], miss: Miss): void {
  if (!dispositionModes.is(disposition.mode)) {
    miss('disposition', 'disposition.mode', 'disposition_mode');
    return;
  }
  if (disposition.mode === 'continue') {
    if (blank(disposition.words)) miss('disposition', 'disposition.words', 'disposition_words');
    return;
  }
  if (disposition.days === null) miss('disposition', 'disposition.days', 'disposition_days');
  if (blank(disposition.proof)) miss('disposition', 'disposition.proof', 'disposition_proof');
}

function missingOwnership(ownership: Terms['ownership'], miss: Miss): void {
  if (!newDataOwners.is(ownership.owner)) miss('ownership', 'ownership.owner', 'owner');
  if (ownership.owner === 'joint' && ownership.developer_percent === null && ownership.shares.length === 0)
    miss('ownership', 'ownership.developer_percent', 'owner_percent');
  if (blank(ownership.licence_back)) miss('ownership', 'ownership.licence_back', 'licence_back');
}

function missingShares(lines: readonly ShareLine[], miss: Miss): void {
  for (const party of ['treasury', 'developer'] as const) {
    const at = lines.findIndex((line) => line.party === party);
    if (lines[at]?.ppm == null) miss('shares', `shares.${Math.max(0, at)}.ppm`, `share_${party}`);
  }
}

/** Where the method gives the shares, its inputs are what is missing. */
function missingContribution(terms: Terms, miss: Miss): void {
  if (contributionFault(terms) !== null) miss('contribution', 'contribution.method', 'contribution');
}

const ofArticle20: readonly Clause[] = ['scope', 'degree', 'term', 'disposition', 'ownership'];

function articleOf(clause: Clause): { article?: string } {
  if (ofArticle20.includes(clause)) return { article: '20' };
  return clause === 'shares' || clause === 'contribution' ? { article: '21' } : {};
}
