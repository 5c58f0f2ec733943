/** A public call: of an operator only after the government has consented to the implementation plan. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { CallState } from './kind-codes.ts';

const agency = 'agency';
const authority = 'information department';
const cancel = { to: 'cancelled', event: 'licensing.cancel_call', by: agency } as const;

export const callLifecycle = defineLifecycle<CallState>({
  drafting: {
    save: { to: 'drafting', event: 'licensing.save_call', by: agency },
    submit: { to: 'deliberating', event: 'licensing.submit_call', by: agency },
    open: { to: 'open', event: 'licensing.open_call', by: agency },
    cancel,
  },
  deliberating: {
    consent: { to: 'approved', event: 'licensing.record_decision', by: authority },
    return: { to: 'drafting', event: 'licensing.record_decision', by: authority },
    cancel,
  },
  approved: { open: { to: 'open', event: 'licensing.open_call', by: agency }, cancel },
  open: { close: { to: 'closed', event: 'licensing.close_call', by: agency }, cancel },
  closed: {},
  cancelled: {},
});
