/** 收益分配账单: drawn, confirmed by both, reviewed, remitted, received, reconciled and locked (Article 21; brief 6.3). */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { RepaymentState, StatementState } from './codes.ts';

const either = 'agency or developer';
const review = 'finance bureau, reviewer';
const issue = 'finance bureau, another officer';
const outdate = { to: 'returned', event: 'revenue.outdate', by: 'platform' } as const;

export const statementLifecycle = defineLifecycle<StatementState>({
  drawn: {
    confirm: { to: 'drawn', event: 'revenue.confirm', by: either },
    complete: { to: 'confirmed', event: 'revenue.confirm', by: either },
    outdate,
  },
  confirmed: {
    return: { to: 'returned', event: 'revenue.return', by: review },
    approve: { to: 'approved', event: 'revenue.approve', by: review },
    outdate,
  },
  returned: { redraw: { to: 'drawn', event: 'revenue.redraw', by: either } },
  approved: {
    issue: { to: 'ordered', event: 'revenue.issue', by: issue },
    // Nothing is due when the government part of the net is zero: there is no payment order of zero, the statement closes.
    close: { to: 'closed', event: 'revenue.close', by: 'finance bureau' },
    withdraw: { to: 'returned', event: 'revenue.withdraw', by: review },
  },
  ordered: {
    receive: { to: 'received', event: 'revenue.receive', by: issue },
    // The treasury or the bank sent the order back: its number stays used, the statement is drawn again.
    reject: { to: 'returned', event: 'revenue.reject', by: issue },
  },
  received: { close: { to: 'closed', event: 'revenue.close', by: 'finance bureau' } },
  closed: {},
});

/** From the approval on the figures stand and the government part is the treasury's. */
export const isSettled = (state: StatementState): boolean =>
  state === 'approved' || state === 'ordered' || state === 'received' || state === 'closed';

/** 退付: applied for by the collecting side, reviewed and approved by two people of the bureau, closed by the treasury's line. */
export const repaymentLifecycle = defineLifecycle<RepaymentState>({
  opened: {
    apply: { to: 'applied', event: 'revenue.apply_repayment', by: 'agency (执收单位)' },
    lapse: { to: 'lapsed', event: 'revenue.lapse_repayment', by: 'platform' },
  },
  applied: {
    return: { to: 'opened', event: 'revenue.return_repayment', by: review },
    review: { to: 'reviewed', event: 'revenue.review_repayment', by: review },
  },
  reviewed: {
    return: { to: 'opened', event: 'revenue.return_repayment', by: issue },
    approve: { to: 'approved', event: 'revenue.approve_repayment', by: issue },
  },
  approved: { register: { to: 'repaid', event: 'revenue.register_repayment', by: issue } },
  repaid: {},
  lapsed: {},
});
