/** Bases and topics: opened by the department, led by one department by document, edited by whom Article 9 names. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { isSelf, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type {
  closeSetBody,
  decideBody,
  endLeadBody,
  leadBody,
  memberBody,
  openSetBody,
  placeBody,
  removeBody,
  setOut,
  setSummary,
} from './contract.ts';
import type { Placement, SetKind } from './rules/codes.ts';
import { editsSet, handOver, isDepartment, leadOn } from './rules/lead.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type SetOut = z.input<typeof setOut>;
type Summary = z.input<typeof setSummary>;

const today = (ctx: Ctx): string => dayOf(ctx.clock.now());
const showAgency = ({ id, uscc, name, nameEn }: store.AgencyRow) => ({ id, uscc, name, name_en: nameEn });
const isPublished = ({ entry }: store.SetEntryRow) => entry.publishedRevision !== null && entry.state !== 'withdrawn';

function summaryOf(row: store.SetRow, day: string): Summary {
  const compiled = row.entries.filter((one) => one.state === 'compiled' && isPublished(one));
  const lead = leadOn(row.leads, day);
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    name: row.name,
    name_en: row.nameEn,
    purpose: row.purpose,
    purpose_en: row.purposeEn,
    opened_on: row.openedOn,
    closed_on: row.closedOn,
    document_no: row.documentNo,
    lead: lead === null ? null : showAgency(lead.organization),
    members: row.members.length,
    entries: compiled.length,
    waiting: row.entries.filter((one) => one.state === 'offered').length,
  };
}

function showSet(ctx: Ctx, row: store.SetRow): SetOut {
  const { viewer } = ctx;
  const day = today(ctx);
  const lead = leadOn(row.leads, day);
  const manage = isDepartment(viewer);
  const edit = editsSet(row.kind, lead, viewer) && row.closedOn === null;
  const ownMember = viewer !== null && row.members.some((one) => one.organizationId === viewer.organization.id);
  const offer =
    row.kind === 'base' && row.closedOn === null && ownMember && (viewer?.duties.includes('steward') ?? false);
  // What waits or was declined is the business of those who compile it and of the entry's own department.
  const seen = row.entries.filter((one) => {
    if (one.state === 'compiled') return isPublished(one) || manage || edit;
    const own = viewer !== null && viewer.organization.id === one.entry.providerId;
    return one.state !== 'removed' && (manage || own);
  });
  return {
    ...summaryOf(row, day),
    leads: row.leads
      .filter((one) => one.validTo === null || one.validTo >= one.validFrom)
      .map((one) => ({
        agency: showAgency(one.organization),
        document_no: one.documentNo,
        valid_from: one.validFrom,
        valid_to: one.validTo,
      })),
    participants: row.members.map((one) => showAgency(one.organization)),
    catalogue: seen.map((one) => ({
      id: one.id,
      state: one.state as Placement,
      reason: one.reason,
      opinion: one.opinion,
      offered_at: one.offeredAt.toISOString(),
      code: one.entry.code,
      title: one.entry.title,
      published: isPublished(one),
      provider: showAgency(one.entry.provider),
      may_decide: manage && one.state === 'offered' && !isSelf(viewer, one.offeredBy),
    })),
    may: { manage, edit, offer },
  };
}

export async function listResourceSets(ctx: Ctx, query: { kind?: SetKind | undefined } = {}) {
  const rows = await store.listSets(ctx.db, query.kind);
  return { items: rows.map((row) => summaryOf(row, today(ctx))), may_manage: isDepartment(ctx.viewer) };
}

export async function showResourceSet(ctx: Ctx, code: string): Promise<SetOut> {
  const row = await store.findSet(ctx.db, { code });
  if (row === null) throw refuse('bases.not_found');
  return showSet(ctx, row);
}

async function heldSet(tx: Ctx, where: { code: string } | { id: string }): Promise<store.SetRow> {
  const row = await store.lockSet(tx.db, where);
  if (row === null) throw refuse('bases.not_found');
  return row;
}

function requireOpen(row: store.SetRow): void {
  if (row.closedOn !== null) throw refuse('bases.closed', { day: row.closedOn });
}

function requireDepartment(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!isDepartment(viewer)) throw refuse('bases.department_only');
  return viewer;
}

/** Of a base the department, of a topic the stewards of its lead and nobody else. */
function requireEditor(ctx: Ctx, row: store.SetRow): Viewer {
  const viewer = requireViewer(ctx.viewer);
  const lead = leadOn(row.leads, today(ctx));
  if (editsSet(row.kind, lead, viewer)) return viewer;
  if (row.kind === 'base') throw refuse('bases.department_only');
  throw refuse('bases.not_lead', { topic: row.name, lead: lead?.organization.name ?? '—' });
}

async function requireAgency(tx: Ctx, uscc: string): Promise<store.AgencyRow> {
  const found = await store.findAgency(tx.db, uscc);
  if (found === null) throw refuse('bases.unknown_agency', { uscc });
  return found;
}

