/** A table in a dozen numbers, for lists: how the values of one of its columns are spread. */
import type { Ctx } from '#api/context.ts';
import { chosenSketch, sketched } from './rules/sketch.ts';
import * as store from './store.ts';

export interface Sketch {
  readonly entry_id: string;
  readonly column: string;
  /** Rows in each of at most 24 ranges from the least value to the greatest, or of each of at most 10 kinds. */
  readonly counts: readonly number[];
}

/** Of the newest versions of open data among the entries; others are left out, for a spread is made of values. */
export async function listSketches(ctx: Ctx, entryIds: readonly string[]): Promise<Sketch[]> {
  const found = await store.spreads(ctx.db, entryIds);
  return [...found].flatMap(([entry_id, candidates]) => {
    const chosen = chosenSketch(candidates);
    return chosen === null ? [] : [{ entry_id, column: chosen.column, counts: sketched(chosen.counts) }];
  });
}
