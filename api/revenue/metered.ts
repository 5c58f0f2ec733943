/** The gateway's calls behind the bill of a month: by day for statements and income, row by row for whoever may see the sale. */
import type { z } from 'zod';
import type { Ctx, Db } from '#api/context.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { audits } from './readers.ts';
import { refuse } from './rules/refusals.ts';
import type { meteredCalls, meteredQuery } from './treasury-contract.ts';

interface Bill {
  readonly id: string;
  readonly billOfId: string | null;
  readonly billPeriod: string | null;
}

export interface MeteredDays {
  /** The order under which the calls were made. */
  readonly order_no: string;
  readonly period: string;
  readonly days: readonly { readonly day: string; readonly calls: string; readonly rows: string }[];
}

/** What the plan counted, by day, of those orders that bill a month. */
export async function meteredDays(db: Db, orders: readonly Bill[]): Promise<Map<string, MeteredDays>> {
  const bills = orders.filter((one) => one.billOfId !== null && one.billPeriod !== null).map((one) => one.id);
  if (bills.length === 0) return new Map();
  const rows = await db.$queryRaw<
    { bill: string; no: string; period: string; day: string; calls: bigint; rows: bigint }[]
  >`
    SELECT b.id AS bill, o.no, b.bill_period AS period, u.day, sum(u.calls)::bigint AS calls, sum(u.rows)::bigint AS rows
    FROM "order" b JOIN "order" o ON o.id = b.bill_of_id JOIN order_usage u ON u.order_id = o.id AND left(u.day, 7) = b.bill_period AND u.billable
    WHERE b.id = ANY(${bills}::text[]) GROUP BY 1, 2, 3, 4 ORDER BY 1, 4`;
  const found = new Map<
    string,
    { order_no: string; period: string; days: { day: string; calls: string; rows: string }[] }
  >();
  for (const row of rows) {
    const one = found.get(row.bill) ?? { order_no: row.no, period: row.period, days: [] };
    one.days.push({ day: row.day, calls: row.calls.toString(), rows: row.rows.toString() });
    found.set(row.bill, one);
  }
  return found;
}

/** The single calls that a bill counts, in the order in which they came; for the sides of the sale and who oversees it. */
export async function listMeteredCalls(
  ctx: Ctx,
  billId: string,
  query: z.output<typeof meteredQuery>,
): Promise<z.input<typeof meteredCalls>> {
  const viewer = requireViewer(ctx.viewer);
  const bill = await ctx.db.order.findUnique({
    where: { id: billId },
    include: { slices: true, billOf: { select: { id: true, no: true } } },
  });
  const own = viewer.organization.id;
  const may =
    bill !== null &&
    (bill.developerId === own ||
      bill.buyerId === own ||
      bill.slices.some(
        (one) =>
          one.agencyId === own ||
          holdsPower(viewer, 'finance_bureau', one.regionCode) ||
          audits(viewer, one.regionCode),
      ));
  if (bill === null || !may || bill.billOf === null || bill.billPeriod === null) throw refuse('revenue.not_found');
  const where = {
    orderId: bill.billOf.id,
    billable: true,
    day: query.day ?? { startsWith: `${bill.billPeriod}-` },
  };
  const [total, rows] = await Promise.all([
    ctx.db.apiCall.count({ where }),
    ctx.db.apiCall.findMany({
      where,
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      skip: (query.page - 1) * query.page_size,
      take: query.page_size,
    }),
  ]);
  return {
    bill_no: bill.no,
    order_no: bill.billOf.no,
    period: bill.billPeriod,
    items: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      endpoint: row.endpoint,
      status: row.status,
      rows: row.rows,
    })),
    total,
    page: query.page,
    page_size: query.page_size,
  };
}
