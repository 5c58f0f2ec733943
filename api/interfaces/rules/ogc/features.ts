/** OGC API Features 1.0 (17-069r4): the documents about collections, and rows as GeoJSON. */
import { addresses, withQuery } from '../addresses.ts';
import { descriptionOf, licenceOf, titleIn } from '../describe.ts';
import type { ColumnRecord, DatasetRecord, Geo, TableRecord } from '../record.ts';
import { say } from '../words.ts';
import { type Box, collectionId, defaultLimit, defaultRecords, maxLimit, maxRecords } from './query.ts';

export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
export const geoJson = 'application/geo+json';
export const openApiType = 'application/vnd.oai.openapi+json;version=3.0';

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title?: string;
}

const link = (href: string, rel: string, type = 'application/json', title?: string): Link => ({
  href,
  rel,
  type,
  ...(title === undefined ? {} : { title }),
});

export function landing(base: string) {
  const { ogc, developers } = addresses(base);
  return {
    title: say('catalog', 'zh'),
    description: say('catalog_text', 'zh'),
    links: [
      link(ogc, 'self'),
      link(withQuery(ogc, { f: 'html' }), 'alternate', 'text/html'),
      link(`${ogc}/api`, 'service-desc', openApiType, 'OpenAPI 3.0'),
      link(developers, 'service-doc', 'text/html'),
      link(`${ogc}/conformance`, 'conformance'),
      link(`${ogc}/collections`, 'data'),
    ],
  };
}

const features = 'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf';
const records = 'http://www.opengis.net/spec/ogcapi-records-1/1.0/conf';

export const conformance = {
  conformsTo: [
    'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
    'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
    `${features}/core`,
    `${features}/geojson`,
    `${features}/oas30`,
    `${records}/record-core`,
    `${records}/record-collection`,
    `${records}/record-core-query-parameters`,
    `${records}/record-api`,
    `${records}/json`,
  ],
};

/** The first column with days or instants is what `datetime` asks about. */
export const timeColumn = (table: TableRecord): ColumnRecord | null =>
  table.columns.find((one) => one.type === 'date' || one.type === 'datetime') ?? null;

/** Instants of the table are those of Shanxi's clocks. */
function interval(column: ColumnRecord | null): readonly (readonly (string | null)[])[] | null {
  if (column === null || typeof column.min !== 'string' || typeof column.max !== 'string') return null;
  const at = (text: string, end: string) =>
    column.type === 'date' ? `${text}T${end}+08:00` : `${text.replace(' ', 'T').slice(0, 19)}+08:00`;
  return [[at(column.min, '00:00:00'), at(column.max, '23:59:59')]];
}

export function collection(record: DatasetRecord, table: TableRecord, extent: Box | null, base: string) {
  const to = addresses(base);
  const id = collectionId(record.code, table.number);
  const at = `${to.ogc}/collections/${id}`;
  const time = interval(timeColumn(table));
  const several = (record.versions[0]?.tables.length ?? 1) > 1;
  const licence = licenceOf(record, to);
  return {
    id,
    title: several ? say('places', 'zh', { title: record.title, table: table.name }) : titleIn(record, 'zh'),
    description: descriptionOf(record),
    itemType: 'feature',
    crs: [crs84],
    ...(extent === null && time === null ? {} : { extent: extentOf(extent, time) }),
    links: [
      link(at, 'self'),
      link(to.dataset(record.code), 'alternate', 'text/html'),
      link(to.datasetFile(record.code, 'ttl'), 'describedby', 'text/turtle'),
      link(`${at}/items`, 'items', geoJson),
      link(withQuery(`${at}/items`, { f: 'html' }), 'items', 'text/html'),
      link(`${at}/queryables`, 'http://www.opengis.net/def/rel/ogc/1.0/queryables', 'application/schema+json'),
      ...(licence === null ? [] : [link(licence.iri, 'license', 'text/html', licence.zh)]),
    ],
  };
}

