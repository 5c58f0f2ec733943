/** What agencies may ask each other for: entries that are shared, whether or not they are open to anybody. */
import type { z } from 'zod';
import { shareTypes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { pieces } from '#api/ports/search/words.ts';
import { requireAsker } from './access.ts';
import type { offerList, offersQuery } from './contract.ts';
import * as store from './store.ts';

/** Words of a question beyond these narrow nothing. */
const mostWords = 12;

/** The public search knows what is open; this finds what is shared. By every word of the question, in title, abstract, code or provider. */
export async function listSharingOffers(
  ctx: Ctx,
  { q, page, page_size }: z.output<typeof offersQuery>,
): Promise<z.input<typeof offerList>> {
  const viewer = requireAsker(ctx);
  const words = pieces(q).slice(0, mostWords);
  const range = { skip: (page - 1) * page_size, take: page_size };
  const { rows, total } = await store.listOffers(ctx.db, viewer.organization.id, words, range);
  return {
    items: rows.flatMap(({ code, title, share_type, ...provider }) =>
      shareTypes.is(share_type) ? [{ code, title, share_type, provider }] : [],
    ),
    total,
    page,
    page_size,
  };
}
