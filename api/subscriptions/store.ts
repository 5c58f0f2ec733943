import type { Db } from '#api/context.ts';
import type {
  ChangeEvent,
  Prisma,
  SubscriptionMessage,
  Subscription as SubscriptionRow,
} from '#prisma/generated/client.ts';
import type { Facts } from './rules/change.ts';
import type { ChangeKind, Frequency, MessageState, PauseReason, SubscriptionState, Target } from './rules/codes.ts';

export interface Subscription
  extends Omit<SubscriptionRow, 'target' | 'frequency' | 'locale' | 'pausedFor' | 'channel'> {
  readonly channel: 'email' | 'webhook';
  readonly target: Target;
  readonly frequency: Frequency;
  readonly locale: 'zh' | 'en';
  readonly pausedFor: PauseReason | null;
}
export interface Change extends Omit<ChangeEvent, 'kind' | 'summary'> {
  readonly kind: ChangeKind;
  readonly summary: Facts;
}
export interface Attempt {
  readonly at: string;
  readonly status: number | null;
  readonly fault: string | null;
  readonly ms: number;
}
export interface Message extends Omit<SubscriptionMessage, 'state' | 'log'> {
  readonly state: MessageState;
  readonly log: readonly Attempt[];
}

const asSubscription = (row: SubscriptionRow) => row as Subscription;
const asMessage = (row: SubscriptionMessage) => row as unknown as Message;
const asChange = (row: ChangeEvent) => row as unknown as Change;

// What happened ------------------------------------------------------------------------------------------------------

/** Adds what is not there yet; an event recorded before stays as it was. */
export async function insertChanges(db: Db, rows: readonly Change[]): Promise<void> {
  const data = rows.map((row) => ({ ...row, summary: row.summary as unknown as Prisma.InputJsonObject }));
  await db.changeEvent.createMany({ data, skipDuplicates: true });
}

export async function findChanges(db: Db, ids: readonly string[]): Promise<Change[]> {
  return (await db.changeEvent.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } })).map(asChange);
}

export interface ChangeScope {
  readonly entryId?: string;
  readonly code?: string;
  readonly providerId?: string;
  readonly theme?: string;
}

/** Newest first; ids sort by time, so the last one seen leads on. */
export async function listChanges(
  db: Db,
  scope: ChangeScope,
  page: { before?: string; take: number },
): Promise<Change[]> {
  const { before, take } = page;
  const where = { ...scope, ...(before === undefined ? {} : { id: { lt: before } }) };
  return (await db.changeEvent.findMany({ where, orderBy: { id: 'desc' }, take })).map(asChange);
}

export async function changesBetween(db: Db, after: Date, until: Date, scope: ChangeScope): Promise<Change[]> {
  const where = { ...scope, at: { gt: after, lte: until } };
  return (await db.changeEvent.findMany({ where, orderBy: { id: 'asc' }, take: 500 })).map(asChange);
}

export async function findEntryFacts(db: Db, entryId: string) {
  return db.entry.findUnique({
    where: { id: entryId },
    select: { code: true, providerId: true, regionCode: true, publishedRevision: true, publishedAt: true },
  });
}

export async function findContent(db: Db, entryId: string, number: number): Promise<unknown> {
  return (await db.entryRevision.findUnique({ where: { entryId_number: { entryId, number } } }))?.content ?? null;
}

const columns = {
  columns: { select: { table: true, name: true, type: true }, orderBy: [{ table: 'asc' }, { position: 'asc' }] },
  tables: { select: { tableSha256: true }, orderBy: { number: 'asc' }, take: 1 },
} satisfies Prisma.VersionInclude;

export interface Untold {
  readonly id: string;
  readonly publishedRevision: number;
  readonly publishedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}

/** Entries that were public before an instant and of which no change is on record, oldest first. */
export async function entriesWithoutChanges(db: Db, before: Date, take: number): Promise<Untold[]> {
  return db.$queryRaw<Untold[]>`
    SELECT e.id, e.published_revision AS "publishedRevision", e.published_at AS "publishedAt",
      e.withdrawn_at AS "withdrawnAt", e.withdrawn_reason AS "withdrawnReason"
    FROM entry e
    WHERE e.published_revision IS NOT NULL AND e.published_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM change_event c WHERE c.entry_id = e.id)
    ORDER BY e.published_at LIMIT ${take}`;
}

