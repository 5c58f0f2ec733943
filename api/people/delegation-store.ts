/** Delegations, absences, departments and positions in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const person = { select: { id: true, displayName: true } } as const;
const away = { where: { endedAt: null }, select: { fromDay: true, toDay: true, endedAt: true } } as const;
/** A delegation with what says whether it stands: the holder's membership, account and absences. */
const whole = {
  holder: {
    select: {
      id: true,
      displayName: true,
      disabledAt: true,
      memberships: true,
      absences: { ...away, select: { ...away.select, organizationId: true } },
    },
  },
  delegate: person,
} satisfies Prisma.DelegationInclude;

export type DelegationRow = Prisma.DelegationGetPayload<{ include: typeof whole }>;

export async function findDelegation(db: Db, id: string): Promise<DelegationRow | null> {
  return db.delegation.findUnique({ where: { id }, include: whole });
}

export async function listDelegations(
  db: Db,
  organizationId: string,
  personId: string | null,
): Promise<DelegationRow[]> {
  return db.delegation.findMany({
    where: {
      organizationId,
      ...(personId === null ? {} : { OR: [{ holderId: personId }, { delegateId: personId }] }),
    },
    include: whole,
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
}

export async function findStanding(db: Db, holderId: string, delegateId: string, kind: string, today: string) {
  return db.delegation.findFirst({
    where: { holderId, delegateId, kind, revokedAt: null, OR: [{ validTo: null }, { validTo: { gte: today } }] },
  });
}

export async function insertDelegation(db: Db, data: Prisma.DelegationUncheckedCreateInput): Promise<void> {
  await db.delegation.create({ data });
}

export async function revokeDelegation(db: Db, id: string, by: string, at: Date): Promise<boolean> {
  const done = await db.delegation.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: at, revokedBy: by },
  });
  return done.count === 1;
}

export async function setActing(db: Db, sessionId: string, delegationId: string | null): Promise<void> {
  await db.session.update({ where: { id: sessionId }, data: { delegationId } });
}

export async function listActs(db: Db, personId: string) {
  return db.delegatedAct.findMany({
    where: { delegation: { OR: [{ holderId: personId }, { delegateId: personId }] } },
    include: { delegation: { select: { holder: person, delegate: person } } },
    orderBy: { id: 'desc' },
    take: 100,
  });
}

export async function findMembership(db: Db, personId: string, organizationId: string) {
  return db.membership.findUnique({
    where: { personId_organizationId: { personId, organizationId } },
    include: { person: { select: { disabledAt: true } } },
  });
}

export async function insertAbsence(db: Db, data: Prisma.AbsenceUncheckedCreateInput): Promise<void> {
  await db.absence.create({ data });
}

export async function endAbsences(db: Db, personId: string, organizationId: string, at: Date): Promise<number> {
  const ended = await db.absence.updateMany({
    where: { personId, organizationId, endedAt: null },
    data: { endedAt: at },
  });
  return ended.count;
}

export async function listAway(db: Db, organizationId: string, today: string) {
  return db.absence.findMany({
    where: { organizationId, endedAt: null, OR: [{ toDay: null }, { toDay: { gte: today } }] },
    include: { person },
    orderBy: { fromDay: 'asc' },
  });
}

export async function listDepartments(db: Db, organizationId: string) {
  return db.department.findMany({
    where: { organizationId, closedAt: null },
    include: {
      posts: { where: { closedAt: null }, orderBy: [{ head: 'desc' }, { title: 'asc' }], include: { holder: person } },
    },
    orderBy: { position: 'asc' },
  });
}

export async function lockOrganization(db: Db, organizationId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM organization WHERE id = ${organizationId} FOR UPDATE`;
}

export async function insertDepartment(db: Db, data: Prisma.DepartmentUncheckedCreateInput): Promise<void> {
  await db.department.create({ data });
}

export async function closeDepartment(db: Db, id: string, closedAt: Date): Promise<void> {
  await db.department.update({ where: { id }, data: { closedAt } });
}

export async function insertPost(db: Db, data: Prisma.PostUncheckedCreateInput): Promise<void> {
  await db.post.create({ data });
}

export async function setHolder(db: Db, id: string, holderId: string | null, heldSince: string | null): Promise<void> {
  await db.post.update({ where: { id }, data: { holderId, heldSince } });
}

export async function listPeople(db: Db, organizationId: string) {
  return db.membership.findMany({
    where: { organizationId, person: { disabledAt: null } },
    include: { person },
    orderBy: [{ createdAt: 'asc' }, { personId: 'asc' }],
  });
}
