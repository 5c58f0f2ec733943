/** The legal texts the rules cite, as data with validity: the text may change without the code. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { provisionShape } from './contract.ts';

export type ProvisionOut = z.input<typeof provisionShape>;

/** Articles in force today, or of a day still to come when the text has no earlier wording (Article 29). */
export async function listProvisions(ctx: Ctx): Promise<{ items: ProvisionOut[] }> {
  const today = dayOf(ctx.clock.now());
  const rows = await ctx.db.provision.findMany({
    where: { validFrom: { lte: today }, OR: [{ validTo: null }, { validTo: { gte: today } }] },
    orderBy: [{ instrument: 'asc' }, { position: 'asc' }],
  });
  return {
    items: rows.map((r) => ({ instrument: r.instrument, article: r.article, text: r.text, valid_from: r.validFrom })),
  };
}
