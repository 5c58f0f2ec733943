/** The file of an open version as it was uploaded: handed out only where what is published is what was uploaded. */
import type { PublicEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { getOpenRow } from './open.ts';
import { refuse } from './rules/refusals.ts';
import type * as store from './store.ts';

export interface OpenSource {
  readonly entry: PublicEntry;
  readonly version: store.Version & { readonly publishedAt: Date };
}

/** Nothing was treated, and nothing had to be (Article 15). */
export const sourceOffered = (version: Pick<store.Version, 'treatments' | 'findings'>): boolean =>
  version.treatments.length === 0 && !version.findings.some((one) => one.blocks);

/** Refuses `datasets.source_withheld`. `sourceKey` never leaves the server. */
export async function openSource(ctx: Ctx, code: string, number: number | 'latest'): Promise<OpenSource> {
  const { entry, version } = await getOpenRow(ctx, code, number);
  if (!sourceOffered(version)) throw refuse('datasets.source_withheld');
  if (version.publishedAt === null) throw new Error(`version ${version.id} is not whole`);
  return { entry, version: { ...version, publishedAt: version.publishedAt } };
}
