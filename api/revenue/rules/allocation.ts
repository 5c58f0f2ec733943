/**
 * How one sale is divided by the signed shares, and how a refund is taken back from the parties. Pure: the same input
 * gives the same parts and the same text on any machine, so anyone can replay a stored allocation.
 */
import type { PartyKind } from '#api/agreements/rules/codes.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fen } from '#api/kernel/money.ts';
import { type Part, refundParts, type Share, split } from '#api/kernel/split.ts';

/** Largest remainder, ties by party: see kernel/split.ts. A change of the method is a new name here, never an edit. */
export const algorithm = 'lrm-v1';

export interface PartyShare {
  readonly partyKind: PartyKind;
  readonly partyId: string;
  readonly ppm: number;
}

export interface PartyPart extends PartyShare {
  readonly amountFen: bigint;
}

/** By which signed method the shares were found, in the input of the split; with the metering of the month, where it counts. */
export interface ContributionNote {
  readonly method: string;
  readonly clause_sha256: string;
  readonly period?: string;
  readonly units?: string;
  readonly measure_sha256?: string;
}

export interface AllocationInput {
  readonly orderId: string;
  readonly agreementId: string;
  readonly agreementVersion: number;
  readonly baseFen: bigint;
  readonly shares: readonly PartyShare[];
  readonly contribution?: ContributionNote | null;
  /** Of a sale under several agreements: its whole price, and the part that stands under this one. */
  readonly slice?: { readonly ofFen: bigint; readonly ppm: number } | null;
  /** The treasury that is signed, where the agency belonged to another when the order was placed. */
  readonly signedTreasury?: string | null;
}

export interface AllocationResult {
  readonly parts: readonly PartyPart[];
  readonly inputCanonical: string;
  /** The canonical text of input and parts; its SHA-256 is kept with the allocation. */
  readonly resultCanonical: string;
}

/** One text for a party, by which shares are ordered: kind, then id. */
const partyOf = (share: { partyKind: PartyKind; partyId: string }): string => `${share.partyKind}:${share.partyId}`;
const sharesOf = (shares: readonly PartyShare[]): Share[] => shares.map((s) => ({ party: partyOf(s), ppm: s.ppm }));
const sorted = (shares: readonly Share[]): Share[] => shares.toSorted((a, b) => (a.party < b.party ? -1 : 1));

function resultText(inputCanonical: string, parts: readonly Part[]): string {
  return canonicalJson({
    input: inputCanonical,
    parts: parts.map((part) => ({ party: part.party, amount_fen: part.amount.toString() })),
  });
}

export function allocate(input: AllocationInput): AllocationResult {
  const shares = sorted(sharesOf(input.shares));
  const inputCanonical = canonicalJson({
    algorithm,
    order: input.orderId,
    agreement: input.agreementId,
    version: input.agreementVersion,
    base_fen: input.baseFen.toString(),
    shares: shares.map(({ party, ppm }) => ({ party, ppm })),
    ...(input.contribution == null ? {} : { contribution: { ...input.contribution } }),
    ...(input.slice == null ? {} : { slice: { of_fen: input.slice.ofFen.toString(), ppm: input.slice.ppm } }),
    ...(input.signedTreasury == null ? {} : { signed_treasury: input.signedTreasury }),
  });
  const parts = split(fen(input.baseFen), shares);
  return {
    parts: withParties(parts, input.shares),
    inputCanonical,
    resultCanonical: resultText(inputCanonical, parts),
  };
}

/** Computes a stored allocation again from nothing but its canonical input (invariant I13). */
export function replay(inputCanonical: string): { readonly parts: readonly Part[]; readonly resultCanonical: string } {
  const input = JSON.parse(inputCanonical) as { algorithm: string; base_fen: string; shares: Share[] };
  if (input.algorithm !== algorithm) throw new RangeError(`unknown allocation method ${input.algorithm}`);
  const parts = split(fen(BigInt(input.base_fen)), input.shares);
  return { parts, resultCanonical: resultText(inputCanonical, parts) };
}

/**
 * What each party gives back of a refund, as positive amounts. `current` is what each holds now: its part of the sale
 * less what it gave back before.
 */
export function takeBack(
  current: readonly PartyPart[],
  amounts: { readonly gross: bigint; readonly refunded: bigint; readonly refund: bigint },
): PartyPart[] {
  const held = current.map((part) => ({ party: partyOf(part), amount: fen(part.amountFen) }));
  const { gross, refunded, refund } = amounts;
  return withParties(refundParts(held, fen(gross), fen(refunded), fen(refund), sharesOf(current)), current);
}

export interface HeldSlice {
  readonly agreementId: string;
  readonly ppm: number;
  /** What stands under the agreement now: its slice less what went back of it. */
  readonly heldFen: bigint;
}

/**
 * What each slice of an order gives back of a refund: the same rule as among parties, one floor up. A slice is never below
 * zero, and never more than 1 fen off its part of what is left.
 */
export function refundSlices(
  slices: readonly HeldSlice[],
  amounts: { readonly gross: bigint; readonly refunded: bigint; readonly refund: bigint },
): { readonly agreementId: string; readonly amountFen: bigint }[] {
  const held = slices.map((one) => ({ party: one.agreementId, amount: fen(one.heldFen) }));
  const shares = slices.map((one) => ({ party: one.agreementId, ppm: one.ppm }));
  const { gross, refunded, refund } = amounts;
  return refundParts(held, fen(gross), fen(refunded), fen(refund), shares).map(({ party, amount }) => ({
    agreementId: party,
    amountFen: amount,
  }));
}

function withParties(parts: readonly Part[], shares: readonly PartyShare[]): PartyPart[] {
  const byParty = new Map(shares.map((share) => [partyOf(share), share]));
  return parts.map((part) => {
    const share = byParty.get(part.party);
    if (share === undefined) throw new RangeError(`a part for a party without a share: ${part.party}`);
    return { partyKind: share.partyKind, partyId: share.partyId, ppm: share.ppm, amountFen: part.amount };
  });
}
