import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export interface MeasureKey {
  readonly agreementId: string;
  readonly version: number;
  readonly period: string;
}

export async function findMeasure(db: Db, key: MeasureKey) {
  return db.contributionMeasure.findUnique({ where: { agreementId_version_period: key } });
}

/** Does nothing when somebody else has just written it: the month is over, so it says the same. */
export async function insertMeasure(db: Db, row: Prisma.ContributionMeasureCreateManyInput): Promise<void> {
  await db.contributionMeasure.createMany({ data: [row], skipDuplicates: true });
}

export async function measuresOf(db: Db, agreementId: string, periods: readonly string[]) {
  return db.contributionMeasure.findMany({
    where: { agreementId, period: { in: [...periods] } },
    orderBy: [{ version: 'asc' }, { period: 'asc' }],
  });
}

/** The terms of a version as they were signed; null where there is none. */
export async function termsOfVersion(db: Db, agreementId: string, version: number): Promise<unknown> {
  const where = { agreementId_version: { agreementId, version } };
  return (await db.agreementVersion.findUnique({ where, select: { terms: true } }))?.terms ?? null;
}

/** What was handed over under an agreement, by dataset version. */
export async function meteredDeliveries(db: Db, agreementId: string, from: Date, to: Date) {
  return db.$queryRaw<{ dataset: string; version: number; sha256: string; calls: bigint; rows: bigint }[]>`
    SELECT e.code AS dataset, v.number AS version, d.sha256, count(*) AS calls, sum(d.row_count)::bigint AS rows
    FROM delivery d JOIN entry e ON e.id = d.entry_id JOIN version v ON v.id = d.version_id
    WHERE d.agreement_id = ${agreementId} AND d.at >= ${from}::timestamptz AND d.at < ${to}::timestamptz
    GROUP BY 1, 2, 3 ORDER BY e.code COLLATE "C", v.number, d.sha256 COLLATE "C"`;
}
