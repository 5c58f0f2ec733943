/** Extensions, plans, notices, objections, certificate events and public questions in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export const insertExtension = (db: Db, data: Prisma.ApplicationExtensionUncheckedCreateInput) =>
  db.applicationExtension.create({ data });
export const decideExtension = (db: Db, applicationId: string, data: Prisma.ApplicationExtensionUncheckedUpdateInput) =>
  db.applicationExtension.update({ where: { applicationId }, data });

export const insertPlan = (db: Db, data: Prisma.CooperationPlanUncheckedCreateInput) =>
  db.cooperationPlan.create({ data });
export const confirmPlan = (db: Db, applicationId: string, version: number, by: string, at: Date) =>
  db.cooperationPlan.update({
    where: { applicationId_version: { applicationId, version } },
    data: { confirmedBy: by, confirmedAt: at },
  });

export const insertNotice = (db: Db, data: Prisma.AwardNoticeUncheckedCreateInput) => db.awardNotice.create({ data });

export const insertObjection = (db: Db, data: Prisma.ApplicationObjectionUncheckedCreateInput) =>
  db.applicationObjection.create({ data });
export const answerObjection = (db: Db, id: string, data: Prisma.ApplicationObjectionUncheckedUpdateInput) =>
  db.applicationObjection.update({ where: { id }, data });

export const insertEvent = (db: Db, data: Prisma.CertificateEventUncheckedCreateInput) =>
  db.certificateEvent.create({ data });

const publicly = {
  events: { orderBy: { at: 'asc' } },
  application: {
    include: {
      developer: { select: { name: true, uscc: true } },
      agency: { select: { name: true, uscc: true } },
      resources: { include: { entry: { select: { code: true, title: true } } }, orderBy: { entry: { code: 'asc' } } },
    },
  },
} satisfies Prisma.CertificateInclude;
export type PublicCertificate = Prisma.CertificateGetPayload<{ include: typeof publicly }>;

/** By its number or by its document. */
export const findCertificate = (db: Db, no: string): Promise<PublicCertificate | null> =>
  db.certificate.findFirst({ where: { OR: [{ no }, { documentId: no }] }, include: publicly });
export const certificateNo = async (db: Db, id: string): Promise<string | null> =>
  (await db.certificate.findUnique({ where: { id }, select: { no: true } }))?.no ?? null;
export const documentHash = async (db: Db, id: string): Promise<string> =>
  (await db.document.findUniqueOrThrow({ where: { id }, select: { sha256: true } })).sha256;

const byAgency = { agency: { select: { name: true } } } as const;
export const listFaq = (db: Db, agencyId: string | undefined) =>
  db.licensingFaq.findMany({
    where: { withdrawnAt: null, ...(agencyId === undefined ? {} : { agencyId }) },
    include: byAgency,
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
export const insertFaq = (db: Db, data: Prisma.LicensingFaqUncheckedCreateInput) =>
  db.licensingFaq.create({ data, include: byAgency });
export async function withdrawFaq(db: Db, id: string, agencyId: string, at: Date): Promise<boolean> {
  const { count } = await db.licensingFaq.updateMany({
    where: { id, agencyId, withdrawnAt: null },
    data: { withdrawnAt: at },
  });
  return count === 1;
}

/** The one application that was chosen under a call already, or null. */
export const awardedUnder = (db: Db, callId: string, exceptId: string) =>
  db.application.findFirst({
    where: { callId, state: { in: ['approved', 'charging', 'certified'] }, NOT: { id: exceptId } },
    select: { no: true },
  });
export const lockCall = (db: Db, id: string) => db.$queryRaw`SELECT id FROM licensing_call WHERE id = ${id} FOR UPDATE`;
