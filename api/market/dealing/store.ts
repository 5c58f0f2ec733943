import type { Db } from '#api/context.ts';
import type { PlanKind, Prisma } from '#prisma/generated/client.ts';
import { holdingStates, type TradeClueState } from '../rules/dealing-codes.ts';
import type { Sale } from '../rules/ring.ts';

const include = { steps: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } } as const satisfies Prisma.TradeClueInclude;
export type ClueRow = Prisma.TradeClueGetPayload<{ include: typeof include }>;

// Clues ----------------------------------------------------------------------------------------------------------------------

export const findClue = (db: Db, id: string): Promise<ClueRow | null> =>
  db.tradeClue.findUnique({ where: { id }, include });

/** Loads under a row lock that holds until the transaction ends. */
export async function lockClue(db: Db, id: string): Promise<ClueRow | null> {
  await db.$queryRaw`SELECT id FROM trade_clue WHERE id = ${id} FOR UPDATE`;
  return findClue(db, id);
}

export async function hasClue(db: Db, orderId: string, kind: string): Promise<boolean> {
  return (await db.tradeClue.count({ where: { orderId, kind } })) > 0;
}

export const insertClue = (db: Db, data: Prisma.TradeClueUncheckedCreateInput) => db.tradeClue.create({ data });

export async function saveClue(
  db: Db,
  row: { id: string; revision: number },
  data: Prisma.TradeClueUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.tradeClue.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

/** Steps of one instant keep their order: a later one stands at least a millisecond after the one before. The clue is locked. */
export async function insertStep(db: Db, step: Prisma.TradeClueStepUncheckedCreateInput & { at: Date }): Promise<void> {
  const last = await db.tradeClueStep.findFirst({ where: { clueId: step.clueId }, orderBy: { at: 'desc' } });
  const at = new Date(Math.max(step.at.getTime(), (last?.at.getTime() ?? 0) + 1));
  await db.tradeClueStep.create({ data: { ...step, at } });
}

export interface Wanted {
  /** Null: every region. */
  readonly regions: readonly string[] | null;
  /** Only those about products of an organisation, once it was asked. */
  readonly ownerId: string | null;
  readonly states: readonly TradeClueState[] | null;
  readonly kind: string | null;
}

async function whereOf(db: Db, { regions, ownerId, states, kind }: Wanted): Promise<Prisma.TradeClueWhereInput> {
  return {
    ...(regions === null ? {} : { regionCode: { in: [...regions] } }),
    ...(states === null ? {} : { state: { in: [...states] } }),
    ...(kind === null ? {} : { kind }),
    ...(ownerId === null
      ? {}
      : { orderId: { in: await ordersSoldBy(db, ownerId) }, steps: { some: { action: 'asked' } } }),
  };
}

async function ordersSoldBy(db: Db, developerId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ order_id: string }[]>`
    SELECT DISTINCT c.order_id FROM trade_clue c JOIN "order" o ON o.id = c.order_id WHERE o.developer_id = ${developerId}`;
  return rows.map((row) => row.order_id);
}

export async function listClues(db: Db, wanted: Wanted, skip: number, take: number) {
  const where = await whereOf(db, wanted);
  const [total, rows] = await Promise.all([
    db.tradeClue.count({ where }),
    db.tradeClue.findMany({ where, include, orderBy: [{ createdAt: 'desc' }, { no: 'desc' }], skip, take }),
  ]);
  return { total, rows };
}

/** The clue that holds a sale up, oldest first. */
export const holding = (db: Db, orderId: string) =>
  db.tradeClue.findMany({
    where: { orderId, state: { in: [...holdingStates] } },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });

// Sales ----------------------------------------------------------------------------------------------------------------------

const ofSale = {
  id: true,
  no: true,
  buyerId: true,
  developerId: true,
  productId: true,
  amountFen: true,
  state: true,
  placedAt: true,
  paidAt: true,
  billOfId: true,
  buyer: { select: { id: true, name: true } },
  developer: { select: { id: true, name: true } },
  product: { select: { no: true, title: true } },
  agreement: { select: { regionCode: true } },
  planVersion: { select: { planId: true, kind: true, terms: true, plan: { select: { offeredTo: true } } } },
} as const satisfies Prisma.OrderSelect;
export type SaleRow = Prisma.OrderGetPayload<{ select: typeof ofSale }>;

