import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { PartyPart, PartyShare } from './rules/allocation.ts';
import type { RepaymentState, StatementState } from './rules/codes.ts';
import { isSettled } from './rules/lifecycle.ts';
import { lineOf, type StatementLine } from './rules/statement.ts';

// Allocations --------------------------------------------------------------------------------------------------------

/** An order as the split needs it, locked until the transaction ends. */
export async function lockSale(db: Db, orderId: string) {
  await db.$queryRaw`SELECT id FROM "order" WHERE id = ${orderId} FOR UPDATE`;
  return db.order.findUnique({
    where: { id: orderId },
    include: {
      agreement: true,
      slices: { orderBy: { agreementId: 'asc' } },
      allocations: { include: { lines: true } },
      refunds: true,
    },
  });
}

export type Sale = NonNullable<Awaited<ReturnType<typeof lockSale>>>;

export async function sharesOf(db: Db, agreementId: string, version: number): Promise<PartyShare[]> {
  const rows = await db.agreementShare.findMany({ where: { agreementId, version } });
  return rows.map(({ partyKind, partyId, ppm }) => ({ partyKind, partyId, ppm }));
}

export async function insertAllocation(db: Db, row: Prisma.AllocationUncheckedCreateInput): Promise<void> {
  await db.allocation.create({ data: row });
}

export async function insertLines(db: Db, rows: Prisma.AllocationLineCreateManyInput[]): Promise<void> {
  await db.allocationLine.createMany({ data: rows });
}

/** What each party of an order holds now: its part of the sale less what it gave back. */
export function heldParts(lines: readonly PartyPart[]): PartyPart[] {
  const held = new Map<string, PartyPart>();
  for (const line of lines) {
    const key = `${line.partyKind}:${line.partyId}`;
    const before = held.get(key)?.amountFen ?? 0n;
    held.set(key, {
      partyKind: line.partyKind,
      partyId: line.partyId,
      ppm: line.ppm,
      amountFen: before + line.amountFen,
    });
  }
  return [...held.values()];
}

/** Orders with money that nobody has split yet: what a crash between payment and split leaves behind. */
export async function unallocatedOrders(db: Db, agreementId?: string, before?: Date): Promise<string[]> {
  const rows = await db.order.findMany({
    where: {
      state: { in: ['paid', 'fulfilled'] },
      amountFen: { gt: 0n },
      allocations: { none: {} },
      ...(agreementId === undefined ? {} : { slices: { some: { agreementId, grossFen: { gt: 0n } } } }),
      ...(before === undefined ? {} : { paidAt: { lt: before } }),
    },
    select: { id: true },
    orderBy: { paidAt: 'asc' },
    take: 1000,
  });
  return rows.map((row) => row.id);
}

export async function awaitsSplit(db: Db, orderId: string): Promise<boolean> {
  const where = {
    id: orderId,
    state: { in: ['paid', 'fulfilled'] as ('paid' | 'fulfilled')[] },
    amountFen: { gt: 0n },
  };
  return (await db.order.count({ where: { ...where, allocations: { none: {} } } })) > 0;
}

/** What a statement is about: an agreement, a month, and the treasury its sales of that month belong to. */
export interface StatementKey {
  readonly agreementId: string;
  readonly period: string;
  readonly treasuryCode: string;
}

/**
 * Every order whose slice under an agreement was sold in a period and belongs to a treasury, as statement lines, with what is
 * printed beside them.
 * @param without refunds that came after the statement's approval: they stand beside it, not in it.
 */
