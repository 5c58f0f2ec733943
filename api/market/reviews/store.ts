import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import { readTerms } from '#api/products/plans-store.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { isBought } from '../rules/voice.ts';
import { stepAt } from '../voice.ts';

const include = { wordings: { orderBy: { at: 'asc' } } } as const satisfies Prisma.ProductReviewInclude;
export type ReviewRow = Prisma.ProductReviewGetPayload<{ include: typeof include }>;

export const findReview = (db: Db, id: string): Promise<ReviewRow | null> =>
  db.productReview.findUnique({ where: { id }, include });

/** Loads under a row lock that holds until the transaction ends. */
export async function lockReview(db: Db, id: string): Promise<ReviewRow | null> {
  await db.$queryRaw`SELECT id FROM product_review WHERE id = ${id} FOR UPDATE`;
  return findReview(db, id);
}

/** Two first reviews at once: the second waits and then sees the first. */
export async function lockReviewOf(db: Db, productId: string, buyerId: string): Promise<ReviewRow | null> {
  await lock(db, `review:${productId}:${buyerId}`);
  return db.productReview.findUnique({ where: { productId_buyerId: { productId, buyerId } }, include });
}

export const reviewsOf = (db: Db, productId: string): Promise<ReviewRow[]> =>
  db.productReview.findMany({
    where: { productId },
    include,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });

/** Stars of what is shown, over all reviews of a product. */
export async function starsOf(db: Db, productIds: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await db.productReview.findMany({
    where: { productId: { in: [...productIds] }, state: 'visible' },
    select: { productId: true, stars: true },
  });
  const found = new Map<string, number[]>();
  for (const { productId, stars } of rows) found.set(productId, [...(found.get(productId) ?? []), stars]);
  return found;
}

/** The newest order that makes this buyer one who may review; null without one. */
export async function boughtOrder(db: Db, productId: string, buyerId: string): Promise<string | null> {
  const rows = await db.order.findMany({
    where: { productId, buyerId, state: 'fulfilled', paidAt: { not: null }, fulfilledAt: { not: null } },
    include: { planVersion: { select: { terms: true } } },
    orderBy: [{ fulfilledAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  const found = rows.find(({ planVersion, ...row }) =>
    isBought({ ...row, plan: planVersion === null ? null : readTerms(planVersion.terms).kind }),
  );
  return found?.id ?? null;
}

/** Orders among these that were refunded since. */
export async function refundedAmong(db: Db, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.order.findMany({
    where: { id: { in: [...orderIds] }, state: 'refunded' },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}

export const insertReview = (db: Db, data: Prisma.ProductReviewUncheckedCreateInput) =>
  db.productReview.create({ data });
export const updateReview = (db: Db, id: string, data: Prisma.ProductReviewUncheckedUpdateInput) =>
  db.productReview.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });

export async function insertWording(
  db: Db,
  wording: Prisma.ProductReviewWordingUncheckedCreateInput & { readonly at: Date },
): Promise<void> {
  const last = await db.productReviewWording.findFirst({
    where: { reviewId: wording.reviewId },
    orderBy: { at: 'desc' },
  });
  await db.productReviewWording.create({ data: { ...wording, at: stepAt(wording.at, last?.at) } });
}

export async function insertReply(
  db: Db,
  reply: Prisma.ProductReviewReplyUncheckedCreateInput & { readonly at: Date },
): Promise<void> {
  const last = await db.productReviewReply.findFirst({ where: { reviewId: reply.reviewId }, orderBy: { at: 'desc' } });
  await db.productReviewReply.create({ data: { ...reply, at: stepAt(reply.at, last?.at) } });
}

export const repliesOf = (db: Db, reviewId: string) =>
  db.productReviewReply.findMany({ where: { reviewId }, orderBy: { at: 'asc' } });
