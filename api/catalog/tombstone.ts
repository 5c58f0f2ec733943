/** What stays of a withdrawn entry: its description, when and why it went. Its code is never given to another. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { refuse } from './rules/refusals.ts';
import type { publicEntry } from './rules/shapes.ts';
import { iso, showClassification, showProvider } from './show.ts';
import * as store from './store.ts';

export interface Tombstone {
  readonly entry: z.output<typeof publicEntry>;
  readonly withdrawn_at: string;
  readonly reason: string;
}

/** Refuses `catalog.not_found` for an entry that is not withdrawn or never was public. */
export async function getTombstone(ctx: Ctx, code: string): Promise<Tombstone> {
  const entry = await store.findByCode(ctx.db, code);
  const { state, publishedRevision, publishedAt, withdrawnAt } = entry ?? {};
  if (entry === null || state !== 'withdrawn' || publishedRevision == null || !publishedAt || !withdrawnAt)
    throw refuse('catalog.not_found');
  const revision = await store.findRevision(ctx.db, entry.id, publishedRevision);
  if (revision === null) throw new Error(`revision ${publishedRevision} of ${entry.id} is missing`);
  return {
    entry: {
      id: entry.id,
      code: entry.code,
      classification: await showClassification(ctx, entry.classificationCode),
      provider: showProvider(entry.provider),
      region_code: entry.regionCode,
      level: entry.level,
      revision: revision.number,
      content: revision.content,
      published_at: iso(publishedAt),
      revised_at: iso((await store.publishedOn(ctx.db, entry.id, publishedRevision)) ?? publishedAt),
    },
    withdrawn_at: iso(withdrawnAt),
    reason: entry.withdrawnReason ?? '',
  };
}
