/** Powers and agencies by a government's document: entered by one person, confirmed by another (decision 0070). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { isUscc } from '#api/kernel/identifiers.ts';
import { levelOf, within } from '#api/kernel/regions.ts';
import { isSelf, requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import type { caseBody, caseDecision, mandateOut, officeCaseOut, placeOut } from './offices-contract.ts';
import * as rows from './offices-store.ts';
import type { Power } from './rules/codes.ts';
import { refuse } from './rules/office-refusals.ts';
import {
  appointment,
  codesIn,
  type HandingOver,
  inForce,
  type OfficeCaseKind,
  type OfficeCaseState,
  officeCaseKinds,
  registers,
} from './rules/offices.ts';
import { insertOrganization } from './store.ts';

export type OfficeCaseOut = z.input<typeof officeCaseOut>;
type Body = z.output<typeof caseBody>;
type Facts = Record<string, string>;

/**
 * What has to happen with the catalogue in the same transaction when entries go to another agency; answers how many went. The
 * rooms above give it: stairs go down only.
 */
export type HandOver = (tx: Ctx, what: HandingOver) => Promise<number>;

const today = (ctx: Ctx): string => dayOf(ctx.clock.now());
const ends: ReadonlySet<OfficeCaseKind> = new Set(['merge', 'split', 'dissolve']);
const showAgency = (row: { id: string; uscc: string; name: string; nameEn: string | null }) => ({
  id: row.id,
  uscc: row.uscc,
  name: row.name,
  name_en: row.nameEn,
});

function requireRegistrar(ctx: Ctx, regionCode: string): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!registers(viewer, regionCode)) throw refuse('offices.not_yours');
  return viewer;
}

/** Own regions of the registrar and those right below. */
async function regionsOf(ctx: Ctx, viewer: Viewer): Promise<z.input<typeof placeOut>[]> {
  const all = (await rows.listRegions(ctx.db)).filter((row) => inForce(row, today(ctx)) && row.kind === 'division');
  return all
    .filter(({ code }) => registers(viewer, code))
    .map(({ code, name, nameEn }) => ({ code, name, name_en: nameEn }));
}

async function show(ctx: Ctx, found: readonly rows.CaseRow[]): Promise<OfficeCaseOut[]> {
  const [names, organizations] = await Promise.all([
    rows.namesOf(
      ctx.db,
      found.flatMap((row) => [row.proposedBy, ...(row.decidedBy === null ? [] : [row.decidedBy])]),
    ),
    rows.organizationsOf(
      ctx.db,
      found.flatMap((row) => (row.organizationId === null ? [] : [row.organizationId])),
    ),
  ]);
  return Promise.all(
    found.map(async (row): Promise<OfficeCaseOut> => {
      const agency = row.organizationId === null ? undefined : organizations.get(row.organizationId);
      const waits = row.state === 'proposed';
      const leaves = waits && ends.has(row.kind as OfficeCaseKind) && agency !== undefined;
      const facts = row.payload as Facts;
      const moves = waits && agency !== undefined ? movesOf(row.kind as OfficeCaseKind, facts) : null;
      const open = leaves ? await rows.countOpen(ctx.db, agency.id, today(ctx)) : [];
      return {
        id: row.id,
        kind: row.kind as OfficeCaseKind,
        region_code: row.regionCode,
        agency: agency === undefined ? null : showAgency(agency),
        facts,
        document_no: row.documentNo,
        effective_on: row.effectiveOn,
        state: row.state as OfficeCaseState,
        opinion: row.opinion,
        proposed_at: row.proposedAt.toISOString(),
        proposed_by: names.get(row.proposedBy) ?? row.proposedBy,
        decided_by: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? row.decidedBy),
        may_decide: waits && registers(ctx.viewer, row.regionCode) && !isSelf(ctx.viewer, row.proposedBy),
        moving:
          moves === null || agency === undefined
            ? null
            : (await rows.standingEntries(ctx.db, agency.id, moves.codes)).length,
        // What goes over with the same confirmation stands in nobody's way.
        open_matters: open.filter(({ matter }) => matter !== 'entries' || moves === null),
      };
    }),
  );
}

