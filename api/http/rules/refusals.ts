/** What the edge itself answers, before any room is asked. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'request.malformed': {
    status: 400,
    zh: '无法读懂该请求：地址或内容的格式不正确。',
    en: 'The request cannot be read: its address or its body is malformed.',
  },
  'request.unsupported': {
    status: 415,
    zh: '不支持该内容类型或编码。',
    en: 'This content type or encoding is not supported.',
  },
  'server.stopping': {
    status: 503,
    zh: '服务正在重启，请稍后重试。',
    en: 'The service is restarting; try again shortly.',
  },
});

/** A bug is no refusal, but it has words too. */
export const failure = {
  zh: '系统出现错误，您的操作没有完成。请稍后重试；若仍不成功，请告知以下请求编号。',
  en: 'Something went wrong and the action was not completed. Try again later; if it fails again, report the request number.',
} as const;
