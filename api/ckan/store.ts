/** What the CKAN door reads: the published entries that the public search knows, by conditions, in pages, with their versions. */
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { Column, Condition, Sorting, TextColumn } from './rules/search-fields.ts';

/** Entries in public view. The search's own record of an entry stands in the way of none that the portal would not show. */
const source = Prisma.sql`search_document d JOIN entry e ON e.id = d.entry_id AND e.state <> 'withdrawn'
  JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
  JOIN organization o ON o.id = d.provider_id`;

/** When the public last saw something new of it: a version, or another revision of the entry. */
const modified = Prisma.sql`d.updated_at`;

const columnSql: Readonly<Record<Column | TextColumn, Prisma.Sql>> = {
  name: Prisma.sql`lower(replace(d.code, '/', '-'))`,
  id: Prisma.sql`d.entry_id`,
  theme: Prisma.sql`d.theme`,
  organization: Prisma.sql`o.uscc`,
  owner_org: Prisma.sql`d.provider_id`,
  licence: Prisma.sql`(r.content->>'licence')`,
  region_code: Prisma.sql`d.region_code`,
  level: Prisma.sql`e.level::text`,
  open_type: Prisma.sql`d.open_type`,
  share_type: Prisma.sql`(r.content->>'share_type')`,
  update_cycle: Prisma.sql`d.update_cycle`,
  grade: Prisma.sql`(r.content->>'grade')`,
  classification_code: Prisma.sql`e.classification_code`,
  created: Prisma.sql`e.published_at`,
  modified,
  downloads: Prisma.sql`d.downloads`,
  resources: Prisma.sql`cardinality(d.formats)`,
  tag: Prisma.sql`keyword`,
  format: Prisma.sql`format`,
  title: Prisma.sql`(d.title || ' ' || coalesce(d.title_en, ''))`,
  notes: Prisma.sql`d.abstract`,
  author: Prisma.sql`(o.name || ' ' || coalesce(o.name_en, ''))`,
  any_text: Prisma.sql`(d.title || ' ' || coalesce(d.title_en, '') || ' ' || d.abstract)`,
};

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Every word as the beginning of one; quotes and operators of tsquery are taken out. */
function tsquery(words: readonly string[]): string {
  const clean = words.map((word) => word.replace(/['\\:&|!()<>*\s]/g, '')).filter((word) => word !== '');
  return clean.map((word) => `'${word}':*`).join(' & ');
}

type WordsOf = (text: string) => readonly string[];

function where(condition: Condition, wordsOf: WordsOf): Prisma.Sql {
  switch (condition.is) {
    case 'all':
      return Prisma.sql`true`;
    case 'none':
      return Prisma.sql`false`;
    case 'and':
    case 'or': {
      const parts = condition.parts.map((part) => where(part, wordsOf));
      return Prisma.sql`(${Prisma.join(parts, condition.is === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return Prisma.sql`NOT coalesce(${where(condition.part, wordsOf)}, false)`;
    case 'equals':
      if (condition.column === 'name') return Prisma.sql`d.code = ${condition.value}`;
      return among(condition.column, Prisma.sql`= ${condition.value}`);
    case 'like':
      return among(condition.column, Prisma.sql`ILIKE ${condition.pattern}`);
    case 'exists':
      return among(condition.column, Prisma.sql`IS NOT NULL`);
    case 'between':
      return between(condition);
    case 'contains':
      return Prisma.sql`${columnSql[condition.column]} ILIKE ${like(condition.text)}`;
    case 'words': {
      const words = wordsOf(condition.text);
      if (words.length === 0) return Prisma.sql`false`;
      // Words cut otherwise than in the index are still found in the title.
      const found = words.map(
        (word) =>
          Prisma.sql`(d.tsv @@ to_tsquery('simple', ${tsquery([word])}) OR d.title ILIKE ${like(word)} OR d.code LIKE ${like(word)})`,
      );
      return Prisma.sql`(${Prisma.join(found, ' AND ')})`;
    }
  }
}

function among(column: Column | TextColumn, test: Prisma.Sql): Prisma.Sql {
  if (column === 'tag')
    return Prisma.sql`EXISTS (SELECT 1 FROM jsonb_array_elements_text(r.content->'keywords') keyword WHERE keyword ${test})`;
  if (column === 'format') return Prisma.sql`EXISTS (SELECT 1 FROM unnest(d.formats) format WHERE format ${test})`;
  return Prisma.sql`${columnSql[column]} ${test}`;
}

function between({ column, from, to, withFrom, withTo }: Condition & { readonly is: 'between' }): Prisma.Sql {
  const value = (edge: Date | number) =>
    typeof edge === 'number' ? Prisma.sql`${edge}::int` : Prisma.sql`${edge}::timestamptz`;
  const parts = [
    ...(from === null ? [] : [Prisma.sql`${columnSql[column]} ${Prisma.raw(withFrom ? '>=' : '>')} ${value(from)}`]),
    ...(to === null ? [] : [Prisma.sql`${columnSql[column]} ${Prisma.raw(withTo ? '<=' : '<')} ${value(to)}`]),
  ];
  return parts.length === 0 ? Prisma.sql`true` : Prisma.sql`(${Prisma.join(parts, ' AND ')})`;
}

const sortSql: Readonly<Record<Exclude<Sorting['by'], 'score'>, Prisma.Sql>> = {
  modified,
  created: Prisma.sql`e.published_at`,
  name: Prisma.sql`d.code`,
  title: Prisma.sql`d.title COLLATE "zh-Hans-CN-x-icu"`,
  downloads: Prisma.sql`d.downloads`,
  id: Prisma.sql`d.entry_id`,
};

export interface SearchAsk {
  readonly condition: Condition;
  /** What the score counts; empty when nothing was asked in words. */
  readonly words: readonly string[];
  readonly wordsOf: WordsOf;
  readonly sort: readonly Sorting[];
  readonly limit: number;
  readonly offset: number;
}

export async function searchEntries(db: Db, ask: SearchAsk): Promise<{ total: number; ids: string[] }> {
  const matches = where(ask.condition, ask.wordsOf);
  const score = ask.words.length === 0 ? null : Prisma.sql`ts_rank(d.tsv, to_tsquery('simple', ${tsquery(ask.words)}))`;
  const order = ask.sort.flatMap(({ by, descending }) => {
    const key = by === 'score' ? score : sortSql[by];
    return key === null ? [] : [Prisma.sql`${key} ${Prisma.raw(descending ? 'DESC' : 'ASC')}`];
  });
  const [counted, page] = await Promise.all([
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM ${source} WHERE ${matches}`,
    ask.limit === 0
      ? []
      : db.$queryRaw<{ id: string }[]>`SELECT d.entry_id AS id FROM ${source} WHERE ${matches}
          ORDER BY ${Prisma.join([...order, Prisma.sql`d.entry_id`])} LIMIT ${ask.limit} OFFSET ${ask.offset}`,
  ]);
  return { total: counted[0]?.total ?? 0, ids: page.map((row) => row.id) };
}

/** Counts a value of a column among the matches, the most frequent first. */
export async function countValues(
  db: Db,
  column: Column,
  { condition, wordsOf, limit }: Pick<SearchAsk, 'condition' | 'wordsOf'> & { readonly limit: number },
): Promise<{ value: string; count: number }[]> {
  const [value, from] =
    column === 'tag'
      ? [
          Prisma.sql`keyword`,
          Prisma.sql`${source} CROSS JOIN LATERAL jsonb_array_elements_text(r.content->'keywords') keyword`,
        ]
      : column === 'format'
        ? [Prisma.sql`format`, Prisma.sql`${source} CROSS JOIN LATERAL unnest(d.formats) format`]
        : [columnSql[column], source];
  return db.$queryRaw`SELECT ${value} AS value, count(*)::int AS count FROM ${from} WHERE ${where(condition, wordsOf)}
    AND ${value} IS NOT NULL AND ${value} <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`;
}

/** Codes of public entries in order, for package_list. */
export async function listCodes(db: Db, limit: number | null, offset: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>`SELECT d.code FROM ${source} ORDER BY d.code
    LIMIT ${limit}::bigint OFFSET ${offset}`;
  return rows.map((row) => row.code);
}

const versionSelect = {
  id: true,
  number: true,
  state: true,
  fileName: true,
  note: true,
  rowCount: true,
  publishedAt: true,
  createdAt: true,
  tables: {
    select: { number: true, name: true, rowCount: true, tableBytes: true, tableSha256: true },
    orderBy: { number: 'asc' },
  },
  files: {
    select: { number: true, path: true, mediaType: true, bytes: true, sha256: true },
    orderBy: { number: 'asc' },
  },
} satisfies Prisma.VersionSelect;
export type VersionRow = Prisma.VersionGetPayload<{ select: typeof versionSelect }>;

const organizationSelect = {
  id: true,
  uscc: true,
  name: true,
  nameEn: true,
  regionCode: true,
  level: true,
  contact: true,
  createdAt: true,
} satisfies Prisma.OrganizationSelect;
export type OrganizationRow = Prisma.OrganizationGetPayload<{ select: typeof organizationSelect }>;

export interface PackageRow {
  readonly id: string;
  readonly code: string;
  readonly classificationCode: string;
  readonly regionCode: string;
  readonly level: string;
  readonly provider: OrganizationRow;
  readonly content: EntryContent;
  readonly revision: number;
  /** State of the working copy. */
  readonly state: 'draft' | 'submitted' | 'returned' | 'published' | 'withdrawn';
  readonly publishedRevision: number | null;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** Newest first; the published ones only. */
  readonly versions: readonly VersionRow[];
}

/** Packages as the public sees them, in the order of the ids; with `working`, as their agency has them now. */
export async function loadPackages(db: Db, ids: readonly string[], working = false): Promise<PackageRow[]> {
  if (ids.length === 0) return [];
  const entries = await db.entry.findMany({
    where: { id: { in: [...ids] } },
    include: {
      provider: { select: organizationSelect },
      versions: { where: { state: 'published' }, orderBy: { number: 'desc' }, select: versionSelect },
    },
  });
  const wanted = working
    ? []
    : entries.flatMap(({ id, publishedRevision: number }) => (number === null ? [] : [{ entryId: id, number }]));
  const [revisions, reviews] = await Promise.all([
    wanted.length === 0 ? [] : db.entryRevision.findMany({ where: { OR: wanted } }),
    db.entryReview.groupBy({
      by: ['entryId', 'revision'],
      where: { entryId: { in: [...ids] }, decision: 'publish' },
      _max: { at: true },
    }),
  ]);
  const contents = new Map(revisions.map((row) => [row.entryId, row.content]));
  const revised = new Map(reviews.map((row) => [`${row.entryId} ${row.revision}`, row._max.at]));
  const rows = entries.flatMap((entry): PackageRow[] => {
    const content = working ? entry.content : contents.get(entry.id);
    if (content === undefined) return [];
    const times = [
      entry.publishedAt ?? entry.createdAt,
      entry.versions[0]?.publishedAt,
      revised.get(`${entry.id} ${entry.publishedRevision}`),
      working ? entry.updatedAt : null,
    ].flatMap((at) => (at == null ? [] : [at.getTime()]));
    return [
      {
        id: entry.id,
        code: entry.code,
        classificationCode: entry.classificationCode,
        regionCode: entry.regionCode,
        level: entry.level,
        provider: entry.provider,
        content: entryContent.parse(content),
        revision: working ? entry.revision : (entry.publishedRevision ?? entry.revision),
        state: entry.state,
        publishedRevision: entry.publishedRevision,
        createdAt: entry.publishedAt ?? entry.createdAt,
        modifiedAt: new Date(Math.max(...times)),
        versions: entry.versions,
      },
    ];
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Who an entry belongs to and whether it is public, by id or resource code. */
export async function findEntryRef(db: Db, at: { readonly id: string } | { readonly code: string }) {
  return db.entry.findUnique({
    where: at,
    select: { id: true, code: true, providerId: true, state: true, revision: true, publishedRevision: true },
  });
}

/** A version with where it stands, in any state. */
export async function findVersionRef(db: Db, id: string) {
  return db.version.findUnique({
    where: { id },
    select: { ...versionSelect, entry: { select: { id: true, code: true, providerId: true } } },
  });
}

/** What the confirmed dictionary says of the columns of an entry, by column name. */
export async function findDictionary(db: Db, entryId: string) {
  const rows = await db.dictionaryColumn.findMany({
    where: { entryId, confirmedAt: { not: null } },
    select: { table: true, column: true, label: true, labelEn: true, description: true, unit: true },
  });
  return new Map(rows.map((row) => [row.column, row]));
}

export async function listAgencies(db: Db): Promise<OrganizationRow[]> {
  return db.organization.findMany({
    where: { kind: 'agency' },
    select: organizationSelect,
    orderBy: { uscc: 'asc' },
  });
}

export async function findAgency(
  db: Db,
  at: { readonly id: string } | { readonly uscc: string },
): Promise<OrganizationRow | null> {
  return db.organization.findFirst({ where: { ...at, kind: 'agency' }, select: organizationSelect });
}

export async function findPerson(db: Db, id: string) {
  return db.person.findUnique({
    where: { id },
    select: { id: true, login: true, displayName: true, createdAt: true },
  });
}

/** Public entries whose title or code holds the text. */
export async function autocomplete(db: Db, text: string, limit: number): Promise<{ code: string; title: string }[]> {
  return db.$queryRaw`SELECT d.code, d.title FROM ${source}
    WHERE d.title ILIKE ${like(text)} OR replace(d.code, '/', '-') ILIKE ${like(text)}
    ORDER BY position(lower(${text}) IN lower(d.title)), d.downloads DESC, d.code LIMIT ${limit}`;
}

/** Newest versions of open entries for resource_search; each test narrows. */
export async function searchVersions(
  db: Db,
  tests: { readonly name: readonly string[]; readonly url: readonly string[]; readonly hash: readonly string[] },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ total: number; entryIds: string[] }> {
  const conditions = [
    Prisma.sql`d.open_type = 'unconditional'`,
    ...tests.name.map(
      (text) =>
        Prisma.sql`(d.title ILIKE ${like(text)} OR v.file_name ILIKE ${like(text)} OR v.note ILIKE ${like(text)})`,
    ),
    ...tests.url.map((text) => Prisma.sql`replace(d.code, '/', '-') ILIKE ${like(text)}`),
    ...tests.hash.map(
      (text) =>
        Prisma.sql`EXISTS (SELECT 1 FROM version_table f WHERE f.version_id = v.id AND f.table_sha256 = ${text.toLowerCase()})`,
    ),
  ];
  const from = Prisma.sql`${source} JOIN LATERAL (SELECT * FROM version v WHERE v.entry_id = e.id AND v.state = 'published'
    ORDER BY v.number DESC LIMIT 1) v ON true WHERE ${Prisma.join(conditions, ' AND ')}`;
  const [counted, rows] = await Promise.all([
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM ${from}`,
    db.$queryRaw<
      { id: string }[]
    >`SELECT d.entry_id AS id FROM ${from} ORDER BY d.code LIMIT ${page.limit} OFFSET ${page.offset}`,
  ]);
  return { total: counted[0]?.total ?? 0, entryIds: rows.map((row) => row.id) };
}
