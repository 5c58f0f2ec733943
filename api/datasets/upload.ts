/** Taking a file in: whole, hashed, numbered, once. */
import type { Readable } from 'node:stream';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { getOwnEntry, holdEntry, wrongState } from '#api/catalog/access.ts';
import { refuse as refuseCatalog } from '#api/catalog/rules/refusals.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { inLocale } from '#api/kernel/words.ts';
import type { StoredFile } from '#api/ports/files/port.ts';
import { ownerOf } from './access.ts';
import { maxUploadBytes, maxUploadText, versionStates } from './rules/codes.ts';
import { cleanFileName } from './rules/file-name.ts';
import { refuse } from './rules/refusals.ts';
import { showVersionRow, type VersionOut } from './show.ts';
import * as store from './store.ts';

export interface Upload {
  /** As the sender called it; a path in it is dropped. */
  readonly fileName: string;
  readonly stream: Readable;
  /** Read once the stream has ended: form fields may come after the file. */
  readonly note?: () => string | undefined;
}

/** Refuses before a byte is read when the viewer may not upload to the entry. */
export async function requireUploadable(ctx: Ctx, entryId: string): Promise<void> {
  const { entry } = await getOwnEntry(ctx, entryId);
  if (entry.state === 'withdrawn') throw wrongState(entry.state);
  // Article 2: an entry cannot be secret, so neither can its files; should one ever be marked so, nothing is taken in.
  if (entry.content.secret === true) throw refuseCatalog('catalog.secret');
}

/** Keeps the file and starts the work on it. The file is forgotten again when the version is refused. */
export async function uploadVersion(ctx: Ctx, entryId: string, upload: Upload): Promise<VersionOut> {
  await requireUploadable(ctx, entryId);
  const fileName = cleanFileName(upload.fileName);
  if (fileName === null) throw refuse('datasets.file_name');
  const id = newId(ctx, 'version');
  const sourceKey = `datasets/${entryId}/${id}/source`;
  const stored = await keep(ctx, sourceKey, upload.stream);
  try {
    if (stored.bytes === 0) throw refuse('datasets.empty', { name: fileName });
    return await receive(withFile(ctx, stored), entryId, { id, fileName, sourceKey, stored, note: noteOf(upload) });
  } catch (error) {
    await ctx.ports.files.remove(sourceKey);
    throw error;
  }
}

/** The same for a file that has arrived on this machine; it is moved, or stays where it is when it is refused. */
export async function takeFile(
  ctx: Ctx,
  entryId: string,
  { fileName, path, note }: { readonly fileName: string; readonly path: string; readonly note: string | null },
): Promise<VersionOut> {
  await requireUploadable(ctx, entryId);
  const id = newId(ctx, 'version');
  const sourceKey = `datasets/${entryId}/${id}/source`;
  const stored = await ctx.ports.files.putFile(sourceKey, path);
  try {
    return await receive(ctx, entryId, { id, fileName, sourceKey, stored, note });
  } catch (error) {
    await ctx.ports.files.remove(sourceKey);
    throw error;
  }
}

async function keep(ctx: Ctx, key: string, stream: Readable): Promise<StoredFile> {
  try {
    return await ctx.ports.files.put(key, stream, { maxBytes: maxUploadBytes });
  } catch (error) {
    if (isRefusal(error) && error.code === 'files.too_large')
      throw refuse('datasets.too_large', { limit: maxUploadText });
    throw isRefusal(error) || !isBroken(error) ? error : refuse('datasets.broken_upload');
  }
}

/** The sender went away or the form ended early: the stream's fault, not the disk's. */
function isBroken(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    code === 'ECONNRESET' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    /unexpected end|aborted|premature/i.test(message ?? '')
  );
}

/** The same idempotency key with another file is another request. */
function withFile(ctx: Ctx, { sha256 }: StoredFile): Ctx {
  return ctx.idempotency === undefined
    ? ctx
    : { ...ctx, idempotency: { key: ctx.idempotency.key, hash: `${ctx.idempotency.hash}:${sha256}` } };
}

function noteOf(upload: Upload): string | null {
  const note = (upload.note?.() ?? '')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, 1000);
  return note === '' ? null : note;
}

interface Received {
  readonly id: string;
  readonly fileName: string;
  readonly sourceKey: string;
  readonly stored: StoredFile;
  readonly note: string | null;
}

async function receive(
  ctx: Ctx,
  entryId: string,
  { id, fileName, sourceKey, stored, note }: Received,
): Promise<VersionOut> {
  try {
    return await act(ctx, { action: 'datasets.upload', subject: ['entry', entryId] }, async (tx, say) => {
      // Two uploads at once wait for each other here and get consecutive numbers.
      await holdEntry(tx, entryId);
      const { entry, viewer } = await getOwnEntry(tx, entryId);
      if (entry.state === 'withdrawn') throw wrongState(entry.state);
      await requireNew(tx, entryId, stored.sha256);
      const number = await store.nextNumber(tx.db, entryId);
      await store.insertVersion(tx.db, {
        id,
        entryId,
        number,
        fileName,
        sourceKey,
        sourceBytes: BigInt(stored.bytes),
        sourceSha256: stored.sha256,
        note,
        uploadedBy: viewer.personId,
        createdAt: tx.clock.now(),
      });
      await enqueueWork(tx, 'datasets.ingest', id);
      say({ version: id, number, sha256: stored.sha256, bytes: stored.bytes });
      const version = await store.findVersion(tx.db, id);
      if (version === null) throw new Error(`version ${id} was just made and is not there`);
      return showVersionRow(tx, version, ownerOf(entry));
    });
  } catch (error) {
    if (sqlState(error) === '23505') await requireNew(ctx, entryId, stored.sha256);
    throw error;
  }
}

async function requireNew(ctx: Ctx, entryId: string, sha256: string): Promise<void> {
  const same = await store.findBySource(ctx.db, entryId, sha256);
  if (same === null) return;
  const words = versionStates.words[same.state];
  throw refuse('datasets.duplicate', {
    number: same.number,
    state: inLocale(words, 'zh'),
    state_en: inLocale(words, 'en'),
  });
}

/** Heavy work runs one at a time: two ingests beside each other take three to ten times as long. */
export async function enqueueWork(
  tx: Ctx,
  task: 'datasets.ingest' | 'datasets.treat',
  versionId: string,
): Promise<void> {
  await enqueue(tx, task, { versionId }, { key: `${task}:${versionId}`, queue: 'ingest', maxAttempts: 5 });
}
