/** Files and rows written by a steward's own tools. Whatever comes in becomes a new version through the same ingest as any upload. */
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { publishVersion } from '#api/datasets/publish.ts';
import { onTable, showVersion } from '#api/datasets/read.ts';
import { requireUploadable, type Upload, uploadVersion } from '#api/datasets/upload.ts';
import { fill } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import type { datastoreCreateInput, datastoreDeleteInput, datastoreUpsertInput, resourceInput } from './contract.ts';
import { ownId } from './package-writes.ts';
import { showResource } from './packages.ts';
import { csvLine, type Value } from './rules/datastore.ts';
import { packageName, readResourceId } from './rules/names.ts';
import { refuse } from './rules/refusals.ts';
import { pendingDict } from './show.ts';
import * as store from './store.ts';
import { getOpenTable, wholeTable } from './tables.ts';

export interface SentFile {
  readonly fileName: string;
  readonly stream: Readable;
}

type ResourceIn = z.output<typeof resourceInput>;

function atField(code: keyof typeof refuse.table, field: string) {
  const { zh, en } = refuse.table[code];
  return refuse(code, {}, [{ path: field, zh: fill(zh, {}), en: fill(en, {}) }]);
}

async function take(ctx: Ctx, entryId: string, upload: Upload) {
  const version = await uploadVersion(ctx, entryId, upload);
  const [row] = await store.loadPackages(ctx.db, [entryId], true);
  if (row === undefined) throw refuse('ckan.not_found', { name: entryId });
  return { ...pendingDict(ctx, row, version), datastore_active: false };
}

/** An uploaded file as a new version of its package. */
export async function createResource(ctx: Ctx, input: ResourceIn, file: SentFile | null) {
  requireDuty(ctx.viewer, 'steward');
  if (file === null) throw atField('ckan.upload_missing', 'upload');
  if (input.package_id === undefined) throw atField('ckan.upload_missing', 'package_id');
  const entryId = await ownId(ctx, input.package_id);
  await requireUploadable(ctx, entryId);
  return take(ctx, entryId, { ...file, note: () => input.description });
}

/** A file makes a new version; `state: "active"` publishes one that is ready; nothing else of a version can change. */
export async function changeResource(ctx: Ctx, input: ResourceIn, file: SentFile | null) {
  requireDuty(ctx.viewer, 'steward');
  const version = await versionOf(ctx, input.id ?? '');
  if (file !== null) {
    await requireUploadable(ctx, version.entry.id);
    return take(ctx, version.entry.id, { ...file, note: () => input.description });
  }
  // Whoever may not see the version is told that it is not there, before anything else.
  const shown = await showVersion(ctx, version.id);
  if (input.state === 'active' && shown.state !== 'published') await publishVersion(ctx, version.id);
  else if (changes(input, version)) throw refuse('ckan.version_permanent');
  return showResource(ctx, input.id ?? '');
}

/** Sending back what resource_show answered changes nothing and is no fault. */
function changes(input: ResourceIn, version: { readonly note: string | null; readonly state: string }): boolean {
  if (input.description !== undefined && input.description !== (version.note ?? '')) return true;
  return input.state !== undefined && input.state !== (version.state === 'published' ? 'active' : 'draft');
}

export async function deleteResource(ctx: Ctx, id: string): Promise<never> {
  requireDuty(ctx.viewer, 'steward');
  await showVersion(ctx, (await versionOf(ctx, id)).id);
  throw refuse('ckan.version_permanent');
}

async function versionOf(ctx: Ctx, resourceId: string) {
  const ref = readResourceId(resourceId);
  const version = ref === null ? null : await store.findVersionRef(ctx.db, ref.versionId);
  if (version === null) throw refuse('ckan.not_found', { name: resourceId.slice(0, 100) });
  return version;
}

/** The records are the whole table of a new version. */
export async function createRecords(ctx: Ctx, input: z.output<typeof datastoreCreateInput>) {
  requireDuty(ctx.viewer, 'steward');
  const named = input.resource?.package_id ?? input.package_id;
  const entryId =
    named === undefined ? (await versionOf(ctx, input.resource_id ?? '')).entry.id : await ownId(ctx, named);
  await requireUploadable(ctx, entryId);
  if (input.records.length === 0) throw atField('ckan.no_records', 'records');
  const columns = input.fields?.map((field) => field.id).filter((name) => name !== '_id') ?? [
    ...new Set(input.records.flatMap((record) => Object.keys(record))),
  ];
  const lines = [header(columns), ...input.records.map((record, at) => lineOf(columns, record, at))];
  const name = await fileNameOf(ctx, entryId);
  const stream = Readable.from(lines.map((line) => Buffer.from(line)));
  const made = await take(ctx, entryId, { fileName: name, stream, note: () => input.resource?.description });
  return {
    ...made,
    resource_id: made.id,
    method: 'insert',
    fields: columns.map((id) => ({ id })),
    records_count: input.records.length,
  };
}

/** Rows behind those of a published version, as a new one. A row that is there already is never changed. */
export async function appendRecords(ctx: Ctx, input: z.output<typeof datastoreUpsertInput>) {
  requireDuty(ctx.viewer, 'steward');
  const version = await versionOf(ctx, input.resource_id);
  await requireUploadable(ctx, version.entry.id);
  if ((input.method ?? 'upsert') !== 'insert') throw atField('ckan.rows_permanent', 'method');
  if (input.records.length === 0) throw atField('ckan.no_records', 'records');
  const table = await getOpenTable(ctx, input.resource_id);
  const columns = table.columns.map((column) => column.name);
  const added = input.records.map((record, at) => lineOf(columns, record, at));
  const made = await onTable(ctx, table, async (path) => {
    async function* lines() {
      yield Buffer.from(header(columns));
      for await (const rows of wholeTable(ctx, path))
        yield Buffer.from(rows.map((row) => csvLine(row, ',', asItIs)).join(''));
      yield Buffer.from(added.join(''));
    }
    return take(ctx, version.entry.id, {
      fileName: await fileNameOf(ctx, version.entry.id),
      stream: Readable.from(lines()),
    });
  });
  return { ...made, resource_id: made.id, method: 'insert', records_count: added.length };
}

export async function deleteRecords(ctx: Ctx, input: z.output<typeof datastoreDeleteInput>): Promise<never> {
  requireDuty(ctx.viewer, 'steward');
  await showVersion(ctx, (await versionOf(ctx, input.resource_id)).id);
  throw refuse(Object.keys(input.filters).length > 0 ? 'ckan.rows_permanent' : 'ckan.version_permanent');
}

async function fileNameOf(ctx: Ctx, entryId: string): Promise<string> {
  const ref = await store.findEntryRef(ctx.db, { id: entryId });
  return `${packageName(ref?.code ?? 'records')}.csv`;
}

// What comes in is kept as it is; what goes out to spreadsheets is guarded there.
const asItIs = (text: string): string => text;

const header = (columns: readonly string[]): string => csvLine(columns, ',', asItIs);

function lineOf(columns: readonly string[], record: Readonly<Record<string, unknown>>, at: number): string {
  const row = at + 1;
  for (const column of Object.keys(record)) {
    if (column !== '_id' && !columns.includes(column))
      throw refuse('ckan.unknown_record_field', { row, column: column.slice(0, 100) });
  }
  const cells = columns.map((column): Value => {
    const value = record[column] ?? null;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return value;
    throw refuse('ckan.nested_record', { row, column: column.slice(0, 100) });
  });
  return csvLine(cells, ',', asItIs);
}
