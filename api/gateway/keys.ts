/** Keys of what was bought: made by the buyer for one order, shown once, kept as SHA-256. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { accessFault } from '#api/orders/rules/access.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import * as orders from '#api/orders/store.ts';
import { callable } from '#api/orders/view.ts';
import { sealText } from '#api/ports/seal/sealed-text.ts';
import { apiFactsOf } from '#api/products/facts.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { shownCharacters } from '#api/usage/rules/key.ts';
import type { newOrderKeyOut, orderKeyOut } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

type KeyOut = z.input<typeof orderKeyOut>;

/** Live keys an order may have at once. */
export const mostKeys = 10;
export const keyShape = /^jok_[A-Za-z0-9_-]{43}$/;
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const showKey = (row: store.PlainKey): KeyOut => ({
  id: row.id,
  order_id: row.orderId,
  name: row.name,
  prefix: row.prefix,
  created_at: row.createdAt.toISOString(),
  revoked_at: row.revokedAt?.toISOString() ?? null,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
});

async function ownOrder(ctx: Ctx, id: string): Promise<orders.OrderRow> {
  const viewer = requireDuty(ctx.viewer, ['buyer', 'developer', 'admin']);
  const row = await orders.findOrder(ctx.db, id);
  if (row === null || row.buyerId !== viewer.organization.id) throw refuseOrder('orders.not_found');
  return row;
}

export async function listOrderKeys(ctx: Ctx, orderId: string): Promise<{ items: KeyOut[] }> {
  await ownOrder(ctx, orderId);
  return { items: (await store.keysOf(ctx.db, orderId)).map(showKey) };
}

/** As its answer must not be kept, it is made without the caller's idempotency key: a second press makes a second key. */
export async function createOrderKey(
  ctx: Ctx,
  orderId: string,
  input: { readonly name: string },
): Promise<z.input<typeof newOrderKeyOut>> {
  const { idempotency: _kept, ...plain } = ctx;
  const secret = `jok_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  return act(plain, { action: 'gateway.create_key', subject: ['order', orderId] }, async (tx, note) => {
    const seen = await ownOrder(tx, orderId);
    const row = (await orders.lockOrder(tx.db, orderId)) ?? seen;
    if (!callable(row)) throw refuse('gateway.not_callable');
    const fault = accessFault(row, tx.clock.now());
    if (fault !== null) throw fault;
    const live = (await store.keysOf(tx.db, orderId)).filter((one) => one.revokedAt === null);
    if (live.length >= mostKeys) throw refuse('gateway.too_many_keys', { limit: mostKeys });
    const key = await store.insertKey(tx.db, {
      id: newId(tx, 'orderKey'),
      orderId,
      organizationId: row.buyerId,
      name: input.name,
      prefix: secret.slice(0, shownCharacters),
      hash: hashOf(secret),
      createdBy: tx.viewer?.personId ?? null,
      createdAt: tx.clock.now(),
    });
    note({ no: row.no, key: key.id, prefix: key.prefix });
    return { ...showKey(key), secret };
  });
}

export async function revokeOrderKey(ctx: Ctx, id: string): Promise<KeyOut> {
  const viewer = requireDuty(ctx.viewer, ['buyer', 'developer', 'admin']);
  return act(ctx, { action: 'gateway.revoke_key', subject: ['order_key', id] }, async (tx, note) => {
    const row = await store.findKey(tx.db, id);
    if (row === null || row.organizationId !== viewer.organization.id) throw refuse('gateway.key_not_found');
    const revokedAt = tx.clock.now();
    if (!(await store.revokeKey(tx.db, id, revokedAt))) throw refuse('gateway.key_already_revoked');
    note({ order: row.orderId, prefix: row.prefix });
    return showKey({ ...row, revokedAt });
  });
}

/** After a review of rights: by whom is for the caller to have decided. False where the key had ended, or is another's. */
export async function revokeOrderKeyOf(ctx: Ctx, organizationId: string, id: string): Promise<boolean> {
  const row = await store.findKey(ctx.db, id);
  if (row === null || row.organizationId !== organizationId || row.revokedAt !== null) return false;
  return act(ctx, { action: 'gateway.revoke_key', subject: ['order_key', id] }, async (tx, note) => {
    note({ order: row.orderId, prefix: row.prefix });
    return store.revokeKey(tx.db, id, tx.clock.now());
  });
}

export const upstreamSecretKind = 'gateway-upstream';

/** The secret with which the gateway signs its calls to a developer's own server. Answered once; the next one ends it. */
export async function rotateUpstreamSecret(ctx: Ctx, productId: string): Promise<{ secret: string }> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const { idempotency: _kept, ...plain } = ctx;
  const secret = `jgs_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  const sealed = await sealText(ctx, upstreamSecretKind, secret);
  return act(plain, { action: 'gateway.rotate_secret', subject: ['product', productId] }, async (tx, note) => {
    const row = await store.findProduct(tx.db, productId);
    if (row === null || row.developerId !== viewer.organization.id) throw refuseProduct('products.not_found');
    if (apiFactsOf(row)?.mode !== 'upstream') throw refuse('gateway.not_upstream');
    await store.setUpstreamSecret(tx.db, productId, sealed);
    note({ no: row.no });
    return { secret };
  });
}

/** Moves the live keys of a term that was renewed to the order of the next: whoever calls needs no new one. */
export async function carryKeys(ctx: Ctx, fromOrderId: string, toOrderId: string): Promise<number> {
  if ((await store.liveKeys(ctx.db, fromOrderId)) === 0) return 0;
  return act(ctx, { action: 'gateway.carry_keys', subject: ['order', toOrderId] }, async (tx, note) => {
    const moved = await store.moveKeys(tx.db, fromOrderId, toOrderId);
    note({ from: fromOrderId, keys: moved });
    return moved;
  });
}
