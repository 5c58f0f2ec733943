/** What was metered in a month under an agreement, as one text that anyone adds up again. */
import { canonicalJson } from '#api/kernel/canonical.ts';

export interface Metered {
  readonly agreement: string;
  readonly version: number;
  readonly period: string;
  readonly measure: string;
  readonly deliveries: readonly {
    readonly dataset: string;
    readonly version: number;
    readonly sha256: string;
    readonly calls: string;
    readonly rows: string;
  }[];
}

/** Units of the agreed measure: calls, or rows handed over. */
export function unitsOf({ measure, deliveries }: Metered): bigint {
  return deliveries.reduce((sum, one) => sum + BigInt(measure === 'calls' ? one.calls : one.rows), 0n);
}

export function measureText(metered: Metered): { readonly canonical: string; readonly units: bigint } {
  return { canonical: canonicalJson(metered as never), units: unitsOf(metered) };
}
