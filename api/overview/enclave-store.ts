/** Results of jobs in the domain that wait for the agency to let them out. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

export async function enclaveTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const rows = await db.enclaveJob.findMany({
    where: { agencyId, state: 'reviewing' },
    select: { id: true, no: true, title: true, finishedAt: true, submittedAt: true, dueOn: true },
    orderBy: { submittedAt: 'asc' },
    take: limit,
  });
  return rows.map((row) =>
    task('enclave_review', {
      id: row.id,
      no: row.no,
      title: row.title,
      since: row.finishedAt ?? row.submittedAt,
      dueOn: row.dueOn,
    }),
  );
}
