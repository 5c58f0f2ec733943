/** Mail to an address somebody typed: limited by address, so that nobody's mailbox is flooded, and by caller. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface Caller {
  readonly env: { readonly DATA_DIR: string };
  readonly ip: string | null;
}

/** Counts one mail; answers the seconds to wait when it is one too many, else null. */
export type MailThrottle = (caller: Caller, addressHash: string) => Promise<number | null>;

/** @param hourly how many an hour to one address, and from one caller. */
export function mailThrottle(hourly: { readonly address: number; readonly caller: number }): MailThrottle {
  const perAddress = new RateLimiterMemory({ points: hourly.address, duration: 3600 });
  const perCaller = new RateLimiterMemory({ points: hourly.caller, duration: 3600 });
  return async ({ env, ip }, hash) => {
    try {
      if (ip !== null) await perCaller.consume(`${env.DATA_DIR}|${ip}`);
      await perAddress.consume(`${env.DATA_DIR}|${hash}`);
      return null;
    } catch (limit) {
      if (limit instanceof RateLimiterRes) return Math.ceil(limit.msBeforeNext / 1000);
      throw limit;
    }
  };
}
