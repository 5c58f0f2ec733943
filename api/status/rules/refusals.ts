import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'status.not_found': { status: 404, zh: '没有这条通告。', en: 'There is no such notice.' },
  'status.closed': {
    status: 409,
    zh: '该通告已经结束，不能再更新。',
    en: 'This notice is closed and takes no more updates.',
  },
  'status.ends_before_start': {
    status: 422,
    zh: '预计结束时间应晚于开始时间。',
    en: 'The planned end must lie after the start.',
  },
});
