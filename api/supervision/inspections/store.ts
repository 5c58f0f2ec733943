import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const whole = {
  visits: {
    include: { inspectors: { orderBy: { number: 'asc' } }, findings: { orderBy: { number: 'asc' } } },
    orderBy: { id: 'asc' },
  },
} as const satisfies Prisma.InspectionInclude;
export type PlanRow = Prisma.InspectionGetPayload<{ include: typeof whole }>;
export type VisitRow = PlanRow['visits'][number];

export const findPlan = (db: Db, id: string): Promise<PlanRow | null> =>
  db.inspection.findUnique({ where: { id }, include: whole });

export async function lockPlan(db: Db, id: string): Promise<PlanRow | null> {
  await db.$queryRaw`SELECT id FROM inspection WHERE id = ${id} FOR UPDATE`;
  return findPlan(db, id);
}
export async function insertPlan(db: Db, data: Prisma.InspectionUncheckedCreateInput): Promise<void> {
  await db.inspection.create({ data });
}
export async function updatePlan(db: Db, id: string, data: Prisma.InspectionUncheckedUpdateInput): Promise<void> {
  await db.inspection.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
}

export interface PlanScope {
  readonly regions: readonly string[];
  readonly bodyId: string | null;
  readonly personId: string;
}
/** Plans of a department, of a body that is inspected, of an inspector. */
export async function listPlans(db: Db, scope: PlanScope, paging: { skip: number; take: number }) {
  const where: Prisma.InspectionWhereInput = {
    OR: [
      { regionCode: { in: [...scope.regions] } },
      { visits: { some: { inspectors: { some: { personId: scope.personId } } } } },
      ...(scope.bodyId === null ? [] : [{ visits: { some: { bodyId: scope.bodyId } } }]),
    ],
  };
  const [rows, total] = await Promise.all([
    db.inspection.findMany({ where, include: whole, orderBy: { createdAt: 'desc' }, ...paging }),
    db.inspection.count({ where }),
  ]);
  return { rows, total };
}

/** Of what was committed to or published: the commitment is public before the draw. */
export const publicPlans = (db: Db) =>
  db.inspection.findMany({
    where: { state: { in: ['committed', 'assigned', 'published'] } },
    include: { visits: { select: { id: true, _count: { select: { findings: true } } } } },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });

export async function insertVisit(
  db: Db,
  data: Prisma.InspectionVisitUncheckedCreateInput,
  inspectors: readonly { personId: string; number: number }[],
): Promise<void> {
  await db.inspectionVisit.create({ data });
  await db.visitInspector.createMany({ data: inspectors.map((one) => ({ ...one, visitId: data.id })) });
}
export async function updateVisit(db: Db, id: string, data: Prisma.InspectionVisitUncheckedUpdateInput): Promise<void> {
  await db.inspectionVisit.update({ where: { id }, data });
}
export const findVisitPlan = async (db: Db, visitId: string): Promise<string | null> =>
  (await db.inspectionVisit.findUnique({ where: { id: visitId }, select: { inspectionId: true } }))?.inspectionId ??
  null;
export async function insertFindings(db: Db, data: readonly Prisma.InspectionFindingCreateManyInput[]): Promise<void> {
  if (data.length > 0) await db.inspectionFinding.createMany({ data: [...data] });
}
export async function signVisit(db: Db, visitId: string, personId: string, at: Date): Promise<void> {
  await db.visitInspector.update({ where: { visitId_personId: { visitId, personId } }, data: { signedAt: at } });
}

export type InspectorRow = Prisma.InspectorEntryGetPayload<object>;
export const roster = (db: Db, regions: readonly string[]) =>
  db.inspectorEntry.findMany({
    where: { regionCode: { in: [...regions] }, endedAt: null },
    orderBy: [{ regionCode: 'asc' }, { number: 'asc' }],
  });
/** With those who left: a draw reaches who was on the roster when it was committed to. */
export const everInspectors = (db: Db, regionCode: string) => db.inspectorEntry.findMany({ where: { regionCode } });
export const findInspector = (db: Db, id: string) => db.inspectorEntry.findUnique({ where: { id } });
export async function insertInspector(db: Db, data: Prisma.InspectorEntryUncheckedCreateInput): Promise<void> {
  await db.inspectorEntry.create({ data });
}
export async function endInspector(db: Db, id: string, at: Date): Promise<void> {
  await db.inspectorEntry.update({ where: { id }, data: { endedAt: at } });
}
export async function nextInspectorNumber(db: Db, regionCode: string): Promise<number> {
  const { _max } = await db.inspectorEntry.aggregate({ where: { regionCode }, _max: { number: true } });
  return (_max.number ?? 0) + 1;
}

/** Someone who works for an agency of the region, by login. */
export async function findOfficer(db: Db, login: string, regionCode: string) {
  const found = await db.membership.findFirst({
    where: { person: { login }, organization: { kind: 'agency', regionCode } },
    select: { personId: true, organizationId: true },
  });
  return found;
}
