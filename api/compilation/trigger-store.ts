import { lock } from '#api/audit/lock.ts';
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import { type CatalogueTrigger, Prisma, type SecrecyStub, type TriggerState } from '#prisma/generated/client.ts';

/** Whose cases are looked at: one agency's, or those of regions. */
export interface Scope {
  readonly agencyId: string | null;
  readonly regions: readonly string[];
}

const entries = {
  include: { entry: { select: { code: true, title: true, state: true, submittedAt: true, providerId: true } } },
  orderBy: { entryId: 'asc' },
} as const;
const whole = { entries } as const;
export type TriggerRow = Prisma.CatalogueTriggerGetPayload<{ include: typeof whole }>;

const within = ({ agencyId, regions }: Scope): Prisma.CatalogueTriggerWhereInput => ({
  OR: [
    ...(agencyId === null ? [] : [{ organizationId: agencyId }]),
    ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] } }]),
  ],
});

export async function findTrigger(db: Db, id: string): Promise<TriggerRow | null> {
  return db.catalogueTrigger.findUnique({ where: { id }, include: whole });
}

export async function listTriggers(
  db: Db,
  scope: Scope,
  state: TriggerState | undefined,
  take: number,
  skip = 0,
): Promise<{ rows: TriggerRow[]; total: number }> {
  const where = { ...within(scope), ...(state === undefined ? {} : { state }) };
  const [rows, total] = await Promise.all([
    db.catalogueTrigger.findMany({
      where,
      include: whole,
      orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
      take,
      skip,
    }),
    db.catalogueTrigger.count({ where }),
  ]);
  return { rows, total };
}

export async function insertTrigger(db: Db, row: CatalogueTrigger, entryIds: readonly string[]): Promise<void> {
  await db.catalogueTrigger.create({ data: { ...row, entries: { create: entryIds.map((entryId) => ({ entryId })) } } });
}

/** `CT-2026-0001`; one at a time, so that no number is given twice. */
export async function nextNumber(db: Db, table: 'catalogue_trigger' | 'secrecy_stub', head: string): Promise<string> {
  await lock(db, table);
  // As text 9999 stands behind 10000.
  const [row] = await db.$queryRaw<
    { last: string }[]
  >`SELECT no AS last FROM ${Prisma.raw(table)} WHERE starts_with(no, ${head}) ORDER BY length(no) DESC, no DESC LIMIT 1`;
  const last = Number(row?.last?.slice(head.length) ?? 0);
  return `${head}${String(last + 1).padStart(4, '0')}`;
}

export async function changeTrigger(
  db: Db,
  seen: { readonly id: string; readonly revision: number },
  change: Prisma.CatalogueTriggerUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await db.catalogueTrigger.updateMany({
    where: { ...seen, state: 'open' },
    data: { ...change, revision: { increment: 1 } },
  });
  return count === 1;
}

/** Open changes of one agency whose standing entries are all among those that went to another go there too. */
export async function moveTriggers(db: Db, fromId: string, toId: string, entryIds: readonly string[]): Promise<void> {
  await db.$executeRaw`UPDATE catalogue_trigger t SET organization_id = ${toId}, revision = revision + 1
    WHERE t.organization_id = ${fromId} AND t.state = 'open'
      AND EXISTS (SELECT 1 FROM catalogue_trigger_entry x WHERE x.trigger_id = t.id AND x.entry_id = ANY(${[...entryIds]}::text[]))
      AND NOT EXISTS (SELECT 1 FROM catalogue_trigger_entry x JOIN entry e ON e.id = x.entry_id
        WHERE x.trigger_id = t.id AND e.state <> 'withdrawn' AND e.provider_id <> ${toId})`;
}

export async function markUnchanged(
  db: Db,
  triggerId: string,
  entryId: string,
  unchanged: string,
  answeredBy: string,
  answeredAt: Date,
): Promise<void> {
  await db.catalogueTriggerEntry.update({
    where: { triggerId_entryId: { triggerId, entryId } },
    data: { unchanged, answeredBy, answeredAt },
  });
}

