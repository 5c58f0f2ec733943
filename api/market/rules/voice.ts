/** What buyers' voice is decided by: days, who may speak, how stars add up. */
import { addDays, type Day, isDay } from '#api/kernel/time.ts';
import type { ComplaintFinding, ComplaintMeasure } from './voice-codes.ts';

/** Calendar days for which a request or an offer may stay open. */
export const longestAsk = 180;
export const longestOffer = 365;
/** Working days: the owner's for an answer, the department's for a decision after it. */
export const defaultComplaintAnswerDays = 10;
export const defaultComplaintDecideDays = 15;
export const defaultMeasureDays = 10;

/** The days between which one may be chosen, when it is none of them; null when it is. */
export function dayFault(day: string, today: Day, longest: number): { readonly from: Day; readonly to: Day } | null {
  const [from, to] = [today, addDays(today, longest)];
  return isDay(day) && from <= day && day <= to ? null : { from, to };
}

export interface StarsSummary {
  readonly count: number;
  /** Mean to one decimal, half upwards; null without a review. */
  readonly mean: string | null;
  /** How many of one, two, … five stars. */
  readonly spread: readonly [number, number, number, number, number];
}

export function summaryOf(stars: readonly number[]): StarsSummary {
  const spread: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  let sum = 0;
  for (const one of stars) {
    sum += one;
    spread[one - 1] = (spread[one - 1] ?? 0) + 1;
  }
  const count = stars.length;
  // In tenths by whole numbers: a float mean of 4.25 may print as 4.2 or 4.3.
  const tenths = count === 0 ? 0 : Math.floor((sum * 20 + count) / (2 * count));
  return { count, mean: count === 0 ? null : `${Math.floor(tenths / 10)}.${tenths % 10}`, spread };
}

export interface BoughtOrder {
  readonly state: string;
  readonly trial: boolean;
  readonly amountFen: bigint;
  /** Kind of the plan it was placed under; null of before there were plans. */
  readonly plan: string | null;
}

/**
 * Whether an order makes its buyer one who may review: delivered, not refunded, and either paid for or taken under a plan that is
 * free for the public good. A trial is a taste; an order that is billed by use counts once a bill of it is paid.
 */
export const isBought = (order: BoughtOrder): boolean =>
  order.state === 'fulfilled' && !order.trial && (order.amountFen > 0n || order.plan === 'free');

/** A measure follows a fault, or what the two agreed; never an unfounded complaint. */
export const measureFits = (finding: ComplaintFinding, measure: ComplaintMeasure): boolean =>
  finding !== 'unfounded' || measure === 'none';
