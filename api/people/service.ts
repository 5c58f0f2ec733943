/** Signing in and out; the second password before a signature. */
import type { z } from 'zod';
import { append } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { forgive, freeGuesses, guess, throttle } from './attempts.ts';
import type { credentials, viewerShape } from './contract.ts';
import { deviceOf, sha256 } from './device.ts';
import { checkCode, requireFreshFactor } from './factor.ts';
import { checkDecoy, checkPassword } from './passwords.ts';
import { refuse } from './rules/refusals.ts';
import { stepMinutes } from './rules/second-factor.ts';
import { openSession, remember, type SignedIn, showViewer } from './sessions.ts';
import { findStep, finishStep, hasFactor, insertEventOfLogin, insertStep } from './sign-in-store.ts';
import { findLogin, findPerson, personHash, revokeSession } from './store.ts';

/** Where the password was right and a code is due: the token of the step, for the browser's cookie. */
export interface CodeDue {
  readonly step: string;
}

/**
 * Checks the password and opens a session of 12 hours, or says that a code is due. Refuses alike, and after the same work,
 * for an unknown login and a wrong password.
 */
export async function beginSignIn(
  ctx: Ctx,
  input: Pick<z.output<typeof credentials>, 'login' | 'password'>,
): Promise<SignedIn | CodeDue> {
  const counted = await guess(ctx, 'password', input.login);
  const person = await findLogin(ctx.db, input.login);
  const right =
    person === null || person.disabledAt !== null
      ? await checkDecoy(input.password)
      : await checkPassword(person.passwordHash, input.password);
  const membership = person?.memberships[0];
  if (!right || person === null || membership === undefined) {
    await insertEventOfLogin(ctx.db, input.login, {
      id: newId(ctx, 'accountEvent'),
      at: ctx.clock.now(),
      kind: counted.number === freeGuesses ? 'delayed' : 'wrong_password',
      device: deviceOf(ctx.userAgent),
    });
    throw refuse('people.wrong_credentials');
  }
  await counted.forgive();
  const { organizationId } = membership;
  if (await hasFactor(ctx.db, person.id)) return { step: await codeStep(ctx, person.id, { organizationId }) };
  return openSession(ctx, {
    personId: person.id,
    login: person.login,
    organizationId,
    method: 'password',
    factor: false,
  });
}

/** A sign-in that waits for its code, in this browser alone. */
export async function codeStep(ctx: Ctx, personId: string, facts: Record<string, string | null>): Promise<string> {
  const step = `jsp_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + stepMinutes * 60_000);
  await insertStep(ctx.db, { id: sha256(step), kind: 'code', personId, facts, createdAt, expiresAt });
  return step;
}

/** @param code of the authenticator, or a recovery code. Refuses `people.step_over`, `people.wrong_code`, `people.code_used`. */
export async function finishSignIn(ctx: Ctx, step: string, code: string): Promise<SignedIn> {
  const id = sha256(step);
  const row = await findStep(ctx.db, id, 'code', ctx.clock.now());
  const person = row?.personId == null ? null : await findPerson(ctx.db, row.personId);
  const organizationId = row?.facts.organizationId;
  const member = person?.memberships.some((one) => one.organizationId === organizationId) === true;
  if (row === null || person === null || person.disabledAt !== null || organizationId == null || !member)
    throw refuse('people.step_over');
  const given = await checkCode(ctx, person.id, code, 'any');
  if (!(await finishStep(ctx.db, id, ctx.clock.now()))) throw refuse('people.step_over');
  const issued = row.facts.method === 'issuer';
  return openSession(ctx, {
    personId: person.id,
    login: person.login,
    organizationId,
    method: issued ? 'issuer' : given === 'time' ? 'password_code' : 'password_recovery',
    factor: true,
    ...(issued
      ? { issuerSession: row.facts.issuerSession ?? null, idTokenSealed: row.facts.idTokenSealed ?? null }
      : {}),
  });
}

/** In one call, for programs. Refuses `people.code_needed` where the account has a second factor and no code came. */
export async function signIn(ctx: Ctx, input: z.input<typeof credentials>): Promise<SignedIn> {
  const begun = await beginSignIn(ctx, input);
  if (!('step' in begun)) return begun;
  if (input.code === undefined) throw refuse('people.code_needed');
  return finishSignIn(ctx, begun.step, input.code);
}

export async function signOut(ctx: Ctx): Promise<Record<string, never>> {
  const viewer = requireViewer(ctx.viewer);
  await revokeSession(ctx.db, viewer.sessionId, ctx.clock.now());
  await remember(ctx, viewer.personId, 'signed_out');
  await append(ctx, 'people.sign_out', 'done', ['person', viewer.personId], {});
  return {};
}

export function showSession(ctx: Ctx): z.input<typeof viewerShape> {
  return showViewer(requireViewer(ctx.viewer));
}

/**
 * Before a signature or confirmation the person gives the password once more (ESL Article 13: sole control at signing), and
 * with a second factor must have given it lately. Refuses `people.factor_again`, `people.password_again`.
 */
export async function requirePasswordAgain(ctx: Ctx, password: string): Promise<void> {
  const viewer = requireViewer(ctx.viewer);
  await requireFreshFactor(ctx);
  await throttle(ctx, `again:${viewer.personId}`);
  const stored = await personHash(ctx.db, viewer.personId);
  if (stored === null || !(await checkPassword(stored, password))) throw refuse('people.password_again');
  await forgive(ctx, `again:${viewer.personId}`);
}
