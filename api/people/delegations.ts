/** Lending duties to a colleague, acting for him, deputies and absences (decision 0070). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import * as rows from './delegation-store.ts';
import { requireFreshFactor } from './factor.ts';
import type {
  absenceBody,
  absenceEndBody,
  actBody,
  actedOut,
  delegationOut,
  departmentBody,
  holderBody,
  lentBody,
  officesOut,
  postBody,
} from './offices-contract.ts';
import { absencesOf, awakeDuties, lentOf } from './rules/awake.ts';
import { notLent, standsIn, termFault } from './rules/delegation.ts';
import { refuse } from './rules/delegation-refusals.ts';
import { refuse as refusePeople } from './rules/refusals.ts';
import { requirePerson, rotate } from './sessions.ts';

type Shown = z.input<typeof delegationOut>;
type Offices = z.input<typeof officesOut>;
const showPerson = ({ id, displayName }: { id: string; displayName: string }) => ({ id, display_name: displayName });
const today = (ctx: Ctx): string => dayOf(ctx.clock.now());

/** The person at a session of their own who acts for nobody else: rights and accounts are changed by oneself. */
function requireSelf(ctx: Ctx): Viewer {
  const viewer = requirePerson(ctx);
  if (viewer.actingFor !== undefined) throw refuse('people.delegation_onward');
  return viewer;
}

