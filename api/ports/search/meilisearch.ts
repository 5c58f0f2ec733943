/**
 * Search by Meilisearch. The same questions, taken apart alike, so that it answers as the database does: words go out in one
 * fixed order (the engine completes only the last of them, meilisearch#4465), and parts of words are looked for in a second turn.
 */
import { type EnqueuedTaskPromise, Meilisearch, MeilisearchApiError, type MultiSearchQuery } from 'meilisearch';
import {
  type FacetName,
  facetNames,
  type SearchAnswer,
  type SearchQuery,
  type SearchRecord,
  type Vocabulary,
} from './port.ts';
import {
  type MeiliDocument,
  meiliDocument,
  meiliSettings,
  searchedFirst,
  searchedSecond,
} from './rules/meili-document.ts';
import { synonymIndex, termsOf, wordsOf } from './rules/question.ts';
import { looserWords, pieces, queryWords } from './words.ts';

export interface MeiliConfig {
  readonly url: string;
  readonly key?: string | undefined;
  /** Name of the index; the one being filled beside it is called `…_next`. */
  readonly index?: string;
  /** How long a search may take before the database answers instead, in milliseconds. */
  readonly patience?: number;
}

/** What the engine does; downloads are counted by the database, which knows the number. */
export interface SearchEngine {
  index(records: readonly SearchRecord[]): Promise<void>;
  remove(id: string): Promise<void>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  totals(queries: readonly SearchQuery[]): Promise<number[]>;
  setDownloads(counts: ReadonlyMap<string, number>): Promise<void>;
  rate(quality: ReadonlyMap<string, number>): Promise<void>;
  learn(vocabulary: Vocabulary): void;
  configure(vocabulary: Vocabulary): Promise<void>;
  /** Begins a fresh index beside the one in use; `finish` puts it in its place. */
  refill(): Promise<Refill>;
  health(): Promise<void>;
}

export interface Refill {
  add(records: readonly SearchRecord[]): Promise<void>;
  finish(): Promise<void>;
}

const waiting = { timeout: 120_000, interval: 50 };
const order: Readonly<Record<SearchQuery['sort'], string[]>> = {
  relevance: [],
  updated: ['updated:desc', 'id:asc'],
  downloads: ['downloads:desc', 'updated:desc', 'id:asc'],
  quality: ['quality:desc', 'updated:desc', 'id:asc'],
  title: ['title_key:asc', 'id:asc'],
};

export function createMeilisearch({ url, key, index = 'jinshu', patience = 1500 }: MeiliConfig): SearchEngine {
  const access = { host: url, ...(key === undefined ? {} : { apiKey: key }) };
  const asking = new Meilisearch({ ...access, timeout: patience });
  const feeding = new Meilisearch({ ...access, timeout: 30_000 });
  const next = `${index}_next`;
  let synonyms = synonymIndex([]);
  let vocabulary: Vocabulary = { synonyms: [], names: [] };
  const learn = (learnt: Vocabulary) => {
    vocabulary = learnt;
    synonyms = synonymIndex(learnt.synonyms);
  };
  const exists = async (uid: string): Promise<boolean> => {
    try {
      await feeding.getRawIndex(uid);
      return true;
    } catch (error) {
      if (codeOf(error) === 'index_not_found') return false;
      throw error;
    }
  };
  const create = async (uid: string) => {
    await done(feeding.createIndex(uid, { primaryKey: 'id' }));
    await done(feeding.index(uid).updateSettings(meiliSettings(vocabulary)));
  };
  /** The index that is asked, and the one that is being filled to take its place: a change during a rebuild goes into both. */
  const both = async (): Promise<string[]> => {
    if (!(await exists(index))) await create(index);
    return (await exists(next)) ? [index, next] : [index];
  };
  const add = async (uid: string, records: readonly SearchRecord[]) => {
    if (records.length > 0) await done(feeding.index<MeiliDocument>(uid).addDocuments(records.map(meiliDocument)));
  };

  return {
    index: async (records) => {
      for (const uid of await both()) await add(uid, records);
    },
    remove: async (id) => {
      for (const uid of await both()) await done(feeding.index(uid).deleteDocument(id));
    },
    search: (query) => search(asking, index, query, synonyms),
    totals: async (queries) => {
      const one = { sort: 'updated', offset: 0, limit: 1 } as const;
      const answers = await Promise.all(queries.map((query) => search(asking, index, { ...query, ...one }, synonyms)));
      return answers.map((answer) => answer.total);
    },
    setDownloads: async (counts) => {
      const documents = [...counts].map(([id, downloads]) => ({ id, downloads }));
      for (const uid of await both()) await done(feeding.index(uid).updateDocuments(documents));
    },
    rate: async (given) => {
      const documents = [...given].map(([id, quality]) => ({ id, quality }));
      for (const uid of await both()) await done(feeding.index(uid).updateDocuments(documents));
    },
    learn,
    configure: async (learnt) => {
      learn(learnt);
      if (await exists(index)) await done(feeding.index(index).updateSettings(meiliSettings(vocabulary)));
      else await create(index);
    },
    refill: async () => {
      if (!(await exists(index))) await create(index);
      // What an interrupted rebuild left behind.
      if (await exists(next)) await done(feeding.deleteIndex(next));
      await create(next);
      return {
        add: (records) => add(next, records),
        finish: async () => {
          await done(feeding.swapIndexes([{ indexes: [index, next], rename: false }]));
          await done(feeding.deleteIndex(next));
        },
      };
    },
    health: async () => {
      await asking.health();
      await asking.getRawIndex(index);
    },
  };
}

