/**
 * Accounts of developers at the provider, and transfers to them. A transfer is drawn on the very payment it is a part of, so
 * nothing else of the balance stands in for it; what is taken back is asked for with amounts of our own.
 */

export interface ProviderAccount {
  readonly id: string;
  readonly country: string;
  readonly currency: string | null;
  /** Of the capability to receive transfers: `active`, `pending`, `inactive`; others may come. */
  readonly transfers: string | null;
  readonly chargesEnabled: boolean;
  readonly payoutsEnabled: boolean;
  readonly detailsSubmitted: boolean;
  readonly disabledReason: string | null;
  /** What it still asks for, by its own names. */
  readonly due: readonly string[];
}

export interface TransferRequest {
  readonly amountFen: bigint;
  readonly destination: string;
  readonly sourceCharge: string;
  /** Our own number of the payout; by it a transfer is found again. */
  readonly payoutId: string;
  readonly payoutNo: string;
  readonly orderNo: string;
}

export interface ProviderReversal {
  readonly id: string;
  readonly amountFen: bigint;
  /** Our own number; null where somebody made it at the provider's desk. */
  readonly ourId: string | null;
}

export interface ProviderTransfer {
  readonly id: string;
  readonly amountFen: bigint;
  readonly currency: string;
  readonly destination: string | null;
  readonly sourceCharge: string | null;
  readonly payoutId: string | null;
  readonly createdAt: Date;
  readonly reversals: readonly ProviderReversal[];
}

export interface ConnectPort {
  /** Countries in which the platform's own account can pay somebody, by the provider's own list. */
  payableCountries(): Promise<readonly string[]>;
  createAccount(account: { readonly organizationId: string; readonly country: string }, key: string): Promise<string>;
  /** The account whose answer was lost. */
  findAccount(organizationId: string): Promise<string | null>;
  readAccount(id: string): Promise<ProviderAccount>;
  /** A page on which its owner enters what is asked for: works once, for minutes. */
  accountLink(id: string, returnUrl: string): Promise<{ readonly url: string; readonly until: Date }>;
  transfer(request: TransferRequest, key: string): Promise<ProviderTransfer>;
  findTransfer(payoutId: string, payoutNo: string): Promise<ProviderTransfer | null>;
  readTransfer(id: string): Promise<ProviderTransfer>;
  reverseTransfer(
    reversal: { readonly transferId: string; readonly amountFen: bigint; readonly ourId: string },
    key: string,
  ): Promise<ProviderReversal>;
}
