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
import { asPinyin, indexWords, pinyinOf, queryWords } from './words.ts';

const facetColumn: Readonly<Record<FacetName, string>> = {
  theme: 'theme',
  agency: 'provider_id',
  region: 'region_code',
  format: 'formats',
  update_cycle: 'update_cycle',
  open_type: 'open_type',
};
const facetLimit = 60;

export function createPostgresSearch(db: Db): SearchPort {
  return {
    index: async (records) => {
      for (const record of records) await upsert(db, record);
    },
    remove: async (entryId) => {
      await db.$executeRaw`DELETE FROM search_document WHERE entry_id = ${entryId}`;
    },
    search: (query) => search(db, query),
    countDownload: async (entryId) => {
      await db.$executeRaw`UPDATE search_document SET downloads = downloads + 1 WHERE entry_id = ${entryId}`;
    },
    ready: async () => {
      await db.$queryRaw`SELECT 1 FROM search_document LIMIT 1`;
    },
  };
}

async function upsert(db: Db, r: SearchRecord): Promise<void> {
  const words = (text: string) => indexWords(text).join(' ');
  const a = words(`${r.title} ${r.titleEn ?? ''} ${r.code}`);
  const b = words(`${r.keywords.join(' ')} ${r.items.join(' ')} ${r.providerName}`);
  const c = words(r.abstract);
  await db.$executeRaw`
    INSERT INTO search_document (entry_id, code, title, title_en, abstract, theme, provider_id, region_code, open_type, update_cycle,
      formats, pinyin, row_count, published_at, updated_at, tsv)
    VALUES (${r.entryId}, ${r.code}, ${r.title}, ${r.titleEn}, ${r.abstract}, ${r.theme}, ${r.providerId}, ${r.regionCode}, ${r.openType},
      ${r.updateCycle}, ${[...r.formats]}, ${pinyinOf(r.title)}, ${r.rowCount}, ${r.publishedAt}::timestamptz, ${r.updatedAt}::timestamptz,
      setweight(to_tsvector('simple', ${a}), 'A') || setweight(to_tsvector('simple', ${b}), 'B') || setweight(to_tsvector('simple', ${c}), 'C'))
    ON CONFLICT (entry_id) DO UPDATE SET code = excluded.code, title = excluded.title, title_en = excluded.title_en,
      abstract = excluded.abstract, theme = excluded.theme, provider_id = excluded.provider_id, region_code = excluded.region_code,
      open_type = excluded.open_type, update_cycle = excluded.update_cycle, formats = excluded.formats, pinyin = excluded.pinyin,
      row_count = excluded.row_count, published_at = excluded.published_at, updated_at = excluded.updated_at, tsv = excluded.tsv`;
}

type Match = 'all' | 'words' | 'letters' | 'part';

async function search(db: Db, query: SearchQuery): Promise<SearchAnswer> {
  const text = query.text.trim();
  const words = queryWords(text);
  if (text === '') return run(db, query, 'all', words);
  if (words.length === 0) return none(query);
  const letters = asPinyin(text);
  const answer = await run(db, query, letters === null ? 'words' : 'letters', words, letters);
  // Words cut otherwise than in the index, or parts of words: looked for by trigram where the words found nothing.
  if (answer.total > 0 || [...text].length < 2) return answer;
  return run(db, query, 'part', words);
}

function none(query: SearchQuery): SearchAnswer {
  const empty = Object.fromEntries(facetNames.map((f) => [f, withChosen([], query.chosen[f])]));
  return { total: 0, entryIds: [], facets: empty as unknown as SearchAnswer['facets'], words: [] };
}

/** Prefix query of every word; quotes and backslashes cannot be in a word, yet are taken out once more. */
function tsquery(words: readonly string[]): string {
  return words.map((w) => `'${w.replace(/['\\:&|!()<>*\s]/g, '')}':*`).join(' & ');
}

function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}

function condition(match: Match, words: readonly string[], text: string, letters: string | null): Prisma.Sql {
  const byWords = Prisma.sql`tsv @@ to_tsquery('simple', ${tsquery(words)})`;
  if (match === 'all') return Prisma.sql`true`;
  if (match === 'words') return byWords;
  if (match === 'letters') return Prisma.sql`(${byWords} OR pinyin LIKE ${like(letters ?? '')})`;
  return Prisma.sql`(title ILIKE ${like(text)} OR code LIKE ${like(text)})`;
}

function rankOf(match: Match, words: readonly string[], text: string): Prisma.Sql {
  if (match === 'all') return Prisma.sql`0`;
  const exact = Prisma.sql`(CASE WHEN title = ${text} THEN 4 WHEN title ILIKE ${like(text)} THEN 1 ELSE 0 END)`;
  return match === 'part' ? exact : Prisma.sql`(ts_rank(tsv, to_tsquery('simple', ${tsquery(words)})) + ${exact})`;
}

function chosenSql(query: SearchQuery, except: FacetName | null): Prisma.Sql {
  const parts = facetNames.flatMap((name) => {
    const values = query.chosen[name];
    if (values === undefined || values.length === 0 || name === except) return [];
    const column = Prisma.raw(facetColumn[name]);
    return [name === 'format' ? Prisma.sql`${column} && ${[...values]}` : Prisma.sql`${column} = ANY(${[...values]})`];
  });
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, ' AND ');
}

const order: Readonly<Record<SearchQuery['sort'], string>> = {
  relevance: 'rank DESC, downloads DESC, updated_at DESC, entry_id',
  updated: 'updated_at DESC, entry_id',
  downloads: 'downloads DESC, updated_at DESC, entry_id',
  title: 'title COLLATE "zh-Hans-CN-x-icu", entry_id',
};

interface AnswerRow {
  total: number;
  ids: string[] | null;
  facets: Record<FacetName, FacetValue[] | null>;
}

/** One statement: the matches once, then the count, the page and every facet from them. */
async function run(
  db: Db,
  query: SearchQuery,
  match: Match,
  words: readonly string[],
  letters: string | null = null,
): Promise<SearchAnswer> {
  const text = query.text.trim();
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
      SELECT entry_id, title, theme, provider_id, region_code, open_type, update_cycle, formats, downloads, updated_at,
        ${rankOf(match, words, text)} AS rank
      FROM search_document WHERE ${condition(match, words, text, letters)}
    ), found AS MATERIALIZED (SELECT * FROM hits WHERE ${chosenSql(query, null)})
    SELECT (SELECT count(*)::int FROM found) AS total,
      (SELECT array_agg(entry_id) FROM (SELECT entry_id FROM found ORDER BY ${Prisma.raw(order[query.sort])}
        LIMIT ${query.limit} OFFSET ${query.offset}) p) AS ids,
      json_build_object(${Prisma.join(facets)}) AS facets`;
  const row = rows[0];
  if (row === undefined) return none(query);
  const counted = Object.fromEntries(facetNames.map((f) => [f, withChosen(row.facets[f] ?? [], query.chosen[f])]));
  return { total: row.total, entryIds: row.ids ?? [], facets: counted as unknown as SearchAnswer['facets'], words };
}

function withChosen(values: readonly FacetValue[], chosen: readonly string[] | undefined): FacetValue[] {
  const missing = (chosen ?? []).filter((value) => !values.some((v) => v.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}
