/** Turns a request into a context: who asks (cookie or bearer token), in which language, under which request id. */
import { createHash, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { App, Ctx, Viewer } from '#api/context.ts';
import { participantCookie, participantPrefix } from '#api/participants/rules/cookie.ts';
import { deviceCookie, sessionCookie, stepCookie } from '#api/people/rules/session-cookie.ts';
import { tokenPrefix } from '#api/people/rules/tokens.ts';
import { findViewer } from '#api/people/sessions.ts';
import { findTokenViewer } from '#api/people/tokens.ts';

export const sessionPrefix = 'jss_';

/** Session tokens are looked up by their SHA-256, so that the table alone opens nothing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function cookies(header: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    const name = part.slice(0, at).trim();
    try {
      if (!found.has(name)) found.set(name, decodeURIComponent(part.slice(at + 1).trim()));
    } catch {
      // A cookie that is not valid percent-encoding is somebody else's: passed over.
    }
  }
  return found;
}

export function bearer(request: Request): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(request.get('authorization') ?? '');
  return match?.[1] ?? null;
}

/** The session token a request carries, by cookie or as a bearer token. */
export function sessionToken(request: Request): string | null {
  const token = bearer(request);
  if (token?.startsWith(sessionPrefix)) return token;
  return cookies(request.headers.cookie).get(sessionCookie) ?? null;
}

export function localeOf(request: Request): 'zh' | 'en' {
  const asked = typeof request.query.lng === 'string' ? request.query.lng : cookies(request.headers.cookie).get('lng');
  if (asked === 'zh' || asked === 'en') return asked;
  return request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}

/** The access token a request carries as a bearer token; other doors read their own headers too. */
function accessToken(request: Request): string | null {
  const token = bearer(request);
  return token?.startsWith(tokenPrefix) ? token : null;
}

/** The token of a confirmed mailbox, by cookie or as a bearer token. */
function participantToken(request: Request): string | null {
  const token = bearer(request) ?? cookies(request.headers.cookie).get(participantCookie);
  return token?.startsWith(participantPrefix) ? token : null;
}

async function viewerOf(app: App, request: Request, access: string | null): Promise<Viewer | null> {
  if (access !== null) return findTokenViewer(app, access);
  const token = sessionToken(request);
  return token === null ? null : findViewer(app, tokenHash(token));
}

/** @param access the access token, where it came by another header than `Authorization: Bearer`. */
export async function requestContext(app: App, request: Request, access = accessToken(request)): Promise<Ctx> {
  const viewer = await viewerOf(app, request, access);
  const participant = participantToken(request);
  const key = request.get('idempotency-key');
  const userAgent = request.get('user-agent');
  const sent = cookies(request.headers.cookie);
  const [knownDevice, signInStep] = [sent.get(deviceCookie), sent.get(stepCookie)];
  return {
    ...app,
    viewer,
    requestId: (request as Request & { id?: string }).id ?? randomUUID(),
    locale: localeOf(request),
    ip: request.ip ?? null,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(knownDevice === undefined ? {} : { knownDevice }),
    ...(signInStep === undefined ? {} : { signInStep }),
    ...(participant === null ? {} : { participantSession: tokenHash(participant) }),
    ...(key !== undefined && request.method !== 'GET' ? { idempotency: { key, hash: requestHash(request) } } : {}),
  };
}

function requestHash(request: Request): string {
  return createHash('sha256')
    .update(`${request.method} ${request.path} ${JSON.stringify(request.body ?? null)}`)
    .digest('hex');
}
