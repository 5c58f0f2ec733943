/** The register of collection and the index of what exists, in the database. */
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { type CollectionState, collectionStatesOpen } from './rules/codes.ts';

const whole = { steps: { orderBy: { revision: 'asc' } } } satisfies Prisma.CollectionItemInclude;

export type ItemRow = Prisma.CollectionItemGetPayload<{ include: typeof whole }>;
export type ItemLine = Omit<ItemRow, 'steps'>;
export type Changes = Prisma.CollectionItemUncheckedUpdateManyInput;
export type KnownRow = Prisma.CollectionKnownGetPayload<object>;
export type NewKnown = Prisma.CollectionKnownCreateManyInput;

export async function insertItem(db: Db, data: Prisma.CollectionItemUncheckedCreateInput): Promise<void> {
  await db.collectionItem.create({ data });
}

export async function findItem(db: Db, id: string): Promise<ItemRow | null> {
  return db.collectionItem.findUnique({ where: { id }, include: whole });
}

/** The row, held until the transaction ends. */
export async function lockItem(db: Db, id: string): Promise<ItemRow | null> {
  await db.$queryRaw`SELECT id FROM collection_item WHERE id = ${id} FOR UPDATE`;
  return findItem(db, id);
}

export async function updateItem(db: Db, id: string, revision: number, changes: Changes): Promise<boolean> {
  const { count } = await db.collectionItem.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertStep(db: Db, data: Prisma.CollectionStepUncheckedCreateInput): Promise<void> {
  await db.collectionStep.create({ data });
}

/** Of an agency's own, and of regions that a department supervises. */
export interface Scope {
  readonly agencyId: string | null;
  readonly regions: readonly string[];
}

const scoped = ({ agencyId, regions }: Scope): Prisma.CollectionItemWhereInput => ({
  OR: [
    ...(agencyId === null ? [] : [{ agencyId }]),
    ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] }, submittedAt: { not: null } }]),
  ],
});

export async function listItems(
  db: Db,
  scope: Scope,
  only: { readonly state?: CollectionState | undefined; readonly open?: boolean | undefined },
  { skip, take }: { skip: number; take: number },
): Promise<{ rows: ItemLine[]; total: number }> {
  const open = [...collectionStatesOpen];
  const where: Prisma.CollectionItemWhereInput = {
    AND: [
      scoped(scope),
      only.state === undefined ? {} : { state: only.state },
      only.open === undefined ? {} : { state: only.open ? { in: open } : { notIn: open } },
    ],
  };
  const [rows, total] = await Promise.all([
    db.collectionItem.findMany({ where, orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }], skip, take }),
    db.collectionItem.count({ where }),
  ]);
  return { rows, total };
}

/** Another version of the same item: the one in force, or one under way. */
export async function findVersion(db: Db, no: string, states: readonly CollectionState[]): Promise<ItemLine | null> {
  return db.collectionItem.findFirst({ where: { no, state: { in: [...states] } }, orderBy: { version: 'desc' } });
}

export async function findNext(db: Db, id: string): Promise<string | null> {
  const row = await db.collectionItem.findFirst({ where: { previousId: id }, orderBy: { version: 'desc' } });
  return row?.id ?? null;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly uscc: string;
  readonly regionCode: string;
  readonly kind: string;
}