const shown = async (tx: Ctx, id: string): Promise<SetOut> => {
  const row = await store.findSet(tx.db, { id });
  if (row === null) throw refuse('bases.not_found');
  return showSet(tx, row);
};

export async function openResourceSet(ctx: Ctx, input: z.output<typeof openSetBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.open', subject: ['resource_set', input.code] }, async (tx, note) => {
    requireDepartment(tx);
    await store.lockClasses(tx.db);
    const nodes = await store.listClasses(tx.db);
    const node = nodes.find((one) => one.code === input.code);
    const root = input.kind === 'base' ? '1' : '2';
    if (node === undefined || node.parentCode !== root || node.closedOn !== null)
      throw refuse('bases.code_unfit', { code: input.code });
    if ((await store.findSet(tx.db, { code: input.code })) !== null)
      throw refuse('bases.code_taken', { code: input.code });
    const { kind, code, name, purpose } = input;
    const id = newId(tx, 'resourceSet');
    await store.insertSet(tx.db, {
      id,
      kind,
      code,
      name,
      nameEn: input.name_en,
      purpose,
      purposeEn: input.purpose_en,
      documentNo: input.document_no,
      openedOn: today(tx),
      createdAt: tx.clock.now(),
    });
    note({ code, kind, document: input.document_no }, id);
    return shown(tx, id);
  });
}

export async function closeResourceSet(ctx: Ctx, code: string, input: z.output<typeof closeSetBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.close', subject: ['resource_set', code] }, async (tx, note) => {
    const row = await heldSet(tx, { code });
    const viewer = requireDepartment(tx);
    requireOpen(row);
    if (row.kind === 'base' && lawful.has(row.code)) throw refuse('bases.of_law');
    await store.closeSet(tx.db, row.id, {
      closedOn: today(tx),
      closedBy: viewer.personId,
      closeDocumentNo: input.document_no,
    });
    note({ code, document: input.document_no }, row.id);
    return shown(tx, row.id);
  });
}

/** The six bases that Article 9 names; the department may add others. */
const lawful: ReadonlySet<string> = new Set(['101', '102', '103', '104', '105', '106']);

export async function appointTopicLead(ctx: Ctx, code: string, input: z.output<typeof leadBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.appoint_lead', subject: ['resource_set', code] }, async (tx, note) => {
    const row = await heldSet(tx, { code });
    const viewer = requireDepartment(tx);
    requireOpen(row);
    if (row.kind === 'base') throw refuse('bases.only_topics');
    const lead = await requireAgency(tx, input.uscc);
    const change = handOver(row.leads, lead.id, input.from);
    if (!change.ok) {
      if (change.why === 'standing') throw refuse('bases.lead_standing');
      throw refuse('bases.lead_day', { day: change.day });
    }
    if (change.ends !== null) await store.endLead(tx.db, row.id, change.ends);
    await store.insertLead(tx.db, {
      id: newId(tx, 'leadAppointment'),
      setId: row.id,
      organizationId: lead.id,
      documentNo: input.document_no,
      validFrom: input.from,
      appointedBy: viewer.personId,
      at: tx.clock.now(),
    });
    note({ code, lead: lead.id, from: input.from, document: input.document_no }, row.id);
    return shown(tx, row.id);
  });
}

export async function endTopicLead(ctx: Ctx, code: string, input: z.output<typeof endLeadBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.end_lead', subject: ['resource_set', code] }, async (tx, note) => {
    const row = await heldSet(tx, { code });
    requireDepartment(tx);
    const open = row.leads.find((one) => one.validTo === null);
    if (open === undefined) throw refuse('bases.no_lead');
    if (input.last_day < open.validFrom) throw refuse('bases.lead_day', { day: open.validFrom });
    await store.endLead(tx.db, row.id, input.last_day);
    note({ code, lead: open.organizationId, last_day: input.last_day, document: input.document_no }, row.id);
    return shown(tx, row.id);
  });
}

export async function addSetMember(ctx: Ctx, code: string, input: z.output<typeof memberBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.add_member', subject: ['resource_set', code] }, async (tx, note) => {
    const row = await heldSet(tx, { code });
    const viewer = requireEditor(tx, row);
    requireOpen(row);
    const member = await requireAgency(tx, input.uscc);
    if (row.members.some((one) => one.organizationId === member.id)) throw refuse('bases.member_already');
    await store.insertMember(tx.db, {
      id: newId(tx, 'setMember'),
      setId: row.id,
      organizationId: member.id,
      role: 'participant',
      addedBy: viewer.personId,
      addedAt: tx.clock.now(),
    });
    note({ code, member: member.id }, row.id);
    return shown(tx, row.id);
  });
}

export async function removeSetMember(ctx: Ctx, code: string, input: z.output<typeof memberBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.remove_member', subject: ['resource_set', code] }, async (tx, note) => {
    const row = await heldSet(tx, { code });
    const viewer = requireEditor(tx, row);
    const member = await requireAgency(tx, input.uscc);
    if (!row.members.some((one) => one.organizationId === member.id)) throw refuse('bases.member_missing');
    const left = row.entries.filter(
      (one) => one.entry.providerId === member.id && (one.state === 'compiled' || one.state === 'offered'),
    );
    if (left.length > 0) throw refuse('bases.member_has_entries', { count: left.length });
    await store.removeMember(tx.db, row.id, member.id, viewer.personId, tx.clock.now());
    note({ code, member: member.id }, row.id);
    return shown(tx, row.id);
  });
}

