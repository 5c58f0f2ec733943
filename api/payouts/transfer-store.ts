import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const include = {
  payout: {
    include: { batch: true, organization: true, lines: { include: { order: { select: { id: true, no: true } } } } },
  },
  reversals: true,
} as const;
export type TransferRow = Prisma.StripeTransferGetPayload<{ include: typeof include }>;

export async function accountsOf(db: Db, organizationIds: readonly string[]) {
  const rows = await db.stripeAccount.findMany({ where: { organizationId: { in: [...organizationIds] } } });
  return new Map(rows.map((row) => [row.organizationId, row]));
}

/** Orders of these that were paid through the provider, with the payment; not those a transfer has failed for. */
export async function paidThrough(db: Db, orderIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.payment.findMany({
    where: { orderId: { in: [...orderIds] }, route: 'stripe' },
    select: { orderId: true, bankSerial: true },
  });
  const failed = await db.stripeTransfer.findMany({
    where: { orderId: { in: [...orderIds] }, state: 'failed' },
    select: { orderId: true },
  });
  const without = new Set(failed.map((one) => one.orderId));
  return new Map(rows.filter((row) => !without.has(row.orderId)).map((row) => [row.orderId, row.bankSerial]));
}

export async function insertTransfer(db: Db, row: Prisma.StripeTransferUncheckedCreateInput): Promise<void> {
  await db.stripeTransfer.create({ data: row });
}

export async function findTransfer(
  db: Db,
  where: { payoutId: string } | { transferId: string },
): Promise<TransferRow | null> {
  return db.stripeTransfer.findUnique({ where, include });
}

export async function lockTransfer(db: Db, payoutId: string): Promise<TransferRow | null> {
  await db.$queryRaw`SELECT payout_id FROM stripe_transfer WHERE payout_id = ${payoutId} FOR UPDATE`;
  return findTransfer(db, { payoutId });
}

export async function saveTransfer(
  db: Db,
  payoutId: string,
  data: Prisma.StripeTransferUncheckedUpdateInput,
): Promise<void> {
  await db.stripeTransfer.update({ where: { payoutId }, data });
}

export async function queuedTransfers(db: Db): Promise<string[]> {
  const rows = await db.stripeTransfer.findMany({ where: { state: 'queued' }, select: { payoutId: true }, take: 200 });
  return rows.map((row) => row.payoutId);
}

export interface TooMuch {
  readonly payout_id: string;
  readonly region_code: string;
  readonly too_much: bigint;
}

/** Transfers that paid more than their order's part is by now, and what of that is not being taken back yet. */
export async function overpaid(db: Db): Promise<TooMuch[]> {
  return db.$queryRaw<TooMuch[]>`
    WITH part AS (
      SELECT al.order_id, l.party_id, sum(l.amount_fen) AS net FROM allocation_line l JOIN allocation al ON al.id = l.allocation_id
      WHERE l.party_kind = 'developer' GROUP BY 1, 2),
    gone AS (
      SELECT pl.order_id, p.organization_id AS party_id, sum(pl.amount_fen) AS paid FROM payout_line pl JOIN payout p ON p.id = pl.payout_id
      WHERE p.party_kind = 'developer' AND p.state IN ('proposed', 'approved', 'paid') GROUP BY 1, 2),
    back AS (SELECT payout_id, sum(amount_fen) AS amount FROM stripe_reversal WHERE state <> 'failed' GROUP BY 1)
    SELECT t.payout_id, b.region_code,
      least(t.amount_fen - coalesce(back.amount, 0), gone.paid - coalesce(back.amount, 0) - part.net)::bigint AS too_much
    FROM stripe_transfer t JOIN payout p ON p.id = t.payout_id JOIN payout_batch b ON b.id = p.batch_id
      JOIN part ON part.order_id = t.order_id AND part.party_id = p.organization_id
      JOIN gone ON gone.order_id = t.order_id AND gone.party_id = p.organization_id
      LEFT JOIN back ON back.payout_id = t.payout_id
    WHERE t.state = 'settled' AND gone.paid - coalesce(back.amount, 0) > part.net AND t.amount_fen > coalesce(back.amount, 0)
      -- One that the provider refused is set off in the next run.
      AND NOT EXISTS (SELECT 1 FROM stripe_reversal x WHERE x.payout_id = t.payout_id AND x.state = 'failed')`;
}

export async function insertReversal(db: Db, row: Prisma.StripeReversalUncheckedCreateInput): Promise<void> {
  await db.stripeReversal.create({ data: row });
}

const ofReversal = { transfer: { include } } as const;
export type ReversalRow = Prisma.StripeReversalGetPayload<{ include: typeof ofReversal }>;

export async function lockReversal(db: Db, id: string): Promise<ReversalRow | null> {
  await db.$queryRaw`SELECT id FROM stripe_reversal WHERE id = ${id} FOR UPDATE`;
  return db.stripeReversal.findUnique({ where: { id }, include: ofReversal });
}

export async function saveReversal(db: Db, id: string, data: Prisma.StripeReversalUncheckedUpdateInput): Promise<void> {
  await db.stripeReversal.update({ where: { id }, data });
}

export async function queuedReversals(db: Db): Promise<string[]> {
  const rows = await db.stripeReversal.findMany({ where: { state: 'queued' }, select: { id: true }, take: 200 });
  return rows.map((row) => row.id);
}

/** What moved the balance at the provider, once under its key, beside the facts of payments. */
export async function insertFact(db: Db, row: Prisma.StripeFactUncheckedCreateInput): Promise<void> {
  await db.stripeFact.create({ data: row });
}
