/** The second factor: an authenticator by TOTP (RFC 6238) with recovery codes, and giving it again before acts that bind. */
import { Secret, TOTP } from 'otpauth';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { keyed, sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import { guess } from './attempts.ts';
import type { codeBody, enrolmentOut, freshOut, recoveryOut } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import {
  freshMinutes,
  isTimeCode,
  plainCode,
  readPolicy,
  recoveryCodeOf,
  recoveryCodes,
} from './rules/second-factor.ts';
import { remember, requirePerson, rotate } from './sessions.ts';
import * as store from './sign-in-store.ts';
import { findOwnSession, findPerson, lockPerson, revokeSessionsBut } from './store.ts';

const kind = 'second-factor';
// SHA-1, six digits, thirty seconds: what every authenticator takes (RFC 6238, 1.2; RFC 4226, 5.3).
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const issuer = 'Jinshu';

/** A new secret, to be confirmed with a first code. Refuses `people.factor_enrolled`. */
export async function startFactor(ctx: Ctx): Promise<z.input<typeof enrolmentOut>> {
  const viewer = requirePerson(ctx);
  const { idempotency: _kept, ...plain } = ctx;
  const secret = new Secret({ buffer: Uint8Array.from(ctx.random(20)).buffer });
  const sealed = await sealText(ctx, kind, secret.base32);
  return act(plain, { action: 'people.start_factor', subject: ['person', viewer.personId] }, async (tx) => {
    if (!(await store.putFactor(tx.db, viewer.personId, sealed, tx.clock.now())))
      throw refuse('people.factor_enrolled');
    return enrolment(tx, viewer.personId, secret);
  });
}

/** The secret of an enrolment that waits for its first code; a reloaded page shows the same one. */
export async function pendingFactor(ctx: Ctx): Promise<z.input<typeof enrolmentOut> | null> {
  const viewer = requirePerson(ctx);
  const row = await store.findFactor(ctx.db, viewer.personId);
  if (row === null || row.confirmedAt !== null) return null;
  return enrolment(ctx, viewer.personId, Secret.fromBase32(await unsealText(ctx, kind, row.secretSealed)));
}

async function enrolment(ctx: Ctx, personId: string, secret: Secret): Promise<z.input<typeof enrolmentOut>> {
  const person = await findPerson(ctx.db, personId);
  const totp = new TOTP({ ...form, issuer, label: person?.login ?? personId, secret });
  return { key: secret.base32, uri: totp.toString() };
}

/**
 * Confirms the enrolment and answers the recovery codes, this once. The session goes on under a new token; the person's other
 * sessions end, for they were opened with less. Refuses `people.wrong_code`, `people.code_used`.
 */
export async function confirmFactor(
  ctx: Ctx,
  { code }: z.output<typeof codeBody>,
): Promise<z.input<typeof recoveryOut>> {
  const viewer = requirePerson(ctx);
  const row = await store.findFactor(ctx.db, viewer.personId);
  if (row === null) throw refuse('people.factor_missing');
  if (row.confirmedAt !== null) throw refuse('people.factor_enrolled');
  await checkCode(ctx, viewer.personId, code, 'time');
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'people.confirm_factor', subject: ['person', viewer.personId] }, async (tx) => {
    const now = tx.clock.now();
    if (!(await store.confirmFactor(tx.db, viewer.personId, now))) throw refuse('people.factor_enrolled');
    const codes = await newCodes(tx, viewer.personId);
    await remember(tx, viewer.personId, 'factor_enrolled');
    await revokeSessionsBut(tx.db, viewer.personId, viewer.sessionId, now);
    return { codes, token: await rotate(tx, now) };
  });
}

/** New recovery codes in place of the old ones. */
export async function renewRecoveryCodes(
  ctx: Ctx,
  { code }: z.output<typeof codeBody>,
): Promise<z.input<typeof recoveryOut>> {
  const viewer = requirePerson(ctx);
  await requireFactor(ctx, viewer.personId);
  await checkCode(ctx, viewer.personId, code, 'time');
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'people.renew_recovery_codes', subject: ['person', viewer.personId] }, async (tx) => {
    const codes = await newCodes(tx, viewer.personId);
    await remember(tx, viewer.personId, 'recovery_renewed');
    return { codes, token: await rotate(tx, tx.clock.now()) };
  });
}

