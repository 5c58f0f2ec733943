/** The platform's own time-stamp authority: works offline, under the root of the house, and is no third party. */
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import type { Clock } from '#api/kernel/time.ts';
import { makeTimestampCertificate } from '#api/ports/seal/certificates.ts';
import { createEnvelope } from '#api/ports/seal/envelope.ts';
import { openKept, openRoot } from '#api/ports/seal/root-store.ts';
import { decodeRequest, encodeGranted, encodeRefused, makeToken, type StampRequest, type TokenMeans } from './asn1.ts';
import { checkToken } from './check.ts';
import type { TimestampPort } from './port.ts';

export interface LocalTimestamps extends TimestampPort {
  /** Answers a request of anybody (DER in, DER out): a stranger can have the same clock attest a digest. */
  answer(request: Uint8Array): Promise<Uint8Array>;
}

export function createLocalTimestamps({
  dir,
  secret,
  clock,
}: {
  readonly dir: string;
  readonly secret: string;
  readonly clock: Clock;
}): LocalTimestamps {
  const envelope = createEnvelope(secret);
  let rootPem: string | undefined;
  let opening: Promise<Omit<TokenMeans, 'serial'>> | undefined;
  const means = () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const open = async (): Promise<Omit<TokenMeans, 'serial'>> => {
    const root = await openRoot(dir, envelope, () => clock.now());
    rootPem = root.certificatePem;
    const own = await openKept(dir, 'timestamps.pem', envelope, () => makeTimestampCertificate(root));
    return {
      certificate: new X509Certificate(own.certificatePem),
      rootPem: root.certificatePem,
      key: createPrivateKey({ key: Buffer.from(own.pkcs8), format: 'der', type: 'pkcs8' }),
    };
  };
  /** Does without the authority's own key, which is made when the first token is asked for. */
  const roots = async (): Promise<readonly string[]> => {
    rootPem ??= (await openRoot(dir, envelope, () => clock.now())).certificatePem;
    return [rootPem];
  };
  const token = async (request: StampRequest) =>
    makeToken(request, wholeSecond(clock.now()), { ...(await means()), serial: positive(randomBytes(16)) });

  return {
    operatedBy: 'platform',
    stamp: (sha256) => token({ sha256, nonce: null }),
    roots,
    check: async (given, sha256) =>
      checkToken(
        given,
        sha256,
        (await roots()).map((pem) => new X509Certificate(pem)),
      ),
    async answer(request) {
      let asked: StampRequest;
      try {
        asked = decodeRequest(request);
      } catch {
        return encodeRefused('not a request over a SHA-256');
      }
      return encodeGranted(await token(asked));
    },
  };
}

/** Never before the instant: a token dated earlier than what it stamps would say too much. */
const wholeSecond = (at: Date): Date => new Date(Math.ceil(at.getTime() / 1000) * 1000);

export function positive(bytes: Buffer): Buffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}
