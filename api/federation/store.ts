/** The tables of the federation. Records come and go by the hundred, so they are written in one statement a batch. */
import type { Db } from '#api/context.ts';
import type { HarvestRun, HarvestSource, Prisma } from '#prisma/generated/client.ts';
import type { HarvestedContent } from './rules/content.ts';

export type Source = HarvestSource;
export type Run = HarvestRun;
export type Row = NonNullable<Awaited<ReturnType<typeof findRecord>>>;

export const json = (value: object) => value as Prisma.InputJsonValue;

// Sources

export const findSource = (db: Db, id: string) => db.harvestSource.findUnique({ where: { id } });
export const findSourceByUrl = (db: Db, url: string) => db.harvestSource.findUnique({ where: { url } });

export async function lockSource(db: Db, id: string): Promise<Source | null> {
  await db.$queryRaw`SELECT 1 FROM harvest_source WHERE id = ${id} FOR UPDATE`;
  return findSource(db, id);
}

export async function insertSource(db: Db, row: Prisma.HarvestSourceUncheckedCreateInput): Promise<void> {
  await db.harvestSource.create({ data: row });
}

/** False when the revision is no longer the one that was seen. */
export async function changeSource(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.HarvestSourceUncheckedUpdateManyInput,
): Promise<boolean> {
  const where = { id, revision };
  return (await db.harvestSource.updateMany({ where, data: { ...data, revision: revision + 1 } })).count === 1;
}

/** What the platform itself notes of a source; nobody's edit is overtaken by it. */
export async function noteSource(
  db: Db,
  id: string,
  data: { cursor?: Prisma.InputJsonValue; nextRunAt?: Date | null },
): Promise<void> {
  await db.harvestSource.update({ where: { id }, data });
}

export const listSources = (db: Db, where: Prisma.HarvestSourceWhereInput) =>
  db.harvestSource.findMany({ where, orderBy: [{ regionCode: 'asc' }, { id: 'asc' }] });

