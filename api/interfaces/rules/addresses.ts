/** Addresses that outsiders hold on to; the pages' own are spelled in app/paths.ts and must agree. */
const part = encodeURIComponent;
const slashed = (code: string): string => code.split('/').map(part).join('/');

export type RdfExtension = 'ttl' | 'jsonld' | 'rdf';

/** Adds a query; what is null or '' is left out. */
export function withQuery(
  address: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${part(name)}=${part(String(value))}`],
  );
  return pairs.length === 0 ? address : `${address}?${pairs.join('&')}`;
}

/** @param base the origin, e.g. `https://data.example.cn`. */
export function addresses(base: string) {
  const dataset = (code: string) => `${base}/datasets/${slashed(code)}`;
  const version = (code: string, number: number) => `${dataset(code)}/versions/${number}`;
  const api = `${base}/api/v1`;
  return {
    home: `${base}/`,
    catalog: `${base}/catalog`,
    catalogFile: (extension: RdfExtension, query: Readonly<Record<string, string | number | null>> = {}) =>
      withQuery(`${base}/catalog.${extension}`, query),
    datasets: `${base}/datasets`,
    dataset,
    datasetFile: (code: string, extension: RdfExtension) => `${dataset(code)}.${extension}`,
    croissant: (code: string) => `${dataset(code)}/croissant.json`,
    dataPackage: (code: string) => `${dataset(code)}/datapackage.json`,
    version,
    /** Whole table of a version. Further tables of it are named; the first needs no name. */
    download: (code: string, number: number, format: string, table: { number: number; name: string }) =>
      withQuery(`${api}/datasets/${slashed(code)}/versions/${number}/download`, {
        format,
        table: table.number === 1 ? null : table.name,
      }),
    file: (code: string, number: number, file: number) =>
      `${api}/datasets/${slashed(code)}/versions/${number}/files/${file}`,
    agency: (uscc: string) => `${base}/agencies/${part(uscc)}`,
    theme: (theme: string) => `${base}/themes/${part(theme)}`,
    law: `${base}/law`,
    developers: `${base}/developers`,
    api,
    apiDescription: `${base}/api/docs/openapi.yaml`,
    /** Names of our own vocabulary; each leads on to the page that explains it. */
    ns: (kind: 'theme' | 'region' | 'licence' | 'themes', code = '') =>
      code === '' ? `${base}/ns/${kind}` : `${base}/ns/${kind}/${part(code)}`,
    ogc: `${base}/ogc`,
    oai: `${base}/oai`,
    dcatUs: `${base}/data.json`,
    sitemap: `${base}/sitemap.xml`,
    openSearch: `${base}/opensearch.xml`,
  };
}
export type Addresses = ReturnType<typeof addresses>;
