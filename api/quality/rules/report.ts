/** The arithmetic of a quality report (Article 11): what was looked at and what of it was right. Pure. */
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';
import { type Dimension, dimensions } from './codes.ts';
import type { CheckedRule, Measure, Measures, TableReport } from './shapes.ts';

export interface Counted {
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly filled: number }[];
  readonly rules: readonly CheckedRule[];
  /** Columns that were in the published version before, and those of them whose type is the same; null for a first version. */
  readonly types: { readonly same: number; readonly of: number } | null;
}

/**
 * completeness: filled cells of required columns, of all columns where none is required. accuracy: cells within range, pattern
 * and code list. uniqueness: rows that repeat no other. consistency: rules between tables and versions that hold, and columns
 * that kept their type; each counts once, so that a long column does not outweigh a broken one.
 */
export function measure({ rows, columns, rules, types }: Counted): Measures {
  const asked = (dimension: Dimension) =>
    rules.filter((one) => one.dimension === dimension && one.outcome !== 'skipped');
  const cells = (list: readonly CheckedRule[]): Measure =>
    share(sum(list.map((one) => one.checked - one.failing)), sum(list.map((one) => one.checked)));
  const required = asked('completeness');
  const crossed = asked('consistency');
  return {
    completeness:
      required.length > 0 ? cells(required) : share(sum(columns.map((one) => one.filled)), rows * columns.length),
    accuracy: cells(asked('accuracy')),
    timeliness: null,
    uniqueness: cells(asked('uniqueness')),
    consistency: share(
      crossed.filter((one) => one.outcome === 'kept').length + (types?.same ?? 0),
      crossed.length + (types?.of ?? 0),
    ),
  };
}

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
/** Nothing looked at is no score. */
const share = (num: number, den: number): Measure => (den === 0 ? null : { num, den });

/** Of all tables together: numerators and denominators are added, never percentages averaged. */
export function together(list: readonly Measures[]): Measures {
  const entries = dimensions.codes.map((dimension): [Dimension, Measure] => {
    const found = list.flatMap((one) => one[dimension] ?? []);
    return [dimension, share(sum(found.map((one) => one.num)), sum(found.map((one) => one.den)))];
  });
  return Object.fromEntries(entries) as Measures;
}

/** One place after the point, rounded down: 100 % is said only where nothing is wrong. */
export function percent({ num, den }: NonNullable<Measure>): number {
  return den === 0 ? 0 : Math.floor((1000 * num) / den) / 10;
}

export const failedRules = (report: Pick<TableReport, 'rules'>): CheckedRule[] =>
  report.rules.filter((one) => one.outcome === 'failed');

const months: Partial<Record<UpdateCycle, number>> = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 };

/** The last working day on which the next version is still in time; null where no cycle is declared. */
export function dueAfter(day: Day, cycle: UpdateCycle | null, calendar: WorkingCalendar): Day | null {
  if (cycle === 'realtime' || cycle === 'daily') return calendar.addWorkingDays(day, 1);
  if (cycle === 'weekly') return calendar.addWorkingDays(addDays(day, 7), 0);
  const ahead = cycle === null ? undefined : months[cycle];
  return ahead === undefined ? null : calendar.addWorkingDays(addMonths(day, ahead), 0);
}

/** The same day of a later month, or that month's last. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0));
  const at = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())));
  return at.toISOString().slice(0, 10);
}

export interface Timeliness {
  readonly measure: Measure;
  /** When the next version is due; null where it cannot be said. */
  readonly dueOn: Day | null;
  readonly overdue: boolean;
}

/**
 * How many updates came within the declared cycle, by working days. The wait that is still going on counts as in time until its
 * day is over.
 * @param published days of publication, ascending.
 * @param today for the newest version; null for an older one, whose wait is over.
 */
export function timeliness(
  published: readonly Day[],
  cycle: UpdateCycle | null,
  today: Day | null,
  calendar: WorkingCalendar,
): Timeliness {
  const ends = today === null ? published.slice(1) : [...published.slice(1), today];
  const dues = published.slice(0, ends.length).map((day) => dueAfter(day, cycle, calendar));
  const waits = dues.flatMap((due, at) => (due === null ? [] : [(ends[at] ?? '') <= due]));
  const dueOn = today === null ? null : (dues.at(-1) ?? null);
  return {
    measure: share(waits.filter((one) => one).length, waits.length),
    dueOn,
    overdue: dueOn !== null && today !== null && today > dueOn,
  };
}
