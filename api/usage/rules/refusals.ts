import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'usage.key_needed': {
    status: 401,
    zh: '请在 Authorization 请求头中以 Bearer 方式提供接口密钥。',
    en: 'Send an API key as a bearer token in the Authorization header.',
  },
  'usage.unknown_key': { status: 401, zh: '没有这个接口密钥。', en: 'There is no such API key.' },
  'usage.key_revoked': {
    status: 401,
    zh: '该接口密钥已于 {{on}} 停用，请换用有效的密钥。',
    en: 'This API key was revoked on {{on}}; use another one.',
  },
  'usage.term_over': {
    status: 403,
    zh: '协议 {{no}} 的期限已于 {{to}} 届满，数据访问已停止。',
    en: 'The term of agreement {{no}} ended on {{to}}; access has stopped.',
    article: '20',
  },
  'usage.term_not_begun': {
    status: 403,
    zh: '协议 {{no}} 自 {{from}} 起生效，目前还不能取得数据。',
    en: 'Agreement {{no}} takes effect on {{from}}; nothing can be obtained before.',
    article: '20',
  },
  'usage.not_in_force': {
    status: 403,
    zh: '协议 {{no}} 未生效或者已终止，不能取得数据。',
    en: 'Agreement {{no}} is not in force; nothing can be obtained under it.',
    article: '19',
  },
  'usage.suspended': {
    status: 403,
    zh: '协议 {{no}} 已暂停，恢复之前不能取得数据。',
    en: 'Agreement {{no}} is suspended; nothing can be obtained until the suspension is lifted.',
    article: '20',
  },
  'usage.not_found': { status: 404, zh: '没有这份协议。', en: 'There is no such agreement.' },
  'usage.no_dataset': {
    status: 404,
    zh: '没有数据集“{{code}}”。',
    en: 'There is no dataset "{{code}}".',
  },
  'usage.dataset_withdrawn': {
    status: 410,
    zh: '数据集“{{code}}”已经撤下。',
    en: 'Dataset "{{code}}" has been withdrawn.',
  },
  'usage.not_covered': {
    status: 403,
    zh: '数据集“{{code}}”不在协议 {{no}} 约定的范围内。',
    en: 'Dataset "{{code}}" is outside the scope of agreement {{no}}.',
    article: '20',
  },
  'usage.no_such_table': {
    status: 404,
    zh: '数据集“{{code}}”没有表“{{table}}”。可用的表：{{tables}}。',
    en: 'Dataset "{{code}}" has no table "{{table}}". There are: {{tables}}.',
  },
  'usage.table_not_covered': {
    status: 403,
    zh: '表“{{table}}”是订立协议 {{no}} 之后新增的，不在协议范围内，请与授权单位另行约定。',
    en: 'Table "{{table}}" was added after agreement {{no}} was written and is outside its scope; agree on it with the agency.',
    article: '20',
  },
  'usage.degree_forbids': {
    status: 403,
    zh: '协议约定的程度为“{{degree}}”，不能以记录或文件的形式提供数据。',
    en: 'The agreed degree is "{{degree_en}}"; records and files are not handed over under it.',
    article: '20',
  },
  'usage.no_version': {
    status: 409,
    zh: '数据集“{{code}}”还没有已发布的数据文件。',
    en: 'Dataset "{{code}}" has no published file yet.',
  },
  'usage.key_not_found': { status: 404, zh: '没有这个接口密钥。', en: 'There is no such API key.' },
  'usage.key_already_revoked': {
    status: 409,
    zh: '该接口密钥已经停用。',
    en: 'This API key has already been revoked.',
  },
  'usage.too_many_keys': {
    status: 409,
    zh: '一份协议最多 {{limit}} 个有效密钥，请先停用不再使用的密钥。',
    en: 'An agreement has at most {{limit}} live keys; revoke one that is no longer used.',
  },
  'usage.period_invalid': {
    status: 422,
    zh: '统计区间应为有效日期，且不超过 {{days}} 天。',
    en: 'The period must be real days, at most {{days}} of them.',
  },
});
