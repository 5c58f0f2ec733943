import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { type BatchState, liveStates, type PayoutState } from './rules/codes.ts';
import type { OpenPart } from './rules/due.ts';

type Regions = readonly string[] | null;

// What is owed, order by order ---------------------------------------------------------------------------------------------

interface PartRow {
  readonly party_kind: 'developer' | 'operator';
  readonly party_id: string;
  readonly order_id: string;
  readonly net: bigint;
  readonly paid: bigint;
  readonly paid_at: Date;
  readonly refund_asked: boolean;
  readonly disputed: boolean;
  readonly flagged: boolean;
}

/** Every part of a region's sales that is not paid exactly; of one batch's own lines, nothing counts as paid. */
export async function openParts(
  db: Db,
  regionCode: string,
  except: string | null = null,
  partyIds: readonly string[] | null = null,
): Promise<OpenPart[]> {
  const rows = await db.$queryRaw<PartRow[]>`
    WITH part AS (
      SELECT l.party_kind, l.party_id, al.order_id, sum(l.amount_fen)::bigint AS net
      FROM allocation_line l JOIN allocation al ON al.id = l.allocation_id
      -- The region whose account received the money pays, whatever agreements earned it.
      JOIN "order" s ON s.id = al.order_id JOIN agreement a ON a.id = s.agreement_id
      WHERE l.party_kind <> 'treasury' AND a.region_code = ${regionCode}
        AND (${partyIds}::text[] IS NULL OR l.party_id = ANY(${partyIds}::text[]))
      GROUP BY 1, 2, 3),
    paid AS (
      SELECT p.party_kind, p.organization_id AS party_id, pl.order_id, sum(pl.amount_fen)::bigint AS paid
      FROM payout_line pl JOIN payout p ON p.id = pl.payout_id
      WHERE p.state::text = ANY(${[...liveStates]}::text[]) AND p.batch_id IS DISTINCT FROM ${except}
      GROUP BY 1, 2, 3),
    -- What is asked back of a transfer is not paid any more.
    back AS (
      SELECT p.party_kind, p.organization_id AS party_id, t.order_id, sum(r.amount_fen)::bigint AS back
      FROM stripe_reversal r JOIN stripe_transfer t ON t.payout_id = r.payout_id JOIN payout p ON p.id = t.payout_id
      WHERE r.state <> 'failed' GROUP BY 1, 2, 3)
    SELECT part.party_kind, part.party_id, part.order_id, part.net, (coalesce(paid.paid, 0) - coalesce(back.back, 0))::bigint AS paid, o.paid_at,
      EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id AND r.state = 'requested') AS refund_asked,
      coalesce((SELECT sum(e.amount_fen) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
        WHERE t.order_id = o.id AND e.account_id = 'recv:dispute'), 0) > 0 AS disputed,
      part.party_kind = 'developer' AND EXISTS (
        SELECT 1 FROM trade_clue c WHERE c.order_id = o.id AND c.state <> 'dismissed') AS flagged
    FROM part JOIN "order" o ON o.id = part.order_id LEFT JOIN paid USING (party_kind, party_id, order_id)
      LEFT JOIN back USING (party_kind, party_id, order_id)
    WHERE part.net <> coalesce(paid.paid, 0) - coalesce(back.back, 0)
    ORDER BY part.party_kind, part.party_id, o.paid_at, part.order_id`;
  return rows.map((row) => ({
    partyKind: row.party_kind,
    partyId: row.party_id,
    orderId: row.order_id,
    netFen: row.net,
    paidFen: row.paid,
    paidAt: row.paid_at,
    refundAsked: row.refund_asked,
    disputed: row.disputed,
    flagged: row.flagged,
  }));
}

/** One run of a region at a time, until the transaction ends. */
export async function lockRegion(db: Db, regionCode: string): Promise<void> {
  await lock(db, `payouts:${regionCode}`);
}

