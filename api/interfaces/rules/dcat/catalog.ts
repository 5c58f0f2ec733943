/** A page of the catalogue in DCAT-AP 3.0.1, with the paging that harvesters follow (Hydra, as CKAN and udata read it). */
import { type Addresses, addresses, type RdfExtension } from '../addresses.ts';
import { child, type Node, node, pair, ref, value } from '../rdf.ts';
import type { CatalogRecord, DatasetRecord } from '../record.ts';
import { both } from '../words.ts';
import { agentNode, datasetNode, instant, serviceId } from './dataset.ts';
import { chineseNode, lawNode, regionNode, themeTaxonomies } from './vocabulary.ts';

export const perPage = 100;

export interface CatalogPage {
  readonly records: readonly DatasetRecord[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly modifiedSince: string | null;
  readonly q: string | null;
}

export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / perPage));

/** The nodes of the file: the catalogue with its datasets, records and service, and where the next page is. */
export function catalogNodes(catalog: CatalogRecord, shown: CatalogPage, extension: RdfExtension): Node[] {
  const to = addresses(catalog.base);
  return [catalogNode(catalog, shown, to), pagingNode(shown, extension, to)];
}

function catalogNode(catalog: CatalogRecord, { records }: CatalogPage, to: Addresses): Node {
  return node(
    to.catalog,
    ['dcat:Catalog', 'dcat:Resource'],
    pair('dct:title', both('catalog')),
    pair('dct:description', both('catalog_text')),
    child('dct:publisher', catalog.publisher === null ? null : agentNode(catalog.publisher, to)),
    child('foaf:homepage', node(to.home, ['foaf:Document'])),
    child('dct:language', chineseNode()),
    child('dct:spatial', regionNode('140000', to)),
    child('dcatap:applicableLegislation', lawNode(to)),
    themeTaxonomies(to).flatMap((one) => child('dcat:themeTaxonomy', one)),
    instant('dct:modified', catalog.modified),
    child('dcat:service', serviceNode(records, to)),
    records.flatMap((record) => child('dcat:dataset', datasetNode(record, to))),
    records.flatMap((record) => child('dcat:record', recordNode(record, to))),
  );
}

/** The interface through which the rows of every open table are read. */
export function serviceNode(records: readonly DatasetRecord[], to: Addresses): Node {
  return node(
    serviceId(to),
    ['dcat:DataService', 'dcat:Resource'],
    pair('dct:title', both('api')),
    pair('dct:description', both('api_text')),
    ref('dcat:endpointURL', to.api),
    ref('dcat:endpointDescription', to.apiDescription),
    child('dcat:landingPage', node(to.developers, ['foaf:Document'])),
    records
      .filter((record) => record.access === 'open' && record.versions.length > 0)
      .flatMap((record) => ref('dcat:servesDataset', to.dataset(record.code))),
  );
}

/** The entry in the catalogue, which is not the dataset: its own dates and its own address. */
export function recordNode(record: DatasetRecord, to: Addresses): Node {
  return node(
    `${to.dataset(record.code)}#record`,
    ['dcat:CatalogRecord'],
    ref('foaf:primaryTopic', to.dataset(record.code)),
    instant('dct:issued', record.issued),
    instant('dct:modified', record.modified),
    child('dct:conformsTo', node('http://data.europa.eu/r5r/', ['dct:Standard'])),
  );
}

function pagingNode({ total, page, modifiedSince, q }: CatalogPage, extension: RdfExtension, to: Addresses): Node {
  const last = pagesOf(total);
  const at = (n: number) => to.catalogFile(extension, { page: n, modified_since: modifiedSince, q });
  const link = (words: readonly string[], n: number) =>
    n < 1 || n > last || n === page ? [] : words.flatMap((word) => ref(`hydra:${word}`, at(n)));
  return node(
    at(page),
    // udata reads the first class, CKAN the second with its older names.
    ['hydra:PartialCollectionView', 'hydra:PagedCollection'],
    value('hydra:totalItems', total, 'xsd:integer'),
    value('hydra:itemsPerPage', perPage, 'xsd:integer'),
    ref('hydra:first', at(1)),
    ref('hydra:firstPage', at(1)),
    ref('hydra:last', at(last)),
    ref('hydra:lastPage', at(last)),
    link(['next', 'nextPage'], page + 1),
    link(['previous', 'previousPage'], page - 1),
  );
}
