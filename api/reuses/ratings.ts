/** Rating a dataset: one opinion a participant; the stars count at once, the comment waits to be looked at. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { type DatasetRef, getPublicEntry, publicEntryOf } from '#api/catalog/read.ts';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import { type Ctx, newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { dayOf } from '#api/kernel/time.ts';
import { participantOf, publicNames, requireParticipant } from '#api/participants/service.ts';
import { count, countOpinion } from './limits.ts';
import * as store from './ratings-store.ts';
import type { CommentReason, CommentState } from './rules/codes.ts';
import { commentLifecycle } from './rules/lifecycle.ts';
import { requireImpersonal } from './rules/personal.ts';
import { refuse } from './rules/refusals.ts';
import type { commentOut, ownRating, ratingBody, ratingsOut } from './rules/shapes.ts';
import { standingOf } from './rules/standing.ts';

export type OwnRating = z.input<typeof ownRating>;
export type RatingsOut = z.input<typeof ratingsOut>;
export type CommentOut = z.input<typeof commentOut>;

/** Refuses `reuses.own_dataset`, `reuses.rating_changed` when it was changed elsewhere since it was read. */
export async function rateDataset(ctx: Ctx, code: string, body: z.output<typeof ratingBody>): Promise<OwnRating> {
  const taker = await requireParticipant(ctx);
  const entry = await getPublicEntry(ctx, code);
  if (taker.organizationId === entry.provider.id) throw refuse('reuses.own_dataset');
  await count(ctx, 'rating', taker.id);
  requireImpersonal({ comment: body.comment }, dayOf(ctx.clock.now()));
  const numbers = await store.publishedNumbers(ctx.db, entry.id);
  const version = body.version ?? numbers[0] ?? null;
  if (version !== null && !numbers.includes(version)) throw refuse('reuses.unknown_version', { number: version });
  const known = await store.findOwn(ctx.db, entry.id, taker.id);
  if (known === null) await countOpinion(ctx, entry.id);
  const event = { action: 'reuses.rate', subject: ['rating', known?.id ?? 'new'] as const, facts: { dataset: code } };
  try {
    return await act(ctx, event, async (tx, note) => {
      const given = { stars: body.stars, version, organizationId: taker.organizationId };
      const text = body.comment === '' ? null : body.comment;
      const { id, state } =
        known === null
          ? await add(tx, { ...given, entryId: entry.id, participantId: taker.id }, text, body.revision)
          : await change(tx, known, given, text, body.revision);
      note({ stars: body.stars, comment: state, participant: taker.id }, id);
      const after = await store.findRating(tx.db, id);
      if (after === null) throw refuse('reuses.rating_not_found');
      return showOwn(after);
    });
  } catch (error) {
    // Sent twice at once: the other one was first.
    if (sqlState(error) === '23505') throw refuse('reuses.rating_changed', { revision: 1 });
    throw error;
  }
}

interface Given {
  readonly stars: number;
  readonly version: number | null;
  readonly organizationId: string | null;
}
type NewRating = Given & { readonly entryId: string; readonly participantId: string };

async function add(tx: Ctx, given: NewRating, text: string | null, seen: number) {
  if (seen !== 0) throw refuse('reuses.rating_changed', { revision: 0 });
  const at = tx.clock.now();
  const state: CommentState = text === null ? 'none' : 'waiting';
  const { id } = await store.insertRating(tx.db, {
    id: newId(tx, 'rating'),
    ...given,
    comment: text,
    commentState: state,
    waitingSince: text === null ? null : at,
    revision: 1,
    createdAt: at,
    updatedAt: at,
  });
  return { id, state };
}

