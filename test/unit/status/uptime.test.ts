import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missedByDay, overall, silenceBefore, uptimePpm } from '#api/status/rules/uptime.ts';

const at = (text: string) => new Date(`${text}+08:00`);

describe('silence', () => {
  it('is what exceeds five minutes; the first check ever follows none', () => {
    expect(silenceBefore(null, at('2026-11-02T12:00:00'))).toBeNull();
    expect(silenceBefore(at('2026-11-02T12:00:00'), at('2026-11-02T12:05:00'))).toBeNull();
    expect(silenceBefore(at('2026-11-02T12:00:00'), at('2026-11-02T12:05:01'))).not.toBeNull();
  });

  it('is parted at midnight in Shanghai', () => {
    const missed = missedByDay({ since: at('2026-11-01T23:50:00'), until: at('2026-11-02T00:20:30') });
    expect([...missed]).toEqual([
      ['2026-11-01', 10],
      ['2026-11-02', 20],
    ]);
  });

  it('counts every whole minute of at most ninety days, and never more than a day has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 200_000 }), fc.integer({ min: 0, max: 1439 }), (minutes, into) => {
        const until = new Date(at('2026-11-02T00:00:00').getTime() + into * 60_000);
        const since = new Date(until.getTime() - minutes * 60_000);
        const missed = [...missedByDay({ since, until }).values()];
        expect(missed.reduce((sum, one) => sum + one, 0)).toBe(Math.min(minutes, 90 * 1440));
        expect(Math.max(...missed)).toBeLessThanOrEqual(1440);
      }),
      { numRuns: 50 },
    );
  });
});

it('uptime is rounded down, and unknown without checks', () => {
  expect(uptimePpm([])).toBeNull();
  expect(uptimePpm([{ checks: 3, failed: 1 }])).toBe(666_666);
  expect(uptimePpm([{ checks: 10_000_000, failed: 1 }])).toBe(999_999);
});

describe('the whole', () => {
  const now = at('2026-11-02T12:00:00');
  const maintenance = { kind: 'maintenance', startsAt: at('2026-11-02T11:00:00'), closedAt: null };
  it('is as its worst part, and as the operator says', () => {
    expect(overall(['working', 'working'], [], now)).toBe('working');
    expect(overall(['working', 'failing'], [maintenance], now)).toBe('disturbed');
    expect(overall(['working'], [maintenance], now)).toBe('maintenance');
    expect(overall(['working'], [{ ...maintenance, startsAt: at('2026-11-02T13:00:00') }], now)).toBe('working');
    expect(overall(['working'], [{ ...maintenance, closedAt: now }], now)).toBe('working');
    expect(overall(['working'], [{ ...maintenance, kind: 'disturbance' }], now)).toBe('disturbed');
    expect(overall(['unknown', 'working'], [], now)).toBe('unknown');
  });
});
