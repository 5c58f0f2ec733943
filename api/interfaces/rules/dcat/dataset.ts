/** A dataset in DCAT-AP 3.0.1 (DCAT 3, W3C Recommendation 2024). */
import type { Addresses } from '../addresses.ts';
import { agencyName, contactOf, dayOfMoment, dayText, described, licenceOf, placeOf, titleIn } from '../describe.ts';
import { type Distribution, distributionsOf } from '../distributions.ts';
import { child, iri, type Node, node, pair, ref, text, value } from '../rdf.ts';
import { type DatasetRecord, newest, type ProviderRecord, type VersionRecord } from '../record.ts';
import { both } from '../words.ts';
import {
  accessNode,
  chineseNode,
  fileTypeNode,
  frequencyNode,
  lawNode,
  licenceNode,
  mediaTypeNode,
  regionNode,
  statusNode,
  themeNodes,
} from './vocabulary.ts';

export const instant = (predicate: string, at: string | null) => value(predicate, at, 'xsd:dateTime');

/** Several provisions of the profile read the same for a body, wherever it is named. */
export function agentNode(provider: ProviderRecord, to: Addresses): Node {
  return node(
    to.agency(provider.uscc),
    ['foaf:Agent', 'foaf:Organization'],
    pair('foaf:name', [provider.name, provider.nameEn ?? '']),
    // 统一社会信用代码 (GB 32100), what identifies a body in China.
    value('dct:identifier', provider.uscc),
  );
}

function contactNode(provider: ProviderRecord, to: Addresses): Node {
  const { email, phone } = contactOf(provider);
  return node(
    `${to.agency(provider.uscc)}#contact`,
    ['vcard:Kind', 'vcard:Organization'],
    pair('vcard:fn', [provider.name, provider.nameEn ?? '']),
    ref('vcard:hasURL', to.agency(provider.uscc)),
    ref('vcard:hasEmail', email === null ? null : `mailto:${iri(email)}`),
    ref('vcard:hasTelephone', phone === null ? null : `tel:${phone.replace(/[^\d+]/g, '')}`),
  );
}

function periodNode(record: DatasetRecord): Node | null {
  const from = dayOfMoment(record.temporalFrom, 'first');
  const to = dayOfMoment(record.temporalTo, 'last');
  if (from === null && to === null) return null;
  return node(
    null,
    ['dct:PeriodOfTime'],
    value('dcat:startDate', from, 'xsd:date'),
    value('dcat:endDate', to, 'xsd:date'),
  );
}

function distributionNode(record: DatasetRecord, version: VersionRecord, one: Distribution, to: Addresses): Node {
  const licence = licenceOf(record, to);
  const name = one.table === null || version.tables.length === 1 ? record.title : `${record.title} ${one.table.name}`;
  return node(
    `${to.version(record.code, version.number)}#${one.key}`,
    ['dcat:Distribution'],
    text('dct:title', `${name} (${one.label})`, 'zh'),
    ref('dcat:accessURL', to.version(record.code, version.number)),
    ref('dcat:downloadURL', iri(one.url)),
    child('dcat:mediaType', mediaTypeNode(one.mediaType)),
    child('dct:format', one.fileType === null ? null : fileTypeNode(one.fileType)),
    value('dcat:byteSize', one.bytes, 'xsd:nonNegativeInteger'),
    child('spdx:checksum', one.sha256 === null ? null : checksumNode(one.sha256)),
    child('dct:license', licence === null ? null : licenceNode(licence)),
    instant('dct:issued', version.publishedAt),
    ref('dcat:accessService', one.table === null ? null : serviceId(to)),
  );
}

const checksumNode = (sha256: string): Node =>
  node(
    null,
    ['spdx:Checksum'],
    child('spdx:algorithm', node('http://spdx.org/rdf/terms#checksumAlgorithm_sha256', ['spdx:ChecksumAlgorithm'])),
    value('spdx:checksumValue', sha256, 'xsd:hexBinary'),
  );

/** What needs a licence has no file: its distribution is the page where the licence is asked for. */
function applicationNode(record: DatasetRecord, to: Addresses): Node {
  const licence = licenceOf(record, to);
  return node(
    `${to.dataset(record.code)}#by-licence`,
    ['dcat:Distribution'],
    text('dct:title', record.title, 'zh'),
    text('dct:description', record.openCondition, 'zh'),
    ref('dcat:accessURL', to.dataset(record.code)),
    child('dct:license', licence === null ? null : licenceNode(licence)),
  );
}

export const serviceId = (to: Addresses): string => `${to.api}#service`;