export async function dueSources(db: Db, now: Date): Promise<string[]> {
  const rows = await db.harvestSource.findMany({
    where: { state: 'active', nextRunAt: { lte: now } },
    orderBy: { nextRunAt: 'asc' },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function countLive(db: Db, sourceIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.harvestedRecord.groupBy({
    by: ['sourceId'],
    where: { sourceId: { in: [...sourceIds] }, removedAt: null },
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.sourceId, row._count._all]));
}

// Runs

export const findRun = (db: Db, id: string) => db.harvestRun.findUnique({ where: { id } });

export async function lockRun(db: Db, id: string): Promise<Run | null> {
  await db.$queryRaw`SELECT 1 FROM harvest_run WHERE id = ${id} FOR UPDATE`;
  return findRun(db, id);
}

/** Locks a run and keeps its source as it is until the transaction ends; the source first, as everyone does who locks both. */
export async function lockWithSource(
  db: Db,
  runId: string,
): Promise<{ state: string; step: number; source_state: string } | null> {
  const [row] = await db.$queryRaw<{ state: string; step: number; source_state: string }[]>`SELECT r.state,
      coalesce((r.position->>'step')::int, 0) AS step, s.state::text AS source_state
    FROM harvest_source s JOIN harvest_run r ON r.source_id = s.id WHERE r.id = ${runId} FOR SHARE OF s FOR UPDATE OF r`;
  return row ?? null;
}

export async function failuresOf(db: Db, runId: string): Promise<Prisma.JsonValue> {
  return (await db.harvestRun.findUniqueOrThrow({ where: { id: runId }, select: { failures: true } })).failures;
}

export async function insertRun(db: Db, row: Prisma.HarvestRunUncheckedCreateInput): Promise<void> {
  await db.harvestRun.create({ data: row });
}

/** Nothing is read back: a run carries its failures, and it is changed with every batch. */
export async function changeRun(db: Db, id: string, data: Prisma.HarvestRunUncheckedUpdateManyInput): Promise<void> {
  await db.harvestRun.updateMany({ where: { id }, data });
}

export const runsIn = (db: Db, sourceId: string, state: string) =>
  db.harvestRun.findMany({ where: { sourceId, state }, orderBy: { startedAt: 'asc' } });

/** The newest run of each source that waits for a decision. */
export async function heldRuns(db: Db, sourceIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.harvestRun.findMany({
    where: { sourceId: { in: [...sourceIds] }, state: 'held' },
    orderBy: { startedAt: 'asc' },
    select: { id: true, sourceId: true },
  });
  return new Map(rows.map((row) => [row.sourceId, row.id]));
}

export async function silentRuns(db: Db, before: Date): Promise<string[]> {
  const rows = await db.harvestRun.findMany({
    where: { state: 'running', touchedAt: { lt: before } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function listRuns(db: Db, sourceId: string, page: { skip: number; take: number }) {
  const [total, rows] = await Promise.all([
    db.harvestRun.count({ where: { sourceId } }),
    db.harvestRun.findMany({ where: { sourceId }, orderBy: { startedAt: 'desc' }, ...page }),
  ]);
  return { total, rows };
}

/** The newest run of each source, and the newest of those that came to their end. */
export async function lastRuns(db: Db, sourceIds: readonly string[]) {
  const newest = (states: readonly string[] | null) =>
    db.harvestRun.findMany({
      where: { sourceId: { in: [...sourceIds] }, ...(states === null ? {} : { state: { in: [...states] } }) },
      orderBy: [{ sourceId: 'asc' }, { startedAt: 'desc' }],
      distinct: ['sourceId'],
    });
  const [all, well] = await Promise.all([newest(null), newest(['done', 'held', 'partial'])]);
  return {
    last: new Map(all.map((run) => [run.sourceId, run])),
    read: new Map(well.map((run) => [run.sourceId, run.endedAt ?? run.startedAt])),
  };
}

// Records

export const findRecord = (db: Db, id: string) =>
  db.harvestedRecord.findUnique({ where: { id }, include: { source: true } });

export async function listRecords(db: Db, sourceId: string | null, page: { skip: number; take: number }) {
  const where = { removedAt: null, duplicateOf: null, ...(sourceId === null ? {} : { sourceId }) };
  const [total, rows] = await Promise.all([
    db.harvestedRecord.count({ where }),
    db.harvestedRecord.findMany({
      where,
      orderBy: [{ changedAt: 'desc' }, { id: 'asc' }],
      include: { source: true },
      ...page,
    }),
  ]);
  return { total, rows };
}

export interface Known {
  readonly id: string;
  readonly identifier: string;
  readonly contentHash: string;
  readonly lastRunId: string;
  readonly removedAt: Date | null;
  readonly originModified: Date | null;
}

export async function knownRecords(
  db: Db,
  sourceId: string,
  identifiers: readonly string[],
): Promise<Map<string, Known>> {
  const rows = await db.harvestedRecord.findMany({
    where: { sourceId, identifier: { in: [...identifiers] } },
    select: { id: true, identifier: true, contentHash: true, lastRunId: true, removedAt: true, originModified: true },
  });
  return new Map(rows.map((row) => [row.identifier, row]));
}

export interface NewRecord {
  readonly id: string;
  readonly identifier: string;
  readonly content: HarvestedContent;
  readonly hash: string;
  readonly origin_url: string;
  readonly keys: readonly string[];
  readonly duplicate_of: string | null;
}

/** Adds records with their keys and replaces what changed; a removed one comes back. */
export async function putRecords(db: Db, sourceId: string, runId: string, now: Date, rows: readonly NewRecord[]) {
  const given = rows.map(({ keys: _, ...row }) => row);
  await db.$executeRaw`WITH put AS (
      INSERT INTO harvested_record (id, source_id, identifier, title, content, content_hash, origin_url,
        theme, region_code, provider_name, origin_modified, duplicate_of, last_run_id, first_seen_at, changed_at)
      SELECT r.id, ${sourceId}, r.identifier, r.content->>'title', r.content, r.hash, r.origin_url, r.content->>'theme',
        r.content->>'region_code', r.content->>'publisher', (r.content->>'modified')::timestamptz, r.duplicate_of, ${runId},
        ${now}::timestamptz, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS r(id text, identifier text, content jsonb,
        hash text, origin_url text, duplicate_of text)
      ON CONFLICT (source_id, identifier) DO UPDATE SET title = excluded.title, content = excluded.content,
        content_hash = excluded.content_hash, origin_url = excluded.origin_url, theme = excluded.theme,
        region_code = excluded.region_code, provider_name = excluded.provider_name,
        origin_modified = excluded.origin_modified, duplicate_of = excluded.duplicate_of,
        last_run_id = excluded.last_run_id, changed_at = excluded.changed_at, removed_at = NULL)
    INSERT INTO harvested_key (key, record_id)
    SELECT * FROM unnest(${rows.flatMap((row) => row.keys)}::text[], ${rows.flatMap((row) => row.keys.map(() => row.id))}::text[])`;
}

/** Before changed records are put: their keys are written anew. */
export async function dropKeys(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`DELETE FROM harvested_key WHERE record_id = ANY(${ids as string[]}::text[])`;
}

export async function touchRecords(db: Db, ids: readonly string[], runId: string): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`UPDATE harvested_record SET last_run_id = ${runId} WHERE id = ANY(${ids as string[]}::text[])`;
}

/** For a run whose source said that nothing changed. */
export async function touchAll(db: Db, sourceId: string, runId: string): Promise<number> {
  return db.$executeRaw`UPDATE harvested_record SET last_run_id = ${runId} WHERE source_id = ${sourceId} AND removed_at IS NULL`;
}

/**
 * For each key the record of another source that is shown and was seen first. One landing page may stand in ten thousand
 * records; and a planner that knows nothing yet of tables that fill would read them whole for every batch, a hundred times as
 * slowly: `OFFSET 0` keeps it to the indexes.
 */
export async function twins(db: Db, sourceId: string, keys: readonly string[]): Promise<{ id: string; key: string }[]> {
  if (keys.length === 0) return [];
  return db.$queryRaw`SELECT first.id, asked.key FROM unnest(${keys as string[]}::text[]) AS asked (key)
    CROSS JOIN LATERAL (SELECT r.id FROM (SELECT record_id FROM harvested_key WHERE key = asked.key OFFSET 0) k
      CROSS JOIN LATERAL (SELECT id, first_seen_at FROM harvested_record WHERE id = k.record_id AND source_id <> ${sourceId}
        AND removed_at IS NULL AND duplicate_of IS NULL OFFSET 0) r
      ORDER BY r.first_seen_at, r.id COLLATE "C" LIMIT 1) first`;
}

export async function publishedEntries(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db.entry.findMany({
    where: { code: { in: [...codes] }, publishedRevision: { not: null } },
    select: { id: true, code: true },
  });
  return new Map(rows.map((row) => [row.code, row.id]));
}

export async function countUnseen(db: Db, sourceId: string, runId: string): Promise<{ unseen: number; live: number }> {
  const [row] = await db.$queryRaw<{ unseen: number; live: number }[]>`SELECT
      (count(*) FILTER (WHERE last_run_id COLLATE "C" < ${runId}))::int AS unseen, count(*)::int AS live
    FROM harvested_record WHERE source_id = ${sourceId} AND removed_at IS NULL`;
  return row ?? { unseen: 0, live: 0 };
}

/** Removes what neither the run nor a later one saw (ids sort by time); with `runId` null everything of the source. */
export async function removeUnseen(db: Db, sourceId: string, runId: string | null, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`UPDATE harvested_record
    SET removed_at = ${now}::timestamptz, changed_at = ${now}::timestamptz
    WHERE source_id = ${sourceId} AND removed_at IS NULL AND (${runId}::text IS NULL OR last_run_id COLLATE "C" < ${runId}::text)
    RETURNING id`;
  return rows.map((row) => row.id);
}

/** What was hidden behind a removed record: the first seen takes its place, the others stand behind that one. */
export async function promote(db: Db, removed: readonly string[], now: Date): Promise<string[]> {
  if (removed.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`WITH behind AS (
      SELECT id, first_value(id) OVER (PARTITION BY duplicate_of ORDER BY first_seen_at, id COLLATE "C") AS heir
      FROM harvested_record WHERE duplicate_of = ANY(${removed as string[]}::text[]) AND removed_at IS NULL)
    UPDATE harvested_record r SET duplicate_of = NULLIF(behind.heir, r.id), changed_at = ${now}::timestamptz
    FROM behind WHERE behind.id = r.id RETURNING r.id`;
  return rows.map((row) => row.id);
}

export async function runTimes(db: Db, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db.harvestRun.findMany({ where: { id: { in: [...ids] } }, select: { id: true, startedAt: true } });
  return new Map(rows.map((row) => [row.id, row.startedAt]));
}

export async function codeOfEntry(db: Db, id: string): Promise<string | null> {
  return (await db.entry.findUnique({ where: { id }, select: { code: true } }))?.code ?? null;
}
