import { allocateOrder, sweep } from './allocate.ts';

export const revenueJobs = { 'revenue.allocate': allocateOrder, 'revenue.sweep': sweep };
/** The sweep heals what a crash between payment and split left: each quarter of an hour. */
export const revenueCrontab = '7,22,37,52 * * * * revenue.sweep';