export async function organizationsOf(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, uscc: true, kind: true, regionCode: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function orderNos(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.order.findMany({ where: { id: { in: [...ids] } }, select: { id: true, no: true } });
  return new Map(rows.map((row) => [row.id, row.no]));
}

// Accounts -----------------------------------------------------------------------------------------------------------------

const ofAccount = { organization: { select: { id: true, name: true, uscc: true, regionCode: true } } } as const;
export type AccountRow = Prisma.PayoutAccountGetPayload<{ include: typeof ofAccount }>;

export async function accountsOf(db: Db, organizationId: string): Promise<AccountRow[]> {
  return db.payoutAccount.findMany({
    where: { organizationId },
    include: ofAccount,
    orderBy: [{ enteredAt: 'desc' }, { id: 'desc' }],
  });
}

/** Accounts that wait for a bureau: of enterprises of its regions, or that sell under agreements of them. */
export async function accountsToVerify(db: Db, regions: Regions): Promise<AccountRow[]> {
  return db.payoutAccount.findMany({
    where: { state: 'entered', ...(regions === null ? {} : { organization: { OR: reachable(regions) } }) },
    include: ofAccount,
    orderBy: { enteredAt: 'asc' },
    take: 200,
  });
}

const reachable = (regions: readonly string[]): Prisma.OrganizationWhereInput[] => [
  { regionCode: { in: [...regions] } },
  { licences: { some: { regionCode: { in: [...regions] } } } },
];

export async function reaches(db: Db, organizationId: string, regions: Regions): Promise<boolean> {
  if (regions === null) return true;
  return (await db.organization.count({ where: { id: organizationId, OR: reachable(regions) } })) > 0;
}

export async function lockAccount(db: Db, id: string): Promise<AccountRow | null> {
  await db.$queryRaw`SELECT id FROM payout_account WHERE id = ${id} FOR UPDATE`;
  return db.payoutAccount.findUnique({ where: { id }, include: ofAccount });
}

export async function insertAccount(db: Db, row: Prisma.PayoutAccountUncheckedCreateInput): Promise<void> {
  await db.payoutAccount.create({ data: row });
}

export async function saveAccount(
  db: Db,
  row: { id: string; revision: number },
  data: Prisma.PayoutAccountUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.payoutAccount.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function verifiedAccounts(db: Db, organizationIds: readonly string[]): Promise<Map<string, AccountRow>> {
  const rows = await db.payoutAccount.findMany({
    where: { organizationId: { in: [...organizationIds] }, state: 'verified' },
    include: ofAccount,
  });
  return new Map(rows.map((row) => [row.organizationId, row]));
}

// Batches ------------------------------------------------------------------------------------------------------------------

const ofBatch = {
  payouts: {
    include: {
      organization: { select: { id: true, name: true, uscc: true } },
      account: true,
      transfer: { include: { reversals: { where: { state: { not: 'failed' as const } } } } },
      lines: { include: { order: { select: { no: true, paidAt: true, product: { select: { title: true } } } } } },
    },
    orderBy: { no: 'asc' as const },
  },
} as const;
export type BatchRow = Prisma.PayoutBatchGetPayload<{ include: typeof ofBatch }>;
export type PayoutRow = BatchRow['payouts'][number];

export async function insertBatch(db: Db, row: Prisma.PayoutBatchUncheckedCreateInput): Promise<void> {
  await db.payoutBatch.create({ data: row });
}

export async function insertPayout(
  db: Db,
  row: Prisma.PayoutUncheckedCreateInput,
  lines: readonly { orderId: string; amountFen: bigint }[],
): Promise<void> {
  await db.payout.create({ data: row });
  await db.payoutLine.createMany({ data: lines.map((line) => ({ ...line, payoutId: row.id })) });
}

export async function findBatch(db: Db, id: string): Promise<BatchRow | null> {
  return db.payoutBatch.findUnique({ where: { id }, include: ofBatch });
}

export async function lockBatch(db: Db, id: string): Promise<BatchRow | null> {
  await db.$queryRaw`SELECT id FROM payout_batch WHERE id = ${id} FOR UPDATE`;
  return findBatch(db, id);
}

export async function saveBatch(
  db: Db,
  row: { id: string; revision: number; state: BatchState },
  data: Prisma.PayoutBatchUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.payoutBatch.updateMany({
    where: { id: row.id, revision: row.revision, state: row.state },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function savePayout(
  db: Db,
  row: { id: string; state: PayoutState },
  data: Prisma.PayoutUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.payout.updateMany({ where: { id: row.id, state: row.state }, data });
  return count === 1;
}

export async function listBatches(db: Db, regions: Regions, page: number, pageSize: number) {
  const where = regions === null ? {} : { regionCode: { in: [...regions] } };
  const [total, rows] = await Promise.all([
    db.payoutBatch.count({ where }),
    db.payoutBatch.findMany({
      where,
      include: { _count: { select: { payouts: true } } },
      orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}

export async function lockPayout(db: Db, id: string) {
  await db.$queryRaw`SELECT id FROM payout WHERE id = ${id} FOR UPDATE`;
  return db.payout.findUnique({ where: { id }, include: { batch: true, organization: true } });
}

export async function peopleNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, displayName: true } });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

// The bank's own record ------------------------------------------------------------------------------------------------------

export interface BankMatch {
  readonly line_id: string;
  readonly payout_id: string;
  readonly amount: bigint;
  readonly value_date: string;
}

/**
 * Lines that banking has told apart as a payout's, by the note it leaves: out for what is with the bank, in for what was
 * paid and comes back. A line settles one payout, once.
 */
export async function bankMatches(db: Db): Promise<BankMatch[]> {
  return db.$queryRaw<BankMatch[]>`
    SELECT l.id AS line_id, p.id AS payout_id, l.amount_fen AS amount, l.value_date
    FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id JOIN payout p ON l.note = 'payout ' || p.no
    JOIN payout_batch b ON b.id = p.batch_id AND b.region_code = s.region_code AND p.channel = 'bank'
    WHERE ((l.state = 'paid_out' AND p.state = 'approved' AND l.amount_fen = -p.amount_fen)
        OR (l.state = 'received' AND p.state IN ('approved', 'paid') AND l.amount_fen = p.amount_fen))
      AND NOT EXISTS (SELECT 1 FROM payout x WHERE x.bank_line_id = l.id OR x.return_line_id = l.id)
    ORDER BY l.amount_fen > 0, l.id`;
}
