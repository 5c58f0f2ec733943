import type { App } from '#api/context.ts';
import { certifyListed, certifyProduct } from './citations/issue.ts';

export const marketJobs = {
  'market.certify': (app: App, payload: { product_id: string }) => certifyProduct(app, payload.product_id),
  'market.sweep': async (app: App) => {
    await certifyListed(app);
  },
};

/** At night in Shanghai: what is on sale without a certificate gets one. */
export const marketCrontab = '20 17 * * * market.sweep';
