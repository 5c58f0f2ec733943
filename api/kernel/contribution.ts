/**
 * How the contributions of several sources to one product are measured (brief 6.2). Every method answers shares in parts per
 * million that sum to exactly 1,000,000, in order of party, by the largest remainder with ties to the lower party: the
 * method and its parameters are frozen in the signed version, so the same facts give the same shares on any machine.
 */
import { wholePpm } from '#api/kernel/split.ts';

export interface Weight {
  readonly party: string;
  /** Whole and not negative: fen of cost, rows delivered, points given. */
  readonly weight: bigint;
}

export interface ContributionShare {
  readonly party: string;
  readonly ppm: number;
}

export type ContributionFault =
  | 'no_parties'
  | 'party_twice'
  | 'negative'
  | 'nothing_contributed'
  | 'too_many_parties'
  | 'empty_coalition_not_zero'
  | 'coalition_missing'
  | 'coalition_unknown'
  | 'criterion_missing'
  | 'score_out_of_range'
  | 'cost_missing';

export class ContributionError extends RangeError {
  constructor(
    readonly fault: ContributionFault,
    detail: string,
  ) {
    super(`${fault}: ${detail}`);
    this.name = 'ContributionError';
  }
}

const byParty = (a: { party: string }, b: { party: string }): number =>
  a.party < b.party ? -1 : a.party > b.party ? 1 : 0;

function checkParties(parties: readonly string[]): void {
  if (parties.length === 0) throw new ContributionError('no_parties', 'nobody contributed');
  if (new Set(parties).size !== parties.length) throw new ContributionError('party_twice', parties.join(', '));
}

/** Shares in proportion to whole weights; they sum to `whole`. */
export function proportional(weights: readonly Weight[], whole = wholePpm): ContributionShare[] {
  checkParties(weights.map((one) => one.party));
  const negative = weights.find((one) => one.weight < 0n);
  if (negative !== undefined) throw new ContributionError('negative', negative.party);
  const total = weights.reduce((sum, one) => sum + one.weight, 0n);
  if (total === 0n) throw new ContributionError('nothing_contributed', 'every weight is zero');
  const rows = weights.toSorted(byParty).map(({ party, weight }) => {
    const exact = weight * BigInt(whole);
    return { party, ppm: Number(exact / total), remainder: exact % total };
  });
  const left = whole - rows.reduce((sum, row) => sum + row.ppm, 0);
  const largest = rows.toSorted((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0));
  for (const row of largest.slice(0, left)) row.ppm += 1;
  return rows.map(({ party, ppm }) => ({ party, ppm }));
}

/** Agreed ratio (the default): what was signed, checked to be whole. */
export function agreed(shares: readonly ContributionShare[]): ContributionShare[] {
  return proportional(shares.map(({ party, ppm }) => ({ party, weight: BigInt(ppm) })));
}

/** Cost-based: what collection, governance, storage, processing and sale cost each party, in fen. */
export interface Cost {
  readonly party: string;
  readonly collection: bigint;
  readonly governance: bigint;
  readonly storage: bigint;
  readonly processing: bigint;
  readonly sale: bigint;
}

export function byCost(costs: readonly Cost[]): ContributionShare[] {
  const parts = costs.map((one) => [one.collection, one.governance, one.storage, one.processing, one.sale]);
  const at = parts.findIndex((some) => some.some((amount) => amount < 0n));
  if (at >= 0) throw new ContributionError('negative', costs[at]?.party ?? '');
  return proportional(
    costs.map(({ party }, index) => ({ party, weight: (parts[index] ?? []).reduce((sum, one) => sum + one, 0n) })),
  );
}

/** Usage-based: rows delivered times fields used, each row of metering weighted by the quality grade (in percent) of its source. */
export interface Usage {
  readonly party: string;
  readonly rows: bigint;
  readonly fields: bigint;
  readonly qualityPercent: bigint;
}

export function byUsage(usage: readonly Usage[]): ContributionShare[] {
  const sums = new Map<string, bigint>();
  for (const { party, rows, fields, qualityPercent } of usage) {
    if (rows < 0n || fields < 0n || qualityPercent < 0n) throw new ContributionError('negative', party);
    sums.set(party, (sums.get(party) ?? 0n) + rows * fields * qualityPercent);
  }
  return proportional([...sums].map(([party, weight]) => ({ party, weight })));
}

