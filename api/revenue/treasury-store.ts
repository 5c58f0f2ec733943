/** The treasuries' lines and the payment orders that wait for them. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const lineInclude = {
  report: true,
  statement: { include: { treasury: true, paymentOrders: { include: { voided: true } }, receipt: true } },
  repayment: true,
} as const;
export type LineRow = Prisma.TreasuryLineGetPayload<{ include: typeof lineInclude }>;

export async function reportBySha(db: Db, regionCode: string, sha256: string) {
  return db.treasuryReport.findUnique({ where: { regionCode_sha256: { regionCode, sha256 } } });
}

export async function insertReport(
  db: Db,
  row: Prisma.TreasuryReportUncheckedCreateInput,
  lines: Prisma.TreasuryLineCreateManyInput[],
): Promise<void> {
  await db.treasuryReport.create({ data: row });
  await db.treasuryLine.createMany({ data: lines });
}

export async function linesByReceipt(db: Db, receiptNos: readonly string[]) {
  const rows = await db.treasuryLine.findMany({ where: { receiptNo: { in: [...receiptNos] } } });
  return new Map(rows.map((row) => [row.receiptNo, row]));
}

/** The payment orders of these numbers that count, with what is known of their money; in one region. */
export async function expectedOrders(db: Db, nos: readonly string[], regionCode: string) {
  const rows = await db.paymentOrder.findMany({
    where: { no: { in: [...nos] }, voided: { is: null }, statement: { regionCode } },
    include: { statement: { include: { receipt: true, treasuryLines: true } } },
  });
  return new Map(rows.map((row) => [row.no, row]));
}

export async function levelsOfTreasuries(db: Db): Promise<Map<string, string>> {
  return new Map((await db.treasury.findMany()).map((row) => [row.code, row.level as string]));
}

export interface LinesWanted {
  readonly regionCodes: readonly string[] | null;
  readonly state?: 'open' | 'difference' | 'settled';
  readonly difference?: string;
}

export async function listLines(db: Db, wanted: LinesWanted, page: number, pageSize: number) {
  const where: Prisma.TreasuryLineWhereInput = {
    ...(wanted.regionCodes === null ? {} : { report: { regionCode: { in: [...wanted.regionCodes] } } }),
    ...(wanted.state === undefined ? {} : { state: wanted.state }),
    ...(wanted.difference === undefined ? {} : { difference: wanted.difference }),
  };
  const [total, rows, groups] = await Promise.all([
    db.treasuryLine.count({ where }),
    db.treasuryLine.findMany({
      where,
      include: lineInclude,
      orderBy: [{ state: 'asc' }, { receivedOn: 'desc' }, { receiptNo: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    db.treasuryLine.groupBy({
      by: ['state', 'difference'],
      where: wanted.regionCodes === null ? {} : { report: { regionCode: { in: [...wanted.regionCodes] } } },
      _count: true,
      _sum: { amountFen: true },
    }),
  ]);
  return { total, rows, groups };
}

export async function findLine(db: Db, id: string): Promise<LineRow | null> {
  return db.treasuryLine.findUnique({ where: { id }, include: lineInclude });
}

export async function lockLine(db: Db, id: string): Promise<LineRow | null> {
  await db.$queryRaw`SELECT id FROM treasury_line WHERE id = ${id} FOR UPDATE`;
  return findLine(db, id);
}

/** Open lines without a difference, oldest first. */
export async function exactLines(db: Db, regionCodes: readonly string[]): Promise<string[]> {
  const rows = await db.treasuryLine.findMany({
    where: { state: 'open', difference: null, report: { regionCode: { in: [...regionCodes] } } },
    select: { id: true },
    orderBy: [{ receivedOn: 'asc' }, { receiptNo: 'asc' }],
    take: 500,
  });
  return rows.map((row) => row.id);
}

/** What lies short with the treasury for a statement. */
export async function shortLines(db: Db, statementId: string) {
  return db.treasuryLine.findMany({
    where: { statementId, state: 'difference', difference: { in: ['short', 'netted'] }, heldFen: { gt: 0n } },
  });
}

export async function saveLine(
  db: Db,
  id: string,
  data: Prisma.TreasuryLineUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.treasuryLine.updateMany({ where: { id, state: { not: 'settled' } }, data })).count === 1;
}

/** 未达: payment orders that count and have no receipt. */
export async function outstandingOrders(db: Db, regionCodes: readonly string[] | null) {
  return db.statement.findMany({
    where: { state: 'ordered', ...(regionCodes === null ? {} : { regionCode: { in: [...regionCodes] } }) },
    include: { treasury: true, developer: true, receipt: true, paymentOrders: { where: { voided: { is: null } } } },
    orderBy: { dueOn: 'asc' },
    take: 200,
  });
}
