/** The keys of hidden marks: made from the installation's secret and the copy's id, so that no key is kept anywhere. */
import { hkdfSync } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { bitOf, rankOf } from '#api/ports/tables/mark.ts';
import type { CopyMarks } from './rules/trace.ts';

/** Whoever holds the secret can make and read marks; the database alone cannot. */
export function markKey({ env }: { readonly env: Pick<Ctx['env'], 'SESSION_SECRET'> }, copyId: string): string {
  return Buffer.from(hkdfSync('sha256', env.SESSION_SECRET, 'jinshu/usage/mark/v1', copyId, 32)).toString('hex');
}

export function marksOf(ctx: Parameters<typeof markKey>[0], copyId: string): CopyMarks {
  const key = markKey(ctx, copyId);
  return { rank: (row) => rankOf(key, row), bit: (row, position) => bitOf(key, row, position) };
}
