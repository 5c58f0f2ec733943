/** /ogc: OGC API Features for tables with coordinates, OGC API Records for the catalogue. */
import type { Request, Router } from 'express';
import type { App } from '#api/context.ts';
import * as ogc from '#api/interfaces/ogc.ts';
import { conformance, geoJson, landing, openApiType } from '#api/interfaces/rules/ogc/features.ts';
import { type Query, requireKnown } from '#api/interfaces/rules/ogc/query.ts';
import { catalogId } from '#api/interfaces/rules/ogc/records.ts';
import { refuse } from '#api/interfaces/rules/refusals.ts';
import { type Answer, queryText, sendJson, serve } from './interfaces-frame.ts';

const param = (request: Request, name: string): string => String(request.params[name] ?? '');
const queryOf = (request: Request): Query => request.query as Query;

/** `f=html` leads to the page about the same thing; everything else is JSON. */
const asHtml = (request: Request): boolean => {
  const f = queryText(request, 'f');
  if (f !== null && f !== 'json' && f !== 'html')
    throw refuse('interfaces.bad_parameter', { name: 'f', expected: 'json, html' });
  return f === 'html';
};

export function mountOgc(router: Router, app: App): void {
  const plain = (path: string, page: string, answer: Answer) =>
    serve(router, app, path, (ctx, exchange) => {
      requireKnown(queryOf(exchange.request), ['f', 'lng']);
      if (asHtml(exchange.request)) return exchange.response.redirect(303, page);
      return answer(ctx, exchange);
    });
  plain('/ogc', '/developers#interfaces', (ctx, { response }) => sendJson(response, landing(ctx.env.PUBLIC_URL)));
  plain('/ogc/conformance', '/developers#interfaces', (_ctx, { response }) => sendJson(response, conformance));
  plain('/ogc/api', '/developers#interfaces', async (ctx, { response }) =>
    sendJson(response, await ogc.describeApi(ctx), { type: openApiType }),
  );
  plain('/ogc/collections', '/datasets', async (ctx, { response }) =>
    sendJson(response, await ogc.listCollections(ctx)),
  );
  const about = (path: string, type: string, answer: (...given: Parameters<Answer>) => Promise<unknown>) =>
    serve(router, app, path, async (ctx, exchange) => {
      const { request, response } = exchange;
      if (asHtml(request)) return response.redirect(303, await ogc.pageOf(ctx, param(request, 'id')));
      sendJson(response, await answer(ctx, exchange), { type });
    });
  about('/ogc/collections/:id', 'application/json; charset=utf-8', (ctx, { request }) => {
    requireKnown(queryOf(request), ['f', 'lng']);
    return ogc.showCollection(ctx, param(request, 'id'));
  });
  about('/ogc/collections/:id/queryables', 'application/schema+json; charset=utf-8', (ctx, { request }) =>
    ogc.showQueryables(ctx, param(request, 'id')),
  );
  about('/ogc/collections/:id/items', `${geoJson}; charset=utf-8`, (ctx, { request }) => {
    const id = param(request, 'id');
    return id === catalogId ? ogc.listRecords(ctx, queryOf(request)) : ogc.listFeatures(ctx, id, queryOf(request));
  });
  about('/ogc/collections/:id/items/:item', `${geoJson}; charset=utf-8`, (ctx, { request }) => {
    const [id, item] = [param(request, 'id'), param(request, 'item')];
    return id === catalogId ? ogc.showRecord(ctx, item) : ogc.showFeature(ctx, id, item);
  });
}
