/** A person's own account: what it stands on, its history, its password. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { forgive, throttle } from './attempts.ts';
import type { accountOut, historyOut, passwordChange, sinceOut } from './contract.ts';
import { minutesFor, requireFreshFactor } from './factor.ts';
import { checkPassword, hashPassword, noPassword, requireStrong } from './passwords.ts';
import { type AccountEventKind, failures, signInMethods } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { factorDue, remember, requirePerson, rotate } from './sessions.ts';
import * as events from './sign-in-store.ts';
import * as store from './store.ts';

export async function showAccount(ctx: Ctx): Promise<z.input<typeof accountOut>> {
  const viewer = requirePerson(ctx);
  const person = await store.findPerson(ctx.db, viewer.personId);
  if (person === null) throw refuse('people.session_not_found');
  const [factor, left, identities, session, due] = await Promise.all([
    events.findFactor(ctx.db, viewer.personId),
    events.countRecoveryCodes(ctx.db, viewer.personId),
    events.listIdentities(ctx.db, viewer.personId),
    store.findOwnSession(ctx.db, viewer.sessionId, viewer.personId),
    factorDue(ctx, { ...viewer, duties: dutiesOf(person, viewer.organization.id) }),
  ]);
  const freshUntil =
    session?.factorAt == null
      ? null
      : new Date(session.factorAt.getTime() + (await minutesFor(ctx, viewer)) * 60_000).toISOString();
  return {
    login: person.login,
    display_name: person.displayName,
    has_password: person.passwordHash !== noPassword,
    password_set_at: person.passwordSetAt?.toISOString() ?? null,
    second_factor:
      factor?.confirmedAt == null
        ? null
        : { since: factor.confirmedAt.toISOString(), recovery_codes_left: left, fresh_until: freshUntil },
    factor_due: due === null ? null : { duties: [...due.duties], from: due.from, asleep: due.asleep },
    identities: identities.map((row) => ({
      id: row.id,
      issuer: row.issuer,
      name: row.name,
      linked_by: row.linkedBy as 'person' | 'invitation',
      linked_at: row.linkedAt.toISOString(),
    })),
  };
}

type Person = NonNullable<Awaited<ReturnType<typeof store.findPerson>>>;
const dutiesOf = (person: Person, organizationId: string): readonly string[] =>
  person.memberships.find((one) => one.organizationId === organizationId)?.duties ?? [];

export async function accountHistory(
  ctx: Ctx,
  { page, page_size }: { readonly page: number; readonly page_size: number },
): Promise<z.input<typeof historyOut>> {
  const viewer = requirePerson(ctx);
  const { total, rows } = await events.listEvents(ctx.db, viewer.personId, page, page_size);
  return {
    items: rows.map((row) => ({
      at: row.at.toISOString(),
      kind: row.kind as AccountEventKind,
      device: row.device,
      failed: failures.has(row.kind as AccountEventKind),
    })),
    total,
    page,
    page_size,
  };
}

/** Failed attempts between the sign-in before this one and this one: what somebody should know who was not the one who failed. */
export async function failuresSince(ctx: Ctx): Promise<z.input<typeof sinceOut>> {
  const viewer = requirePerson(ctx);
  const session = await store.findOwnSession(ctx.db, viewer.sessionId, viewer.personId);
  const now = session?.createdAt ?? ctx.clock.now();
  const before = await events.lastSignIn(ctx.db, viewer.personId, Object.keys(signInMethods), now);
  const count = await events.countEventsSince(ctx.db, viewer.personId, [...failures], before);
  return { failures: count, since: before?.toISOString() ?? null };
}

/**
 * Ends all other sessions; this one goes on under a new token. Somebody who signs in at the issuer only sets the first
 * password without an old one. Refuses `people.password_again`, `people.password_same` and what a weak one is refused with.
 */
export async function changePassword(ctx: Ctx, input: z.output<typeof passwordChange>): Promise<{ token: string }> {
  const viewer = requirePerson(ctx);
  await requireFreshFactor(ctx);
  const person = await store.findPerson(ctx.db, viewer.personId);
  if (person === null) throw refuse('people.session_not_found');
  if (person.passwordHash !== noPassword) {
    await throttle(ctx, `again:${viewer.personId}`);
    if (!(await checkPassword(person.passwordHash, input.present ?? ''))) throw refuse('people.password_wrong');
    await forgive(ctx, `again:${viewer.personId}`);
    if (input.password === input.present) throw refuse('people.password_same');
  }
  const names = [person.displayName, ...person.memberships.map((one) => one.organization.name)];
  await requireStrong({ password: input.password, login: person.login, names });
  const hash = await hashPassword(input.password);
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'people.change_password', subject: ['person', viewer.personId] }, async (tx) => {
    const now = tx.clock.now();
    await store.setPassword(tx.db, viewer.personId, hash, now);
    await store.revokeSessionsBut(tx.db, viewer.personId, viewer.sessionId, now);
    await remember(tx, viewer.personId, 'password_changed');
    return { token: await rotate(tx) };
  });
}

/** Refuses `people.last_way_in` where nothing else would open the account. */
export async function unlinkIdentity(ctx: Ctx, id: string): Promise<Record<string, never>> {
  const viewer = requirePerson(ctx);
  await requireFreshFactor(ctx);
  return act(ctx, { action: 'people.unlink_identity', subject: ['person', viewer.personId] }, async (tx) => {
    await store.lockPerson(tx.db, viewer.personId);
    const identities = await events.listIdentities(tx.db, viewer.personId);
    if (!identities.some((one) => one.id === id)) throw refuse('people.identity_not_found');
    const hash = await store.personHash(tx.db, viewer.personId);
    if (hash === noPassword && identities.length === 1) throw refuse('people.last_way_in');
    await events.deleteIdentity(tx.db, viewer.personId, id);
    await remember(tx, viewer.personId, 'identity_unlinked');
    return {};
  });
}
