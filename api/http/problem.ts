/** Refusals and bugs as answers: application/problem+json (RFC 9457) for the API, two plain sentences for a browser. */
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { failure, refuse } from '#api/http/rules/refusals.ts';
import { localeOf } from '#api/http/session.ts';
import { fill, isRefusal, type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';

export interface Problem {
  readonly type: string;
  /** Both languages, Chinese first. */
  readonly title: string;
  readonly status: number;
  /** The sentence in the request's language. */
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  /** The article of the regulation the refusal rests on. */
  readonly article?: string;
  readonly fields?: readonly { readonly path: string; readonly zh: string; readonly en: string }[];
  /** The refusal's own numbers and names, e.g. `seconds`. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export function problemOf(refusal: Refusal, locale: 'zh' | 'en', requestId: string): Problem {
  const { code, spec, params, fields } = refusal;
  return {
    type: `urn:jinshu:problem:${code}`,
    title: `${fill(spec.zh, params)} / ${fill(spec.en, params)}`,
    status: spec.status,
    detail: fill(spec[locale], params),
    code,
    request_id: requestId,
    ...(spec.article === undefined ? {} : { article: spec.article }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
}

function bugProblem(locale: 'zh' | 'en', requestId: string): Problem {
  return {
    type: 'urn:jinshu:problem:server.failed',
    title: `${failure.zh} / ${failure.en}`,
    status: 500,
    detail: failure[locale],
    code: 'server.failed',
    request_id: requestId,
  };
}

export function sendProblem(request: Request, response: Response, problem: Problem): void {
  response.status(problem.status).setHeader('Cache-Control', 'no-store');
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="jinshu"');
  const wait = problem.params?.seconds;
  if (problem.status === 429 && wait !== undefined) response.setHeader('Retry-After', String(wait));
  if (problem.status === 503) response.setHeader('Retry-After', '5');
  if (request.originalUrl.startsWith('/api/') || request.accepts(['html', 'json']) === 'json') {
    response.type('application/problem+json').send(JSON.stringify(problem));
    return;
  }
  const lines = [
    `${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    ...problem.title.split(' / '),
    problem.request_id,
  ];
  response.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
}

/** The last handler of every route. What it does not know is a bug: 500, logged under its request id. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const requestId = request.id;
    if (response.headersSent) {
      // Half an answer is out: cutting the connection is the only way left to say that it failed.
      log.error({ err: error, requestId, path: request.path }, 'failed while answering');
      next(error);
      return;
    }
    const refusal = isRefusal(error) ? error : refusalOf(error);
    if (refusal !== null) {
      log.info({ requestId, code: refusal.code, status: refusal.spec.status }, 'refused');
      sendProblem(request, response, problemOf(refusal, localeOf(request), requestId));
      return;
    }
    log.error({ err: error, requestId, method: request.method, path: request.path }, 'request failed');
    sendProblem(request, response, bugProblem(localeOf(request), requestId));
  };
}

/** Express and its body parsers throw errors that carry a status: the caller's fault, not ours. */
function refusalOf(error: unknown): Refusal | null {
  const { status, limit } = (typeof error === 'object' && error !== null ? error : {}) as {
    status?: unknown;
    limit?: unknown;
  };
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  if (status === 413)
    return refuseAnywhere('request.too_large', { limit: `${Math.round(Number(limit ?? 0) / 1024)} KB` });
  if (status === 415) return refuse('request.unsupported');
  if (status === 404) return refuseAnywhere('request.not_found');
  return refuse('request.malformed');
}
