import type { Ctx } from '#api/context.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { addMonths } from './rules/standing.ts';
import { type AssetTerm, assetTerms } from './rules/terms.ts';

export const termOf = (ctx: Ctx, term: AssetTerm, regionCode: string): Promise<number> =>
  numberParameter(ctx, assetTerms[term].key, regionCode, assetTerms[term].byDefault);

export interface Spans {
  readonly maintenance: number;
  readonly renewal: number;
  readonly grace: number;
}

/** The spans of a region; kept for the length of a list so that a region is asked for once. */
export function spansBy(ctx: Ctx): (regionCode: string) => Promise<Spans> {
  const known = new Map<string, Promise<Spans>>();
  return (region) => {
    const there = known.get(region);
    if (there !== undefined) return there;
    const asked = Promise.all([
      termOf(ctx, 'maintenance', region),
      termOf(ctx, 'renewal', region),
      termOf(ctx, 'grace', region),
    ]).then(([maintenance, renewal, grace]) => ({ maintenance, renewal, grace }));
    known.set(region, asked);
    return asked;
  };
}

export const maintainBy = (maintainedOn: Day | null, { maintenance }: Spans): Day | null =>
  maintainedOn === null ? null : addMonths(maintainedOn, maintenance);
export const renewFrom = (validTo: Day | null, { renewal }: Spans): Day | null =>
  validTo === null ? null : addDays(validTo, -renewal);
