import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TaxRate, taxRates } from '#api/invoices/rules/codes.ts';
import {
  type DunningRow,
  defaultDunning,
  readTable,
  stepDue,
  stepName,
  tableHolds,
} from '#api/invoices/rules/dunning.ts';
import { invoiceable, isTaxCode, rateText, takenBack, taxed, taxWithin } from '#api/invoices/rules/tax.ts';

const rate = fc.constantFrom(...taxRates.codes);
const amount = fc.bigInt({ min: 1n, max: 10n ** 15n });

describe('the tax on an invoice', () => {
  it.each<[bigint, TaxRate, bigint]>([
    [100_000n, 'r6', 5_660n],
    [10_600n, 'r6', 600n],
    [11_300n, 'r13', 1_300n],
    [1n, 'r13', 0n],
    [9n, 'r6', 1n],
    [101n, 'r1', 1n],
    [100_000n, 'exempt', 0n],
    [100_000n, 'r0', 0n],
  ])('of %s fen at %s is %s', (total, at, tax) => {
    expect(taxWithin(total, at)).toBe(tax);
  });

  it('is half a fen off at most, and amount and tax are what was paid', () => {
    fc.assert(
      fc.property(amount, rate, (total, at) => {
        const { amountFen, taxFen, totalFen } = taxed(total, at);
        expect(amountFen + taxFen).toBe(totalFen);
        const percent = BigInt(at === 'exempt' ? 0 : at.slice(1));
        // |tax - total * r / (100 + r)| <= 1/2, and so |amount * r - tax| < 1 fen, as the tax side's own check has it.
        const off = taxFen * (100n + percent) - total * percent;
        expect((off < 0n ? -off : off) * 2n <= 100n + percent).toBe(true);
        const byAmount = amountFen * percent - taxFen * 100n;
        expect((byAmount < 0n ? -byAmount : byAmount) < 100n).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('taken back in any parts leaves nothing, and never more than was invoiced on the way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
        rate,
        (parts, at) => {
          const whole = taxed(
            parts.reduce((sum, one) => sum + one, 0n),
            at,
          );
          let [back, tax, without] = [0n, 0n, 0n];
          for (const part of parts) {
            const red = takenBack(part, back, at);
            expect(red.totalFen).toBe(-part);
            expect(red.amountFen + red.taxFen).toBe(red.totalFen);
            expect(red.taxFen <= 0n && red.amountFen <= 0n).toBe(true);
            back += part;
            tax += red.taxFen;
            without += red.amountFen;
            expect(whole.taxFen + tax >= 0n && whole.amountFen + without >= 0n).toBe(true);
          }
          expect([tax, without]).toEqual([-whole.taxFen, -whole.amountFen]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('leaves of an order what is neither refunded nor on paper', () => {
    const of = (orderFen: bigint, refundedFen: bigint, blueFen: bigint, redFen: bigint) =>
      invoiceable({ orderFen, refundedFen, blueFen, redFen });
    expect(of(100n, 0n, 0n, 0n)).toBe(100n);
    expect(of(100n, 30n, 0n, 0n)).toBe(70n);
    expect(of(100n, 30n, 100n, 0n)).toBe(0n);
    expect(of(100n, 30n, 100n, 30n)).toBe(0n);
    expect(of(100n, 0n, 100n, 100n)).toBe(100n);
  });

  it('writes rates and knows codes', () => {
    expect([rateText('r13'), rateText('r6'), rateText('r0'), rateText('exempt')]).toEqual([
      '0.13',
      '0.06',
      '0.00',
      '免税',
    ]);
    expect([isTaxCode('3040203000000000000'), isTaxCode('304'), isTaxCode('0040203000000000000')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('reminders', () => {
  const days = (n: number) => `2026-11-${String(15 + n).padStart(2, '0')}`;
  const due = (today: string, taken: string[] = [], rows: readonly DunningRow[] = defaultDunning) =>
    stepDue(rows, today, (n) => (n > 15 ? null : days(n)), new Set(taken));

  it('come by the table, once each', () => {
    expect(due('2026-11-11')).toBe(null);
    expect(due('2026-11-12')).toEqual({ days: -3, kind: 'reminder' });
    expect(due('2026-11-13', ['due-3'])).toBe(null);
    expect(due('2026-11-16', ['due-3'])).toEqual({ days: 1, kind: 'last_notice' });
    expect(due('2026-11-30', ['due-3', 'due+1', 'due+3', 'due+7'])).toEqual({ days: 15, kind: 'reminder' });
  });

  it('that were missed are not sent in a heap: the latest counts', () => {
    expect(due('2026-11-22')).toEqual({ days: 7, kind: 'reminder' });
    expect(due('2026-11-23', ['due+7'])).toBe(null);
  });

  it('take a table of the region, or the default where it does not hold', () => {
    const twice: DunningRow[] = [
      { days: 1, kind: 'last_notice' },
      { days: 2, kind: 'last_notice' },
    ];
    expect(tableHolds(twice)).toBe(false);
    expect(
      tableHolds([
        { days: 1, kind: 'reminder' },
        { days: 1, kind: 'last_notice' },
      ]),
    ).toBe(false);
    expect(readTable(twice)).toEqual(defaultDunning);
    expect(readTable([{ days: 2, kind: 'reminder' }])).toEqual([{ days: 2, kind: 'reminder' }]);
    expect(readTable('x')).toEqual(defaultDunning);
    expect(tableHolds(defaultDunning)).toBe(true);
    expect(defaultDunning.map(stepName)).toEqual(['due-3', 'due+1', 'due+3', 'due+7', 'due+15']);
  });
});
