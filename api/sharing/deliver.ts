/** Handing over shared data through the platform: rows by interface, marked files, batches. Put on record before the first byte leaves. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext, type Viewer } from '#api/context.ts';
import { onTable, openExport } from '#api/datasets/read.ts';
import { parseFilter } from '#api/datasets/rules/query.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { factsOf, seenRequest } from './access.ts';
import type { fileBody, rowsQuery, sharedRows } from './contract.ts';
import { markKey } from './marks.ts';
import { filtersGranted } from './provide.ts';
import { doerWords, type SharedFormat, type SharedKind, sharingActions, sharingMethods } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { isOpen } from './rules/rights.ts';
import { type SharedVersion, sharedVersion } from './shareable.ts';
import type { RequestOut } from './show.ts';
import * as store from './store.ts';
import { reread } from './walk.ts';

const methods: Readonly<Record<SharedKind, keyof typeof sharingMethods.words>> = {
  file: 'file',
  rows: 'interface',
  batch: 'batch',
};

/** Refuses what is not open, by its own name. */
function requireOpen(ctx: Ctx, row: store.RequestRow, kind: SharedKind): void {
  if (row.state === 'suspended') throw refuse('sharing.suspended', { reason: row.suspendReason ?? '' });
  if (
    row.openedAt !== null &&
    (row.state === 'expired' || row.state === 'disposed' || row.termUntil < dayOf(ctx.clock.now()))
  )
    throw refuse('sharing.term_over', { day: row.termUntil });
  if (!isOpen(factsOf(row))) throw refuse('sharing.not_open');
  const granted = row.method as keyof typeof sharingMethods.words;
  if (methods[kind] !== granted) throw refuse('sharing.other_way', bilingual('method', sharingMethods.words[granted]));
}

/** The requester's steward; its systems come with an access token of theirs. */
async function requireTaker(
  ctx: Ctx,
  id: string,
  kind: SharedKind,
): Promise<{ row: store.RequestRow; viewer: Viewer }> {
  const { row, sides, viewer } = await seenRequest(ctx, id);
  if (!sides.includes('requester'))
    throw refuse('sharing.not_yours_to_do', {
      ...bilingual('action', sharingActions.words.open),
      ...bilingual('who', doerWords.words.requester),
    });
  if (!viewer.duties.includes('steward')) throw refuseAnywhere('auth.forbidden');
  requireOpen(ctx, row, kind);
  return { row, viewer };
}

async function tableOf(ctx: Ctx, row: store.RequestRow): Promise<SharedVersion> {
  const entry = (await store.findEntries(ctx.db, [row.entryId])).get(row.entryId);
  const title = entry?.title ?? '';
  if (entry?.state === 'withdrawn') throw refuse('sharing.data_withdrawn', { title });
  const version = await sharedVersion(ctx, row);
  if (version === null) throw refuse('sharing.no_data', { title });
  if (version.hindrance !== null) throw version.hindrance;
  return version;
}

/** What was granted in the columns the version has; null for all of them. */
function columnsOf(row: store.RequestRow, { columns }: SharedVersion): readonly string[] | null {
  if (row.grantedColumns.length === 0) return null;
  const present = row.grantedColumns.filter((name) => columns.some((one) => one.name === name));
  if (present.length === 0)
    throw refuse('sharing.column_not_granted', { column: row.grantedColumns.join(', ').slice(0, 200) });
  return present;
}

interface Handed {
  readonly id: string;
  readonly kind: SharedKind;
  readonly format: string;
  readonly version: SharedVersion;
  readonly rows: bigint;
  readonly bytes: number;
  readonly sha256: string;
  readonly receipt?: string;
}

