/** Public calls for partners and operators, the implementation plan behind them, and the government's consent. */
import { z } from 'zod';
import { dayText, instantText, one, operation, stepsOf } from '#api/kernel/operation.ts';
import { governmentShape } from './case-contract.ts';
import { applicationStates, authorizationKinds } from './rules/codes.ts';
import { callMethods, callStates, decisionOutcomes, decisionStages } from './rules/kind-codes.ts';
import { line, lines } from './rules/text.ts';

const words = lines(6000).default('');

export const callShape = z.object({
  kind: z.enum(authorizationKinds.codes),
  method: z.enum(callMethods.codes),
  direct_reason: lines(2000).default(''),
  title: line(120).default(''),
  words: words.meta({ description: 'What is wanted of applicants' }),
  plan: words.meta({ description: 'The implementation plan; for authorised operation the government consents to it' }),
  term_years: z.number().int().min(1).max(5).default(3),
  datasets: z.array(z.string().trim().max(60)).max(50).default([]),
});
export const saveCallShape = callShape.omit({ kind: true }).extend({ revision: z.number().int() });
export const openCallShape = z.object({ closes_on: z.string().trim().max(10) });
export const closeCallShape = z.object({ reason: lines(2000).default('') });

export const callOut = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(authorizationKinds.codes),
    method: z.enum(callMethods.codes),
    direct_reason: z.string().nullable(),
    state: z.enum(callStates.codes),
    revision: z.number().int(),
    title: z.string(),
    words: z.string(),
    /** Its own readers only, until the call is open. */
    plan: z.string(),
    plan_sha256: z.string().nullable(),
    term_years: z.number().int(),
    agency: z.object({ id: z.string(), name: z.string(), uscc: z.string() }),
    region_code: z.string(),
    datasets: z.array(z.object({ entry_id: z.string(), code: z.string(), title: z.string() })),
    opens_on: dayText.nullable(),
    closes_on: dayText.nullable(),
    /** Whether an application can be sent today. */
    takes_applications: z.boolean(),
    closed_reason: z.string().nullable(),
    decisions: z.array(
      z.object({
        stage: z.enum(decisionStages.codes),
        outcome: z.enum(decisionOutcomes.codes),
        government: z.string(),
        document_no: z.string(),
        decided_on: dayText,
        words: z.string(),
      }),
    ),
    /** The agency and the authority see who applied; everyone, who is on public notice or was chosen. */
    applications: z.array(
      z.object({
        id: z.string().nullable(),
        developer: z.string(),
        state: z.enum(applicationStates.codes),
        notice: z.object({ words: z.string(), from: dayText, to: dayText }).nullable(),
      }),
    ),
    updated_at: instantText,
    can: z.array(z.enum(['save', 'submit', 'open', 'close', 'cancel', 'record'])),
  })
  .meta({ id: 'LicensingCall', description: 'A public call for partners of a cooperation or for an operator' });

const common = ['auth.forbidden', 'licensing.call_not_found', 'licensing.call_state'];
const move = stepsOf('/licensing-calls/:id', callOut, common);

export const callOperations = {
  listCalls: operation({
    method: 'get',
    path: '/licensing-calls',
    auth: 'public',
    summary: ['公开征集公告', 'Public calls'],
    out: z.object({ items: z.array(callOut) }),
  }),
  listDeskCalls: operation({
    method: 'get',
    path: '/licensing-calls/desk',
    auth: 'session',
    summary: ['本单位的征集公告', 'Calls of the viewer’s organisation'],
    out: z.object({ items: z.array(callOut) }),
  }),
  showCall: operation({
    method: 'get',
    path: '/licensing-calls/:id',
    auth: 'public',
    summary: ['一份征集公告', 'A call'],
    params: one,
    out: callOut,
    refusals: ['licensing.call_not_found'],
  }),
  draftCall: operation({
    method: 'post',
    path: '/licensing-calls',
    auth: 'session',
    summary: ['拟订征集公告', 'Draw up a call'],
    body: callShape,
    out: callOut,
    status: 201,
    refusals: ['auth.forbidden', 'licensing.call_other_kind', 'licensing.dataset_unknown', 'licensing.not_conditional'],
  }),
  saveCall: operation({
    method: 'put',
    path: '/licensing-calls/:id',
    auth: 'session',
    summary: ['保存征集公告', 'Save a call'],
    params: one,
    body: saveCallShape,
    out: callOut,
    refusals: [...common, 'licensing.call_changed'],
  }),
  submitCall: move('submission', ['实施方案报本级人民政府审定', 'Put the plan before the government'], z.object({}), [
    'licensing.call_incomplete',
  ]),
  recordPlanDecision: move('decision', ['登记政府审定意见', 'Record what the government said'], governmentShape, [
    'licensing.document_day',
  ]),
  openCall: move('opening', ['发布征集公告', 'Open the call'], openCallShape, [
    'licensing.call_incomplete',
    'licensing.government_first',
    'licensing.call_days',
  ]),
  closeCall: move('closing', ['截止征集', 'Close the call'], closeCallShape),
  cancelCall: move('cancellation', ['取消征集', 'Cancel the call'], closeCallShape),
};