/** Expert scoring: points of 0 to 100 by criterion, each criterion with its weight; every party is scored in every criterion. */
export function byScores(
  weights: Readonly<Record<string, bigint>>,
  scores: readonly { readonly party: string; readonly points: Readonly<Record<string, bigint>> }[],
): ContributionShare[] {
  const criteria = Object.keys(weights);
  const sums = scores.map(({ party, points }) => ({
    party,
    weight: criteria.reduce((sum, criterion) => {
      const given = Object.hasOwn(points, criterion) ? points[criterion] : undefined;
      if (given === undefined) throw new ContributionError('criterion_missing', `${party}: ${criterion}`);
      if (given < 0n || given > 100n) throw new ContributionError('score_out_of_range', `${party}: ${criterion}`);
      return sum + given * (weights[criterion] ?? 0n);
    }, 0n),
  }));
  const negative = criteria.find((criterion) => (weights[criterion] ?? 0n) < 0n);
  if (negative !== undefined) throw new ContributionError('negative', negative);
  return proportional(sums);
}

/** 2^12 coalition values are what people can still give or measure; beyond, the value is no longer exact in reasonable time. */
export const mostShapleyParties = 12;
/** How a coalition is written: its parties in order, joined by `+`; the empty one is the empty text. */
export const coalitionOf = (parties: readonly string[]): string => [...parties].sort().join('+');

/** A fraction in lowest terms. */
export interface Exact {
  readonly party: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/**
 * The Shapley value of each party, exact: the sum over all coalitions without it of |S|!(n-|S|-1)!/n! times what it adds.
 * Every one of the 2^n values is given; a missing one is an error, never zero, and the empty coalition is worth 0.
 */
export function shapley(parties: readonly string[], values: Readonly<Record<string, bigint>>): Exact[] {
  checkParties(parties);
  const n = parties.length;
  if (n > mostShapleyParties) throw new ContributionError('too_many_parties', `${n} of at most ${mostShapleyParties}`);
  const sorted = [...parties].sort();
  const worth = Array.from({ length: 2 ** n }, (_, mask) => {
    const name = coalitionOf(sorted.filter((_party, at) => (mask & (1 << at)) !== 0));
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (mask === 0) {
      if (value !== undefined && value !== 0n) throw new ContributionError('empty_coalition_not_zero', String(value));
      return 0n;
    }
    if (value === undefined) throw new ContributionError('coalition_missing', name);
    return value;
  });
  const known = new Set(
    worth.map((_value, mask) => coalitionOf(sorted.filter((_party, at) => (mask & (1 << at)) !== 0))),
  );
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined) throw new ContributionError('coalition_unknown', unknown);
  const factorial = [1n];
  for (let at = 1; at <= n; at++) factorial.push((factorial[at - 1] ?? 1n) * BigInt(at));
  const whole = factorial[n] ?? 1n;
  return sorted.map((party, at) => {
    const own = 1 << at;
    let sum = 0n;
    for (let mask = 0; mask < 2 ** n; mask++) {
      if ((mask & own) !== 0) continue;
      const size = sizeOf(mask);
      const orders = (factorial[size] ?? 1n) * (factorial[n - size - 1] ?? 1n);
      sum += orders * ((worth[mask | own] ?? 0n) - (worth[mask] ?? 0n));
    }
    const divisor = gcd(sum, whole);
    return { party, numerator: sum / divisor, denominator: whole / divisor };
  });
}

function sizeOf(mask: number): number {
  let size = 0;
  for (let left = mask; left !== 0; left &= left - 1) size += 1;
  return size;
}

/** Shares by Shapley value; a party that takes away more than it adds has a negative value, which no share can be. */
export function byShapley(parties: readonly string[], values: Readonly<Record<string, bigint>>): ContributionShare[] {
  const exact = shapley(parties, values);
  const common = exact.reduce((all, one) => (all * one.denominator) / gcd(all, one.denominator), 1n);
  return proportional(
    exact.map(({ party, numerator, denominator }) => ({ party, weight: (numerator * common) / denominator })),
  );
}

/** Leave-one-out, a cheap check beside the above: v(N) - v(N without the party). It does not sum to v(N). */
export function leaveOneOut(parties: readonly string[], values: Readonly<Record<string, bigint>>): Weight[] {
  checkParties(parties);
  const value = (some: readonly string[]): bigint => {
    const name = coalitionOf(some);
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (given === undefined && name !== '') throw new ContributionError('coalition_missing', name);
    return given ?? 0n;
  };
  return [...parties]
    .sort()
    .map((party) => ({ party, weight: value(parties) - value(parties.filter((one) => one !== party)) }));
}
