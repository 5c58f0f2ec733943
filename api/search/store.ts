import { lock } from '#api/audit/lock.ts';
import { themes } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import type { SearchRecord } from '#api/ports/search/port.ts';
import { queryWords } from '#api/ports/search/words.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { type KnownColumn, searchColumns } from './columns.ts';
import { harvestedRecord } from './harvested.ts';

/** Files of a table are offered in these formats (datasets room). */
const tableFormats = ['csv', 'json', 'xlsx', 'parquet'];

const entryParts = {
  provider: true,
  dictionary: true,
  reviews: { where: { decision: 'publish' }, orderBy: { at: 'desc' }, take: 1, select: { at: true } },
  versions: {
    where: { state: 'published' },
    orderBy: { number: 'desc' },
    take: 1,
    include: { columns: { orderBy: [{ table: 'asc' }, { position: 'asc' }] }, findings: true, tables: true },
  },
} satisfies Prisma.EntryInclude;
type EntryRow = Prisma.EntryGetPayload<{ include: typeof entryParts }>;

/** What the search may know of entries; those the public may not find (not published, withdrawn, not open) are left out. */
export async function findRecords(db: Db, entryIds: readonly string[]): Promise<SearchRecord[]> {
  const entries = await db.entry.findMany({
    where: { id: { in: [...entryIds] }, publishedRevision: { not: null }, state: { not: 'withdrawn' } },
    include: entryParts,
  });
  const revisions = await db.entryRevision.findMany({
    where: { OR: entries.map((one) => ({ entryId: one.id, number: one.publishedRevision ?? 0 })) },
  });
  const revisionOf = new Map(revisions.map((one) => [one.entryId, one]));
  const counts = await db.$queryRaw<{ entry_id: string; n: number }[]>`
    SELECT v.entry_id, sum(d.count)::int AS n FROM open_download d JOIN version v ON v.id = d.version_id
    WHERE v.entry_id = ANY(${[...entryIds]}) GROUP BY 1`;
  const downloads = new Map(counts.map((one) => [one.entry_id, one.n]));
  const quality = await qualityOf(db, entryIds);
  return entries.flatMap((entry): SearchRecord[] => {
    const revision = revisionOf.get(entry.id);
    if (revision === undefined) throw new Error(`entry ${entry.id} has no revision ${entry.publishedRevision}`);
    const content = revision.content as unknown as EntryContent;
    if (content.open_type === null || content.open_type === 'none') return [];
    const newest = entry.versions[0];
    const open = content.open_type === 'unconditional';
    const publishedAt = entry.publishedAt ?? revision.at;
    return [
      {
        id: entry.id,
        kind: 'entry',
        code: entry.code,
        title: content.title,
        titleEn: content.title_en === '' ? null : content.title_en,
        abstract: content.abstract,
        // People look for a theme by its name.
        keywords: content.theme === null ? content.keywords : [...content.keywords, ...themes.words[content.theme]],
        columns: searchColumns(knownColumns(entry, content), open),
        theme: content.theme ?? '',
        providerId: entry.providerId,
        providerName: [entry.provider.name, entry.provider.nameEn ?? ''].join(' ').trim(),
        regionCode: entry.regionCode,
        openType: content.open_type,
        updateCycle: content.update_cycle ?? '',
        // A licensed table is not offered as a file to everyone.
        formats: newest === undefined ? [] : open ? tableFormats : ['api'],
        sourceId: 'own',
        sourceName: '',
        rowCount: newest?.rowCount ?? null,
        downloads: downloads.get(entry.id) ?? 0,
        quality: quality.get(entry.id) ?? null,
        publishedAt,
        // A description published again is as new to its readers as a new version.
        updatedAt: latest([publishedAt, newest?.publishedAt, entry.reviews[0]?.at]),
      },
    ];
  });
}

const latest = (instants: readonly (Date | null | undefined)[]): Date =>
  new Date(Math.max(...instants.map((one) => one?.getTime() ?? 0)));

