/**
 * The split as it follows from the signed method (Article 21; brief 6.2). `cost`, `scoring` and `shapley` give the shares
 * that are signed; `usage` gives them month by month from the metering, with the signed shares for months in which nothing
 * was metered. Pure: a stranger computes the same from the signed record.
 */
import {
  byCost,
  byScores,
  byShapley,
  ContributionError,
  type ContributionFault,
  type ContributionShare,
  proportional,
} from '#api/kernel/contribution.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { wholePpm } from '#api/kernel/split.ts';
import { contributionMethods, meteringMeasures, valueOrigins } from './codes.ts';
import { fault, refuse } from './refusals.ts';
import type { Contribution, CostLine, ShareLine, Terms } from './terms-types.ts';

const costOf = (line: CostLine) => ({
  party: line.party,
  collection: BigInt(line.collection_fen),
  governance: BigInt(line.governance_fen),
  storage: BigInt(line.storage_fen),
  processing: BigInt(line.processing_fen),
  sale: BigInt(line.sale_fen),
});
const totalOf = (line: CostLine): bigint => {
  const { party: _party, ...parts } = costOf(line);
  return Object.values(parts).reduce((sum, one) => sum + one, 0n);
};

/** The shares that `cost`, `scoring` and `shapley` give these parties; null for the methods that fix none. Throws ContributionError. */
export function computedShares(
  { method, costs, criteria, coalitions }: Contribution,
  parties: readonly string[],
): ContributionShare[] | null {
  if (method === 'cost') {
    const lines = parties.map((party) => costs.find((one) => one.party === party));
    const missing = parties.find((_party, at) => lines[at] === undefined);
    if (missing !== undefined) throw new ContributionError('cost_missing', missing);
    return byCost(lines.filter((one) => one !== undefined).map(costOf));
  }
  if (method === 'scoring') {
    const weights = Object.fromEntries(criteria.map((one) => [one.code, BigInt(one.weight)]));
    const scores = parties.map((party) => ({
      party,
      points: Object.fromEntries(
        criteria.flatMap(({ code, points }) =>
          points.flatMap((one) => (one.party === party ? [[code, BigInt(one.points)] as const] : [])),
        ),
      ),
    }));
    return byScores(weights, scores);
  }
  if (method === 'shapley')
    return byShapley(parties, Object.fromEntries(coalitions.map((one) => [one.code, BigInt(one.value_fen)])));
  return null;
}

/** Methods that give the shares which are signed. */
export const fixesShares = (method: string): boolean => ['cost', 'scoring', 'shapley'].includes(method);

const partiesOf = (shares: readonly ShareLine[]): string[] => shares.map((one) => one.party);

/** The terms with the shares their method gives; as they are while its inputs are not whole, which the offer refuses by name. */
export function withComputedShares(terms: Terms): Terms {
  try {
    const computed = computedShares(terms.contribution, partiesOf(terms.shares));
    if (computed === null) return terms;
    const ppm = new Map(computed.map((one) => [one.party, one.ppm]));
    return { ...terms, shares: terms.shares.map((one) => ({ ...one, ppm: ppm.get(one.party) ?? one.ppm })) };
  } catch (error) {
    if (error instanceof ContributionError) return terms;
    throw error;
  }
}

const words: Readonly<Record<ContributionFault, readonly [string, string]>> = {
  no_parties: ['没有参与方', 'there is no party'],
  party_twice: ['参与方重复', 'a party stands twice'],
  negative: ['某一方的贡献为负', 'a party would have a negative contribution'],
  nothing_contributed: ['各方合计为零', 'everything is zero'],
  too_many_parties: ['参与方超过 12 个', 'there are more than 12 parties'],
  empty_coalition_not_zero: ['空集的价值应为零', 'the empty coalition is worth zero'],
  coalition_missing: ['缺少某个组合的价值', 'the value of a coalition is missing'],
  coalition_unknown: ['有不属于各方的组合', 'a coalition is of other parties'],
  criterion_missing: ['某一方缺少评分', 'a party is not scored'],
  score_out_of_range: ['评分应为 0 至 100', 'scores are 0 to 100'],
  cost_missing: ['某一方缺少成本', 'the costs of a party are missing'],
};

