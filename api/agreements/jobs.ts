import { type App, systemContext } from '#api/context.ts';
import { expireAgreements } from './ending.ts';

export const agreementJobs = {
  'agreements.expire': async (app: App) => {
    await expireAgreements(systemContext(app));
  },
};

/** A few minutes after midnight in Shanghai, and every hour for a server that slept through it. */
export const agreementCrontab = '2 * * * * agreements.expire';
