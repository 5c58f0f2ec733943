import type { App } from '#api/context.ts';
import { certifyListed, certifyProduct } from './citations/issue.ts';
import { chaseComplaints } from './complaints/service.ts';
import { examineRecent, examineRelated, examineSale } from './dealing/detect.ts';
import { endListings } from './listings/service.ts';
import { chaseNotices, type SourceChanged, sourceChanged } from './notices/open.ts';
import { lapseQuotations } from './quotations/service.ts';

export const marketJobs = {
  'market.certify': (app: App, payload: { product_id: string }) => certifyProduct(app, payload.product_id),
  'market.source_changed': (app: App, payload: SourceChanged) => sourceChanged(app, payload),
  'market.watch': async (app: App) => {
    await chaseNotices(app);
    await lapseQuotations(app);
    await chaseComplaints(app);
    await endListings(app);
  },
  'market.sweep': async (app: App) => {
    await certifyListed(app);
  },
  'market.examine_sale': (app: App, payload: { order_id: string }) => examineSale(app, payload),
  'market.examine_related': (app: App) => examineRelated(app),
  'market.examine_recent': (app: App) => examineRecent(app),
};

/** Early in Shanghai: who is late with an answer, and what lapsed; at night what is on sale without a certificate gets one. */
export const marketCrontab = '12 16 * * * market.watch\n20 17 * * * market.sweep\n30 17 * * * market.examine_recent';
