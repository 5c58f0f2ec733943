import type { Db } from '#api/context.ts';
import type { Prisma, Rating, RatingReply } from '#prisma/generated/client.ts';
import type { Tally } from './rules/standing.ts';

export type { Rating };
export type Reply = RatingReply;
export type Commented = Rating & { readonly replies: RatingReply[] };

export const findOwn = (db: Db, entryId: string, participantId: string): Promise<Rating | null> =>
  db.rating.findUnique({ where: { entryId_participantId: { entryId, participantId } } });

export const findRating = (db: Db, id: string): Promise<Rating | null> => db.rating.findUnique({ where: { id } });

/** Holds the row until the transaction ends: reports of one comment are counted one after another. */
export async function lockRating(db: Db, id: string): Promise<Rating | null> {
  await db.$queryRaw`SELECT 1 FROM rating WHERE id = ${id} FOR UPDATE`;
  return findRating(db, id);
}

export async function insertRating(db: Db, row: Prisma.RatingUncheckedCreateInput): Promise<Rating> {
  return db.rating.create({ data: row });
}

/** Changes it if it still is at the revision that was seen. */
export async function changeRating(
  db: Db,
  seen: { readonly id: string; readonly revision: number },
  data: Prisma.RatingUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.rating.updateMany({ where: seen, data })).count === 1;
}

/** With its answers and reports. */
export async function deleteRating(db: Db, id: string): Promise<boolean> {
  return (await db.rating.deleteMany({ where: { id } })).count === 1;
}

export async function tally(db: Db, entryId: string): Promise<Tally> {
  const counts = await db.$queryRaw<{ stars: number; count: number; mean: string }[]>`
    SELECT stars, count(*)::int AS count, round(sum(sum(stars)) OVER () / sum(count(*)) OVER (), 1)::text AS mean
    FROM rating WHERE entry_id = ${entryId} GROUP BY stars`;
  return {
    counts: [1, 2, 3, 4, 5].map((stars) => counts.find((one) => one.stars === stars)?.count ?? 0),
    mean: counts[0]?.mean ?? null,
  };
}

export async function listComments(
  db: Db,
  entryId: string,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<{ rows: Commented[]; total: number }> {
  const where = { entryId, shownComment: { not: null } };
  const found = await db.rating.findMany({ where, orderBy: [{ shownAt: 'desc' }, { id: 'desc' }], skip, take });
  const replies = await repliesTo(
    db,
    found.map(({ id }) => id),
  );
  const rows = found.map((row) => ({ ...row, replies: replies.filter((one) => one.ratingId === row.id) }));
  // Most datasets have fewer comments than a page holds: they are counted then.
  const all = skip === 0 && found.length < take;
  return { rows, total: all ? found.length : await db.rating.count({ where }) };
}

async function repliesTo(db: Db, ids: readonly string[]): Promise<RatingReply[]> {
  if (ids.length === 0) return [];
  return db.ratingReply.findMany({ where: { ratingId: { in: [...ids] } }, orderBy: { number: 'desc' } });
}

/** Comments that wait in the regions, the longest waiting first, with the reports that count. */
export async function listWaiting(
  db: Db,
  regions: readonly string[],
  { skip, take }: { readonly skip: number; readonly take: number },
) {
  const where = { commentState: 'waiting' as const, entry: { regionCode: { in: [...regions] } } };
  const [rows, total] = await Promise.all([
    db.rating.findMany({
      where,
      include: { reports: { where: { settledAt: null } }, entry: { select: { regionCode: true } } },
      orderBy: [{ waitingSince: 'asc' }, { id: 'asc' }],
      skip,
      take,
    }),
    db.rating.count({ where }),
  ]);
  return { rows, total };
}

export async function findEntry(db: Db, id: string): Promise<{ regionCode: string; providerId: string } | null> {
  return db.entry.findUnique({ where: { id }, select: { regionCode: true, providerId: true } });
}

/** Numbers of the published versions, newest first. */
export async function publishedNumbers(db: Db, entryId: string): Promise<number[]> {
  const rows = await db.version.findMany({
    where: { entryId, state: 'published' },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return rows.map(({ number }) => number);
}

/** False when this participant has reported it before. */
export async function insertReport(
  db: Db,
  row: { ratingId: string; participantId: string; reason: string; at: Date },
): Promise<boolean> {
  return (await db.ratingReport.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

export const countReports = (db: Db, ratingId: string): Promise<number> =>
  db.ratingReport.count({ where: { ratingId, settledAt: null } });

export async function reportedBy(db: Db, ratingIds: readonly string[], participantId: string): Promise<Set<string>> {
  if (ratingIds.length === 0) return new Set();
  const rows = await db.ratingReport.findMany({
    where: { ratingId: { in: [...ratingIds] }, participantId },
    select: { ratingId: true },
  });
  return new Set(rows.map(({ ratingId }) => ratingId));
}

export async function settleReports(db: Db, ratingId: string, at: Date): Promise<void> {
  await db.ratingReport.updateMany({ where: { ratingId, settledAt: null }, data: { settledAt: at } });
}

/** A new text has nothing to do with what was said of the old one. */
export async function dropReports(db: Db, ratingId: string): Promise<void> {
  await db.ratingReport.deleteMany({ where: { ratingId } });
}

export async function newestReply(db: Db, ratingId: string): Promise<number> {
  const found = await db.ratingReply.findFirst({ where: { ratingId }, orderBy: { number: 'desc' } });
  return found?.number ?? 0;
}

export async function insertReply(db: Db, row: RatingReply): Promise<boolean> {
  return (await db.ratingReply.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

export async function organizationNames(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
