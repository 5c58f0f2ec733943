/**
 * How the price of a product made under several agreements is divided among them. What the agencies have not signed cannot
 * bind them: unless they consent to parts, each agreement weighs as many datasets as are cited under it. Pure.
 */
import { canonicalJson } from '#api/kernel/canonical.ts';
import { proportional } from '#api/kernel/contribution.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { wholePpm } from '#api/kernel/split.ts';
import type { DivisionMethod } from './codes.ts';
import { refuse } from './refusals.ts';

export interface PartFacts {
  readonly agreementId: string;
  readonly no: string;
  readonly agencyName: string;
  /** As entered; counts for agreed parts only. */
  readonly ppm: number | null;
}

export interface DivisionFacts {
  readonly method: DivisionMethod;
  /** Two or more, or none where one agreement stands behind the product. */
  readonly parts: readonly PartFacts[];
  readonly sources: readonly { readonly agreementId: string; readonly resourceCode: string }[];
}

/** Different datasets cited under an agreement: many versions or days of one dataset weigh no more than one. */
const datasetsUnder = ({ sources }: DivisionFacts, agreementId: string): number =>
  new Set(sources.filter((one) => one.agreementId === agreementId).map((one) => one.resourceCode)).size;

/** The parts as they will be listed, summing to 1,000,000; null for what is not known yet. */
export function partsOf(facts: DivisionFacts): { readonly agreementId: string; readonly ppm: number | null }[] {
  if (facts.parts.length === 0) return [];
  if (facts.method === 'agreed' || facts.parts.some((one) => datasetsUnder(facts, one.agreementId) === 0))
    return facts.parts.map(({ agreementId, ppm }) => ({ agreementId, ppm: facts.method === 'agreed' ? ppm : null }));
  return proportional(
    facts.parts.map(({ agreementId }) => ({ party: agreementId, weight: BigInt(datasetsUnder(facts, agreementId)) })),
  ).map(({ party, ppm }) => ({ agreementId: party, ppm }));
}

/** The one text of method and parts whose hash the agencies consent to and the listing freezes. */
export function divisionText(productNo: string, facts: DivisionFacts): string {
  const no = new Map(facts.parts.map((one) => [one.agreementId, one.no]));
  const parts = partsOf(facts).map((one) => ({ agreement: no.get(one.agreementId) ?? '', ppm: one.ppm }));
  return canonicalJson({
    product: productNo,
    method: facts.method,
    parts: parts.toSorted((a, b) => (a.agreement < b.agreement ? -1 : 1)),
  });
}

/** What keeps the division from being listed, most important first. */
export function divisionFaults(facts: DivisionFacts, consented: ReadonlySet<string>): Refusal[] {
  if (facts.parts.length === 0) return [];
  const faults = facts.parts
    .filter((one) => datasetsUnder(facts, one.agreementId) === 0)
    .map(({ no }) => refuse('products.part_without_source', { no }));
  if (facts.method !== 'agreed') return faults;
  const sum = facts.parts.reduce((all, one) => all + (one.ppm ?? 0), 0);
  if (sum !== wholePpm || facts.parts.some((one) => (one.ppm ?? 0) <= 0))
    return [...faults, refuse('products.parts_not_whole', { sum: String(sum / 10_000) })];
  const missing = facts.parts.filter((one) => !consented.has(one.agreementId));
  return [...faults, ...missing.map(({ agencyName }) => refuse('products.consent_missing', { agency: agencyName }))];
}
