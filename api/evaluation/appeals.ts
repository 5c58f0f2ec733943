/** Against a draft result: filed in time by the body, decided by somebody else than who scored. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { isSelf, requireViewer } from '#api/kernel/rights.ts';
import { findHolder, numberParameter } from '#api/organizations/service.ts';
import { actsFor, seeRun, sees } from './access.ts';
import type { appealBody, decideBody } from './contract.ts';
import { todayOf } from './measure.ts';
import { appealOutcomes } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { showEvaluationRun } from './runs.ts';
import { hindrances, type RunOut } from './show.ts';
import * as store from './store.ts';
import { held, indicatorIn, putRight, tell } from './walk.ts';

export async function appealEvaluation(ctx: Ctx, id: string, input: z.output<typeof appealBody>): Promise<RunOut> {
  return act(ctx, { action: 'evaluation.appeal', subject: ['evaluation_run', id] }, async (tx, note) => {
    const { run, viewer } = seeRun(tx, await store.lockRun(tx.db, id));
    const body = run.bodies.find((one) => one.key === input.body && actsFor(viewer, one.receiverId));
    if (body === undefined) throw refuse('evaluation.body_not_found');
    const indicator = indicatorIn(run, input.indicator);
    if (run.state !== 'cut') throw hindrances(tx, run).wrong;
    const today = todayOf(tx);
    if (today > (run.appealDueOn ?? '')) throw refuse('evaluation.appeal_late', { day: run.appealDueOn ?? '-' });
    const same = (one: store.AppealRow) => one.bodyKey === body.key && one.indicator === indicator.code;
    if (run.appeals.some((one) => one.outcome === null && same(one))) throw refuse('evaluation.appeal_open_already');
    const no = await nextNumber(tx, 'evaluation_appeal', 'SS');
    const days = await numberParameter(tx, 'evaluation.decision_working_days', run.regionCode, 10);
    const dueOn = tx.calendar().addWorkingDays(today, days);
    await store.insertAppeal(tx.db, {
      id: newId(tx, 'evaluationAppeal'),
      no,
      runId: id,
      bodyKey: body.key,
      indicator: indicator.code,
      words: input.words,
      organizationId: viewer.organization.id,
      filedBy: viewer.personId,
      filedAt: tx.clock.now(),
      dueOn,
    });
    const department = await findHolder(tx, 'information_department', run.regionCode);
    const params = { no, who: body.name, period: run.period, due: dueOn };
    await tell(tx, 'appealed', run, department?.id ?? null, params, ['reviewer', 'signatory']);
    note({ no, run: run.no, indicator: indicator.code });
    return showEvaluationRun(tx, id);
  });
}

export async function decideEvaluationAppeal(
  ctx: Ctx,
  id: string,
  input: z.output<typeof decideBody>,
): Promise<RunOut> {
  const viewer = requireViewer(ctx.viewer);
  const appeal = await store.findAppeal(ctx.db, id);
  const seen = appeal === null ? null : await store.findRun(ctx.db, appeal.runId);
  if (appeal === null || seen === null || sees(viewer, seen) === null) throw refuse('evaluation.appeal_not_found');
  return act(ctx, { action: 'evaluation.decide_appeal', subject: ['evaluation_run', seen.id] }, async (tx, note) => {
    const run = await held(tx, seen.id);
    if (isSelf(viewer, run.cutBy)) throw refuse('evaluation.same_person_decides');
    if (run.appeals.find((one) => one.id === id)?.outcome !== null) throw refuse('evaluation.appeal_decided');
    let resultVersion: number | null = null;
    if (input.outcome === 'upheld') {
      if (input.num === undefined || input.den === undefined) throw refuse('evaluation.figure_wanted');
      const what = { body: appeal.bodyKey, indicator: appeal.indicator, num: input.num, den: input.den };
      resultVersion = await putRight(tx, run, what, { reason: `${appeal.no}: ${input.answer}`, documentNo: null });
    }
    const done = await store.decideAppeal(tx.db, id, {
      outcome: input.outcome,
      answer: input.answer,
      resultVersion,
      answeredBy: viewer.personId,
      answeredAt: tx.clock.now(),
    });
    if (!done) throw refuse('evaluation.appeal_decided');
    const [zh, en] = appealOutcomes.words[input.outcome];
    const duties = ['steward', 'signatory', 'reviewer'] as const;
    const params = { no: appeal.no, outcome: zh, answer: input.answer };
    await tell(tx, 'decided', run, appeal.organizationId, params, duties, { outcome: en });
    note({ no: appeal.no, outcome: input.outcome, version: resultVersion });
    return showEvaluationRun(tx, run.id);
  });
}
