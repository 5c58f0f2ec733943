/** What supervision puts on the desks of the department, of the agency concerned and of inspectors. */
import type { Db } from '#api/context.ts';
import type { Prisma, SupervisionState } from '#prisma/generated/client.ts';
import type { TaskKind } from './contract.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Desk {
  readonly steward: boolean;
  readonly head: boolean;
}

/** What is against the agency: a case to state, an order to correct. */
export async function supervisedTasks(db: Db, agencyId: string, { steward, head }: Desk): Promise<TaskRow[]> {
  const states: SupervisionState[] = [
    ...(head ? (['hearing'] as const) : []),
    ...(steward || head ? (['correcting', 'overdue'] as const) : []),
  ];
  const [cases, visits] = await Promise.all([
    db.supervisionCase.findMany({
      where: { accusedId: agencyId, state: { in: states } },
      orderBy: { dueOn: 'asc' },
      take: limit,
    }),
    head
      ? db.inspectionVisit.findMany({
          where: { bodyId: agencyId, state: 'recorded' },
          include: { inspection: true },
          take: limit,
        })
      : [],
  ]);
  return [
    ...cases.map((row) =>
      task(row.state === 'hearing' ? 'supervision_state' : 'supervision_correct', {
        id: row.id,
        no: row.no,
        title: row.title,
        since: row.updatedAt,
        dueOn: row.dueOn,
      }),
    ),
    ...visits.map(({ inspection, recordedAt, inspectionId }) =>
      task('inspection_state', {
        id: inspectionId,
        no: inspection.no,
        title: inspection.title,
        since: recordedAt ?? inspection.createdAt,
      }),
    ),
  ];
}

const turns: Partial<Record<SupervisionState, TaskKind>> = {
  weighing: 'supervision_weigh',
  overdue: 'supervision_late',
  reported: 'supervision_recheck',
  corrected: 'supervision_close',
};

/** The department's side: drafts to issue for whoever signs, the rest for its officers. */
export async function departmentSupervision(
  db: Db,
  regionCode: string,
  { officer, head, organizationId }: { officer: boolean; head: boolean; organizationId: string },
): Promise<TaskRow[]> {
  const open = (accusedId: Prisma.StringFilter | string) =>
    db.circumstanceClue.findMany({
      where: { regionCode, accusedId, state: 'open', goneAt: null },
      orderBy: { createdAt: 'asc' },
      take: limit,
    });
  const clues = officer ? await open({ not: organizationId }) : [];
  // What is about the department itself goes upward.
  const own = head ? await open(organizationId) : [];
  const cases = await db.supervisionCase.findMany({
    where: { regionCode, state: { notIn: ['closed', 'dropped'] } },
    include: { papers: { where: { state: 'drafted' } } },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  });
  const asked = (row: (typeof cases)[number]) => row.extensionTo !== null && row.extensionAnswer === null;
  return [
    ...clues.map((row) => task('supervision_clue', { id: row.id, no: row.no, title: row.title, since: row.createdAt })),
    ...own.map((row) => task('supervision_refer', { id: row.id, no: row.no, title: row.title, since: row.createdAt })),
    ...cases.flatMap((row): TaskRow[] => {
      const base = { id: row.id, no: row.no, title: row.title, since: row.updatedAt };
      const kind = turns[row.state];
      const waits = row.papers.length > 0;
      return [
        ...(head && waits ? [task('supervision_issue', base)] : []),
        ...(head && asked(row) ? [task('supervision_extension', { ...base, dueOn: row.dueOn })] : []),
        ...(officer && !waits && kind !== undefined ? [task(kind, { ...base, dueOn: row.dueOn })] : []),
      ];
    }),
  ];
}

/** What an inspector has to record or to sign. */
export async function inspectorTasks(db: Db, personId: string): Promise<TaskRow[]> {
  const rows = await db.visitInspector.findMany({
    where: { personId, signedAt: null, visit: { state: { in: ['assigned', 'stated'] } } },
    include: { visit: { include: { inspection: true } } },
    take: limit,
  });
  return rows.map(({ visit }) =>
    task(visit.state === 'assigned' ? 'inspection_record' : 'inspection_sign', {
      id: visit.inspectionId,
      no: visit.inspection.no,
      title: visit.inspection.title,
      since: visit.inspection.createdAt,
      dueOn: visit.inspection.toDay,
    }),
  );
}
