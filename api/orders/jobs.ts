/** What follows a payment, and what time does to orders. Each job may run twice and finds that nothing is left to do. */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, systemContext } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { renewDue, termsOf } from './access.ts';
import { accessOf } from './rules/access.ts';
import { orderLifecycle } from './rules/lifecycle.ts';
import { defaultGraceDays, payBy } from './rules/order.ts';
import { move } from './service.ts';
import * as store from './store.ts';

/** Delivery: from now on the buyer can use it. */
export async function fulfil(app: App, { order_id: id }: { order_id: string }): Promise<void> {
  const found = await store.findOrder(app.db, id);
  if (found === null || edge(orderLifecycle, found.state, 'fulfil') === null) return;
  await act(systemContext(app), { action: 'orders.fulfil', subject: ['order', id] }, async (tx, note) => {
    const row = await store.lockOrder(tx.db, id);
    const taken = row === null ? null : edge(orderLifecycle, row.state, 'fulfil');
    note({ no: found.no, already: taken === null });
    if (row === null || taken === null) return;
    const at = tx.clock.now();
    const paidTerm = row.termFrom === null || row.termTo === null ? null : { from: row.termFrom, to: row.termTo };
    const counted = row.billOfId === null ? accessOf(termsOf(row), row.trial, at, row.renewsOrder?.accessTo) : null;
    const access = paidTerm ?? counted;
    await move(tx, row, {
      state: taken.to,
      fulfilledAt: at,
      ...(access === null ? {} : { accessFrom: access.from, accessTo: access.to }),
    });
  });
}

/** Delivers what a lost job left paid and undelivered. */
export async function sweepPaid(app: App): Promise<void> {
  for (const id of await store.ordersToFulfil(app.db)) await fulfil(app, { order_id: id });
}

/** The last day of the grace; null where the calendar does not reach: then the order waits until its year is loaded. */
function lastDay(app: App, payUntil: string, grace: number): string | null {
  try {
    return app.calendar().addWorkingDays(payUntil, grace);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    app.log.warn({ code: error.code }, 'an order cannot lapse yet');
    return null;
  }
}

/** Lets orders lapse that nobody paid, some working days after their term: a transfer made in time may still be found. */
export async function lapse(app: App): Promise<void> {
  const ctx = systemContext(app);
  const now = app.clock.now();
  for (const { id, expiresAt } of await store.ordersToLapse(app.db, now)) {
    const seen = await store.findOrder(app.db, id);
    if (seen === null) continue;
    const key = 'orders.confirmation_grace_working_days';
    const grace = await numberParameter(ctx, key, seen.agreement.regionCode, defaultGraceDays);
    const end = lastDay(app, payBy(expiresAt), grace);
    if (end === null || dayOf(now) <= end) continue;
    await act(ctx, { action: 'orders.expire', subject: ['order', id] }, async (tx, note) => {
      const row = await store.lockOrder(tx.db, id);
      note({ no: seen.no });
      if (row?.state !== 'awaiting_payment') return;
      await move(tx, row, { state: 'expired', closedAt: now });
      await enqueue(tx, 'banking.release', { order_id: id }, { key: `banking.release:${id}` });
    });
  }
}

export const orderJobs = {
  'orders.fulfil': fulfil,
  'orders.sweep': sweepPaid,
  'orders.lapse': lapse,
  'orders.renew': renewDue,
};
/** Lapsing after midnight in Shanghai; the sweep each quarter of an hour. Hours are UTC. */
export const orderCrontab = '10 16 * * * orders.lapse\n*/15 * * * * orders.sweep\n40 0 * * * orders.renew';
