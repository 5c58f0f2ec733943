import type { Ctx } from '#api/context.ts';
import { mailThrottle } from '#api/ports/mail/throttle.ts';
import { refuse } from './rules/refusals.ts';

const count = mailThrottle({ address: 6, caller: 30 });

/** Refuses the seventh mail in an hour to one address, the thirty-first request of one caller. */
export async function throttle(ctx: Ctx, addressHash: string): Promise<void> {
  const seconds = await count(ctx, addressHash);
  if (seconds !== null) throw refuse('subscriptions.too_often', { seconds });
}
