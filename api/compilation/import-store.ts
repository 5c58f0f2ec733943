import { entryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import type { CompilationImport, ImportState } from '#prisma/generated/client.ts';
import type { RowKind } from './rules/codes.ts';
import type { Compared } from './rules/compare.ts';
import type { Fault } from './rules/sheet.ts';

export type ImportRow = CompilationImport;

export async function insertImport(db: Db, row: ImportRow, rows: readonly Compared[]): Promise<void> {
  await db.compilationImport.create({ data: row });
  const json = JSON.stringify(rows);
  await db.$executeRaw`INSERT INTO compilation_import_row (import_id, row, kind, title, code, classification_code, entry_id, revision, content, faults)
    SELECT ${row.id}, x.row, x.kind, x.title, x.code, x."classificationCode", x."entryId", x.revision, nullif(x.content, 'null'::jsonb), x.faults
    FROM jsonb_to_recordset(${json}::jsonb) AS x("row" int, kind text, title text, code text, "classificationCode" text, "entryId" text,
      revision int, content jsonb, faults jsonb)`;
}

export async function findImport(db: Db, id: string): Promise<ImportRow | null> {
  return db.compilationImport.findUnique({ where: { id } });
}

export async function listImports(
  db: Db,
  organizationId: string,
  take: number,
  skip: number,
): Promise<{ rows: ImportRow[]; total: number }> {
  const where = { organizationId };
  const [rows, total] = await Promise.all([
    db.compilationImport.findMany({ where, orderBy: [{ uploadedAt: 'desc' }, { id: 'desc' }], take, skip }),
    db.compilationImport.count({ where }),
  ]);
  return { rows, total };
}

/** Rows with errors first, then those with something to put right, then as they stand in the sheet. */
export async function listRows(
  db: Db,
  importId: string,
  { kind, take, skip }: { readonly kind?: RowKind | undefined; readonly take: number; readonly skip: number },
): Promise<{ rows: Compared[]; total: number }> {
  const where = { importId, ...(kind === undefined ? {} : { kind }) };
  const [rows, total] = await Promise.all([
    db.compilationImportRow.findMany({ where, omit: { content: true }, orderBy: [{ row: 'asc' }], take, skip }),
    db.compilationImportRow.count({ where }),
  ]);
  return {
    rows: rows.map((row) => ({
      ...row,
      kind: row.kind as RowKind,
      content: null,
      faults: row.faults as unknown as Fault[],
    })),
    total,
  };
}

/** The rows that can be written: with their contents. */
export async function rowsToApply(db: Db, importId: string): Promise<Compared[]> {
  const rows = await db.compilationImportRow.findMany({
    where: { importId, kind: { in: ['new', 'changed'] } },
    orderBy: { row: 'asc' },
  });
  return rows.map((row) => ({
    ...row,
    kind: row.kind as RowKind,
    content: row.content === null ? null : entryContent.parse(row.content),
    faults: [],
  }));
}

export async function faultsOf(db: Db, importId: string): Promise<(Fault & { title: string })[]> {
  const rows = await db.compilationImportRow.findMany({
    where: { importId, NOT: { faults: { equals: [] } } },
    select: { title: true, faults: true },
    orderBy: { row: 'asc' },
  });
  return rows.flatMap(({ title, faults }) => (faults as unknown as Fault[]).map((one) => ({ ...one, title })));
}

export async function moveImport(
  db: Db,
  id: string,
  from: ImportState,
  to: ImportState,
  more: { readonly appliedBy?: string; readonly appliedAt?: Date } = {},
): Promise<boolean> {
  const { count } = await db.compilationImport.updateMany({ where: { id, state: from }, data: { state: to, ...more } });
  return count === 1;
}

/** What was read stays as counts; contents of what was applied or dropped are not kept twice. */
export async function clearRows(db: Db, importId: string): Promise<void> {
  await db.$executeRaw`UPDATE compilation_import_row SET content = NULL WHERE import_id = ${importId}`;
}

export async function listOldFiles(db: Db, before: Date): Promise<{ id: string; fileKey: string }[]> {
  const rows = await db.compilationImport.findMany({
    where: { uploadedAt: { lt: before }, fileKey: { not: null } },
    select: { id: true, fileKey: true },
    take: 200,
  });
  return rows.flatMap(({ id, fileKey }) => (fileKey === null ? [] : [{ id, fileKey }]));
}

export async function forgetFile(db: Db, id: string): Promise<void> {
  await db.compilationImport.update({ where: { id }, data: { fileKey: null } });
}

/** Entries for a workbook, by code. */
export async function entriesFor(
  db: Db,
  where: { readonly providerId?: string; readonly regionCode?: string; readonly state?: string | undefined },
  most: number,
) {
  const rows = await db.entry.findMany({
    where: {
      ...(where.providerId === undefined ? {} : { providerId: where.providerId }),
      // The department sees what was handed in at least once.
      ...(where.regionCode === undefined ? {} : { regionCode: where.regionCode, submittedAt: { not: null } }),
      state: where.state === undefined ? { not: 'withdrawn' } : (where.state as 'draft'),
    },
    include: { provider: { select: { name: true, uscc: true } } },
    orderBy: { code: 'asc' },
    take: most,
  });
  return rows.map((row) => ({ ...row, content: entryContent.parse(row.content) }));
}
