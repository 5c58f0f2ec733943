/** How a plan is shown, and what a product costs at the least. */

import type { z } from 'zod';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import type { planOut } from './plans-contract.ts';
import type { PlanRow } from './plans-store.ts';
import { amountAtOrder, type Basis, chargeOf, type PlanTerms, rateText } from './rules/plan.ts';

export type PlanOut = z.input<typeof planOut>;

export function planHash(name: string, nameEn: string | null, { trial, ...terms }: PlanTerms): string {
  // A plan without a trial says nothing of one, as those of before trials do.
  const text = canonicalJson({
    name,
    name_en: nameEn,
    terms: (trial === null ? terms : { ...terms, trial }) as object,
  });
  return sha256(text);
}

export function showPlan(row: PlanRow): PlanOut {
  return {
    number: row.number,
    version: row.version,
    version_id: row.versionId,
    kind: row.kind,
    name: row.name,
    name_en: row.nameEn,
    terms: row.terms as PlanOut['terms'],
    sha256: row.sha256,
    at_order_fen: amountAtOrder(row.terms).toString(),
    since: row.since.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}

/** The least that starts using the product: the entry price of its cheapest plan that is paid for, on that plan's own basis. */
export interface From {
  readonly yuan: string;
  readonly per: Basis;
}

export function fromOf(plans: readonly PlanRow[]): From | null {
  let least: { readonly micro: bigint; readonly per: Basis } | null = null;
  for (const { terms } of plans) {
    const entry = entryOf(terms);
    if (entry !== null && entry.micro > 0n && (least === null || entry.micro < least.micro)) least = entry;
  }
  return least === null ? null : { yuan: rateText(least.micro), per: least.per };
}

/** A pack is bought whole; of a metered plan the first unit that costs something. */
function entryOf(terms: PlanTerms): { readonly micro: bigint; readonly per: Basis } | null {
  const charge = chargeOf(terms);
  if (charge === null) return null;
  return { micro: charge.micro, per: terms.kind === 'pack' ? 'once' : charge.basis };
}
