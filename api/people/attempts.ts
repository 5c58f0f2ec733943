/**
 * Guesses. Whoever guesses waits longer after each wrong one; nobody else does: waits are kept by account and caller, and a
 * browser in which the account signed in before is a caller of its own (OWASP, device cookies; decision 0061).
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '#api/context.ts';
import { callerOf, guessKey } from './device.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './sign-in-store.ts';

/** Five free guesses; then 2, 4, 8 … seconds, a quarter of an hour at most. */
const ofCaller = { free: 5, first: 2, most: 900 };
/** Guesses of all strangers together: no account takes more than a hundred (NIST SP 800-63B-4, 3.2.2), then an hour's rest. */
const ofStrangers = { free: 100, first: 3600, most: 3600 };
export const freeGuesses = ofCaller.free;

const perAccount = new RateLimiterMemory({ points: 10, duration: 300 });
const perAddress = new RateLimiterMemory({ points: 60, duration: 300 });

export interface Guess {
  /** How many in a row, this one counted. */
  readonly number: number;
  /** Takes it back: it was right. */
  forgive(): Promise<void>;
}

/** Counts a guess before it is looked at, so that a hundred at once are not heard either. Refuses `people.too_many_attempts`. */
export async function guess(ctx: Ctx, what: 'password' | 'code', account: string): Promise<Guess> {
  const caller = callerOf(ctx, account);
  if (ctx.ip !== null) await spend(perAddress, `${ctx.env.DATA_DIR}|${ctx.ip}`);
  const now = ctx.clock.now();
  const keys = [guessKey(ctx, what, account.toLowerCase(), caller.name)];
  const number = await claim(ctx, keys[0] ?? '', ofCaller, now);
  if (!caller.known) {
    const key = guessKey(ctx, what, account.toLowerCase());
    await claim(ctx, key, ofStrangers, now);
    keys.push(key);
  }
  return {
    number,
    async forgive() {
      await store.clearDelays(ctx.db, keys);
      if (ctx.ip !== null) await perAddress.reward(`${ctx.env.DATA_DIR}|${ctx.ip}`);
    },
  };
}

async function claim(ctx: Ctx, key: string, limit: typeof ofCaller, now: Date): Promise<number> {
  const answer = await store.claimDelay(ctx.db, key, limit, now);
  if (answer.failures !== null) return answer.failures;
  throw refuse('people.too_many_attempts', {
    seconds: Math.max(1, Math.ceil((answer.nextAt.getTime() - now.getTime()) / 1000)),
  });
}

/** Inside a transaction, whose rows a refusal takes back: counted in the process. Ten in five minutes. */
export async function throttle(ctx: Ctx, account: string): Promise<void> {
  await spend(perAccount, `${ctx.env.DATA_DIR}|${account}`);
}

/** Takes a counted attempt back once it proved right: an officer who signs many papers in a row is no guesser. */
export async function forgive(ctx: Ctx, account: string): Promise<void> {
  await perAccount.reward(`${ctx.env.DATA_DIR}|${account}`);
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (limit) {
    if (limit instanceof RateLimiterRes)
      throw refuse('people.too_many_attempts', { seconds: Math.ceil(limit.msBeforeNext / 1000) });
    throw limit;
  }
}
