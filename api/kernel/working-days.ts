/**
 * Working days (工作日). Weekends may be worked and weekdays off by the State Council's yearly notice, so days
 * are looked up in a table a year; a day of a year without a table is refused, never guessed.
 * Counting follows the Civil Code, articles 201-203: the day of receipt is not counted, and a term that would
 * end on a day off ends on the next working day.
 */
import { holidays2025, holidays2026 } from '#api/kernel/holiday-tables.ts';
import { defineRefusals, type FieldFault } from '#api/kernel/refusal.ts';
import { addDays, type Day, isDay } from '#api/kernel/time.ts';

/** One year's notice: weekdays (or weekend days) off, and the weekend days worked in exchange. */
export interface YearTable {
  readonly year: number;
  readonly off: readonly Day[];
  readonly working: readonly Day[];
  /** The notice the table was taken from, as shown to users. */
  readonly source: string;
}

export interface WorkingCalendar {
  readonly tables: readonly YearTable[];
  readonly firstYear: number;
  readonly lastYear: number;
  isWorkingDay(day: Day): boolean;
  /** The last day of a term of `n` working days that starts on `day` (not counted); `n` 0 is `day` or the next working day. */
  addWorkingDays(day: Day, n: number): Day;
  /** Working days after `from` up to and including `to`; negative when `to` is the earlier one. */
  workingDaysBetween(from: Day, to: Day): number;
  /** A new calendar with this year added or, as after an amended notice, replaced. */
  withYear(table: YearTable): WorkingCalendar;
}

export const refuse = defineRefusals({
  'calendar.year_missing': {
    status: 503,
    zh: '{{year}} 年的节假日安排尚未载入，无法计算工作日；请先由政务信息管理部门载入该年度安排。',
    en: 'The holiday table of {{year}} is not loaded, so working days cannot be counted; the information department has to load it first.',
  },
  'calendar.table_invalid': {
    status: 422,
    zh: '{{year}} 年的节假日安排有 {{count}} 处错误，未载入。',
    en: 'The holiday table of {{year}} has {{count}} fault(s) and was not loaded.',
  },
});

function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** What is wrong with a year table, each fault at its path (`off.3`); empty when it may be loaded. */
export function yearTableFaults(table: YearTable): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (path: string, zh: string, en: string) => faults.push({ path, zh, en });
  if (!Number.isInteger(table.year) || table.year < 1949 || table.year > 9999)
    fault('year', '年份应为四位整数。', 'The year must be a whole number of four digits.');
  if (table.source.trim() === '') fault('source', '请注明来源通知。', 'Name the notice the table comes from.');
  if (table.off.length === 0) fault('off', '没有任何放假日期。', 'There is no day off.');
  const seen = new Set<Day>();
  for (const list of ['off', 'working'] as const) {
    table[list].forEach((day, i) => {
      const path = `${list}.${i}`;
      if (!isDay(day)) fault(path, `“${day}”不是有效日期。`, `"${day}" is not a day.`);
      else if (Number(day.slice(0, 4)) !== table.year)
        fault(path, `${day} 不在 ${table.year} 年内。`, `${day} is not in ${table.year}.`);
      else if (seen.has(day)) fault(path, `${day} 出现了两次。`, `${day} stands twice.`);
      else if (list === 'working' && !isWeekend(day))
        fault(
          path,
          `${day} 不是周末，无须列为调休上班。`,
          `${day} is no weekend day, so it cannot be worked in exchange.`,
        );
      seen.add(day);
    });
  }
  return faults;
}

/** A calendar of the given years. Refuses `calendar.table_invalid` with the faults of the first bad table. */
export function workingCalendar(tables: readonly YearTable[]): WorkingCalendar {
  const years = new Map<number, { off: ReadonlySet<Day>; working: ReadonlySet<Day> }>();
  for (const table of tables) {
    const faults = yearTableFaults(table);
    if (faults.length > 0) throw refuse('calendar.table_invalid', { year: table.year, count: faults.length }, faults);
    years.set(table.year, { off: new Set(table.off), working: new Set(table.working) });
  }
  const numbers = [...years.keys()].sort((a, b) => a - b);
  const [firstYear, lastYear] = [numbers[0], numbers.at(-1)];
  if (firstYear === undefined || lastYear === undefined) throw new RangeError('a calendar needs at least one year');
  const ordered = numbers.flatMap((year) => tables.findLast((table) => table.year === year) ?? []);

  const isWorkingDay = (day: Day): boolean => {
    if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
    const year = years.get(Number(day.slice(0, 4)));
    if (year === undefined) throw refuse('calendar.year_missing', { year: day.slice(0, 4) });
    return year.working.has(day) || (!year.off.has(day) && !isWeekend(day));
  };
  const addWorkingDays = (day: Day, n: number): Day => {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`);
    let at = day;
    if (n === 0) while (!isWorkingDay(at)) at = addDays(at, 1);
    else isWorkingDay(at); // a term may not start in a year that is not loaded
    for (let left = n; left > 0; ) {
      at = addDays(at, 1);
      if (isWorkingDay(at)) left -= 1;
    }
    return at;
  };
  const workingDaysBetween = (from: Day, to: Day): number => {
    if (to < from) return 0 - workingDaysBetween(to, from); // never -0
    let count = 0;
    isWorkingDay(from);
    for (let at = from; at < to; ) {
      at = addDays(at, 1);
      if (isWorkingDay(at)) count += 1;
    }
    return count;
  };
  return {
    tables: ordered,
    firstYear,
    lastYear,
    isWorkingDay,
    addWorkingDays,
    workingDaysBetween,
    withYear: (table) => workingCalendar([...ordered.filter((one) => one.year !== table.year), table]),
  };
}

/** The years this release knows; later ones are loaded from the database. */
export const builtInCalendar: WorkingCalendar = workingCalendar([holidays2025, holidays2026]);
