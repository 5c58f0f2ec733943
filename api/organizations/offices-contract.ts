/** Powers and agencies by document, and the tree of regions with its days (Article 4). */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { isRegionCode } from '#api/kernel/regions.ts';
import { isDay } from '#api/kernel/time.ts';
import { type Power, powers } from './rules/codes.ts';
import { officeCaseKinds, officeCaseStates, openMatters } from './rules/offices.ts';

const powerCodes = Object.keys(powers) as [Power, ...Power[]];
const day = dayText.refine(isDay, '请填写有效日期 | Give a day of the calendar');
const text = (least: number, most: number) => z.string().trim().min(least).max(most);
const documentNo = text(4, 80);
const uscc = z.string().trim().toUpperCase().min(1).max(40);
const agency = z.object({ id: z.string(), uscc: z.string(), name: z.string(), name_en: z.string().nullable() });
const division = z.string().refine(isRegionCode, '请填写六位行政区划代码 | Give a six-digit division code');
const regionCode = z.string().regex(/^\d{6}(-\d{2})?$/);

export const officeCaseOut = z
  .object({
    id: z.string(),
    kind: z.enum(officeCaseKinds.codes),
    region_code: z.string(),
    agency: agency.nullable(),
    facts: z.record(z.string(), z.string()),
    document_no: z.string(),
    effective_on: dayText,
    state: z.enum(officeCaseStates.codes),
    opinion: z.string(),
    proposed_at: instantText,
    proposed_by: z.string(),
    decided_by: z.string().nullable(),
    may_decide: z.boolean(),
    moving: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'How many entries go to the successor when it is confirmed; null where none do' }),
    open_matters: z.array(z.object({ matter: z.enum(openMatters.codes), count: z.number().int() })),
  })
  .meta({ id: 'OfficeCase', description: 'What a document orders about a power or an agency' });

export const mandateOut = z.object({
  power: z.enum(powerCodes),
  region_code: z.string(),
  agency,
  document_no: z.string(),
  valid_from: dayText,
  valid_to: dayText.nullable(),
  current: z.boolean(),
});

export const caseBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('appoint'),
    power: z.enum(powerCodes),
    region_code: division,
    uscc,
    effective_on: day,
    document_no: documentNo,
  }),
  z.object({
    kind: z.literal('end_power'),
    power: z.enum(powerCodes),
    region_code: division,
    effective_on: day.meta({ description: 'The last day' }),
    document_no: documentNo,
  }),
  z.object({
    kind: z.literal('found'),
    region_code: division,
    uscc,
    name: text(2, 120),
    name_en: text(2, 160),
    effective_on: day,
    document_no: documentNo,
  }),
  z.object({
    kind: z.literal('rename'),
    uscc,
    name: text(2, 120),
    name_en: text(2, 160),
    effective_on: day,
    document_no: documentNo,
  }),
  z.object({
    kind: z.literal('hand_over'),
    uscc,
    to: uscc.meta({ description: 'Social credit code of the agency of the same region that takes them over' }),
    entries: z
      .string()
      .trim()
      .max(8000)
      .default('')
      .meta({ description: 'Resource codes; every entry that is not withdrawn where left out' }),
    effective_on: day,
    document_no: documentNo,
  }),
  z.object({
    kind: z.enum(['merge', 'split', 'dissolve']),
    uscc,
    successors: z
      .string()
      .trim()
      .max(200)
      .default('')
      .meta({ description: 'Social credit codes of the agencies that go on with its business' }),
    effective_on: day,
    document_no: documentNo,
  }),
]);
export const caseDecision = z.object({ decision: z.enum(['confirm', 'refuse']), opinion: text(2, 300) });

export const regionOut = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    name_en: z.string(),
    kind: z.enum(['division', 'zone']),
    parent_code: z.string().nullable(),
    valid_from: dayText,
    valid_to: dayText.nullable(),
    successor_code: z.string().nullable(),
    document_no: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'Region', description: 'A division or zone, from a day to a day' });

