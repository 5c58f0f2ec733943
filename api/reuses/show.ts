/** Reuses as they go over the wire. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { dueOf, type Seen } from './access.ts';
import type { ReuseDecision, ReuseKind } from './rules/codes.ts';
import { reuseLifecycle } from './rules/lifecycle.ts';
import { isPublic } from './rules/moderation.ts';
import type { ownReuse, pictureOut, publicReuse, reuseContent, reuseOut } from './rules/shapes.ts';
import * as store from './store.ts';

export type ReuseContent = z.input<typeof reuseContent>;
export type ReuseOut = z.input<typeof reuseOut>;
export type PublicReuse = z.input<typeof publicReuse>;
export type OwnReuse = z.input<typeof ownReuse>;
export type PictureOut = z.input<typeof pictureOut>;

export function showPicture({ id, mediaType, width, height, bytes }: store.ReusePicture): PictureOut {
  return { id, media_type: mediaType, width, height, bytes };
}

type Named = Awaited<ReturnType<typeof store.datasetsOf>>;

export function showContent(revision: store.Revision, datasets: Named): ReuseContent {
  const { reuseId, number, picture } = revision;
  return {
    number,
    title: revision.title,
    kind: revision.kind as ReuseKind,
    description: revision.description,
    url: revision.url,
    author_name: revision.authorName,
    picture:
      picture === null ? null : { ...showPicture(picture), url: `/api/v1/reuses/${reuseId}/pictures/${picture.id}` },
    datasets: datasets
      .filter((one) => one.reuseId === reuseId && one.number === number)
      .map((one) => ({
        code: one.code,
        title: one.title,
        title_en: one.titleEn,
        theme: one.theme,
        provider: { name: one.name, name_en: one.nameEn, uscc: one.uscc },
        withdrawn: one.withdrawn,
      })),
    at: revision.at.toISOString(),
  };
}

export async function showPublic(ctx: Ctx, rows: readonly store.Reuse[]): Promise<PublicReuse[]> {
  const [revisions, datasets] = await Promise.all([
    store.findRevisions(
      ctx.db,
      rows.flatMap(({ id, publishedRevision }) =>
        publishedRevision === null ? [] : [{ reuseId: id, number: publishedRevision }],
      ),
    ),
    store.datasetsOf(
      ctx.db,
      rows.map(({ id }) => id),
    ),
  ]);
  return rows.flatMap((row) => {
    const revision = revisions.find(({ reuseId }) => reuseId === row.id);
    if (revision === undefined || row.publishedAt === null) return [];
    const content = showContent(revision, datasets);
    return [{ id: row.id, published_at: row.publishedAt.toISOString(), views: row.views, content }];
  });
}

export async function showOwn(ctx: Ctx, rows: readonly store.Reuse[]): Promise<OwnReuse[]> {
  const newest = await store.findRevisions(
    ctx.db,
    rows.map(({ id, revision }) => ({ reuseId: id, number: revision })),
  );
  return rows.flatMap((row) => {
    const revision = newest.find(({ reuseId }) => reuseId === row.id);
    if (revision === undefined) return [];
    return [
      {
        id: row.id,
        state: row.state,
        title: revision.title,
        kind: revision.kind as ReuseKind,
        author_name: revision.authorName,
        region_code: row.regionCode,
        revision: row.revision,
        published: isPublic(row),
        submitted_at: row.submittedAt.toISOString(),
        reason: row.reason,
        ...(row.state === 'submitted' ? dueOf(ctx, row.submittedAt) : { due_on: null, days_left: null }),
      },
    ];
  });
}

export async function showReuse(ctx: Ctx, { reuse, isAuthor, isModerator }: Seen): Promise<ReuseOut> {
  const [revisions, datasets] = await Promise.all([
    store.listRevisions(ctx.db, reuse.id),
    store.datasetsOf(ctx.db, [reuse.id]),
  ]);
  const numbered = (number: number | null) => {
    const found = revisions.find((one) => one.number === number);
    return found === undefined ? null : showContent(found, datasets);
  };
  const newest = numbered(reuse.revision);
  if (newest === null) throw new Error(`revision ${reuse.revision} of ${reuse.id} is missing`);
  const open = (action: string) => can(reuseLifecycle, reuse.state, action);
  return {
    id: reuse.id,
    state: reuse.state,
    region_code: reuse.regionCode,
    public: isPublic(reuse) ? numbered(reuse.publishedRevision) : null,
    published_at: reuse.publishedAt?.toISOString() ?? null,
    views: reuse.views,
    own:
      isAuthor || isModerator
        ? {
            revision: reuse.revision,
            newest,
            submitted_at: reuse.submittedAt.toISOString(),
            reason: reuse.reason,
            ...(reuse.state === 'submitted' ? dueOf(ctx, reuse.submittedAt) : { due_on: null, days_left: null }),
            is_author: isAuthor,
            may: {
              edit: isAuthor && open('edit'),
              withdraw: open('withdraw') && (isAuthor || (isModerator && isPublic(reuse))),
              decide: isModerator && open('publish'),
            },
            history: revisions.map((one) => ({
              number: one.number,
              at: one.at.toISOString(),
              decision: one.decision as ReuseDecision | null,
              reason: one.reason,
              decided_at: one.decidedAt?.toISOString() ?? null,
            })),
          }
        : null,
  };
}
