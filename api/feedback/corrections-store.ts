import type { Db } from '#api/context.ts';
import type { Prisma, Correction as Row } from '#prisma/generated/client.ts';
import type { CorrectionState } from './rules/codes.ts';

export interface Correction extends Omit<Row, 'target'> {
  readonly target: 'data' | 'description';
}

export async function insertCorrection(db: Db, row: Prisma.CorrectionUncheckedCreateInput): Promise<void> {
  await db.correction.create({ data: row });
}

export async function findCorrection(db: Db, id: string): Promise<Correction | null> {
  return (await db.correction.findUnique({ where: { id } })) as Correction | null;
}

export async function changeCorrection(
  db: Db,
  { id, revision }: Pick<Correction, 'id' | 'revision'>,
  data: Prisma.CorrectionUncheckedUpdateManyInput,
): Promise<boolean> {
  const next = { ...data, revision: { increment: 1 } };
  return (await db.correction.updateMany({ where: { id, revision }, data: next })).count === 1;
}

export interface CorrectionScope {
  readonly entryId?: string;
  readonly agencyId?: string;
  readonly state?: CorrectionState;
}

/** Open ones first by the day due, then the newest closed. */
export async function listCorrections(db: Db, where: CorrectionScope, skip: number, take: number) {
  const rows = await db.correction.findMany({
    where,
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { dueOn: 'asc' }, { id: 'asc' }],
    skip,
    take,
  });
  // A list that did not fill its page is counted then.
  const all = skip === 0 && rows.length < take;
  return { rows: rows as Correction[], total: all ? rows.length : await db.correction.count({ where }) };
}

export async function countFiled(db: Db, authorId: string, since: Date): Promise<number> {
  return db.correction.count({ where: { authorId, filedAt: { gt: since } } });
}
