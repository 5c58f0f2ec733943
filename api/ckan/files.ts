/**
 * Files of resources under addresses that end in the file's name. Desktop clients ask for the length with HEAD before they fetch and
 * want to go on where a download broke off, so a table is written once in each format asked for and kept: the bytes are named by the
 * table's hash and never change. Larger tables than `keepUpTo` are written while they are sent, without a length.
 */

import type { Readable } from 'node:stream';
import type { Ctx } from '#api/context.ts';
import { countDownload } from '#api/datasets/open.ts';
import { openExport } from '#api/datasets/read.ts';
import type { ResourceFormat } from './rules/names.ts';
import { mediaTypes } from './show.ts';
import { getOpenTable, type OpenTable } from './tables.ts';

const keepUpTo = 2_000_000;
/** Where they lie in the store. */
export const keptExports = 'exports';
const mostBytes = 4 * 1024 ** 3;

export interface KeptFile {
  readonly table: OpenTable;
  readonly contentType: string;
  readonly etag: string;
  /** Null while the table is too large to be kept in this format. */
  readonly key: string | null;
  readonly bytes: number | null;
}

const making = new Map<string, Promise<unknown>>();

/** Refuses as the tables of `getOpenTable` do. */
export async function findFile(ctx: Ctx, resourceId: string): Promise<KeptFile> {
  const table = await getOpenTable(ctx, resourceId);
  const { format, sha256 } = table;
  const contentType = format === 'csv' ? `${mediaTypes.csv}; charset=utf-8` : mediaTypes[format];
  const about = { table, contentType, etag: `"${sha256.slice(0, 40)}-${format}"` };
  const key = format === 'parquet' ? table.tableKey : `${keptExports}/${sha256}.${format}`;
  if (format !== 'parquet' && table.rowCount > keepUpTo) return { ...about, key: null, bytes: null };
  const kept = await ctx.ports.files.stat(key);
  if (kept !== null) return { ...about, key, bytes: kept.bytes };
  // Two who ask at once wait for one writing.
  const work = making.get(key) ?? write(ctx, table, format, key).finally(() => making.delete(key));
  making.set(key, work);
  await work;
  const made = await ctx.ports.files.stat(key);
  if (made === null) throw new Error(`the export ${key} was just written and is not there`);
  return { ...about, key, bytes: made.bytes };
}

async function write(ctx: Ctx, table: OpenTable, format: ResourceFormat, key: string): Promise<void> {
  const made = await openExport(ctx, table, format);
  await ctx.ports.files.put(key, made.stream, { maxBytes: mostBytes });
}

/** The bytes, or a range of them. A download is counted at its beginning. */
export async function openFile(
  ctx: Ctx,
  file: KeptFile,
  range: { readonly start: number; readonly end: number } | null,
): Promise<Readable> {
  const { table } = file;
  if ((range?.start ?? 0) === 0) {
    await countDownload(ctx, table.version, table.format);
  }
  if (file.key === null) return (await openExport(ctx, table, table.format)).stream;
  return (await ctx.ports.files.open(file.key, range ?? undefined)).stream;
}
