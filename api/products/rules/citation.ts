/** How a product says where its government data comes from (Article 20; brief 2.4): a line to read and a record to process. */
import { fill } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import { citationLine } from './codes.ts';

export interface SourceFacts {
  readonly resourceCode: string;
  readonly resourceName: string;
  readonly providerName: string;
  readonly providerNameEn: string | null;
  readonly providerUscc: string;
  readonly datasetVersion: number;
  /** Number of the filing under which the data was delivered; the agreement's number where none is known. */
  readonly authorizationNo: string;
  readonly deliveryId: string;
  readonly acquiredOn: Day;
  /** SHA-256 of the delivered table. */
  readonly contentHash: string;
}

export interface SourceOut {
  resource_code: string;
  resource_name: string;
  provider_name: string;
  provider_uscc: string;
  dataset_version: number;
  authorization_no: string;
  delivery_id: string;
  acquired_on: string;
  content_hash: string;
  citation: { zh: string; en: string };
}

export function cite(source: SourceFacts): SourceOut {
  const parts = { resource: source.resourceName, code: source.resourceCode, day: source.acquiredOn };
  return {
    resource_code: source.resourceCode,
    resource_name: source.resourceName,
    provider_name: source.providerName,
    provider_uscc: source.providerUscc,
    dataset_version: source.datasetVersion,
    authorization_no: source.authorizationNo,
    delivery_id: source.deliveryId,
    acquired_on: source.acquiredOn,
    content_hash: source.contentHash,
    citation: {
      zh: fill(citationLine[0], { ...parts, provider: source.providerName }),
      en: fill(citationLine[1], { ...parts, provider: source.providerNameEn ?? source.providerName }),
    },
  };
}
