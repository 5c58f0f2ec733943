/** What waits for the second person: documents about powers and agencies, entries offered to a base. */
import type { Db, Viewer } from '#api/context.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { officeCaseKinds, registers } from '#api/organizations/rules/offices.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** Entered by one person of the department, to be confirmed by another; the day it takes effect is no time limit. */
export async function officeCaseTasks(db: Db, viewer: Viewer | null): Promise<TaskRow[]> {
  if (viewer?.powers.some(({ power }) => power === 'information_department') !== true) return [];
  const rows = await db.officeCase.findMany({
    where: { state: 'proposed' },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
  });
  return rows
    .filter((row) => registers(viewer, row.regionCode) && !isSelf(viewer, row.proposedBy))
    .slice(0, limit)
    .map((row) => {
      const [zh, en] = officeCaseKinds.is(row.kind) ? officeCaseKinds.words[row.kind] : [row.kind, row.kind];
      return task('office_case_decide', {
        id: row.id,
        no: row.regionCode,
        title: row.documentNo,
        since: row.proposedAt,
        detail: { zh, en },
      });
    });
}

/** Offered by its provider; decided by the department of the province, by another person where it is the provider itself. */
export async function baseEntryTasks(db: Db, viewer: Viewer | null): Promise<TaskRow[]> {
  const rows = await db.setEntry.findMany({
    where: { state: 'offered' },
    include: {
      set: { select: { code: true, name: true, nameEn: true } },
      entry: { select: { code: true, title: true } },
    },
    orderBy: [{ offeredAt: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows
    .filter((row) => !isSelf(viewer, row.offeredBy))
    .map(({ set, entry, offeredAt }) =>
      task('base_entry_decide', {
        id: set.code,
        no: entry.code,
        title: entry.title,
        since: offeredAt,
        detail: { zh: set.name, en: set.nameEn },
      }),
    );
}
