/** Open data: what anyone may read without an account (Articles 14, 15). Licensed data is read through the usage room. */
import type { z } from 'zod';
import { type DatasetRef, getPublicEntry, type PublicEntry, publicEntryOf } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Export, ExportOptions } from '#api/ports/tables/port.ts';
import { signedReports } from './privacy-store.ts';
import * as published from './published-store.ts';
import {
  chartOf,
  openExport,
  type PublishedVersion,
  pageQueryOf,
  publishedOf,
  type RowsOut,
  readPage,
  showPage,
} from './read.ts';
import type { DownloadFormat } from './rules/codes.ts';
import { accessOf } from './rules/gate.ts';
import type { chartQuery, rowsQuery } from './rules/questions.ts';
import { refuse } from './rules/refusals.ts';
import type { chartOut, datasetOut } from './rules/shapes.ts';
import { type PublishedOut, showPublished } from './show.ts';
import * as store from './store.ts';

export type DatasetOut = z.output<typeof datasetOut>;

/** Everything the public page of a dataset says, also of data that needs a licence (without values of it). */
export async function showDataset(ctx: Ctx, code: string): Promise<DatasetOut> {
  const entry = await getPublicEntry(ctx, code);
  const access = accessOf(entry.content.open_type);
  const versions = access === 'closed' ? [] : await published.listPublished(ctx.db, entry.id);
  const counts = await store.downloads(
    ctx.db,
    versions.map((one) => one.id),
  );
  const signed = await signedReports(
    ctx.db,
    versions.map((one) => one.id),
  );
  const newest = versions[0];
  const columns = newest === undefined ? [] : await published.publishedColumns(ctx.db, newest);
  const shown = versions.map((one) => showPublished(one, [], counts.get(one.id) ?? 0, access === 'open', signed));
  return {
    entry,
    access,
    versions: shown.map(({ columns: _columns, ...rest }) => rest),
    latest:
      newest === undefined
        ? null
        : showPublished(newest, columns, counts.get(newest.id) ?? 0, access === 'open', signed),
    downloads: [...counts.values()].reduce((sum, one) => sum + one, 0),
  };
}

export async function listVersions(ctx: Ctx, code: string): Promise<{ items: DatasetOut['versions'] }> {
  return { items: (await showDataset(ctx, code)).versions };
}

export async function showPublishedVersion(
  ctx: Ctx,
  dataset: DatasetRef,
  number: number | 'latest',
): Promise<PublishedOut> {
  const entry = await publicEntryOf(ctx, dataset);
  const access = accessOf(entry.content.open_type);
  const version = access === 'closed' ? null : await published.findPublished(ctx.db, entry.id, number);
  if (version === null) throw refuse('datasets.version_not_found');
  const [columns, counts, signed] = await Promise.all([
    published.publishedColumns(ctx.db, version),
    store.downloads(ctx.db, [version.id]),
    signedReports(ctx.db, [version.id]),
  ]);
  return showPublished(version, columns, counts.get(version.id) ?? 0, access === 'open', signed);
}

/** A version of open data, or the refusal that says how to get at what is not open. */
export async function getOpenVersion(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  table?: number | string,
): Promise<{ readonly entry: PublicEntry; readonly version: PublishedVersion }> {
  const { entry, version } = await getOpenRow(ctx, code, number);
  return { entry, version: await publishedOf(ctx, version, tableNumber(version, table)) };
}

/** A table by its number or its name. Refuses `datasets.no_such_table`. */
export function tableNumber({ tables }: Pick<store.Version, 'tables'>, asked: number | string = 1): number {
  const found =
    tables.find((one) => one.name === asked) ?? tables.find((one) => String(one.number) === String(asked).trim());
  if (found !== undefined) return found.number;
  const names = tables.map((one) => one.name).join(', ');
  throw refuse('datasets.no_such_table', { table: String(asked).slice(0, 100), tables: names.slice(0, 300) });
}

export async function getOpenRow(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
): Promise<{ readonly entry: PublicEntry; readonly version: store.Version }> {
  const entry = await getPublicEntry(ctx, code);
  const { title, open_type } = entry.content;
  const access = accessOf(open_type);
  if (access === 'licence') throw refuse('datasets.licence_needed', { title });
  if (access === 'closed') throw refuse('datasets.not_open', { title });
  const version = await published.findPublished(ctx.db, entry.id, number);
  if (version === null) throw refuse('datasets.version_not_found');
  return { entry, version };
}

export interface OpenFile {
  readonly entry: PublicEntry;
  readonly version: number;
  readonly file: store.File;
}

/** A file of open data that is no table. Refuses `datasets.file_not_found`. */
export async function getOpenFile(ctx: Ctx, code: string, number: number | 'latest', file: number): Promise<OpenFile> {
  const { entry, version } = await getOpenRow(ctx, code, number);
  const found = version.files.find((one) => one.number === file);
  if (found === undefined) throw refuse('datasets.file_not_found');
  return { entry, version: version.number, file: found };
}

export async function readRows(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  query: z.output<typeof rowsQuery>,
): Promise<RowsOut> {
  const { version } = await getOpenVersion(ctx, code, number, query.table);
  return showPage(await readPage(ctx, version, pageQueryOf(query)));
}

export async function drawChart(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  { table, column, kind }: z.output<typeof chartQuery>,
): Promise<z.output<typeof chartOut>> {
  const { version } = await getOpenVersion(ctx, code, number, table);
  const chart = await chartOf(ctx, version, kind === undefined ? { column } : { column, kind });
  return {
    kind: chart.kind,
    column: chart.column,
    unit: chart.unit ?? null,
    bins: (chart.bins ?? []).map((bin) => ({ ...bin })),
    bars: (chart.bars ?? []).map((bar) => ({ ...bar })),
    other_count: chart.otherCount,
    null_count: chart.nullCount,
    total: chart.total,
  };
}

/** Opens a download and counts it for the day; who downloads is not asked and not kept. */
export async function openDownload(
  ctx: Ctx,
  version: PublishedVersion,
  format: DownloadFormat,
  options: ExportOptions,
): Promise<Export> {
  const made = await openExport(ctx, version, format, options);
  await countDownload(ctx, version, format);
  return made;
}

export async function countDownload(
  ctx: Ctx,
  version: Pick<store.Version, 'id' | 'entryId'>,
  format: DownloadFormat | 'source',
): Promise<void> {
  await store.countDownload(ctx.db, version.id, format, dayOf(ctx.clock.now()));
  // The search sorts by downloads.
  await ctx.ports.search.countDownload(version.entryId);
}
