/** What crawlers and browsers look for at the root: sitemaps, robots.txt, the description of our search. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Router } from 'express';
import { themes } from '#api/catalog/rules/codes.ts';
import type { App, Ctx } from '#api/context.ts';
import { sendStream } from '#api/http/download.ts';
import { addresses } from '#api/interfaces/rules/addresses.ts';
import { refuse } from '#api/interfaces/rules/refusals.ts';
import { openSearch, perSitemap, robots, sitemapIndex, urlOf, urlset } from '#api/interfaces/rules/web/sitemap.ts';
import { say } from '#api/interfaces/rules/words.ts';
import { catalogPulse, sitemapChunk, sitemapChunks, sitemapPages } from '#api/interfaces/service.ts';
import { xmlDocument } from '#api/interfaces/xml.ts';
import { suggest } from '#api/search/suggest.ts';
import { type Exchange, head, queryText, send, sendJson, serve } from './interfaces-frame.ts';

const xml = 'application/xml; charset=utf-8';

export function mountWeb(router: Router, app: App): void {
  serve(router, app, '/robots.txt', (ctx, { response }) =>
    send(response, robots(ctx.env.PUBLIC_URL), { type: 'text/plain; charset=utf-8' }),
  );
  serve(router, app, '/sitemap.xml', async (ctx, { response }) => {
    const base = ctx.env.PUBLIC_URL;
    const chunks = await sitemapChunks(ctx, perSitemap);
    const files = chunks.map(({ number, modified }) => ({
      address: `${base}/sitemaps/datasets-${number + 1}.xml`,
      modified: modified.toISOString(),
    }));
    send(response, sitemapIndex([{ address: `${base}/sitemaps/pages.xml`, modified: null }, ...files]), { type: xml });
  });
  serve(router, app, '/sitemaps/pages.xml', async (ctx, { response }) =>
    send(response, await pagesText(ctx), { type: xml }),
  );
  serve(router, app, '/sitemaps/:file', sendSitemap);
  serve(router, app, '/opensearch.xml', (ctx, { response }) =>
    send(response, xmlDocument(openSearch(ctx.env.PUBLIC_URL)), {
      type: 'application/opensearchdescription+xml; charset=utf-8',
    }),
  );
  serve(router, app, '/opensearch/suggestions', async (ctx, { request, response }) => {
    const q = (queryText(request, 'q') ?? '').slice(0, 200);
    const { items } = await suggest(ctx, q.slice(0, 100));
    const english = ctx.locale === 'en';
    const lists = [
      items.map((one) => (english ? (one.text_en ?? one.text) : one.text)),
      items.map((one) => say(`kind_${one.kind}`, ctx.locale)),
      items.map((one) => `${ctx.env.PUBLIC_URL}${one.to}`),
    ];
    response.vary('Accept-Language');
    sendJson(response, [q, ...lists], { type: 'application/x-suggestions+json; charset=utf-8' });
  });
}

async function pagesText(ctx: Ctx): Promise<string> {
  const base = ctx.env.PUBLIC_URL;
  const to = addresses(base);
  const { agencies, products } = await sitemapPages(ctx);
  const fixed = ['/', '/datasets', '/products', '/developers', '/transparency', '/law', '/register'];
  const locations = [
    ...fixed.map((path) => ({ address: `${base}${path}`, modified: null })),
    ...themes.codes.map((theme) => ({ address: to.theme(theme), modified: null })),
    ...agencies.map((uscc) => ({ address: to.agency(uscc), modified: null })),
    ...products.map(({ no, updatedAt }) => ({
      address: `${base}/products/${encodeURIComponent(no)}`,
      modified: updatedAt.toISOString(),
    })),
  ];
  return urlset.head + locations.slice(0, perSitemap).map(urlOf).join('') + urlset.tail;
}

async function sendSitemap(ctx: Ctx, { request, response }: Exchange): Promise<void> {
  const [, digits] = /^datasets-([1-9]\d{0,5})\.xml$/.exec(String(request.params.file)) ?? [];
  const pulse = await catalogPulse(ctx);
  const number = Number(digits ?? 0);
  if (number < 1 || (number - 1) * perSitemap >= Math.max(pulse.count, 1)) throw refuse('interfaces.no_item');
  const tag = createHash('sha256')
    .update(JSON.stringify([pulse, number]))
    .digest('hex')
    .slice(0, 24);
  head(response, { type: xml, modified: pulse.modified, etag: `W/"${tag}"` });
  if (request.fresh) return void response.status(304).end();
  if (request.method === 'HEAD') return void response.end();
  const to = addresses(ctx.env.PUBLIC_URL);
  const listed = await sitemapChunk(ctx, number - 1, perSitemap);
  const text = function* () {
    yield urlset.head;
    for (const { code, modified } of listed)
      yield urlOf({ address: to.dataset(code), modified: modified.toISOString() });
    yield urlset.tail;
  };
  await sendStream(request, response, Readable.from(text()));
}
