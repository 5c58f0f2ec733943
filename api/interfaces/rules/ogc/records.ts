/** OGC API Records 1.0 (20-004r1): the catalogue as a collection of records. */
import { addresses } from '../addresses.ts';
import {
  agencyName,
  boxes,
  boxOf,
  contactOf,
  dayOfMoment,
  descriptionOf,
  licenceOf,
  themeName,
  titleIn,
} from '../describe.ts';
import { distributionsOf } from '../distributions.ts';
import { type DatasetRecord, newest } from '../record.ts';
import { say } from '../words.ts';
import { crs84, geoJson, type Link } from './features.ts';
import { type Box, collectionId, type Span } from './query.ts';

export const catalogId = 'catalog';

/** `301001-000127`: the code without its slash. */
export const recordId = (code: string): string => code.replace('/', '-');

export function codeOfRecord(id: string): string | null {
  const [, classification, sequence] = /^([123]\d{5}[0-9A-Z]{0,12})-(\d{1,10})$/.exec(id) ?? [];
  return classification === undefined ? null : `${classification}/${sequence}`;
}

export function catalogCollection(base: string, modified: string | null) {
  const { ogc, datasets } = addresses(base);
  const at = `${ogc}/collections/${catalogId}`;
  return {
    id: catalogId,
    type: 'Collection',
    title: say('catalog', 'zh'),
    description: say('catalog_text', 'zh'),
    itemType: 'record',
    crs: [crs84],
    extent: { spatial: { bbox: [boxOf('140000')], crs: crs84 } },
    language: { code: 'zh' },
    ...(modified === null ? {} : { updated: modified }),
    links: [
      { href: at, rel: 'self', type: 'application/json' },
      { href: datasets, rel: 'alternate', type: 'text/html' },
      { href: `${at}/items`, rel: 'items', type: geoJson },
    ],
  };
}

export function record(dataset: DatasetRecord, base: string) {
  const to = addresses(base);
  const version = newest(dataset);
  const licence = licenceOf(dataset, to);
  const box = boxOf(dataset.regionCode);
  const { email, phone } = contactOf(dataset.provider);
  const files = version === null ? [] : distributionsOf(dataset, version, to);
  const at = `${to.ogc}/collections/${catalogId}`;
  const time = timeOf(dataset);
  const links: Link[] = [
    { href: `${at}/items/${recordId(dataset.code)}`, rel: 'self', type: geoJson },
    { href: at, rel: 'collection', type: 'application/json' },
    { href: to.dataset(dataset.code), rel: 'alternate', type: 'text/html' },
    { href: to.datasetFile(dataset.code, 'ttl'), rel: 'describedby', type: 'text/turtle' },
    { href: to.datasetFile(dataset.code, 'jsonld'), rel: 'describedby', type: 'application/ld+json' },
    ...files.map((one) => ({ href: one.url, rel: 'enclosure', type: one.mediaType, title: one.label })),
    ...(version?.tables ?? [])
      .filter((table) => table.geo !== null && dataset.access === 'open')
      .map((table) => ({
        href: `${to.ogc}/collections/${collectionId(dataset.code, table.number)}`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/data',
        type: 'application/json',
      })),
    ...(licence === null ? [] : [{ href: licence.iri, rel: 'license', type: 'text/html', title: licence.zh }]),
  ];
  return {
    type: 'Feature' as const,
    id: recordId(dataset.code),
    // The place of the government whose data it is: the record's, not that of each row.
    geometry: box === null ? null : polygon(box),
    ...(box === null ? {} : { bbox: box }),
    time,
    conformsTo: ['http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core'],
    properties: {
      type: 'dataset',
      title: dataset.title,
      description: descriptionOf(dataset),
      created: dataset.issued,
      updated: dataset.modified,
      externalIds: [{ value: dataset.code }, { scheme: 'url', value: to.dataset(dataset.code) }],
      language: { code: 'zh', name: '中文', alternate: 'Chinese', dir: 'ltr' },
      ...(dataset.keywords.length === 0 ? {} : { keywords: dataset.keywords }),
      ...(dataset.titleEn === '' ? {} : { alternateTitle: titleIn(dataset, 'en') }),
      ...(dataset.theme === null
        ? {}
        : {
            themes: [
              {
                scheme: to.ns('themes'),
                concepts: [{ id: dataset.theme, title: themeName(dataset.theme, 'zh'), url: to.theme(dataset.theme) }],
              },
            ],
          }),
      formats: [
        ...new Map(files.map((one) => [one.mediaType, { name: one.label, mediaType: one.mediaType }])).values(),
      ],
      contacts: [
        {
          identifier: dataset.provider.uscc,
          organization: agencyName(dataset.provider, 'zh'),
          roles: ['publisher', 'pointOfContact'],
          ...(email === null ? {} : { emails: [{ value: email }] }),
          ...(phone === null ? {} : { phones: [{ value: phone }] }),
          links: [{ href: to.agency(dataset.provider.uscc), rel: 'about', type: 'text/html' }],
        },
      ],
      ...(licence === null ? {} : { license: licence.code === 'cc-by-4.0' ? 'CC-BY-4.0' : 'other' }),
      ...(licence === null ? {} : { rights: licence.zh }),
    },
    links,
  };
}

function timeOf(dataset: DatasetRecord): object | null {
  const from = dayOfMoment(dataset.temporalFrom, 'first');
  const to = dayOfMoment(dataset.temporalTo, 'last');
  return from === null && to === null ? null : { interval: [from ?? '..', to ?? '..'] };
}

function polygon([west, south, east, north]: Box) {
  return {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

/** The divisions of `boxes` that meet a box; entries of counties count with their city. */
export function citiesMeeting([west, south, east, north]: Box): string[] {
  return Object.entries(boxes).flatMap(([code, box]) => {
    const across = west <= east ? box[0] <= east && box[2] >= west : box[2] >= west || box[0] <= east;
    return across && box[1] <= north && box[3] >= south ? [code] : [];
  });
}

/** The instants between which a record was changed, both inclusive. */
export function changedIn({ from, to }: Span): { readonly from: string | null; readonly until: string | null } {
  const instant = (text: string | null, end: string) =>
    text === null ? null : new Date(text.length === 10 ? `${text}T${end}Z` : text).toISOString();
  return { from: instant(from, '00:00:00'), until: instant(to, '23:59:59') };
}
