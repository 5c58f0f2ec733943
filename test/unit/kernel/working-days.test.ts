import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidays2025, holidays2026 } from '#api/kernel/holiday-tables.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { builtInCalendar, workingCalendar, type YearTable, yearTableFaults } from '#api/kernel/working-days.ts';

const calendar = builtInCalendar;
const anyDay = fc.integer({ min: 0, max: 729 }).map((n) => addDays('2025-01-01', n));

function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

function workingDaysOf(year: number): number {
  let count = 0;
  for (let day: Day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1))
    if (calendar.isWorkingDay(day)) count += 1;
  return count;
}

describe('the built-in tables', () => {
  it.each([
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, days) => expect(workingDaysOf(year)).toBe(days));

  it.each([
    ['2026-02-14', true], // Saturday, worked
    ['2026-02-15', false],
    ['2026-02-23', false], // Monday, off
    ['2026-02-24', true],
    ['2026-05-09', true],
    ['2026-05-10', false],
    ['2025-01-26', true],
    ['2025-10-08', false],
    ['2025-10-11', true],
    ['2025-12-31', true],
  ])('%s working: %s', (day, working) => expect(calendar.isWorkingDay(day)).toBe(working));

  it('have no fault and name their notice', () => {
    expect([...yearTableFaults(holidays2025), ...yearTableFaults(holidays2026)]).toEqual([]);
    expect([calendar.firstYear, calendar.lastYear]).toEqual([2025, 2026]);
  });
});

describe('terms', () => {
  it.each([
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 10, '2026-03-05'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-09-18', 10, '2026-10-09'],
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-04-30', 1, '2026-05-06'],
    ['2025-12-31', 1, '2026-01-04'],
    ['2026-10-01', 0, '2026-10-08'],
    ['2026-03-05', 0, '2026-03-05'],
  ])('received %s, %i working days end on %s', (day, n, end) => expect(calendar.addWorkingDays(day, n)).toBe(end));

  it('end on a working day, and counting back gives the term', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, n) => {
        fc.pre(day <= '2026-09-01');
        const end = calendar.addWorkingDays(day, n);
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(calendar.workingDaysBetween(day, end)).toBe(n);
        expect(calendar.workingDaysBetween(end, day)).toBe(-n);
      }),
    );
  });

  it('add up', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
        const sum = calendar.workingDaysBetween(a, b) + calendar.workingDaysBetween(b, c);
        expect(sum).toBe(calendar.workingDaysBetween(a, c));
      }),
      { numRuns: 40 },
    );
  });

  it.each([-1, 0.5, Number.NaN])('of %d working days are a bug', (n) => {
    expect(() => calendar.addWorkingDays('2026-03-05', n)).toThrow(RangeError);
  });
  it('of a day that is none are a bug', () => expect(() => calendar.isWorkingDay('2026-02-30')).toThrow(RangeError));
});

describe('a year that is not loaded', () => {
  it.each<[string, () => unknown, string]>([
    ['term runs past the last year', () => calendar.addWorkingDays('2026-12-31', 1), '2027'],
    ['term starts before the first year', () => calendar.addWorkingDays('2024-12-31', 1), '2024'],
    ['a single day', () => calendar.isWorkingDay('2027-05-01'), '2027'],
    ['a difference', () => calendar.workingDaysBetween('2026-12-30', '2027-01-02'), '2027'],
    ['a gap', () => workingCalendar([holidays2025, table2027]).addWorkingDays('2025-12-31', 3), '2026'],
  ])('is refused by name: %s', (_, run, year) => {
    const refusal = refusalOf(run);
    expect([refusal.code, refusal.params.year, refusal.status]).toEqual(['calendar.year_missing', year, 503]);
    expect(refusal.sentence('zh')).toContain(`${year} 年`);
    expect(refusal.sentence('en')).toContain(year);
  });

  it('can be added without touching the calendar it came from', () => {
    const longer = calendar.withYear(table2027);
    expect(longer.addWorkingDays('2026-12-31', 1)).toBe('2027-01-04');
    expect([longer.firstYear, longer.lastYear, calendar.lastYear]).toEqual([2025, 2027, 2026]);
    expect(longer.tables.map((table) => table.year)).toEqual([2025, 2026, 2027]);
  });

  it('is replaced by an amended notice', () => {
    const amended = calendar.withYear({ ...holidays2026, off: [...holidays2026.off, '2026-09-03'] });
    expect([calendar.isWorkingDay('2026-09-03'), amended.isWorkingDay('2026-09-03')]).toEqual([true, false]);
    expect(amended.tables).toHaveLength(2);
  });
});

const table2027: YearTable = {
  year: 2027,
  off: ['2027-01-01', '2027-01-02', '2027-01-03'],
  working: ['2027-02-06'],
  source: 'made for this test',
};

describe('a faulty table', () => {
  it.each<[string, Partial<YearTable>, string]>([
    ['a day of another year', { off: ['2026-01-01'] }, 'off.0'],
    ['no day at all', { off: ['2027-02-29'] }, 'off.0'],
    ['off and worked at once', { off: ['2027-02-06'], working: ['2027-02-06'] }, 'working.0'],
    ['the same day twice', { off: ['2027-01-01', '2027-01-01'] }, 'off.1'],
    ['a weekday worked in exchange', { working: ['2027-02-05'] }, 'working.0'],
    ['no source', { source: ' ' }, 'source'],
    ['no day off', { off: [] }, 'off'],
    ['a broken year', { year: 20.5, off: ['2027-01-01'], working: [] }, 'year'],
  ])('is refused with the path: %s', (_, over, path) => {
    const bad = { ...table2027, ...over };
    expect(yearTableFaults(bad).map((fault) => fault.path)).toContain(path);
    const refusal = refusalOf(() => calendar.withYear(bad));
    expect(refusal.code).toBe('calendar.table_invalid');
    expect(refusal.fields.length).toBe(refusal.params.count);
  });
});
