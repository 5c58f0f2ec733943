/** Workbooks of entries: read, compared with what there is, shown, and applied as a whole or not at all. */

import { Readable } from 'node:stream';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { applyBulk } from '#api/catalog/bulk.ts';
import { findOwn, type OwnEntry, openNodes } from '#api/catalog/bulk-store.ts';
import { requirementInForce } from '#api/catalog/requirement-store.ts';
import { takesEntries } from '#api/catalog/rules/code.ts';
import { refuse as refuseCatalog } from '#api/catalog/rules/refusals.ts';
import type { Requirement } from '#api/catalog/rules/requirement.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { provinceCode, within } from '#api/kernel/regions.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import type { importOut, importQuery, importSummary } from './import-contract.ts';
import * as store from './import-store.ts';
import { namesOf } from './requirement-store.ts';
import { importStates } from './rules/codes.ts';
import { type Compared, compareRows, type Known } from './rules/compare.ts';
import { refuse } from './rules/refusals.ts';
import {
  type ColumnKey,
  cellName,
  columnsOf,
  headsOf,
  isBlank,
  isSecret,
  itemCodesOf,
  itemHeads,
  readItem,
  readRow,
} from './rules/sheet.ts';
import { type ItemColumn, type SheetName, sheetNames } from './rules/sheet-words.ts';
import { mostEntries, mostItems, readWorkbook, type Sheet } from './workbook-read.ts';

export type ImportOut = z.input<typeof importOut>;
export type ImportSummary = z.input<typeof importSummary>;

export const mostBytes = 20 * 1024 * 1024;

function requireSteward(ctx: Ctx): Viewer {
  const viewer = requireDuty(ctx.viewer, 'steward');
  if (viewer.organization.kind !== 'agency' || !within(viewer.organization.regionCode, provinceCode))
    throw refuseCatalog('catalog.out_of_scope');
  return viewer;
}

const tooLarge = () => refuse('compilation.file_too_large', { limit: `${mostBytes / 1024 / 1024} MB` });

/** Before a byte of the file is read. */
export const requireImporter = (ctx: Ctx): unknown => requireSteward(ctx);

export async function uploadImport(
  ctx: Ctx,
  file: { readonly fileName: string; readonly stream: Readable },
): Promise<ImportOut> {
  const viewer = requireSteward(ctx);
  const bytes = await readWhole(file.stream, mostBytes, tooLarge);
  const sheets = await readWorkbook(bytes);
  const requirement = await requirementInForce(ctx);
  const columns = columnsOf(requirement);
  const main = sheetOf(sheets, 'entries');
  if (main === undefined)
    throw refuse('compilation.sheet_missing', {
      sheet: sheetNames.label('entries', ctx.locale),
      found: sheets
        .map((one) => one.name)
        .join(', ')
        .slice(0, 200),
    });
  const side = sheetOf(sheets, 'items');
  for (const sheet of [main, ...(side === undefined ? [] : [side])])
    if (sheet.merges.length > 0)
      throw refuse('compilation.merged_cells', { sheet: sheet.name, cells: sheet.merges.slice(0, 5).join(', ') });
  const heads = requireHeads(main, columns, ['title', 'classification_code']);
  const filled = (sheet: Sheet) =>
    sheet.rows.flatMap((row, at) => (at === 0 || isBlank(row) ? [] : [{ row, number: at + 1 }]));
  const rows = filled(main);
  const itemRows = side === undefined ? [] : filled(side);
  const itemPlaces =
    side === undefined || itemRows.length === 0
      ? new Map<ItemColumn, number>()
      : requireHeads(side, itemHeads, ['title', 'name']);
  if (rows.length === 0) throw refuse('compilation.empty_workbook', { sheet: main.name });
  if (rows.length > mostEntries || itemRows.length > mostItems)
    throw refuse('compilation.too_many_rows', {
      rows: rows.length + itemRows.length,
      most: mostEntries,
      most_items: mostItems,
    });
  await refuseSecrets(ctx, rows, heads);
  const itemCodes = itemCodesOf(requirement);
  const preview = await compared(ctx, viewer, requirement, {
    columns,
    rows: rows.map(({ row, number }) => readRow(row, number, heads, columns, ctx.locale)),
    items: itemRows.map(({ row, number }) => readItem(row, number, itemPlaces, itemCodes, ctx.locale)),
    itemPlaces,
  });
  return keep(ctx, viewer, requirement, { fileName: file.fileName, bytes }, preview);
}

