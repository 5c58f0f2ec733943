/** The enterprise file in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const withChecker = { checker: { select: { id: true, name: true } } } as const;
export type CredentialRow = Prisma.EnterpriseCredentialGetPayload<{ include: typeof withChecker }>;
export type RepresentativeRow = Prisma.EnterpriseRepresentativeGetPayload<{ include: typeof withChecker }>;

export const listCredentials = (db: Db, organizationId: string): Promise<CredentialRow[]> =>
  db.enterpriseCredential.findMany({
    where: { organizationId, NOT: { state: 'withdrawn' } },
    include: withChecker,
    orderBy: [{ kind: 'asc' }, { addedAt: 'desc' }],
  });
export const listRepresentatives = (db: Db, organizationId: string): Promise<RepresentativeRow[]> =>
  db.enterpriseRepresentative.findMany({
    where: { organizationId, NOT: { state: 'withdrawn' } },
    include: withChecker,
    orderBy: { addedAt: 'desc' },
  });

export const insertCredential = (db: Db, data: Prisma.EnterpriseCredentialUncheckedCreateInput) =>
  db.enterpriseCredential.create({ data });
export const insertRepresentative = (db: Db, data: Prisma.EnterpriseRepresentativeUncheckedCreateInput) =>
  db.enterpriseRepresentative.create({ data });

/** Held until the transaction ends, so that two people cannot check one paper at once. */
export async function lockCredential(db: Db, id: string): Promise<CredentialRow | null> {
  await db.$queryRaw`SELECT id FROM enterprise_credential WHERE id = ${id} FOR UPDATE`;
  return db.enterpriseCredential.findUnique({ where: { id }, include: withChecker });
}
export async function lockRepresentative(db: Db, id: string): Promise<RepresentativeRow | null> {
  await db.$queryRaw`SELECT id FROM enterprise_representative WHERE id = ${id} FOR UPDATE`;
  return db.enterpriseRepresentative.findUnique({ where: { id }, include: withChecker });
}

export interface PaperChange {
  readonly state: string;
  readonly opinion?: string;
  readonly checkedBy?: string;
  readonly checkerId?: string;
  readonly checkedAt?: Date;
}
export const changeCredential = (db: Db, id: string, data: PaperChange) =>
  db.enterpriseCredential.update({ where: { id }, data });
export const changeRepresentative = (db: Db, id: string, data: PaperChange) =>
  db.enterpriseRepresentative.update({ where: { id }, data });

/** Whether an enterprise has a case, beyond a draft, with an agency (or one that the agency leads or answers). */
export async function hasCaseWith(db: Db, enterpriseId: string, agencyId: string): Promise<boolean> {
  const found = await db.application.findFirst({
    where: {
      developerId: enterpriseId,
      NOT: { state: 'drafting' },
      OR: [{ agencyId }, { joint: { leadId: agencyId } }],
    },
    select: { id: true },
  });
  return found !== null;
}

/** Enterprises whose papers wait for a check: of a region, or with a case before an agency. */
export async function enterprisesToCheck(db: Db, where: { agencyId: string } | { regionCode: string }) {
  const papers = { some: { state: 'submitted' } } as const;
  return db.organization.findMany({
    where: {
      kind: 'enterprise',
      AND: [
        { OR: [{ credentials: papers }, { representatives: papers }] },
        'agencyId' in where
          ? { applications: { some: { agencyId: where.agencyId, NOT: { state: 'drafting' } } } }
          : { regionCode: { startsWith: where.regionCode.replace(/(00)+$/, '') } },
      ],
    },
    select: {
      id: true,
      name: true,
      uscc: true,
      credentials: { where: { state: 'submitted' }, select: { addedAt: true } },
      representatives: { where: { state: 'submitted' }, select: { addedAt: true } },
    },
    orderBy: { name: 'asc' },
    take: 200,
  });
}

/** Checked papers that run out on or before a day and are not over yet. */
export async function runningOut(db: Db, today: string, until: string) {
  const where = { state: 'verified', validTo: { gte: today, lte: until } };
  return {
    credentials: await db.enterpriseCredential.findMany({
      where,
      select: { id: true, organizationId: true, kind: true, validTo: true },
    }),
    representatives: await db.enterpriseRepresentative.findMany({
      where,
      select: { id: true, organizationId: true, validTo: true },
    }),
  };
}

/** Representatives on file whose number has no keyed hash yet: those entered before there was one. */
export const withoutDigest = (db: Db) =>
  db.enterpriseRepresentative.findMany({
    where: { numberDigest: null, state: { in: ['submitted', 'verified'] } },
    select: { id: true, sealed: true },
    orderBy: { id: 'asc' },
    take: 500,
  });

export const saveDigest = (db: Db, id: string, numberDigest: string) =>
  db.enterpriseRepresentative.updateMany({ where: { id, numberDigest: null }, data: { numberDigest } });

/** Two enterprises with one person on file: the first of them by id, and the days on which both mandates hold. */
export async function sharedRepresentatives(db: Db) {
  return db.$queryRaw<{ one_id: string; other_id: string; valid_from: string; valid_to: string }[]>`
    SELECT a.organization_id AS one_id, b.organization_id AS other_id,
      greatest(a.valid_from, b.valid_from) AS valid_from, least(a.valid_to, b.valid_to) AS valid_to
    FROM enterprise_representative a JOIN enterprise_representative b
      ON b.number_digest = a.number_digest AND b.organization_id > a.organization_id
    WHERE a.state IN ('submitted', 'verified') AND b.state IN ('submitted', 'verified')
      AND greatest(a.valid_from, b.valid_from) <= least(a.valid_to, b.valid_to)
    ORDER BY 1, 2, 3`;
}
