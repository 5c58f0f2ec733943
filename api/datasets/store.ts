import type { Db } from '#api/context.ts';
import type { ColumnRule, Suppression } from '#api/kernel/column-rules.ts';
import type { IntakeTable } from '#api/ports/tables/intake/port.ts';
import type { TreatFigures } from '#api/ports/tables/port.ts';
import {
  type VersionFile as FileRow,
  Prisma,
  type VersionTable as TableRow,
  type Version as VersionRow,
} from '#prisma/generated/client.ts';
import type { Stage, TreatmentAction, VersionState } from './rules/codes.ts';
import type { Drift } from './rules/drift.ts';
import type { Candidate } from './rules/sketch.ts';
import type { Stats } from './rules/statistics.ts';

export interface Finding {
  readonly table: number;
  readonly column: string;
  readonly kind: string;
  readonly hits: number;
  readonly checked: number;
  readonly ratio: number;
  readonly blocks: boolean;
  readonly examples: readonly string[];
  /** Places in JSON documents. */
  readonly paths: readonly string[];
}

export interface Treatment {
  readonly table: number;
  readonly column: string;
  readonly action: TreatmentAction;
  /** Null where the action says everything. */
  readonly rule: ColumnRule | null;
  readonly byId: string | null;
  readonly at: Date;
}

export interface Column {
  readonly table: number;
  readonly position: number;
  readonly name: string;
  readonly type: string;
  readonly stats: Stats;
}

export interface Fault {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly zh: string;
  readonly en: string;
}

export interface Table extends Omit<TableRow, 'versionId' | 'geo' | 'suppression' | 'treated'> {
  readonly geo: IntakeTable['geo'];
  readonly suppression: Suppression | null;
  readonly treated: TreatFigures | null;
}

export type File = Omit<FileRow, 'versionId'>;

export interface Version extends Omit<VersionRow, 'fault' | 'stage' | 'drift'> {
  readonly tables: readonly Table[];
  readonly files: readonly File[];
  readonly fault: Fault | null;
  readonly drift: Drift | null;
  readonly stage: Stage | null;
  readonly findings: readonly Finding[];
  readonly treatments: readonly Treatment[];
}

const include = {
  findings: { orderBy: [{ table: 'asc' }, { column: 'asc' }, { kind: 'asc' }] },
  treatments: { orderBy: [{ table: 'asc' }, { column: 'asc' }] },
  tables: { orderBy: { number: 'asc' } },
  files: { orderBy: { number: 'asc' } },
} satisfies Prisma.VersionInclude;
type LoadedParts = Prisma.VersionGetPayload<{ select: typeof include }>;

/** What hangs on a version's row. */
export type VersionParts = Pick<Version, 'findings' | 'treatments' | 'tables' | 'files'>;
type Bare = Omit<Version, keyof VersionParts>;

const shapedRow = (row: VersionRow): Bare => ({
  ...row,
  stage: row.stage as Stage | null,
  fault: row.fault as Fault | null,
  drift: row.drift as Drift | null,
});

const shapedParts = ({ findings, treatments, tables, files }: LoadedParts): VersionParts => ({
  findings: findings.map((one) => ({ ...one, hits: Number(one.hits), checked: Number(one.checked) })),
  treatments: treatments.map((one) => ({
    ...one,
    action: one.action as TreatmentAction,
    rule: one.rule as unknown as ColumnRule | null,
  })),
  tables: tables.map((one) => ({
    ...one,
    geo: one.geo as IntakeTable['geo'],
    suppression: one.suppression as unknown as Suppression | null,
    treated: one.treated as unknown as TreatFigures | null,
  })),
  files,
});

const shaped = ({ findings, treatments, tables, files, ...row }: VersionRow & LoadedParts): Version => ({
  ...shapedRow(row),
  ...shapedParts({ findings, treatments, tables, files }),
});

export async function findVersion(db: Db, id: string): Promise<Version | null> {
  const row = await db.version.findUnique({ where: { id }, include });
  return row === null ? null : shaped(row);
}

/** Newest first. */
export async function listVersions(db: Db, entryId: string, state?: VersionState): Promise<Version[]> {
  const rows = await db.version.findMany({
    where: { entryId, ...(state === undefined ? {} : { state }) },
    include,
    orderBy: { number: 'desc' },
  });
  return rows.map(shaped);
}

/** Versions without what hangs on them, newest first. */
export async function versionRows(db: Db, where: Prisma.VersionWhereInput, take?: number): Promise<Bare[]> {
  const rows = await db.version.findMany({
    where,
    orderBy: { number: 'desc' },
    ...(take === undefined ? {} : { take }),
  });
  return rows.map(shapedRow);
}

