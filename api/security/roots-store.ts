import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** One root at a time, on however many servers. */
export async function lockRoots(db: Db): Promise<void> {
  await lock(db, 'audit-root');
}

export async function insertRoot(db: Db, data: Prisma.AuditRootUncheckedCreateInput): Promise<void> {
  await db.auditRoot.create({ data });
}

export async function insertStamp(db: Db, data: Prisma.AuditRootStampUncheckedCreateInput): Promise<void> {
  await db.auditRootStamp.createMany({ data: [data], skipDuplicates: true });
}

export async function names(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function people(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

export async function papersOf(db: Db, subjectKind: string, subjectId: string): Promise<{ id: string; no: string }[]> {
  return db.document.findMany({
    where: { kind: subjectKind, subjectId },
    select: { id: true, no: true },
    orderBy: { createdAt: 'desc' },
    take: 20,
  });
}
