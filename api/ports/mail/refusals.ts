/** Why a mail did not leave, without the address it was meant for. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'mail.bad_address': {
    status: 422,
    zh: '电子邮箱地址不合规定。',
    en: 'This is no e-mail address mail can be sent to.',
  },
  'mail.rejected': {
    status: 422,
    zh: '邮件服务器拒收该邮件（{{status}}），不再重试。',
    en: 'The mail server refused the message for good ({{status}}).',
  },
  'mail.deferred': {
    status: 503,
    zh: '邮件服务器暂不接收该邮件（{{status}}），稍后重试。',
    en: 'The mail server does not take the message now ({{status}}); it is tried again later.',
  },
  'mail.unreachable': {
    status: 503,
    zh: '无法连接邮件服务器（{{reason}}）。',
    en: 'The mail server could not be used ({{reason}}).',
  },
});
