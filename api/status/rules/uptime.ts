/** Uptime from counted checks and from the time between them. */
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import type { OverallState, PartState } from './codes.ts';

/** A check a minute. */
export const everyMs = 60_000;
/** A longer time than this between two checks is silence: the platform was not running. */
export const patienceMs = 5 * everyMs;
export const shownDays = 90;

export interface Span {
  readonly since: Date;
  readonly until: Date;
}

/** The silence before a check, or null. What lies within the patience is a restart, not an outage. */
export function silenceBefore(last: Date | null, now: Date): Span | null {
  return last !== null && now.getTime() - last.getTime() > patienceMs ? { since: last, until: now } : null;
}

/** Checks that a silence swallowed, by calendar day in Shanghai. At most the days that are shown. */
export function missedByDay({ since, until }: Span): ReadonlyMap<Day, number> {
  const missed = new Map<Day, number>();
  const first = Math.max(since.getTime(), until.getTime() - shownDays * 86_400_000);
  for (let day = dayOf(new Date(first)); day <= dayOf(until); day = addDays(day, 1)) {
    const begins = Date.parse(`${day}T00:00:00+08:00`);
    const part = Math.min(until.getTime(), begins + 86_400_000) - Math.max(first, begins);
    const checks = Math.floor(part / everyMs);
    if (checks > 0) missed.set(day, checks);
  }
  return missed;
}

/** Parts per million of the checks that went well; null where there were none. */
export function uptimePpm(days: readonly { readonly checks: number; readonly failed: number }[]): number | null {
  const checks = days.reduce((sum, day) => sum + day.checks, 0);
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  // Down, never up: one failed check of many must not read as 100 %.
  return checks === 0 ? null : Math.floor(((checks - failed) * 1_000_000) / checks);
}

export interface NoticeFacts {
  readonly kind: string;
  readonly startsAt: Date;
  readonly closedAt: Date | null;
}

export function overall(states: readonly PartState[], notices: readonly NoticeFacts[], now: Date): OverallState {
  const running = notices.filter((one) => one.closedAt === null && one.startsAt <= now);
  if (running.some((one) => one.kind === 'disturbance') || states.includes('failing')) return 'disturbed';
  if (running.length > 0) return 'maintenance';
  return states.includes('unknown') ? 'unknown' : 'working';
}