export const findSale = (db: Db, id: string): Promise<SaleRow | null> =>
  db.order.findUnique({ where: { id }, select: ofSale });

export async function salesBy(db: Db, ids: readonly string[]): Promise<Map<string, SaleRow>> {
  const rows = await db.order.findMany({ where: { id: { in: [...ids] } }, select: ofSale });
  return new Map(rows.map((row) => [row.id, row]));
}

const sold = { state: { in: ['paid' as const, 'fulfilled' as const] }, amountFen: { gt: 0n } };

/** Sales of a time and of amounts between two, as money that went from one to another. */
export async function salesWithin(db: Db, from: Date, to: Date, least: bigint, most: bigint): Promise<Sale[]> {
  const rows = await db.order.findMany({
    where: { ...sold, paidAt: { gte: from, lte: to }, amountFen: { gte: least > 0n ? least : 1n, lte: most } },
    select: { id: true, no: true, buyerId: true, developerId: true, amountFen: true, paidAt: true },
  });
  return rows.flatMap(({ paidAt, buyerId, developerId, ...row }) =>
    paidAt === null ? [] : [{ ...row, payerId: buyerId, payeeId: developerId, paidAt }],
  );
}

/** The terms of a product's plans for everybody as they stood at an instant, of one kind; the first number first. */
export async function publicPlans(db: Db, productId: string, kind: PlanKind, at: Date) {
  const versions = await db.planVersion.findMany({
    where: { kind, createdAt: { lte: at }, plan: { productId, offeredTo: null } },
    select: { planId: true, version: true, terms: true, plan: { select: { number: true } } },
    orderBy: { version: 'asc' },
  });
  const newest = new Map(versions.map((one) => [one.planId, one]));
  return [...newest.values()].sort((a, b) => a.plan.number - b.plan.number);
}

/** What was paid for a plan of a product before a sale, the latest first; null: for the product, before there were plans. */
export async function peersOf(db: Db, sale: SaleRow, planId: string | null, from: Date, to: Date, take: number) {
  return db.order.findMany({
    where: {
      ...sold,
      productId: sale.productId,
      billOfId: null,
      paidAt: { gte: from, lt: to },
      id: { not: sale.id },
      planVersion: planId === null ? null : { planId },
    },
    select: { no: true, amountFen: true, paidAt: true },
    orderBy: [{ paidAt: 'desc' }, { id: 'desc' }],
    take,
  });
}

/** Who bought from whom since a day: few pairs, however many sales. */
export async function pairsSince(db: Db, from: Date): Promise<{ buyer_id: string; developer_id: string }[]> {
  return db.$queryRaw`
    SELECT DISTINCT buyer_id, developer_id FROM "order"
    WHERE state IN ('paid', 'fulfilled') AND amount_fen > 0 AND paid_at >= ${from} ORDER BY 1, 2`;
}

/** Sales of a pair that no clue of a kind is about. */
export async function unexamined(db: Db, buyerId: string, developerId: string, from: Date, kind: string) {
  return db.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM "order" o
    WHERE o.buyer_id = ${buyerId} AND o.developer_id = ${developerId} AND o.state IN ('paid', 'fulfilled')
      AND o.amount_fen > 0 AND o.paid_at >= ${from}
      AND NOT EXISTS (SELECT 1 FROM trade_clue c WHERE c.order_id = o.id AND c.kind = ${kind})
    ORDER BY o.paid_at, o.id`;
}

export async function salesSince(db: Db, from: Date): Promise<{ id: string }[]> {
  return db.order.findMany({
    where: { ...sold, paidAt: { gte: from } },
    select: { id: true },
    orderBy: [{ paidAt: 'asc' }, { id: 'asc' }],
  });
}

export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Whether a person belongs to one of the organisations. */
export async function belongsTo(db: Db, personId: string, organizationIds: readonly string[]): Promise<boolean> {
  return (await db.membership.count({ where: { personId, organizationId: { in: [...organizationIds] } } })) > 0;
}

export async function personName(db: Db, id: string | null): Promise<string | null> {
  if (id === null) return null;
  return (await db.person.findUnique({ where: { id }, select: { displayName: true } }))?.displayName ?? null;
}
