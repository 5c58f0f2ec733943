/** Dispositions, warnings and clues in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const withAgreement = {
  agreement: {
    include: {
      agency: { select: { id: true, uscc: true, name: true } },
      developer: { select: { id: true, uscc: true, name: true } },
    },
  },
} as const;
export type DispositionRow = Prisma.AgreementDispositionGetPayload<{ include: typeof withAgreement }>;

export const findDisposition = (db: Db, id: string) =>
  db.agreementDisposition.findUnique({ where: { id }, include: withAgreement });
export const findByAgreement = (db: Db, agreementId: string) =>
  db.agreementDisposition.findUnique({ where: { agreementId }, select: { id: true } });
export const insertDisposition = (db: Db, data: Prisma.AgreementDispositionUncheckedCreateInput) =>
  db.agreementDisposition.create({ data });
export const updateDisposition = (db: Db, id: string, data: Prisma.AgreementDispositionUncheckedUpdateInput) =>
  db.agreementDisposition.update({ where: { id }, data });

export const listDispositions = (db: Db, seen: { organizationId: string; regions: readonly string[] }) =>
  db.agreementDisposition.findMany({
    where: {
      agreement: {
        OR: [
          { agencyId: seen.organizationId },
          { developerId: seen.organizationId },
          { regionCode: { in: [...seen.regions] } },
        ],
      },
    },
    include: withAgreement,
    orderBy: [{ acceptedAt: { sort: 'asc', nulls: 'first' } }, { no: 'desc' }],
    take: 200,
  });

/** Duties that are not done and whose day has passed or is not known yet. */
export const openDispositions = (db: Db, today: string) =>
  db.agreementDisposition.findMany({
    where: {
      state: { not: 'accepted' },
      OR: [{ dueOn: null }, { dueOn: { lt: today } }, { reviewBy: { lt: today } }],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });

export const runningAgreements = (db: Db, today: string, until: string) =>
  db.agreement.findMany({
    where: { state: { in: ['active', 'suspended'] }, effectiveTo: { gte: today, lte: until } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });

/** True when this warning had not been given before. */
export async function insertWarning(db: Db, row: Prisma.AgreementWarningUncheckedCreateInput): Promise<boolean> {
  const { count } = await db.agreementWarning.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

export const findClue = (db: Db, id: string) => db.supervisionClue.findUnique({ where: { id } });
export const insertClue = (db: Db, data: Prisma.SupervisionClueUncheckedCreateInput) =>
  db.supervisionClue.createMany({ data: [data], skipDuplicates: true });
export const updateClue = (db: Db, id: string, data: Prisma.SupervisionClueUncheckedUpdateInput) =>
  db.supervisionClue.updateMany({ where: { id, state: 'open' }, data });
export const listClues = (db: Db, regions: readonly string[]) =>
  db.supervisionClue.findMany({
    where: { regionCode: { in: [...regions] } },
    include: { agreement: { select: { no: true } } },
    orderBy: [{ state: 'asc' }, { createdAt: 'desc' }],
    take: 200,
  });
export async function wasWarned(db: Db, key: { agreementId: string; effectiveTo: string; within: number }) {
  return (await db.agreementWarning.findUnique({ where: { agreementId_effectiveTo_within: key } })) !== null;
}
export const proofOf = (db: Db, documentId: string) =>
  db.document.findUnique({ where: { id: documentId }, select: { canonical: true } });
