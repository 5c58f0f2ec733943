/** What the law leaves open, as the region has set it. */
import type { Ctx } from '#api/context.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { type Term, terms } from './rules/parameters.ts';

export const termDays = (ctx: Ctx, term: Term, regionCode: string): Promise<number> =>
  numberParameter(ctx, terms[term].key, regionCode, terms[term].days);

/** Working days to the reply and of the extension, for the page that says how it goes. */
export async function waiting(ctx: Ctx, regionCode: string) {
  const [reply, extension, hearing] = await Promise.all([
    termDays(ctx, 'reply', regionCode),
    termDays(ctx, 'extension', regionCode),
    termDays(ctx, 'hearing', regionCode),
  ]);
  return { reply, extension, hearing };
}
