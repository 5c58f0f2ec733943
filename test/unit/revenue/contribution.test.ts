import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreed,
  byCost,
  byScores,
  byShapley,
  byUsage,
  ContributionError,
  coalitionOf,
  leaveOneOut,
  proportional,
  shapley,
} from '#api/kernel/contribution.ts';

const faultOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ContributionError) return error.fault;
    throw error;
  }
  return 'none';
};
/** The vector of the brief (6.2): A 175/3, B 70/3, C 55/3. */
const vector = { A: 30n, B: 0n, C: 0n, 'A+B': 60n, 'A+C': 50n, 'B+C': 10n, 'A+B+C': 100n };

describe('the Shapley value', () => {
  it('is that of the brief’s vector, exactly', () => {
    expect(shapley(['C', 'A', 'B'], vector).map((one) => [one.party, one.numerator, one.denominator])).toEqual([
      ['A', 175n, 3n],
      ['B', 70n, 3n],
      ['C', 55n, 3n],
    ]);
    expect(byShapley(['A', 'B', 'C'], vector)).toEqual([
      { party: 'A', ppm: 583_334 },
      { party: 'B', ppm: 233_333 },
      { party: 'C', ppm: 183_333 },
    ]);
    expect(leaveOneOut(['A', 'B', 'C'], vector).map((one) => one.weight)).toEqual([90n, 50n, 40n]);
  });

  it('refuses what is not all there: a missing value is an error, not zero', () => {
    const { 'A+C': _gone, ...without } = vector;
    expect(faultOf(() => shapley(['A', 'B', 'C'], without))).toBe('coalition_missing');
    expect(faultOf(() => shapley(['A', 'B', 'C'], { ...vector, '': 1n }))).toBe('empty_coalition_not_zero');
    expect(faultOf(() => shapley(['A', 'B', 'C'], { ...vector, D: 1n }))).toBe('coalition_unknown');
    expect(faultOf(() => shapley([], {}))).toBe('no_parties');
    expect(faultOf(() => shapley(['A', 'A'], { A: 1n }))).toBe('party_twice');
    expect(
      faultOf(() =>
        shapley(
          Array.from({ length: 13 }, (_, at) => `P${at}`),
          {},
        ),
      ),
    ).toBe('too_many_parties');
    expect(faultOf(() => byShapley(['A', 'B'], { A: 10n, B: 10n, 'A+B': 0n }))).toBe('nothing_contributed');
    expect(faultOf(() => byShapley(['A', 'B'], { A: 10n, B: 0n, 'A+B': 4n }))).toBe('negative');
    expect(faultOf(() => leaveOneOut(['A', 'B'], { A: 1n, 'A+B': 2n }))).toBe('coalition_missing');
  });

  it('is exact for twelve, sums to the worth of all, treats equals equally and gives a dummy nothing', () => {
    const twelve = Array.from({ length: 12 }, (_, at) => `P${String(at).padStart(2, '0')}`);
    // Worth of a coalition: the square of its size, and 7 for P00 in it; P11 adds nothing to anybody.
    const values: Record<string, bigint> = {};
    for (let mask = 1; mask < 4096; mask++) {
      const some = twelve.filter((_, at) => (mask & (1 << at)) !== 0);
      const real = some.filter((one) => one !== 'P11').length;
      values[coalitionOf(some)] = BigInt(real * real) + (some.includes('P00') ? 7n : 0n);
    }
    const exact = shapley(twelve, values);
    expect(exact[0]).toEqual({ party: 'P00', numerator: 18n, denominator: 1n });
    expect(exact[5]).toEqual({ party: 'P05', numerator: 11n, denominator: 1n });
    expect(exact[11]).toEqual({ party: 'P11', numerator: 0n, denominator: 1n });
  });

  it('sums to v(N) for any game of three', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 7, maxLength: 7 }), (v) => {
        const names = ['A', 'B', 'C', 'A+B', 'A+C', 'B+C', 'A+B+C'];
        const values = Object.fromEntries(names.map((name, at) => [name, v[at] ?? 0n]));
        const sixths = shapley(['A', 'B', 'C'], values).reduce(
          (sum, one) => sum + (one.numerator * 6n) / one.denominator,
          0n,
        );
        expect(sixths).toBe(6n * (values['A+B+C'] ?? 0n));
      }),
    );
  });
});

describe('the other methods', () => {
  it('give shares that are whole, whatever the weights and their order (case 14)', () => {
    const weights = fc.uniqueArray(
      fc.record({ party: fc.string({ minLength: 1, maxLength: 3 }), weight: fc.bigInt({ min: 0n, max: 10n ** 15n }) }),
      { selector: (one) => one.party, minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(weights, (some) => {
        fc.pre(some.some((one) => one.weight > 0n));
        const shares = proportional(some);
        expect(shares.reduce((sum, one) => sum + one.ppm, 0)).toBe(1_000_000);
        expect(proportional(some.toReversed())).toEqual(shares);
        for (const { party, weight } of some) {
          if (weight === 0n) expect(shares.find((one) => one.party === party)?.ppm).toBe(0);
        }
      }),
    );
  });

  it('agree on a ratio, add up costs, usage and scores', () => {
    expect(
      agreed([
        { party: 'b', ppm: 400_000 },
        { party: 'a', ppm: 600_000 },
      ]),
    ).toEqual([
      { party: 'a', ppm: 600_000 },
      { party: 'b', ppm: 400_000 },
    ]);
    const cost = { collection: 100n, governance: 50n, storage: 25n, processing: 20n, sale: 5n };
    expect(
      byCost([
        { party: 'a', ...cost },
        { party: 'b', ...cost, collection: 700n },
      ]),
    ).toEqual([
      { party: 'a', ppm: 200_000 },
      { party: 'b', ppm: 800_000 },
    ]);
    expect(faultOf(() => byCost([{ party: 'a', ...cost, sale: -1n }]))).toBe('negative');
    expect(
      byUsage([
        { party: 'a', rows: 1000n, fields: 2n, qualityPercent: 100n },
        { party: 'b', rows: 1000n, fields: 1n, qualityPercent: 50n },
        { party: 'a', rows: 500n, fields: 1n, qualityPercent: 100n },
      ]),
    ).toEqual([
      { party: 'a', ppm: 833_333 },
      { party: 'b', ppm: 166_667 },
    ]);
    expect(faultOf(() => byUsage([{ party: 'a', rows: 0n, fields: 1n, qualityPercent: 1n }]))).toBe(
      'nothing_contributed',
    );
    const weights = { scale: 3n, quality: 7n };
    expect(
      byScores(weights, [
        { party: 'a', points: { scale: 100n, quality: 50n } },
        { party: 'b', points: { scale: 0n, quality: 50n } },
      ]),
    ).toEqual([
      { party: 'a', ppm: 650_000 },
      { party: 'b', ppm: 350_000 },
    ]);
    expect(faultOf(() => byScores(weights, [{ party: 'a', points: { scale: 1n } }]))).toBe('criterion_missing');
    expect(faultOf(() => byScores(weights, [{ party: 'a', points: { scale: 1n, quality: 101n } }]))).toBe(
      'score_out_of_range',
    );
  });
});
