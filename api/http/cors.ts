/** Open data may be read by the scripts of any site: without credentials, so nobody's session is lent to them (Fetch standard). */
import type { Request, Response } from 'express';

const shown = [
  ...['Accept-Ranges', 'Content-Disposition', 'Content-Range', 'ETag', 'Last-Modified', 'Retry-After', 'X-Request-Id'],
  ...['RateLimit-Limit', 'RateLimit-Policy', 'RateLimit-Remaining', 'RateLimit-Reset', 'X-Resource-Code', 'X-Version'],
].join(', ');

export function allowAnySite(response: Response): void {
  response
    .set('Access-Control-Allow-Origin', '*')
    .set('Access-Control-Expose-Headers', shown)
    .set('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Conditions and ranges need a browser to ask first. */
export function answerPreflight(_request: Request, response: Response): void {
  allowAnySite(response);
  response
    .set('Access-Control-Allow-Methods', 'GET, HEAD')
    .set('Access-Control-Allow-Headers', 'Accept, Accept-Language, If-Modified-Since, If-None-Match, If-Range, Range')
    .set('Access-Control-Max-Age', '86400')
    .status(204)
    .end();
}
