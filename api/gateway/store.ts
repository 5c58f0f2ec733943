/** Keys of orders, their counters, and the calls that were answered. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Cap } from './rules/quota.ts';

const ofKey = {
  order: {
    include: {
      product: true,
      planVersion: true,
      bills: { select: { billPeriod: true, state: true } },
    },
  },
} as const;
export type KeyRow = Prisma.OrderKeyGetPayload<{ include: typeof ofKey }>;

export async function findByHash(db: Db, hash: string): Promise<KeyRow | null> {
  return db.orderKey.findUnique({ where: { hash }, include: ofKey });
}

export type PlainKey = Prisma.OrderKeyGetPayload<object>;

export async function keysOf(db: Db, orderId: string): Promise<PlainKey[]> {
  return db.orderKey.findMany({
    where: { orderId },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
  });
}

export async function findKey(db: Db, id: string): Promise<PlainKey | null> {
  return db.orderKey.findUnique({ where: { id } });
}

export async function insertKey(db: Db, row: Prisma.OrderKeyUncheckedCreateInput): Promise<PlainKey> {
  return db.orderKey.create({ data: row });
}

export async function liveKeys(db: Db, orderId: string): Promise<number> {
  return db.orderKey.count({ where: { orderId, revokedAt: null } });
}

export async function moveKeys(db: Db, fromOrderId: string, toOrderId: string): Promise<number> {
  const { count } = await db.orderKey.updateMany({
    where: { orderId: fromOrderId, revokedAt: null },
    data: { orderId: toOrderId },
  });
  return count;
}

export async function revokeKey(db: Db, id: string, revokedAt: Date): Promise<boolean> {
  return (await db.orderKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt } })).count === 1;
}

/** At most once a minute a key, so that reading does not turn into writing. */
export async function touchKey(db: Db, id: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 60_000);
  await db.orderKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: now },
  });
}

export async function usedOf(db: Db, orderId: string, { measure, key }: Cap): Promise<number> {
  const row = await db.orderQuota.findUnique({ where: { orderId_measure_key: { orderId, measure, key } } });
  return Number(row?.used ?? 0n);
}

/** Takes if there is room, in one statement: of any number of calls at once no more get through. What it stands at, or null. */
export async function take(db: Db, orderId: string, { measure, key, cap }: Cap, takes: number): Promise<number | null> {
  if (takes > cap) return null;
  const [row] = await db.$queryRaw<{ used: bigint }[]>`
    INSERT INTO order_quota AS q (order_id, measure, key, used) VALUES (${orderId}, ${measure}, ${key}, ${takes})
    ON CONFLICT (order_id, measure, key) DO UPDATE SET used = q.used + ${takes} WHERE q.used + ${takes} <= ${cap}
    RETURNING q.used`;
  return row === undefined ? null : Number(row.used);
}

export async function giveBack(db: Db, orderId: string, { measure, key }: Cap, takes: number): Promise<void> {
  await db.$executeRaw`UPDATE order_quota SET used = greatest(0, used - ${takes})
    WHERE order_id = ${orderId} AND measure = ${measure} AND key = ${key}`;
}

/** The call and its day's sum, both or neither. One statement: it is on the way of every answer. */
export async function appendCall(db: Db, row: Omit<Prisma.ApiCallGetPayload<object>, never>): Promise<void> {
  await db.$executeRaw`
    WITH call AS (
      INSERT INTO api_call (id, order_id, key_id, day, endpoint, status, code, billable, rows, bytes, ms, request_id, at)
      VALUES (${row.id}, ${row.orderId}, ${row.keyId}, ${row.day}, ${row.endpoint}, ${row.status}, ${row.code}, ${row.billable},
        ${row.rows}, ${row.bytes}, ${row.ms}, ${row.requestId}, ${row.at}::timestamptz)
      RETURNING order_id, day, status, billable, rows)
    INSERT INTO order_usage AS u (order_id, day, status, billable, calls, rows)
    SELECT order_id, day, status, billable, 1, rows FROM call
    ON CONFLICT (order_id, day, status, billable) DO UPDATE SET calls = u.calls + 1, rows = u.rows + excluded.rows`;
}

export async function usageBetween(db: Db, orderId: string, from: string, to: string) {
  return db.orderUsage.findMany({
    where: { orderId, day: { gte: from, lte: to } },
    orderBy: [{ day: 'asc' }, { status: 'asc' }, { billable: 'desc' }],
  });
}

export async function callsBetween(db: Db, orderId: string, from: string, to: string, page: number, pageSize: number) {
  const where = { orderId, day: { gte: from, lte: to } };
  const [total, rows] = await Promise.all([
    db.apiCall.count({ where }),
    db.apiCall.findMany({
      where,
      include: { key: { select: { prefix: true } } },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}

export async function billsOf(db: Db, orderId: string) {
  return db.order.findMany({
    where: { billOfId: orderId },
    select: { id: true, no: true, billPeriod: true, amountFen: true, state: true },
    orderBy: [{ billPeriod: 'desc' }, { placedAt: 'desc' }],
  });
}

/** Metered orders that were used in a month before the running one and have no standing bill for it. */
export async function unbilled(db: Db, month: string): Promise<{ orderId: string; period: string }[]> {
  return db.$queryRaw<{ orderId: string; period: string }[]>`
    SELECT DISTINCT u.order_id AS "orderId", left(u.day, 7) AS period
    FROM order_usage u JOIN "order" o ON o.id = u.order_id JOIN plan_version v ON v.id = o.plan_version_id
    WHERE u.billable AND v.kind = 'metered' AND NOT o.trial AND left(u.day, 7) < ${month}
      AND NOT EXISTS (SELECT 1 FROM "order" b WHERE b.bill_of_id = o.id AND b.bill_period = left(u.day, 7)
        AND b.state NOT IN ('expired', 'cancelled'))
    ORDER BY 2, 1 LIMIT 500`;
}

export async function setUpstreamSecret(db: Db, id: string, upstreamSecretSealed: string): Promise<void> {
  await db.product.update({ where: { id }, data: { upstreamSecretSealed } });
}

export async function findProduct(db: Db, id: string) {
  return db.product.findUnique({ where: { id } });
}