function sheetOf(sheets: readonly Sheet[], key: SheetName): Sheet | undefined {
  const names = sheetNames.words[key].map((one) => one.toLowerCase());
  return sheets.find(({ name }) => names.includes(name.trim().toLowerCase()));
}

function requireHeads<K extends string>(
  sheet: Sheet,
  columns: readonly { readonly key: K; readonly name: readonly [string, string] }[],
  needed: readonly K[],
): Map<K, number> {
  const found = headsOf(sheet.rows[0] ?? [], columns);
  const lacking = needed.filter((key) => !found.has(key));
  if (lacking.length === 0) return found;
  const names = lacking.map((key) => columns.find((one) => one.key === key)?.name.join(' / ') ?? key);
  throw refuse('compilation.heads_missing', { sheet: sheet.name, heads: names.join(', ') });
}

/** Article 2: what is declared secret is not even kept in an upload; that it was tried is on record. */
async function refuseSecrets(
  ctx: Ctx,
  rows: readonly { row: Sheet['rows'][number]; number: number }[],
  heads: ReadonlyMap<ColumnKey, number>,
): Promise<void> {
  const secret = rows.filter(({ row }) => isSecret(row, heads));
  if (secret.length === 0) return;
  const cells = secret
    .slice(0, 10)
    .map(({ number }) => cellName(heads.get('secret') ?? 0, number))
    .join(', ');
  await act(ctx, { action: 'compilation.upload', subject: ['organization', ctx.viewer?.organization.id ?? ''] }, () =>
    Promise.reject(refuse('compilation.secret_rows', { count: secret.length, cells })),
  );
}

async function compared(
  ctx: Ctx,
  viewer: Viewer,
  requirement: Requirement,
  read: Parameters<typeof compareRows>[0],
): Promise<Compared[]> {
  const codes = read.rows.map(({ code }) => code).filter((code) => code !== '');
  const own = await findOwn(
    ctx.db,
    viewer.organization.id,
    codes,
    read.rows.map(({ title }) => title),
  );
  const classes = await openNodes(
    ctx.db,
    [...new Set(read.rows.map(({ classification }) => classification))].filter(takesEntries),
  );
  const known: Known = {
    uscc: viewer.organization.uscc,
    byCode: new Map(own.map((one): [string, OwnEntry] => [one.code, one])),
    byTitle: new Map(own.map((one): [string, OwnEntry] => [one.title, one])),
    classes,
  };
  return compareRows(read, known, requirement);
}

async function keep(
  ctx: Ctx,
  viewer: Viewer,
  requirement: Requirement,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Buffer },
  rows: readonly Compared[],
): Promise<ImportOut> {
  const id = newId(ctx, 'catalogueImport');
  const fileKey = `imports/${id}.xlsx`;
  const { sha256 } = await ctx.ports.files.put(fileKey, Readable.from([bytes]), { maxBytes: mostBytes });
  const count = (kind: Compared['kind']) => rows.filter((row) => row.kind === kind).length;
  const counts = {
    total: rows.length,
    fresh: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    faulty: count('faulty'),
  };
  return act(
    ctx,
    { action: 'compilation.upload', subject: ['import', id], facts: { ...counts, sha256 } },
    async (tx) => {
      const row: store.ImportRow = {
        id,
        organizationId: viewer.organization.id,
        fileName: fileName.replace(/^.*[\\/]/, '').slice(0, 200),
        fileKey,
        bytes: bytes.length,
        sha256,
        state: 'previewed',
        requirement: requirement.number,
        ...counts,
        uploadedBy: viewer.personId,
        uploadedAt: tx.clock.now(),
        appliedBy: null,
        appliedAt: null,
      };
      await store.insertImport(tx.db, row, rows);
      return show(tx, row, { page: 1, page_size: 20 });
    },
  ).catch(async (error: unknown) => {
    await ctx.ports.files.remove(fileKey);
    throw error;
  });
}

async function getImport(ctx: Ctx, id: string): Promise<{ row: store.ImportRow; viewer: Viewer }> {
  const viewer = requireDuty(ctx.viewer, 'steward');
  const row = await store.findImport(ctx.db, id);
  if (row === null || row.organizationId !== viewer.organization.id) throw refuse('compilation.import_not_found');
  return { row, viewer };
}

export async function showImport(ctx: Ctx, id: string, query: z.output<typeof importQuery>): Promise<ImportOut> {
  return show(ctx, (await getImport(ctx, id)).row, query);
}

