import type { Sensitivity } from '#api/catalog/rules/codes.ts';
import type { Db } from '#api/context.ts';
import { type Dictionary, type DictionaryColumn as DictionaryRow, Prisma } from '#prisma/generated/client.ts';
import type { Code, Proposal } from './rules/propose.ts';
import { type ColumnRule, columnRule, readRules, type TableRule, tableRule } from './rules/rule.ts';
import { type TableReport, tableReport } from './rules/shapes.ts';

export interface Column extends Omit<DictionaryRow, 'codes' | 'rules' | 'sensitivity'> {
  readonly codes: readonly Code[] | null;
  readonly rules: readonly ColumnRule[];
  readonly sensitivity: Sensitivity;
}

export interface Head extends Omit<Dictionary, 'tableRules'> {
  readonly tableRules: Readonly<Record<string, readonly TableRule[]>>;
}

export async function findHead(db: Db, entryId: string): Promise<Head | null> {
  const row = await db.dictionary.findUnique({ where: { entryId } });
  if (row === null) return null;
  const stored = Object.entries((row.tableRules ?? {}) as Record<string, unknown>);
  return { ...row, tableRules: Object.fromEntries(stored.map(([name, list]) => [name, readRules(tableRule, list)])) };
}

/** Versions that are public now and whose rules look values up in a dataset. @param code of the dataset looked into */
export async function referrers(db: Db, code: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (v.entry_id) v.id FROM version v
    WHERE v.state = 'published' AND v.entry_id IN (SELECT entry_id FROM dictionary_column
      WHERE rules @> ${JSON.stringify([{ rule: 'reference', dataset: code }])}::jsonb)
    ORDER BY v.entry_id, v.number DESC`;
  return rows.map((row) => row.id);
}

export async function ensureHead(db: Db, entryId: string, at: Date): Promise<void> {
  await db.dictionary.createMany({ data: [{ entryId, changedAt: at }], skipDuplicates: true });
}

export async function listColumns(db: Db, entryId: string): Promise<Column[]> {
  const rows = await db.dictionaryColumn.findMany({
    where: { entryId },
    orderBy: [{ table: 'asc' }, { column: 'asc' }],
  });
  return rows.map((row) => ({
    ...row,
    codes: readCodes(row.codes),
    rules: readRules(columnRule, row.rules),
    sensitivity: row.sensitivity as Sensitivity,
  }));
}

function readCodes(stored: unknown): Code[] | null {
  if (!Array.isArray(stored)) return null;
  return stored.flatMap((one: { code?: unknown; zh?: unknown; en?: unknown } | null) =>
    typeof one?.code === 'string' ? [{ code: one.code, zh: String(one.zh ?? ''), en: String(one.en ?? '') }] : [],
  );
}

export interface Proposed extends Proposal {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly codes: readonly Code[] | null;
}

const json = (codes: readonly Code[] | null) =>
  codes === null ? Prisma.DbNull : (codes as unknown as Prisma.InputJsonArray);

/** What is there already, confirmed or not, stays as it is. Answers how many were new. */
export async function insertProposals(db: Db, entryId: string, list: readonly Proposed[]): Promise<number> {
  const { count } = await db.dictionaryColumn.createMany({
    data: list.map((one) => ({ ...one, entryId, codes: json(one.codes) })),
    skipDuplicates: true,
  });
  return count;
}

export async function setType(db: Db, entryId: string, table: string, column: string, type: string): Promise<void> {
  await db.dictionaryColumn.updateMany({ where: { entryId, table, column }, data: { type } });
}

export interface Edit extends Partial<Omit<Proposal, 'label'>> {
  readonly label?: string;
  readonly codes?: readonly Code[] | null;
  readonly rules?: readonly ColumnRule[];
  readonly confirmedBy?: string;
  readonly confirmedAt?: Date;
}

export async function changeColumn(
  db: Db,
  key: { readonly entryId: string; readonly table: string; readonly column: string },
  { codes, rules, ...edit }: Edit,
): Promise<void> {
  await db.dictionaryColumn.update({
    where: { entryId_table_column: key },
    data: {
      ...edit,
      ...(codes === undefined ? {} : { codes: json(codes) }),
      ...(rules === undefined ? {} : { rules: rules as unknown as Prisma.InputJsonArray }),
    },
  });
}

export async function confirmAll(
  db: Db,
  entryId: string,
  confirmed: { readonly confirmedBy: string; readonly confirmedAt: Date },
): Promise<number> {
  const { count } = await db.dictionaryColumn.updateMany({ where: { entryId, confirmedAt: null }, data: confirmed });
  return count;
}

/** False when somebody changed it since `seen`. */
export async function changeHead(
  db: Db,
  entryId: string,
  seen: number,
  change: {
    readonly by: string;
    readonly at: Date;
    readonly rulesChanged: boolean;
    readonly tableRules?: Head['tableRules'];
  },
): Promise<boolean> {
  const { count } = await db.dictionary.updateMany({
    where: { entryId, revision: seen },
    data: {
      revision: seen + 1,
      changedBy: change.by,
      changedAt: change.at,
      ...(change.rulesChanged ? { rulesRevision: seen + 1 } : {}),
      ...(change.tableRules === undefined
        ? {}
        : { tableRules: change.tableRules as unknown as Prisma.InputJsonObject }),
    },
  });
  return count === 1;
}

export interface Report {
  readonly versionId: string;
  readonly table: number;
  readonly report: TableReport;
  readonly failed: number;
  readonly blocking: readonly string[];
  readonly rulesRevision: number;
  readonly failingSince: Date | null;
  readonly at: Date;
}

/** Appended; two runs in one instant are one. */
export async function insertReport(db: Db, { versionId, table, at, blocking, report, ...rest }: Report): Promise<void> {
  const data = { ...rest, blocking: [...blocking], report: report as unknown as Prisma.InputJsonObject };
  await db.qualityReport.upsert({
    where: { versionId_table_at: { versionId, table, at } },
    create: { versionId, table, at, ...data },
    update: data,
  });
}

/** The newest report of each table, in the order of the tables, with how often the table was checked. */
export async function newestReports(db: Db, versionId: string): Promise<(Report & { readonly runs: number })[]> {
  // Prisma's own `distinct` would read every report and drop the older ones here.
  const rows = await db.$queryRaw<(Report & { runs: number })[]>`
    SELECT DISTINCT ON (table_number) version_id AS "versionId", table_number AS "table", report, failed, blocking,
      rules_revision AS "rulesRevision", failing_since AS "failingSince", at,
      (count(*) OVER (PARTITION BY table_number))::int AS runs
    FROM quality_report WHERE version_id = ${versionId} ORDER BY table_number, at DESC`;
  return rows.map((row) => ({ ...row, report: tableReport.parse(row.report) }));
}

/** The newest version whose tables may be read: ready or published. */
export async function newestReadable(db: Db, entryId: string): Promise<string | null> {
  const row = await db.version.findFirst({
    where: { entryId, state: { in: ['ready', 'published'] }, tables: { some: { tableKey: { not: null } } } },
    orderBy: { number: 'desc' },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Versions that a change of rules is about: the newest published one, and what is ready after it. */
export async function versionsToCheck(db: Db, entryId: string): Promise<string[]> {
  const rows = await db.version.findMany({
    where: { entryId, state: { in: ['ready', 'published'] } },
    orderBy: { number: 'desc' },
    select: { id: true, state: true },
  });
  const published = rows.findIndex((one) => one.state === 'published');
  return rows.slice(0, published < 0 ? rows.length : published + 1).map((one) => one.id);
}
