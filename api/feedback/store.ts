import type { Db } from '#api/context.ts';
import { type DataRequest, Prisma, type RequestEvent } from '#prisma/generated/client.ts';
import type { Actor, RequestAction, RequestState } from './rules/codes.ts';

export interface Event extends Omit<RequestEvent, 'action' | 'by' | 'facts'> {
  readonly action: RequestAction;
  readonly by: Actor;
  readonly facts: Readonly<Record<string, unknown>>;
}
export type Request = DataRequest;

export async function insertRequest(db: Db, row: Prisma.DataRequestUncheckedCreateInput): Promise<void> {
  await db.dataRequest.create({ data: row });
}

/** By id or by number. */
export async function findRequest(db: Db, id: string): Promise<Request | null> {
  return db.dataRequest.findFirst({ where: { OR: [{ id }, { no: id }] } });
}

export async function findRequests(db: Db, ids: readonly string[]): Promise<Request[]> {
  const rows = await db.dataRequest.findMany({ where: { id: { in: [...ids] } } });
  const place = new Map(ids.map((id, at) => [id, at]));
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** Changes the revision that was seen; false when there is a newer one. */
export async function changeRequest(
  db: Db,
  { id, revision }: Pick<Request, 'id' | 'revision'>,
  data: Prisma.DataRequestUncheckedUpdateManyInput,
): Promise<boolean> {
  const next = { ...data, revision: { increment: 1 } };
  return (await db.dataRequest.updateMany({ where: { id, revision }, data: next })).count === 1;
}

export async function insertEvent(db: Db, { facts, ...row }: Event): Promise<void> {
  await db.requestEvent.create({ data: { ...row, facts: facts as Prisma.InputJsonObject } });
}

export async function listEvents(db: Db, requestId: string): Promise<Event[]> {
  const rows = await db.requestEvent.findMany({ where: { requestId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows as unknown as Event[];
}

export async function findEvent(db: Db, id: string): Promise<Event | null> {
  return (await db.requestEvent.findUnique({ where: { id } })) as unknown as Event | null;
}

export interface RequestScope {
  readonly state?: RequestState | undefined;
  readonly theme?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly regionCodes?: readonly string[];
  readonly q?: string | undefined;
  readonly overdue?: boolean;
}

const due = Prisma.sql`CASE state WHEN 'filed' THEN triage_due_on WHEN 'assigned' THEN answer_due_on
  WHEN 'promised' THEN promised_on END`;

/** Ids in order and how many there are. Sorted by what is overdue, those that wait come by the day they are due. */
export async function listRequestIds(
  db: Db,
  scope: RequestScope,
  { sort, today, skip, take }: { sort: 'votes' | 'new' | 'overdue'; today: string; skip: number; take: number },
): Promise<{ ids: string[]; total: number }> {
  const conditions = [
    Prisma.sql`true`,
    ...(scope.state === undefined ? [] : [Prisma.sql`state = ${scope.state}::"DataRequestState"`]),
    ...(scope.theme === undefined ? [] : [Prisma.sql`theme = ${scope.theme}`]),
    ...(scope.agencyId === undefined ? [] : [Prisma.sql`agency_id = ${scope.agencyId}`]),
    ...(scope.regionCodes === undefined ? [] : [Prisma.sql`region_code = ANY(${[...scope.regionCodes]})`]),
    ...(scope.q === undefined
      ? []
      : [Prisma.sql`hidden_at IS NULL AND title ILIKE ${`%${scope.q.replace(/[\\%_]/g, '\\$&')}%`}`]),
    ...(scope.overdue === true ? [Prisma.sql`${due} < ${today}`] : []),
  ];
  const where = Prisma.join(conditions, ' AND ');
  const order = {
    votes: Prisma.sql`votes DESC, filed_at DESC, id DESC`,
    new: Prisma.sql`filed_at DESC, id DESC`,
    overdue: Prisma.sql`${due} ASC NULLS LAST, filed_at DESC, id DESC`,
  }[sort];
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM data_request WHERE ${where}
    ORDER BY ${order} LIMIT ${take} OFFSET ${skip}`;
  const [count] = await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM data_request WHERE ${where}`;
  return { ids: rows.map((row) => row.id), total: count?.n ?? 0 };
}

/** Those a feed tells of: neither taken down nor withdrawn, the newest change or answer first. */
export async function listForFeed(
  db: Db,
  { agencyId, answered }: { readonly agencyId?: string; readonly answered: boolean },
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<Request[]> {
  return db.dataRequest.findMany({
    where: {
      hiddenAt: null,
      state: { not: 'withdrawn' },
      ...(agencyId === undefined ? {} : { agencyId }),
      ...(answered ? { answeredAt: { not: null } } : {}),
    },
    orderBy: [answered ? { answeredAt: 'desc' } : { updatedAt: 'desc' }, { id: 'desc' }],
    skip,
    take,
  });
}

/** Titles a new request is compared with, newest first. */
export async function titles(db: Db, take: number): Promise<{ id: string; title: string }[]> {
  return db.dataRequest.findMany({
    where: { hiddenAt: null, state: { notIn: ['merged', 'withdrawn', 'returned'] } },
    select: { id: true, title: true },
    orderBy: { filedAt: 'desc' },
    take,
  });
}

/** Titles of what can be found, newest first. */
export async function datasetTitles(db: Db, take: number) {
  return db.searchDocument.findMany({
    where: { kind: 'entry' },
    select: { code: true, title: true, titleEn: true },
    orderBy: { updatedAt: 'desc' },
    take,
  });
}

export async function countFiled(db: Db, authorId: string, since: Date): Promise<number> {
  return db.dataRequest.count({ where: { authorId, filedAt: { gt: since } } });
}

/** What was opened for requests: those a dataset answers. */
export async function requestsOfEntry(db: Db, entryId: string): Promise<Request[]> {
  const where = { entryId, state: { in: ['opened', 'partly', 'promised'] as RequestState[] }, hiddenAt: null };
  return db.dataRequest.findMany({ where, orderBy: { votes: 'desc' }, take: 20 });
}

// Votes --------------------------------------------------------------------------------------------------------------

export async function insertVote(db: Db, requestId: string, participantId: string, at: Date): Promise<void> {
  await db.requestVote.createMany({ data: [{ requestId, participantId, at }], skipDuplicates: true });
  await countVotes(db, requestId);
}

export async function deleteVote(db: Db, requestId: string, participantId: string): Promise<void> {
  await db.requestVote.deleteMany({ where: { requestId, participantId } });
  await countVotes(db, requestId);
}

/**
 * Counts under the lock of the request, so that two voters at once are two. The vote just inserted holds a key share of the row:
 * FOR UPDATE would wait for the other voter's and be waited for (deadlock), FOR NO KEY UPDATE goes beside key shares.
 */
async function countVotes(db: Db, requestId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM data_request WHERE id = ${requestId} FOR NO KEY UPDATE`;
  await db.$executeRaw`UPDATE data_request SET votes = (SELECT count(*) FROM request_vote WHERE request_id = ${requestId})
    WHERE id = ${requestId}`;
}

export async function copyVotes(db: Db, from: string, to: string): Promise<void> {
  await db.$executeRaw`INSERT INTO request_vote (request_id, participant_id, at)
    SELECT ${to}, participant_id, at FROM request_vote WHERE request_id = ${from} ON CONFLICT DO NOTHING`;
  await countVotes(db, to);
}

export async function hasVoted(db: Db, requestId: string, participantId: string): Promise<boolean> {
  return (await db.requestVote.count({ where: { requestId, participantId } })) > 0;
}

export async function voters(db: Db, requestId: string): Promise<string[]> {
  const rows = await db.requestVote.findMany({ where: { requestId }, select: { participantId: true } });
  return rows.map((row) => row.participantId);
}

// What they are about ------------------------------------------------------------------------------------------------

export async function organizationsById(db: Db, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map<string, never>();
  const rows = await db.organization.findMany({
    where: { id: { in: wanted } },
    select: { id: true, uscc: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function agencyBy(db: Db, key: string) {
  return db.organization.findFirst({ where: { kind: 'agency', OR: [{ uscc: key }, { id: key }] } });
}

const entryFacts = {
  id: true,
  code: true,
  title: true,
  state: true,
  providerId: true,
  publishedRevision: true,
  search: { select: { titleEn: true } },
} satisfies Prisma.EntrySelect;
export type EntryFacts = Prisma.EntryGetPayload<{ select: typeof entryFacts }>;

export async function entryByCode(db: Db, code: string): Promise<EntryFacts | null> {
  return db.entry.findUnique({ where: { code }, select: entryFacts });
}

export async function entriesById(db: Db, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, EntryFacts>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.entry.findMany({ where: { id: { in: wanted } }, select: entryFacts });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function isPublishedVersion(db: Db, entryId: string, number: number): Promise<boolean> {
  return (await db.version.count({ where: { entryId, number, state: 'published' } })) > 0;
}

// Numbers ------------------------------------------------------------------------------------------------------------

export async function countRequests(db: Db) {
  const [row] = await db.$queryRaw<{ requests: number; waiting: number; opened: number; votes: number }[]>`
    SELECT count(*)::int AS requests, count(*) FILTER (WHERE state IN ('filed', 'assigned', 'promised'))::int AS waiting,
      count(*) FILTER (WHERE state IN ('opened', 'partly'))::int AS opened, coalesce(sum(votes), 0)::int AS votes
    FROM data_request WHERE state NOT IN ('merged', 'withdrawn')`;
  return row ?? { requests: 0, waiting: 0, opened: 0, votes: 0 };
}

export interface AgencyCount {
  readonly agencyId: string;
  readonly answered: number;
  readonly onTime: number;
  readonly overdue: number;
  readonly promisesOverdue: number;
}

/** First answers by agency, also of those that were assigned to another one afterwards. */
export async function answersByAgency(db: Db, today: string): Promise<AgencyCount[]> {
  return db.$queryRaw<AgencyCount[]>`
    SELECT agency AS "agencyId", sum(answered)::int AS answered, sum(on_time)::int AS "onTime",
      sum(overdue)::int AS overdue, sum(promises)::int AS "promisesOverdue"
    FROM (
      SELECT organization_id AS agency, 1 AS answered, (facts->>'on_time' = 'true')::int AS on_time, 0 AS overdue,
        0 AS promises
      FROM request_event WHERE "by" = 'agency' AND organization_id IS NOT NULL AND facts ? 'on_time'
      UNION ALL
      SELECT agency_id, 0, 0, (state = 'assigned' AND answer_due_on < ${today})::int,
        (state = 'promised' AND promised_on < ${today})::int
      FROM data_request WHERE agency_id IS NOT NULL
    ) AS counted GROUP BY agency`;
}

export async function correctionsByAgency(db: Db, today: string): Promise<AgencyCount[]> {
  return db.$queryRaw<AgencyCount[]>`
    SELECT agency_id AS "agencyId", count(closed_at)::int AS answered,
      count(*) FILTER (WHERE to_char(closed_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') <= due_on)::int AS "onTime",
      count(*) FILTER (WHERE closed_at IS NULL AND due_on < ${today})::int AS overdue, 0 AS "promisesOverdue"
    FROM correction GROUP BY agency_id`;
}
