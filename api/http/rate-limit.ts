/** So many requests a minute for an address, told in headers (draft-ietf-httpapi-ratelimit-headers-07). */
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from '#api/kernel/refusal.ts';

export interface RateLimit {
  /** Counts a request. Refuses `request.too_many`. */
  count(response: Response, address: string | null): Promise<void>;
}

export function createRateLimit(points: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  const tell = (response: Response, { remainingPoints, msBeforeNext }: RateLimiterRes): void => {
    response
      .set('RateLimit-Policy', `${points};w=${seconds}`)
      .set('RateLimit-Limit', String(points))
      .set('RateLimit-Remaining', String(Math.max(0, remainingPoints)))
      .set('RateLimit-Reset', String(Math.ceil(msBeforeNext / 1000)));
  };
  return {
    async count(response, address) {
      try {
        tell(response, await limiter.consume(address ?? ''));
      } catch (limit) {
        if (!(limit instanceof RateLimiterRes)) throw limit;
        tell(response, limit);
        throw refuse('request.too_many', { seconds: Math.ceil(limit.msBeforeNext / 1000) });
      }
    },
  };
}
