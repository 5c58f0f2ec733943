import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import { offered, planRow } from '#api/products/plans-store.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { OrderState } from './rules/codes.ts';
import type { SignedShare } from './rules/order.ts';

const include = {
  buyer: true,
  developer: true,
  product: true,
  planVersion: { include: { plan: { select: { number: true, offeredTo: true } } } },
  billOf: { select: { id: true, no: true } },
  renewsOrder: { select: { id: true, no: true, accessTo: true } },
  renewedBy: { select: { id: true, no: true, state: true } },
  agreement: { include: { agency: true } },
  payment: true,
  refunds: { orderBy: { requestedAt: 'asc' as const } },
  slices: {
    include: { agreement: { select: { no: true } }, agency: true, treasury: true },
    orderBy: { agreementId: 'asc' as const },
  },
} as const;
export type OrderRow = Prisma.OrderGetPayload<{ include: typeof include }>;
export type RefundRow = OrderRow['refunds'][number];

/** Bought under terms that were offered to this buyer alone: they were agreed on for once. */
export const isPrivate = (row: Pick<OrderRow, 'planVersion'>): boolean =>
  (row.planVersion?.plan.offeredTo ?? null) !== null;

export async function findOrder(db: Db, id: string): Promise<OrderRow | null> {
  return db.order.findUnique({ where: { id }, include });
}

/** Loads under a row lock that holds until the transaction ends. */
export async function lockOrder(db: Db, id: string): Promise<OrderRow | null> {
  await db.$queryRaw`SELECT id FROM "order" WHERE id = ${id} FOR UPDATE`;
  return findOrder(db, id);
}

export async function lockByReference(db: Db, reference: string): Promise<OrderRow | null> {
  await db.$queryRaw`SELECT id FROM "order" WHERE reference = ${reference} FOR UPDATE`;
  return db.order.findUnique({ where: { reference }, include });
}

export async function referenceExists(db: Db, reference: string): Promise<boolean> {
  return (await db.order.count({ where: { reference } })) > 0;
}

export interface Wanted {
  readonly buyerId?: string;
  readonly developerId?: string;
  readonly regionCodes?: readonly string[];
  readonly states?: readonly OrderState[];
}