export async function salesOf(
  db: Db,
  { agreementId, period, treasuryCode }: StatementKey,
  without: ReadonlySet<string> = new Set(),
) {
  const rows = await db.allocation.findMany({
    where: { agreementId, slice: { treasuryCode }, lines: { some: { refundId: null, period } } },
    include: {
      lines: true,
      slice: true,
      order: { include: { product: { select: { no: true, title: true, kind: true } } } },
    },
    orderBy: [{ order: { paidAt: 'asc' } }, { orderId: 'asc' }],
  });
  return rows.map(({ order, ...allocation }) => {
    const parts = allocation.lines.filter((one) => one.refundId === null || !without.has(one.refundId));
    const refunds = parts.reduce((sum, one) => (one.refundId === null ? sum : sum - one.amountFen), 0n);
    const line: StatementLine = lineOf(order.id, allocation.baseFen, refunds, parts);
    return { line, orderNo: order.no, productTitle: order.product.title, paidAt: order.paidAt, parts, allocation };
  });
}

/** The treasuries to which the sales of a month under an agreement belong, that of the earliest sale first. */
export async function treasuriesOf(db: Db, agreementId: string, period: string) {
  const rows = await db.allocation.findMany({
    where: { agreementId, lines: { some: { refundId: null, period } } },
    select: { slice: { select: { treasuryCode: true, regionCode: true } } },
    orderBy: [{ order: { paidAt: 'asc' } }, { orderId: 'asc' }],
  });
  return [...new Map(rows.map(({ slice }) => [slice.treasuryCode, slice])).values()];
}
export type SaleLine = Awaited<ReturnType<typeof salesOf>>[number];

// Statements -----------------------------------------------------------------------------------------------------------

const include = {
  agreement: true,
  agency: true,
  developer: true,
  treasury: true,
  lines: { include: { order: { include: { product: { select: { title: true } } } } } },
  confirmations: { include: { organization: true }, orderBy: { at: 'asc' as const } },
  paymentOrders: { include: { voided: true, shares: true }, orderBy: { issuedAt: 'asc' as const } },
  receipt: true,
  lateRefunds: { include: { refund: { select: { orderId: true, amountFen: true, order: { select: { no: true } } } } } },
} as const;
type Loaded = Prisma.StatementGetPayload<{ include: typeof include }>;
/** A statement with the one payment order that counts; voided ones stand beside it in the history only. */
export type StatementRow = Loaded & {
  readonly paymentOrder: Loaded['paymentOrders'][number] | null;
  readonly voidedOrders: Loaded['paymentOrders'];
};
const withOrder = (row: Loaded): StatementRow => ({
  ...row,
  paymentOrder: row.paymentOrders.find((one) => one.voided === null) ?? null,
  voidedOrders: row.paymentOrders.filter((one) => one.voided !== null),
});

/** Serialises drawing, refunding and reviewing under one agreement: none of them sees half of another. */
export async function lockAgreement(db: Db, id: string) {
  await db.$queryRaw`SELECT id FROM agreement WHERE id = ${id} FOR NO KEY UPDATE`;
  return db.agreement.findUnique({ where: { id }, include: { agency: true, developer: true, treasury: true } });
}

export async function findStatement(db: Db, id: string): Promise<StatementRow | null> {
  const row = await db.statement.findUnique({ where: { id }, include });
  return row === null ? null : withOrder(row);
}

export async function lockStatement(db: Db, id: string): Promise<StatementRow | null> {
  await db.$queryRaw`SELECT id FROM statement WHERE id = ${id} FOR UPDATE`;
  return findStatement(db, id);
}

export async function statementOf(db: Db, key: StatementKey) {
  const found = await db.statement.findUnique({ where: { agreementId_period_treasuryCode: { ...key } } });
  return found === null ? null : lockStatement(db, found.id);
}

/** Locks every agreement an order was sliced under, in order of name: nobody waits for another in a circle. */
export async function lockAgreementsOf(db: Db, orderId: string): Promise<void> {
  await db.$queryRaw`
    SELECT a.id FROM agreement a JOIN order_slice s ON s.agreement_id = a.id WHERE s.order_id = ${orderId}
    ORDER BY a.id FOR NO KEY UPDATE OF a`;
}

