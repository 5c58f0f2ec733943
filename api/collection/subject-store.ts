/** Proofs of identity and requests of data subjects, and what is held of natural persons, in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { closedStates } from './rules/lifecycle.ts';

export type ProofRow = Prisma.SubjectProofGetPayload<object>;
export type RequestRow = Prisma.SubjectRequestGetPayload<object>;
export type RequestChanges = Prisma.SubjectRequestUncheckedUpdateManyInput;

export async function insertProof(db: Db, data: Prisma.SubjectProofUncheckedCreateInput): Promise<void> {
  await db.subjectProof.create({ data });
}

/** The proof of a mailbox that is open or holds; else the one decided last. */
export async function proofOf(db: Db, ownerId: string): Promise<ProofRow | null> {
  const open = await db.subjectProof.findFirst({ where: { ownerId, state: { in: ['filed', 'verified'] } } });
  return open ?? db.subjectProof.findFirst({ where: { ownerId }, orderBy: { filedAt: 'desc' } });
}

export const findProof = (db: Db, id: string): Promise<ProofRow | null> =>
  db.subjectProof.findUnique({ where: { id } });

export async function updateProof(
  db: Db,
  id: string,
  revision: number,
  changes: Prisma.SubjectProofUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.subjectProof.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export const listProofs = (db: Db, agencyId: string): Promise<ProofRow[]> =>
  db.subjectProof.findMany({ where: { agencyId, state: 'filed' }, orderBy: { filedAt: 'asc' }, take: 200 });

export const lapsedProofs = (db: Db, today: string): Promise<ProofRow[]> =>
  db.subjectProof.findMany({ where: { state: 'verified', validUntil: { lt: today } }, take: 500 });

/** Decided against or lapsed, with papers still kept. */
export const spentProofs = (db: Db): Promise<ProofRow[]> =>
  db.subjectProof.findMany({ where: { state: { in: ['rejected', 'lapsed'] }, sealed: { not: null } }, take: 500 });

export async function insertRequest(db: Db, data: Prisma.SubjectRequestUncheckedCreateInput): Promise<void> {
  await db.subjectRequest.create({ data });
}

export const findRequest = (db: Db, id: string): Promise<RequestRow | null> =>
  db.subjectRequest.findUnique({ where: { id } });

export async function updateRequest(db: Db, id: string, revision: number, changes: RequestChanges): Promise<boolean> {
  const { count } = await db.subjectRequest.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export const listOwn = (db: Db, ownerId: string): Promise<RequestRow[]> =>
  db.subjectRequest.findMany({ where: { ownerId }, orderBy: { createdAt: 'desc' }, take: 100 });

export async function listDesk(
  db: Db,
  {
    agencyId,
    regions,
    open,
    skip,
    take,
  }: { agencyId: string | null; regions: readonly string[]; open: boolean | undefined; skip: number; take: number },
): Promise<{ rows: RequestRow[]; total: number }> {
  const closed = [...closedStates];
  const where: Prisma.SubjectRequestWhereInput = {
    AND: [
      {
        OR: [
          ...(agencyId === null ? [] : [{ agencyId }]),
          ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] } }]),
        ],
      },
      open === undefined ? {} : { state: open ? { notIn: closed } : { in: closed } },
    ],
  };
  const [rows, total] = await Promise.all([
    db.subjectRequest.findMany({ where, orderBy: [{ dueOn: 'asc' }, { createdAt: 'desc' }], skip, take }),
    db.subjectRequest.count({ where }),
  ]);
  return { rows, total };
}

/** Closed before an instant, with words still kept. */
export const spentRequests = (db: Db): Promise<RequestRow[]> =>
  db.subjectRequest.findMany({ where: { state: { in: [...closedStates] }, wordsSealed: { not: null } }, take: 500 });

/** Approved items about natural persons. */
export const itemsOfPersons = (db: Db) =>
  db.collectionItem.findMany({
    where: { state: 'approved', subjectKind: 'natural' },
    orderBy: [{ agencyId: 'asc' }, { no: 'asc' }],
    take: 500,
  });

export const findItemByNo = (db: Db, no: string) =>
  db.collectionItem.findFirst({
    where: { no, state: { in: ['approved', 'superseded', 'withdrawn'] } },
    orderBy: { version: 'desc' },
  });

export const findEntryByCode = (db: Db, code: string) =>
  db.entry.findFirst({
    where: { code, publishedRevision: { not: null } },
    select: { id: true, code: true, title: true, providerId: true, regionCode: true },
  });

export interface PersonalEntry {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly provider_id: string;
  readonly share_type: string;
  readonly kinds: string[];
}

/** Published entries with items that tell something about a person, by what the public revision says of them. */
export const personalEntries = (db: Db): Promise<PersonalEntry[]> =>
  db.$queryRaw<PersonalEntry[]>`
    SELECT e.id, e.code, e.title, e.provider_id, e.share_type,
      array_agg(COALESCE(NULLIF(i ->> 'label', ''), i ->> 'name') ORDER BY n) AS kinds
    FROM entry e
    JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    CROSS JOIN LATERAL jsonb_array_elements(r.content -> 'items') WITH ORDINALITY AS x (i, n)
    WHERE e.state <> 'withdrawn' AND i ->> 'sensitivity' <> 'none'
    GROUP BY e.id ORDER BY e.provider_id, e.code LIMIT 300`;

/** Which agencies use these entries now. */
export const sharedUses = (db: Db, entryIds: readonly string[]) =>
  db.sharingRequest.findMany({
    where: { entryId: { in: [...entryIds] }, openedAt: { not: null }, state: { in: ['in_use', 'suspended'] } },
    select: { entryId: true, requesterId: true, scenario: true, termUntil: true },
    orderBy: { openedAt: 'asc' },
  });

export async function hasOpenRequest(db: Db, proofId: string): Promise<boolean> {
  return (await db.subjectRequest.count({ where: { proofId, state: { notIn: [...closedStates] } } })) > 0;
}
