/** Plans and their goals (Article 5), use of data by government (Article 18), digitisation of paper resources (Article 11). */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { goalStandings, grantKinds, mediums, planStates, useCaseKinds, useCaseStates } from './rules/codes.ts';

const text = lines(2000);
const said = lines(2000, 2);
const whole = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/);
const positive = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,14}$/);
const seen = { revision: z.coerce.number().int().min(1) };
const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });

export const planDraftBody = z.object({ region: z.string().trim().length(6), after: z.string().max(60).optional() });
const goalIn = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  title: line(120, 2),
  measure: line(200, 2).meta({ description: 'What is counted' }),
  target: positive,
  unit: line(20, 1),
  responsible: z.string().trim().max(18).meta({ description: 'Social credit code of the responsible agency' }),
  due_on: dayText,
});
export const planSaveBody = z.object({
  ...seen,
  title: line(120, 2),
  summary: text.default(''),
  period_from: dayText,
  period_to: dayText,
  goals: z.array(goalIn).max(100),
});
export const planPublishBody = z.object({ ...seen, document_no: line(100, 4) });
export const goalReportBody = z.object({ value: whole, words: said });

const goalOut = z.object({
  code: z.string(),
  title: z.string(),
  measure: z.string(),
  target: z.string(),
  unit: z.string(),
  responsible: unit,
  due_on: dayText,
  value: z.string().nullable(),
  percent: z.number().int().nullable(),
  standing: z.enum(goalStandings.codes),
  days_late: z.number().int(),
  reports: z.array(z.object({ id: z.string(), value: z.string(), words: z.string(), at: instantText })),
  may_report: z.boolean(),
});
export const planOut = z
  .object({
    id: z.string(),
    series: z.string(),
    version: z.number().int(),
    title: z.string(),
    region_code: z.string(),
    state: z.enum(planStates.codes),
    revision: z.number().int(),
    period_from: dayText,
    period_to: dayText,
    summary: z.string(),
    document_no: z.string().nullable(),
    published_at: instantText.nullable(),
    goals: z.array(goalOut),
    reached: z.number().int(),
    late: z.number().int(),
    versions: z.array(
      z.object({
        id: z.string(),
        version: z.number().int(),
        state: z.enum(planStates.codes),
        document_no: z.string().nullable(),
      }),
    ),
    may_save: z.boolean(),
    may_publish: z.boolean(),
    may_next: z.boolean(),
  })
  .meta({ id: 'DevelopmentPlan', description: 'A plan of the province or a city for government data (Article 5)' });

export const useCaseBody = z.object({
  kind: z.enum(useCaseKinds.codes),
  title: line(120, 2),
  purpose: said,
  since: dayText,
  entries: z
    .array(z.string().trim().max(60))
    .min(1)
    .max(50)
    .meta({ description: 'Codes of the catalogue entries it works with' }),
});
export const effectBody = z.object({ on: dayText, words: said, measure: line(200).default('') });
export const endUseBody = z.object({ on: dayText });
export const useCaseOut = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(useCaseKinds.codes),
    title: z.string(),
    purpose: z.string(),
    agency: unit,
    state: z.enum(useCaseStates.codes),
    since: dayText,
    ended_on: dayText.nullable(),
    sources: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        provider: z.string(),
        grant: z.enum(grantKinds.codes).meta({ description: 'As of today: a term may have ended since' }),
      }),
    ),
    effects: z.array(z.object({ id: z.string(), on: dayText, words: z.string(), measure: z.string() })),
    may_change: z.boolean(),
  })
  .meta({ id: 'DataUseCase', description: 'An application, scenario or model of government (Article 18)' });

export const digitisationBody = z.object({
  title: line(120, 2),
  medium: z.enum(mediums.codes),
  unit: line(20, 1),
  total: positive,
  due_on: dayText,
  entry: z.string().trim().max(60).default(''),
});
export const digitisationReportBody = z.object({ done: whole, words: said });
export const digitisationOut = z
  .object({
    id: z.string(),
    no: z.string(),
    title: z.string(),
    medium: z.enum(mediums.codes),
    unit: z.string(),
    agency: unit,
    total: z.string(),
    done: z.string(),
    percent: z.number().int(),
    due_on: dayText,
    standing: z.enum(goalStandings.codes),
    entry: z.object({ code: z.string(), title: z.string() }).nullable(),
    reports: z.array(z.object({ id: z.string(), done: z.string(), words: z.string(), at: instantText })),
    may_report: z.boolean(),
  })
  .meta({ id: 'DigitisationPlan' });

