/** OGC API Features and Records over the published data. */
import type { Ctx } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import type { Box, Filter } from '#api/ports/tables/port.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import { addresses, withQuery } from './rules/addresses.ts';
import {
  collection,
  feature,
  geoJson,
  type Link,
  openApi,
  parameters,
  queryableColumns,
  queryables,
  timeColumn,
} from './rules/ogc/features.ts';
import * as ask from './rules/ogc/query.ts';
import {
  catalogCollection,
  catalogId,
  changedIn,
  citiesMeeting,
  codeOfRecord,
  record as recordFeature,
} from './rules/ogc/records.ts';
import { type DatasetRecord, type Geo, newest, type TableRecord } from './rules/record.ts';
import { refuse } from './rules/refusals.ts';
import { catalogPulse, getRecord, recordsOf } from './service.ts';
import * as store from './store.ts';

interface Placed {
  readonly record: DatasetRecord;
  readonly table: TableRecord;
  readonly geo: Geo;
}

const newestWithColumns = { versions: 'newest', columns: true } as const;
/** More collections than clients list in a menu; all of them are found through the records. */
const mostCollections = 5000;

export async function listCollections(ctx: Ctx) {
  const base = ctx.env.PUBLIC_URL;
  const { ogc } = addresses(base);
  const [pulse, listed] = await Promise.all([
    catalogPulse(ctx),
    store.listEntries(ctx.db, { withdrawn: 'without', places: true }, { take: mostCollections }),
  ]);
  const records = await recordsOf(ctx, listed, newestWithColumns);
  const placed = records.flatMap(placedTables);
  return {
    links: [{ href: `${ogc}/collections`, rel: 'self', type: 'application/json' }],
    collections: [
      catalogCollection(base, pulse.modified),
      // Extents of geometry columns cost a pass over the table: they are told where the collection is asked for.
      ...placed.map(({ record, table, geo }) => collection(record, table, knownExtent(table, geo), base)),
    ],
  };
}

/** Collections that are named in the description one by one; of more of them the general path must do. */
const mostDescribed = 500;

export async function describeApi(ctx: Ctx) {
  const listed = await store.listEntries(ctx.db, { withdrawn: 'without', places: true }, { take: mostDescribed });
  const records = await recordsOf(ctx, listed, newestWithColumns);
  const tables = records
    .flatMap(placedTables)
    .map(({ record, table }) => ({ id: ask.collectionId(record.code, table.number), table }));
  return openApi(ctx.env.PUBLIC_URL, tables);
}

function placedTables(record: DatasetRecord): Placed[] {
  if (record.access !== 'open' || record.withdrawn !== null) return [];
  return (newest(record)?.tables ?? []).flatMap((table) =>
    table.geo === null ? [] : [{ record, table, geo: table.geo }],
  );
}

/** The extent by the statistics of two coordinate columns; null where only the table itself can tell. */
function knownExtent(table: TableRecord, geo: Geo): Box | null {
  if ('geometry' in geo) return null;
  const [x, y] = [geo.longitude, geo.latitude].map((name) => table.columns.find((one) => one.name === name));
  const edges = [x?.min, y?.min, x?.max, y?.max].map((edge) => (edge == null ? Number.NaN : Number(edge)));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = edges;
  return edges.every(Number.isFinite) ? [west, south, east, north] : null;
}

async function getPlaced(ctx: Ctx, id: string): Promise<Placed> {
  const named = ask.tableOfCollection(id);
  const missing = () => refuse('interfaces.no_collection', { id: id.slice(0, 60) });
  const listed = named === null ? null : await store.findListed(ctx.db, named.code);
  if (listed === null) throw missing();
  const [record] = await recordsOf(ctx, [listed], newestWithColumns);
  // What was withdrawn answers 410 here as everywhere.
  if (record?.withdrawn != null) await getRecord(ctx, record.code);
  const placed = record === undefined ? [] : placedTables(record);
  const found = placed.find(({ table }) => table.number === named?.table);
  if (found === undefined) throw missing();
  return found;
}

async function onPlaced<T>(ctx: Ctx, { record, table }: Placed, work: (path: string) => Promise<T>): Promise<T> {
  const tableKey = await store.findTableKey(ctx.db, record.id, newest(record)?.number ?? 0, table.number);
  if (tableKey === null) throw refuse('interfaces.no_collection', { id: ask.collectionId(record.code, table.number) });
  return onTable(ctx, { tableKey }, work);
}

/** Extents that only a pass over the table tells, by its hash: the table never changes. */
const extents = new Map<string, Box | null>();
const mostExtents = 2000;

