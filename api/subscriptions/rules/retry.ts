/** When a message is tried again: eight attempts over a day (Standard Webhooks, "retries with exponential back-off"). */
const minute = 60_000;
const hour = 60 * minute;

/** Waits after the first, second … failed attempt. */
export const waits: readonly number[] = [minute, 5 * minute, 20 * minute, hour, 3 * hour, 7 * hour, 12 * hour];

/** After so long without one arrival a subscription is paused. */
export const patienceMs = 3 * 24 * hour;

/** @param failed attempts so far, all failed. @param asked what the receiver asked to wait (Retry-After). Null: no more. */
export function nextAttempt(failed: number, at: Date, asked: number | null = null): Date | null {
  const wait = waits[failed - 1];
  if (wait === undefined) return null;
  return new Date(at.getTime() + Math.max(wait, Math.min(asked ?? 0, 12 * hour)));
}

/** Retry-After as seconds or a date (RFC 9110 10.2.3), in ms from `at`; null when it says nothing usable. */
export function retryAfter(header: string | undefined, at: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const when = Date.parse(header);
  return Number.isNaN(when) || when <= at.getTime() ? null : when - at.getTime();
}
