/** What may be said of a dataset's ratings. */
import { fewestForMean } from '#api/search/rules/ratings.ts';

export interface Tally {
  /** How many gave 1, 2, 3, 4, 5 stars. */
  readonly counts: readonly number[];
  /** Of all of them, to one decimal, as the database worked it out; null without any. */
  readonly mean: string | null;
}

export interface Standing {
  readonly total: number;
  /** `4.3`; null while there are too few. */
  readonly mean: string | null;
  /** Five stars first. `percent` is whole and only for drawing. */
  readonly distribution: { readonly stars: number; readonly count: number; readonly percent: number }[];
}

export function standingOf({ counts, mean }: Tally): Standing {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    total,
    mean: total >= fewestForMean ? mean : null,
    distribution: [5, 4, 3, 2, 1].map((stars) => {
      const count = counts[stars - 1] ?? 0;
      return { stars, count, percent: total === 0 ? 0 : Math.round((count * 100) / total) };
    }),
  };
}