function requireAdmin(ctx: Ctx): Viewer {
  const viewer = requireSelf(ctx);
  if (!viewer.duties.includes('admin')) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

function stateOf(row: rows.DelegationRow, day: string): Shown['state'] {
  if (row.revokedAt !== null || (row.validTo !== null && row.validTo < day)) return 'ended';
  if (row.validFrom > day) return 'later';
  return standsIn(lentOf(row), absencesOf(row), day) ? 'in_force' : 'resting';
}

function show(row: rows.DelegationRow, viewer: Viewer, day: string): Shown {
  const state = stateOf(row, day);
  const { personId } = viewer;
  return {
    id: row.id,
    kind: row.kind as Shown['kind'],
    holder: showPerson(row.holder),
    delegate: showPerson(row.delegate),
    duties: row.duties as Duty[],
    valid_from: row.validFrom,
    valid_to: row.validTo,
    reason: row.reason,
    state,
    may_act: row.delegateId === personId && awakeDuties(row, day).length > 0 && viewer.actingFor === undefined,
    may_revoke: state !== 'ended' && mayRevoke(row, viewer),
  };
}

const mayRevoke = (row: rows.DelegationRow, viewer: Viewer): boolean =>
  viewer.actingFor === undefined &&
  row.organizationId === viewer.organization.id &&
  (row.holderId === viewer.personId || row.delegateId === viewer.personId || viewer.duties.includes('admin'));

export async function listDelegations(
  ctx: Ctx,
): Promise<{ items: Shown[]; acting_for: ReturnType<typeof showPerson> | null }> {
  const viewer = requirePerson(ctx);
  const whose = viewer.duties.includes('admin') ? null : viewer.personId;
  const found = await rows.listDelegations(ctx.db, viewer.organization.id, whose);
  return {
    items: found.map((row) => show(row, viewer, today(ctx))),
    acting_for:
      viewer.actingFor === undefined ? null : showPerson({ ...viewer.actingFor, id: viewer.actingFor.personId }),
  };
}

async function shown(tx: Ctx, id: string, viewer: Viewer): Promise<Shown> {
  const row = await rows.findDelegation(tx.db, id);
  if (row === null) throw refuse('people.delegation_not_found');
  return show(row, viewer, today(tx));
}

/** The holder lends his own duties; for somebody else an administrator names a deputy only, who rests until the absence. */
export async function createDelegation(ctx: Ctx, input: z.output<typeof lentBody>): Promise<Shown> {
  const viewer = requireSelf(ctx);
  const holderId = input.holder_id ?? viewer.personId;
  return act(ctx, { action: 'people.delegate', subject: ['person', holderId] }, async (tx, note) => {
    if (holderId !== viewer.personId && (!viewer.duties.includes('admin') || input.kind !== 'deputy'))
      throw refuseAnywhere('auth.forbidden');
    const organizationId = viewer.organization.id;
    await rows.lockOrganization(tx.db, organizationId);
    const [holder, delegate] = await Promise.all([
      rows.findMembership(tx.db, holderId, organizationId),
      rows.findMembership(tx.db, input.delegate_id, organizationId),
    ]);
    if (holder === null || delegate === null || delegate.person.disabledAt !== null || input.delegate_id === holderId)
      throw refuse('people.delegation_self');
    if (input.duties.some((duty) => !holder.duties.includes(duty) || notLent.includes(duty)))
      throw refuse('people.delegation_wider');
    if (termFault(input.kind, input.from, input.to ?? null, today(tx)) !== null) throw refuse('people.delegation_term');
    if ((await rows.findStanding(tx.db, holderId, input.delegate_id, input.kind, today(tx))) !== null)
      throw refuse('people.delegation_standing');
    await requireFreshFactor(tx);
    const id = newId(tx, 'delegation');
    await rows.insertDelegation(tx.db, {
      id,
      organizationId,
      holderId,
      delegateId: input.delegate_id,
      kind: input.kind,
      duties: [...input.duties],
      validFrom: input.from,
      validTo: input.to ?? null,
      reason: input.reason,
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note({ delegation: id, delegate: input.delegate_id, kind: input.kind, duties: [...input.duties] });
    return shown(tx, id, viewer);
  });
}

/** Ends at once, in sessions that are under way too: their duties fall asleep with the next request. */
export async function revokeDelegation(ctx: Ctx, id: string): Promise<Shown> {
  const viewer = requireSelf(ctx);
  return act(ctx, { action: 'people.revoke_delegation', subject: ['delegation', id] }, async (tx, note) => {
    const row = await rows.findDelegation(tx.db, id);
    if (row === null || !mayRevoke(row, viewer)) throw refuse('people.delegation_not_found');
    if (!(await rows.revokeDelegation(tx.db, id, viewer.personId, tx.clock.now())))
      throw refuse('people.delegation_not_found');
    note({ holder: row.holderId, delegate: row.delegateId });
    return shown(tx, id, viewer);
  });
}

/** From here on this session acts for the holder, or for its own person again. Always under a new token. */
export async function actFor(ctx: Ctx, input: z.output<typeof actBody>) {
  const viewer = requirePerson(ctx);
  const id = input.delegation_id;
  // Not under the form's key: the answer holds the token and must not be kept.
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'people.act_for', subject: ['delegation', id ?? 'none'] }, async (tx, note) => {
    const row = id === null ? null : await rows.findDelegation(tx.db, id);
    if (id !== null) {
      if (row === null || row.delegateId !== viewer.personId || row.organizationId !== viewer.organization.id)
        throw refuse('people.delegation_not_found');
      if (awakeDuties(row, today(tx)).length === 0) throw refuse('people.delegation_not_now');
    }
    await rows.setActing(tx.db, viewer.sessionId, id);
    note({ holder: row?.holderId ?? null });
    return { token: await rotate(tx), acting_for: row === null ? null : showPerson(row.holder) };
  });
}

export async function listDelegatedActs(ctx: Ctx): Promise<{ items: z.input<typeof actedOut>[] }> {
  const viewer = requirePerson(ctx);
  const found = await rows.listActs(ctx.db, viewer.personId);
  return {
    items: found.map((row) => ({
      at: row.at.toISOString(),
      action: row.action,
      outcome: row.outcome as 'done' | 'refused',
      subject_type: row.subjectType,
      subject_id: row.subjectId,
      holder: showPerson(row.delegation.holder),
      delegate: showPerson(row.delegation.delegate),
    })),
  };
}

export async function showOffices(ctx: Ctx): Promise<Offices> {
  const viewer = requirePerson(ctx);
  const organizationId = viewer.organization.id;
  const [departments, absent, people] = await Promise.all([
    rows.listDepartments(ctx.db, organizationId),
    rows.listAway(ctx.db, organizationId, today(ctx)),
    rows.listPeople(ctx.db, organizationId),
  ]);
  return {
    departments: departments.map((one) => ({
      id: one.id,
      name: one.name,
      posts: one.posts.map((post) => ({
        id: post.id,
        title: post.title,
        head: post.head,
        holder: post.holder === null ? null : showPerson(post.holder),
        held_since: post.heldSince,
      })),
    })),
    absent: absent.map((one) => ({ person: showPerson(one.person), from: one.fromDay, to: one.toDay })),
    people: people.map((one) => ({ ...showPerson(one.person), duties: one.duties as Duty[] })),
    may_edit: viewer.duties.includes('admin') && viewer.actingFor === undefined,
  };
}

/** The person meant: oneself, or by the administrator another of the same organisation. */
async function meant(tx: Ctx, viewer: Viewer, personId: string | undefined): Promise<string> {
  const id = personId ?? viewer.personId;
  if (id !== viewer.personId && !viewer.duties.includes('admin')) throw refuseAnywhere('auth.forbidden');
  if ((await rows.findMembership(tx.db, id, viewer.organization.id)) === null)
    throw refusePeople('people.member_not_found');
  return id;
}

export async function markAbsence(ctx: Ctx, input: z.output<typeof absenceBody>): Promise<Offices> {
  const viewer = requireSelf(ctx);
  const subject = input.person_id ?? viewer.personId;
  return act(ctx, { action: 'people.mark_absence', subject: ['person', subject] }, async (tx, note) => {
    const personId = await meant(tx, viewer, input.person_id);
    if (input.from < today(tx) || (input.to !== undefined && input.to < input.from))
      throw refuse('people.absence_days');
    await rows.insertAbsence(tx.db, {
      id: newId(tx, 'absence'),
      personId,
      organizationId: viewer.organization.id,
      fromDay: input.from,
      toDay: input.to ?? null,
      markedBy: viewer.personId,
      markedAt: tx.clock.now(),
    });
    note({ from: input.from, to: input.to ?? null });
    return showOffices(tx);
  });
}

export async function endAbsence(ctx: Ctx, input: z.output<typeof absenceEndBody>): Promise<Offices> {
  const viewer = requireSelf(ctx);
  const subject = input.person_id ?? viewer.personId;
  return act(ctx, { action: 'people.end_absence', subject: ['person', subject] }, async (tx) => {
    const personId = await meant(tx, viewer, input.person_id);
    const ended = await rows.endAbsences(tx.db, personId, viewer.organization.id, tx.clock.now());
    if (ended === 0) throw refuse('people.absence_not_found');
    return showOffices(tx);
  });
}

export async function addDepartment(ctx: Ctx, input: z.output<typeof departmentBody>): Promise<Offices> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.add_department', subject: ['department', 'new'] }, async (tx, note) => {
    await rows.lockOrganization(tx.db, viewer.organization.id);
    const present = await rows.listDepartments(tx.db, viewer.organization.id);
    if (present.some((one) => one.name === input.name)) throw refuse('people.department_taken', { name: input.name });
    const id = newId(tx, 'department');
    await rows.insertDepartment(tx.db, {
      id,
      organizationId: viewer.organization.id,
      name: input.name,
      position: Math.max(0, ...present.map((one) => one.position)) + 1,
      createdAt: tx.clock.now(),
    });
    note({}, id);
    return showOffices(tx);
  });
}

