import type { App } from '#api/context.ts';
import { backfill } from './backfill.ts';
import { deliver } from './deliver.ts';
import { makeDigests, sweep, tidy } from './digest.ts';
import { fanOut, type Happening, record } from './record.ts';

export const subscriptionJobs = {
  'subscriptions.record': (app: App, happening: Happening) => record(app, happening),
  'subscriptions.fanout': async (app: App, { eventId }: { eventId: string }) => void (await fanOut(app, eventId)),
  'subscriptions.deliver': (app: App, { messageId }: { messageId: string }) => deliver(app, messageId),
  'subscriptions.sweep': async (app: App) => void (await sweep(app)),
  'subscriptions.daily': async (app: App) => void (await makeDigests(app, 'daily')),
  'subscriptions.weekly': async (app: App) => void (await makeDigests(app, 'weekly')),
  'subscriptions.tidy': (app: App) => tidy(app),
  'subscriptions.backfill': async (app: App) => void (await backfill(app)),
};

/** Mails leave at eight in the morning in Shanghai. */
export const subscriptionCrontab = [
  '* * * * * subscriptions.sweep',
  '0 0 * * * subscriptions.daily',
  '0 0 * * 1 subscriptions.weekly',
  '30 19 * * * subscriptions.tidy',
  '25 * * * * subscriptions.backfill',
].join('\n');