export const planOperations = {
  listDevelopmentPlans: operation({
    method: 'get',
    path: '/development-plans',
    auth: 'public',
    summary: ['规划登记', 'Register of plans'],
    description: 'Plans in force; a department sees its drafts too.',
    out: z.object({ items: z.array(planOut), may_draft: z.array(z.string()) }),
  }),
  showDevelopmentPlan: operation({
    method: 'get',
    path: '/development-plans/:id',
    auth: 'public',
    summary: ['查看规划', 'A plan with its goals and their progress'],
    params: one,
    out: planOut,
    refusals: ['plan.not_found'],
  }),
  draftDevelopmentPlan: operation({
    method: 'post',
    path: '/development-plans',
    auth: 'session',
    summary: ['编制规划', 'Draft a plan'],
    body: planDraftBody,
    out: planOut,
    status: 201,
    refusals: ['plan.not_yours', 'plan.not_found', 'evaluation.draft_exists'],
  }),
  saveDevelopmentPlan: operation({
    method: 'put',
    path: '/development-plans/:id',
    auth: 'session',
    summary: ['修改规划草案', 'Change a draft plan'],
    params: one,
    body: planSaveBody,
    out: planOut,
    refusals: [
      'plan.not_found',
      'plan.not_yours',
      'plan.immutable',
      'plan.term',
      'plan.unknown_body',
      'evaluation.changed_meanwhile',
      'evaluation.same_indicator_twice',
    ],
  }),
  publishDevelopmentPlan: operation({
    method: 'post',
    path: '/development-plans/:id/publish',
    auth: 'session',
    summary: ['发布规划', 'Publish a plan'],
    params: one,
    body: planPublishBody,
    out: planOut,
    refusals: [
      'plan.not_found',
      'plan.not_yours',
      'plan.immutable',
      'plan.no_goals',
      'evaluation.changed_meanwhile',
      'evaluation.two_people',
    ],
  }),
  reportPlanGoal: operation({
    method: 'post',
    path: '/development-plans/:id/goals/:code/reports',
    auth: 'session',
    summary: ['报告目标进展', 'Report the progress of a goal'],
    params: z.object({ id: z.string().max(60), code: z.string().max(40) }),
    body: goalReportBody,
    out: planOut,
    status: 201,
    refusals: ['plan.not_found', 'plan.not_yours', 'plan.not_in_force'],
  }),
  listDataUses: operation({
    method: 'get',
    path: '/data-uses',
    auth: 'session',
    summary: ['政务数据应用登记', 'Register of uses of data by government'],
    description: 'Of one’s own agency; a department sees those of its region.',
    out: z.object({ items: z.array(useCaseOut), may_register: z.boolean() }),
    refusals: ['auth.forbidden'],
  }),
  showDataUse: operation({
    method: 'get',
    path: '/data-uses/:id',
    auth: 'session',
    summary: ['查看数据应用', 'A use of data'],
    params: one,
    out: useCaseOut,
    refusals: ['use_case.not_found'],
  }),
  registerDataUse: operation({
    method: 'post',
    path: '/data-uses',
    auth: 'session',
    summary: ['登记数据应用', 'Register a use of data'],
    body: useCaseBody,
    out: useCaseOut,
    status: 201,
    refusals: ['auth.forbidden', 'use_case.unknown_entry', 'use_case.no_grant', 'use_case.day'],
  }),
  recordUseEffect: operation({
    method: 'post',
    path: '/data-uses/:id/effects',
    auth: 'session',
    summary: ['登记应用成效', 'Record what a use brought'],
    params: one,
    body: effectBody,
    out: useCaseOut,
    status: 201,
    refusals: ['auth.forbidden', 'use_case.not_found', 'use_case.ended', 'use_case.day'],
  }),
  endDataUse: operation({
    method: 'post',
    path: '/data-uses/:id/end',
    auth: 'session',
    summary: ['停用数据应用', 'End a use of data'],
    params: one,
    body: endUseBody,
    out: useCaseOut,
    refusals: ['auth.forbidden', 'use_case.not_found', 'use_case.ended', 'use_case.day'],
  }),
  listDigitisations: operation({
    method: 'get',
    path: '/digitisation-plans',
    auth: 'session',
    summary: ['纸质资源数字化计划', 'Digitisation of paper resources'],
    out: z.object({ items: z.array(digitisationOut), may_plan: z.boolean() }),
    refusals: ['auth.forbidden'],
  }),
  planDigitisation: operation({
    method: 'post',
    path: '/digitisation-plans',
    auth: 'session',
    summary: ['登记数字化计划', 'Plan a digitisation'],
    body: digitisationBody,
    out: digitisationOut,
    status: 201,
    refusals: ['auth.forbidden', 'use_case.unknown_entry', 'plan.term'],
  }),
  reportDigitisation: operation({
    method: 'post',
    path: '/digitisation-plans/:id/reports',
    auth: 'session',
    summary: ['报告数字化进度', 'Report the progress of a digitisation'],
    params: one,
    body: digitisationReportBody,
    out: digitisationOut,
    status: 201,
    refusals: ['auth.forbidden', 'digitisation.not_found', 'digitisation.beyond_total', 'digitisation.backwards'],
  }),
};
