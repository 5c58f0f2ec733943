import { settlePayouts } from './settle.ts';
import { followTransfer, healTransfers, reverseTransfers, sendReversal, sendTransfer } from './transfers.ts';

export const payoutJobs = {
  'payouts.settle': settlePayouts,
  'payouts.transfer': sendTransfer,
  'payouts.follow_transfer': followTransfer,
  'payouts.reverse': reverseTransfers,
  'payouts.send_reversal': sendReversal,
  'payouts.heal': healTransfers,
};
/** Hourly: catches what a lost job left behind. */
export const payoutCrontab = '41 * * * * payouts.settle\n44 * * * * payouts.heal';
