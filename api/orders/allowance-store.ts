/** Allowed revenue as it was filed, and what was earned, from the orders. */
import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const names = {
  filedBy: { select: { name: true } },
  agreement: {
    select: {
      no: true,
      agencyId: true,
      developerId: true,
      regionCode: true,
      agency: { select: { name: true } },
      developer: { select: { name: true } },
    },
  },
} as const;
export type AllowanceRow = Prisma.AllowedRevenueGetPayload<{ include: typeof names }>;

/** Of an agreement in the order of time; filed again for the same days, the newest alone. */
export async function allowancesOf(db: Db, agreementId: string): Promise<AllowanceRow[]> {
  const rows = await db.allowedRevenue.findMany({
    where: { agreementId },
    include: names,
    orderBy: [{ periodFrom: 'asc' }, { filedAt: 'desc' }, { id: 'desc' }],
  });
  const seen = new Set<string>();
  return rows.filter(({ periodFrom, periodTo }) => {
    const days = `${periodFrom}/${periodTo}`;
    const first = !seen.has(days);
    seen.add(days);
    return first;
  });
}

/** One sale at a time under an agreement whose revenue is limited, until the transaction ends. */
export async function holdRevenue(db: Db, agreementId: string): Promise<void> {
  await lock(db, `revenue:${agreementId}`);
}

export interface Earned {
  readonly earned: bigint;
  readonly orders: number;
}

/** Of the slices under an agreement: paid in [from, before) less what went back of them in it. */
export async function earnedBetween(db: Db, agreementId: string, from: Date, before: Date): Promise<Earned> {
  const [row] = await db.$queryRaw<Earned[]>`
    SELECT (
      (SELECT coalesce(sum(s.gross_fen), 0) FROM payment p JOIN "order" o ON o.id = p.order_id JOIN order_slice s ON s.order_id = o.id
        WHERE s.agreement_id = ${agreementId} AND o.paid_at >= ${from}::timestamptz AND o.paid_at < ${before}::timestamptz)
      + (SELECT coalesce(sum(l.amount_fen), 0) FROM refund r JOIN allocation_line l ON l.refund_id = r.id
        JOIN allocation al ON al.id = l.allocation_id WHERE al.agreement_id = ${agreementId} AND r.state = 'approved'
          AND r.decided_at >= ${from}::timestamptz AND r.decided_at < ${before}::timestamptz))::bigint AS earned,
      (SELECT count(*) FROM "order" o JOIN payment p ON p.order_id = o.id JOIN order_slice s ON s.order_id = o.id
        WHERE s.agreement_id = ${agreementId} AND o.paid_at >= ${from}::timestamptz AND o.paid_at < ${before}::timestamptz)::int
        AS orders`;
  return row ?? { earned: 0n, orders: 0 };
}

export async function awaiting(db: Db, agreementId: string): Promise<bigint> {
  const found = await db.orderSlice.aggregate({
    where: { agreementId, order: { state: 'awaiting_payment' } },
    _sum: { grossFen: true },
  });
  return found._sum.grossFen ?? 0n;
}

export async function insertAllowance(db: Db, row: Prisma.AllowedRevenueUncheckedCreateInput): Promise<void> {
  await db.allowedRevenue.create({ data: row });
}

const ofAgreement = { agency: { select: { name: true } }, developer: { select: { name: true } } } as const;

export async function findAgreement(db: Db, id: string) {
  return db.agreement.findUnique({ where: { id }, include: ofAgreement });
}

/** Agreements with products or filed revenue that a viewer watches over. */
export async function watchedAgreements(
  db: Db,
  seen: {
    readonly organizationId: string;
    readonly regionCodes: readonly string[];
    readonly agreementId?: string | undefined;
  },
) {
  return db.agreement.findMany({
    where: {
      ...(seen.agreementId === undefined ? {} : { id: seen.agreementId }),
      AND: [
        {
          OR: [
            { agencyId: seen.organizationId },
            { developerId: seen.organizationId },
            { regionCode: { in: [...seen.regionCodes] } },
          ],
        },
        { OR: [{ state: { in: ['active', 'suspended'] } }, { allowances: { some: {} } }] },
      ],
    },
    include: ofAgreement,
    orderBy: { no: 'asc' },
    take: 200,
  });
}