async function change(tx: Ctx, known: store.Rating, given: Given, text: string | null, seen: number) {
  const { id, revision, commentState } = known;
  const changed = () => refuse('reuses.rating_changed', { revision });
  if (revision !== seen) throw changed();
  const at = tx.clock.now();
  const same = text === known.comment;
  const state = same
    ? commentState
    : (edge(commentLifecycle, commentState, text === null ? 'clear' : 'write')?.to ?? commentState);
  const cleared = text === null && !same;
  const data = {
    ...given,
    comment: text,
    commentState: state,
    revision: revision + 1,
    updatedAt: at,
    ...(same ? {} : { waitingSince: text === null ? null : at, rejectedFor: null }),
    ...(cleared ? { shownComment: null, shownAt: null } : {}),
    // A text called back is gone with its successor; its day with it.
    ...(!same && known.shownComment === null ? { shownAt: null } : {}),
  };
  if (!(await store.changeRating(tx.db, { id, revision }, data))) throw changed();
  if (!same) await store.dropReports(tx.db, id);
  return { id, state };
}

function showOwn(row: store.Rating): OwnRating {
  return {
    id: row.id,
    stars: row.stars,
    version: row.version,
    comment: row.comment,
    comment_state: row.commentState,
    rejected_for: row.rejectedFor as CommentReason | null,
    shown: row.shownComment !== null,
    revision: row.revision,
    updated_at: row.updatedAt.toISOString(),
  };
}

export async function showOwnRating(ctx: Ctx, code: string): Promise<{ rating: OwnRating | null }> {
  const { id } = await requireParticipant(ctx);
  const entry = await getPublicEntry(ctx, code);
  const found = await store.findOwn(ctx.db, entry.id, id);
  return { rating: found === null ? null : showOwn(found) };
}

/** Stars, comment, answers and reports go; that there was one stays in the audit trail. */
export async function withdrawRating(ctx: Ctx, code: string): Promise<{ done: true }> {
  const taker = await requireParticipant(ctx);
  const entry = await getPublicEntry(ctx, code);
  const found = await store.findOwn(ctx.db, entry.id, taker.id);
  if (found === null) throw refuse('reuses.rating_not_found');
  const event = { action: 'reuses.withdraw_rating', subject: ['rating', found.id] as const, facts: { dataset: code } };
  return act(ctx, event, async (tx, note) => {
    if (!(await store.deleteRating(tx.db, found.id))) throw refuse('reuses.rating_not_found');
    note({ participant: taker.id });
    return { done: true as const };
  });
}

export async function listRatings(
  ctx: Ctx,
  dataset: DatasetRef,
  { page, page_size }: { page: number; page_size: number },
): Promise<RatingsOut> {
  const entry = await publicEntryOf(ctx, dataset);
  const slice = { skip: (page - 1) * page_size, take: page_size };
  const [counted, { rows, total }, taker] = await Promise.all([
    store.tally(ctx.db, entry.id),
    store.listComments(ctx.db, entry.id, slice),
    participantOf(ctx),
  ]);
  const [names, organizations, reported] = await Promise.all([
    publicNames(
      ctx,
      rows.map(({ participantId, organizationId }) => ({ id: participantId, organizationId })),
    ),
    store.organizationNames(
      ctx.db,
      rows.flatMap(({ replies }) => replies.map((reply) => reply.organizationId)),
    ),
    taker === null
      ? new Set<string>()
      : store.reportedBy(
          ctx.db,
          rows.map(({ id }) => id),
          taker.id,
        ),
  ]);
  const items = rows.map((row): CommentOut => {
    const [zh, en] = names.get(row.participantId) ?? ['', ''];
    return {
      id: row.id,
      stars: row.stars,
      version: row.version,
      name_zh: zh,
      name_en: en,
      comment: row.shownComment ?? '',
      at: (row.shownAt ?? row.updatedAt).toISOString(),
      replies: row.replies.map((reply) => ({
        number: reply.number,
        text: reply.text,
        organization: organizations.get(reply.organizationId)?.name ?? '',
        organization_en: organizations.get(reply.organizationId)?.nameEn ?? null,
        at: reply.at.toISOString(),
        outdated: row.shownAt !== null && reply.at < row.shownAt,
      })),
      own: row.participantId === taker?.id,
      reported: reported.has(row.id),
    };
  });
  const may_reply = isSteward(ctx.viewer, { providerId: entry.provider.id });
  const may_rate = taker === null || taker.organizationId !== entry.provider.id;
  return { items, total, page, page_size, standing: standingOf(counted), may_rate, may_reply };
}
