/** Entries that go to another agency by a document: code, history and what is public stay (Article 8). */
import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import type { HandingOver } from '#api/organizations/rules/offices.ts';
import * as store from './hand-over-store.ts';
import { refuse } from './rules/refusals.ts';

/**
 * Inside the caller's transaction, which has settled who orders it. Answers the ids. Refuses titles the other agency has already,
 * and entries that somebody is waiting for: what runs is concluded by whom it was begun with.
 */
export async function handOverEntries(tx: Ctx, what: HandingOver): Promise<readonly string[]> {
  const moving = await store.lockStanding(tx.db, what.fromId, what.codes);
  if (moving.length === 0) return [];
  const ids = moving.map((one) => one.id);
  const said = (codes: readonly string[]) => ({ count: codes.length, codes: codes.slice(0, 5).join(', ') });
  const titles = moving.map((one) => one.title);
  const taken = new Set(await store.titlesOf(tx.db, what.toId, titles));
  const clash = moving.filter((one) => taken.has(one.title)).map((one) => one.code);
  if (clash.length > 0) throw refuse('catalog.hand_over_titles', said(clash));
  const busy = await store.busyAmong(tx.db, ids);
  if (busy.length > 0) throw refuse('catalog.hand_over_busy', said(busy));
  await store.transfer(tx.db, ids, what, tx.clock.now());
  for (const { id } of moving.filter((one) => one.publishedRevision !== null))
    await enqueue(tx, 'search.index', { entryId: id }, { key: `search.index:${id}` });
  return ids;
}
