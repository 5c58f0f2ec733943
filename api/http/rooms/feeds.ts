/** /feeds: Atom, with conditional requests (RFC 9110 section 13): a reader that has the newest is told so in a few bytes. */
import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { readRequestFeed } from '#api/feedback/feed.ts';
import { requestContext } from '#api/http/session.ts';
import { isId } from '#api/kernel/ids.ts';
import { releaseFeed } from '#api/releases/service.ts';
import { readReuseFeed } from '#api/reuses/feed.ts';
import { readRootFeed } from '#api/security/feed.ts';
import { atomXml, type Feed } from '#api/subscriptions/atom.ts';
import { type FeedAsked, readFeed } from '#api/subscriptions/feeds.ts';
import type { Target } from '#api/subscriptions/rules/codes.ts';
import { searchValue } from '#api/subscriptions/rules/target.ts';

export function feedsRouter(app: App): Router {
  const router = Router();
  const serve = (path: string, target: Target, find: (request: Request) => string) =>
    router.get(path, async (request, response) => send(app, request, response, target, find(request)));
  router.get('/reuses.atom', async (request, response) => {
    const english = queryOf(request).get('lang') === 'en';
    const asked = { locale: english ? 'en' : 'zh', path: `/feeds/reuses.atom${english ? '?lang=en' : ''}` } as const;
    sendFeed(request, response, await readReuseFeed(await requestContext(app, request), asked));
  });
  router.get('/audit-roots.atom', async (request, response) => {
    const english = queryOf(request).get('lang') === 'en';
    const asked = {
      locale: english ? 'en' : 'zh',
      path: `/feeds/audit-roots.atom${english ? '?lang=en' : ''}`,
    } as const;
    sendFeed(request, response, await readRootFeed(await requestContext(app, request), asked));
  });
  router.get('/releases.atom', async (request, response) => {
    const english = queryOf(request).get('lang') === 'en';
    const asked = { locale: english ? 'en' : 'zh', path: `/feeds/releases.atom${english ? '?lang=en' : ''}` } as const;
    sendFeed(request, response, releaseFeed(await requestContext(app, request), asked));
  });
  for (const [path, answered] of [
    ['/requests.atom', false],
    ['/requests/answered.atom', true],
  ] as const)
    router.get(path, async (request, response) => {
      const query = queryOf(request);
      const english = query.get('lang') === 'en';
      const agency = query.get('agency')?.slice(0, 18) || null;
      const kept = new URLSearchParams({ ...(agency === null ? {} : { agency }), ...(english ? { lang: 'en' } : {}) });
      const page = pageOf(query);
      const feed = await readRequestFeed(await requestContext(app, request), {
        locale: english ? 'en' : 'zh',
        path: `/feeds${path}${kept.size === 0 ? '' : `?${kept}`}`,
        answered,
        ...(agency === null ? {} : { agency }),
        ...(page === null ? {} : { page }),
      });
      sendFeed(request, response, feed);
    });
  const param = (request: Request, name: string) => String(request.params[name] ?? '');
  serve('/catalog.atom', 'catalogue', () => '');
  serve('/datasets/:class/:seq.atom', 'dataset', (request) => `${param(request, 'class')}/${param(request, 'seq')}`);
  serve('/agencies/:uscc.atom', 'agency', (request) => param(request, 'uscc'));
  serve('/themes/:code.atom', 'theme', (request) => param(request, 'code'));
  serve('/search.atom', 'search', (request) => searchValue(queryOf(request)));
  return router;
}

const queryOf = (request: Request) => new URL(request.originalUrl, 'http://feed').searchParams;

/** Null for the first. */
function pageOf(query: URLSearchParams): number | null {
  const page = Number(query.get('page') ?? 1);
  return Number.isInteger(page) && page > 1 && page <= 10_000 ? page : null;
}

async function send(app: App, request: Request, response: Response, target: Target, value: string): Promise<void> {
  const query = queryOf(request);
  const locale = query.get('lang') === 'en' ? 'en' : 'zh';
  const kept = new URLSearchParams(target === 'search' ? value : '');
  if (locale === 'en') kept.set('lang', 'en');
  const path = new URL(request.originalUrl, 'http://feed').pathname;
  const before = query.get('before') ?? '';
  const page = pageOf(query);
  const asked: FeedAsked = {
    target,
    value,
    locale,
    path: kept.size === 0 ? path : `${path}?${kept}`,
    ...(isId('change', before) ? { before } : {}),
    ...(page === null ? {} : { page }),
  };
  sendFeed(request, response, await readFeed(await requestContext(app, request), asked));
}

function sendFeed(request: Request, response: Response, feed: Feed): void {
  const xml = atomXml(feed);
  response
    .set('Content-Type', 'application/atom+xml; charset=utf-8')
    .set('ETag', `"${createHash('sha256').update(xml).digest('hex').slice(0, 32)}"`)
    .set('Last-Modified', new Date(feed.updated).toUTCString())
    .set('Cache-Control', 'public, max-age=60')
    .set('Access-Control-Allow-Origin', '*');
  if (request.fresh) return void response.status(304).end();
  response.send(xml);
}
