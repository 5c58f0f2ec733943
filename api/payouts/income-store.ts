import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export interface SaleFigures {
  readonly order_id: string;
  readonly period: string;
  readonly gross: bigint;
  readonly refunds: bigint;
  readonly treasury: bigint;
  readonly operator: bigint;
  readonly own: bigint;
  readonly paid_out: bigint;
  readonly on_way: bigint;
}

/** Every sale in which an organisation has a part, by the month in which it was paid; refunds count with their sale. */
export async function salesOf(db: Db, partyId: string, from: string, to: string): Promise<SaleFigures[]> {
  return db.$queryRaw<SaleFigures[]>`
    WITH own AS (
      SELECT DISTINCT al.id FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id
      WHERE l.party_id = ${partyId} AND l.party_kind <> 'treasury'),
    sale AS (
      SELECT al.order_id, min(l.period) FILTER (WHERE l.refund_id IS NULL) AS period,
        sum(l.amount_fen) FILTER (WHERE l.refund_id IS NULL) AS gross,
        -coalesce(sum(l.amount_fen) FILTER (WHERE l.refund_id IS NOT NULL), 0) AS refunds,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_kind = 'treasury'), 0) AS treasury,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_kind = 'operator' AND l.party_id <> ${partyId}), 0) AS operator,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_id = ${partyId}), 0) AS own
      FROM allocation al JOIN own ON own.id = al.id JOIN allocation_line l ON l.allocation_id = al.id GROUP BY al.order_id),
    paid AS (
      SELECT pl.order_id, sum(pl.amount_fen) FILTER (WHERE p.state = 'paid') AS paid_out,
        sum(pl.amount_fen) FILTER (WHERE p.state IN ('proposed', 'approved')) AS on_way
      FROM payout_line pl JOIN payout p ON p.id = pl.payout_id WHERE p.organization_id = ${partyId} GROUP BY 1)
    SELECT s.order_id, s.period, s.gross::bigint AS gross, s.refunds::bigint AS refunds, s.treasury::bigint AS treasury,
      s.operator::bigint AS operator, s.own::bigint AS own, coalesce(p.paid_out, 0)::bigint AS paid_out,
      coalesce(p.on_way, 0)::bigint AS on_way
    FROM sale s LEFT JOIN paid p ON p.order_id = s.order_id
    WHERE s.period BETWEEN ${from} AND ${to} ORDER BY s.period, s.order_id`;
}

export async function yearsOf(db: Db, partyId: string): Promise<number[]> {
  const rows = await db.$queryRaw<{ year: number }[]>`
    SELECT DISTINCT substr(period, 1, 4)::int AS year FROM allocation_line
    WHERE party_id = ${partyId} AND party_kind <> 'treasury' ORDER BY 1 DESC`;
  return rows.map((row) => row.year);
}

const ofOrder = {
  product: { select: { title: true, sources: { include: { delivery: { include: { entry: true, version: true } } } } } },
  payment: true,
  agreement: { select: { no: true, regionCode: true } },
  refunds: { where: { state: 'requested' as const }, select: { id: true } },
  slices: { include: { agreement: { select: { no: true } }, agency: { select: { name: true } } } },
  allocations: { include: { lines: { where: { refundId: null } } }, orderBy: { agreementId: 'asc' as const } },
  payoutLines: { include: { payout: { select: { no: true, state: true, organizationId: true } } } },
} satisfies Prisma.OrderInclude;
export type IncomeOrderRow = Prisma.OrderGetPayload<{ include: typeof ofOrder }>;

export async function ordersOf(db: Db, ids: readonly string[]): Promise<IncomeOrderRow[]> {
  return db.order.findMany({
    where: { id: { in: [...ids] } },
    include: ofOrder,
    orderBy: [{ paidAt: 'asc' }, { id: 'asc' }],
  });
}

export async function measuresBy(db: Db, sha256: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.contributionMeasure.findMany({ where: { sha256: { in: [...sha256] } } });
  return new Map(rows.map((row) => [row.sha256, row.canonical]));
}

export async function payoutsOf(db: Db, partyId: string, year: number) {
  return db.payout.findMany({
    where: {
      organizationId: partyId,
      state: { not: 'rejected' },
      batch: {
        madeAt: { gte: new Date(`${year}-01-01T00:00:00+08:00`), lt: new Date(`${year + 1}-01-01T00:00:00+08:00`) },
      },
    },
    include: { account: { select: { endsIn: true } } },
    orderBy: { no: 'desc' },
  });
}
