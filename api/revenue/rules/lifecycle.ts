/** 收益分配账单: drawn, confirmed by both, reviewed, remitted, received, reconciled and locked (Article 21; brief 6.3). */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { StatementState } from './codes.ts';

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
  },
  ordered: { receive: { to: 'received', event: 'revenue.receive', by: issue } },
  received: { close: { to: 'closed', event: 'revenue.close', by: 'finance bureau' } },
  closed: {},
});
