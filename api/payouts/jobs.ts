import { settlePayouts } from './settle.ts';

export const payoutJobs = { 'payouts.settle': settlePayouts };
/** Hourly: catches what a lost job left behind. */
export const payoutCrontab = '41 * * * * payouts.settle';
