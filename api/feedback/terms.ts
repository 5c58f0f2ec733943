/** The terms as the clocks count them, for the pages that promise them. */
import type { Ctx } from '#api/context.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { terms } from './rules/terms.ts';

export type FeedbackTerms = Readonly<Record<keyof typeof terms, number>>;

/** Working days, by the parameters of the region. */
export async function feedbackTerms(ctx: Ctx, regionCode: string): Promise<FeedbackTerms> {
  const days = await Promise.all(
    Object.entries(terms).map(
      async ([name, term]) => [name, await numberParameter(ctx, term.key, regionCode, term.days)] as const,
    ),
  );
  return Object.fromEntries(days) as FeedbackTerms;
}
