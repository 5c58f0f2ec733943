/** Descriptions as trees of nodes: written by rules, turned into Turtle, JSON-LD and RDF/XML by api/interfaces/rdf. */
import type { Word } from '#api/kernel/words.ts';

export type Target =
  | { readonly kind: 'text'; readonly text: string; readonly language: string }
  | { readonly kind: 'value'; readonly text: string; readonly type: string }
  | { readonly kind: 'ref'; readonly id: string }
  | { readonly kind: 'node'; readonly node: Node };

/** Predicates and types are written with a prefix of `prefixes`. */
export interface Node {
  /** An address; a node without one is blank. */
  readonly id: string | null;
  readonly types: readonly string[];
  readonly properties: readonly (readonly [predicate: string, object: Target])[];
}

export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  dqv: 'http://www.w3.org/ns/dqv#',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  locn: 'http://www.w3.org/ns/locn#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** `dct:title` as the whole address. */
export function expand(name: string): string {
  const at = name.indexOf(':');
  const prefix = name.slice(0, at);
  if (!Object.hasOwn(prefixes, prefix)) throw new RangeError(`unknown prefix: ${name}`);
  return prefixes[prefix as keyof typeof prefixes] + name.slice(at + 1);
}

type Property = Node['properties'][number];

export const text = (predicate: string, words: string, language: 'zh' | 'en'): Property[] =>
  words === '' ? [] : [[predicate, { kind: 'text', text: words, language }]];

/** In both languages; the English one is left out where it is empty. */
export const pair = (predicate: string, [zh, en]: Word): Property[] => [
  ...text(predicate, zh, 'zh'),
  ...text(predicate, en, 'en'),
];

export const value = (predicate: string, words: string | number | null, type = 'xsd:string'): Property[] =>
  words === null || words === '' ? [] : [[predicate, { kind: 'value', text: String(words), type }]];

export const ref = (predicate: string, id: string | null): Property[] =>
  id === null ? [] : [[predicate, { kind: 'ref', id }]];

export const child = (predicate: string, node: Node | null): Property[] =>
  node === null ? [] : [[predicate, { kind: 'node', node }]];

export const node = (id: string | null, types: readonly string[], ...properties: readonly Property[][]): Node => ({
  id,
  types,
  properties: properties.flat(),
});

/** Characters that no IRI may hold (RFC 3987), percent-encoded. */
export const iri = (address: string): string => address.replace(/[\s<>"{}|\\^`]/g, (c) => encodeURIComponent(c));
