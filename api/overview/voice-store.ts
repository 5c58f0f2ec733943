/** Quotations and complaints that wait for one of the parties or for the department. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

async function titles(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.product.findMany({ where: { id: { in: [...ids] } }, select: { id: true, title: true } });
  return new Map(rows.map((row) => [row.id, row.title]));
}

interface Waiting {
  readonly id: string;
  readonly no: string;
  readonly productId: string;
  readonly createdAt: Date;
  readonly due: string | null;
}

async function tasks(db: Db, kind: TaskRow['kind'], rows: readonly Waiting[]): Promise<TaskRow[]> {
  const named = await titles(
    db,
    rows.map((row) => row.productId),
  );
  return rows.map(({ id, no, productId, createdAt, due }) =>
    task(kind, { id, no, title: named.get(productId) ?? '', since: createdAt, dueOn: due }),
  );
}

/** For the owner what is asked, for the buyer what is offered. */
export async function quotationTasks(db: Db, organizationId: string, side: 'owner' | 'buyer'): Promise<TaskRow[]> {
  const rows = await db.quotation.findMany({
    where:
      side === 'owner' ? { ownerId: organizationId, state: 'asked' } : { buyerId: organizationId, state: 'offered' },
    orderBy: { lapsesAfter: 'asc' },
    take: limit,
  });
  const waiting = rows.map((row) => ({ ...row, due: row.lapsesAfter }));
  return tasks(db, side === 'owner' ? 'quotation_offer' : 'quotation_answer', waiting);
}

/** What the owner of a product answers, and what was decided for it to do. */
export async function complaintTasks(db: Db, ownerId: string): Promise<TaskRow[]> {
  const open = await db.productComplaint.findMany({
    where: { ownerId, state: 'filed' },
    orderBy: { answerDue: 'asc' },
    take: limit,
  });
  const measures = await db.productComplaint.findMany({
    where: { ownerId, state: 'decided', measure: { not: 'none' }, measureDoneAt: null },
    orderBy: { measureDue: 'asc' },
    take: limit,
  });
  return [
    ...(await tasks(
      db,
      'complaint_answer',
      open.map((row) => ({ ...row, due: row.answerDue })),
    )),
    ...(await tasks(
      db,
      'complaint_measure',
      measures.map((row) => ({ ...row, due: row.measureDue })),
    )),
  ];
}

/** For the department: what was answered, and what was not answered in time. */
export async function complaintDecisions(db: Db, regionCode: string): Promise<TaskRow[]> {
  const rows = await db.productComplaint.findMany({
    where: { regionCode, OR: [{ state: 'answered' }, { state: 'filed', overdueAt: { not: null } }] },
    orderBy: { decideDue: 'asc' },
    take: limit,
  });
  return tasks(
    db,
    'complaint_decide',
    rows.map((row) => ({ ...row, due: row.decideDue })),
  );
}
