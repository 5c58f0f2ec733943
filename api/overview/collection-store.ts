/** What collection puts on the desks of the agency and of the department. */
import type { Db } from '#api/context.ts';
import type { CollectionState, Prisma } from '#prisma/generated/client.ts';
import type { TaskKind } from './contract.ts';
import { limit, type TaskRow, task } from './task-row.ts';

type Turn = Partial<Record<CollectionState, TaskKind>>;

async function items(db: Db, where: Prisma.CollectionItemWhereInput, turn: Turn): Promise<TaskRow[]> {
  const rows = await db.collectionItem.findMany({
    where: { ...where, state: { in: Object.keys(turn) as CollectionState[] } },
    select: { id: true, no: true, name: true, state: true, updatedAt: true },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  });
  return rows.flatMap(({ id, no, name: title, state, updatedAt: since }) => {
    const kind = turn[state];
    return kind === undefined ? [] : [task(kind, { id, no, title, since })];
  });
}

/** What came back, what is held already, who waits for a word. */
export async function collectionTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const [requests, proofs] = await Promise.all([
    db.subjectRequest.findMany({
      where: { agencyId, state: 'filed' },
      select: { id: true, no: true, kind: true, about: true, createdAt: true, dueOn: true },
      orderBy: { dueOn: 'asc' },
      take: limit,
    }),
    db.subjectProof.findMany({
      where: { agencyId, state: 'filed' },
      select: { id: true, maskedName: true, filedAt: true, dueOn: true },
      orderBy: { dueOn: 'asc' },
      take: limit,
    }),
  ]);
  const names = await titles(
    db,
    requests.map((one) => one.about),
  );
  return [
    ...(await items(db, { agencyId }, { returned: 'collection_returned', duplicate: 'collection_duplicate' })),
    // Whoever wants it to stop is told apart from who asks to see.
    ...requests.map(({ id, no, kind, about, createdAt: since, dueOn }) =>
      task(kind === 'object' ? 'subject_objection' : 'subject_request', {
        id,
        no,
        title: names.get(about) ?? about,
        since,
        dueOn,
      }),
    ),
    ...proofs.map(({ id, maskedName, filedAt: since, dueOn }) =>
      task('subject_proof', { id, no: '', title: maskedName, since, dueOn }),
    ),
  ];
}

/** What requests are about, `item:` and a number or `entry:` and a code, by name. */
async function titles(db: Db, about: readonly string[]): Promise<Map<string, string>> {
  const of = (kind: string) => about.flatMap((one) => (one.startsWith(`${kind}:`) ? [one.slice(kind.length + 1)] : []));
  const [collected, entries] = await Promise.all([
    db.collectionItem.findMany({
      where: { no: { in: of('item') } },
      select: { no: true, name: true },
      orderBy: { version: 'asc' },
    }),
    db.entry.findMany({ where: { code: { in: of('entry') } }, select: { code: true, title: true } }),
  ]);
  return new Map([
    ...collected.map(({ no, name }) => [`item:${no}`, name] as const),
    ...entries.map(({ code, title }) => [`entry:${code}`, title] as const),
  ]);
}

/** The first officer's proposals are not for the first officer; the head may be the second person, and does nothing else here. */
export async function departmentCollection(
  db: Db,
  regionCode: string,
  { personId, officer }: { readonly personId: string; readonly officer: boolean },
): Promise<TaskRow[]> {
  const second = await items(
    db,
    { regionCode, OR: [{ exceptionProposedBy: null }, { exceptionProposedBy: { not: personId } }] },
    { exception_proposed: 'collection_exception_confirm' },
  );
  const turn: Turn = { submitted: 'collection_review', exception: 'collection_exception' };
  return officer ? [...(await items(db, { regionCode }, turn)), ...second] : second;
}
