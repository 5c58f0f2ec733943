/** Privilege reviews, kept logs, service providers, impact assessments, measured controls and what is due (Articles 23-25). */
import { z } from 'zod';
import { dayText, instantText, one, operation, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  assessmentStates,
  assessmentSubjects,
  conclusions,
  evaluationParts,
  onwardRules,
  pointsEach,
  privilegeDecisions,
  privilegeKinds,
  providerActions,
  providerStates,
  risks,
  signalKinds,
} from './rules/codes.ts';

const text = lines(4000);
const said = lines(4000, 2);
const revision = z.number().int().min(1);
const unit = z.object({ id: z.string(), name: z.string() });
const because = z.object({ zh: z.string(), en: z.string() }).nullable();
const common = ['auth.required', 'auth.forbidden', 'security.not_found'];

export const reviewLine = z
  .object({
    id: z.string(),
    no: z.string(),
    organization: unit,
    quarter: z.string(),
    opened_at: instantText,
    due_on: dayText,
    closed_at: instantText.nullable(),
    late: z.boolean(),
    open: z.number().int(),
    total: z.number().int(),
    document_id: z.string().nullable(),
  })
  .meta({ id: 'PrivilegeReviewLine' });
export const reviewShape = reviewLine
  .extend({
    own: z.boolean(),
    rows: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(privilegeKinds.codes),
        person: z.string().nullable(),
        subject: z.string(),
        label: z.string(),
        since: instantText.nullable(),
        last_used_at: instantText.nullable(),
        dormant: z.boolean(),
        decision: z.enum(privilegeDecisions.codes).nullable(),
        reason: z.string().nullable(),
        decided_by: z.string().nullable(),
        refusal: because,
      }),
    ),
  })
  .meta({ id: 'PrivilegeReview' });
export const rowBody = z.object({ row: z.string().max(60), decision: z.enum(privilegeDecisions.codes), reason: said });

