/** A price that two strangers would hardly agree on: far from what the plan asks of everybody, or from what others paid. */
import type { PriceGround } from './dealing-codes.ts';

export interface PriceRule {
  /** Of the list price, in millionths. */
  readonly listLowPpm: number;
  readonly listHighPpm: number;
  /** Of the median of sales before, in millionths. */
  readonly medianLowPpm: number;
  readonly medianHighPpm: number;
  /** Fewer sales make no median. */
  readonly leastSales: number;
}

/**
 * Below 70 or above 130 per cent of the going price is plainly unreasonable (Supreme People's Court, Fa Shi [2023] No. 13, article
 * 42). The median moves whenever a plan is priced anew, so only a third or the threefold of it counts, and five sales make it.
 */
export const defaultPrice: PriceRule = {
  listLowPpm: 700_000,
  listHighPpm: 1_300_000,
  medianLowPpm: 333_333,
  medianHighPpm: 3_000_000,
  leastSales: 5,
};
/** Days before a sale of which other sales are looked at, and most of them. */
export const priceDays = 365;
export const mostPeers = 101;

/** The middle one; of an even number the lower of the two, which somebody really paid. */
export function median(values: readonly bigint[]): bigint | null {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

const ppm = 1_000_000n;
/** Crosswise, so that nothing is divided. */
const outside = (amount: bigint, of: bigint, low: number, high: number): boolean =>
  amount * ppm < of * BigInt(low) || amount * ppm > of * BigInt(high);

export interface PriceFacts {
  readonly amountFen: bigint;
  /** What the plan asks of everybody; null where it is counted by use. */
  readonly listFen: bigint | null;
  /** What others paid for the same plan before. */
  readonly peersFen: readonly bigint[];
}

/** On which grounds a price is unusual; empty where it is not. What is free has rules of its own. */
export function unusualPrice({ amountFen, listFen, peersFen }: PriceFacts, rule: PriceRule): PriceGround[] {
  if (amountFen <= 0n) return [];
  const middle = peersFen.length < rule.leastSales ? null : median(peersFen);
  const list = listFen !== null && listFen > 0n && outside(amountFen, listFen, rule.listLowPpm, rule.listHighPpm);
  const far = middle !== null && middle > 0n && outside(amountFen, middle, rule.medianLowPpm, rule.medianHighPpm);
  return [...(list ? (['list_price'] as const) : []), ...(far ? (['median'] as const) : [])];
}
