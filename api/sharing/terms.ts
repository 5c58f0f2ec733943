import type { Ctx } from '#api/context.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { type Term, terms } from './rules/terms.ts';

/** Working days of a term in a region. */
export const termDays = (ctx: Ctx, term: Term, regionCode: string): Promise<number> =>
  numberParameter(ctx, terms[term].key, regionCode, terms[term].days);