/** The request is held meanwhile: a suspension or an end comes before or after, never between. */
async function record(ctx: Ctx, requestId: string, handed: Handed): Promise<void> {
  const { version, kind } = handed;
  await act(ctx, { action: 'sharing.deliver', subject: ['sharing', requestId] }, async (tx, note) => {
    const row = await store.lockRequest(tx.db, requestId);
    if (row === null) throw refuse('sharing.not_found');
    requireOpen(tx, row, kind);
    await store.insertDelivery(tx.db, {
      id: handed.id,
      requestId,
      number: (row.deliveries[0]?.number ?? 0) + 1,
      kind,
      format: handed.format,
      versionId: version.id,
      table: version.table.number,
      rows: handed.rows,
      bytes: BigInt(handed.bytes),
      sha256: handed.sha256,
      receipt: handed.receipt ?? null,
      reportId: version.reportId,
      personId: ctx.viewer?.personId ?? null,
      at: tx.clock.now(),
    });
    const { format, sha256, rows } = handed;
    const report = version.reportId === null ? {} : { report: version.reportId };
    note({
      no: row.no,
      delivery: handed.id,
      kind,
      format,
      sha256,
      rows: String(rows),
      version: version.number,
      ...report,
    });
  });
}

export async function readSharedRows(
  ctx: Ctx,
  id: string,
  query: z.output<typeof rowsQuery>,
): Promise<z.input<typeof sharedRows>> {
  const { row } = await requireTaker(ctx, id, 'rows');
  const version = await tableOf(ctx, row);
  const granted = columnsOf(row, version);
  const filters = query.filter.map(parseFilter);
  // A filter over a column that was not granted would tell its values.
  const touched = [...query.columns, ...filters.map((one) => one.column)];
  const foreign = granted === null ? undefined : touched.find((name) => !granted.includes(name));
  if (foreign !== undefined) throw refuse('sharing.column_not_granted', { column: foreign });
  const columns = query.columns.length === 0 ? granted : query.columns;
  const found = await onTable(ctx, { tableKey: version.tableKey }, (at) =>
    ctx.ports.tables.rows(at, {
      ...(columns === null ? {} : { columns }),
      filters: [...filtersGranted(row), ...filters],
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      limit: query.limit,
    }),
  );
  const rows = found.rows.map((cells) => [...cells]);
  const text = JSON.stringify(rows);
  const delivery = newId(ctx, 'delivery');
  await record(ctx, id, {
    id: delivery,
    kind: 'rows',
    format: 'json',
    version,
    rows: BigInt(rows.length),
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
  });
  const entry = (await store.findEntries(ctx.db, [row.entryId])).get(row.entryId);
  return {
    delivery_id: delivery,
    no: row.no,
    dataset: { code: entry?.code ?? '', title: entry?.title ?? '' },
    version: version.number,
    acquired_on: dayOf(ctx.clock.now()),
    columns: found.columns.map(({ name, type }) => ({ name, type })),
    rows,
    next_cursor: found.nextCursor ?? null,
  };
}

export interface SharedFile {
  readonly deliveryId: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  open(): Readable;
  /** Removes the working copy. */
  release(): Promise<void>;
}

interface Written extends SharedFile {
  readonly rows: bigint;
  readonly version: SharedVersion;
}

/** Written out in full first: its length, digest and wholeness are known. Each file has a hidden mark of its own. */
async function writeFile(
  ctx: Ctx,
  row: store.RequestRow,
  format: SharedFormat,
  signal?: AbortSignal,
): Promise<Written> {
  const version = await tableOf(ctx, row);
  const columns = columnsOf(row, version);
  const filters = filtersGranted(row);
  const deliveryId = newId(ctx, 'delivery');
  const scratch = await ctx.ports.files.scratch();
  try {
    const { prose, counted } = await onTable(ctx, { tableKey: version.tableKey }, async (at) => ({
      prose: await ctx.ports.tables.prose(at),
      counted: filters.length === 0 ? null : await ctx.ports.tables.aggregate(at, { filters }),
    }));
    const made = await openExport(ctx, { tableKey: version.tableKey }, format, {
      ...(signal === undefined ? {} : { signal }),
      mark: {
        key: markKey(ctx, deliveryId),
        prose,
        about: { 'jinshu.delivery': deliveryId, 'jinshu.request': row.no, 'jinshu.day': dayOf(ctx.clock.now()) },
      },
      ...(format === 'csv' ? { bom: true } : {}),
      ...(columns === null ? {} : { columns }),
      ...(filters.length === 0 ? {} : { filters }),
    });
    const at = path.join(scratch.path, 'delivery');
    const hash = createHash('sha256');
    const digest = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(made.stream, digest, createWriteStream(at));
    const { size } = await stat(at);
    return {
      deliveryId,
      version,
      rows: counted === null ? version.rowCount : BigInt(Number(counted.rows[0]?.[0] ?? 0)),
      fileName: `${row.no}-v${version.number}.${made.extension}`,
      contentType: made.contentType,
      bytes: size,
      sha256: hash.digest('hex'),
      open: () => createReadStream(at),
      release: scratch.release,
    };
  } catch (error) {
    await scratch.release();
    throw error;
  }
}

