/** What is known of the people in a table: written by the room of de-identification, asked here when a version is to leave. */
import type { Db } from '#api/context.ts';
import type { ReleaseReport } from '#prisma/generated/client.ts';

export async function findKey(db: Db, entryId: string): Promise<string | null> {
  return (await db.datasetKey.findUnique({ where: { entryId }, select: { sealed: true } }))?.sealed ?? null;
}

export async function insertKey(
  db: Db,
  row: { readonly entryId: string; readonly sealed: string; readonly createdAt: Date },
): Promise<void> {
  await db.datasetKey.createMany({ data: [row], skipDuplicates: true });
}

/** By table and column. */
export async function classesOf(db: Db, entryId: string) {
  return db.columnClass.findMany({ where: { entryId } });
}

export async function subjectsOf(db: Db, entryId: string) {
  return db.tableSubject.findMany({ where: { entryId } });
}

/** The newest report of each table of a version. */
export async function newestReports(db: Db, versionId: string): Promise<ReleaseReport[]> {
  return db.releaseReport.findMany({
    where: { versionId },
    orderBy: [{ table: 'asc' }, { at: 'desc' }, { id: 'desc' }],
    distinct: ['table'],
  });
}

/** Figures of tables that were public before they needed a report. */
export async function judgementsOf(db: Db, versionIds: readonly string[]) {
  return db.publishedJudgement.findMany({ where: { versionId: { in: [...versionIds] } } });
}

/** Sensitivity of columns as their steward confirmed it in the dictionary. */
export async function declaredColumns(db: Db, entryId: string) {
  return db.dictionaryColumn.findMany({
    where: { entryId, confirmedAt: { not: null } },
    select: { table: true, column: true, sensitivity: true },
  });
}

export type SignedReport = Pick<
  ReleaseReport,
  'versionId' | 'table' | 'release' | 'demandedK' | 'report' | 'no' | 'checkedAt'
>;

/** The reports under which versions were opened, the newest of each table. */
export async function signedReports(db: Db, versionIds: readonly string[]): Promise<SignedReport[]> {
  if (versionIds.length === 0) return [];
  return db.releaseReport.findMany({
    where: { versionId: { in: [...versionIds] }, outcome: 'signed' },
    orderBy: [{ versionId: 'asc' }, { table: 'asc' }, { checkedAt: 'desc' }],
    distinct: ['versionId', 'table'],
    select: { versionId: true, table: true, release: true, demandedK: true, report: true, no: true, checkedAt: true },
  });
}
