/** An evaluation of a period: opened, reported for, cut, published, corrected. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { auditReach, isSelf, requireViewer } from '#api/kernel/rights.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { isDepartment, requireDepartment, seenRun, sees } from './access.ts';
import type { correctBody, openBody, publishBody, runLine, seenBody } from './contract.ts';
import { factOf, type Measured, measure, subjectsOf, todayOf, writeResults } from './measure.ts';
import type { PeriodKind } from './rules/codes.ts';
import { spanOf } from './rules/period.ts';
import { refuse } from './rules/refusals.ts';
import { pointsText } from './rules/score.ts';
import { hindrances, type RunOut, showLine, showRun } from './show.ts';
import * as store from './store.ts';
import { held, putRight, tell } from './walk.ts';

export async function listEvaluationRuns(ctx: Ctx): Promise<{ items: z.input<typeof runLine>[] }> {
  const viewer = requireViewer(ctx.viewer);
  const regions = viewer.powers
    .filter(({ power, regionCode }) => power === 'information_department' && isDepartment(viewer, regionCode))
    .map(({ regionCode }) => regionCode);
  const acts = viewer.organization.kind === 'agency';
  const rows = await store.listRuns(ctx.db, {
    OR: [
      { regionCode: { in: [...regions, ...auditReach(viewer)] } },
      ...(acts ? [{ bodies: { some: { receiverId: viewer.organization.id } } }] : []),
    ],
  });
  const results = await store.resultsAt(ctx.db, rows);
  return {
    items: rows.flatMap((run) => {
      const seen = sees(viewer, run);
      return seen === null ? [] : [showLine(ctx, seen, results)];
    }),
  };
}

export async function showEvaluationRun(ctx: Ctx, id: string): Promise<RunOut> {
  return showRun(ctx, await seenRun(ctx, id));
}

export async function openEvaluationRun(ctx: Ctx, input: z.output<typeof openBody>): Promise<RunOut> {
  const scheme = await store.findScheme(ctx.db, input.scheme);
  if (scheme === null || (scheme.state === 'drafting' && !isDepartment(ctx.viewer, scheme.regionCode)))
    throw refuse('evaluation.scheme_not_found');
  const viewer = requireDepartment(ctx, scheme.regionCode);
  return act(ctx, { action: 'evaluation.open', subject: ['evaluation_run', 'new'] }, async (tx, note) => {
    if (scheme.state !== 'published') throw refuse('evaluation.scheme_not_in_force');
    const span = spanOf(scheme.periodKind as PeriodKind, input.period);
    if (span === null || span.from > todayOf(tx)) throw refuse('evaluation.period_unknown', { period: input.period });
    if (await store.runExists(tx.db, scheme.series, input.period))
      throw refuse('evaluation.run_exists', { period: input.period });
    const subjects = await subjectsOf(tx, scheme);
    const id = newId(tx, 'evaluationRun');
    const no = await nextNumber(tx, 'evaluation', 'KH');
    await store.insertRun(
      tx.db,
      {
        id,
        no,
        schemeId: scheme.id,
        series: scheme.series,
        regionCode: scheme.regionCode,
        period: input.period,
        periodFrom: span.from,
        periodTo: span.to,
        state: 'collecting',
        revision: 1,
        version: 0,
        openedBy: viewer.personId,
        openedAt: tx.clock.now(),
        reportDueOn: input.report_due_on,
      },
      subjects.map(({ agencies: _of, ...subject }) => subject),
    );
    for (const { receiverId } of subjects)
      await tell(tx, 'opened', { id }, receiverId, {
        period: input.period,
        title: scheme.title,
        due: input.report_due_on,
      });
    note({ no, period: input.period, bodies: subjects.length }, id);
    return showEvaluationRun(tx, id);
  });
}

/** The facts as they are now, frozen with the rows behind them; every body is told its draft result. */
export async function cutEvaluationRun(ctx: Ctx, id: string, input: z.output<typeof seenBody>): Promise<RunOut> {
  return act(ctx, { action: 'evaluation.cut', subject: ['evaluation_run', id] }, async (tx, note) => {
    const run = await held(tx, id);
    const { cut } = hindrances(tx, run);
    if (cut !== null) throw cut;
    if (input.revision !== run.revision) throw refuse('evaluation.changed_meanwhile', { revision: run.revision });
    // The bodies are those of the opening; the agencies of a region are those of today.
    const keys = new Set(run.bodies.map((body) => body.key));
    const subjects = (await subjectsOf(tx, run.scheme)).filter((one) => keys.has(one.key));
    const span = { from: run.periodFrom, to: run.periodTo };
    const measured = await measure(tx, run.scheme.indicators, subjects, span, run.reports);
    const nothing: Measured = { figure: { num: 0n, den: 0n }, rows: [] };
    await store.insertFacts(
      tx.db,
      run.bodies.flatMap(({ key }) =>
        run.scheme.indicators.map((one) => factOf(id, key, one, 1, measured.get(key)?.get(one.code) ?? nothing)),
      ),
    );
    await writeResults(tx, run, 1, { reason: 'cut', documentNo: null });
    const days = await numberParameter(tx, 'evaluation.appeal_working_days', run.regionCode, 5);
    const appealDueOn = tx.calendar().addWorkingDays(todayOf(tx), days);
    await store.updateRun(tx.db, run, {
      state: 'cut',
      version: 1,
      cutBy: tx.viewer?.personId ?? '',
      cutAt: tx.clock.now(),
      appealDueOn,
    });
    const results = await store.resultsAt(tx.db, [{ id, version: 1 }]);
    for (const body of run.bodies) {
      const bp = results.find((one) => one.bodyKey === body.key)?.scoreBp;
      await tell(tx, 'draft', run, body.receiverId, {
        period: run.period,
        title: run.scheme.title,
        score: bp == null ? '-' : pointsText(bp),
        due: appealDueOn,
      });
    }
    note({ no: run.no, bodies: run.bodies.length });
    return showEvaluationRun(tx, id);
  });
}