/** To whom and what goes over; null where nothing does. A merger into one agency takes everything along. */
function movesOf(kind: OfficeCaseKind, facts: Facts): { to: string; codes: string[] | null } | null {
  if (kind === 'hand_over') {
    const codes = codesIn(facts.entries ?? '');
    return { to: facts.to ?? '', codes: codes.length === 0 ? null : codes };
  }
  const [only, second] = codesIn(facts.successors ?? '');
  return kind === 'merge' && only !== undefined && second === undefined ? { to: only, codes: null } : null;
}

const shown = async (ctx: Ctx, id: string): Promise<OfficeCaseOut> => {
  const row = await rows.findCase(ctx.db, id);
  const [one] = row === null ? [] : await show(ctx, [row]);
  if (one === undefined) throw refuse('offices.case_not_found');
  return one;
};

export async function listOfficeCases(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const regions = await regionsOf(ctx, viewer);
  if (regions.length === 0) throw refuse('offices.not_yours');
  const codes = regions.map(({ code }) => code);
  const [cases, mandates] = await Promise.all([rows.listCases(ctx.db, codes), rows.listMandates(ctx.db, codes)]);
  return {
    items: await show(ctx, cases),
    mandates: mandates.map(
      (row): z.input<typeof mandateOut> => ({
        power: row.power as Power,
        region_code: row.regionCode,
        agency: showAgency(row.organization),
        document_no: row.documentNo,
        valid_from: row.validFrom,
        valid_to: row.validTo,
        current: inForce(row, today(ctx)),
      }),
    ),
    regions,
  };
}

async function living(tx: Ctx, uscc: string) {
  const found = await rows.findLiving(tx.db, uscc);
  if (found === null) throw refuse('offices.unknown_agency', { uscc });
  return found;
}

/** Refuses what cannot follow the terms so far; answers the day on which the present one ends. */
async function requireTerm(tx: Ctx, power: Power, regionCode: string, holder: string, from: string) {
  const change = appointment(await rows.termsOf(tx.db, power, regionCode), holder, from);
  if (change.ok) return change.ends;
  if (change.why === 'standing') throw refuse('offices.power_standing');
  throw refuse('offices.power_day', { day: change.day });
}

interface Matter {
  readonly regionCode: string;
  readonly organizationId: string | null;
  readonly payload: Facts;
}

