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

interface EntryRow {
  readonly id: string;
  readonly code: string;
  readonly providerId: string;
  readonly publishedAt: Date;
  readonly content: EntryContent;
  /** Publications, newest first. */
  readonly cycles: readonly { readonly at: string; readonly cycle: string | null }[];
  readonly updates: readonly Date[] | null;
  readonly newest: {
    readonly note: string | null;
    readonly documents: number;
    readonly tables: readonly { readonly number: number; readonly name: string; readonly stored: boolean }[];
    readonly columns: readonly { readonly table: number; readonly name: string }[];
  } | null;
  readonly confirmed: LoadedEntry['confirmed'];
}

/** What a score needs to know of published entries, in one question. */
export async function loadEntries(db: Db, ids: readonly string[]): Promise<LoadedEntry[]> {
  const rows = await db.$queryRaw<EntryRow[]>`
    SELECT e.id, e.code, e.provider_id AS "providerId", coalesce(e.published_at, e.created_at) AS "publishedAt", r.content,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', v.at, 'cycle', o.content->>'update_cycle') ORDER BY v.at DESC), '[]')
        FROM entry_review v JOIN entry_revision o ON o.entry_id = v.entry_id AND o.number = v.revision
        WHERE v.entry_id = e.id AND v.decision = 'publish') AS cycles,
      (SELECT array_agg(v.published_at) FROM version v
        WHERE v.entry_id = e.id AND v.state = 'published' AND v.published_at IS NOT NULL) AS updates,
      (SELECT jsonb_build_object('note', v.note,
          'documents', (SELECT count(*) FROM version_file f WHERE f.version_id = v.id),
          'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'name', t.name,
            'stored', t.table_key IS NOT NULL)), '[]') FROM version_table t WHERE t.version_id = v.id),
          'columns', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', c.table_number, 'name', c.name)), '[]')
            FROM version_column c WHERE c.version_id = v.id))
        FROM version v WHERE v.entry_id = e.id AND v.state = 'published' ORDER BY v.number DESC LIMIT 1) AS newest,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('table', d.table_name, 'name', d."column", 'label', d.label,
          'description', d.description)), '[]')
        FROM dictionary_column d WHERE d.entry_id = e.id AND d.confirmed_at IS NOT NULL) AS confirmed
    FROM entry e JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    WHERE e.id = ANY(${[...ids]}) AND e.state <> 'withdrawn'`;
  return rows.map(({ cycles, updates, newest, publishedAt, ...row }) => ({
    ...row,
    publishedOn: dayOf(publishedAt),
    cycleSince: dayOf(cycleSince(cycles, row.content.update_cycle) ?? publishedAt),
    updates: (updates ?? []).map(dayOf),
    newest:
      newest === null
        ? null
        : {
            note: newest.note ?? '',
            documents: newest.documents,
            tables: newest.tables.length,
            stored: newest.tables.filter((table) => table.stored).length,
            columns: newest.columns.map((column) => ({
              table: newest.tables.find((table) => table.number === column.table)?.name ?? null,
              name: column.name,
            })),
          },
  }));
}

/** A promise counts from when it was last made otherwise: nobody is late by a cycle that was promised later. */
function cycleSince(published: EntryRow['cycles'], cycle: string | null): Date | null {
  const other = published.findIndex((one) => one.cycle !== cycle);
  const since = published[(other < 0 ? published.length : other) - 1]?.at;
  return since === undefined ? null : new Date(since);
}

/** Days kept of an entry, at most: two years of daily changes. */
const mostDays = 750;

/**
 * Writes down scores that are other than they were when last written down; the last of a day stands for it. Days before are
 * never touched: what was worked out then is what was known then.
 */
export async function writeDay(db: Db, day: string, scores: ReadonlyMap<string, number>): Promise<void> {
  const [ids, values] = [[...scores.keys()], [...scores.values()]];
  if (ids.length === 0) return;
  await db.$executeRaw`INSERT INTO score_day (entry_id, day, score)
    SELECT n.id, ${day}, n.score FROM unnest(${ids}::text[], ${values}::int[]) AS n (id, score)
    WHERE n.score IS DISTINCT FROM (SELECT d.score FROM score_day d WHERE d.entry_id = n.id AND d.day <= ${day}
      ORDER BY d.day DESC LIMIT 1)
    ON CONFLICT (entry_id, day) DO UPDATE SET score = EXCLUDED.score`;
}

/** The oldest first. */
export async function listDays(db: Db, entryId: string): Promise<{ day: string; score: number }[]> {
  const rows = await db.scoreDay.findMany({
    where: { entryId },
    orderBy: { day: 'desc' },
    take: mostDays,
    select: { day: true, score: true },
  });
  return rows.reverse();
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
