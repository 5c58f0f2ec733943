/**
 * What the provider charges term after term: customers, subscriptions, and the invoices of each. As everywhere at this port,
 * an object is read anew before it is believed, and every change carries a key that acts once.
 */
import type { HostedPage, PageRequest } from './checkout-port.ts';

export interface ProviderCustomer {
  readonly organizationId: string;
  readonly name: string;
  /** For bills; an organisation's own, nobody's. */
  readonly mail?: string | null;
}

export interface SubscriptionRequest extends PageRequest {
  /** Our own number of the subscription; by it it is found again. */
  readonly ourId: string;
  readonly unit: 'month' | 'year';
}

export interface ProviderInvoice {
  readonly id: string;
  readonly number: string | null;
  /** `draft`, `open`, `paid`, `uncollectible`, `void`; others may come. */
  readonly status: string;
  /** `subscription_create`, `subscription_cycle` … */
  readonly reason: string | null;
  readonly currency: string;
  readonly dueFen: bigint;
  readonly paidFen: bigint;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  /** Where its buyer sees and pays it. */
  readonly hostedUrl: string | null;
  readonly pdfUrl: string | null;
  /** The term its line is for. */
  readonly from: Date;
  readonly to: Date;
  /** The payments that went through; of more than one, a person decides. */
  readonly paymentIds: readonly string[];
  readonly createdAt: Date;
  readonly paidAt: Date | null;
}

export interface ProviderSubscription {
  readonly id: string;
  /** `incomplete`, `active`, `past_due`, `unpaid`, `canceled` …; others may come. */
  readonly status: string;
  readonly ourId: string | null;
  readonly currency: string;
  readonly cancelAtPeriodEnd: boolean;
  readonly endedAt: Date | null;
  /** All of them, oldest first. */
  readonly invoices: readonly ProviderInvoice[];
}

export interface BillingPort {
  createCustomer(customer: ProviderCustomer, key: string): Promise<string>;
  /** The customer whose record was asked for and whose answer was lost. */
  findCustomer(organizationId: string): Promise<string | null>;
  saveCustomer(id: string, customer: ProviderCustomer, key: string): Promise<void>;
  openSubscriptionPage(request: SubscriptionRequest, key: string): Promise<HostedPage>;
  readSubscription(id: string): Promise<ProviderSubscription>;
  /** Nothing is charged any more: from the end of the paid term, or from now. One that has ended stays as it is. */
  stopSubscription(id: string, when: 'period_end' | 'now', key: string): Promise<void>;
}
