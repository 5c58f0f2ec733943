import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '#api/context.ts';
import { callsAMinute, questionsAMinute } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';

// By address: the endpoint knows no accounts.
const calls = new RateLimiterMemory({ points: callsAMinute, duration: 60 });
const questions = new RateLimiterMemory({ points: questionsAMinute, duration: 60 });

/** Counts a call of any kind. Refuses `mcp.too_many_calls`. */
export async function limitCalls(ctx: Ctx): Promise<void> {
  const seconds = await consume(calls, ctx);
  if (seconds !== null) throw refuse('mcp.too_many_calls', { limit: callsAMinute, seconds });
}

/** Counts a question to a table. Refuses `mcp.too_many_questions`. */
export async function limitQuestions(ctx: Ctx): Promise<void> {
  const seconds = await consume(questions, ctx);
  if (seconds !== null) throw refuse('mcp.too_many_questions', { limit: questionsAMinute, seconds });
}

async function consume(limiter: RateLimiterMemory, ctx: Ctx): Promise<number | null> {
  try {
    await limiter.consume(`${ctx.env.DATA_DIR}|${ctx.ip ?? ''}`);
    return null;
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    throw limit;
  }
}
