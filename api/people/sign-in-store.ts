/** Rows of second factors, delays, steps, identities and the history of an account. */
import type { Db } from '#api/context.ts';
import { policyKey } from './rules/second-factor.ts';

export interface DelayLimit {
  readonly free: number;
  /** Seconds after the last free guess; doubled after each further one. */
  readonly first: number;
  readonly most: number;
}

/** One statement, so that guesses made at once are counted one after the other. Forgotten after a day. */
export async function claimDelay(
  db: Db,
  key: string,
  { free, first, most }: DelayLimit,
  now: Date,
): Promise<{ failures: number } | { failures: null; nextAt: Date }> {
  const rows = await db.$queryRaw<{ failures: number }[]>`
    INSERT INTO sign_in_delay AS d (key, failures, last_at, next_at) VALUES (${key}, 1, ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN d.last_at < ${now}::timestamptz - interval '1 day' THEN 1 ELSE d.failures + 1 END,
      last_at = ${now}::timestamptz,
      next_at = ${now}::timestamptz + make_interval(secs => CASE
        WHEN d.last_at < ${now}::timestamptz - interval '1 day' OR d.failures + 1 < ${free}::int THEN 0
        ELSE LEAST(${most}::float8, ${first}::float8 * power(2, LEAST(30, d.failures + 1 - ${free}::int))) END)
    WHERE d.next_at <= ${now}::timestamptz
    RETURNING d.failures`;
  const [row] = rows;
  if (row !== undefined) return row;
  const kept = await db.signInDelay.findUnique({ where: { key } });
  return { failures: null, nextAt: kept?.nextAt ?? now };
}

export async function clearDelays(db: Db, keys: readonly string[]): Promise<void> {
  await db.signInDelay.deleteMany({ where: { key: { in: [...keys] } } });
}

/** What is over: guesses of days ago, steps nobody finished. */
export async function sweepSignIn(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 86_400_000);
  await db.signInDelay.deleteMany({ where: { lastAt: { lt: before }, nextAt: { lt: now } } });
  await db.signInStep.deleteMany({ where: { expiresAt: { lt: before } } });
}

export async function insertEvent(
  db: Db,
  row: { id: string; personId: string; at: Date; kind: string; device: string | null },
): Promise<void> {
  await db.accountEvent.create({ data: row });
}

/** One statement whether the login exists or not: what it costs tells nobody. */
export async function insertEventOfLogin(
  db: Db,
  login: string,
  row: { id: string; at: Date; kind: string; device: string | null },
): Promise<void> {
  await db.$executeRaw`INSERT INTO account_event (id, person_id, at, kind, device)
    SELECT ${row.id}, id, ${row.at}::timestamptz, ${row.kind}, ${row.device} FROM person WHERE login = ${login}`;
}

export async function listEvents(db: Db, personId: string, page: number, size: number) {
  const where = { personId };
  const [total, rows] = await Promise.all([
    db.accountEvent.count({ where }),
    db.accountEvent.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * size,
      take: size,
    }),
  ]);
  return { total, rows };
}

/** Failures after the sign-in before the last one, for the notice. */
export async function countEventsSince(db: Db, personId: string, kinds: readonly string[], since: Date | null) {
  return db.accountEvent.count({
    where: { personId, kind: { in: [...kinds] }, ...(since === null ? {} : { at: { gt: since } }) },
  });
}

export async function lastSignIn(db: Db, personId: string, kinds: readonly string[], before: Date) {
  const row = await db.accountEvent.findFirst({
    where: { personId, kind: { in: [...kinds] }, at: { lt: before } },
    orderBy: { at: 'desc' },
  });
  return row?.at ?? null;
}

export async function findFactor(db: Db, personId: string) {
  return db.secondFactor.findUnique({ where: { personId } });
}

export async function hasFactor(db: Db, personId: string): Promise<boolean> {
  return (await db.secondFactor.count({ where: { personId, confirmedAt: { not: null } } })) > 0;
}