/** Into a topic at once, by its lead; a basic base is offered an entry by its provider and waits for the department. */
export async function placeSetEntry(ctx: Ctx, code: string, input: z.output<typeof placeBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.place_entry', subject: ['resource_set', code] }, async (tx, note) => {
    const row = await heldSet(tx, { code });
    const viewer = row.kind === 'topic' ? requireEditor(tx, row) : requireViewer(tx.viewer);
    requireOpen(row);
    const entry = await store.findPublishedEntry(tx.db, input.entry);
    if (entry === null) throw refuse('bases.entry_unknown', { code: input.entry });
    const offers = row.kind === 'base';
    if (offers && (entry.providerId !== viewer.organization.id || !viewer.duties.includes('steward')))
      throw refuse('bases.entry_not_yours');
    const lead = leadOn(row.leads, today(tx));
    const member = row.members.some((one) => one.organizationId === entry.providerId);
    if (!member && entry.providerId !== lead?.organizationId) throw refuse('bases.member_missing');
    if (row.entries.some((one) => one.entryId === entry.id && ['offered', 'compiled'].includes(one.state)))
      throw refuse('bases.entry_already');
    const now = tx.clock.now();
    await store.insertSetEntry(tx.db, {
      id: newId(tx, 'setEntry'),
      setId: row.id,
      entryId: entry.id,
      state: offers ? 'offered' : 'compiled',
      reason: input.reason,
      offeredBy: viewer.personId,
      offeredAt: now,
      ...(offers ? {} : { decidedBy: viewer.personId, decidedAt: now }),
    });
    note({ code, entry: entry.code }, row.id);
    return shown(tx, row.id);
  });
}

export async function decideSetEntry(ctx: Ctx, id: string, input: z.output<typeof decideBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.decide_entry', subject: ['set_entry', id] }, async (tx, note) => {
    const viewer = requireDepartment(tx);
    const offered = await store.findSetEntry(tx.db, id);
    if (offered === null) throw refuse('bases.not_found');
    if (isSelf(viewer, offered.offeredBy)) throw refuse('bases.two_people');
    const decided = await store.updateSetEntry(tx.db, id, ['offered'], {
      state: input.decision === 'compile' ? 'compiled' : 'declined',
      opinion: input.opinion,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
    });
    if (!decided) throw refuse('bases.offer_gone');
    note({ decision: input.decision, set: offered.setId });
    return shown(tx, offered.setId);
  });
}

export async function removeSetEntry(ctx: Ctx, id: string, input: z.output<typeof removeBody>): Promise<SetOut> {
  return act(ctx, { action: 'bases.remove_entry', subject: ['set_entry', id] }, async (tx, note) => {
    const found = await store.findSetEntry(tx.db, id);
    if (found === null) throw refuse('bases.not_found');
    const row = await heldSet(tx, { id: found.setId });
    const viewer = requireEditor(tx, row);
    const removed = await store.updateSetEntry(tx.db, id, ['compiled'], {
      state: 'removed',
      opinion: input.reason,
      removedBy: viewer.personId,
      removedAt: tx.clock.now(),
    });
    if (!removed) throw refuse('bases.offer_gone');
    note({ set: row.id });
    return shown(tx, row.id);
  });
}

export interface BaseFacts {
  /** Open topics that nobody leads on the day (Article 9). */
  readonly topicsWithoutLead: readonly { readonly code: string; readonly name: string; readonly regionCode: string }[];
  /** Published entries classed as basic that no basic catalogue took in. */
  readonly uncompiled: readonly {
    readonly entryId: string;
    readonly code: string;
    readonly title: string;
    readonly providerId: string;
    readonly regionCode: string;
  }[];
  readonly topics: number;
  readonly basics: number;
}

/** For supervision and evaluation: no viewer is asked, the caller answers for what it shows. */
export async function readBaseFacts(ctx: Ctx): Promise<BaseFacts> {
  const day = today(ctx);
  const [sets, entries] = await Promise.all([store.listSets(ctx.db, 'topic'), store.listBasicAndTopicEntries(ctx.db)]);
  const open = sets.filter((one) => one.closedOn === null);
  const basics = entries.filter((one) => one.classificationCode.startsWith('1'));
  return {
    topics: open.length,
    basics: basics.length,
    topicsWithoutLead: open
      .filter((one) => leadOn(one.leads, day) === null)
      .map(({ code, name }) => ({ code, name, regionCode: provinceCode })),
    uncompiled: basics
      .filter((one) => !one.sets.some((held) => held.set.kind === 'base' && held.state === 'compiled'))
      .map(({ id, code, title, providerId, regionCode }) => ({ entryId: id, code, title, providerId, regionCode })),
  };
}
