/**
 * An existing exchange platform over HTTP. Three calls: `PUT /channels/{no}` tells a grant, `PUT /channels/{no}/batches/{id}` with the
 * bytes hands over a batch and is answered with a receipt that names what arrived, `GET` of the same tells whether it did. All carry
 * a bearer token. A batch that was received and whose answer was lost is asked for before it is sent again.
 */
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ExchangeBatch, ExchangeGrant, ExchangePort } from './port.ts';
import { refuse } from './refusals.ts';

export interface ExchangeConfig {
  readonly url: string;
  readonly token: string;
  /** Milliseconds a telling may take; a batch may take a hundred times as long. */
  readonly patience?: number;
}

const receipt = z.object({ receipt: z.string().min(1).max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export function createHttpExchange({ url, token, patience = 10_000 }: ExchangeConfig): ExchangePort {
  const base = url.replace(/\/+$/, '');
  const authorization = `Bearer ${token}`;

  async function call(
    path: string,
    init: RequestInit & { readonly duplex?: 'half' },
    within: number,
  ): Promise<Response> {
    try {
      return await fetch(`${base}${path}`, {
        ...init,
        headers: { ...init.headers, authorization },
        // A platform that sends us elsewhere would get the token of this one.
        redirect: 'error',
        signal: AbortSignal.timeout(within),
      });
    } catch {
      // What the other side or the network said may hold addresses of inner machines.
      throw refuse('exchange.unreachable');
    }
  }

  async function requireTaken(response: Response): Promise<void> {
    if (response.ok) return;
    await response.body?.cancel();
    throw response.status >= 500
      ? refuse('exchange.unreachable')
      : refuse('exchange.declined', { reason: response.status });
  }

  const pathOf = ({ no, id }: Pick<ExchangeBatch, 'no' | 'id'>) =>
    `/channels/${encodeURIComponent(no)}/batches/${encodeURIComponent(id)}`;

  async function receiptIn(response: Response, sha256: string): Promise<{ receipt: string }> {
    const read = receipt.safeParse(await response.json().catch(() => null));
    if (!read.success) throw refuse('exchange.declined', { reason: 'receipt' });
    if (read.data.sha256 !== sha256) throw refuse('exchange.declined', { reason: 'sha256' });
    return { receipt: read.data.receipt };
  }

  return {
    kind: 'outside',
    async tell({ no, ...grant }: ExchangeGrant) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ ...grant });
      await requireTaken(await call(`/channels/${encodeURIComponent(no)}`, { method: 'PUT', headers, body }, patience));
    },
    async send(batch) {
      const asked = await call(pathOf(batch), { method: 'GET' }, patience);
      if (asked.ok) return receiptIn(asked, batch.sha256);
      await asked.body?.cancel();
      if (asked.status !== 404) await requireTaken(asked);
      const headers = {
        'content-type': batch.contentType,
        'content-length': String(batch.bytes),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(batch.fileName)}`,
        'repr-digest': `sha-256=:${Buffer.from(batch.sha256, 'hex').toString('base64')}:`,
      };
      const body = Readable.toWeb(batch.open()) as unknown as ReadableStream<Uint8Array>;
      const response = await call(pathOf(batch), { method: 'PUT', headers, body, duplex: 'half' }, patience * 100);
      await requireTaken(response);
      return receiptIn(response, batch.sha256);
    },
    // The requester takes it where it lies.
    take: async () => null,
    forget: async () => {},
  };
}
