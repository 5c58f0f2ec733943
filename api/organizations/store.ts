import type { Db } from '#api/context.ts';
import type { Duty, Level, OrganizationKind, Power } from './rules/codes.ts';

export interface Organization {
  readonly id: string;
  readonly uscc: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly kind: OrganizationKind;
  readonly regionCode: string;
  readonly level: Level;
  readonly contact: string | null;
  readonly demo: boolean;
}

export async function findByUscc(db: Db, uscc: string): Promise<Organization | null> {
  return db.organization.findUnique({ where: { uscc } });
}

/** With the names it had, latest first, and its end. */
export async function findRecord(db: Db, uscc: string) {
  return db.organization.findUnique({
    where: { uscc },
    include: { formerNames: { orderBy: [{ until: 'desc' }, { id: 'desc' }] }, ending: true },
  });
}

export async function namesOf(db: Db, ids: readonly string[]) {
  return db.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { uscc: true, name: true, nameEn: true },
    orderBy: { uscc: 'asc' },
  });
}

export async function findOrganization(db: Db, id: string): Promise<Organization | null> {
  return db.organization.findUnique({ where: { id } });
}

export async function listAgencies(db: Db, regionCode?: string): Promise<Organization[]> {
  return db.organization.findMany({
    where: { kind: 'agency', ending: null, ...(regionCode === undefined ? {} : { regionCode }) },
    orderBy: [{ regionCode: 'asc' }, { name: 'asc' }],
  });
}

export async function insertOrganization(db: Db, row: Organization & { createdAt: Date }): Promise<void> {
  await db.organization.create({ data: row });
}

export async function insertPerson(
  db: Db,
  row: { id: string; login: string; displayName: string; passwordHash: string; createdAt: Date },
  membership: { organizationId: string; duties: readonly string[] },
): Promise<void> {
  await db.person.create({
    data: {
      ...row,
      memberships: {
        create: { organizationId: membership.organizationId, duties: [...membership.duties], createdAt: row.createdAt },
      },
    },
  });
}

export async function loginExists(db: Db, login: string): Promise<boolean> {
  return (await db.person.count({ where: { login } })) > 0;
}

export interface KeyRow {
  readonly id: string;
  readonly organizationId: string;
  readonly algorithm: string;
  readonly serial: string;
  readonly fingerprint: string;
  readonly certificatePem: string;
  readonly privateKeyEncrypted: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export async function findKey(db: Db, organizationId: string, at: Date): Promise<KeyRow | null> {
  return db.organizationKey.findFirst({
    where: { organizationId, revokedAt: null, notBefore: { lte: at }, notAfter: { gt: at } },
    orderBy: { createdAt: 'desc' },
  });
}

export async function insertKey(db: Db, row: KeyRow & { createdAt: Date }): Promise<void> {
  await db.organizationKey.create({ data: row });
}

export interface CertificateRow extends KeyRow {
  readonly regionCode: string;
  readonly issuer: string;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
}

export async function listKeys(db: Db, organizationId: string) {
  const rows = await db.organizationKey.findMany({
    where: { organizationId },
    orderBy: { createdAt: 'desc' },
    include: { organization: { select: { regionCode: true } } },
  });
  return rows.map((row) => ({ ...row, regionCode: row.organization.regionCode }));
}

/** Under a row lock: two who revoke at once come one after the other. */
export async function findCertificate(db: Db, serial: string) {
  await db.$queryRaw`SELECT id FROM organization_key WHERE serial = ${serial} FOR UPDATE`;
  const include = { organization: { select: { regionCode: true } } } as const;
  const row = await db.organizationKey.findUnique({ where: { serial }, include });
  return row === null ? null : { ...row, regionCode: row.organization.regionCode };
}

export async function revokeKey(db: Db, id: string, at: Date, reason: string): Promise<void> {
  await db.organizationKey.update({ where: { id }, data: { revokedAt: at, revokedReason: reason } });
}

export async function listRevoked(db: Db): Promise<{ serial: string; at: Date; reason: string }[]> {
  const where = { revokedAt: { not: null } };
  const rows = await db.organizationKey.findMany({ where, orderBy: { revokedAt: 'asc' } });
  return rows.flatMap(({ serial, revokedAt: at, revokedReason: reason }) =>
    at === null || reason === null ? [] : [{ serial, at, reason }],
  );
}

/** The holder of a power in a region on a day, or null. */
export async function findHolder(db: Db, power: Power, regionCode: string, day: string): Promise<Organization | null> {
  const mandate = await db.mandate.findFirst({
    where: { power, regionCode, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] },
    include: { organization: true },
  });
  return mandate?.organization ?? null;
}

export async function findTreasury(
  db: Db,
  regionCode: string,
): Promise<{ code: string; name: string; level: Level; regionCode: string } | null> {
  return db.treasury.findUnique({ where: { regionCode } });
}

/** The newest value of a parameter for a region, else for everyone, else null. */
export async function findParameter(db: Db, key: string, regionCode: string): Promise<unknown> {
  const rows = await db.parameter.findMany({
    where: { key, OR: [{ regionCode }, { regionCode: null }] },
    orderBy: [{ setAt: 'desc' }, { id: 'desc' }],
  });
  return (rows.find((r) => r.regionCode === regionCode) ?? rows[0])?.value ?? null;
}

/** Ids of people in office at an organisation who hold one of these duties. */
export async function peopleWith(db: Db, organizationId: string, duties: readonly Duty[]): Promise<readonly string[]> {
  const rows = await db.membership.findMany({
    where: { organizationId, duties: { hasSome: [...duties] }, person: { disabledAt: null } },
    select: { personId: true },
    orderBy: { personId: 'asc' },
  });
  return rows.map((row) => row.personId);
}