/** Columns of the newest published version with what the dictionary and the entry's items say of them; items alone without one. */
function knownColumns(entry: EntryRow, content: EntryContent): KnownColumn[] {
  const version = entry.versions[0];
  const items = content.items.filter((item) => item.name !== '' || item.label !== '');
  const ofVersion = (version?.columns ?? []).map((column): KnownColumn => {
    const table = version?.tables.find((one) => one.number === column.table)?.name;
    const said = entry.dictionary.find(
      (one) => one.column === column.name && (table === undefined || one.table === table),
    );
    // A proposal is nobody's word yet; only its caution counts.
    const confirmed = said?.confirmedAt == null ? undefined : said;
    const item = items.find((one) => one.name === column.name || one.label === column.name);
    const found = version?.findings.some((one) => one.column === column.name && one.table === column.table) === true;
    return {
      name: column.name,
      labels: [confirmed?.label ?? item?.label ?? '', confirmed?.labelEn ?? ''],
      codes: confirmed?.codes ?? null,
      stats: column.stats,
      type: column.type,
      guarded: found || (said?.sensitivity ?? item?.sensitivity ?? 'none') !== 'none',
    };
  });
  const named = new Set(ofVersion.flatMap((one) => [one.name, ...one.labels]));
  const rest = items
    .filter((item) => !named.has(item.name) && !named.has(item.label))
    .map((item) => ({ name: item.name, labels: [item.label], codes: null, stats: null, type: null, guarded: true }));
  return [...ofVersion, ...rest];
}

/** Harvested records as the search knows them; those removed at their source or shown already are left out. */
export async function findHarvested(db: Db, recordIds: readonly string[]): Promise<SearchRecord[]> {
  const rows = await db.harvestedRecord.findMany({
    where: { id: { in: [...recordIds] }, removedAt: null, duplicateOf: null },
    include: { source: { select: { id: true, name: true, nameEn: true } } },
  });
  const ours = await db.organization.findMany({
    where: { name: { in: rows.map((row) => row.providerName) }, kind: 'agency' },
    select: { id: true, name: true },
  });
  const quality = await qualityOf(db, recordIds);
  return rows.map((row) =>
    harvestedRecord({
      ...row,
      providerId: ours.find((one) => one.name === row.providerName)?.id ?? null,
      quality: quality.get(row.id) ?? null,
    }),
  );
}

/** What is rated keeps its rating while it is indexed anew. */
export async function qualityOf(db: Db, ids: readonly string[]): Promise<Map<string, number | null>> {
  const rows = await db.searchDocument.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, quality: true },
  });
  return new Map(rows.map((row) => [row.id, row.quality]));
}

