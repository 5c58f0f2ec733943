/** Files of a table as an agreement shows it: written once a day for each format, and kept for whoever asks again. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type App, type Ctx, newId } from '#api/context.ts';
import { onTable, openExport } from '#api/datasets/read.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { ExportFormat } from '#api/ports/tables/port.ts';
import * as store from './copies-store.ts';
import type { Opened } from './gate.ts';
import { markKey } from './marks.ts';
import { shownHash } from './record.ts';

export interface MadeFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: bigint;
  readonly copyId: string;
  readonly contentType: string;
  readonly extension: string;
  open(): Readable;
  release(): Promise<void>;
}

type Wanted = Pick<Opened, 'taker' | 'granted' | 'version' | 'columns' | 'filter'>;

/**
 * Written out in full before it is answered: its length, its digest and its wholeness are known. What an agreement takes of a
 * table on one day is one copy with one hidden mark, whatever the formats and however often it is asked for.
 */
export async function makeFile(ctx: Ctx, wanted: Wanted, format: ExportFormat, signal: AbortSignal): Promise<MadeFile> {
  const copy = await copyOf(ctx, wanted);
  const kept = await store.findFile(ctx.db, copy.id, format);
  if (kept !== null && (await ctx.ports.files.stat(kept.fileKey)) !== null) return lend(ctx, kept, format);
  const rows = await countRows(ctx, wanted);
  const made = { ...(await write(ctx, wanted, copy, format, signal)), rows, copyId: copy.id };
  try {
    // A key of its own: of two who write the same at once, the later would put other bytes under the digest of the first.
    const fileKey = `granted/${copy.id}/${Buffer.from(ctx.random(9)).toString('hex')}.${format}`;
    await ctx.ports.files.put(fileKey, made.open(), { maxBytes: made.bytes });
    const { sha256, bytes } = made;
    const row = { copyId: copy.id, format, fileKey, sha256, bytes: BigInt(bytes), rowCount: rows };
    if (await store.keepFile(ctx.db, { ...row, madeAt: ctx.clock.now() }, kept?.fileKey ?? null)) return made;
    // Somebody else wrote it meanwhile: everyone of this day gets the same bytes.
    await ctx.ports.files.remove(fileKey);
    const first = await store.findFile(ctx.db, copy.id, format);
    if (first === null) return made;
    await made.release();
    return lend(ctx, first, format);
  } catch (error) {
    await made.release();
    throw error;
  }
}

async function copyOf(ctx: Ctx, wanted: Wanted): Promise<store.CopyRow> {
  return store.keepCopy(ctx.db, {
    id: newId(ctx, 'copy'),
    agreementId: wanted.taker.agreementId,
    versionId: wanted.version.id,
    tableNumber: wanted.version.table.number,
    grantSha256: shownHash(wanted),
    day: dayOf(ctx.clock.now()),
    madeAt: ctx.clock.now(),
  });
}

/** A file that was handed over, for as long as it is kept. */
export async function findKept(ctx: Ctx, copyId: string, format: ExportFormat) {
  const kept = await store.findFile(ctx.db, copyId, format);
  return kept !== null && (await ctx.ports.files.stat(kept.fileKey)) !== null ? kept : null;
}

const types: Readonly<Partial<Record<ExportFormat, string>>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

async function lend(ctx: Ctx, kept: store.FileRow, format: ExportFormat): Promise<MadeFile> {
  const file = await ctx.ports.files.localPath(kept.fileKey);
  return {
    bytes: Number(kept.bytes),
    sha256: kept.sha256,
    rows: kept.rowCount,
    copyId: kept.copyId,
    contentType: types[format] ?? 'application/octet-stream',
    extension: format,
    open: () => createReadStream(file.path),
    release: file.release,
  };
}

async function countRows(ctx: Ctx, { version, filter }: Wanted): Promise<bigint> {
  if (filter.length === 0) return version.rowCount;
  const { rows } = await onTable(ctx, version, (at) => ctx.ports.tables.aggregate(at, { filters: filter }));
  return BigInt(Number(rows[0]?.[0] ?? 0));
}

async function write(
  ctx: Ctx,
  { version, columns, filter, granted }: Wanted,
  copy: store.CopyRow,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<Omit<MadeFile, 'rows' | 'copyId'>> {
  const scratch = await ctx.ports.files.scratch();
  try {
    const prose = await onTable(ctx, version, (at) => ctx.ports.tables.prose(at));
    const made = await openExport(ctx, version, format, {
      signal,
      // Named in the open, so that whoever holds the file honestly knows where it belongs; the hidden mark says it again.
      mark: {
        key: markKey(ctx, copy.id),
        prose,
        about: {
          'jinshu.copy': copy.id,
          'jinshu.agreement': granted.grant.no,
          'jinshu.version': `${version.number}.${version.table.number}`,
          'jinshu.sha256': version.tableSha256,
          'jinshu.day': copy.day,
        },
      },
      ...(format === 'csv' ? { bom: true } : {}),
      ...(columns === null ? {} : { columns }),
      ...(filter.length === 0 ? {} : { filters: filter }),
    });
    const at = path.join(scratch.path, 'delivery');
    const hash = createHash('sha256');
    const digest = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(made.stream, digest, createWriteStream(at), { signal });
    const { size } = await stat(at);
    return {
      bytes: size,
      sha256: hash.digest('hex'),
      contentType: made.contentType,
      extension: made.extension,
      open: () => createReadStream(at),
      release: scratch.release,
    };
  } catch (error) {
    await scratch.release();
    throw error;
  }
}

/** The next day writes a copy of its own, so a file is asked for on its day and by addresses given out on it. */
const keptMs = 36 * 3_600_000;
const atOnce = 200;

/** Nothing licensed lies about; who may have it and asks again has it written again. */
export async function sweepGrantedFiles(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - keptMs);
  for (let rows = await store.filesBefore(app.db, before, atOnce); rows.length > 0; ) {
    for (const row of rows) {
      await store.forgetFile(app.db, row);
      await app.ports.files.remove(row.fileKey);
    }
    rows = rows.length < atOnce ? [] : await store.filesBefore(app.db, before, atOnce);
  }
  // What a crash left without a row.
  let waiting: string[] = [];
  const settle = async () => {
    const known = await store.knownKeys(app.db, waiting);
    for (const key of waiting) if (!known.has(key)) await app.ports.files.remove(key);
    waiting = [];
  };
  for await (const { key, modifiedAt } of app.ports.files.list('granted')) {
    if (modifiedAt < before) waiting.push(key);
    if (waiting.length >= atOnce) await settle();
  }
  await settle();
}
