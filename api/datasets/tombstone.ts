/** A withdrawn dataset as its address still tells it: who cited a version finds which bytes were meant. */
import { getTombstone, type Tombstone } from '#api/catalog/tombstone.ts';
import type { Ctx } from '#api/context.ts';
import { listPublished } from './published-store.ts';

export interface BuriedDataset extends Tombstone {
  /** The versions that were public, newest first; their tables are no longer handed out. */
  readonly versions: readonly {
    readonly number: number;
    readonly row_count: number;
    readonly table_sha256: string | null;
    readonly published_at: string | null;
  }[];
}

/** Refuses `catalog.not_found` where nothing was withdrawn. */
export async function showTombstone(ctx: Ctx, code: string): Promise<BuriedDataset> {
  const tombstone = await getTombstone(ctx, code);
  const versions = await listPublished(ctx.db, tombstone.entry.id);
  return {
    ...tombstone,
    versions: versions.map((one) => ({
      number: one.number,
      row_count: Number(one.rowCount ?? 0n),
      table_sha256: one.tables[0]?.tableSha256 ?? null,
      published_at: one.publishedAt?.toISOString() ?? null,
    })),
  };
}
