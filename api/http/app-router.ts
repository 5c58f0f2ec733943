/** The order in which a request meets the house. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import compression from 'compression';
import express, { type Express, type RequestHandler, Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { parse } from 'yaml';
import type { App } from '#api/context.ts';
import { apiRouter } from '#api/http/api-router.ts';
import { healthRouter } from '#api/http/health.ts';
import { type Pages, pagesRouter } from '#api/http/pages.ts';
import { problemHandler } from '#api/http/problem.ts';
import { stripeWebhookRouter } from '#api/http/rooms/checkout.ts';
import { citeRouter } from '#api/http/rooms/citations.ts';
import { ckanRouter } from '#api/http/rooms/ckan.ts';
import { deltaRouter } from '#api/http/rooms/delta.ts';
import { feedsRouter } from '#api/http/rooms/feeds.ts';
import { identifiersRouter } from '#api/http/rooms/identifiers.ts';
import { interfacesRouter } from '#api/http/rooms/interfaces.ts';
import { mcpRouter } from '#api/http/rooms/mcp.ts';
import { crossSiteGuard, docsPolicy, embedPolicy, requestId, securityHeaders } from '#api/http/security.ts';
import { refuse } from '#api/kernel/refusal.ts';

export interface Frame {
  /** Null serves the API alone (tests of it need no build). */
  readonly pages: Pages | null;
  readonly stopping: () => boolean;
}

export function appRouter(app: App, { pages, stopping }: Frame): Express {
  const { PUBLIC_URL, TRUST_PROXY } = app.env;
  const router = express();
  router.disable('x-powered-by');
  router.set('trust proxy', TRUST_PROXY ?? false);
  router.set('query parser', 'simple');
  router.use(requestId, accessLog(app));
  router.use(
    securityHeaders({
      policy: pages?.policy ?? true,
      https: PUBLIC_URL.startsWith('https:'),
      issuer: app.env.OIDC_ISSUER,
    }),
  );
  router.use('/embed/views', embedPolicy);
  router.use(healthRouter(app, stopping));
  router.use(stripeWebhookRouter(app));
  router.use(compression());
  router.use(crossSiteGuard(PUBLIC_URL));
  router.use(ckanRouter(app));
  router.use(mcpRouter(app));
  router.use('/delta-sharing', deltaRouter(app));
  router.use('/api', api(app));
  router.use(interfacesRouter(app));
  router.use('/feeds', feedsRouter(app));
  router.use('/id', identifiersRouter(app));
  router.use('/cite', citeRouter(app));
  router.get('/.well-known/jwks.json', publishedKeys(app));
  if (pages !== null) router.use(pagesRouter(app, pages));
  router.use(notFound);
  router.use(problemHandler(app.log));
  return router;
}

/** The keys of the platform's statements (RFC 7517), for anybody to check them with. */
const publishedKeys =
  (app: App): RequestHandler =>
  async (_request, response) => {
    response
      .set('Access-Control-Allow-Origin', '*')
      .set('Cache-Control', 'public, max-age=3600')
      .type('application/jwk-set+json')
      .send(JSON.stringify({ keys: await app.ports.statements.keys() }));
  };

const notFound: RequestHandler = () => {
  throw refuse('request.not_found');
};

function api(app: App): Router {
  const router = Router();
  router.use('/docs', docs());
  // Uploads are multipart and pass the parser untouched; what is JSON is a form's worth, not a file.
  router.use('/v1', express.json({ limit: '1mb' }), apiRouter(app));
  router.use(notFound);
  return router;
}

function docs(): Router {
  const file = path.resolve(import.meta.dirname, '../../openapi/openapi.yaml');
  const router = Router();
  router.get('/openapi.yaml', (_request, response) => response.type('application/yaml').sendFile(file));
  // Read at the first visit: parsing it would make every start slower.
  let page: RequestHandler | null = null;
  router.use(docsPolicy, swaggerUi.serve);
  router.get('/', (request, response, next) => {
    page ??= swaggerUi.setup(parse(readFileSync(file, 'utf8')), { customSiteTitle: 'Jinshu API' });
    page(request, response, next);
  });
  return router;
}

/** One line a request, without its query string, its address and the link of a mail: all can name a person. */
function accessLog(app: App): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const { method, path: at, id } = request;
      const ms = Math.round(performance.now() - began);
      app.log.info(
        {
          requestId: id,
          method,
          path: at.replace(/(sbt_|ptl_|jsi_)[\w.-]+/g, '$1'),
          status: response.statusCode,
          ms,
          done: response.writableEnded,
        },
        'request',
      );
    });
    next();
  };
}
