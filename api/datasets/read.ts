/** Reading versions: in the workspace by their agency and reviewer, and by other rooms (usage, portal, products). */
import type { z } from 'zod';
import { getEntry } from '#api/catalog/access.ts';
import { getPublicEntryById } from '#api/catalog/read.ts';
import { namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import type { LocalFile } from '#api/ports/files/port.ts';
import type {
  Chart,
  Export,
  ExportFormat,
  ExportOptions,
  NamedTable,
  Page,
  PageQuery,
} from '#api/ports/tables/port.ts';
import { getVersion, ownerOf, wrongState } from './access.ts';
import * as published from './published-store.ts';
import { parseFilter, parseSort } from './rules/query.ts';
import type { rowsQuery } from './rules/questions.ts';
import { refuse } from './rules/refusals.ts';
import type { rowsOut } from './rules/shapes.ts';
import { showSummary, showVersionRow, type VersionOut, type VersionSummary } from './show.ts';
import * as store from './store.ts';

export async function showVersion(ctx: Ctx, id: string): Promise<VersionOut> {
  const { version, entry } = await getVersion(ctx, id);
  return showVersionRow(ctx, version, ownerOf(entry));
}

/** All versions of an entry, newest first. */
export async function listOwnVersions(ctx: Ctx, entryId: string): Promise<{ items: VersionSummary[] }> {
  const entry = await getEntry(ctx, entryId);
  const versions = await store.listVersions(ctx.db, entryId);
  const names = await namesOf(
    ctx.db,
    versions.flatMap((one) => [one.uploadedBy, one.driftAcceptedBy]),
  );
  return { items: versions.map((one) => showSummary(ctx, one, ownerOf(entry), names)) };
}

/** A look at the table by its agency or reviewer. While it is held nobody reads it: it still holds personal information. */
export async function previewVersion(
  ctx: Ctx,
  id: string,
  query: z.output<typeof rowsQuery> & { readonly table?: number },
): Promise<RowsOut> {
  const { version } = await getVersion(ctx, id);
  if (version.state !== 'ready' && version.state !== 'published') throw wrongState(version);
  const table = version.tables.find((one) => one.number === (query.table ?? 1));
  if (table?.tableKey == null) throw refuse('datasets.table_not_found', { number: query.table ?? 1 });
  return showPage(await readPage(ctx, { tableKey: table.tableKey }, pageQueryOf(query)));
}

/** A table of a published version, without its key. */
export interface PublishedTable {
  readonly number: number;
  readonly name: string;
  readonly origin: string | null;
  readonly format: string;
  readonly row_count: number;
  readonly geo: store.Table['geo'];
}

/**
 * A published version and one table of it as other rooms need them: `tableKey`, `tableSha256`, `tableBytes`, `rowCount` and
 * `columns` are those of `table`. `tableKey` never leaves the server.
 */
export interface PublishedVersion {
  readonly table: PublishedTable;
  readonly tables: readonly PublishedTable[];
  readonly id: string;
  readonly entryId: string;
  readonly number: number;
  readonly fileName: string;
  readonly tableKey: string;
  /** SHA-256 of the published Parquet. */
  readonly tableSha256: string;
  readonly tableBytes: bigint;
  readonly rowCount: bigint;
  readonly columns: readonly store.Column[];
  readonly publishedAt: Date;
  /** `secure`: computed on in the domain only. */
  readonly reach: string | null;
}

/** Newest first. Refuses `catalog.not_found` and `catalog.withdrawn`; whether the reader may read is the caller's rule. */
export async function getPublishedVersions(ctx: Ctx, entryId: string): Promise<PublishedVersion[]> {
  await getPublicEntryById(ctx, entryId);
  const versions = await published.listPublished(ctx.db, entryId);
  return Promise.all(versions.map((one) => publishedOf(ctx, one)));
}

export async function getPublishedVersion(
  ctx: Ctx,
  entryId: string,
  number: number | 'latest',
  table = 1,
): Promise<PublishedVersion> {
  await getPublicEntryById(ctx, entryId);
  const version = await published.findPublished(ctx.db, entryId, number);
  if (version === null) throw refuse('datasets.version_not_found');
  return publishedOf(ctx, version, table);
}

/** Refuses `datasets.table_not_found`. */
export async function publishedOf(ctx: Ctx, version: store.Version, number = 1): Promise<PublishedVersion> {
  const table = version.tables.find((one) => one.number === number);
  if (table === undefined) throw refuse('datasets.table_not_found', { number });
  const { tableKey, tableSha256, tableBytes, rowCount } = table;
  if (tableKey === null || tableSha256 === null || version.publishedAt === null)
    throw new Error(`version ${version.id} is not whole`);
  return {
    id: version.id,
    reach: version.reach,
    entryId: version.entryId,
    number: version.number,
    fileName: version.fileName,
    table: shown(table),
    tables: version.tables.map(shown),
    tableKey,
    tableSha256,
    tableBytes: tableBytes ?? 0n,
    rowCount: rowCount ?? 0n,
    columns: (await published.publishedColumns(ctx.db, version)).filter((one) => one.table === number),
    publishedAt: version.publishedAt,
  };
}

function shown({ number, name, origin, format, rowCount, geo }: store.Table): PublishedTable {
  return { number, name, origin, format, row_count: Number(rowCount ?? 0n), geo };
}

type Table = Pick<PublishedVersion, 'tableKey'> & { readonly table?: Pick<PublishedTable, 'geo'> };

/** Runs a question on a local copy of the table. */
export async function onTable<T>(ctx: Ctx, { tableKey }: Table, ask: (path: string) => Promise<T>): Promise<T> {
  const file = await ctx.ports.files.localPath(tableKey);
  try {
    return await ask(file.path);
  } finally {
    await file.release();
  }
}

/** The same over several tables at once, each under the names it goes by. */
export async function onTables<T>(
  ctx: Ctx,
  tables: readonly { readonly names: readonly string[]; readonly tableKey: string }[],
  ask: (tables: readonly NamedTable[]) => Promise<T>,
): Promise<T> {
  const lent: { readonly names: readonly string[]; readonly file: LocalFile }[] = [];
  try {
    for (const { names, tableKey } of tables) lent.push({ names, file: await ctx.ports.files.localPath(tableKey) });
    return await ask(lent.map(({ names, file }) => ({ names: [...names], path: file.path })));
  } finally {
    await Promise.all(lent.map(({ file }) => file.release()));
  }
}

export async function readPage(ctx: Ctx, table: Table, query: PageQuery, signal?: AbortSignal): Promise<Page> {
  return onTable(ctx, table, (path) => ctx.ports.tables.page(path, query, signal === undefined ? {} : { signal }));
}

export async function chartOf(ctx: Ctx, table: Table, query: { column: string; kind?: Chart['kind'] }): Promise<Chart> {
  return onTable(ctx, table, (path) => ctx.ports.tables.chart(path, query));
}

/** A stream of the whole table or of a selection. Destroying the stream stops the work. */
export async function openExport(
  ctx: Ctx,
  table: Table,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<Export> {
  const file = await ctx.ports.files.localPath(table.tableKey);
  try {
    const places = table.table?.geo;
    const made = await ctx.ports.tables.export(file.path, format, { ...(places ? { places } : {}), ...options });
    made.stream.once('close', () => void file.release());
    return made;
  } catch (error) {
    await file.release();
    throw error;
  }
}

export type RowsOut = z.output<typeof rowsOut>;

export function showPage(page: Page): RowsOut {
  return {
    columns: page.columns.map(({ name, type }) => ({ name, type })),
    rows: page.rows.map((row) => [...row]),
    total: page.total,
    next_cursor: page.nextCursor ?? null,
  };
}

/** From the address to the tables port. */
export function selectionOf(query: {
  filter: readonly string[];
  q?: string | undefined;
  sort: readonly string[];
  columns: readonly string[];
}) {
  return {
    ...(query.q === undefined ? {} : { q: query.q }),
    ...(query.columns.length === 0 ? {} : { columns: query.columns }),
    filters: query.filter.map(parseFilter),
    sort: query.sort.map(parseSort),
  };
}

export function pageQueryOf(query: Omit<z.output<typeof rowsQuery>, 'table'>): PageQuery {
  const { limit, offset, cursor, count } = query;
  return {
    ...selectionOf(query),
    limit,
    ...(count === undefined ? {} : { count }),
    ...(cursor === undefined ? { offset } : { cursor }),
  };
}