/** The engine takes a change first and makes it later: done is only what its task says is done. */
async function done(enqueued: EnqueuedTaskPromise): Promise<void> {
  const task = await enqueued.waitTask(waiting);
  if (task.status !== 'succeeded')
    throw new Error(`search engine: ${task.type} ${task.status}: ${task.error?.code ?? ''}`);
}

export function codeOf(error: unknown): string | null {
  return error instanceof MeilisearchApiError ? (error.cause?.code ?? String(error.response.status)) : null;
}

async function search(
  client: Meilisearch,
  indexUid: string,
  asked: SearchQuery,
  synonyms: ReadonlyMap<string, readonly string[]>,
): Promise<SearchAnswer> {
  const text = asked.text.replace(/\p{Cc}+/gu, ' ').trim();
  const query = { ...asked, text };
  if (text === '') return (await run(client, indexUid, query, { said: [], on: searchedFirst, words: [] })).answer;
  const terms = termsOf(pieces(text), synonyms, queryWords);
  if (terms.length === 0) return none(query);
  const first = await run(client, indexUid, query, {
    said: terms.map((term) => (term[0] ?? []).join(/^\p{Script=Han}/u.test(term[0]?.[0] ?? '') ? '' : ' ')),
    on: searchedFirst,
    words: wordsOf(terms),
  });
  const looser = looserWords(text);
  if (first.matched > 0 || looser.length === 0) return first.answer;
  return (await run(client, indexUid, query, { said: looser, on: searchedSecond, words: looser })).answer;
}

interface Asked {
  readonly said: readonly string[];
  readonly on: readonly string[];
  readonly words: readonly string[];
}

/** One request: the page with the facets that nothing is chosen of, one more question for each facet that something is. */
async function run(client: Meilisearch, indexUid: string, query: SearchQuery, { said, on, words }: Asked) {
  const chosen = facetNames.filter((name) => (query.chosen[name] ?? []).length > 0);
  const ask = (over: Partial<MultiSearchQuery>, except: FacetName | 'all' | null = null): MultiSearchQuery => ({
    indexUid,
    q: inOrder(said),
    matchingStrategy: 'all',
    locales: ['cmn'],
    attributesToSearchOn: said.length === 0 ? ['*'] : [...on],
    attributesToRetrieve: ['id'],
    filter: except === 'all' ? [] : filterOf(query, except),
    ...over,
  });
  const queries = [
    ask({
      page: Math.floor(query.offset / query.limit) + 1,
      hitsPerPage: query.limit,
      sort: order[query.sort],
      facets: facetNames.filter((name) => !chosen.includes(name)),
    }),
    ...chosen.map((name) => ask({ limit: 0, facets: [name] }, name)),
    ...(chosen.length === 0 ? [] : [ask({ page: 1, hitsPerPage: 1 }, 'all')]),
  ];
  const { results } = await client.multiSearch({ queries });
  const [page, ...others] = results;
  if (page === undefined) throw new Error('the search engine answered nothing');
  const counted = Object.assign({}, ...results.map((one) => one.facetDistribution ?? {})) as Record<
    string,
    Record<string, number>
  >;
  const facets = Object.fromEntries(
    facetNames.map((name) => {
      const values = Object.entries(counted[name] ?? {}).map(([value, count]) => ({ value, count }));
      values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
      const missing = [...new Set(query.chosen[name])].filter((value) => !values.some((one) => one.value === value));
      return [name, [...values, ...missing.map((value) => ({ value, count: 0 }))]];
    }),
  ) as unknown as SearchAnswer['facets'];
  const total = page.totalHits ?? 0;
  const matched = chosen.length === 0 ? total : (others.at(-1)?.totalHits ?? 0);
  const ids = page.hits.map((hit) => String(hit.id));
  return { matched, answer: { total, ids, facets, words } satisfies SearchAnswer };
}

/** Always the same order, whatever was typed; Latin ones last, the longest at the end, where a word may be unfinished. */
function inOrder(words: readonly string[]): string {
  const latin = (word: string) => /^[\p{Script=Latin}\p{N}]/u.test(word);
  return [...new Set(words)]
    .map((word) => word.replace(/["\\]/g, ' ').replace(/^-+/, ''))
    .sort((a, b) => Number(latin(a)) - Number(latin(b)) || a.length - b.length || (a < b ? -1 : 1))
    .join(' ');
}

function filterOf(query: SearchQuery, except: FacetName | null): string[] {
  return facetNames.flatMap((name) => {
    const values = query.chosen[name] ?? [];
    if (values.length === 0 || name === except) return [];
    const quoted = values.map((value) => `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`);
    return [`${name} IN [${quoted.join(', ')}]`];
  });
}

function none(query: SearchQuery): SearchAnswer {
  const empty = Object.fromEntries(
    facetNames.map((name) => [name, [...new Set(query.chosen[name])].map((value) => ({ value, count: 0 }))]),
  );
  return { total: 0, ids: [], facets: empty as unknown as SearchAnswer['facets'], words: [] };
}
