/** Synthetic rows of a conditional dataset: made at first use from the statistics of a version, kept, the same for everybody. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { getPublicEntry, publishedOpenType } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { getPublishedVersion, onTable, openExport, type PublishedVersion } from '#api/datasets/read.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import type { Recipe } from '#api/kernel/synthetic.ts';
import type { sandboxQuery } from './contract.ts';
import type { ResultFormat } from './rules/codes.ts';
import { settings } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';
import {
  type ColumnFacts,
  type Counted,
  emptyShare,
  mayBeCodes,
  mostCodes,
  recipeOf,
  sandboxMaker,
  sandboxRows,
} from './rules/sandbox.ts';
import * as store from './sandbox-store.ts';

export interface Sandbox {
  readonly fileKey: string;
  readonly rows: number;
  readonly sha256: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly how: Recipe['how'] }[];
}

/** The synthetic rows of one table; made when there are none yet. */
export async function sandboxOf(ctx: Ctx, version: PublishedVersion): Promise<Sandbox> {
  const { number: table } = version.table;
  const kept = await store.findSandbox(ctx.db, version.id, table, sandboxMaker);
  if (kept !== null && (await ctx.ports.files.stat(kept.fileKey)) !== null) return shown(kept);
  const k = settings.k.byDefault;
  const personal = await store.personalColumns(ctx.db, {
    versionId: version.id,
    entryId: version.entryId,
    table,
    tableName: version.table.name,
  });
  const columns: { name: string; recipe: Recipe; empty: number }[] = [];
  for (const column of version.columns) {
    const facts = factsOf(version, column, personal.has(column.name));
    const codes = mayBeCodes(facts, k) ? await frequencies(ctx, version, column.name) : [];
    const recipe = recipeOf(facts, codes, k);
    const empty = recipe.how === 'empty' ? 0 : emptyShare(facts.nullCount, facts.rows, k);
    columns.push({ name: column.name, recipe, empty });
  }
  const rows = sandboxRows(Number(version.rowCount));
  const scratch = await ctx.ports.files.scratch();
  try {
    const plan = { seed: `${sandboxMaker}:${version.tableSha256}`, rows, columns };
    const made = await ctx.ports.tables.synthesize(plan, { scratchDir: scratch.path });
    // A key of its own: of two who make the same at once, one is thrown away.
    const fileKey = `sandbox/${version.id}/${table}-${sandboxMaker}-${Buffer.from(ctx.random(9)).toString('hex')}.parquet`;
    await ctx.ports.files.putFile(fileKey, made.parquetPath);
    const row = {
      versionId: version.id,
      table,
      maker: sandboxMaker,
      fileKey,
      sha256: made.parquetSha256,
      bytes: BigInt(made.parquetBytes),
      rowCount: rows,
      columns: columns.map(({ name, recipe }) => ({ name, type: recipe.type, how: recipe.how })),
      madeAt: ctx.clock.now(),
    };
    if (await store.keepSandbox(ctx.db, row, kept?.fileKey ?? null)) return { ...row, rows };
    await ctx.ports.files.remove(fileKey);
    return sandboxOf(ctx, version);
  } finally {
    await scratch.release();
  }
}

const shown = (row: store.SandboxRow): Sandbox => ({
  fileKey: row.fileKey,
  rows: row.rowCount,
  sha256: row.sha256,
  columns: row.columns as unknown as Sandbox['columns'],
});

function factsOf(
  version: PublishedVersion,
  column: PublishedVersion['columns'][number],
  personal: boolean,
): ColumnFacts {
  const { stats } = column;
  const max = typeof stats.max === 'number' || typeof stats.max === 'string' ? Number(stats.max) : null;
  const bins = Array.isArray(stats.histogram) ? (stats.histogram as ColumnFacts['bins']) : [];
  return {
    name: column.name,
    type: column.type as ColumnFacts['type'],
    rows: Number(version.rowCount),
    nullCount: stats.nullCount,
    distinctCount: stats.distinctCount,
    maxLength: stats.maxLength ?? null,
    max: max !== null && Number.isFinite(max) ? max : null,
    bins,
    personal,
  };
}

async function frequencies(ctx: Ctx, version: PublishedVersion, column: string): Promise<Counted[]> {
  const found = await onTable(ctx, version, (path) =>
    ctx.ports.tables.aggregate(path, {
      groupBy: [{ column }],
      sort: [{ column: 'count', dir: 'desc' }],
      limit: mostCodes + 1,
    }),
  );
  return found.rows.flatMap(([value, count]) =>
    value === null || value === undefined ? [] : [{ value: String(value), count: Number(count) }],
  );
}

interface Address {
  readonly class: string;
  readonly seq: string;
}

/** Conditional and published; what is open needs none, what is closed has none. */
async function sandboxed(ctx: Ctx, address: Address, table: number) {
  const code = `${address.class}/${address.seq}`;
  const entry = await getPublicEntry(ctx, code);
  if ((await publishedOpenType(ctx, entry.id)) !== 'conditional') throw refuse('enclave.sandbox_open_data', { code });
  const version = await getPublishedVersion(ctx, entry.id, 'latest', table).catch((error: unknown) => {
    throw isRefusal(error) && error.code === 'datasets.version_not_found'
      ? refuse('enclave.sandbox_none', { code })
      : error;
  });
  return { entry, version, sandbox: await sandboxOf(ctx, version) };
}

/** For the page of the dataset: whether there are synthetic rows to try, without making them. */
export async function hasSandbox(ctx: Ctx, entryId: string): Promise<boolean> {
  return (await publishedOpenType(ctx, entryId)) === 'conditional';
}

export async function showSandbox(ctx: Ctx, address: Address, query: z.output<typeof sandboxQuery>) {
  if (ctx.grant === undefined) requireViewer(ctx.viewer);
  const { entry, version, sandbox } = await sandboxed(ctx, address, query.table);
  const page = await onTable(ctx, { tableKey: sandbox.fileKey }, (path) =>
    ctx.ports.tables.page(path, { limit: query.limit, offset: query.offset }),
  );
  return {
    synthetic: true as const,
    dataset: { code: entry.code, title: entry.content.title },
    version: version.number,
    table: version.table.name,
    tables: version.tables.map(({ number, name }) => ({ number, name })),
    sha256: sandbox.sha256,
    columns: sandbox.columns.map((one) => ({ ...one })),
    rows: page.rows.map((row) => [...row]),
    total: sandbox.rows,
  };
}

export interface SandboxFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly stream: Readable;
}

export async function openSandboxFile(
  ctx: Ctx,
  address: Address,
  { table, format }: { readonly table: number; readonly format: ResultFormat },
): Promise<SandboxFile> {
  if (ctx.grant === undefined) requireViewer(ctx.viewer);
  const { entry, version, sandbox } = await sandboxed(ctx, address, table);
  const made = await openExport(ctx, { tableKey: sandbox.fileKey }, format, format === 'csv' ? { bom: true } : {});
  const part = version.tables.length > 1 ? `-t${version.table.number}` : '';
  return {
    fileName: `SYNTHETIC-${entry.code.replace('/', '-')}-v${version.number}${part}.${made.extension}`,
    contentType: made.contentType,
    stream: made.stream,
  };
}
