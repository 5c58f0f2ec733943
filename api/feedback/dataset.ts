/** What a dataset's page shows of what people asked and reported. */
import type { Ctx } from '#api/context.ts';
import { type CorrectionOut, correctionsOf } from './corrections.ts';
import * as store from './store.ts';
import { type RequestSummary, showSummaries } from './view.ts';

export interface DatasetFeedback {
  readonly requests: readonly RequestSummary[];
  readonly corrections: readonly CorrectionOut[];
  readonly corrections_total: number;
}

/** @param entryId of an entry that is public. */
export async function feedbackOf(ctx: Ctx, entryId: string): Promise<DatasetFeedback> {
  const [requests, corrections] = await Promise.all([
    store.requestsOfEntry(ctx.db, entryId),
    correctionsOf(ctx, entryId, { page: 1, page_size: 10 }),
  ]);
  return {
    requests: await showSummaries(ctx, requests),
    corrections: corrections.items,
    corrections_total: corrections.total,
  };
}
