import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type AccountRow = Prisma.StripeAccountGetPayload<object>;

export async function find(db: Db, organizationId: string): Promise<AccountRow | null> {
  return db.stripeAccount.findUnique({ where: { organizationId } });
}

export async function byAccount(db: Db, accountId: string): Promise<AccountRow | null> {
  return db.stripeAccount.findUnique({ where: { accountId } });
}

/** One an organisation, under one key, however often it is asked for. */
export async function claim(db: Db, row: Prisma.StripeAccountUncheckedCreateInput): Promise<AccountRow> {
  await db.stripeAccount.createMany({ data: [row], skipDuplicates: true });
  return db.stripeAccount.findUniqueOrThrow({ where: { organizationId: row.organizationId } });
}

export async function save(
  db: Db,
  organizationId: string,
  data: Prisma.StripeAccountUncheckedUpdateInput,
): Promise<void> {
  await db.stripeAccount.update({ where: { organizationId }, data });
}
