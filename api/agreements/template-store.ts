/** Templates of agreements in the database. */
import type { Db } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type TemplateRow = Prisma.AgreementTemplateGetPayload<object>;

export const findTemplate = (db: Db, id: string) => db.agreementTemplate.findUnique({ where: { id } });

/** Held until the transaction ends: two publications of a series come one after the other. */
export async function lockSeries(db: Db, series: string): Promise<readonly TemplateRow[]> {
  await db.$queryRaw`SELECT id FROM agreement_template WHERE series = ${series} ORDER BY version FOR UPDATE`;
  return listSeries(db, series);
}

export const listSeries = (db: Db, series: string): Promise<TemplateRow[]> =>
  db.agreementTemplate.findMany({ where: { series }, orderBy: { version: 'desc' } });

export const insertTemplate = (db: Db, data: Prisma.AgreementTemplateUncheckedCreateInput) =>
  db.agreementTemplate.create({ data });

export async function updateTemplate(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.AgreementTemplateUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.agreementTemplate.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

export interface TemplateWish {
  readonly regionCode?: string | undefined;
  readonly kind?: string | undefined;
  /** Only what agreements may be drawn from on that day. */
  readonly on?: Day | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Published versions, the newest of each series. */
export async function listPublished(db: Db, wish: TemplateWish): Promise<{ rows: TemplateRow[]; total: number }> {
  const where: Prisma.AgreementTemplateWhereInput = {
    state: 'published',
    ...(wish.regionCode === undefined ? {} : { regionCode: wish.regionCode }),
    ...(wish.kind === undefined ? {} : { kind: wish.kind }),
    ...(wish.on === undefined
      ? {}
      : { inForceFrom: { lte: wish.on }, OR: [{ inForceTo: null }, { inForceTo: { gte: wish.on } }] }),
  };
  const newest = await db.agreementTemplate.groupBy({ by: ['series'], where, _max: { version: true } });
  const versions = newest.map((one) => ({ series: one.series, version: one._max.version ?? 0 }));
  if (versions.length === 0) return { rows: [], total: 0 };
  const rows = await db.agreementTemplate.findMany({
    where: { OR: versions },
    orderBy: [{ regionCode: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    skip: (wish.page - 1) * wish.pageSize,
    take: wish.pageSize,
  });
  return { rows, total: versions.length };
}

export const listOfRegions = (db: Db, regions: readonly string[]): Promise<TemplateRow[]> =>
  db.agreementTemplate.findMany({
    where: { regionCode: { in: [...regions] } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });

/** How many agreements were drawn from each version. */
export async function usesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.agreement.groupBy({
    by: ['templateId'],
    where: { templateId: { in: [...ids] } },
    _count: { _all: true },
  });
  return new Map(rows.flatMap((row) => (row.templateId === null ? [] : [[row.templateId, row._count._all]])));
}
