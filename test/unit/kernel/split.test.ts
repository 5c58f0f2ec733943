import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fen, fen, sumFen, zeroFen } from '#api/kernel/money.ts';
import { type Part, refundParts, type Share, sharesFault, split, wholePpm } from '#api/kernel/split.ts';

const weight = fc.oneof(
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.integer({ min: 1, max: 3 }), weight: 2 },
  { arbitrary: fc.integer({ min: 1, max: 100000 }), weight: 3 },
);

/** Shares of 1 to 10 parties that sum to the whole. */
const anyShares: fc.Arbitrary<Share[]> = fc
  .array(weight, { minLength: 1, maxLength: 10 })
  .filter((weights) => weights.some((w) => w > 0))
  .map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 0);
    const ppm = weights.map((w) => Math.floor((w / sum) * wholePpm));
    const largest = ppm.indexOf(Math.max(...ppm));
    ppm[largest]! += wholePpm - ppm.reduce((a, b) => a + b, 0);
    return ppm.map((value, i) => ({ party: `party-${String.fromCharCode(97 + i)}`, ppm: value }));
  });
const anyTotal = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 10n ** 14n)).map(fen);

const amounts = (parts: readonly Part[]): bigint[] => parts.map((part) => part.amount);
const total = (parts: readonly Part[]): Fen => sumFen(parts.map((part) => part.amount));
const ppmOf = (shares: readonly Share[], party: string): bigint =>
  BigInt(shares.find((share) => share.party === party)!.ppm);

function take(current: readonly Part[], gives: readonly Part[]): Part[] {
  return current.map((part, i) => {
    if (gives[i]!.party !== part.party) throw new Error('parts out of order');
    return { party: part.party, amount: fen(part.amount - gives[i]!.amount) };
  });
}

describe('split', () => {
  it('sums to the total, each part within 1 fen of the exact share, nothing for a share of 0', () => {
    fc.assert(
      fc.property(anyTotal, anyShares, (amount, shares) => {
        const parts = split(amount, shares);
        expect(total(parts)).toBe(amount);
        for (const part of parts) {
          const distance = part.amount * 1_000_000n - amount * ppmOf(shares, part.party);
          expect(distance > -1_000_000n && distance < 1_000_000n).toBe(true);
          if (ppmOf(shares, part.party) === 0n) expect(part.amount).toBe(0n);
        }
      }),
      { numRuns: 500 },
    );
  });
  it('gives the larger share no less', () => {
    fc.assert(
      fc.property(anyTotal, anyShares, (amount, shares) => {
        const parts = split(amount, shares).map((part) => [ppmOf(shares, part.party), part.amount] as const);
        for (const [ppmA, a] of parts) for (const [ppmB, b] of parts) if (ppmA > ppmB) expect(a >= b).toBe(true);
      }),
    );
  });
  it('does not depend on the order of the shares', () => {
    fc.assert(
      fc.property(
        anyTotal,
        anyShares.chain((shares) =>
          fc.tuple(fc.constant(shares), fc.shuffledSubarray(shares, { minLength: shares.length })),
        ),
        (amount, [shares, shuffled]) => {
          expect(split(amount, shuffled)).toEqual(split(amount, shares));
        },
      ),
    );
  });
  it('is not monotone in the total, as known (861 and 862 fen)', () => {
    const shares = [5087, 1971, 27338].map((w, i) => ({ party: `p${i}`, ppm: Math.floor((w / 34396) * 1e6) }));
    shares[2]!.ppm += wholePpm - shares.reduce((sum, share) => sum + share.ppm, 0);
    const [less, more] = [amounts(split(fen(861n), shares)), amounts(split(fen(862n), shares))];
    expect(less.some((part, i) => part > more[i]!)).toBe(true);
  });
  it('gives 1 fen among 8 to the lowest party id', () => {
    const shares = [...'hgfedcba'].map((party) => ({ party, ppm: 125_000 }));
    expect(split(fen(1n), shares).filter((part) => part.amount > 0n)).toEqual([{ party: 'a', amount: 1n }]);
  });
  it('gives nothing to a party of weight 0 that stands first', () => {
    const shares = [
      { party: 'a', ppm: 0 },
      { party: 'b', ppm: 500_000 },
      { party: 'c', ppm: 500_000 },
    ];
    expect(amounts(split(fen(1n), shares))).toEqual([0n, 1n, 0n]);
  });
  it.each<[string, Share[], string]>([
    ['none', [], 'no_parties'],
    ['without a name', [{ party: '', ppm: wholePpm }], 'party_unnamed'],
    [
      'twice',
      [
        { party: 'a', ppm: 500_000 },
        { party: 'a', ppm: 500_000 },
      ],
      'party_twice',
    ],
    ['one ppm short', [{ party: 'a', ppm: 999_999 }], 'ppm_sum'],
    [
      'one ppm over',
      [
        { party: 'a', ppm: 1 },
        { party: 'b', ppm: wholePpm },
      ],
      'ppm_sum',
    ],
    [
      'negative',
      [
        { party: 'a', ppm: -1 },
        { party: 'b', ppm: wholePpm },
      ],
      'ppm_not_whole',
    ],
    [
      'a fraction',
      [
        { party: 'a', ppm: 0.5 },
        { party: 'b', ppm: 999_999.5 },
      ],
      'ppm_not_whole',
    ],
    ['not a number', [{ party: 'a', ppm: Number.NaN }], 'ppm_not_whole'],
  ])('refuses parties: %s', (_, shares, fault) => {
    expect(sharesFault(shares)).toBe(fault);
    expect(() => split(fen(100n), shares)).toThrow(RangeError);
  });
  it('refuses a negative total', () => {
    expect(() => split(fen(-1n), [{ party: 'a', ppm: wholePpm }])).toThrow(RangeError);
  });
});

