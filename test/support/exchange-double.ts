/**
 * A stand-in for an existing exchange platform over real HTTP: it keeps channels and batches, wants a token, checks the digest it is
 * told against what arrived, takes nothing for a channel that is closed, and can lose its answer or go away.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ExchangeDouble {
  readonly url: string;
  readonly token: string;
  readonly channels: ReadonlyMap<string, Record<string, unknown>>;
  readonly batches: ReadonlyMap<string, { readonly bytes: Buffer; readonly name: string; readonly puts: number }>;
  /** `lossy`: takes what is sent and cuts the line before it answers. */
  set(state: 'up' | 'lossy' | 'broken'): void;
  close(): Promise<void>;
}

export async function exchangeDouble(): Promise<ExchangeDouble> {
  const token = 'exchange-token-of-the-double';
  const channels = new Map<string, Record<string, unknown>>();
  const batches = new Map<string, { bytes: Buffer; name: string; puts: number }>();
  let state: 'up' | 'lossy' | 'broken' = 'up';
  const server = createServer((request, response) => {
    const say = (status: number, body: unknown = {}) => {
      if (state === 'lossy' && request.method === 'PUT') return void request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const parts: Buffer[] = [];
    request.on('data', (chunk: Buffer) => parts.push(chunk));
    request.on('end', () => {
      if (state === 'broken') return void response.writeHead(503).end();
      if (request.headers.authorization !== `Bearer ${token}`) return say(401);
      const [, no = '', id] = /^\/channels\/([^/]+)(?:\/batches\/([^/]+))?$/.exec(request.url ?? '') ?? [];
      const bytes = Buffer.concat(parts);
      const receiptOf = (kept: { bytes: Buffer }) => ({
        receipt: `R-${id}`,
        sha256: createHash('sha256').update(kept.bytes).digest('hex'),
      });
      if (id === undefined) {
        if (request.method !== 'PUT') return say(405);
        channels.set(decodeURIComponent(no), JSON.parse(bytes.toString()) as Record<string, unknown>);
        return say(200);
      }
      const kept = batches.get(id);
      if (request.method === 'GET') return kept === undefined ? say(404) : say(200, receiptOf(kept));
      if (channels.get(decodeURIComponent(no))?.open !== true) return say(409);
      const digest = createHash('sha256').update(bytes).digest('base64');
      if (request.headers['repr-digest'] !== `sha-256=:${digest}:`) return say(422);
      const name = String(request.headers['content-disposition']);
      const made = { bytes, name, puts: (kept?.puts ?? 0) + 1 };
      batches.set(id, made);
      return say(201, receiptOf(made));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    channels,
    batches,
    set: (next) => {
      state = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
