/** Security incidents, emergency plans and drills (Article 24; Network Data Security Regulations, Articles 10 and 11). */
import { z } from 'zod';
import { dayText, instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  drillForms,
  drillResults,
  incidentActions,
  incidentKinds,
  incidentStates,
  notifications,
} from './rules/codes.ts';

const text = lines(4000);
const said = lines(4000, 2);
/** `2026-11-05T09:10`, a time of Shanghai. */
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const grade = z.coerce.number().int().min(1).max(4);
const revision = z.number().int().min(1);
const unit = z.object({ id: z.string(), name: z.string() });
const because = z.object({ zh: z.string(), en: z.string() }).nullable();

export const incidentBody = z.object({
  title: line(120, 2),
  kind: z.enum(incidentKinds.codes),
  grade,
  threatens: z.boolean().default(false).meta({
    description: 'Endangers national security or the public interest: to be reported within 24 hours (NDR, Article 10)',
  }),
  discovered_at: localTime,
  systems: said,
  data_affected: said,
  personal: z.boolean().default(false),
  persons_count: z.number().int().min(0).max(2_000_000_000).nullable().default(null),
});
export const noteBody = z.object({ revision, words: said, happened_at: localTime });
export const regradeBody = z.object({ revision, grade, threatens: z.boolean().default(false), words: said });
export const wordsBody = z.object({ revision, words: said });
export const reportBody = z.object({ revision, to: line(200, 2), words: said });
export const notifyBody = z.object({ revision, decision: z.enum(notifications.codes), words: said });
export const closeBody = z.object({ revision, cause: said, lessons: said });

export const incidentLine = z
  .object({
    id: z.string(),
    no: z.string(),
    title: z.string(),
    kind: z.enum(incidentKinds.codes),
    grade: z.number().int(),
    state: z.enum(incidentStates.codes),
    organization: unit,
    discovered_at: instantText,
    report_due_at: instantText,
    reported_at: instantText.nullable(),
    late: z.boolean(),
  })
  .meta({ id: 'SecurityIncidentLine' });
export const incidentShape = incidentLine
  .extend({
    revision,
    threatens: z.boolean(),
    systems: z.string(),
    data_affected: z.string(),
    personal: z.boolean(),
    persons_count: z.number().int().nullable(),
    plan_started_at: instantText.nullable(),
    plan_version: z.number().int().nullable(),
    reported_to: z.string().nullable(),
    notified: z.enum(notifications.codes).nullable(),
    cause: z.string().nullable(),
    lessons: z.string().nullable(),
    closed_at: instantText.nullable(),
    document_id: z.string().nullable(),
    steps: z.array(
      z.object({
        id: z.string(),
        action: z.enum(incidentActions.codes),
        words: z.string(),
        happened_at: instantText,
        at: instantText,
        person: z.string(),
        organization: z.string(),
      }),
    ),
    actions: z.array(z.object({ name: z.enum(incidentActions.codes), refusal: because })),
  })
  .meta({ id: 'SecurityIncident' });

export const planBody = z.object({
  title: line(120, 2),
  body: lines(20_000, 20),
  contacts: lines(2000, 2),
  review_due_on: dayText,
});
export const planShape = z
  .object({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    body: z.string(),
    contacts: z.string(),
    sha256: z.string(),
    review_due_on: dayText,
    drafted_at: instantText,
    approved_at: instantText.nullable(),
    drafted_by: z.string(),
    approved_by: z.string().nullable(),
  })
  .meta({ id: 'EmergencyPlan' });

