/** What the information department does with a submitted entry. */
import type { z } from 'zod';
import { act, type Facts } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { regionName } from '#api/kernel/regions.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { change, nextState, requireSeen } from './access.ts';
import type { reviewBody } from './contract.ts';
import { requireComplete } from './edit.ts';
import { requirementInForce } from './requirement-store.ts';
import { differences } from './rules/differences.ts';
import { entryLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import type { queueItem, worklist } from './rules/shapes.ts';
import { isReviewer, maySee, visibleTo } from './rules/visibility.ts';
import { type EntryOut, reviewDue, showEntryRow, showSummary } from './show.ts';
import * as store from './store.ts';

/**
 * What has to happen with the data in the same transaction when an entry is published. It refuses when the data may not
 * be opened, and then the entry is not published either. The room of the data gives it: stairs go down only.
 */
export type AtPublication = (tx: Ctx, entry: { readonly id: string; readonly openType: string }) => Promise<Facts>;

export async function decideEntry(
  ctx: Ctx,
  id: string,
  input: z.output<typeof reviewBody>,
  atPublication: AtPublication,
): Promise<EntryOut> {
  const { event } = entryLifecycle.submitted[input.decision] ?? { event: 'catalog.review' };
  return act(ctx, { action: event, subject: ['entry', id] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    await store.lockEntry(tx.db, id);
    const entry = await store.findEntry(tx.db, id);
    if (entry === null) throw refuse('catalog.not_found');
    if (!isReviewer(viewer, entry)) throw noRight(viewer, entry);
    if (input.decision === 'return' && input.opinion === '' && input.field_opinions.length === 0)
      throw opinionMissing();
    const state = nextState(entry, input.decision);
    await requireSeen(tx, entry, input.revision);
    const at = tx.clock.now();
    const { revision } = entry;
    if (input.decision === 'publish') {
      await requireComplete(tx, entry);
      await change(tx, entry, {
        state,
        publishedRevision: revision,
        publishedAt: entry.publishedAt ?? at,
        updatedAt: at,
      });
      const opened = await atPublication(tx, { id, openType: entry.openType });
      note(opened);
      await enqueue(tx, 'search.index', { entryId: id }, { key: `search.index:${id}` });
      await enqueue(tx, 'subscriptions.record', {
        what: 'reviewed',
        ids: [newId(tx, 'change'), newId(tx, 'change')],
        entryId: id,
        revision,
        before: entry.publishedRevision,
        version: typeof opened.number === 'number' ? opened.number : null,
        at: at.toISOString(),
      });
    } else {
      await change(tx, entry, { state, updatedAt: at });
    }
    await store.insertReview(tx.db, {
      id: newId(tx, 'review'),
      entryId: id,
      revision,
      decision: input.decision,
      opinion: input.opinion,
      fieldOpinions: input.field_opinions,
      reviewerId: viewer.personId,
      organizationId: viewer.organization.id,
      at,
    });
    note({ revision, code: entry.code });
    const after = await store.findEntry(tx.db, id);
    if (after === null) throw refuse('catalog.not_found');
    return showEntryRow(tx, after);
  });
}

/** A reviewer of another region is told so (and it is on record); others learn nothing they could not see. */
function noRight(viewer: ReturnType<typeof requireViewer<NonNullable<Ctx['viewer']>>>, entry: store.Entry) {
  if (viewer.duties.includes('reviewer'))
    return refuse('catalog.no_jurisdiction', {
      region: regionName(entry.regionCode, 'zh'),
      region_en: regionName(entry.regionCode, 'en'),
    });
  return maySee(viewer, entry) ? refuseAnywhere('auth.forbidden') : refuse('catalog.not_found');
}

function opinionMissing() {
  const { zh, en } = refuse.table['catalog.opinion_missing'];
  return refuse('catalog.opinion_missing', {}, [{ path: 'opinion', zh, en }]);
}

export type QueueItem = z.output<typeof queueItem>;

/** Submitted entries of the viewer's regions, the longest waiting first. */
export async function reviewQueue(
  ctx: Ctx,
  query: { page: number; page_size: number },
): Promise<{ items: QueueItem[]; total: number; page: number; page_size: number }> {
  const viewer = requireViewer(ctx.viewer);
  const { rows, total } = await store.listSubmitted(ctx.db, visibleTo(viewer), {
    skip: (query.page - 1) * query.page_size,
    take: query.page_size,
  });
  const published = await store.publishedContents(ctx.db, rows);
  const requirement = await requirementInForce(ctx);
  const items = rows.map((row) => ({
    ...showSummary(ctx, row, requirement),
    changes: differences(published.get(row.id) ?? null, row.content).length,
    first: row.publishedRevision === null,
  }));
  return { items, total, ...query };
}

/** What waits for the viewer: own drafts and returns, and what is to be reviewed. */
export async function worklistCounts(ctx: Ctx): Promise<z.output<typeof worklist>> {
  const viewer = requireViewer(ctx.viewer);
  const scope = visibleTo(viewer);
  const states = scope.providerId === null ? new Map() : await store.countStates(ctx.db, scope.providerId);
  const waiting = scope.regions.length === 0 ? [] : await store.submissionTimes(ctx.db, scope.regions);
  const today = dayOf(ctx.clock.now());
  const late = waiting.filter((at) => {
    const due = reviewDue(ctx, at);
    return due !== null && today > due;
  });
  return {
    drafts: states.get('draft') ?? 0,
    returned: states.get('returned') ?? 0,
    submitted: states.get('submitted') ?? 0,
    to_review: waiting.length,
    late: late.length,
  };
}
