import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '#api/context.ts';
import { refuse } from './rules/refusals.ts';

// Per account and per address, so that guessing one account from many places and many accounts from one place both stop.
const perAccount = new RateLimiterMemory({ points: 10, duration: 300 });
const perAddress = new RateLimiterMemory({ points: 60, duration: 300 });

/** Counts an attempt; refuses the eleventh in five minutes for one account, the sixty-first for one address. */
export async function throttle(ctx: Ctx, account: string): Promise<void> {
  try {
    await perAccount.consume(`${ctx.env.DATA_DIR}|${account}`);
    if (ctx.ip !== null) await perAddress.consume(`${ctx.env.DATA_DIR}|${ctx.ip}`);
  } catch (limit) {
    if (limit instanceof RateLimiterRes) {
      throw refuse('people.too_many_attempts', { seconds: Math.ceil(limit.msBeforeNext / 1000) });
    }
    throw limit;
  }
}

/** Takes a counted attempt back once it proved right: an officer who signs many papers in a row is no guesser. */
export async function forgive(ctx: Ctx, account: string): Promise<void> {
  await perAccount.reward(`${ctx.env.DATA_DIR}|${account}`);
  if (ctx.ip !== null) await perAddress.reward(`${ctx.env.DATA_DIR}|${ctx.ip}`);
}
