/** What money puts on desks beside orders and statements: lines of the bank, money that fits nowhere, repayments out of the treasury, what a second officer decides. */
import type { Db } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** For the reviewing officers of a finance bureau. */
export async function bankTasks(db: Db, regionCode: string, today: string): Promise<TaskRow[]> {
  const lines = await db.bankLine.findMany({
    where: { state: 'proposed', statement: { regionCode } },
    include: { order: { select: { no: true } } },
    orderBy: { valueDate: 'asc' },
    take: limit,
  });
  const cases = await db.bankCase.findMany({
    where: {
      regionCode,
      OR: [{ state: { in: ['open', 'settling'] } }, { state: 'held', heldUntil: { lte: today } }],
    },
    include: { line: { select: { payerName: true } } },
    orderBy: { openedAt: 'asc' },
    take: limit,
  });
  return [
    ...lines.map((one) =>
      task('bank_confirm', {
        id: one.id,
        no: one.order?.no ?? one.serial,
        title: one.payerName,
        since: new Date(`${one.valueDate}T00:00:00+08:00`),
        amountFen: one.amountFen,
      }),
    ),
    ...cases.map((one) =>
      task('bank_case', {
        id: one.id,
        no: one.no,
        title: one.line.payerName,
        since: one.openedAt,
        dueOn: one.heldUntil,
        amountFen: one.remainingFen,
      }),
    ),
  ];
}

const ofRepayment = { agency: { select: { name: true } } } as const;

async function repayments(
  db: Db,
  kind: 'repayment_apply' | 'repayment_review' | 'repayment_approve' | 'repayment_register',
  where: { readonly agencyId: string } | { readonly regionCode: string },
): Promise<TaskRow[]> {
  const state = {
    repayment_apply: 'opened',
    repayment_review: 'applied',
    repayment_approve: 'reviewed',
    repayment_register: 'approved',
  } as const;
  const rows = await db.treasuryRepayment.findMany({
    where: { ...where, state: state[kind] },
    include: ofRepayment,
    orderBy: { openedAt: 'asc' },
    take: limit,
  });
  return rows.map((one) =>
    task(kind, {
      id: one.id,
      no: one.no,
      title: one.agency.name,
      since: one.approvedAt ?? one.reviewedAt ?? one.appliedAt ?? one.openedAt,
      amountFen: one.amountFen,
    }),
  );
}

export const agencyRepayments = (db: Db, agencyId: string) => repayments(db, 'repayment_apply', { agencyId });

export async function bureauRepayments(
  db: Db,
  regionCode: string,
  duties: { readonly review: boolean; readonly issue: boolean },
): Promise<TaskRow[]> {
  const found = [
    ...(duties.review ? [await repayments(db, 'repayment_review', { regionCode })] : []),
    ...(duties.issue
      ? [
          await repayments(db, 'repayment_approve', { regionCode }),
          await repayments(db, 'repayment_register', { regionCode }),
        ]
      : []),
  ];
  return found.flat();
}

/** What another officer has proposed: runs of payouts, rules of sharing between levels, agencies that move. */
export async function secondOfficerTasks(
  db: Db,
  regionCode: string,
  personId: string,
  issues: boolean,
): Promise<TaskRow[]> {
  const runs = await db.payoutBatch.findMany({
    where: { regionCode, state: 'proposed', makerId: { not: personId } },
    include: { payouts: { select: { organization: { select: { name: true } } } } },
    orderBy: { madeAt: 'asc' },
    take: limit,
  });
  const filed = { state: 'filed', filedBy: { not: personId } } as const;
  const rules = issues
    ? await db.sharingRule.findMany({ where: { ...filed, upperRegion: regionCode }, take: limit })
    : [];
  const moves =
    issues && regionCode === provinceCode
      ? await db.agencyMove.findMany({ where: filed, include: ofRepayment, take: limit })
      : [];
  return [
    ...runs.map((one) =>
      task('payout_approve', {
        id: one.id,
        no: one.no,
        title: one.payouts.map(({ organization }) => organization.name).join(', '),
        since: one.madeAt,
        amountFen: one.totalFen,
      }),
    ),
    ...rules.map((one) =>
      task('level_decide', { id: one.id, no: one.documentNo, title: one.basis, since: one.filedAt }),
    ),
    ...moves.map((one) =>
      task('level_decide', { id: one.id, no: one.documentNo, title: one.agency.name, since: one.filedAt }),
    ),
  ];
}
