/** Reading the catalogue the way CKAN's clients do: packages, groups (themes), organisations (agencies), tags (keywords). */
import type { z } from 'zod';
import { getPublicEntry } from '#api/catalog/read.ts';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import type { Ctx } from '#api/context.ts';
import { showVersion } from '#api/datasets/read.ts';
import { queryWords } from '#api/ports/search/words.ts';
import type * as inputs from './contract.ts';
import { isQueryLanguage, parseQuery, type Query } from './rules/lucene.ts';
import { codeOfName, idOf, packageName, readResourceId, resourceFormats, versionOfResource } from './rules/names.ts';
import { refuse } from './rules/refusals.ts';
import { type Condition, conditionOf, type FacetField, facetFields, readSorting } from './rules/search-fields.ts';
import {
  groupDict,
  type PackageDict,
  packageDict,
  pendingDict,
  type ResourceDict,
  resourceOf,
  resourcesOf,
} from './show.ts';
import * as store from './store.ts';

export type In<K extends keyof typeof inputs> = (typeof inputs)[K] extends z.ZodType
  ? z.output<(typeof inputs)[K]>
  : never;

export const everything: Condition = { is: 'all' };
export const notFound = (name: string) => refuse('ckan.not_found', { name: name.slice(0, 100) });

/** Our own entry behind an id, a name or a code, whether the caller may see it or not. */
export async function findRef(ctx: Ctx, idOrName: string) {
  const id = idOf('entry', idOrName) ?? (idOrName.startsWith('ent_') ? idOrName : null);
  if (id !== null) return store.findEntryRef(ctx.db, { id });
  const code = codeOfName(idOrName);
  return code === null ? null : store.findEntryRef(ctx.db, { code });
}

/** The caller's own entry, as whose steward it is called, or null. */
export const ownsIt = (ctx: Ctx, ref: { readonly providerId: string }) => isSteward(ctx.viewer, ref);

export async function showPackage(ctx: Ctx, idOrName: string): Promise<PackageDict> {
  const ref = await findRef(ctx, idOrName);
  if (ref === null) throw notFound(idOrName);
  if (ownsIt(ctx, ref)) return workingPackage(ctx, ref.id);
  // Refuses what is not public by the catalogue's own names: never published, or withdrawn with day and reason.
  await getPublicEntry(ctx, ref.code);
  const [row] = await store.loadPackages(ctx.db, [ref.id]);
  if (row === undefined) throw notFound(idOrName);
  return packageDict(ctx, row);
}

/** The steward's own copy, which further edits start from. */
export async function workingPackage(ctx: Ctx, entryId: string): Promise<PackageDict> {
  const [row] = await store.loadPackages(ctx.db, [entryId], true);
  if (row === undefined) throw notFound(entryId);
  return packageDict(ctx, row, true);
}

export async function packagesOf(ctx: Ctx, ids: readonly string[]): Promise<PackageDict[]> {
  return (await store.loadPackages(ctx.db, ids)).map((row) => packageDict(ctx, row));
}

export async function listPackages(ctx: Ctx, { limit, offset }: In<'listInput'>): Promise<string[]> {
  return (await store.listCodes(ctx.db, limit, offset)).map(packageName);
}

export async function listPackagesWithResources(ctx: Ctx, { limit, offset }: In<'currentInput'>) {
  const { ids } = await store.searchEntries(ctx.db, {
    condition: everything,
    words: [],
    wordsOf: queryWords,
    sort: [{ by: 'modified', descending: true }],
    limit,
    offset,
  });
  return packagesOf(ctx, ids);
}

/** Words typed by people, or Solr's language where they used it. */
function readQ(q: string): Query {
  const text = q.trim();
  if (text === '' || text === '*:*' || text === '*') return { is: 'all' };
  return isQueryLanguage(text) ? parseQuery(text) : { is: 'term', field: null, text, phrase: false, pattern: null };
}

/** The words that count for the score: what was asked in the text and not excluded. */
function scored(query: Query): string[] {
  if (query.is === 'and' || query.is === 'or') return query.parts.flatMap(scored);
  if (query.is === 'term' && query.pattern === null && (query.field === null || query.field === 'text'))
    return [...queryWords(query.text)];
  return [];
}

