/** What goes out for signature: whole terms within the licence, and the named payees of the split. Also for amendments. */
import type { Ctx } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { findHolder } from '#api/organizations/service.ts';
import type { Payee } from './papers.ts';
import { clauses } from './rules/codes.ts';
import { contributionFault, fixesShares } from './rules/contribution.ts';
import { fault, refuse } from './rules/refusals.ts';
import { splitFault } from './rules/shares.ts';
import { missingTerms, type Terms } from './rules/terms.ts';
import type * as store from './store.ts';

interface At {
  readonly tx: Ctx;
  readonly row: store.AgreementRow;
  readonly today: Day;
}

/**
 * Refused with every clause that is missing (Article 20), outside the licence (Article 19), and unless the split is whole
 * (Article 21). A renewal runs on after the licence: its filing is what extends the authorisation.
 */
export function requireWhole({ row, today }: At, terms: Terms, renewal = false): void {
  const unmeasured = fixesShares(terms.contribution.method) ? contributionFault(terms) : null;
  if (unmeasured !== null) throw unmeasured;
  const missing = missingTerms(terms);
  if (missing.length > 0) {
    const named = [...new Set(missing.map((one) => one.clause))].map((clause) => clauses.words[clause]);
    const words = [named.map(([zh]) => zh).join('/'), named.map(([, en]) => en).join(', ')] as const;
    throw refuse('agreement.clauses_missing', { count: missing.length, ...bilingual('clauses', words) }, missing);
  }
  const { certificate } = row.application;
  if (row.application.state !== 'certified' || certificate === null) throw refuse('agreement.not_certified');
  if (terms.term.to <= terms.term.from) throw refuse('agreement.term_order', {}, [at('terms.term.to')]);
  if (terms.term.to < today) throw refuse('agreement.term_over', { to: terms.term.to }, [at('terms.term.to')]);
  if (terms.term.from < certificate.validFrom || (!renewal && terms.term.to > certificate.validTo))
    throw refuse('agreement.term_outside_licence', { from: certificate.validFrom, to: certificate.validTo }, [
      at('terms.term.from'),
      at('terms.term.to'),
    ]);
  const licensed = row.application.degree;
  if (terms.degree.code !== licensed && degrees.is(licensed))
    throw refuse('agreement.degree_beyond_licence', bilingual('degree', degrees.words[licensed]), [
      at('terms.degree.code'),
    ]);
  const fault = contributionFault(terms) ?? splitFault(terms.shares);
  if (fault !== null) throw fault;
}

const at = (path: string) => fault(path, 'correct');

/** The lines with their payees. A party with no part is no payee and gets no line. */
export async function payeesOf({ tx, row }: At, terms: Terms): Promise<Payee[]> {
  const payees: Payee[] = [];
  for (const line of terms.shares) {
    const ppm = line.ppm ?? 0;
    if (ppm === 0) continue;
    if (line.party === 'treasury')
      payees.push({ partyKind: 'treasury', partyId: row.treasury.code, name: row.treasury.name, ppm });
    else if (line.party === 'developer')
      payees.push({ partyKind: 'developer', partyId: row.developerId, name: row.developer.name, ppm });
    else {
      const operator = await findHolder(tx, 'platform_operator', row.regionCode);
      if (operator === null) throw refuse('agreement.no_operator', { region: row.regionCode });
      if (operator.id === row.agencyId) throw refuse('agreement.agency_payee', { party: operator.name });
      payees.push({ partyKind: 'operator', partyId: operator.id, name: operator.name, ppm });
    }
  }
  return payees;
}
