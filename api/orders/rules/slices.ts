/** How the price of an order is divided among the agreements behind its product. Pure; frozen with the order. */
import { fen } from '#api/kernel/money.ts';
import { split } from '#api/kernel/split.ts';

export interface AgreementPart {
  readonly agreementId: string;
  /** Parts per million; those of one product sum to 1,000,000. */
  readonly ppm: number;
}

export interface Slice extends AgreementPart {
  readonly grossFen: bigint;
}

/** The slices of a price, by the largest remainder with ties to the lower id: they sum to it, each within 1 fen of its part. */
export function sliced(amountFen: bigint, parts: readonly AgreementPart[]): Slice[] {
  const ppm = new Map(parts.map((one) => [one.agreementId, one.ppm]));
  const shares = parts.map((one) => ({ party: one.agreementId, ppm: one.ppm }));
  return split(fen(amountFen), shares).map(({ party, amount }) => ({
    agreementId: party,
    ppm: ppm.get(party) ?? 0,
    grossFen: amount,
  }));
}
