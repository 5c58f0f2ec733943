/** Files of findings and their clues. */
import type { Db } from '#api/context.ts';
import type { Prisma, SupervisionState } from '#prisma/generated/client.ts';
import { endedStates } from './rules/codes.ts';

const whole = {
  clues: { orderBy: { createdAt: 'asc' } },
  steps: { orderBy: { revision: 'asc' } },
  demands: { orderBy: { number: 'asc' } },
  papers: { orderBy: [{ draftedAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.SupervisionCaseInclude;
export type CaseRow = Prisma.SupervisionCaseGetPayload<{ include: typeof whole }>;
const brief = {
  papers: { where: { state: 'issued' }, orderBy: [{ draftedAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.SupervisionCaseInclude;
export type CaseLineRow = Prisma.SupervisionCaseGetPayload<{ include: typeof brief }>;
export type Changes = Prisma.SupervisionCaseUncheckedUpdateInput;
export type PaperRow = CaseRow['papers'][number];

export const findCase = (db: Db, id: string): Promise<CaseRow | null> =>
  db.supervisionCase.findUnique({ where: { id }, include: whole });

export async function lockCase(db: Db, id: string): Promise<CaseRow | null> {
  await db.$queryRaw`SELECT id FROM supervision_case WHERE id = ${id} FOR UPDATE`;
  return findCase(db, id);
}

export async function insertCase(db: Db, data: Prisma.SupervisionCaseUncheckedCreateInput): Promise<void> {
  await db.supervisionCase.create({ data });
}

export async function updateCase(db: Db, id: string, revision: number, data: Changes): Promise<boolean> {
  const { count } = await db.supervisionCase.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertStep(db: Db, data: Prisma.SupervisionStepUncheckedCreateInput): Promise<void> {
  await db.supervisionStep.create({ data });
}

export interface Scope {
  /** Regions in which the viewer's department supervises. */
  readonly regions: readonly string[];
  /** The viewer's own body, where it may see what is against it. */
  readonly agencyId: string | null;
}

const scoped = ({ regions, agencyId }: Scope): Prisma.SupervisionCaseWhereInput => ({
  OR: [{ regionCode: { in: [...regions] } }, ...(agencyId === null ? [] : [{ accusedId: agencyId }])],
});

export interface CaseFilter {
  readonly state?: string | undefined;
  readonly circumstance?: number | undefined;
  readonly agency?: string | undefined;
}

export async function listCases(db: Db, scope: Scope, filter: CaseFilter, paging: { skip: number; take: number }) {
  const ended = [...endedStates] as SupervisionState[];
  const { state, circumstance, agency } = filter;
  const where: Prisma.SupervisionCaseWhereInput = {
    AND: [
      scoped(scope),
      state === undefined
        ? {}
        : state === 'open'
          ? { state: { notIn: ended } }
          : state === 'closed'
            ? { state: { in: ended } }
            : { state: state as SupervisionState },
      circumstance === undefined ? {} : { circumstance },
      agency === undefined ? {} : { accusedId: agency },
    ],
  };
  const [rows, total] = await Promise.all([
    db.supervisionCase.findMany({
      where,
      include: brief,
      orderBy: [
        { closedAt: { sort: 'desc', nulls: 'first' } },
        { dueOn: { sort: 'asc', nulls: 'last' } },
        { id: 'desc' },
      ],
      ...paging,
    }),
    db.supervisionCase.count({ where }),
  ]);
  return { rows, total };
}

export const openCasesOf = (db: Db, regionCode: string, accusedId: string) =>
  db.supervisionCase.findMany({
    where: { regionCode, accusedId, state: { in: ['hearing', 'weighing'] } },
    select: { id: true, no: true, title: true },
    orderBy: { openedAt: 'desc' },
  });

export const lapsing = (db: Db, today: string) =>
  db.supervisionCase.findMany({ where: { state: 'correcting', dueOn: { lt: today } }, select: { id: true } });

export async function putDemands(db: Db, caseId: string, demands: readonly string[]): Promise<void> {
  await db.supervisionDemand.createMany({ data: demands.map((demand, at) => ({ caseId, number: at + 1, demand })) });
}

export async function updateDemand(
  db: Db,
  caseId: string,
  number: number,
  data: Prisma.SupervisionDemandUncheckedUpdateInput,
): Promise<boolean> {
  const { count } = await db.supervisionDemand.updateMany({ where: { caseId, number }, data });
  return count === 1;
}

export async function insertPaper(db: Db, data: Prisma.SupervisionPaperUncheckedCreateInput): Promise<void> {
  await db.supervisionPaper.create({ data });
}
export async function updatePaper(
  db: Db,
  id: string,
  data: Prisma.SupervisionPaperUncheckedUpdateInput,
): Promise<void> {
  await db.supervisionPaper.update({ where: { id }, data });
}

export async function findUnits(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, nameEn: true, uscc: true, kind: true, regionCode: true, demo: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
export const findUnitByUscc = (db: Db, uscc: string) =>
  db.organization.findUnique({ where: { uscc }, select: { id: true, name: true, kind: true, regionCode: true } });
export const agenciesOf = (db: Db, regionCode: string) =>
  db.organization.findMany({
    where: { regionCode, kind: 'agency' },
    select: { id: true, name: true, nameEn: true, uscc: true },
    orderBy: { name: 'asc' },
  });

export async function findPeople(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

/** Criticisms that were issued, newest first; until when each is public its content says. */
export const issuedCriticisms = (db: Db) =>
  db.supervisionPaper.findMany({
    where: { kind: 'criticism', state: 'issued' },
    include: { case: { select: { accusedId: true, circumstance: true } } },
    orderBy: { issuedOn: 'desc' },
    take: 300,
  });

export const publicFigures = (db: Db) => db.$queryRaw<
  { circumstance: number; opened: number; orders: number; corrected: number }[]
>`SELECT c.circumstance, count(*)::int AS opened,
    count(*) FILTER (WHERE c.first_due_on IS NOT NULL)::int AS orders,
    count(*) FILTER (WHERE c.corrected_at IS NOT NULL)::int AS corrected
  FROM supervision_case c WHERE c.state <> 'dropped' GROUP BY 1 ORDER BY 1`;
