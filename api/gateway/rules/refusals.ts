import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'gateway.key_needed': {
    status: 401,
    zh: '请在 Authorization 请求头中以 Bearer 方式提供所购产品的密钥（jok_ 开头）。',
    en: 'Send the key of your order (it starts with jok_) as a bearer token in the Authorization header.',
  },
  'gateway.unknown_key': { status: 401, zh: '没有这个产品密钥。', en: 'There is no such product key.' },
  'gateway.key_revoked': {
    status: 401,
    zh: '该产品密钥已于 {{on}} 停用。',
    en: 'This product key was revoked on {{on}}.',
  },
  'gateway.key_of_other_product': {
    status: 403,
    zh: '该密钥属于订单 {{no}}（产品 {{product}}），不能调用产品 {{asked}}。',
    en: 'This key belongs to order {{no}} (product {{product}}) and does not open product {{asked}}.',
  },
  'gateway.not_callable': {
    status: 409,
    zh: '该订单的产品不经平台网关提供，不能使用密钥调用。',
    en: 'The product of this order is not served through the gateway, so it has no keys.',
  },
  'gateway.bill_unpaid': {
    status: 403,
    zh: '{{period}} 的账单逾期未付，付清后恢复调用。',
    en: 'The bill for {{period}} is overdue; calls go on once it is paid.',
  },
  'gateway.over_quota': {
    status: 429,
    zh: '已用完本方案的额度（{{measure}} {{cap}}，已用 {{used}}），{{until}}。',
    en: 'The quota of this plan is used up ({{measure_en}} {{cap}}, used {{used}}); {{until_en}}.',
  },
  'gateway.no_such_endpoint': {
    status: 404,
    zh: '该产品没有名为“{{name}}”的接口。',
    en: 'This product has no endpoint "{{name}}".',
  },
  'gateway.wrong_method': {
    status: 405,
    zh: '接口“{{name}}”须以 {{method}} 方式调用。',
    en: 'The endpoint "{{name}}" is called with {{method}}.',
  },
  'gateway.upstream_unreachable': {
    status: 502,
    zh: '开发单位的服务没有应答（{{code}}），本次不计量。',
    en: 'The developer’s server did not answer ({{code}}); this call is not counted.',
  },
  'gateway.upstream_slow': {
    status: 504,
    zh: '开发单位的服务没有在规定时间内完成应答，本次不计量。',
    en: 'The developer’s server did not finish in time; this call is not counted.',
  },
  'gateway.upstream_failed': {
    status: 502,
    zh: '开发单位的服务出错（状态码 {{status}}），本次不计量。',
    en: 'The developer’s server failed with status {{status}}; this call is not counted.',
  },
  'gateway.upstream_refused': {
    status: 422,
    zh: '开发单位的服务没有接受这次请求（状态码 {{status}}），本次不计量。',
    en: 'The developer’s server did not take this request (status {{status}}); this call is not counted.',
  },
  'gateway.too_large': {
    status: 502,
    zh: '开发单位服务的应答超过 {{limit}} 的上限，本次不计量。',
    en: 'The answer of the developer’s server is larger than {{limit}}; this call is not counted.',
  },
  'gateway.key_not_found': { status: 404, zh: '没有这个密钥。', en: 'There is no such key.' },
  'gateway.key_already_revoked': { status: 409, zh: '该密钥已经停用。', en: 'This key was revoked before.' },
  'gateway.too_many_keys': {
    status: 409,
    zh: '一个订单最多同时有 {{limit}} 个密钥，请先停用不用的。',
    en: 'An order has at most {{limit}} keys; revoke one first.',
  },
  'gateway.not_upstream': {
    status: 409,
    zh: '只有经网关转发到本单位服务的接口产品使用签名密钥。',
    en: 'Only an API product that the gateway forwards to your own server has a signing secret.',
  },
});
