import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { gatewayOperations } from '#api/gateway/contract.ts';
import * as gate from '#api/gateway/gate.ts';
import * as keys from '#api/gateway/keys.ts';
import { readRows } from '#api/gateway/rows.ts';
import * as upstream from '#api/gateway/upstream.ts';
import * as usage from '#api/gateway/usage.ts';
import { type Http, mount } from '#api/http/mount.ts';
import { bearer } from '#api/http/session.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { rateHeaders } from '#api/usage/rules/decide.ts';

export function mountGateway(router: Router, app: App): void {
  mount(router, app, gatewayOperations, {
    listOrderKeys: (ctx, { params }) => keys.listOrderKeys(ctx, params.id),
    createOrderKey: (ctx, { params, body }) => keys.createOrderKey(ctx, params.id, body),
    revokeOrderKey: (ctx, { params }) => keys.revokeOrderKey(ctx, params.id),
    rotateUpstreamSecret: (ctx, { params }) => keys.rotateUpstreamSecret(ctx, params.id),
    showOrderUsage: (ctx, { params, query }) => usage.showOrderUsage(ctx, params.id, query),
    listOrderCalls: (ctx, { params, query }) => usage.listOrderCalls(ctx, params.id, query),
    readProductRows: (ctx, { params, query }, http) =>
      through(ctx, params.no, 'rows', http, async (opened) => {
        const answer = await readRows(ctx, opened, query);
        const text = JSON.stringify(answer);
        await tell(ctx, http.response, opened);
        http.response.type('application/json').send(text);
        return { rows: answer.rows.length, bytes: Buffer.byteLength(text) };
      }),
    callProduct: (ctx, { params }, http) => forward(ctx, params, http),
    postToProduct: (ctx, { params }, http) => forward(ctx, params, http),
  });
}

const forward = (ctx: Ctx, { no, endpoint: name }: { no: string; endpoint: string }, http: Http) =>
  through(ctx, no, name, http, async (opened) => {
    const { request, response } = http;
    const endpoint = upstream.endpointOf(opened, name, request.method);
    const answer = await upstream.callUpstream(ctx, opened, endpoint, {
      search: searchOf(request),
      body: request.body,
      accept: request.get('accept'),
    });
    await tell(ctx, response, opened);
    // As the developer's server names it; should a browser show it, it does so as nobody and runs nothing.
    response
      .status(answer.status)
      .setHeader('Content-Type', answer.headers['content-type'] ?? 'application/octet-stream');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await pipeline(answer.body, counted, response);
    } catch (error) {
      throw upstream.named(error);
    }
    return { rows: 0, bytes };
  });

const searchOf = (request: Request): string => new URL(request.originalUrl, 'http://gateway.invalid').search;

/** One call: known, let in, answered, written down whatever came of it. A call that brought nothing is given back. */
async function through(
  ctx: Ctx,
  no: string,
  endpoint: string,
  { request, response }: Http,
  answer: (opened: gate.Opened) => Promise<{ readonly rows: number; readonly bytes: number }>,
): Promise<undefined> {
  response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff');
  const key = await gate.knowKey(ctx, no, bearer(request));
  // Express answers HEAD by the GET route; without an answer there is nothing to count.
  if (request.method === 'HEAD') {
    response.status(204).end();
    return;
  }
  const startedAt = ctx.clock.now();
  const called = { endpoint: /^[a-z][a-z0-9_-]{0,39}$/.test(endpoint) ? endpoint : '', startedAt };
  let opened: gate.Opened | null = null;
  try {
    opened = await gate.open(ctx, key);
    const done = await answer(opened);
    await gate.writeDown(ctx, key, { ...called, ...done, status: response.statusCode, code: null });
  } catch (error) {
    if (opened !== null) await gate.returnCall(ctx, opened);
    const refused = isRefusal(error);
    // A reader who hung up half-way is told nothing; 499 is what proxies write down for it.
    const status = refused ? error.status : response.headersSent ? 499 : 500;
    const code = refused ? error.code : null;
    await gate.writeDown(ctx, key, { ...called, status, code, rows: 0, bytes: 0 });
    if (refused && !response.headersSent) await tell(ctx, response, { order: key.order });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    throw error;
  }
  return;
}

async function tell(ctx: Ctx, response: Response, { order }: Pick<gate.Opened, 'order'>): Promise<void> {
  const now = ctx.clock.now();
  const headers = rateHeaders(await gate.limitsNow(ctx, order, now), now);
  if (headers !== null) response.setHeader('RateLimit-Policy', headers.policy).setHeader('RateLimit', headers.state);
}