export const retentionShape = z
  .object({
    days: z.number().int(),
    floor: z.number().int(),
    logs: z.array(
      z.object({
        name: z.string(),
        oldest: instantText.nullable(),
        rows: z.number().int(),
        guarded: z.boolean(),
        whole: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'LogRetention' });

export const providerBody = z.object({ name: line(120, 2), uscc: line(18, 18) });
export const contractBody = z.object({
  no: line(60, 1),
  title: line(120, 2),
  scope: said,
  access: said,
  duties: said,
  sla: said,
  onward: z.enum(onwardRules.codes),
  valid_from: dayText,
  valid_to: dayText,
});
export const providerPersonBody = z.object({
  name: line(60, 2),
  role: line(60, 1),
  access: line(300, 1),
  valid_from: dayText,
  valid_to: dayText,
});
const points = z.number().int().min(0).max(pointsEach);
export const evaluationBody = z.object({
  year: z.number().int().min(2020).max(2100),
  points: z.object(
    Object.fromEntries(evaluationParts.codes.map((part) => [part, points])) as Record<
      (typeof evaluationParts.codes)[number],
      typeof points
    >,
  ),
  words: said,
});
const measures = ['rectify', 'suspend', 'resume', 'end', 'ban', 'confirm_return'] as const;
export const measureBody = z.object({
  revision,
  action: z.enum(measures),
  words: said,
  until: dayText.nullable().default(null).meta({ description: 'Last day to rectify, to return data, or of a ban' }),
});
export const providerLine = z
  .object({
    id: z.string(),
    no: z.string(),
    name: z.string(),
    uscc: z.string(),
    organization: unit,
    state: z.enum(providerStates.codes),
    contract_to: dayText.nullable(),
    grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
    evaluated_year: z.number().int().nullable(),
    due_on: dayText.nullable(),
  })
  .meta({ id: 'ServiceProviderLine' });
export const providerShape = providerLine
  .extend({
    revision,
    own: z.boolean(),
    banned_until: dayText.nullable(),
    returned: z.string().nullable(),
    contracts: z.array(contractBody.extend({ id: z.string(), in_force: z.boolean() })),
    people: z.array(providerPersonBody.extend({ id: z.string(), ended_at: instantText.nullable() })),
    evaluations: z.array(
      z.object({
        id: z.string(),
        year: z.number().int(),
        points: z.record(z.string(), z.number().int()),
        score: z.number().int(),
        grade: z.enum(['A', 'B', 'C', 'D']),
        words: z.string(),
        evaluated_by: z.string(),
        confirmed_by: z.string().nullable(),
        document_id: z.string().nullable(),
      }),
    ),
    steps: z.array(
      z.object({
        id: z.string(),
        action: z.enum(providerActions.codes),
        words: z.string(),
        person: z.string(),
        at: instantText,
      }),
    ),
    actions: z.array(z.enum(measures)),
  })
  .meta({ id: 'ServiceProvider' });

export const assessmentBody = z.object({
  subject_type: z.enum(assessmentSubjects.codes),
  subject: line(80, 1).meta({ description: 'Code of the entry, or number of the case' }),
});
export const assessmentSave = z.object({
  revision,
  handling: text.default(''),
  data_kinds: text.default(''),
  sensitive: z.boolean().default(false),
  necessity: text.default(''),
  effect: text.default(''),
  risk: z.enum(risks.codes),
  measures: text.default(''),
  conclusion: z.enum(conclusions.codes),
});
export const assessmentDecision = z.object({
  revision,
  decision: z.enum(['approve', 'return']),
  opinion: said,
});
export const assessmentLine = z
  .object({
    id: z.string(),
    no: z.string(),
    organization: unit,
    state: z.enum(assessmentStates.codes),
    subject_type: z.enum(assessmentSubjects.codes),
    subject_id: z.string(),
    subject_name: z.string(),
    risk: z.enum(risks.codes),
    conclusion: z.enum(conclusions.codes),
    approved_at: instantText.nullable(),
    keep_until: dayText.nullable(),
  })
  .meta({ id: 'ImpactAssessmentLine' });
export const assessmentShape = assessmentLine
  .extend({
    revision,
    handling: z.string(),
    data_kinds: z.string(),
    sensitive: z.boolean(),
    necessity: z.string(),
    effect: z.string(),
    measures: z.string(),
    opinion: z.string().nullable(),
    author: z.string(),
    approver: z.string().nullable(),
    may_edit: z.boolean(),
    decide_refusal: because,
    may_decide: z.boolean(),
  })
  .meta({ id: 'ImpactAssessment' });
export const demanded = z.object({
  code: z.string(),
  title: z.string(),
  organization: unit,
  columns: z.number().int(),
});

export const controlShape = z
  .object({
    code: z.string(),
    name: z.object({ zh: z.string(), en: z.string() }),
    state: z.enum(['on', 'off', 'unknown']),
    measured: z.object({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'SecurityControl' });
export const signalShape = z
  .object({
    kind: z.enum(signalKinds.codes),
    organization_id: z.string().nullable(),
    organization_name: z.string(),
    region_code: z.string(),
    subject_type: z.string(),
    subject_id: z.string(),
    subject_no: z.string(),
    since: dayText,
  })
  .meta({ id: 'SecuritySignal' });

const step = stepsOf('/security/providers/:id', providerShape, common);
const assess = stepsOf('/security/assessments/:id', assessmentShape, [
  ...common,
  'security.changed_meanwhile',
  'security.wrong_state',
]);
const csv = { media: ['text/csv'] };

export const securityDeskOperations = {
  listPrivilegeReviews: operation({
    method: 'get',
    path: '/security/privilege-reviews',
    auth: 'session',
    summary: ['权限复核', 'Privilege reviews'],
    out: z.object({ items: z.array(reviewLine), quarter: z.string(), may_open: z.boolean() }),
  }),
  openPrivilegeReview: operation({
    method: 'post',
    path: '/security/privilege-reviews',
    auth: 'session',
    summary: ['开始本季度权限复核', 'Begin the review of this quarter'],
    out: reviewShape,
    refusals: ['auth.required', 'auth.forbidden', 'security.review_exists'],
  }),
  showPrivilegeReview: operation({
    method: 'get',
    path: '/security/privilege-reviews/:id',
    auth: 'session',
    summary: ['一次权限复核', 'One privilege review'],
    params: one,
    out: reviewShape,
    refusals: common,
  }),
  decidePrivilege: operation({
    method: 'post',
    path: '/security/privilege-reviews/:id/rows',
    auth: 'session',
    summary: ['保留或者收回一项权限', 'Keep or revoke one right'],
    params: one,
    body: rowBody,
    out: reviewShape,
    refusals: [...common, 'security.holder', 'security.row_decided', 'security.last_admin', 'security.wrong_state'],
  }),
  closePrivilegeReview: operation({
    method: 'post',
    path: '/security/privilege-reviews/:id/closure',
    auth: 'session',
    summary: ['结束权限复核', 'Close the review with a sealed result'],
    params: one,
    out: reviewShape,
    refusals: [...common, 'security.rows_open', 'security.wrong_state'],
  }),
  showLogRetention: operation({
    method: 'get',
    path: '/security/logs',
    auth: 'session',
    summary: ['日志留存', 'How long logs are kept'],
    description: 'Measured: the oldest record of each log, and whether anything could have been taken out of it.',
    out: retentionShape,
  }),
  exportSecurityLogs: operation({
    method: 'get',
    path: '/security/logs.csv',
    auth: 'session',
    summary: ['导出登录和权限日志', 'Sign-ins and changes of rights as CSV'],
    description:
      'Of the bodies of the own region and of regions opened by document. More lines than one person takes out alone need an export that was granted.',
    query: z.object({
      from: dayText,
      to: dayText,
      request: z.string().max(60).optional().meta({ description: 'Id of the export that was granted' }),
    }),
    out: csv,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'security.bad_day',
      'security.export_large',
      'security.export_too_large',
      'security.export_not_open',
    ],
  }),
  listProviders: operation({
    method: 'get',
    path: '/security/providers',
    auth: 'session',
    summary: ['技术服务单位', 'Technical service providers'],
    out: z.object({ items: z.array(providerLine) }),
  }),
  registerProvider: operation({
    method: 'post',
    path: '/security/providers',
    auth: 'session',
    summary: ['登记技术服务单位', 'Register a service provider'],
    body: providerBody,
    out: providerShape,
    refusals: ['auth.required', 'auth.forbidden', 'security.bad_uscc', 'security.provider_exists', 'security.banned'],
  }),
  showProvider: operation({
    method: 'get',
    path: '/security/providers/:id',
    auth: 'session',
    summary: ['一家技术服务单位', 'One service provider'],
    params: one,
    out: providerShape,
    refusals: common,
  }),
  enterProviderContract: step('contracts', ['登记合同', 'Enter a contract'], contractBody, [
    'security.bad_day',
    'security.contract_exists',
    'security.wrong_state',
  ]),
  admitProviderPerson: step('people', ['登记有权访问的人员', 'A person who has access'], providerPersonBody, [
    'security.no_contract',
    'security.bad_day',
    'security.wrong_state',
  ]),
  endProviderPerson: step(
    'people/end',
    ['收回人员访问', 'End a person’s access'],
    z.object({ person: z.string().max(60) }),
  ),
  evaluateProvider: step('evaluations', ['年度评价', 'Evaluate a year'], evaluationBody, [
    'security.evaluated',
    'security.year_not_over',
    'security.no_contract',
  ]),
  confirmEvaluation: step(
    'evaluations/confirmation',
    ['确认评价', 'Confirm the evaluation'],
    z.object({ evaluation: z.string().max(60) }),
    ['security.two_people'],
  ),
  measureProvider: step('measures', ['采取措施', 'What is done about it'], measureBody, [
    'security.changed_meanwhile',
    'security.wrong_state',
    'security.bad_day',
  ]),
  listAssessments: operation({
    method: 'get',
    path: '/security/assessments',
    auth: 'session',
    summary: ['个人信息保护影响评估', 'Impact assessments'],
    out: z.object({ items: z.array(assessmentLine), demanded: z.array(demanded) }),
  }),
  startAssessment: operation({
    method: 'post',
    path: '/security/assessments',
    auth: 'session',
    summary: ['开始评估', 'Begin an assessment'],
    body: assessmentBody,
    out: assessmentShape,
    refusals: ['auth.required', 'auth.forbidden', 'security.no_subject'],
  }),
  showAssessment: operation({
    method: 'get',
    path: '/security/assessments/:id',
    auth: 'session',
    summary: ['一份评估', 'One assessment'],
    params: one,
    out: assessmentShape,
    refusals: common,
  }),
  saveAssessment: assess('content', ['保存评估', 'Save the assessment'], assessmentSave),
  submitAssessment: assess('submission', ['提交审批', 'Submit for approval'], z.object({ revision }), [
    'security.incomplete',
  ]),
  decideAssessment: assess('decision', ['审批评估', 'Approve or return'], assessmentDecision, ['security.two_people']),
  showSecurityControls: operation({
    method: 'get',
    path: '/security/controls',
    auth: 'session',
    summary: ['安全控制措施', 'Security controls, measured'],
    out: z.object({ items: z.array(controlShape) }),
  }),
  listSecuritySignals: operation({
    method: 'get',
    path: '/security/signals',
    auth: 'session',
    summary: ['安全待办与逾期', 'What is due or overdue'],
    out: z.object({ items: z.array(signalShape) }),
  }),
};