async function extentOf(ctx: Ctx, placed: Placed): Promise<Box | null> {
  const known = knownExtent(placed.table, placed.geo);
  const key = placed.table.sha256;
  if (known !== null || key === null) return known;
  const kept = extents.get(key);
  if (kept !== undefined) return kept;
  const found = await onPlaced(ctx, placed, (path) => ctx.ports.tables.extent(path, placed.geo));
  if (extents.size >= mostExtents) extents.delete(extents.keys().next().value ?? '');
  extents.set(key, found);
  return found;
}

export async function showCollection(ctx: Ctx, id: string) {
  if (id === catalogId) return catalogCollection(ctx.env.PUBLIC_URL, (await catalogPulse(ctx)).modified);
  const placed = await getPlaced(ctx, id);
  return collection(placed.record, placed.table, await extentOf(ctx, placed), ctx.env.PUBLIC_URL);
}

export async function showQueryables(ctx: Ctx, id: string) {
  const { record, table } = await getPlaced(ctx, id);
  return queryables(record, table, ctx.env.PUBLIC_URL);
}

/** The page about a collection, for those who look with a browser. */
export async function pageOf(ctx: Ctx, id: string): Promise<string> {
  const to = addresses(ctx.env.PUBLIC_URL);
  return id === catalogId ? to.datasets : to.dataset((await getPlaced(ctx, id)).record.code);
}

export async function listFeatures(ctx: Ctx, id: string, query: ask.Query) {
  const placed = await getPlaced(ctx, id);
  const { record, table, geo } = placed;
  ask.requireKnown(query, [...parameters, ...queryableColumns(table).map((one) => one.name)]);
  const limit = ask.limitOf(query, ask.defaultLimit, ask.maxLimit);
  const box = ask.boxOf(query);
  const cursor = ask.cursorOf(query);
  const filters = [...timeFilters(table, ask.spanOf(query)), ...equals(table, query)];
  const page = await onPlaced(ctx, placed, (path) =>
    ctx.ports.tables.features(path, {
      places: geo,
      limit,
      filters,
      ...(box === null ? {} : { box }),
      ...(cursor === null ? {} : { after: cursor.after }),
      count: cursor === null,
    }),
  );
  const matched = page.total ?? cursor?.matched ?? page.features.length;
  const to = addresses(ctx.env.PUBLIC_URL);
  const at = `${to.ogc}/collections/${id}`;
  const asked = asText(query);
  return {
    type: 'FeatureCollection' as const,
    numberMatched: matched,
    numberReturned: page.features.length,
    links: [
      { href: withQuery(`${at}/items`, asked), rel: 'self', type: geoJson },
      { href: to.dataset(record.code), rel: 'alternate', type: 'text/html' },
      { href: at, rel: 'collection', type: 'application/json' },
      ...(page.next === null
        ? []
        : [
            {
              href: withQuery(`${at}/items`, { ...asked, cursor: `${page.next}-${matched}` }),
              rel: 'next',
              type: geoJson,
            },
          ]),
    ] satisfies Link[],
    features: page.features.map((one) => feature(geo, page.columns, one)),
  };
}

function asText(query: ask.Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** An instant names a whole day of a column of days. */
function timeFilters(table: TableRecord, span: ask.Span | null): Filter[] {
  if (span === null) return [];
  const column = timeColumn(table);
  if (column === null) return [];
  const local = (text: string, end: string): string => {
    if (column.type === 'date') return shanghai(text).slice(0, 10);
    return text.length === 10 ? `${text}T${end}` : shanghai(text);
  };
  return [
    ...(span.from === null ? [] : [{ column: column.name, op: 'gte', value: local(span.from, '00:00:00') } as const]),
    ...(span.to === null
      ? []
      : [{ column: column.name, op: 'lte', value: local(span.to, '23:59:59.999999') } as const]),
  ];
}

/** An instant on Shanxi's clocks, which the times of the tables are; a day stays the day it is. */
function shanghai(text: string): string {
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) return text;
  return new Date(Date.parse(text) + 8 * 3600_000).toISOString().slice(0, 19);
}

function equals(table: TableRecord, query: ask.Query): Filter[] {
  return queryableColumns(table).flatMap(({ name }) => {
    const value = ask.one(query, name);
    return value === null ? [] : [{ column: name, op: 'eq', value } as const];
  });
}

export async function showFeature(ctx: Ctx, id: string, featureId: string) {
  const placed = await getPlaced(ctx, id);
  const row = /^[1-9]\d{0,11}$/.test(featureId) ? Number(featureId) - 1 : -1;
  if (row < 0 || row >= placed.table.rowCount) throw refuse('interfaces.no_item');
  const page = await onPlaced(ctx, placed, (path) =>
    ctx.ports.tables.features(path, {
      places: placed.geo,
      limit: 1,
      count: false,
      ...(row === 0 ? {} : { after: row - 1 }),
    }),
  );
  const found = page.features[0];
  if (found === undefined) throw refuse('interfaces.no_item');
  const to = addresses(ctx.env.PUBLIC_URL);
  const at = `${to.ogc}/collections/${id}`;
  return {
    ...feature(placed.geo, page.columns, found),
    links: [
      { href: `${at}/items/${featureId}`, rel: 'self', type: geoJson },
      { href: at, rel: 'collection', type: 'application/json' },
      { href: to.dataset(placed.record.code), rel: 'alternate', type: 'text/html' },
    ] satisfies Link[],
  };
}

