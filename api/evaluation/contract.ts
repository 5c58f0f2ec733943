/** Evaluation of agencies and regions (Article 5): schemes, runs, reports, appeals, results, what-if. */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  appealOutcomes,
  figureUnits,
  fixKinds,
  indicatorDimensions,
  missingRules,
  periodKinds,
  reportDecisions,
  reportStates,
  runStates,
  schemeKinds,
  schemeStates,
  standings,
  subjectKinds,
} from './rules/codes.ts';
import { evaluationCut } from './rules/cut.ts';
import { countedRow } from './rules/rows.ts';

const text = lines(2000);
const said = lines(2000, 2);
const code = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{1,39}$/);
const number = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,6})?$/);
const digits = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/);
const seen = { revision: z.coerce.number().int().min(1) };
const period = z.string().trim().max(7);

const indicatorIn = z.object({
  code,
  source: z.string().trim().max(40).meta({ description: 'A query of the library, or `self_report`' }),
  dimension: z.enum(indicatorDimensions.codes),
  unit: z.enum(figureUnits.codes),
  name: line(80, 2),
  name_en: line(120).default(''),
  explanation: text.default(''),
  weight: number.meta({ description: 'Points, at most two places; together 100' }),
  full: number.meta({ description: 'Full-score line in the unit; below the floor where less is better' }),
  floor: number.meta({ description: 'Where there is no point any more, in the unit' }),
  min_den: z.coerce.number().int().min(1).max(100_000).default(1),
  when_missing: z.enum(missingRules.codes).default('spread'),
});
export type IndicatorIn = z.output<typeof indicatorIn>;

export const draftBody = z.object({
  kind: z.enum(schemeKinds.codes),
  region: z.string().trim().length(6),
  after: z
    .string()
    .trim()
    .max(60)
    .optional()
    .meta({ description: 'A published scheme that this one is a new version of' }),
});
export const saveBody = z.object({
  ...seen,
  title: line(100, 2),
  title_en: line(200).default(''),
  basis: text.default(''),
  subjects: z.enum(subjectKinds.codes),
  period_kind: z.enum(periodKinds.codes),
  weights_verified: z.boolean().default(false),
  indicators: z.array(indicatorIn).max(60),
});
export const publishBody = z.object({ ...seen, document_no: line(100, 4) });
export const openBody = z.object({
  scheme: z.string().trim().max(60),
  period,
  report_due_on: dayText,
});
export const seenBody = z.object(seen);
export const reportBody = z.object({
  body: z.string().max(60),
  indicator: code,
  num: digits,
  den: digits,
  words: text.default(''),
});
export const reviewBody = z.object({ decision: z.enum(reportDecisions.codes), opinion: text.default('') });
export const appealBody = z.object({ body: z.string().max(60), indicator: code, words: said });
export const decideBody = z.object({
  outcome: z.enum(appealOutcomes.codes),
  answer: said,
  num: digits.optional(),
  den: digits.optional(),
});
export const correctBody = z.object({
  ...seen,
  body: z.string().max(60),
  indicator: code,
  num: digits,
  den: digits,
  reason: said,
  document_no: line(100, 4),
});
export const whatIfQuery = z.object({
  body: z.string().max(60).optional(),
  do: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .default([])
    .meta({ description: '`indicator:count`, repeated: so many of its open cases are settled' }),
});
export const rankingQuery = z.object({ indicator: code.optional() });

const bilingual = z.object({ zh: z.string(), en: z.string() });
export const indicatorOut = z
  .object({
    code: z.string(),
    source: z.string(),
    dimension: z.enum(indicatorDimensions.codes),
    unit: z.enum(figureUnits.codes),
    name: z.string(),
    name_en: z.string(),
    counts: bilingual.nullable().meta({ description: 'What is counted over what; null where bodies report it' }),
    explanation: z.string(),
    weight: z.string(),
    full: z.string(),
    floor: z.string(),
    min_den: z.number().int(),
    when_missing: z.enum(missingRules.codes),
  })
  .meta({ id: 'EvaluationIndicator' });

