/** Bases, topics and the classification in the database. */
import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const agency = { select: { id: true, uscc: true, name: true, nameEn: true, kind: true } } as const;
const whole = {
  leads: { orderBy: { validFrom: 'asc' }, include: { organization: agency } },
  members: { where: { removedAt: null }, orderBy: { addedAt: 'asc' }, include: { organization: agency } },
  entries: {
    orderBy: { offeredAt: 'desc' },
    include: {
      entry: {
        select: { code: true, title: true, state: true, publishedRevision: true, providerId: true, provider: agency },
      },
    },
  },
} satisfies Prisma.ResourceSetInclude;

export type SetRow = Prisma.ResourceSetGetPayload<{ include: typeof whole }>;
export type SetEntryRow = SetRow['entries'][number];
export type AgencyRow = SetRow['members'][number]['organization'];

export async function listSets(db: Db, kind?: 'base' | 'topic'): Promise<SetRow[]> {
  return db.resourceSet.findMany({
    where: kind === undefined ? {} : { kind },
    include: whole,
    orderBy: { code: 'asc' },
  });
}

export async function findSet(db: Db, where: { code: string } | { id: string }): Promise<SetRow | null> {
  return db.resourceSet.findUnique({ where, include: whole });
}

/** The row, held until the transaction ends: leads, members and entries of one set change one after the other. */
export async function lockSet(db: Db, where: { code: string } | { id: string }): Promise<SetRow | null> {
  const id = 'id' in where ? where.id : '';
  const code = 'code' in where ? where.code : '';
  await db.$queryRaw`SELECT id FROM resource_set WHERE id = ${id} OR code = ${code} FOR UPDATE`;
  return findSet(db, where);
}

export async function insertSet(db: Db, data: Prisma.ResourceSetUncheckedCreateInput): Promise<void> {
  await db.resourceSet.create({ data });
}

export async function closeSet(db: Db, id: string, data: Prisma.ResourceSetUncheckedUpdateInput): Promise<void> {
  await db.resourceSet.update({ where: { id }, data });
}

export async function findAgency(db: Db, uscc: string): Promise<AgencyRow | null> {
  return db.organization.findFirst({ where: { uscc, kind: 'agency' }, ...agency });
}

export async function endLead(db: Db, setId: string, validTo: string): Promise<void> {
  await db.leadAppointment.updateMany({ where: { setId, validTo: null }, data: { validTo } });
}

export async function insertLead(db: Db, data: Prisma.LeadAppointmentUncheckedCreateInput): Promise<void> {
  await db.leadAppointment.create({ data });
}

export async function insertMember(db: Db, data: Prisma.SetMemberUncheckedCreateInput): Promise<void> {
  await db.setMember.create({ data });
}

export async function removeMember(db: Db, setId: string, organizationId: string, by: string, at: Date): Promise<void> {
  await db.setMember.updateMany({
    where: { setId, organizationId, removedAt: null },
    data: { removedAt: at, removedBy: by },
  });
}

/** A published entry by its code. */
export async function findPublishedEntry(db: Db, code: string) {
  return db.entry.findFirst({
    where: { code, publishedRevision: { not: null }, withdrawnAt: null },
    select: { id: true, code: true, providerId: true },
  });
}

export async function insertSetEntry(db: Db, data: Prisma.SetEntryUncheckedCreateInput): Promise<void> {
  await db.setEntry.create({ data });
}

export async function findSetEntry(db: Db, id: string) {
  return db.setEntry.findUnique({ where: { id } });
}

export async function updateSetEntry(
  db: Db,
  id: string,
  from: readonly string[],
  data: Prisma.SetEntryUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.setEntry.updateMany({ where: { id, state: { in: [...from] } }, data })).count === 1;
}

export type ClassRow = Awaited<ReturnType<typeof listClasses>>[number];

export async function listClasses(db: Db) {
  return db.classificationNode.findMany({
    orderBy: { code: 'asc' },
    include: { _count: { select: { entries: { where: { state: { not: 'withdrawn' } } } } } },
  });
}

/** All changes of the tree come one after the other. */
export async function lockClasses(db: Db): Promise<void> {
  await lock(db, 'base-classes');
}

export async function listClassChanges(db: Db) {
  return db.classificationChange.findMany({ orderBy: { at: 'desc' }, take: 100 });
}

export async function insertClass(db: Db, data: Prisma.ClassificationNodeUncheckedCreateInput): Promise<void> {
  await db.classificationNode.create({ data });
}

export async function updateClass(db: Db, code: string, data: Prisma.ClassificationNodeUncheckedUpdateInput) {
  await db.classificationNode.update({ where: { code }, data });
}

export async function insertClassChange(db: Db, data: Prisma.ClassificationChangeUncheckedCreateInput): Promise<void> {
  await db.classificationChange.create({ data });
}

/** Entries of class 1 or 2 that are published, with the sets that took them in. */
export async function listBasicAndTopicEntries(db: Db) {
  return db.entry.findMany({
    where: {
      publishedRevision: { not: null },
      withdrawnAt: null,
      OR: [{ classificationCode: { startsWith: '1' } }, { classificationCode: { startsWith: '2' } }],
    },
    select: {
      id: true,
      code: true,
      title: true,
      classificationCode: true,
      providerId: true,
      regionCode: true,
      sets: {
        where: { state: { in: ['offered', 'compiled'] } },
        select: { state: true, set: { select: { kind: true } } },
      },
    },
    orderBy: { code: 'asc' },
  });
}
