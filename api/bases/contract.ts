/** What may be asked of bases, topics and the classification (Articles 8 and 9). */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { isDay } from '#api/kernel/time.ts';
import { classificationActions, placements, setKinds } from './rules/codes.ts';

const day = dayText.refine(isDay, '请填写有效日期 | Give a day of the calendar');
const text = (least: number, most: number) => z.string().trim().min(least).max(most);
const documentNo = text(4, 80);
const uscc = z.string().trim().toUpperCase().min(1).max(40);
const setCode = z.object({ code: z.string().max(3) });

const agency = z.object({ id: z.string(), uscc: z.string(), name: z.string(), name_en: z.string().nullable() });

export const setSummary = z
  .object({
    id: z.string(),
    code: z.string(),
    kind: z.enum(setKinds.codes),
    name: z.string(),
    name_en: z.string(),
    purpose: z.string(),
    purpose_en: z.string(),
    opened_on: dayText,
    closed_on: dayText.nullable(),
    document_no: z.string(),
    lead: agency.nullable(),
    members: z.number().int(),
    entries: z.number().int(),
    waiting: z
      .number()
      .int()
      .meta({ description: 'Entries offered to a basic catalogue that wait for the department' }),
  })
  .meta({ id: 'ResourceSet', description: 'A basic information base or the resources of a topic' });

export const setEntry = z
  .object({
    id: z.string(),
    state: z.enum(placements.codes),
    reason: z.string(),
    opinion: z.string(),
    offered_at: instantText,
    code: z.string(),
    title: z.string(),
    published: z.boolean(),
    provider: agency,
    may_decide: z.boolean(),
  })
  .meta({ id: 'ResourceSetEntry' });

export const setOut = setSummary
  .extend({
    leads: z.array(z.object({ agency, document_no: z.string(), valid_from: dayText, valid_to: dayText.nullable() })),
    participants: z.array(agency),
    catalogue: z.array(setEntry),
    may: z.object({ manage: z.boolean(), edit: z.boolean(), offer: z.boolean() }),
  })
  .meta({ id: 'ResourceSetWhole' });

export const openSetBody = z.object({
  kind: z.enum(setKinds.codes),
  code: z.string().trim().max(3),
  name: text(2, 80),
  name_en: text(2, 120),
  purpose: text(4, 600),
  purpose_en: text(4, 900),
  document_no: documentNo,
});
export const closeSetBody = z.object({ document_no: documentNo });
export const leadBody = z.object({ uscc, document_no: documentNo, from: day });
export const endLeadBody = z.object({ document_no: documentNo, last_day: day });
export const memberBody = z.object({ uscc });
export const placeBody = z.object({ entry: z.string().trim().min(1).max(40), reason: text(2, 600) });
export const decideBody = z.object({ decision: z.enum(['compile', 'decline']), opinion: text(2, 600) });
export const removeBody = z.object({ reason: text(2, 600) });

export const classOut = z
  .object({
    code: z.string(),
    parent_code: z.string().nullable(),
    depth: z.number().int(),
    name: z.string(),
    name_en: z.string(),
    closed_on: dayText.nullable(),
    entries: z.number().int(),
    set: z.string().nullable().meta({ description: 'Name of the base or topic that stands under it' }),
  })
  .meta({ id: 'ClassificationDeskNode', description: 'A class with what hangs on it' });

export const classChange = z.object({
  code: z.string(),
  action: z.enum(classificationActions.codes),
  name: z.string(),
  document_no: z.string(),
  at: instantText,
});

export const addClassBody = z.object({
  parent_code: z.string().trim().min(1).max(20),
  name: text(2, 80),
  name_en: text(2, 120),
  document_no: documentNo,
});
export const renameClassBody = z.object({ name: text(2, 80), name_en: text(2, 120), document_no: documentNo });
export const closeClassBody = z.object({ document_no: documentNo });
const classCode = z.object({ code: z.string().regex(/^\d{1,20}$/) });

/** The class a form means. */
export const chosenClass = z.object({ code: z.string().regex(/^\d{1,20}$/, '请选择分类 | Choose a class') });

const department = ['auth.required', 'bases.department_only'] as const;
const ofSet = ['auth.required', 'bases.not_found', 'bases.closed'] as const;

