import type { Db } from '#api/context.ts';
import { Prisma, type Reuse, type ReusePicture, type ReuseRevision } from '#prisma/generated/client.ts';
import type { ReuseSort, ReuseState } from './rules/codes.ts';

export type { Reuse, ReusePicture };
export type Revision = ReuseRevision & { readonly picture: ReusePicture | null };

export const findReuse = (db: Db, id: string): Promise<Reuse | null> => db.reuse.findUnique({ where: { id } });

export const listRevisions = (db: Db, reuseId: string): Promise<Revision[]> =>
  db.reuseRevision.findMany({ where: { reuseId }, include: { picture: true }, orderBy: { number: 'desc' } });

export async function findRevisions(
  db: Db,
  wanted: readonly { readonly reuseId: string; readonly number: number }[],
): Promise<Revision[]> {
  if (wanted.length === 0) return [];
  return db.reuseRevision.findMany({ where: { OR: wanted.map((one) => ({ ...one })) }, include: { picture: true } });
}

export async function insertReuse(db: Db, row: Prisma.ReuseUncheckedCreateInput): Promise<void> {
  await db.reuse.create({ data: row });
}

/** Changes it if it still is in the state and at the revision that were seen. */
export async function changeReuse(
  db: Db,
  seen: { readonly id: string; readonly state: ReuseState; readonly revision: number },
  data: Prisma.ReuseUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.reuse.updateMany({ where: { ...seen }, data })).count === 1;
}

export async function insertRevision(
  db: Db,
  row: Prisma.ReuseRevisionUncheckedCreateInput,
  entryIds: readonly string[],
): Promise<void> {
  await db.reuseRevision.create({ data: row });
  await db.reuseDataset.createMany({
    data: entryIds.map((entryId, at) => ({ reuseId: row.reuseId, number: row.number, position: at, entryId })),
  });
}

export async function noteDecision(
  db: Db,
  { reuseId, number }: { readonly reuseId: string; readonly number: number },
  data: { decision: string; reason: string | null; deciderId: string; decidedAt: Date },
): Promise<void> {
  await db.reuseRevision.update({ where: { reuseId_number: { reuseId, number } }, data });
}

export async function countView(db: Db, id: string): Promise<void> {
  await db.reuse.updateMany({ where: { id }, data: { views: { increment: 1 } } });
}

/** A published entry as it is named in public. */
export interface Dataset {
  readonly id: string;
  readonly code: string;
  readonly regionCode: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly theme: string;
  readonly withdrawn: boolean;
  readonly providerId: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly uscc: string;
}

// From the published revision: the entry itself carries the title of a draft nobody has let through yet.
const datasetColumns = Prisma.sql`e.id, e.code, e.region_code AS "regionCode", er.content->>'title' AS title,
  nullif(er.content->>'title_en', '') AS "titleEn", coalesce(er.content->>'theme', '') AS theme,
  e.state = 'withdrawn' AS withdrawn, o.id AS "providerId", o.name, o.name_en AS "nameEn", o.uscc`;
const datasetTables = Prisma.sql`entry e
  JOIN entry_revision er ON er.entry_id = e.id AND er.number = e.published_revision
  JOIN organization o ON o.id = e.provider_id`;

export async function datasetsByCode(db: Db, codes: readonly string[]): Promise<Dataset[]> {
  return db.$queryRaw<
    Dataset[]
  >`SELECT ${datasetColumns} FROM ${datasetTables} WHERE e.code = ANY(${[...codes]}::text[])`;
}

export async function datasetsById(db: Db, ids: readonly string[]): Promise<Dataset[]> {
  return db.$queryRaw<Dataset[]>`SELECT ${datasetColumns} FROM ${datasetTables} WHERE e.id = ANY(${[...ids]}::text[])`;
}

/** Datasets of revisions, in the order they were named. */
export async function datasetsOf(
  db: Db,
  reuseIds: readonly string[],
): Promise<(Dataset & { readonly reuseId: string; readonly number: number })[]> {
  if (reuseIds.length === 0) return [];
  return db.$queryRaw`SELECT d.reuse_id AS "reuseId", d.number, ${datasetColumns}
    FROM reuse_dataset d JOIN ${datasetTables} ON e.id = d.entry_id
    WHERE d.reuse_id = ANY(${[...reuseIds]}::text[]) ORDER BY d.reuse_id, d.number, d.position`;
}

export interface PublicFilter {
  readonly kind?: string | undefined;
  readonly theme?: string | undefined;
  readonly dataset?: string | undefined;
  readonly sort: ReuseSort;
  readonly skip: number;
  readonly take: number;
}

