import type { Db } from '#api/context.ts';
import type { Level, OrganizationKind, Power } from './rules/codes.ts';

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

export async function findOrganization(db: Db, id: string): Promise<Organization | null> {
  return db.organization.findUnique({ where: { id } });
}

export async function listAgencies(db: Db, regionCode?: string): Promise<Organization[]> {
  return db.organization.findMany({
    where: { kind: 'agency', ...(regionCode === undefined ? {} : { regionCode }) },
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