const recordParameters = [
  'f',
  'limit',
  'bbox',
  'datetime',
  'q',
  'type',
  'ids',
  'externalIds',
  'cursor',
  'lng',
  'crs',
  'bbox-crs',
];
/** The search answers a hundred at a time. */
const mostFound = 100;

export async function listRecords(ctx: Ctx, query: ask.Query) {
  ask.requireKnown(query, recordParameters);
  const q = ask.one(query, 'q');
  const limit = Math.min(
    ask.limitOf(query, ask.defaultRecords, ask.maxRecords),
    q === null ? ask.maxRecords : mostFound,
  );
  const cursor = ask.cursorOf(query);
  const skip = cursor?.after ?? 0;
  const choice = choiceOf(query);
  const found =
    choice === null
      ? { listed: [], matched: 0, more: false }
      : await findRecords(ctx, choice, { q, skip, limit, cursor });
  const base = ctx.env.PUBLIC_URL;
  const at = `${addresses(base).ogc}/collections/${catalogId}`;
  const records = await recordsOf(ctx, found.listed);
  const asked = asText(query);
  const { matched } = found;
  return {
    type: 'FeatureCollection' as const,
    // Words and places together are not counted: the search knows the words only.
    ...(matched === null ? {} : { numberMatched: matched }),
    numberReturned: records.length,
    links: [
      { href: withQuery(`${at}/items`, asked), rel: 'self', type: geoJson },
      { href: at, rel: 'collection', type: 'application/json' },
      ...(found.more
        ? [
            {
              href: withQuery(`${at}/items`, { ...asked, cursor: `${skip + limit}-${matched ?? 0}` }),
              rel: 'next',
              type: geoJson,
            },
          ]
        : []),
    ] satisfies Link[],
    features: records.map((one) => recordFeature(one, base)),
  };
}

/** What the parameters choose; null when nothing can be meant by them. */
function choiceOf(query: ask.Query): store.Choice | null {
  const list = (name: string): string[] | null => {
    const text = ask.one(query, name);
    return text === null ? null : text.split(',').map((one) => one.trim());
  };
  const types = list('type');
  if (types !== null && !types.includes('dataset')) return null;
  const ids = list('ids')?.flatMap((id) => codeOfRecord(id) ?? []) ?? null;
  // An external id may be the code or the address that ends in it.
  const external = list('externalIds')?.map((one) => one.split('/').slice(-2).join('/')) ?? null;
  const codes = ids === null ? external : external === null ? ids : ids.filter((one) => external.includes(one));
  const box = ask.boxOf(query);
  const span = ask.spanOf(query);
  return {
    withdrawn: 'without',
    codes,
    cities: box === null ? null : citiesMeeting(box),
    ...(span === null ? {} : changedIn(span)),
  };
}

interface Found {
  readonly listed: readonly store.Listed[];
  readonly matched: number | null;
  readonly more: boolean;
}

async function findRecords(
  ctx: Ctx,
  choice: store.Choice,
  { q, skip, limit, cursor }: { q: string | null; skip: number; limit: number; cursor: ask.Cursor | null },
): Promise<Found> {
  if (q === null) {
    const matched = cursor?.matched ?? (await store.countEntries(ctx.db, choice));
    return {
      listed: await store.listEntries(ctx.db, choice, { skip, take: limit }),
      matched,
      more: skip + limit < matched,
    };
  }
  const answer = await search(
    ctx,
    searchQuery.parse({ q, source: 'own', page: Math.floor(skip / limit) + 1, page_size: limit }),
  );
  const found = answer.items.map((one) => one.code);
  const { codes } = choice;
  const both = codes == null ? found : found.filter((one) => codes.includes(one));
  const narrowed = Object.values({ ...choice, withdrawn: null }).some((one) => one != null);
  const listed = await store.listEntries(ctx.db, { ...choice, codes: both }, { take: limit });
  // In the order of the search, best first.
  const order = new Map(both.map((code, at) => [code, at]));
  const sorted = [...listed].sort((a, b) => (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0));
  return { listed: sorted, matched: narrowed ? null : answer.total, more: skip + limit < answer.total };
}

export async function showRecord(ctx: Ctx, id: string) {
  const code = codeOfRecord(id);
  if (code === null) throw refuse('interfaces.no_item');
  return recordFeature(await getRecord(ctx, code), ctx.env.PUBLIC_URL);
}
