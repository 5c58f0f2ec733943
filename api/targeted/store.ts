/** Targeted opening in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { type CaseState, closedStates } from './rules/codes.ts';

const whole = {
  proofs: { orderBy: { number: 'asc' } },
  steps: { orderBy: { revision: 'asc' } },
  deliveries: { orderBy: { number: 'asc' } },
} satisfies Prisma.TargetedCaseInclude;

export type CaseRow = Prisma.TargetedCaseGetPayload<{ include: typeof whole }>;
export type LineRow = Prisma.TargetedCaseGetPayload<object>;
export type ProofRow = CaseRow['proofs'][number];
export type Changes = Prisma.TargetedCaseUncheckedUpdateManyInput;

export async function insertCase(db: Db, data: Prisma.TargetedCaseUncheckedCreateInput): Promise<void> {
  await db.targetedCase.create({ data });
}

export async function findCase(db: Db, id: string): Promise<CaseRow | null> {
  return db.targetedCase.findUnique({ where: { id }, include: whole });
}

/** The row, held until the transaction ends. */
export async function lockCase(db: Db, id: string): Promise<CaseRow | null> {
  await db.$queryRaw`SELECT id FROM targeted_case WHERE id = ${id} FOR UPDATE`;
  return findCase(db, id);
}

export async function updateCase(db: Db, id: string, revision: number, changes: Changes): Promise<boolean> {
  const { count } = await db.targetedCase.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertStep(db: Db, data: Prisma.TargetedStepUncheckedCreateInput): Promise<void> {
  await db.targetedStep.create({ data });
}

export async function listOwn(db: Db, ownerId: string): Promise<LineRow[]> {
  return db.targetedCase.findMany({ where: { ownerId }, orderBy: { createdAt: 'desc' }, take: 100 });
}

export interface DeskFilter {
  /** Cases of this agency, or all of these regions. */
  readonly agencyId: string | null;
  readonly regions: readonly string[];
  readonly open: boolean | undefined;
  readonly skip: number;
  readonly take: number;
}

export async function listDesk(db: Db, filter: DeskFilter): Promise<{ rows: LineRow[]; total: number }> {
  const closed: CaseState[] = [...closedStates];
  const where: Prisma.TargetedCaseWhereInput = {
    state:
      filter.open === undefined
        ? { not: 'drafting' }
        : filter.open
          ? { notIn: [...closed, 'drafting'] }
          : { in: closed },
    // Withdrawn before it was filed: never sent.
    OR: [
      ...(filter.agencyId === null ? [] : [{ agencyId: filter.agencyId }]),
      ...(filter.regions.length === 0 ? [] : [{ regionCode: { in: [...filter.regions] } }]),
    ],
    undertakenAt: { not: null },
  };
  const [rows, total] = await Promise.all([
    db.targetedCase.findMany({
      where,
      orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'desc' }],
      skip: filter.skip,
      take: filter.take,
    }),
    db.targetedCase.count({ where }),
  ]);
  return { rows, total };
}

export async function insertProof(db: Db, data: Prisma.TargetedProofUncheckedCreateInput): Promise<void> {
  await db.targetedProof.create({ data });
}

export async function removeProof(db: Db, caseId: string, number: number): Promise<void> {
  await db.targetedProof.delete({ where: { caseId_number: { caseId, number } } });
}

export async function insertCode(db: Db, data: Prisma.TargetedCodeUncheckedCreateInput): Promise<void> {
  await db.targetedCode.create({ data });
}

export async function findCode(db: Db, id: string) {
  return db.targetedCode.findUnique({ where: { id }, include: { case: true } });
}

export async function newestCode(db: Db, caseId: string) {
  return db.targetedCode.findFirst({ where: { caseId }, orderBy: { createdAt: 'desc' } });
}

export async function countCodes(db: Db, caseId: string, after: Date): Promise<number> {
  return db.targetedCode.count({ where: { caseId, createdAt: { gt: after } } });
}

