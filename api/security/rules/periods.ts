/** Quarters and periods of the security desk. Every number is a parameter of the region; these are the defaults. */
import { addDays, type Day } from '#api/kernel/time.ts';

/** `2026-Q4`. */
export const quarterOf = (day: Day): string => `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`;
export const firstDayOf = (quarter: string): Day =>
  `${quarter.slice(0, 4)}-${String((Number(quarter.slice(6)) - 1) * 3 + 1).padStart(2, '0')}-01`;

export const reviewDaysKey = 'security.review_working_days';
export const reviewDays = 20;
export const dormantDaysKey = 'security.dormant_days';
export const dormantDays = 90;
/** Cybersecurity Law, Article 21: six months at least. A region may ask for more, never for less. */
export const logFloorDays = 184;
export const logDaysKey = 'security.log_days';
/** Personal Information Protection Law, Article 56. */
export const keepYears = 3;
export const returnWorkingDays = 10;

export const isDormant = (lastUsed: Date | null, since: Date | null, now: Date, days: number): boolean => {
  const from = lastUsed ?? since;
  return from === null || now.getTime() - from.getTime() > days * 86_400_000;
};

export const yearsLater = (day: Day, years: number): Day => {
  const later = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  return later.endsWith('02-29') ? addDays(`${later.slice(0, 4)}-02-28`, 1) : later;
};
