/** An outside time-stamp authority over HTTP (RFC 3161, 3.4). Whatever goes wrong is told without its address. */
import { randomBytes, X509Certificate } from 'node:crypto';
import { decodeResponse, encodeRequest } from './asn1.ts';
import { checkToken } from './check.ts';
import { positive } from './local.ts';
import { StampUnavailable, type TimestampPort } from './port.ts';

/** The signer waits for it with a lock in hand: better no token now and one later. */
const patienceMs = 5_000;
const largest = 64 * 1024;

export interface HttpTimestampsOptions {
  readonly url: string;
  /** Roots of the authority, PEM. */
  readonly roots: readonly string[];
  /** Roots whose older tokens still count, e.g. the platform's own. */
  readonly alsoTrusted: () => Promise<readonly string[]>;
}

export function createHttpTimestamps({ url, roots, alsoTrusted }: HttpTimestampsOptions): TimestampPort {
  const all = async () => [...roots, ...(await alsoTrusted())];
  const trusted = roots.map((pem) => new X509Certificate(pem));
  return {
    operatedBy: 'outside',
    roots: all,
    check: async (token, sha256) =>
      checkToken(
        token,
        sha256,
        (await all()).map((pem) => new X509Certificate(pem)),
      ),
    async stamp(sha256) {
      const nonce = positive(randomBytes(8));
      const answer = await ask(url, encodeRequest({ sha256, nonce }));
      let token: Uint8Array;
      try {
        token = decodeResponse(answer);
      } catch (cause) {
        throw new StampUnavailable('the authority refused or did not answer in the protocol', { cause });
      }
      const { faults } = checkToken(token, sha256, trusted, nonce);
      if (faults.length > 0) throw new StampUnavailable(`its token does not hold (${faults.join(', ')})`);
      return token;
    },
  };
}

async function ask(url: string, body: Uint8Array): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > largest) throw new Error('an answer of that size is no token');
    return bytes;
  } catch (cause) {
    const said = cause instanceof Error && /^HTTP \d+$|size/.test(cause.message) ? cause.message : 'no answer';
    throw new StampUnavailable(said, { cause });
  }
}
