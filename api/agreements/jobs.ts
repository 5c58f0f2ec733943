import { type App, systemContext } from '#api/context.ts';
import { governAmendments } from './amendment.ts';
import { chaseDispositions } from './disposition.ts';
import { expireAgreements } from './ending.ts';
import { warnOfExpiry } from './warnings.ts';

export const agreementJobs = {
  'agreements.expire': async (app: App) => {
    await expireAgreements(systemContext(app));
  },
  'agreements.watch': async (app: App) => {
    await warnOfExpiry(systemContext(app));
    await chaseDispositions(systemContext(app));
  },
  'agreements.govern': async (app: App) => {
    await governAmendments(systemContext(app));
  },
};

/**
 * On the hour, so at midnight in Shanghai: what governs from a day governs from its first second. A few minutes later what
 * the day has ended, then warnings and late dispositions; every hour for a server that slept through it.
 */
export const agreementCrontab = '0 * * * * agreements.govern\n2 * * * * agreements.expire\n4 * * * * agreements.watch';
