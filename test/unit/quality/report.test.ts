import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidays2025, holidays2026 } from '#api/kernel/holiday-tables.ts';
import { workingCalendar } from '#api/kernel/working-days.ts';
import { addMonths, dueAfter, measure, percent, timeliness, together } from '#api/quality/rules/report.ts';
import { columnRule, readRules, ruleText, tidyRules } from '#api/quality/rules/rule.ts';
import type { CheckedRule } from '#api/quality/rules/shapes.ts';

const calendar = workingCalendar([holidays2025, holidays2026]);
const checked = (
  rule: CheckedRule['rule'],
  dimension: CheckedRule['dimension'],
  done: number,
  failing: number,
): CheckedRule => ({
  column: 'x',
  rule,
  dimension,
  outcome: failing === 0 ? 'kept' : 'failed',
  skipped: null,
  checked: done,
  failing,
  samples: [],
});
const required = checked({ rule: 'not_null', blocking: false }, 'completeness', 10, 2);
const range = checked({ rule: 'range', min: 1, max: null, blocking: false }, 'accuracy', 8, 3);

describe('measures', () => {
  it('count required columns alone where there are any, all of them else', () => {
    const columns = [
      { name: 'x', filled: 8 },
      { name: 'y', filled: 1 },
    ];
    expect(measure({ rows: 10, columns, rules: [required], types: null }).completeness).toEqual({ num: 8, den: 10 });
    expect(measure({ rows: 10, columns, rules: [], types: null }).completeness).toEqual({ num: 9, den: 20 });
  });

  it('give no score where nothing was asked, and leave out what could not be checked', () => {
    const skipped: CheckedRule = { ...range, outcome: 'skipped', skipped: 'column_missing', checked: 0, failing: 0 };
    const found = measure({ rows: 0, columns: [], rules: [skipped], types: null });
    expect(found).toEqual({
      completeness: null,
      accuracy: null,
      timeliness: null,
      uniqueness: null,
      consistency: null,
    });
  });

  it('count rules and columns for consistency, not cells', () => {
    const reference = checked(
      { rule: 'reference', dataset: '1/1', table: '', column: 'a', blocking: false },
      'consistency',
      1_000_000,
      1,
    );
    expect(measure({ rows: 1, columns: [], rules: [reference], types: { same: 3, of: 3 } }).consistency).toEqual({
      num: 3,
      den: 4,
    });
  });

  it('add up over tables and never average', () => {
    const one = measure({ rows: 10, columns: [], rules: [required, range], types: null });
    const other = measure({ rows: 1000, columns: [], rules: [{ ...range, checked: 1000, failing: 0 }], types: null });
    expect(together([one, other]).accuracy).toEqual({ num: 1005, den: 1008 });
    expect(together([]).accuracy).toBeNull();
  });

  it('are whole only when nothing is wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(), (den, less) => {
        const num = Math.max(0, den - (less % (den + 1)));
        const said = percent({ num, den });
        expect(said >= 0 && said <= 100).toBe(true);
        expect(said === 100).toBe(num === den);
      }),
    );
  });
});

describe('timeliness', () => {
  it('is due on a working day within the declared cycle', () => {
    expect(dueAfter('2026-11-02', 'daily', calendar)).toBe('2026-11-03');
    expect(dueAfter('2026-11-06', 'daily', calendar)).toBe('2026-11-09');
    expect(dueAfter('2026-11-02', 'weekly', calendar)).toBe('2026-11-09');
    // 31 January has no 31 February; 28 February 2026 is a day worked in exchange for the spring festival.
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-28');
    // 1 October is a holiday: the next working day counts.
    expect(dueAfter('2026-09-01', 'monthly', calendar)).toBe('2026-10-08');
    expect(dueAfter('2026-11-02', 'irregular', calendar)).toBeNull();
    expect(dueAfter('2026-11-02', null, calendar)).toBeNull();
  });

  it('counts updates that came in time, and the wait that goes on as in time until its day is over', () => {
    const days = ['2026-07-01', '2026-07-31', '2026-10-15'];
    expect(timeliness(days, 'monthly', '2026-11-16', calendar)).toEqual({
      measure: { num: 2, den: 3 },
      dueOn: '2026-11-16',
      overdue: false,
    });
    expect(timeliness(days, 'monthly', '2026-11-17', calendar)).toEqual({
      measure: { num: 1, den: 3 },
      dueOn: '2026-11-16',
      overdue: true,
    });
    expect(timeliness(days, 'monthly', null, calendar)).toEqual({
      measure: { num: 1, den: 2 },
      dueOn: null,
      overdue: false,
    });
    expect(timeliness([], 'monthly', '2026-11-17', calendar).measure).toBeNull();
    expect(timeliness(days, 'irregular', '2026-11-17', calendar)).toEqual({
      measure: null,
      dueOn: null,
      overdue: false,
    });
  });
});

describe('rules', () => {
  it('are one of a kind a column, and ask for something', () => {
    expect(
      tidyRules([
        { rule: 'range', min: null, max: null, blocking: true },
        { rule: 'not_null', blocking: false },
        { rule: 'not_null', blocking: true },
      ]),
    ).toEqual([{ rule: 'not_null', blocking: true }]);
  });

  it('are read from old records without what has no shape any more', () => {
    expect(readRules(columnRule, [{ rule: 'not_null' }, { rule: 'gone' }, null])).toEqual([
      { rule: 'not_null', blocking: false },
    ]);
    expect(readRules(columnRule, 'nothing')).toEqual([]);
  });

  it('are said in one line', () => {
    expect(ruleText('车道数', { rule: 'range', min: 1, max: null, blocking: true }, 'zh')).toBe(
      '车道数: 取值范围 1 … +∞',
    );
    expect(ruleText(null, { rule: 'row_count', least: 80, most: null, blocking: true }, 'en')).toBe(
      'Change of the number of rows 80% … ',
    );
  });
});
