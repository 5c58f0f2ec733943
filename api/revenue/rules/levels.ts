/** How a remittance divides between two levels, and how what comes back is taken from both. Pure. */

import { fen } from '#api/kernel/money.ts';
import { refundParts, split, wholePpm } from '#api/kernel/split.ts';
import { defineCodes } from '#api/kernel/words.ts';

export const filedStates = defineCodes({
  filed: ['已报备，待批准', 'Filed'],
  approved: ['已批准', 'Approved'],
  refused: ['未批准', 'Refused'],
});

export interface TreasuryShare {
  readonly treasuryCode: string;
  readonly ppm: number;
  readonly amountFen: bigint;
}

/** Parts of a remittance: what the upper treasury is due of it, the rest the own one's; they sum to it. */
export function remittanceParts(amountFen: bigint, own: string, upper: string, upperPpm: number): TreasuryShare[] {
  const ppm: Readonly<Record<string, number>> = { [own]: wholePpm - upperPpm, [upper]: upperPpm };
  const shares = Object.entries(ppm).map(([party, one]) => ({ party, ppm: one }));
  return split(fen(amountFen), shares).map(({ party, amount }) => ({
    treasuryCode: party,
    ppm: ppm[party] ?? 0,
    amountFen: amount,
  }));
}

/** What each treasury gives back of a repayment, by the rule of refunds; `repaid` is what each gave back before. */
export function repaymentParts(
  shares: readonly TreasuryShare[],
  repaid: ReadonlyMap<string, bigint>,
  amountFen: bigint,
): TreasuryShare[] {
  const gross = shares.reduce((sum, one) => sum + one.amountFen, 0n);
  const before = [...repaid.values()].reduce((sum, one) => sum + one, 0n);
  const held = shares.map((one) => ({
    party: one.treasuryCode,
    amount: fen(one.amountFen - (repaid.get(one.treasuryCode) ?? 0n)),
  }));
  const ppm = shares.map((one) => ({ party: one.treasuryCode, ppm: one.ppm }));
  const parts = new Map(
    refundParts(held, fen(gross), fen(before), fen(amountFen), ppm).map((one) => [one.party, one.amount as bigint]),
  );
  return shares.map((one) => ({ ...one, amountFen: parts.get(one.treasuryCode) ?? 0n }));
}
