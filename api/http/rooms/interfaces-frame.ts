/** What all open interfaces have in common: any site may read them, HEAD and 304 work, refusals are problem documents. */
import type { Request, RequestHandler, Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { problemOf } from '#api/http/problem.ts';
import { localeOf, requestContext } from '#api/http/session.ts';
import { isRefusal } from '#api/kernel/refusal.ts';

export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}
export type Answer = (ctx: Ctx, exchange: Exchange) => Promise<void> | void;

export function openTo(response: Response): void {
  response
    .set('Access-Control-Allow-Origin', '*')
    .set('Access-Control-Expose-Headers', 'Link, ETag, Last-Modified, Content-Location, X-Request-Id')
    .set('Cross-Origin-Resource-Policy', 'cross-origin');
}

const preflight: RequestHandler = (_request, response) => {
  openTo(response);
  response
    .set('Access-Control-Allow-Methods', 'GET, HEAD, POST, OPTIONS')
    .set('Access-Control-Allow-Headers', 'Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since')
    .set('Access-Control-Max-Age', '86400')
    .status(204)
    .end();
};

/** Answers GET and HEAD (and POST, where the protocol has it) at the addresses, and what browsers ask before. */
export function serve(
  router: Router,
  app: App,
  paths: string | readonly string[],
  answer: Answer,
  { post = [] }: { readonly post?: readonly RequestHandler[] } = {},
): void {
  const handle: RequestHandler = async (request, response) => {
    openTo(response);
    try {
      await answer(await requestContext(app, request), { request, response });
    } catch (error) {
      if (!isRefusal(error) || response.headersSent) throw error;
      const problem = problemOf(error, localeOf(request), request.id);
      response
        .status(problem.status)
        .set('Cache-Control', 'no-store')
        .type('application/problem+json')
        .send(JSON.stringify(problem));
    }
  };
  const at = [...(typeof paths === 'string' ? [paths] : paths)];
  router.get(at, handle);
  if (post.length > 0) router.post(at, [...post], handle);
  router.options(at, preflight);
}

export interface Sent {
  readonly type: string;
  /** When what is said changed last. */
  readonly modified?: string | null;
  /** Only where the body is not at hand to make one from. */
  readonly etag?: string;
}

/** Express makes the ETag from the body, answers 304 where the reader has it, and leaves the body of HEAD out. */
export function send(response: Response, body: string, sent: Sent): void {
  head(response, sent);
  // As bytes: of a text Express would rewrite the media type.
  response.send(Buffer.from(body));
}

export function head(response: Response, { type, modified, etag }: Sent): void {
  response.set('Content-Type', type).set('Cache-Control', 'no-cache');
  if (modified != null) response.set('Last-Modified', new Date(modified).toUTCString());
  if (etag !== undefined) response.set('ETag', etag);
}

export function sendJson(response: Response, body: unknown, { type, ...sent }: Partial<Sent> = {}): void {
  send(response, JSON.stringify(body), { type: type ?? 'application/json; charset=utf-8', ...sent });
}

export const queryText = (request: Request, name: string): string | null => {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : null;
};