export const baseOperations = {
  listResourceSets: operation({
    method: 'get',
    path: '/bases',
    auth: 'public',
    summary: ['基础信息资源库和主题', 'Bases and topics'],
    query: z.object({ kind: z.enum(setKinds.codes).optional() }),
    out: z.object({ items: z.array(setSummary), may_manage: z.boolean() }),
  }),
  showResourceSet: operation({
    method: 'get',
    path: '/bases/:code',
    auth: 'public',
    summary: ['一个基础库或者主题', 'A base or topic'],
    description:
      'The public sees the published entries; the departments concerned also what waits and what was declined.',
    params: setCode,
    out: setOut,
    refusals: ['bases.not_found'],
  }),
  openResourceSet: operation({
    method: 'post',
    path: '/bases',
    auth: 'session',
    summary: ['设立基础库或者主题', 'Open a base or topic'],
    body: openSetBody,
    out: setOut,
    status: 201,
    refusals: [...department, 'bases.code_unfit', 'bases.code_taken'],
  }),
  closeResourceSet: operation({
    method: 'post',
    path: '/bases/:code/closure',
    auth: 'session',
    summary: ['撤销主题', 'Close a topic'],
    params: setCode,
    body: closeSetBody,
    out: setOut,
    refusals: [...ofSet, 'bases.department_only', 'bases.of_law'],
  }),
  appointTopicLead: operation({
    method: 'post',
    path: '/bases/:code/leads',
    auth: 'session',
    summary: ['指定牵头部门', 'Appoint the lead department'],
    description: 'By document, from a day on: the term of the present lead ends the day before (Article 9).',
    params: setCode,
    body: leadBody,
    out: setOut,
    status: 201,
    refusals: [
      ...ofSet,
      'bases.department_only',
      'bases.only_topics',
      'bases.unknown_agency',
      'bases.lead_standing',
      'bases.lead_day',
    ],
  }),
  endTopicLead: operation({
    method: 'post',
    path: '/bases/:code/leads/end',
    auth: 'session',
    summary: ['终止牵头部门', 'End the present lead'],
    params: setCode,
    body: endLeadBody,
    out: setOut,
    refusals: [...ofSet, 'bases.department_only', 'bases.no_lead', 'bases.lead_day'],
  }),
  addSetMember: operation({
    method: 'post',
    path: '/bases/:code/members',
    auth: 'session',
    summary: ['列入共建部门', 'Add a participating department'],
    params: setCode,
    body: memberBody,
    out: setOut,
    status: 201,
    refusals: [...ofSet, 'bases.department_only', 'bases.not_lead', 'bases.unknown_agency', 'bases.member_already'],
  }),
  removeSetMember: operation({
    method: 'post',
    path: '/bases/:code/members/removal',
    auth: 'session',
    summary: ['移出共建部门', 'Remove a participating department'],
    params: setCode,
    body: memberBody,
    out: setOut,
    refusals: [
      ...ofSet,
      'bases.department_only',
      'bases.not_lead',
      'bases.unknown_agency',
      'bases.member_missing',
      'bases.member_has_entries',
    ],
  }),
  placeSetEntry: operation({
    method: 'post',
    path: '/bases/:code/entries',
    auth: 'session',
    summary: ['编入目录条目', 'Place an entry'],
    description:
      'Into a topic by the stewards of its lead department; for a basic base the provider offers and the information department compiles.',
    params: setCode,
    body: placeBody,
    out: setOut,
    status: 201,
    refusals: [
      ...ofSet,
      'bases.not_lead',
      'bases.entry_unknown',
      'bases.entry_not_yours',
      'bases.entry_already',
      'bases.member_missing',
    ],
  }),
  decideSetEntry: operation({
    method: 'post',
    path: '/bases/entries/:id/decision',
    auth: 'session',
    summary: ['决定是否编入基础目录', 'Decide on an entry offered'],
    params: one,
    body: decideBody,
    out: setOut,
    refusals: [...department, 'bases.not_found', 'bases.offer_gone', 'bases.two_people'],
  }),
  removeSetEntry: operation({
    method: 'post',
    path: '/bases/entries/:id/removal',
    auth: 'session',
    summary: ['移出目录条目', 'Take an entry out'],
    params: one,
    body: removeBody,
    out: setOut,
    refusals: ['auth.required', 'bases.not_found', 'bases.department_only', 'bases.not_lead', 'bases.offer_gone'],
  }),
  listClassificationDesk: operation({
    method: 'get',
    path: '/bases/classification',
    auth: 'session',
    summary: ['分类维护', 'The classification with what hangs on it'],
    out: z.object({ items: z.array(classOut), changes: z.array(classChange), may_edit: z.boolean() }),
  }),
  addClassification: operation({
    method: 'post',
    path: '/bases/classification',
    auth: 'session',
    summary: ['新增分类', 'Add a class'],
    description: 'The code is the next one that was never used under the parent.',
    body: addClassBody,
    out: classOut,
    status: 201,
    refusals: [
      ...department,
      'bases.classification_unknown',
      'bases.classification_closed',
      'bases.classification_depth',
      'bases.classification_full',
      'bases.name_taken',
    ],
  }),
  renameClassification: operation({
    method: 'post',
    path: '/bases/classification/:code/name',
    auth: 'session',
    summary: ['分类更名', 'Rename a class'],
    params: classCode,
    body: renameClassBody,
    out: classOut,
    refusals: [
      ...department,
      'bases.classification_unknown',
      'bases.classification_closed',
      'bases.classification_fixed',
      'bases.name_taken',
    ],
  }),
  closeClassification: operation({
    method: 'post',
    path: '/bases/classification/:code/closure',
    auth: 'session',
    summary: ['停用分类', 'Close a class'],
    description:
      'Entries that stand under it stay and keep their codes; no new one is taken, and the code is not used again.',
    params: classCode,
    body: closeClassBody,
    out: classOut,
    refusals: [
      ...department,
      'bases.classification_unknown',
      'bases.classification_closed',
      'bases.classification_fixed',
      'bases.classification_children',
      'bases.classification_set',
    ],
  }),
};
