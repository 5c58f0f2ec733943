import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export { names } from './roots-store.ts';

const whole = { steps: { orderBy: { revision: 'asc' as const } } } satisfies Prisma.SecurityIncidentInclude;
export type IncidentRow = Prisma.SecurityIncidentGetPayload<{ include: typeof whole }>;
export type IncidentChanges = Prisma.SecurityIncidentUncheckedUpdateInput;

export async function insertIncident(db: Db, data: Prisma.SecurityIncidentUncheckedCreateInput): Promise<void> {
  await db.securityIncident.create({ data });
}

export async function insertStep(db: Db, data: Prisma.IncidentStepUncheckedCreateInput): Promise<void> {
  await db.incidentStep.create({ data });
}

export async function findIncident(db: Db, id: string): Promise<IncidentRow | null> {
  return db.securityIncident.findUnique({ where: { id }, include: whole });
}

export async function lockIncident(db: Db, id: string): Promise<IncidentRow | null> {
  await db.$queryRaw`SELECT id FROM security_incident WHERE id = ${id} FOR UPDATE`;
  return findIncident(db, id);
}

export async function updateIncident(db: Db, id: string, data: IncidentChanges): Promise<void> {
  await db.securityIncident.update({ where: { id }, data });
}

export async function listIncidents(db: Db, where: Prisma.SecurityIncidentWhereInput, skip: number, take: number) {
  const [total, rows] = await Promise.all([
    db.securityIncident.count({ where }),
    db.securityIncident.findMany({ where, include: whole, orderBy: { filedAt: 'desc' }, skip, take }),
  ]);
  return { total, rows };
}

export async function findPlan(db: Db, id: string) {
  return db.emergencyPlan.findUnique({ where: { id } });
}

/** The newest that is approved. */
export async function planInForce(db: Db, organizationId: string) {
  return db.emergencyPlan.findFirst({
    where: { organizationId, approvedAt: { not: null } },
    orderBy: { version: 'desc' },
  });
}

export async function listPlans(db: Db, organizationId: string) {
  return db.emergencyPlan.findMany({ where: { organizationId }, orderBy: { version: 'desc' } });
}

export async function insertPlan(db: Db, data: Prisma.EmergencyPlanUncheckedCreateInput): Promise<void> {
  await db.emergencyPlan.create({ data });
}

export async function approvePlan(db: Db, id: string, approvedBy: string, approvedAt: Date): Promise<boolean> {
  const { count } = await db.emergencyPlan.updateMany({
    where: { id, approvedAt: null },
    data: { approvedBy, approvedAt },
  });
  return count === 1;
}

const drill = {
  plan: true,
  improvements: { orderBy: { id: 'asc' as const } },
} satisfies Prisma.SecurityDrillInclude;
export type DrillRow = Prisma.SecurityDrillGetPayload<{ include: typeof drill }>;

export async function insertDrill(db: Db, data: Prisma.SecurityDrillUncheckedCreateInput): Promise<void> {
  await db.securityDrill.create({ data });
}

export async function findDrill(db: Db, id: string): Promise<DrillRow | null> {
  return db.securityDrill.findUnique({ where: { id }, include: drill });
}

export async function lockDrill(db: Db, id: string): Promise<DrillRow | null> {
  await db.$queryRaw`SELECT id FROM security_drill WHERE id = ${id} FOR UPDATE`;
  return findDrill(db, id);
}

export async function listDrills(db: Db, where: Prisma.SecurityDrillWhereInput): Promise<DrillRow[]> {
  return db.securityDrill.findMany({ where, include: drill, orderBy: { dueOn: 'desc' }, take: 200 });
}

export async function updateDrill(db: Db, id: string, data: Prisma.SecurityDrillUncheckedUpdateInput): Promise<void> {
  await db.securityDrill.update({ where: { id }, data });
}

export async function insertImprovement(db: Db, data: Prisma.DrillImprovementUncheckedCreateInput): Promise<void> {
  await db.drillImprovement.create({ data });
}

export async function finishImprovement(
  db: Db,
  id: string,
  drillId: string,
  data: { done: string; doneBy: string; doneAt: Date },
): Promise<boolean> {
  return (await db.drillImprovement.updateMany({ where: { id, drillId, doneAt: null }, data })).count === 1;
}