const incomplete = (zh: string, en: string, path: string): Refusal =>
  refuse('agreement.contribution_incomplete', { what: zh, what_en: en }, [
    fault(`terms.contribution.${path}`, 'correct'),
  ]);

/** What keeps the method of a split from being signed, or null. */
export function contributionFault({ contribution: c, shares }: Terms): Refusal | null {
  if (!contributionMethods.is(c.method)) return incomplete('未知的方法', 'the method is not known', 'method');
  if (c.method === 'usage') return meteringFault(c, shares);
  const at: Readonly<Record<string, string>> = { cost: 'costs', scoring: 'criteria', shapley: 'coalitions' };
  try {
    const computed = computedShares(c, partiesOf(shares));
    if (computed === null) return null;
    const ppm = new Map(computed.map((one) => [one.party, one.ppm]));
    if (shares.some((one) => one.ppm !== ppm.get(one.party))) return refuse('agreement.contribution_differs');
  } catch (error) {
    if (!(error instanceof ContributionError)) throw error;
    return incomplete(...words[error.fault], at[c.method] ?? 'method');
  }
  if (c.method === 'cost' && c.costs.some((one) => one.evidence.trim() === ''))
    return incomplete('成本没有依据', 'costs have no evidence', 'costs');
  if (c.method === 'scoring' && c.words.trim() === '')
    return incomplete('没有写明由谁评分', 'it is not said who scored', 'words');
  if (c.method === 'shapley' && !valueOrigins.is(c.values))
    return incomplete('没有写明各组合价值的来源', 'the origin of the values is not said', 'values');
  return null;
}

function meteringFault({ metering, costs }: Contribution, shares: readonly ShareLine[]): Refusal | null {
  const { measure, thousand_fen, floor_ppm, cap_ppm } = metering;
  if (!meteringMeasures.is(measure)) return incomplete('没有选择计量', 'no measure is chosen', 'metering.measure');
  if (thousand_fen === null || BigInt(thousand_fen) === 0n)
    return incomplete('没有约定每千单位的价值', 'the value of 1,000 units is not agreed', 'metering.thousand_fen');
  // The government part is state-asset income: it may be small, never nothing (Article 21).
  if (floor_ppm === null || floor_ppm === 0)
    return incomplete('没有约定政府部分的下限', 'the least government part is not agreed', 'metering.floor_ppm');
  if (cap_ppm !== null && cap_ppm < floor_ppm)
    return incomplete('上限低于下限', 'the most is less than the least', 'metering.cap_ppm');
  const others = shares.filter((one) => one.party !== 'treasury' && (one.ppm ?? 0) > 0);
  const missing = others.find((one) => !costs.some((cost) => cost.party === one.party && totalOf(cost) > 0n));
  return missing === undefined ? null : incomplete(...words.cost_missing, 'costs');
}

/**
 * Shares of a month by its metering. The government's contribution is what was drawn of its data at the agreed value, the
 * others' is what they spend a month; its part stays between floor and cap, the rest is the others' by what they spend.
 * @param base the signed shares by kind of party: they hold in a month without metering, and say who takes part.
 */
export function meteredShares(
  { metering, costs }: Pick<Contribution, 'metering' | 'costs'>,
  base: readonly ContributionShare[],
  units: bigint,
): ContributionShare[] {
  const others = base.filter((one) => one.party !== 'treasury' && one.ppm > 0);
  if (units === 0n || others.length === 0) return base.map(({ party, ppm }) => ({ party, ppm }));
  const spent = others.map(({ party }) => {
    const line = costs.find((one) => one.party === party);
    return { party, weight: line === undefined ? 0n : totalOf(line) * 1000n };
  });
  const drawn = { party: 'treasury', weight: units * BigInt(metering.thousand_fen ?? '0') };
  const found = proportional([drawn, ...spent]).find((one) => one.party === 'treasury')?.ppm ?? 0;
  const government = Math.min(Math.max(found, metering.floor_ppm ?? 1), metering.cap_ppm ?? wholePpm);
  return [{ party: 'treasury', ppm: government }, ...proportional(spent, wholePpm - government)];
}
