/** Drafts of the first negotiation, proposals and what each side has read, in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { ProposalState } from './rules/draft-codes.ts';

export type DraftRow = Prisma.AgreementDraftGetPayload<object>;
export type ProposalRow = Prisma.AgreementProposalGetPayload<object>;

export const listDrafts = (db: Db, agreementId: string) =>
  db.agreementDraft.findMany({ where: { agreementId }, orderBy: { number: 'asc' } });
export const findDraft = (db: Db, agreementId: string, number: number) =>
  db.agreementDraft.findUnique({ where: { agreementId_number: { agreementId, number } } });
export const lastDraft = (db: Db, agreementId: string) =>
  db.agreementDraft.findFirst({ where: { agreementId }, orderBy: { number: 'desc' } });
/** The draft that stood at a revision of the agreement. */
export const draftAt = (db: Db, agreementId: string, revision: number) =>
  db.agreementDraft.findFirst({
    where: { agreementId, revision: { lte: revision } },
    orderBy: { number: 'desc' },
  });
export const insertDraft = (db: Db, data: Prisma.AgreementDraftUncheckedCreateInput) =>
  db.agreementDraft.create({ data });

export const listProposals = (db: Db, agreementId: string) =>
  db.agreementProposal.findMany({ where: { agreementId }, orderBy: { number: 'desc' } });
export const findProposal = (db: Db, id: string) => db.agreementProposal.findUnique({ where: { id } });
export const openProposals = (db: Db, agreementId: string) =>
  db.agreementProposal.findMany({ where: { agreementId, state: 'open' }, orderBy: { number: 'asc' } });

/** The agreement's row is locked by the caller: the numbers have no gaps. */
export async function insertProposal(
  db: Db,
  row: Omit<Prisma.AgreementProposalUncheckedCreateInput, 'number'>,
): Promise<number> {
  const found = await db.agreementProposal.aggregate({
    where: { agreementId: row.agreementId },
    _max: { number: true },
  });
  const number = (found._max.number ?? 0) + 1;
  await db.agreementProposal.create({ data: { ...row, number } });
  return number;
}

export async function updateProposal(db: Db, id: string, state: ProposalState, updatedAt: Date): Promise<boolean> {
  const { count } = await db.agreementProposal.updateMany({ where: { id, state: 'open' }, data: { state, updatedAt } });
  return count === 1;
}

export const listSeen = (db: Db, agreementId: string) => db.agreementDraftSeen.findMany({ where: { agreementId } });

/** Never backwards: an older page that is confirmed late says nothing new. */
export async function markSeen(
  db: Db,
  seen: { readonly agreementId: string; readonly organizationId: string; readonly number: number; readonly at: Date },
): Promise<void> {
  const { agreementId, organizationId, number, at } = seen;
  const where = { agreementId_organizationId: { agreementId, organizationId } };
  const present = await db.agreementDraftSeen.findUnique({ where });
  if (present === null) await db.agreementDraftSeen.create({ data: seen });
  else if (present.number < number) await db.agreementDraftSeen.update({ where, data: { number, at } });
}

export async function peopleNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}
