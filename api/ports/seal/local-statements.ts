/** The platform's own key for statements: kept beside the root that certifies it, found by anybody at /.well-known/jwks.json. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  exportJWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { Clock } from '#api/kernel/time.ts';
import { makeStatementCertificate } from './certificates.ts';
import { createEnvelope } from './envelope.ts';
import { openKept, openRoot } from './root-store.ts';
import type { PublicKey, StatementPort, TokenVerdict } from './statement-port.ts';

const alg = 'RS256';
const present = 'statements.pem';
/** To rotate, the present file is renamed to `statements-<anything>.pem`: its public key stays listed. */
const named = /^statements(-[\w-]+)?\.pem$/;

interface Held {
  readonly pkcs8: Uint8Array;
  readonly publicKey: PublicKey;
}

export function createLocalStatements(place: {
  /** The authority's own folder, e.g. `<DATA_DIR>/ca`. */
  readonly dir: string;
  readonly secret: string;
  readonly clock: Clock;
}): StatementPort {
  const { dir, secret, clock } = place;
  const envelope = createEnvelope(secret);
  let opening: Promise<readonly Held[]> | undefined;
  const held = () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const open = async (): Promise<readonly Held[]> => {
    const root = await openRoot(dir, envelope, () => clock.now());
    const one = async (name: string): Promise<Held> => {
      const { certificatePem, pkcs8 } = await openKept(dir, name, envelope, () => makeStatementCertificate(root));
      const x5c = [certificatePem, root.certificatePem].map((pem) => new X509Certificate(pem).raw.toString('base64'));
      const jwk = await exportJWK(new X509Certificate(certificatePem).publicKey);
      const kid = await calculateJwkThumbprint(jwk);
      return { pkcs8, publicKey: { ...jwk, kty: 'RSA', kid, alg, use: 'sig', x5c } };
    };
    const newest = await one(present);
    const earlier = (await readdir(dir)).filter((name) => name !== present && named.test(name)).sort();
    return [newest, ...(await Promise.all(earlier.map(one)))];
  };

  return {
    async sign({ typ, issuer, subject, issuedAt, expiresAt, claims }) {
      const [newest] = await held();
      if (newest === undefined) throw new Error('no key for statements');
      const key = createPrivateKey({ key: Buffer.from(newest.pkcs8), format: 'der', type: 'pkcs8' });
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg, typ, kid: newest.publicKey.kid })
        .setIssuer(issuer)
        .setSubject(subject)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
    },

    async check(token, { typ, issuer }) {
      const text = token.trim();
      if (!isOfType(text, typ)) return { verdict: 'unreadable' };
      const keys = createLocalJWKSet({ keys: (await held()).map(({ publicKey }) => ({ ...publicKey, x5c: [] })) });
      try {
        const { payload } = await jwtVerify(text, keys, {
          algorithms: [alg],
          typ,
          issuer,
          currentDate: clock.now(),
          requiredClaims: ['sub', 'iat', 'exp'],
        });
        return found('genuine', payload);
      } catch (error) {
        // Signature and issuer are checked before the time, so what has only run out is still the platform's own word.
        if (error instanceof errors.JWTExpired) return found('expired', error.payload);
        return { verdict: 'altered' };
      }
    },

    keys: async () => (await held()).map(({ publicKey }) => publicKey),
  };
}

const found = (verdict: 'genuine' | 'expired', { sub = '', iat = 0 }: JWTPayload): TokenVerdict => ({
  verdict,
  subject: sub,
  issuedAt: new Date(iat * 1000),
});

function isOfType(text: string, typ: string): boolean {
  try {
    return text.split('.').length === 3 && decodeProtectedHeader(text).typ === typ;
  } catch {
    return false;
  }
}
