/** A certificate of sources: what it says, and how a line of it stands against the access log (Article 20; brief 2.4). */
import type { Day } from '#api/kernel/time.ts';
import type { CitationFault } from './codes.ts';

/** One line, as it is signed. */
export interface CitedSource {
  readonly resource_code: string;
  readonly resource_name: string;
  readonly provider_name: string;
  readonly provider_uscc: string;
  readonly dataset_version: number;
  readonly delivery_id: string;
  readonly acquired_on: Day;
  /** SHA-256 of the published table. */
  readonly content_hash: string;
  /** SHA-256 of what was handed over; null for deliveries from before it was kept. */
  readonly handed_hash: string | null;
  readonly agreement_no: string;
  readonly authorization_no: string;
}

/** The whole text that is signed: RFC 8785 of this. */
export interface CitationFacts {
  readonly kind: 'citation';
  readonly no: string;
  readonly url: string;
  readonly issued_at: string;
  readonly supersedes: string | null;
  readonly issuer: { readonly name: string; readonly uscc: string };
  readonly developer: { readonly name: string; readonly uscc: string };
  readonly product: {
    readonly no: string;
    readonly title: string;
    readonly kind: string;
    readonly version_hash: string;
    readonly url: string;
  };
  readonly sources: readonly CitedSource[];
}

/** A delivery as the access log has it. */
export interface LoggedDelivery {
  readonly id: string;
  readonly developerUscc: string;
  readonly resourceCode: string;
  readonly datasetVersion: number;
  readonly acquiredOn: Day;
  readonly contentHash: string;
  readonly handedHash: string | null;
  readonly agreementNo: string;
}

/** Everything in which a line differs from the log, most telling first; empty when it was delivered as it says. */
export function citationFaultsOf(
  claimed: CitedSource,
  developerUscc: string,
  logged: LoggedDelivery | null,
): CitationFault[] {
  if (logged === null || logged.id !== claimed.delivery_id) return ['delivery_not_found'];
  const faults: CitationFault[] = [];
  if (logged.developerUscc !== developerUscc) faults.push('other_developer');
  if (logged.resourceCode !== claimed.resource_code) faults.push('resource_differs');
  if (logged.datasetVersion !== claimed.dataset_version) faults.push('version_differs');
  if (logged.acquiredOn !== claimed.acquired_on) faults.push('date_differs');
  if (logged.contentHash !== claimed.content_hash || logged.handedHash !== claimed.handed_hash)
    faults.push('hash_differs');
  if (logged.agreementNo !== claimed.agreement_no) faults.push('agreement_differs');
  return faults;
}

/** What decides whether a certificate still tells all: the product and what it was made from, not how these are called. */
export function lasting(product: string, sources: readonly CitedSource[]) {
  return {
    product,
    sources: sources.map((one) => ({
      code: one.resource_code,
      version: one.dataset_version,
      delivery: one.delivery_id,
      day: one.acquired_on,
      hash: one.content_hash,
    })),
  };
}
