/** What may be asked about de-identification: classes, plans, trials, reports (Articles 14, 15). */
import { z } from 'zod';
import { identityClasses } from '#api/datasets/rules/privacy-codes.ts';
import { one, operation } from '#api/kernel/operation.ts';
import { hierarchyKinds } from './rules/hierarchy.ts';
import { planBody } from './rules/plan.ts';
import { planOut, privacyOut, reach, reportOut, trialOut } from './rules/shapes.ts';

export const classesBody = z.object({
  table: z.number().int().min(1).default(1),
  persons: z.boolean().meta({ description: 'Whether the rows of the table are people' }),
  reason: z.string().trim().max(500).default(''),
  classes: z
    .array(z.object({ column: z.string().max(300), class: z.enum(identityClasses.codes) }))
    .max(1000)
    .default([]),
});
export type ClassesInput = z.output<typeof classesBody>;

export const hierarchyQuery = z.object({
  table: z.coerce.number().int().min(1).default(1),
  column: z.string().max(300),
  kind: z.enum(hierarchyKinds.codes).optional().meta({ description: 'Told from the values when left out' }),
});
export const hierarchyOut = z
  .object({
    column: z.string(),
    kind: z.enum(hierarchyKinds.codes),
    rows: z.array(z.array(z.string())).meta({ description: 'A value and what it becomes at level 1, 2, …' }),
    more: z.boolean().meta({ description: 'The column has more values than a hierarchy takes' }),
  })
  .meta({ id: 'ValueHierarchy' });

export const reachBody = z.object({
  reach: reach.nullable().meta({ description: 'Null lets it go as far as its entry' }),
});
export type ReachInput = z.output<typeof reachBody>;

export const signBody = z.object({
  password: z.string().min(1).max(200),
  opinion: z.string().trim().max(1000).default(''),
});
export const returnBody = z.object({ opinion: z.string().trim().min(1).max(1000) });

const steward = ['auth.required', 'auth.forbidden', 'datasets.version_not_found', 'deidentification.table_not_found'];
const plan = [
  ...steward,
  'deidentification.not_ready',
  'deidentification.classes_first',
  'deidentification.unknown_column',
  'deidentification.rule_does_not_fit',
  'datasets.nothing_left',
];
const checker = [
  'auth.required',
  'auth.forbidden',
  'deidentification.report_not_found',
  'deidentification.own_plan',
  'deidentification.report_superseded',
];

export const deidentificationOperations = {
  showVersionPrivacy: operation({
    method: 'get',
    path: '/versions/:id/deidentification',
    auth: 'session',
    summary: ['去标识化情况', 'Where a version stands in de-identification'],
    params: one,
    out: privacyOut,
    refusals: ['auth.required', 'datasets.version_not_found'],
  }),
  confirmColumnClasses: operation({
    method: 'post',
    path: '/versions/:id/deidentification/classes',
    auth: 'session',
    summary: ['确认列的类别', 'Confirm what the columns tell of people'],
    description: 'Remembered for later versions: only a column that is new asks again.',
    params: one,
    body: classesBody,
    out: privacyOut,
    refusals: [
      ...steward,
      'deidentification.not_ready',
      'deidentification.unknown_column',
      'deidentification.reason_needed',
    ],
  }),
  tryTreatment: operation({
    method: 'post',
    path: '/versions/:id/deidentification/trial',
    auth: 'session',
    summary: ['试算处理方案', 'Try a plan of treatment'],
    description: 'On the whole table, with figures and the first rows before and after; nothing is kept.',
    params: one,
    body: planBody,
    out: trialOut,
    refusals: plan,
  }),
  proposeHierarchy: operation({
    method: 'get',
    path: '/versions/:id/deidentification/hierarchy',
    auth: 'session',
    summary: ['建议层级表', 'Propose a hierarchy of values'],
    description:
      'From the values of a column: divisions by county, city and province; dates by month, year and bands; numbers by bands.',
    params: one,
    query: hierarchyQuery,
    out: hierarchyOut,
    refusals: [
      ...steward,
      'deidentification.not_ready',
      'deidentification.unknown_column',
      'deidentification.no_hierarchy',
    ],
  }),
  saveTreatmentPlan: operation({
    method: 'post',
    path: '/versions/:id/deidentification/plan',
    auth: 'session',
    summary: ['采用处理方案', 'Adopt a plan of treatment'],
    description: 'Kept with a number and applied in the background; later versions are treated by it as well.',
    params: one,
    body: planBody,
    out: privacyOut,
    status: 202,
    refusals: [...plan, 'datasets.wrong_state'],
  }),
  listTreatmentPlans: operation({
    method: 'get',
    path: '/catalog/entries/:id/treatment-plans',
    auth: 'session',
    summary: ['处理方案的历次版本', 'All plans of treatment of an entry'],
    params: one,
    out: z.object({ items: z.array(planOut) }),
    refusals: ['auth.required', 'catalog.not_found'],
  }),
  limitRelease: operation({
    method: 'put',
    path: '/versions/:id/deidentification/reach',
    auth: 'session',
    summary: ['限定版本的提供范围', 'Let a version go less far than its entry'],
    description:
      'Handed over by name only (k of controlled release) instead of opened; or computed on inside the domain only (k of a secure room) instead of delivered under an agreement.',
    params: one,
    body: reachBody,
    out: privacyOut,
    refusals: [...steward, 'deidentification.not_ready', 'deidentification.reach_unfit'],
  }),
  assessRelease: operation({
    method: 'post',
    path: '/versions/:id/deidentification/assessment',
    auth: 'session',
    summary: ['重新计算风险', 'Compute the risk again'],
    description: 'For what the entry is opened as now.',
    params: one,
    out: privacyOut,
    status: 202,
    refusals: [...steward, 'deidentification.not_ready'],
  }),
  signReleaseReport: operation({
    method: 'post',
    path: '/release-reports/:id/signature',
    auth: 'session',
    summary: ['复核签署去标识化报告', 'Check and sign a release report'],
    description: 'By a second person of the agency, never by whoever wrote the plan.',
    params: one,
    body: signBody,
    out: reportOut,
    refusals: [...checker, 'deidentification.not_passed', 'people.password_again'],
  }),
  returnReleaseReport: operation({
    method: 'post',
    path: '/release-reports/:id/return',
    auth: 'session',
    summary: ['退回去标识化报告', 'Send a release report back'],
    params: one,
    body: returnBody,
    out: reportOut,
    refusals: checker,
  }),
};
