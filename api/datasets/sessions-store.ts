import type { Db } from '#api/context.ts';
import type { Prisma, UploadSession as SessionRow } from '#prisma/generated/client.ts';
import type { Fault } from './store.ts';

export interface Session extends Omit<SessionRow, 'fault'> {
  readonly fault: Fault | null;
}

export type NewSession = Omit<Session, 'versionId' | 'fault' | 'finishedAt'>;

export async function insert(db: Db, row: NewSession): Promise<void> {
  await db.uploadSession.create({ data: row });
}

export async function find(db: Db, id: string): Promise<Session | null> {
  const row = await db.uploadSession.findUnique({ where: { id } });
  return row === null ? null : { ...row, fault: row.fault as Fault | null };
}

/** False when somebody else has. */
export async function finish(db: Db, id: string, { finishedAt }: { readonly finishedAt: Date }): Promise<boolean> {
  const { count } = await db.uploadSession.updateMany({ where: { id, finishedAt: null }, data: { finishedAt } });
  return count === 1;
}

export async function reopen(db: Db, id: string): Promise<void> {
  await db.uploadSession.updateMany({ where: { id, versionId: null }, data: { finishedAt: null } });
}

export async function conclude(
  db: Db,
  id: string,
  { versionId, fault }: { readonly versionId?: string; readonly fault?: Fault },
): Promise<void> {
  await db.uploadSession.update({
    where: { id },
    data: {
      ...(versionId === undefined ? {} : { versionId }),
      ...(fault === undefined ? {} : { fault: fault as unknown as Prisma.InputJsonObject }),
    },
  });
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.uploadSession.deleteMany({ where: { id } });
}

export async function listExpired(db: Db, now: Date): Promise<{ readonly id: string }[]> {
  return db.uploadSession.findMany({ where: { expiresAt: { lte: now } }, select: { id: true } });
}

/** Those of the ids whose upload still waits for its bytes or is being taken in. */
export async function listOpen(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.uploadSession.findMany({
    where: { id: { in: [...ids] }, versionId: null },
    select: { id: true },
  });
  return new Set(rows.map((one) => one.id));
}

/** Of these versions, those that came to be. */
export async function knownVersions(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.version.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}
