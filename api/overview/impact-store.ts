/** What rests on the columns of a dataset, in whichever room it is. */
import type { Db } from '#api/context.ts';

/** Views that follow the newest version; those of one version keep theirs. */
export function followingViews(db: Db, entryId: string, tables: readonly number[]) {
  return db.savedView.findMany({
    where: { entryId, version: null, table: { in: [...tables] } },
    orderBy: { createdAt: 'asc' },
    take: 500,
    select: { id: true, title: true, table: true, spec: true },
  });
}

export function agreementsInForce(db: Db, entryId: string) {
  return db.agreement.findMany({
    where: { state: 'active', resources: { some: { entryId } } },
    orderBy: { no: 'asc' },
    select: { id: true, no: true, terms: true, developer: { select: { name: true } } },
  });
}

export function countSubscriptions(db: Db, code: string): Promise<number> {
  return db.subscription.count({
    where: { target: 'dataset', targetValue: code, state: { in: ['active', 'paused'] } },
  });
}

/** Rules of other published datasets that look a value up in this one. */
export function referringRules(db: Db, code: string) {
  return db.$queryRaw<{ title: string; code: string; wanted: string; in_table: string }[]>`
    SELECT e.title, e.code, r.value->>'column' AS wanted, coalesce(r.value->>'table', '') AS in_table
    FROM dictionary_column c JOIN entry e ON e.id = c.entry_id, jsonb_array_elements(c.rules) r
    WHERE c.rules @> ${JSON.stringify([{ rule: 'reference', dataset: code }])}::jsonb
      AND r.value->>'rule' = 'reference' AND r.value->>'dataset' = ${code}
      AND e.published_revision IS NOT NULL AND e.state <> 'withdrawn'
    ORDER BY e.code, c.column`;
}
