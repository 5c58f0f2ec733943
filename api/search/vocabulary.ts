/** Keeps a process's knowledge of names and synonyms as fresh as the database's. */
import type { App } from '#api/context.ts';
import type { SearchPort, Vocabulary } from '#api/ports/search/port.ts';
import * as store from './store.ts';

interface Known {
  readonly at: number;
  readonly vocabulary: Promise<Vocabulary>;
}
const known = new WeakMap<SearchPort, Known>();

/** Older than this, what is known is read anew, beside the search that found it old; in milliseconds. */
const maxAge = 5000;
/** Older than this, a search waits for it. */
const tooOld = 30_000;

/** @param age in milliseconds; 0 reads anew and waits. Another process's change is seen here by the next search but one. */
export async function refreshVocabulary(app: Pick<App, 'db' | 'ports' | 'log'>, age = maxAge): Promise<Vocabulary> {
  const last = known.get(app.ports.search);
  // Not the time of day: only how old what is known is.
  const old = last === undefined ? Number.POSITIVE_INFINITY : performance.now() - last.at;
  if (last !== undefined && old < age) return last.vocabulary;
  const fresh = read(app);
  if (last === undefined || age === 0 || old > tooOld) return fresh;
  fresh.catch((error: unknown) => app.log.warn({ err: error }, 'names and synonyms could not be read anew'));
  return last.vocabulary;
}

async function read(app: Pick<App, 'db' | 'ports'>): Promise<Vocabulary> {
  const vocabulary = store.vocabulary(app.db);
  known.set(app.ports.search, { at: performance.now(), vocabulary });
  try {
    app.ports.search.learn(await vocabulary);
  } catch (error) {
    known.delete(app.ports.search);
    throw error;
  }
  return vocabulary;
}
