import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const include = { steps: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } } as const satisfies Prisma.SourceNoticeInclude;
export type NoticeRow = Prisma.SourceNoticeGetPayload<{ include: typeof include }>;

export const findNotice = (db: Db, id: string): Promise<NoticeRow | null> =>
  db.sourceNotice.findUnique({ where: { id }, include });

/** Loads under a row lock that holds until the transaction ends. */
export async function lockNotice(db: Db, id: string): Promise<NoticeRow | null> {
  await db.$queryRaw`SELECT id FROM source_notice WHERE id = ${id} FOR UPDATE`;
  return findNotice(db, id);
}

export const noticeFor = (db: Db, productId: string, cause: string): Promise<NoticeRow | null> =>
  db.sourceNotice.findUnique({ where: { productId_cause: { productId, cause } }, include });

export const noticesOfProduct = (db: Db, productId: string): Promise<NoticeRow[]> =>
  db.sourceNotice.findMany({ where: { productId }, include, orderBy: { happenedAt: 'desc' } });

export const noticesByCause = (db: Db, cause: string): Promise<NoticeRow[]> =>
  db.sourceNotice.findMany({ where: { cause, state: { not: 'lapsed' } }, include });

export const noticesSeenBy = (db: Db, seen: { organizationId: string }): Promise<NoticeRow[]> =>
  db.sourceNotice.findMany({
    where: { OR: [{ developerId: seen.organizationId }, { agencyId: seen.organizationId }] },
    include,
    orderBy: [{ state: 'asc' }, { dueOn: 'asc' }, { no: 'desc' }],
    take: 300,
  });

export const lateNotices = (db: Db, today: string) =>
  db.sourceNotice.findMany({
    where: { state: 'open', dueOn: { lt: today }, overdueAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });

export const insertNotice = (db: Db, data: Prisma.SourceNoticeUncheckedCreateInput) => db.sourceNotice.create({ data });
export const updateNotice = (db: Db, id: string, data: Prisma.SourceNoticeUncheckedUpdateInput) =>
  db.sourceNotice.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
/** Steps of one instant keep their order: a later one stands at least a millisecond after the one before. The notice is locked. */
export async function insertStep(
  db: Db,
  step: Prisma.SourceNoticeStepUncheckedCreateInput & { at: Date },
): Promise<void> {
  const last = await db.sourceNoticeStep.findFirst({ where: { noticeId: step.noticeId }, orderBy: { at: 'desc' } });
  const at = new Date(Math.max(step.at.getTime(), (last?.at.getTime() ?? 0) + 1));
  await db.sourceNoticeStep.create({ data: { ...step, at } });
}

export const findEntry = (db: Db, id: string) =>
  db.entry.findUnique({
    where: { id },
    select: {
      id: true,
      code: true,
      title: true,
      providerId: true,
      regionCode: true,
      state: true,
      withdrawnAt: true,
      withdrawnReason: true,
    },
  });

export const findCorrection = (db: Db, id: string) => db.correction.findUnique({ where: { id } });

export async function entriesBy(db: Db, ids: readonly string[]) {
  const rows = await db.entry.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, code: true, title: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
export async function productsBy(db: Db, ids: readonly string[]) {
  const rows = await db.product.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, no: true, title: true, titleEn: true, state: true, revision: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.organization.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
