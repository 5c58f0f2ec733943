/** One attempt to deliver one message, and what follows from how it went. At least once: a crash between call and note repeats it. */
import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { guardedFetch } from '#api/ports/outbound/fetch.ts';
import { changeText } from './rules/change.ts';
import type { PauseReason } from './rules/codes.ts';
import { alreadyLetter, confirmLetter, digestLetter, type Letter } from './rules/letter.ts';
import { nextAttempt, patienceMs, retryAfter } from './rules/retry.ts';
import { signatures, tokenOf, unseal } from './secrets.ts';
import { changeOut, changeUrl } from './show.ts';
import * as store from './store.ts';
import { about } from './target.ts';

interface Outcome {
  readonly ok: boolean;
  readonly status: number | null;
  readonly fault: string | null;
  /** True when another attempt cannot help. */
  readonly final?: boolean;
  readonly waitMs?: number | null;
}

export async function deliver(app: App, id: string): Promise<void> {
  const message = await store.findMessage(app.db, id);
  if (message === null || message.state !== 'pending' || message.nextAt === null) return;
  if (message.nextAt > app.clock.now()) return;
  const subscription = await store.findSubscription(app.db, message.subscriptionId);
  if (subscription === null || subscription.state === 'ended')
    return store.dropMessages(app.db, message.subscriptionId);
  const began = performance.now();
  const at = app.clock.now();
  const outcome =
    subscription.channel === 'webhook'
      ? await call(app, subscription, message)
      : await post(app, subscription, message);
  const ms = Math.round(performance.now() - began);
  const attempt = { at: at.toISOString(), status: outcome.status, fault: outcome.fault, ms };
  const next =
    outcome.ok || outcome.final === true ? null : nextAttempt(message.attempts + 1, at, outcome.waitMs ?? null);
  const noted = await store.noteAttempt(app.db, message, attempt, {
    state: outcome.ok ? 'delivered' : next === null ? 'failed' : 'pending',
    nextAt: next,
    ...(outcome.ok ? { deliveredAt: at } : {}),
  });
  if (!noted) return;
  app.log.info(
    { message: id, channel: subscription.channel, ok: outcome.ok, fault: outcome.fault, status: outcome.status, ms },
    'message',
  );
  await follow(app, subscription, outcome, at);
}

/** Failing begins, goes on until patience ends, or is over. */
async function follow(app: App, one: store.Subscription, outcome: Outcome, at: Date): Promise<void> {
  const live = ['active', 'paused', 'pending'] as const;
  if (outcome.ok) {
    if (one.failingSince !== null) await store.changeSubscription(app.db, one.id, live, { failingSince: null });
    return;
  }
  const since = one.failingSince ?? at;
  if (one.failingSince === null) await store.changeSubscription(app.db, one.id, live, { failingSince: at });
  if (one.channel === 'webhook' && outcome.status === 410) return pause(app, one, 'gone');
  if (at.getTime() - since.getTime() >= patienceMs) return pause(app, one, 'failing');
}

async function pause(app: App, one: store.Subscription, reason: PauseReason): Promise<void> {
  if (one.state !== 'active') return;
  const event = { action: 'subscriptions.pause', subject: ['subscription', one.id], facts: { reason } } as const;
  await act(systemContext(app), event, async (tx) => {
    if (await store.changeSubscription(tx.db, one.id, ['active'], { state: 'paused', pausedFor: reason }))
      await store.scheduleMessages(tx.db, one.id, null);
  });
}

/** Failures that no later attempt mends. */
const final = new Set(['mail.bad_address', 'mail.rejected', 'outbound.bad_address']);

function failed(error: unknown): Outcome {
  if (!isRefusal(error)) throw error;
  const status = typeof error.params.status === 'number' ? error.params.status : null;
  return { ok: false, status, fault: error.code, final: final.has(error.code) };
}

async function call(app: App, one: store.Subscription, message: store.Message): Promise<Outcome> {
  if (one.url === null || one.secretSealed === null) throw new Error(`webhook ${one.id} has no address or secret`);
  const now = app.clock.now();
  const sealed = [one.secretSealed];
  if (one.oldSecretSealed !== null && one.oldSecretUntil !== null && one.oldSecretUntil > now)
    sealed.push(one.oldSecretSealed);
  const secrets = await Promise.all(sealed.map((text) => unseal(app, 'subscription-secret', text)));
  const body = JSON.stringify(await payload(app, one, message));
  // A replay carries the id of what it repeats: whoever has it already passes over it.
  const id = message.replayOf ?? message.id;
  const timestamp = Math.floor(now.getTime() / 1000);
  try {
    const answer = await guardedFetch(app, one.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatures(secrets, id, timestamp, body),
      },
      maxBytes: 65_536,
      timeoutMs: 15_000,
    });
    const { status } = answer;
    if (status >= 200 && status < 300) return { ok: true, status, fault: null };
    return {
      ok: false,
      status,
      fault: 'status',
      final: status === 410,
      waitMs: retryAfter(answer.headers['retry-after'], now),
    };
  } catch (error) {
    return failed(error);
  }
}

/** The same bytes at every attempt: a change event never changes. */
async function payload(app: App, one: store.Subscription, message: store.Message): Promise<object> {
  const [change] = await store.findChanges(app.db, message.eventIds);
  if (change === undefined)
    return {
      type: 'ping',
      timestamp: message.createdAt.toISOString(),
      data: { subscription: one.id, target: one.target, target_value: one.targetValue },
    };
  const agency = (await store.organizationsById(app.db, [change.providerId])).get(change.providerId);
  return { type: change.kind, timestamp: change.at.toISOString(), data: changeOut(app.env.PUBLIC_URL, change, agency) };
}

async function post(app: App, one: store.Subscription, message: store.Message): Promise<Outcome> {
  if (one.emailSealed === null) return { ok: false, status: null, fault: 'mail.bad_address', final: true };
  const token = tokenOf(app, one.id);
  const letter = await letterOf(app, one, message, `${app.env.PUBLIC_URL}/subscriptions/${token}`);
  try {
    await app.ports.mail.send({
      to: await unseal(app, 'subscription-email', one.emailSealed),
      ...letter,
      about: one.id,
      id: message.id,
      locale: one.locale,
      unsubscribeUrl: `${app.env.PUBLIC_URL}/api/v1/subscriptions/one-click/${token}`,
    });
    return { ok: true, status: null, fault: null };
  } catch (error) {
    return failed(error);
  }
}

async function letterOf(app: App, one: store.Subscription, message: store.Message, link: string): Promise<Letter> {
  const { locale, frequency } = one;
  const { about_zh, about_en } = await about(systemContext(app), one);
  const said = { what: locale === 'zh' ? about_zh : about_en, frequency, link, locale };
  if (message.eventIds.length === 0) return one.state === 'pending' ? confirmLetter(said) : alreadyLetter(said);
  const changes = await store.findChanges(app.db, message.eventIds);
  const agencies = await store.organizationsById(
    app.db,
    changes.map((change) => change.providerId),
  );
  const lines = changes.reverse().map((change) => {
    const agency = agencies.get(change.providerId);
    return {
      day: dayOf(change.at),
      title: change.title,
      agency: (locale === 'en' ? agency?.nameEn : null) ?? agency?.name ?? '',
      text: changeText(change.kind, change.summary, locale),
      url: changeUrl(app.env.PUBLIC_URL, change),
    };
  });
  return digestLetter(said, lines);
}
