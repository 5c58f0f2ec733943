import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';

/** Which entries: what was ever public, with or without what was withdrawn since. */
export interface Choice {
  readonly withdrawn: 'with' | 'without';
  /** Instants, both inclusive, to the second. */
  readonly from?: string | null;
  readonly until?: string | null;
  readonly uscc?: string | null;
  readonly theme?: string | null;
  /** Only open data with coordinates. */
  readonly places?: boolean;
  readonly codes?: readonly string[] | null;
  /** Cities (and the province) in which the entries' regions lie. */
  readonly cities?: readonly string[] | null;
}

export interface Listed {
  readonly id: string;
  readonly code: string;
  readonly modified: Date;
}

/**
 * When what the public sees of an entry changed last: published, revised, given a version, withdrawn. Not the row's own
 * `updated_at`: an agency's unpublished drafts are nobody's business.
 */
const modified = Prisma.sql`CROSS JOIN LATERAL (SELECT greatest(e.published_at, e.withdrawn_at,
    (SELECT max(r.at) FROM entry_review r WHERE r.entry_id = e.id AND r.decision = 'publish' AND r.revision = e.published_revision),
    (SELECT max(v.published_at) FROM version v WHERE v.entry_id = e.id AND v.state = 'published')) AS at) m`;

function where({ withdrawn, from, until, uscc, theme, places, codes, cities }: Choice): Prisma.Sql {
  const conditions = [Prisma.sql`e.published_revision IS NOT NULL AND e.published_at IS NOT NULL`];
  if (withdrawn === 'without') conditions.push(Prisma.sql`e.state <> 'withdrawn'`);
  if (from != null) conditions.push(Prisma.sql`m.at >= ${from}::timestamptz`);
  if (until != null) conditions.push(Prisma.sql`m.at < ${until}::timestamptz + interval '1 second'`);
  if (uscc != null)
    conditions.push(Prisma.sql`e.provider_id IN (SELECT o.id FROM organization o WHERE o.uscc = ${uscc})`);
  if (theme != null)
    conditions.push(Prisma.sql`EXISTS (SELECT 1 FROM entry_revision c WHERE c.entry_id = e.id
      AND c.number = e.published_revision AND c.content->>'theme' = ${theme})`);
  if (codes != null) conditions.push(Prisma.sql`e.code = ANY(${[...codes]})`);
  if (cities != null) conditions.push(Prisma.sql`left(e.region_code, 4) || '00' = ANY(${[...cities]})`);
  if (places === true)
    conditions.push(Prisma.sql`EXISTS (SELECT 1 FROM version v JOIN version_table t ON t.version_id = v.id
        WHERE v.entry_id = e.id AND v.state = 'published' AND t.geo IS NOT NULL AND t.table_key IS NOT NULL)
      AND EXISTS (SELECT 1 FROM entry_revision c WHERE c.entry_id = e.id AND c.number = e.published_revision
        AND c.content->>'open_type' = 'unconditional')`);
  return Prisma.join(conditions, ' AND ');
}

/** Whether the choice asks when something changed, which costs a look at reviews and versions an entry. */
const asksWhen = ({ from, until }: Choice): boolean => from != null || until != null;

/** In the order of their ids, which never changes: a reader who pages misses nothing that is changed meanwhile. */
export async function listEntries(
  db: Db,
  choice: Choice,
  page: { readonly after?: string | null; readonly skip?: number; readonly take: number },
): Promise<Listed[]> {
  const after = page.after == null ? Prisma.empty : Prisma.sql`AND e.id > ${page.after}`;
  // The page is cut first; only its rows are asked when they changed.
  if (!asksWhen(choice))
    return db.$queryRaw<Listed[]>`SELECT e.id, e.code, m.at AS modified FROM (
        SELECT e.* FROM entry e WHERE ${where(choice)} ${after} ORDER BY e.id LIMIT ${page.take} OFFSET ${page.skip ?? 0}) e
      ${modified} ORDER BY e.id`;
  return db.$queryRaw<Listed[]>`SELECT e.id, e.code, m.at AS modified FROM entry e ${modified}
    WHERE ${where(choice)} ${after} ORDER BY e.id LIMIT ${page.take} OFFSET ${page.skip ?? 0}`;
}

export async function countEntries(db: Db, choice: Choice): Promise<number> {
  const lateral = asksWhen(choice) ? modified : Prisma.empty;
  const [row] = await db.$queryRaw<
    { count: bigint }[]
  >`SELECT count(*) AS count FROM entry e ${lateral} WHERE ${where(choice)}`;
  return Number(row?.count ?? 0n);
}

/** The state of the whole list in two values: how many there are and when one changed last. */
export async function pulse(db: Db, choice: Choice): Promise<{ count: number; modified: Date | null }> {
  const [row] = await db.$queryRaw<{ count: bigint; modified: Date | null }[]>`
    SELECT count(*) AS count, max(m.at) AS modified FROM entry e ${modified} WHERE ${where(choice)}`;
  return { count: Number(row?.count ?? 0n), modified: row?.modified ?? null };
}

