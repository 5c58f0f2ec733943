/** What an order may call, by its plan; pure. */
import type { Refusal } from '#api/kernel/refusal.ts';
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';
import type { Limit } from '#api/usage/rules/decide.ts';
import { refuse } from './refusals.ts';

export type Measure = 'calls' | 'rows';

/** One limit; with the order, measure and key it names a counter. */
export interface Cap {
  readonly measure: Measure;
  readonly window: 'month' | 'term';
  readonly key: string;
  readonly cap: number;
  /** When it starts anew, or the use ends; null where neither is set. */
  readonly resetsAt: Date | null;
}

export interface Ordered {
  readonly terms: PlanTerms | null;
  readonly trial: boolean;
  readonly accessTo: Date | null;
}

export function capsOf({ terms, trial, accessTo }: Ordered, now: Date): Cap[] {
  const term = (measure: Measure, cap: number): Cap => ({
    measure,
    window: 'term',
    key: 'term',
    cap,
    resetsAt: accessTo,
  });
  if (terms === null) return [];
  if (trial) {
    const taste = terms.trial;
    if (taste === null) return [term('calls', 0)];
    return [term('calls', taste.calls), ...(taste.rows === null ? [] : [term('rows', taste.rows)])];
  }
  if (terms.kind === 'pack') return [term('calls', terms.calls)];
  if (terms.kind === 'one_off' || terms.calls_per_month === null) return [];
  const month = dayOf(now).slice(0, 7);
  const next = addDays(`${month}-28`, 4).slice(0, 7);
  const resetsAt = startOfDay(`${next}-01`);
  return [{ measure: 'calls', window: 'month', key: month, cap: terms.calls_per_month, resetsAt }];
}

const inShanghai = (at: Date): string => `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
const measures = { calls: ['调用次数', 'calls'], rows: ['行数', 'rows'] } as const;

export function overQuota(cap: Cap, used: number, now: Date): Refusal {
  const [measure, measure_en] = measures[cap.measure];
  const month = cap.window === 'month' && cap.resetsAt !== null;
  const at = cap.resetsAt === null ? '' : inShanghai(cap.resetsAt);
  return refuse('gateway.over_quota', {
    measure,
    measure_en,
    cap: cap.cap,
    used,
    left: Math.max(0, cap.cap - used),
    until: month ? `${at} 起恢复` : '续用请另行下单',
    until_en: month ? `it starts anew at ${at}` : 'order again to go on',
    // Retry-After, where waiting helps.
    ...(month && cap.resetsAt !== null
      ? { seconds: Math.max(1, Math.ceil((cap.resetsAt.getTime() - now.getTime()) / 1000)) }
      : {}),
  });
}

/** As the RateLimit headers are written from it. A limit without an end is told as one that ends in a year. */
export function limitOf({ measure, window, cap, resetsAt }: Cap, used: number, now: Date): Limit {
  return {
    measure,
    window,
    cap,
    used,
    left: Math.max(0, cap - used),
    resets_at: inShanghai(resetsAt ?? new Date(now.getTime() + 365 * 86_400_000)),
  };
}

/** The last day of a month, `2026-11` → `2026-11-30`. */
export const lastDayOf = (period: string): string => addDays(`${addDays(`${period}-28`, 4).slice(0, 7)}-01`, -1);

/** Months from the one an instant falls into up to, and without, the running one. */
export function endedMonths(from: Date, now: Date): string[] {
  const found: string[] = [];
  for (let month = dayOf(from).slice(0, 7); month < dayOf(now).slice(0, 7); ) {
    found.push(month);
    month = addDays(lastDayOf(month), 1).slice(0, 7);
  }
  return found;
}
