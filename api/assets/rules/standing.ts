/** How a card stands on a day: what is valid, what has to be looked at, what has run out. */
import { addDays, type Day, monthFrom } from '#api/kernel/time.ts';
import type { AssetStanding, AssetState } from './codes.ts';

/** The same day of the month so many months on; the last of the month where it has none. */
export function addMonths(day: Day, months: number): Day {
  const month = monthFrom(day.slice(0, 7), months);
  const last = addDays(`${monthFrom(month, 1)}-01`, -1);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted > last ? last : wanted;
}

/** Last day of a term of so many years that begins on a day. */
export const endOfTerm = (from: Day, years: number): Day => addDays(addMonths(from, years * 12), -1);

export interface StandingFacts {
  readonly state: AssetState;
  readonly validTo: Day | null;
  readonly maintainBy: Day | null;
  readonly renewFrom: Day | null;
}

export function standingOf({ state, validTo, maintainBy, renewFrom }: StandingFacts, today: Day): AssetStanding {
  if (state !== 'registered') return state;
  if (validTo !== null && today > validTo) return 'expired';
  if (renewFrom !== null && today >= renewFrom) return 'renewal_due';
  return maintainBy !== null && today > maintainBy ? 'maintenance_due' : 'registered';
}
