/** From facts to a score of 0 to 100. What cannot be known counts neither for nor against. */
import { type CriterionCode, type CriterionState, criteria, type Omission, weights } from './codes.ts';

/** A fact: how much of it is met, or why nobody can say. */
export type Fact =
  | { readonly share: number; readonly done?: number; readonly of?: number }
  | { readonly omitted: Omission };

export type ScoreFacts = Readonly<Record<CriterionCode, Fact>>;

export interface Criterion {
  readonly criterion: CriterionCode;
  readonly state: CriterionState;
  readonly weight: number;
  /** 0 to 1; null where it is unknown. */
  readonly share: number | null;
  /** Of what is counted (columns, due updates): how many, of how many. */
  readonly done: number | null;
  readonly of: number | null;
  /** Points of the score that meeting it in full would add. */
  readonly gain: number;
  readonly omitted: Omission | null;
}

export interface Score {
  readonly score: number;
  /** Of a hundred: what the score could be worked out from. */
  readonly weight: number;
  readonly criteria: readonly Criterion[];
}

export const yes = (met: boolean): Fact => ({ share: met ? 1 : 0 });

/** A share of a number of things; nothing to count is nothing met. */
export const shareOf = (done: number, of: number): Fact => ({ share: of === 0 ? 0 : done / of, done, of });

export function scoreOf(facts: ScoreFacts): Score {
  const known = criteria.codes.flatMap((code) => {
    const fact = facts[code];
    return 'share' in fact ? [{ weight: weights[code], share: fact.share }] : [];
  });
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  const earned = known.reduce((sum, one) => sum + one.weight * one.share, 0);
  const points = (part: number) => (weight === 0 ? 0 : Math.round((100 * part) / weight));
  const score = points(earned);
  return {
    score,
    weight,
    criteria: criteria.codes.map((criterion): Criterion => {
      const fact = facts[criterion];
      const here = { criterion, weight: weights[criterion] };
      if (!('share' in fact))
        return { ...here, state: 'unknown', share: null, done: null, of: null, gain: 0, omitted: fact.omitted };
      const { share, done = null, of = null } = fact;
      const state = share >= 1 ? 'met' : share > 0 ? 'partly' : 'not';
      // Against the score as it is shown, so that what is promised is what is won.
      const gain = share >= 1 ? 0 : points(earned + here.weight * (1 - share)) - score;
      return { ...here, state, share, done, of, gain, omitted: null };
    }),
  };
}

/** What raises the score most, the first of equals; null where all that can be known is met. */
export function bestGain({ criteria: all }: Pick<Score, 'criteria'>): Criterion | null {
  return all.reduce<Criterion | null>((best, one) => (one.gain > (best?.gain ?? 0) ? one : best), null);
}
