/** Background work of card payments. Each job may run twice and finds that nothing is left to do. */
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { CheckoutPort } from '#api/ports/payments/checkout-port.ts';
import { followPayment } from './follow.ts';
import { handleEvent } from './inbox.ts';
import { sendRefund } from './refunds.ts';
import { followSubscription, guardSubscription, stopSubscription } from './renewals.ts';
import { closeCheckout } from './sessions.ts';
import * as store from './store.ts';
import * as subscriptions from './subscription-store.ts';

const hour = 3_600_000;
/** The provider tries to deliver an event for three days; a list that overlaps by an hour leaves no gap. */
const firstLook = 3 * 24 * hour;

/** Hourly: compares the provider's own list with the inbox, and takes up what was left lying. */
export async function heal(app: App): Promise<void> {
  const port = app.ports.checkout;
  if (port === null) return;
  const ctx = systemContext(app);
  const now = app.clock.now();
  const until = (await store.readCursor(app.db)) ?? new Date(now.getTime() - firstLook);
  let missed = 0;
  for (const event of await port.eventsSince(new Date(until.getTime() - hour)))
    if (event.livemode === port.livemode && (await store.takeEvent(app.db, event, 'healing', now))) missed++;
  await store.saveCursor(app.db, now, now);
  if (missed > 0) app.log.warn({ missed }, 'events of the payment provider had not come by themselves');
  for (const id of await store.eventsLeftBehind(app.db, new Date(now.getTime() - hour)))
    await enqueue(ctx, 'checkout.handle', { event_id: id }, { key: `checkout.handle:${id}` });
  for (const id of await store.refundsToSend(app.db))
    await enqueue(ctx, 'checkout.refund', { card_refund_id: id }, { key: `checkout.refund:${id}` });
  for (const paymentId of await store.paymentsAwaited(app.db))
    await quietly(app, () => followPayment(app, port, paymentId, null));
  for (const { orderId } of await store.staleSessions(app.db, now))
    await quietly(app, () => closeCheckout(app, { order_id: orderId }));
  await healSubscriptions(app, port);
}

/** Each that still charges is read anew and judged anew, so that no invoice is missed and none is charged that may not be. */
async function healSubscriptions(app: App, port: CheckoutPort): Promise<void> {
  for (const { subscriptionId } of await subscriptions.running(app.db))
    if (subscriptionId !== null) await quietly(app, () => followSubscription(app, port, subscriptionId, null));
  for (const row of await subscriptions.running(app.db)) await quietly(app, () => guardSubscription(app, row));
  for (const id of await subscriptions.toStop(app.db))
    await quietly(app, () => stopSubscription(app, { subscription_id: id }));
}

/** One that cannot be followed now does not hold up the others; the next hour tries again. */
async function quietly(app: App, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    app.log.warn({ code: error.code }, 'the payment provider could not be followed');
  }
}

export const checkoutJobs = {
  'checkout.handle': handleEvent,
  'checkout.refund': sendRefund,
  'checkout.close': closeCheckout,
  'checkout.heal': heal,
  'checkout.stop': stopSubscription,
};
export const checkoutCrontab = '41 * * * * checkout.heal';
