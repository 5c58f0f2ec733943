/** Invoices to issue and to take back, bills that nobody pays. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** For the seller: what is asked for or fixed, and what a refund made due. */
export async function invoiceTasks(db: Db, sellerId: string): Promise<TaskRow[]> {
  const invoices = await db.invoice.findMany({
    where: { sellerId, state: { in: ['requested', 'prepared'] } },
    include: { buyer: { select: { name: true } } },
    orderBy: { requestedAt: 'asc' },
    take: limit,
  });
  const notices = await db.redNotice.findMany({
    where: { invoice: { sellerId }, state: 'open' },
    include: { order: { select: { no: true } } },
    orderBy: { openedAt: 'asc' },
    take: limit,
  });
  return [
    ...invoices.map((one) =>
      task('invoice_issue', {
        id: one.id,
        no: one.no,
        title: one.buyer.name,
        since: one.requestedAt,
        amountFen: one.totalFen,
      }),
    ),
    ...notices.map((one) =>
      task('invoice_red', {
        id: one.invoiceId,
        no: one.no,
        title: one.order.no,
        since: one.openedAt,
        amountFen: one.amountFen,
      }),
    ),
  ];
}

/** Keys that stopped for an unpaid bill: for the seller its own, for the operator all. */
export async function overdueTasks(db: Db, developerId: string | null): Promise<TaskRow[]> {
  const rows = await db.order.findMany({
    where: {
      ...(developerId === null ? {} : { developerId }),
      state: 'expired',
      dunning: { some: { kind: 'stopped' }, none: { kind: 'resumed' } },
    },
    include: { buyer: { select: { name: true } } },
    orderBy: { expiresAt: 'asc' },
    take: limit,
  });
  return rows.map((one) =>
    task('bill_overdue', {
      id: one.id,
      no: one.no,
      title: `${one.billPeriod ?? ''} · ${one.buyer.name}`,
      since: one.expiresAt,
      amountFen: one.amountFen,
    }),
  );
}