async function matterOf(tx: Ctx, input: Body): Promise<Matter> {
  if (input.kind === 'appoint') {
    const { power, region_code: regionCode } = input;
    requireRegistrar(tx, regionCode);
    if (!(await rows.regionInForce(tx.db, regionCode, today(tx))))
      throw refuse('regions.unknown', { code: regionCode, day: today(tx) });
    const holder = await living(tx, input.uscc);
    const same = holder.regionCode === regionCode;
    if (!same && !(power === 'audit_office' && within(regionCode, holder.regionCode)))
      throw refuse('offices.power_region');
    await requireTerm(tx, power, regionCode, holder.id, input.effective_on);
    return { regionCode, organizationId: holder.id, payload: { power } };
  }
  if (input.kind === 'end_power') {
    const { power, region_code: regionCode } = input;
    requireRegistrar(tx, regionCode);
    if (power === 'information_department') throw refuse('offices.needs_successor');
    const open = (await rows.termsOf(tx.db, power, regionCode)).find((one) => one.validTo === null);
    if (open === undefined) throw refuse('offices.no_power');
    if (input.effective_on < open.validFrom) throw refuse('offices.power_day', { day: open.validFrom });
    return { regionCode, organizationId: open.organizationId, payload: { power } };
  }
  if (input.kind === 'found') {
    const { uscc, name, name_en, region_code: regionCode } = input;
    requireRegistrar(tx, regionCode);
    if (!(await rows.regionInForce(tx.db, regionCode, today(tx))))
      throw refuse('regions.unknown', { code: regionCode, day: today(tx) });
    if (!isUscc(uscc) || !/^1/.test(uscc)) throw refuse('offices.uscc_invalid', { uscc });
    if (await rows.usccTaken(tx.db, uscc)) throw refuse('offices.uscc_taken', { uscc });
    return { regionCode, organizationId: null, payload: { uscc, name, name_en } };
  }
  const agency = await living(tx, input.uscc);
  requireRegistrar(tx, agency.regionCode);
  const of = { regionCode: agency.regionCode, organizationId: agency.id };
  if (input.kind === 'rename')
    return { ...of, payload: { name: input.name, name_en: input.name_en, before: agency.name } };
  if (input.kind === 'hand_over') {
    const to = await living(tx, input.to);
    requireReceiver(agency, to);
    const codes = codesIn(input.entries);
    await requireStanding(tx, agency.id, codes.length === 0 ? null : codes);
    return { ...of, payload: { to: to.uscc, to_name: to.name, entries: codes.join(' ') } };
  }
  const successors = codesIn(input.successors);
  if (input.kind !== 'dissolve' && successors.length === 0) throw refuse('offices.unknown_agency', { uscc: '—' });
  for (const uscc of successors) await living(tx, uscc.toUpperCase());
  return { ...of, payload: { successors: successors.map((one) => one.toUpperCase()).join(' ') } };
}

function requireReceiver(from: { id: string; regionCode: string }, to: { id: string; regionCode: string }): void {
  if (from.id === to.id) throw refuse('offices.hand_over_self');
  if (from.regionCode !== to.regionCode) throw refuse('offices.hand_over_region');
}

async function requireStanding(tx: Ctx, agencyId: string, codes: readonly string[] | null): Promise<void> {
  const known = await rows.standingEntries(tx.db, agencyId, codes);
  const unknown = codes?.filter((code) => !known.includes(code)) ?? [];
  if (unknown.length > 0) throw refuse('offices.hand_over_unknown', { codes: unknown.slice(0, 5).join(', ') });
  if (known.length === 0) throw refuse('offices.hand_over_nothing');
}

export async function proposeOfficeCase(ctx: Ctx, input: Body): Promise<OfficeCaseOut> {
  return act(ctx, { action: `offices.${input.kind}`, subject: ['office_case', 'new'] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    const matter = await matterOf(tx, input);
    const id = newId(tx, 'officeCase');
    await rows.insertCase(tx.db, {
      id,
      kind: input.kind,
      ...matter,
      documentNo: input.document_no,
      effectiveOn: input.effective_on,
      state: 'proposed',
      proposedBy: viewer.personId,
      proposedAt: tx.clock.now(),
    });
    note({ document: input.document_no, region: matter.regionCode, organization: matter.organizationId }, id);
    return shown(tx, id);
  }).catch((error: unknown) => {
    if (sqlState(error) !== '23505') throw error;
    const [zh, en] = officeCaseKinds.words[input.kind];
    throw refuse('offices.case_standing', { kind: zh, kind_en: en });
  });
}

export async function decideOfficeCase(
  ctx: Ctx,
  id: string,
  input: z.output<typeof caseDecision>,
  handOver: HandOver,
): Promise<OfficeCaseOut> {
  return act(ctx, { action: 'offices.decide', subject: ['office_case', id] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    const row = await rows.lockCase(tx.db, id);
    if (row === null) throw refuse('offices.case_not_found');
    requireRegistrar(tx, row.regionCode);
    if (row.state !== 'proposed') throw refuse('offices.case_over');
    const decidedAt = tx.clock.now();
    // Whoever entered it may take it back; to let it take effect, or to refuse it, is another person's.
    if (isSelf(viewer, row.proposedBy)) {
      if (input.decision === 'confirm') throw refuse('offices.two_people');
      await rows.updateCase(tx.db, id, { state: 'withdrawn', opinion: input.opinion, decidedAt });
      note({ decision: 'withdraw' });
      return shown(tx, id);
    }
    const organizationId = input.decision === 'confirm' ? await carryOut(tx, row, handOver) : row.organizationId;
    await rows.updateCase(tx.db, id, {
      state: input.decision === 'confirm' ? 'done' : 'refused',
      opinion: input.opinion,
      decidedBy: viewer.personId,
      decidedAt,
      organizationId,
    });
    note({ decision: input.decision, kind: row.kind, organization: organizationId });
    return shown(tx, id);
  });
}

