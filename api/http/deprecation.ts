/** What a caller of an operation that will go is told: Deprecation (RFC 9745), Sunset (RFC 8594), and where to read on. */
import type { Response } from 'express';
import type { Ctx } from '#api/context.ts';
import type { Deprecation } from '#api/kernel/operation.ts';
import { refuse } from '#api/kernel/refusal.ts';
import { dayOf, startOfDay } from '#api/kernel/time.ts';

/** Refuses `request.sunset` or `request.superseded` (410) from the day on. */
export function tellDeprecation(ctx: Ctx, response: Response, { since, sunset, successor }: Deprecation): void {
  const links = [`<${ctx.env.PUBLIC_URL}/developers/changelog>; rel="deprecation"; type="text/html"`];
  if (successor !== undefined) links.push(`<${ctx.env.PUBLIC_URL}/api/v1${successor}>; rel="successor-version"`);
  response.setHeader('Deprecation', `@${Math.floor(startOfDay(since).getTime() / 1000)}`);
  response.setHeader('Sunset', startOfDay(sunset).toUTCString());
  response.append('Link', links);
  if (dayOf(ctx.clock.now()) < sunset) return;
  throw successor === undefined
    ? refuse('request.sunset', { sunset })
    : refuse('request.superseded', { sunset, successor });
}
