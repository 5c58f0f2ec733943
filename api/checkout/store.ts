import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { ProviderEvent } from '#api/ports/payments/checkout-port.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Fact } from './rules/fold.ts';

export type SessionRow = Prisma.CheckoutSessionGetPayload<object>;
export type EventRow = Prisma.StripeEventGetPayload<object>;
export type FactRow = Prisma.StripeFactGetPayload<object>;
export type CardRefundRow = Prisma.CardRefundGetPayload<object>;
export type CaseRow = Prisma.StripeCaseGetPayload<object>;

const live = ['creating', 'open', 'processing'] as const;

/** Holds all work on one payment apart until the transaction ends. */
export async function lockPayment(db: Db, paymentId: string): Promise<void> {
  await lock(db, `stripe:${paymentId}`);
}

export async function liveSession(db: Db, orderId: string): Promise<SessionRow | null> {
  return db.checkoutSession.findFirst({ where: { orderId, state: { in: [...live] } } });
}

export async function latestSession(db: Db, orderId: string): Promise<SessionRow | null> {
  return db.checkoutSession.findFirst({ where: { orderId }, orderBy: { attempt: 'desc' } });
}

export async function insertSession(db: Db, row: Prisma.CheckoutSessionUncheckedCreateInput): Promise<void> {
  await db.checkoutSession.create({ data: row });
}

export async function findSession(db: Db, where: { id: string } | { sessionId: string }): Promise<SessionRow | null> {
  return db.checkoutSession.findUnique({ where });
}

/** Paid stays paid: an observation that comes late changes nothing. */
export async function moveSession(
  db: Db,
  id: string,
  data: Prisma.CheckoutSessionUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.checkoutSession.updateMany({ where: { id, state: { not: 'paid' } }, data })).count === 1;
}

/** Pages still open for orders that nobody may pay any more, and pages that should have closed by themselves. */
export async function staleSessions(db: Db, now: Date): Promise<{ orderId: string }[]> {
  return db.checkoutSession.findMany({
    where: {
      state: { in: [...live] },
      OR: [{ order: { state: { not: 'awaiting_payment' } } }, { expiresAt: { lt: now } }, { state: 'processing' }],
    },
    select: { orderId: true },
    take: 200,
  });
}

export type CustomerRow = Prisma.StripeCustomerGetPayload<object>;

export async function findCustomer(db: Db, organizationId: string): Promise<CustomerRow | null> {
  return db.stripeCustomer.findUnique({ where: { organizationId } });
}

/** Two who pay for the first time at once have one row, and one key. */
export async function claimCustomer(
  db: Db,
  row: { readonly organizationId: string; readonly idempotencyKey: string; readonly createdAt: Date },
): Promise<CustomerRow> {
  await db.stripeCustomer.createMany({ data: [row], skipDuplicates: true });
  return db.stripeCustomer.findUniqueOrThrow({ where: { organizationId: row.organizationId } });
}

export async function keepCustomer(db: Db, organizationId: string, customerId: string): Promise<void> {
  await db.stripeCustomer.updateMany({ where: { organizationId, customerId: null }, data: { customerId } });
}

export async function saveBillingMail(db: Db, organizationId: string, billingMail: string | null): Promise<void> {
  await db.stripeCustomer.update({ where: { organizationId }, data: { billingMail } });
}

