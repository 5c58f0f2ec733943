import type { Ctx } from '#api/context.ts';

/**
 * Puts a job into the queue inside the open transaction (outbox): it runs after commit or not at all.
 * With `key`, a job already waiting under that key is replaced, so a burst of changes runs once.
 */
export async function enqueue(
  ctx: Ctx,
  task: string,
  payload: Readonly<Record<string, unknown>>,
  options: { key?: string; queue?: string; maxAttempts?: number } = {},
): Promise<void> {
  await ctx.db
    .$queryRaw`SELECT id FROM graphile_worker.add_job(${task}::text, payload := ${JSON.stringify(payload)}::json,
    queue_name := ${options.queue ?? null}::text, max_attempts := ${options.maxAttempts ?? 8}::int, job_key := ${options.key ?? null}::text)`;
}
