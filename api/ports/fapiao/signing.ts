/** How requests to an issuing service and its answers are signed (docs/fapiao-service.md, section 2). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../seal/digest.ts';

export interface Signed {
  readonly method: string;
  /** Path with query, as it stands in the request line. */
  readonly path: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: Uint8Array | string;
}

export function signRequest(secret: string, { method, path, timestamp, nonce, body }: Signed): string {
  const text = [method.toUpperCase(), path, timestamp, nonce, sha256(body)].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Over the request's nonce, so that an answer belongs to one request. */
export function signAnswer(secret: string, nonce: string, status: number, body: Uint8Array | string): string {
  return createHmac('sha256', secret)
    .update(['answer', nonce, String(status), sha256(body)].join('\n'))
    .digest('hex');
}

export function sameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === 32 && b.length === 32 && timingSafeEqual(a, b);
}
