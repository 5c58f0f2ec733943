/** Sharing between agencies in the database. */
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { closedSharing, type SharingState } from './rules/codes.ts';

/** What a list and the board need. */
const running = {
  objections: { orderBy: { filedAt: 'asc' } },
  corrections: { orderBy: { filedAt: 'asc' } },
} satisfies Prisma.SharingRequestInclude;

const whole = {
  ...running,
  steps: { orderBy: { revision: 'asc' } },
  /** The newest first, and no more: a system that reads by interface makes thousands. */
  deliveries: { orderBy: { number: 'desc' }, take: 100 },
  uses: { orderBy: { at: 'asc' } },
} satisfies Prisma.SharingRequestInclude;

export type LineRow = Prisma.SharingRequestGetPayload<{ include: typeof running }>;
export type RequestRow = Prisma.SharingRequestGetPayload<{ include: typeof whole }>;
export type Changes = Prisma.SharingRequestUncheckedUpdateManyInput;
export type ObjectionRow = RequestRow['objections'][number];
export type CorrectionRow = RequestRow['corrections'][number];

/** An empty Json column. */
export const nothing = Prisma.DbNull;

export async function insertRequest(db: Db, data: Prisma.SharingRequestUncheckedCreateInput): Promise<void> {
  await db.sharingRequest.create({ data });
}

export async function findRequest(db: Db, id: string): Promise<RequestRow | null> {
  return db.sharingRequest.findUnique({ where: { id }, include: whole });
}

/** The row, held until the transaction ends. */
export async function lockRequest(db: Db, id: string): Promise<RequestRow | null> {
  await db.$queryRaw`SELECT id FROM sharing_request WHERE id = ${id} FOR UPDATE`;
  return findRequest(db, id);
}

export async function updateRequest(db: Db, id: string, revision: number, changes: Changes): Promise<boolean> {
  const { count } = await db.sharingRequest.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertStep(db: Db, data: Prisma.SharingStepUncheckedCreateInput): Promise<void> {
  await db.sharingStep.create({ data });
}

/** Whose requests are looked at: those a unit makes or is asked for, and those a department supervises. */
export interface Scope {
  readonly requesterId: string | null;
  readonly providerId: string | null;
  readonly regions: readonly string[];
  readonly bodyId: string | null;
}

export function scoped({ requesterId, providerId, regions, bodyId }: Scope): Prisma.SharingRequestWhereInput {
  const list = [...regions];
  return {
    OR: [
      ...(requesterId === null ? [] : [{ requesterId }]),
      // What was never filed is the requester's own business.
      ...(providerId === null ? [] : [{ providerId, filedAt: { not: null } }]),
      ...(list.length === 0
        ? []
        : [{ filedAt: { not: null }, OR: [{ regionCode: { in: list } }, { requesterRegion: { in: list } }] }]),
      ...(bodyId === null
        ? []
        : [{ objections: { some: { bodyId } } }, { authorityId: bodyId, filedAt: { not: null } }]),
    ],
  };
}

export async function listRequests(
  db: Db,
  scope: Scope,
  open: boolean | undefined,
  paging: { readonly skip: number; readonly take: number },
): Promise<{ rows: LineRow[]; total: number }> {
  const closed: SharingState[] = [...closedSharing];
  const where: Prisma.SharingRequestWhereInput = {
    ...scoped(scope),
    ...(open === undefined ? {} : { state: open ? { notIn: closed } : { in: closed } }),
  };
  const [rows, total] = await Promise.all([
    db.sharingRequest.findMany({
      where,
      include: running,
      orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { updatedAt: 'desc' }],
      ...paging,
    }),
    db.sharingRequest.count({ where }),
  ]);
  return { rows, total };
}

/** Cases in which some clock may run: everything open, and what is closed with an objection or correction unanswered. */
export async function listRunning(db: Db, scope: Scope, take: number): Promise<LineRow[]> {
  return db.sharingRequest.findMany({
    where: {
      AND: [
        scoped(scope),
        {
          OR: [
            { state: { notIn: [...closedSharing, 'drafting'] } },
            { objections: { some: { outcome: null } } },
            { corrections: { some: { outcome: null } } },
          ],
        },
      ],
    },
    include: running,
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
    take,
  });
}

