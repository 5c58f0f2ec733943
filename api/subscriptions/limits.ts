import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '#api/context.ts';
import { refuse } from './rules/refusals.ts';

// Mail to an address somebody typed: per address, so that nobody's mailbox is flooded, and per caller.
const perAddress = new RateLimiterMemory({ points: 6, duration: 3600 });
const perCaller = new RateLimiterMemory({ points: 30, duration: 3600 });

/** Refuses the seventh mail in an hour to one address, the thirty-first request of one caller. */
export async function throttle(ctx: Ctx, addressHash: string): Promise<void> {
  try {
    if (ctx.ip !== null) await perCaller.consume(`${ctx.env.DATA_DIR}|${ctx.ip}`);
    await perAddress.consume(`${ctx.env.DATA_DIR}|${addressHash}`);
  } catch (limit) {
    if (limit instanceof RateLimiterRes)
      throw refuse('subscriptions.too_often', { seconds: Math.ceil(limit.msBeforeNext / 1000) });
    throw limit;
  }
}
