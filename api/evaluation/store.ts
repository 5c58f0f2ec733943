import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { CountedRow } from './rules/rows.ts';

const withIndicators = { indicators: { orderBy: { position: 'asc' } } } as const;
export type SchemeRow = Prisma.EvaluationSchemeGetPayload<{ include: typeof withIndicators }>;
export type IndicatorRow = SchemeRow['indicators'][number];
const whole = {
  scheme: { include: withIndicators },
  bodies: { orderBy: { key: 'asc' } },
  reports: { orderBy: { reportedAt: 'asc' } },
  appeals: { orderBy: { filedAt: 'asc' } },
  versions: { orderBy: { version: 'asc' } },
} as const;
export type RunRow = Prisma.EvaluationRunGetPayload<{ include: typeof whole }>;
export type BodyRow = RunRow['bodies'][number];
export type ReportRow = RunRow['reports'][number];
export type AppealRow = RunRow['appeals'][number];

export const findScheme = (db: Db, id: string): Promise<SchemeRow | null> =>
  db.evaluationScheme.findUnique({ where: { id }, include: withIndicators });

export async function lockScheme(db: Db, id: string): Promise<SchemeRow | null> {
  await db.$queryRaw`SELECT id FROM evaluation_scheme WHERE id = ${id} FOR UPDATE`;
  return findScheme(db, id);
}

export const listSchemes = (db: Db, where: Prisma.EvaluationSchemeWhereInput): Promise<SchemeRow[]> =>
  db.evaluationScheme.findMany({
    where,
    include: withIndicators,
    orderBy: [{ regionCode: 'asc' }, { series: 'asc' }, { version: 'desc' }],
    take: 200,
  });

/** The newest published version of a series before that one. */
export const versionBefore = (
  db: Db,
  { series, version }: { series: string; version: number },
): Promise<SchemeRow | null> =>
  db.evaluationScheme.findFirst({
    where: { series, version: { lt: version }, state: { not: 'drafting' } },
    include: withIndicators,
    orderBy: { version: 'desc' },
  });

type NewIndicator = Omit<Prisma.EvaluationIndicatorUncheckedCreateInput, 'schemeId'>;

export async function insertScheme(
  db: Db,
  scheme: Prisma.EvaluationSchemeUncheckedCreateInput,
  indicators: readonly NewIndicator[],
): Promise<void> {
  await db.evaluationScheme.create({ data: scheme });
  await db.evaluationIndicator.createMany({ data: indicators.map((one) => ({ ...one, schemeId: scheme.id })) });
}

/** False when somebody else saved meanwhile. */
export async function saveScheme(
  db: Db,
  id: string,
  revision: number,
  changes: Prisma.EvaluationSchemeUncheckedUpdateManyInput,
  indicators: readonly NewIndicator[],
): Promise<boolean> {
  const { count } = await db.evaluationScheme.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  if (count === 0) return false;
  await db.evaluationIndicator.deleteMany({ where: { schemeId: id } });
  await db.evaluationIndicator.createMany({ data: indicators.map((one) => ({ ...one, schemeId: id })) });
  return true;
}

export async function publishScheme(
  db: Db,
  row: Pick<SchemeRow, 'id' | 'series' | 'revision'>,
  facts: { readonly documentNo: string; readonly publishedBy: string; readonly publishedAt: Date },
): Promise<boolean> {
  await db.evaluationScheme.updateMany({
    where: { series: row.series, state: 'published' },
    data: { state: 'replaced' },
  });
  const { count } = await db.evaluationScheme.updateMany({
    where: { id: row.id, revision: row.revision, state: 'drafting' },
    data: { ...facts, state: 'published', revision: row.revision + 1 },
  });
  return count === 1;
}

export const findRun = (db: Db, id: string): Promise<RunRow | null> =>
  db.evaluationRun.findUnique({ where: { id }, include: whole });

export async function lockRun(db: Db, id: string): Promise<RunRow | null> {
  await db.$queryRaw`SELECT id FROM evaluation_run WHERE id = ${id} FOR UPDATE`;
  return findRun(db, id);
}

export const listRuns = (db: Db, where: Prisma.EvaluationRunWhereInput): Promise<RunRow[]> =>
  db.evaluationRun.findMany({ where, include: whole, orderBy: [{ periodTo: 'desc' }, { id: 'desc' }], take: 200 });

export async function runExists(db: Db, series: string, period: string): Promise<boolean> {
  return (await db.evaluationRun.count({ where: { series, period } })) > 0;
}

export async function insertRun(
  db: Db,
  run: Prisma.EvaluationRunUncheckedCreateInput,
  bodies: readonly Omit<Prisma.EvaluationBodyUncheckedCreateInput, 'runId'>[],
): Promise<void> {
  await db.evaluationRun.create({ data: run });
  await db.evaluationBody.createMany({ data: bodies.map((one) => ({ ...one, runId: run.id })) });
}