/** The statements an order stands in: one for each agreement it was sliced under, as far as they are drawn. */
export async function statementsOfOrder(db: Db, orderId: string) {
  return db.statement.findMany({
    where: { lines: { some: { orderId } } },
    select: { id: true, no: true, state: true },
    orderBy: { no: 'asc' },
  });
}

export async function insertStatement(db: Db, row: Prisma.StatementUncheckedCreateInput): Promise<void> {
  await db.statement.create({ data: row });
}

export async function insertStatementLines(
  db: Db,
  statementId: string,
  round: number,
  lines: readonly StatementLine[],
): Promise<void> {
  await db.statementLine.createMany({ data: lines.map((line) => ({ ...line, statementId, round })) });
}

export async function insertLateRefund(db: Db, row: Prisma.LateRefundUncheckedCreateInput): Promise<void> {
  await db.lateRefund.create({ data: row });
}

export async function isLate(db: Db, refundId: string): Promise<boolean> {
  return (await db.lateRefund.count({ where: { refundId } })) > 0;
}

/** The refunds that a settled statement does not hold: they came after its approval. */
export const lateOf = (row: StatementRow): Set<string> =>
  new Set(
    isSettled(row.state) ? row.lateRefunds.filter((one) => one.round === row.round).map((one) => one.refundId) : [],
  );

export async function orderOfRefund(db: Db, refundId: string): Promise<string | null> {
  return (await db.refund.findUnique({ where: { id: refundId }, select: { orderId: true } }))?.orderId ?? null;
}