function extentOf(box: Box | null, time: ReturnType<typeof interval>): object {
  return {
    ...(box === null ? {} : { spatial: { bbox: [box], crs: crs84 } }),
    ...(time === null
      ? {}
      : { temporal: { interval: time, trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' } }),
  };
}

const schemaTypes = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  boolean: { type: 'boolean' },
} as const;

/** What may be asked of the properties, as a JSON Schema (OGC API Features Part 3 has clients look here). */
export function queryables(record: DatasetRecord, table: TableRecord, base: string) {
  const id = `${addresses(base).ogc}/collections/${collectionId(record.code, table.number)}/queryables`;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    type: 'object',
    title: record.title,
    additionalProperties: false,
    properties: Object.fromEntries(
      queryableColumns(table).map((column) => [
        column.name,
        { ...schemaTypes[column.type], ...(column.label === '' ? {} : { title: column.label }) },
      ]),
    ),
  };
}

export const parameters = ['f', 'limit', 'bbox', 'datetime', 'cursor', 'lng', 'crs', 'bbox-crs'] as const;

/** A column that is called like a parameter cannot be asked about here; the rows interface can. */
export const queryableColumns = (table: TableRecord): readonly ColumnRecord[] =>
  table.columns.filter(
    (column) =>
      !parameters.some((one) => one === column.name) && !(table.geo !== null && isPlace(table.geo, column.name)),
  );

const isPlace = (geo: Geo, name: string): boolean =>
  'geometry' in geo ? geo.geometry === name : geo.longitude === name || geo.latitude === name;

type Cell = string | number | boolean | null;
export interface PlacedRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Rows are counted from 1 in a feature's id, as people count them. */
export function feature(
  geo: Geo,
  columns: readonly { readonly name: string; readonly type: string }[],
  { row, cells }: PlacedRow,
) {
  const cell = (name: string): Cell => cells[columns.findIndex((one) => one.name === name)] ?? null;
  return {
    type: 'Feature' as const,
    id: row + 1,
    geometry: geometryOf(geo, cell),
    properties: Object.fromEntries(
      columns.flatMap(({ name, type }, at) =>
        isPlace(geo, name) && 'geometry' in geo ? [] : [[name, property(cells[at] ?? null, type)]],
      ),
    ),
  };
}

/** Decimals travel as digits between our parts; to the tools of geographers they are numbers. */
const property = (cell: Cell, type: string): Cell =>
  type === 'decimal' && typeof cell === 'string' && Number.isFinite(Number(cell)) ? Number(cell) : cell;

function geometryOf(geo: Geo, cell: (name: string) => Cell): unknown {
  if ('geometry' in geo) {
    const text = cell(geo.geometry);
    try {
      const found =
        typeof text === 'string' ? (JSON.parse(text) as { type?: unknown; geometry?: unknown } | null) : null;
      // Some write a whole feature where its geometry is meant.
      return found?.type === 'Feature' ? (found.geometry ?? null) : found;
    } catch {
      return null;
    }
  }
  const [x, y] = [cell(geo.longitude), cell(geo.latitude)].map((one) =>
    one === null || one === '' ? Number.NaN : Number(one),
  );
  if (x === undefined || y === undefined) return null;
  const real = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90;
  return real ? { type: 'Point', coordinates: [x, y] } : null;
}

const parameter = (name: string, schema: object, text: string) => ({
  name,
  in: 'query',
  required: false,
  description: text,
  schema,
  style: 'form',
  explode: false,
});

/** The description by which clients find out how much they may ask for at once: GDAL pages by 10 without it. */
export function openApi(base: string, tables: readonly { readonly id: string; readonly table: TableRecord }[] = []) {
  const { ogc } = addresses(base);
  const answer = (type: string) => ({
    '200': { description: 'OK', content: { [type]: { schema: { type: 'object' } } } },
  });
  const get = (operationId: string, type = 'application/json', list: readonly object[] = []) => ({
    get: { operationId, tags: ['ogc'], parameters: [...list], responses: answer(type) },
  });
  const at = (name: string) => ({ $ref: `#/components/parameters/${name}` });
  const own = (table: TableRecord) => [
    ...['limit', 'bbox', 'datetime', 'cursor'].map(at),
    ...queryableColumns(table).map((one) => parameter(one.name, schemaTypes[one.type], one.label)),
  ];
  return {
    openapi: '3.0.3',
    info: { title: say('catalog', 'en'), version: '1.0.0', description: say('catalog_text', 'en') },
    servers: [{ url: ogc }],
    paths: {
      '/': get('landing'),
      '/conformance': get('conformance'),
      '/collections': get('collections'),
      '/collections/{collectionId}': get('collection', 'application/json', [at('collectionId')]),
      '/collections/{collectionId}/queryables': get('queryables', 'application/schema+json', [at('collectionId')]),
      '/collections/{collectionId}/items': get('items', geoJson, [
        at('collectionId'),
        at('limit'),
        at('bbox'),
        at('datetime'),
        at('cursor'),
      ]),
      '/collections/{collectionId}/items/{featureId}': get('item', geoJson, [at('collectionId'), at('featureId')]),
      // GDAL looks for a collection's own path, and finds there how much it may ask for and which properties can be filtered.
      ...Object.fromEntries(
        tables.map(({ id, table }) => [`/collections/${id}/items`, get(`items-${id}`, geoJson, own(table))]),
      ),
      // Named beside the general path, because its parameters are others.
      '/collections/catalog/items': get('records', geoJson, [
        parameter(
          'limit',
          { type: 'integer', minimum: 1, maximum: maxRecords, default: defaultRecords },
          'Records an answer',
        ),
        at('bbox'),
        at('datetime'),
        parameter('q', { type: 'string' }, 'Words, in Chinese or English'),
        parameter('type', { type: 'array', items: { type: 'string' } }, 'Kinds of resource; ours are all `dataset`'),
        parameter('ids', { type: 'array', items: { type: 'string' } }, 'Identifiers of records'),
        parameter('externalIds', { type: 'array', items: { type: 'string' } }, 'Resource codes'),
        at('cursor'),
      ]),
    },
    components: {
      parameters: {
        collectionId: { name: 'collectionId', in: 'path', required: true, schema: { type: 'string' } },
        featureId: { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } },
        limit: parameter(
          'limit',
          { type: 'integer', minimum: 1, maximum: maxLimit, default: defaultLimit },
          'Features an answer',
        ),
        bbox: parameter(
          'bbox',
          { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
          'west,south,east,north in CRS84',
        ),
        datetime: parameter(
          'datetime',
          { type: 'string' },
          'An instant, or an interval with ends that may be open (..)',
        ),
        cursor: parameter('cursor', { type: 'string' }, 'As in the link rel=next'),
      },
    },
  };
}
