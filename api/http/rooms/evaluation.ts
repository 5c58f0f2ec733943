import type { Router } from 'express';
import type { z } from 'zod';
import type { App } from '#api/context.ts';
import * as appeals from '#api/evaluation/appeals.ts';
import { compareEvaluationScheme } from '#api/evaluation/compare.ts';
import { comparisonOperations } from '#api/evaluation/compare-contract.ts';
import { evaluationOperations, reportBody } from '#api/evaluation/contract.ts';
import * as plans from '#api/evaluation/plans.ts';
import { planOperations } from '#api/evaluation/plans-contract.ts';
import * as rankings from '#api/evaluation/rankings.ts';
import * as reports from '#api/evaluation/reports.ts';
import { refuse } from '#api/evaluation/rules/refusals.ts';
import * as runs from '#api/evaluation/runs.ts';
import * as schemes from '#api/evaluation/schemes.ts';
import * as uses from '#api/evaluation/uses.ts';
import * as whatIf from '#api/evaluation/what-if.ts';
import { mount } from '#api/http/mount.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { readSmallUpload } from '../upload.ts';

const evidenceRules = {
  maxBytes: reports.maxEvidenceBytes,
  tooLarge: () => refuse('evaluation.evidence_too_large', { limit: reports.maxEvidenceText }),
  noFile: () => refuse('evaluation.evidence_missing'),
};

/** The fields of the form that stand before its file. */
function fieldsOf<S extends z.ZodObject>(shape: S, value: (name: string) => string | undefined): z.output<S> {
  const result = shape.safeParse(Object.fromEntries(Object.keys(shape.shape).map((key) => [key, value(key)])));
  if (result.success) return result.data;
  const faults = fieldFaults(result.error);
  throw refuseAnywhere('request.invalid', { count: faults.length }, faults);
}

export function mountEvaluation(router: Router, app: App): void {
  mount(router, app, evaluationOperations, {
    listEvaluationSchemes: (ctx) => schemes.listEvaluationSchemes(ctx),
    showEvaluationScheme: (ctx, { params }) => schemes.showEvaluationScheme(ctx, params.id),
    draftEvaluationScheme: (ctx, { body }) => schemes.draftEvaluationScheme(ctx, body),
    saveEvaluationScheme: (ctx, { params, body }) => schemes.saveEvaluationScheme(ctx, params.id, body),
    publishEvaluationScheme: (ctx, { params, body }) => schemes.publishEvaluationScheme(ctx, params.id, body),
    listEvaluationRuns: (ctx) => runs.listEvaluationRuns(ctx),
    openEvaluationRun: (ctx, { body }) => runs.openEvaluationRun(ctx, body),
    showEvaluationRun: (ctx, { params }) => runs.showEvaluationRun(ctx, params.id),
    showEvaluatedBody: (ctx, { params }) => whatIf.showEvaluatedBody(ctx, params.id, params.key),
    reportEvaluation: async (ctx, { params }, { request }) => {
      await reports.requireReportable(ctx, params.id);
      return readSmallUpload(request, evidenceRules, ({ stream, value }) =>
        reports.reportEvaluation(ctx, params.id, fieldsOf(reportBody, value), { stream }),
      );
    },
    reviewEvaluationReport: (ctx, { params, body }) => reports.reviewEvaluationReport(ctx, params.id, body),
    openEvaluationEvidence: async (ctx, { params }, { response }) => {
      const file = await reports.openEvaluationEvidence(ctx, params.id);
      response
        .attachment(file.fileName)
        .type(file.contentType)
        .set('Cache-Control', 'no-store')
        .set('X-Content-Type-Options', 'nosniff')
        .end(file.bytes);
      return undefined;
    },
    cutEvaluationRun: (ctx, { params, body }) => runs.cutEvaluationRun(ctx, params.id, body),
    appealEvaluation: (ctx, { params, body }) => appeals.appealEvaluation(ctx, params.id, body),
    decideEvaluationAppeal: (ctx, { params, body }) => appeals.decideEvaluationAppeal(ctx, params.id, body),
    publishEvaluationRun: (ctx, { params, body }) => runs.publishEvaluationRun(ctx, params.id, body),
    correctEvaluation: (ctx, { params, body }) => runs.correctEvaluation(ctx, params.id, body),
    showEvaluationWhatIf: (ctx, { params, query }) => whatIf.showEvaluationWhatIf(ctx, params.id, query),
    listEvaluationRankings: (ctx) => rankings.listEvaluationRankings(ctx),
    showEvaluationRanking: (ctx, { params }) => rankings.showEvaluationRanking(ctx, params.no),
    exportEvaluationRanking: async (ctx, { params }, { response }) => {
      const { name, text } = await rankings.exportEvaluationRanking(ctx, params.no);
      response.attachment(name).type('text/csv; charset=utf-8').send(text);
      return undefined;
    },
    exportEvaluationCut: async (ctx, { params }, { response }) => {
      const cut = await rankings.exportEvaluationCut(ctx, params.no);
      response.attachment(`${cut.no}.v${cut.version}.json`);
      return cut;
    },
    recomputeEvaluation: (ctx, { params }) => rankings.recomputeEvaluation(ctx, params.no),
  });
  mount(router, app, comparisonOperations, {
    compareEvaluationScheme: (ctx, { params }) => compareEvaluationScheme(ctx, params.id),
  });
  mount(router, app, planOperations, {
    listDevelopmentPlans: (ctx) => plans.listDevelopmentPlans(ctx),
    showDevelopmentPlan: (ctx, { params }) => plans.showDevelopmentPlan(ctx, params.id),
    draftDevelopmentPlan: (ctx, { body }) => plans.draftDevelopmentPlan(ctx, body),
    saveDevelopmentPlan: (ctx, { params, body }) => plans.saveDevelopmentPlan(ctx, params.id, body),
    publishDevelopmentPlan: (ctx, { params, body }) => plans.publishDevelopmentPlan(ctx, params.id, body),
    reportPlanGoal: (ctx, { params, body }) => plans.reportPlanGoal(ctx, params.id, params.code, body),
    listDataUses: (ctx) => uses.listDataUses(ctx),
    showDataUse: (ctx, { params }) => uses.showDataUse(ctx, params.id),
    registerDataUse: (ctx, { body }) => uses.registerDataUse(ctx, body),
    recordUseEffect: (ctx, { params, body }) => uses.recordUseEffect(ctx, params.id, body),
    endDataUse: (ctx, { params, body }) => uses.endDataUse(ctx, params.id, body),
    listDigitisations: (ctx) => uses.listDigitisations(ctx),
    planDigitisation: (ctx, { body }) => uses.planDigitisation(ctx, body),
    reportDigitisation: (ctx, { params, body }) => uses.reportDigitisation(ctx, params.id, body),
  });
}