export async function publishedEntryIds(db: Db, after: string, take: number): Promise<string[]> {
  const rows = await db.entry.findMany({
    where: { publishedRevision: { not: null }, state: { not: 'withdrawn' }, id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function harvestedIds(db: Db, after: string, take: number): Promise<string[]> {
  const rows = await db.harvestedRecord.findMany({
    where: { removedAt: null, duplicateOf: null, id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export interface HitRow {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string;
  readonly theme: string;
  readonly providerName: string;
  readonly regionCode: string;
  readonly openType: string;
  readonly updateCycle: string;
  readonly formats: string[];
  /** Of a portal harvested. */
  readonly source: { readonly id: string; readonly name: string; readonly nameEn: string | null } | null;
  readonly columns: unknown;
  readonly downloads: number;
  readonly quality: number | null;
  readonly rowCount: bigint | null;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
  /** Stars of 1 to 5; the mean to one decimal. */
  readonly ratings: number;
  readonly mean: string | null;
  /** Of an entry of ours. */
  readonly provider: {
    readonly id: string;
    readonly uscc: string;
    readonly name: string;
    readonly nameEn: string | null;
  } | null;
}

/** In the order asked for. One statement: Prisma's own includes are a round trip each. */
export async function findHits(db: Db, ids: readonly string[]): Promise<HitRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<HitRow[]>`
    SELECT d.id, d.kind, d.code, d.title, d.title_en AS "titleEn", d.abstract, d.theme, d.provider_name AS "providerName",
      d.region_code AS "regionCode", d.open_type AS "openType", d.update_cycle AS "updateCycle", d.formats,
      d.columns, d.downloads, d.quality, d.row_count AS "rowCount",
      d.published_at AS "publishedAt", d.updated_at AS "updatedAt", r.ratings, r.mean,
      CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'uscc', o.uscc, 'name', o.name, 'nameEn', o.name_en) END AS provider,
      CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name, 'nameEn', s.name_en) END AS source
    FROM search_document d LEFT JOIN entry e ON e.id = d.entry_id LEFT JOIN organization o ON o.id = e.provider_id
      LEFT JOIN harvest_source s ON s.id = d.source_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS ratings, round(avg(stars), 1)::text AS mean FROM rating WHERE entry_id = d.entry_id) r
    WHERE d.id = ANY(${[...ids]})`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function organizationNames(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, uscc: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function organizationsByUscc(db: Db, usccs: readonly string[]) {
  if (usccs.length === 0) return [];
  return db.organization.findMany({ where: { uscc: { in: [...usccs] } }, select: { id: true, uscc: true } });
}

export async function sourceNames(db: Db, ids: readonly string[]) {
  const rows = await db.harvestSource.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names that are not to be cut apart, and what the information department says means the same. */
export async function vocabulary(db: Db) {
  const [organizations, synonyms] = await Promise.all([
    db.organization.findMany({ where: { kind: 'agency' }, select: { name: true } }),
    db.searchSynonym.findMany({ where: { revokedAt: null }, orderBy: { id: 'asc' }, select: { words: true } }),
  ]);
  return { names: organizations.map((one) => one.name), synonyms: synonyms.map((one) => one.words) };
}

const begin = (text: string) => `${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** Titles that begin so, or contain it, the most downloaded of the first found. Two letters or one character: beginnings only. */
export async function titlesLike(db: Db, q: string, letters: string | null, limit: number) {
  type Row = { id: string; kind: string; code: string; title: string; title_en: string | null };
  const at = begin(q);
  const spelt = letters === null ? null : begin(letters);
  const rows = Prisma.sql`SELECT id, kind, code, title, title_en, downloads FROM search_document`;
  const first = await db.$queryRaw<Row[]>`
    SELECT id, kind, code, title, title_en FROM (
      (${rows} WHERE title LIKE ${at} LIMIT 200)
      UNION (${rows} WHERE spelling LIKE ${spelt} LIMIT 100)
      UNION (${rows} WHERE initials LIKE ${spelt} LIMIT 100)) d
    ORDER BY downloads DESC, id LIMIT ${limit}`;
  if (first.length >= limit || (letters ?? q).length < (letters === null ? 2 : 3)) return first;
  const words = indexQuery(q);
  const within = await db.$queryRaw<Row[]>`
    SELECT id, kind, code, title, title_en FROM (
      (${rows} WHERE tsv @@ to_tsquery('simple', ${words}) LIMIT 100)
      UNION (${rows} WHERE ${letters !== null} AND pinyin LIKE ${letters === null ? '' : `%${letters}%`} LIMIT 50)) d
    ORDER BY downloads DESC, id LIMIT ${limit * 2}`;
  const seen = new Set(first.map((row) => row.id));
  return [...first, ...within.filter((row) => !seen.has(row.id))].slice(0, limit);
}

/** The words of a title, each as a beginning. */
function indexQuery(q: string): string {
  const words = queryWords(q).map((word) => word.replace(/['\\:&|!()<>*\s]/g, ''));
  return words
    .filter((word) => word !== '')
    .map((word) => `'${word}':*A`)
    .join(' & ');
}

/** Labels of columns that begin so, by themselves or as typed in pinyin. */
export async function columnsLike(db: Db, q: string, letters: string | null, limit: number): Promise<string[]> {
  const spelt = letters === null ? null : begin(letters);
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT text FROM search_term
    WHERE kind = 'column' AND (text LIKE ${begin(q)} OR spelling LIKE ${spelt} OR initials LIKE ${spelt})
    ORDER BY char_length(text), text LIMIT ${limit}`;
  return rows.map((row) => row.text);
}

export async function titlesSpelt(db: Db, letters: string, limit: number): Promise<string[]> {
  if (letters.length < 4) return [];
  const rows = await db.$queryRaw<{ title: string }[]>`
    SELECT title FROM search_document WHERE pinyin LIKE ${`%${letters}%`} ORDER BY downloads DESC, id LIMIT ${limit}`;
  return rows.map((row) => row.title);
}

export async function latinTerms(db: Db, word: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT text FROM search_term WHERE kind = 'latin' AND similarity(text, ${word}) > 0.25
    ORDER BY similarity(text, ${word}) DESC, text LIMIT 50`;
  return rows.map((row) => row.text);
}

export async function agencies(db: Db) {
  return db.organization.findMany({
    where: { kind: 'agency', entries: { some: { publishedRevision: { not: null } } } },
    orderBy: [{ level: 'asc' }, { uscc: 'asc' }],
    select: { uscc: true, name: true, nameEn: true },
  });
}

export async function listSynonyms(db: Db) {
  const rows = await db.searchSynonym.findMany({ orderBy: { id: 'desc' }, take: 500 });
  return [...rows.filter((row) => row.revokedAt === null), ...rows.filter((row) => row.revokedAt !== null)];
}

/** The groups in force, locked against another that is being entered at the same time. */
export async function lockSynonyms(db: Db): Promise<string[][]> {
  await lock(db, 'search.synonyms');
  const rows = await db.searchSynonym.findMany({ where: { revokedAt: null }, select: { words: true } });
  return rows.map((row) => row.words);
}

export async function createSynonym(db: Db, data: Prisma.SearchSynonymCreateInput): Promise<void> {
  await db.searchSynonym.create({ data });
}

export async function findSynonym(db: Db, id: string) {
  return db.searchSynonym.findUnique({ where: { id } });
}

export async function revokeSynonym(db: Db, id: string, revokedBy: string, revokedAt: Date): Promise<boolean> {
  const { count } = await db.searchSynonym.updateMany({
    where: { id, revokedAt: null },
    data: { revokedBy, revokedAt },
  });
  return count === 1;
}

export async function personNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, displayName: true } });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

export async function countMiss(db: Db, day: string, text: string): Promise<void> {
  await db.$executeRaw`INSERT INTO search_miss (day, text, count) VALUES (${day}, ${text}, 1)
    ON CONFLICT (day, text) DO UPDATE SET count = search_miss.count + 1`;
}

export async function missesOf(db: Db, text: string, from: string): Promise<number> {
  const { _sum } = await db.searchMiss.aggregate({ where: { text, day: { gte: from } }, _sum: { count: true } });
  return _sum.count ?? 0;
}

export async function listMisses(db: Db, from: string, to: string, skip: number, take: number) {
  const rows = await db.$queryRaw<{ text: string; count: number; days: number; last_on: string }[]>`
    SELECT text, sum(count)::int AS count, count(*)::int AS days, max(day) AS last_on FROM search_miss
    WHERE day BETWEEN ${from} AND ${to} GROUP BY text ORDER BY 2 DESC, last_on DESC, text OFFSET ${skip} LIMIT ${take}`;
  const [sums] = await db.$queryRaw<{ texts: number; searches: number }[]>`
    SELECT count(DISTINCT text)::int AS texts, coalesce(sum(count), 0)::int AS searches FROM search_miss
    WHERE day BETWEEN ${from} AND ${to}`;
  return { rows, total: sums?.texts ?? 0, searches: sums?.searches ?? 0 };
}
