/** What the compilation of the catalogue puts on desks: entries to bring up to date, more time to consent to, drafts to check. */

import { listTriggers } from '#api/compilation/trigger-store.ts';
import { done } from '#api/compilation/triggers.ts';
import type { Db, Viewer } from '#api/context.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { limit, type TaskRow, task } from './task-row.ts';

const titled = (row: { id: string; no: string; document: string; recordedAt: Date; dueOn: string }) => ({
  id: row.id,
  no: row.no,
  title: row.document,
  since: row.recordedAt,
  dueOn: row.dueOn,
});

export async function updateTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const { rows } = await listTriggers(db, { agencyId, regions: [] }, 'open', limit);
  return rows.map((row) =>
    task(row.entries.some((one) => !done(row, one)) ? 'trigger_update' : 'trigger_close', titled(row)),
  );
}

export async function compilationTasks(db: Db, regionCode: string): Promise<TaskRow[]> {
  const { rows } = await listTriggers(db, { agencyId: null, regions: [regionCode] }, 'open', 500);
  return rows
    .filter((row) => row.extensionAt !== null && row.extensionAnswer === null)
    .slice(0, limit)
    .map((row) => task('trigger_consent', titled(row)));
}

/** A draft of the requirements waits for somebody who did not write it. */
export async function requirementTasks(db: Db, viewer: Viewer | null): Promise<TaskRow[]> {
  const rows = await db.compilationRequirement.findMany({ where: { state: 'checking' }, take: limit });
  const others = rows.filter((row) => !isSelf(viewer, row.draftedBy));
  return others.map((row) =>
    task('requirement_check', {
      id: String(row.number),
      no: String(row.number),
      title: row.title,
      since: row.draftedAt,
    }),
  );
}