const publicTables = Prisma.sql`reuse r JOIN reuse_revision p ON p.reuse_id = r.id AND p.number = r.published_revision`;

function where({ kind, theme, dataset }: Pick<PublicFilter, 'kind' | 'theme' | 'dataset'>): Prisma.Sql {
  const names = (condition: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM reuse_dataset d JOIN ${datasetTables}
    ON e.id = d.entry_id WHERE d.reuse_id = r.id AND d.number = r.published_revision AND ${condition})`;
  return Prisma.join(
    [
      Prisma.sql`r.state <> 'withdrawn'`,
      ...(kind === undefined ? [] : [Prisma.sql`p.kind = ${kind}`]),
      ...(theme === undefined ? [] : [names(Prisma.sql`er.content->>'theme' = ${theme}`)]),
      ...(dataset === undefined ? [] : [names(Prisma.sql`e.code = ${dataset}`)]),
    ],
    ' AND ',
  );
}

export async function listPublic(db: Db, filter: PublicFilter): Promise<{ rows: Reuse[]; total: number }> {
  const order = filter.sort === 'views' ? Prisma.sql`r.views DESC, ` : Prisma.empty;
  const found = await db.$queryRaw<{ id: string; total: number }[]>`SELECT r.id, count(*) OVER ()::int AS total
    FROM ${publicTables} WHERE ${where(filter)}
    ORDER BY ${order}r.published_at DESC, r.id DESC LIMIT ${filter.take} OFFSET ${filter.skip}`;
  const rows = found.length === 0 ? [] : await db.reuse.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  // A page past the end has no row to carry the total.
  const total =
    found[0]?.total ?? (filter.skip === 0 ? 0 : (await listPublic(db, { ...filter, skip: 0, take: 1 })).total);
  return { rows: found.flatMap(({ id }) => byId.get(id) ?? []), total };
}

export interface Count {
  readonly value: string;
  readonly count: number;
}

/** Each facet counts under the other's choice, so that a click never leads to nothing. */
export async function countFacets(db: Db, filter: Pick<PublicFilter, 'kind' | 'theme' | 'dataset'>) {
  const { kind, theme, dataset } = filter;
  const [kinds, themes] = await Promise.all([
    db.$queryRaw<Count[]>`SELECT p.kind AS value, count(*)::int AS count FROM ${publicTables}
      WHERE ${where({ theme, dataset })} GROUP BY 1 ORDER BY 2 DESC, 1`,
    db.$queryRaw<Count[]>`SELECT er.content->>'theme' AS value, count(DISTINCT r.id)::int AS count FROM ${publicTables}
      JOIN reuse_dataset d ON d.reuse_id = r.id AND d.number = r.published_revision JOIN ${datasetTables} ON e.id = d.entry_id
      WHERE ${where({ kind, dataset })} AND er.content->>'theme' IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
  ]);
  return { kind: kinds, theme: themes };
}

export interface Slice {
  readonly skip: number;
  readonly take: number;
}

export async function listOf(
  db: Db,
  filter: { readonly participantId: string } | { readonly state: ReuseState; readonly regions: readonly string[] },
  { skip, take }: Slice,
): Promise<{ rows: Reuse[]; total: number }> {
  const where =
    'participantId' in filter
      ? { participantId: filter.participantId }
      : { state: filter.state, regionCode: { in: [...filter.regions] } };
  // A queue shows the longest waiting first, everything else the newest.
  const waiting = 'state' in filter && filter.state === 'submitted';
  const [rows, total] = await Promise.all([
    db.reuse.findMany({ where, orderBy: [{ submittedAt: waiting ? 'asc' : 'desc' }, { id: 'asc' }], skip, take }),
    db.reuse.count({ where }),
  ]);
  return { rows, total };
}

// Pictures

export const findPicture = (db: Db, id: string): Promise<ReusePicture | null> =>
  db.reusePicture.findUnique({ where: { id } });

/** The same picture of the same participant is kept once. */
export async function keepPicture(db: Db, row: Prisma.ReusePictureUncheckedCreateInput): Promise<ReusePicture> {
  const { participantId, sha256, createdAt } = row;
  return db.reusePicture.upsert({
    where: { participantId_sha256: { participantId, sha256 } },
    create: row,
    update: { createdAt },
  });
}

/** Takes pictures that nobody used out of the table; answers their keys. */
export async function dropUnused(db: Db, before: Date): Promise<string[]> {
  const found = await db.$queryRaw<
    { key: string }[]
  >`DELETE FROM reuse_picture p WHERE p.created_at < ${before}::timestamptz
    AND NOT EXISTS (SELECT 1 FROM reuse_revision r WHERE r.picture_id = p.id) RETURNING p.key`;
  return found.map(({ key }) => key);
}
