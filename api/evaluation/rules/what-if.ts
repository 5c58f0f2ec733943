/** What a body can still do, and what each would bring: the real figures with open cases counted as settled. Pure. */
import { compare, minus, type Ratio, zero } from './ratio.ts';
import { type CountedRow, figureOf, fixable, mended } from './rows.ts';
import { type Figure, type Judged, type Scored, scoreOf } from './score.ts';

export interface Behind {
  readonly indicator: Judged;
  readonly unit: string;
  readonly figure: Figure | null;
  readonly rows: readonly CountedRow[];
}

/** The score with so many open cases of each indicator settled. */
export function scoreWith(all: readonly Behind[], done: ReadonlyMap<string, number>): Scored {
  return scoreOf(
    all.map((one) => one.indicator),
    new Map(
      all.map((one) => {
        const count = done.get(one.indicator.code) ?? 0;
        return [one.indicator.code, count > 0 ? figureOf(one.unit, mended(one.rows, count)) : one.figure];
      }),
    ),
  );
}

export interface Gain {
  readonly code: string;
  readonly rows: readonly CountedRow[];
  /** Of the whole score; a body without a score begins at nothing. */
  readonly gain: Ratio;
}

/** What settling all open cases of each indicator would add, the most first. */
export function gains(all: readonly Behind[]): Gain[] {
  const now = scoreWith(all, new Map()).score ?? zero;
  return all
    .flatMap((one) => {
      const rows = fixable(one.rows);
      if (rows.length === 0) return [];
      const then = scoreWith(all, new Map([[one.indicator.code, rows.length]])).score ?? zero;
      return [{ code: one.indicator.code, rows, gain: minus(then, now) }];
    })
    .sort((a, b) => compare(b.gain, a.gain) || a.code.localeCompare(b.code));
}
