/**
 * What a subscription keeps secret: addresses and webhook secrets sealed under the installation's secret, and the link of a
 * mail, which is made from it again each time, so that the database alone opens no subscription.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { addressHash as hashOf, keyed, sealText, unsealText } from '#api/ports/seal/sealed-text.ts';

const room = 'subscriptions';

type Kind = 'subscription-email' | 'subscription-secret';

export const seal = (ctx: Pick<Ctx, 'env'>, kind: Kind, text: string): Promise<string> => sealText(ctx, kind, text);

export const unseal = (ctx: Pick<Ctx, 'env'>, kind: Kind, sealed: string): Promise<string> =>
  unsealText(ctx, kind, sealed);

/** The same address, however its host is written, has one hash; without the secret nobody can try addresses. */
export const addressHash = (ctx: Pick<Ctx, 'env'>, email: string): string => hashOf(ctx, room, email);

export const tokenOf = (ctx: Pick<Ctx, 'env'>, id: string): string =>
  `sbt_${keyed(ctx, room, 'link/v1', id).digest('base64url')}`;

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
