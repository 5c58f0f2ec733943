import type { App } from '#api/context.ts';
import { certifyListed, certifyProduct } from './citations/issue.ts';
import { chaseNotices, type SourceChanged, sourceChanged } from './notices/open.ts';

export const marketJobs = {
  'market.certify': (app: App, payload: { product_id: string }) => certifyProduct(app, payload.product_id),
  'market.source_changed': (app: App, payload: SourceChanged) => sourceChanged(app, payload),
  'market.watch': (app: App) => chaseNotices(app),
  'market.sweep': async (app: App) => {
    await certifyListed(app);
  },
};

/** Early in Shanghai: who is late with an answer; at night what is on sale without a certificate gets one. */
export const marketCrontab = '12 16 * * * market.watch\n20 17 * * * market.sweep';
