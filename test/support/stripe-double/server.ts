/**
 * A stateful Stripe over real HTTP on loopback, written from its documentation and typed with the library's types: keys that
 * replay, a hosted page that pays, events posted to a webhook with real signatures, and faults on demand.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type Answer, fault } from './answers.ts';
import { route } from './api.ts';
import { hostedPage, press } from './page.ts';
import { makeState, type State } from './state.ts';

export type Fault =
  /** The connection breaks before anything is done, or after it was done. */
  | 'drop_before'
  | 'drop_after'
  /** Another call with this key still runs; too many calls; broken before or after acting. */
  | 409
  | 429
  | 500
  | '500_after';

export interface DoubleOptions {
  readonly now?: () => Date;
  readonly secretKey?: string;
  readonly webhookSecret?: string;
  readonly livemode?: boolean;
  readonly settles?: string;
}

export interface StripeDouble {
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly state: State;
  /** `POST /v1/refunds`, in order. */
  readonly requests: readonly string[];
  /** The next call whose `METHOD path` begins so fails like this; several are taken one after the other. */
  failNext(start: string, how: Fault, times?: number): void;
  /** Runs once after the next such call was done and before it is answered: the moment a process dies. */
  onDone(start: string, run: () => void): void;
  /** Where events are posted; each at once when `auto`. */
  listen(webhook: string, auto?: boolean): void;
  /** Events not posted yet, oldest first; taking them empties the list. */
  take(): Stripe.Event[];
  /** Posts an event; answers the status. */
  post(event: object | string, over?: { at?: Date; secret?: string; signature?: string }): Promise<number>;
  /** Posts all events that wait, in order. */
  deliver(): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly hash: string;
  readonly at: number;
  readonly answer: Answer;
}

const day = 86_400_000;

export async function startStripe(options: DoubleOptions = {}): Promise<StripeDouble> {
  const { now = () => new Date(), secretKey = 'sk_test_double', webhookSecret = 'whsec_double_secret' } = options;
  const waiting: Stripe.Event[] = [];
  const requests: string[] = [];
  const faults: { start: string; how: Fault }[] = [];
  const watchers: { start: string; run: () => void }[] = [];
  const kept = new Map<string, Kept>();
  const posting = new Set<Promise<unknown>>();
  let webhook: string | null = null;
  let automatic = false;
  const signer = new Stripe(secretKey);

  const state = makeState({
    now,
    ...(options.livemode === undefined ? {} : { livemode: options.livemode }),
    ...(options.settles === undefined ? {} : { settles: options.settles }),
    told: (event) => {
      if (!automatic) return void waiting.push(event);
      const sent = post(event).finally(() => posting.delete(sent));
      posting.add(sent);
    },
  });

  async function post(event: object | string, over: { at?: Date; secret?: string; signature?: string } = {}) {
    if (webhook === null) throw new Error('nobody listens');
    const payload = typeof event === 'string' ? event : JSON.stringify(event);
    const timestamp = Math.floor((over.at ?? now()).getTime() / 1000);
    const signature =
      over.signature ??
      signer.webhooks.generateTestHeaderString({ payload, secret: over.secret ?? webhookSecret, timestamp } as never);
    const answer = await fetch(webhook, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0',
      },
      body: payload,
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  function answerOf(request: IncomingMessage, url: URL, body: string): Answer {
    const params = bracketed(request.method === 'POST' ? new URLSearchParams(body) : url.searchParams);
    if (request.headers.authorization !== `Bearer ${secretKey}`)
      return fault(401, 'api_key_invalid', 'Invalid API Key');
    if (request.headers['stripe-version'] !== '2026-10-28.endive')
      return fault(400, 'api_version', 'Unexpected Stripe-Version');
    const run = () => route(state, base(), request.method ?? '', url.pathname, params);
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string') return run();
    const hash = createHash('sha256').update(`${url.pathname}?${body}`).digest('hex');
    const before = kept.get(key);
    if (before !== undefined && now().getTime() - before.at < day) {
      if (before.hash === hash) return before.answer;
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      return { status: 400, body: { error: { type: 'idempotency_error', message } }, began: false };
    }
    const answer = run();
    if (answer.began) kept.set(key, { hash, at: now().getTime(), answer: structuredClone(answer) });
    return answer;
  }

  function next<T extends { start: string }>(list: T[], called: string): T | undefined {
    const at = list.findIndex(({ start }) => called.startsWith(start));
    return at < 0 ? undefined : list.splice(at, 1)[0];
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stripe');
    const body = await bodyOf(request);
    if (url.pathname.startsWith('/pay/')) return visit(request, response, url, body);
    const called = `${request.method} ${url.pathname}`;
    requests.push(called);
    const how = next(faults, called)?.how;
    if (how === 'drop_before') return void request.socket.destroy();
    if (how === 409 || how === 429 || how === 500) {
      const code = how === 409 ? 'idempotency_key_in_use' : how === 429 ? 'rate_limit' : 'internal';
      return send(response, fault(how, code, 'not now'));
    }
    const answer = answerOf(request, url, body);
    next(watchers, called)?.run();
    if (how === 'drop_after') return void request.socket.destroy();
    if (how === '500_after') return send(response, fault(500, 'internal', 'broken after acting'));
    send(response, answer);
  }

  function visit(request: IncomingMessage, response: ServerResponse, url: URL, body: string): void {
    const id = url.pathname.split('/')[2] ?? '';
    if (request.method === 'POST') {
      response.writeHead(303, { location: press(state, id, new URLSearchParams(body).get('does') ?? '') }).end();
      return;
    }
    const page = hostedPage(state, id);
    response.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8' }).end(page.html);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: base(),
    secretKey,
    webhookSecret,
    state,
    requests,
    failNext: (start, how, times = 1) => {
      for (let at = 0; at < times; at++) faults.push({ start, how });
    },
    onDone: (start, run) => void watchers.push({ start, run }),
    listen: (address, auto = false) => {
      webhook = address;
      automatic = auto;
    },
    take: () => waiting.splice(0),
    post,
    async deliver() {
      for (const event of waiting.splice(0)) await post(event);
    },
    async close() {
      await Promise.allSettled([...posting]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `a[b][0]=c` as the library writes it. */
function bracketed(form: URLSearchParams): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of form) {
    const path = name.replaceAll(']', '').split('[');
    let node = root;
    for (const part of path.slice(0, -1)) {
      node[part] ??= {};
      node = node[part] as Record<string, unknown>;
    }
    node[path.at(-1) ?? ''] = value;
  }
  return root;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_double' })
    .end(JSON.stringify(body));
}
