/** Synthetic tables in the database, and what is known of the real ones. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type SandboxRow = Prisma.SandboxTableGetPayload<object>;

export async function findSandbox(db: Db, versionId: string, table: number, maker: number): Promise<SandboxRow | null> {
  return db.sandboxTable.findUnique({ where: { versionId_table_maker: { versionId, table, maker } } });
}

/** @returns false when somebody else kept one meanwhile. */
export async function keepSandbox(
  db: Db,
  row: Prisma.SandboxTableUncheckedCreateInput,
  instead: string | null,
): Promise<boolean> {
  const { versionId, table, maker } = row;
  if (instead !== null) await db.sandboxTable.deleteMany({ where: { versionId, table, maker, fileKey: instead } });
  return (await db.sandboxTable.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** Columns in which personal information was found or treated, or which the dictionary calls sensitive. */
export async function personalColumns(
  db: Db,
  at: { readonly versionId: string; readonly entryId: string; readonly table: number; readonly tableName: string },
): Promise<ReadonlySet<string>> {
  const where = { versionId: at.versionId, table: at.table };
  const [found, treated, sensitive] = await Promise.all([
    db.privacyFinding.findMany({ where, select: { column: true } }),
    db.treatment.findMany({ where, select: { column: true } }),
    db.dictionaryColumn.findMany({
      where: { entryId: at.entryId, table: at.tableName, sensitivity: { not: 'none' } },
      select: { column: true },
    }),
  ]);
  return new Set([...found, ...treated, ...sensitive].map((one) => one.column));
}
