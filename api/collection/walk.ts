/** How one edge of an item's life is walked: lock, authorise, check the state, change, note it in the file. */
import { act, type Note } from '#api/audit/act.ts';
import { fileStep } from '#api/audit/file-step.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import type { CollectionAction } from './rules/codes.ts';
import { collectionLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance, sideOf } from './rules/rights.ts';
import { type ItemOut, showItem } from './show.ts';
import * as store from './store.ts';

export interface Walk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.ItemRow;
  readonly note: Note;
}

export interface Walked {
  readonly changes?: store.Changes;
  readonly words?: string | null;
  /** Another edge, where the platform takes it instead: a submission that is a duplicate. */
  readonly instead?: CollectionAction;
  readonly after?: (tx: Ctx, row: store.ItemRow) => Promise<void>;
}

/** `revision`, where given, is the one the page was made from. */
export async function walk(
  ctx: Ctx,
  id: string,
  action: CollectionAction,
  body: (walk: Walk) => Promise<Walked> | Walked,
  revision?: number,
): Promise<ItemOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `collection.${action}`, subject: ['collection', id] }, async (tx, note) => {
    const row = await store.lockItem(tx.db, id);
    if (row === null || sideOf(row, viewer) === null) throw refuse('collection.not_found');
    const hindered = hindrance(row, viewer, action);
    if (hindered !== null) throw hindered;
    if (revision !== undefined && revision !== row.revision)
      throw refuse('collection.changed_meanwhile', { revision: row.revision });
    const walked = await body({ tx, viewer, row, note });
    const stepped = await step(tx, row, walked.instead ?? action, walked.changes ?? {}, walked.words ?? null, viewer);
    note({ no: row.no, from: row.state, to: stepped.state });
    await walked.after?.(tx, stepped);
    return reread(tx, id);
  });
}

/** One step under the lock. Answers the row as it is then. */
export async function step(
  tx: Ctx,
  row: store.ItemRow,
  action: CollectionAction,
  changes: store.Changes,
  words: string | null,
  viewer: Viewer | null,
): Promise<store.ItemRow> {
  const line = fileStep(tx, collectionLifecycle, row, action, words, viewer);
  const { toState: state, at: updatedAt } = line;
  if (!(await store.updateItem(tx.db, row.id, row.revision, { ...changes, state, updatedAt })))
    throw new Error('a locked item changed');
  await store.insertStep(tx.db, { itemId: row.id, ...line });
  const after = await store.findItem(tx.db, row.id);
  if (after === null) throw new Error('a locked item went');
  return after;
}

export async function reread(ctx: Ctx, id: string): Promise<ItemOut> {
  const row = await store.findItem(ctx.db, id);
  if (row === null) throw refuse('collection.not_found');
  return showItem(ctx, row);
}
