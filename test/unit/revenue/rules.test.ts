import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type PartyPart, type PartyShare, replay, takeBack } from '#api/revenue/rules/allocation.ts';
import { csv, yuanCell } from '#api/revenue/rules/csv.ts';
import {
  isClosed,
  lineOf,
  type ReviewFacts,
  review,
  type StatementLine,
  totalsOf,
} from '#api/revenue/rules/statement.ts';

const signed: PartyShare[] = [
  { partyKind: 'treasury', partyId: '140000', ppm: 333_333 },
  { partyKind: 'developer', partyId: 'org_d', ppm: 566_667 },
  { partyKind: 'operator', partyId: 'org_o', ppm: 100_000 },
];
const input = (baseFen: bigint, shares = signed) => ({
  orderId: 'ord_1',
  agreementId: 'agr_1',
  agreementVersion: 1,
  baseFen,
  shares,
});
const amounts = (parts: readonly PartyPart[]) =>
  Object.fromEntries(parts.map((part) => [part.partyKind, part.amountFen]));

describe('a split', () => {
  it('reads like the accountant’s table', () => {
    expect(amounts(allocate(input(100_000n)).parts)).toEqual({
      treasury: 33_333n,
      developer: 56_667n,
      operator: 10_000n,
    });
    expect(amounts(allocate(input(1n)).parts)).toEqual({ treasury: 0n, developer: 1n, operator: 0n });
    expect(amounts(allocate(input(0n)).parts)).toEqual({ treasury: 0n, developer: 0n, operator: 0n });
  });

  it('is whole, whatever the order of the shares, and replays to the same text', () => {
    const share = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 0, maxLength: 2 })
      .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 1_000_000])
      .map((edges) =>
        edges.slice(1).map(
          (edge, i): PartyShare => ({
            partyKind: (['treasury', 'developer', 'operator'] as const)[i] ?? 'operator',
            partyId: `p${i}`,
            ppm: edge - (edges[i] ?? 0),
          }),
        ),
      );
    fc.assert(
      fc.property(share, fc.bigInt({ min: 0n, max: 10n ** 15n }), (shares, base) => {
        const result = allocate(input(base, shares));
        expect(result.parts.reduce((sum, part) => sum + part.amountFen, 0n)).toBe(base);
        const turned = allocate(input(base, [...shares].reverse()));
        expect(turned.resultCanonical).toBe(result.resultCanonical);
        expect(replay(result.inputCanonical).resultCanonical).toBe(result.resultCanonical);
      }),
    );
  });

  it('does not replay once a stored figure was changed', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const stored = allocate(input(100_001n));
    const forged = stored.inputCanonical.replace('333333', '333334').replace('566667', '566666');
    expect(hash(replay(forged).resultCanonical)).not.toBe(hash(stored.resultCanonical));
    expect(() => replay(stored.inputCanonical.replace('lrm-v1', 'lrm-v0'))).toThrow('unknown allocation method');
  });

  it('is taken back fen by fen without anybody being paid by a refund, down to nothing', () => {
    const gross = 997n;
    let held = allocate(input(gross)).parts;
    for (let refunded = 0n; refunded < gross; refunded++) {
      const given = takeBack(held, { gross, refunded, refund: 1n });
      expect(given.reduce((sum, part) => sum + part.amountFen, 0n)).toBe(1n);
      expect(given.every((part) => part.amountFen >= 0n)).toBe(true);
      held = held.map((part) => {
        const back = given.find((one) => one.partyId === part.partyId)?.amountFen ?? 0n;
        return { ...part, amountFen: part.amountFen - back };
      });
      expect(held.every((part) => part.amountFen >= 0n)).toBe(true);
    }
    expect(held.every((part) => part.amountFen === 0n)).toBe(true);
  });
});

describe('a statement', () => {
  const line = (orderId: string, gross: bigint, refunds: bigint): StatementLine => {
    const sale = allocate(input(gross)).parts;
    const back = refunds === 0n ? [] : takeBack(sale, { gross, refunded: 0n, refund: refunds });
    const negative = back.map((part) => ({ ...part, amountFen: -part.amountFen }));
    return lineOf(orderId, gross, refunds, [...sale, ...negative]);
  };
  const lines = [line('a', 100_000n, 0n), line('b', 70_001n, 70_001n), line('c', 33n, 10n)];
  const facts: ReviewFacts = {
    totals: totalsOf(lines),
    lines,
    current: [...lines].reverse(),
    replayed: true,
    sameLevel: true,
    confirmedBy: ['org_d', 'org_a'],
    parties: ['org_a', 'org_d'],
  };
  const failed = (over: Partial<ReviewFacts>) =>
    review({ ...facts, ...over }).flatMap(({ check, ok }) => (ok ? [] : [check]));

  it('adds up', () => {
    expect(facts.totals).toMatchObject({ grossFen: 170_034n, refundsFen: 70_011n, netFen: 100_023n });
    const { treasuryFen, developerFen, operatorFen } = facts.totals;
    expect(treasuryFen + developerFen + operatorFen).toBe(100_023n);
    expect(failed({})).toEqual([]);
  });

  it.each([
    ['a total that is a fen off', { totals: { ...totalsOf(lines), grossFen: 170_035n } }, ['lines']],
    ['parts that do not make the net', { totals: { ...totalsOf(lines), treasuryFen: 1n } }, ['lines', 'parts']],
    ['an order that is missing', { current: [...lines, line('d', 5n, 0n)] }, ['current']],
    ['a refund since it was drawn', { current: [lines[0]!, lines[1]!, line('c', 33n, 11n)] }, ['current']],
    ['a split that does not replay', { replayed: false }, ['replay']],
    ['a treasury of another level', { sameLevel: false }, ['level']],
    ['one confirmation only', { confirmedBy: ['org_d'] }, ['confirmed']],
  ] as [string, Partial<ReviewFacts>, string[]][])('is not approved with %s', (_name, over, checks) => {
    expect(failed(over)).toEqual(checks);
  });

  it('is drawn for months that are over', () => {
    expect(isClosed('2026-02', '2026-03')).toBe(true);
    expect(isClosed('2025-12', '2026-01')).toBe(true);
    for (const period of ['2026-03', '2026-04', '2026-13', '2026-2', 'x'])
      expect(isClosed(period, '2026-03')).toBe(false);
  });
});

describe('the export', () => {
  it('holds no cell that a spreadsheet would run', () => {
    const text = csv([['=1+1', '+1', '-x', '@a', '\tb', 'a"b', 'c,d', '-12.50', 7]]);
    expect(text).toBe(`\ufeff'=1+1,+1,'-x,'@a,'\tb,"a""b","c,d",-12.50,7\r\n`.replace(',+1,', ",'+1,"));
  });

  it('writes amounts as numbers', () => {
    expect(yuanCell(0n)).toBe('0.00');
    expect(yuanCell(5n)).toBe('0.05');
    expect(yuanCell(-123_456n)).toBe('-1234.56');
  });
});