/** In their order. */
export async function publishedVersions(db: Db, entryId: string) {
  const rows = await db.version.findMany({
    where: { entryId, state: 'published', publishedAt: { not: null } },
    select: { number: true, publishedAt: true },
    orderBy: { number: 'asc' },
  });
  return rows.flatMap(({ number, publishedAt }) => (publishedAt === null ? [] : [{ number, publishedAt }]));
}

/** A published version and the published one before it. */
export async function findVersionPair(db: Db, entryId: string, number: number) {
  const [version, previous] = await Promise.all([
    db.version.findFirst({ where: { entryId, number, state: 'published' }, include: columns }),
    db.version.findFirst({
      where: { entryId, number: { lt: number }, state: 'published' },
      include: columns,
      orderBy: { number: 'desc' },
    }),
  ]);
  return { version, previous };
}

export async function organizationsById(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, uscc: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function organizationByUscc(db: Db, uscc: string) {
  return db.organization.findUnique({
    where: { uscc },
    select: { id: true, uscc: true, name: true, nameEn: true, kind: true },
  });
}

/** Title of a dataset the public knows, withdrawn or not; null when it never was public. */
export async function publicTitle(db: Db, code: string): Promise<string | null> {
  const row = await db.entry.findUnique({ where: { code }, select: { title: true, publishedRevision: true } });
  return row === null || row.publishedRevision === null ? null : row.title;
}

// Who wants to know --------------------------------------------------------------------------------------------------

export async function insertSubscription(db: Db, row: Prisma.SubscriptionUncheckedCreateInput): Promise<void> {
  await db.subscription.create({ data: row });
}

export async function findSubscription(db: Db, id: string): Promise<Subscription | null> {
  const row = await db.subscription.findUnique({ where: { id } });
  return row === null ? null : asSubscription(row);
}

export async function findByToken(db: Db, tokenHash: string): Promise<Subscription | null> {
  const row = await db.subscription.findUnique({ where: { tokenHash } });
  return row === null ? null : asSubscription(row);
}

export async function findByAddress(
  db: Db,
  emailHash: string,
  target: Target,
  targetValue: string,
): Promise<Subscription | null> {
  const row = await db.subscription.findFirst({ where: { emailHash, target, targetValue } });
  return row === null ? null : asSubscription(row);
}

/** Changes a subscription that is in one of the states; false when it is not. */
export async function changeSubscription(
  db: Db,
  id: string,
  states: readonly SubscriptionState[],
  data: Prisma.SubscriptionUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.subscription.updateMany({ where: { id, state: { in: [...states] } }, data })).count === 1;
}

export async function listWebhooks(db: Db, organizationId: string): Promise<Subscription[]> {
  const where = { organizationId, channel: 'webhook' };
  return (
    await db.subscription.findMany({
      where,
      orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
      take: 200,
    })
  ).map(asSubscription);
}

export async function countLiveWebhooks(db: Db, organizationId: string): Promise<number> {
  return db.subscription.count({ where: { organizationId, channel: 'webhook', state: { not: 'ended' } } });
}

