/** An issuing service over HTTP, by our own contract (docs/fapiao-service.md). Whatever goes wrong is told without its address. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { checkIssued } from './check.ts';
import { type FapiaoPort, mostFileBytes, type Outcome } from './port.ts';
import { refuse } from './refusals.ts';
import { sameSignature, signAnswer, signRequest } from './signing.ts';

const patienceMs = 10_000;
const largest = mostFileBytes * 2;

export interface HttpFapiaoOptions {
  readonly url: string;
  readonly keyId: string;
  readonly secret: string;
  readonly now: () => Date;
}

const taken = z.object({ ticket: z.string().min(1).max(100) });
const became = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('refused'), reason: z.string().min(1).max(500) }),
  z.object({
    state: z.literal('issued'),
    number: z.string().max(40),
    issued_on: z.string().max(10),
    file: z.object({ name: z.string().max(200), base64: z.string().max(largest) }),
  }),
]);

export function createHttpFapiao({ url, keyId, secret, now }: HttpFapiaoOptions): FapiaoPort {
  const base = url.replace(/\/+$/, '');

  async function ask(method: 'POST' | 'GET', path: string, body: string, id: string): Promise<unknown> {
    const address = new URL(`${base}${path}`);
    const nonce = randomBytes(16).toString('hex');
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const signature = signRequest(secret, {
      method,
      path: `${address.pathname}${address.search}`,
      timestamp,
      nonce,
      body,
    });
    let answer: Response;
    let bytes: Buffer;
    try {
      answer = await fetch(address, {
        method,
        headers: {
          'content-type': 'application/json',
          'jinshu-key': keyId,
          'jinshu-timestamp': timestamp,
          'jinshu-nonce': nonce,
          'jinshu-signature': signature,
          'idempotency-key': id,
        },
        ...(method === 'POST' ? { body } : {}),
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      });
      bytes = Buffer.from(await answer.arrayBuffer());
    } catch {
      throw refuse('fapiao.unreachable');
    }
    if (answer.status >= 500 || answer.status === 429) throw refuse('fapiao.unreachable');
    const given = answer.headers.get('jinshu-signature') ?? '';
    const right = sameSignature(given, signAnswer(secret, nonce, answer.status, bytes));
    if (!right || !answer.ok || bytes.length > largest) throw refuse('fapiao.answer_not_trusted');
    try {
      return JSON.parse(bytes.toString('utf8'));
    } catch {
      throw refuse('fapiao.answer_not_trusted');
    }
  }

  return {
    kind: 'http',
    async hand(data) {
      const answer = taken.safeParse(await ask('POST', '/invoices', JSON.stringify(data), data.id));
      if (!answer.success) throw refuse('fapiao.answer_not_trusted');
      return answer.data.ticket;
    },
    async collect(data, ticket, _evidence, today): Promise<Outcome> {
      if (ticket === null) return { state: 'waiting' };
      const answer = became.safeParse(await ask('GET', `/invoices/${encodeURIComponent(ticket)}`, '', data.id));
      if (!answer.success) throw refuse('fapiao.answer_not_trusted');
      if (answer.data.state !== 'issued') return answer.data;
      const { number, issued_on, file } = answer.data;
      const bytes = Buffer.from(file.base64, 'base64');
      return checkIssued(data, { number, issuedOn: issued_on, fileName: file.name, bytes }, today);
    },
  };
}
