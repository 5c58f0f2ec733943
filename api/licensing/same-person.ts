/** Whether one person acts for two enterprises, told by keyed hashes of the citizen number: nothing sealed is opened to compare. */
import type { Ctx } from '#api/context.ts';
import { keyed, type Secret, unsealText } from '#api/ports/seal/sealed-text.ts';
import * as store from './file-store.ts';

/** The same number has one hash under the installation's secret; without it nobody can try numbers. */
export const numberDigest = (secret: Secret, number: string): string =>
  keyed(secret, 'licensing', 'citizen-number/v1', number).digest('hex');

export interface SharedRepresentative {
  readonly oneId: string;
  readonly otherId: string;
  /** Days on which both mandates hold. */
  readonly validFrom: string;
  readonly validTo: string;
}

export async function sharedRepresentatives(ctx: Ctx): Promise<SharedRepresentative[]> {
  return (await store.sharedRepresentatives(ctx.db)).map((row) => ({
    oneId: row.one_id,
    otherId: row.other_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** Gives representatives entered before there were hashes theirs. May run twice. */
export async function digestRepresentatives(ctx: Ctx): Promise<number> {
  const rows = await store.withoutDigest(ctx.db);
  for (const { id, sealed } of rows) {
    const { number } = JSON.parse(await unsealText(ctx, 'licensing-representative', sealed)) as { number: string };
    await store.saveDigest(ctx.db, id, numberDigest(ctx, number));
  }
  return rows.length;
}
