import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AccessFacts,
  accessFault,
  accessOf,
  accessState,
  periodEnd,
  renewalOpen,
} from '#api/orders/rules/access.ts';
import { accounts } from '#api/orders/rules/allowance.ts';

const at = (text: string) => new Date(`${text}+08:00`);
const order = (over: Partial<AccessFacts> = {}): AccessFacts => ({
  state: 'fulfilled',
  accessFrom: at('2026-11-02T10:00:00'),
  accessTo: at('2026-12-02T10:00:00'),
  billOfId: null,
  ...over,
});

describe('a period', () => {
  it('ends at the same time of day a month or a year later, on the last day where the month is shorter', () => {
    const month = (text: string) => periodEnd(at(text), 'month').toISOString();
    expect(month('2026-11-02T10:00:00')).toBe(at('2026-12-02T10:00:00').toISOString());
    expect(month('2027-01-31T00:30:00')).toBe(at('2027-02-28T00:30:00').toISOString());
    expect(month('2026-12-31T23:59:59')).toBe(at('2027-01-31T23:59:59').toISOString());
    expect(periodEnd(at('2028-02-29T08:00:00'), 'year').toISOString()).toBe(at('2029-02-28T08:00:00').toISOString());
  });

  it('is 28 to 31 days, or 365 or 366, wherever it begins', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (from) => {
          const days = (unit: 'month' | 'year') => (periodEnd(from, unit).getTime() - from.getTime()) / 86_400_000;
          expect([28, 29, 30, 31]).toContain(days('month'));
          expect([365, 366]).toContain(days('year'));
        },
      ),
    );
  });

  it('joins the one before it when renewed in time, and starts anew when late', () => {
    const terms = { kind: 'period', unit: 'month', amount_fen: '1', calls_per_month: null, trial: null } as const;
    const end = at('2026-12-02T10:00:00');
    expect(accessOf(terms, false, at('2026-11-25T09:00:00'), end).from).toEqual(end);
    const late = at('2026-12-05T09:00:00');
    expect(accessOf(terms, false, late, end)).toEqual({ from: late, to: at('2027-01-05T09:00:00') });
  });
});

describe('access', () => {
  it('ends the same second', () => {
    const end = at('2026-12-02T10:00:00').getTime();
    expect(accessFault(order(), new Date(end - 1))).toBeNull();
    expect(accessFault(order(), new Date(end))?.code).toBe('orders.access_over');
    expect(accessFault(order(), new Date(end))?.sentence('zh')).toContain('2026-12-02 10:00:00');
    expect(accessFault(order(), at('2026-11-02T09:59:59'))?.code).toBe('orders.access_not_begun');
    expect(accessFault(order({ state: 'refunded' }), at('2026-11-03T00:00:00'))?.code).toBe('orders.not_fulfilled');
    expect(accessFault(order({ billOfId: 'ord_1' }), at('2026-11-03T00:00:00'))?.code).toBe(
      'orders.bill_opens_nothing',
    );
    expect(accessState(order({ accessTo: null, accessFrom: null }), at('2040-01-01T00:00:00'))).toBe('open');
  });

  it('can be renewed in its last fourteen days', () => {
    expect(renewalOpen(order(), at('2026-11-18T09:59:59'))).toBe(false);
    expect(renewalOpen(order(), at('2026-11-18T10:00:00'))).toBe(true);
    expect(renewalOpen(order(), at('2026-12-02T10:00:00'))).toBe(false);
  });
});

describe('allowed revenue', () => {
  it('deducts what was earned above it in the next period', () => {
    const found = accounts([
      { allowedFen: 100n, earnedFen: 130n },
      { allowedFen: 100n, earnedFen: 50n },
      { allowedFen: 20n, earnedFen: 0n },
    ]);
    expect(
      found.map(({ carriedFen, availableFen, leftFen, overFen }) => [carriedFen, availableFen, leftFen, overFen]),
    ).toEqual([
      [0n, 100n, 0n, 30n],
      [30n, 70n, 20n, 0n],
      [0n, 20n, 20n, 0n],
    ]);
  });

  it('carries on what one period cannot take up, and loses no fen of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 1000n }), fc.bigInt({ min: -50n, max: 1500n })), { maxLength: 8 }),
        (periods) => {
          const found = accounts(periods.map(([allowedFen, earnedFen]) => ({ allowedFen, earnedFen })));
          for (const [at, one] of found.entries()) {
            expect(one.carriedFen).toBe(found[at - 1]?.overFen ?? 0n);
            expect(one.leftFen).toBeLessThanOrEqual(one.allowedFen);
            // Earning exactly what is left never goes above.
            const [next] = accounts([{ allowedFen: one.availableFen, earnedFen: one.availableFen }]);
            expect(next?.overFen).toBe(0n);
            if (one.overFen > 0n) expect(one.carriedFen + one.earnedFen - one.allowedFen).toBe(one.overFen);
          }
        },
      ),
    );
  });
});
