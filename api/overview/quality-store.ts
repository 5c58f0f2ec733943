/** What Article 11 puts on a steward's desk: published data that break their rules, and data that were to be updated by now. */
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly number: number;
  readonly published_at: Date;
  readonly cycle: UpdateCycle | null;
  /** Null while every rule of the newest version holds. */
  readonly failing_since: Date | null;
}

export interface Dues {
  /** Day by which a fault is put right. */
  readonly fix: (since: Date, publishedAt: Date) => string | null;
  /** Day by which the next version was due, when that is past; null while it is not. */
  readonly overdue: (publishedAt: Date, cycle: UpdateCycle | null) => string | null;
}

export async function qualityTasks(db: Db, providerId: string, dues: Dues): Promise<TaskRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.id, e.code, e.title, v.number, v.published_at, r.content->>'update_cycle' AS cycle, f.since AS failing_since
    FROM entry e
    JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    JOIN LATERAL (SELECT * FROM version WHERE entry_id = e.id AND state = 'published' ORDER BY number DESC LIMIT 1) v ON true
    LEFT JOIN LATERAL (
      SELECT min(n.failing_since) AS since FROM (
        SELECT DISTINCT ON (q.table_number) q.failed, q.failing_since FROM quality_report q
        WHERE q.version_id = v.id ORDER BY q.table_number, q.at DESC) n WHERE n.failed > 0
    ) f ON true
    WHERE e.provider_id = ${providerId} AND e.state <> 'withdrawn' AND r.content->>'open_type' <> 'none'
    ORDER BY v.published_at`;
  const tasks = rows.flatMap((row): TaskRow[] => {
    const { id, code: no, failing_since, published_at } = row;
    const title = `${row.title} · ${row.number}`;
    const due = dues.overdue(published_at, row.cycle);
    return [
      ...(failing_since === null
        ? []
        : [
            task('quality_failed', {
              id,
              no,
              title,
              since: failing_since,
              dueOn: dues.fix(failing_since, published_at),
            }),
          ]),
      ...(due === null ? [] : [task('refresh_overdue', { id, no, title, since: published_at, dueOn: due })]),
    ];
  });
  return tasks.slice(0, limit);
}
