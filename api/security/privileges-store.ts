import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const whole = { rows: { orderBy: [{ kind: 'asc' as const }, { label: 'asc' as const }, { id: 'asc' as const }] } };
export type ReviewRow = Prisma.PrivilegeReviewGetPayload<{ include: typeof whole }>;

export async function insertReview(
  db: Db,
  data: Prisma.PrivilegeReviewUncheckedCreateInput,
  rows: Prisma.PrivilegeRowCreateManyInput[],
): Promise<void> {
  await db.privilegeReview.create({ data });
  await db.privilegeRow.createMany({ data: rows });
}

export async function findReview(db: Db, id: string): Promise<ReviewRow | null> {
  return db.privilegeReview.findUnique({ where: { id }, include: whole });
}

export async function lockReview(db: Db, id: string): Promise<ReviewRow | null> {
  await db.$queryRaw`SELECT id FROM privilege_review WHERE id = ${id} FOR UPDATE`;
  return findReview(db, id);
}

export async function hasReview(db: Db, organizationId: string, quarter: string): Promise<boolean> {
  await lock(db, `privileges:${organizationId}`);
  return (await db.privilegeReview.count({ where: { organizationId, quarter } })) > 0;
}

export async function listReviews(db: Db, where: Prisma.PrivilegeReviewWhereInput): Promise<ReviewRow[]> {
  return db.privilegeReview.findMany({
    where,
    include: whole,
    orderBy: [{ quarter: 'desc' }, { openedAt: 'desc' }],
    take: 100,
  });
}

export async function decideRow(
  db: Db,
  id: string,
  data: { decision: string; reason: string; decidedBy: string; decidedAt: Date },
): Promise<boolean> {
  return (await db.privilegeRow.updateMany({ where: { id, decision: null }, data })).count === 1;
}

export async function closeReview(db: Db, id: string, closedBy: string, closedAt: Date): Promise<void> {
  await db.privilegeReview.update({ where: { id }, data: { closedBy, closedAt } });
}

export async function setDocument(db: Db, id: string, documentId: string): Promise<void> {
  await db.privilegeReview.update({ where: { id }, data: { documentId } });
}

/** Everything with which somebody can act for an organisation today. */
export async function rightsOf(db: Db, organizationId: string, now: Date, today: string) {
  const [members, delegations, tokens, apiKeys, orderKeys, acts] = await Promise.all([
    db.membership.findMany({
      where: { organizationId, person: { disabledAt: null } },
      include: { person: { select: { displayName: true } } },
    }),
    db.delegation.findMany({
      where: { organizationId, revokedAt: null, OR: [{ validTo: null }, { validTo: { gte: today } }] },
      include: { delegate: { select: { displayName: true } } },
    }),
    db.accessToken.findMany({
      where: { organizationId, revokedAt: null, expiresAt: { gt: now } },
      include: { person: { select: { displayName: true } } },
    }),
    db.apiKey.findMany({ where: { organizationId, revokedAt: null } }),
    db.orderKey.findMany({ where: { organizationId, revokedAt: null } }),
    db.session.groupBy({ by: ['personId'], where: { organizationId }, _max: { lastSeenAt: true } }),
  ]);
  return { members, delegations, tokens, apiKeys, orderKeys, acts };
}

/** Agencies that have people and no review of the quarter. */
export async function agenciesWithout(db: Db, quarter: string) {
  return db.$queryRaw<{ id: string; region_code: string }[]>`
    SELECT o.id, o.region_code FROM organization o
    WHERE o.kind = 'agency' AND EXISTS (SELECT 1 FROM membership m WHERE m.organization_id = o.id)
      AND NOT EXISTS (SELECT 1 FROM privilege_review r WHERE r.organization_id = o.id AND r.quarter = ${quarter})
    ORDER BY o.id`;
}

interface Log {
  readonly oldest: Date | null;
  readonly rows: bigint;
}

/** The oldest record and the number of each log. */
export async function logs(db: Db): Promise<{ audit: Log & { readonly head: bigint }; account: Log }> {
  const [[audit], [account]] = await Promise.all([
    db.$queryRaw<
      (Log & { head: bigint })[]
    >`SELECT min(at) AS oldest, count(*) AS rows, (SELECT seq FROM audit_head) AS head FROM audit_event`,
    db.$queryRaw<Log[]>`SELECT min(at) AS oldest, count(*) AS rows FROM account_event`,
  ]);
  if (audit === undefined || account === undefined) throw new Error('no answer about logs');
  return { audit, account };
}

/** Tables on which a trigger of that name stands and is not switched off. */
export async function guarded(db: Db, tables: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relname = ANY(${[...tables]}) AND t.tgname = c.relname || '_append_only' AND t.tgenabled IN ('O', 'A')`;
  return new Set(rows.map(({ name }) => name));
}
