/** What Article 11 puts on a steward's desk: each rule that published data break, and data that were to be updated by now. */
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import type { Db } from '#api/context.ts';
import { type Rule, ruleText } from '#api/quality/rules/rule.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly number: number;
  readonly published_at: Date;
  readonly cycle: UpdateCycle | null;
  /** Rules of the newest version that do not hold, each with the check since which it does not. */
  readonly failing: readonly { readonly column: string | null; readonly rule: Rule; readonly since: string }[];
}

export interface Dues {
  /** Day by which a fault is put right. */
  readonly fix: (since: Date, publishedAt: Date) => string | null;
  /** Day by which the next version was due, when that is past; null while it is not. */
  readonly overdue: (publishedAt: Date, cycle: UpdateCycle | null) => string | null;
}

export async function qualityTasks(db: Db, providerId: string, dues: Dues): Promise<TaskRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.id, e.code, e.title, v.number, v.published_at, r.content->>'update_cycle' AS cycle,
      coalesce(f.failing, '[]') AS failing
    FROM entry e
    JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    JOIN LATERAL (SELECT * FROM version WHERE entry_id = e.id AND state = 'published' ORDER BY number DESC LIMIT 1) v ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('column', c->'column', 'rule', c->'rule', 'since', (
          SELECT min(q.at) FROM quality_report q
          WHERE q.version_id = v.id AND q.table_number = n.table_number AND q.at > coalesce((
            SELECT max(held.at) FROM quality_report held
            WHERE held.version_id = v.id AND held.table_number = n.table_number AND NOT EXISTS (
              SELECT 1 FROM jsonb_array_elements(held.report->'rules') was WHERE was->>'outcome' = 'failed'
                AND was->'column' = c->'column' AND was->'rule'->'rule' = c->'rule'->'rule')
          ), '-infinity')
        )) ORDER BY n.table_number, place) AS failing
      FROM (SELECT DISTINCT ON (q.table_number) q.table_number, q.report, q.failed FROM quality_report q
          WHERE q.version_id = v.id ORDER BY q.table_number, q.at DESC) n,
        jsonb_array_elements(n.report->'rules') WITH ORDINALITY AS rules (c, place)
      WHERE n.failed > 0 AND c->>'outcome' = 'failed'
    ) f ON true
    WHERE e.provider_id = ${providerId} AND e.state <> 'withdrawn' AND r.content->>'open_type' <> 'none'
    ORDER BY v.published_at`;
  const tasks = rows.flatMap((row): TaskRow[] => {
    const { id, code: no, failing, published_at } = row;
    const title = `${row.title} · ${row.number}`;
    const due = dues.overdue(published_at, row.cycle);
    return [
      ...failing.map(({ column, rule, since: text }) => {
        const since = new Date(text);
        const detail = { zh: ruleText(column, rule, 'zh'), en: ruleText(column, rule, 'en') };
        return task('quality_failed', { id, no, title, since, dueOn: dues.fix(since, published_at), detail });
      }),
      ...(due === null ? [] : [task('refresh_overdue', { id, no, title, since: published_at, dueOn: due })]),
    ];
  });
  return tasks.slice(0, limit);
}
