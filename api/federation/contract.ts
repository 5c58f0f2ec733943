/** What may be asked of the federation: which portals are harvested, their reports, the records. */
import { z } from 'zod';
import { instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { isRegionCode } from '#api/kernel/regions.ts';
import { removalDecisions, runStates, schedules, sourceKinds, sourceStates } from './rules/codes.ts';
import { harvestedContent } from './rules/content.ts';

const plain = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), {
      message: '不得含控制字符 | Control characters are not allowed',
    });

const address = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text), {
    message: '请填写以 http:// 或 https:// 开头的网址 | Give an address that starts with http:// or https://',
  })
  .meta({ description: 'CKAN: the portal. DCAT: the catalogue document. DCAT-US: data.json. Jinshu: its address' });

const region = z
  .string()
  .refine(isRegionCode, { message: '请选择行政区划 | Choose a region' })
  .meta({ description: 'GB/T 2260', example: '140100' });

const name = plain(100).min(1, { message: '请填写名称 | Give a name' });
const nameEn = plain(200).default('');

export const sourceAddress = z.object({ kind: z.enum(sourceKinds.codes), url: address, region_code: region });
export const sourceInput = sourceAddress.extend({ name, name_en: nameEn, schedule: z.enum(schedules.codes) });
const revision = z.coerce.number().int().min(1);
export const sourceEdit = z.object({
  revision,
  name,
  name_en: nameEn,
  url: address,
  schedule: z.enum(schedules.codes),
});
export const sourceMove = z.object({ revision });
export const runInput = z.object({
  full: z.boolean().default(false).meta({ description: 'Read everything, not only what changed since the last run' }),
});
export const removalInput = z.object({ decision: z.enum(removalDecisions.codes) });

const fault = z.object({ code: z.string(), zh: z.string(), en: z.string() });

const runFields = {
  id: z.string(),
  source_id: z.string(),
  state: z.enum(runStates.codes),
  full: z.boolean(),
  started_at: instantText,
  ended_at: instantText.nullable(),
  seen: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  failed: z.number().int(),
  fault: fault.nullable(),
};
export const runSummary = z.object(runFields).meta({ id: 'HarvestRun' });
export const runOut = z
  .object({
    ...runFields,
    source: z.object({ id: z.string(), name: z.string(), region_code: z.string() }),
    failures: z.array(fault.extend({ identifier: z.string().nullable() })),
    failures_left_out: z.number().int(),
    may: z.object({ decide: z.boolean() }),
  })
  .meta({ id: 'HarvestReport', description: 'A run with the records that were not taken and why' });

const publicFields = {
  id: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  kind: z.enum(sourceKinds.codes),
  url: z.string(),
  region_code: z.string(),
  schedule: z.enum(schedules.codes),
  records: z.number().int(),
  harvested_at: instantText.nullable().meta({ description: 'End of the last run that read the catalogue' }),
};
export const publicSource = z.object(publicFields).meta({ id: 'PublicHarvestSource' });
export const sourceOut = z
  .object({
    ...publicFields,
    state: z.enum(sourceStates.codes),
    revision: z.number().int(),
    created_at: instantText,
    next_run_at: instantText.nullable(),
    last_run: runSummary.nullable(),
    held_run: z.string().nullable().meta({ description: 'The run whose removals wait for a decision' }),
    may: z.object({
      edit: z.boolean(),
      run: z.boolean(),
      pause: z.boolean(),
      resume: z.boolean(),
      end: z.boolean(),
    }),
  })
  .meta({ id: 'HarvestSource' });

export const previewOut = z
  .object({
    told: z.number().int().nullable().meta({ description: 'How many records the portal says it has' }),
    items: z.array(z.object({ identifier: z.string(), origin_url: z.string(), content: harvestedContent })),
    failures: z.array(fault.extend({ identifier: z.string().nullable() })),
  })
  .meta({ id: 'HarvestPreview' });

export const recordOut = z
  .object({
    id: z.string(),
    identifier: z.string(),
    title: z.string(),
    origin_url: z.string().meta({ description: 'The page of the record at its portal' }),
    source: z.object({
      id: z.string(),
      name: z.string(),
      name_en: z.string().nullable(),
      kind: z.enum(sourceKinds.codes),
      url: z.string(),
      region_code: z.string(),
    }),
    content: harvestedContent,
    origin_modified: instantText.nullable(),
    first_seen_at: instantText,
    changed_at: instantText,
    harvested_at: instantText.meta({ description: 'When it was last seen at its portal' }),
    shown_instead: z
      .object({ kind: z.enum(['record', 'dataset']), address: z.string() })
      .nullable()
      .meta({ description: 'Set for a copy: the earlier record, or the dataset of this platform, that is listed' }),
  })
  .meta({ id: 'HarvestedRecord', description: 'A dataset of another portal; its data stay there' });

