/** How long a renewal runs when nothing else is said: as long again as the term before it. */
import { addDays, type Day } from '#api/kernel/time.ts';

/** Stands as the reason of a renewal that was offered by one click. */
export const renewalReason = '期限将届满，按原条款续期';

const later = (day: Day, years: number): Day => {
  const year = Number(day.slice(0, 4)) + years;
  const rest = day.slice(4);
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return rest === '-02-29' && !leap ? `${year}-02-28` : `${String(year).padStart(4, '0')}${rest}`;
};

/** The last day of the term that follows; whole years stay whole years. */
export function continuedTo(term: { readonly from: Day; readonly to: Day }): Day {
  const after = addDays(term.to, 1);
  const years = Number(after.slice(0, 4)) - Number(term.from.slice(0, 4));
  if (years > 0 && later(term.from, years) === after) return addDays(later(after, years), -1);
  const days = Math.round((Date.parse(term.to) - Date.parse(term.from)) / 86_400_000) + 1;
  return addDays(term.to, days);
}

/** True when the whole run from the first day is longer than so many years (authorised operation: OPS27). */
export function longerThan(years: number, from: Day, to: Day): boolean {
  return to >= later(from, years);
}
