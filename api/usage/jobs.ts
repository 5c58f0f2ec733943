import { type App, systemContext } from '#api/context.ts';
import { closeAgreement } from './keys.ts';

export const usageJobs = {
  'usage.close_agreement': async (app: App, payload: { readonly agreementId: string }) => {
    await closeAgreement(systemContext(app), payload.agreementId);
  },
};
