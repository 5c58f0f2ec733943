/**
 * JSON-LD contexts that catalogues refer to by address. They are written here from the vocabularies themselves: a context
 * fetched at harvest time would let whoever holds its host change what every portal says.
 */
import { ns } from '../rules/graph.ts';

const prefixes = {
  rdf: ns.rdf,
  rdfs: ns.rdfs,
  dcat: ns.dcat,
  dct: ns.dct,
  dcterms: ns.dct,
  foaf: ns.foaf,
  vcard: ns.vcard,
  skos: ns.skos,
  spdx: ns.spdx,
  adms: ns.adms,
  hydra: ns.hydra,
  schema: ns.schema,
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  dctype: 'http://purl.org/dc/dcmitype/',
};

const id = (iri: string) => ({ '@id': iri, '@type': '@id' });

/** Hydra Core Vocabulary: the terms of paged collections. */
const hydra = {
  hydra: ns.hydra,
  Collection: 'hydra:Collection',
  PagedCollection: 'hydra:PagedCollection',
  PartialCollectionView: 'hydra:PartialCollectionView',
  member: id('hydra:member'),
  view: id('hydra:view'),
  totalItems: 'hydra:totalItems',
  first: id('hydra:first'),
  last: id('hydra:last'),
  next: id('hydra:next'),
  previous: id('hydra:previous'),
};

/** DCAT-US 1.1's catalog.jsonld: its JSON names as DCAT. */
const dcatUs = {
  ...prefixes,
  Catalog: 'dcat:Catalog',
  Dataset: 'dcat:Dataset',
  Distribution: 'dcat:Distribution',
  dataset: id('dcat:dataset'),
  distribution: id('dcat:distribution'),
  title: 'dct:title',
  description: 'dct:description',
  keyword: 'dcat:keyword',
  theme: 'dcat:theme',
  issued: 'dct:issued',
  modified: 'dct:modified',
  identifier: 'dct:identifier',
  publisher: id('dct:publisher'),
  name: 'foaf:name',
  contactPoint: id('dcat:contactPoint'),
  fn: 'vcard:fn',
  hasEmail: 'vcard:hasEmail',
  landingPage: id('dcat:landingPage'),
  license: id('dct:license'),
  spatial: 'dct:spatial',
  accrualPeriodicity: 'dct:accrualPeriodicity',
  accessURL: id('dcat:accessURL'),
  downloadURL: id('dcat:downloadURL'),
  mediaType: 'dcat:mediaType',
  format: 'dct:format',
};

const contexts: readonly (readonly [RegExp, object])[] = [
  [/^https?:\/\/www\.w3\.org\/ns\/hydra\/(context\.jsonld|core)$/, hydra],
  [/^https?:\/\/project-open-data\.cio\.gov\/v1\.1\/schema\/(catalog|data)\.jsonld$/, dcatUs],
  [/^https?:\/\/www\.w3\.org\/ns\/(dcat|dcat2|dcat3)(\.jsonld)?#?$/, prefixes],
];

/** The document at a well-known address, or null. */
export function bundledContext(address: string): object | null {
  const found = contexts.find(([pattern]) => pattern.test(address))?.[1];
  return found === undefined ? null : { '@context': found };
}
