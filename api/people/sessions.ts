/** Sessions: opened anew at each sign-in, under a new token after each change of what they may; listed and ended by their person. */
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import { type App, type Ctx, newId, type Viewer } from '#api/context.ts';
import { isId } from '#api/kernel/ids.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import type { sessionOut, viewerShape } from './contract.ts';
import { deviceOf, newDevice, sha256 } from './device.ts';
import { awakeDuties } from './rules/awake.ts';
import type { AccountEventKind, SignInMethod } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { dutiesUnder, readPolicy } from './rules/second-factor.ts';
import { sessionHours } from './rules/session-cookie.ts';
import { factorStanding, insertEvent } from './sign-in-store.ts';
import * as store from './store.ts';

const touchEveryMs = 60_000;

export async function findViewer(app: App, tokenHash: string): Promise<Viewer | null> {
  const now = app.clock.now();
  const row = await store.findSession(app.db, tokenHash, now);
  if (row === null) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > touchEveryMs) await store.touchSession(app.db, row.id, now);
  const today = dayOf(now);
  const powers = row.mandates
    .filter((m) => m.validFrom <= today && (m.validTo === null || m.validTo >= today))
    .map((m) => ({ power: m.power as Power, regionCode: m.regionCode }));
  // What the issuer vouched for with a second factor of its own needs no other.
  const vouched = row.method === 'issuer' && row.factorAt !== null;
  const { delegation } = row;
  // What was lent and is not in force any more leaves nothing: nobody goes on under his own name unawares.
  const duties = delegation === null ? (row.duties as Duty[]) : awakeDuties(delegation, today);
  const due = vouched ? null : await factorDue(app, { ...row, personId: row.person.id, duties, powers });
  return {
    personId: row.person.id,
    displayName: row.person.displayName,
    sessionId: row.id,
    organization: row.organization,
    duties: due?.asleep === true ? duties.filter((duty) => !due.duties.includes(duty)) : duties,
    powers,
    ...(delegation === null
      ? {}
      : {
          actingFor: {
            delegationId: delegation.id,
            personId: delegation.holderId,
            displayName: delegation.holder.displayName,
            kind: delegation.kind as 'delegation' | 'deputy',
          },
        }),
    ...(due === null ? {} : { factorDue: due }),
  };
}

/** Where the region asks this person for a second factor and there is none: for which duties, and whether they sleep already. */
export async function factorDue(
  app: Pick<App, 'db' | 'clock'>,
  who: {
    readonly personId: string;
    readonly organization: { readonly regionCode: string };
    readonly duties: readonly string[];
    readonly powers: readonly { readonly power: string; readonly regionCode: string }[];
  },
): Promise<NonNullable<Viewer['factorDue']> | null> {
  const { enrolled, policy: kept } = await factorStanding(app.db, who.personId, who.organization.regionCode);
  const policy = readPolicy(kept);
  if (enrolled || policy === null) return null;
  const department = who.powers.some((held) => held.power === 'information_department');
  const duties = dutiesUnder(policy, who.duties as Duty[], department);
  return duties.length === 0 ? null : { duties, from: policy.from, asleep: policy.from <= dayOf(app.clock.now()) };
}

export interface SignedIn {
  readonly token: string;
  readonly expires_at: string;
  readonly viewer: z.input<typeof viewerShape>;
  /** The mark of this browser, for its cookie. */
  readonly device: string;
}

interface Opening {
  readonly personId: string;
  readonly login: string;
  readonly organizationId: string;
  readonly method: SignInMethod;
  readonly factor: boolean;
  readonly issuerSession?: string | null;
  readonly idTokenSealed?: string | null;
}

