import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { QuotationState } from '../rules/voice-codes.ts';
import { stepAt } from '../voice.ts';

const include = {
  offers: { orderBy: { number: 'asc' } },
  steps: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.QuotationInclude;
export type QuotationRow = Prisma.QuotationGetPayload<{ include: typeof include }>;

export const findQuotation = (db: Db, id: string): Promise<QuotationRow | null> =>
  db.quotation.findUnique({ where: { id }, include });

/** Loads under a row lock that holds until the transaction ends. */
export async function lockQuotation(db: Db, id: string): Promise<QuotationRow | null> {
  await db.$queryRaw`SELECT id FROM quotation WHERE id = ${id} FOR UPDATE`;
  return findQuotation(db, id);
}

export type Seen =
  | { readonly buyerId: string }
  | { readonly ownerId: string }
  | { readonly regionCode: { readonly in: string[] } };

export async function listQuotations(
  db: Db,
  seen: Seen & { readonly state?: QuotationState },
  page: number,
  pageSize: number,
) {
  const total = await db.quotation.count({ where: seen });
  const rows = await db.quotation.findMany({
    where: seen,
    include,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { total, rows };
}

/** Two requests at once: the second waits and then sees the first. */
export async function openRequest(db: Db, buyerId: string, productId: string): Promise<{ no: string } | null> {
  await lock(db, `quotation:${buyerId}:${productId}`);
  return db.quotation.findFirst({
    where: { buyerId, productId, kind: 'requested', state: { in: ['asked', 'offered'] } },
    select: { no: true },
  });
}

export const dueToLapse = (db: Db, today: string): Promise<{ id: string }[]> =>
  db.quotation.findMany({
    where: { state: { in: ['asked', 'offered'] }, lapsesAfter: { lt: today } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 500,
  });

export const insertQuotation = (db: Db, data: Prisma.QuotationUncheckedCreateInput) => db.quotation.create({ data });
export const updateQuotation = (db: Db, id: string, data: Prisma.QuotationUncheckedUpdateInput) =>
  db.quotation.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
export const insertOffer = (db: Db, data: Prisma.QuotationOfferUncheckedCreateInput) =>
  db.quotationOffer.create({ data });

/** The quotation is locked, or was made in this transaction. */
export async function insertStep(
  db: Db,
  step: Prisma.QuotationStepUncheckedCreateInput & { readonly at: Date },
): Promise<void> {
  const last = await db.quotationStep.findFirst({ where: { quotationId: step.quotationId }, orderBy: { at: 'desc' } });
  await db.quotationStep.create({ data: { ...step, at: stepAt(step.at, last?.at) } });
}

export async function ordersBy(db: Db, ids: readonly string[]): Promise<Map<string, { id: string; no: string }>> {
  const rows = await db.order.findMany({ where: { id: { in: [...ids] } }, select: { id: true, no: true } });
  return new Map(rows.map((row) => [row.id, row]));
}
