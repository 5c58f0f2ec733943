/** How much one participant, and one network address, may send. Addresses are kept in memory only, as long as they count. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '#api/context.ts';
import { refuse } from './rules/refusals.ts';

const hour = 3600;
const kinds = {
  picture: { participant: 30, address: 60, seconds: hour },
  reuse: { participant: 20, address: 40, seconds: hour },
  rating: { participant: 30, address: 60, seconds: hour },
  report: { participant: 30, address: 60, seconds: hour },
} as const;
type Kind = keyof typeof kinds;

const limiters = Object.fromEntries(
  Object.entries(kinds).map(([kind, { participant, address, seconds }]) => [
    kind,
    {
      participant: new RateLimiterMemory({ points: participant, duration: seconds }),
      address: new RateLimiterMemory({ points: address, duration: seconds }),
    },
  ]),
) as Record<Kind, { participant: RateLimiterMemory; address: RateLimiterMemory }>;

/** Mailboxes are cheap: from one network address so many different ones rate one dataset within a day. */
const perDataset = new RateLimiterMemory({ points: 20, duration: 24 * hour });
const perView = new RateLimiterMemory({ points: 1, duration: hour });

/** Refuses `reuses.too_often`. */
export async function count(ctx: Ctx, kind: Kind, participantId: string): Promise<void> {
  // By the folder of the data: several applications of one process (tests) do not count for each other.
  const here = ctx.env.DATA_DIR;
  await take(limiters[kind].participant, `${here}|${participantId}`);
  if (ctx.ip !== null) await take(limiters[kind].address, `${here}|${ctx.ip}`);
}

/** Refuses `reuses.too_often` when one address gives a dataset its next new opinion too many. */
export async function countOpinion(ctx: Ctx, entryId: string): Promise<void> {
  if (ctx.ip !== null) await take(perDataset, `${ctx.env.DATA_DIR}|${ctx.ip}|${entryId}`);
}

/** True once an hour for one address and one page. */
export async function isNewView(ctx: Ctx, id: string): Promise<boolean> {
  try {
    await perView.consume(`${ctx.env.DATA_DIR}|${ctx.ip ?? ''}|${id}`);
    return true;
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return false;
    throw limit;
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (limit) {
    if (limit instanceof RateLimiterRes)
      throw refuse('reuses.too_often', { seconds: Math.ceil(limit.msBeforeNext / 1000) });
    throw limit;
  }
}
