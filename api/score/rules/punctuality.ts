/**
 * Whether data came when the catalogue said they would. A cycle is a grid of days: the first is where the promise begins, each
 * next one a cycle later, moved to a working day where it falls on none (Civil Code, article 203), with some working days of
 * grace. An update serves the first day of the grid it is in time for, and that one only.
 */
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';

/** How many of the last due updates are counted. */
export const counted = 12;

type Step = { readonly every: 'working_day' | { readonly days: number } | { readonly months: number }; grace: number };

/** Grace in working days. What is promised in real time is held to a working day: files tell no hours. */
const steps: Readonly<Record<UpdateCycle, Step | null>> = {
  realtime: { every: 'working_day', grace: 1 },
  daily: { every: 'working_day', grace: 1 },
  weekly: { every: { days: 7 }, grace: 2 },
  monthly: { every: { months: 1 }, grace: 5 },
  quarterly: { every: { months: 3 }, grace: 10 },
  half_yearly: { every: { months: 6 }, grace: 10 },
  yearly: { every: { months: 12 }, grace: 10 },
  irregular: null,
};

export interface Punctuality {
  /** Due updates that came in time, of the last ones that were due. */
  readonly met: number;
  readonly of: number;
  /** Whether the newest due update is there, late or not; null while nothing was due yet. */
  readonly current: boolean | null;
}

export interface Promise {
  readonly cycle: UpdateCycle;
  /** The day since which this cycle is promised: the first update, or the day the cycle was published. */
  readonly since: Day;
}

/** Null where no cycle is promised. @param updates days on which something came, in any order. */
export function punctuality(
  { cycle, since }: Promise,
  updates: readonly Day[],
  today: Day,
  calendar: WorkingCalendar,
): Punctuality | null {
  const step = steps[cycle];
  if (step === null) return null;
  const days = [...new Set(updates)].sort();
  const newest = days.at(-1) ?? null;
  const decided: boolean[] = [];
  let current: boolean | null = null;
  let used = '';
  for (const { from, on, until } of grid(step, since, today, calendar)) {
    const update = days.find((day) => day > from && day > used && day <= until);
    if (update !== undefined) used = update;
    if (until < today) current = newest !== null && newest > from;
    if (until < today || (update !== undefined && on <= today)) decided.push(update !== undefined);
  }
  const last = decided.slice(-counted);
  return { met: last.filter(Boolean).length, of: last.length, current };
}

/**
 * The updates due within a span of days, each with the day until which it is in time and whether it was; null while that is open.
 * Matching begins a little before the span, so that an update is not counted for two.
 */
export function duesWithin(
  { cycle, since }: Promise,
  updates: readonly Day[],
  { from, to }: { readonly from: Day; readonly to: Day },
  today: Day,
  calendar: WorkingCalendar,
): { readonly on: Day; readonly until: Day; readonly met: boolean | null }[] {
  const step = steps[cycle];
  if (step === null) return [];
  const days = [...new Set(updates)].sort();
  const found: { on: Day; until: Day; met: boolean | null }[] = [];
  let used = '';
  const last = to < today ? to : today;
  for (const due of grid(step, since, last, calendar, from)) {
    const update = days.find((day) => day > due.from && day > used && day <= due.until && day <= today);
    if (update !== undefined) used = update;
    if (due.on < from) continue;
    found.push({ on: due.on, until: due.until, met: update !== undefined ? true : due.until < today ? false : null });
  }
  return found;
}

interface Due {
  /** The due day before. */
  readonly from: Day;
  readonly on: Day;
  readonly until: Day;
}

/**
 * Due days up to today, the last dozen (or those from a day on) and a few before them, whose updates must not be counted for
 * those.
 */
function grid({ every, grace }: Step, since: Day, today: Day, calendar: WorkingCalendar, wanted?: Day): Due[] {
  const span = wanted === undefined || wanted > today ? 0 : apart(wanted, today);
  // Days of years whose holidays nobody loaded are not judged, and nothing is guessed about them.
  const earliest = `${calendar.firstYear}-01-01`;
  const begin = since < earliest ? earliest : since;
  const start = every === 'working_day' && begin < addDays(today, -40 - span) ? addDays(today, -40 - span) : begin;
  const first =
    every === 'working_day' ? 1 : Math.max(1, Math.floor((apart(start, today) - span) / lengthOf(every)) - counted - 2);
  const at = (n: number, before: Day): Day => {
    if (every === 'working_day') return n === 0 ? start : calendar.addWorkingDays(before, 1);
    const plain = 'days' in every ? addDays(start, n * every.days) : addMonths(start, n * every.months);
    return n === 0 ? plain : calendar.addWorkingDays(plain, 0);
  };
  const dues: Due[] = [];
  try {
    for (let n = first, from = at(first - 1, start); ; n++) {
      const on = at(n, from);
      if (on > today) return dues;
      dues.push({ from, on, until: calendar.addWorkingDays(on, grace) });
      from = on;
    }
  } catch (error) {
    if (isRefusal(error) && error.code === 'calendar.year_missing') return dues;
    throw error;
  }
}

const lengthOf = (every: { days: number } | { months: number }): number =>
  'days' in every ? every.days : every.months * 31;

const apart = (from: Day, to: Day): number =>
  Math.round((new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / 86_400_000);

/** The same day some months later, or the last of a month that is too short. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}