export async function searchPackages(ctx: Ctx, input: In<'searchInput'>) {
  const now = ctx.clock.now();
  const q = readQ(input.q ?? '');
  const filters = [...input.fq, ...input.fq_list].map(parseQuery);
  const condition: Condition = { is: 'and', parts: [q, ...filters].map((one) => conditionOf(one, now)) };
  const sort = input.sort || 'score desc, metadata_modified desc';
  const wordsOf = queryWords;
  const { total, ids } = await store.searchEntries(ctx.db, {
    condition,
    words: scored(q),
    wordsOf,
    sort: readSorting(sort),
    limit: input.rows,
    offset: input.start,
  });
  const facets: Record<string, Record<string, number>> = {};
  const search_facets: Record<string, { title: string; items: FacetItem[] }> = {};
  for (const field of input.facet ? input['facet.field'] : []) {
    if (!(field in facetFields)) throw refuse('ckan.unknown_field', { field: field.slice(0, 60) });
    const limit = input['facet.limit'] < 0 ? 100_000 : input['facet.limit'];
    const counted = await store.countValues(ctx.db, facetFields[field as FacetField], { condition, wordsOf, limit });
    const items = await facetItems(ctx, field as FacetField, counted);
    facets[field] = Object.fromEntries(items.map((item) => [item.name, item.count]));
    search_facets[field] = { title: field, items };
  }
  return { count: total, sort, results: await packagesOf(ctx, ids), facets, search_facets };
}

interface FacetItem {
  readonly name: string;
  readonly display_name: string;
  readonly count: number;
}

async function facetItems(
  ctx: Ctx,
  field: FacetField,
  counted: readonly { readonly value: string; readonly count: number }[],
): Promise<FacetItem[]> {
  const agencies =
    field === 'organization' ? new Map((await store.listAgencies(ctx.db)).map((one) => [one.uscc, one.name])) : null;
  return counted.map(({ value, count }) => {
    if (agencies !== null) return { name: value.toLowerCase(), display_name: agencies.get(value) ?? value, count };
    if (field === 'groups') return { name: value, display_name: groupDict(value).display_name, count };
    if (field === 'res_format') return { name: value.toUpperCase(), display_name: value.toUpperCase(), count };
    return { name: value, display_name: value, count };
  });
}

export async function autocompletePackages(ctx: Ctx, { q, limit }: In<'autocompleteInput'>) {
  const found = await store.autocomplete(ctx.db, q, limit);
  return found.map(({ code, title }) => {
    const name = packageName(code);
    const byTitle = title.toLowerCase().includes(q.toLowerCase());
    return {
      name,
      title,
      match_field: byTitle ? 'title' : 'name',
      match_displayed: byTitle ? `${title} (${name})` : name,
    };
  });
}

/** A resource of a public table, or a version of the caller's own on its way there. */
export async function showResource(ctx: Ctx, id: string) {
  const versionId = versionOfResource(id);
  const version = versionId === null ? null : await store.findVersionRef(ctx.db, versionId);
  if (version === null) throw notFound(id);
  const { entry } = version;
  const own = ownsIt(ctx, entry);
  const [row] = await store.loadPackages(ctx.db, [entry.id], own);
  if (row === undefined || (version.state !== 'published' && !own)) throw notFound(id);
  if (version.state !== 'published') return pendingDict(ctx, row, await showVersion(ctx, version.id));
  if (!own) await getPublicEntry(ctx, entry.code);
  const listed: ResourceDict | undefined = resourcesOf(ctx, row).find((one) => one.id === id);
  const ref = readResourceId(id);
  // Earlier versions than a package lists keep their ids.
  const older =
    ref === null || row.content.open_type !== 'unconditional'
      ? null
      : resourceOf(ctx, row, version, ref.table, ref.format);
  const shown = listed ?? older;
  if (shown === null) throw notFound(id);
  return shown;
}

const resourceFields = ['name', 'description', 'format', 'url', 'hash'] as const;

/** `field:text`, one or several; all must hold. Searches the newest version of each open dataset. */
export async function searchResources(ctx: Ctx, { query, limit, offset }: In<'resourceSearchInput'>) {
  const asked: Record<(typeof resourceFields)[number], string[]> = {
    name: [],
    description: [],
    format: [],
    url: [],
    hash: [],
  };
  for (const one of query) {
    const [, field = '', text = ''] = /^(\w+):(.*)$/s.exec(one) ?? [];
    if (!(field in asked) || text === '') throw refuse('ckan.bad_query', { near: one.slice(0, 60) });
    asked[field as keyof typeof asked].push(text.trim());
  }
  const formats = resourceFormats.filter((format) => asked.format.every((text) => format.includes(text.toLowerCase())));
  if (formats.length === 0) return { count: 0, results: [] };
  // Each dataset has one resource a format, so a page of resources lies within a page of datasets.
  const first = Math.floor(offset / formats.length);
  const { total, entryIds } = await store.searchVersions(
    ctx.db,
    { name: [...asked.name, ...asked.description], url: asked.url, hash: asked.hash },
    { offset: first, limit: Math.ceil(limit / formats.length) + 1 },
  );
  const rows = await store.loadPackages(ctx.db, entryIds);
  const resources = rows.flatMap((row) =>
    formats.flatMap((format) => {
      const [newest] = row.versions;
      return newest === undefined ? [] : (resourceOf(ctx, row, newest, 1, format) ?? []);
    }),
  );
  const skip = offset - first * formats.length;
  return { count: total * formats.length, results: resources.slice(skip, skip + limit) };
}