export async function loadParts(db: Db, ids: readonly string[]): Promise<[id: string, parts: VersionParts][]> {
  if (ids.length === 0) return [];
  const rows = await db.version.findMany({ where: { id: { in: [...ids] } }, select: { id: true, ...include } });
  return rows.map((row) => [row.id, shapedParts(row)]);
}

export async function findBySource(
  db: Db,
  entryId: string,
  sourceSha256: string,
): Promise<{ number: number; state: VersionState } | null> {
  return db.version.findUnique({
    where: { entryId_sourceSha256: { entryId, sourceSha256 } },
    select: { number: true, state: true },
  });
}

export async function nextNumber(db: Db, entryId: string): Promise<number> {
  const { _max } = await db.version.aggregate({ where: { entryId }, _max: { number: true } });
  return (_max.number ?? 0) + 1;
}

export interface NewVersion {
  readonly id: string;
  readonly entryId: string;
  readonly number: number;
  readonly fileName: string;
  readonly sourceKey: string;
  readonly sourceBytes: bigint;
  readonly sourceSha256: string;
  readonly note: string | null;
  readonly uploadedBy: string | null;
  readonly createdAt: Date;
}

export async function insertVersion(db: Db, row: NewVersion): Promise<void> {
  await db.version.create({ data: { ...row, state: 'received', stage: 'queued' } });
}

export interface Change {
  readonly reach?: string | null;
  readonly state?: VersionState;
  readonly stage?: Stage;
  readonly stageTable?: string | null;
  /** Rows of all tables together. */
  readonly rowCount?: bigint;
  readonly fault?: Fault | null;
  readonly readyAt?: Date | null;
  readonly publishedAt?: Date;
}

/** Changes a version that is in one of the states; false when it is not. */
export async function changeVersion(
  db: Db,
  id: string,
  states: readonly VersionState[],
  { fault, ...change }: Change,
): Promise<boolean> {
  const { count } = await db.version.updateMany({
    where: { id, state: { in: [...states] } },
    data: {
      ...change,
      ...(fault === undefined
        ? {}
        : { fault: fault === null ? Prisma.DbNull : (fault as unknown as Prisma.InputJsonObject) }),
    },
  });
  return count === 1;
}

/** What the upload holds, in place of what an attempt before it had found. */
export async function replaceParts(
  db: Db,
  versionId: string,
  tables: readonly Omit<Table, 'suppression' | 'treated'>[],
  files: readonly Omit<File, 'confirmedBy' | 'confirmedAt'>[],
): Promise<void> {
  await db.versionTable.deleteMany({ where: { versionId } });
  await db.versionFile.deleteMany({ where: { versionId } });
  await db.versionTable.createMany({
    data: tables.map((one) => ({ ...one, versionId, geo: (one.geo as Prisma.InputJsonObject) ?? Prisma.DbNull })),
  });
  await db.versionFile.createMany({ data: files.map((one) => ({ ...one, versionId })) });
}

export type TableChange = Pick<
  Table,
  'number' | 'rowCount' | 'tableKey' | 'tableSha256' | 'tableBytes' | 'geo' | 'treated'
>;

/** The table as it is after a treatment. */
export async function changeTable(
  db: Db,
  versionId: string,
  { number, geo, treated, ...change }: TableChange,
): Promise<void> {
  await db.versionTable.update({
    where: { versionId_number: { versionId, number } },
    data: {
      ...change,
      geo: (geo as Prisma.InputJsonObject) ?? Prisma.DbNull,
      treated: (treated as unknown as Prisma.InputJsonObject) ?? Prisma.DbNull,
    },
  });
}

/** What is to be done with small classes of each table; tables left out are left as they are. */
export async function setSuppression(
  db: Db,
  versionId: string,
  tables: ReadonlyMap<number, Suppression | null>,
): Promise<void> {
  for (const [number, suppression] of tables)
    await db.versionTable.update({
      where: { versionId_number: { versionId, number } },
      data: { suppression: (suppression as unknown as Prisma.InputJsonObject) ?? Prisma.DbNull },
    });
}

/** False when there is no such file or it is confirmed already. */
export async function confirmFile(
  db: Db,
  versionId: string,
  number: number,
  confirmed: { readonly confirmedBy: string; readonly confirmedAt: Date },
): Promise<boolean> {
  const { count } = await db.versionFile.updateMany({
    where: { versionId, number, confirmedAt: null },
    data: confirmed,
  });
  return count === 1;
}

