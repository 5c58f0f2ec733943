/** What sharing between agencies puts on the desks of both sides and of the department. */
import type { Db } from '#api/context.ts';
import { addDays } from '#api/kernel/time.ts';
import type { Prisma, SharingState } from '#prisma/generated/client.ts';
import type { TaskKind } from './contract.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Desk {
  readonly steward: boolean;
  readonly head: boolean;
}

/** Days before its end from which a term of use waits for the requester, as on the board of sharing. */
const expiryShownDays = 30;

type Turn = Partial<Record<SharingState, TaskKind>>;
const asks: Turn = {
  supplementing: 'sharing_supplement',
  expired: 'sharing_dispose',
  ended: 'sharing_dispose',
};
const asksHead: Turn = { consenting: 'sharing_consent' };
/** Suspended, the ball is with the requester until it has reported, then with the provider. */
const toRemedy: Turn = { suspended: 'sharing_remedy' };
const toResume: Turn = { suspended: 'sharing_resume' };
const toMend: Turn = { drafting: 'sharing_returned' };
const toRenew: Turn = { in_use: 'sharing_expiring' };
const gives: Turn = { filed: 'sharing_reply', granted: 'sharing_provide' };
const givesHead: Turn = { proposed: 'sharing_confirm' };

const fields = { id: true, no: true, state: true, need: true, updatedAt: true, dueOn: true, termUntil: true } as const;

async function waiting(db: Db, where: Prisma.SharingRequestWhereInput, turn: Turn): Promise<TaskRow[]> {
  const states = Object.keys(turn) as SharingState[];
  const rows = await db.sharingRequest.findMany({
    where: { ...where, state: { in: states } },
    select: fields,
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return rows.flatMap((row) => {
    const kind = turn[row.state];
    const { id, no, need, updatedAt: since } = row;
    const dueOn = kind === 'sharing_expiring' ? row.termUntil : kind === 'sharing_resume' ? null : row.dueOn;
    return kind === undefined ? [] : [task(kind, { id, no, title: need.slice(0, 60), since, dueOn })];
  });
}

function stewards(db: Db, agencyId: string, until: string): Promise<TaskRow[]>[] {
  const own = { requesterId: agencyId };
  const others = { providerId: agencyId };
  return [
    waiting(db, own, asks),
    waiting(db, { ...own, remedy: null }, toRemedy),
    // Sent back by the head; a draft nobody has seen waits for nobody.
    waiting(db, { ...own, steps: { some: { action: 'send_back' } } }, toMend),
    waiting(db, { ...own, termUntil: { lte: until } }, toRenew),
    waiting(db, others, gives),
    waiting(db, { ...others, remedy: { not: null } }, toResume),
  ];
}

export async function sharingTasks(
  db: Db,
  agencyId: string,
  { steward, head }: Desk,
  today: string,
): Promise<TaskRow[]> {
  const parts = [
    ...(steward ? stewards(db, agencyId, addDays(today, expiryShownDays)) : []),
    ...(head
      ? [waiting(db, { requesterId: agencyId }, asksHead), waiting(db, { providerId: agencyId }, givesHead)]
      : []),
    ...(steward ? [objectionsAt(db, agencyId), correctionsAt(db, agencyId)] : []),
  ];
  return (await Promise.all(parts)).flat();
}

/** More time to consent to, and objections above the first rung. */
export async function departmentSharing(db: Db, departmentId: string): Promise<TaskRow[]> {
  const asked = { authorityId: departmentId, extensionAskedAt: { not: null }, extensionAnswer: null };
  const turn: Turn = { filed: 'sharing_extension', proposed: 'sharing_extension' };
  return [...(await waiting(db, asked, turn)), ...(await objectionsAt(db, departmentId))];
}

async function objectionsAt(db: Db, bodyId: string): Promise<TaskRow[]> {
  const rows = await db.sharingObjection.findMany({
    where: { bodyId, outcome: null },
    select: { dueOn: true, filedAt: true, words: true, request: { select: { id: true, no: true } } },
    orderBy: { filedAt: 'asc' },
    take: limit,
  });
  return rows.map(({ request, words, filedAt, dueOn }) =>
    task('sharing_objection', { ...request, title: words.slice(0, 60), since: filedAt, dueOn }),
  );
}

async function correctionsAt(db: Db, providerId: string): Promise<TaskRow[]> {
  const rows = await db.sharingCorrection.findMany({
    where: { providerId, outcome: null },
    select: { no: true, requestId: true, record: true, filedAt: true, dueOn: true },
    orderBy: { filedAt: 'asc' },
    take: limit,
  });
  return rows.map(({ no, requestId, record, filedAt, dueOn }) =>
    task('sharing_correction', { id: requestId, no, title: record.slice(0, 60), since: filedAt, dueOn }),
  );
}
