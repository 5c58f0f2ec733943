/** Filed sharing rules, moves of agencies, and what each level's treasury received. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { TreasuryShare } from './rules/levels.ts';

export const listRules = (db: Db) => db.sharingRule.findMany({ orderBy: [{ filedAt: 'desc' }, { id: 'desc' }] });
export const findRule = (db: Db, id: string) => db.sharingRule.findUnique({ where: { id } });
export const insertRule = (db: Db, data: Prisma.SharingRuleUncheckedCreateInput) => db.sharingRule.create({ data });

interface Decision {
  readonly state: 'approved' | 'refused';
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly opinion: string | null;
}

export async function decideRule(db: Db, id: string, data: Decision): Promise<boolean> {
  return (await db.sharingRule.updateMany({ where: { id, state: 'filed' }, data })).count === 1;
}

/** Approved rules that would hold for one of these regions on one of these days. */
export async function overlapping(db: Db, regionCodes: readonly string[], from: string, to: string) {
  return db.sharingRule.findMany({
    where: {
      state: 'approved',
      regionCodes: { hasSome: [...regionCodes] },
      validFrom: { lte: to },
      validTo: { gte: from },
    },
  });
}

/** The rule in force for a region on a day, with the treasury it shares with; null where none is filed. */
export async function ruleFor(db: Db, regionCode: string, day: string) {
  const [rule] = await overlapping(db, [regionCode], day, day);
  if (rule === undefined) return null;
  const upper = await db.treasury.findUnique({ where: { regionCode: rule.upperRegion } });
  return upper === null ? null : { rule, upper };
}

export async function insertShares(
  db: Db,
  paymentOrderId: string,
  ruleId: string,
  shares: readonly TreasuryShare[],
): Promise<void> {
  await db.paymentOrderShare.createMany({ data: shares.map((one) => ({ ...one, paymentOrderId, ruleId })) });
}

/** The division of the payment order by which a statement's money reached the treasuries; empty where it was not shared. */
export async function sharesReceived(db: Db, statementId: string): Promise<TreasuryShare[]> {
  const rows = await db.paymentOrderShare.findMany({
    where: { paymentOrder: { statementId, voided: { is: null } } },
    orderBy: { treasuryCode: 'asc' },
  });
  return rows.map(({ treasuryCode, ppm, amountFen }) => ({ treasuryCode, ppm, amountFen }));
}

export async function sharesRepaid(db: Db, statementId: string): Promise<Map<string, bigint>> {
  const rows = await db.repaymentShare.findMany({ where: { repayment: { statementId } } });
  const sums = new Map<string, bigint>();
  for (const { treasuryCode, amountFen } of rows) sums.set(treasuryCode, (sums.get(treasuryCode) ?? 0n) + amountFen);
  return sums;
}

export async function insertRepaymentShares(
  db: Db,
  repaymentId: string,
  shares: readonly TreasuryShare[],
): Promise<void> {
  await db.repaymentShare.createMany({ data: shares.map((one) => ({ ...one, repaymentId })) });
}

export interface LevelRow {
  readonly level: string;
  readonly code: string;
  readonly name: string;
  readonly collected: bigint;
  readonly shared_out: bigint;
  readonly shared_in: bigint;
  readonly repaid: bigint;
}

/**
 * What each treasury received for sales of some months: what was collected for agencies of its level, what of it went to
 * another level and came from one, and what it gave back.
 */
export async function byLevel(
  db: Db,
  regions: readonly string[] | null,
  from: string,
  to: string,
): Promise<LevelRow[]> {
  return db.$queryRaw<LevelRow[]>`
    WITH got AS (SELECT r.statement_id, r.payment_order_no, r.treasury_code, r.amount_fen FROM treasury_receipt r
      JOIN statement s ON s.id = r.statement_id WHERE s.period BETWEEN ${from} AND ${to}),
    moved AS (SELECT g.treasury_code AS own, h.treasury_code AS code, h.amount_fen FROM got g JOIN payment_order p ON p.no = g.payment_order_no
      JOIN payment_order_share h ON h.payment_order_id = p.id WHERE h.treasury_code <> g.treasury_code),
    back AS (SELECT coalesce(h.treasury_code, p.treasury_code) AS code, coalesce(h.amount_fen, p.amount_fen) AS amount_fen
      FROM treasury_repayment p JOIN statement s ON s.id = p.statement_id LEFT JOIN repayment_share h ON h.repayment_id = p.id
      WHERE p.state = 'repaid' AND p.refund_id IS NOT NULL AND s.period BETWEEN ${from} AND ${to}),
    rows AS (
      SELECT treasury_code AS code, amount_fen AS collected, 0::bigint AS shared_out, 0::bigint AS shared_in, 0::bigint AS repaid FROM got
      UNION ALL SELECT own, 0, amount_fen, 0, 0 FROM moved
      UNION ALL SELECT code, 0, 0, amount_fen, 0 FROM moved
      UNION ALL SELECT code, 0, 0, 0, amount_fen FROM back)
    SELECT t.level::text AS level, t.code, t.name, sum(r.collected)::bigint AS collected, sum(r.shared_out)::bigint AS shared_out,
      sum(r.shared_in)::bigint AS shared_in, sum(r.repaid)::bigint AS repaid
    FROM rows r JOIN treasury t ON t.code = r.code
    WHERE ${regions}::text[] IS NULL OR t.region_code = ANY(${regions}::text[])
    GROUP BY t.code ORDER BY t.level, t.code`;
}

// Moves --------------------------------------------------------------------------------------------------------------------

const ofMove = { agency: { select: { name: true } } } as const;

export const listMoves = (db: Db) =>
  db.agencyMove.findMany({ include: ofMove, orderBy: [{ filedAt: 'desc' }, { id: 'desc' }] });
export const findMove = (db: Db, id: string) => db.agencyMove.findUnique({ where: { id }, include: ofMove });
export const insertMove = (db: Db, data: Prisma.AgencyMoveUncheckedCreateInput) => db.agencyMove.create({ data });

export async function decideMove(db: Db, id: string, data: Decision): Promise<boolean> {
  return (await db.agencyMove.updateMany({ where: { id, state: 'filed' }, data })).count === 1;
}

export async function agencyByUscc(db: Db, uscc: string) {
  return db.organization.findUnique({
    where: { uscc },
    include: { mandates: { where: { validTo: null } }, moves: { where: { state: 'filed' } } },
  });
}

export const treasuryOf = (db: Db, regionCode: string) => db.treasury.findUnique({ where: { regionCode } });

/** The agency and what is still to be sold under its agreements belong elsewhere from now on; orders of before do not move. */
export async function moveAgency(
  db: Db,
  to: {
    readonly agencyId: string;
    readonly fromTreasury: string;
    readonly toRegion: string;
    readonly toLevel: 'province' | 'city' | 'county';
    readonly toTreasury: string;
  },
): Promise<number> {
  await db.organization.update({
    where: { id: to.agencyId },
    data: { regionCode: to.toRegion, level: to.toLevel },
  });
  const { count } = await db.agreement.updateMany({
    where: { agencyId: to.agencyId, treasuryCode: to.fromTreasury },
    data: { treasuryCode: to.toTreasury, regionCode: to.toRegion },
  });
  return count;
}
