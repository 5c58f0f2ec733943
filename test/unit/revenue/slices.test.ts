/** A sale under any number of agreements, refunded in any steps: whole at every moment, nobody below zero, exact to the fen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliced } from '#api/orders/rules/slices.ts';
import { divisionFaults, divisionText, partsOf } from '#api/products/rules/division.ts';
import { allocate, type PartyPart, refundSlices, takeBack } from '#api/revenue/rules/allocation.ts';

const cut = (n: number, least: number) =>
  fc
    .array(fc.integer({ min: least, max: 1_000_000 }), { minLength: n, maxLength: n })
    .filter((weights) => weights.some((one) => one > 0))
    .map((weights) => {
      const sum = weights.reduce((all, one) => all + one, 0);
      const ppm = weights.map((one) => Math.floor((one / sum) * 1_000_000));
      ppm[0] = (ppm[0] ?? 0) + 1_000_000 - ppm.reduce((all, one) => all + one, 0);
      return ppm;
    });
const sale = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.record({
    gross: fc.bigInt({ min: 1n, max: 10_000_000n }),
    parts: cut(n, 1).map((ppm) => ppm.map((one, at) => ({ agreementId: `agr_${at}`, ppm: one }))),
    shares: fc.array(cut(3, 0), { minLength: n, maxLength: n }),
    refunds: fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 6 }),
    whole: fc.boolean(),
  }),
);
const abs = (n: bigint) => (n < 0n ? -n : n);
const sum = (parts: readonly { amountFen: bigint }[]) => parts.reduce((all, one) => all + one.amountFen, 0n);

describe('slices', () => {
  it('are the price, and come back as they were given, whatever is refunded', () => {
    fc.assert(
      fc.property(sale, ({ gross, parts, shares, refunds, whole }) => {
        const slices = sliced(gross, parts);
        expect(slices.reduce((all, one) => all + one.grossFen, 0n)).toBe(gross);
        const split = slices.map(
          (slice, at) =>
            allocate({
              orderId: 'o',
              agreementId: slice.agreementId,
              agreementVersion: 1,
              baseFen: slice.grossFen,
              shares: (shares[at] ?? []).map((ppm, i) => ({
                partyKind: (['treasury', 'developer', 'operator'] as const)[i] ?? 'operator',
                partyId: `${slice.agreementId}-${i}`,
                ppm,
              })),
            }).parts as PartyPart[],
        );
        const steps = refunds.map((one) => (gross * BigInt(one)) / 4000n).filter((one) => one > 0n);
        const asked = whole ? [...steps, gross] : steps;
        let refunded = 0n;
        for (const one of asked) {
          const refund = one < gross - refunded ? one : gross - refunded;
          if (refund === 0n) break;
          const held = slices.map((slice, at) => ({ ...slice, heldFen: sum(split[at] ?? []) }));
          const back = refundSlices(held, { gross, refunded, refund });
          expect(sum(back)).toBe(refund);
          for (const [at, slice] of slices.entries()) {
            const amount = back.find((part) => part.agreementId === slice.agreementId)?.amountFen ?? 0n;
            expect(amount >= 0n).toBe(true);
            if (amount === 0n) continue;
            const current = split[at] ?? [];
            const gives = takeBack(current, {
              gross: slice.grossFen,
              refunded: slice.grossFen - sum(current),
              refund: amount,
            });
            expect(sum(gives)).toBe(amount);
            const given = new Map(gives.map((part) => [part.partyId, part.amountFen]));
            split[at] = current.map((part) => ({
              ...part,
              amountFen: part.amountFen - (given.get(part.partyId) ?? 0n),
            }));
          }
          refunded += refund;
          const net = gross - refunded;
          for (const [at, slice] of slices.entries()) {
            const left = sum(split[at] ?? []);
            // Each slice within 1 fen of its part of the net (and the fen of rounding), each party of its share of the slice.
            expect(abs(left * 1_000_000n - net * BigInt(slice.ppm)) < 2_000_000n).toBe(true);
            for (const part of split[at] ?? []) {
              expect(part.amountFen >= 0n).toBe(true);
              expect(abs(part.amountFen * 1_000_000n - left * BigInt(part.ppm)) < 2_000_000n).toBe(true);
            }
          }
        }
        if (whole) expect(split.flat().every((part) => part.amountFen === 0n)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('follow the datasets cited unless every agency consented to other parts', () => {
    const part = (id: string, ppm: number | null = null) => ({ agreementId: id, no: `XY-${id}`, agencyName: id, ppm });
    const source = (agreementId: string, resourceCode: string) => ({ agreementId, resourceCode });
    const facts = {
      method: 'sources' as const,
      parts: [part('a'), part('b')],
      sources: [source('a', '1'), source('a', '1'), source('a', '2'), source('b', '3')],
    };
    expect(partsOf(facts)).toEqual([
      { agreementId: 'a', ppm: 666_667 },
      { agreementId: 'b', ppm: 333_333 },
    ]);
    expect(divisionFaults(facts, new Set())).toEqual([]);
    const bare = { ...facts, sources: [source('a', '1')] };
    expect(divisionFaults(bare, new Set()).map((one) => one.code)).toEqual(['products.part_without_source']);
    const agreed = { ...facts, method: 'agreed' as const, parts: [part('a', 900_000), part('b', 100_000)] };
    expect(divisionFaults(agreed, new Set(['a'])).map((one) => one.code)).toEqual(['products.consent_missing']);
    const short = { ...agreed, parts: [part('a', 900_000), part('b')] };
    expect(divisionFaults(short, new Set(['a', 'b'])).map((one) => one.code)).toEqual(['products.parts_not_whole']);
    // The text does not depend on the order, and says everything that is consented to.
    expect(divisionText('P', agreed)).toBe(divisionText('P', { ...agreed, parts: agreed.parts.toReversed() }));
    expect(divisionText('P', agreed)).not.toBe(divisionText('P', facts));
  });
});
