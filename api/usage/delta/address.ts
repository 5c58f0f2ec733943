/**
 * Addresses of files that clients fetch without their key: signed, for one delivery, for an hour. The signature says who was
 * given it; whether the agreement still holds is asked again at each read.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { append } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findKept } from '../granted-files.ts';
import { findKey } from '../keys-store.ts';
import { gatewayNow } from '../quota.ts';
import { standingFault } from '../rules/grant.ts';
import { keyFault } from '../rules/key.ts';
import { refuse } from '../rules/refusals.ts';
import * as store from '../store.ts';

export interface SignedAddress {
  readonly deliveryId: string;
  /** Version of the agreement it was granted under. */
  readonly terms: number;
  /** Milliseconds. */
  readonly expires: number;
}

function signatureOf({ env }: Pick<Ctx, 'env'>, { deliveryId, terms, expires }: SignedAddress): string {
  const key = Buffer.from(hkdfSync('sha256', env.SESSION_SECRET, 'jinshu/usage/sharing/v1', '', 32));
  return createHmac('sha256', key).update(`${deliveryId}\n${terms}\n${expires}`).digest('base64url');
}

export function addressOf(ctx: Pick<Ctx, 'env'>, address: SignedAddress): string {
  const { deliveryId, terms, expires } = address;
  const query = new URLSearchParams({
    terms: String(terms),
    expires: String(expires),
    signature: signatureOf(ctx, address),
  });
  return `${ctx.env.PUBLIC_URL}/delta-sharing/files/${deliveryId}.parquet?${query}`;
}

export interface FileAsked {
  readonly deliveryId: string;
  readonly terms: string;
  readonly expires: string;
  readonly signature: string;
}

export interface SharedFile {
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly deliveryId: string;
  readonly copyId: string;
}

/** The file of an address, or the refusal; of an address that was ours the refusal is put on record. */
export async function openSharedFile(ctx: Ctx, asked: FileAsked): Promise<SharedFile> {
  const address = { deliveryId: asked.deliveryId, terms: Number(asked.terms), expires: Number(asked.expires) };
  const [given, right] = [Buffer.from(asked.signature), Buffer.from(signatureOf(ctx, address))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw refuse('usage.address_invalid');
  const delivery = await store.findDelivery(ctx.db, address.deliveryId);
  if (delivery === null || delivery.copyId === null) throw refuse('usage.address_invalid');
  const fault = await faultOf(ctx, delivery, address);
  const kept = fault === null ? await findKept(ctx, delivery.copyId, 'parquet') : null;
  if (fault === null && kept !== null)
    return {
      key: kept.fileKey,
      bytes: Number(kept.bytes),
      sha256: kept.sha256,
      deliveryId: delivery.id,
      copyId: delivery.copyId,
    };
  const refused = fault ?? refuse('usage.address_expired');
  await append(ctx, 'usage.read_shared', 'refused', ['delivery', delivery.id], {
    agreement: delivery.agreementId,
    code: refused.code,
  });
  throw refused;
}

async function faultOf(ctx: Ctx, delivery: store.DeliveredRow, address: SignedAddress): Promise<Refusal | null> {
  const now = await gatewayNow(ctx);
  const agreement = await store.findAgreement(ctx.db, delivery.agreementId);
  if (agreement === null) return refuse('usage.not_found');
  // Who sends a key along must be who the address was given to.
  if (ctx.grant !== undefined && ctx.grant.agreementId !== delivery.agreementId)
    return refuse('usage.address_of_another');
  const standing = standingFault(agreement, dayOf(now));
  if (standing !== null) return standing;
  if (agreement.version !== address.terms) return refuse('usage.grant_changed', { no: agreement.no });
  if (delivery.entry.state === 'withdrawn') return refuse('usage.dataset_withdrawn', { code: delivery.entry.code });
  if (delivery.apiKeyId !== null) {
    const key = await findKey(ctx.db, delivery.apiKeyId);
    const fault = key === null ? refuse('usage.unknown_key') : keyFault(key, now);
    if (fault !== null) return fault;
  }
  return now.getTime() > address.expires ? refuse('usage.address_expired') : null;
}
