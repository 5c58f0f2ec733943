/** When a source is read again, when wholly, and when so much is gone that a person has to look. */
import type { Schedule } from './codes.ts';

const hour = 3_600_000;
const spans: Readonly<Record<Exclude<Schedule, 'manual'>, number>> = {
  hourly: hour,
  daily: 24 * hour,
  weekly: 168 * hour,
};

/** After a failure a daily or weekly source is tried again sooner. */
const retryAfter = 2 * hour;

/** The instant of the next run, or null for a source run by hand. */
export function nextRun(schedule: Schedule, from: Date, went: 'well' | 'wrong' = 'well'): Date | null {
  if (schedule === 'manual') return null;
  const span = went === 'well' ? spans[schedule] : Math.min(spans[schedule], retryAfter);
  return new Date(from.getTime() + span);
}

/** What left a catalogue is seen only when all of it is read: a week at the latest. */
export function fullDue(lastFull: Date | null, now: Date): boolean {
  return lastFull === null || now.getTime() - lastFull.getTime() >= 7 * 24 * hour - hour;
}

/** A run that gave no sign of life for so long is taken over. */
export const silentAfterMs = 10 * 60_000;

/** A portal that lost its database answers politely with nothing: more than half at once is no ordinary removal. */
export function looksWrong(vanished: number, known: number): boolean {
  return vanished > 3 && vanished * 2 > known;
}
