/** Signing in and out; the second password before a signature. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { append } from '#api/audit/act.ts';
import type { App, Ctx, Viewer } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import { forgive, throttle } from './attempts.ts';
import type { credentials, viewerShape } from './contract.ts';
import { checkDecoy, checkPassword } from './passwords.ts';
import { refuse } from './rules/refusals.ts';
import { sessionHours } from './rules/session-cookie.ts';
import {
  findLogin,
  findSession,
  insertSession,
  personHash,
  revokeSession,
  type SessionRow,
  touchSession,
} from './store.ts';

const touchEveryMs = 60_000;

export async function findViewer(app: App, tokenHash: string): Promise<Viewer | null> {
  const now = app.clock.now();
  const row = await findSession(app.db, tokenHash, now);
  if (row === null) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > touchEveryMs) await touchSession(app.db, row.id, now);
  return viewerOf(row, dayOf(now));
}

function viewerOf(row: SessionRow, today: string): Viewer {
  return {
    personId: row.person.id,
    displayName: row.person.displayName,
    sessionId: row.id,
    organization: row.organization,
    duties: row.duties as Duty[],
    powers: row.mandates
      .filter((m) => m.validFrom <= today && (m.validTo === null || m.validTo >= today))
      .map((m) => ({ power: m.power as Power, regionCode: m.regionCode })),
  };
}

export interface SignedIn {
  readonly token: string;
  readonly expires_at: string;
  readonly viewer: z.input<typeof viewerShape>;
}

/** Checks the password and opens a session of 12 hours. Refuses alike for an unknown login and a wrong password. */
export async function signIn(ctx: Ctx, input: z.output<typeof credentials>): Promise<SignedIn> {
  await throttle(ctx, input.login);
  const person = await findLogin(ctx.db, input.login);
  const right =
    person === null || person.disabledAt !== null
      ? await checkDecoy(input.password)
      : await checkPassword(person.passwordHash, input.password);
  const membership = person?.memberships[0];
  if (!right || person === null || membership === undefined) throw refuse('people.wrong_credentials');
  const token = `jss_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  const id = createHash('sha256').update(token).digest('hex');
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + sessionHours * 3600_000);
  await insertSession(ctx.db, {
    id,
    personId: person.id,
    organizationId: membership.organizationId,
    createdAt: now,
    expiresAt,
  });
  const viewer = await findViewer(ctx, id);
  if (viewer === null) throw new Error('a session just made was not found');
  await append({ ...ctx, viewer }, 'people.sign_in', 'done', ['person', person.id], {});
  return { token, expires_at: expiresAt.toISOString(), viewer: showViewer(viewer) };
}

export async function signOut(ctx: Ctx): Promise<Record<string, never>> {
  const viewer = requireViewer(ctx.viewer);
  await revokeSession(ctx.db, viewer.sessionId, ctx.clock.now());
  await append(ctx, 'people.sign_out', 'done', ['person', viewer.personId], {});
  return {};
}

export function showSession(ctx: Ctx): z.input<typeof viewerShape> {
  return showViewer(requireViewer(ctx.viewer));
}

export function showViewer(viewer: Viewer): z.input<typeof viewerShape> {
  return {
    person_id: viewer.personId,
    display_name: viewer.displayName,
    organization: {
      id: viewer.organization.id,
      uscc: viewer.organization.uscc,
      name: viewer.organization.name,
      kind: viewer.organization.kind,
      region_code: viewer.organization.regionCode,
      level: viewer.organization.level,
    },
    duties: [...viewer.duties],
    powers: viewer.powers.map((p) => ({ power: p.power, region_code: p.regionCode })),
  };
}

/** Before a signature or confirmation the person gives the password once more (ESL Article 13: sole control at signing). */
export async function requirePasswordAgain(ctx: Ctx, password: string): Promise<void> {
  const viewer = requireViewer(ctx.viewer);
  await throttle(ctx, `again:${viewer.personId}`);
  const stored = await personHash(ctx.db, viewer.personId);
  if (stored === null || !(await checkPassword(stored, password))) throw refuse('people.password_again');
  await forgive(ctx, `again:${viewer.personId}`);
}
