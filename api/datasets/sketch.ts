/** A table in a dozen numbers, for lists: how the values of one of its columns are spread. */
import type { Ctx } from '#api/context.ts';
import { sketched } from './rules/sketch.ts';
import * as store from './store.ts';

export interface Sketch {
  readonly entry_id: string;
  readonly column: string;
  /** Rows in each of at most 24 ranges from the least value to the greatest. */
  readonly counts: readonly number[];
}

/** Of the newest versions of open data among the entries; others are left out, for a spread is made of values. */
export async function listSketches(ctx: Ctx, entryIds: readonly string[]): Promise<Sketch[]> {
  const found = await store.histograms(ctx.db, entryIds);
  return found.map(({ entryId, column, counts }) => ({ entry_id: entryId, column, counts: sketched(counts) }));
}
