import { matchStatement, release, sweep } from './match.ts';

export const bankingJobs = { 'banking.match': matchStatement, 'banking.release': release, 'banking.sweep': sweep };
/** The sweep each quarter of an hour, beside that of the orders. */
export const bankingCrontab = '7,22,37,52 * * * * banking.sweep';
