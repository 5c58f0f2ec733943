/** What evaluations put on the desks of those judged and of the department that judges (Article 5). */
import type { Db } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import { limit, type TaskRow, task } from './task-row.ts';

const run = {
  id: true,
  no: true,
  period: true,
  reportDueOn: true,
  appealDueOn: true,
  openedAt: true,
  cutAt: true,
  cutBy: true,
} as const;
const titled = (one: { readonly period: string; readonly scheme: { readonly title: string } }) =>
  `${one.period} ${one.scheme.title}`;

/** Figures to report while they are taken; a draft result to be looked at while it can be appealed against. */
export async function evaluatedTasks(
  db: Db,
  organizationId: string,
  today: Day,
  { reports, appeals }: { readonly reports: boolean; readonly appeals: boolean },
): Promise<TaskRow[]> {
  const bodies = { some: { receiverId: organizationId } };
  const [collecting, cut] = await Promise.all([
    db.evaluationRun.findMany({
      where: { state: 'collecting', reportDueOn: { gte: today }, bodies },
      select: {
        ...run,
        scheme: { select: { title: true, indicators: { where: { source: 'self_report' }, select: { code: true } } } },
        bodies: { where: { receiverId: organizationId }, select: { key: true } },
        reports: { where: { state: { in: ['submitted', 'accepted'] } }, select: { bodyKey: true, indicator: true } },
      },
      orderBy: { reportDueOn: 'asc' },
      take: limit,
    }),
    db.evaluationRun.findMany({
      where: { state: 'cut', appealDueOn: { gte: today }, bodies },
      select: { ...run, scheme: { select: { title: true } } },
      orderBy: { appealDueOn: 'asc' },
      take: limit,
    }),
  ]);
  return [
    ...(reports ? collecting : []).flatMap((one) => {
      const told = new Set(one.reports.map(({ bodyKey, indicator }) => `${bodyKey} ${indicator}`));
      const open = one.bodies.flatMap(({ key }) =>
        one.scheme.indicators.filter(({ code }) => !told.has(`${key} ${code}`)),
      ).length;
      if (open === 0) return [];
      const own = { id: one.id, no: one.no, title: titled(one), since: one.openedAt, dueOn: one.reportDueOn };
      return [task('evaluation_report', own)];
    }),
    ...(appeals ? cut : []).map((one) =>
      task('evaluation_result', {
        id: one.id,
        no: one.no,
        title: titled(one),
        since: one.cutAt ?? one.openedAt,
        dueOn: one.appealDueOn,
      }),
    ),
  ];
}

/** Reports to review, facts to freeze, appeals and results of somebody else to decide, drafts of somebody else to publish. */
export async function departmentEvaluation(
  db: Db,
  regionCode: string,
  today: Day,
  /** The viewer, and whom the viewer acts for: who did the one step does not do the other. */
  own: readonly string[],
): Promise<TaskRow[]> {
  const [runs, drafts] = await Promise.all([
    db.evaluationRun.findMany({
      where: { regionCode, state: { not: 'published' } },
      select: {
        ...run,
        state: true,
        periodTo: true,
        scheme: { select: { title: true } },
        bodies: { select: { key: true, name: true } },
        reports: { where: { state: 'submitted' }, select: { reportedAt: true } },
        appeals: {
          where: { outcome: null },
          select: { no: true, bodyKey: true, dueOn: true, filedAt: true },
          orderBy: { filedAt: 'asc' },
        },
      },
      orderBy: { periodTo: 'asc' },
      take: limit,
    }),
    db.evaluationScheme.findMany({
      where: { regionCode, state: 'drafting', draftedBy: { notIn: [...own] } },
      select: { id: true, version: true, title: true, draftedAt: true, indicators: { select: { weightBp: true } } },
      orderBy: { draftedAt: 'asc' },
      take: limit,
    }),
  ]);
  const mine = (personId: string | null) => personId !== null && own.includes(personId);
  return [
    ...runs.flatMap((one): TaskRow[] => {
      const here = { id: one.id, no: one.no, title: titled(one) };
      const [report] = one.reports;
      if (one.state === 'collecting') {
        if (report !== undefined) return [task('evaluation_review', { ...here, since: report.reportedAt })];
        const ready = today > one.periodTo && today > one.reportDueOn;
        return ready ? [task('evaluation_cut', { ...here, since: one.openedAt })] : [];
      }
      if (mine(one.cutBy)) return [];
      if (one.appeals.length > 0)
        return one.appeals.map((appeal) =>
          task('evaluation_appeal', {
            id: one.id,
            no: appeal.no,
            title: `${one.period} ${one.bodies.find(({ key }) => key === appeal.bodyKey)?.name ?? ''}`,
            since: appeal.filedAt,
            dueOn: appeal.dueOn,
          }),
        );
      const over = today > (one.appealDueOn ?? '');
      return over ? [task('evaluation_publish', { ...here, since: one.cutAt ?? one.openedAt })] : [];
    }),
    ...drafts
      .filter((one) => one.indicators.reduce((sum, { weightBp }) => sum + weightBp, 0) === 10_000)
      .map((one) =>
        task('evaluation_scheme', { id: one.id, no: `v${one.version}`, title: one.title, since: one.draftedAt }),
      ),
  ];
}
