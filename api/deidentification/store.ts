import type { Db } from '#api/context.ts';
import type { IdentityClass } from '#api/datasets/rules/privacy-codes.ts';
import type { ColumnRule, Suppression } from '#api/kernel/column-rules.ts';
import {
  type TreatmentPlan as PlanRow,
  Prisma,
  type PublishedJudgement,
  type ReleaseReport,
} from '#prisma/generated/client.ts';

export type Report = ReleaseReport;

export interface Plan extends Omit<PlanRow, 'rules' | 'suppression'> {
  readonly rules: readonly { readonly column: string; readonly rule: ColumnRule }[];
  readonly suppression: Suppression | null;
}

const shaped = (row: PlanRow): Plan => ({
  ...row,
  rules: row.rules as unknown as Plan['rules'],
  suppression: row.suppression as unknown as Suppression | null,
});

/** Newest first. */
export async function listPlans(db: Db, entryId: string): Promise<Plan[]> {
  const rows = await db.treatmentPlan.findMany({ where: { entryId }, orderBy: [{ table: 'asc' }, { number: 'desc' }] });
  return rows.map(shaped);
}

export async function newestPlan(db: Db, entryId: string, table: string): Promise<Plan | null> {
  const row = await db.treatmentPlan.findFirst({ where: { entryId, table }, orderBy: { number: 'desc' } });
  return row === null ? null : shaped(row);
}

export async function insertPlan(db: Db, { rules, suppression, ...row }: Plan): Promise<void> {
  await db.treatmentPlan.create({
    data: {
      ...row,
      rules: rules as unknown as Prisma.InputJsonArray,
      suppression: (suppression as unknown as Prisma.InputJsonObject) ?? Prisma.DbNull,
    },
  });
}

export interface Said {
  readonly entryId: string;
  readonly table: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
}

export async function saySubject(
  db: Db,
  {
    entryId,
    table,
    ...rest
  }: Said & { readonly persons: boolean; readonly reason: string | null; readonly columns: readonly string[] },
): Promise<void> {
  const data = { ...rest, columns: [...rest.columns] };
  await db.tableSubject.upsert({
    where: { entryId_table: { entryId, table } },
    create: { entryId, table, ...data },
    update: data,
  });
}

export async function sayClass(
  db: Db,
  { entryId, table, column, ...data }: Said & { readonly column: string; readonly class: IdentityClass },
): Promise<void> {
  await db.columnClass.upsert({
    where: { entryId_table_column: { entryId, table, column } },
    create: { entryId, table, column, ...data },
    update: data,
  });
}

export type Judgement = PublishedJudgement;

export async function listJudgements(db: Db, versionId: string): Promise<Judgement[]> {
  return db.publishedJudgement.findMany({ where: { versionId } });
}

export async function keepJudgement(db: Db, row: Judgement): Promise<void> {
  const { versionId, table, ...data } = row;
  await db.publishedJudgement.upsert({
    where: { versionId_table: { versionId, table } },
    create: row,
    update: data,
  });
}

/** Published versions with a table that has no report and was not judged by these demands; newest first. */
export async function listUnjudged(db: Db, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM version v JOIN entry e ON e.id = v.entry_id
    WHERE v.state = 'published' AND e.state <> 'withdrawn' AND EXISTS (
      SELECT 1 FROM version_table t WHERE t.version_id = v.id
        AND NOT EXISTS (SELECT 1 FROM release_report r WHERE r.version_id = v.id AND r.table_number = t.number)
        AND NOT EXISTS (SELECT 1 FROM published_judgement j WHERE j.version_id = v.id AND j.table_number = t.number))
    ORDER BY v.published_at DESC LIMIT ${take}`;
  return rows.map((one) => one.id);
}

export async function findReport(db: Db, id: string): Promise<Report | null> {
  return db.releaseReport.findUnique({ where: { id } });
}

/** Holds the report until the open transaction ends. */
export async function lockReport(db: Db, id: string): Promise<Report | null> {
  await db.$queryRaw`SELECT id FROM release_report WHERE id = ${id} FOR UPDATE`;
  return findReport(db, id);
}

export async function insertReport(
  db: Db,
  row: Omit<Report, 'report' | 'outcome' | 'opinion' | 'checkedBy' | 'checkedAt' | 'no' | 'documentId'> & {
    readonly report: unknown;
  },
): Promise<void> {
  await db.releaseReport.create({ data: { ...row, report: row.report as Prisma.InputJsonObject } });
}

export type Decision = Pick<Report, 'outcome' | 'opinion' | 'checkedBy' | 'checkedAt'> &
  Partial<Pick<Report, 'no' | 'documentId'>>;

export async function decideReport(db: Db, id: string, decision: Decision): Promise<void> {
  await db.releaseReport.update({ where: { id }, data: decision });
}