export const placeOut = z.object({ code: z.string(), name: z.string(), name_en: z.string() });

export const regionBody = z.object({
  code: regionCode,
  name: text(2, 60),
  name_en: text(2, 80),
  from: day,
  document_no: documentNo,
});
export const regionEndBody = z.object({
  last_day: day,
  successor_code: regionCode.optional(),
  document_no: documentNo,
});
export const regionNameBody = z.object({ name: text(2, 60), name_en: text(2, 80), from: day, document_no: documentNo });

/** The row of a region a form means. */
export const chosenRegion = z.object({ id: z.string().min(1, '请选择地区 | Choose a region').max(40) });

const registrar = ['auth.required', 'offices.not_yours'] as const;
const keeper = ['auth.required', 'regions.kept_by_province'] as const;

export const officeCaseOperations = {
  listOfficeCases: operation({
    method: 'get',
    path: '/offices/cases',
    auth: 'session',
    summary: ['机构和职权登记', 'Powers and agencies by document'],
    out: z.object({ items: z.array(officeCaseOut), mandates: z.array(mandateOut), regions: z.array(placeOut) }),
    refusals: registrar,
  }),
  proposeOfficeCase: operation({
    method: 'post',
    path: '/offices/cases',
    auth: 'session',
    summary: ['登记文件确定的事项', 'Enter what a document orders'],
    description:
      'Takes effect once another person has confirmed it. The old holder of a power ends the day before the new begins.',
    body: caseBody,
    out: officeCaseOut,
    status: 201,
    refusals: [
      ...registrar,
      'offices.unknown_agency',
      'offices.power_standing',
      'offices.power_day',
      'offices.power_region',
      'offices.needs_successor',
      'offices.no_power',
      'offices.uscc_taken',
      'offices.uscc_invalid',
      'offices.case_standing',
      'offices.hand_over_self',
      'offices.hand_over_region',
      'offices.hand_over_unknown',
      'offices.hand_over_nothing',
      'regions.unknown',
    ],
  }),
  decideOfficeCase: operation({
    method: 'post',
    path: '/offices/cases/:id/decision',
    auth: 'session',
    summary: ['复核登记事项', 'Confirm or refuse what another entered'],
    params: one,
    body: caseDecision,
    out: officeCaseOut,
    refusals: [
      ...registrar,
      'offices.case_not_found',
      'offices.case_over',
      'offices.two_people',
      'offices.open_matters',
      'offices.day_ahead',
      'offices.power_standing',
      'offices.power_day',
      'offices.uscc_taken',
      'offices.hand_over_unknown',
      'offices.hand_over_nothing',
      'catalog.hand_over_titles',
      'catalog.hand_over_busy',
    ],
  }),
  listRegions: operation({
    method: 'get',
    path: '/regions',
    auth: 'public',
    summary: ['行政区划', 'Regions'],
    description: 'With the rows that were replaced; `on` gives those in force on a day.',
    query: z.object({ on: day.optional(), parent: regionCode.optional() }),
    out: z.object({ items: z.array(regionOut), may_edit: z.boolean() }),
  }),
  addRegion: operation({
    method: 'post',
    path: '/regions',
    auth: 'session',
    summary: ['新增行政区划', 'Add a region or zone'],
    body: regionBody,
    out: regionOut,
    status: 201,
    refusals: [...keeper, 'regions.code_unfit', 'regions.code_taken'],
  }),
  endRegion: operation({
    method: 'post',
    path: '/regions/:id/end',
    auth: 'session',
    summary: ['撤销行政区划', 'End a region'],
    params: one,
    body: regionEndBody,
    out: regionOut,
    refusals: [...keeper, 'regions.unknown', 'regions.has_children', 'regions.day'],
  }),
  renameRegion: operation({
    method: 'post',
    path: '/regions/:id/name',
    auth: 'session',
    summary: ['行政区划更名', 'Rename a region'],
    params: one,
    body: regionNameBody,
    out: regionOut,
    refusals: [...keeper, 'regions.unknown', 'regions.day'],
  }),
};
