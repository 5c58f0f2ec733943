/** What one asks for and another decides: large exports of logs, terms of security (Article 24). */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { exportStates, secondDecisions } from './rules/codes.ts';
import { parameterNames } from './rules/parameters.ts';

const said = lines(2000, 2);
const bilingual = z.object({ zh: z.string(), en: z.string() });

export const secondBody = z.object({ decision: z.enum(secondDecisions.codes), opinion: lines(2000).default('') });
export const exportBody = z.object({ from: dayText, to: dayText, reason: said });
export const exportShape = z
  .object({
    id: z.string(),
    no: z.string(),
    from: dayText,
    to: dayText,
    rows: z.number().int().meta({ description: 'Lines there were when it was asked for' }),
    reason: z.string(),
    state: z.enum(exportStates.codes),
    requested_by: z.string(),
    requested_at: instantText,
    decided_by: z.string().nullable(),
    decided_at: instantText.nullable(),
    opinion: z.string().nullable(),
    open_until: dayText.nullable(),
    mine: z.boolean(),
    may_decide: z.boolean(),
    decide_refusal: bilingual.nullable(),
  })
  .meta({ id: 'LogExport' });

const change = z.object({
  id: z.string(),
  name: z.enum(parameterNames.codes),
  before: z.number().int(),
  value: z.number().int(),
  reason: z.string(),
  document_no: z.string(),
  proposed_by: z.string(),
  proposed_at: instantText,
  decision: z.enum(secondDecisions.codes).nullable(),
  opinion: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_at: instantText.nullable(),
  may_decide: z.boolean(),
  decide_refusal: bilingual.nullable(),
});
export const parametersShape = z
  .object({
    region_code: z.string(),
    items: z.array(
      z.object({
        name: z.enum(parameterNames.codes),
        value: z.number().int(),
        by_default: z.number().int(),
        least: z.number().int(),
        most: z.number().int(),
        basis: bilingual,
        waiting: z.boolean(),
      }),
    ),
    changes: z.array(change),
    may_propose: z.boolean(),
  })
  .meta({ id: 'SecurityParameters' });
export const proposeBody = z.object({
  name: z.enum(parameterNames.codes),
  value: z.number().int(),
  reason: said,
  document_no: line(100, 2).meta({ description: 'Number of the document that says so' }),
});

const common = ['auth.required', 'auth.forbidden', 'security.not_found'];

export const twoPeopleOperations = {
  listLogExports: operation({
    method: 'get',
    path: '/security/log-exports',
    auth: 'session',
    summary: ['日志导出申请', 'Exports of logs that were asked for'],
    description: 'Of the own organisation: for its auditors and signatories.',
    out: z.object({
      items: z.array(exportShape),
      limit: z.number().int().meta({ description: 'Lines one person takes out alone' }),
      may_ask: z.boolean(),
    }),
  }),
  askLogExport: operation({
    method: 'post',
    path: '/security/log-exports',
    auth: 'session',
    summary: ['申请导出日志', 'Ask for an export of logs'],
    body: exportBody,
    out: exportShape,
    status: 201,
    refusals: ['auth.required', 'auth.forbidden', 'security.bad_day', 'security.export_too_large'],
  }),
  decideLogExport: operation({
    method: 'post',
    path: '/security/log-exports/:id/decision',
    auth: 'session',
    summary: ['审批日志导出', 'Decide on an export of logs'],
    params: one,
    body: secondBody,
    out: exportShape,
    refusals: [...common, 'security.two_people', 'security.decided'],
  }),
  showSecurityParameters: operation({
    method: 'get',
    path: '/security/parameters',
    auth: 'session',
    summary: ['安全管理的期限和数量', 'Terms of security'],
    out: parametersShape,
  }),
  proposeSecurityParameter: operation({
    method: 'post',
    path: '/security/parameters',
    auth: 'session',
    summary: ['提出变更', 'Propose a change'],
    body: proposeBody,
    out: parametersShape,
    status: 201,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'security.parameter_bounds',
      'security.parameter_same',
      'security.parameter_waits',
    ],
  }),
  decideSecurityParameter: operation({
    method: 'post',
    path: '/security/parameters/:id/decision',
    auth: 'session',
    summary: ['审批变更', 'Decide on a change'],
    params: one,
    body: secondBody,
    out: parametersShape,
    refusals: [...common, 'security.two_people', 'security.decided'],
  }),
};