/** Of the ids, those of standing entries of the agency. */
export async function entriesOf(db: Db, agencyId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.entry.findMany({
    where: { id: { in: [...ids] }, providerId: agencyId, state: { not: 'withdrawn' } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

export async function findAgency(db: Db, id: string) {
  return db.organization.findFirst({
    where: { id, kind: 'agency' },
    select: { id: true, name: true, nameEn: true, regionCode: true },
  });
}

export async function agenciesOf(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string; name_en: string | null }>> {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map(({ id, name, nameEn }) => [id, { id, name, name_en: nameEn }]));
}

export async function submittedEntries(db: Db, { agencyId, regions }: Scope) {
  return db.entry.findMany({
    where: {
      state: 'submitted',
      OR: [
        ...(agencyId === null ? [] : [{ providerId: agencyId }]),
        ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] } }]),
      ],
    },
    select: { id: true, code: true, title: true, providerId: true, regionCode: true, submittedAt: true },
    orderBy: { submittedAt: 'asc' },
    take: 1000,
  });
}

export interface DataRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly providerId: string;
  readonly publishedAt: Date;
  readonly cycle: UpdateCycle | null;
}

/** Public entries that have data, with the day of their newest version. */
export async function dataOf(db: Db, { agencyId, regions }: Scope): Promise<DataRow[]> {
  return db.$queryRaw<DataRow[]>`
    SELECT e.id, e.code, e.title, e.provider_id AS "providerId", v.published_at AS "publishedAt", r.content->>'update_cycle' AS cycle
    FROM entry e JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    JOIN LATERAL (SELECT published_at FROM version WHERE entry_id = e.id AND state = 'published' ORDER BY number DESC LIMIT 1) v ON true
    WHERE e.state <> 'withdrawn' AND v.published_at IS NOT NULL
      AND (e.provider_id = ${agencyId} OR e.region_code = ANY(${[...regions]}::text[]))
    ORDER BY v.published_at LIMIT 20000`;
}

/** Contents for the meter: of the items only the first, for the meter asks whether there are any. */
export async function contentsOf(
  db: Db,
  { agencyId, regions }: Scope,
): Promise<{ id: string; providerId: string; content: EntryContent }[]> {
  const rows = await db.$queryRaw<{ id: string; providerId: string; content: unknown }[]>`
    SELECT id, provider_id AS "providerId", content || jsonb_build_object('items', CASE WHEN jsonb_array_length(coalesce(content->'items', '[]')) > 0
      THEN jsonb_build_array(content->'items'->0) ELSE '[]'::jsonb END) AS content
    FROM entry WHERE state <> 'withdrawn' AND (provider_id = ${agencyId} OR (region_code = ANY(${[...regions]}::text[]) AND submitted_at IS NOT NULL))
    ORDER BY updated_at LIMIT 20000`;
  return rows.map((row) => ({ ...row, content: entryContent.parse(row.content) }));
}

export async function listStubs(db: Db, { agencyId, regions }: Scope): Promise<SecrecyStub[]> {
  return db.secrecyStub.findMany({
    where: {
      OR: [
        ...(agencyId === null ? [] : [{ organizationId: agencyId }]),
        ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] } }]),
      ],
    },
    orderBy: { no: 'desc' },
    take: 500,
  });
}

export async function insertStub(db: Db, row: SecrecyStub): Promise<void> {
  await db.secrecyStub.create({ data: row });
}

export async function closeStub(
  db: Db,
  id: string,
  organizationId: string,
  closedBy: string,
  closedAt: Date,
): Promise<boolean> {
  const { count } = await db.secrecyStub.updateMany({
    where: { id, organizationId, closedAt: null },
    data: { closedBy, closedAt },
  });
  return count === 1;
}

export async function findStub(db: Db, id: string): Promise<SecrecyStub | null> {
  return db.secrecyStub.findUnique({ where: { id } });
}

export async function agenciesIn(
  db: Db,
  regions: readonly string[],
): Promise<{ id: string; name: string; name_en: string | null }[]> {
  const rows = await db.organization.findMany({
    where: { kind: 'agency', regionCode: { in: [...regions] } },
    select: { id: true, name: true, nameEn: true },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ id, name, nameEn }) => ({ id, name, name_en: nameEn }));
}

/** Entries of an agency that a change can touch: those that are public or on their way. */
export async function choosable(db: Db, providerId: string): Promise<{ id: string; code: string; title: string }[]> {
  return db.entry.findMany({
    where: { providerId, state: { not: 'withdrawn' }, submittedAt: { not: null } },
    select: { id: true, code: true, title: true },
    orderBy: { title: 'asc' },
    take: 500,
  });
}
