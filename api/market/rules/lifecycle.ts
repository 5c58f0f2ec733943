/** The ways of what stands around a product. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { NoticeState } from './codes.ts';

const developer = 'developer';

export const sourceNoticeLifecycle = defineLifecycle<NoticeState>({
  open: {
    answer: { to: 'answered', event: 'market.answer_notice', by: developer },
    lapse: { to: 'lapsed', event: 'market.lapse_notice', by: 'platform' },
    confirm: { to: 'open', event: 'market.confirm_notice', by: 'platform' },
  },
  answered: {
    answer: { to: 'answered', event: 'market.answer_notice', by: developer },
    return: { to: 'open', event: 'market.return_notice', by: 'agency' },
    lapse: { to: 'lapsed', event: 'market.lapse_notice', by: 'platform' },
    confirm: { to: 'open', event: 'market.confirm_notice', by: 'platform' },
  },
  lapsed: {},
});
