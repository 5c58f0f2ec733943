import { type App, systemContext } from '#api/context.ts';
import { sweepGrantedFiles } from './granted-files.ts';
import { closeAgreement } from './keys.ts';

export const usageJobs = {
  'usage.close_agreement': async (app: App, payload: { readonly agreementId: string }) => {
    await closeAgreement(systemContext(app), payload.agreementId);
  },
  'usage.sweep_granted': sweepGrantedFiles,
};

export const usageCrontab = '40 3 * * * usage.sweep_granted';
