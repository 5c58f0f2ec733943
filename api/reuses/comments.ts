/** What others do with a comment: report it, decide on it, answer it. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import type { Ctx } from '#api/context.ts';
import { isId } from '#api/kernel/ids.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { mailTo, publicNames, requireParticipant } from '#api/participants/service.ts';
import { changedMeanwhile, dueOf, noJurisdiction, requireSeen } from './access.ts';
import { count } from './limits.ts';
import * as store from './ratings-store.ts';
import { type CommentReason, commentReasons, commentStates } from './rules/codes.ts';
import { letters } from './rules/letters.ts';
import { commentLifecycle, reportsToRecall } from './rules/lifecycle.ts';
import { moderatedRegions, moderates } from './rules/moderation.ts';
import { requireImpersonal } from './rules/personal.ts';
import { refuse } from './rules/refusals.ts';
import type { commentDecisionBody, replyBody, reportBody, waitingComment } from './rules/shapes.ts';
import { datasetsById } from './store.ts';

export type WaitingComment = z.input<typeof waitingComment>;
const done = { done: true } as const;

async function getRating(ctx: Ctx, id: string) {
  const rating = isId('rating', id) ? await store.findRating(ctx.db, id) : null;
  const entry = rating === null ? null : await store.findEntry(ctx.db, rating.entryId);
  if (rating === null || entry === null) throw refuse('reuses.rating_not_found');
  return { rating, entry };
}

/** The third report takes the comment out of sight until the department has looked at it again. */
export async function reportComment(
  ctx: Ctx,
  id: string,
  { reason }: z.output<typeof reportBody>,
): Promise<typeof done> {
  const taker = await requireParticipant(ctx);
  const { rating } = await getRating(ctx, id);
  // What nobody sees, nobody knows of.
  if (rating.shownComment === null && rating.participantId !== taker.id) throw refuse('reuses.comment_not_shown');
  if (rating.participantId === taker.id) throw refuse('reuses.own_comment');
  await count(ctx, 'report', taker.id);
  return act(ctx, { action: 'reuses.report_comment', subject: ['rating', id] }, async (tx, note) => {
    const now = await store.lockRating(tx.db, id);
    if (now === null) throw refuse('reuses.rating_not_found');
    if (now.shownComment === null) throw refuse('reuses.comment_not_shown');
    const at = tx.clock.now();
    if (!(await store.insertReport(tx.db, { ratingId: id, participantId: taker.id, reason, at })))
      throw refuse('reuses.already_reported');
    const reports = await store.countReports(tx.db, id);
    const recalled = reports >= reportsToRecall;
    if (recalled) await recall(tx, now);
    note({ reason, reports, recalled, participant: taker.id });
    return done;
  });
}

async function recall(tx: Ctx, rating: store.Rating): Promise<void> {
  const { id, revision, commentState, comment, shownComment, waitingSince } = rating;
  const at = tx.clock.now();
  await store.changeRating(
    tx.db,
    { id, revision },
    {
      commentState: edge(commentLifecycle, commentState, 'recall')?.to ?? 'waiting',
      // A newer text that waits already is what there is to decide on.
      comment: commentState === 'waiting' ? comment : shownComment,
      waitingSince: commentState === 'waiting' ? (waitingSince ?? at) : at,
      shownComment: null,
      revision: revision + 1,
      updatedAt: at,
    },
  );
}

export async function commentQueue(
  ctx: Ctx,
  { page, page_size }: { page: number; page_size: number },
): Promise<{ items: WaitingComment[]; total: number; page: number; page_size: number }> {
  const regions = moderatedRegions(requireViewer(ctx.viewer));
  if (regions.length === 0) throw refuseAnywhere('auth.forbidden');
  const slice = { skip: (page - 1) * page_size, take: page_size };
  const { rows, total } = await store.listWaiting(ctx.db, regions, slice);
  const [datasets, names] = await Promise.all([
    datasetsById(
      ctx.db,
      rows.map(({ entryId }) => entryId),
    ),
    publicNames(
      ctx,
      rows.map(({ participantId, organizationId }) => ({ id: participantId, organizationId })),
    ),
  ]);
  const items = rows.map((row): WaitingComment => {
    const dataset = datasets.find(({ id }) => id === row.entryId);
    const [zh, en] = names.get(row.participantId) ?? ['', ''];
    const since = row.waitingSince ?? row.updatedAt;
    const reasons = commentReasons.codes.map((reason) => ({
      reason,
      count: row.reports.filter((report) => report.reason === reason).length,
    }));
    return {
      id: row.id,
      dataset: { code: dataset?.code ?? '', title: dataset?.title ?? '', title_en: dataset?.titleEn ?? null },
      region_code: row.entry.regionCode,
      stars: row.stars,
      name_zh: zh,
      name_en: en,
      comment: row.comment ?? '',
      shown_comment: row.shownComment,
      revision: row.revision,
      waiting_since: since.toISOString(),
      ...dueOf(ctx, since),
      reports: reasons.filter((one) => one.count > 0),
    };
  });
  return { items, total, page, page_size };
}