const handedOf = (made: Written, kind: SharedKind, format: SharedFormat): Handed => ({
  id: made.deliveryId,
  kind,
  format,
  version: made.version,
  rows: made.rows,
  bytes: made.bytes,
  sha256: made.sha256,
});

export async function downloadShared(
  asked: Ctx,
  id: string,
  { format }: z.output<typeof fileBody>,
  signal?: AbortSignal,
): Promise<SharedFile> {
  // The answer is the data: nothing of it is kept under an idempotency key.
  const { idempotency: _kept, ...ctx } = asked;
  const { row } = await requireTaker(ctx, id, 'file');
  const made = await writeFile(ctx, row, format, signal);
  try {
    await record(ctx, id, handedOf(made, 'file', format));
    return made;
  } catch (error) {
    await made.release();
    throw error;
  }
}

export async function sendSharedBatch(
  ctx: Ctx,
  id: string,
  { format }: z.output<typeof fileBody>,
): Promise<RequestOut> {
  const { row } = await requireTaker(ctx, id, 'batch');
  await handBatch(ctx, row, format);
  return reread(ctx, id);
}

/** The exchange platform has it, by its receipt, before it is put on record here. */
async function handBatch(ctx: Ctx, row: store.RequestRow, format: SharedFormat): Promise<void> {
  const { exchange } = ctx.ports;
  const made = await writeFile(ctx, row, format);
  try {
    const { receipt } = await exchange.send({ id: made.deliveryId, no: row.no, ...made, open: made.open });
    try {
      await record(ctx, row.id, { ...handedOf(made, 'batch', format), receipt });
    } catch (error) {
      await exchange.forget(made.deliveryId);
      throw error;
    }
  } finally {
    await made.release();
  }
}

/** A batch that lies here until it is taken. Where an exchange platform hands it out, `sharing.batch_elsewhere`. */
export async function takeSharedBatch(ctx: Ctx, id: string, number: number): Promise<SharedFile> {
  const { row } = await requireTaker(ctx, id, 'batch');
  const delivery = await store.findBatch(ctx.db, id, number);
  if (delivery === null) throw refuse('sharing.batch_not_found');
  const lying = await ctx.ports.exchange.take(delivery.id);
  if (lying === null)
    throw refuse(ctx.ports.exchange.kind === 'outside' ? 'sharing.batch_elsewhere' : 'sharing.batch_not_found');
  return {
    deliveryId: delivery.id,
    fileName: `${row.no}-${number}.${delivery.format}`,
    contentType: delivery.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/octet-stream',
    bytes: lying.bytes,
    sha256: delivery.sha256,
    open: () => lying.stream,
    release: async () => {},
  };
}

/** A batch of every version that was published since the last one. */
export async function sendDueBatches(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const id of await store.listBatchTakers(app.db)) {
    const row = await store.findRequest(app.db, id);
    const version = row === null ? null : await sharedVersion(ctx, row);
    if (row === null || version === null || version.hindrance !== null || row.termUntil < dayOf(app.clock.now()))
      continue;
    if (await store.hasBatch(app.db, id, version.id)) continue;
    try {
      await handBatch(ctx, row, 'csv');
    } catch (error) {
      // The others shall not wait for one; the next sweep tries again.
      app.log.warn({ err: error, request: row.no }, 'a batch was not handed over');
    }
  }
}
