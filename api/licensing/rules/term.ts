/** The term of a licence: after today, forward, at most five years (the 2025 rules on authorised operation of public data). */
import type { Refusal } from '#api/kernel/refusal.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { fault, refuse } from './refusals.ts';

export const longestTermYears = 5;

/** The last day of a term of `years` that starts on `from`: the day before the anniversary; 29 February counts as the 28th. */
export function lastDayOfTerm(from: Day, years = longestTermYears): Day {
  const anniversary = `${Number(from.slice(0, 4)) + years}${from.slice(4)}`;
  const real = from.endsWith('-02-29') && !isLeap(Number(from.slice(0, 4)) + years);
  return addDays(real ? `${anniversary.slice(0, 8)}28` : anniversary, -1);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The refusal a term meets, or null. Days must be real calendar days. */
export function termFault(from: Day, to: Day, today: Day, years = longestTermYears): Refusal | null {
  if (to <= from) return refuse('licensing.term_order', {}, [fault('term_to', 'order')]);
  if (from < today) return refuse('licensing.term_past', { from }, [fault('term_from', 'past')]);
  const last = lastDayOfTerm(from, years);
  if (to > last) return refuse('licensing.term_too_long', { years, last }, [fault('term_to', 'long')]);
  return null;
}
