/**
 * Evaluation through the year (Article 5): the performance of agencies by quarter and the open-data index by half-year, each at
 * another step; plans with late goals, uses of data (Article 18), digitisation (Article 11).
 */
import { Readable } from 'node:stream';
import { appealEvaluation, decideEvaluationAppeal } from '#api/evaluation/appeals.ts';
import { saveBody } from '#api/evaluation/contract.ts';
import {
  draftDevelopmentPlan,
  publishDevelopmentPlan,
  reportPlanGoal,
  saveDevelopmentPlan,
} from '#api/evaluation/plans.ts';
import { digitisationBody, planSaveBody, useCaseBody } from '#api/evaluation/plans-contract.ts';
import { reportEvaluation, reviewEvaluationReport } from '#api/evaluation/reports.ts';
import { cutEvaluationRun, openEvaluationRun, publishEvaluationRun, showEvaluationRun } from '#api/evaluation/runs.ts';
import { draftEvaluationScheme, publishEvaluationScheme, saveEvaluationScheme } from '#api/evaluation/schemes.ts';
import { planDigitisation, recordUseEffect, registerDataUse, reportDigitisation } from '#api/evaluation/uses.ts';
import type { Day } from '#api/kernel/time.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const department = 'province.information';
const second = 'province.information.head';
const region = '140000';

