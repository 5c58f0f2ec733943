/** What stands around products and waits for somebody: answers about changed sources, and who did not give them. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

async function titles(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.product.findMany({ where: { id: { in: [...ids] } }, select: { id: true, title: true } });
  return new Map(rows.map((row) => [row.id, row.title]));
}

/** For the developer what waits for an answer; for the agency what was not answered in time. */
export async function sourceNoticeTasks(
  db: Db,
  organizationId: string,
  side: 'developer' | 'agency',
): Promise<TaskRow[]> {
  const rows = await db.sourceNotice.findMany({
    where:
      side === 'developer'
        ? { developerId: organizationId, state: 'open' }
        : { agencyId: organizationId, state: 'open', overdueAt: { not: null } },
    orderBy: { dueOn: 'asc' },
    take: limit,
  });
  const named = await titles(
    db,
    rows.map((row) => row.productId),
  );
  return rows.map((row) =>
    task(side === 'developer' ? 'source_answer' : 'source_overdue', {
      id: row.id,
      no: row.no,
      title: named.get(row.productId) ?? '',
      since: row.createdAt,
      dueOn: row.dueOn,
    }),
  );
}
