/** Daily and weekly: one message of everything since the last one. */
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, type Db, systemContext } from '#api/context.ts';
import { enqueueDelivery, matchingSearches, messageId } from './record.ts';
import type { Frequency } from './rules/codes.ts';
import { daysToConfirm } from './rules/lifecycle.ts';
import { wipe } from './states.ts';
import * as store from './store.ts';

/** What is younger may still be on its way into the record. */
const settleMs = 2 * 60_000;

export async function makeDigests(app: App, frequency: Frequency): Promise<number> {
  const until = new Date(app.clock.now().getTime() - settleMs);
  let made = 0;
  for (const one of await store.listDigests(app.db, frequency)) if (await makeDigest(app, one, until)) made += 1;
  return made;
}

/** True when there was something to tell. Served once: whoever comes second finds it served. */
export async function makeDigest(app: App, one: store.Subscription, until: Date): Promise<boolean> {
  const since = one.servedUntil ?? one.confirmedAt ?? one.createdAt;
  if (until <= since) return false;
  const scope = await scopeOf(app.db, one);
  const changes = scope === null ? [] : await store.changesBetween(app.db, since, until, scope);
  const eventIds: string[] = [];
  for (const change of changes) {
    if (one.target !== 'search' || (await matchingSearches(app, change, [one])).size > 0) eventIds.push(change.id);
  }
  // More than one mail shows is told next time.
  const last = changes.length === 500 ? (changes.at(-1)?.at ?? until) : until;
  return app.db.$transaction(async (db) => {
    const tx: Ctx = { ...systemContext(app), db: db as unknown as Db };
    const { count } = await tx.db.subscription.updateMany({
      where: { id: one.id, state: 'active', servedUntil: one.servedUntil },
      data: { servedUntil: last },
    });
    if (count === 0 || eventIds.length === 0) return false;
    const id = messageId(one.id, eventIds, app.clock.now());
    if (await store.insertMessage(tx.db, { id, subscriptionId: one.id, eventIds, at: app.clock.now() }))
      await enqueueDelivery(tx, id, one.id);
    return true;
  });
}

/** Null when what is asked for is gone without a trace. */
export async function scopeOf(
  db: Db,
  { target, targetValue }: Pick<store.Subscription, 'target' | 'targetValue'>,
): Promise<store.ChangeScope | null> {
  switch (target) {
    case 'catalogue':
    case 'search':
      return {};
    case 'dataset':
      return { code: targetValue };
    case 'theme':
      return { theme: targetValue };
    case 'agency': {
      const agency = await store.organizationByUscc(db, targetValue);
      return agency === null ? null : { providerId: agency.id };
    }
  }
}

/** Wipes what nobody confirmed in time and secrets whose overlap is over. */
export async function tidy(app: App): Promise<void> {
  const now = app.clock.now();
  const before = new Date(now.getTime() - daysToConfirm * 24 * 3600_000);
  for (const one of await store.unconfirmed(app.db, before)) await wipe(systemContext(app), one);
  await store.forgetOldSecrets(app.db, now);
}

/** Puts every message that is due into the queue. */
export async function sweep(app: App): Promise<number> {
  const due = await store.dueMessages(app.db, app.clock.now(), 500);
  const ctx = systemContext(app);
  for (const { id, subscriptionId } of due) {
    await enqueue(
      ctx,
      'subscriptions.deliver',
      { messageId: id },
      { key: `subscriptions.deliver:${id}`, queue: `subscription:${subscriptionId}` },
    );
  }
  return due.length;
}
