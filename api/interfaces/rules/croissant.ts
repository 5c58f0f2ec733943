/** A version in Croissant 1.1 (MLCommons), which loaders of machine learning read: files with their hashes, tables with their fields. */
import { bibtex, type Cited } from '#api/datasets/rules/citation.ts';
import type { Day } from '#api/kernel/time.ts';
import { addresses } from './addresses.ts';
import { agencyName, dayText, descriptionOf, licenceOf } from './describe.ts';
import { distributionsOf } from './distributions.ts';
import { iri } from './rdf.ts';
import type { ColumnRecord, ColumnType, DatasetRecord, TableRecord, VersionRecord } from './record.ts';
import { say } from './words.ts';

/** The context of the specification's appendix, term by term. */
const context = {
  '@language': 'zh',
  '@vocab': 'https://schema.org/',
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  excludes: 'cr:excludes',
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  readLines: 'cr:readLines',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  sdVersion: 'cr:sdVersion',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
  unArchive: 'cr:unArchive',
  value: 'cr:value',
} as const;

const dataTypes: Readonly<Record<ColumnType, string>> = {
  text: 'sc:Text',
  integer: 'sc:Integer',
  decimal: 'sc:Float',
  date: 'sc:Date',
  datetime: 'sc:DateTime',
  boolean: 'sc:Boolean',
};

/**
 * Only files whose hash is known are listed, as the standard wants: the stored Parquet and files kept as they came.
 * @param today the day of the citation.
 */
export function croissant(record: DatasetRecord, version: VersionRecord, base: string, today: Day) {
  const to = addresses(base);
  const licence = licenceOf(record, to);
  const page = to.version(record.code, version.number);
  const files = distributionsOf(record, version, to).filter((one) => one.sha256 !== null);
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    '@id': page,
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: record.title,
    ...(record.titleEn === '' ? {} : { alternateName: { '@value': record.titleEn, '@language': 'en' } }),
    description: descriptionOf(record),
    url: page,
    sameAs: to.dataset(record.code),
    identifier: record.code,
    // Three numbers, as the standard recommends; every published version of ours replaces the table as a whole.
    version: `${version.number}.0.0`,
    isLiveDataset: false,
    inLanguage: 'zh',
    ...(record.keywords.length === 0 ? {} : { keywords: record.keywords }),
    ...(licence === null ? {} : { license: licence.iri }),
    creator: bodyOf(record, base),
    publisher: bodyOf(record, base),
    datePublished: dayText(version.publishedAt),
    dateModified: dayText(version.publishedAt),
    isAccessibleForFree: true,
    citeAs: bibtex(citedOf(record, version, page, today)),
    distribution: files.map((one) => ({
      '@type': 'cr:FileObject',
      '@id': one.key,
      name: one.table === null ? one.label : `${one.table.name}.${one.format}`,
      contentUrl: iri(one.url),
      encodingFormat: one.format === 'parquet' ? 'application/x-parquet' : one.mediaType,
      ...(one.bytes === null ? {} : { contentSize: `${one.bytes} B` }),
      sha256: one.sha256,
    })),
    recordSet: version.tables
      .filter((table) => files.some((one) => one.table?.number === table.number))
      .map((table) => recordSetOf(table)),
  };
}

const bodyOf = ({ provider }: DatasetRecord, base: string) => ({
  '@type': 'sc:GovernmentOrganization',
  name: agencyName(provider, 'zh'),
  identifier: provider.uscc,
  url: addresses(base).agency(provider.uscc),
});

function recordSetOf(table: TableRecord) {
  const id = `table-${table.number}`;
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: table.name,
    field: table.columns.map((column) => fieldOf(id, `${table.number}-parquet`, column)),
  };
}

function fieldOf(recordSet: string, file: string, column: ColumnRecord) {
  const description = [column.label, column.description, column.unit].filter((one) => one !== '').join('；');
  return {
    '@type': 'cr:Field',
    '@id': `${recordSet}/${iri(column.name)}`,
    name: column.name,
    ...(description === '' ? {} : { description }),
    dataType: dataTypes[column.type],
    source: { fileObject: { '@id': file }, extract: { column: column.name } },
  };
}

function citedOf(record: DatasetRecord, version: VersionRecord, url: string, today: Day): Cited {
  return {
    agency: agencyName(record.provider, 'zh'),
    title: record.title,
    code: record.code,
    version: version.number,
    edition: say('edition', 'zh', { n: version.number }),
    platform: say('short_name', 'zh'),
    publishedOn: dayText(version.publishedAt),
    acquiredOn: today,
    url,
    note: say('edition', 'zh', { n: version.number }),
  };
}
