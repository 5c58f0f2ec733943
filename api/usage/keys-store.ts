/** Keys, their rotation, their counted calls. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const ofKey = {
  agreement: {
    select: { id: true, no: true, state: true, effectiveFrom: true, effectiveTo: true, developerId: true },
  },
  replacedBy: { select: { id: true, prefix: true } },
} satisfies Prisma.ApiKeyInclude;
export type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof ofKey }>;

export async function findByHash(db: Db, hash: string): Promise<KeyRow | null> {
  return db.apiKey.findUnique({ where: { hash }, include: ofKey });
}

/** Noted at most once a minute a key, so that reading does not turn into writing. */
export async function touchKey(db: Db, id: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 60_000);
  await db.apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: now },
  });
}

export async function insertKey(db: Db, row: Prisma.ApiKeyUncheckedCreateInput): Promise<void> {
  await db.apiKey.create({ data: row });
}

/** Keys that open something at an instant; a rotated one counts until its overlap ends. */
export async function countLiveKeys(db: Db, agreementId: string, now: Date, today: string): Promise<number> {
  return db.apiKey.count({
    where: {
      agreementId,
      revokedAt: null,
      AND: [
        { OR: [{ retiresAt: null }, { retiresAt: { gt: now } }] },
        { OR: [{ expiresOn: null }, { expiresOn: { gte: today } }] },
      ],
    },
  });
}

export async function findKey(db: Db, id: string): Promise<KeyRow | null> {
  return db.apiKey.findUnique({ where: { id }, include: ofKey });
}

export async function listKeys(db: Db, organizationId: string, agreementId: string | undefined): Promise<KeyRow[]> {
  return db.apiKey.findMany({
    where: { organizationId, ...(agreementId === undefined ? {} : { agreementId }) },
    include: ofKey,
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
  });
}

/** @returns false when it was revoked before. */
export async function revokeKey(db: Db, id: string, at: Date, leakedWhere?: string): Promise<boolean> {
  const data = { revokedAt: at, ...(leakedWhere === undefined ? {} : { leakedWhere }) };
  return (await db.apiKey.updateMany({ where: { id, revokedAt: null }, data })).count === 1;
}

export async function revokeKeysOf(db: Db, agreementId: string, at: Date): Promise<number> {
  const { count } = await db.apiKey.updateMany({ where: { agreementId, revokedAt: null }, data: { revokedAt: at } });
  return count;
}

/** @returns false when it was revoked or rotated before: of two rotations at once one wins. */
export async function retireKey(db: Db, id: string, retiresAt: Date, replacedById: string): Promise<boolean> {
  const where = { id, revokedAt: null, retiresAt: null };
  return (await db.apiKey.updateMany({ where, data: { retiresAt, replacedById } })).count === 1;
}

/** Codes of the agreement's datasets. */
export async function datasetCodes(db: Db, agreementId: string): Promise<string[]> {
  const rows = await db.agreementResource.findMany({
    where: { agreementId },
    select: { entry: { select: { code: true } } },
  });
  return rows.map((row) => row.entry.code);
}

export interface Call {
  readonly apiKeyId: string;
  readonly day: string;
  readonly dataset: string;
  readonly status: number;
}

export async function countCall(db: Db, call: Call): Promise<void> {
  await db.$executeRaw`
    INSERT INTO key_call (api_key_id, day, dataset, status, calls)
    VALUES (${call.apiKeyId}, ${call.day}, ${call.dataset}, ${call.status}, 1)
    ON CONFLICT (api_key_id, day, dataset, status) DO UPDATE SET calls = key_call.calls + 1`;
}

/** Calls of an organisation's keys in a span of days, a row a day, key, dataset and answer. */
export async function callsBetween(db: Db, organizationId: string, from: string, to: string) {
  return db.keyCall.findMany({
    where: { apiKey: { organizationId }, day: { gte: from, lte: to } },
    select: { day: true, dataset: true, status: true, calls: true, apiKey: { select: { id: true, prefix: true } } },
    orderBy: [{ day: 'asc' }, { dataset: 'asc' }, { status: 'asc' }],
  });
}
