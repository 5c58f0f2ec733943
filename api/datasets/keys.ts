/** The key of a dataset for pseudonyms and shifted dates: 32 random bytes, kept sealed, the same for all its versions. */
import type { Ctx } from '#api/context.ts';
import type { ColumnRule } from '#api/kernel/column-rules.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import * as store from './privacy-store.ts';

const kind = 'dataset-key';

export const needsKey = (rule: ColumnRule): boolean => rule.do === 'hash' || rule.do === 'shift';

/** Made on first use. Two at once make one: the first stays. */
export async function keyOf(ctx: Ctx, entryId: string): Promise<Buffer> {
  const known = await store.findKey(ctx.db, entryId);
  if (known !== null) return Buffer.from(await unsealText(ctx, kind, known), 'base64');
  const sealed = await sealText(ctx, kind, Buffer.from(ctx.random(32)).toString('base64'));
  await store.insertKey(ctx.db, { entryId, sealed, createdAt: ctx.clock.now() });
  const kept = await store.findKey(ctx.db, entryId);
  if (kept === null) throw new Error(`the key of ${entryId} was just made and is not there`);
  return Buffer.from(await unsealText(ctx, kind, kept), 'base64');
}
