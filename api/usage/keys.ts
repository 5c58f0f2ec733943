/** API keys: made for one agreement in force, shown once, kept as SHA-256; and what a key opens. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { standingOn } from '#api/agreements/rules/in-force.ts';
import { act, append } from '#api/audit/act.ts';
import { type App, type Ctx, newId } from '#api/context.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { keyName, keyOut, newKeyOut } from './contract.ts';
import { type Grant, keyShape, mostKeys, shownCharacters, standingFault } from './rules/grant.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type KeyOut = z.input<typeof keyOut>;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

function showKey(ctx: Ctx, row: store.KeyRow): KeyOut {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    agreement_id: row.agreementId,
    agreement_no: row.agreement.no,
    agreement_standing: standingOn(row.agreement, dayOf(ctx.clock.now())),
    effective_to: row.agreement.effectiveTo,
    created_at: row.createdAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}

export async function listKeys(ctx: Ctx, asked: { readonly agreement_id?: string | undefined } = {}) {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.listKeys(ctx.db, viewer.organization.id, asked.agreement_id);
  return { items: rows.map((row) => showKey(ctx, row)) };
}

/**
 * Makes a key for an agreement of the viewer's own that is in force. The secret is returned once. With an idempotency key
 * the answer would have to be kept, secret and all, so a key is made without one: a second press makes a second key.
 */
export async function createKey(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof keyName>,
): Promise<z.input<typeof newKeyOut>> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const { idempotency: _kept, ...plain } = ctx;
  const secret = `jsk_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  return act(plain, { action: 'usage.create_key', subject: ['api_key', 'new'] }, async (tx, note) => {
    const agreement = await store.holdAgreement(tx.db, agreementId);
    if (agreement === null || agreement.developerId !== viewer.organization.id) throw refuse('usage.not_found');
    const fault = standingFault(agreement, dayOf(tx.clock.now()));
    if (fault !== null) throw fault;
    if ((await store.countLiveKeys(tx.db, agreementId)) >= mostKeys)
      throw refuse('usage.too_many_keys', { limit: mostKeys });
    const id = newId(tx, 'apiKey');
    const prefix = secret.slice(0, shownCharacters);
    await store.insertKey(tx.db, {
      id,
      organizationId: viewer.organization.id,
      agreementId,
      name: input.name,
      prefix,
      hash: hashOf(secret),
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note({ agreement: agreementId, prefix }, id);
    const row = await store.findKey(tx.db, id);
    if (row === null) throw new Error('a key just made was not found');
    return { ...showKey(tx, row), secret };
  });
}

export async function revokeKey(ctx: Ctx, id: string): Promise<KeyOut> {
  const viewer = requireDuty(ctx.viewer, ['developer', 'admin']);
  return act(ctx, { action: 'usage.revoke_key', subject: ['api_key', id] }, async (tx, note) => {
    const row = await store.findKey(tx.db, id);
    if (row === null || row.organizationId !== viewer.organization.id) throw refuse('usage.key_not_found');
    if (!(await store.revokeKey(tx.db, id, tx.clock.now()))) throw refuse('usage.key_already_revoked');
    note({ agreement: row.agreementId });
    const revoked = await store.findKey(tx.db, id);
    return showKey(tx, revoked ?? row);
  });
}

/** Revokes what is left of an agreement that has ended (expired or terminated): nothing is left lying about. */
export async function closeAgreement(ctx: Ctx, agreementId: string): Promise<number> {
  return act(ctx, { action: 'usage.close_agreement', subject: ['agreement', agreementId] }, async (tx, note) => {
    const agreement = await store.holdAgreement(tx.db, agreementId);
    if (agreement === null || (agreement.state !== 'expired' && agreement.state !== 'terminated')) return 0;
    const keys = await store.revokeKeysOf(tx.db, agreementId, tx.clock.now());
    note({ keys });
    return keys;
  });
}

/** The grant of a bearer token, or the named refusal. An attempt after the term or with a revoked key is put on record. */
export async function resolveGrant(app: App & { readonly requestId: string }, token: string | null): Promise<Grant> {
  if (token === null) throw refuse('usage.key_needed');
  const row = keyShape.test(token) ? await store.findByHash(app.db, hashOf(token)) : null;
  if (row === null) throw refuse('usage.unknown_key');
  const now = app.clock.now();
  const fault =
    standingFault(row.agreement, dayOf(now)) ??
    (row.revokedAt === null ? null : refuse('usage.key_revoked', { on: dayOf(row.revokedAt) }));
  if (fault !== null) {
    const ctx: Ctx = { ...app, viewer: null, locale: 'zh', ip: null };
    await append(ctx, 'usage.use_key', 'refused', ['api_key', row.id], {
      agreement: row.agreementId,
      code: fault.code,
    });
    throw fault;
  }
  await store.touchKey(app.db, row.id, now);
  return {
    keyId: row.id,
    agreementId: row.agreementId,
    organizationId: row.organizationId,
  };
}
