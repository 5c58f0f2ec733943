/** What security puts on the desks of an organisation: what runs out of time, and what waits for its second person. */
import type { Db } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Desk {
  readonly works: boolean;
  readonly signs: boolean;
  readonly manages: boolean;
}

export async function securityTasks(
  db: Db,
  organizationId: string,
  { works, signs, manages }: Desk,
): Promise<TaskRow[]> {
  const none: TaskRow[] = [];
  const parts = await Promise.all([
    works ? unreported(db, organizationId) : none,
    signs ? toClose(db, organizationId) : none,
    signs ? plans(db, organizationId) : none,
    works ? drills(db, organizationId) : none,
    manages || signs ? reviews(db, organizationId) : none,
    signs ? evaluations(db, organizationId) : none,
    signs ? assessments(db, organizationId) : none,
    signs ? exports(db, organizationId) : none,
    signs ? parameters(db, organizationId) : none,
  ]);
  return parts.flat();
}

async function unreported(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.securityIncident.findMany({
    where: { organizationId, reportedAt: null, state: { not: 'closed' } },
    take: limit,
  });
  return rows.map((one) =>
    task('security_report', {
      id: one.id,
      no: one.no,
      title: one.title,
      since: one.filedAt,
      dueOn: dayOf(one.reportDueAt),
    }),
  );
}

async function toClose(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.securityIncident.findMany({
    where: { organizationId, state: 'contained', reportedAt: { not: null } },
    take: limit,
  });
  return rows.map((one) => task('security_close', { id: one.id, no: one.no, title: one.title, since: one.filedAt }));
}

async function plans(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.emergencyPlan.findMany({ where: { organizationId, approvedAt: null }, take: limit });
  return rows.map((one) =>
    task('security_plan', { id: one.id, no: String(one.version), title: one.title, since: one.draftedAt }),
  );
}

async function drills(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.securityDrill.findMany({ where: { organizationId, heldOn: null }, take: limit });
  return rows.map((one) =>
    task('security_drill', { id: one.id, no: one.no, title: one.title, since: one.plannedAt, dueOn: one.dueOn }),
  );
}

async function reviews(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.privilegeReview.findMany({ where: { organizationId, closedAt: null }, take: limit });
  return rows.map((one) =>
    task('security_review', { id: one.id, no: one.no, title: one.quarter, since: one.openedAt, dueOn: one.dueOn }),
  );
}

async function evaluations(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.providerEvaluation.findMany({
    where: { confirmedAt: null, provider: { organizationId } },
    include: { provider: true },
    take: limit,
  });
  return rows.map(({ provider, year, evaluatedAt: since }) =>
    task('security_evaluation', { id: provider.id, no: provider.no, title: `${provider.name} ${year}`, since }),
  );
}

async function assessments(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.impactAssessment.findMany({ where: { organizationId, state: 'submitted' }, take: limit });
  return rows.map((one) =>
    task('security_assessment', {
      id: one.id,
      no: one.no,
      title: one.subjectName,
      since: one.submittedAt ?? one.createdAt,
    }),
  );
}

async function exports(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.logExport.findMany({ where: { organizationId, decision: null }, take: limit });
  return rows.map((one) =>
    task('security_export', { id: one.id, no: one.no, title: one.reason, since: one.requestedAt }),
  );
}

/** Proposed by somebody of the same department. */
async function parameters(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.securityParameterChange.findMany({ where: { decision: null }, take: limit });
  const own = await db.membership.findMany({
    where: { organizationId, personId: { in: rows.map((one) => one.proposedBy) } },
    select: { personId: true },
  });
  const ours = new Set(own.map((one) => one.personId));
  return rows
    .filter((one) => ours.has(one.proposedBy))
    .map((one) =>
      task('security_parameter', { id: one.id, no: one.documentNo, title: one.reason, since: one.proposedAt }),
    );
}
