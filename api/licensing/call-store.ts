/** Public calls and what governments decided about them, in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const whole = {
  agency: { select: { id: true, name: true, uscc: true } },
  resources: {
    include: { entry: { select: { id: true, code: true, title: true } } },
    orderBy: { entry: { code: 'asc' } },
  },
  decisions: { orderBy: { at: 'asc' } },
  applications: {
    where: { NOT: { state: { in: ['drafting', 'withdrawn'] } } },
    include: { developer: { select: { id: true, name: true } }, publicNotice: true },
    orderBy: { createdAt: 'asc' },
  },
} satisfies Prisma.LicensingCallInclude;
export type CallRow = Prisma.LicensingCallGetPayload<{ include: typeof whole }>;

export const findCall = (db: Db, idOrNo: string): Promise<CallRow | null> =>
  db.licensingCall.findFirst({ where: { OR: [{ id: idOrNo }, { no: idOrNo }] }, include: whole });

export async function lockCall(db: Db, id: string): Promise<CallRow | null> {
  await db.$queryRaw`SELECT id FROM licensing_call WHERE id = ${id} FOR UPDATE`;
  return findCall(db, id);
}

export async function insertCall(
  db: Db,
  data: Prisma.LicensingCallUncheckedCreateInput,
  entryIds: readonly string[],
): Promise<void> {
  await db.licensingCall.create({ data: { ...data, resources: { create: entryIds.map((entryId) => ({ entryId })) } } });
}

export async function replaceCallResources(db: Db, callId: string, entryIds: readonly string[]): Promise<void> {
  await db.licensingCallResource.deleteMany({ where: { callId } });
  await db.licensingCallResource.createMany({ data: entryIds.map((entryId) => ({ callId, entryId })) });
}

export async function updateCall(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.LicensingCallUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.licensingCall.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

export const insertDecision = (db: Db, data: Prisma.GovernmentDecisionUncheckedCreateInput) =>
  db.governmentDecision.create({ data });

/** What everyone may see, newest first. */
export const listPublicCalls = (db: Db): Promise<CallRow[]> =>
  db.licensingCall.findMany({
    where: { state: { in: ['open', 'closed'] } },
    include: whole,
    orderBy: [{ opensOn: 'desc' }, { id: 'desc' }],
    take: 200,
  });

/** An agency's own, and for an information department those of its regions that are before the government or beyond. */
export const listDeskCalls = (db: Db, agencyId: string, regions: readonly string[]): Promise<CallRow[]> =>
  db.licensingCall.findMany({
    where: {
      OR: [{ agencyId }, { regionCode: { in: [...regions] }, NOT: { state: 'drafting' } }],
    },
    include: whole,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
