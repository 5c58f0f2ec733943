/** API keys: made for one agreement in force, limited, rotated with an overlap, shown once, kept as SHA-256; and what a key opens. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { standingOn } from '#api/agreements/rules/in-force.ts';
import { act, append } from '#api/audit/act.ts';
import { type App, type Ctx, newId } from '#api/context.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { keyBody, keyOut, leakOut, newKeyOut } from './contract.ts';
import * as store from './keys-store.ts';
import { type Grant, standingFault } from './rules/grant.ts';
import { keyFault, keyShape, keyStanding, mostKeys, type Scope, scopeFault, shownCharacters } from './rules/key.ts';
import { refuse } from './rules/refusals.ts';
import { type Profile, profileOf } from './rules/sharing.ts';
import { holdAgreement } from './store.ts';

export type KeyOut = z.input<typeof keyOut>;
type NewKey = z.input<typeof newKeyOut>;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const newSecret = (ctx: Ctx): string => `jsk_${Buffer.from(ctx.random(32)).toString('base64url')}`;

function showKey(ctx: Ctx, row: store.KeyRow): KeyOut {
  const now = ctx.clock.now();
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    standing: keyStanding(row, now),
    scopes: row.scopes as KeyOut['scopes'],
    datasets: row.datasets,
    expires_on: row.expiresOn,
    retires_at: row.retiresAt?.toISOString() ?? null,
    replaced_by: row.replacedBy,
    leaked_where: row.leakedWhere,
    agreement_id: row.agreementId,
    agreement_no: row.agreement.no,
    agreement_standing: standingOn(row.agreement, dayOf(now)),
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

interface Limits {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly datasets: readonly string[];
  readonly expiresOn: string | null;
}

/** Writes a key for an agreement in force; the caller holds the agreement. */
async function makeKey(tx: Ctx, agreementId: string, limits: Limits, secret: string): Promise<KeyOut> {
  const viewer = requireViewer(tx.viewer);
  const agreement = await holdAgreement(tx.db, agreementId);
  if (agreement === null || agreement.developerId !== viewer.organization.id) throw refuse('usage.not_found');
  const now = tx.clock.now();
  const today = dayOf(now);
  const fault = standingFault(agreement, today);
  if (fault !== null) throw fault;
  const { expiresOn } = limits;
  const to = agreement.effectiveTo;
  if (expiresOn !== null && (expiresOn < today || (to !== null && expiresOn > to)))
    throw refuse('usage.key_outlives_term', { to: to ?? '-' });
  const codes = await store.datasetCodes(tx.db, agreementId);
  const unknown = limits.datasets.find((code) => !codes.includes(code));
  if (unknown !== undefined) throw refuse('usage.key_dataset_unknown', { code: unknown });
  if ((await store.countLiveKeys(tx.db, agreementId, now, today)) >= mostKeys)
    throw refuse('usage.too_many_keys', { limit: mostKeys });
  const id = newId(tx, 'apiKey');
  await store.insertKey(tx.db, {
    id,
    organizationId: viewer.organization.id,
    agreementId,
    name: limits.name,
    prefix: secret.slice(0, shownCharacters),
    hash: hashOf(secret),
    scopes: [...limits.scopes],
    datasets: [...limits.datasets],
    expiresOn,
    createdBy: viewer.personId,
    createdAt: now,
  });
  return showKey(tx, await requireKey(tx, id));
}

async function requireKey(ctx: Ctx, id: string): Promise<store.KeyRow> {
  const row = await store.findKey(ctx.db, id);
  if (row === null || row.organizationId !== requireViewer(ctx.viewer).organization.id)
    throw refuse('usage.key_not_found');
  return row;
}

/**
 * Makes a key for an agreement of the viewer's own that is in force. The secret is returned once. With an idempotency key
 * the answer would have to be kept, secret and all, so a key is made without one: a second press makes a second key.
 */
export async function createKey(ctx: Ctx, agreementId: string, input: z.input<typeof keyBody>): Promise<NewKey> {
  requireDuty(ctx.viewer, 'developer');
  const { idempotency: _kept, ...plain } = ctx;
  const secret = newSecret(ctx);
  return act(plain, { action: 'usage.create_key', subject: ['api_key', 'new'] }, async (tx, note) => {
    const limits = {
      name: input.name,
      scopes: input.scopes ?? (['rows', 'files', 'sandbox'] as const),
      datasets: input.datasets ?? [],
      expiresOn: input.expires_on ?? null,
    };
    const key = await makeKey(tx, agreementId, limits, secret);
    note({ agreement: agreementId, prefix: key.prefix, scopes: key.scopes, datasets: key.datasets }, key.id);
    return { ...key, secret };
  });
}

/** A successor with the same limits. The old key serves beside it for `overlapHours`, so that programs change over without a gap. */
export async function rotateKey(ctx: Ctx, id: string, input: { readonly overlap_hours: number }): Promise<NewKey> {
  requireDuty(ctx.viewer, 'developer');
  const { idempotency: _kept, ...plain } = ctx;
  const secret = newSecret(ctx);
  return act(plain, { action: 'usage.rotate_key', subject: ['api_key', id] }, async (tx, note) => {
    const old = await requireKey(tx, id);
    const now = tx.clock.now();
    if (keyStanding(old, now) !== 'live') throw refuse('usage.key_not_live');
    const { name, datasets, expiresOn } = old;
    const key = await makeKey(
      tx,
      old.agreementId,
      { name, scopes: old.scopes as Scope[], datasets, expiresOn },
      secret,
    );
    const retiresAt = new Date(now.getTime() + input.overlap_hours * 3_600_000);
    if (!(await store.retireKey(tx.db, id, retiresAt, key.id))) throw refuse('usage.key_not_live');
    note({ agreement: old.agreementId, successor: key.id, retires_at: retiresAt.toISOString() });
    return { ...key, secret };
  });
}