/** One page that says what it is; the register keeps it as evidence. */
const paper = () => ({ stream: Readable.from([Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')]) });

export function evaluationScenes(book: Book): Scene[] {
  const ids = new Map<string, string>();
  const id = (key: string) => look(ids, key);
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>, time = '16:10'): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const scheme = (day: Day, kind: 'performance' | 'open_index', document_no: string) =>
    at(day, `${kind}: a scheme is published`, async (stage) => {
      const draft = await draftEvaluationScheme(stage.as(department), { kind, region });
      await publishEvaluationScheme(stage.as(second), draft.id, { revision: draft.revision, document_no });
      ids.set(kind, draft.id);
    });
  const opened = (day: Day, kind: 'performance' | 'open_index', period: string, report_due_on: Day) =>
    at(day, `${kind} ${period}: begun`, async (stage) => {
      const run = await openEvaluationRun(stage.as(department), { scheme: id(kind), period, report_due_on });
      ids.set(`${kind} ${period}`, run.id);
    });
  const reported = (
    day: Day,
    run: string,
    login: string,
    body: string,
    list: readonly (readonly [string, string, string])[],
  ) =>
    at(day, `${run}: ${login} reports`, async (stage) => {
      const key = /^\d/.test(body) ? body : stage.organization(body).id;
      for (const [indicator, num, den] of list)
        await reportEvaluation(stage.as(login), id(run), { body: key, indicator, num, den, words: '' }, paper());
    });
  const reviewed = (day: Day, run: string) =>
    at(day, `${run}: reports are reviewed`, async (stage) => {
      const { reports } = await showEvaluationRun(stage.as(department), id(run));
      for (const one of reports.filter((report) => report.state === 'submitted'))
        await reviewEvaluationReport(stage.as(department), one.id, { decision: 'accepted', opinion: '' });
    });
  const cut = (day: Day, run: string) =>
    at(day, `${run}: the facts are frozen`, async (stage) => {
      const { revision } = await showEvaluationRun(stage.as(department), id(run));
      await cutEvaluationRun(stage.as(department), id(run), { revision });
    });
  const appealed = (day: Day, run: string, login: string, body: string, indicator: string, words: string) =>
    at(day, `${run}: ${login} appeals`, (stage) =>
      appealEvaluation(stage.as(login), id(run), { body: stage.organization(body).id, indicator, words }),
    );
  const rejected = (day: Day, run: string, answer: string) =>
    at(day, `${run}: appeals are decided`, async (stage) => {
      const { appeals } = await showEvaluationRun(stage.as(second), id(run));
      for (const one of appeals.filter((appeal) => appeal.outcome === null))
        await decideEvaluationAppeal(stage.as(second), one.id, { outcome: 'rejected', answer });
    });
  const published = (day: Day, run: string, document_no: string) =>
    at(day, `${run}: published`, async (stage) => {
      const { revision } = await showEvaluationRun(stage.as(second), id(run));
      await publishEvaluationRun(stage.as(second), id(run), { revision, document_no });
    });
  const goal =
    (code: string, title: string, measure: string, target: string, unit: string, body: string, due_on: Day) =>
    (stage: Stage) => ({ code, title, measure, target, unit, responsible: stage.organization(body).uscc, due_on });
  const goals = [
    goal('open-sets', '扩大数据开放', '无条件开放的数据集数量', '40', '个', 'province.transport', '2026-12-31'),
    goal('air-models', '数据支撑治污', '登记的生态环境数据应用', '3', '项', 'province.ecology', '2026-06-30'),
    goal('paper', '纸质档案数字化', '完成数字化的档案', '12000', '卷', 'province.civil', '2026-09-30'),
    goal('health', '健康数据共享', '有条件共享的健康数据条目', '10', '个', 'province.health', '2028-12-31'),
  ];
  const progress = (day: Day, login: string, code: string, value: string, words: string) =>
    at(day, `plan: ${code}`, (stage) => reportPlanGoal(stage.as(login), id('plan'), code, { value, words }));

  return [
    scheme('2026-02-02', 'performance', '晋审管发〔2026〕9号'),
    scheme('2026-03-03', 'open_index', '晋审管发〔2026〕12号'),

    opened('2026-04-07', 'performance', '2026-Q1', '2026-04-17'),
    reported('2026-04-10', 'performance 2026-Q1', 'province.transport', 'province.transport', [
      ['rules_in_place', '6', '8'],
    ]),
    reported('2026-04-13', 'performance 2026-Q1', 'province.ecology', 'province.ecology', [['training', '42', '60']]),
    reviewed('2026-04-20', 'performance 2026-Q1'),
    cut('2026-04-21', 'performance 2026-Q1'),
    published('2026-05-12', 'performance 2026-Q1', '晋审管通〔2026〕3号'),

    opened('2026-07-06', 'performance', '2026-Q2', '2026-07-15'),
    reported('2026-07-09', 'performance 2026-Q2', 'province.transport', 'province.transport', [
      ['rules_in_place', '7', '8'],
      ['training', '55', '60'],
    ]),
    reviewed('2026-07-16', 'performance 2026-Q2'),
    cut('2026-07-17', 'performance 2026-Q2'),
    appealed(
      '2026-07-20',
      'performance 2026-Q2',
      'province.ecology.head',
      'province.ecology',
      'data_current',
      '监测站检修期间数据未产生，不应计为逾期。',
    ),
    rejected('2026-07-24', 'performance 2026-Q2', '目录承诺的更新周期未变更，维持原结果。'),
    published('2026-08-04', 'performance 2026-Q2', '晋审管通〔2026〕7号'),

    opened('2026-07-08', 'open_index', '2026-H1', '2026-07-17'),
    reported('2026-07-10', 'open_index 2026-H1', 'taiyuan.information', '140100', [
      ['policy', '6', '8'],
      ['leadership', '28', '35'],
    ]),
    reported('2026-07-13', 'open_index 2026-H1', 'datong.information', '140200', [['policy', '4', '8']]),
    reviewed('2026-07-20', 'open_index 2026-H1'),
    cut('2026-07-21', 'open_index 2026-H1'),
    published('2026-08-05', 'open_index 2026-H1', '晋审管通〔2026〕8号'),

    // Draft results are out and one appeal waits, its day past; the next period collects reports.
    opened('2026-10-12', 'performance', '2026-Q3', '2026-10-21'),
    reported('2026-10-15', 'performance 2026-Q3', 'province.health', 'province.health', [['rules_in_place', '5', '8']]),
    reviewed('2026-10-22', 'performance 2026-Q3'),
    cut('2026-10-23', 'performance 2026-Q3'),
    appealed(
      '2026-10-28',
      'performance 2026-Q3',
      'province.civil.head',
      'province.civil',
      'catalogue_complete',
      '两个条目的时间范围已在九月补全，请核对。',
    ),
    opened('2026-11-16', 'performance', '2026-Q4', '2027-01-15'),
    reported('2026-11-18', 'performance 2026-Q4', 'province.transport', 'province.transport', [
      ['training', '30', '60'],
    ]),
    at('2026-11-19', 'performance: the next version is drafted and says why its weights change', async (stage) => {
      const ctx = stage.as(department);
      const draft = await draftEvaluationScheme(ctx, { kind: 'performance', region, after: id('performance') });
      const weights = new Map([
        ['reply_on_time', '13'],
        ['shared_items', '2'],
      ]);
      const { title, title_en, subjects, period_kind } = draft;
      await saveEvaluationScheme(
        ctx,
        draft.id,
        saveBody.parse({
          revision: draft.revision,
          title,
          title_en,
          subjects,
          period_kind,
          basis: '共享占比各单位已普遍达标；共享答复仍有逾期，相应提高权重。',
          indicators: draft.indicators.map((one) => ({ ...one, weight: weights.get(one.code) ?? one.weight })),
        }),
      );
    }),

    at('2026-01-12', 'plan: published', async (stage) => {
      const draft = await draftDevelopmentPlan(stage.as(department), { region });
      const kept = await saveDevelopmentPlan(
        stage.as(department),
        draft.id,
        planSaveBody.parse({
          revision: draft.revision,
          title: '山西省政务数据发展规划（2026—2028年）',
          summary: '夯实目录，扩大共享和开放，用好数据，管好资产。',
          period_from: '2026-01-01',
          period_to: '2028-12-31',
          goals: goals.map((make) => make(stage)),
        }),
      );
      const document = { revision: kept.revision, document_no: '晋政发〔2026〕1号' };
      await publishDevelopmentPlan(stage.as(second), draft.id, document);
      ids.set('plan', draft.id);
    }),
    progress('2026-06-29', 'province.ecology', 'air-models', '3', '移动源、扬尘、臭氧三个模型已登记使用。'),
    progress('2026-07-02', 'province.transport', 'open-sets', '18', '上半年新增开放十八个数据集。'),
    progress('2026-09-28', 'province.civil', 'paper', '8600', '婚姻登记历史档案尚余三千四百卷。'),

    at('2026-03-10', 'a use of shared data is registered', async (stage) => {
      const use = await registerDataUse(
        stage.as('province.ecology'),
        useCaseBody.parse({
          kind: 'model',
          title: '干线公路移动源排放模型',
          purpose: '按断面流量测算重型货车排放，支撑错峰运输方案。',
          since: '2026-03-09',
          entries: [look(book.catalogue, 'road.counts').code],
        }),
      );
      ids.set('use', use.id);
    }),
    at('2026-10-27', 'what the use brought', (stage) =>
      recordUseEffect(stage.as('province.ecology'), id('use'), {
        on: '2026-10-26',
        words: '三季度清单据此编制，识别重点时段和路段。',
        measure: '重点路段 14 条',
      }),
    ),
    at('2026-02-10', 'paper is to become data', async (stage) => {
      const plan = await planDigitisation(
        stage.as('province.civil'),
        digitisationBody.parse({
          title: '婚姻登记历史档案',
          medium: 'paper',
          unit: '卷',
          total: '12000',
          due_on: '2026-09-30',
        }),
      );
      ids.set('paper', plan.id);
      await planDigitisation(
        stage.as('province.transport'),
        digitisationBody.parse({
          title: '公路竣工图纸',
          medium: 'paper',
          unit: '卷',
          total: '5200',
          due_on: '2027-06-30',
        }),
      );
    }),
    at('2026-06-30', 'paper: halfway', (stage) =>
      reportDigitisation(stage.as('province.civil'), id('paper'), { done: '6000', words: '完成一半。' }),
    ),
    at('2026-09-28', 'paper: late', (stage) =>
      reportDigitisation(stage.as('province.civil'), id('paper'), { done: '8600', words: '扫描设备检修，进度落后。' }),
    ),
  ];
}
