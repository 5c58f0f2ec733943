/** How one edge of the lifecycle is walked: lock, authorise, check the state, change, note it in the file of the case. */
import { act, type Note } from '#api/audit/act.ts';
import { fileStep } from '#api/audit/file-step.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { factsOf } from './access.ts';
import { closedSharing, type SharingAction } from './rules/codes.ts';
import { sharingLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance, sidesOf } from './rules/rights.ts';
import { type RequestOut, showRequest } from './show.ts';
import * as store from './store.ts';

export interface Walk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.RequestRow;
  readonly today: Day;
  readonly note: Note;
}

export interface Walked {
  readonly changes?: store.Changes;
  /** What is said in the file, which every side reads. */
  readonly words?: string | null;
  /** What the platform does at once, in the same transaction. */
  readonly after?: (tx: Ctx, row: store.RequestRow) => Promise<void>;
}

/** `revision`, where given, is the one the page was made from. */
export async function walk(
  ctx: Ctx,
  id: string,
  action: SharingAction,
  body: (walk: Walk) => Promise<Walked> | Walked,
  revision?: number,
): Promise<RequestOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `sharing.${action}`, subject: ['sharing', id] }, async (tx, note) => {
    const row = await store.lockRequest(tx.db, id);
    if (row === null) throw refuse('sharing.not_found');
    const facts = factsOf(row);
    const today = dayOf(tx.clock.now());
    if (sidesOf(facts, viewer).length === 0) throw refuse('sharing.not_found');
    const hindered = hindrance(facts, viewer, action, today);
    if (hindered !== null) throw hindered;
    if (revision !== undefined && revision !== row.revision)
      throw refuse('sharing.changed_meanwhile', { revision: row.revision });
    const walked = await body({ tx, viewer, row, today, note });
    const stepped = await step(tx, row, action, walked.changes ?? {}, walked.words ?? null, viewer);
    note({ no: row.no, from: row.state, to: stepped.state });
    await walked.after?.(tx, stepped);
    return reread(tx, id);
  });
}

/** One step under the lock; `viewer` is null where the platform takes it. Answers the row as it is then. */
export async function step(
  tx: Ctx,
  row: store.RequestRow,
  action: SharingAction,
  changes: store.Changes,
  words: string | null,
  viewer: Viewer | null,
): Promise<store.RequestRow> {
  const line = fileStep(tx, sharingLifecycle, row, action, words, viewer);
  const { toState: state, at } = line;
  const closed = closedSharing.includes(state) ? { closedAt: at } : {};
  if (!(await store.updateRequest(tx.db, row.id, row.revision, { ...changes, ...closed, state, updatedAt: at })))
    throw new Error('a locked request changed');
  await store.insertStep(tx.db, { requestId: row.id, ...line });
  const after = await store.findRequest(tx.db, row.id);
  if (after === null) throw new Error('a locked request went');
  return after;
}

export async function reread(ctx: Ctx, id: string): Promise<RequestOut> {
  const row = await store.findRequest(ctx.db, id);
  if (row === null) throw refuse('sharing.not_found');
  return showRequest(ctx, row);
}
