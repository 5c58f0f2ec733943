/** The state of a search as it stands in the address. */

export const facetNames = ['theme', 'agency', 'region', 'format', 'update_cycle', 'open_type', 'source'] as const;
export type FacetName = (typeof facetNames)[number];

export type FindQuery = Readonly<Partial<Record<FacetName, readonly string[]>>> & {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly page?: number | undefined;
};

/** Reads only what a search knows; the rest of an address is dropped. */
export function findQueryOf(search: URLSearchParams): FindQuery {
  const facets = facetNames.flatMap((name) => {
    const values = search.getAll(name).filter((value) => value !== '');
    return values.length === 0 ? [] : [[name, values] as const];
  });
  const q = search.get('q')?.trim();
  const sort = search.get('sort');
  const page = Number(search.get('page'));
  return {
    ...Object.fromEntries(facets),
    ...(q === undefined || q === '' ? {} : { q }),
    ...(sort === null || sort === '' ? {} : { sort }),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
  };
}

/** The same search with one value added, or taken away when it was chosen; back to the first page. */
export function toggled(query: FindQuery, name: FacetName, value: string): FindQuery {
  const values = query[name] ?? [];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...query, [name]: next, page: undefined };
}

export function without(query: FindQuery, names: readonly FacetName[]): FindQuery {
  return { ...query, ...Object.fromEntries(names.map((name) => [name, []])), page: undefined };
}
