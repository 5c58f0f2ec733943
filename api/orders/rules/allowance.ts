/**
 * The maximum allowed revenue of an operator, period after period (Fagai Jiage [2025] No. 65; brief 2.3): cost, permitted profit
 * and tax; what was earned above it is deducted in the next period.
 */
export interface Allowance {
  readonly allowedFen: bigint;
  /** Received in the period, less what was refunded in it. */
  readonly earnedFen: bigint;
}

export interface Account extends Allowance {
  /** Earned above the maximum before, deducted here. */
  readonly carriedFen: bigint;
  /** What may be earned: allowed less carried, never below zero. */
  readonly availableFen: bigint;
  readonly leftFen: bigint;
  /** Above the maximum: deducted in the next period. */
  readonly overFen: bigint;
}

const atLeastZero = (value: bigint): bigint => (value > 0n ? value : 0n);

/** Periods in the order of time. */
export function accounts(periods: readonly Allowance[]): Account[] {
  let carriedFen = 0n;
  return periods.map(({ allowedFen, earnedFen }) => {
    const availableFen = atLeastZero(allowedFen - carriedFen);
    const overFen = atLeastZero(carriedFen + earnedFen - allowedFen);
    const account = {
      allowedFen,
      earnedFen,
      carriedFen,
      availableFen,
      leftFen: atLeastZero(availableFen - atLeastZero(earnedFen)),
      overFen,
    };
    carriedFen = overFen;
    return account;
  });
}
