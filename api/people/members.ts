/** The people of an organisation, by its administrator: duties, invitations, a lost second factor; and what a region asks. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { isSelf, requireDuty } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import type {
  dutiesBody,
  invitationBody,
  invitationOut,
  joinBody,
  memberOut,
  policyBody,
  policyOut,
  resetBody,
  resetDecision,
  resetOut,
} from './contract.ts';
import { sha256 } from './device.ts';
import { requireFreshFactor } from './factor.ts';
import * as rows from './members-store.ts';
import { hashPassword, noPassword, requireStrong } from './passwords.ts';
import { dutiesToGive } from './rules/duties.ts';
import { refuse } from './rules/refusals.ts';
import { type FactorPolicy, policyKey, readPolicy } from './rules/second-factor.ts';
import { remember, requirePerson } from './sessions.ts';
import { deleteFactor, hasFactor, insertIdentity } from './sign-in-store.ts';
import { revokeSessionsBut } from './store.ts';

const invitationDays = 7;

function requireAdmin(ctx: Ctx): Viewer {
  return requireDuty(requirePerson(ctx), 'admin');
}

/** An administrator gives no duty that reaches beyond the organisation: an auditor reads what all of them did. */
function requireDutiesOfKind({ organization, powers }: Viewer, duties: readonly Duty[]): void {
  const may = dutiesToGive(
    organization.kind,
    powers.map((held) => held.power),
  );
  const stray = duties.find((duty) => !may.includes(duty));
  if (stray !== undefined) throw refuse('people.duty_of_kind', { duty: dutyWords[stray][0] });
}

export async function listMembers(ctx: Ctx): Promise<{
  items: z.input<typeof memberOut>[];
  invitations: z.input<typeof invitationOut>[];
  resets: z.input<typeof resetOut>[];
}> {
  const viewer = requireAdmin(ctx);
  const [members, invitations, resets] = await Promise.all([
    rows.listMembers(ctx.db, viewer.organization.id),
    rows.listInvitations(ctx.db, viewer.organization.id, ctx.clock.now()),
    rows.listOpenResets(ctx.db, resetScope(viewer)),
  ]);
  return {
    items: members.map((row) => showMember(row)),
    invitations: invitations.map(showInvitation),
    resets: resets.map((row) => showReset(row, viewer)),
  };
}

function showMember(row: rows.MemberRow): z.input<typeof memberOut> {
  return {
    id: row.personId,
    login: row.person.login,
    display_name: row.person.displayName,
    duties: row.duties as Duty[],
    second_factor: row.person.factor?.confirmedAt != null,
    disabled: row.person.disabledAt !== null,
    last_seen_at: row.person.sessions[0]?.lastSeenAt.toISOString() ?? null,
  };
}

/** Ends the person's sessions: nothing opened with the old rights goes on. Refuses `people.own_duties`, `people.last_admin`. */
export async function changeDuties(
  ctx: Ctx,
  id: string,
  input: z.output<typeof dutiesBody>,
): Promise<z.input<typeof memberOut>> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.change_duties', subject: ['person', id] }, async (tx, note) => {
    const row = await memberFor(tx, viewer, id);
    if (isSelf(viewer, id)) throw refuse('people.own_duties');
    await requireFreshFactor(tx);
    requireDutiesOfKind(viewer, input.duties);
    const same = [...row.duties].sort().join() === [...input.seen].sort().join();
    if (!same) throw refuse('people.changed_meanwhile');
    if (!input.duties.includes('admin')) await requireOtherAdmin(tx, viewer, row);
    await rows.setDuties(tx.db, id, viewer.organization.id, input.duties);
    const ended = await revokeSessionsBut(tx.db, id, null, tx.clock.now());
    await remember(tx, id, 'duties_changed');
    note({ duties: [...input.duties], before: [...row.duties], sessions_ended: ended });
    return showMember(await memberFor(tx, viewer, id));
  });
}

/** Switches an account off or on again; off ends its sessions and its access tokens answer nothing. */
export async function setDisabled(ctx: Ctx, id: string, disabled: boolean): Promise<z.input<typeof memberOut>> {
  const viewer = requireAdmin(ctx);
  const action = disabled ? 'people.disable' : 'people.enable';
  return act(ctx, { action, subject: ['person', id] }, async (tx) => {
    const row = await memberFor(tx, viewer, id);
    if (isSelf(viewer, id)) throw refuse('people.own_duties');
    await requireFreshFactor(tx);
    // An account of two organisations is not one administrator's to switch off.
    if (row.person.memberships.length > 1) throw refuse('people.member_elsewhere');
    if (disabled) await requireOtherAdmin(tx, viewer, row);
    await rows.setDisabled(tx.db, id, disabled ? tx.clock.now() : null);
    if (disabled) await revokeSessionsBut(tx.db, id, null, tx.clock.now());
    return showMember(await memberFor(tx, viewer, id));
  });
}

