/** Periods: `2026-08`, `2026-Q3`, `2026-H1`, `2026`. Pure. */
import { addDays, type Day, monthFrom } from '#api/kernel/time.ts';
import type { PeriodKind } from './codes.ts';

export interface Span {
  readonly from: Day;
  readonly to: Day;
}

const shapes: Readonly<Record<PeriodKind, RegExp>> = {
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  half_year: /^\d{4}-H[12]$/,
  year: /^\d{4}$/,
};
const months: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** First and last day of a period, or null where the text names none of that kind. */
export function spanOf(kind: PeriodKind, period: string): Span | null {
  if (!shapes[kind].test(period)) return null;
  const part = kind === 'month' ? Number(period.slice(5)) : kind === 'year' ? 1 : Number(period.slice(6));
  const first = monthFrom(`${period.slice(0, 4)}-01`, (part - 1) * months[kind]);
  return { from: `${first}-01`, to: addDays(`${monthFrom(first, months[kind])}-01`, -1) };
}

/** The period a day lies in. */
export function periodAt(kind: PeriodKind, day: Day): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (kind === 'year') return year;
  if (kind === 'month') return day.slice(0, 7);
  const part = Math.ceil(month / months[kind]);
  return kind === 'quarter' ? `${year}-Q${part}` : `${year}-H${part}`;
}

/** The last ones up to the one a day lies in, newest first. */
export function periodsUpTo(kind: PeriodKind, day: Day, count: number): string[] {
  const found: string[] = [];
  for (let at = day; found.length < count; ) {
    const period = periodAt(kind, at);
    found.push(period);
    at = addDays(spanOf(kind, period)?.from ?? at, -1);
  }
  return found;
}
