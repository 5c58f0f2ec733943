/** E-mail without an account: asked for by anyone, begun by whoever reads the mailbox (double opt-in), ended in one click. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { type Ctx, newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isAddress } from '#api/ports/mail/message.ts';
import type { changeBody, mailBody, mailSubscription } from './contract.ts';
import { makeDigest } from './digest.ts';
import { throttle } from './limits.ts';
import { enqueueDelivery } from './record.ts';
import type { Target } from './rules/codes.ts';
import { subscriptionLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { addressHash, seal, tokenHash, tokenOf } from './secrets.ts';
import { wipe, wrongState } from './states.ts';
import * as store from './store.ts';
import { about, requireTarget } from './target.ts';

export type MailSubscription = z.input<typeof mailSubscription>;

/**
 * Answers the same whoever is asked for: what there is to say goes to the mailbox. Refuses `subscriptions.bad_email`,
 * `subscriptions.unknown_target`, `subscriptions.too_often`.
 */
export async function subscribeByMail(ctx: Ctx, input: z.output<typeof mailBody>): Promise<{ accepted: true }> {
  const email = input.email.trim();
  if (!isAddress(email)) {
    const { zh, en } = refuse.table['subscriptions.bad_email'];
    throw refuse('subscriptions.bad_email', {}, [{ path: 'email', zh, en }]);
  }
  const targetValue = await requireTarget(ctx, input.target, input.target_value);
  const emailHash = addressHash(ctx, email);
  await throttle(ctx, emailHash);
  const emailSealed = await seal(ctx, 'subscription-email', email);
  const event = {
    action: 'subscriptions.ask',
    subject: ['subscription', 'new'],
    facts: { target: input.target },
  } as const;
  await act(ctx, event, async (tx, note) => {
    const known = await store.findByAddress(tx.db, emailHash, input.target, targetValue);
    const id = known?.id ?? newId(tx, 'subscription');
    note({}, id);
    if (known === null) {
      await store.insertSubscription(tx.db, {
        id,
        channel: 'email',
        target: input.target,
        targetValue,
        state: 'pending',
        emailSealed,
        emailHash,
        frequency: input.frequency,
        locale: input.locale,
        tokenHash: tokenHash(tokenOf(tx, id)),
        createdAt: tx.clock.now(),
      });
    } else if (known.state === 'pending') {
      await store.changeSubscription(tx.db, id, ['pending'], { frequency: input.frequency, locale: input.locale });
    }
    // A letter without events is the confirmation, or, to whoever has confirmed, the reminder of it.
    const letter = newId(tx, 'message');
    await store.insertMessage(tx.db, { id: letter, subscriptionId: id, eventIds: [], at: tx.clock.now() });
    await enqueueDelivery(tx, letter, id);
    return { accepted: true as const };
  }).catch((error: unknown) => {
    // Two requests for one address at once: the other one's mail is on its way.
    if (sqlState(error) !== '23505') throw error;
  });
  return { accepted: true };
}

/** What would be subscribed to, in words. Refuses `subscriptions.unknown_target`. */
export async function describeTarget(ctx: Ctx, target: Target, typed: string) {
  const targetValue = await requireTarget(ctx, target, typed);
  return { target, target_value: targetValue, ...(await about(ctx, { target, targetValue })) };
}

async function byToken(ctx: Ctx, token: string): Promise<store.Subscription> {
  const found = /^sbt_[\w-]{43}$/.test(token) ? await store.findByToken(ctx.db, tokenHash(token)) : null;
  if (found === null) throw refuse('subscriptions.link_unknown');
  return found;
}

async function show(ctx: Ctx, id: string): Promise<MailSubscription> {
  const found = await store.findSubscription(ctx.db, id);
  if (found === null) throw refuse('subscriptions.link_unknown');
  return {
    state: found.state,
    target: found.target,
    target_value: found.targetValue,
    ...(await about(ctx, found)),
    frequency: found.frequency,
    locale: found.locale,
    created_at: found.createdAt.toISOString(),
    confirmed_at: found.confirmedAt?.toISOString() ?? null,
    ended_at: found.endedAt?.toISOString() ?? null,
  };
}

export async function showMailSubscription(ctx: Ctx, token: string): Promise<MailSubscription> {
  return show(ctx, (await byToken(ctx, token)).id);
}

/** Confirming twice is confirming once: mail programs open links ahead of their readers, readers press twice. */
export async function confirmMailSubscription(ctx: Ctx, token: string): Promise<MailSubscription> {
  const found = await byToken(ctx, token);
  if (found.state === 'active') return show(ctx, found.id);
  return act(ctx, { action: 'subscriptions.confirm', subject: ['subscription', found.id] }, async (tx) => {
    const to = edge(subscriptionLifecycle, found.state, 'confirm')?.to;
    const at = tx.clock.now();
    const data = { state: to ?? found.state, confirmedAt: at, servedUntil: at };
    if (to === undefined || !(await store.changeSubscription(tx.db, found.id, [found.state], data)))
      throw wrongState(found.state);
    return show(tx, found.id);
  });
}

/** What the old rhythm still owes is sent before the new one begins. */
export async function changeMailSubscription(
  ctx: Ctx,
  token: string,
  { frequency }: z.output<typeof changeBody>,
): Promise<MailSubscription> {
  const found = await byToken(ctx, token);
  if (found.state !== 'active' && found.state !== 'paused') throw wrongState(found.state);
  if (found.frequency !== 'immediate' && found.state === 'active') await makeDigest(ctx, found, ctx.clock.now());
  return act(ctx, { action: 'subscriptions.change', subject: ['subscription', found.id] }, async (tx, note) => {
    const at = tx.clock.now();
    // Whoever comes back and chooses is reading again.
    const again = found.state === 'paused' ? { state: 'active' as const, pausedFor: null, failingSince: null } : {};
    const data = { frequency, servedUntil: at, ...again };
    if (!(await store.changeSubscription(tx.db, found.id, [found.state], data))) throw wrongState(found.state);
    note({ frequency });
    return show(tx, found.id);
  });
}

/** Ends it and wipes the address: from the record, and from the mails kept here. Ending twice is ending once. */
export async function endMailSubscription(ctx: Ctx, token: string): Promise<MailSubscription> {
  const found = await byToken(ctx, token);
  await wipe(ctx, found);
  return show(ctx, found.id);
}

export async function unsubscribeInOneClick(ctx: Ctx, token: string): Promise<{ accepted: true }> {
  await wipe(ctx, await byToken(ctx, token));
  return { accepted: true };
}
