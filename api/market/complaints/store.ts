import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { ComplaintState } from '../rules/voice-codes.ts';
import { stepAt } from '../voice.ts';

const include = {
  steps: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.ProductComplaintInclude;
export type ComplaintRow = Prisma.ProductComplaintGetPayload<{ include: typeof include }>;

export const findComplaint = (db: Db, id: string): Promise<ComplaintRow | null> =>
  db.productComplaint.findUnique({ where: { id }, include });

/** Loads under a row lock that holds until the transaction ends. */
export async function lockComplaint(db: Db, id: string): Promise<ComplaintRow | null> {
  await db.$queryRaw`SELECT id FROM product_complaint WHERE id = ${id} FOR UPDATE`;
  return findComplaint(db, id);
}

export type Seen =
  | { readonly complainantId: string }
  | { readonly ownerId: string }
  | { readonly regionCode: { readonly in: string[] } };

export async function listComplaints(
  db: Db,
  seen: Seen & { readonly state?: ComplaintState },
  page: number,
  pageSize: number,
) {
  const total = await db.productComplaint.count({ where: seen });
  const rows = await db.productComplaint.findMany({
    where: seen,
    include,
    orderBy: [{ state: 'asc' }, { decideDue: 'asc' }, { id: 'desc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { total, rows };
}

export const complaintsOf = (db: Db, productId: string) =>
  db.productComplaint.findMany({
    where: { productId },
    select: { state: true, finding: true, measure: true, measureDoneAt: true },
  });

/** Two of the same kind at once: the second waits and then sees the first. */
export async function openComplaint(db: Db, complainantId: string, productId: string, category: string) {
  await lock(db, `complaint:${complainantId}:${productId}`);
  return db.productComplaint.findFirst({
    where: { complainantId, productId, category, state: { in: ['filed', 'answered'] } },
    select: { no: true },
  });
}

/** Purchases of a product by an organisation, newest first: trials and what was never paid are none. */
export const purchases = (db: Db, buyerId: string, productId: string) =>
  db.order.findMany({
    where: { buyerId, productId, trial: false, paidAt: { not: null } },
    select: { id: true, no: true },
    orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
    take: 500,
  });

export const orderOf = (db: Db, id: string) =>
  db.order.findUnique({
    where: { id },
    select: { no: true, state: true, refunds: { select: { state: true } } },
  });

export const notAnswered = (db: Db, today: string): Promise<{ id: string }[]> =>
  db.productComplaint.findMany({
    where: { state: 'filed', answerDue: { lt: today }, overdueAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 500,
  });

export const insertComplaint = (db: Db, data: Prisma.ProductComplaintUncheckedCreateInput) =>
  db.productComplaint.create({ data });
export const updateComplaint = (db: Db, id: string, data: Prisma.ProductComplaintUncheckedUpdateInput) =>
  db.productComplaint.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });

/** The complaint is locked, or was made in this transaction. */
export async function insertStep(
  db: Db,
  step: Prisma.ProductComplaintStepUncheckedCreateInput & { readonly at: Date },
): Promise<void> {
  const where = { complaintId: step.complaintId };
  const last = await db.productComplaintStep.findFirst({ where, orderBy: { at: 'desc' } });
  await db.productComplaintStep.create({ data: { ...step, at: stepAt(step.at, last?.at) } });
}
