/** From figures to a score, exactly. The weight of what cannot be judged is spread over what can. Pure. */
import type { MissingRule, Standing } from './codes.ts';
import { clamp, compare, minus, over, plus, type Ratio, ratio, rounded, times, wholeParts, zero } from './ratio.ts';

/** All weights of a scheme: hundredths of a point. */
export const fullWeight = 10_000;
const million = 1_000_000n;

export interface Judged {
  readonly code: string;
  readonly source: string;
  readonly weightBp: number;
  readonly fullPpm: bigint;
  readonly floorPpm: bigint;
  readonly minDen: number;
  readonly whenMissing: MissingRule;
}

export interface Figure {
  readonly num: bigint;
  readonly den: bigint;
}

/** What a figure counts for. `null`: nothing was reported, which only a self-report can be. */
export function standingOf(indicator: Pick<Judged, 'minDen' | 'whenMissing'>, figure: Figure | null): Standing {
  if (figure === null) return indicator.whenMissing === 'lowest' ? 'not_reported_lowest' : 'not_reported_spread';
  if (figure.den === 0n) return 'no_cases';
  return figure.den < BigInt(indicator.minDen) ? 'too_few' : 'judged';
}

/**
 * 0 at the floor, 1 at the full-score line, straight between them; a full-score line below the floor means that less is better.
 */
export function shareOf(indicator: Pick<Judged, 'fullPpm' | 'floorPpm'>, { num, den }: Figure): Ratio {
  const span = indicator.fullPpm - indicator.floorPpm;
  return clamp(ratio(num * million - indicator.floorPpm * den, span * den));
}

export interface Mark {
  readonly code: string;
  readonly standing: Standing;
  /** Between 0 and 1; null where it is not judged. */
  readonly share: Ratio | null;
  /** Hundredths of a point it could bring after the spreading, and brought. They sum to the score shown. */
  readonly outOfBp: number | null;
  readonly pointsBp: number | null;
}

export interface Scored {
  /** Of the whole, exact; null where nothing could be judged. */
  readonly score: Ratio | null;
  readonly scoreBp: number | null;
  /** Weight that could be judged, of 10,000. */
  readonly judgedBp: number;
  readonly marks: readonly Mark[];
}

export function scoreOf(indicators: readonly Judged[], figures: ReadonlyMap<string, Figure | null>): Scored {
  const seen = indicators.map((indicator) => {
    const figure = figures.get(indicator.code) ?? null;
    const standing = standingOf(indicator, figure);
    const share =
      standing === 'judged' && figure !== null
        ? shareOf(indicator, figure)
        : standing === 'not_reported_lowest'
          ? zero
          : null;
    return { indicator, standing, share };
  });
  const judgedBp = seen.reduce((sum, one) => sum + (one.share === null ? 0 : one.indicator.weightBp), 0);
  if (judgedBp === 0) {
    const marks = seen.map(({ indicator, standing }) => ({
      code: indicator.code,
      standing,
      share: null,
      outOfBp: null,
      pointsBp: null,
    }));
    return { score: null, scoreBp: null, judgedBp, marks };
  }
  const counted = seen.filter((one) => one.share !== null);
  const spread = (share: Ratio, weightBp: number) =>
    over(times(share, BigInt(weightBp) * BigInt(fullWeight)), BigInt(judgedBp));
  const parts = counted.map(({ indicator, share }) => spread(share ?? zero, indicator.weightBp));
  const limits = counted.map(({ indicator }) => spread({ num: 1n, den: 1n }, indicator.weightBp));
  const outOf = wholeParts(limits);
  const points = within(wholeParts(parts), outOf, parts);
  const total = parts.reduce(plus, zero);
  const marks = seen.map(({ indicator, standing, share }): Mark => {
    const at = counted.findIndex((one) => one.indicator.code === indicator.code);
    return {
      code: indicator.code,
      standing,
      share,
      outOfBp: at < 0 ? null : Number(outOf[at]),
      pointsBp: at < 0 ? null : Number(points[at]),
    };
  });
  return { score: over(total, BigInt(fullWeight)), scoreBp: Number(rounded(total)), judgedBp, marks };
}

/** A hundredth that rounding put above what an indicator can bring goes to where rounding took most. The sum stays. */
function within(points: readonly bigint[], limits: readonly bigint[], exact: readonly Ratio[]): bigint[] {
  const fair = [...points];
  for (const [at, point] of points.entries()) {
    if (point <= (limits[at] ?? 0n)) continue;
    const short = (index: number) => minus(exact[index] ?? zero, ratio(fair[index] ?? 0n, 1n));
    const [to] = fair
      .flatMap((value, index) => (value < (limits[index] ?? 0n) ? [index] : []))
      .sort((a, b) => compare(short(b), short(a)) || a - b);
    if (to === undefined) continue;
    fair[at] = point - 1n;
    fair[to] = (fair[to] ?? 0n) + 1n;
  }
  return fair;
}

/** Places by exact score: equals share one, the next has as many before it as stand before it. Unjudged have none. */
export function placesOf(scores: ReadonlyMap<string, Ratio | null>): Map<string, number | null> {
  return new Map(
    [...scores].map(([key, score]) => [
      key,
      score === null
        ? null
        : 1 + [...scores.values()].filter((other) => other !== null && compare(other, score) > 0).length,
    ]),
  );
}

/** Hundredths of a point as people read them: `87.05`. */
export const pointsText = (bp: number): string =>
  `${bp < 0 ? '-' : ''}${Math.floor(Math.abs(bp) / 100)}.${String(Math.abs(bp) % 100).padStart(2, '0')}`;
