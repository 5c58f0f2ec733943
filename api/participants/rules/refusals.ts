import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'participants.needed': {
    status: 401,
    zh: '请先确认一个电子邮箱，或登录。参与不需要账号。',
    en: 'Confirm a mail address first, or sign in. No account is needed to take part.',
  },
  'participants.bad_email': { status: 422, zh: '请填写有效的电子邮箱地址。', en: 'Enter a valid e-mail address.' },
  'participants.too_often': {
    status: 429,
    zh: '索取验证码过于频繁，请在 {{seconds}} 秒后重试。',
    en: 'Too many codes were asked for; try again in {{seconds}} seconds.',
  },
  'participants.wrong_code': {
    status: 422,
    zh: '验证码不正确，还可以再试 {{left}} 次。',
    en: 'The code is not right; {{left}} more tries.',
  },
  'participants.code_spent': {
    status: 410,
    zh: '验证码已失效：超过一小时、已经用过，或试错次数过多。请重新索取。',
    en: 'The code is void: older than an hour, used already, or tried wrongly too often. Ask for a new one.',
  },
  'participants.link_unknown': {
    status: 404,
    zh: '该链接无效。请核对邮件中的完整链接，或重新索取。',
    en: 'This link is not valid. Compare it with the one in the mail, or ask for a new one.',
  },
  'participants.mailbox_only': {
    status: 409,
    zh: '此项只适用于以邮箱参与的用户；您正以单位账号登录。',
    en: 'This is for those who take part by mailbox; you are signed in for an organisation.',
  },
  'participants.personal_data': {
    status: 422,
    zh: '提交的内容会公开显示，请先删去其中的个人信息（{{count}} 处）。',
    en: 'This is shown to everybody: take the personal data out first ({{count}} field(s)).',
  },
});