/** Of the tables given. */
export async function replaceColumns(
  db: Db,
  versionId: string,
  tables: readonly number[],
  columns: readonly Column[],
): Promise<void> {
  await db.versionColumn.deleteMany({ where: { versionId, table: { in: [...tables] } } });
  await db.versionColumn.createMany({
    data: columns.map((column) => ({ ...column, versionId, stats: column.stats as unknown as Prisma.InputJsonObject })),
  });
}

/** Of one table, or of all. */
export async function listColumns(db: Db, versionId: string, table?: number): Promise<Column[]> {
  const rows = await db.versionColumn.findMany({
    where: { versionId, ...(table === undefined ? {} : { table }) },
    orderBy: [{ table: 'asc' }, { position: 'asc' }],
  });
  return rows.map((row) => ({ ...row, stats: row.stats as unknown as Stats }));
}

/** Findings of the table as it came; appended once a version. */
export async function insertFindings(db: Db, versionId: string, findings: readonly Finding[]): Promise<void> {
  await db.privacyFinding.createMany({
    data: findings.map((one) => ({
      ...one,
      versionId,
      hits: BigInt(one.hits),
      checked: BigInt(one.checked),
      examples: [...one.examples],
      paths: [...one.paths],
    })),
  });
}

/** Of one table, or of all. */
export async function replaceTreatments(
  db: Db,
  versionId: string,
  treatments: readonly Treatment[],
  table?: number,
): Promise<void> {
  await db.treatment.deleteMany({ where: { versionId, ...(table === undefined ? {} : { table }) } });
  await db.treatment.createMany({
    data: treatments.map(({ rule, ...one }) => ({
      ...one,
      versionId,
      rule: (rule as unknown as Prisma.InputJsonObject) ?? Prisma.DbNull,
    })),
  });
}

export async function countDownload(db: Db, versionId: string, format: string, day: string): Promise<void> {
  await db.$executeRaw`INSERT INTO open_download (version_id, format, day, count) VALUES (${versionId}, ${format}, ${day}, 1)
    ON CONFLICT (version_id, format, day) DO UPDATE SET count = open_download.count + 1`;
}

/** Downloads so far, by version. */
export async function downloads(db: Db, versionIds: readonly string[]): Promise<Map<string, number>> {
  const groups = await db.openDownload.groupBy({
    by: ['versionId'],
    where: { versionId: { in: [...versionIds] } },
    _sum: { count: true },
  });
  return new Map(groups.map((group) => [group.versionId, group._sum.count ?? 0]));
}

/**
 * For each entry that is open to all: the columns of its newest version whose spread is known, in the table's order:
 * histograms of numbers, and texts of which every kind is among the frequent values.
 */
export async function spreads(db: Db, entryIds: readonly string[]): Promise<Map<string, Candidate[]>> {
  const found = new Map<string, Candidate[]>();
  if (entryIds.length === 0) return found;
  const rows = await db.$queryRaw<{ entry_id: string; name: string; number: boolean; counts: number[] }[]>`
    WITH newest AS (
      SELECT DISTINCT ON (v.entry_id) v.entry_id, v.id FROM version v
      JOIN entry e ON e.id = v.entry_id AND e.state <> 'withdrawn'
      JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
      WHERE v.entry_id = ANY(${[...entryIds]}) AND v.state = 'published' AND r.content->>'open_type' = 'unconditional'
      ORDER BY v.entry_id, v.number DESC
    ), spread AS (
      SELECT n.entry_id, c.position, c.name, c.type <> 'text' AS number,
        CASE WHEN c.type = 'text' THEN c.stats->'topValues' ELSE c.stats->'histogram' END AS list,
        (c.stats->>'distinctCount')::int AS distinct_count
      FROM newest n JOIN version_column c ON c.version_id = n.id AND c.table_number = 1
      WHERE c.type IN ('integer', 'decimal', 'text') AND c.position <= 60
    )
    SELECT entry_id, name, number, ARRAY(SELECT (one->>'count')::int FROM jsonb_array_elements(list) one) AS counts
    FROM spread
    WHERE jsonb_typeof(list) = 'array' AND CASE WHEN number THEN jsonb_array_length(list) BETWEEN 5 AND 150
      ELSE jsonb_array_length(list) BETWEEN 4 AND 10 AND distinct_count = jsonb_array_length(list) END
    ORDER BY entry_id, position`;
  for (const { entry_id, name, number, counts } of rows) {
    const list = found.get(entry_id) ?? [];
    list.push({ column: name, kind: number ? 'bins' : 'values', counts });
    found.set(entry_id, list);
  }
  return found;
}
