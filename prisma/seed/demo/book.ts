/** What scenes leave for later ones. */
import type { Pending } from './bank.ts';
import type { Catalogue } from './catalogue.ts';

type Handles = Map<string, string>;

export interface Book {
  readonly catalogue: Catalogue;
  /** Ids by the handle of the case, e.g. `roads`. */
  readonly applications: Handles;
  readonly agreements: Handles;
  readonly filings: Handles;
  /** Secrets of API keys; they die with the process. */
  readonly keys: Handles;
  /** Ids of deliveries by case, in their order. */
  readonly deliveries: Map<string, string[]>;
  /** Numbers of listed products. */
  readonly products: Handles;
  readonly orders: Handles;
  readonly statements: Handles;
  /** What banks know and no statement has shown yet, by place. */
  readonly bank: Map<string, Pending>;
}

export function openBook(): Book {
  const handles = (): Handles => new Map();
  return {
    catalogue: new Map(),
    applications: handles(),
    agreements: handles(),
    filings: handles(),
    keys: handles(),
    deliveries: new Map(),
    products: handles(),
    orders: handles(),
    statements: handles(),
    bank: new Map(),
  };
}

/** What was written down under a handle; its absence is a fault of the story. */
export function look<V>(shelf: ReadonlyMap<string, V>, handle: string): V {
  const found = shelf.get(handle);
  if (found === undefined) throw new Error(`the story has not come to "${handle}" yet`);
  return found;
}
