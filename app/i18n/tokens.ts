import type { Words } from '#api/kernel/words.ts';

/** Access tokens of a person. */
export const tokens = {
  title: ['访问令牌', 'Access tokens'],
  lead: [
    '令牌让您自己的程序（脚本、CKAN 客户端、采集工具）以您和本单位的名义使用平台，权限与您本人的职责相同；签署、资金和单位管理除外，这些须本人登录办理。',
    'With a token your own programs (scripts, CKAN clients, harvesters) act for you and your organisation with your duties, except signing, money and administration: those are done by you, signed in.',
  ],
  create: ['创建令牌', 'Make a token'],
  name: ['用途名称', 'Name'],
  name_help: ['便于区分，例如“每日上报脚本”。', 'To tell tokens apart, such as “daily upload script”.'],
  expires_on: ['有效期至', 'Good until'],
  expires_help: ['最长一年，当日结束时失效。', 'A year at most; it dies at the end of that day.'],
  made_title: ['令牌已创建，请立即保存', 'The token is made; save it now'],
  made_text: [
    '令牌只在此显示一次，平台不保存明文。遗失后请撤销并重新创建；不要写进代码或发给他人。',
    'It is shown this once and not kept. If you lose it, revoke it and make another; never put it in code or pass it on.',
  ],
  token: ['令牌', 'Token'],
  try_it: ['试一试', 'Try it'],
  list: ['我的令牌', 'My tokens'],
  prefix: ['开头', 'Begins with'],
  organization: ['代表单位', 'Acts for'],
  state: ['状态', 'State'],
  live: ['有效', 'Live'],
  revoked: ['已撤销', 'Revoked'],
  expired: ['已到期', 'Expired'],
  created: ['创建时间', 'Made'],
  last_used: ['最近使用', 'Last used'],
  never: ['未使用', 'never'],
  until: ['有效期至', 'Good until'],
  do: ['办理', 'Do'],
  revoke: ['撤销', 'Revoke'],
  revoke_title: ['撤销令牌“{{name}}”？', 'Revoke the token “{{name}}”?'],
  revoke_consequence: [
    '立即失效，不能恢复；使用它的程序将无法再以您的名义操作。',
    'It dies at once and for good; programs that use it can no longer act for you.',
  ],
  revoked_done: ['令牌已撤销。', 'The token was revoked.'],
  empty: ['还没有访问令牌', 'No access tokens yet'],
  empty_text: [
    '读取公开数据不需要令牌；用程序编目、上传时创建一个。',
    'Reading open data needs none; make one to catalogue and upload by program.',
  ],
  how: ['在哪里使用', 'Where to use it'],
  how_text: [
    'CKAN 客户端把它当作 API 密钥；其他程序放在 Authorization: Bearer 请求头。',
    'CKAN clients take it as their API key; other programs send it as Authorization: Bearer.',
  ],
  to_developers: ['开发者说明', 'For developers'],
} as const satisfies Words;
