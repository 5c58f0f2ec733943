/** The catalogue and its datasets as RDF: DCAT-AP 3 in Turtle, JSON-LD and RDF/XML, at files and by what the reader accepts. */
import type { Request, Response, Router } from 'express';
import { isResourceCode } from '#api/catalog/rules/code.ts';
import type { App, Ctx } from '#api/context.ts';
import { rdfTypes, serialize } from '#api/interfaces/rdf/serialize.ts';
import { addresses, type RdfExtension } from '#api/interfaces/rules/addresses.ts';
import { catalogNodes, recordNode, serviceNode } from '#api/interfaces/rules/dcat/catalog.ts';
import { datasetNode, tombstoneNode } from '#api/interfaces/rules/dcat/dataset.ts';
import { refuse } from '#api/interfaces/rules/refusals.ts';
import { catalogOf, catalogPulse, findRecord, pageOfRecords } from '#api/interfaces/service.ts';
import { isDay, startOfDay } from '#api/kernel/time.ts';
import { queryText, send, serve } from './interfaces-frame.ts';

const extensions: readonly RdfExtension[] = ['ttl', 'jsonld', 'rdf'];
const byType = {
  'text/turtle': 'ttl',
  'application/ld+json': 'jsonld',
  'application/rdf+xml': 'rdf',
} as const satisfies Record<string, RdfExtension>;

/** The form a reader prefers to a page; null for browsers and for those who take anything. */
function preferred(request: Request): RdfExtension | null {
  const type = request.accepts(['text/html', 'application/xhtml+xml', ...Object.keys(byType)]);
  return typeof type === 'string' && type in byType ? byType[type as keyof typeof byType] : null;
}

export function mountDcat(router: Router, app: App): void {
  for (const extension of extensions) {
    serve(router, app, `/catalog.${extension}`, (ctx, { request, response }) =>
      sendCatalog(ctx, request, response, extension),
    );
    serve(router, app, `/datasets/:class/:seq.${extension}`, (ctx, { request, response }) =>
      sendDataset(ctx, response, codeOf(request), extension),
    );
  }
  serve(router, app, '/catalog', (ctx, { request, response }) => {
    response.vary('Accept');
    const extension = preferred(request);
    if (extension !== null) return sendCatalog(ctx, request, response, extension);
    response.redirect(303, '/datasets');
  });
  serve(router, app, ['/ns/:kind', '/ns/:kind/:code'], (_ctx, { request, response }) =>
    response.redirect(303, meaningOf(request)),
  );
  // The page and the data have one address. Browsers pass on to the page, which tells of the other forms in its headers.
  router.get('/datasets/:class/:seq', (request, response, next) => {
    const code = codeOf(request);
    if (!isResourceCode(code)) return next('router');
    response.vary('Accept').append('Link', alternates(app.env.PUBLIC_URL, code));
    next(preferred(request) === null ? 'router' : undefined);
  });
  serve(router, app, '/datasets/:class/:seq', (ctx, { request, response }) => {
    const extension = preferred(request) ?? 'ttl';
    response.set('Content-Location', addresses(ctx.env.PUBLIC_URL).datasetFile(codeOf(request), extension));
    return sendDataset(ctx, response, codeOf(request), extension);
  });
}

const codeOf = (request: Request): string => `${request.params.class}/${request.params.seq}`;

function alternates(base: string, code: string): string {
  const to = addresses(base);
  const list = [
    ...Object.entries(byType).map(([type, extension]) => [to.datasetFile(code, extension), type] as const),
    [to.dataPackage(code), 'application/json'] as const,
    [to.croissant(code), 'application/ld+json; profile=\\"http://mlcommons.org/croissant/1.1\\"'] as const,
  ];
  return list.map(([href, type]) => `<${href}>; rel="alternate"; type="${type}"`).join(', ');
}

async function sendCatalog(ctx: Ctx, request: Request, response: Response, extension: RdfExtension): Promise<void> {
  const page = pageOf(request);
  const since = sinceOf(request);
  const q = queryText(request, 'q');
  const [found, pulse] = await Promise.all([pageOfRecords(ctx, { page, since, q }), catalogPulse(ctx)]);
  const catalog = await catalogOf(ctx, pulse.modified);
  const nodes = catalogNodes(
    catalog,
    { records: found.records, total: found.total, page, modifiedSince: queryText(request, 'modified_since'), q },
    extension,
  );
  send(response, await serialize(nodes, extension), { type: rdfTypes[extension], modified: pulse.modified });
}

function pageOf(request: Request): number {
  const text = queryText(request, 'page') ?? '1';
  if (!/^[1-9]\d{0,6}$/.test(text)) throw refuse('interfaces.bad_parameter', { name: 'page', expected: '1, 2, 3 …' });
  return Number(text);
}

/** A day begins at midnight in Shanxi. */
function sinceOf(request: Request): string | null {
  const text = queryText(request, 'modified_since');
  if (text === null) return null;
  if (isDay(text)) return startOfDay(text).toISOString();
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(instant))
    throw refuse('interfaces.bad_parameter', { name: 'modified_since', expected: '2026-01-31, 2026-01-31T08:00:00Z' });
  return new Date(instant).toISOString();
}

async function sendDataset(ctx: Ctx, response: Response, code: string, extension: RdfExtension): Promise<void> {
  const record = await findRecord(ctx, code);
  const to = addresses(ctx.env.PUBLIC_URL);
  const gone = record.withdrawn !== null;
  const nodes = gone
    ? [tombstoneNode(record, to)]
    : [datasetNode(record, to, true), serviceNode([record], to), recordNode(record, to)];
  if (gone) response.status(410);
  send(response, await serialize(nodes, extension), { type: rdfTypes[extension], modified: record.modified });
}

/** Where a term of our own vocabulary is explained. */
function meaningOf(request: Request): string {
  const { kind, code = '' } = request.params as { kind: string; code?: string };
  const part = encodeURIComponent(code);
  const pages: Readonly<Record<string, string>> = {
    theme: `/themes/${part}`,
    themes: '/datasets',
    region: `/datasets?region=${part}`,
    licence: '/law#article-15',
  };
  const page = Object.hasOwn(pages, kind) ? pages[kind] : undefined;
  if (page === undefined) throw refuse('interfaces.no_item');
  return page;
}