export async function listImports(ctx: Ctx, { page, page_size }: { page: number; page_size: number }) {
  const viewer = requireDuty(ctx.viewer, 'steward');
  const { rows, total } = await store.listImports(ctx.db, viewer.organization.id, page_size, (page - 1) * page_size);
  const names = await namesOf(
    ctx.db,
    rows.map((row) => row.uploadedBy),
  );
  return { items: rows.map((row) => summary(row, names)), total, page, page_size };
}

/** Everything that can be written, in one transaction; what was overtaken meanwhile stops all of it. */
export async function applyImport(ctx: Ctx, id: string): Promise<ImportOut> {
  return act(ctx, { action: 'compilation.apply', subject: ['import', id] }, async (tx, note) => {
    const { row, viewer } = await getImport(tx, id);
    requireSteward(tx);
    await move(tx, row, 'applied', { appliedBy: viewer.personId, appliedAt: tx.clock.now() });
    const rows = await store.rowsToApply(tx.db, id);
    if (rows.length === 0) throw refuse('compilation.nothing_to_apply');
    const fresh = rows.flatMap(({ kind, classificationCode, content }) =>
      kind === 'new' && content !== null && classificationCode !== null
        ? [{ classification: classificationCode, content }]
        : [],
    );
    const changed = rows.flatMap(({ entryId, revision, content }) =>
      entryId !== null && revision !== null && content !== null ? [{ id: entryId, revision, content }] : [],
    );
    const { overtaken, codes } = await applyBulk(tx, viewer, { fresh, changed });
    if (overtaken.length > 0) {
      const names = rows.filter((one) => overtaken.includes(one.entryId ?? '')).map((one) => one.code ?? one.title);
      throw refuse('compilation.overtaken', { count: overtaken.length, codes: names.slice(0, 5).join(', ') });
    }
    await store.clearRows(tx.db, id);
    note({ new: fresh.length, changed: changed.length, first: codes[0] ?? null, last: codes.at(-1) ?? null });
    return show(tx, { ...row, state: 'applied', appliedAt: tx.clock.now() }, { page: 1, page_size: 20 });
  }).catch((error: unknown) => {
    // A title of the workbook was given to another entry since the preview.
    if (sqlState(error) === '23505') throw refuse('compilation.overtaken', { count: 1, codes: '—' });
    throw error;
  });
}

export async function dropImport(ctx: Ctx, id: string): Promise<ImportOut> {
  return act(ctx, { action: 'compilation.drop_import', subject: ['import', id] }, async (tx) => {
    const { row } = await getImport(tx, id);
    await move(tx, row, 'dropped');
    await store.clearRows(tx.db, id);
    return show(tx, { ...row, state: 'dropped' }, { page: 1, page_size: 20 });
  });
}

async function move(
  tx: Ctx,
  row: store.ImportRow,
  to: 'applied' | 'dropped',
  more: { appliedBy?: string; appliedAt?: Date } = {},
): Promise<void> {
  if (await store.moveImport(tx.db, row.id, 'previewed', to, more)) return;
  const [zh, en] = importStates.words[(await store.findImport(tx.db, row.id))?.state ?? row.state];
  throw refuse('compilation.wrong_state', { state: zh, state_en: en });
}

function summary(row: store.ImportRow, names: ReadonlyMap<string, string>): ImportSummary {
  return {
    id: row.id,
    file_name: row.fileName,
    sha256: row.sha256,
    state: row.state,
    requirement: row.requirement,
    counts: { total: row.total, new: row.fresh, changed: row.changed, unchanged: row.unchanged, faulty: row.faulty },
    uploaded_by: names.get(row.uploadedBy) ?? null,
    uploaded_at: row.uploadedAt.toISOString(),
    applied_at: row.appliedAt?.toISOString() ?? null,
  };
}

async function show(
  ctx: Ctx,
  row: store.ImportRow,
  { page, page_size, kind }: z.output<typeof importQuery>,
): Promise<ImportOut> {
  const [{ rows, total }, names] = await Promise.all([
    store.listRows(ctx.db, row.id, { kind, take: page_size, skip: (page - 1) * page_size }),
    namesOf(ctx.db, [row.uploadedBy]),
  ]);
  const open = row.state === 'previewed';
  return {
    ...summary(row, names),
    rows: {
      items: rows.map((one) => ({
        row: one.row,
        kind: one.kind,
        title: one.title,
        code: one.code,
        entry_id: one.entryId,
        faults: [...one.faults],
      })),
      total,
      page,
      page_size,
    },
    may: { apply: open && row.fresh + row.changed > 0, drop: open, faults: row.fileKey !== null },
  };
}
