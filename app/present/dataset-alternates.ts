/** The machine-readable forms of a dataset: for the head of its page, and as links for people. */
import { paths } from '#app/paths.ts';
import { versionPath } from './dataset-links.ts';

export interface Alternate {
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

/** @param version the version whose files are described; null where there are none that anyone may have. */
export function alternatesOf(code: string, version: number | null): Alternate[] {
  const at = paths.dataset(code);
  const files = version === null ? null : versionPath(code, version);
  return [
    { name: 'DCAT-AP (Turtle)', type: 'text/turtle', path: `${at}.ttl` },
    { name: 'DCAT-AP (JSON-LD)', type: 'application/ld+json', path: `${at}.jsonld` },
    { name: 'DCAT-AP (RDF/XML)', type: 'application/rdf+xml', path: `${at}.rdf` },
    ...(files === null
      ? []
      : [
          { name: 'Data Package', type: 'application/json', path: `${files}/datapackage.json` },
          {
            name: 'Croissant',
            type: 'application/ld+json; profile="http://mlcommons.org/croissant/1.1"',
            path: `${files}/croissant.json`,
          },
        ]),
  ];
}