async function memberFor(tx: Ctx, viewer: Viewer, id: string): Promise<rows.MemberRow> {
  await rows.lockMember(tx.db, id, viewer.organization.id);
  const row = await rows.findMember(tx.db, id, viewer.organization.id);
  if (row === null) throw refuse('people.member_not_found');
  return row;
}

async function requireOtherAdmin(tx: Ctx, viewer: Viewer, row: rows.MemberRow): Promise<void> {
  if (!row.duties.includes('admin')) return;
  if ((await rows.countAdmins(tx.db, viewer.organization.id, row.personId)) === 0) throw refuse('people.last_admin');
}

function showInvitation(row: rows.InvitationRow): z.input<typeof invitationOut> {
  return {
    id: row.id,
    display_name: row.displayName,
    duties: row.duties as Duty[],
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}

/** The link is answered once; it is kept as a hash and good for a week. */
export async function invite(
  ctx: Ctx,
  input: z.output<typeof invitationBody>,
): Promise<z.input<typeof invitationOut> & { token: string }> {
  const viewer = requireAdmin(ctx);
  requireDutiesOfKind(viewer, input.duties);
  const { idempotency: _kept, ...plain } = ctx;
  const token = `jsi_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  return act(plain, { action: 'people.invite', subject: ['invitation', 'new'] }, async (tx, note) => {
    await requireFreshFactor(tx);
    const createdAt = tx.clock.now();
    const row = {
      id: newId(tx, 'invitation'),
      organizationId: viewer.organization.id,
      displayName: input.display_name,
      duties: [...input.duties],
      tokenHash: sha256(token),
      createdBy: viewer.personId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + invitationDays * 86_400_000),
    };
    await rows.insertInvitation(tx.db, row);
    note({ duties: row.duties }, row.id);
    return { ...showInvitation(row), token };
  });
}

export async function withdrawInvitation(ctx: Ctx, id: string): Promise<Record<string, never>> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.withdraw_invitation', subject: ['invitation', id] }, async (tx) => {
    if (!(await rows.withdrawInvitation(tx.db, id, viewer.organization.id, tx.clock.now())))
      throw refuse('people.invitation_over');
    return {};
  });
}

/** Whom an invitation is for, for the page behind its link. */
export async function showOffer(ctx: Ctx, token: string) {
  const row = await rows.findInvitation(ctx.db, sha256(token), ctx.clock.now());
  if (row === null) throw refuse('people.invitation_over');
  const organization = await rows.organizationName(ctx.db, row.organizationId);
  return { display_name: row.displayName, duties: row.duties as Duty[], organization };
}

/** Makes the account: with a password, or (from the issuer's answer) with an identity and none. */
export async function join(
  ctx: Ctx,
  input: z.output<typeof joinBody>,
  identity?: { readonly issuer: string; readonly subject: string; readonly name: string | null },
): Promise<{ login: string }> {
  const offer = await showOffer(ctx, input.token);
  let passwordHash = noPassword;
  if (input.password !== undefined) {
    const names = [offer.display_name, offer.organization.name];
    await requireStrong({ password: input.password, login: input.login, names });
    passwordHash = await hashPassword(input.password);
  } else if (identity === undefined) throw refuse('people.invitation_over');
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'people.join', subject: ['person', 'new'] }, async (tx, note) => {
    const now = tx.clock.now();
    const personId = newId(tx, 'person');
    if (await rows.loginExists(tx.db, input.login)) throw refuse('people.login_taken');
    const row = await rows.findInvitation(tx.db, sha256(input.token), now);
    if (row === null) throw refuse('people.invitation_over');
    await rows.insertMember(tx.db, {
      personId,
      login: input.login,
      displayName: row.displayName,
      passwordHash,
      organizationId: row.organizationId,
      duties: row.duties,
      createdAt: now,
    });
    if (!(await rows.takeInvitation(tx.db, row.id, personId, now))) throw refuse('people.invitation_over');
    if (identity !== undefined) {
      const linked = await insertIdentity(tx.db, {
        id: newId(tx, 'identity'),
        personId,
        ...identity,
        linkedBy: 'invitation',
        linkedAt: now,
      });
      if (!linked) throw refuse('people.identity_taken');
    }
    note({ organization: row.organizationId, invitation: row.id, issuer: identity?.issuer ?? null }, personId);
    return { login: input.login };
  });
}

/** Own organisation; the information department also those of its region, where an organisation has one administrator only. */
function resetScope(viewer: Viewer): rows.ResetScope {
  const regions = viewer.powers
    .filter((held) => held.power === 'information_department')
    .map((held) => held.regionCode);
  return { organizationId: viewer.organization.id, regions };
}

function showReset(row: rows.ResetRow, viewer: Viewer): z.input<typeof resetOut> {
  return {
    id: row.id,
    display_name: row.person.displayName,
    login: row.person.login,
    organization: row.organization,
    reason: row.reason,
    asked_at: row.askedAt.toISOString(),
    may_decide: !isSelf(viewer, row.askedBy) && !isSelf(viewer, row.personId),
  };
}

/** First of two: an administrator of the organisation asks, for somebody else who lost authenticator and recovery codes. */
export async function askFactorReset(ctx: Ctx, id: string, input: z.output<typeof resetBody>): Promise<{ id: string }> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.ask_factor_reset', subject: ['person', id] }, async (tx, note) => {
    await memberFor(tx, viewer, id);
    if (isSelf(viewer, id)) throw refuse('people.reset_two_people');
    await requireFreshFactor(tx);
    if (!(await hasFactor(tx.db, id))) throw refuse('people.factor_missing');
    const reset = {
      id: newId(tx, 'factorReset'),
      personId: id,
      organizationId: viewer.organization.id,
      reason: input.reason,
      askedBy: viewer.personId,
      askedAt: tx.clock.now(),
    };
    if (!(await rows.insertReset(tx.db, reset))) throw refuse('people.reset_open');
    note({ reset: reset.id });
    return { id: reset.id };
  });
}

/**
 * Second of two: another administrator of the organisation or one of the region's information department. Granted, the factor is
 * off, all sessions end, and the next sign-in is with the password. Refuses `people.reset_two_people`.
 */
export async function decideFactorReset(
  ctx: Ctx,
  id: string,
  input: z.output<typeof resetDecision>,
): Promise<Record<string, never>> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.decide_factor_reset', subject: ['factor_reset', id] }, async (tx, note) => {
    await rows.lockReset(tx.db, id);
    const row = (await rows.listOpenResets(tx.db, resetScope(viewer))).find((one) => one.id === id);
    if (row === undefined) throw refuse('people.reset_not_found');
    if (isSelf(viewer, row.askedBy) || isSelf(viewer, row.personId)) throw refuse('people.reset_two_people');
    await requireFreshFactor(tx);
    const now = tx.clock.now();
    await rows.decideReset(tx.db, id, input.decision, viewer.personId, now);
    note({ person: row.personId, decision: input.decision });
    if (input.decision === 'grant') {
      await deleteFactor(tx.db, row.personId);
      await revokeSessionsBut(tx.db, row.personId, null, now);
      await remember(tx, row.personId, 'factor_reset');
    }
    return {};
  });
}

export async function showFactorPolicy(ctx: Ctx): Promise<z.input<typeof policyOut>> {
  const viewer = requirePerson(ctx);
  const region = viewer.organization.regionCode;
  const policy = readPolicy(await rows.newestParameter(ctx.db, policyKey, region));
  return { region_code: region, policy: policy === null ? null : { ...policy, duties: [...policy.duties] } };
}

/** By the information department, for its own region. */
export async function setFactorPolicy(
  ctx: Ctx,
  input: z.output<typeof policyBody>,
): Promise<z.input<typeof policyOut>> {
  const viewer = requirePerson(ctx);
  const held = viewer.powers.find((one) => one.power === 'information_department');
  if (held === undefined || !viewer.duties.some((duty) => duty === 'admin' || duty === 'reviewer'))
    throw refuseAnywhere('auth.forbidden');
  const region = held.regionCode;
  return act(ctx, { action: 'people.set_factor_policy', subject: ['region', region] }, async (tx, note) => {
    await requireFreshFactor(tx);
    const today = dayOf(tx.clock.now());
    if (!isDay(input.from) || input.from < today) throw refuse('people.policy_day');
    const policy: FactorPolicy = { ...input, duties: input.duties };
    await rows.insertParameter(tx.db, {
      id: newId(tx, 'step'),
      key: policyKey,
      regionCode: region,
      value: { ...policy, duties: [...policy.duties] },
      documentNo: input.document_no,
      setBy: viewer.personId,
      setAt: tx.clock.now(),
    });
    note({ duties: [...policy.duties], department: policy.department, from: policy.from, minutes: policy.minutes });
    return { region_code: region, policy: { ...policy, duties: [...policy.duties] } };
  });
}