export async function updateRun(
  db: Db,
  row: Pick<RunRow, 'id' | 'revision'>,
  changes: Prisma.EvaluationRunUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await db.evaluationRun.updateMany({
    where: { id: row.id, revision: row.revision },
    data: { ...changes, revision: row.revision + 1 },
  });
  if (count !== 1) throw new Error('a locked run changed');
}

export interface NewFact {
  readonly runId: string;
  readonly bodyKey: string;
  readonly indicator: string;
  readonly version: number;
  readonly num: bigint;
  readonly den: bigint;
  readonly standing: string;
  readonly rows: readonly CountedRow[];
  readonly sha256: string;
  readonly reason: string | null;
}

export const insertFacts = (db: Db, facts: readonly NewFact[]) =>
  db.evaluationFact.createMany({
    data: facts.map((one) => ({ ...one, rows: one.rows as unknown as Prisma.InputJsonArray })),
  });

export type FactRow = Prisma.EvaluationFactGetPayload<object>;

/** The facts that hold in a version: of each the newest not after it. */
export async function factsAt(db: Db, runId: string, version: number, bodyKey?: string): Promise<FactRow[]> {
  const rows = await db.evaluationFact.findMany({
    where: { runId, version: { lte: version }, ...(bodyKey === undefined ? {} : { bodyKey }) },
    orderBy: [{ bodyKey: 'asc' }, { indicator: 'asc' }, { version: 'desc' }],
  });
  const seen = new Set<string>();
  return rows.filter((one) => {
    const key = `${one.bodyKey} ${one.indicator}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export const factHistory = (db: Db, runId: string, bodyKey: string, indicator: string): Promise<FactRow[]> =>
  db.evaluationFact.findMany({ where: { runId, bodyKey, indicator }, orderBy: { version: 'asc' } });

export async function insertResults(
  db: Db,
  version: Prisma.EvaluationVersionUncheckedCreateInput,
  results: readonly Prisma.EvaluationResultCreateManyInput[],
): Promise<void> {
  await db.evaluationResult.createMany({ data: [...results] });
  await db.evaluationVersion.create({ data: version });
}

export type ResultRow = Prisma.EvaluationResultGetPayload<object>;
export const resultsAt = (db: Db, runIds: readonly { id: string; version: number }[]): Promise<ResultRow[]> =>
  db.evaluationResult.findMany({
    where: { OR: runIds.map(({ id, version }) => ({ runId: id, version })) },
    orderBy: [{ place: 'asc' }, { bodyKey: 'asc' }],
  });

export async function insertReport(db: Db, report: Prisma.EvaluationReportUncheckedCreateInput): Promise<void> {
  const { runId, bodyKey, indicator } = report;
  await db.evaluationReport.updateMany({
    where: { runId, bodyKey, indicator, state: { in: ['submitted', 'accepted'] } },
    data: { state: 'replaced' },
  });
  await db.evaluationReport.create({ data: report });
}

export const findReport = (db: Db, id: string) => db.evaluationReport.findUnique({ where: { id } });

export async function reviewReport(
  db: Db,
  id: string,
  facts: { readonly state: string; readonly opinion: string; readonly reviewedBy: string; readonly reviewedAt: Date },
): Promise<boolean> {
  const { count } = await db.evaluationReport.updateMany({ where: { id, state: 'submitted' }, data: facts });
  return count === 1;
}

export const insertAppeal = (db: Db, appeal: Prisma.EvaluationAppealUncheckedCreateInput) =>
  db.evaluationAppeal.create({ data: appeal });
export const findAppeal = (db: Db, id: string) => db.evaluationAppeal.findUnique({ where: { id } });

export async function decideAppeal(
  db: Db,
  id: string,
  facts: Prisma.EvaluationAppealUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.evaluationAppeal.updateMany({ where: { id, outcome: null }, data: facts });
  return count === 1;
}

export const findUnits = async (db: Db, ids: readonly string[]) =>
  new Map(
    (
      await db.organization.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, name: true, nameEn: true, uscc: true },
      })
    ).map((one) => [one.id, one]),
  );

export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const people = await db.person.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, displayName: true },
  });
  return new Map(people.map((one) => [one.id, one.displayName]));
}

/** Agencies by the divisions they belong to, the first digits of which are given. */
export const agenciesIn = (db: Db, codes: { readonly exactly: string } | { readonly under: string }) =>
  db.organization.findMany({
    where: {
      kind: 'agency',
      ...('exactly' in codes ? { regionCode: codes.exactly } : { regionCode: { startsWith: codes.under } }),
    },
    select: { id: true, name: true, nameEn: true, regionCode: true },
    orderBy: { uscc: 'asc' },
  });