/** A rejected text is wiped: what may not be shown is not kept either. The trail holds the reason, never the text. */
export async function decideComment(
  ctx: Ctx,
  id: string,
  { revision, decision, reason }: z.output<typeof commentDecisionBody>,
): Promise<typeof done> {
  const viewer = requireViewer(ctx.viewer);
  const { rating, entry } = await getRating(ctx, id);
  if (!moderates(viewer, entry.regionCode)) throw noJurisdiction(entry.regionCode);
  return act(ctx, { action: `reuses.${decision}_comment`, subject: ['rating', id] }, async (tx, note) => {
    if (decision === 'reject' && reason === undefined) throw reasonMissing();
    const state = edge(commentLifecycle, rating.commentState, decision)?.to;
    if (state === undefined) throw notWaiting(rating);
    requireSeen(rating, revision);
    const at = tx.clock.now();
    const decided = { commentState: state, deciderId: viewer.personId, decidedAt: at, waitingSince: null };
    // One that was called back and stays is as old as it was.
    const shownAt = rating.shownComment === null && rating.shownAt !== null ? rating.shownAt : at;
    const data =
      decision === 'publish'
        ? { ...decided, shownComment: rating.comment, shownAt, rejectedFor: null }
        : { ...decided, comment: null, rejectedFor: reason ?? null };
    const seen = { id, revision };
    if (!(await store.changeRating(tx.db, seen, { ...data, revision: revision + 1, updatedAt: at })))
      throw changedMeanwhile(rating);
    const reports = await store.countReports(tx.db, id);
    await store.settleReports(tx.db, id, at);
    note({ decision, reason: reason ?? null, revision, reports, region: entry.regionCode });
    if (decision === 'reject' && reason !== undefined) await tellWhy(tx, rating, reason);
    return done;
  });
}

async function tellWhy(tx: Ctx, rating: store.Rating, reason: CommentReason): Promise<void> {
  const named = await aboutOf(tx, rating);
  await mailTo(tx, rating.participantId, {
    about: rating.id,
    ...letters.reject_comment,
    params: { title: named.zh, reason: commentReasons.label(reason, 'zh') },
    paramsEn: { title: named.en, reason: commentReasons.label(reason, 'en') },
    path: named.path,
  });
}

async function aboutOf(tx: Ctx, { entryId }: store.Rating) {
  const [dataset] = await datasetsById(tx.db, [entryId]);
  const zh = dataset?.title ?? '';
  return { zh, en: dataset?.titleEn ?? zh, path: `/datasets/${dataset?.code ?? ''}/ratings` };
}

/** The agency answers in public, once; what it says later replaces it, and what it said before stays readable. */
export async function replyToComment(
  ctx: Ctx,
  id: string,
  { text, number: seen }: z.output<typeof replyBody>,
): Promise<typeof done> {
  const viewer = requireViewer(ctx.viewer);
  const { rating, entry } = await getRating(ctx, id);
  if (!isSteward(viewer, entry)) throw refuse('reuses.not_provider');
  if (rating.shownComment === null) throw refuse('reuses.comment_not_shown');
  requireImpersonal({ text }, dayOf(ctx.clock.now()));
  return act(ctx, { action: 'reuses.reply', subject: ['rating', id] }, async (tx, note) => {
    const at = tx.clock.now();
    const newest = await store.newestReply(tx.db, id);
    const changed = () => changedMeanwhile({ revision: newest, updatedAt: at });
    if (newest !== seen) throw changed();
    const { personId: byId, organization } = viewer;
    const row = { ratingId: id, number: newest + 1, text, organizationId: organization.id, byId, at };
    if (!(await store.insertReply(tx.db, row))) throw changed();
    note({ number: newest + 1 });
    if (newest === 0) {
      const named = await aboutOf(tx, rating);
      const names = (await store.organizationNames(tx.db, [organization.id])).get(organization.id);
      await mailTo(tx, rating.participantId, {
        about: id,
        ...letters.reply,
        params: { title: named.zh, agency: organization.name },
        paramsEn: { title: named.en, agency: names?.nameEn ?? organization.name },
        path: named.path,
      });
    }
    return done;
  });
}

function notWaiting({ commentState }: store.Rating) {
  const words = commentStates.words[commentState];
  return refuse('reuses.comment_not_waiting', { state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
}

function reasonMissing() {
  const { zh, en } = refuse.table['reuses.comment_reason_missing'];
  return refuse('reuses.comment_reason_missing', {}, [{ path: 'reason', zh, en }]);
}