/** Takes the factor off, with a code of it or a recovery code. */
export async function removeFactor(ctx: Ctx, { code }: z.output<typeof codeBody>): Promise<{ token: string }> {
  const viewer = requirePerson(ctx);
  await requireFactor(ctx, viewer.personId);
  await checkCode(ctx, viewer.personId, code, 'any');
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'people.remove_factor', subject: ['person', viewer.personId] }, async (tx) => {
    await store.deleteFactor(tx.db, viewer.personId);
    await remember(tx, viewer.personId, 'factor_removed');
    return { token: await rotate(tx) };
  });
}

/** Gives the factor again in this session, which goes on under a new token. */
export async function proveFactor(ctx: Ctx, { code }: z.output<typeof codeBody>): Promise<z.input<typeof freshOut>> {
  const viewer = requirePerson(ctx);
  await requireFactor(ctx, viewer.personId);
  await checkCode(ctx, viewer.personId, code, 'any');
  const now = ctx.clock.now();
  const token = await rotate(ctx, now);
  await remember(ctx, viewer.personId, 'code_given');
  const minutes = await minutesFor(ctx, viewer);
  return { token, fresh_until: new Date(now.getTime() + minutes * 60_000).toISOString() };
}

/**
 * Before acts that sign, move money or give rights: with a second factor, it must have been given in this session within the
 * region's minutes. Without one nothing is asked here; where the region demands it, the duty itself sleeps.
 */
export async function requireFreshFactor(ctx: Ctx): Promise<void> {
  const viewer = requireViewer(ctx.viewer);
  if (!(await store.hasFactor(ctx.db, viewer.personId))) return;
  const minutes = await minutesFor(ctx, viewer);
  const session = await findOwnSession(ctx.db, viewer.sessionId, viewer.personId);
  const since = ctx.clock.now().getTime() - minutes * 60_000;
  if (session?.factorAt == null || session.factorAt.getTime() < since) throw refuse('people.factor_again', { minutes });
}

export async function minutesFor(ctx: Ctx, viewer: NonNullable<Ctx['viewer']>): Promise<number> {
  const { policy } = await store.factorStanding(ctx.db, viewer.personId, viewer.organization.regionCode);
  return readPolicy(policy)?.minutes ?? freshMinutes;
}

async function requireFactor(ctx: Ctx, personId: string): Promise<void> {
  if (!(await store.hasFactor(ctx.db, personId))) throw refuse('people.factor_missing');
}

/** @param takes a time code only, or a recovery code as well. Answers which it was. */
export async function checkCode(
  ctx: Ctx,
  personId: string,
  typed: string,
  takes: 'time' | 'any',
): Promise<'time' | 'recovery'> {
  const counted = await guess(ctx, 'code', personId);
  const now = ctx.clock.now();
  const plain = plainCode(typed);
  const right = isTimeCode(plain)
    ? (await checkTimeCode(ctx, personId, plain, now)) && 'time'
    : takes === 'any' && (await store.spendRecoveryCode(ctx.db, personId, recoveryHash(ctx, plain), now)) && 'recovery';
  if (right === false) {
    await remember(ctx, personId, 'wrong_code');
    throw refuse('people.wrong_code');
  }
  await counted.forgive();
  return right;
}

async function checkTimeCode(ctx: Ctx, personId: string, token: string, now: Date): Promise<boolean> {
  const row = await store.findFactor(ctx.db, personId);
  if (row === null) return false;
  const secret = Secret.fromBase32(await unsealText(ctx, kind, row.secretSealed));
  const timestamp = now.getTime();
  // One step each way: clocks of phones are off by seconds (RFC 6238, 6).
  const delta = TOTP.validate({ ...form, secret, token, timestamp, window: 1 });
  if (delta === null) return false;
  const step = TOTP.counter({ period: form.period, timestamp }) + delta;
  if (!(await store.takeStep(ctx.db, personId, step))) throw refuse('people.code_used');
  return true;
}

const recoveryHash = (ctx: Ctx, plain: string): string => keyed(ctx, 'people', 'recovery/v1', plain).digest('hex');

async function newCodes(tx: Ctx, personId: string): Promise<string[]> {
  await lockPerson(tx.db, personId);
  const codes = Array.from({ length: recoveryCodes }, () => recoveryCodeOf(tx.random(48)));
  const hashes = codes.map((code) => recoveryHash(tx, plainCode(code)));
  await store.replaceRecoveryCodes(tx.db, personId, hashes, tx.clock.now());
  return codes;
}
