import { searchQuery } from '#api/search/contract.ts';
import type { AppContext } from '#app/context.ts';
import { type FacetName, type FindQuery, findQueryOf } from './find-query.ts';

/** Searches with what the address says; a value the search does not take is left out rather than refused. */
export async function find(
  { services, ctx }: AppContext,
  url: URL,
  fixed: Readonly<Partial<Record<FacetName, string[]>>> = {},
) {
  const query: FindQuery = findQueryOf(url.searchParams);
  const parsed = searchQuery.safeParse({ ...query, q: query.q?.slice(0, 200), ...fixed });
  const input = parsed.success ? parsed.data : searchQuery.parse({ q: query.q?.slice(0, 200), ...fixed });
  const result = await services.search.search(ctx, input);
  const sketches = await services.datasets.listSketches(
    ctx,
    result.items.map((hit) => hit.id),
  );
  return { query, result, sketches };
}