export async function publishEvaluationRun(ctx: Ctx, id: string, input: z.output<typeof publishBody>): Promise<RunOut> {
  return act(ctx, { action: 'evaluation.publish', subject: ['evaluation_run', id] }, async (tx, note) => {
    const run = await held(tx, id);
    const { publish } = hindrances(tx, run);
    if (publish !== null) throw publish;
    if (input.revision !== run.revision) throw refuse('evaluation.changed_meanwhile', { revision: run.revision });
    await store.updateRun(tx.db, run, {
      state: 'published',
      documentNo: input.document_no,
      publishedBy: tx.viewer?.personId ?? '',
      publishedAt: tx.clock.now(),
    });
    note({ no: run.no, version: run.version, document: input.document_no });
    return showEvaluationRun(tx, id);
  });
}

export async function correctEvaluation(ctx: Ctx, id: string, input: z.output<typeof correctBody>): Promise<RunOut> {
  return act(ctx, { action: 'evaluation.correct', subject: ['evaluation_run', id] }, async (tx, note) => {
    const run = await held(tx, id);
    if (run.state !== 'published') throw hindrances(tx, run).wrong;
    if (input.revision !== run.revision) throw refuse('evaluation.changed_meanwhile', { revision: run.revision });
    if (isSelf(tx.viewer, run.cutBy)) throw refuse('evaluation.two_people');
    const body = run.bodies.find((one) => one.key === input.body);
    if (body === undefined) throw refuse('evaluation.body_not_found');
    const version = await putRight(tx, run, input, { reason: input.reason, documentNo: input.document_no });
    await tell(tx, 'corrected', run, body.receiverId, { period: run.period, reason: input.reason });
    note({ no: run.no, version, indicator: input.indicator, document: input.document_no });
    return showEvaluationRun(tx, id);
  });
}
