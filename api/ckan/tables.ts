/** The open table behind a resource id, and its rows page by page. */

import type { PublicEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { getOpenVersion } from '#api/datasets/open.ts';
import type { PublishedVersion } from '#api/datasets/read.ts';
import type { Page, PageQuery } from '#api/ports/tables/port.ts';
import { findRef } from './packages.ts';
import { type ResourceFormat, readResourceId } from './rules/names.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export interface OpenTable {
  readonly entry: PublicEntry;
  readonly version: PublishedVersion;
  /** From 1. */
  readonly number: number;
  readonly format: ResourceFormat;
  readonly tableKey: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const missing = (id: string) => refuse('ckan.no_datastore', { id: id.slice(0, 100) });

/**
 * By resource id; a package's name or id stands for the first table of its newest version, so that a script may follow a dataset
 * instead of one version. Refuses what is licensed, closed or withdrawn by those rooms' names.
 */
export async function getOpenTable(ctx: Ctx, id: string): Promise<OpenTable> {
  const ref = readResourceId(id);
  const found = ref === null ? null : await store.findVersionRef(ctx.db, ref.versionId);
  if (ref === null || found === null) {
    const entry = await findRef(ctx, id);
    if (entry === null) throw missing(id);
    return tableOf(ctx, id, entry.code, 'latest', 1, 'csv');
  }
  if (found.state !== 'published') throw missing(id);
  return tableOf(ctx, id, found.entry.code, found.number, ref.table, ref.format);
}

async function tableOf(
  ctx: Ctx,
  id: string,
  code: string,
  version: number | 'latest',
  number: number,
  format: ResourceFormat,
): Promise<OpenTable> {
  const { entry, version: open } = await getOpenVersion(ctx, code, version, number);
  if (open.columns.length === 0) throw missing(id);
  return {
    entry,
    version: open,
    number,
    format,
    tableKey: open.tableKey,
    sha256: open.tableSha256,
    bytes: Number(open.tableBytes),
    rowCount: Number(open.rowCount),
    columns: open.columns.map(({ name, type }) => ({ name, type })),
  };
}

const pageRows = 1000;

/** Pages of a question, as many as are asked for: the first by its offset, each further one from where the last ended. */
export async function* pagesOf(
  ctx: Ctx,
  path: string,
  query: Omit<PageQuery, 'limit' | 'cursor'>,
  limit: number | null,
): AsyncGenerator<Page> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  for (;;) {
    const page: Page = await ctx.ports.tables.page(path, {
      ...query,
      limit: Math.max(1, Math.min(left, pageRows)),
      ...(cursor === undefined ? {} : { cursor, count: 'none' as const }),
    });
    yield page;
    left -= page.rows.length;
    cursor = page.nextCursor;
    if (cursor === undefined || left <= 0) return;
  }
}

/** The whole table in the file's order, ten thousand rows at a time. */
export async function* wholeTable(ctx: Ctx, path: string): AsyncGenerator<Page['rows']> {
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof ctx.ports.tables.rows>> = await ctx.ports.tables.rows(path, {
      limit: 10_000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.rows;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
