import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { SubscriptionFact, SubscriptionFactKind } from './rules/subscription.ts';

const include = {
  order: {
    include: {
      product: true,
      planVersion: { include: { plan: true } },
      agreement: { include: { application: { select: { kind: true } } } },
    },
  },
  buyer: { select: { id: true, name: true } },
  invoices: {
    orderBy: { periodFrom: 'desc' as const },
    include: { order: { select: { id: true, no: true, state: true, accessTo: true } } },
  },
} as const;
export type SubscriptionRow = Prisma.StripeSubscriptionGetPayload<{ include: typeof include }>;
export type InvoiceRow = SubscriptionRow['invoices'][number];
type Where = { id: string } | { orderId: string } | { subscriptionId: string };

export async function find(db: Db, where: Where): Promise<SubscriptionRow | null> {
  return db.stripeSubscription.findUnique({ where, include });
}

/** Loads under a row lock that holds until the transaction ends. */
export async function lock(db: Db, id: string): Promise<SubscriptionRow | null> {
  await db.$queryRaw`SELECT id FROM stripe_subscription WHERE id = ${id} FOR UPDATE`;
  return find(db, { id });
}

/** One a first order: a second page of the same order is for the same subscription. */
export async function claim(db: Db, row: Prisma.StripeSubscriptionUncheckedCreateInput): Promise<string> {
  await db.stripeSubscription.createMany({ data: [row], skipDuplicates: true });
  const found = await db.stripeSubscription.findUniqueOrThrow({
    where: { orderId: row.orderId },
    select: { id: true },
  });
  return found.id;
}

export async function save(db: Db, id: string, data: Prisma.StripeSubscriptionUncheckedUpdateInput): Promise<void> {
  await db.stripeSubscription.update({ where: { id }, data });
}

export async function factsOf(db: Db, subscriptionId: string): Promise<SubscriptionFact[]> {
  const rows = await db.stripeSubscriptionFact.findMany({ where: { subscriptionId } });
  return rows.map((row) => ({ ...row, kind: row.kind as SubscriptionFactKind }));
}

/** Keeps what is not known yet. */
export async function keepFacts(
  db: Db,
  facts: readonly SubscriptionFact[],
  of: { readonly subscriptionId: string; readonly eventId: string | null; readonly observedAt: Date },
): Promise<void> {
  await db.stripeSubscriptionFact.createMany({
    data: facts.map((fact) => ({ ...fact, ...of })),
    skipDuplicates: true,
  });
}

/** An invoice as it was read; paid stays paid, whatever a late answer says. */
export async function keepInvoice(
  db: Db,
  row: Omit<Prisma.StripeInvoiceUncheckedCreateInput, 'orderId' | 'fault'>,
): Promise<void> {
  const { id, subscriptionId: _of, createdAt: _at, ...read } = row;
  await db.stripeInvoice.createMany({ data: [row], skipDuplicates: true });
  await db.stripeInvoice.updateMany({
    where: { id, ...(row.status === 'paid' ? {} : { status: { not: 'paid' } }) },
    data: read,
  });
}

export async function setInvoice(
  db: Db,
  id: string,
  data: { readonly orderId?: string; readonly fault?: string | null },
): Promise<void> {
  await db.stripeInvoice.update({ where: { id }, data });
}

export async function orderOfInvoice(db: Db, id: string): Promise<string | null> {
  return (await db.stripeInvoice.findUnique({ where: { id }, select: { orderId: true } }))?.orderId ?? null;
}

/** The subscription an order is the first term of, or a later one. */
export async function ofOrder(db: Db, orderId: string): Promise<string | null> {
  const where = { OR: [{ orderId }, { invoices: { some: { orderId } } }] };
  return (await db.stripeSubscription.findFirst({ where, select: { id: true } }))?.id ?? null;
}

/** Those whose provider is asked each hour: nothing may be missed of what still charges. */
export async function running(db: Db): Promise<SubscriptionRow[]> {
  return db.stripeSubscription.findMany({
    where: { subscriptionId: { not: null }, state: { not: 'ended' } },
    include,
    orderBy: { readAt: { sort: 'asc', nulls: 'first' } },
    take: 500,
  });
}

/** Stops that were asked for and that the provider has not carried out yet. */
export async function toStop(db: Db): Promise<string[]> {
  const rows = await db.stripeSubscription.findMany({
    where: {
      state: { not: 'ended' },
      OR: [{ stopWhen: 'now' }, { stopWhen: 'period_end', cancelAtPeriodEnd: false }],
    },
    select: { id: true },
    take: 200,
  });
  return rows.map((row) => row.id);
}

export interface Wanted {
  readonly buyerId?: string;
  readonly regionCodes?: readonly string[];
}

export async function list(db: Db, wanted: Wanted, page: number, pageSize: number) {
  const where: Prisma.StripeSubscriptionWhereInput = {
    ...(wanted.buyerId === undefined ? {} : { buyerId: wanted.buyerId }),
    ...(wanted.regionCodes === undefined
      ? {}
      : { order: { agreement: { regionCode: { in: [...wanted.regionCodes] } } } }),
  };
  const [total, rows] = await Promise.all([
    db.stripeSubscription.count({ where }),
    db.stripeSubscription.findMany({
      where,
      include,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows };
}