export const drillBody = z.object({ title: line(120, 2), form: z.enum(drillForms.codes), due_on: dayText });
const improvement = z.object({ words: said, due_on: dayText });
export const drillRecordBody = z.object({
  held_on: dayText,
  participants: z.number().int().min(1).max(100_000),
  result: z.enum(drillResults.codes),
  findings: text.default(''),
  improvements: z.array(improvement).max(20).default([]),
});
export const improvementBody = z.object({ improvement: z.string().max(60), words: said });
export const drillShape = z
  .object({
    id: z.string(),
    no: z.string(),
    title: z.string(),
    form: z.enum(drillForms.codes),
    organization: unit,
    plan_version: z.number().int(),
    due_on: dayText,
    held_on: dayText.nullable(),
    participants: z.number().int().nullable(),
    result: z.enum(drillResults.codes).nullable(),
    findings: z.string().nullable(),
    closed_at: instantText.nullable(),
    late: z.boolean(),
    own: z.boolean(),
    improvements: z.array(
      z.object({
        id: z.string(),
        words: z.string(),
        due_on: dayText,
        done: z.string().nullable(),
        done_at: instantText.nullable(),
        late: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SecurityDrill' });

const common = ['auth.required', 'auth.forbidden', 'security.not_found'];
const step = stepsOf('/security/incidents/:id', incidentShape, [
  ...common,
  'security.changed_meanwhile',
  'security.wrong_state',
]);
const drillStep = stepsOf('/security/drills/:id', drillShape, [...common, 'security.wrong_state']);

export const incidentOperations = {
  listIncidents: operation({
    method: 'get',
    path: '/security/incidents',
    auth: 'session',
    summary: ['安全事件', 'Security incidents'],
    query: pageQuery.extend({ state: z.enum(incidentStates.codes).optional() }),
    out: page(incidentLine),
  }),
  fileIncident: operation({
    method: 'post',
    path: '/security/incidents',
    auth: 'session',
    summary: ['登记安全事件', 'File a security incident'],
    body: incidentBody,
    out: incidentShape,
    refusals: ['auth.required', 'auth.forbidden', 'security.future'],
  }),
  showIncident: operation({
    method: 'get',
    path: '/security/incidents/:id',
    auth: 'session',
    summary: ['一起安全事件', 'One security incident'],
    params: one,
    out: incidentShape,
    refusals: common,
  }),
  noteIncident: step('notes', ['记录处置', 'Note what happened or was done'], noteBody, ['security.future']),
  regradeIncident: step('grade', ['调整等级', 'Change the grade'], regradeBody),
  startIncidentPlan: step('plan', ['启动应急预案', 'Start the emergency plan'], wordsBody, ['security.no_plan']),
  reportIncident: step('report', ['向上级报告', 'Report upward'], reportBody),
  notifyPersons: step('notification', ['通知个人', 'Persons told, or why not'], notifyBody),
  containIncident: step('containment', ['宣布已控制', 'Declare it contained'], wordsBody),
  closeIncident: step('closure', ['结案', 'Close with cause and lessons'], closeBody, [
    'security.two_people',
    'security.not_reported',
    'security.persons_not_told',
  ]),
  listPlans: operation({
    method: 'get',
    path: '/security/plans',
    auth: 'session',
    summary: ['应急预案', 'Emergency plans of one’s own organisation'],
    out: z.object({ items: z.array(planShape) }),
  }),
  draftPlan: operation({
    method: 'post',
    path: '/security/plans',
    auth: 'session',
    summary: ['起草应急预案', 'Draft a version of the emergency plan'],
    body: planBody,
    out: planShape,
    refusals: ['auth.required', 'auth.forbidden', 'security.bad_day'],
  }),
  approvePlan: operation({
    method: 'post',
    path: '/security/plans/:id/approval',
    auth: 'session',
    summary: ['批准应急预案', 'Approve the plan'],
    params: one,
    out: planShape,
    refusals: [...common, 'security.two_people', 'security.wrong_state'],
  }),
  listDrills: operation({
    method: 'get',
    path: '/security/drills',
    auth: 'session',
    summary: ['应急演练', 'Drills'],
    out: z.object({ items: z.array(drillShape) }),
  }),
  planDrill: operation({
    method: 'post',
    path: '/security/drills',
    auth: 'session',
    summary: ['计划演练', 'Plan a drill'],
    body: drillBody,
    out: drillShape,
    refusals: ['auth.required', 'auth.forbidden', 'security.no_plan', 'security.bad_day'],
  }),
  recordDrill: drillStep('record', ['记录演练', 'Record the drill'], drillRecordBody, ['security.bad_day']),
  finishImprovement: drillStep('improvements', ['完成改进', 'An improvement is done'], improvementBody),
  closeDrill: drillStep('closure', ['演练归档', 'Close the drill'], z.object({}), [
    'security.two_people',
    'security.improvements_open',
  ]),
};
