import { describe, expect, it } from 'vitest';
import { builtInCalendar as calendar } from '#api/kernel/working-days.ts';
import { addMonths, punctuality } from '#api/score/rules/punctuality.ts';

const monthly = { cycle: 'monthly', since: '2026-01-12' } as const;

describe('updates in time', () => {
  it('asks nothing of irregular data, and nothing before the first due day', () => {
    expect(punctuality({ cycle: 'irregular', since: '2025-01-06' }, ['2025-01-06'], '2026-11-02', calendar)).toBeNull();
    expect(punctuality(monthly, ['2026-01-12'], '2026-02-11', calendar)).toEqual({ met: 0, of: 0, current: null });
  });

  it('waits for the days of grace before it calls anything late', () => {
    // Due on Thursday 12 February 2026; five working days later the Spring Festival lies between.
    expect(punctuality(monthly, ['2026-01-12'], '2026-02-13', calendar)).toEqual({ met: 0, of: 0, current: null });
    expect(punctuality(monthly, ['2026-01-12'], '2026-02-26', calendar)).toEqual({ met: 0, of: 0, current: null });
    expect(punctuality(monthly, ['2026-01-12'], '2026-02-27', calendar)).toEqual({ met: 0, of: 1, current: false });
  });

  it('counts an update for one due day, early, on the day or within its grace', () => {
    const updates = ['2026-01-12', '2026-02-10', '2026-03-12', '2026-04-16', '2026-05-11'];
    expect(punctuality(monthly, updates, '2026-05-20', calendar)).toEqual({ met: 4, of: 4, current: true });
  });

  it('counts a late update as late once, and the data as there again', () => {
    const updates = ['2026-01-12', '2026-02-10', '2026-04-02', '2026-04-10'];
    expect(punctuality(monthly, updates, '2026-04-20', calendar)).toEqual({ met: 2, of: 3, current: true });
  });

  it('is not taken in by many versions on one day', () => {
    const updates = ['2026-01-12', '2026-01-13', '2026-01-14', '2026-01-15', '2026-01-15'];
    expect(punctuality(monthly, updates, '2026-06-23', calendar)).toEqual({ met: 1, of: 5, current: false });
  });

  it('counts the last twelve of a longer past', () => {
    const every = Array.from({ length: 22 }, (_, n) => addMonths('2025-01-13', n));
    const since = '2025-01-13';
    expect(punctuality({ cycle: 'monthly', since }, every, '2026-11-10', calendar)).toMatchObject({ met: 12, of: 12 });
    const broken = every.filter((_, n) => n < 10 || n > 12);
    expect(punctuality({ cycle: 'monthly', since }, broken, '2026-11-10', calendar)).toMatchObject({ met: 9, of: 12 });
  });

  it('holds daily data to working days only', () => {
    // National Day 2026 is off from 1 to 7 October; the 8th is worked.
    const promise = { cycle: 'daily', since: '2026-09-28' } as const;
    const updates = ['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08'];
    expect(punctuality(promise, updates, '2026-10-09', calendar)).toEqual({ met: 3, of: 3, current: true });
    expect(punctuality(promise, updates, '2026-10-14', calendar)?.current).toBe(false);
  });

  it('judges no day of a year whose holidays nobody loaded', () => {
    const late = { cycle: 'yearly', since: '2026-12-20' } as const;
    expect(punctuality(late, ['2026-12-20'], '2028-03-01', calendar)).toEqual({ met: 0, of: 0, current: null });
    // What was last touched long before the first loaded year is overdue all the same.
    expect(punctuality({ cycle: 'monthly', since: '2019-05-01' }, ['2019-05-01'], '2026-11-02', calendar)).toEqual({
      met: 0,
      of: 12,
      current: false,
    });
  });

  it('moves a month to its last day where it is too short', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', 2)).toBe('2026-03-31');
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28');
  });
});
