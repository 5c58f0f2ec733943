/** DCAT-US 1.1 (Project Open Data metadata schema v1.1), the form of /data.json. */
import { addresses } from './addresses.ts';
import {
  agencyName,
  contactOf,
  dayOfMoment,
  descriptionOf,
  licenceOf,
  periods,
  placeOf,
  themeName,
} from './describe.ts';
import { distributionsOf } from './distributions.ts';
import { iri } from './rdf.ts';
import { type DatasetRecord, newest } from './record.ts';

/** The head of the file; `dataset` follows as a stream. */
export const dcatUsHead = (base: string) => ({
  '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
  '@id': addresses(base).dcatUs,
  '@type': 'dcat:Catalog',
  conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
  describedBy: 'https://project-open-data.cio.gov/v1.1/schema/catalog.json',
});

const accessLevels = { open: 'public', licence: 'restricted public', closed: 'non-public' } as const;

export function dcatUsDataset(record: DatasetRecord, base: string) {
  const to = addresses(base);
  const version = newest(record);
  const licence = licenceOf(record, to);
  const { email } = contactOf(record.provider);
  const theme = record.theme === null ? null : themeName(record.theme, 'zh');
  const words = [...new Set([...record.keywords, ...(theme === null ? [] : [theme])])];
  const from = dayOfMoment(record.temporalFrom, 'first');
  const until = dayOfMoment(record.temporalTo, 'last');
  const period = record.updateCycle === null ? null : periods[record.updateCycle];
  const files = version === null ? [] : distributionsOf(record, version, to);
  return {
    '@type': 'dcat:Dataset',
    identifier: to.dataset(record.code),
    title: record.title,
    description: descriptionOf(record),
    keyword: words.length === 0 ? [record.classification.at(-1)?.name ?? record.code] : words,
    modified: record.modified,
    issued: record.issued,
    publisher: { '@type': 'org:Organization', name: agencyName(record.provider, 'zh') },
    contactPoint: {
      '@type': 'vcard:Contact',
      fn: agencyName(record.provider, 'zh'),
      ...(email === null ? {} : { hasEmail: `mailto:${email}` }),
    },
    accessLevel: accessLevels[record.access],
    ...(record.openCondition === '' ? {} : { rights: record.openCondition.slice(0, 255) }),
    ...(licence === null ? {} : { license: iri(licence.iri) }),
    landingPage: to.dataset(record.code),
    language: ['zh'],
    spatial: placeOf(record, 'zh'),
    ...(from === null || until === null ? {} : { temporal: `${from}/${until}` }),
    ...(record.updateCycle === null ? {} : { accrualPeriodicity: period === null ? 'irregular' : `R/${period}` }),
    ...(theme === null ? {} : { theme: [theme] }),
    ...(version === null
      ? {}
      : { describedBy: to.datasetFile(record.code, 'jsonld'), describedByType: 'application/ld+json' }),
    ...(files.length === 0
      ? {}
      : {
          distribution: files.map((one) => ({
            '@type': 'dcat:Distribution',
            title: one.table === null ? one.label : `${one.table.name} (${one.label})`,
            format: one.label,
            mediaType: one.mediaType,
            downloadURL: iri(one.url),
          })),
        }),
  };
}
