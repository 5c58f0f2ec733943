/** What a product says of itself by its kind, its file as a table, and the sample of it. */

import YAML from 'yaml';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { checkOutbound } from '#api/ports/outbound/fetch.ts';
import type { TableColumn } from '#api/ports/tables/port.ts';
import type { sampleOut } from './plans-contract.ts';
import type { ApiFacts, ProductFacts } from './rules/facts.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** Larger files stay what they are: nobody waits that long for an upload. */
const largestTable = 200 * 1024 * 1024;
const readable = /\.(csv|tsv|txt|xlsx|json|jsonl|parquet)$/i;
const sampleRows = 10;

export interface FileTable {
  readonly tableKey: string | null;
  readonly tableRows: bigint | null;
  /** Empty where the table holds what looks like personal information: then no sample of it is shown (PIPL Article 25). */
  readonly tableColumns: { readonly name: string; readonly type: string }[];
}
const noTable: FileTable = { tableKey: null, tableRows: null, tableColumns: [] };

/** Reads a product's file as a table; a file that is none, or more than one, stays what it is. */
export async function readTable(ctx: Ctx, key: string, fileName: string, bytes: number): Promise<FileTable> {
  if (!readable.test(fileName) || bytes > largestTable) return noTable;
  const [file, scratch] = [await ctx.ports.files.localPath(key), await ctx.ports.files.scratch()];
  try {
    const found = await ctx.ports.tables.intake({
      path: file.path,
      originalName: fileName,
      scratchDir: scratch.path,
    });
    const [table, ...more] = found.tables;
    if (table === undefined || more.length > 0) return noTable;
    const { blocked } = await ctx.ports.tables.scan(table.parquetPath, dayOf(ctx.clock.now()));
    const tableKey = `${key}-table`;
    await ctx.ports.files.putFile(tableKey, table.parquetPath);
    return {
      tableKey,
      tableRows: BigInt(table.rowCount),
      tableColumns: blocked ? [] : table.columns.map(({ name, type }) => ({ name, type })),
    };
  } catch (error) {
    if (isRefusal(error)) return noTable;
    throw error;
  } finally {
    await Promise.all([file.release(), scratch.release()]);
  }
}

/** Refuses what cannot be: an address of an inner network, a name used twice, a description that is no OpenAPI document. */
export async function requireSoundFacts(ctx: Ctx, facts: ProductFacts): Promise<void> {
  if (facts.kind !== 'api') return;
  if (facts.openapi !== null) requireOpenApi(facts.openapi);
  if (facts.mode !== 'upstream') return;
  const names = new Set<string>();
  for (const { name, url } of facts.endpoints) {
    if (names.has(name)) throw refuse('products.endpoint_twice', { name });
    names.add(name);
    await checkOutbound(ctx, url);
  }
}

/** JSON is YAML too, so one reader does. */
function requireOpenApi(text: string): void {
  let read: unknown;
  try {
    read = YAML.parse(text, { maxAliasCount: 50 });
  } catch {
    throw refuse('products.bad_openapi', { what: 'YAML / JSON' });
  }
  const { openapi, paths } = (typeof read === 'object' && read !== null ? read : {}) as Partial<
    Record<'openapi' | 'paths', unknown>
  >;
  if (typeof openapi !== 'string' || !openapi.startsWith('3.'))
    throw refuse('products.bad_openapi', { what: 'openapi: 3.x' });
  if (typeof paths !== 'object' || paths === null || Object.keys(paths).length === 0)
    throw refuse('products.bad_openapi', { what: 'paths' });
}

/** Of a dataset on sale that reads as a table; an API's rows are what one pays for, call by call, and have their trial. */
export async function showSample(ctx: Ctx, no: string): Promise<z.input<typeof sampleOut>> {
  const row = await store.findByNo(ctx.db, no);
  if (row === null || row.listedAt === null) throw refuse('products.not_found');
  if (row.state === 'withdrawn') throw refuse('products.withdrawn');
  const { tableKey } = row;
  if (tableKey === null || !hasSample(row)) throw refuse('products.no_sample');
  const file = await ctx.ports.files.localPath(tableKey);
  try {
    const found = await ctx.ports.tables.page(file.path, { limit: sampleRows, count: 'none' });
    return {
      columns: found.columns.map(({ name, type }: TableColumn) => ({ name, type })),
      rows: found.rows.map((one) => [...one]),
      total_rows: (row.tableRows ?? 0n).toString(),
    };
  } finally {
    await file.release();
  }
}

/** Whether the public may look at the first rows. */
export const hasSample = (row: { readonly kind: string; readonly tableColumns: unknown }): boolean =>
  row.kind === 'dataset' && Array.isArray(row.tableColumns) && row.tableColumns.length > 0;

export const apiFactsOf = (row: { readonly facts: unknown }): ApiFacts | null => {
  const facts = row.facts as ProductFacts | null;
  return facts?.kind === 'api' ? facts : null;
};
