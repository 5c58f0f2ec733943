/** The inbox: an event is verified, kept as it came and answered; what it means is found out by a job, once. */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { CheckoutPort, ProviderEvent } from '#api/ports/payments/checkout-port.ts';
import { followAccountOf } from './accounts.ts';
import { raise } from './facts.ts';
import { followPage, followPayment } from './follow.ts';
import { followSubscription } from './renewals.ts';
import type { CaseKind } from './rules/codes.ts';
import { courseOf } from './rules/events.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export const mostAttempts = 8;

/** Takes what was posted to the webhook; the same event twice is one. Refuses as `CheckoutPort.readEvent` does. */
export async function receiveEvent(ctx: Ctx, raw: Uint8Array, signature: string | undefined): Promise<void> {
  const port = ctx.ports.checkout;
  if (port === null) throw refuse('checkout.off');
  await store.takeEvent(ctx.db, port.readEvent(raw, signature, ctx.clock.now()), 'webhook', ctx.clock.now());
}

/** Job: finds out what an event means. A second run finds it done. */
export async function handleEvent(app: App, { event_id: id }: { event_id: string }): Promise<void> {
  const row = await store.findEvent(app.db, id);
  const port = app.ports.checkout;
  if (row === null || port === null || row.state === 'done' || row.state === 'noted') return;
  const event = port.parseEvent(row.raw);
  const course = courseOf(event.type);
  const at = () => ({ attempts: row.attempts + 1, handledAt: app.clock.now() });
  if (event.account !== null) return ofAccount(app, port, row, event);
  if (course === 'transfer' && event.transferId !== null) {
    await enqueue(systemContext(app), 'payouts.follow_transfer', { transfer_id: event.transferId });
    return store.markEvent(app.db, id, { state: 'done', ...at() });
  }
  if (course === 'harmless') return store.markEvent(app.db, id, { state: 'noted', ...at() });
  if (course === 'payout') return park(app, row, event, 'payout');
  if (course === 'unknown') return park(app, row, event, 'unknown_event');
  try {
    const orderId =
      event.pageId !== null
        ? await followPage(app, port, event.pageId, id)
        : event.subscriptionId !== null
          ? await followSubscription(app, port, event.subscriptionId, id)
          : event.paymentId !== null
            ? await followPayment(app, port, event.paymentId, id)
            : undefined;
    if (orderId === undefined)
      return await park(app, row, event, event.subscriptionId === null ? 'unknown_event' : 'subscription_foreign');
    await store.markEvent(app.db, id, { state: 'done', fault: null, orderId, ...at() });
    await settleCase(app, id);
  } catch (error) {
    await setAside(app, row, event, error);
  }
}

/** Of a developer's account: read anew. Of any other account, a person looks. */
async function ofAccount(app: App, port: CheckoutPort, row: store.EventRow, event: ProviderEvent): Promise<void> {
  try {
    if (!(await followAccountOf(app, port, event.account ?? ''))) return await park(app, row, event, 'other_account');
    if (event.type === 'payout.failed') return await park(app, row, event, 'developer_payout_failed');
    const done = { state: 'done' as const, fault: null, attempts: row.attempts + 1, handledAt: app.clock.now() };
    await store.markEvent(app.db, row.id, done);
  } catch (error) {
    await setAside(app, row, event, error);
  }
}

/** A failure is tried again by the queue; after the last try, or when trying is no use, a person has it. */
async function setAside(app: App, row: store.EventRow, event: ProviderEvent, error: unknown): Promise<void> {
  const attempts = row.attempts + 1;
  const code = isRefusal(error) ? error.code : 'failed';
  if (attempts >= mostAttempts) return park(app, row, event, 'event_failed', code);
  await store.markEvent(app.db, row.id, { state: 'deferred', attempts, fault: code });
  throw error;
}

async function park(app: App, row: store.EventRow, event: ProviderEvent, kind: CaseKind, detail = event.type) {
  await act(systemContext(app), { action: 'checkout.park', subject: ['event', row.id] }, async (tx, note) => {
    note({ type: event.type, kind });
    await store.markEvent(tx.db, row.id, { state: 'parked', attempts: row.attempts + 1, fault: kind });
    await raise({ tx, order: null, eventId: row.id }, kind, `event:${row.id}`, { objectId: event.objectId, detail });
  });
}

/** What was parked and went well later is a person's no longer. */
async function settleCase(app: App, eventId: string): Promise<void> {
  const found = await store.caseByKey(app.db, `event:${eventId}`);
  if (found === null || found.closedAt !== null) return;
  await act(systemContext(app), { action: 'checkout.close_case', subject: ['case', found.id] }, async (tx, note) => {
    note({ event: eventId });
    await store.closeCase(tx.db, { id: found.id }, { closedAt: tx.clock.now(), closedBy: null, note: 'handled' });
  });
}

export async function handleAgain(tx: Ctx, eventId: string): Promise<void> {
  await store.markEvent(tx.db, eventId, { state: 'received', attempts: 0 });
  await enqueue(tx, 'checkout.handle', { event_id: eventId }, { key: `checkout.handle:${eventId}` });
}
