/** One application to several agencies: shapes and operations. */
import { z } from 'zod';
import { dayText, instantText, one, operation, stepsOf } from '#api/kernel/operation.ts';
import { materialShape } from './contract.ts';
import { checkListOut, supplementItems } from './rules/case-shapes.ts';
import { applicationStates, authorizationKinds } from './rules/codes.ts';
import { jointActions, jointStates, leadKinds, opinionKinds } from './rules/kind-codes.ts';
import { lines } from './rules/text.ts';

const words = lines(2000);
const said = lines(2000, 1);

export const startJointShape = materialShape.extend({
  datasets: z.array(z.string().trim().min(1).max(60)).max(50),
  intent: z.enum(['draft', 'apply']).default('draft'),
});
export const saveJointShape = materialShape.extend({
  /** Highest revision among the parts when the form was shown. */
  revision: z.number().int(),
});
export const jointSupplementShape = z.object({ notice: said, items: supplementItems.optional() });
export const jointWordsShape = z.object({ words: words.default('') });
export const urgeShape = z.object({ part_id: z.string().max(60), words: said });

const party = z.object({ id: z.string(), name: z.string() });
export const jointOut = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(authorizationKinds.codes),
    state: z.enum(jointStates.codes),
    revision: z.number().int(),
    developer: party,
    lead: party,
    lead_kind: z.enum(leadKinds.codes),
    region_code: z.string(),
    purpose: z.string(),
    scenario: z.string(),
    scope: z.string(),
    degree: z.string(),
    term_from: z.string(),
    term_to: z.string(),
    supplement_notice: z.string().nullable(),
    supplement_items: supplementItems,
    file: checkListOut,
    /** Each agency with its own datasets, its own clock and its own word. */
    parts: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        agency: party,
        state: z.enum(applicationStates.codes),
        opinion: z.enum(opinionKinds.codes),
        datasets: z.array(z.object({ code: z.string(), title: z.string() })),
        /** Since when it has the case, as an instant. */
        since: instantText,
        /** Working days it has had it. */
        days_held: z.number().int().nullable(),
        due_on: dayText.nullable(),
        days_left: z.number().int().nullable(),
        overdue: z.boolean(),
        paused: z.boolean(),
        reason: z.string().nullable(),
        legal_basis: z.string().nullable(),
        conditions: z.string().nullable(),
        certificate_no: z.string().nullable(),
        /** Whether the viewer may open the part itself. */
        readable: z.boolean(),
      }),
    ),
    created_at: instantText,
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(jointActions.codes),
        words: z.string().nullable(),
        organization: z.string(),
        at: instantText,
      }),
    ),
    can: z.array(z.enum(jointActions.codes)),
  })
  .meta({ id: 'JointApplication', description: 'One application to several agencies, each with its own word' });

const common = ['licensing.joint_not_found', 'licensing.joint_state', 'licensing.joint_lead_only', 'auth.forbidden'];
const step = stepsOf('/joint-applications/:id', jointOut, common);

export const jointOperations = {
  listJoint: operation({
    method: 'get',
    path: '/joint-applications',
    auth: 'session',
    summary: ['联合申请列表', 'Joint applications'],
    out: z.object({ items: z.array(jointOut) }),
  }),
  startJoint: operation({
    method: 'post',
    path: '/joint-applications',
    auth: 'session',
    summary: ['向多个机构提出联合申请', 'Apply to several agencies at once'],
    description:
      'One case with one lead; each agency decides on its own datasets. Within one region the agency with most of the datasets leads, across regions the information department above them.',
    body: startJointShape,
    out: jointOut,
    status: 201,
    refusals: [
      'licensing.enterprises_only',
      'licensing.no_dataset',
      'licensing.dataset_unknown',
      'licensing.not_conditional',
      'licensing.joint_one_agency',
      'licensing.no_authority',
      'licensing.incomplete',
      'licensing.file_incomplete',
      'licensing.already_open',
    ],
  }),
  showJoint: operation({
    method: 'get',
    path: '/joint-applications/:id',
    auth: 'session',
    summary: ['一份联合申请', 'A joint application'],
    params: one,
    out: jointOut,
    refusals: ['licensing.joint_not_found'],
  }),
  saveJoint: operation({
    method: 'put',
    path: '/joint-applications/:id',
    auth: 'session',
    summary: ['保存联合申请材料', 'Save the material'],
    params: one,
    body: saveJointShape,
    out: jointOut,
    refusals: [...common, 'licensing.joint_changed'],
  }),
  applyJoint: step('apply', ['提交联合申请', 'Send the joint application'], z.object({}), [
    'licensing.incomplete',
    'licensing.file_incomplete',
  ]),
  supplementJoint: step('supplement', ['一次性告知补正', 'Tell once what is missing'], jointSupplementShape, [
    'licensing.supplement_used',
  ]),
  resubmitJoint: step('resubmit', ['提交补正材料', 'Send what was missing'], jointWordsShape),
  acceptJoint: step('accept', ['受理并分送各机构', 'Accept and hand to the agencies'], jointWordsShape, [
    'licensing.file_unchecked',
  ]),
  urgeAgency: step('urge', ['催办', 'Urge an agency'], urgeShape, ['licensing.not_urgeable']),
  withdrawJoint: step('withdraw', ['撤回联合申请', 'Withdraw'], jointWordsShape),
};
