import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'cloud.province_only': {
    status: 403,
    zh: '政务云节点由省政务信息管理部门登记。',
    en: 'Nodes of the government cloud are registered by the province’s information department.',
    article: '6',
  },
  'cloud.two_levels': {
    status: 422,
    zh: '全省政务云为省、市两级架构，县级不设节点。',
    en: 'The government cloud has two levels, province and city; a county has no node.',
    article: '6',
  },
  'cloud.node_taken': {
    status: 409,
    zh: '该地区已经登记了政务云节点。',
    en: 'A node is registered for this region.',
  },
  'cloud.no_province_node': {
    status: 409,
    zh: '须先登记省级节点，市级节点与其对接联通。',
    en: 'The node of the province comes first: those of the cities are linked to it.',
    article: '6',
  },
  'cloud.node_not_found': { status: 404, zh: '没有这个政务云节点。', en: 'There is no such node.' },
  'cloud.changed_meanwhile': {
    status: 409,
    zh: '该记录刚刚由他人修改，请核对后再保存；已填写的内容保留在本页。',
    en: 'Somebody changed this record meanwhile; compare and save again. What you entered stays on the page.',
  },
  'cloud.key_unfit': {
    status: 422,
    zh: '公钥须为 PEM 格式的 Ed25519 公钥。',
    en: 'The public key must be an Ed25519 key in PEM.',
  },
  'cloud.no_key': {
    status: 409,
    zh: '该节点没有登记公钥，不能接收签名心跳。',
    en: 'The node has no public key registered; it cannot send signed pings.',
  },
  'cloud.signature_wrong': {
    status: 403,
    zh: '心跳签名不正确，未予记录。',
    en: 'The signature of the ping is not right; nothing was recorded.',
  },
  'cloud.ping_time': {
    status: 422,
    zh: '心跳时间须在 5 分钟之内，且晚于上一次心跳。',
    en: 'The time of a ping must lie within 5 minutes and after the last one.',
  },
  'cloud.not_your_node': {
    status: 403,
    zh: '只能由节点所在地区的政务信息管理部门报告其状态。',
    en: 'The state of a node is reported by the information department of its region.',
    article: '4',
  },
  'cloud.system_not_found': { status: 404, zh: '没有这个业务系统。', en: 'There is no such business system.' },
  'cloud.system_retired': {
    status: 409,
    zh: '该业务系统已经停用。',
    en: 'This business system is retired.',
  },
  'cloud.docked_day': {
    status: 422,
    zh: '已对接的系统须写明对接日期（不晚于今天），计划对接的须写明计划日期。',
    en: 'A docked system names the day (not after today); a planned one names the day it is planned for.',
    article: '7',
  },
  'cloud.item_not_found': { status: 404, zh: '没有这个政务服务事项。', en: 'There is no such service item.' },
  'cloud.item_code_taken': {
    status: 409,
    zh: '事项编码“{{code}}”已经登记。',
    en: 'The item code "{{code}}" is registered already.',
  },
  'cloud.item_steps': {
    status: 422,
    zh: '只有收费和证照制作可以标为“不涉及”，且不能同时标为在线办理。',
    en: 'Only payment and certificate may be absent from an item, and what is absent is not on line.',
    article: '7',
  },
  'cloud.item_closed': { status: 409, zh: '该事项已经取消。', en: 'This item was abolished.' },
});
