/** The keys of hidden marks: made from the installation's secret and the delivery's id, so that no key is kept anywhere. */
import { hkdfSync } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { bitOf, rankOf } from '#api/ports/tables/mark.ts';
import type { CopyMarks } from '#api/usage/rules/trace.ts';

export function markKey({ env }: { readonly env: Pick<Ctx['env'], 'SESSION_SECRET'> }, deliveryId: string): string {
  return Buffer.from(hkdfSync('sha256', env.SESSION_SECRET, 'jinshu/sharing/mark/v1', deliveryId, 32)).toString('hex');
}

export function marksOf(ctx: Parameters<typeof markKey>[0], deliveryId: string): CopyMarks {
  const key = markKey(ctx, deliveryId);
  return { rank: (row) => rankOf(key, row), bit: (row, position) => bitOf(key, row, position) };
}
