/** Keeps a process's knowledge of names and synonyms as fresh as the database's. */
import type { App } from '#api/context.ts';
import type { SearchPort, Vocabulary } from '#api/ports/search/port.ts';
import * as store from './store.ts';

interface Known {
  readonly at: number;
  readonly vocabulary: Promise<Vocabulary>;
}
const known = new WeakMap<SearchPort, Known>();

/** Another process's change of a name or a synonym is seen here within this time. */
const maxAge = 5000;

/** @param age in milliseconds; 0 reads anew. */
export async function refreshVocabulary(app: Pick<App, 'db' | 'ports'>, age = maxAge): Promise<Vocabulary> {
  const last = known.get(app.ports.search);
  // Not the time of day: only how old what is known is.
  const now = performance.now();
  if (last !== undefined && now - last.at < age) return last.vocabulary;
  const vocabulary = store.vocabulary(app.db);
  known.set(app.ports.search, { at: now, vocabulary });
  try {
    app.ports.search.learn(await vocabulary);
  } catch (error) {
    known.delete(app.ports.search);
    throw error;
  }
  return vocabulary;
}
