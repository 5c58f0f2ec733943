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
});
