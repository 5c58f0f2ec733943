/** Whose money a line is, or why nobody can say at once. Nothing is guessed: anything but an exact match is a case. */
import { halfWidth } from '#api/kernel/half-width.ts';
import { findReferences } from '#api/kernel/reference.ts';
import type { Day } from '#api/kernel/time.ts';
import type { OrderState } from '#api/orders/rules/codes.ts';
import type { CaseKind } from './codes.ts';

export interface Arrival {
  readonly amountFen: bigint;
  readonly valueDate: Day;
  readonly payerName: string;
}

/** What is known of the order that a reference names. */
export interface OrderFacts {
  readonly id: string;
  readonly state: OrderState;
  readonly regionCode: string;
  readonly amountFen: bigint;
  /** Parts that arrived before and wait for the rest. */
  readonly waitingFen: bigint;
  /** Another line that fits it exactly waits for its confirmation. */
  readonly proposed: boolean;
  readonly placedOn: Day;
  readonly payBy: Day;
  readonly buyerName: string;
}

export interface References {
  readonly found: readonly string[];
  /** The memo holds what was meant as a reference, but its check character does not fit. */
  readonly mistyped: boolean;
}

/** References in a memo however they were typed: full width, spaces, hyphens, letters that look alike. */
export function referencesIn(memo: string): References {
  const found = findReferences(memo);
  const bare = halfWidth(memo)
    .toUpperCase()
    .replace(/[\s\u00a0\u2010-\u2015-]/g, '');
  return { found, mistyped: found.length === 0 && /JK[0-9A-Z]{7,}/.test(bare) };
}

/** Names of organisations as banks write them: width, spaces and brackets differ, the name does not. */
export function sameName(one: string, other: string): boolean {
  const bare = (name: string) =>
    halfWidth(name)
      .replace(/[\s()（）〔〕[\]【】·.,，。、'"-]/g, '')
      .toUpperCase();
  return bare(one) !== '' && bare(one) === bare(other);
}

export type Verdict = { readonly exact: true } | { readonly exact: false; readonly kind: CaseKind };

const not = (kind: CaseKind): Verdict => ({ exact: false, kind });

/** Judges a line against the order that its one reference names; `order` is null when there is none. */
export function judge(arrival: Arrival, references: References, order: OrderFacts | null, regionCode: string): Verdict {
  if (references.found.length > 1) return not('several');
  if (references.found.length === 0) return not(references.mistyped ? 'mistyped' : 'no_reference');
  if (order === null) return not('reference_unknown');
  if (order.regionCode !== regionCode) return not('other_region');
  if (order.state === 'cancelled') return not('cancelled');
  if (order.state === 'expired') return not('late');
  if (order.state !== 'awaiting_payment' || order.proposed) return not('duplicate');
  if (arrival.valueDate > order.payBy) return not('late');
  if (arrival.valueDate < order.placedOn) return not('before_order');
  if (arrival.payerName.trim() === '') return not('unknown_payer');
  if (!sameName(arrival.payerName, order.buyerName)) return not('third_party');
  const missing = order.amountFen - order.waitingFen;
  if (arrival.amountFen < missing) return not('short');
  if (arrival.amountFen > missing) return not('over');
  return { exact: true };
}
