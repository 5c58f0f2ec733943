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
  'usage.key_rotated': {
    status: 401,
    zh: '该接口密钥已轮换，并行期已于 {{on}} 结束，请使用新的密钥。',
    en: 'This API key was rotated and its overlap ended on {{on}}; use its successor.',
  },
  'usage.key_expired': {
    status: 401,
    zh: '该接口密钥的有效期已于 {{on}} 结束。',
    en: 'This API key was good until {{on}}.',
  },
  'usage.key_leaked': {
    status: 401,
    zh: '该接口密钥已被报告泄露，并于 {{on}} 停用，请创建新的密钥。',
    en: 'This API key was reported as leaked and revoked on {{on}}; make another one.',
  },
  'usage.scope_missing': {
    status: 403,
    zh: '该接口密钥没有“{{scope}}”权限，请用具有该权限的密钥。',
    en: 'This API key lacks the scope "{{scope}}"; use a key that has it.',
  },
  'usage.key_not_for_dataset': {
    status: 403,
    zh: '该接口密钥不能用于数据集“{{code}}”。',
    en: 'This API key is not for dataset "{{code}}".',
  },
  'usage.key_dataset_unknown': {
    status: 422,
    zh: '数据集“{{code}}”不在该协议内，不能作为密钥的范围。',
    en: 'Dataset "{{code}}" is not in this agreement, so no key can be limited to it.',
  },
  'usage.key_outlives_term': {
    status: 422,
    zh: '密钥的有效期应在今天至协议截止日 {{to}} 之间。',
    en: 'The last day of a key lies between today and the end of the agreement, {{to}}.',
  },
  'usage.key_not_live': {
    status: 409,
    zh: '该接口密钥已失效或者已经轮换，不能再次轮换。',
    en: 'This API key is no longer live or has been rotated already.',
  },
  'usage.not_a_key': {
    status: 422,
    zh: '这不是本平台接口密钥的形式。密钥以 jsk_ 开头，共 47 个字符。',
    en: 'This has not the form of an API key of this portal: jsk_ and 43 more characters.',
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
  'usage.table_not_granted': {
    status: 403,
    zh: '协议 {{no}} 没有授予表“{{table}}”。',
    en: 'Agreement {{no}} does not grant table "{{table}}".',
    article: '20',
  },
  'usage.column_not_covered': {
    status: 403,
    zh: '协议 {{no}} 没有授予列“{{column}}”，既不能取得，也不能用于筛选、分组或者计算。',
    en: 'Agreement {{no}} does not grant column "{{column}}": it can neither be read nor filtered, grouped or computed with.',
    article: '20',
  },
  'usage.grant_outdated': {
    status: 409,
    zh: '表“{{table}}”的现行版本已没有协议 {{no}} 约定的列“{{column}}”，无法按约定提供，请与授权单位变更协议。',
    en: 'The current version of table "{{table}}" no longer has column "{{column}}" of agreement {{no}}; it cannot be handed over as agreed. Amend the agreement.',
    article: '20',
  },
  'usage.grant_changed': {
    status: 409,
    zh: '协议 {{no}} 刚刚变更为新的版本，请重新请求。',
    en: 'Agreement {{no}} has just changed to another version; ask again.',
    article: '20',
  },
  'usage.unknown_constraint': {
    status: 403,
    zh: '协议 {{no}} 含有本平台尚不能执行的限制（{{what}}），因此不提供数据。',
    en: 'Agreement {{no}} holds a constraint this platform cannot enforce ({{what}}), so nothing is handed over.',
    article: '20',
  },
  'usage.purpose_not_agreed': {
    status: 403,
    zh: '用途“{{purpose}}”不是协议 {{no}} 约定的用途。',
    en: 'Purpose "{{purpose}}" is not one agreed in {{no}}.',
    article: '20',
  },
  'usage.region_not_agreed': {
    status: 403,
    zh: '使用地域“{{region}}”不在协议 {{no}} 约定的地域之内。',
    en: 'Territory "{{region}}" lies outside that of agreement {{no}}.',
    article: '20',
  },
  'usage.over_quota': {
    status: 429,
    zh: '超出协议 {{no}} 的限额：{{window}}{{measure}}上限 {{cap}}，已用 {{used}}，剩余 {{left}}，{{resets_at}} 重新计算。',
    en: 'Over the quota of agreement {{no}}: {{cap}} {{measure_en}} {{window_en}}, {{used}} used, {{left}} left; it begins anew at {{resets_at}}.',
    article: '20',
  },
  'usage.figures_only': {
    status: 403,
    zh: '汇总查询只提供计数、去重计数、求和与平均，不提供“{{fn}}”：它会显示单条记录。',
    en: 'Figures are counts, distinct counts, sums and averages; "{{fn}}" would show a single record.',
    article: '20',
  },
  'usage.figures_filter': {
    status: 403,
    zh: '汇总查询的筛选只能用“等于”：其他条件可以通过两次查询之差得出单条记录。',
    en: 'Figures are filtered by "eq" only: with other conditions the difference of two answers would show a single record.',
    article: '20',
  },
  'usage.too_many_groups': {
    status: 422,
    zh: '分组超过 {{limit}} 个，无法判断哪些过小，请减少分组。',
    en: 'There are more than {{limit}} groups, so it cannot be told which are too small; group by less.',
  },
  'usage.degree_forbids': {
    status: 403,
    zh: '协议约定的程度为“{{degree}}”，不能以这种形式提供数据。',
    en: 'The agreed degree is "{{degree_en}}"; data is not handed over in this form under it.',
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
