import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { CaseKind, LineState } from './rules/codes.ts';
import type { Span } from './rules/continuity.ts';

const ofLine = {
  order: { include: { buyer: { select: { name: true } }, product: { select: { title: true } } } },
  case: { select: { id: true, kind: true } },
  statement: { select: { regionCode: true } },
} as const;
export type LineRow = Prisma.BankLineGetPayload<{ include: typeof ofLine }>;

const ofOrder = { buyer: true, agreement: true, product: true } as const;
const ofCase = {
  line: { include: ofLine },
  moves: { include: { order: { include: { buyer: { select: { name: true } } } } }, orderBy: { seq: 'asc' as const } },
  steps: { orderBy: { seq: 'asc' as const } },
};
export type CaseRow = Prisma.BankCaseGetPayload<{ include: typeof ofCase }>;
export type MoveRow = CaseRow['moves'][number];
export type StatementRow = Prisma.BankStatementGetPayload<object>;
export type PayableRow = Prisma.OrderGetPayload<{ include: typeof ofOrder }>;

type Regions = readonly string[] | null;
const within = (regions: Regions) => (regions === null ? {} : { regionCode: { in: [...regions] } });

// Statements

export const findStatement = (db: Db, id: string): Promise<StatementRow | null> =>
  db.bankStatement.findUnique({ where: { id } });

export async function lockStatement(db: Db, id: string): Promise<StatementRow | null> {
  await db.$queryRaw`SELECT id FROM bank_statement WHERE id = ${id} FOR UPDATE`;
  return findStatement(db, id);
}

export const findByHash = (db: Db, regionCode: string, fileSha256: string): Promise<StatementRow | null> =>
  db.bankStatement.findUnique({ where: { regionCode_fileSha256: { regionCode, fileSha256 } } });

export async function insertStatement(db: Db, row: Prisma.BankStatementUncheckedCreateInput): Promise<void> {
  await db.bankStatement.create({ data: row });
}

export async function saveStatement(db: Db, id: string, data: Prisma.BankStatementUncheckedUpdateInput): Promise<void> {
  await db.bankStatement.update({ where: { id }, data });
}

export async function removeDraft(db: Db, id: string): Promise<boolean> {
  return (await db.bankStatement.deleteMany({ where: { id, state: 'draft' } })).count === 1;
}

