/**
 * Short texts at rest (an address, a secret), and keyed hashes, both under the installation's secret. One written form for
 * every room that keeps something of somebody, so that the database alone opens none of it.
 */
import { createHmac, type Hmac, hkdfSync } from 'node:crypto';
import { createEnvelope, type Envelope } from './envelope.ts';

/** What of the environment it takes. */
export interface Secret {
  readonly env: { readonly SESSION_SECRET: string };
}

const envelopes = new Map<string, Envelope>();

/** Stretching the secret takes a tenth of a second: once a process. */
function envelopeOf({ env }: Secret): Envelope {
  const known = envelopes.get(env.SESSION_SECRET);
  if (known !== undefined) return known;
  const made = createEnvelope(env.SESSION_SECRET);
  envelopes.set(env.SESSION_SECRET, made);
  return made;
}

/** @param kind one word, bound to the text: what was sealed as one thing opens as no other. */
export async function sealText(secret: Secret, kind: string, text: string): Promise<string> {
  return envelopeOf(secret).seal(kind, Buffer.from(text));
}

export async function unsealText(secret: Secret, kind: string, sealed: string): Promise<string> {
  const { label, plain } = await envelopeOf(secret).open(sealed);
  if (label !== kind) throw new Error(`a sealed ${label} is no ${kind}`);
  return plain.toString();
}

/** HMAC-SHA256 of a text under a key of the room's own for one use of it. */
export function keyed({ env }: Secret, room: string, use: string, text: string): Hmac {
  const key = hkdfSync('sha256', env.SESSION_SECRET, `jinshu/${room}`, use, 32);
  return createHmac('sha256', Buffer.from(key)).update(text);
}

/** The same address, however its host is written, has one hash in a room; without the secret nobody can try addresses. */
export function addressHash(secret: Secret, room: string, email: string): string {
  return keyed(secret, room, 'address/v1', email.normalize('NFC').toLowerCase()).digest('hex');
}
