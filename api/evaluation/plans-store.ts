import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const withGoals = { goals: { orderBy: { position: 'asc' } } } as const;
export type PlanRow = Prisma.DevelopmentPlanGetPayload<{ include: typeof withGoals }>;

export const findPlan = (db: Db, id: string): Promise<PlanRow | null> =>
  db.developmentPlan.findUnique({ where: { id }, include: withGoals });

export async function lockPlan(db: Db, id: string): Promise<PlanRow | null> {
  await db.$queryRaw`SELECT id FROM development_plan WHERE id = ${id} FOR UPDATE`;
  return findPlan(db, id);
}

export const listPlans = (db: Db, where: Prisma.DevelopmentPlanWhereInput): Promise<PlanRow[]> =>
  db.developmentPlan.findMany({
    where,
    include: withGoals,
    orderBy: [{ regionCode: 'asc' }, { series: 'asc' }, { version: 'desc' }],
    take: 200,
  });

type Goal = Omit<Prisma.DevelopmentGoalCreateManyInput, 'planId'>;

export async function insertPlan(
  db: Db,
  plan: Prisma.DevelopmentPlanUncheckedCreateInput,
  goals: readonly Goal[],
): Promise<void> {
  await db.developmentPlan.create({ data: plan });
  await db.developmentGoal.createMany({ data: goals.map((goal) => ({ ...goal, planId: plan.id })) });
}

/** Of a locked draft. */
export async function savePlan(
  db: Db,
  row: Pick<PlanRow, 'id' | 'revision'>,
  changes: Prisma.DevelopmentPlanUncheckedUpdateInput,
  goals: readonly Goal[] | null,
): Promise<void> {
  await db.developmentPlan.update({ where: { id: row.id }, data: { ...changes, revision: row.revision + 1 } });
  if (goals === null) return;
  await db.developmentGoal.deleteMany({ where: { planId: row.id } });
  await db.developmentGoal.createMany({ data: goals.map((goal) => ({ ...goal, planId: row.id })) });
}

export const replacePlans = (db: Db, series: string) =>
  db.developmentPlan.updateMany({ where: { series, state: 'published' }, data: { state: 'replaced' } });

export const insertGoalReport = (db: Db, data: Prisma.GoalReportUncheckedCreateInput) => db.goalReport.create({ data });
export const goalReports = (db: Db, series: readonly string[]) =>
  db.goalReport.findMany({ where: { series: { in: [...series] } }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });

export const agenciesByUscc = (db: Db, codes: readonly string[]) =>
  db.organization.findMany({ where: { uscc: { in: [...codes] }, kind: 'agency' }, select: { id: true, uscc: true } });

export type UseRow = Prisma.DataUseCaseGetPayload<{
  include: { sources: true; effects: true };
}>;

export const listUses = (db: Db, where: Prisma.DataUseCaseWhereInput): Promise<UseRow[]> =>
  db.dataUseCase.findMany({
    where,
    include: { sources: { orderBy: { entryId: 'asc' } }, effects: { orderBy: [{ on: 'desc' }, { id: 'desc' }] } },
    orderBy: { no: 'desc' },
    take: 200,
  });
export const insertUse = (
  db: Db,
  use: Prisma.DataUseCaseUncheckedCreateInput,
  entryIds: readonly string[],
): Promise<unknown> =>
  db.dataUseCase.create({ data: { ...use, sources: { create: entryIds.map((entryId) => ({ entryId })) } } });
export const insertEffect = (db: Db, data: Prisma.DataUseCaseEffectUncheckedCreateInput) =>
  db.dataUseCaseEffect.create({ data });

export async function endUse(db: Db, id: string, revision: number, endedOn: string): Promise<boolean> {
  const { count } = await db.dataUseCase.updateMany({
    where: { id, revision, state: 'in_use' },
    data: { state: 'ended', endedOn, revision: revision + 1 },
  });
  return count === 1;
}

export const entriesByCode = (db: Db, codes: readonly string[]) =>
  db.entry.findMany({
    where: { code: { in: [...codes] }, publishedRevision: { not: null }, state: { not: 'withdrawn' } },
    select: { id: true, code: true },
  });
export const entriesById = async (db: Db, ids: readonly string[]) =>
  new Map(
    (
      await db.entry.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, code: true, title: true, provider: { select: { name: true } } },
      })
    ).map((one) => [one.id, one]),
  );

const withReports = { reports: { orderBy: [{ at: 'desc' as const }, { id: 'desc' as const }] } };
export type DigitisationRow = Prisma.DigitisationPlanGetPayload<{ include: { reports: true } }>;
export const listDigitisations = (db: Db, where: Prisma.DigitisationPlanWhereInput): Promise<DigitisationRow[]> =>
  db.digitisationPlan.findMany({ where, include: withReports, orderBy: { no: 'desc' }, take: 200 });

export async function lockDigitisation(db: Db, id: string): Promise<DigitisationRow | null> {
  await db.$queryRaw`SELECT id FROM digitisation_plan WHERE id = ${id} FOR UPDATE`;
  return db.digitisationPlan.findUnique({ where: { id }, include: withReports });
}
export const insertDigitisation = (db: Db, data: Prisma.DigitisationPlanUncheckedCreateInput) =>
  db.digitisationPlan.create({ data });
export const insertDigitisationReport = (db: Db, data: Prisma.DigitisationReportUncheckedCreateInput) =>
  db.digitisationReport.create({ data });
