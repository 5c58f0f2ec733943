/** What may be asked of the government cloud, business systems and service items (Articles 6 and 7). */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { isRegionCode } from '#api/kernel/regions.ts';
import { isDay } from '#api/kernel/time.ts';
import { dockings, linkStates, pingSources, pingStates, steps, storageFaults } from './rules/codes.ts';

const day = dayText.refine(isDay, '请填写有效日期 | Give a day of the calendar');
const text = (least: number, most: number) => z.string().trim().min(least).max(most);
const revision = z.coerce.number().int().min(1);
const agency = z.object({ id: z.string(), uscc: z.string(), name: z.string(), name_en: z.string().nullable() });

export const nodeOut = z
  .object({
    id: z.string(),
    region_code: z.string(),
    name: z.string(),
    name_en: z.string(),
    operator: z.string(),
    document_no: z.string(),
    has_key: z.boolean(),
    threshold_minutes: z.number().int(),
    opened_on: dayText,
    revision: z.number().int(),
    link: z.enum(linkStates.codes),
    last_ping: z
      .object({ at: instantText, state: z.enum(pingStates), source: z.enum(pingSources.codes), note: z.string() })
      .nullable(),
    systems: z.number().int(),
    may_report: z.boolean(),
  })
  .meta({ id: 'CloudNode', description: 'A node of the government cloud and the state of its link' });

export const systemOut = z
  .object({
    id: z.string(),
    agency,
    name: z.string(),
    node_id: z.string().nullable(),
    node: z.string().nullable(),
    docking: z.enum(dockings.codes),
    docked_on: dayText.nullable(),
    planned_on: dayText.nullable(),
    late: z.boolean(),
    note: z.string(),
    revision: z.number().int(),
    retired_on: dayText.nullable(),
    own: z.boolean(),
  })
  .meta({ id: 'BusinessSystem' });

export const itemOut = z
  .object({
    id: z.string(),
    agency,
    code: z.string(),
    name: z.string(),
    system_id: z.string().nullable(),
    system: z.string().nullable(),
    online: z.array(z.enum(steps.codes)),
    without: z.array(z.enum(steps.codes)),
    missing: z.array(z.enum(steps.codes)),
    revision: z.number().int(),
    closed_on: dayText.nullable(),
    own: z.boolean(),
  })
  .meta({ id: 'ServiceItem', description: 'A service item with its steps on line' });

export const storageFinding = z
  .object({
    entry_id: z.string(),
    code: z.string(),
    title: z.string(),
    agency,
    region_code: z.string(),
    fault: z.enum(storageFaults.codes),
    location: z.string().nullable(),
  })
  .meta({ id: 'StorageFinding' });

export const coverageOut = z
  .object({
    agency,
    region_code: z.string(),
    items: z.number().int(),
    covered: z.number().int(),
    percent: z.number().int().nullable(),
    systems: z.number().int(),
    docked: z.number().int(),
  })
  .meta({ id: 'ServiceCoverage', description: 'Items on line in all steps, and docked systems, of an agency' });

const nodeFacts = {
  name: text(2, 80),
  name_en: text(2, 120),
  operator: text(2, 120),
  document_no: text(4, 80),
  public_key: z.string().trim().max(400).optional(),
  threshold_minutes: z.coerce.number().int().min(1).max(1440).default(30),
};
export const nodeBody = z.object({
  region_code: z.string().refine(isRegionCode, '请填写六位行政区划代码 | Give a six-digit division code'),
  ...nodeFacts,
});
export const changeNodeBody = z.object({ revision, ...nodeFacts });
export const reportBody = z.object({ state: z.enum(pingStates), note: text(2, 300) });
export const pingBody = z.object({
  at: z.iso.datetime({ offset: true }),
  state: z.enum(pingStates),
  signature: z.string().max(200).meta({ description: 'Ed25519 over id, at and state, one a line, in base64' }),
});
export const systemBody = z.object({
  name: text(2, 120),
  node_id: z.string().max(40).optional(),
  docking: z.enum(dockings.codes),
  docked_on: day.optional(),
  planned_on: day.optional(),
  note: z.string().trim().max(600).default(''),
});
export const changeSystemBody = systemBody.extend({ revision });
const stepList = z.array(z.enum(steps.codes)).max(7).default([]);
export const itemBody = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{4,40}$/, '事项编码由 4 至 40 位数字、字母或者连字符组成 | 4 to 40 digits, letters or dashes'),
  name: text(2, 160),
  system_id: z.string().max(40).optional(),
  online: stepList,
  without: stepList,
});
export const changeItemBody = itemBody.omit({ code: true }).extend({ revision });
export const seenBody = z.object({ revision });

const ofSystem = ['auth.required', 'auth.forbidden', 'cloud.system_not_found', 'cloud.changed_meanwhile'] as const;
const ofItem = ['auth.required', 'auth.forbidden', 'cloud.item_not_found', 'cloud.changed_meanwhile'] as const;