export async function listOrders(db: Db, wanted: Wanted, page: number, pageSize: number) {
  const where: Prisma.OrderWhereInput = {
    ...(wanted.buyerId === undefined ? {} : { buyerId: wanted.buyerId }),
    ...(wanted.developerId === undefined ? {} : { developerId: wanted.developerId }),
    ...(wanted.regionCodes === undefined ? {} : { agreement: { regionCode: { in: [...wanted.regionCodes] } } }),
    ...(wanted.states === undefined ? {} : { state: { in: [...wanted.states] } }),
  };
  const [total, rows] = await Promise.all([
    db.order.count({ where }),
    db.order.findMany({
      where,
      include,
      orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}

const ofSale = { include: { application: { select: { kind: true } }, treasury: true } } as const;

/** A product as an order needs it, locked against being withdrawn meanwhile. */
export async function productForSale(db: Db, no: string) {
  await db.$queryRaw`SELECT id FROM product WHERE no = ${no} FOR SHARE`;
  const row = await db.product.findUnique({
    where: { no },
    include: { agreement: ofSale, parts: { include: { agreement: ofSale } }, plans: offered },
  });
  return row === null ? null : { ...row, plans: row.plans.flatMap(planRow) };
}

/** Two trials at once: the second waits and then sees the first. */
export async function holdTrial(db: Db, buyerId: string, productId: string): Promise<void> {
  await lock(db, `trial:${buyerId}${productId}`);
}

export async function hasTrial(db: Db, buyerId: string, productId: string): Promise<boolean> {
  return (await db.order.count({ where: { buyerId, productId, trial: true } })) > 0;
}

/** True while a bill of that month stands: one that lapsed unpaid is drawn up again. */
export async function hasBill(db: Db, billOfId: string, billPeriod: string): Promise<boolean> {
  const where = { billOfId, billPeriod, state: { notIn: ['expired' as const, 'cancelled' as const] } };
  return (await db.order.count({ where })) > 0;
}

/** Periods that end before an instant and are to be renewed by themselves. */
export async function ordersToRenew(db: Db, now: Date, before: Date): Promise<string[]> {
  const rows = await db.order.findMany({
    where: { state: 'fulfilled', renews: true, accessTo: { gt: now, lte: before }, renewedBy: { is: null } },
    select: { id: true },
    orderBy: { accessTo: 'asc' },
    take: 500,
  });
  return rows.map((row) => row.id);
}

export async function signedShares(db: Db, agreementId: string, version: number): Promise<SignedShare[]> {
  const rows = await db.agreementShare.findMany({
    where: { agreementId, version },
    orderBy: [{ partyKind: 'asc' }, { partyId: 'asc' }],
  });
  return rows.map(({ partyKind, partyId, ppm }) => ({ partyKind, partyId, ppm }));
}

/** Names of the parties of a split: treasuries by code, organisations by id. */
export async function partyNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  // One after the other: inside a transaction they share one connection.
  const organizations = await db.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  const treasuries = await db.treasury.findMany({
    where: { code: { in: [...ids] } },
    select: { code: true, name: true },
  });
  return new Map([
    ...organizations.map((o) => [o.id, o.name] as const),
    ...treasuries.map((t) => [t.code, t.name] as const),
  ]);
}

export async function insertOrder(db: Db, row: Prisma.OrderUncheckedCreateInput): Promise<void> {
  await db.order.create({ data: row });
}

export async function insertSlices(db: Db, rows: Prisma.OrderSliceCreateManyInput[]): Promise<void> {
  await db.orderSlice.createMany({ data: rows });
}

/** The signed versions an order was sliced under, by agreement. */
export async function versionsOf(db: Db, orderId: string): Promise<Map<string, number>> {
  const rows = await db.orderSlice.findMany({ where: { orderId } });
  return new Map(rows.map((row) => [row.agreementId, row.agreementVersion]));
}

/** Moves an order that still stands as it was seen; false when it has moved on. */
export async function saveAt(
  db: Db,
  row: { id: string; revision: number; state: OrderState },
  data: Prisma.OrderUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.order.updateMany({
    where: { id: row.id, revision: row.revision, state: row.state },
    data: { ...data, revision: row.revision + 1 },
  });
  return count === 1;
}

export async function serialTaken(db: Db, bankSerial: string): Promise<boolean> {
  if ((await db.payment.count({ where: { bankSerial } })) > 0) return true;
  if ((await db.bankMove.count({ where: { bankSerial } })) > 0) return true;
  return (await db.refund.count({ where: { bankSerial } })) > 0;
}

/** Money that arrived in part waits for this order. */
export async function partsWait(db: Db, orderId: string): Promise<boolean> {
  return (await db.bankMove.count({ where: { orderId, state: 'waiting' } })) > 0;
}

/** A statement of the region's account shows this serial: it is worked on there, and cannot be entered by hand beside it. */
export async function serialOnStatement(db: Db, serial: string, regionCode: string): Promise<boolean> {
  return (await db.bankLine.count({ where: { serial, statement: { regionCode } } })) > 0;
}

export async function insertPayment(db: Db, row: Prisma.PaymentUncheckedCreateInput): Promise<void> {
  await db.payment.create({ data: row });
}

export async function insertRefund(db: Db, row: Prisma.RefundUncheckedCreateInput): Promise<void> {
  await db.refund.create({ data: row });
}

export async function findRefund(db: Db, id: string): Promise<RefundRow | null> {
  return db.refund.findUnique({ where: { id } });
}

export async function ordersWithOpenRefund(db: Db, regionCodes: readonly string[]): Promise<OrderRow[]> {
  return db.order.findMany({
    where: { agreement: { regionCode: { in: [...regionCodes] } }, refunds: { some: { state: 'requested' } } },
    include,
    orderBy: { placedAt: 'asc' },
    take: 200,
  });
}

export async function decideRefund(db: Db, id: string, data: Prisma.RefundUncheckedUpdateManyInput): Promise<boolean> {
  return (await db.refund.updateMany({ where: { id, state: 'requested' }, data })).count === 1;
}

/** The serial of an approved refund that has none yet; false when there is nothing to enter. */
export async function setRefundSerial(db: Db, id: string, bankSerial: string): Promise<boolean> {
  return (
    (await db.refund.updateMany({ where: { id, state: 'approved', bankSerial: null }, data: { bankSerial } })).count ===
    1
  );
}

/** Orders whose term has ended and that still await payment; not those whose money the bank shows and an officer has to confirm. */
export async function ordersToLapse(db: Db, before: Date): Promise<{ id: string; expiresAt: Date }[]> {
  return db.order.findMany({
    where: {
      state: 'awaiting_payment',
      expiresAt: { lt: before },
      bankLines: { none: { state: 'proposed' } },
    },
    select: { id: true, expiresAt: true },
    orderBy: { expiresAt: 'asc' },
    take: 500,
  });
}

/** Paid orders that wait for their delivery longer than the job queue should let them. */
export async function ordersToFulfil(db: Db): Promise<string[]> {
  const rows = await db.order.findMany({
    where: { state: 'paid', fulfilledAt: null },
    select: { id: true },
    take: 500,
  });
  return rows.map((row) => row.id);
}

export async function findAccount(db: Db, regionCode: string): Promise<unknown> {
  const row = await db.parameter.findFirst({
    where: { key: 'payments.receiving_account', regionCode },
    orderBy: [{ setAt: 'desc' }, { id: 'desc' }],
  });
  return row?.value ?? null;
}

export async function insertAccount(db: Db, row: Prisma.ParameterUncheckedCreateInput): Promise<void> {
  await db.parameter.create({ data: row });
}
