import type { App } from '#api/context.ts';
import { lapseCases } from './cases.ts';
import { detectEverywhere } from './detect.ts';

export const supervisionJobs = {
  'supervision.detect': (app: App) => detectEverywhere(app),
  'supervision.lapse': (app: App) => lapseCases(app),
};

/** Terms that are over at a quarter past midnight in Shanghai, the run over all facts at half past five. */
export const supervisionCrontab = '15 16 * * * supervision.lapse\n30 21 * * * supervision.detect';