export async function insertDelivery(db: Db, data: Prisma.SharingDeliveryUncheckedCreateInput): Promise<void> {
  await db.sharingDelivery.create({ data });
}

/** How much was handed over in all. */
export async function metered(db: Db, requestId: string) {
  const { _count, _sum } = await db.sharingDelivery.aggregate({
    where: { requestId },
    _count: true,
    _sum: { rows: true, bytes: true },
  });
  return { deliveries: _count, rows: _sum.rows ?? 0n, bytes: _sum.bytes ?? 0n };
}

/** Deliveries of a request in their order, for the record; of one kind or of all. */
export async function listDeliveries(db: Db, requestId: string, kind?: string) {
  return db.sharingDelivery.findMany({
    where: { requestId, ...(kind === undefined ? {} : { kind }) },
    orderBy: { number: 'asc' },
    take: 100_000,
  });
}

export async function findBatch(db: Db, requestId: string, number: number) {
  return db.sharingDelivery.findFirst({ where: { requestId, number, kind: 'batch' } });
}

export async function hasBatch(db: Db, requestId: string, versionId: string): Promise<boolean> {
  return (await db.sharingDelivery.count({ where: { requestId, versionId, kind: 'batch' } })) > 0;
}

export async function insertUse(db: Db, data: Prisma.SharingUseUncheckedCreateInput): Promise<void> {
  await db.sharingUse.create({ data });
}

export async function insertObjection(db: Db, data: Prisma.SharingObjectionUncheckedCreateInput): Promise<void> {
  await db.sharingObjection.create({ data });
}

export async function answerObjection(
  db: Db,
  id: string,
  data: Prisma.SharingObjectionUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.sharingObjection.updateMany({ where: { id, outcome: null }, data })).count === 1;
}

export async function insertCorrection(db: Db, data: Prisma.SharingCorrectionUncheckedCreateInput): Promise<void> {
  await db.sharingCorrection.create({ data });
}

export async function findCorrection(db: Db, id: string): Promise<CorrectionRow | null> {
  return db.sharingCorrection.findUnique({ where: { id } });
}

export async function answerCorrection(
  db: Db,
  id: string,
  data: Prisma.SharingCorrectionUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.sharingCorrection.updateMany({ where: { id, outcome: null }, data })).count === 1;
}

/** Further back nobody looks for one that may leave. */
const newest = 5;

/**
 * The newest versions that are let through: published where the entry is open to anybody, else ready, for what is not open is never
 * published. What is held for personal information is neither.
 */
export async function listShareable(db: Db, entryId: string, isOpen: boolean, after?: Date) {
  return db.version.findMany({
    where: {
      entryId,
      state: { in: isOpen ? ['published'] : ['ready', 'published'] },
      ...(after === undefined ? {} : { [isOpen ? 'publishedAt' : 'readyAt']: { gt: after } }),
    },
    orderBy: { number: 'desc' },
    take: newest,
    include: {
      tables: { orderBy: { number: 'asc' } },
      columns: { orderBy: [{ table: 'asc' }, { position: 'asc' }] },
    },
  });
}

export async function findReturnRule(db: Db, entryId: string) {
  return db.sharingReturnRule.findUnique({ where: { entryId } });
}

export async function setReturnRule(db: Db, data: Prisma.SharingReturnRuleUncheckedCreateInput): Promise<void> {
  const { entryId, ...rest } = data;
  await db.sharingReturnRule.upsert({ where: { entryId }, create: data, update: rest });
}

