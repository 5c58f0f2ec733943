import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'exchange.unreachable': {
    status: 502,
    zh: '共享交换平台没有应答，数据没有交付，请稍后再试。',
    en: 'The exchange platform did not answer; nothing was delivered. Try again later.',
  },
  'exchange.declined': {
    status: 502,
    zh: '共享交换平台拒绝接收（{{reason}}），数据没有交付。',
    en: 'The exchange platform declined ({{reason}}); nothing was delivered.',
  },
});
