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
import { correct } from './postgres-correct.ts';
import { type Learnt, upsert } from './postgres-index.ts';
import { totals } from './postgres-totals.ts';
import { chosenSql, facetColumn, partsMet, rankOf, wordsMet } from './postgres-where.ts';
import { synonymIndex, type Term, termsOf, wordsOf } from './rules/question.ts';
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
    totals: (queries) => totals(db, queries, synonyms),
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

/**
 * Every record is written over its old one; what was there and did not come goes at the end. Searches see the old or the new
 * of each, and what is indexed meanwhile, by another hand, stays.
 */
async function rebuild(db: Db, batches: AsyncIterable<readonly SearchRecord[]>): Promise<void> {
  const documents = await db.$queryRaw<{ id: string }[]>`SELECT id FROM search_document`;
  const terms = await db.$queryRaw<Learnt[]>`SELECT kind, text FROM search_term`;
  const came = new Set<string>();
  for await (const batch of batches) {
    for (const { kind, text } of await upsert(db, batch)) came.add(`${kind} ${text}`);
    for (const { id } of batch) came.add(id);
  }
  const gone = documents.flatMap(({ id }) => (came.has(id) ? [] : [id]));
  await db.$executeRaw`DELETE FROM search_document WHERE id = ANY(${gone})`;
  const forgotten = terms.filter(({ kind, text }) => !came.has(`${kind} ${text}`));
  await db.$executeRaw`DELETE FROM search_term t USING jsonb_to_recordset(${JSON.stringify(forgotten)}::jsonb) AS f (kind text, text text)
    WHERE t.kind = f.kind AND t.text = f.text`;
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

/** One statement: the matches once, then the count, the page and every facet from them. Only what is chosen is ranked. */
async function run(
  db: Db,
  query: SearchQuery,
  plan: Plan,
): Promise<{ readonly matched: number; readonly answer: SearchAnswer }> {
  const title = Prisma.raw(query.sort === 'title' ? 'title, ' : '');
  const rank =
    query.sort === 'relevance'
      ? Prisma.sql`CASE WHEN ${chosenSql(query)} THEN ${plan.rank} END AS rank`
      : Prisma.sql`0 AS rank`;
  const rows = await db.$queryRaw<AnswerRow[]>`
    WITH hits AS MATERIALIZED (
      SELECT id, ${title} ${facetColumns}, ${passes(query)}, downloads, quality, updated_at, ${rank}
      FROM search_document WHERE ${plan.where}
    )
    SELECT (SELECT count(*)::int FROM hits) AS matched, (SELECT count(*)::int FROM hits WHERE ${passed(query)}) AS total,
      (SELECT array_agg(id) FROM (SELECT id FROM hits WHERE ${passed(query)} ORDER BY ${Prisma.raw(order[query.sort])}
        LIMIT ${query.limit} OFFSET ${query.offset}) p) AS ids,
      ${facetsFrom(query, Prisma.sql`hits`)} AS facets`;
  const row = rows[0];
  if (row === undefined) throw new Error('the search answered no row');
  return {
    matched: row.matched,
    answer: { total: row.total, ids: row.ids ?? [], facets: facetsOf(row.facets, query), words: plan.words },
  };
}

const facetColumns = Prisma.raw(Object.values(facetColumn).join(', '));
const chosenNames = (query: SearchQuery) => facetNames.filter((name) => (query.chosen[name] ?? []).length > 0);

/** For each facet that something is chosen of, whether the record passes it: asked once, used in every count. */
function passes(query: SearchQuery): Prisma.Sql {
  const names = chosenNames(query);
  if (names.length === 0) return Prisma.sql`true AS passes`;
  const each = names.map((name) => {
    const only: SearchQuery = { ...query, chosen: { [name]: query.chosen[name] ?? [] } };
    return Prisma.sql`${chosenSql(only)} AS ${Prisma.raw(`passes_${name}`)}`;
  });
  return Prisma.join(each);
}

/** Passes every facet, or every one but this. */
function passed(query: SearchQuery, except: FacetName | null = null): Prisma.Sql {
  const names = chosenNames(query).filter((name) => name !== except);
  return Prisma.raw(names.length === 0 ? 'true' : names.map((name) => `passes_${name}`).join(' AND '));
}

/**
 * Every facet in one pass, each under the choices of the others. Formats are grouped as they stand together, and taken apart
 * afterwards: there are few such groups.
 */
function facetsFrom(query: SearchQuery, source: Prisma.Sql): Prisma.Sql {
  const chosen = chosenNames(query);
  const on = (name: FacetName) => Prisma.raw(`grouping(${facetColumn[name]}) = 0`);
  const named = facetNames.map((name) => Prisma.sql`WHEN ${on(name)} THEN ${name}`);
  const own = chosen.map((name) => Prisma.sql`WHEN ${on(name)} THEN count(*) FILTER (WHERE ${passed(query, name)})`);
  const single = facetNames.filter((name) => name !== 'format').map((name) => facetColumn[name]);
  const count = Prisma.sql`count(*) FILTER (WHERE ${passed(query)})`;
  // Who fails two facets is in no count.
  const near = Prisma.raw(
    chosen.length < 2
      ? 'true'
      : `${chosen.map((name) => `passes_${name}::int`).join(' + ')} >= ${String(chosen.length - 1)}`,
  );
  return Prisma.sql`(WITH grouped AS (
      SELECT CASE ${Prisma.join(named, ' ')} END AS facet, coalesce(${Prisma.raw(single.join(', '))}) AS value, formats,
        ${own.length === 0 ? count : Prisma.sql`CASE ${Prisma.join(own, ' ')} ELSE ${count} END`}::int AS n
      FROM ${source} WHERE ${near}
      GROUP BY GROUPING SETS (${Prisma.raw([...single, 'formats'].map((one) => `(${one})`).join(', '))}))
    SELECT json_agg(json_build_array(facet, value, n)) FROM
      (SELECT facet, value, n, row_number() OVER (PARTITION BY facet ORDER BY n DESC, value) AS place FROM (
        SELECT facet, value, n FROM grouped WHERE facet <> 'format' AND n > 0
        UNION ALL
        SELECT 'format', v, sum(n)::int FROM grouped CROSS JOIN unnest(formats) AS v WHERE facet = 'format' AND n > 0 GROUP BY v
      ) counted) ranked WHERE place <= ${facetLimit})`;
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
        ${facetsFrom(query, Prisma.sql`(SELECT ${facetColumns}, ${passes(query)} FROM search_document) AS hits`)} AS facets`;
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
