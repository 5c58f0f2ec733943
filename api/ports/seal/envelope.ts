/**
 * Private keys at rest: AES-256-GCM under a key of its own (HKDF, RFC 5869) from a master key stretched
 * from the installation's secret (scrypt, RFC 7914). The text is self-contained, so rows in the database
 * open with the secret alone. Losing the secret loses the keys: the runbook must say to keep it.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';

const form = 'jsk1';
// The salt separates this use of the secret from others; each envelope adds a random salt of its own.
const masterSalt = 'jinshu/seal/master/v1';
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export interface Envelope {
  /** `label` is readable without the secret (a certificate serial) and bound to the ciphertext. */
  seal(label: string, plain: Uint8Array): Promise<string>;
  /** Throws when the secret, the label or a byte is wrong. */
  open(text: string): Promise<{ readonly label: string; readonly plain: Buffer }>;
}

export function createEnvelope(secret: string): Envelope {
  let pending: Promise<Buffer> | undefined;
  const master = (): Promise<Buffer> => {
    pending ??= new Promise((resolve, reject) => {
      scrypt(secret, masterSalt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
    });
    return pending;
  };
  const keyFor = async (salt: Uint8Array, label: string): Promise<Buffer> =>
    Buffer.from(hkdfSync('sha256', await master(), salt, `jinshu/seal/key/${label}`, 32));

  return {
    async seal(label, plain) {
      if (!/^[\w-]+$/.test(label)) throw new Error('an envelope label is one word');
      const salt = randomBytes(16);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await keyFor(salt, label), iv);
      cipher.setAAD(Buffer.from(`${form}.${label}`));
      const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return [form, label, ...[salt, iv, body].map((part) => part.toString('base64url'))].join('.');
    },

    async open(text) {
      const [mark, label, ...rest] = text.split('.');
      const [salt, iv, body] = rest.map((part) => Buffer.from(part, 'base64url'));
      if (mark !== form || label === undefined || !salt || !iv || !body || body.length < 17) {
        throw new Error('not a sealed key');
      }
      const decipher = createDecipheriv('aes-256-gcm', await keyFor(salt, label), iv, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(`${form}.${label}`));
      decipher.setAuthTag(body.subarray(-16));
      return { label, plain: Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]) };
    },
  };
}
