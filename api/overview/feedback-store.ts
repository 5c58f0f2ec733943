/** Data requests and corrections that wait, for the worklist. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

const facts = ({ id, no, title }: { id: string; no: string; title: string }) => ({ id, no, title });

/** Requests of a region that nobody has sorted yet. */
export async function requestSortTasks(db: Db, regionCode: string): Promise<TaskRow[]> {
  const rows = await db.dataRequest.findMany({
    where: { state: 'filed', regionCode },
    orderBy: { triageDueOn: 'asc' },
    take: limit,
  });
  return rows.map((row) => task('request_sort', { ...facts(row), since: row.filedAt, dueOn: row.triageDueOn }));
}

/** What an agency has to answer, and what it promised and has not opened. */
export async function feedbackTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const requests = await db.dataRequest.findMany({
    where: { agencyId, state: { in: ['assigned', 'promised'] } },
    orderBy: { assignedAt: 'asc' },
    take: limit,
  });
  const corrections = await db.correction.findMany({
    where: { agencyId, state: { in: ['filed', 'accepted'] } },
    orderBy: { dueOn: 'asc' },
    take: limit,
  });
  const entries = await db.entry.findMany({
    where: { id: { in: corrections.map((row) => row.entryId) } },
    select: { id: true, title: true },
  });
  const titles = new Map(entries.map((entry) => [entry.id, entry.title]));
  return [
    ...requests.map((row) =>
      row.state === 'assigned'
        ? task('request_answer', { ...facts(row), since: row.assignedAt ?? row.filedAt, dueOn: row.answerDueOn })
        : task('request_promise', { ...facts(row), since: row.answeredAt ?? row.filedAt, dueOn: row.promisedOn }),
    ),
    ...corrections.map((row) =>
      task('correction_answer', {
        id: row.id,
        no: row.no,
        title: titles.get(row.entryId) ?? '',
        since: row.filedAt,
        dueOn: row.dueOn,
      }),
    ),
  ];
}
