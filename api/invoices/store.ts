/** Invoices, their lines, steps and the duty to take them back. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { InvoiceSide, InvoiceState } from './rules/codes.ts';

const parties = {
  buyer: { select: { id: true, name: true, uscc: true } },
  seller: { select: { id: true, name: true, uscc: true } },
} as const;
const ofNotice = {
  invoice: { select: { no: true, sellerId: true, buyerId: true } },
  order: { select: { no: true } },
} as const;
const include = {
  ...parties,
  lines: { orderBy: { position: 'asc' as const }, include: { order: { select: { no: true, paidAt: true } } } },
  steps: { orderBy: { seq: 'asc' as const } },
  notices: { orderBy: { openedAt: 'asc' as const }, include: ofNotice },
  taken: true,
  blue: { select: { id: true, no: true, number: true, issuedOn: true, state: true } },
  reds: { orderBy: { requestedAt: 'asc' as const }, include: { lines: true } },
} as const;
export type InvoiceRow = Prisma.InvoiceGetPayload<{ include: typeof include }>;
export type NoticeRow = Prisma.RedNoticeGetPayload<{ include: typeof ofNotice }>;

export async function findInvoice(db: Db, id: string): Promise<InvoiceRow | null> {
  return db.invoice.findUnique({ where: { id }, include });
}

export async function lockInvoice(db: Db, id: string): Promise<InvoiceRow | null> {
  await db.$queryRaw`SELECT id FROM invoice WHERE id = ${id} FOR UPDATE`;
  return findInvoice(db, id);
}

const inList = {
  ...parties,
  notices: { where: { state: { in: ['open', 'confirmed'] } }, select: { id: true } },
} satisfies Prisma.InvoiceInclude;
export type ListRow = Prisma.InvoiceGetPayload<{ include: typeof inList }>;

export async function listInvoices(
  db: Db,
  asked: { side: InvoiceSide; organizationId: string; state?: InvoiceState | undefined },
  page: number,
  pageSize: number,
): Promise<{ total: number; rows: ListRow[] }> {
  const own = asked.side === 'buyer' ? { buyerId: asked.organizationId } : { sellerId: asked.organizationId };
  const where = { ...own, ...(asked.state === undefined ? {} : { state: asked.state }) };
  const [total, rows] = await Promise.all([
    db.invoice.count({ where }),
    db.invoice.findMany({
      where,
      include: inList,
      orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}

export async function invoicesOfOrder(db: Db, orderId: string): Promise<ListRow[]> {
  return db.invoice.findMany({
    where: { lines: { some: { orderId } } },
    include: inList,
    orderBy: { requestedAt: 'asc' },
  });
}

export async function insertInvoice(
  db: Db,
  row: Omit<Prisma.InvoiceUncheckedCreateInput, 'lines'>,
  lines: readonly Omit<Prisma.InvoiceLineUncheckedCreateInput, 'invoiceId'>[],
): Promise<void> {
  await db.invoice.create({ data: row });
  await db.invoiceLine.createMany({ data: lines.map((line) => ({ ...line, invoiceId: row.id })) });
}

/** Moves an invoice that still stands as it was seen; false when it has moved on. */
export async function saveInvoice(
  db: Db,
  row: { readonly id: string; readonly revision: number },
  data: Prisma.InvoiceUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.invoice.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function saveLine(db: Db, id: string, data: Prisma.InvoiceLineUncheckedUpdateInput): Promise<void> {
  await db.invoiceLine.update({ where: { id }, data });
}

export async function dropLine(db: Db, id: string): Promise<void> {
  await db.invoiceLine.delete({ where: { id } });
}

export async function appendStep(db: Db, row: Prisma.InvoiceStepUncheckedCreateInput): Promise<void> {
  await db.invoiceStep.create({ data: row });
}

export async function numberTaken(db: Db, number: string): Promise<boolean> {
  return (await db.invoice.count({ where: { number } })) > 0;
}

/** What is on paper of an order: blue asked for or issued, red issued (as a positive amount). */
export async function onPaper(db: Db, orderId: string): Promise<{ blueFen: bigint; redFen: bigint }> {
  const [row] = await db.$queryRaw<{ blue: bigint; red: bigint }[]>`
    SELECT coalesce(sum(l.total_fen) FILTER (WHERE i.colour = 'blue' AND i.state NOT IN ('declined', 'withdrawn')), 0)::bigint AS blue,
      coalesce(-sum(l.total_fen) FILTER (WHERE i.colour = 'red' AND i.state IN ('issued', 'delivered')), 0)::bigint AS red
    FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id WHERE l.order_id = ${orderId}`;
  return { blueFen: row?.blue ?? 0n, redFen: row?.red ?? 0n };
}

/** Paid orders of a buyer, those with anything left to invoice first seen by the caller. */
export async function paidOrders(db: Db, buyerId: string) {
  return db.order.findMany({
    where: { buyerId, state: { in: ['paid', 'fulfilled'] }, amountFen: { gt: 0n }, paidAt: { not: null } },
    include: { product: true, developer: true, refunds: true },
    orderBy: { paidAt: 'desc' },
    take: 200,
  });
}
export type PaidOrder = Awaited<ReturnType<typeof paidOrders>>[number];

/** Orders by id under lock, in one order, so that two requests for the same do not wait for each other crosswise. */
export async function lockOrders(db: Db, ids: readonly string[]): Promise<PaidOrder[]> {
  await db.$queryRaw`SELECT id FROM "order" WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
  return db.order.findMany({
    where: { id: { in: [...ids] } },
    include: { product: true, developer: true, refunds: true },
    orderBy: { no: 'asc' },
  });
}

export async function refundWithOrder(db: Db, id: string) {
  return db.refund.findUnique({ where: { id }, include: { order: { include: { refunds: true } } } });
}

/** Live blue invoices on which an order stands, the newest first. */
export async function blueOf(db: Db, orderId: string): Promise<{ id: string; state: InvoiceState }[]> {
  return db.invoice.findMany({
    where: {
      colour: 'blue',
      state: { in: ['requested', 'prepared', 'issued', 'delivered'] },
      lines: { some: { orderId } },
    },
    select: { id: true, state: true },
    orderBy: { requestedAt: 'desc' },
  });
}

/** What sheets of the tax side claim of an order, void ones aside. */
export async function claimedOf(db: Db, orderId: string): Promise<bigint> {
  const { _sum } = await db.redNotice.aggregate({
    where: { orderId, state: { not: 'void' } },
    _sum: { amountFen: true },
  });
  return _sum.amountFen ?? 0n;
}

/** Approved refunds without a duty, of orders that are invoiced for more than remains of them: what a lost job left. */
export async function refundsWithoutDuty(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH blue AS (SELECT l.order_id, sum(l.total_fen) AS fen FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
        WHERE i.colour = 'blue' AND i.state NOT IN ('declined', 'withdrawn') GROUP BY 1),
      claimed AS (SELECT order_id, sum(amount_fen) AS fen FROM red_notice WHERE state <> 'void' GROUP BY 1),
      back AS (SELECT order_id, sum(amount_fen) AS fen FROM refund WHERE state = 'approved' GROUP BY 1)
    SELECT r.id FROM refund r JOIN "order" o ON o.id = r.order_id JOIN blue USING (order_id) JOIN back USING (order_id)
    LEFT JOIN claimed USING (order_id)
    WHERE r.state = 'approved' AND NOT EXISTS (SELECT 1 FROM red_notice n WHERE n.refund_id = r.id AND n.state <> 'void')
      AND blue.fen - coalesce(claimed.fen, 0) > o.amount_fen - back.fen
    ORDER BY r.decided_at LIMIT 200`;
  return rows.map((row) => row.id);
}

export async function noticeOfRefund(db: Db, refundId: string): Promise<NoticeRow | null> {
  return db.redNotice.findUnique({ where: { refundId }, include: ofNotice });
}

export async function insertNotice(db: Db, row: Prisma.RedNoticeUncheckedCreateInput): Promise<void> {
  await db.redNotice.create({ data: row });
}

export async function findNotice(db: Db, id: string): Promise<NoticeRow | null> {
  return db.redNotice.findUnique({ where: { id }, include: ofNotice });
}

export async function noticesOfSeller(db: Db, sellerId: string): Promise<NoticeRow[]> {
  return db.redNotice.findMany({
    where: { invoice: { sellerId }, state: { in: ['open', 'confirmed'] } },
    include: ofNotice,
    orderBy: { openedAt: 'asc' },
    take: 200,
  });
}

export async function noticesOfOrder(db: Db, orderId: string): Promise<NoticeRow[]> {
  return db.redNotice.findMany({ where: { orderId }, include: ofNotice, orderBy: { openedAt: 'asc' } });
}

export async function saveNotice(
  db: Db,
  row: { readonly id: string; readonly revision: number },
  data: Prisma.RedNoticeUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.redNotice.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function confirmationTaken(db: Db, confirmationNo: string): Promise<boolean> {
  return (await db.redNotice.count({ where: { confirmationNo } })) > 0;
}

export async function toIssue(db: Db, sellerId: string): Promise<InvoiceRow[]> {
  return db.invoice.findMany({
    where: { sellerId, state: 'prepared' },
    include,
    orderBy: { no: 'asc' },
    take: 1000,
  });
}

/** Invoices that lie with the issuing service. */
export async function withService(db: Db): Promise<string[]> {
  const rows = await db.invoice.findMany({
    where: { state: 'prepared', route: 'http' },
    select: { id: true },
    orderBy: { preparedAt: 'asc' },
    take: 200,
  });
  return rows.map((row) => row.id);
}

export const findTitle = (db: Db, organizationId: string) =>
  db.invoiceTitle.findUnique({ where: { organizationId }, include: { organization: true } });
export const findSeller = (db: Db, organizationId: string) =>
  db.invoiceSeller.findUnique({ where: { organizationId }, include: { organization: true } });

/** First entry, or a change of what was seen; false when somebody was faster. */
export async function keepTitle(
  db: Db,
  seen: number,
  row: Omit<Prisma.InvoiceTitleUncheckedCreateInput, 'revision'>,
): Promise<boolean> {
  if (seen === 0) {
    const made = await db.invoiceTitle.createMany({ data: [{ ...row, revision: 1 }], skipDuplicates: true });
    return made.count === 1;
  }
  const { organizationId, ...data } = row;
  const where = { organizationId, revision: seen };
  return (await db.invoiceTitle.updateMany({ where, data: { ...data, revision: seen + 1 } })).count === 1;
}

export async function keepSeller(
  db: Db,
  seen: number,
  row: Omit<Prisma.InvoiceSellerUncheckedCreateInput, 'revision'>,
): Promise<boolean> {
  if (seen === 0) {
    const made = await db.invoiceSeller.createMany({ data: [{ ...row, revision: 1 }], skipDuplicates: true });
    return made.count === 1;
  }
  const { organizationId, ...data } = row;
  const where = { organizationId, revision: seen };
  return (await db.invoiceSeller.updateMany({ where, data: { ...data, revision: seen + 1 } })).count === 1;
}
