/** The shares of a split computed again from the signed clause on contribution and from what was metered. */
import { computedShares, meteredShares } from '#api/agreements/rules/contribution.ts';
import type { Contribution } from '#api/agreements/rules/terms-types.ts';
import type { ContributionNote } from './allocation.ts';
import { type Metered, unitsOf } from './measure.ts';

export interface MeasureFile {
  readonly version: number;
  readonly period: string;
  readonly canonical: string;
  readonly sha256: string;
}

interface SignedTerms {
  readonly version: number;
  readonly shares: readonly { readonly party: string; readonly ppm: number }[];
  readonly contribution?: string | null;
}
interface Finding {
  readonly at: string;
  readonly says: string;
}

const kindOf = (party: string): string => party.split(':')[0] ?? party;

export function clauseOf(terms: SignedTerms | undefined): Contribution | null {
  return terms?.contribution == null ? null : (JSON.parse(terms.contribution) as Contribution);
}

/** Where the method gives the shares, they are what it gives. */
export function clauseFindings(terms: SignedTerms): Finding[] {
  const clause = clauseOf(terms);
  // A party without a part is no payee and has no share; it still took part in the computation.
  const inputs = clause === null ? [] : partiesIn(clause, terms);
  const computed = clause === null ? null : computedShares(clause, inputs);
  if (clause === null || computed === null) return [];
  const signed = new Map(terms.shares.map((one) => [kindOf(one.party), one.ppm]));
  return computed.every((one) => (signed.get(one.party) ?? 0) === one.ppm)
    ? []
    : [
        {
          at: `terms/${terms.version}/contribution`,
          says: `method ${clause.method} gives other shares than those signed`,
        },
      ];
}

function partiesIn({ method, costs, criteria, coalitions }: Contribution, terms: SignedTerms): string[] {
  const signed = terms.shares.map((one) => kindOf(one.party));
  const named =
    method === 'cost'
      ? costs.map((one) => one.party)
      : method === 'scoring'
        ? criteria.flatMap(({ points }) => points.map((one) => one.party))
        : coalitions.flatMap((one) => one.code.split('+'));
  return [...new Set([...signed, ...named])].sort();
}

/** The shares of one sale: by the clause it names, from the metering whose hash it names. */
export function contributionFindings(
  order: { readonly no: string; readonly allocation: { readonly input_canonical: string } },
  terms: SignedTerms | undefined,
  measures: readonly MeasureFile[],
  sha256: (text: string) => string,
): Finding[] {
  const at = `orders/${order.no}/contribution`;
  const input = JSON.parse(order.allocation.input_canonical) as {
    readonly shares: readonly { readonly party: string; readonly ppm: number }[];
    readonly contribution?: ContributionNote;
  };
  const clause = clauseOf(terms);
  const note = input.contribution;
  if (note === undefined)
    return clause === null || clause.method === 'agreed'
      ? []
      : [{ at, says: `it does not follow method ${clause.method}` }];
  if (clause === null || note.method !== clause.method || sha256(terms?.contribution ?? '') !== note.clause_sha256)
    return [{ at, says: 'it was computed by another clause than the signed one' }];
  if (clause.method !== 'usage') return [];
  const measure = measures.find((one) => one.sha256 === note.measure_sha256);
  if (measure === undefined || sha256(measure.canonical) !== measure.sha256)
    return [{ at, says: 'the metering it was computed from is not in the file' }];
  const units = unitsOf(JSON.parse(measure.canonical) as Metered);
  if (units.toString() !== note.units) return [{ at, says: `the metering adds up to ${units}, not to ${note.units}` }];
  const base = (terms?.shares ?? []).map(({ party, ppm }) => ({ party: kindOf(party), ppm }));
  const ppm = new Map(meteredShares(clause, base, units).map((one) => [one.party, one.ppm]));
  return input.shares.every((one) => (ppm.get(kindOf(one.party)) ?? 0) === one.ppm)
    ? []
    : [{ at, says: 'the metering gives other shares' }];
}