export const schemeOut = z
  .object({
    id: z.string(),
    series: z.string(),
    version: z.number().int(),
    kind: z.enum(schemeKinds.codes),
    title: z.string(),
    title_en: z.string(),
    region_code: z.string(),
    subjects: z.enum(subjectKinds.codes),
    period_kind: z.enum(periodKinds.codes),
    basis: z.string(),
    weights_verified: z.boolean().meta({ description: 'False: weights and lines are parameters no source confirms' }),
    state: z.enum(schemeStates.codes),
    revision: z.number().int(),
    drafted_by: z.string(),
    document_no: z.string().nullable(),
    published_by: z.string().nullable(),
    published_at: instantText.nullable(),
    weight_sum: z.string(),
    indicators: z.array(indicatorOut),
    may_save: z.boolean(),
    may_publish: z.boolean(),
  })
  .meta({ id: 'EvaluationScheme' });

const figure = {
  num: z.string(),
  den: z.string(),
  value: z.string().nullable().meta({ description: 'In the unit of the indicator; null over nothing' }),
  standing: z.enum(standings.codes),
  points: z.string().nullable(),
  out_of: z.string().nullable().meta({ description: 'Points it could bring after the spreading' }),
};
export const markOut = z
  .object({
    code: z.string(),
    name: z.string(),
    name_en: z.string(),
    dimension: z.enum(indicatorDimensions.codes),
    unit: z.enum(figureUnits.codes),
    ...figure,
  })
  .meta({ id: 'EvaluationMark' });
export const bodyOut = z
  .object({
    key: z.string(),
    name: z.string(),
    name_en: z.string(),
    region_code: z.string(),
    score: z.string().nullable().meta({ description: 'Points of 100, two places; null where nothing could be judged' }),
    place: z.number().int().nullable(),
    judged_weight: z.string().meta({ description: 'Points of weight that could be judged' }),
  })
  .meta({ id: 'EvaluatedBody' });

const reportOut = z.object({
  id: z.string(),
  body: z.string(),
  body_name: z.string(),
  indicator: z.string(),
  num: z.string(),
  den: z.string(),
  words: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  state: z.enum(reportStates.codes),
  reported_at: instantText,
  opinion: z.string().nullable(),
  reviewed_at: instantText.nullable(),
  may_review: z.boolean(),
});
const appealOut = z.object({
  id: z.string(),
  no: z.string(),
  body: z.string(),
  body_name: z.string(),
  indicator: z.string(),
  words: z.string(),
  filed_at: instantText,
  due_on: dayText,
  days_left: z.number().int().nullable(),
  outcome: z.enum(appealOutcomes.codes).nullable(),
  answer: z.string().nullable(),
  result_version: z.number().int().nullable(),
  answered_at: instantText.nullable(),
  may_decide: z.boolean(),
});

export const runLine = z
  .object({
    id: z.string(),
    no: z.string(),
    scheme_id: z.string(),
    title: z.string(),
    title_en: z.string(),
    kind: z.enum(schemeKinds.codes),
    subjects: z.enum(subjectKinds.codes),
    region_code: z.string(),
    period: z.string(),
    period_from: dayText,
    period_to: dayText,
    state: z.enum(runStates.codes),
    version: z.number().int(),
    report_due_on: dayText,
    appeal_due_on: dayText.nullable(),
    own: z.boolean().meta({ description: 'Held by the viewer’s department' }),
    own_bodies: z.array(bodyOut).meta({ description: 'Those the viewer acts for' }),
    appeals_open: z.number().int(),
    reports_waiting: z.number().int(),
  })
  .meta({ id: 'EvaluationRunLine' });

export const runOut = runLine
  .extend({
    revision: z.number().int(),
    document_no: z.string().nullable(),
    published_at: instantText.nullable(),
    cut_at: instantText.nullable(),
    bodies: z.array(bodyOut),
    self_reported: z.array(indicatorOut).meta({ description: 'What bodies report themselves' }),
    indicators: z.array(indicatorOut),
    reports: z.array(reportOut),
    appeals: z.array(appealOut),
    versions: z.array(
      z.object({
        version: z.number().int(),
        reason: z.string(),
        document_no: z.string().nullable(),
        sha256: z.string(),
        at: instantText,
      }),
    ),
    may: z
      .object({
        report: z.boolean(),
        cut: bilingual.nullable(),
        publish: bilingual.nullable(),
        appeal: z.boolean(),
        correct: z.boolean(),
      })
      .meta({
        description: 'What the viewer can do now; of `cut` and `publish` why not, null where they can',
      }),
  })
  .meta({ id: 'EvaluationRun' });

