import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import type { HarvestedContent } from '#api/federation/rules/content.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { EntryKnown, RecordKnown } from './rules/facts.ts';

export interface LoadedEntry extends EntryKnown {
  readonly id: string;
  readonly code: string;
  readonly providerId: string;
}

/** What a score needs to know of published entries, each kind of row in one question. */
export async function loadEntries(db: Db, ids: readonly string[]): Promise<LoadedEntry[]> {
  const wanted = [...ids];
  const entries = await db.entry.findMany({
    where: { id: { in: wanted }, publishedRevision: { not: null }, state: { not: 'withdrawn' } },
    select: { id: true, code: true, providerId: true, publishedRevision: true, publishedAt: true, createdAt: true },
  });
  const [revisions, reviews, updates, newest, dictionary] = await Promise.all([
    db.entryRevision.findMany({
      where: { OR: entries.map((one) => ({ entryId: one.id, number: one.publishedRevision ?? 0 })) },
      select: { entryId: true, content: true },
    }),
    publishedCycles(db, wanted),
    db.$queryRaw<{ entry_id: string; days: Date[] }[]>`SELECT entry_id, array_agg(published_at) AS days FROM version
      WHERE entry_id = ANY(${wanted}) AND state = 'published' AND published_at IS NOT NULL GROUP BY 1`,
    newestVersions(db, wanted),
    db.dictionaryColumn.findMany({
      where: { entryId: { in: wanted }, confirmedAt: { not: null } },
      select: { entryId: true, table: true, column: true, label: true, description: true },
    }),
  ]);
  const contents = new Map(revisions.map((one) => [one.entryId, one.content as unknown as EntryContent]));
  const days = new Map(updates.map((one) => [one.entry_id, one.days.map(dayOf)]));
  return entries.flatMap((entry): LoadedEntry[] => {
    const content = contents.get(entry.id);
    if (content === undefined) return [];
    const publishedAt = entry.publishedAt ?? entry.createdAt;
    return [
      {
        id: entry.id,
        code: entry.code,
        providerId: entry.providerId,
        content,
        publishedOn: dayOf(publishedAt),
        cycleSince: dayOf(cycleSince(reviews.get(entry.id) ?? [], content.update_cycle) ?? publishedAt),
        updates: days.get(entry.id) ?? [],
        newest: newest.get(entry.id) ?? null,
        confirmed: dictionary
          .filter((one) => one.entryId === entry.id)
          .map(({ table, column, label, description }) => ({ table, name: column, label, description })),
      },
    ];
  });
}

interface PublishedCycle {
  readonly at: Date;
  readonly cycle: string | null;
}

/** The cycle of each publication of an entry, newest first. */
async function publishedCycles(db: Db, ids: string[]): Promise<Map<string, PublishedCycle[]>> {
  const rows = await db.$queryRaw<({ entry_id: string } & PublishedCycle)[]>`
    SELECT v.entry_id, v.at, r.content->>'update_cycle' AS cycle
    FROM entry_review v JOIN entry_revision r ON r.entry_id = v.entry_id AND r.number = v.revision
    WHERE v.entry_id = ANY(${ids}) AND v.decision = 'publish' ORDER BY v.at DESC`;
  const found = new Map<string, PublishedCycle[]>();
  for (const row of rows) found.set(row.entry_id, [...(found.get(row.entry_id) ?? []), row]);
  return found;
}

/** A promise counts from when it was last made otherwise: nobody is late by a cycle that was promised later. */
function cycleSince(published: readonly PublishedCycle[], cycle: string | null): Date | null {
  const other = published.findIndex((one) => one.cycle !== cycle);
  return published[(other < 0 ? published.length : other) - 1]?.at ?? null;
}

async function newestVersions(db: Db, ids: string[]): Promise<Map<string, NonNullable<EntryKnown['newest']>>> {
  // Prisma's own `distinct` would read every version and drop them here.
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT ON (entry_id) id FROM version
    WHERE entry_id = ANY(${ids}) AND state = 'published' ORDER BY entry_id, number DESC`;
  const versions = await db.version.findMany({
    where: { id: { in: rows.map((row) => row.id) } },
    select: {
      entryId: true,
      note: true,
      tables: { select: { number: true, name: true, tableKey: true } },
      columns: { select: { table: true, name: true } },
      _count: { select: { files: true } },
    },
  });
  return new Map(
    versions.map(({ entryId, note, tables, columns, _count }) => [
      entryId,
      {
        note: note ?? '',
        documents: _count.files,
        tables: tables.length,
        stored: tables.filter((table) => table.tableKey !== null).length,
        columns: columns.map((column) => ({
          table: tables.find((table) => table.number === column.table)?.name ?? null,
          name: column.name,
        })),
      },
    ]),
  );
}

/** Harvested records that are still there. */
export async function loadRecords(db: Db, ids: readonly string[]): Promise<(RecordKnown & { id: string })[]> {
  const rows = await db.harvestedRecord.findMany({
    where: { id: { in: [...ids] }, removedAt: null },
    select: { id: true, content: true, originModified: true, source: { select: { kind: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    content: row.content as unknown as HarvestedContent,
    kind: row.source.kind,
    modified: row.originModified,
  }));
}

/** What stands in the search, in the order of its ids. */
export async function listed(db: Db, kind: 'entry' | 'harvested', after: string, take: number): Promise<string[]> {
  const rows = await db.searchDocument.findMany({
    where: { kind, id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

const ofAgency = (providerId: string) => ({ kind: 'entry', providerId });

/** Public datasets of an agency, the lowest score first; those not worked out yet before them. */
export async function rank(db: Db, providerId: string, window: { skip: number; take: number }) {
  const where = ofAgency(providerId);
  const [rows, total] = await Promise.all([
    db.searchDocument.findMany({
      where,
      orderBy: [{ quality: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
      ...window,
      select: { id: true, code: true, title: true, titleEn: true },
    }),
    db.searchDocument.count({ where }),
  ]);
  return { rows, total };
}

export async function mean(db: Db, providerId: string): Promise<{ mean: number | null; datasets: number }> {
  const { _avg, _count } = await db.searchDocument.aggregate({
    where: ofAgency(providerId),
    _avg: { quality: true },
    _count: { _all: true },
  });
  return { mean: _avg.quality === null ? null : Math.round(_avg.quality), datasets: _count._all };
}
