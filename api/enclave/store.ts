import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { JobState } from './rules/codes.ts';

const whole = {
  tables: { orderBy: { position: 'asc' } },
  steps: { orderBy: { revision: 'asc' } },
} satisfies Prisma.EnclaveJobInclude;
export type JobRow = Prisma.EnclaveJobGetPayload<{ include: typeof whole }>;

export async function findJob(db: Db, id: string): Promise<JobRow | null> {
  return db.enclaveJob.findUnique({ where: { id }, include: whole });
}

export async function stateOf(db: Db, id: string): Promise<JobState | null> {
  return (await db.enclaveJob.findUnique({ where: { id }, select: { state: true } }))?.state ?? null;
}

export async function insertJob(db: Db, row: Prisma.EnclaveJobUncheckedCreateInput): Promise<void> {
  await db.enclaveJob.create({ data: row });
}

/** @returns false when it was changed meanwhile. */
export async function updateJob(
  db: Db,
  id: string,
  revision: number,
  change: Prisma.EnclaveJobUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.enclaveJob.updateMany({
    where: { id, revision },
    data: { ...change, revision: revision + 1 },
  });
  return count === 1;
}

/** How far it is; no step of its life. */
export async function setStage(db: Db, id: string, stage: string): Promise<void> {
  await db.enclaveJob.updateMany({ where: { id, state: 'running' }, data: { stage } });
}

export async function insertStep(db: Db, row: Prisma.EnclaveStepUncheckedCreateInput): Promise<void> {
  await db.enclaveStep.create({ data: row });
}

export async function replaceTables(db: Db, rows: readonly Prisma.EnclaveTableUncheckedCreateInput[]): Promise<void> {
  await db.enclaveTable.createMany({ data: [...rows], skipDuplicates: true });
}

export interface Listed {
  readonly organizationId: string;
  readonly agreementId?: string | undefined;
  readonly state?: JobState | undefined;
}

/** A developer sees its own, an agency those on its data. */
export async function listJobs(db: Db, asked: Listed & { readonly skip: number; readonly take: number }) {
  const where: Prisma.EnclaveJobWhereInput = {
    OR: [{ organizationId: asked.organizationId }, { agencyId: asked.organizationId }],
    ...(asked.agreementId === undefined ? {} : { agreementId: asked.agreementId }),
    ...(asked.state === undefined ? {} : { state: asked.state }),
  };
  const [rows, total] = await Promise.all([
    db.enclaveJob.findMany({
      where,
      include: whole,
      orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
      skip: asked.skip,
      take: asked.take,
    }),
    db.enclaveJob.count({ where }),
  ]);
  return { rows, total };
}

export async function countJobs(db: Db, agreementId: string, since: Date): Promise<number> {
  return db.enclaveJob.count({ where: { agreementId, submittedAt: { gte: since } } });
}

export async function countOpen(db: Db, agreementId: string): Promise<number> {
  return db.enclaveJob.count({ where: { agreementId, state: { in: ['queued', 'running'] } } });
}

/** Jobs that failed on the real rows without a reason that could be told. */
export async function countFailures(db: Db, agreementId: string, since: Date): Promise<number> {
  return db.enclaveJob.count({
    where: {
      agreementId,
      state: 'failed',
      finishedAt: { gte: since },
      fault: { path: ['code'], equals: 'tables.inside_failed' },
    },
  });
}

/** Jobs answered before on one of these tables as they are now, newest first, whatever became of their answer. */
export async function answeredOn(db: Db, agreementId: string, sha256: readonly string[], most: number) {
  return db.enclaveJob.findMany({
    where: { agreementId, rowCount: { not: null }, tables: { some: { tableSha256: { in: [...sha256] } } } },
    select: { id: true, no: true, sql: true },
    orderBy: { submittedAt: 'desc' },
    take: most,
  });
}

/** Results past their time, and those nobody may have any more. */
export async function listKeptTooLong(db: Db, now: Date) {
  return db.enclaveJob.findMany({
    where: {
      resultKey: { not: null },
      OR: [{ state: 'released', keptUntil: { lte: now } }, { state: { in: ['refused', 'cancelled', 'failed'] } }],
    },
    select: { id: true, resultKey: true, state: true },
    take: 500,
  });
}

export async function forgetResult(db: Db, id: string): Promise<void> {
  await db.enclaveJob.updateMany({ where: { id, state: { not: 'released' } }, data: { resultKey: null } });
}

const parties = {
  no: true,
  regionCode: true,
  agency: { select: { id: true, name: true } },
  developer: { select: { id: true, name: true } },
} as const;

export async function findParties(db: Db, ids: readonly string[]) {
  const rows = await db.agreement.findMany({ where: { id: { in: [...ids] } }, select: { id: true, ...parties } });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findAgreement(db: Db, id: string) {
  return db.agreement.findUnique({
    where: { id },
    include: { resources: { select: { entry: { select: { id: true, code: true, title: true } } } } },
  });
}

/** Agreements of a developer that are in force, for choosing one. */
export async function agreementsOf(db: Db, developerId: string) {
  return db.agreement.findMany({
    where: { developerId, state: 'active' },
    select: { id: true, no: true, agency: { select: { name: true } } },
    orderBy: { no: 'asc' },
  });
}

export async function findVersions(db: Db, ids: readonly string[]) {
  const rows = await db.version.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      number: true,
      entry: { select: { id: true, code: true, title: true } },
      tables: { select: { number: true, name: true } },
    },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findSetting(db: Db, agencyId: string) {
  return db.enclaveSetting.findUnique({ where: { agencyId } });
}

export async function saveSetting(
  db: Db,
  row: { agencyId: string; review: string; changedBy: string; changedAt: Date },
): Promise<void> {
  const { agencyId, ...change } = row;
  await db.enclaveSetting.upsert({ where: { agencyId }, create: row, update: change });
}