/** Answers the organisation the case is about: a new one where it founds one. */
async function carryOut(tx: Ctx, row: rows.CaseRow, handOver: HandOver): Promise<string | null> {
  const facts = row.payload as Facts;
  const { documentNo, effectiveOn, regionCode } = row;
  const kind = row.kind as OfficeCaseKind;
  const power = facts.power as Power;
  if (kind === 'appoint') {
    const holder = row.organizationId ?? '';
    const until = await requireTerm(tx, power, regionCode, holder, effectiveOn);
    if (until !== null) await rows.endMandate(tx.db, power, regionCode, until);
    await rows.insertMandate(tx.db, {
      id: newId(tx, 'mandate'),
      organizationId: holder,
      power,
      regionCode,
      documentNo,
      validFrom: effectiveOn,
    });
    return holder;
  }
  if (kind === 'end_power') {
    await rows.endMandate(tx.db, power, regionCode, effectiveOn);
    return row.organizationId;
  }
  if (effectiveOn > today(tx)) throw refuse('offices.day_ahead', { day: effectiveOn });
  if (kind === 'found') {
    const uscc = facts.uscc ?? '';
    if (await rows.usccTaken(tx.db, uscc)) throw refuse('offices.uscc_taken', { uscc });
    const id = newId(tx, 'organization');
    await insertOrganization(tx.db, {
      id,
      uscc,
      name: facts.name ?? '',
      nameEn: facts.name_en ?? null,
      kind: 'agency',
      regionCode,
      level: levelOf(regionCode),
      contact: null,
      demo: false,
      createdAt: tx.clock.now(),
    });
    return id;
  }
  const agency = (await rows.organizationsOf(tx.db, [row.organizationId ?? ''])).get(row.organizationId ?? '');
  if (agency === undefined) throw refuse('offices.case_not_found');
  if (kind === 'rename') {
    const former = { id: newId(tx, 'organizationName'), until: addDays(effectiveOn, -1), documentNo };
    await rows.rename(tx.db, agency, { name: facts.name ?? agency.name, nameEn: facts.name_en ?? '' }, former);
    return agency.id;
  }
  const moves = movesOf(kind, facts);
  const to = moves === null ? null : await living(tx, moves.to);
  if (to !== null) requireReceiver(agency, to);
  if (kind !== 'hand_over') {
    const open = (await rows.countOpen(tx.db, agency.id, today(tx))).filter(
      ({ matter }) => matter !== 'entries' || moves === null,
    );
    if (open.length > 0) throw refuse('offices.open_matters', { count: open.reduce((sum, one) => sum + one.count, 0) });
  }
  if (moves !== null && to !== null) {
    if (kind === 'hand_over') await requireStanding(tx, agency.id, moves.codes);
    const how = { caseId: row.id, documentNo, effectiveOn };
    await handOver(tx, { ...how, fromId: agency.id, toId: to.id, codes: moves.codes });
    if (kind === 'hand_over') return agency.id;
  }
  const successors = await Promise.all(
    (facts.successors ?? '')
      .split(' ')
      .filter((uscc) => uscc !== '')
      .map((uscc) => living(tx, uscc)),
  );
  const end = { organizationId: agency.id, kind, endedOn: effectiveOn, documentNo };
  await rows.end(tx.db, { ...end, successorIds: successors.map((one) => one.id) }, tx.clock.now());
  return agency.id;
}
