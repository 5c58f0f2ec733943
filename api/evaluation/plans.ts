/** Plans of the province and the cities for government data, their goals and how far these have come (Article 5). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { isDay } from '#api/kernel/time.ts';
import { isDepartment } from './access.ts';
import { todayOf } from './measure.ts';
import type { goalReportBody, planDraftBody, planOut, planPublishBody, planSaveBody } from './plans-contract.ts';
import * as store from './plans-store.ts';
import type { PlanState } from './rules/codes.ts';
import { goalStanding, percentOf } from './rules/progress.ts';
import { refuse } from './rules/refusals.ts';
import { findUnits } from './store.ts';

export type PlanOut = z.input<typeof planOut>;

const mayReport = (ctx: Ctx, responsibleId: string): boolean =>
  ctx.viewer !== null &&
  ctx.viewer.organization.id === responsibleId &&
  ctx.viewer.duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'reviewer');

async function show(ctx: Ctx, rows: readonly store.PlanRow[]): Promise<PlanOut[]> {
  const series = [...new Set(rows.map((row) => row.series))];
  const [reports, siblings, units] = await Promise.all([
    store.goalReports(ctx.db, series),
    store.listPlans(ctx.db, { series: { in: series } }),
    findUnits(
      ctx.db,
      rows.flatMap((row) => row.goals.map((goal) => goal.responsibleId)),
    ),
  ]);
  const today = todayOf(ctx);
  return rows.map((row): PlanOut => {
    const department = isDepartment(ctx.viewer, row.regionCode);
    const goals = row.goals.map((goal) => {
      const own = reports.filter((one) => one.series === row.series && one.goalCode === goal.code);
      const value = own[0]?.value ?? null;
      const responsible = units.get(goal.responsibleId);
      const standing = goalStanding(goal, value, today);
      const late = Math.round((Date.parse(today) - Date.parse(goal.dueOn)) / 86_400_000);
      return {
        code: goal.code,
        title: goal.title,
        measure: goal.measure,
        target: String(goal.target),
        unit: goal.unit,
        responsible: {
          id: goal.responsibleId,
          name: responsible?.name ?? '',
          name_en: responsible?.nameEn ?? null,
          uscc: responsible?.uscc ?? '',
        },
        due_on: goal.dueOn,
        value: value === null ? null : String(value),
        percent: value === null ? null : percentOf(value, goal.target),
        standing,
        days_late: standing === 'late' ? late : 0,
        reports: own.map((one) => ({
          id: one.id,
          value: String(one.value),
          words: one.words,
          at: one.at.toISOString(),
        })),
        may_report: row.state === 'published' && mayReport(ctx, goal.responsibleId),
      };
    });
    return {
      id: row.id,
      series: row.series,
      version: row.version,
      title: row.title,
      region_code: row.regionCode,
      state: row.state as PlanState,
      revision: row.revision,
      period_from: row.periodFrom,
      period_to: row.periodTo,
      summary: row.summary,
      document_no: row.documentNo,
      published_at: row.publishedAt?.toISOString() ?? null,
      goals,
      reached: goals.filter((goal) => goal.standing === 'reached').length,
      late: goals.filter((goal) => goal.standing === 'late').length,
      versions: siblings
        .filter((one) => one.series === row.series && (department || one.state !== 'drafting'))
        .map((one) => ({
          id: one.id,
          version: one.version,
          state: one.state as PlanState,
          document_no: one.documentNo,
        })),
      may_save: department && row.state === 'drafting',
      may_publish: department && row.state === 'drafting' && !isSelf(ctx.viewer, row.draftedBy),
      may_next: department && row.state === 'published',
    };
  });
}

export async function listDevelopmentPlans(ctx: Ctx): Promise<{ items: PlanOut[]; may_draft: string[] }> {
  const regions = (ctx.viewer?.powers ?? [])
    .map(({ regionCode }) => regionCode)
    .filter((code) => isDepartment(ctx.viewer, code));
  const rows = await store.listPlans(ctx.db, {
    OR: [{ state: 'published' }, { regionCode: { in: regions }, state: 'drafting' }],
  });
  return { items: await show(ctx, rows), may_draft: [...new Set(regions)] };
}

export async function showDevelopmentPlan(ctx: Ctx, id: string): Promise<PlanOut> {
  const row = await store.findPlan(ctx.db, id);
  const hidden = row?.state === 'drafting' && !isDepartment(ctx.viewer, row.regionCode);
  const [shown] = row === null || hidden ? [] : await show(ctx, [row]);
  if (shown === undefined) throw refuse('plan.not_found');
  return shown;
}

export async function draftDevelopmentPlan(ctx: Ctx, input: z.output<typeof planDraftBody>): Promise<PlanOut> {
  if (!isDepartment(ctx.viewer, input.region)) throw refuse('plan.not_yours');
  return act(ctx, { action: 'plan.draft', subject: ['development_plan', 'new'] }, async (tx, note) => {
    const after = input.after === undefined ? null : await store.lockPlan(tx.db, input.after);
    if (input.after !== undefined && (after?.state !== 'published' || after.regionCode !== input.region))
      throw refuse('plan.not_found');
    const id = newId(tx, 'developmentPlan');
    const versions = after === null ? [] : await store.listPlans(tx.db, { series: after.series });
    if (versions.some((one) => one.state === 'drafting')) throw refuse('evaluation.draft_exists');
    const today = todayOf(tx);
    await store.insertPlan(
      tx.db,
      {
        id,
        series: after?.series ?? id,
        version: Math.max(0, ...versions.map((one) => one.version)) + 1,
        title: after?.title ?? '',
        regionCode: input.region,
        state: 'drafting',
        revision: 1,
        periodFrom: after?.periodFrom ?? `${today.slice(0, 4)}-01-01`,
        periodTo: after?.periodTo ?? `${today.slice(0, 4)}-12-31`,
        summary: after?.summary ?? '',
        draftedBy: tx.viewer?.personId ?? '',
        draftedAt: tx.clock.now(),
      },
      (after?.goals ?? []).map(({ id: _id, planId: _of, ...goal }) => ({ ...goal, id: newId(tx, 'developmentGoal') })),
    );
    note({ version: versions.length + 1 }, id);
    return showDevelopmentPlan(tx, id);
  });
}

async function draft(tx: Ctx, id: string, revision: number): Promise<store.PlanRow> {
  const row = await store.lockPlan(tx.db, id);
  const own = row !== null && isDepartment(tx.viewer, row.regionCode);
  if (row === null || (row.state === 'drafting' && !own)) throw refuse('plan.not_found');
  if (!own) throw refuse('plan.not_yours');
  if (row.state !== 'drafting') throw refuse('plan.immutable');
  if (row.revision !== revision) throw refuse('evaluation.changed_meanwhile', { revision: row.revision });
  return row;
}

export async function saveDevelopmentPlan(
  ctx: Ctx,
  id: string,
  { revision, goals, ...input }: z.output<typeof planSaveBody>,
): Promise<PlanOut> {
  return act(ctx, { action: 'plan.save', subject: ['development_plan', id] }, async (tx, note) => {
    const row = await draft(tx, id, revision);
    const real = isDay(input.period_from) && isDay(input.period_to) && input.period_from <= input.period_to;
    if (
      !real ||
      goals.some((goal) => !isDay(goal.due_on) || goal.due_on < input.period_from || goal.due_on > input.period_to)
    )
      throw refuse('plan.term');
    const agencies = await store.agenciesByUscc(
      tx.db,
      goals.map((goal) => goal.responsible.toUpperCase()),
    );
    const codes = new Set<string>();
    const rows = goals.map((goal, position) => {
      if (codes.has(goal.code)) throw refuse('evaluation.same_indicator_twice', { code: goal.code });
      codes.add(goal.code);
      const responsible = agencies.find((one) => one.uscc === goal.responsible.toUpperCase());
      if (responsible === undefined) throw refuse('plan.unknown_body', { uscc: goal.responsible });
      const { responsible: _of, due_on, target, ...said } = goal;
      return {
        ...said,
        id: newId(tx, 'developmentGoal'),
        position,
        target: BigInt(target),
        dueOn: due_on,
        responsibleId: responsible.id,
      };
    });
    const changes = {
      title: input.title,
      summary: input.summary,
      periodFrom: input.period_from,
      periodTo: input.period_to,
      draftedBy: tx.viewer?.personId ?? row.draftedBy,
      draftedAt: tx.clock.now(),
    };
    await store.savePlan(tx.db, row, changes, rows);
    note({ goals: rows.length });
    return showDevelopmentPlan(tx, id);
  });
}

export async function publishDevelopmentPlan(
  ctx: Ctx,
  id: string,
  input: z.output<typeof planPublishBody>,
): Promise<PlanOut> {
  return act(ctx, { action: 'plan.publish', subject: ['development_plan', id] }, async (tx, note) => {
    const row = await draft(tx, id, input.revision);
    if (isSelf(tx.viewer, row.draftedBy)) throw refuse('evaluation.two_people');
    if (row.goals.length === 0 || row.title === '') throw refuse('plan.no_goals');
    await store.replacePlans(tx.db, row.series);
    const facts = {
      state: 'published',
      documentNo: input.document_no,
      publishedBy: tx.viewer?.personId ?? '',
      publishedAt: tx.clock.now(),
    };
    await store.savePlan(tx.db, row, facts, null);
    note({ version: row.version, document: input.document_no });
    return showDevelopmentPlan(tx, id);
  });
}

/** Told of the goal, whichever version of the plan it stands in. */
export async function reportPlanGoal(
  ctx: Ctx,
  id: string,
  code: string,
  input: z.output<typeof goalReportBody>,
): Promise<PlanOut> {
  return act(ctx, { action: 'plan.report', subject: ['development_plan', id] }, async (tx, note) => {
    const row = await store.findPlan(tx.db, id);
    const goal = row?.goals.find((one) => one.code === code);
    if (row === null || row.state === 'drafting' || goal === undefined) throw refuse('plan.not_found');
    if (!mayReport(tx, goal.responsibleId)) throw refuse('plan.not_yours');
    if (row.state !== 'published') throw refuse('plan.not_in_force');
    await store.insertGoalReport(tx.db, {
      id: newId(tx, 'goalReport'),
      series: row.series,
      goalCode: code,
      value: BigInt(input.value),
      words: input.words,
      by: tx.viewer?.personId ?? '',
      organizationId: goal.responsibleId,
      at: tx.clock.now(),
    });
    note({ goal: code, value: input.value });
    return showDevelopmentPlan(tx, id);
  });
}
