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
  const learn: SearchPort['learn'] = (vocabulary) => {
    learnNames(vocabulary.names);
    synonyms = synonymIndex(vocabulary.synonyms);
  };
  return {
    index: (records) => upsert(db, records),
    remove: async (id) => {
      await db.$executeRaw`DELETE FROM search_document WHERE id = ${id}`;
    },
    search: (query) => search(db, query, synonyms),
    countDownload: async (id) => {
      await db.$executeRaw`UPDATE search_document SET downloads = downloads + 1 WHERE id = ${id}`;
    },
    learn,
    configure: async (vocabulary) => learn(vocabulary),
    rebuild: (batches) => rebuild(db, batches),
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
): Promise<SearchAnswer> {
  // PostgreSQL takes no NUL in a text, and no control character is a word of anything.
  const text = asked.text.replace(/\p{Cc}+/gu, ' ').trim();
  const query = { ...asked, text };
  if (text === '') return (await run(db, query, { where: Prisma.sql`true`, rank: Prisma.sql`0`, words: [] })).answer;
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
  facets: Record<FacetName, FacetValue[] | null>;
}

/** One statement: the matches once, then the count, the page and every facet from them. */
async function run(
  db: Db,
  query: SearchQuery,
  plan: Plan,
): Promise<{ readonly matched: number; readonly answer: SearchAnswer }> {
  const facets = facetNames.map((name) => {
    const column = Prisma.raw(facetColumn[name]);
    const source =
      name === 'format'
        ? Prisma.sql`(SELECT unnest(formats) AS v FROM hits WHERE ${chosenSql(query, name)}) x`
        : Prisma.sql`(SELECT ${column} AS v FROM hits WHERE ${chosenSql(query, name)}) x`;
    return Prisma.sql`${name}::text, (SELECT json_agg(json_build_object('value', v, 'count', n) ORDER BY n DESC, v) FROM
      (SELECT v, count(*)::int AS n FROM ${source} GROUP BY v ORDER BY n DESC, v LIMIT ${facetLimit}) y)`;
  });
  const rows = await db.$queryRaw<AnswerRow[]>`
    WITH hits AS MATERIALIZED (
      SELECT id, title, theme, provider_id, region_code, open_type, update_cycle, formats, source_id, downloads, quality, updated_at,
        ${query.sort === 'relevance' ? plan.rank : Prisma.sql`0`} AS rank
      FROM search_document WHERE ${plan.where}
    ), found AS MATERIALIZED (SELECT * FROM hits WHERE ${chosenSql(query)})
    SELECT (SELECT count(*)::int FROM hits) AS matched, (SELECT count(*)::int FROM found) AS total,
      (SELECT array_agg(id) FROM (SELECT id FROM found ORDER BY ${Prisma.raw(order[query.sort])}
        LIMIT ${query.limit} OFFSET ${query.offset}) p) AS ids,
      json_build_object(${Prisma.join(facets)}) AS facets`;
  const row = rows[0];
  if (row === undefined) throw new Error('the search answered no row');
  const counted = Object.fromEntries(facetNames.map((f) => [f, withChosen(row.facets[f] ?? [], query.chosen[f])]));
  const facetsOut = counted as unknown as SearchAnswer['facets'];
  return {
    matched: row.matched,
    answer: { total: row.total, ids: row.ids ?? [], facets: facetsOut, words: plan.words },
  };
}

export function withChosen(values: readonly FacetValue[], chosen: readonly string[] | undefined): FacetValue[] {
  const missing = [...new Set(chosen)].filter((value) => !values.some((v) => v.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}
