/** Cases of powers and agencies, and regions, in the database. */
import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Power } from './rules/codes.ts';
import type { OpenMatter } from './rules/offices.ts';

export type CaseRow = NonNullable<Awaited<ReturnType<typeof findCase>>>;
export type RegionRow = NonNullable<Awaited<ReturnType<typeof findRegion>>>;

export async function listCases(db: Db, regions: readonly string[]) {
  return db.officeCase.findMany({
    where: { regionCode: { in: [...regions] } },
    orderBy: { proposedAt: 'desc' },
    take: 100,
  });
}

export async function findCase(db: Db, id: string) {
  return db.officeCase.findUnique({ where: { id } });
}

export async function lockCase(db: Db, id: string): Promise<CaseRow | null> {
  await db.$queryRaw`SELECT id FROM office_case WHERE id = ${id} FOR UPDATE`;
  return findCase(db, id);
}

export async function insertCase(db: Db, data: Prisma.OfficeCaseUncheckedCreateInput): Promise<void> {
  await db.officeCase.create({ data });
}

export async function updateCase(db: Db, id: string, data: Prisma.OfficeCaseUncheckedUpdateInput): Promise<void> {
  await db.officeCase.update({ where: { id }, data });
}

export async function listMandates(db: Db, regions: readonly string[]) {
  return db.mandate.findMany({
    where: { regionCode: { in: [...regions] } },
    include: { organization: true },
    orderBy: [{ regionCode: 'asc' }, { power: 'asc' }, { validFrom: 'desc' }],
  });
}

export async function termsOf(db: Db, power: Power, regionCode: string) {
  return db.mandate.findMany({ where: { power, regionCode }, orderBy: { validFrom: 'asc' } });
}

export async function endMandate(db: Db, power: Power, regionCode: string, validTo: string): Promise<void> {
  await db.mandate.updateMany({ where: { power, regionCode, validTo: null }, data: { validTo } });
}

export async function insertMandate(db: Db, data: Prisma.MandateUncheckedCreateInput): Promise<void> {
  await db.mandate.create({ data });
}

/** An agency that has not ended. */
export async function findLiving(db: Db, uscc: string) {
  return db.organization.findFirst({ where: { uscc, kind: 'agency', ending: null } });
}

export async function usccTaken(db: Db, uscc: string): Promise<boolean> {
  return (await db.organization.count({ where: { uscc } })) > 0;
}

export async function rename(
  db: Db,
  row: { id: string; name: string; nameEn: string | null },
  to: { name: string; nameEn: string },
  former: { id: string; until: string; documentNo: string },
): Promise<void> {
  await db.organizationName.create({
    data: { ...former, organizationId: row.id, name: row.name, nameEn: row.nameEn },
  });
  await db.organization.update({ where: { id: row.id }, data: to });
}

/** The agency is over: nobody acts for it any more, its records stay. */
export async function end(db: Db, data: Prisma.OrganizationEndUncheckedCreateInput, at: Date): Promise<void> {
  await db.organizationEnd.create({ data });
  await db.membership.updateMany({ where: { organizationId: data.organizationId }, data: { duties: [] } });
  await db.session.updateMany({
    where: { organizationId: data.organizationId, revokedAt: null },
    data: { revokedAt: at },
  });
}

/** What an agency still has open, by kind. */
export async function countOpen(db: Db, id: string, today: string): Promise<{ matter: OpenMatter; count: number }[]> {
  const [row] = await db.$queryRaw<Record<OpenMatter, number>[]>`SELECT
    (SELECT count(*)::int FROM entry WHERE provider_id = ${id} AND state <> 'withdrawn') AS entries,
    (SELECT count(*)::int FROM sharing_request WHERE (provider_id = ${id} OR requester_id = ${id})
       AND state NOT IN ('refused', 'withdrawn', 'disposed')) AS sharing,
    (SELECT count(*)::int FROM agreement WHERE agency_id = ${id} AND state NOT IN ('expired', 'terminated')) AS agreements,
    (SELECT count(*)::int FROM application WHERE agency_id = ${id}
       AND state NOT IN ('refused', 'certified', 'withdrawn')) AS applications,
    (SELECT count(*)::int FROM statement WHERE agency_id = ${id} AND state <> 'closed') AS statements,
    (SELECT count(*)::int FROM mandate WHERE organization_id = ${id} AND (valid_to IS NULL OR valid_to >= ${today})) AS powers,
    (SELECT count(*)::int FROM lead_appointment WHERE organization_id = ${id}
       AND (valid_to IS NULL OR valid_to >= ${today})) AS topics,
    (SELECT count(*)::int FROM correction WHERE agency_id = ${id} AND state IN ('filed', 'accepted')) AS corrections,
    (SELECT count(*)::int FROM data_request WHERE agency_id = ${id} AND state IN ('assigned', 'promised')) AS requests`;
  return Object.entries(row ?? {}).flatMap(([matter, count]) =>
    count === 0 ? [] : [{ matter: matter as OpenMatter, count }],
  );
}

/** Of the codes, or of all: entries of the agency that are not withdrawn. */
export async function standingEntries(db: Db, agencyId: string, codes: readonly string[] | null): Promise<string[]> {
  const rows = await db.entry.findMany({
    where: {
      providerId: agencyId,
      state: { not: 'withdrawn' },
      ...(codes === null ? {} : { code: { in: [...codes] } }),
    },
    select: { code: true },
    orderBy: { code: 'asc' },
  });
  return rows.map(({ code }) => code);
}

export async function namesOf(db: Db, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...people] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

export async function organizationsOf(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function listRegions(db: Db, parent?: string) {
  return db.region.findMany({
    where: parent === undefined ? {} : { OR: [{ parentCode: parent }, { code: parent }] },
    orderBy: [{ code: 'asc' }, { validFrom: 'asc' }],
  });
}

export async function placesOfOrganizations(db: Db, besides: readonly string[]) {
  return db.$queryRaw<{ code: string; name: string; nameEn: string }[]>`
    SELECT DISTINCT ON (code) code, name, name_en AS "nameEn" FROM region
    WHERE code IN (SELECT region_code FROM organization) AND NOT code = ANY(${[...besides]}::text[])
    ORDER BY code, valid_from DESC`;
}

export async function findRegion(db: Db, id: string) {
  return db.region.findUnique({ where: { id } });
}

/** All changes of the tree come one after the other. */
export async function lockRegions(db: Db): Promise<void> {
  await lock(db, 'regions');
}

export async function insertRegion(db: Db, data: Prisma.RegionUncheckedCreateInput): Promise<void> {
  await db.region.create({ data });
}

export async function endRegion(db: Db, id: string, data: Prisma.RegionUncheckedUpdateInput): Promise<void> {
  await db.region.update({ where: { id }, data });
}

export async function regionInForce(db: Db, code: string, day: string): Promise<boolean> {
  const where = { code, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] };
  return (await db.region.count({ where })) > 0;
}