export const bodyDetail = z
  .object({
    run: runLine,
    body: bodyOut,
    version: z.number().int().meta({ description: '0: worked out now, before the cut' }),
    marks: z.array(markOut.extend({ rows: z.array(countedRow), reason: z.string().nullable() })),
    recomputed: z.boolean().meta({ description: 'The score follows from the frozen rows' }),
  })
  .meta({ id: 'EvaluatedBodyDetail' });

export const whatIfOut = z
  .object({
    scheme: schemeOut,
    period: z.string(),
    body: z.object({ key: z.string(), name: z.string(), name_en: z.string() }),
    bodies: z.array(z.object({ key: z.string(), name: z.string(), name_en: z.string() })),
    score: z.string().nullable().meta({ description: 'As of today' }),
    score_then: z.string().nullable().meta({ description: 'With what was asked done' }),
    change: z.string().nullable(),
    marks: z.array(markOut.extend({ open: z.number().int(), done: z.number().int(), all_gain: z.string().nullable() })),
    actions: z
      .array(
        z.object({
          indicator: z.string(),
          name: z.string(),
          name_en: z.string(),
          kind: z.enum(fixKinds.codes),
          count: z.number().int(),
          gain: z.string(),
          rows: z.array(countedRow),
        }),
      )
      .meta({ description: 'The three that raise the score most, all open cases of each settled' }),
  })
  .meta({ id: 'EvaluationWhatIf' });

const rankingLine = z.object({
  no: z.string(),
  title: z.string(),
  title_en: z.string(),
  kind: z.enum(schemeKinds.codes),
  subjects: z.enum(subjectKinds.codes),
  region_code: z.string(),
  period: z.string(),
  document_no: z.string(),
  published_at: instantText,
  version: z.number().int(),
  bodies: z.number().int(),
});
export const rankingOut = rankingLine
  .extend({
    series: z.string(),
    scheme_id: z.string(),
    weights_verified: z.boolean(),
    indicators: z.array(indicatorOut),
    bodies: z.array(bodyOut.extend({ marks: z.array(markOut) })),
    regions: z
      .array(z.object({ region_code: z.string(), score: z.string(), bodies: z.number().int() }))
      .meta({ description: 'Mean of the judged bodies of a region' }),
    versions: z.array(
      z.object({
        version: z.number().int(),
        reason: z.string(),
        document_no: z.string().nullable(),
        sha256: z.string(),
        at: instantText,
      }),
    ),
    course: z.array(z.object({ no: z.string(), period: z.string(), key: z.string(), score: z.string().nullable() })),
  })
  .meta({ id: 'EvaluationRanking', description: 'Published results of an evaluation' });
export const recomputeOut = z.object({
  no: z.string(),
  version: z.number().int(),
  holds: z.boolean(),
  facts: z.number().int(),
  findings: z.array(z.object({ body: z.string(), indicator: z.string().nullable(), says: z.string() })),
});

const num = z.object({ no: z.string().max(40) });
const common = ['evaluation.run_not_found', 'evaluation.not_yours'] as const;
const body = z.object({ id: z.string().max(60), key: z.string().max(60) });

