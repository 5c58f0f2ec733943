/** Payouts: proposed by one officer, approved by another, paid and returned by the bank's own record. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { AccountState, BatchState, PayoutState } from './codes.ts';

const maker = 'finance bureau';
const checker = 'finance bureau, another officer';
const platform = 'platform, by the bank’s statement';

export const payoutBatchLifecycle = defineLifecycle<BatchState>({
  proposed: {
    approve: { to: 'approved', event: 'payouts.approve', by: checker },
    reject: { to: 'rejected', event: 'payouts.reject', by: checker },
  },
  approved: {},
  rejected: {},
});

export const payoutLifecycle = defineLifecycle<PayoutState>({
  proposed: {
    approve: { to: 'approved', event: 'payouts.approve', by: checker },
    reject: { to: 'rejected', event: 'payouts.reject', by: checker },
  },
  approved: {
    settle: { to: 'paid', event: 'payouts.settle', by: platform },
    return: { to: 'returned', event: 'payouts.return', by: maker },
  },
  paid: { return: { to: 'returned', event: 'payouts.settle', by: platform } },
  returned: {},
  rejected: {},
});

export const payoutAccountLifecycle = defineLifecycle<AccountState>({
  entered: {
    verify: { to: 'verified', event: 'payouts.verify_account', by: maker },
    refuse: { to: 'refused', event: 'payouts.verify_account', by: maker },
    retire: { to: 'retired', event: 'payouts.enter_account', by: 'enterprise' },
  },
  verified: { retire: { to: 'retired', event: 'payouts.verify_account', by: maker } },
  refused: {},
  retired: {},
});