/** Held until the transaction ends, so that an organisation's webhooks are counted one at a time. */
export async function lockOrganization(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM organization WHERE id = ${id} FOR UPDATE`;
}

/** Live subscriptions that could want a change: those of its dataset, agency, theme, of everything, and all searches. */
export async function candidates(db: Db, change: Change, uscc: string): Promise<Subscription[]> {
  const rows = await db.subscription.findMany({
    where: {
      state: 'active',
      OR: [{ channel: 'webhook' }, { channel: 'email', frequency: 'immediate' }],
      AND: {
        OR: [
          { target: 'catalogue' },
          { target: 'search' },
          { target: 'dataset', targetValue: change.code },
          { target: 'agency', targetValue: uscc },
          { target: 'theme', targetValue: change.theme },
        ],
      },
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(asSubscription);
}

export async function listDigests(db: Db, frequency: Frequency): Promise<Subscription[]> {
  const where = { state: 'active' as const, channel: 'email', frequency };
  return (await db.subscription.findMany({ where, orderBy: { id: 'asc' } })).map(asSubscription);
}

export async function unconfirmed(db: Db, before: Date): Promise<Subscription[]> {
  return (await db.subscription.findMany({ where: { state: 'pending', createdAt: { lt: before } } })).map(
    asSubscription,
  );
}

export async function forgetOldSecrets(db: Db, now: Date): Promise<void> {
  await db.subscription.updateMany({
    where: { oldSecretUntil: { lte: now } },
    data: { oldSecretSealed: null, oldSecretUntil: null },
  });
}

// Messages -----------------------------------------------------------------------------------------------------------

export interface NewMessage {
  readonly id: string;
  readonly subscriptionId: string;
  readonly eventIds: readonly string[];
  readonly replayOf?: string;
  readonly at: Date;
}

/** False when there is a message of that id already. */
export async function insertMessage(db: Db, { at, eventIds, ...row }: NewMessage): Promise<boolean> {
  const data = { ...row, eventIds: [...eventIds], state: 'pending', createdAt: at, nextAt: at };
  return (await db.subscriptionMessage.createMany({ data: [data], skipDuplicates: true })).count === 1;
}

export async function findMessage(db: Db, id: string): Promise<Message | null> {
  const row = await db.subscriptionMessage.findUnique({ where: { id } });
  return row === null ? null : asMessage(row);
}

export async function listMessages(
  db: Db,
  subscriptionId: string,
  before: string | undefined,
  take: number,
): Promise<Message[]> {
  const where = { subscriptionId, ...(before === undefined ? {} : { id: { lt: before } }) };
  return (await db.subscriptionMessage.findMany({ where, orderBy: { id: 'desc' }, take })).map(asMessage);
}

/** Notes an attempt on the message as it was seen; false when another attempt was noted meanwhile. */
export async function noteAttempt(
  db: Db,
  seen: Message,
  attempt: Attempt,
  after: { readonly state: MessageState; readonly nextAt: Date | null; readonly deliveredAt?: Date },
): Promise<boolean> {
  const { count } = await db.subscriptionMessage.updateMany({
    where: { id: seen.id, attempts: seen.attempts, state: 'pending' },
    data: {
      ...after,
      attempts: seen.attempts + 1,
      lastStatus: attempt.status,
      lastFault: attempt.fault,
      log: [...seen.log, attempt] as unknown as Prisma.InputJsonArray,
    },
  });
  return count === 1;
}

export async function dueMessages(db: Db, now: Date, take: number): Promise<{ id: string; subscriptionId: string }[]> {
  return db.subscriptionMessage.findMany({
    where: { state: 'pending', nextAt: { lte: now } },
    select: { id: true, subscriptionId: true },
    orderBy: { id: 'asc' },
    take,
  });
}

export async function dropMessages(db: Db, subscriptionId: string): Promise<void> {
  await db.subscriptionMessage.updateMany({
    where: { subscriptionId, state: 'pending' },
    data: { state: 'dropped', nextAt: null },
  });
}

/** Holds waiting messages back (null) or makes them due. */
export async function scheduleMessages(db: Db, subscriptionId: string, nextAt: Date | null): Promise<void> {
  await db.subscriptionMessage.updateMany({ where: { subscriptionId, state: 'pending' }, data: { nextAt } });
}

export async function countMessages(db: Db, subscriptionIds: readonly string[]) {
  return db.subscriptionMessage.groupBy({
    by: ['subscriptionId', 'state'],
    where: { subscriptionId: { in: [...subscriptionIds] } },
    _count: { _all: true },
    _max: { deliveredAt: true },
  });
}

/** Mail that never arrived, newest first; whom it was for is not told. */
export async function deadMail(db: Db, take: number): Promise<Message[]> {
  const where = { state: 'failed', subscription: { channel: 'email' } };
  return (await db.subscriptionMessage.findMany({ where, orderBy: { id: 'desc' }, take })).map(asMessage);
}
