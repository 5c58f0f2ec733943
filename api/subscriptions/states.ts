/** Steps that more than one door leads to. */
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { inLocale } from '#api/kernel/words.ts';
import { subscriptionStates } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export function wrongState(state: store.Subscription['state']) {
  const words = subscriptionStates.words[state];
  return refuse('subscriptions.wrong_state', { state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
}

/** Ends an e-mail subscription; the address goes from the record and from the mails kept here. */
export async function wipe(ctx: Ctx, found: store.Subscription): Promise<void> {
  if (found.state === 'ended') return;
  await act(ctx, { action: 'subscriptions.end', subject: ['subscription', found.id] }, async (tx) => {
    const data = { state: 'ended', endedAt: tx.clock.now(), emailSealed: null, emailHash: null } as const;
    await store.changeSubscription(tx.db, found.id, ['pending', 'active', 'paused'], data);
    await store.dropMessages(tx.db, found.id);
  });
  await ctx.ports.mail.forget(found.id);
}