/** When something changed last in each run of `size` entries. */
export async function chunks(db: Db, choice: Choice, size: number): Promise<{ number: number; modified: Date }[]> {
  const rows = await db.$queryRaw<{ number: bigint; modified: Date }[]>`
    SELECT number, max(modified) AS modified FROM (
      SELECT (row_number() OVER (ORDER BY e.id) - 1) / ${size} AS number, m.at AS modified
      FROM entry e ${modified} WHERE ${where(choice)}) s
    GROUP BY number ORDER BY number`;
  return rows.map((row) => ({ number: Number(row.number), modified: row.modified }));
}

export async function findListed(db: Db, code: string): Promise<Listed | null> {
  const [row] = await db.$queryRaw<Listed[]>`SELECT e.id, e.code, m.at AS modified FROM entry e ${modified}
    WHERE e.code = ${code} AND ${where({ withdrawn: 'with' })}`;
  return row ?? null;
}

export async function listedByIds(db: Db, ids: readonly string[]): Promise<Listed[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<Listed[]>`SELECT e.id, e.code, m.at AS modified FROM entry e ${modified}
    WHERE e.id = ANY(${[...ids]}) AND ${where({ withdrawn: 'without' })}`;
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

const provider = { select: { uscc: true, name: true, nameEn: true, contact: true, regionCode: true } } as const;

/** What belongs to several entries, each kind in one question. */
export async function loadEntries(db: Db, ids: readonly string[]) {
  const entries = await db.entry.findMany({
    where: { id: { in: [...ids] } },
    include: { provider, search: { select: { quality: true } } },
  });
  const [revisions, nodes] = await Promise.all([
    db.entryRevision.findMany({
      where: { OR: entries.map((one) => ({ entryId: one.id, number: one.publishedRevision ?? 0 })) },
      select: { entryId: true, content: true },
    }),
    db.classificationNode.findMany({ select: { code: true, name: true, nameEn: true } }),
  ]);
  const contents = new Map<string, EntryContent>(
    revisions.map((one) => [one.entryId, entryContent.parse(one.content)]),
  );
  return { entries, contents, nodes: new Map(nodes.map((node) => [node.code, node])) };
}
export type LoadedEntries = Awaited<ReturnType<typeof loadEntries>>;

/** Published versions, newest first. @param every false for the newest of each entry only. */
export async function loadVersions(db: Db, entryIds: readonly string[], every: boolean) {
  const entries = [...entryIds];
  // Prisma's own `distinct` would read every version and drop them here.
  const newest = every
    ? []
    : await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT ON (entry_id) id FROM version
        WHERE entry_id = ANY(${entries}) AND state = 'published' AND published_at IS NOT NULL ORDER BY entry_id, number DESC`;
  return db.version.findMany({
    where: {
      state: 'published',
      publishedAt: { not: null },
      ...(every ? { entryId: { in: entries } } : { id: { in: newest.map((one) => one.id) } }),
    },
    orderBy: [{ entryId: 'asc' }, { number: 'desc' }],
    include: { tables: { orderBy: { number: 'asc' } }, files: { orderBy: { number: 'asc' } } },
  });
}
export type LoadedVersion = Awaited<ReturnType<typeof loadVersions>>[number];

/** Columns with what the dictionary says of them. */
export async function loadColumns(db: Db, versionIds: readonly string[]) {
  return db.versionColumn.findMany({
    where: { versionId: { in: [...versionIds] } },
    orderBy: [{ versionId: 'asc' }, { table: 'asc' }, { position: 'asc' }],
  });
}
export type LoadedColumn = Awaited<ReturnType<typeof loadColumns>>[number];

/** What a person has confirmed; a proposal made from the data is no statement of the agency. */
export async function loadDictionary(db: Db, entryIds: readonly string[]) {
  return db.dictionaryColumn.findMany({ where: { entryId: { in: [...entryIds] }, confirmedAt: { not: null } } });
}
export type LoadedDictionary = Awaited<ReturnType<typeof loadDictionary>>;

/** Agencies that ever published something. */
export async function publishingAgencies(db: Db): Promise<{ uscc: string; name: string }[]> {
  return db.organization.findMany({
    where: { entries: { some: { publishedRevision: { not: null } } } },
    select: { uscc: true, name: true },
    orderBy: { uscc: 'asc' },
  });
}

export async function earliest(db: Db): Promise<Date | null> {
  const { _min } = await db.entry.aggregate({
    where: { publishedRevision: { not: null } },
    _min: { publishedAt: true },
  });
  return _min.publishedAt;
}

/** Products on offer, for the sitemap. */
export async function listedProducts(db: Db, take: number): Promise<{ no: string; updatedAt: Date }[]> {
  return db.product.findMany({
    where: { state: 'listed' },
    select: { no: true, updatedAt: true },
    orderBy: { id: 'asc' },
    take,
  });
}

/** Where the Parquet of a table of the newest version lies; null when there is no such table. */
export async function findTableKey(db: Db, entryId: string, version: number, table: number): Promise<string | null> {
  const row = await db.versionTable.findFirst({
    where: { number: table, version: { entryId, number: version, state: 'published' } },
    select: { tableKey: true },
  });
  return row?.tableKey ?? null;
}
