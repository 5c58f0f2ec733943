/** Files of a table as a grant shows it: written once for each content, grant and format, and kept for the next who may have it. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App, Ctx } from '#api/context.ts';
import { onTable, openExport } from '#api/datasets/read.ts';
import type { ExportFormat } from '#api/ports/tables/port.ts';
import type { Opened } from './gate.ts';
import { grantHash } from './record.ts';
import * as store from './store.ts';

export interface MadeFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: bigint;
  readonly contentType: string;
  readonly extension: string;
  open(): Readable;
  release(): Promise<void>;
}

type Wanted = Pick<Opened, 'version' | 'columns' | 'filter'>;

/** Written out in full before it is answered: its length, its digest and its wholeness are known. */
export async function makeFile(ctx: Ctx, wanted: Wanted, format: ExportFormat, signal: AbortSignal): Promise<MadeFile> {
  const grant = grantHash(wanted);
  if (grant === null) return write(ctx, wanted, format, signal, wanted.version.rowCount);
  const name = { tableSha256: wanted.version.tableSha256, grantSha256: grant, format };
  const kept = await store.findGrantedFile(ctx.db, name);
  if (kept !== null && (await ctx.ports.files.stat(kept.fileKey)) !== null) return lend(ctx, kept, format);
  const rows = await countRows(ctx, wanted);
  const made = await write(ctx, wanted, format, signal, rows);
  // A key of its own: of two who write the same at once, the later would put other bytes under the digest of the first.
  const fileKey = `granted/${name.tableSha256}/${grant}-${Buffer.from(ctx.random(9)).toString('hex')}.${format}`;
  await ctx.ports.files.put(fileKey, made.open(), { maxBytes: made.bytes });
  const row = { ...name, fileKey, sha256: made.sha256, bytes: BigInt(made.bytes), rowCount: rows };
  if (!(await store.keepGrantedFile(ctx.db, { ...row, madeAt: ctx.clock.now() }, kept?.fileKey ?? null)))
    await ctx.ports.files.remove(fileKey);
  return made;
}

const types: Readonly<Partial<Record<ExportFormat, string>>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

async function lend(ctx: Ctx, kept: store.GrantedFileRow, format: ExportFormat): Promise<MadeFile> {
  const file = await ctx.ports.files.localPath(kept.fileKey);
  return {
    bytes: Number(kept.bytes),
    sha256: kept.sha256,
    rows: kept.rowCount,
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
  { version, columns, filter }: Wanted,
  format: ExportFormat,
  signal: AbortSignal,
  rows: bigint,
): Promise<MadeFile> {
  const scratch = await ctx.ports.files.scratch();
  try {
    const made = await openExport(ctx, version, format, {
      signal,
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
      rows,
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

const keptMs = 7 * 24 * 3_600_000;
const atOnce = 200;

/** Nothing licensed lies about longer than a week; who may have it and asks again has it written again. */
export async function sweepGrantedFiles(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - keptMs);
  for (;;) {
    const rows = await store.grantedFilesBefore(app.db, before, atOnce);
    for (const row of rows) {
      await store.forgetGrantedFile(app.db, row);
      await app.ports.files.remove(row.fileKey);
    }
    if (rows.length < atOnce) return;
  }
}