/** Takes one try of a code; answers how many were taken with it, or null when it is dead. */
export async function takeTry(db: Db, id: string, most: number, now: Date): Promise<number | null> {
  const rows = await db.$queryRaw<{ failures: number }[]>`UPDATE targeted_code SET failures = failures + 1
    WHERE id = ${id} AND failures < ${most} AND used_at IS NULL AND expires_at > ${now}::timestamptz RETURNING failures`;
  return rows[0]?.failures ?? null;
}

/** @returns false when it was used meanwhile. */
export async function spendCode(db: Db, id: string, at: Date): Promise<boolean> {
  const { count } = await db.targetedCode.updateMany({ where: { id, usedAt: null }, data: { usedAt: at } });
  return count === 1;
}

export async function insertDelivery(db: Db, data: Prisma.TargetedDeliveryUncheckedCreateInput): Promise<void> {
  await db.targetedDelivery.create({ data });
}

/** Everything an agency has delivered, newest first. */
export async function listDeliveries(db: Db, agencyId: string): Promise<CaseRow[]> {
  return db.targetedCase.findMany({
    where: { agencyId, deliveries: { some: {} } },
    include: whole,
    orderBy: { createdAt: 'desc' },
    take: 2000,
  });
}

export async function findAgencies(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, uscc: true, name: true, nameEn: true, regionCode: true, kind: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Entries under the titles the public sees. */
export async function findEntries(db: Db, ids: readonly string[]) {
  const rows = await db.entry.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, code: true, title: true, providerId: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findVersion(db: Db, id: string) {
  return db.version.findUnique({
    where: { id },
    include: {
      entry: { select: { id: true, code: true, title: true, providerId: true } },
      tables: { orderBy: { number: 'asc' } },
      columns: { orderBy: [{ table: 'asc' }, { position: 'asc' }] },
    },
  });
}

/** Versions of an agency that may be opened from, newest first. */
export async function listVersions(db: Db, providerId: string) {
  return db.version.findMany({
    where: { entry: { providerId }, state: { in: ['ready', 'published'] } },
    select: { id: true, number: true, entry: { select: { code: true, title: true } } },
    orderBy: [{ entry: { title: 'asc' } }, { number: 'desc' }],
    take: 500,
  });
}

export async function ownerMailbox(db: Db, id: string) {
  return db.participant.findUnique({
    where: { id },
    select: { id: true, emailSealed: true, locale: true, withdrawnAt: true },
  });
}

export async function listOver(db: Db, today: string): Promise<string[]> {
  const rows = await db.targetedCase.findMany({
    where: { state: { in: ['granted', 'delivered'] }, termUntil: { lt: today } },
    select: { id: true },
    take: 1000,
  });
  return rows.map((row) => row.id);
}

/** Closed cases whose papers are still kept, by the region whose rule says how long. */
export async function listClosed(db: Db): Promise<{ id: string; regionCode: string; closedAt: Date | null }[]> {
  return db.targetedCase.findMany({
    where: { state: { in: [...closedStates] }, wipedAt: null, closedAt: { not: null } },
    select: { id: true, regionCode: true, closedAt: true },
    orderBy: { closedAt: 'asc' },
    take: 1000,
  });
}

export async function figures(db: Db) {
  return db.$queryRaw<{ year: number; filed: number; granted: number; refused: number }[]>`
    SELECT year, sum(filed)::int AS filed, sum(granted)::int AS granted, sum(refused)::int AS refused FROM (
      SELECT extract(year FROM at AT TIME ZONE 'Asia/Shanghai')::int AS year,
        (action = 'file')::int AS filed, (action = 'grant')::int AS granted, (action IN ('refuse', 'reject'))::int AS refused
      FROM targeted_step WHERE action IN ('file', 'grant', 'refuse', 'reject')) s
    GROUP BY year ORDER BY year DESC`;
}
