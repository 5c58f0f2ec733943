/**
 * What a subscription keeps secret: addresses and webhook secrets sealed under the installation's secret, and the link of a
 * mail, which is made from it again each time, so that the database alone opens no subscription.
 */
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { createEnvelope, type Envelope } from '#api/ports/seal/envelope.ts';

const envelopes = new Map<string, Envelope>();

/** Stretching the secret takes a tenth of a second: once a process. */
function envelopeOf({ env }: Pick<Ctx, 'env'>): Envelope {
  const known = envelopes.get(env.SESSION_SECRET);
  if (known !== undefined) return known;
  const made = createEnvelope(env.SESSION_SECRET);
  envelopes.set(env.SESSION_SECRET, made);
  return made;
}

type Kind = 'subscription-email' | 'subscription-secret';

export async function seal(ctx: Pick<Ctx, 'env'>, kind: Kind, text: string): Promise<string> {
  return envelopeOf(ctx).seal(kind, Buffer.from(text));
}

export async function unseal(ctx: Pick<Ctx, 'env'>, kind: Kind, sealed: string): Promise<string> {
  const { label, plain } = await envelopeOf(ctx).open(sealed);
  if (label !== kind) throw new Error(`a sealed ${label} is no ${kind}`);
  return plain.toString();
}

const keyed = ({ env }: Pick<Ctx, 'env'>, use: string, text: string) =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', env.SESSION_SECRET, 'jinshu/subscriptions', use, 32))).update(
    text,
  );

/** The same address, however its host is written, has one hash; without the secret nobody can try addresses. */
export function addressHash(ctx: Pick<Ctx, 'env'>, email: string): string {
  return keyed(ctx, 'address/v1', email.normalize('NFC').toLowerCase()).digest('hex');
}

export const tokenOf = (ctx: Pick<Ctx, 'env'>, id: string): string =>
  `sbt_${keyed(ctx, 'link/v1', id).digest('base64url')}`;

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** `whsec_` and 32 bytes in base64, as Standard Webhooks writes secrets. */
export const newSecret = (ctx: Pick<Ctx, 'random'>): string =>
  `whsec_${Buffer.from(ctx.random(32)).toString('base64')}`;

/** `v1,…` over `id.timestamp.body`, one signature a secret, separated by spaces (Standard Webhooks 1.0). */
export function signatures(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
