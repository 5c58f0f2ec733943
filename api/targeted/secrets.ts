/** What the room keeps secret: papers sealed under the installation's secret, and codes made from their ids. */
import { timingSafeEqual } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import type { Filter } from '#api/datasets/rules/query.ts';
import { keyed, sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import type { Identity } from './rules/identity.ts';

const room = 'targeted';
type Secret = Pick<Ctx, 'env'>;

/** Everything of an application that tells who applies and what about them. */
export interface Papers {
  readonly identity: Identity;
  readonly statement: string;
  readonly scope: string;
}

export const sealPapers = (ctx: Secret, papers: Papers): Promise<string> =>
  sealText(ctx, 'targeted-papers', JSON.stringify(papers));

export async function unsealPapers(ctx: Secret, sealed: string): Promise<Papers> {
  return JSON.parse(await unsealText(ctx, 'targeted-papers', sealed)) as Papers;
}

export const sealFilters = (ctx: Secret, filters: readonly Filter[]): Promise<string> =>
  sealText(ctx, 'targeted-filters', JSON.stringify(filters));

export async function unsealFilters(ctx: Secret, sealed: string): Promise<Filter[]> {
  return JSON.parse(await unsealText(ctx, 'targeted-filters', sealed)) as Filter[];
}

export const sealName = (ctx: Secret, name: string): Promise<string> => sealText(ctx, 'targeted-proof-name', name);
export const unsealName = (ctx: Secret, sealed: string): Promise<string> =>
  unsealText(ctx, 'targeted-proof-name', sealed);

/** A file of proof as one sealed text: at most 10 MB, so it is held whole. */
export const sealProof = (ctx: Secret, bytes: Buffer): Promise<string> =>
  sealText(ctx, 'targeted-proof', bytes.toString('latin1'));
export const unsealProof = async (ctx: Secret, sealed: string): Promise<Buffer> =>
  Buffer.from(await unsealText(ctx, 'targeted-proof', sealed), 'latin1');

/** Six digits, from the id of the code. */
export function codeOf(ctx: Secret, id: string): string {
  const number = keyed(ctx, room, 'code/v1', id).digest().readUIntBE(0, 6) % 1_000_000;
  return String(number).padStart(6, '0');
}

export function isCode(ctx: Secret, id: string, typed: string): boolean {
  const right = Buffer.from(codeOf(ctx, id));
  const given = Buffer.from(typed.normalize('NFKC').replace(/\s/g, ''));
  return right.length === given.length && timingSafeEqual(right, given);
}
