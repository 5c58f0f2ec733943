/** Searches that found nothing, counted by day: what people look for and the province does not offer. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import type { demandOut, demandQuery } from './contract.ts';
import { missText } from './rules/misses.ts';
import * as store from './store.ts';
import { requireDepartment } from './synonyms.ts';

/** Counts a search without a result; what could tell of a person is not kept at all. Never fails a search. */
export async function recordMiss(ctx: Ctx, text: string): Promise<void> {
  const today = dayOf(ctx.clock.now());
  const kept = missText(text, today);
  if (kept === null) return;
  try {
    await store.countMiss(ctx.db, today, kept);
  } catch (error) {
    ctx.log.warn({ err: error }, 'a search without a result was not counted');
  }
}

/** How often the same was searched in vain within the last ninety days; 0 for what is not kept. */
export async function missesOf(ctx: Ctx, text: string): Promise<number> {
  const today = dayOf(ctx.clock.now());
  const kept = missText(text, today);
  return kept === null ? 0 : store.missesOf(ctx.db, kept, addDays(today, -90));
}

/** The most wanted of a period, for the information department. */
export async function listDemand(
  ctx: Ctx,
  { days, page, page_size }: z.output<typeof demandQuery>,
): Promise<z.input<typeof demandOut>> {
  requireDepartment(ctx);
  const to = dayOf(ctx.clock.now());
  const from: Day = addDays(to, 1 - days);
  const { rows, total, searches } = await store.listMisses(ctx.db, from, to, (page - 1) * page_size, page_size);
  return { from, to, searches, items: rows, total, page, page_size };
}
