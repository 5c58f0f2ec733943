/**
 * Time in the law's sense: instants are stored in UTC, days are counted in Asia/Shanghai
 * (a fixed +08:00 since 1991, no daylight saving).
 */

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string & { readonly __day?: never };

export interface Clock {
  now(): Date;
  /** This machine's own clock, which may be set back: what ends on a day asks the database instead. */
  readonly machine?: true;
}

const shanghaiOffsetMs = 8 * 3600 * 1000;

/** The calendar day on which an instant falls in Asia/Shanghai. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** Midnight at the start of a day in Asia/Shanghai, as an instant. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/** True when the text is a real calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The month so many after (or, negative, before) a month `YYYY-MM`. */
export function monthFrom(period: string, months: number): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}

export const startOfMonth = (period: string): Date => startOfDay(`${period}-01`);

/** The accounting period (`YYYY-MM`, Asia/Shanghai) an instant belongs to. */
export function periodOf(instant: Date): string {
  return dayOf(instant).slice(0, 7);
}
