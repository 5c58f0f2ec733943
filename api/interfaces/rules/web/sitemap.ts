/** Sitemaps (sitemaps.org 0.9), robots.txt (RFC 9309) and the OpenSearch 1.1 description, as trees or text. */
import { addresses } from '../addresses.ts';
import type { Xml } from '../oai/answer.ts';
import { say } from '../words.ts';

/** The protocol's limit of addresses in one file. */
export const perSitemap = 50_000;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c);

export interface Location {
  readonly address: string;
  readonly modified: string | null;
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

const entryOf = (element: 'url' | 'sitemap', { address, modified }: Location): string =>
  `<${element}><loc>${escaped(address)}</loc>${modified === null ? '' : `<lastmod>${modified}</lastmod>`}</${element}>\n`;

/** A file is written as it is read, so it is text and no tree: 50,000 addresses are several megabytes. */
export const urlset = { head: `${head}<urlset ${space}>\n`, tail: '</urlset>\n' };
export const urlOf = (location: Location): string => entryOf('url', location);

export const sitemapIndex = (files: readonly Location[]): string =>
  `${head}<sitemapindex ${space}>\n${files.map((file) => entryOf('sitemap', file)).join('')}</sitemapindex>\n`;

/** What is for people at work, and what would be fetched a thousand times for nothing, is not for crawlers. */
export function robots(base: string): string {
  const closed = ['/w/', '/w$', '/login', '/logout', '/preferences', '/verify', '/api/', '/opensearch/'];
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    'Allow: /',
    '',
    `Sitemap: ${addresses(base).sitemap}`,
    '',
  ].join('\n');
}

export function openSearch(base: string): Xml {
  const { datasets } = addresses(base);
  return {
    OpenSearchDescription: {
      '@xmlns': 'http://a9.com/-/spec/opensearch/1.1/',
      // Sixteen characters at most.
      ShortName: say('short_name', 'zh'),
      LongName: say('search', 'zh'),
      Description: say('catalog_text', 'zh').slice(0, 1024),
      Tags: 'data opendata shanxi',
      Language: '*',
      InputEncoding: 'UTF-8',
      OutputEncoding: 'UTF-8',
      SyndicationRight: 'open',
      Url: [
        { '@type': 'text/html', '@rel': 'results', '@template': `${datasets}?q={searchTerms}` },
        {
          '@type': 'application/x-suggestions+json',
          '@rel': 'suggestions',
          '@template': `${base}/opensearch/suggestions?q={searchTerms}`,
        },
        {
          '@type': 'text/turtle',
          '@rel': 'collection',
          '@template': `${base}/catalog.ttl?q={searchTerms}&page={startPage?}`,
        },
      ],
    },
  };
}
