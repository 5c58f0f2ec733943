import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const whole = {
  contracts: { orderBy: { validFrom: 'desc' as const } },
  people: { orderBy: { validFrom: 'desc' as const } },
  evaluations: { orderBy: { year: 'desc' as const } },
  steps: { orderBy: { revision: 'asc' as const } },
} satisfies Prisma.ServiceProviderInclude;
export type ProviderRow = Prisma.ServiceProviderGetPayload<{ include: typeof whole }>;

export async function insertProvider(db: Db, data: Prisma.ServiceProviderUncheckedCreateInput): Promise<void> {
  await db.serviceProvider.create({ data });
}

export async function findProvider(db: Db, id: string): Promise<ProviderRow | null> {
  return db.serviceProvider.findUnique({ where: { id }, include: whole });
}

export async function lockProvider(db: Db, id: string): Promise<ProviderRow | null> {
  await db.$queryRaw`SELECT id FROM service_provider WHERE id = ${id} FOR UPDATE`;
  return findProvider(db, id);
}

export async function listProviders(db: Db, where: Prisma.ServiceProviderWhereInput): Promise<ProviderRow[]> {
  return db.serviceProvider.findMany({ where, include: whole, orderBy: { createdAt: 'desc' }, take: 200 });
}

export async function hasProvider(db: Db, organizationId: string, uscc: string): Promise<boolean> {
  return (await db.serviceProvider.count({ where: { organizationId, uscc } })) > 0;
}

/** The longest ban anybody in the region has put on it. */
export async function bannedUntil(db: Db, regionCode: string, uscc: string, today: string): Promise<string | null> {
  const row = await db.serviceProvider.findFirst({
    where: { regionCode, uscc, state: 'banned', bannedUntil: { gte: today } },
    orderBy: { bannedUntil: 'desc' },
  });
  return row?.bannedUntil ?? null;
}

export async function updateProvider(
  db: Db,
  id: string,
  data: Prisma.ServiceProviderUncheckedUpdateInput,
): Promise<void> {
  await db.serviceProvider.update({ where: { id }, data });
}

export async function insertStep(db: Db, data: Prisma.ProviderStepUncheckedCreateInput): Promise<void> {
  await db.providerStep.create({ data });
}

export async function insertContract(db: Db, data: Prisma.ProviderContractUncheckedCreateInput): Promise<void> {
  await db.providerContract.create({ data });
}

export async function insertPerson(db: Db, data: Prisma.ProviderPersonUncheckedCreateInput): Promise<void> {
  await db.providerPerson.create({ data });
}

export async function endPeople(
  db: Db,
  providerId: string,
  endedBy: string,
  endedAt: Date,
  id?: string,
): Promise<number> {
  const where = { providerId, endedAt: null, ...(id === undefined ? {} : { id }) };
  return (await db.providerPerson.updateMany({ where, data: { endedBy, endedAt } })).count;
}

export async function insertEvaluation(db: Db, data: Prisma.ProviderEvaluationUncheckedCreateInput): Promise<void> {
  await db.providerEvaluation.create({ data });
}

export async function confirmEvaluation(
  db: Db,
  id: string,
  data: { confirmedBy: string; confirmedAt: Date; documentId: string },
): Promise<void> {
  await db.providerEvaluation.update({ where: { id }, data });
}
