/**
 * Calling an address that somebody else chose (a webhook, a city's portal) without being led into our own network:
 * the name is resolved once, every address it has is checked, and the connection goes to the address that was checked, so
 * that a second answer of the name server changes nothing (DNS rebinding). A redirect is a new address and is checked anew.
 */
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import type { Env } from '#api/env.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { isAllowed, isInnerName, isLiteral, isPublicAddress, readOutbound } from './address.ts';
import { refuse } from './refusals.ts';

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

export interface OutboundOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of the answer as it is read, after decompression; 1 MB unless told. */
  readonly maxBytes?: number;
  /** Of the whole call with its redirects, until the last byte; 10 s unless told. */
  readonly timeoutMs?: number;
  /**
   * For large answers with much time: how long nothing may come, and how many bytes a second there must be once so much time was
   * spent waiting for them. Time the reader takes does not count.
   */
  readonly pace?: { readonly idleMs: number; readonly bytesPerSecond: number; readonly afterMs: number };
  /** How many redirects are followed; with 0 the redirect itself is the answer. */
  readonly redirects?: number;
  /** Name resolution; the system's unless a test gives its own. */
  readonly resolve?: (host: string) => Promise<readonly Resolved[]>;
}

interface Head {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly finalUrl: string;
}

export interface OutboundAnswer extends Head {
  readonly body: Buffer;
}

export interface OutboundStream extends Head {
  /** Ends the connection when read to its end or destroyed; fails with a refusal over the limit or past the time. */
  readonly body: Readable;
}

/** Another way out than the network of this machine; addresses are read and checked all the same. */
export interface OutboundMeans {
  readonly resolve: (host: string) => Promise<readonly Resolved[]>;
  /** Its owner closes it. */
  readonly dispatcher: Dispatcher;
}

/** Whoever holds the configuration: a Ctx, an App. */
export interface Caller {
  readonly env: Pick<Env, 'OUTBOUND_ALLOW' | 'PUBLIC_URL'>;
  /** The demonstration's story, whose portals do not exist, brings its own; the server never has any. */
  readonly outbound?: OutboundMeans;
}

const defaults = { maxBytes: 1_000_000, timeoutMs: 10_000 };

/**
 * The whole answer in memory. Refuses `outbound.bad_address`, `outbound.blocked`, `outbound.unreachable`,
 * `outbound.too_large`, `outbound.timeout`, `outbound.too_many_redirects`; any HTTP status is an answer.
 */
export async function guardedFetch(
  caller: Caller,
  url: string,
  options: OutboundOptions = {},
): Promise<OutboundAnswer> {
  const { body, ...head } = await guardedStream(caller, url, options);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return { ...head, body: Buffer.concat(chunks) };
}

/** As `guardedFetch`, the body as it comes. */
export async function guardedStream(
  caller: Caller,
  url: string,
  options: OutboundOptions = {},
): Promise<OutboundStream> {
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
  const signal = AbortSignal.timeout(timeoutMs);
  let at = url;
  let ask = options;
  for (let left = options.redirects ?? 0; ; left--) {
    const target = readOutbound(at, caller.env.OUTBOUND_ALLOW);
    if (target === null) throw refuse('outbound.bad_address');
    const named = (error: unknown) => translate(error, target.hostname, signal, timeoutMs);
    const pinned = await check(
      caller,
      target,
      options.resolve ?? caller.outbound?.resolve ?? systemResolve,
      signal,
    ).catch((error) => {
      throw named(error);
    });
    const agent = wayOut(caller, pinned, timeoutMs, options.pace?.idleMs ?? timeoutMs);
    let answer: Dispatcher.ResponseData;
    try {
      answer = await send(caller, target, agent.dispatcher, ask, signal);
    } catch (error) {
      await agent.end();
      throw named(error);
    }
    const headers = flat(answer.headers);
    const onward = headers.location;
    if (answer.statusCode >= 300 && answer.statusCode < 400 && onward !== undefined && (options.redirects ?? 0) > 0) {
      answer.body.on('error', () => {});
      await agent.end();
      if (left <= 0) throw refuse('outbound.too_many_redirects', { host: target.hostname });
      const next = URL.canParse(onward, target.href) ? new URL(onward, target.href) : null;
      // A secured call does not go on in the clear.
      if (next === null || (target.protocol === 'https:' && next.protocol !== 'https:'))
        throw refuse('outbound.bad_address');
      ask = redirected(ask, answer.statusCode, next.origin !== target.origin);
      at = next.href;
      continue;
    }
    return {
      status: answer.statusCode,
      headers,
      finalUrl: target.href,
      body: limited(answer, agent.end, target.hostname, options, named),
    };
  }
}

/** Whether an address may be called at all, by its form and by what its name stands for today. Refuses as `guardedFetch`. */
export async function checkOutbound(
  caller: Caller,
  url: string,
  {
    resolve = caller.outbound?.resolve ?? systemResolve,
    timeoutMs = 5000,
  }: Pick<OutboundOptions, 'resolve' | 'timeoutMs'> = {},
): Promise<void> {
  const target = readOutbound(url, caller.env.OUTBOUND_ALLOW);
  if (target === null) throw refuse('outbound.bad_address');
  const signal = AbortSignal.timeout(timeoutMs);
  await check(caller, target, resolve, signal).catch((error) => {
    throw translate(error, target.hostname, signal, timeoutMs);
  });
}

async function systemResolve(host: string): Promise<readonly Resolved[]> {
  return lookup(host, { all: true, verbatim: true });
}

