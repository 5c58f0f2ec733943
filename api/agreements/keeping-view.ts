/** Measures and early ends as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { workingDaysAfter } from './disposition-start.ts';
import { endingDoers, endingHindrance, noticeDays } from './early-end.ts';
import * as life from './life-store.ts';
import { showAction, showSteps } from './matter.ts';
import { measureDoers, measureHindrance } from './measure.ts';
import { standingOn } from './rules/in-force.ts';
import type { endingOut, keepingOut, measureOut } from './rules/keeping-shapes.ts';
import { type EndingKind, type MisuseGround, openEnding, openMeasure } from './rules/life-codes.ts';
import { endingLifecycle, measureLifecycle } from './rules/life-lifecycle.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { factsOf } from './view.ts';

export type KeepingOut = z.input<typeof keepingOut>;

export async function showKeeping(ctx: Ctx, row: store.AgreementRow): Promise<KeepingOut> {
  const today = dayOf(ctx.clock.now());
  const [measures, endings] = [await life.measuresOf(ctx.db, row.id), await life.endingsOf(ctx.db, row.id)];
  const steps = await life.matterSteps(
    ctx.db,
    [...measures, ...endings].map((one) => one.id),
  );
  const names = await store.namesOf(ctx.db, [
    ...measures.map((one) => one.openedBy),
    ...endings.map((one) => one.givenBy),
  ]);
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  const stepsOf = (id: string) =>
    showSteps(
      ctx,
      steps.filter((one) => one.matterId === id),
    );
  const { viewer } = ctx;
  const side = viewer === null ? null : sideOf(factsOf(row), viewer);
  const standing = standingOn(row, today);
  const calendar = (days: number) => workingDaysAfter(ctx, today, days);
  const shownMeasures: z.input<typeof measureOut>[] = [];
  for (const one of measures) {
    shownMeasures.push({
      id: one.id,
      no: one.no,
      state: one.state,
      ground: one.ground as MisuseGround,
      facts: one.facts,
      evidence: one.evidence,
      demand: one.demand,
      opened_by: named(one.openedBy),
      due_on: one.dueOn,
      days_left: one.state === 'noticed' ? workingDaysLeft(ctx, today, one.dueOn) : null,
      history: await stepsOf(one.id),
      actions: (Object.keys(measureLifecycle[one.state]) as (keyof typeof measureDoers)[])
        .filter((name) => name in measureDoers && side !== null && measureDoers[name].sides.includes(side))
        .map((name) => showAction(name, viewer === null ? null : measureHindrance(row, one, viewer, name, today))),
      created_at: one.createdAt.toISOString(),
    });
  }
  const shownEndings: z.input<typeof endingOut>[] = [];
  for (const one of endings) {
    const mine = viewer?.organization.id === one.givenBy;
    shownEndings.push({
      id: one.id,
      no: one.no,
      kind: one.kind as EndingKind,
      state: one.state,
      ground: one.ground,
      basis: one.basis,
      words: one.words,
      given_by: named(one.givenBy),
      last_day: one.lastDay,
      history: await stepsOf(one.id),
      actions: (Object.keys(endingLifecycle[one.state]) as (keyof typeof endingDoers)[])
        .filter((name) => name in endingDoers && (side === 'agency' || side === 'developer'))
        .filter((name) => (endingDoers[name].only === 'proposer') === mine)
        .map((name) => showAction(name, viewer === null ? null : endingHindrance(row, one, viewer, name))),
      created_at: one.createdAt.toISOString(),
    });
  }
  const running = standing === 'in_force' || standing === 'not_yet' || standing === 'suspended';
  return {
    agreement_id: row.id,
    agreement_no: row.no,
    standing,
    effective_to: row.effectiveTo,
    measures: shownMeasures,
    endings: shownEndings,
    may_notice:
      standing === 'in_force' &&
      ((side === 'agency' && viewer?.duties.includes('licensing') === true) ||
        (side === 'department' && viewer?.duties.includes('reviewer') === true)) &&
      !measures.some((one) => openMeasure.includes(one.state)),
    may_end:
      running && (side === 'agency' || side === 'developer') && !endings.some((one) => openEnding.includes(one.state)),
    earliest_limit: calendar(await numberParameter(ctx, 'agreement.notice_working_days', row.regionCode, 5)),
    earliest_end: calendar(await noticeDays(ctx, row.regionCode)),
  };
}

export function workingDaysLeft(ctx: Ctx, today: string, due: string): number | null {
  const calendar = ctx.calendar();
  if (Math.max(Number(due.slice(0, 4)), Number(today.slice(0, 4))) > calendar.lastYear) return null;
  return calendar.workingDaysBetween(today, due);
}
