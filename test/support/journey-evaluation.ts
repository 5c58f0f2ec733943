/** Evaluations as the scene shows them: one published, one open to appeal, one that collects reports; a plan, a use, a digitisation. */
import { Readable } from 'node:stream';
import { appealEvaluation } from '#api/evaluation/appeals.ts';
import { saveBody } from '#api/evaluation/contract.ts';
import {
  draftDevelopmentPlan,
  publishDevelopmentPlan,
  reportPlanGoal,
  saveDevelopmentPlan,
} from '#api/evaluation/plans.ts';
import { digitisationBody, planSaveBody, useCaseBody } from '#api/evaluation/plans-contract.ts';
import { reportEvaluation } from '#api/evaluation/reports.ts';
import { cutEvaluationRun, openEvaluationRun, publishEvaluationRun } from '#api/evaluation/runs.ts';
import { draftEvaluationScheme, publishEvaluationScheme, saveEvaluationScheme } from '#api/evaluation/schemes.ts';
import { planDigitisation, recordUseEffect, registerDataUse } from '#api/evaluation/uses.ts';
import type { Market } from '#test/support/market.ts';

export async function evaluationSide(m: Market, openCode: string): Promise<Record<string, string>> {
  const { clock } = m.t;
  const now = clock.now();
  const [department, second] = [m.world.ctx('province.information'), m.world.ctx('province.information.head')];
  const transport = m.world.organization('province.transport');
  const begin = (scheme: string, period: string, report_due_on: string) =>
    openEvaluationRun(department, { scheme, period, report_due_on });

  clock.set('2026-10-09T09:00:00+08:00');
  const draft = await draftEvaluationScheme(department, { kind: 'performance', region: '140000' });
  const scheme = await publishEvaluationScheme(second, draft.id, {
    revision: draft.revision,
    document_no: '晋审管发〔2026〕9号',
  });
  const early = await begin(scheme.id, '2026-Q2', '2026-10-10');
  clock.set('2026-10-13T09:00:00+08:00');
  const scored = await cutEvaluationRun(department, early.id, { revision: early.revision });
  clock.set('2026-10-26T09:00:00+08:00');
  await publishEvaluationRun(second, early.id, { revision: scored.revision, document_no: '晋审管通〔2026〕3号' });
  const open = await begin(scheme.id, '2026-Q3', '2026-10-28');
  clock.set('2026-10-30T09:00:00+08:00');
  const cut = await cutEvaluationRun(department, open.id, { revision: open.revision });
  await appealEvaluation(m.world.ctx('province.transport.head'), cut.id, {
    body: transport.id,
    indicator: 'catalogue_complete',
    words: '有两项要素在考核期内已补全，请核对。',
  });
  clock.set(now);
  const next = await draftEvaluationScheme(department, { kind: 'performance', region: '140000', after: scheme.id });
  const weights = new Map([
    ['reply_on_time', '13'],
    ['shared_items', '2'],
  ]);
  const changed = {
    ...next,
    basis: '共享答复仍有逾期，提高权重。',
    indicators: next.indicators.map((one) => ({ ...one, weight: weights.get(one.code) ?? one.weight })),
  };
  await saveEvaluationScheme(department, next.id, saveBody.parse(changed));
  const index = await draftEvaluationScheme(department, { kind: 'open_index', region: '140000' });
  const published = await publishEvaluationScheme(second, index.id, {
    revision: index.revision,
    document_no: '晋审管发〔2026〕12号',
  });
  await begin(published.id, '2026-H2', '2026-12-31');
  const collecting = await begin(scheme.id, '2026-Q4', '2026-12-31');
  const evidence = Readable.from([Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')]);
  const report = { body: transport.id, indicator: 'rules_in_place', num: '3', den: '4', words: '制度文件见附件' };
  await reportEvaluation(m.agency, collecting.id, report, { stream: evidence });

  const plan = await draftDevelopmentPlan(department, { region: '140000' });
  const goal = {
    code: 'open-sets',
    title: '扩大数据开放',
    measure: '无条件开放的数据集数量',
    unit: '个',
    responsible: transport.uscc,
  };
  const kept = await saveDevelopmentPlan(
    department,
    plan.id,
    planSaveBody.parse({
      revision: plan.revision,
      title: '山西省政务数据发展规划（2026—2028年）',
      summary: '夯实目录，扩大共享和开放，用好数据。',
      period_from: '2026-01-01',
      period_to: '2028-12-31',
      goals: [
        { ...goal, target: '20', due_on: '2026-10-20' },
        { ...goal, code: 'reuse', title: '数据应用', measure: '登记的应用数量', target: '5', due_on: '2027-12-31' },
      ],
    }),
  );
  await publishDevelopmentPlan(second, plan.id, { revision: kept.revision, document_no: '晋政发〔2026〕1号' });
  await reportPlanGoal(m.agency, plan.id, 'open-sets', { value: '12', words: '已开放十二个数据集。' });
  const use = await registerDataUse(
    m.agency,
    useCaseBody.parse({
      kind: 'model',
      title: '收费站拥堵预测',
      purpose: '用历史车流预测节假日拥堵。',
      since: '2026-09-01',
      entries: [openCode],
    }),
  );
  await recordUseEffect(m.agency, use.id, {
    on: '2026-10-08',
    words: '国庆期间提前分流',
    measure: '平均排队缩短 11 分钟',
  });
  await planDigitisation(
    m.agency,
    digitisationBody.parse({ title: '公路竣工图纸', medium: 'paper', unit: '卷', total: '1200', due_on: '2027-06-30' }),
  );
  return {
    ranking: `/evaluation/${early.no}`,
    ranking_scheme: `/evaluation/schemes/${scheme.id}`,
    public_plan: `/evaluation/plans/${plan.id}`,
    scheme: `/w/evaluation/schemes/${scheme.id}`,
    scheme_draft: `/w/evaluation/schemes/${next.id}`,
    what_if: `/w/evaluation/schemes/${scheme.id}/what-if`,
    run_cut: `/w/evaluation/runs/${cut.id}`,
    run_collecting: `/w/evaluation/runs/${collecting.id}`,
    evaluated: `/w/evaluation/runs/${cut.id}/bodies/${transport.id}`,
    plan: `/w/plans/${plan.id}`,
    data_use: `/w/data-uses/${use.id}`,
  };
}
