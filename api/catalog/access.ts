/** Loading an entry for someone: exists, may be seen, may be changed, in that order. */
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { inLocale } from '#api/kernel/words.ts';
import { type EntryState, entryStates } from './rules/codes.ts';
import { entryLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { isSteward, maySee } from './rules/visibility.ts';
import * as store from './store.ts';

/** An entry the viewer may see. What may not be seen answers as if it were not there. */
export async function getEntry(ctx: Ctx, id: string): Promise<store.Entry> {
  const viewer = requireViewer(ctx.viewer);
  const entry = await store.findEntry(ctx.db, id);
  if (entry === null || !maySee(viewer, entry)) throw refuse('catalog.not_found');
  return entry;
}

/** An entry of the viewer's own agency, for its steward. */
export async function getOwnEntry(
  ctx: Ctx,
  id: string,
): Promise<{ readonly entry: store.Entry; readonly viewer: Viewer }> {
  const entry = await getEntry(ctx, id);
  const viewer = requireViewer(ctx.viewer);
  if (!isSteward(viewer, entry)) throw refuseAnywhere('auth.forbidden');
  return { entry, viewer };
}

/** The state an action leads to, or the refusal that names the present one. */
export function nextState(entry: store.Entry, action: string): EntryState {
  const found = edge(entryLifecycle, entry.state, action);
  if (found === null) throw wrongState(entry.state);
  return found.to;
}

export function wrongState(state: EntryState) {
  const words = entryStates.words[state];
  return refuse('catalog.wrong_state', { state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
}

/** Refuses an edit of something older than what is there now, saying who changed it and when. */
export async function requireSeen(ctx: Ctx, entry: store.Entry, revision: number): Promise<void> {
  if (entry.revision === revision) return;
  const newest = await store.findRevision(ctx.db, entry.id, entry.revision);
  const names = await store.namesOf(ctx.db, [newest?.byId ?? null]);
  throw refuse('catalog.changed_meanwhile', {
    who: names.get(newest?.byId ?? '') ?? '—',
    when: shanghai(newest?.at ?? entry.updatedAt),
    revision: entry.revision,
  });
}

/** Changes what was seen, or refuses as `requireSeen` does when another got there first. */
export async function change(ctx: Ctx, entry: store.Entry, what: store.Change): Promise<void> {
  const { id, revision, state } = entry;
  if (await store.changeEntry(ctx.db, { id, revision, state }, what)) return;
  const now = await store.findEntry(ctx.db, id);
  if (now === null) throw refuse('catalog.not_found');
  await requireSeen(ctx, now, revision);
  throw wrongState(now.state);
}

/** `2026-03-05 09:30` in Asia/Shanghai. */
function shanghai(at: Date): string {
  return new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Holds the entry until the open transaction ends, so that what is decided about it and its data is decided one at a time. */
export async function holdEntry(tx: Ctx, id: string): Promise<void> {
  await store.lockEntry(tx.db, id);
}