function versionNode(record: DatasetRecord, version: VersionRecord, to: Addresses): Node {
  const fill = { n: version.number };
  return node(
    to.version(record.code, version.number),
    ['dcat:Dataset', 'dcat:Resource'],
    pair('dct:title', [
      both('version_title', { ...fill, title: record.title })[0],
      both('version_title', { ...fill, title: titleIn(record, 'en') })[1],
    ]),
    text('dct:description', version.note ?? record.abstract, 'zh'),
    text('dct:description', described(record, 'en'), 'en'),
    value('dcat:version', version.number),
    ref('dcat:isVersionOf', to.dataset(record.code)),
    instant('dct:issued', version.publishedAt),
    distributionsOf(record, version, to).flatMap((one) =>
      child('dcat:distribution', distributionNode(record, version, one, to)),
    ),
  );
}

/** The quality score of 0 to 100 (Data Quality Vocabulary); its criteria stand in the API. */
const qualityNode = (score: number, page: string, to: Addresses): Node =>
  node(
    `${page}#quality`,
    ['dqv:QualityMeasurement'],
    child(
      'dqv:isMeasurementOf',
      node(`${to.api}#quality-score`, ['dqv:Metric'], pair('skos:definition', both('quality_score'))),
    ),
    ref('dqv:computedOn', page),
    value('dqv:value', score, 'xsd:integer'),
  );

function provenanceNode(record: DatasetRecord): Node {
  const version = newest(record);
  const words = (locale: 'zh' | 'en') => {
    const agency = agencyName(record.provider, locale);
    return version === null
      ? both('provenance_none', { agency })
      : both('provenance', { agency, n: version.number, day: dayText(version.publishedAt) });
  };
  return node(null, ['dct:ProvenanceStatement'], pair('rdfs:label', [words('zh')[0], words('en')[1]]));
}

/**
 * @param versions true adds every version as a dataset of its own, as DCAT 3 has it; lists leave them out, because harvesters
 *   take each dcat:Dataset they meet for one of the catalogue's.
 */
export function datasetNode(record: DatasetRecord, to: Addresses, versions = false): Node {
  const version = newest(record);
  const licence = licenceOf(record, to);
  const page = to.dataset(record.code);
  const files = version === null ? [] : distributionsOf(record, version, to);
  return node(
    page,
    ['dcat:Dataset', 'dcat:Resource'],
    value('dct:identifier', record.code),
    pair('dct:title', [record.title, record.titleEn]),
    text('dct:description', record.abstract === '' ? described(record, 'zh') : record.abstract, 'zh'),
    text('dct:description', described(record, 'en'), 'en'),
    child('dct:publisher', agentNode(record.provider, to)),
    child('dcat:contactPoint', contactNode(record.provider, to)),
    record.keywords.flatMap((word) => text('dcat:keyword', word, 'zh')),
    record.theme === null ? [] : themeNodes(record.theme, to).flatMap((theme) => child('dcat:theme', theme)),
    child('dct:spatial', regionNode(record.regionCode, to)),
    record.spatial === '' || record.spatial === placeOf({ ...record, spatial: '' }, 'zh')
      ? []
      : child('dct:spatial', node(null, ['dct:Location'], text('skos:prefLabel', record.spatial, 'zh'))),
    child('dct:temporal', periodNode(record)),
    child('dct:accrualPeriodicity', record.updateCycle === null ? null : frequencyNode(record.updateCycle)),
    child('dct:accessRights', accessNode(record.access)),
    child('dct:language', chineseNode()),
    // DCAT-AP puts the licence on the distributions; harvesters also look for it here, as DCAT allows.
    child('dct:license', licence === null ? null : licenceNode(licence)),
    child('dct:provenance', provenanceNode(record)),
    child('dcatap:applicableLegislation', lawNode(to)),
    child('dcat:landingPage', node(page + pageMark, ['foaf:Document'])),
    instant('dct:issued', record.issued),
    instant('dct:modified', record.modified),
    value('dcat:version', version?.number ?? null),
    text('adms:versionNotes', version?.note ?? '', 'zh'),
    child('dqv:hasQualityMeasurement', record.quality === null ? null : qualityNode(record.quality, page, to)),
    record.related.flatMap((code) => ref('dct:relation', to.dataset(code))),
    version === null || record.access !== 'licence' ? [] : child('dcat:distribution', applicationNode(record, to)),
    version === null
      ? []
      : files.flatMap((one) => child('dcat:distribution', distributionNode(record, version, one, to))),
    versions ? record.versions.flatMap((one) => child('dcat:hasVersion', versionNode(record, one, to))) : [],
  );
}

/** The page is a document about the dataset, and not the dataset itself. */
const pageMark = '#content';

/** What is left to say of a dataset that was withdrawn. */
export function tombstoneNode(record: DatasetRecord, to: Addresses): Node {
  return node(
    to.dataset(record.code),
    ['dcat:Dataset', 'dcat:Resource'],
    value('dct:identifier', record.code),
    pair('dct:title', [record.title, record.titleEn]),
    text('dct:description', record.abstract, 'zh'),
    child('dct:publisher', agentNode(record.provider, to)),
    child('adms:status', statusNode('WITHDRAWN')),
    text('adms:versionNotes', record.withdrawn?.reason ?? '', 'zh'),
    instant('dct:issued', record.issued),
    instant('dct:modified', record.modified),
  );
}