/** Whether the person has a second factor, and what the region asks: one question for each request of somebody signed in. */
export async function factorStanding(db: Db, personId: string, regionCode: string) {
  const rows = await db.$queryRaw<{ enrolled: boolean; policy: unknown }[]>`
    SELECT EXISTS (SELECT 1 FROM second_factor WHERE person_id = ${personId} AND confirmed_at IS NOT NULL) AS enrolled,
      (SELECT value FROM parameter WHERE key = ${policyKey} AND (region_code = ${regionCode} OR region_code IS NULL)
        ORDER BY region_code NULLS LAST, set_at DESC, id DESC LIMIT 1) AS policy`;
  return rows[0] ?? { enrolled: false, policy: null };
}

export async function putFactor(db: Db, personId: string, secretSealed: string, createdAt: Date): Promise<boolean> {
  await db.secondFactor.deleteMany({ where: { personId, confirmedAt: null } });
  const made = await db.secondFactor.createMany({
    data: { personId, secretSealed, createdAt },
    skipDuplicates: true,
  });
  return made.count === 1;
}

/** False when a code of this step or a later one was accepted before. */
export async function takeStep(db: Db, personId: string, step: number): Promise<boolean> {
  const taken = await db.secondFactor.updateMany({
    where: { personId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return taken.count === 1;
}

export async function confirmFactor(db: Db, personId: string, at: Date): Promise<boolean> {
  const done = await db.secondFactor.updateMany({ where: { personId, confirmedAt: null }, data: { confirmedAt: at } });
  return done.count === 1;
}

export async function deleteFactor(db: Db, personId: string): Promise<boolean> {
  await db.recoveryCode.deleteMany({ where: { personId } });
  return (await db.secondFactor.deleteMany({ where: { personId } })).count === 1;
}

export async function replaceRecoveryCodes(db: Db, personId: string, hashes: readonly string[], createdAt: Date) {
  await db.recoveryCode.deleteMany({ where: { personId } });
  await db.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ codeHash, personId, createdAt })) });
}

export async function spendRecoveryCode(db: Db, personId: string, codeHash: string, at: Date): Promise<boolean> {
  const used = await db.recoveryCode.updateMany({ where: { codeHash, personId, usedAt: null }, data: { usedAt: at } });
  return used.count === 1;
}

export async function countRecoveryCodes(db: Db, personId: string): Promise<number> {
  return db.recoveryCode.count({ where: { personId, usedAt: null } });
}

export async function insertStep(
  db: Db,
  row: {
    id: string;
    kind: string;
    personId: string | null;
    facts: Record<string, string | null>;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db.signInStep.create({ data: row });
}

export async function findStep(db: Db, id: string, kind: string, now: Date) {
  const row = await db.signInStep.findFirst({ where: { id, kind, usedAt: null, expiresAt: { gt: now } } });
  return row === null ? null : { ...row, facts: row.facts as Readonly<Record<string, string | null>> };
}

/** False when it was used meanwhile. */
export async function finishStep(db: Db, id: string, at: Date): Promise<boolean> {
  return (await db.signInStep.updateMany({ where: { id, usedAt: null }, data: { usedAt: at } })).count === 1;
}

export async function findIdentity(db: Db, issuer: string, subject: string) {
  return db.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { person: { include: { memberships: { orderBy: { createdAt: 'asc' } } } } },
  });
}

/** False when the identity is linked already, to whomever. */
export async function insertIdentity(
  db: Db,
  row: {
    id: string;
    personId: string;
    issuer: string;
    subject: string;
    name: string | null;
    linkedBy: string;
    linkedAt: Date;
  },
): Promise<boolean> {
  return (await db.identity.createMany({ data: row, skipDuplicates: true })).count === 1;
}

export async function listIdentities(db: Db, personId: string) {
  return db.identity.findMany({ where: { personId }, orderBy: { linkedAt: 'asc' } });
}

export async function deleteIdentity(db: Db, personId: string, id: string): Promise<boolean> {
  return (await db.identity.deleteMany({ where: { id, personId } })).count === 1;
}
