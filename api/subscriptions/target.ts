/** Whether there is such a thing to subscribe to, and what it is called. */
import type { Ctx } from '#api/context.ts';
import type { Target } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { canonicalTarget, targetText } from './rules/target.ts';
import * as store from './store.ts';

/** The canonical value. Refuses `subscriptions.unknown_target`. */
export async function requireTarget(ctx: Ctx, target: Target, typed: string): Promise<string> {
  const value = canonicalTarget(target, typed);
  if (value === null || !(await exists(ctx, target, value)))
    throw refuse('subscriptions.unknown_target', { value: typed.slice(0, 60) });
  return value;
}

async function exists(ctx: Ctx, target: Target, value: string): Promise<boolean> {
  if (target === 'dataset') return (await store.publicTitle(ctx.db, value)) !== null;
  if (target === 'agency') return (await store.organizationByUscc(ctx.db, value))?.kind === 'agency';
  return true;
}

export async function about(ctx: Ctx, { target, targetValue }: Pick<store.Subscription, 'target' | 'targetValue'>) {
  const names = await nameOf(ctx, target, targetValue);
  return {
    about_zh: targetText(target, targetValue, names[0], 'zh'),
    about_en: targetText(target, targetValue, names[1], 'en'),
  };
}

async function nameOf(ctx: Ctx, target: Target, value: string): Promise<readonly [string | null, string | null]> {
  if (target === 'dataset') {
    const title = await store.publicTitle(ctx.db, value);
    return [title, title];
  }
  if (target !== 'agency') return [null, null];
  const found = await store.organizationByUscc(ctx.db, value);
  return [found?.name ?? null, found?.nameEn ?? found?.name ?? null];
}
