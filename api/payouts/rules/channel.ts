/** Through which channel a part may be paid. The provider's is for a developer's own sales through the provider, and for nobody else. */
import type { Refusal } from '#api/kernel/refusal.ts';
import type { OpenPart } from './due.ts';
import { refuse } from './refusals.ts';

/** Mainland China is on no list of countries the provider pays into by itself (docs/payments.md). */
export const unpayableCountries: ReadonlySet<string> = new Set(['CN']);

export interface ConnectedAccount {
  readonly accountId: string | null;
  readonly country: string;
  readonly transfers: string | null;
  readonly payoutsEnabled: boolean;
  readonly disabledReason: string | null;
}

/** Why nothing is transferred to this party through the provider, or null. */
export function channelFault(
  party: {
    readonly kind: 'treasury' | 'developer' | 'operator';
    readonly organizationKind: string | null;
    readonly name: string;
  },
  account: ConnectedAccount | null,
): Refusal | null {
  if (party.kind === 'treasury' || (party.organizationKind !== null && party.organizationKind !== 'enterprise'))
    return refuse('payouts.never_through_stripe');
  const closed = (reason: string) => refuse('payouts.channel_closed', { name: party.name, reason });
  if (party.kind !== 'developer') return closed('operator');
  if (account === null || account.accountId === null) return closed('no_account');
  if (unpayableCountries.has(account.country)) return closed('country');
  if (account.disabledReason !== null) return closed(account.disabledReason);
  // Other words may come: only what is known to be open is.
  return account.transfers === 'active' && account.payoutsEnabled ? null : closed('not_enabled');
}

/**
 * The parts to transfer: due, of an order paid through the provider, of a payee whose account is open and who owes nothing.
 * Whoever has something to give back is paid by bank, where it is set off.
 */
export function toTransfer(
  parts: readonly OpenPart[],
  isDue: (part: OpenPart) => boolean,
  mayTransfer: (part: OpenPart) => boolean,
): OpenPart[] {
  const owing = new Set(parts.filter((one) => one.netFen < one.paidFen).map((one) => one.partyId));
  return parts.filter(
    (one) =>
      one.netFen > one.paidFen &&
      one.partyKind === 'developer' &&
      !owing.has(one.partyId) &&
      isDue(one) &&
      mayTransfer(one),
  );
}

/** How a reversal's money is booked: what the payee owes first, the rest is owed to it again. */
export function reversalSplit(
  amountFen: bigint,
  owedFen: bigint,
): { readonly claimFen: bigint; readonly payableFen: bigint } {
  const claimFen = owedFen < amountFen ? owedFen : amountFen;
  return { claimFen: claimFen > 0n ? claimFen : 0n, payableFen: amountFen - (claimFen > 0n ? claimFen : 0n) };
}
