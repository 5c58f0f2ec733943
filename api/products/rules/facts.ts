/** What each kind of product has to say of itself, and how it reaches a buyer. */
import type { Refusal } from '#api/kernel/refusal.ts';
import { type DeliveryWay, type FactName, factNames, type ProductKind, productKinds } from './codes.ts';
import { refuse } from './refusals.ts';

/** One call that an API product answers. `url` is the developer's own server and is shown to nobody else. */
export interface Endpoint {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly description: string;
}

export type DatasetFacts = {
  readonly kind: 'dataset';
  readonly format: string | null;
  readonly rows: number | null;
  readonly update: string | null;
};
export type ApiFacts = {
  readonly kind: 'api';
  readonly mode: 'table' | 'upstream' | 'external';
  readonly endpoints: readonly Endpoint[];
  /** An OpenAPI 3 document in JSON or YAML. */
  readonly openapi: string | null;
  readonly external_url: string | null;
};
export type ReportFacts = { readonly kind: 'report'; readonly pages: number };
export type ModelFacts = {
  readonly kind: 'model';
  readonly training_sources: string;
  readonly intended_use: string;
  readonly limits: string;
  readonly metrics: string;
};
export type ApplicationFacts = { readonly kind: 'application'; readonly address: string };
export type ProductFacts = DatasetFacts | ApiFacts | ReportFacts | ModelFacts | ApplicationFacts;

export interface FactsGiven {
  readonly kind: ProductKind;
  readonly facts: ProductFacts | null;
  /** Of the file, where it reads as a table. */
  readonly tableRows: bigint | null;
  readonly fileName: string | null;
}

/** The ending of a file's name, as the format of a dataset that states none. */
export function formatOf(fileName: string | null): string | null {
  return /\.([A-Za-z0-9]{1,8})$/.exec(fileName ?? '')?.[1]?.toLowerCase() ?? null;
}

/** What is missing of a product's facts, in the order they are asked for. */
export function factFaults({ kind, facts, tableRows, fileName }: FactsGiven): Refusal[] {
  const missing = (name: FactName) => {
    const [kinds, names] = [productKinds.words[kind], factNames.words[name]];
    return refuse('products.fact_missing', { kind: kinds[0], kind_en: kinds[1], what: names[0], what_en: names[1] });
  };
  if (facts !== null && facts.kind !== kind) return [refuse('products.facts_of_other_kind')];
  if (kind === 'dataset') {
    const said = facts as DatasetFacts | null;
    // Without a file that is said already.
    if (fileName === null) return [];
    return [
      ...(said?.format == null && formatOf(fileName) === null ? [missing('format')] : []),
      ...(said?.rows == null && tableRows === null ? [missing('rows')] : []),
    ];
  }
  if (facts === null) return [missing('facts')];
  if (facts.kind !== 'api') return [];
  if (facts.mode === 'table') return tableRows === null ? [missing('table')] : [];
  if (facts.mode === 'external') return facts.external_url === null ? [missing('external_url')] : [];
  return facts.endpoints.length === 0 ? [missing('endpoints')] : [];
}

export function deliveryWay(kind: ProductKind, facts: ProductFacts | null): DeliveryWay {
  if (kind === 'application') return 'address';
  if (kind !== 'api') return 'file';
  return facts?.kind === 'api' && facts.mode !== 'external' ? 'gateway' : 'external';
}

export const throughGateway = (kind: ProductKind, facts: ProductFacts | null): boolean =>
  deliveryWay(kind, facts) === 'gateway';

/** Whether the platform reads the rows itself and so can count them. */
export const rowsCounted = (facts: ProductFacts | null): boolean => facts?.kind === 'api' && facts.mode === 'table';

/** What is not for everybody: where the developer's servers are. An application's address is for its buyers. */
export function publicFacts(facts: ProductFacts | null): ProductFacts | null {
  if (facts?.kind === 'api') return { ...facts, endpoints: facts.endpoints.map((one) => ({ ...one, url: '' })) };
  if (facts?.kind === 'application') return { ...facts, address: '' };
  return facts;
}