export async function listStatements(db: Db, regions: Regions, page: number, pageSize: number) {
  const where = within(regions);
  const total = await db.bankStatement.count({ where });
  const rows = await db.bankStatement.findMany({
    where,
    orderBy: [{ uploadedAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { total, rows };
}

export const findMapping = (db: Db, regionCode: string, headings: string) =>
  db.bankMapping.findFirst({ where: { regionCode, headings }, orderBy: [{ setAt: 'desc' }, { id: 'desc' }] });

export async function insertMapping(db: Db, row: Prisma.BankMappingUncheckedCreateInput): Promise<void> {
  await db.bankMapping.create({ data: row });
}

// The account and its balances

export const findAccount = (db: Db, accountNo: string) => db.bankAccount.findUnique({ where: { accountNo } });

export async function openAccount(db: Db, row: Prisma.BankAccountUncheckedCreateInput): Promise<void> {
  await db.$executeRaw`INSERT INTO bank_account (account_no, region_code, baseline_fen, since_day)
    VALUES (${row.accountNo}, ${row.regionCode}, ${row.baselineFen}, ${row.sinceDay}) ON CONFLICT DO NOTHING`;
  await db.$queryRaw`SELECT account_no FROM bank_account WHERE account_no = ${row.accountNo} FOR UPDATE`;
}

export async function moveBaseline(db: Db, accountNo: string, baselineFen: bigint, sinceDay: string): Promise<void> {
  await db.bankAccount.update({ where: { accountNo }, data: { baselineFen, sinceDay } });
}

/**
 * What the books say of a region's bank account before an instant. One account of the ledger serves all regions: a posting
 * belongs to the region whose account received its order, to that of its statement or repayment (wherever the treasury's
 * money lies: one of another level may hold it by mistake), of its line, or of its payout. A remittance leaves the accounts
 * that received the orders it is for; what of it lay with a treasury before counted there.
 */
export async function ledgerCash(db: Db, regionCode: string, before: Date): Promise<bigint> {
  const rows = await db.$queryRaw<{ total: bigint }[]>`
    WITH cash AS (
      SELECT t.id, t.idem_key, t.order_id, sum(e.amount_fen) AS amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
      WHERE e.account_id = 'cash:bank' AND t.effective_at < ${before}::timestamptz GROUP BY t.id),
    remitted AS (
      SELECT coalesce(sum(coalesce((SELECT -sum(l.treasury_fen) FROM statement_line l JOIN "order" o ON o.id = l.order_id
          JOIN agreement a ON a.id = o.agreement_id LEFT JOIN order_slice c ON (c.order_id, c.agreement_id) = (o.id, o.agreement_id)
          WHERE l.statement_id = s.id AND l.round = s.round AND coalesce(c.region_code, a.region_code) = ${regionCode}), 0)
        + CASE WHEN s.region_code = ${regionCode} THEN r.amount_fen + k.amount ELSE 0 END), 0) AS amount
      FROM cash k JOIN statement s ON k.idem_key = 'treasury_receipt:' || s.id JOIN treasury_receipt r ON r.statement_id = s.id)
    SELECT ((SELECT amount FROM remitted) + coalesce(sum(t.amount), 0))::bigint AS total FROM cash t
    WHERE t.idem_key NOT LIKE 'treasury_receipt:%' AND ${regionCode} = coalesce(
      (SELECT coalesce(c.region_code, a.region_code) FROM "order" o JOIN agreement a ON a.id = o.agreement_id
        LEFT JOIN order_slice c ON (c.order_id, c.agreement_id) = (o.id, o.agreement_id) WHERE o.id = t.order_id),
      (SELECT s.region_code FROM treasury_line l JOIN statement s ON s.id = l.statement_id WHERE t.idem_key = 'treasury_line:' || l.receipt_no),
      (SELECT coalesce(c.region_code, p.region_code) FROM treasury_repayment p LEFT JOIN refund f ON f.id = p.refund_id
        LEFT JOIN "order" o ON o.id = f.order_id LEFT JOIN order_slice c ON (c.order_id, c.agreement_id) = (o.id, o.agreement_id)
        WHERE t.idem_key = 'treasury_repayment:' || p.id),
      (SELECT y.region_code FROM ledger_entry x JOIN ledger_account c ON c.id = x.account_id JOIN treasury y ON y.code = c.treasury_code
        WHERE x.transaction_id = t.id LIMIT 1),
      (SELECT s.region_code FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id WHERE l.transaction_id = t.id LIMIT 1),
      (SELECT c.region_code FROM bank_move m JOIN bank_case c ON c.id = m.case_id WHERE m.done_transaction_id = t.id LIMIT 1),
      (SELECT b.region_code FROM payout p JOIN payout_batch b ON b.id = p.batch_id
        WHERE t.idem_key IN ('payout_paid:' || p.id, 'payout_returned:' || p.id) LIMIT 1))`;
  return rows[0]?.total ?? 0n;
}

/** Lines of the account up to a day that the books do not hold yet, by why; without those of some statements. */
export async function unbooked(db: Db, accountNo: string, until: string, without: readonly string[]) {
  return db.$queryRaw<{ state: LineState; total: bigint; n: number }[]>`
    SELECT state::text AS state, sum(amount_fen)::bigint AS total, count(*)::int AS n FROM bank_line
    WHERE account_no = ${accountNo} AND value_date <= ${until} AND state IN ('new', 'proposed', 'unexplained')
      AND statement_id <> ALL(${[...without]}::text[]) GROUP BY 1 ORDER BY 1`;
}

/** Lines of some statements up to a day that the books do hold. */
export async function bookedOf(db: Db, accountNo: string, until: string, statements: readonly string[]) {
  const rows = await db.$queryRaw<{ total: bigint; n: number }[]>`
    SELECT coalesce(sum(amount_fen), 0)::bigint AS total, count(*)::int AS n FROM bank_line
    WHERE account_no = ${accountNo} AND value_date <= ${until} AND state IN ('received', 'in_case', 'paid_out')
      AND statement_id = ANY(${[...statements]}::text[])`;
  return rows[0] ?? { total: 0n, n: 0 };
}

/** What the lines of the account up to a day amount to; without those of some statements. */
export async function sumOfLines(
  db: Db,
  accountNo: string,
  until: string,
  without: readonly string[],
): Promise<bigint> {
  const found = await db.bankLine.aggregate({
    where: { accountNo, valueDate: { lte: until }, statementId: { notIn: [...without] } },
    _sum: { amountFen: true },
  });
  return found._sum.amountFen ?? 0n;
}

/** Receipts entered by hand whose serial stands on no statement so far. */
export async function notOnStatement(db: Db, regionCode: string, accountNo: string, from: string, until: string) {
  const rows = await db.$queryRaw<{ total: bigint; n: number }[]>`
    SELECT coalesce(sum(p.amount_fen), 0)::bigint AS total, count(*)::int AS n FROM payment p
    JOIN "order" o ON o.id = p.order_id JOIN agreement a ON a.id = o.agreement_id
    WHERE p.route = 'bank' AND a.region_code = ${regionCode} AND p.value_date BETWEEN ${from} AND ${until}
      AND NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.account_no = ${accountNo} AND l.serial = split_part(p.bank_serial, '/', 1)
        AND l.state IN ('received', 'in_case'))`;
  return rows[0] ?? { total: 0n, n: 0 };
}

/** The account's imported statements that added lines, as spans of time. */
export async function spansOf(db: Db, accountNo: string): Promise<Span[]> {
  const rows = await db.bankStatement.findMany({
    where: { accountNo, state: { not: 'draft' }, newLines: { gt: 0 } },
    select: {
      id: true,
      toDay: true,
      openingFen: true,
      closingFen: true,
      lineCount: true,
      newLines: true,
      importedAt: true,
    },
    orderBy: [{ importedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    toDay: row.toDay ?? '',
    openingFen: row.openingFen ?? 0n,
    closingFen: row.closingFen ?? 0n,
    importedAt: row.importedAt?.getTime() ?? 0,
  }));
}

// Lines

export async function knownLines(db: Db, accountNo: string, serials: readonly string[]) {
  const rows = [];
  for (let at = 0; at < serials.length; at += 5000) {
    const some = { accountNo, serial: { in: serials.slice(at, at + 5000) } };
    const select = { serial: true, amountFen: true, valueDate: true };
    rows.push(...(await db.bankLine.findMany({ where: some, select })));
  }
  return new Map(rows.map((row) => [row.serial, row]));
}

export async function insertLines(db: Db, rows: readonly Prisma.BankLineUncheckedCreateInput[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 2000) await db.bankLine.createMany({ data: rows.slice(at, at + 2000) });
}

export const findLine = (db: Db, id: string): Promise<LineRow | null> =>
  db.bankLine.findUnique({ where: { id }, include: ofLine });

export async function lockLine(db: Db, id: string): Promise<LineRow | null> {
  await db.$queryRaw`SELECT id FROM bank_line WHERE id = ${id} FOR UPDATE`;
  return findLine(db, id);
}

/** The next lines to match, in the order in which the money came, locked against another worker. */
export async function takeNew(db: Db, statementId: string, take: number): Promise<LineRow[]> {
  const ids = await db.$queryRaw<
    { id: string }[]
  >`SELECT id FROM bank_line WHERE statement_id = ${statementId} AND state = 'new'
    ORDER BY value_date, row, id LIMIT ${take} FOR UPDATE SKIP LOCKED`;
  const rows = await db.bankLine.findMany({ where: { id: { in: ids.map((one) => one.id) } }, include: ofLine });
  const place = new Map(ids.map((one, at) => [one.id, at]));
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

export const unexplainedLines = (db: Db): Promise<LineRow[]> =>
  db.bankLine.findMany({ where: { state: 'unexplained' }, include: ofLine, take: 500 });

export async function saveLine(
  db: Db,
  row: { id: string; state: LineState },
  data: Prisma.BankLineUncheckedUpdateInput,
) {
  return (await db.bankLine.updateMany({ where: { id: row.id, state: row.state }, data })).count === 1;
}

export interface LinesWanted {
  readonly regions: Regions;
  readonly statement?: string | undefined;
  readonly state?: LineState | undefined;
}

function linesWhere({ regions, statement, state }: LinesWanted): Prisma.BankLineWhereInput {
  return {
    statement: within(regions),
    ...(statement === undefined ? {} : { statementId: statement }),
    ...(state === undefined ? {} : { state }),
  };
}

export async function listLines(db: Db, wanted: LinesWanted, page: number, pageSize: number) {
  const where = linesWhere(wanted);
  const total = await db.bankLine.count({ where });
  const rows = await db.bankLine.findMany({
    where,
    include: ofLine,
    orderBy: [{ valueDate: 'asc' }, { statementId: 'asc' }, { row: 'asc' }, { id: 'asc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { total, rows };
}

export async function countStates(db: Db, statementId: string): Promise<Map<LineState, number>> {
  const rows = await db.bankLine.groupBy({ by: ['state'], where: { statementId }, _count: true });
  return new Map(rows.map((row) => [row.state, row._count]));
}

/** What an outgoing transfer is, when the platform knows it: a refund, a payback, or a payment order to a treasury. */
export async function knownPayout(
  db: Db,
  serial: string,
  amountFen: bigint,
  memo: string,
  regionCode: string,
): Promise<string | null> {
  const rows = await db.$queryRaw<{ what: string }[]>`
    SELECT 'refund ' || r.id AS what FROM refund r WHERE r.bank_serial = ${serial} AND r.amount_fen = ${-amountFen} AND r.state = 'approved'
    UNION ALL SELECT 'payback ' || m.id FROM bank_move m WHERE m.bank_serial = ${serial} AND m.amount_fen = ${-amountFen} AND m.state = 'done'
    UNION ALL SELECT 'remittance ' || p.no FROM payment_order p JOIN treasury_receipt t ON t.payment_order_no = p.no
      JOIN treasury y ON y.code = p.treasury_code
      WHERE p.amount_fen = ${-amountFen} AND y.region_code = ${regionCode} AND position(p.no IN ${memo}) > 0
    UNION ALL SELECT 'payout ' || p.no FROM payout p JOIN payout_batch b ON b.id = p.batch_id
      WHERE p.state = 'approved' AND p.amount_fen = ${-amountFen} AND b.region_code = ${regionCode} AND position(p.no IN ${memo}) > 0 LIMIT 1`;
  return rows[0]?.what ?? null;
}

/**
 * The repayment of a treasury (退付) that a line of money in is: the number of its order stands in the memo and the amount
 * agrees. Its posting is the registration of the treasury's own receipt, so the line itself books nothing.
 */
export async function knownRepayment(
  db: Db,
  line: { readonly id: string; readonly amountFen: bigint; readonly memo: string },
  regionCode: string,
): Promise<{ readonly note: string; readonly registered: boolean } | null> {
  const rows = await db.$queryRaw<{ note: string; registered: boolean }[]>`
    SELECT 'repayment ' || r.order_no AS note, r.state = 'repaid' AS registered FROM treasury_repayment r
    WHERE r.region_code = ${regionCode} AND r.amount_fen = ${line.amountFen} AND r.state IN ('approved', 'repaid')
      AND position(r.order_no IN ${line.memo}) > 0
      AND NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.id <> ${line.id} AND l.note = 'repayment ' || r.order_no) LIMIT 1`;
  return rows[0] ?? null;
}

/** A payout that the bank paid, perhaps on this very statement, and that now comes back, by its number in the memo. */
export async function returnedPayout(
  db: Db,
  amountFen: bigint,
  memo: string,
  regionCode: string,
): Promise<string | null> {
  const rows = await db.$queryRaw<{ what: string }[]>`
    SELECT 'payout ' || p.no AS what FROM payout p JOIN payout_batch b ON b.id = p.batch_id
    WHERE (p.state = 'paid' OR p.state = 'approved' AND EXISTS (SELECT 1 FROM bank_line l
        WHERE l.note = 'payout ' || p.no AND l.state = 'paid_out' AND l.amount_fen = -p.amount_fen))
      AND p.amount_fen = ${amountFen} AND b.region_code = ${regionCode} AND position(p.no IN ${memo}) > 0 LIMIT 1`;
  return rows[0]?.what ?? null;
}

export const paymentBySerial = (db: Db, bankSerial: string) =>
  db.payment.findUnique({ where: { bankSerial }, select: { orderId: true, amountFen: true } });

/** The receipt's own posting of an order, to point to from the line. */
export const lineBySerial = (db: Db, serial: string, regions: Regions) =>
  db.bankLine.findFirst({ where: { serial, statement: within(regions) }, include: ofLine });

// Orders as matching sees them

export async function lockPayable(db: Db, where: { reference: string } | { id: string }): Promise<PayableRow | null> {
  if ('id' in where) await db.$queryRaw`SELECT id FROM "order" WHERE id = ${where.id} FOR UPDATE`;
  else await db.$queryRaw`SELECT id FROM "order" WHERE reference = ${where.reference} FOR UPDATE`;
  return db.order.findUnique({ where, include: ofOrder });
}

export const findOrderId = (db: Db, given: string, reference: string | null) =>
  db.order.findFirst({
    where: { OR: [{ id: given }, { no: given }, ...(reference === null ? [] : [{ reference }])] },
    select: { id: true },
  });

export const waitingMoves = (db: Db, orderId: string) =>
  db.bankMove.findMany({ where: { orderId, kind: 'order', state: 'waiting' }, orderBy: { id: 'asc' } });

export const proposalsOf = (db: Db, orderId: string, exceptLine: string): Promise<number> =>
  db.bankLine.count({ where: { orderId, state: 'proposed', id: { not: exceptLine } } });

export async function awaiting(
  db: Db,
  regionCode: string,
  pointed: {
    readonly references: readonly string[];
    readonly names: readonly string[];
    readonly amounts: readonly bigint[];
  },
) {
  const include = { ...ofOrder, bankMoves: { where: { state: 'waiting' as const } } };
  const open = { state: 'awaiting_payment' as const, agreement: { regionCode } };
  const [references, names, amounts] = [[...pointed.references], [...pointed.names], [...pointed.amounts]];
  const find = (where: Prisma.OrderWhereInput, take: number) =>
    db.order.findMany({ where: { ...open, ...where }, include, orderBy: { placedAt: 'desc' }, take });
  const named = references.length === 0 ? [] : await find({ reference: { in: references } }, 10);
  const byPayer = await find({ buyer: { name: { in: names } }, reference: { notIn: references } }, 10);
  const known = [...named, ...byPayer].map((order) => order.id);
  return [...named, ...byPayer, ...(await find({ amountFen: { in: amounts }, id: { notIn: known } }, 10))];
}

// Cases

export const findCase = (db: Db, id: string): Promise<CaseRow | null> =>
  db.bankCase.findUnique({ where: { id }, include: ofCase });

export async function lockCase(db: Db, id: string): Promise<CaseRow | null> {
  await db.$queryRaw`SELECT id FROM bank_case WHERE id = ${id} FOR UPDATE`;
  return findCase(db, id);
}

export async function insertCase(db: Db, row: Prisma.BankCaseUncheckedCreateInput & { kind: CaseKind }): Promise<void> {
  await db.bankCase.create({ data: row });
}

export async function saveCase(
  db: Db,
  row: { id: string; revision: number },
  data: Prisma.BankCaseUncheckedUpdateManyInput,
) {
  const { count } = await db.bankCase.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function insertStep(db: Db, row: Prisma.BankCaseStepUncheckedCreateInput): Promise<void> {
  await db.bankCaseStep.create({ data: row });
}

export async function insertMove(db: Db, row: Prisma.BankMoveUncheckedCreateInput): Promise<void> {
  await db.bankMove.create({ data: row });
}

export const findMove = (db: Db, id: string) => db.bankMove.findUnique({ where: { id } });

export async function finishMove(db: Db, id: string, data: Prisma.BankMoveUncheckedUpdateManyInput): Promise<boolean> {
  return (await db.bankMove.updateMany({ where: { id, state: 'waiting' }, data })).count === 1;
}

export interface CasesWanted {
  readonly regions: Regions;
  readonly states: readonly CaseRow['state'][];
  readonly kind?: CaseKind | undefined;
}

export async function listCases(db: Db, { regions, states, kind }: CasesWanted, page: number, pageSize: number) {
  const where: Prisma.BankCaseWhereInput = {
    ...within(regions),
    state: { in: [...states] },
    ...(kind === undefined ? {} : { kind }),
  };
  const total = await db.bankCase.count({ where });
  const sums = await db.bankCase.aggregate({ where, _sum: { remainingFen: true } });
  const rows = await db.bankCase.findMany({
    where,
    include: { line: { include: { order: { select: { no: true } } } } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { total, rows, remainingFen: sums._sum.remainingFen ?? 0n };
}

export const moveCount = (db: Db, caseId: string): Promise<number> => db.bankMove.count({ where: { caseId } });

/** Everything the statements show for an order, for its own page. */
export const arrivals = (db: Db, orderId: string) =>
  db.bankLine.findMany({
    where: { OR: [{ orderId }, { case: { moves: { some: { orderId, state: { not: 'taken_back' } } } } }] },
    include: { case: { include: { moves: true } } },
    orderBy: [{ valueDate: 'asc' }, { id: 'asc' }],
    take: 100,
  });

/** Orders that fell through, or were paid in another way, while a part of their money waited. */
export async function partsToRelease(db: Db): Promise<string[]> {
  const rows = await db.bankMove.findMany({
    where: { kind: 'order', state: 'waiting', order: { state: { not: 'awaiting_payment' } } },
    select: { orderId: true },
    distinct: ['orderId'],
    take: 200,
  });
  return rows.flatMap((row) => row.orderId ?? []);
}

/** Clears a JSON column. */
export const nothing = Prisma.DbNull;

export async function unfinishedStatements(db: Db): Promise<string[]> {
  const rows = await db.bankStatement.findMany({ where: { state: 'matching' }, select: { id: true }, take: 50 });
  return rows.map((row) => row.id);
}

export async function serialUsed(db: Db, bankSerial: string): Promise<boolean> {
  const counts = [
    await db.payment.count({ where: { bankSerial } }),
    await db.refund.count({ where: { bankSerial } }),
    await db.bankMove.count({ where: { bankSerial } }),
  ];
  return counts.some((count) => count > 0);
}

export async function demoBuyer(db: Db, organizationId: string): Promise<boolean> {
  const found = await db.organization.findUnique({ where: { id: organizationId }, select: { demo: true } });
  return found?.demo ?? false;
}
