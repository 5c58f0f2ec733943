/** What every answer carries and what no request may do: ids, headers, and the guard against other sites. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { bearer } from '#api/http/session.ts';
import { refuse } from '#api/kernel/refusal.ts';

declare global {
  namespace Express {
    interface Request {
      /** Names this request in answers, in the log and in the audit chain. */
      id: string;
    }
  }
}

/** Takes a caller's X-Request-Id when it is a plain token (so that logs cannot be forged), else makes one. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  request.id = given !== undefined && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', request.id);
  next();
};

/** The nonce of this answer's policy; made once a request. */
export function nonceOf(response: Response): string {
  response.locals.nonce ??= randomBytes(16).toString('base64');
  return response.locals.nonce as string;
}

/** @param policy false in development: Vite's own scripts and styles would be refused. */
export function securityHeaders({
  policy,
  https,
  issuer,
}: {
  policy: boolean;
  https: boolean;
  /** Where signing out leads on to; browsers hold `form-action` against redirects too. */
  issuer?: string | undefined;
}): RequestHandler {
  return helmet({
    contentSecurityPolicy: policy && {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'", ...(issuer === undefined ? [] : [new URL(issuer).origin])],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https && { maxAge: 31_536_000 },
    // Not no-referrer: under it browsers send `Origin: null` with forms, and the guard below would refuse our own.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

/** Swagger UI writes style attributes; its page alone is allowed them. */
export const docsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
  next();
};

/** Views are made to stand in other people's pages; nothing else may be framed. */
export const embedPolicy: RequestHandler = (_request, response, next) => {
  response.removeHeader('X-Frame-Options');
  const policy = response.getHeader('Content-Security-Policy');
  if (typeof policy === 'string')
    response.setHeader('Content-Security-Policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  next();
};

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change asked for by a page of another site. Browsers say where a request comes from (Sec-Fetch-Site, older
 * ones Origin); what says neither is no browser. A bearer token is never sent by a browser on its own accord.
 */
export function crossSiteGuard(publicUrl: string): RequestHandler {
  return (request, _response, next) => {
    if (safe.has(request.method) || bearer(request) !== null) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const own = [publicUrl, `${request.protocol}://${request.host}`];
    // `none` is the user's own doing (the address bar); `same-site` may be a neighbour's subdomain and is not ours.
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return next(refuse('request.cross_site'));
    if (origin !== undefined && !own.includes(origin)) return next(refuse('request.cross_site'));
    next();
  };
}