/** Refunds the steps one after another and checks every bound after each; what is beyond the rest is cut to it. */
function walk(gross: Fen, shares: readonly Share[], steps: readonly bigint[]): Part[] {
  let current = split(gross, shares);
  let refunded = zeroFen;
  for (const wanted of steps) {
    const left = gross - refunded;
    if (left === 0n) break;
    const now = fen(wanted < left ? wanted : left);
    const gives = refundParts(current, gross, refunded, now, shares);
    expect(total(gives)).toBe(now);
    expect(gives.every((part, i) => part.amount >= 0n && part.amount <= current[i]!.amount)).toBe(true);
    current = take(current, gives);
    refunded = fen(refunded + now);
    const fair = split(fen(gross - refunded), shares);
    const drift = current.map((part, i) => part.amount - fair[i]!.amount);
    expect(drift.every((fenAway) => fenAway >= -1n && fenAway <= 1n)).toBe(true);
  }
  return current;
}

describe('refundParts', () => {
  const step = fc.oneof(fc.bigInt(1n, 4n), fc.bigInt(1n, 2000n));
  it('keeps every bound over any run of partial refunds, and a full refund leaves zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 6000n).map(fen),
        anyShares,
        fc.array(step, { maxLength: 60 }),
        (gross, shares, steps) => {
          const end = walk(gross, shares, [...steps, gross]);
          expect(amounts(end).every((amount) => amount === 0n)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
  it('keeps them where leaving the fen with the largest giver drifts by 3 fen', () => {
    const ppm = [71563, 451977, 2824, 450094, 19777, 941, 1883, 941];
    const shares = ppm.map((value, i) => ({ party: `p${i}`, ppm: value }));
    const steps = '1 4 4 4 649 2 1 2 1 2 1 2 150 4 2 4 2 3 1307 2 1 3 3 1 4 2 3 212 1 3 3 4 2 1 1073 3 3 4 2 1 4';
    walk(fen(4003n), shares, steps.split(' ').map(BigInt));
  });
  it('takes 1000 refunds of 1 fen from four parties, then the rest', () => {
    const shares = [
      { party: 'developer', ppm: 600_001 },
      { party: 'operator', ppm: 99_999 },
      { party: 'treasury:140000', ppm: 233_333 },
      { party: 'treasury:140100', ppm: 66_667 },
    ];
    const end = walk(fen(1777n), shares, [...Array.from({ length: 1000 }, () => 1n), 777n]);
    expect(amounts(end)).toEqual([0n, 0n, 0n, 0n]);
  });
  it('never pays a party on a refund (41 fen, where the plain difference does)', () => {
    const shares = [241, 89, 148].map((w, i) => ({ party: `p${i}`, ppm: Math.floor((w / 478) * 1e6) }));
    shares[0]!.ppm += wholePpm - shares.reduce((sum, share) => sum + share.ppm, 0);
    walk(fen(41n), shares, [39n, 1n, 1n]);
    walk(
      fen(41n),
      shares,
      Array.from({ length: 41 }, () => 1n),
    );
  });
  it('gives the same for holders and shares in any order', () => {
    fc.assert(
      fc.property(fc.bigInt(2n, 500n).map(fen), anyShares, fc.bigInt(1n, 500n), (gross, shares, wanted) => {
        const now = fen(wanted < gross ? wanted : gross);
        const current = split(gross, shares);
        expect(refundParts(current.toReversed(), gross, zeroFen, now, shares.toReversed())).toEqual(
          refundParts(current, gross, zeroFen, now, shares),
        );
      }),
    );
  });

  const shares = [
    { party: 'a', ppm: 500_000 },
    { party: 'b', ppm: 500_000 },
  ];
  const halves = split(fen(100n), shares);
  it.each<[string, () => unknown]>([
    ['more than is left', () => refundParts(halves, fen(100n), zeroFen, fen(101n), shares)],
    ['nothing', () => refundParts(halves, fen(100n), zeroFen, zeroFen, shares)],
    ['holdings that do not add up', () => refundParts(halves, fen(100n), fen(1n), fen(1n), shares)],
    ['a holder too few', () => refundParts(halves.slice(1), fen(50n), zeroFen, fen(1n), shares)],
    [
      'a stranger',
      () => refundParts([halves[0]!, { party: 'c', amount: fen(50n) }], fen(100n), zeroFen, fen(1n), shares),
    ],
  ])('is a bug with %s', (_, run) => expect(run).toThrow(RangeError));
});