export const evaluationOperations = {
  listEvaluationSchemes: operation({
    method: 'get',
    path: '/evaluation/schemes',
    auth: 'session',
    summary: ['考核方案', 'Schemes of evaluation'],
    description: 'Published ones of every region, and the drafts of one’s own department.',
    out: z.object({ items: z.array(schemeOut), may_draft: z.array(z.string()) }),
  }),
  showEvaluationScheme: operation({
    method: 'get',
    path: '/evaluation/schemes/:id',
    auth: 'public',
    summary: ['查看考核方案', 'A scheme of evaluation'],
    params: one,
    out: schemeOut,
    refusals: ['evaluation.scheme_not_found'],
  }),
  draftEvaluationScheme: operation({
    method: 'post',
    path: '/evaluation/schemes',
    auth: 'session',
    summary: ['拟订考核方案', 'Draft a scheme'],
    description: 'From the proposal of its kind, or as the next version of a published one.',
    body: draftBody,
    out: schemeOut,
    status: 201,
    refusals: [
      'evaluation.not_yours',
      'evaluation.scheme_not_found',
      'evaluation.draft_exists',
      'evaluation.no_subregions',
    ],
  }),
  saveEvaluationScheme: operation({
    method: 'put',
    path: '/evaluation/schemes/:id',
    auth: 'session',
    summary: ['修改考核方案', 'Change a draft scheme'],
    params: one,
    body: saveBody,
    out: schemeOut,
    refusals: [
      'evaluation.scheme_not_found',
      'evaluation.not_yours',
      'evaluation.scheme_immutable',
      'evaluation.changed_meanwhile',
      'evaluation.same_indicator_twice',
      'evaluation.weight_range',
      'evaluation.unknown_source',
      'evaluation.lines_equal',
      'evaluation.no_subregions',
    ],
  }),
  publishEvaluationScheme: operation({
    method: 'post',
    path: '/evaluation/schemes/:id/publish',
    auth: 'session',
    summary: ['发布考核方案', 'Publish a scheme'],
    description: 'By another person than its author, with the number of the document. It never changes afterwards.',
    params: one,
    body: publishBody,
    out: schemeOut,
    refusals: [
      'evaluation.scheme_not_found',
      'evaluation.not_yours',
      'evaluation.scheme_immutable',
      'evaluation.changed_meanwhile',
      'evaluation.two_people',
      'evaluation.no_indicators',
      'evaluation.weights_not_100',
      'evaluation.change_without_reason',
    ],
  }),
  listEvaluationRuns: operation({
    method: 'get',
    path: '/evaluation/runs',
    auth: 'session',
    summary: ['考核', 'Evaluations one holds or stands in'],
    out: z.object({ items: z.array(runLine) }),
  }),
  openEvaluationRun: operation({
    method: 'post',
    path: '/evaluation/runs',
    auth: 'session',
    summary: ['组织一期考核', 'Begin the evaluation of a period'],
    body: openBody,
    out: runOut,
    status: 201,
    refusals: [
      'evaluation.scheme_not_found',
      'evaluation.not_yours',
      'evaluation.scheme_not_in_force',
      'evaluation.period_unknown',
      'evaluation.run_exists',
    ],
  }),
  showEvaluationRun: operation({
    method: 'get',
    path: '/evaluation/runs/:id',
    auth: 'session',
    summary: ['查看一期考核', 'An evaluation'],
    params: one,
    out: runOut,
    refusals: ['evaluation.run_not_found'],
  }),
  showEvaluatedBody: operation({
    method: 'get',
    path: '/evaluation/runs/:id/bodies/:key',
    auth: 'session',
    summary: ['考核对象的得分和依据', 'A body’s score with the rows behind it'],
    params: body,
    out: bodyDetail,
    refusals: ['evaluation.run_not_found', 'evaluation.body_not_found'],
  }),
  reportEvaluation: operation({
    method: 'post',
    path: '/evaluation/runs/:id/reports',
    auth: 'session',
    summary: ['申报指标数值并附证明', 'Report a figure with its evidence'],
    params: one,
    upload: {
      media: ['multipart/form-data'],
      fields: { body: 'Body judged', indicator: 'Code', num: 'Numerator', den: 'Denominator', words: 'Explanation' },
    },
    out: runOut,
    status: 201,
    refusals: [
      'evaluation.run_not_found',
      'evaluation.body_not_found',
      'evaluation.indicator_not_found',
      'evaluation.not_self_reported',
      'evaluation.wrong_state',
      'evaluation.report_late',
      'evaluation.figure_impossible',
      'evaluation.evidence_missing',
      'evaluation.evidence_too_large',
      'evaluation.evidence_kind',
    ],
  }),
  reviewEvaluationReport: operation({
    method: 'post',
    path: '/evaluation/reports/:id/review',
    auth: 'session',
    summary: ['审核申报', 'Review a reported figure'],
    params: one,
    body: reviewBody,
    out: runOut,
    refusals: [
      ...common,
      'evaluation.report_not_found',
      'evaluation.report_decided',
      'evaluation.own_report',
      'evaluation.wrong_state',
    ],
  }),
  openEvaluationEvidence: operation({
    method: 'get',
    path: '/evaluation/reports/:id/evidence',
    auth: 'session',
    summary: ['下载申报证明', 'The evidence of a report'],
    params: one,
    out: { media: ['application/pdf', 'image/png', 'image/jpeg'] },
    refusals: ['evaluation.report_not_found'],
  }),
  cutEvaluationRun: operation({
    method: 'post',
    path: '/evaluation/runs/:id/cut',
    auth: 'session',
    summary: ['冻结事实并计分', 'Freeze the facts and score'],
    description: 'Every body is told its draft result; appeals are open from then on.',
    params: one,
    body: seenBody,
    out: runOut,
    refusals: [
      ...common,
      'evaluation.wrong_state',
      'evaluation.changed_meanwhile',
      'evaluation.too_early',
      'evaluation.reports_open',
      'evaluation.reports_waiting',
    ],
  }),
  appealEvaluation: operation({
    method: 'post',
    path: '/evaluation/runs/:id/appeals',
    auth: 'session',
    summary: ['对初步结果提出申诉', 'Appeal against a draft result'],
    params: one,
    body: appealBody,
    out: runOut,
    status: 201,
    refusals: [
      'evaluation.run_not_found',
      'evaluation.body_not_found',
      'evaluation.indicator_not_found',
      'evaluation.wrong_state',
      'evaluation.appeal_late',
      'evaluation.appeal_open_already',
    ],
  }),
  decideEvaluationAppeal: operation({
    method: 'post',
    path: '/evaluation/appeals/:id/decide',
    auth: 'session',
    summary: ['决定申诉', 'Decide an appeal'],
    description: 'Upheld, the corrected figure makes a new version of the results.',
    params: one,
    body: decideBody,
    out: runOut,
    refusals: [
      ...common,
      'evaluation.appeal_not_found',
      'evaluation.appeal_decided',
      'evaluation.same_person_decides',
      'evaluation.figure_wanted',
      'evaluation.figure_impossible',
    ],
  }),
  publishEvaluationRun: operation({
    method: 'post',
    path: '/evaluation/runs/:id/publish',
    auth: 'session',
    summary: ['公布考核结果', 'Publish the results'],
    params: one,
    body: publishBody,
    out: runOut,
    refusals: [
      ...common,
      'evaluation.wrong_state',
      'evaluation.changed_meanwhile',
      'evaluation.two_people',
      'evaluation.appeals_open',
    ],
  }),
  correctEvaluation: operation({
    method: 'post',
    path: '/evaluation/runs/:id/correct',
    auth: 'session',
    summary: ['更正已公布的结果', 'Correct published results'],
    description: 'A new version with its reason and document; the versions before stay readable.',
    params: one,
    body: correctBody,
    out: runOut,
    refusals: [
      ...common,
      'evaluation.body_not_found',
      'evaluation.indicator_not_found',
      'evaluation.wrong_state',
      'evaluation.changed_meanwhile',
      'evaluation.two_people',
      'evaluation.figure_impossible',
    ],
  }),
  showEvaluationWhatIf: operation({
    method: 'get',
    path: '/evaluation/schemes/:id/what-if',
    auth: 'session',
    summary: ['提分测算', 'What would raise the score'],
    description: 'The indicators’ own queries as of today; every open case is counted as if it were settled.',
    params: one,
    query: whatIfQuery,
    out: whatIfOut,
    refusals: ['evaluation.scheme_not_found', 'evaluation.body_not_found'],
  }),
  listEvaluationRankings: operation({
    method: 'get',
    path: '/evaluation/rankings',
    auth: 'public',
    summary: ['已公布的考核结果', 'Published results'],
    out: z.object({ items: z.array(rankingLine) }),
  }),
  showEvaluationRanking: operation({
    method: 'get',
    path: '/evaluation/rankings/:no',
    auth: 'public',
    summary: ['一期考核结果和排名', 'Results and ranking of a period'],
    params: num,
    out: rankingOut,
    refusals: ['evaluation.ranking_not_found'],
  }),
  exportEvaluationRanking: operation({
    method: 'get',
    path: '/evaluation/rankings/:no/scores.csv',
    auth: 'public',
    summary: ['下载考核结果', 'Results as CSV'],
    params: num,
    out: { media: ['text/csv'] },
    refusals: ['evaluation.ranking_not_found'],
  }),
  exportEvaluationCut: operation({
    method: 'get',
    path: '/evaluation/rankings/:no/cut.json',
    auth: 'public',
    summary: ['下载可复算的结果文件', 'Published results as a file to recompute'],
    description:
      'Weights, lines and the two numbers of every counted case; `npm run evaluation:recompute` needs nothing else.',
    params: num,
    out: evaluationCut,
    refusals: ['evaluation.ranking_not_found'],
  }),
  recomputeEvaluation: operation({
    method: 'get',
    path: '/evaluation/rankings/:no/recompute',
    auth: 'public',
    summary: ['重新计算已公布的结果', 'Work published results out again'],
    description: 'From the frozen rows to every figure, score and place.',
    params: num,
    out: recomputeOut,
    refusals: ['evaluation.ranking_not_found'],
  }),
};
