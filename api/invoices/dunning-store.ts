/** Unpaid orders and what was done about them. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const include = {
  buyer: { select: { id: true, name: true } },
  developer: { select: { id: true, name: true } },
  product: { select: { title: true } },
  agreement: { select: { regionCode: true } },
  billOf: { select: { id: true, no: true } },
  dunning: { orderBy: { seq: 'asc' as const } },
} as const;
export type UnpaidRow = Prisma.OrderGetPayload<{ include: typeof include }>;

export async function findUnpaid(db: Db, id: string): Promise<UnpaidRow | null> {
  return db.order.findUnique({ where: { id }, include });
}

/** Orders that await payment, the oldest term first; all of them: a reminder that is missed is missed for good. */
export async function awaiting(db: Db): Promise<{ id: string }[]> {
  return db.order.findMany({
    where: { state: 'awaiting_payment', amountFen: { gt: 0n } },
    select: { id: true },
    orderBy: { expiresAt: 'asc' },
  });
}

/** Orders that lapsed after they were reminded of, and of which that was not said yet. */
export async function lapsed(db: Db): Promise<{ id: string }[]> {
  return db.order.findMany({
    where: {
      state: 'expired',
      dunning: { some: { kind: { in: ['reminder', 'last_notice'] } }, none: { kind: { in: ['lapsed', 'stopped'] } } },
    },
    select: { id: true },
    take: 1000,
  });
}

/** Stopped uses whose month is paid since, and of which nobody was told that it goes on. */
export async function resumed(db: Db): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>`
    SELECT s.order_id AS id FROM dunning_step s JOIN "order" b ON b.id = s.order_id
    WHERE s.kind = 'stopped' AND EXISTS (SELECT 1 FROM "order" p WHERE p.bill_of_id = b.bill_of_id AND p.bill_period = b.bill_period
        AND p.state IN ('paid', 'fulfilled')) AND NOT EXISTS (SELECT 1 FROM dunning_step r WHERE r.order_id = s.order_id AND r.kind = 'resumed')`;
}

/** Steps of an order and, where it is metered, of its bills. */
export async function stepsOf(db: Db, orderId: string) {
  return db.dunningStep.findMany({
    where: { OR: [{ orderId }, { order: { billOfId: orderId } }] },
    include: { order: { select: { no: true, billPeriod: true } } },
    orderBy: { seq: 'asc' },
  });
}

export async function findStep(db: Db, id: string) {
  return db.dunningStep.findUnique({ where: { id }, include: { order: { include } } });
}

/** Months of a metered order whose bill lapsed and that no other bill has paid. */
export async function unpaidMonths(db: Db, orderId: string): Promise<string[]> {
  const bills = await db.order.findMany({
    where: { billOfId: orderId },
    select: { billPeriod: true, state: true },
  });
  const paid = new Set(
    bills.filter((one) => one.state === 'paid' || one.state === 'fulfilled').map((one) => one.billPeriod),
  );
  return bills.flatMap(({ state, billPeriod }) =>
    state === 'expired' && billPeriod !== null && !paid.has(billPeriod) ? [billPeriod] : [],
  );
}

/** False when that step of the order was taken before. */
export async function appendStep(db: Db, row: Prisma.DunningStepUncheckedCreateInput): Promise<boolean> {
  return (await db.dunningStep.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/**
 * Money that may be this order's: matched and not confirmed, a part that waits, a case of its reference or of its buyer's name
 * that nobody has closed, a card payment that is being processed.
 */
export async function moneyUnderWork(
  db: Db,
  order: { id: string; reference: string; buyerName: string; regionCode: string },
): Promise<'bank' | 'case' | 'card' | null> {
  const line = await db.bankLine.count({ where: { orderId: order.id, state: { in: ['new', 'proposed'] } } });
  if (line > 0) return 'bank';
  if ((await db.bankMove.count({ where: { orderId: order.id, state: 'waiting' } })) > 0) return 'bank';
  const cases = await db.bankCase.findMany({
    where: { regionCode: order.regionCode, state: { not: 'closed' }, remainingFen: { gt: 0n } },
    select: { line: { select: { reference: true, orderId: true, payerName: true } } },
  });
  const own = cases.some(
    ({ line: one }) =>
      one.reference === order.reference || one.orderId === order.id || bare(one.payerName) === bare(order.buyerName),
  );
  if (own) return 'case';
  const card = await db.checkoutSession.count({
    where: { orderId: order.id, state: 'processing' },
  });
  return card > 0 ? 'card' : null;
}

const bare = (name: string): string => name.replace(/[\s()（）]/g, '');

export async function unpaidOf(
  db: Db,
  whose: { readonly developerId: string } | { readonly regionCodes: readonly string[] | null },
): Promise<UnpaidRow[]> {
  const own: Prisma.OrderWhereInput =
    'developerId' in whose
      ? { developerId: whose.developerId }
      : whose.regionCodes === null
        ? {}
        : { agreement: { regionCode: { in: [...whose.regionCodes] } } };
  return db.order.findMany({
    where: {
      ...own,
      OR: [
        { state: 'awaiting_payment', dunning: { some: {} } },
        { state: 'expired', dunning: { some: { kind: 'stopped' }, none: { kind: 'resumed' } } },
      ],
    },
    include,
    orderBy: { expiresAt: 'asc' },
    take: 200,
  });
}

export async function insertParameter(db: Db, row: Prisma.ParameterUncheckedCreateInput): Promise<void> {
  await db.parameter.create({ data: row });
}
