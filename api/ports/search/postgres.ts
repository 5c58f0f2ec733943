/** Search in the database itself: words by jieba into a tsvector, pinyin and parts of words by trigrams. */
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import {
  type FacetName,
  type FacetValue,
  facetNames,
  type SearchAnswer,
  type SearchPort,
  type SearchQuery,
  type SearchRecord,
} from './port.ts';
import { upsert } from './postgres-index.ts';
import { chosenSql, facetColumn, partsMet, rankOf, wordsMet } from './postgres-where.ts';
import { synonymIndex, type Term, termsOf, wordsOf } from './rules/question.ts';
import { isLatinWord, nearest } from './rules/typos.ts';
import { learnNames, looserWords, pieces, queryWords } from './words.ts';

const facetLimit = 60;

export function createPostgresSearch(db: Db): SearchPort {
  let synonyms: ReadonlyMap<string, readonly string[]> = new Map();
  const kept = new Map<string, Counts>();
  const learn: SearchPort['learn'] = (vocabulary) => {
    learnNames(vocabulary.names);
    synonyms = synonymIndex(vocabulary.synonyms);
  };
  return {
    index: async (records) => {
      await upsert(db, records);
      kept.clear();
    },
    remove: async (id) => {
      kept.clear();
      await db.$executeRaw`DELETE FROM search_document WHERE id = ${id}`;
    },
    search: (query) => search(db, query, synonyms, kept),
    countDownload: async (id) => {
      await db.$executeRaw`UPDATE search_document SET downloads = downloads + 1 WHERE id = ${id}`;
    },
    rate: async (quality) => {
      const given = JSON.stringify([...quality].map(([id, value]) => ({ id, value })));
      await db.$executeRaw`UPDATE search_document d SET quality = g.value
        FROM jsonb_to_recordset(${given}::jsonb) AS g (id text, value int) WHERE d.id = g.id AND d.quality IS DISTINCT FROM g.value`;
    },
    learn,
    configure: async (vocabulary) => learn(vocabulary),
    rebuild: async (batches) => {
      await rebuild(db, batches);
      kept.clear();
    },
    ready: async () => {
      await db.$queryRaw`SELECT 1 FROM search_document LIMIT 1`;
      return { engine: 'postgres', degraded: null };
    },
  };
}

/** Every record is written over its old one; what did not come goes at the end. Searches see the old or the new of each. */
async function rebuild(db: Db, batches: AsyncIterable<readonly SearchRecord[]>): Promise<void> {
  await db.$executeRaw`DELETE FROM search_term`;
  const ids: string[] = [];
  for await (const batch of batches) {
    await upsert(db, batch);
    ids.push(...batch.map((record) => record.id));
  }
  await db.$executeRaw`DELETE FROM search_document d WHERE NOT EXISTS
    (SELECT 1 FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) AS kept (id) WHERE kept.id = d.id)`;
}

/** What to look for, how to rank it, and the words to show for it. */
interface Plan {
  readonly where: Prisma.Sql;
  readonly rank: Prisma.Sql;
  readonly words: readonly string[];
}

async function search(
  db: Db,
  asked: SearchQuery,
  synonyms: ReadonlyMap<string, readonly string[]>,
  kept: Map<string, Counts>,
): Promise<SearchAnswer> {
  // PostgreSQL takes no NUL in a text, and no control character is a word of anything.
  const text = asked.text.replace(/\p{Cc}+/gu, ' ').trim();
  const query = { ...asked, text };
  if (text === '') return list(db, query, kept);
  const terms = termsOf(pieces(text), synonyms, queryWords);
  if (terms.length === 0) return none(query);
  const { matched, answer } = await run(db, query, planOf(terms, text));
  if (matched > 0) return answer;
  const corrected = await correct(db, terms);
  if (corrected !== null) {
    const second = await run(db, query, planOf(corrected, text));
    if (second.matched > 0) return second.answer;
  }
  const looser = looserWords(text);
  if (looser.length === 0) return answer;
  const loose = looser.map((word): Term => [[word]]);
  return (await run(db, query, { where: partsMet(looser), rank: rankOf(loose, text), words: looser })).answer;
}