/** The addresses the connection may go to. One inner address among them spoils the name: nobody honest has such a name. */
async function check(
  caller: Caller,
  url: URL,
  resolve: (host: string) => Promise<readonly Resolved[]>,
  signal: AbortSignal,
): Promise<readonly Resolved[]> {
  const allowed = isAllowed(url, caller.env.OUTBOUND_ALLOW);
  const host = url.hostname;
  const blocked = () => refuse('outbound.blocked', { host });
  if (!allowed && isInnerName(host)) throw blocked();
  if (isLiteral(host)) {
    if (!allowed && !isPublicAddress(host)) throw blocked();
    const address = host.replace(/^\[|\]$/g, '');
    return [{ address, family: address.includes(':') ? 6 : 4 }];
  }
  const found = await Promise.race([
    resolve(host),
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);
  if (found.length === 0) throw refuse('outbound.unreachable', { host, reason: 'ENOTFOUND' });
  if (!allowed && found.some(({ address }) => !isPublicAddress(address))) throw blocked();
  return found;
}

function wayOut({ outbound }: Caller, pinned: readonly Resolved[], timeoutMs: number, idleMs: number) {
  if (outbound !== undefined) return { dispatcher: outbound.dispatcher, end: async () => {} };
  const dispatcher = pinnedAgent(pinned, timeoutMs, idleMs);
  return { dispatcher, end: () => dispatcher.destroy() };
}

function pinnedAgent(pinned: readonly Resolved[], timeoutMs: number, idleMs: number): Agent {
  const look: LookupFunction = (_host, options, done) => {
    if (options.all === true) return done(null, [...pinned]);
    const [first] = pinned;
    return done(null, first?.address ?? '', first?.family ?? 4);
  };
  return new Agent({
    connect: { lookup: look, timeout: timeoutMs },
    connections: 1,
    pipelining: 0,
    headersTimeout: timeoutMs,
    bodyTimeout: idleMs,
    maxHeaderSize: 32_768,
  });
}

function send(caller: Caller, url: URL, dispatcher: Dispatcher, options: OutboundOptions, signal: AbortSignal) {
  return request(url, {
    dispatcher,
    method: options.method ?? 'GET',
    headers: {
      'user-agent': `Jinshu (+${caller.env.PUBLIC_URL})`,
      'accept-encoding': 'gzip, br',
      ...lowerCase(options.headers ?? {}),
    },
    body: options.body === undefined ? null : Buffer.from(options.body as Uint8Array),
    signal,
  });
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** RFC 9110 section 15.4: 303, and by custom 301 and 302, turn a POST into a GET; keys stay with whom they were meant for. */
function redirected(ask: OutboundOptions, status: number, elsewhere: boolean): OutboundOptions {
  const toGet = status === 303 || ((status === 301 || status === 302) && ask.method === 'POST');
  const { body: _, ...bare } = ask;
  const kept = Object.entries(lowerCase(ask.headers ?? {})).filter(
    ([name]) =>
      !(elsewhere && /^(authorization|cookie|proxy-authorization|x-.*(key|token))$/.test(name)) &&
      !(toGet && /^content-/.test(name)),
  );
  return { ...(toGet ? { ...bare, method: 'GET' } : ask), headers: Object.fromEntries(kept) };
}

const flat = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

function limited(
  answer: Dispatcher.ResponseData,
  end: () => Promise<void>,
  host: string,
  { maxBytes: limit = defaults.maxBytes, pace }: OutboundOptions,
  named: (error: unknown) => unknown,
): Readable {
  const coding = (flat(answer.headers)['content-encoding'] ?? '').trim().toLowerCase();
  const opener = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    coding
  ];
  async function* read(): AsyncGenerator<Buffer> {
    let bytes = 0;
    let waited = 0;
    try {
      const announced = Number(flat(answer.headers)['content-length'] ?? 0);
      if (opener === undefined && announced > limit) throw refuse('outbound.too_large', { host, limit });
      // Errors of the source reach the decompressor through `destroy`, not through pipe.
      const source = opener === undefined ? answer.body : through(answer.body, opener());
      let asked = performance.now();
      for await (const chunk of source) {
        bytes += (chunk as Buffer).length;
        if (bytes > limit) throw refuse('outbound.too_large', { host, limit });
        waited += performance.now() - asked;
        if (pace !== undefined && waited > pace.afterMs && bytes < (waited / 1000) * pace.bytesPerSecond)
          throw refuse('outbound.timeout', { host, seconds: Math.ceil(waited / 1000) });
        yield chunk as Buffer;
        asked = performance.now();
      }
    } catch (error) {
      throw named(error);
    }
  }
  // Someone who drops the answer unread must not leave a connection, nor an error nobody hears.
  answer.body.on('error', () => {});
  const readable = Readable.from(read(), { objectMode: false });
  readable.once('close', () => void end());
  return readable;
}

function through(body: Readable, opener: ReturnType<typeof createGunzip> | ReturnType<typeof createBrotliDecompress>) {
  body.on('error', (error) => opener.destroy(error));
  return body.pipe(opener);
}

function translate(error: unknown, host: string, signal: AbortSignal, timeoutMs: number): unknown {
  if (isRefusal(error)) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  if (signal.aborted || /TIMEOUT|ETIMEDOUT/.test(code)) {
    return refuse('outbound.timeout', { host, seconds: Math.ceil(timeoutMs / 1000) });
  }
  // The code alone: messages of the network layer name our own addresses.
  return refuse('outbound.unreachable', { host, reason: /^[A-Z0-9_]+$/.test(code) ? code : 'EPROTO' });
}