async function ownDepartment(tx: Ctx, viewer: Viewer, id: string) {
  await rows.lockOrganization(tx.db, viewer.organization.id);
  const found = (await rows.listDepartments(tx.db, viewer.organization.id)).find((one) => one.id === id);
  if (found === undefined) throw refuse('people.department_not_found');
  return found;
}

export async function closeDepartment(ctx: Ctx, id: string): Promise<Offices> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.close_department', subject: ['department', id] }, async (tx) => {
    const found = await ownDepartment(tx, viewer, id);
    const held = found.posts.filter((one) => one.holderId !== null).length;
    if (held > 0) throw refuse('people.department_held', { count: held });
    await rows.closeDepartment(tx.db, id, tx.clock.now());
    return showOffices(tx);
  });
}

export async function addPost(ctx: Ctx, id: string, input: z.output<typeof postBody>): Promise<Offices> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.add_post', subject: ['department', id] }, async (tx, note) => {
    await ownDepartment(tx, viewer, id);
    const post = newId(tx, 'post');
    await rows.insertPost(tx.db, { id: post, departmentId: id, title: input.title, head: input.head });
    note({ post });
    return showOffices(tx);
  });
}

/** A position says where a person stands; it gives no duty: those are given one by one. */
export async function holdPost(ctx: Ctx, id: string, input: z.output<typeof holderBody>): Promise<Offices> {
  const viewer = requireAdmin(ctx);
  return act(ctx, { action: 'people.hold_post', subject: ['post', id] }, async (tx, note) => {
    const departments = await rows.listDepartments(tx.db, viewer.organization.id);
    if (!departments.some((one) => one.posts.some((post) => post.id === id))) throw refuse('people.post_not_found');
    const personId = input.person_id;
    if (personId !== null && (await rows.findMembership(tx.db, personId, viewer.organization.id)) === null)
      throw refusePeople('people.member_not_found');
    await rows.setHolder(tx.db, id, personId, personId === null ? null : today(tx));
    note({ holder: personId });
    return showOffices(tx);
  });
}