/** Always a new token: one that was planted before the sign-in opens nothing after it. The browser's former session ends. */
export async function openSession(ctx: Ctx, { login, factor, ...opening }: Opening): Promise<SignedIn> {
  const now = ctx.clock.now();
  const token = newToken(ctx);
  const expiresAt = new Date(now.getTime() + sessionHours * 3600_000);
  const id = sha256(token);
  await store.insertSession(ctx.db, {
    ...opening,
    id,
    createdAt: now,
    expiresAt,
    factorAt: factor ? now : null,
    device: deviceOf(ctx.userAgent),
  });
  if (ctx.viewer !== null && ctx.viewer.sessionId !== '') await store.revokeSession(ctx.db, ctx.viewer.sessionId, now);
  await remember(ctx, opening.personId, opening.method);
  const viewer = await findViewer(ctx, id);
  if (viewer === null) throw new Error('a session just made was not found');
  await append({ ...ctx, viewer }, 'people.sign_in', 'done', ['person', opening.personId], { method: opening.method });
  return { token, expires_at: expiresAt.toISOString(), viewer: showViewer(viewer), device: newDevice(ctx, login) };
}

const newToken = (ctx: Pick<Ctx, 'random'>): string => `jss_${Buffer.from(ctx.random(32)).toString('base64url')}`;

/** The present session under a new token; the old one opens nothing from here on. */
export async function rotate(ctx: Ctx, factorAt?: Date): Promise<string> {
  const viewer = requirePerson(ctx);
  const token = newToken(ctx);
  if (!(await store.moveSession(ctx.db, viewer.sessionId, sha256(token), factorAt))) throw refuse('people.step_over');
  return token;
}

/** The viewer at a session of their own: what an access token was given for has no part in the account itself. */
export function requirePerson(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (isId('token', viewer.sessionId)) throw refuse('people.at_a_session');
  return viewer;
}

/** A line in the person's own record. */
export async function remember(ctx: Ctx, personId: string, kind: AccountEventKind): Promise<void> {
  await insertEvent(ctx.db, {
    id: newId(ctx, 'accountEvent'),
    personId,
    at: ctx.clock.now(),
    kind,
    device: deviceOf(ctx.userAgent),
  });
}

/** So much of a session's name as tells it from the person's others. */
const handle = (id: string): string => id.slice(0, 24);

export async function listSessions(ctx: Ctx): Promise<{ items: z.input<typeof sessionOut>[] }> {
  const viewer = requirePerson(ctx);
  const rows = await store.listSessions(ctx.db, viewer.personId, ctx.clock.now());
  return {
    items: rows.map((row) => ({
      id: handle(row.id),
      device: row.device,
      method: row.method as SignInMethod,
      organization: { id: row.organization.id, name: row.organization.name, name_en: row.organization.nameEn },
      created_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
      expires_at: row.expiresAt.toISOString(),
      present: row.id === viewer.sessionId,
    })),
  };
}

/** Refuses `people.session_not_found` for one of somebody else, or one that ended. */
export async function endSession(ctx: Ctx, id: string): Promise<{ ended: number }> {
  const viewer = requirePerson(ctx);
  return act(ctx, { action: 'people.end_session', subject: ['person', viewer.personId] }, async (tx) => {
    const now = tx.clock.now();
    const rows = await store.listSessions(tx.db, viewer.personId, now);
    const found = rows.find((row) => handle(row.id) === id);
    if (found === undefined) throw refuse('people.session_not_found');
    await store.revokeSession(tx.db, found.id, now);
    await remember(tx, viewer.personId, 'session_ended');
    return { ended: 1 };
  });
}

export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const viewer = requirePerson(ctx);
  return act(ctx, { action: 'people.end_sessions', subject: ['person', viewer.personId] }, async (tx, note) => {
    const ended = await store.revokeSessionsBut(tx.db, viewer.personId, viewer.sessionId, tx.clock.now());
    note({ ended });
    if (ended > 0) await remember(tx, viewer.personId, 'session_ended');
    return { ended };
  });
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
    acting_for:
      viewer.actingFor === undefined
        ? null
        : {
            person_id: viewer.actingFor.personId,
            display_name: viewer.actingFor.displayName,
            kind: viewer.actingFor.kind,
          },
    factor_due:
      viewer.factorDue === undefined
        ? null
        : {
            duties: [...viewer.factorDue.duties],
            from: viewer.factorDue.from,
            asleep: viewer.factorDue.asleep,
          },
  };
}