export async function revokeKey(ctx: Ctx, id: string): Promise<KeyOut> {
  requireDuty(ctx.viewer, ['developer', 'admin']);
  return act(ctx, { action: 'usage.revoke_key', subject: ['api_key', id] }, async (tx, note) => {
    const row = await requireKey(tx, id);
    if (!(await store.revokeKey(tx.db, id, tx.clock.now()))) throw refuse('usage.key_already_revoked');
    note({ agreement: row.agreementId });
    return showKey(tx, await requireKey(tx, id));
  });
}

/** After a review of rights: by whom is for the caller to have decided. False where the key had ended, or is another's. */
export async function revokeKeyOf(ctx: Ctx, organizationId: string, id: string): Promise<boolean> {
  const row = await store.findKey(ctx.db, id);
  if (row === null || row.organizationId !== organizationId || row.revokedAt !== null) return false;
  return act(ctx, { action: 'usage.revoke_key', subject: ['api_key', id] }, async (tx, note) => {
    note({ agreement: row.agreementId });
    return store.revokeKey(tx.db, id, tx.clock.now());
  });
}

/**
 * Anyone may report a key that lies about: who holds it could do worse than stop it, so it is revoked at once and its owner is
 * told. The answer says whether it was a live key of this portal. The secret itself goes nowhere, not even into the record.
 */
export async function reportLeak(
  ctx: Ctx,
  { secret, found_at }: { readonly secret: string; readonly found_at: string },
): Promise<z.input<typeof leakOut>> {
  if (!keyShape.test(secret)) throw refuse('usage.not_a_key');
  const { idempotency: _kept, ...plain } = ctx;
  const row = await store.findByHash(ctx.db, hashOf(secret));
  if (row === null || row.revokedAt !== null) return { stopped: false };
  return act(plain, { action: 'usage.report_leak', subject: ['api_key', row.id] }, async (tx, note) => {
    // What a finder pastes as the place may hold the key once more.
    const where = found_at.replaceAll(secret, `${row.prefix}…`);
    const stopped = await store.revokeKey(tx.db, row.id, tx.clock.now(), where);
    note({ agreement: row.agreementId, organization: row.organizationId, stopped });
    return { stopped };
  });
}

/** Revokes what is left of an agreement that has ended (expired or terminated): nothing is left lying about. */
export async function closeAgreement(ctx: Ctx, agreementId: string): Promise<number> {
  return act(ctx, { action: 'usage.close_agreement', subject: ['agreement', agreementId] }, async (tx, note) => {
    const agreement = await holdAgreement(tx.db, agreementId);
    if (agreement === null || (agreement.state !== 'expired' && agreement.state !== 'terminated')) return 0;
    const keys = await store.revokeKeysOf(tx.db, agreementId, tx.clock.now());
    note({ keys });
    return keys;
  });
}

/** What a call with a key is about to do. */
export interface KeyUse {
  readonly scope: Scope | undefined;
  /** Code of the dataset in the address; null where the call names none. */
  readonly dataset: string | null;
  /** Told which key it is as soon as that is known, also when the call is refused after that. */
  readonly known?: (keyId: string) => void;
}

/**
 * The grant of a bearer token, or the named refusal. An attempt after the term, or with a key that is revoked, retired or
 * outside its limits, is put on record.
 */
export async function resolveGrant(
  app: App & { readonly requestId: string },
  token: string | null,
  use: KeyUse,
): Promise<Grant> {
  if (token === null) throw refuse('usage.key_needed');
  const row = keyShape.test(token) ? await store.findByHash(app.db, hashOf(token)) : null;
  if (row === null) throw refuse('usage.unknown_key');
  use.known?.(row.id);
  const now = app.clock.now();
  const fault =
    standingFault(row.agreement, dayOf(now)) ?? keyFault(row, now) ?? scopeFault(row, use.scope, use.dataset);
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
    datasets: row.datasets,
  };
}

/** For programs that speak Delta Sharing; `secret` is the key the call came with. */
export async function showSharingProfile(ctx: Ctx, secret: string): Promise<Profile> {
  const row = await store.findByHash(ctx.db, hashOf(secret));
  if (row === null) throw refuse('usage.unknown_key');
  const { expiresOn, agreement } = row;
  return profileOf(ctx.env.PUBLIC_URL, secret, { expires_on: expiresOn, effective_to: agreement.effectiveTo });
}

/** Counts a call once it is answered: what its owner sees as usage, refusals included. */
export async function countCall(app: App, keyId: string, dataset: string | null, status: number): Promise<void> {
  const day = dayOf(app.clock.now());
  await store.countCall(app.db, { apiKeyId: keyId, day, dataset: dataset ?? '', status });
}

/** Calls of the viewer's own keys by day, dataset and answer; at most 366 days. */
export async function showCalls(ctx: Ctx, { from, to }: { readonly from: string; readonly to: string }) {
  const viewer = requireViewer(ctx.viewer);
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!(days >= 0 && days < 366)) throw refuse('usage.period_invalid', { days: 366 });
  const rows = await store.callsBetween(ctx.db, viewer.organization.id, from, to);
  return {
    from,
    to,
    items: rows.map(({ apiKey, dataset, ...row }) => ({
      ...row,
      dataset: dataset === '' ? null : dataset,
      key_id: apiKey.id,
      key_prefix: apiKey.prefix,
    })),
  };
}
