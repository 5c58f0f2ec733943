import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions } from '#api/kernel/lifecycle.ts';
import { dayFault, isBought, measureFits, summaryOf } from '#api/market/rules/voice.ts';
import { complaintLifecycle, listingLifecycle, quotationLifecycle } from '#api/market/rules/voice-lifecycle.ts';

describe('stars', () => {
  it('have a mean to one decimal, half upwards', () => {
    expect(summaryOf([])).toEqual({ count: 0, mean: null, spread: [0, 0, 0, 0, 0] });
    expect(summaryOf([5]).mean).toBe('5.0');
    expect(summaryOf([4, 4, 4, 5]).mean).toBe('4.3');
    expect(summaryOf([4, 5]).mean).toBe('4.5');
    expect(summaryOf([1, 1, 2]).mean).toBe('1.3');
    expect(summaryOf([1, 5, 5, 2]).spread).toEqual([1, 1, 0, 0, 2]);
  });

  it('add up, whatever is given', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 60 }), (stars) => {
        const { count, mean, spread } = summaryOf(stars);
        const exact = stars.reduce((sum, one) => sum + one, 0) / stars.length;
        expect(spread.reduce((sum, one) => sum + one, 0)).toBe(count);
        expect(Math.abs(Number(mean) - exact)).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

describe('who bought', () => {
  const order = { state: 'fulfilled', trial: false, amountFen: 100n, plan: 'one_off' };
  it('paid, was delivered to and kept it', () => {
    expect(isBought(order)).toBe(true);
    expect(isBought({ ...order, amountFen: 0n, plan: 'free' })).toBe(true);
    expect(isBought({ ...order, trial: true })).toBe(false);
    for (const state of ['awaiting_payment', 'paid', 'refunded', 'cancelled', 'expired'])
      expect(isBought({ ...order, state })).toBe(false);
    // What is billed by use has cost nothing yet; its bill has.
    expect(isBought({ ...order, amountFen: 0n, plan: 'metered' })).toBe(false);
  });
});

describe('days', () => {
  it('lie between today and the longest', () => {
    expect(dayFault('2026-11-02', '2026-11-02', 10)).toBeNull();
    expect(dayFault('2026-11-12', '2026-11-02', 10)).toBeNull();
    const fault = { from: '2026-11-02', to: '2026-11-12' };
    expect(dayFault('2026-11-13', '2026-11-02', 10)).toEqual(fault);
    expect(dayFault('2026-11-01', '2026-11-02', 10)).toEqual(fault);
    expect(dayFault('2026-02-30', '2026-02-02', 200)).not.toBeNull();
  });
});

describe('what is over', () => {
  it('has no way on, and a measure never follows an unfounded complaint', () => {
    for (const state of ['accepted', 'declined', 'rejected', 'withdrawn', 'lapsed'] as const)
      expect(actions(quotationLifecycle, state)).toEqual([]);
    expect(actions(complaintLifecycle, 'withdrawn')).toEqual([]);
    expect(actions(listingLifecycle, 'ended')).toEqual([]);
    expect(measureFits('unfounded', 'delist')).toBe(false);
    expect(measureFits('unfounded', 'none')).toBe(true);
    expect(measureFits('settled', 'refund')).toBe(true);
  });
});
