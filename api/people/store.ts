import type { Db } from '#api/context.ts';
import { type DelegationRow, findDelegation } from './delegation-store.ts';

export interface SessionRow {
  readonly id: string;
  readonly method: string;
  readonly factorAt: Date | null;
  readonly lastSeenAt: Date;
  readonly person: { readonly id: string; readonly displayName: string };
  readonly organization: {
    readonly id: string;
    readonly uscc: string;
    readonly name: string;
    readonly kind: 'agency' | 'enterprise';
    readonly regionCode: string;
    readonly level: 'province' | 'city' | 'county';
  };
  readonly duties: readonly string[];
  readonly mandates: readonly {
    readonly power: string;
    readonly regionCode: string;
    readonly validFrom: string;
    readonly validTo: string | null;
  }[];
  /** Set while the person acts for another. */
  readonly delegation: DelegationRow | null;
}

/** A live session with everything the viewer is made of, or null (unknown, expired, revoked, person disabled). */
export async function findSession(db: Db, id: string, now: Date): Promise<SessionRow | null> {
  const row = await db.session.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: now }, person: { disabledAt: null } },
    include: {
      person: { include: { memberships: true } },
      organization: { include: { mandates: true } },
    },
  });
  if (row === null) return null;
  // Rarely one: not a join of every request.
  const delegation = row.delegationId === null ? null : await findDelegation(db, row.delegationId);
  const membership = row.person.memberships.find((m) => m.organizationId === row.organizationId);
  if (membership === undefined) return null;
  return {
    id: row.id,
    method: row.method,
    factorAt: row.factorAt,
    lastSeenAt: row.lastSeenAt,
    person: row.person,
    organization: row.organization,
    duties: membership.duties,
    mandates: row.organization.mandates,
    delegation,
  };
}

export async function findLogin(db: Db, login: string) {
  return db.person.findUnique({ where: { login }, include: { memberships: { orderBy: { createdAt: 'asc' } } } });
}

export async function personHash(db: Db, personId: string): Promise<string | null> {
  return (
    (await db.person.findUnique({ where: { id: personId }, select: { passwordHash: true } }))?.passwordHash ?? null
  );
}

export interface NewSession {
  readonly id: string;
  readonly personId: string;
  readonly organizationId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly method: string;
  readonly factorAt: Date | null;
  readonly device: string | null;
  readonly issuerSession?: string | null;
  readonly idTokenSealed?: string | null;
}

export async function insertSession(db: Db, row: NewSession): Promise<void> {
  await db.session.create({ data: { ...row, lastSeenAt: row.createdAt } });
}

/** The same session under another token. False when it ended meanwhile. */
export async function moveSession(db: Db, id: string, to: string, factorAt?: Date): Promise<boolean> {
  const data = { id: to, ...(factorAt === undefined ? {} : { factorAt }) };
  return (await db.session.updateMany({ where: { id, revokedAt: null }, data })).count === 1;
}

export async function findOwnSession(db: Db, id: string, personId: string) {
  return db.session.findFirst({ where: { id, personId } });
}

export async function listSessions(db: Db, personId: string, now: Date) {
  return db.session.findMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    include: { organization: { select: { id: true, name: true, nameEn: true } } },
  });
}

/** Ends all live sessions of a person but one; answers how many. */
export async function revokeSessionsBut(db: Db, personId: string, but: string | null, at: Date): Promise<number> {
  const where = { personId, revokedAt: null, expiresAt: { gt: at }, ...(but === null ? {} : { id: { not: but } }) };
  return (await db.session.updateMany({ where, data: { revokedAt: at } })).count;
}

export async function findSessionOfIssuer(db: Db, where: { issuerSession: string } | { personId: string }, now: Date) {
  return db.session.findMany({ where: { ...where, method: 'issuer', revokedAt: null, expiresAt: { gt: now } } });
}

export async function findPerson(db: Db, id: string) {
  return db.person.findUnique({ where: { id }, include: { memberships: { include: { organization: true } } } });
}

export async function setPassword(db: Db, personId: string, passwordHash: string, at: Date): Promise<void> {
  await db.person.update({ where: { id: personId }, data: { passwordHash, passwordSetAt: at } });
}

export async function touchSession(db: Db, id: string, at: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { lastSeenAt: at } });
}

export async function revokeSession(db: Db, id: string, at: Date): Promise<void> {
  await db.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
}

const tokenIncludes = {
  person: { include: { memberships: true } },
  organization: { include: { mandates: true } },
} as const;

/** The token with everything its viewer is made of, whether it is good or not; null when nobody has such a token. */
export async function findTokenByHash(db: Db, tokenHash: string) {
  return db.accessToken.findUnique({ where: { tokenHash }, include: tokenIncludes });
}

export async function insertToken(
  db: Db,
  row: {
    id: string;
    personId: string;
    organizationId: string;
    name: string;
    tokenHash: string;
    prefix: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db.accessToken.create({ data: row });
}

export type TokenRow = NonNullable<Awaited<ReturnType<typeof findToken>>>;

export async function findToken(db: Db, id: string) {
  return db.accessToken.findUnique({ where: { id }, include: { organization: true } });
}

/** Newest first. */
export async function listTokens(db: Db, personId: string): Promise<TokenRow[]> {
  return db.accessToken.findMany({
    where: { personId },
    include: { organization: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
}

export async function countLiveTokens(db: Db, personId: string, organizationId: string, now: Date): Promise<number> {
  return db.accessToken.count({ where: { personId, organizationId, revokedAt: null, expiresAt: { gt: now } } });
}

/** Holds the person's row until the transaction ends, so that tokens are counted and made one at a time. */
export async function lockPerson(db: Db, personId: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM person WHERE id = ${personId} FOR UPDATE`;
}

export async function touchToken(db: Db, id: string, at: Date): Promise<void> {
  await db.accessToken.updateMany({ where: { id }, data: { lastUsedAt: at } });
}

/** False when it was revoked before. */
export async function revokeToken(db: Db, id: string, at: Date): Promise<boolean> {
  return (await db.accessToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } })).count === 1;
}
