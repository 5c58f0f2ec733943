/** Desks of licensing beyond the seven steps: consents, objections, papers to check, plans, joint cases, calls. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** For the information department of a region: what it is asked as an authority. */
export async function authorityTasks(
  db: Db,
  organizationId: string,
  regionCode: string,
  today: string,
): Promise<TaskRow[]> {
  const developer = { developer: { select: { name: true } } } as const;
  const [extensions, objections, calls, awards] = await Promise.all([
    db.applicationExtension.findMany({
      where: { authorityId: organizationId, decision: null },
      include: { application: { include: developer } },
      take: limit,
    }),
    db.applicationObjection.findMany({
      where: { bodyId: organizationId, outcome: null },
      include: { application: { include: developer } },
      take: limit,
    }),
    db.licensingCall.findMany({ where: { regionCode, state: 'deliberating' }, take: limit }),
    db.application.findMany({
      where: {
        regionCode,
        kind: 'authorized_operation',
        state: 'reviewing',
        publicNotice: { toDay: { lt: today } },
      },
      include: { ...developer, call: { include: { decisions: { where: { stage: 'award', outcome: 'consent' } } } } },
      take: limit,
    }),
  ]);
  return [
    ...extensions.map((one) =>
      task('application_extension', {
        id: one.applicationId,
        no: one.application.no,
        title: one.application.developer.name,
        since: one.askedAt,
        dueOn: one.dueBefore,
      }),
    ),
    ...objections.map((one) =>
      task('application_objection', {
        id: one.applicationId,
        no: one.application.no,
        title: one.application.developer.name,
        since: one.filedAt,
        dueOn: one.dueOn,
      }),
    ),
    ...calls.map((one) => task('call_record', { id: one.id, no: one.no, title: one.title, since: one.updatedAt })),
    ...awards
      .filter((one) => one.call?.decisions.every((decision) => decision.applicationId !== one.id) === true)
      .map((one) =>
        task('application_award', { id: one.id, no: one.no, title: one.developer.name, since: one.updatedAt }),
      ),
  ];
}

/** Joint cases that the organisation leads and has to accept. */
export async function jointTasks(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.jointCase.findMany({
    where: { leadId: organizationId, parts: { some: { state: 'applied' } } },
    include: { developer: { select: { name: true } }, parts: { select: { state: true, dueOn: true } } },
    take: limit,
  });
  return rows.map((one) =>
    task('joint_accept', {
      id: one.id,
      no: one.no,
      title: one.developer.name,
      since: one.createdAt,
      dueOn: one.parts.map((part) => part.dueOn).find((due) => due !== null) ?? null,
    }),
  );
}

/** Enterprises with papers to check, by the cases before an agency. */
export async function paperTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const waiting = { some: { state: 'submitted' } } as const;
  const rows = await db.organization.findMany({
    where: {
      applications: { some: { agencyId, state: { in: ['applied', 'supplementing'] } } },
      OR: [{ credentials: waiting }, { representatives: waiting }],
    },
    select: {
      id: true,
      uscc: true,
      name: true,
      credentials: { where: { state: 'submitted' }, select: { addedAt: true } },
      representatives: { where: { state: 'submitted' }, select: { addedAt: true } },
    },
    take: limit,
  });
  return rows.flatMap((one) => {
    const [since] = [...one.credentials, ...one.representatives]
      .map((paper) => paper.addedAt)
      .toSorted((a, b) => a.getTime() - b.getTime());
    return since === undefined ? [] : [task('file_check', { id: one.id, no: one.uscc, title: one.name, since })];
  });
}

/** Plans that wait for one side: those whose newest version the other side proposed. */
export async function planTasks(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.application.findMany({
    where: {
      kind: 'cooperative_development',
      state: 'reviewing',
      OR: [{ developerId: organizationId }, { agencyId: organizationId }],
    },
    include: {
      developer: { select: { name: true } },
      agency: { select: { name: true } },
      plans: { orderBy: { version: 'desc' }, take: 1 },
    },
    take: limit,
  });
  return rows.flatMap((one) => {
    const [plan] = one.plans;
    if (plan === undefined || plan.confirmedAt !== null || plan.organizationId === organizationId) return [];
    const other = one.developerId === organizationId ? one.agency : one.developer;
    return [task('application_plan', { id: one.id, no: one.no, title: other.name, since: plan.proposedAt })];
  });
}

/** Certificates that shall be issued anew, for the agency's signatory. */
export async function reissueTasks(db: Db, agencyId: string): Promise<TaskRow[]> {
  const rows = await db.application.findMany({
    where: { agencyId, state: 'certified', certificate: { events: { some: { kind: 'reissue_asked' } } } },
    include: { developer: { select: { name: true } } },
    take: limit,
  });
  return rows.map((one) =>
    task('application_reissue', { id: one.id, no: one.no, title: one.developer.name, since: one.updatedAt }),
  );
}