export async function findUnits(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, uscc: true, name: true, nameEn: true, regionCode: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findPeople(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

/** Entries as the catalogue shows them now. */
export async function findEntries(db: Db, ids: readonly string[]) {
  const rows = await db.entry.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, code: true, title: true, shareType: true, state: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

interface OfferRow {
  readonly code: string;
  readonly title: string;
  readonly share_type: string;
  readonly id: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly uscc: string;
}

/** Published entries of others that are shared and hold every word; those with a word in the title first. */
export async function listOffers(
  db: Db,
  ownId: string,
  words: readonly string[],
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<{ rows: OfferRow[]; total: number }> {
  const found = Prisma.sql`
    FROM entry e
    JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    JOIN organization o ON o.id = e.provider_id
    CROSS JOIN LATERAL (SELECT lower(r.content ->> 'title') AS title,
      lower(concat_ws(' ', r.content ->> 'title', r.content ->> 'abstract', r.content ->> 'keywords', e.code, o.name)) AS whole) t
    WHERE e.state <> 'withdrawn' AND e.provider_id <> ${ownId} AND r.content ->> 'share_type' IN ('1', '2')
      AND NOT EXISTS (SELECT 1 FROM unnest(${[...words]}::text[]) w WHERE position(w IN t.whole) = 0)`;
  const [rows, [count]] = await Promise.all([
    db.$queryRaw<OfferRow[]>`
      SELECT e.code, r.content ->> 'title' AS title, r.content ->> 'share_type' AS share_type, o.id, o.name, o.name_en, o.uscc
      ${found}
      ORDER BY (SELECT count(*) FROM unnest(${[...words]}::text[]) w WHERE position(w IN t.title) > 0) DESC, e.code
      LIMIT ${take} OFFSET ${skip}`,
    db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n ${found}`,
  ]);
  return { rows, total: count?.n ?? 0 };
}

export async function listOver(db: Db, today: string): Promise<string[]> {
  const rows = await db.sharingRequest.findMany({
    where: { state: { in: ['granted', 'in_use', 'suspended'] }, termUntil: { lt: today } },
    select: { id: true },
    take: 1000,
  });
  return rows.map((row) => row.id);
}

export async function listEnding(db: Db, from: string, to: string) {
  return db.sharingRequest.findMany({
    where: { state: 'in_use', termUntil: { gte: from, lte: to } },
    select: { id: true, no: true, requesterId: true, termUntil: true },
    take: 1000,
  });
}

/** Granted, and still without data: the platform looks whether they have come. */
export async function listWaiting(db: Db): Promise<string[]> {
  const rows = await db.sharingRequest.findMany({ where: { state: 'granted' }, select: { id: true }, take: 1000 });
  return rows.map((row) => row.id);
}

export async function figures(db: Db) {
  return db.$queryRaw<
    { year: number; filed: number; granted: number; at_once: number; refused: number; deliveries: number }[]
  >`
    SELECT year, sum(filed)::int AS filed, sum(granted)::int AS granted, sum(at_once)::int AS at_once,
      sum(refused)::int AS refused, sum(deliveries)::int AS deliveries FROM (
      SELECT extract(year FROM at AT TIME ZONE 'Asia/Shanghai')::int AS year, (action = 'consent')::int AS filed,
        (action IN ('confirm', 'grant_at_once'))::int AS granted, (action = 'grant_at_once')::int AS at_once,
        (action = 'confirm_refusal')::int AS refused, 0 AS deliveries
      FROM sharing_step WHERE action IN ('consent', 'confirm', 'grant_at_once', 'confirm_refusal')
      UNION ALL
      SELECT extract(year FROM at AT TIME ZONE 'Asia/Shanghai')::int, 0, 0, 0, 0, 1 FROM sharing_delivery) s
    GROUP BY year ORDER BY year DESC`;
}

/** Tables of which marked files left, within a scope, the newest first. */
export async function deliveredTables(db: Db, scope: Scope, most: number) {
  const found = await db.sharingDelivery.groupBy({
    by: ['versionId', 'table'],
    where: { kind: { in: ['file', 'batch'] }, request: scoped(scope) },
    _max: { at: true },
    orderBy: { _max: { at: 'desc' } },
    take: most,
  });
  return found.map(({ versionId, table }) => ({ versionId, table }));
}

export async function deliveriesOf(
  db: Db,
  scope: Scope,
  { versionId, table }: { readonly versionId: string; readonly table: number },
  most: number,
) {
  return db.sharingDelivery.findMany({
    where: { versionId, table, kind: { in: ['file', 'batch'] }, request: scoped(scope) },
    include: { request: { select: { no: true, requesterId: true } } },
    orderBy: { at: 'desc' },
    take: most,
  });
}

/** In use by batch exchange. */
export async function listBatchTakers(db: Db): Promise<string[]> {
  const rows = await db.sharingRequest.findMany({
    where: { state: 'in_use', method: 'batch' },
    select: { id: true },
    take: 1000,
  });
  return rows.map((row) => row.id);
}
