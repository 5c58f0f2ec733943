import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type DisclosureDbRow = Prisma.DisclosureGetPayload<object>;

/** Agreements that were in force on some day of the year. */
export async function agreementsIn(db: Db, year: number, side?: { agencyId: string } | { developerId: string }) {
  const rows = await db.agreement.findMany({
    where: {
      ...side,
      effectiveFrom: { not: null, lte: `${year}-12-31` },
      effectiveTo: { not: null, gte: `${year}-01-01` },
    },
    include: {
      agency: { select: { id: true, name: true, nameEn: true, uscc: true } },
      developer: { select: { id: true, name: true, nameEn: true, uscc: true } },
      filings: { where: { state: 'accepted' } },
    },
    orderBy: { no: 'asc' },
  });
  // What never came into force has a term, too: it was not authorised.
  return rows.filter((row) => !['draft', 'offered', 'signed', 'filing'].includes(row.state));
}

export async function datasetsOf(db: Db, agreementIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ id: string; datasets: string }[]>`
    SELECT a.id, string_agg(DISTINCT e.title || ' ' || e.code, '; ') AS datasets
    FROM agreement a JOIN application_resource r ON r.application_id = a.application_id JOIN entry e ON e.id = r.entry_id
    WHERE a.id = ANY(${[...agreementIds]}) GROUP BY a.id`;
  return new Map(rows.map((row) => [row.id, row.datasets]));
}

const span = (year: number) => ({
  from: new Date(`${year}-01-01T00:00:00+08:00`),
  to: new Date(`${year + 1}-01-01T00:00:00+08:00`),
});

export async function dataObtained(db: Db, organizationId: string, year: number) {
  const { from, to } = span(year);
  return db.$queryRaw<
    { code: string; title: string; provider: string; version: number; deliveries: bigint; first: Date; last: Date }[]
  >`
    SELECT e.code, e.title, o.name AS provider, v.number AS version, count(*) AS deliveries, min(d.at) AS first, max(d.at) AS last
    FROM delivery d JOIN entry e ON e.id = d.entry_id JOIN organization o ON o.id = e.provider_id JOIN version v ON v.id = d.version_id
    WHERE d.organization_id = ${organizationId} AND d.at >= ${from} AND d.at < ${to}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 4`;
}

/** Products that were on sale on some day of the year. */
export async function productsOn(db: Db, developerId: string, year: number) {
  const { from, to } = span(year);
  return db.product.findMany({
    where: {
      developerId,
      listedAt: { not: null, lt: to },
      OR: [{ withdrawnAt: null }, { withdrawnAt: { gte: from } }],
    },
    select: { id: true, no: true, title: true, kind: true, listedAt: true, withdrawnAt: true },
    orderBy: { no: 'asc' },
  });
}

export async function pricesOf(db: Db, developerId: string, year: number) {
  const { from, to } = span(year);
  return db.$queryRaw<{ no: string; title: string; sales: bigint; lowest: bigint; highest: bigint; total: bigint }[]>`
    SELECT p.no, p.title, count(*) AS sales, min(o.amount_fen) AS lowest, max(o.amount_fen) AS highest,
      sum(o.amount_fen)::bigint AS total
    FROM "order" o JOIN product p ON p.id = o.product_id
    WHERE o.developer_id = ${developerId} AND o.paid_at >= ${from} AND o.paid_at < ${to} AND o.state IN ('paid', 'fulfilled')
    GROUP BY 1, 2 ORDER BY 1`;
}

/** Ceilings that were in force in the year for products under agreements of an agency. */
export async function ceilingsOf(db: Db, agencyId: string, year: number) {
  return db.priceCeiling.findMany({
    where: {
      validFrom: { lte: `${year}-12-31` },
      validTo: { gte: `${year}-01-01` },
      product: { agreement: { agencyId } },
    },
    include: { product: { select: { no: true, title: true } } },
    orderBy: [{ product: { no: 'asc' } }, { validFrom: 'asc' }, { filedAt: 'asc' }],
  });
}

export const findOrganization = (db: Db, where: { id: string } | { uscc: string }) =>
  db.organization.findUnique({
    where: where as { id: string },
    select: { id: true, name: true, nameEn: true, uscc: true, contact: true, kind: true, demo: true },
  });

export const versionsOf = (db: Db, organizationId: string, year: number): Promise<DisclosureDbRow[]> =>
  db.disclosure.findMany({ where: { organizationId, year }, orderBy: { version: 'desc' } });

/** The newest version of each organisation. */
export const publishedIn = (db: Db, year: number): Promise<DisclosureDbRow[]> =>
  db.disclosure.findMany({
    where: { year },
    orderBy: [{ organizationId: 'asc' }, { version: 'desc' }],
    distinct: ['organizationId'],
  });

export const insertDisclosure = (db: Db, data: Prisma.DisclosureUncheckedCreateInput) => db.disclosure.create({ data });

export async function lockYear(db: Db, organizationId: string, year: number): Promise<void> {
  await lock(db, `disclosure:${organizationId}:${year}`);
}

export const day = (at: Date | null): string => (at === null ? '' : dayOf(at));
