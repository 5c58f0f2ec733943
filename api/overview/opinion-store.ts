/** What was sent for the showcase, and comments, that the information department of a region has to look at. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

export async function moderationTasks(db: Db, regionCode: string): Promise<TaskRow[]> {
  const reuses = await db.reuse.findMany({
    where: { state: 'submitted', regionCode },
    include: { revisions: { orderBy: { number: 'desc' }, take: 1, select: { title: true } } },
    orderBy: { submittedAt: 'asc' },
    take: limit,
  });
  const comments = await db.rating.findMany({
    where: { commentState: 'waiting', entry: { regionCode } },
    include: { entry: { select: { title: true, code: true } } },
    orderBy: { waitingSince: 'asc' },
    take: limit,
  });
  return [
    ...reuses.map((r) =>
      task('reuse_moderate', {
        id: r.id,
        no: r.id.slice(-8),
        title: r.revisions[0]?.title ?? '',
        since: r.submittedAt,
      }),
    ),
    ...comments.map((c) =>
      task('rating_moderate', {
        id: c.id,
        no: c.entry.code,
        title: c.entry.title,
        since: c.waitingSince ?? c.updatedAt,
      }),
    ),
  ];
}
