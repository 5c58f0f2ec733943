/** Rows of members, invitations and resets, and the region's setting. */
import type { Db } from '#api/context.ts';

export type MemberRow = NonNullable<Awaited<ReturnType<typeof findMember>>>;

const memberIncludes = {
  person: {
    include: {
      factor: { select: { confirmedAt: true } },
      memberships: { select: { organizationId: true } },
      sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
    },
  },
} as const;

export async function listMembers(db: Db, organizationId: string): Promise<MemberRow[]> {
  return db.membership.findMany({
    where: { organizationId },
    include: memberIncludes,
    orderBy: [{ createdAt: 'asc' }, { personId: 'asc' }],
  });
}

export async function findMember(db: Db, personId: string, organizationId: string) {
  return db.membership.findUnique({
    where: { personId_organizationId: { personId, organizationId } },
    include: memberIncludes,
  });
}

/** All administrators' changes of one organisation come one after the other: two cannot take the duty off each other. */
export async function lockMember(db: Db, personId: string, organizationId: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM membership WHERE organization_id = ${organizationId} OR person_id = ${personId}
    ORDER BY person_id, organization_id FOR UPDATE`;
}

export async function countAdmins(db: Db, organizationId: string, but: string): Promise<number> {
  return db.membership.count({
    where: { organizationId, personId: { not: but }, duties: { has: 'admin' }, person: { disabledAt: null } },
  });
}

export async function setDuties(db: Db, personId: string, organizationId: string, duties: readonly string[]) {
  await db.membership.update({
    where: { personId_organizationId: { personId, organizationId } },
    data: { duties: [...duties] },
  });
}

export async function setDisabled(db: Db, id: string, disabledAt: Date | null): Promise<void> {
  await db.person.update({ where: { id }, data: { disabledAt } });
}

export async function loginExists(db: Db, login: string): Promise<boolean> {
  return (await db.person.count({ where: { login } })) > 0;
}

export async function insertMember(
  db: Db,
  row: {
    personId: string;
    login: string;
    displayName: string;
    passwordHash: string;
    organizationId: string;
    duties: readonly string[];
    createdAt: Date;
  },
): Promise<void> {
  const { personId: id, login, displayName, passwordHash, createdAt, organizationId, duties } = row;
  await db.person.create({ data: { id, login, displayName, passwordHash, createdAt } });
  await db.membership.create({ data: { personId: id, organizationId, duties: [...duties], createdAt } });
}

export interface InvitationRow {
  readonly id: string;
  readonly displayName: string;
  readonly duties: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertInvitation(
  db: Db,
  row: InvitationRow & { organizationId: string; tokenHash: string; createdBy: string },
): Promise<void> {
  await db.invitation.create({ data: { ...row, duties: [...row.duties] } });
}

const open = (now: Date) => ({ usedAt: null, revokedAt: null, expiresAt: { gt: now } });

export async function listInvitations(db: Db, organizationId: string, now: Date): Promise<InvitationRow[]> {
  return db.invitation.findMany({ where: { organizationId, ...open(now) }, orderBy: { createdAt: 'desc' } });
}

export async function findInvitation(db: Db, tokenHash: string, now: Date) {
  return db.invitation.findFirst({ where: { tokenHash, ...open(now) } });
}

/** False when another used it in the same moment. */
export async function takeInvitation(db: Db, id: string, personId: string, usedAt: Date): Promise<boolean> {
  const taken = await db.invitation.updateMany({ where: { id, ...open(usedAt) }, data: { usedAt, personId } });
  return taken.count === 1;
}

export async function withdrawInvitation(db: Db, id: string, organizationId: string, at: Date): Promise<boolean> {
  const where = { id, organizationId, ...open(at) };
  return (await db.invitation.updateMany({ where, data: { revokedAt: at } })).count === 1;
}

export async function organizationName(db: Db, id: string): Promise<{ name: string; name_en: string | null }> {
  const row = await db.organization.findUniqueOrThrow({ where: { id }, select: { name: true, nameEn: true } });
  return { name: row.name, name_en: row.nameEn };
}

export interface ResetScope {
  readonly organizationId: string;
  readonly regions: readonly string[];
}

export interface ResetRow {
  readonly id: string;
  readonly personId: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly person: { readonly displayName: string; readonly login: string };
  readonly organization: { readonly name: string; readonly name_en: string | null };
}

export async function listOpenResets(db: Db, { organizationId, regions }: ResetScope): Promise<ResetRow[]> {
  const rows = await db.factorReset.findMany({
    where: { decidedAt: null },
    include: { person: { select: { displayName: true, login: true } } },
    orderBy: { askedAt: 'asc' },
  });
  const organizations = await db.organization.findMany({
    where: { id: { in: rows.map((row) => row.organizationId) } },
    select: { id: true, name: true, nameEn: true, regionCode: true },
  });
  return rows.flatMap((row) => {
    const of = organizations.find((one) => one.id === row.organizationId);
    if (of === undefined || (of.id !== organizationId && !regions.includes(of.regionCode))) return [];
    return [{ ...row, organization: { name: of.name, name_en: of.nameEn } }];
  });
}

/** False when one is open for the person. */
export async function insertReset(
  db: Db,
  row: { id: string; personId: string; organizationId: string; reason: string; askedBy: string; askedAt: Date },
): Promise<boolean> {
  return (await db.factorReset.createMany({ data: row, skipDuplicates: true })).count === 1;
}

export async function lockReset(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM factor_reset WHERE id = ${id} FOR UPDATE`;
}

export async function decideReset(db: Db, id: string, decision: string, decidedBy: string, decidedAt: Date) {
  await db.factorReset.update({ where: { id }, data: { decision, decidedBy, decidedAt } });
}

export async function newestParameter(db: Db, key: string, regionCode: string): Promise<unknown> {
  const rows = await db.parameter.findMany({
    where: { key, OR: [{ regionCode }, { regionCode: null }] },
    orderBy: [{ setAt: 'desc' }, { id: 'desc' }],
  });
  return (rows.find((row) => row.regionCode === regionCode) ?? rows[0])?.value ?? null;
}

export async function insertParameter(
  db: Db,
  row: {
    id: string;
    key: string;
    regionCode: string;
    value: Record<string, string | number | boolean | string[]>;
    documentNo: string;
    setBy: string;
    setAt: Date;
  },
): Promise<void> {
  await db.parameter.create({ data: row });
}
