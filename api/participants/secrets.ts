/** Code and link of a challenge are made from its id and the installation's secret each time, so the database opens neither. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { addressHash as hashOf, keyed, sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import { participantPrefix } from './rules/cookie.ts';

const room = 'participants';
const kind = 'participant-email';
type Secret = Pick<Ctx, 'env'>;

export const sealAddress = (ctx: Secret, email: string): Promise<string> => sealText(ctx, kind, email);
export const unsealAddress = (ctx: Secret, sealed: string): Promise<string> => unsealText(ctx, kind, sealed);
export const addressHash = (ctx: Secret, email: string): string => hashOf(ctx, room, email);

/** Six digits. Guessed with five tries a challenge and six challenges an hour to an address. */
export function codeOf(ctx: Secret, challenge: string): string {
  const number = keyed(ctx, room, 'code/v1', challenge).digest().readUIntBE(0, 6) % 1_000_000;
  return String(number).padStart(6, '0');
}

export function isCode(ctx: Secret, challenge: string, typed: string): boolean {
  const right = Buffer.from(codeOf(ctx, challenge));
  const given = Buffer.from(typed.normalize('NFKC').replace(/\s/g, ''));
  return right.length === given.length && timingSafeEqual(right, given);
}

/** The challenge's id stands in the link, followed by what proves that the mail was read. */
export const linkOf = (ctx: Secret, challenge: string): string =>
  `ptl_${challenge.slice('pcd_'.length)}.${keyed(ctx, room, 'link/v1', challenge).digest('base64url')}`;

/** The id of the challenge a link belongs to, or null. */
export function challengeOf(ctx: Secret, link: string): string | null {
  const [, id] = /^ptl_([0-9a-v]{26})\.[\w-]{43}$/.exec(link) ?? [];
  if (id === undefined) return null;
  const challenge = `pcd_${id}`;
  const right = Buffer.from(linkOf(ctx, challenge));
  const given = Buffer.from(link);
  return right.length === given.length && timingSafeEqual(right, given) ? challenge : null;
}

export const newToken = (ctx: Pick<Ctx, 'random'>): string =>
  `${participantPrefix}${Buffer.from(ctx.random(32)).toString('base64url')}`;

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
