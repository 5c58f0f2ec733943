/** Departments, positions, delegations, deputies and absences of an organisation's people. */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { isDay } from '#api/kernel/time.ts';
import { type Duty, duties } from '#api/organizations/rules/codes.ts';
import { notLent } from './rules/delegation.ts';

const dutyCodes = Object.keys(duties) as [Duty, ...Duty[]];
const day = dayText.refine(isDay, '请填写有效日期 | Give a day of the calendar');
const text = (least: number, most: number) => z.string().trim().min(least).max(most);
const person = z.object({ id: z.string(), display_name: z.string() });

export const delegationOut = z
  .object({
    id: z.string(),
    kind: z.enum(['delegation', 'deputy']),
    holder: person,
    delegate: person,
    duties: z.array(z.enum(dutyCodes)),
    valid_from: dayText,
    valid_to: dayText.nullable(),
    reason: z.string(),
    state: z.enum(['in_force', 'later', 'resting', 'ended']),
    may_act: z.boolean(),
    may_revoke: z.boolean(),
  })
  .meta({ id: 'Delegation', description: 'Duties one person performs for another' });

export const lentBody = z.object({
  kind: z.enum(['delegation', 'deputy']),
  delegate_id: z.string().trim().min(1).max(40),
  holder_id: z
    .string()
    .trim()
    .max(40)
    .optional()
    .meta({ description: 'Of a deputy, by the administrator; without it the caller lends his own duties' }),
  duties: z
    .array(z.enum(dutyCodes))
    .min(1)
    .max(dutyCodes.length)
    .refine((list) => !list.some((duty) => notLent.includes(duty)), '单位管理不能委托 | Managing is not lent'),
  from: day,
  to: day.optional(),
  reason: text(2, 300),
});
export const actBody = z.object({ delegation_id: z.string().max(40).nullable() });
export const absenceBody = z.object({
  person_id: z.string().trim().max(40).optional(),
  from: day,
  to: day.optional(),
});
export const absenceEndBody = z.object({ person_id: z.string().trim().max(40).optional() });
export const departmentBody = z.object({ name: text(2, 60) });
export const postBody = z.object({ title: text(2, 60), head: z.boolean().default(false) });
export const holderBody = z.object({ person_id: z.string().trim().max(40).nullable() });

const postOut = z.object({
  id: z.string(),
  title: z.string(),
  head: z.boolean(),
  holder: person.nullable(),
  held_since: dayText.nullable(),
});
export const officesOut = z
  .object({
    departments: z.array(z.object({ id: z.string(), name: z.string(), posts: z.array(postOut) })),
    absent: z.array(z.object({ person, from: dayText, to: dayText.nullable() })),
    people: z.array(person.extend({ duties: z.array(z.enum(dutyCodes)) })),
    may_edit: z.boolean(),
  })
  .meta({ id: 'Offices', description: 'Departments and positions of the own organisation, and who is away' });

export const actedOut = z.object({
  at: instantText,
  action: z.string(),
  outcome: z.enum(['done', 'refused']),
  subject_type: z.string(),
  subject_id: z.string(),
  holder: person,
  delegate: person,
});

const common = ['auth.required', 'people.at_a_session', 'people.delegation_onward'] as const;
const admin = [...common, 'auth.forbidden'] as const;

export const officeOperations = {
  listDelegations: operation({
    method: 'get',
    path: '/people/delegations',
    auth: 'session',
    summary: ['委托和代理', 'Delegations and deputies'],
    description: 'Those the caller gave and received; an administrator sees the organisation’s.',
    out: z.object({ items: z.array(delegationOut), acting_for: person.nullable() }),
  }),
  createDelegation: operation({
    method: 'post',
    path: '/people/delegations',
    auth: 'session',
    summary: ['委托职责', 'Lend duties'],
    description: 'Never wider than what the holder has, never managing the organisation, and never lent on.',
    body: lentBody,
    out: delegationOut,
    status: 201,
    refusals: [
      ...admin,
      'people.delegation_self',
      'people.delegation_wider',
      'people.delegation_term',
      'people.delegation_standing',
      'people.factor_again',
    ],
  }),
  revokeDelegation: operation({
    method: 'post',
    path: '/people/delegations/:id/revocation',
    auth: 'session',
    summary: ['撤销委托', 'Revoke a delegation'],
    description: 'By the holder, by the delegate who gives it back, or by the administrator.',
    params: one,
    out: delegationOut,
    refusals: [...common, 'people.delegation_not_found'],
  }),
  actFor: operation({
    method: 'post',
    path: '/session/acting',
    auth: 'session',
    summary: ['代为办理', 'Act for somebody else, or for oneself again'],
    description:
      'From then on only the duties lent are awake in this session, and every act is recorded as done for the holder. The session goes on under the token answered.',
    body: actBody,
    out: z.object({ token: z.string(), acting_for: person.nullable() }),
    refusals: ['auth.required', 'people.at_a_session', 'people.delegation_not_found', 'people.delegation_not_now'],
  }),
  listDelegatedActs: operation({
    method: 'get',
    path: '/people/delegated-acts',
    auth: 'session',
    summary: ['代办记录', 'What was done for others'],
    description: 'In the caller’s name, and by the caller in the name of others; newest first.',
    out: z.object({ items: z.array(actedOut) }),
  }),
  markAbsence: operation({
    method: 'post',
    path: '/people/absences',
    auth: 'session',
    summary: ['标记不在岗', 'Mark an absence'],
    description: 'By the person, or for somebody else by the administrator; deputies stand in on these days.',
    body: absenceBody,
    out: officesOut,
    status: 201,
    refusals: [...admin, 'people.member_not_found', 'people.absence_days'],
  }),
  endAbsence: operation({
    method: 'post',
    path: '/people/absences/end',
    auth: 'session',
    summary: ['恢复在岗', 'End an absence'],
    body: absenceEndBody,
    out: officesOut,
    refusals: [...admin, 'people.absence_not_found'],
  }),
  showOffices: operation({
    method: 'get',
    path: '/people/offices',
    auth: 'session',
    summary: ['处室和职位', 'Departments and positions'],
    out: officesOut,
  }),
  addDepartment: operation({
    method: 'post',
    path: '/people/departments',
    auth: 'session',
    summary: ['新增处室', 'Add a department'],
    body: departmentBody,
    out: officesOut,
    status: 201,
    refusals: [...admin, 'people.department_taken'],
  }),
  closeDepartment: operation({
    method: 'post',
    path: '/people/departments/:id/closure',
    auth: 'session',
    summary: ['撤销处室', 'Close a department'],
    params: one,
    out: officesOut,
    refusals: [...admin, 'people.department_not_found', 'people.department_held'],
  }),
  addPost: operation({
    method: 'post',
    path: '/people/departments/:id/posts',
    auth: 'session',
    summary: ['新增职位', 'Add a position'],
    params: one,
    body: postBody,
    out: officesOut,
    status: 201,
    refusals: [...admin, 'people.department_not_found'],
  }),
  holdPost: operation({
    method: 'post',
    path: '/people/posts/:id/holder',
    auth: 'session',
    summary: ['任职', 'Put a person into a position, or nobody'],
    params: one,
    body: holderBody,
    out: officesOut,
    refusals: [...admin, 'people.post_not_found', 'people.member_not_found'],
  }),
};
