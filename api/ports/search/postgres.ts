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
import { asPinyin, indexWords, looserWords, pinyinOf, queryWords } from './words.ts';

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
      formats, pinyin, downloads, row_count, published_at, updated_at, tsv)
    VALUES (${r.entryId}, ${r.code}, ${r.title}, ${r.titleEn}, ${r.abstract}, ${r.theme}, ${r.providerId}, ${r.regionCode}, ${r.openType},
      ${r.updateCycle}, ${[...r.formats]}, ${pinyinOf(r.title)}, ${r.downloads}, ${r.rowCount}, ${r.publishedAt}::timestamptz, ${r.updatedAt}::timestamptz,
      setweight(to_tsvector('simple', ${a}), 'A') || setweight(to_tsvector('simple', ${b}), 'B') || setweight(to_tsvector('simple', ${c}), 'C'))
    ON CONFLICT (entry_id) DO UPDATE SET code = excluded.code, title = excluded.title, title_en = excluded.title_en,
      abstract = excluded.abstract, theme = excluded.theme, provider_id = excluded.provider_id, region_code = excluded.region_code,
      open_type = excluded.open_type, update_cycle = excluded.update_cycle, formats = excluded.formats, pinyin = excluded.pinyin,
      downloads = excluded.downloads,
      row_count = excluded.row_count, published_at = excluded.published_at, updated_at = excluded.updated_at, tsv = excluded.tsv`;
}

type Match = 'all' | 'words' | 'part';

async function search(db: Db, asked: SearchQuery): Promise<SearchAnswer> {
  // PostgreSQL takes no NUL in a text, and no control character is a word of anything.
  const text = asked.text.replace(/\p{Cc}+/gu, ' ').trim();
  const query = { ...asked, text };
  if (text === '') return (await run(db, query, 'all', [])).answer;
  const words = queryWords(text);
  if (words.length === 0) return none(query);
  const { matched, answer } = await run(db, query, 'words', words);
  if (matched > 0) return answer;
  // Words cut otherwise than in the index, or parts of words: looked for letter by letter where the words found nothing.
  const looser = looserWords(text);
  return looser.length === 0 ? answer : (await run(db, query, 'part', looser)).answer;
}

function none(query: SearchQuery): SearchAnswer {
  const empty = Object.fromEntries(facetNames.map((f) => [f, withChosen([], query.chosen[f])]));
  return { total: 0, entryIds: [], facets: empty as unknown as SearchAnswer['facets'], words: [] };
}

/** Every word as the beginning of one; quotes and operators cannot be in a word, yet are taken out once more. */
function tsquery(words: readonly string[]): string {
  const plain = words.map((word) => word.replace(/['\\:&|!()<>*\s]/g, '')).filter((word) => word !== '');
  return plain.map((word) => `'${word}':*`).join(' & ');
}

function like(text: string, at: 'begin' | 'within' = 'within'): string {
  return `${at === 'within' ? '%' : ''}${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}

const inWords = (words: readonly string[]) => Prisma.sql`tsv @@ to_tsquery('simple', ${tsquery(words)})`;

/** All words must be there, in any order; Latin letters may be a word or the pinyin or initials of the title. */
function condition(match: Match, words: readonly string[]): Prisma.Sql {
  if (match === 'all') return Prisma.sql`true`;
  if (match === 'part') return Prisma.join(words.map(partOf), ' AND ');
  const han = words.filter((word) => asPinyin(word) === null);
  const latin = words.filter((word) => asPinyin(word) !== null);
  return Prisma.join(
    [
      ...(han.length === 0 ? [] : [inWords(han)]),
      ...latin.map((word) => Prisma.sql`(${inWords([word])} OR pinyin LIKE ${like(word)})`),
    ],
    ' AND ',
  );
}

const partOf = (word: string): Prisma.Sql =>
  Prisma.sql`(${inWords([word])} OR title ILIKE ${like(word)} OR code LIKE ${like(word)} OR abstract ILIKE ${like(word)})`;

/** The words' weights in the record; the text itself in the title, or its pinyin at the beginning, goes first. */
function rankOf(match: Match, words: readonly string[], text: string): Prisma.Sql {
  if (match === 'all') return Prisma.sql`0`;
  const letters = asPinyin(text);
  const said =
    letters === null ? Prisma.sql`0` : Prisma.sql`(CASE WHEN pinyin LIKE ${like(letters, 'begin')} THEN 1 ELSE 0 END)`;
  return Prisma.sql`(ts_rank(tsv, to_tsquery('simple', ${tsquery(words)}))
    + (CASE WHEN title = ${text} THEN 4 WHEN title ILIKE ${like(text)} THEN 1 ELSE 0 END) + ${said})`;
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
  match: Match,
  words: readonly string[],
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
      SELECT entry_id, title, theme, provider_id, region_code, open_type, update_cycle, formats, downloads, updated_at,
        ${rankOf(match, words, query.text)} AS rank
      FROM search_document WHERE ${condition(match, words)}
    ), found AS MATERIALIZED (SELECT * FROM hits WHERE ${chosenSql(query, null)})
    SELECT (SELECT count(*)::int FROM hits) AS matched, (SELECT count(*)::int FROM found) AS total,
      (SELECT array_agg(entry_id) FROM (SELECT entry_id FROM found ORDER BY ${Prisma.raw(order[query.sort])}
        LIMIT ${query.limit} OFFSET ${query.offset}) p) AS ids,
      json_build_object(${Prisma.join(facets)}) AS facets`;
  const row = rows[0];
  if (row === undefined) throw new Error('the search answered no row');
  const counted = Object.fromEntries(facetNames.map((f) => [f, withChosen(row.facets[f] ?? [], query.chosen[f])]));
  const facetsOut = counted as unknown as SearchAnswer['facets'];
  return { matched: row.matched, answer: { total: row.total, entryIds: row.ids ?? [], facets: facetsOut, words } };
}

function withChosen(values: readonly FacetValue[], chosen: readonly string[] | undefined): FacetValue[] {
  const missing = [...new Set(chosen)].filter((value) => !values.some((v) => v.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}
