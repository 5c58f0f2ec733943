/** What de-identification puts on the desks of an agency: reports to check, versions that fall short or were sent back. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Row {
  readonly entry_id: string;
  readonly code: string;
  readonly title: string;
  readonly number: number;
  readonly passed: boolean;
  readonly outcome: string | null;
  readonly planned_by: string | null;
  readonly at: Date;
}

/** Of the newest version of each entry that is not public yet, the newest report of each table. */
export async function privacyTasks(
  db: Db,
  agencyId: string,
  { personId, steward, head }: { readonly personId: string; readonly steward: boolean; readonly head: boolean },
): Promise<TaskRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT DISTINCT ON (v.entry_id, r.table_number) v.entry_id, e.code, e.title, v.number, r.passed, r.outcome, r.planned_by, r.at
    FROM release_report r JOIN version v ON v.id = r.version_id JOIN entry e ON e.id = v.entry_id
    WHERE e.provider_id = ${agencyId} AND e.state <> 'withdrawn' AND v.state = 'ready'
      AND v.number = (SELECT max(number) FROM version WHERE entry_id = v.entry_id)
    ORDER BY v.entry_id, r.table_number, r.at DESC LIMIT ${limit}`;
  const old = steward ? await oldTasks(db, agencyId) : [];
  const fresh = rows.flatMap((row) => {
    const shown = { id: row.entry_id, no: row.code, title: `${row.title} · ${row.number}`, since: row.at };
    if (row.passed && row.outcome === null)
      return (head || steward) && row.planned_by !== personId ? [task('release_sign', shown)] : [];
    return steward && row.outcome !== 'signed' ? [task('release_mend', shown)] : [];
  });
  return [...fresh, ...old];
}

/** The newest public version of an entry where it was judged to fall short, and its steward has neither denied nor mended that. */
async function oldTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const rows = await db.$queryRaw<Pick<Row, 'entry_id' | 'code' | 'title' | 'number' | 'at'>[]>`
    SELECT DISTINCT ON (v.entry_id) v.entry_id, e.code, e.title, v.number, j.at
    FROM published_judgement j JOIN version v ON v.id = j.version_id JOIN entry e ON e.id = v.entry_id
      JOIN version_table t ON t.version_id = v.id AND t.number = j.table_number
    WHERE e.provider_id = ${agencyId} AND e.state <> 'withdrawn' AND v.state = 'published'
      AND v.number = (SELECT max(number) FROM version WHERE entry_id = v.entry_id AND state = 'published')
      AND (j.smallest < j.demanded_k OR cardinality(j.direct) > 0)
      AND NOT EXISTS (SELECT 1 FROM table_subject s WHERE s.entry_id = v.entry_id AND s.table_name = t.name AND NOT s.persons)
      AND NOT EXISTS (SELECT 1 FROM release_report r
        WHERE r.version_id = v.id AND r.table_number = j.table_number AND r.outcome = 'signed')
    ORDER BY v.entry_id, j.table_number LIMIT ${limit}`;
  return rows.map((row) =>
    task('release_old', { id: row.entry_id, no: row.code, title: `${row.title} · ${row.number}`, since: row.at }),
  );
}