export async function findUnits(db: Db, ids: readonly string[]): Promise<Map<string, Unit>> {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, nameEn: true, uscc: true, regionCode: true, kind: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function personNames(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const rows = await db.person.findMany({ where: { id: { in: wanted } }, select: { id: true, displayName: true } });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

export async function findProvision(db: Db, instrument: string, article: string, day: string): Promise<string | null> {
  const row = await db.provision.findFirst({
    where: { instrument, article, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] },
    orderBy: { validFrom: 'desc' },
  });
  return row?.text ?? null;
}

export interface SharedEntry {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly shareType: string;
  readonly providerId: string;
}

/** Published entries that are shared, by id or code. */
export async function findShared(
  db: Db,
  { ids = [], code }: { ids?: readonly string[]; code?: string },
): Promise<Map<string, SharedEntry>> {
  const rows = await db.entry.findMany({
    where: {
      ...(code === undefined ? { id: { in: [...new Set(ids)] } } : { code }),
      publishedRevision: { not: null },
      state: { not: 'withdrawn' },
      shareType: { in: ['1', '2'] },
    },
    select: { id: true, code: true, title: true, shareType: true, providerId: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function listSynonymGroups(db: Db): Promise<string[][]> {
  const rows = await db.searchSynonym.findMany({
    where: { revokedAt: null },
    orderBy: { id: 'asc' },
    select: { words: true },
  });
  return rows.map((row) => row.words);
}

/** A published entry as the index is made from it; null where it is not published or not shared. */
export async function readEntry(db: Db, id: string) {
  const entry = await db.entry.findUnique({
    where: { id },
    include: {
      dictionary: true,
      versions: {
        where: { state: 'published' },
        orderBy: { number: 'desc' },
        take: 1,
        include: { columns: true },
      },
    },
  });
  if (entry === null || entry.publishedRevision === null || entry.state === 'withdrawn') return null;
  const revision = await db.entryRevision.findUnique({
    where: { entryId_number: { entryId: id, number: entry.publishedRevision } },
  });
  const content = revision?.content as EntryContent | undefined;
  if (content === undefined || (content.share_type !== '1' && content.share_type !== '2')) return null;
  return { entry, content, version: entry.versions[0] ?? null };
}

export async function replaceKnown(
  db: Db,
  of: { readonly entryId: string } | { readonly itemId: string },
  rows: readonly NewKnown[],
): Promise<void> {
  await db.collectionKnown.deleteMany({ where: of });
  if (rows.length > 0) await db.collectionKnown.createMany({ data: [...rows] });
}

/** Entries to index anew, page by page; those known that are published no more are among them. */
export async function entriesAfter(db: Db, after: string, take: number): Promise<string[]> {
  const rows = await db.entry.findMany({
    where: { id: { gt: after }, publishedRevision: { not: null } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Words that more rows than this hold say little by themselves. */
const common = 2000;

/**
 * What might be the same: of the same sameness; holding one of the rarer words; or, where all words are common, holding all of
 * them. Each way takes at most `most` rows, so a check costs the same whatever is in the catalogue.
 */
export async function candidates(
  db: Db,
  {
    sameness,
    words,
    near,
    not,
  }: { sameness: string; words: readonly string[]; near: readonly string[]; not: string | null },
  most: number,
): Promise<KnownRow[]> {
  const asked = [...words, ...near];
  const counts = await Promise.all(asked.map((word) => countWord(db, word)));
  const rare = asked.filter((_, at) => (counts[at] ?? 0) <= common);
  const none = not ?? '';
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    (SELECT id FROM collection_known WHERE sameness = ${sameness} AND item_id IS DISTINCT FROM ${none} LIMIT ${most})
    UNION
    (SELECT id FROM collection_known WHERE words && ${rare}::text[] AND item_id IS DISTINCT FROM ${none} LIMIT ${most})
    UNION
    (SELECT id FROM collection_known WHERE ${rare.length === 0 && words.length > 0} AND words @> ${[...words]}::text[]
      AND item_id IS DISTINCT FROM ${none} LIMIT ${most})`);
  return db.collectionKnown.findMany({ where: { id: { in: rows.map((row) => row.id) } } });
}

/** Counted no further than needed to know that it is common. */
async function countWord(db: Db, word: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM collection_known WHERE words @> ARRAY[${word}]::text[] LIMIT ${common + 1}
    ) seen`;
  return row?.n ?? 0;
}

export async function newestVersion(db: Db, no: string): Promise<number> {
  const { _max } = await db.collectionItem.aggregate({ where: { no }, _max: { version: true } });
  return _max.version ?? 0;
}
