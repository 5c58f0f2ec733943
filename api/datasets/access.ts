/** Loading a version for someone: its entry decides who sees it. */
import { getEntry, getOwnEntry } from '#api/catalog/access.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { inLocale } from '#api/kernel/words.ts';
import { type VersionState, versionStates } from './rules/codes.ts';
import { versionLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type Entry = Awaited<ReturnType<typeof getEntry>>;

export function ownerOf(entry: Entry) {
  return { providerId: entry.providerId, publicNow: entry.publishedRevision !== null && entry.state !== 'withdrawn' };
}

export async function getVersion(
  ctx: Ctx,
  id: string,
): Promise<{ readonly version: store.Version; readonly entry: Entry }> {
  const version = await store.findVersion(ctx.db, id);
  if (version === null) throw refuse('datasets.version_not_found');
  return { version, entry: await asVersion(() => getEntry(ctx, version.entryId)) };
}

/** A version of the viewer's own agency, for its steward. */
export async function getOwnVersion(
  ctx: Ctx,
  id: string,
): Promise<{ readonly version: store.Version; readonly entry: Entry; readonly byId: string }> {
  const version = await store.findVersion(ctx.db, id);
  if (version === null) throw refuse('datasets.version_not_found');
  const { entry, viewer } = await asVersion(() => getOwnEntry(ctx, version.entryId));
  return { version, entry, byId: viewer.personId };
}

/** Whoever may not see the entry learns no more than that there is no such version. */
async function asVersion<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (isRefusal(error) && error.code === 'catalog.not_found') throw refuse('datasets.version_not_found');
    throw error;
  }
}

export function nextState(version: store.Version, action: string): VersionState {
  const found = edge(versionLifecycle, version.state, action);
  if (found === null) throw wrongState(version);
  return found.to;
}

export function wrongState({ number, state }: { readonly number: number; readonly state: VersionState }) {
  const words = versionStates.words[state];
  return refuse('datasets.wrong_state', { number, state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
}
