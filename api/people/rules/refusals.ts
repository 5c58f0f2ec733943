import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'people.wrong_credentials': {
    status: 401,
    zh: '登录名或密码不正确。',
    en: 'The login name or the password is not right.',
  },
  'people.too_many_attempts': {
    status: 429,
    zh: '尝试次数过多，请在 {{seconds}} 秒后重试。',
    en: 'Too many attempts; try again in {{seconds}} seconds.',
  },
  'people.password_again': {
    status: 403,
    zh: '签署前请重新输入本人密码，密码不正确。',
    en: 'Signing needs your own password again, and this one is not right.',
    article: '16',
  },
  'people.weak_password': {
    status: 422,
    zh: '密码至少 10 个字符，且不能与登录名相同。',
    en: 'A password has at least 10 characters and differs from the login name.',
  },
  'people.token_unknown': {
    status: 401,
    zh: '访问令牌无效。',
    en: 'There is no such access token.',
  },
  'people.token_expired': {
    status: 401,
    zh: '访问令牌已于 {{on}} 到期，请在工作台“访问令牌”中重新创建。',
    en: 'The access token expired on {{on}}; make another in the workspace under "Access tokens".',
  },
  'people.token_revoked': {
    status: 401,
    zh: '访问令牌已于 {{on}} 撤销。',
    en: 'The access token was revoked on {{on}}.',
  },
  'people.token_not_found': { status: 404, zh: '没有这个访问令牌。', en: 'There is no such access token of yours.' },
  'people.token_already_revoked': {
    status: 409,
    zh: '该访问令牌此前已撤销。',
    en: 'This access token was revoked before.',
  },
  'people.token_expiry': {
    status: 422,
    zh: '有效期的最后一天须在 {{from}} 至 {{to}} 之间：令牌最长一年。',
    en: 'The last day must lie between {{from}} and {{to}}: a token lives for a year at most.',
  },
  'people.too_many_tokens': {
    status: 409,
    zh: '每人在一个单位最多持有 {{limit}} 个有效令牌，请先撤销不用的。',
    en: 'A person holds at most {{limit}} live tokens for one organisation; revoke one that is not used.',
  },
  'people.token_by_token': {
    status: 403,
    zh: '访问令牌不能创建或撤销访问令牌，请登录后办理。',
    en: 'An access token makes and revokes no access tokens; sign in to do that.',
  },
});
