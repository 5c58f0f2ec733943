/** Marked copies and the files they were written as. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type CopyRow = Prisma.MarkedCopyGetPayload<object>;
export type FileRow = Prisma.GrantedFileGetPayload<object>;

/** The copy of that agreement, table, grant and day: the one there is, or this one. Of two at once both get the first. */
export async function keepCopy(db: Db, row: CopyRow): Promise<CopyRow> {
  const { agreementId, versionId, tableNumber, grantSha256, day } = row;
  await db.markedCopy.createMany({ data: [row], skipDuplicates: true });
  return db.markedCopy.findUniqueOrThrow({
    where: {
      agreementId_versionId_tableNumber_grantSha256_day: { agreementId, versionId, tableNumber, grantSha256, day },
    },
  });
}

export async function findFile(db: Db, copyId: string, format: string): Promise<FileRow | null> {
  return db.grantedFile.findUnique({ where: { copyId_format: { copyId, format } } });
}

/** @param instead the key whose bytes are gone. @returns false when somebody else kept one meanwhile. */
export async function keepFile(db: Db, row: FileRow, instead: string | null): Promise<boolean> {
  const { copyId, format } = row;
  if (instead !== null) await db.grantedFile.deleteMany({ where: { copyId, format, fileKey: instead } });
  return (await db.grantedFile.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** Files kept since before an instant, oldest first; what is asked for again is written again. */
export async function filesBefore(db: Db, before: Date, most: number): Promise<FileRow[]> {
  return db.grantedFile.findMany({ where: { madeAt: { lt: before } }, orderBy: { madeAt: 'asc' }, take: most });
}

export async function forgetFile(db: Db, { copyId, format, fileKey }: FileRow): Promise<void> {
  await db.grantedFile.deleteMany({ where: { copyId, format, fileKey } });
}

/** Which of these keys have a row. */
export async function knownKeys(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.grantedFile.findMany({ where: { fileKey: { in: [...keys] } }, select: { fileKey: true } });
  return new Set(rows.map((row) => row.fileKey));
}
