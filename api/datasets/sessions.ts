/** Uploads that go on after a broken connection: opened by a steward for an entry, filled piece by piece, then taken in. */
import type { z } from 'zod';
import { type App, type Ctx, newId, systemContext, type Viewer } from '#api/context.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { maxUploadBytes, maxUploadText, uploadKeptHours } from './rules/codes.ts';
import { cleanFileName } from './rules/file-name.ts';
import { refuse } from './rules/refusals.ts';
import { instantAfterHours } from './rules/session.ts';
import type { uploadOut } from './rules/shapes.ts';
import * as store from './sessions-store.ts';
import { requireUploadable, takeFile } from './upload.ts';

export type UploadOut = z.output<typeof uploadOut>;

export interface NewUpload {
  readonly entryId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly note: string | null;
}

/** Refuses before a byte is taken: who may not upload, what is too large, what has no name. */
export async function openUpload(ctx: Ctx, { entryId, fileName, bytes, note }: NewUpload): Promise<store.Session> {
  const viewer = requireViewer(ctx);
  await requireUploadable(ctx, entryId);
  const name = cleanFileName(fileName);
  if (name === null) throw refuse('datasets.file_name');
  if (bytes === 0) throw refuse('datasets.empty', { name });
  if (bytes > maxUploadBytes) throw refuse('datasets.too_large', { limit: maxUploadText });
  const now = ctx.clock.now();
  const session = {
    id: newId(ctx, 'upload'),
    entryId,
    personId: viewer.personId,
    organizationId: viewer.organization.id,
    fileName: name,
    bytes: BigInt(bytes),
    note,
    createdAt: now,
    expiresAt: instantAfterHours(now, uploadKeptHours),
  };
  await store.insert(ctx.db, session);
  return { ...session, versionId: null, fault: null, finishedAt: null };
}

/** The viewer's own upload, for the agency it was opened for. Refuses `datasets.upload_not_found` also when it expired. */
export async function getUpload(ctx: Ctx, id: string): Promise<store.Session> {
  const viewer = requireViewer(ctx);
  const session = await store.find(ctx.db, id);
  const own = session?.personId === viewer.personId && session.organizationId === viewer.organization.id;
  if (session === null || !own) throw refuse('datasets.upload_not_found');
  if (session.finishedAt === null && session.expiresAt <= ctx.clock.now()) throw refuse('datasets.upload_not_found');
  return session;
}

/** The same, when bytes are about to be added: rights may have gone since it was opened. */
export async function getOpenUpload(ctx: Ctx, id: string): Promise<store.Session> {
  const session = await getUpload(ctx, id);
  if (session.finishedAt === null) await requireUploadable(ctx, session.entryId);
  return session;
}

/** Makes a version of a whole upload. Once only; what is refused is kept as the reason. */
export async function finishUpload(ctx: Ctx, session: store.Session): Promise<store.Session> {
  if (session.finishedAt !== null) return session;
  const { id, entryId, fileName, note } = session;
  if ((await ctx.ports.parts.size(id)) !== Number(session.bytes)) return session;
  // Two requests may both see the last byte arrive: one of them takes the file.
  const finishedAt = ctx.clock.now();
  if (!(await store.finish(ctx.db, id, { finishedAt }))) return (await store.find(ctx.db, id)) ?? session;
  try {
    const version = await takeFile(ctx, entryId, { fileName, path: ctx.ports.parts.pathOf(id), note });
    await store.conclude(ctx.db, id, { versionId: version.id });
    return { ...session, finishedAt, versionId: version.id };
  } catch (error) {
    if (!isRefusal(error)) {
      // The bytes are still here: whoever asks again tries again.
      await store.reopen(ctx.db, id);
      throw error;
    }
    const { code, params } = error;
    const fault = { code, params, zh: error.sentence('zh'), en: error.sentence('en') };
    await store.conclude(ctx.db, id, { fault });
    await ctx.ports.parts.remove(id);
    return { ...session, finishedAt, fault };
  }
}

/** Gives an upload up. */
export async function cancelUpload(ctx: Ctx, session: store.Session): Promise<void> {
  await ctx.ports.parts.remove(session.id);
  if (session.finishedAt === null) await store.remove(ctx.db, session.id);
}

/** How far it is; an upload that is whole but was cut off before it became a version becomes one now. */
export async function showUpload(ctx: Ctx, id: string): Promise<UploadOut> {
  const session = await finishUpload(ctx, await getUpload(ctx, id));
  const received = session.finishedAt === null ? await ctx.ports.parts.size(id) : Number(session.bytes);
  return {
    id,
    entry_id: session.entryId,
    file_name: session.fileName,
    bytes: Number(session.bytes),
    received: received ?? 0,
    version_id: session.versionId,
    fault: session.fault === null ? null : { code: session.fault.code, zh: session.fault.zh, en: session.fault.en },
    expires_at: session.expiresAt.toISOString(),
  };
}

/** Forgets uploads nobody went on with, and bytes that belong to none. */
export async function sweepUploads(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const { id } of await store.listExpired(ctx.db, ctx.clock.now())) {
    await ctx.ports.parts.remove(id);
    await store.remove(ctx.db, id);
  }
  const parts = await ctx.ports.parts.list();
  const known = await store.listOpen(ctx.db, parts);
  for (const id of parts) if (!known.has(id)) await ctx.ports.parts.remove(id);
}

function requireViewer(ctx: Ctx): Viewer {
  if (ctx.viewer === null) throw refuseAnywhere('auth.required');
  return ctx.viewer;
}
