/** Access tokens: made by a person at a session, shown once, kept as SHA-256; and whom a token stands for. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, type Viewer } from '#api/context.ts';
import { isId } from '#api/kernel/ids.ts';
import { fill } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf, isDay, startOfDay } from '#api/kernel/time.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import type { newTokenOut, tokenBody, tokenOut } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import { dutiesOfToken, lastDay, mostTokens, standingOf, tokenPrefix, tokenShape, tokenShown } from './rules/tokens.ts';
import { factorDue } from './sessions.ts';
import * as store from './store.ts';

export type TokenOut = z.input<typeof tokenOut>;

const touchEveryMs = 60_000;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Whom a token stands for today. Refuses one that is unknown, expired or revoked, each by name. */
export async function findTokenViewer(app: App, token: string): Promise<Viewer> {
  const now = app.clock.now();
  const row = tokenShape.test(token) ? await store.findTokenByHash(app.db, hashOf(token)) : null;
  const membership = row?.person.memberships.find((one) => one.organizationId === row.organizationId);
  if (row === null || row.person.disabledAt !== null || membership === undefined) throw refuse('people.token_unknown');
  const standing = standingOf(row, now);
  if (standing === 'revoked') throw refuse('people.token_revoked', { on: dayOf(row.revokedAt ?? now) });
  if (standing === 'expired') throw refuse('people.token_expired', { on: goodOn(row) });
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > touchEveryMs)
    await store.touchToken(app.db, row.id, now);
  const today = dayOf(now);
  const { id, uscc, name, kind, regionCode, level, mandates } = row.organization;
  const powers = mandates
    .filter((held) => held.validFrom <= today && (held.validTo === null || held.validTo >= today))
    .map((held) => ({ power: held.power as Power, regionCode: held.regionCode }));
  const duties = membership.duties as Duty[];
  // What sleeps for its person until there is a second factor sleeps for its programs too.
  const due = await factorDue(app, { personId: row.personId, organization: row.organization, duties, powers });
  const awake = due?.asleep === true ? duties.filter((duty) => !due.duties.includes(duty)) : duties;
  return {
    personId: row.personId,
    displayName: row.person.displayName,
    sessionId: row.id,
    organization: { id, uscc, name, kind, regionCode, level },
    duties: dutiesOfToken(awake),
    powers,
  };
}

/** The last day the token is good on: it ends with that day. */
function goodOn({ expiresAt }: { readonly expiresAt: Date }): string {
  return addDays(dayOf(expiresAt), -1);
}

function showToken(ctx: Ctx, row: store.TokenRow): TokenOut {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    organization: { id: row.organization.id, name: row.organization.name, name_en: row.organization.nameEn },
    standing: standingOf(row, ctx.clock.now()),
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    expires_on: goodOn(row),
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}

/** The viewer at a session of their own: a stolen token shall not prolong itself. */
function requirePerson(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (isId('token', viewer.sessionId)) throw refuse('people.token_by_token');
  return viewer;
}

export async function listTokens(ctx: Ctx): Promise<{ items: TokenOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  return { items: (await store.listTokens(ctx.db, viewer.personId)).map((row) => showToken(ctx, row)) };
}

/** The token is answered once. As its answer must not be kept, it is made without the caller's idempotency key. */
export async function createToken(ctx: Ctx, input: z.output<typeof tokenBody>): Promise<z.input<typeof newTokenOut>> {
  const viewer = requirePerson(ctx);
  const today = dayOf(ctx.clock.now());
  if (!isDay(input.expires_on) || input.expires_on < today || input.expires_on > lastDay(today)) {
    const params = { from: today, to: lastDay(today) };
    const { zh, en } = refuse.table['people.token_expiry'];
    throw refuse('people.token_expiry', params, [{ path: 'expires_on', zh: fill(zh, params), en: fill(en, params) }]);
  }
  const { idempotency: _kept, ...plain } = ctx;
  const token = `${tokenPrefix}${Buffer.from(ctx.random(32)).toString('base64url')}`;
  return act(plain, { action: 'people.create_token', subject: ['access_token', 'new'] }, async (tx, note) => {
    const now = tx.clock.now();
    const { personId, organization } = viewer;
    await store.lockPerson(tx.db, personId);
    if ((await store.countLiveTokens(tx.db, personId, organization.id, now)) >= mostTokens)
      throw refuse('people.too_many_tokens', { limit: mostTokens });
    const id = newId(tx, 'token');
    const prefix = token.slice(0, tokenShown);
    await store.insertToken(tx.db, {
      id,
      personId,
      organizationId: organization.id,
      name: input.name,
      tokenHash: hashOf(token),
      prefix,
      createdAt: now,
      expiresAt: startOfDay(addDays(input.expires_on, 1)),
    });
    note({ prefix, expires_on: input.expires_on }, id);
    const row = await store.findToken(tx.db, id);
    if (row === null) throw new Error('a token just made was not found');
    return { ...showToken(tx, row), token };
  });
}

export async function revokeToken(ctx: Ctx, id: string): Promise<TokenOut> {
  const viewer = requirePerson(ctx);
  return act(ctx, { action: 'people.revoke_token', subject: ['access_token', id] }, async (tx, note) => {
    const row = await store.findToken(tx.db, id);
    if (row === null || row.personId !== viewer.personId) throw refuse('people.token_not_found');
    if (!(await store.revokeToken(tx.db, id, tx.clock.now()))) throw refuse('people.token_already_revoked');
    note({ prefix: row.prefix });
    const revoked = await store.findToken(tx.db, id);
    return showToken(tx, revoked ?? row);
  });
}
