/** What applications for targeted opening put on the desk of the agency's steward. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** A case is told by its number; who applies stands in no list. */
export async function targetedTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const rows = await db.targetedCase.findMany({
    where: { agencyId, state: { in: ['filed', 'verified', 'consulting'] } },
    select: { id: true, no: true, state: true, dataWanted: true, updatedAt: true, dueOn: true, heardBy: true },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return rows.map((row) =>
    task(row.state === 'consulting' ? 'targeted_hearing' : 'targeted_open', {
      id: row.id,
      no: row.no,
      title: row.dataWanted.slice(0, 60),
      since: row.updatedAt,
      dueOn: row.state === 'consulting' ? row.heardBy : row.dueOn,
    }),
  );
}
