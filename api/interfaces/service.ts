/** The published catalogue as records, for all interfaces. Harvested records are not passed on: their source speaks for them. */
import { refuse as refuseEntry } from '#api/catalog/rules/refusals.ts';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseVersion } from '#api/datasets/rules/refusals.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import { assemble } from './assemble.ts';
import { pagesOf, perPage } from './rules/dcat/catalog.ts';
import type { CatalogRecord, DatasetRecord, VersionRecord } from './rules/record.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** How much of the versions is read: for lists the newest, without or with its columns; for one dataset all of them. */
export interface Depth {
  readonly versions: 'newest' | 'all';
  readonly columns: boolean;
}
const list: Depth = { versions: 'newest', columns: false };

export async function recordsOf(
  ctx: Ctx,
  listed: readonly store.Listed[],
  depth: Depth = list,
): Promise<DatasetRecord[]> {
  if (listed.length === 0) return [];
  const ids = listed.map((one) => one.id);
  const [entries, versions] = await Promise.all([
    store.loadEntries(ctx.db, ids),
    store.loadVersions(ctx.db, ids, depth.versions === 'all'),
  ]);
  const [columns, dictionary] = depth.columns
    ? await Promise.all([
        store.loadColumns(
          ctx.db,
          versions.map((one) => one.id),
        ),
        store.loadDictionary(ctx.db, ids),
      ])
    : [[], []];
  return assemble(listed, { ...entries, versions, columns, dictionary });
}

export interface PageOfRecords {
  readonly records: readonly DatasetRecord[];
  readonly total: number;
  readonly page: number;
}

/** @param since an instant; with `q` it is applied to what the search finds on the page. Refuses a page past the last. */
export async function pageOfRecords(
  ctx: Ctx,
  { page, since, q }: { readonly page: number; readonly since: string | null; readonly q: string | null },
): Promise<PageOfRecords> {
  if (q !== null && q !== '') {
    const found = await search(ctx, searchQuery.parse({ q, source: 'own', page, page_size: perPage }));
    const listed = await store.listedByIds(
      ctx.db,
      found.items.map((one) => one.id),
    );
    const wanted = since === null ? listed : listed.filter((one) => one.modified >= new Date(since));
    requirePage(page, found.total);
    return { records: await recordsOf(ctx, wanted), total: found.total, page };
  }
  const choice: store.Choice = { withdrawn: 'without', from: since };
  const total = await store.countEntries(ctx.db, choice);
  requirePage(page, total);
  const listed = await store.listEntries(ctx.db, choice, { skip: (page - 1) * perPage, take: perPage });
  return { records: await recordsOf(ctx, listed), total, page };
}

function requirePage(page: number, total: number): void {
  const pages = pagesOf(total);
  if (page > pages) throw refuse('interfaces.no_page', { pages });
}

/** A dataset by its code, also when it was withdrawn (`withdrawn` is set then). Refuses `catalog.not_found`. */
export async function findRecord(ctx: Ctx, code: string): Promise<DatasetRecord> {
  const listed = await store.findListed(ctx.db, code);
  const [record] = listed === null ? [] : await recordsOf(ctx, [listed], { versions: 'all', columns: true });
  if (record === undefined) throw refuseEntry('catalog.not_found');
  return record;
}

/** A dataset that is there; refuses `catalog.withdrawn` with what it was. */
export async function getRecord(ctx: Ctx, code: string): Promise<DatasetRecord> {
  const record = await findRecord(ctx, code);
  if (record.withdrawn !== null)
    throw refuseEntry('catalog.withdrawn', {
      code: record.code,
      title: record.title,
      day: dayOf(new Date(record.withdrawn.at)),
      reason: record.withdrawn.reason,
    });
  return record;
}

/** A version whose files anyone may have; refuses as the download itself would. */
export async function getOpenRecord(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
): Promise<{ readonly record: DatasetRecord; readonly version: VersionRecord }> {
  const record = await getRecord(ctx, code);
  const { title } = record;
  if (record.access === 'licence') throw refuseVersion('datasets.licence_needed', { title });
  if (record.access === 'closed') throw refuseVersion('datasets.not_open', { title });
  const version = number === 'latest' ? record.versions[0] : record.versions.find((one) => one.number === number);
  if (version === undefined)
    throw number === 'latest' ? refuse('interfaces.no_table', { title }) : refuseVersion('datasets.version_not_found');
  return { record, version };
}

export interface Pulse {
  readonly count: number;
  readonly modified: string | null;
}

/** How many datasets there are and when one changed last: a tag for what is made from all of them. */
export async function catalogPulse(ctx: Ctx): Promise<Pulse> {
  const { count, modified } = await store.pulse(ctx.db, { withdrawn: 'without' });
  return { count, modified: modified?.toISOString() ?? null };
}

/** Every public dataset, read in pieces so that the whole is never in memory. */
export async function* allRecords(ctx: Ctx, size = 200): AsyncGenerator<DatasetRecord> {
  for await (const listed of allListed(ctx, size)) yield* await recordsOf(ctx, listed);
}

async function* allListed(ctx: Ctx, size: number): AsyncGenerator<readonly store.Listed[]> {
  let after: string | null = null;
  for (;;) {
    const listed: store.Listed[] = await store.listEntries(ctx.db, { withdrawn: 'without' }, { after, take: size });
    if (listed.length > 0) yield listed;
    after = listed.at(-1)?.id ?? null;
    if (listed.length < size || after === null) return;
  }
}

/** The catalogue itself: who answers for it (Article 5), and when it changed last. */
export async function catalogOf(ctx: Ctx, modified: string | null): Promise<CatalogRecord> {
  return {
    base: ctx.env.PUBLIC_URL,
    publisher: await findHolder(ctx, 'information_department', provinceCode),
    modified,
  };
}

/** Codes and dates of a run of datasets, for sitemaps. */
export async function sitemapChunk(ctx: Ctx, number: number, size: number): Promise<readonly store.Listed[]> {
  return store.listEntries(ctx.db, { withdrawn: 'without' }, { skip: number * size, take: size });
}

export async function sitemapChunks(ctx: Ctx, size: number): Promise<{ number: number; modified: Date }[]> {
  return store.chunks(ctx.db, { withdrawn: 'without' }, size);
}

export async function sitemapPages(ctx: Ctx): Promise<{
  readonly agencies: readonly string[];
  readonly products: readonly { no: string; updatedAt: Date }[];
}> {
  const [agencies, products] = await Promise.all([
    store.publishingAgencies(ctx.db),
    store.listedProducts(ctx.db, 40_000),
  ]);
  return { agencies: agencies.map((one) => one.uscc), products };
}