const id = z.object({ id: z.string().max(40) });
const keeper = ['auth.required', 'federation.not_found', 'federation.not_your_region'];
const outbound = [
  'outbound.bad_address',
  'outbound.blocked',
  'outbound.unreachable',
  'outbound.timeout',
  'outbound.too_large',
  'outbound.too_many_redirects',
];
const move = (verb: 'pause' | 'resume' | 'end', summary: readonly [string, string], description: string) =>
  operation({
    method: 'post',
    path: `/federation/sources/:id/${verb}`,
    auth: 'session',
    summary,
    description,
    params: id,
    body: sourceMove,
    out: sourceOut,
    refusals: [...keeper, 'federation.wrong_state', 'federation.changed_meanwhile'],
  });

export const federationOperations = {
  listPortals: operation({
    method: 'get',
    path: '/federation/portals',
    auth: 'public',
    summary: ['已联通的平台', 'Portals that are harvested'],
    out: z.object({ items: z.array(publicSource) }),
  }),
  listRecords: operation({
    method: 'get',
    path: '/federation/records',
    auth: 'public',
    summary: ['采集记录', 'Harvested records'],
    description: 'The last changed first; copies of records already listed are left out.',
    query: pageQuery.extend({ source: z.string().max(40).optional() }),
    out: page(recordOut),
  }),
  showRecord: operation({
    method: 'get',
    path: '/federation/records/:id',
    auth: 'public',
    summary: ['一条采集记录', 'A harvested record'],
    description: 'Answers 410 once the record has left the catalogue of its portal.',
    params: id,
    out: recordOut,
    refusals: ['federation.record_not_found', 'federation.record_removed'],
  }),
  listSources: operation({
    method: 'get',
    path: '/federation/sources',
    auth: 'session',
    summary: ['本部门管理的采集来源', 'The sources a department keeps'],
    out: z.object({ items: z.array(sourceOut) }),
    refusals: ['auth.required', 'federation.not_your_region'],
  }),
  previewSource: operation({
    method: 'post',
    path: '/federation/preview',
    auth: 'session',
    summary: ['预览采集来源', 'Look at a portal before it is added'],
    description: 'Reads the first records as a harvest would and keeps nothing.',
    body: sourceAddress,
    out: previewOut,
    refusals: [
      ...keeper,
      ...outbound,
      'federation.own_address',
      'federation.http_status',
      'federation.wrong_type',
      'federation.malformed',
      'federation.ckan_error',
      'federation.remote_context',
      'federation.no_datasets',
    ],
  }),
  addSource: operation({
    method: 'post',
    path: '/federation/sources',
    auth: 'session',
    summary: ['登记采集来源', 'Add a source'],
    body: sourceInput,
    out: sourceOut,
    status: 201,
    refusals: [...keeper, 'outbound.bad_address', 'federation.own_address', 'federation.url_taken'],
  }),
  showSource: operation({
    method: 'get',
    path: '/federation/sources/:id',
    auth: 'session',
    summary: ['采集来源', 'A source'],
    params: id,
    out: sourceOut,
    refusals: keeper,
  }),
  editSource: operation({
    method: 'patch',
    path: '/federation/sources/:id',
    auth: 'session',
    summary: ['修改采集来源', 'Edit a source'],
    description: 'A new address is read wholly the next time.',
    params: id,
    body: sourceEdit,
    out: sourceOut,
    refusals: [
      ...keeper,
      'outbound.bad_address',
      'federation.own_address',
      'federation.url_taken',
      'federation.running',
      'federation.wrong_state',
      'federation.changed_meanwhile',
    ],
  }),
  pauseSource: move('pause', ['暂停采集', 'Pause a source'], 'Its records stay.'),
  resumeSource: move('resume', ['恢复采集', 'Resume a source'], 'Everything is read anew the next time.'),
  endSource: move('end', ['停止采集', 'End a source'], 'Its records are removed from the catalogue.'),
  runSource: operation({
    method: 'post',
    path: '/federation/sources/:id/runs',
    auth: 'session',
    summary: ['立即采集', 'Harvest now'],
    params: id,
    body: runInput,
    out: runSummary,
    status: 202,
    refusals: [...keeper, 'federation.wrong_state', 'federation.running'],
  }),
  listRuns: operation({
    method: 'get',
    path: '/federation/sources/:id/runs',
    auth: 'session',
    summary: ['采集报告', 'The reports of a source'],
    params: id,
    query: pageQuery,
    out: page(runSummary),
    refusals: keeper,
  }),
  showRun: operation({
    method: 'get',
    path: '/federation/runs/:id',
    auth: 'session',
    summary: ['一次采集的报告', 'The report of a run'],
    params: id,
    out: runOut,
    refusals: ['auth.required', 'federation.run_not_found', 'federation.not_your_region'],
  }),
  decideRemoval: operation({
    method: 'post',
    path: '/federation/runs/:id/removal',
    auth: 'session',
    summary: ['确认或者否决移除', 'Confirm or decline removals'],
    description: 'For a run that found more than half of the records gone.',
    params: id,
    body: removalInput,
    out: runOut,
    refusals: ['auth.required', 'federation.run_not_found', 'federation.not_your_region', 'federation.nothing_held'],
  }),
};
