/** Pictures of reuses: judged by their bytes, freed of everything that does not draw, served as pictures and nothing else. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId } from '#api/context.ts';
import { requireParticipant } from '#api/participants/service.ts';
import { getReuse } from './access.ts';
import { count } from './limits.ts';
import { isPictureType, maxPictureBytes, maxPicturePixels, maxPictureText, pictureTypes } from './rules/codes.ts';
import { unusedPictureHours } from './rules/lifecycle.ts';
import { cleanPicture } from './rules/picture.ts';
import { refuse } from './rules/refusals.ts';
import { type PictureOut, showPicture } from './show.ts';
import * as store from './store.ts';

/** Refuses what is no PNG, JPEG or WebP by its content, not whole, or too large. */
export async function addPicture(ctx: Ctx, source: AsyncIterable<Uint8Array>): Promise<PictureOut> {
  const taker = await requireParticipant(ctx);
  await count(ctx, 'picture', taker.id);
  const bytes = await readWhole(source);
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  if (!isPictureType(mime)) throw faulty(refuse('reuses.picture_kind'));
  const clean = cleanPicture(mime, bytes);
  if (clean === null) throw faulty(refuse('reuses.picture_broken'));
  const { width, height } = clean;
  if (width * height > maxPicturePixels) throw faulty(refuse('reuses.picture_pixels', { width, height }));
  const sha256 = createHash('sha256').update(clean.bytes).digest('hex');
  const id = newId(ctx, 'picture');
  // Named by its content: the same picture sent twice is the same file.
  const key = `reuses/${taker.id}/${sha256}.${pictureTypes[mime]}`;
  await ctx.ports.files.put(key, Readable.from([Buffer.from(clean.bytes)]), { maxBytes: maxPictureBytes });
  const facts = { media_type: mime, bytes: clean.bytes.length, sha256 };
  return act(ctx, { action: 'reuses.add_picture', subject: ['picture', id], facts }, async (tx, note) => {
    const kept = await store.keepPicture(tx.db, {
      id,
      participantId: taker.id,
      mediaType: mime,
      bytes: clean.bytes.length,
      width,
      height,
      sha256,
      key,
      createdAt: tx.clock.now(),
    });
    note({}, kept.id);
    return showPicture(kept);
  });
}

async function readWhole(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    size += part.length;
    if (size > maxPictureBytes) throw faulty(refuse('reuses.picture_large', { limit: maxPictureText }));
    parts.push(part);
  }
  if (size === 0) throw faulty(refuse('reuses.picture_missing'));
  return Buffer.concat(parts);
}

/** The same refusal, at the field of the form. */
function faulty(refusal: ReturnType<typeof refuse>) {
  const field = { path: 'picture', zh: refusal.sentence('zh'), en: refusal.sentence('en') };
  return refuse(refusal.code as keyof typeof refuse.table, refusal.params, [field]);
}

/** A picture of what is public, or of any text for its author and the department. Refuses `reuses.not_found`. */
export async function openPicture(
  ctx: Ctx,
  id: string,
  pictureId: string,
): Promise<{ readonly picture: store.ReusePicture; readonly isPublic: boolean; open(): Promise<Readable> }> {
  const { reuse, isAuthor, isModerator } = await getReuse(ctx, id);
  const revisions = await store.listRevisions(ctx.db, reuse.id);
  const withIt = revisions.filter((one) => one.pictureId === pictureId);
  const shown = withIt.some(({ number }) => number === reuse.publishedRevision) && reuse.state !== 'withdrawn';
  const picture = withIt[0]?.picture ?? null;
  if (picture === null || !(shown || isAuthor || isModerator)) throw refuse('reuses.not_found');
  return { picture, isPublic: shown, open: async () => (await ctx.ports.files.open(picture.key)).stream };
}

/** Forgets pictures that no text named within a day. */
export async function forgetUnused(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - unusedPictureHours * 3600_000);
  for (const key of await store.dropUnused(app.db, before)) await app.ports.files.remove(key);
}
