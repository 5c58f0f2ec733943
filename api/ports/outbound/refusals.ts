/** Why the house did not get an answer from an address somebody else gave it. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'outbound.bad_address': {
    status: 422,
    zh: '网址不合规定：须以 http:// 或 https:// 开头，不得含用户名、密码，端口须为 80、443 或 1024 以上。',
    en: 'The address is not allowed: it starts with http:// or https://, holds no user name or password, and its port is 80, 443 or above 1023.',
  },
  'outbound.blocked': {
    status: 422,
    zh: '地址“{{host}}”指向内部或保留网段，平台不予访问。',
    en: 'The address "{{host}}" lies in an internal or reserved network; the platform does not call it.',
  },
  'outbound.unreachable': {
    status: 503,
    zh: '无法连接“{{host}}”（{{reason}}）。',
    en: '"{{host}}" could not be reached ({{reason}}).',
  },
  'outbound.too_large': {
    status: 413,
    zh: '“{{host}}”的应答超过 {{limit}} 字节的上限，已停止接收。',
    en: 'The answer of "{{host}}" is larger than {{limit}} bytes; receiving was stopped.',
  },
  'outbound.timeout': {
    status: 503,
    zh: '“{{host}}”在 {{seconds}} 秒内没有完成应答。',
    en: '"{{host}}" did not finish its answer within {{seconds}} seconds.',
  },
  'outbound.too_many_redirects': {
    status: 422,
    zh: '“{{host}}”的跳转次数过多，已停止。',
    en: '"{{host}}" redirects too often; the call was stopped.',
  },
});