const planOf = (terms: readonly Term[], text: string): Plan => ({
  where: wordsMet(terms),
  rank: rankOf(terms, text),
  words: wordsOf(terms),
});

/** Latin words that no record has, with those that were probably meant beside them; null when there is nothing to correct. */
async function correct(db: Db, terms: readonly Term[]): Promise<Term[] | null> {
  let any = false;
  const corrected: Term[] = [];
  for (const term of terms) {
    const word = term[0]?.length === 1 ? (term[0][0] ?? '') : '';
    const meant = isLatinWord(word) ? nearest(word, await candidates(db, word)) : [];
    any ||= meant.length > 0;
    corrected.push(meant.length === 0 ? term : [...term, ...meant.map((one) => [one])]);
  }
  return any ? corrected : null;
}

async function candidates(db: Db, word: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT text FROM search_term WHERE kind = 'latin' AND char_length(text) BETWEEN ${word.length - 2} AND ${word.length + 2}
      AND (left(text, 1) = ${word.slice(0, 1)} OR right(text, 2) = ${word.slice(-2)} OR similarity(text, ${word}) > 0.2) LIMIT 5000`;
  return rows.map((row) => row.text);
}

function none(query: SearchQuery): SearchAnswer {
  const empty = Object.fromEntries(facetNames.map((f) => [f, withChosen([], query.chosen[f])]));
  return { total: 0, ids: [], facets: empty as unknown as SearchAnswer['facets'], words: [] };
}

const order: Readonly<Record<SearchQuery['sort'], string>> = {
  relevance: 'rank DESC, downloads DESC, updated_at DESC, id',
  updated: 'updated_at DESC, id',
  downloads: 'downloads DESC, updated_at DESC, id',
  quality: 'quality DESC NULLS LAST, updated_at DESC, id',
  title: 'title COLLATE "zh-Hans-CN-x-icu", id',
};

interface AnswerRow {
  /** Without regard to the filters. */
  matched: number;
  total: number;
  ids: string[] | null;
  facets: Counted | null;
}

/** One statement: the matches once, then the count, the page and every facet from them. */
async function run(
  db: Db,
  query: SearchQuery,
  plan: Plan,
): Promise<{ readonly matched: number; readonly answer: SearchAnswer }> {
  const title = Prisma.raw(query.sort === 'title' ? 'title, ' : '');
  const rows = await db.$queryRaw<AnswerRow[]>`
    WITH hits AS MATERIALIZED (
      SELECT id, ${title} theme, provider_id, region_code, open_type, update_cycle, formats, source_id, downloads, quality, updated_at,
        ${query.sort === 'relevance' ? plan.rank : Prisma.sql`0`} AS rank
      FROM search_document WHERE ${plan.where}
    )
    SELECT (SELECT count(*)::int FROM hits) AS matched, (SELECT count(*)::int FROM hits WHERE ${chosenSql(query)}) AS total,
      (SELECT array_agg(id) FROM (SELECT id FROM hits WHERE ${chosenSql(query)} ORDER BY ${Prisma.raw(order[query.sort])}
        LIMIT ${query.limit} OFFSET ${query.offset}) p) AS ids,
      ${facetsFrom(query, 'hits')} AS facets`;
  const row = rows[0];
  if (row === undefined) throw new Error('the search answered no row');
  return {
    matched: row.matched,
    answer: { total: row.total, ids: row.ids ?? [], facets: facetsOf(row.facets, query), words: plan.words },
  };
}

/** Facets of which nothing is chosen are counted in one pass, the others each under the choices of the rest. */
function facetsFrom(query: SearchQuery, from: 'hits' | 'search_document'): Prisma.Sql {
  const source = Prisma.raw(from);
  const free = facetNames.filter((name) => name !== 'format' && (query.chosen[name] ?? []).length === 0);
  const each = facetNames
    .filter((name) => !free.includes(name))
    .map((name) => {
      const value = Prisma.raw(name === 'format' ? 'unnest(formats)' : facetColumn[name]);
      return Prisma.sql`SELECT ${name}::text AS facet, v AS value, count(*)::int AS n
        FROM (SELECT ${value} AS v FROM ${source} WHERE ${chosenSql(query, name)}) x GROUP BY v`;
    });
  const columns = free.map((name) => facetColumn[name]);
  const cases = free.map((name) => `WHEN grouping(${facetColumn[name]}) = 0 THEN '${name}'`).join(' ');
  const together = Prisma.sql`SELECT CASE ${Prisma.raw(cases)} END AS facet, coalesce(${Prisma.raw(columns.join(', '))}) AS value,
      count(*)::int AS n
    FROM ${source} WHERE ${chosenSql(query)} GROUP BY GROUPING SETS (${Prisma.raw(columns.map((one) => `(${one})`).join(', '))})`;
  const parts = [...(free.length === 0 ? [] : [together]), ...each];
  return Prisma.sql`(SELECT json_agg(json_build_array(facet, value, n)) FROM
    (SELECT facet, value, n, row_number() OVER (PARTITION BY facet ORDER BY n DESC, value) AS place
      FROM (${Prisma.join(parts, ' UNION ALL ')}) counted) ranked WHERE place <= ${facetLimit})`;
}

type Counted = readonly (readonly [facet: FacetName, value: string, count: number])[];

function facetsOf(counted: Counted | null, query: SearchQuery): SearchAnswer['facets'] {
  const facets = facetNames.map((name) => {
    const values = (counted ?? []).flatMap(([facet, value, count]) => (facet === name ? [{ value, count }] : []));
    values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return [name, withChosen(values, query.chosen[name])];
  });
  return Object.fromEntries(facets) as unknown as SearchAnswer['facets'];
}

/** How long the counts of a listing are good for when nobody in this process changed the index, in milliseconds. */
const countsAge = 30_000;
type Counts = { readonly at: number; readonly stamp: string; readonly total: number; readonly facets: Counted | null };

/**
 * Everything there is, under what is chosen: the page by an index, the counts kept for a while, for they go over every record.
 * They are counted anew as soon as the number of records or the newest of them is another.
 */
async function list(db: Db, query: SearchQuery, kept: Map<string, Counts>): Promise<SearchAnswer> {
  const key = JSON.stringify(facetNames.map((name) => [...(query.chosen[name] ?? [])].sort()));
  const [page, stamps] = await Promise.all([
    db.$queryRaw<{ id: string }[]>`SELECT id FROM search_document WHERE ${chosenSql(query)}
      ORDER BY ${Prisma.raw(order[query.sort === 'relevance' ? 'updated' : query.sort])} LIMIT ${query.limit} OFFSET ${query.offset}`,
    db.$queryRaw<{ stamp: string }[]>`SELECT concat(count(*), ' ', max(updated_at)) AS stamp FROM search_document`,
  ]);
  const stamp = stamps[0]?.stamp ?? '';
  const now = performance.now();
  let counts = kept.get(key);
  if (counts === undefined || counts.stamp !== stamp || now - counts.at > countsAge) {
    const [row] = await db.$queryRaw<{ total: number; facets: Counted | null }[]>`
      SELECT (SELECT count(*)::int FROM search_document WHERE ${chosenSql(query)}) AS total,
        ${facetsFrom(query, 'search_document')} AS facets`;
    counts = { at: now, stamp, total: row?.total ?? 0, facets: row?.facets ?? null };
    if (kept.size > 500) kept.clear();
    kept.set(key, counts);
  }
  return { total: counts.total, ids: page.map((row) => row.id), facets: facetsOf(counts.facets, query), words: [] };
}

export function withChosen(values: readonly FacetValue[], chosen: readonly string[] | undefined): FacetValue[] {
  const missing = [...new Set(chosen)].filter((value) => !values.some((v) => v.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}