/** Saves a step of a statement that still stands as it was seen; false when it has moved on. */
export async function saveAt(
  db: Db,
  row: { id: string; revision: number; state: StatementState },
  data: Prisma.StatementUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.statement.updateMany({
    where: { id: row.id, revision: row.revision, state: row.state },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function insertConfirmation(db: Db, row: Prisma.StatementConfirmationUncheckedCreateInput): Promise<void> {
  await db.statementConfirmation.create({ data: row });
}

export interface Wanted {
  /** Statements of the organisation as a party, or of the regions whose finance bureau it is; null for all regions. */
  readonly organizationId: string;
  readonly regionCodes: readonly string[] | null;
  readonly states?: readonly StatementState[];
  readonly period?: string;
}

export async function listStatements(db: Db, wanted: Wanted, page: number, pageSize: number) {
  const where: Prisma.StatementWhereInput = {
    // An auditor reads all of them.
    ...(wanted.regionCodes === null
      ? {}
      : {
          OR: [
            { agencyId: wanted.organizationId },
            { developerId: wanted.organizationId },
            { regionCode: { in: [...wanted.regionCodes] } },
          ],
        }),
    ...(wanted.states === undefined ? {} : { state: { in: [...wanted.states] } }),
    ...(wanted.period === undefined ? {} : { period: wanted.period }),
  };
  const [total, rows] = await Promise.all([
    db.statement.count({ where }),
    db.statement.findMany({
      where,
      include,
      orderBy: [{ period: 'desc' }, { no: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows: rows.map(withOrder) };
}

interface PendingRow {
  readonly agreement_id: string;
  readonly agreement_no: string;
  readonly period: string;
  readonly treasury_code: string;
  readonly treasury_name: string;
  readonly orders: bigint;
  readonly gross: bigint;
}

/** Agreements of a party with the periods in which something was sold and no statement exists yet. */
export async function periodsToState(db: Db, organizationId: string, before: string) {
  return db.$queryRaw<PendingRow[]>`
    SELECT a.id AS agreement_id, a.no AS agreement_no, to_char(o.paid_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS period,
      l.treasury_code, t.name AS treasury_name, count(*) AS orders, sum(l.gross_fen)::bigint AS gross
    FROM "order" o JOIN order_slice l ON l.order_id = o.id JOIN agreement a ON a.id = l.agreement_id
    JOIN treasury t ON t.code = l.treasury_code
    WHERE (a.agency_id = ${organizationId} OR a.developer_id = ${organizationId}) AND o.paid_at IS NOT NULL AND l.gross_fen > 0
    GROUP BY 1, 2, 3, 4, 5
    HAVING to_char(min(o.paid_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') < ${before} AND NOT EXISTS (
      SELECT 1 FROM statement s WHERE s.agreement_id = a.id AND s.treasury_code = l.treasury_code
        AND s.period = to_char(min(o.paid_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'))
    ORDER BY 3, 2, min(o.paid_at)`;
}

/** What was done to a statement and by which organisation, from the audit chain. */
export async function timeline(db: Db, statementId: string) {
  return timelineOf(db, 'statement', statementId);
}

async function timelineOf(db: Db, subjectType: string, subjectId: string) {
  const events = await db.auditEvent.findMany({
    where: { subjectType, subjectId, outcome: 'done' },
    orderBy: { seq: 'asc' },
  });
  const ids = [...new Set(events.flatMap((event) => (event.organizationId === null ? [] : [event.organizationId])))];
  const names = new Map(
    (await db.organization.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })).map((o) => [
      o.id,
      o.name,
    ]),
  );
  return events.map((event) => ({
    action: event.action,
    at: event.at,
    organization: names.get(event.organizationId ?? '') ?? null,
    facts: (JSON.parse(event.canon) as { facts: Record<string, unknown> }).facts,
  }));
}

// Payment orders and receipts ---------------------------------------------------------------------------------------------

export async function currentSubject(db: Db, budgetYear: number) {
  return db.budgetSubject.findFirst({ where: { budgetYear, current: true } });
}

export async function insertPaymentOrder(db: Db, row: Prisma.PaymentOrderUncheckedCreateInput): Promise<void> {
  await db.paymentOrder.create({ data: row });
}

export async function findPaymentOrder(db: Db, no: string) {
  return db.paymentOrder.findUnique({ where: { no }, include: { voided: true, shares: true } });
}

export async function voidOrder(db: Db, row: Prisma.PaymentOrderVoidUncheckedCreateInput): Promise<void> {
  await db.paymentOrderVoid.create({ data: row });
}

export async function findReceipt(db: Db, receiptNo: string) {
  return db.treasuryReceipt.findUnique({ where: { receiptNo }, include: { statement: { select: { no: true } } } });
}

export async function findTreasury(db: Db, code: string) {
  return db.treasury.findUnique({ where: { code } });
}

export async function insertReceipt(db: Db, row: Prisma.TreasuryReceiptUncheckedCreateInput): Promise<void> {
  await db.treasuryReceipt.create({ data: row });
}

/** Fen of one posting that moved on an account of the ledger; null when it was never posted. */
export async function postedUnder(db: Db, key: string, account: string): Promise<bigint | null> {
  const rows = await db.$queryRaw<{ amount: bigint }[]>`
    SELECT sum(e.amount_fen)::bigint AS amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
    WHERE t.idem_key = ${key} AND e.account_id = ${account} GROUP BY t.id`;
  return rows[0]?.amount ?? null;
}

// Figures --------------------------------------------------------------------------------------------------------------------

export interface PeriodFigures {
  readonly period: string;
  readonly treasury_code: string;
  readonly treasury_name: string;
  readonly region_code: string;
  readonly orders: bigint;
  readonly gross: bigint;
  readonly refunds: bigint;
  readonly treasury_part: bigint;
}

/** Sales by the month in which they were paid and the treasury they belong to; refunds count with their sale. */
export async function figures(
  db: Db,
  regionCodes: readonly string[] | null,
  from: string,
  to: string,
): Promise<PeriodFigures[]> {
  return db.$queryRaw<PeriodFigures[]>`
    WITH sale AS (
      SELECT al.id, al.order_id, al.agreement_id, al.base_fen, min(l.period) FILTER (WHERE l.refund_id IS NULL) AS period,
        coalesce(-sum(l.amount_fen) FILTER (WHERE l.refund_id IS NOT NULL), 0)::bigint AS refunds,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_kind = 'treasury'), 0)::bigint AS treasury_part
      FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id GROUP BY al.id)
    SELECT s.period, t.code AS treasury_code, t.name AS treasury_name, t.region_code, count(DISTINCT s.order_id) AS orders,
      sum(s.base_fen)::bigint AS gross, sum(s.refunds)::bigint AS refunds, sum(s.treasury_part)::bigint AS treasury_part
    FROM sale s JOIN order_slice c ON (c.order_id, c.agreement_id) = (s.order_id, s.agreement_id)
    JOIN treasury t ON t.code = c.treasury_code
    WHERE s.period BETWEEN ${from} AND ${to}
      AND (${regionCodes}::text[] IS NULL OR t.region_code = ANY(${regionCodes}::text[]))
    GROUP BY s.period, t.code, t.name, t.region_code ORDER BY s.period DESC, t.code`;
}

export async function statementsBetween(db: Db, regionCodes: readonly string[] | null, from: string, to: string) {
  return db.statement.findMany({
    where: {
      period: { gte: from, lte: to },
      ...(regionCodes === null ? {} : { regionCode: { in: [...regionCodes] } }),
    },
    include: { receipt: true, repayments: { where: { state: { not: 'lapsed' }, refundId: { not: null } } } },
  });
}

// Late refunds and repayments ------------------------------------------------------------------------------------------------

export async function goesBackByCard(db: Db, refundId: string): Promise<boolean> {
  return (await db.cardRefund.count({ where: { refundId } })) > 0;
}

export async function refundsToPay(db: Db, regionCodes: readonly string[] | null) {
  return db.refund.findMany({
    where: {
      state: 'approved',
      bankSerial: null,
      lates: { some: {} },
      // What goes back to a card or wallet is not transferred as well.
      cardRefund: { is: null },
      ...(regionCodes === null ? {} : { order: { agreement: { regionCode: { in: [...regionCodes] } } } }),
    },
    include: {
      repayments: { orderBy: { no: 'asc' } },
      order: { select: { no: true, buyer: { select: { name: true } } } },
    },
    orderBy: { decidedAt: 'asc' },
    take: 200,
  });
}

const repaymentInclude = {
  statement: { include: { paymentOrders: true, receipt: true, developer: true, agreement: { select: { no: true } } } },
  refund: { include: { order: { select: { id: true, no: true } } } },
  line: true,
  treasury: true,
  agency: true,
} as const;
export type RepaymentRow = Prisma.TreasuryRepaymentGetPayload<{ include: typeof repaymentInclude }>;

export async function insertRepayment(db: Db, row: Prisma.TreasuryRepaymentUncheckedCreateInput): Promise<void> {
  await db.treasuryRepayment.create({ data: row });
}

export async function findRepayment(db: Db, id: string): Promise<RepaymentRow | null> {
  return db.treasuryRepayment.findUnique({ where: { id }, include: repaymentInclude });
}

export async function lockRepayment(db: Db, id: string): Promise<RepaymentRow | null> {
  await db.$queryRaw`SELECT id FROM treasury_repayment WHERE id = ${id} FOR UPDATE`;
  return findRepayment(db, id);
}

export async function repaymentsOfRefund(db: Db, refundId: string) {
  return db.treasuryRepayment.findMany({ where: { refundId }, orderBy: { no: 'asc' } });
}

export async function repaymentsOf(db: Db, statementId: string) {
  return db.treasuryRepayment.findMany({ where: { statementId }, orderBy: { no: 'asc' } });
}

/** True when the treasury has reported money for the statement that is on the books. */
export async function hasBookedLines(db: Db, statementId: string): Promise<boolean> {
  return (await db.treasuryLine.count({ where: { statementId, heldFen: { gt: 0n } } })) > 0;
}

/** Cases of a statement that nobody has applied for yet. */
export async function openedRepayments(db: Db, statementId: string) {
  return db.treasuryRepayment.findMany({ where: { statementId, state: 'opened', refundId: { not: null } } });
}

/** Open claims against a treasury: what a short payment might be netted against (坐支). */
export async function openClaims(db: Db, treasuryCode: string): Promise<bigint[]> {
  const rows = await db.treasuryRepayment.findMany({
    where: { treasuryCode, state: { notIn: ['repaid', 'lapsed'] } },
    select: { amountFen: true },
  });
  return rows.map((row) => row.amountFen);
}

export async function saveRepayment(
  db: Db,
  row: { id: string; revision: number },
  data: Prisma.TreasuryRepaymentUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.treasuryRepayment.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function listRepayments(
  db: Db,
  wanted: { regionCodes: readonly string[] | null; agencyId?: string; states?: readonly RepaymentState[] },
  page: number,
  pageSize: number,
) {
  const where: Prisma.TreasuryRepaymentWhereInput = {
    ...(wanted.regionCodes === null ? {} : { regionCode: { in: [...wanted.regionCodes] } }),
    ...(wanted.agencyId === undefined ? {} : { agencyId: wanted.agencyId }),
    ...(wanted.states === undefined ? {} : { state: { in: [...wanted.states] } }),
  };
  const [total, rows] = await Promise.all([
    db.treasuryRepayment.count({ where }),
    db.treasuryRepayment.findMany({
      where,
      include: repaymentInclude,
      orderBy: [{ openedAt: 'desc' }, { no: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}

export async function repaymentTimeline(db: Db, id: string) {
  return timelineOf(db, 'repayment', id);
}

/** Whose a treasury's number already is: of a receipt, of a reported line or of another repayment; null while it is free. */
export async function receiptUse(db: Db, receiptNo: string): Promise<string | null> {
  const receipt = await findReceipt(db, receiptNo);
  if (receipt !== null) return receipt.statement.no;
  const repayment = await db.treasuryRepayment.findUnique({ where: { receiptNo } });
  if (repayment !== null) return repayment.no;
  const line = await db.treasuryLine.findUnique({ where: { receiptNo } });
  return line === null ? null : line.paymentOrderNo;
}

// Evidence -------------------------------------------------------------------------------------------------------------------

export async function salesForEvidence(db: Db, agreementId: string, orderIds: readonly string[]) {
  return db.order.findMany({
    where: { id: { in: [...orderIds] } },
    include: {
      product: { select: { title: true } },
      payment: true,
      refunds: true,
      slices: { include: { agreement: { select: { no: true } } }, orderBy: { agreementId: 'asc' } },
      allocations: {
        where: { agreementId },
        include: { slice: true, lines: { orderBy: { id: 'asc' } } },
      },
    },
    orderBy: { no: 'asc' },
  });
}
export type EvidenceSale = Awaited<ReturnType<typeof salesForEvidence>>[number];

export async function paperText(db: Db, documentId: string) {
  const found = await db.document.findUnique({
    where: { id: documentId },
    select: { no: true, canonical: true, sha256: true },
  });
  return found;
}

/** Number and hash of the signed text of an agreement's version. */
export async function signedTerms(db: Db, agreementId: string, version: number) {
  const found = await db.agreementVersion.findUnique({ where: { agreementId_version: { agreementId, version } } });
  return found === null ? null : paperText(db, found.documentId);
}

/** Where the approval of each refund stands in the audit chain: the order in which they were committed. */
export async function refundsInChain(db: Db, refundIds: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await db.auditEvent.findMany({
    where: { subjectType: 'refund', subjectId: { in: [...refundIds] }, action: 'revenue.refund', outcome: 'done' },
    select: { subjectId: true, seq: true },
  });
  return new Map(rows.map((row) => [row.subjectId, BigInt(row.seq)]));
}