export const cloudOperations = {
  listCloudNodes: operation({
    method: 'get',
    path: '/cloud/nodes',
    auth: 'session',
    summary: ['政务云节点', 'Nodes of the government cloud'],
    out: z.object({ items: z.array(nodeOut), may_register: z.boolean() }),
  }),
  registerCloudNode: operation({
    method: 'post',
    path: '/cloud/nodes',
    auth: 'session',
    summary: ['登记政务云节点', 'Register a node'],
    description: 'The node of the province first; those of the cities are linked to it (Article 6).',
    body: nodeBody,
    out: nodeOut,
    status: 201,
    refusals: [
      'auth.required',
      'cloud.province_only',
      'cloud.two_levels',
      'cloud.node_taken',
      'cloud.no_province_node',
      'cloud.key_unfit',
    ],
  }),
  changeCloudNode: operation({
    method: 'put',
    path: '/cloud/nodes/:id',
    auth: 'session',
    summary: ['变更节点登记', 'Change a node'],
    params: one,
    body: changeNodeBody,
    out: nodeOut,
    refusals: [
      'auth.required',
      'cloud.province_only',
      'cloud.node_not_found',
      'cloud.changed_meanwhile',
      'cloud.key_unfit',
    ],
  }),
  reportCloudNode: operation({
    method: 'post',
    path: '/cloud/nodes/:id/reports',
    auth: 'session',
    summary: ['报告节点状态', 'Report the state of a link'],
    params: one,
    body: reportBody,
    out: nodeOut,
    refusals: ['auth.required', 'cloud.node_not_found', 'cloud.not_your_node'],
  }),
  pingCloudNode: operation({
    method: 'post',
    path: '/cloud/nodes/:id/pings',
    auth: 'public',
    summary: ['节点签名心跳', 'A signed ping of a node'],
    description:
      'Sent by the node itself, signed with the key that is registered for it; each ping is later than the last.',
    params: one,
    body: pingBody,
    out: z.object({ recorded: z.boolean(), link: z.enum(linkStates.codes) }),
    refusals: ['cloud.node_not_found', 'cloud.no_key', 'cloud.signature_wrong', 'cloud.ping_time'],
  }),
  listStorageFindings: operation({
    method: 'get',
    path: '/cloud/storage-findings',
    auth: 'session',
    summary: ['未存储在同级政务云的数据', 'Data that do not lie on the cloud of their level'],
    description: 'Of the own agency, and of the regions whose information department asks.',
    out: z.object({ items: z.array(storageFinding), checked: z.number().int() }),
  }),
  listSystems: operation({
    method: 'get',
    path: '/cloud/systems',
    auth: 'session',
    summary: ['业务系统', 'Business systems'],
    out: z.object({ items: z.array(systemOut), may_add: z.boolean() }),
  }),
  addSystem: operation({
    method: 'post',
    path: '/cloud/systems',
    auth: 'session',
    summary: ['登记业务系统', 'Register a business system'],
    body: systemBody,
    out: systemOut,
    status: 201,
    refusals: ['auth.required', 'auth.forbidden', 'cloud.node_not_found', 'cloud.docked_day'],
  }),
  changeSystem: operation({
    method: 'put',
    path: '/cloud/systems/:id',
    auth: 'session',
    summary: ['变更业务系统', 'Change a business system'],
    params: one,
    body: changeSystemBody,
    out: systemOut,
    refusals: [...ofSystem, 'cloud.system_retired', 'cloud.node_not_found', 'cloud.docked_day'],
  }),
  retireSystem: operation({
    method: 'post',
    path: '/cloud/systems/:id/retirement',
    auth: 'session',
    summary: ['停用业务系统', 'Retire a business system'],
    params: one,
    body: seenBody,
    out: systemOut,
    refusals: [...ofSystem, 'cloud.system_retired'],
  }),
  listServiceItems: operation({
    method: 'get',
    path: '/service-items',
    auth: 'session',
    summary: ['政务服务事项', 'Service items'],
    out: z.object({ items: z.array(itemOut), coverage: z.array(coverageOut), may_add: z.boolean() }),
  }),
  addServiceItem: operation({
    method: 'post',
    path: '/service-items',
    auth: 'session',
    summary: ['登记政务服务事项', 'Register a service item'],
    body: itemBody,
    out: itemOut,
    status: 201,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'cloud.item_code_taken',
      'cloud.item_steps',
      'cloud.system_not_found',
    ],
  }),
  changeServiceItem: operation({
    method: 'put',
    path: '/service-items/:id',
    auth: 'session',
    summary: ['变更政务服务事项', 'Change a service item'],
    params: one,
    body: changeItemBody,
    out: itemOut,
    refusals: [...ofItem, 'cloud.item_closed', 'cloud.item_steps', 'cloud.system_not_found'],
  }),
  closeServiceItem: operation({
    method: 'post',
    path: '/service-items/:id/closure',
    auth: 'session',
    summary: ['取消政务服务事项', 'Abolish a service item'],
    params: one,
    body: seenBody,
    out: itemOut,
    refusals: [...ofItem, 'cloud.item_closed'],
  }),
};