/** Stores an event once and asks for its handling, in one statement: neither is without the other. */
export async function takeEvent(
  db: Db,
  event: ProviderEvent,
  source: 'webhook' | 'healing',
  at: Date,
): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH fresh AS (
      INSERT INTO stripe_event (id, type, object_id, livemode, created_at, raw, source, received_at, state, attempts)
      VALUES (${event.id}, ${event.type}, ${event.objectId}, ${event.livemode}, ${event.createdAt}::timestamptz, ${event.raw},
        ${source}::"StripeEventSource", ${at}::timestamptz, 'received', 0)
      ON CONFLICT (id) DO NOTHING RETURNING id)
    SELECT fresh.id FROM fresh, LATERAL graphile_worker.add_job('checkout.handle',
      payload := json_build_object('event_id', fresh.id), max_attempts := 8, job_key := 'checkout.handle:' || fresh.id) AS job
    WHERE job.id IS NOT NULL`;
  return rows.length === 1;
}

export async function findEvent(db: Db, id: string): Promise<EventRow | null> {
  return db.stripeEvent.findUnique({ where: { id } });
}

export async function markEvent(db: Db, id: string, data: Prisma.StripeEventUncheckedUpdateInput): Promise<void> {
  await db.stripeEvent.update({ where: { id }, data });
}

export async function eventsLeftBehind(db: Db, before: Date): Promise<string[]> {
  const rows = await db.stripeEvent.findMany({
    where: { state: { in: ['received', 'deferred'] }, receivedAt: { lt: before } },
    select: { id: true },
    orderBy: { receivedAt: 'asc' },
    take: 500,
  });
  return rows.map((row) => row.id);
}

export async function eventsOf(db: Db, where: { objectId: string } | { orderId: string }): Promise<EventRow[]> {
  return db.stripeEvent.findMany({ where, orderBy: { createdAt: 'asc' }, take: 50 });
}

export async function factsOf(db: Db, where: { paymentIntentId: string } | { orderId: string }): Promise<FactRow[]> {
  return db.stripeFact.findMany({ where, orderBy: { observedAt: 'asc' } });
}

export const asFact = (row: FactRow): Fact => ({ ...row, kind: row.kind as Fact['kind'] });

export async function insertFact(db: Db, row: Prisma.StripeFactUncheckedCreateInput): Promise<void> {
  await db.stripeFact.create({ data: row });
}

export async function insertCardRefund(db: Db, row: Prisma.CardRefundUncheckedCreateInput): Promise<void> {
  await db.cardRefund.create({ data: row });
}

export async function findCardRefund(db: Db, id: string): Promise<CardRefundRow | null> {
  return db.cardRefund.findUnique({ where: { id } });
}

export async function cardRefundsOf(db: Db, orderId: string): Promise<CardRefundRow[]> {
  return db.cardRefund.findMany({ where: { refund: { orderId } }, orderBy: { createdAt: 'asc' } });
}

export async function cardRefundOfCase(db: Db, caseId: string): Promise<CardRefundRow | null> {
  return db.cardRefund.findUnique({ where: { caseId } });
}

export async function saveCardRefund(db: Db, id: string, data: Prisma.CardRefundUncheckedUpdateInput): Promise<void> {
  await db.cardRefund.update({ where: { id }, data });
}

export async function refundsToSend(db: Db): Promise<string[]> {
  const rows = await db.cardRefund.findMany({ where: { state: 'queued' }, select: { id: true }, take: 200 });
  return rows.map((row) => row.id);
}

/** Payments whose refunds wait for the provider's word. */
export async function paymentsAwaited(db: Db): Promise<string[]> {
  const rows = await db.cardRefund.findMany({
    where: { state: 'sent' },
    select: { paymentIntentId: true },
    distinct: ['paymentIntentId'],
    take: 200,
  });
  return rows.map((row) => row.paymentIntentId);
}

/** Opens a case once; false when it was opened before, even if it is closed by now. */
export async function openCase(db: Db, row: Prisma.StripeCaseUncheckedCreateInput): Promise<boolean> {
  const { count } = await db.stripeCase.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

export async function findCase(db: Db, id: string): Promise<CaseRow | null> {
  return db.stripeCase.findUnique({ where: { id } });
}

export async function caseByKey(db: Db, key: string): Promise<CaseRow | null> {
  return db.stripeCase.findUnique({ where: { key } });
}

export async function closeCase(
  db: Db,
  where: { id: string } | { key: string } | { eventId: string },
  data: { closedAt: Date; closedBy: string | null; note: string },
): Promise<boolean> {
  return (await db.stripeCase.updateMany({ where: { ...where, closedAt: null }, data })).count > 0;
}

export async function listCases(
  db: Db,
  regionCodes: readonly string[],
  open: boolean,
  page: number,
  pageSize: number,
): Promise<{ total: number; rows: CaseRow[] }> {
  const where = { regionCode: { in: [...regionCodes] }, closedAt: open ? null : { not: null } };
  const [total, rows] = await Promise.all([
    db.stripeCase.count({ where }),
    db.stripeCase.findMany({
      where,
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}

export async function orderNumbers(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.order.findMany({ where: { id: { in: [...ids] } }, select: { id: true, no: true } });
  return new Map(rows.map((row) => [row.id, row.no]));
}

export async function serialUsed(db: Db, bankSerial: string): Promise<boolean> {
  return (await db.cardRefund.count({ where: { bankSerial } })) > 0;
}

export async function readCursor(db: Db): Promise<Date | null> {
  return (await db.stripeCursor.findUnique({ where: { id: 1 } }))?.until ?? null;
}

export async function saveCursor(db: Db, until: Date, healedAt: Date): Promise<void> {
  await db.stripeCursor.upsert({ where: { id: 1 }, create: { id: 1, until, healedAt }, update: { until, healedAt } });
}

export async function lockCase(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM stripe_case WHERE id = ${id} FOR UPDATE`;
}

export async function cardRefundsToDecide(db: Db, regionCodes: readonly string[]): Promise<string[]> {
  const rows = await db.refund.findMany({
    where: {
      state: 'requested',
      order: { agreement: { regionCode: { in: [...regionCodes] } }, payment: { route: 'stripe' } },
    },
    select: { id: true },
    take: 500,
  });
  return rows.map((row) => row.id);
}
