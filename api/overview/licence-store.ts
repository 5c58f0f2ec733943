/** What applications for licensed development put on the desks of the agency and of the finance bureau. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** @param handles works on applications; @param signs issues certificates. */
export async function licensingTasks(
  db: Db,
  agencyId: string,
  { handles, signs }: { readonly handles: boolean; readonly signs: boolean },
): Promise<TaskRow[]> {
  const wanted: Prisma.ApplicationWhereInput[] = [];
  if (handles) {
    wanted.push({ state: { in: ['consulting', 'applied', 'accepted', 'reviewing', 'approved'] } });
    wanted.push({ state: 'certified', agreement: null });
  }
  if (signs) wanted.push({ state: 'charging', OR: [{ feeFen: 0n }, { feeReceiptNo: { not: null } }] });
  const rows = await db.application.findMany({
    // A part of a joint case is accepted with the whole.
    where: { agencyId, OR: wanted, NOT: { state: 'applied', jointId: { not: null } } },
    include: {
      developer: true,
      steps: { where: { action: { in: ['ask', 'answer'] } }, orderBy: { revision: 'desc' }, take: 1 },
    },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return (
    rows
      // A consultation that was answered waits for the applicant.
      .filter((a) => a.state !== 'consulting' || a.steps[0]?.action !== 'answer')
      .map((a) =>
        task(
          a.state === 'charging'
            ? 'application_certificate'
            : a.state === 'certified'
              ? 'application_agreement'
              : 'application_open',
          { id: a.id, no: a.no, title: a.developer.name, since: a.updatedAt, dueOn: a.dueOn ?? a.pauseUntil },
        ),
      )
  );
}

/** Fees of a region that nobody has confirmed yet. */
export async function feeTasks(db: Db, regionCode: string): Promise<TaskRow[]> {
  const rows = await db.application.findMany({
    where: { regionCode, state: 'charging', feeFen: { gt: 0n }, feeReceiptNo: null },
    include: { developer: true },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  });
  return rows.map((a) =>
    task('application_fee_confirm', {
      id: a.id,
      no: a.no,
      title: a.developer.name,
      since: a.updatedAt,
      amountFen: a.feeFen,
    }),
  );
}
