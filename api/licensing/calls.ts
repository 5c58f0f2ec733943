/** Public calls: drawn up by the agency, consented to by the government where it authorises, open to everyone. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { can, edge } from '#api/kernel/lifecycle.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import type { callOut, callShape, closeCallShape, openCallShape, saveCallShape } from './call-contract.ts';
import * as store from './call-store.ts';
import type { governmentShape } from './case-contract.ts';
import { callDays } from './parameters.ts';
import { bilingual } from './rules/bilingual.ts';
import { callLifecycle } from './rules/call-lifecycle.ts';
import { type AuthorizationKind, authorizationKinds } from './rules/codes.ts';
import { type CallMethod, type CallState, callStates } from './rules/kind-codes.ts';
import { paperFaults, refuse } from './rules/kind-refusals.ts';
import { datasetsFault } from './rules/material.ts';
import { procedures } from './rules/procedures.ts';
import { refuse as refuseCase } from './rules/refusals.ts';
import { findDatasets } from './store.ts';

export type CallOut = z.input<typeof callOut>;
type In<S extends z.ZodType> = z.output<S>;
const stateOf = (row: store.CallRow) => row.state as CallState;

function show(ctx: Ctx, row: store.CallRow): CallOut {
  const today = dayOf(ctx.clock.now());
  const { viewer } = ctx;
  const own = viewer?.organization.id === row.agencyId;
  const authority =
    holdsPower(viewer, 'information_department', row.regionCode) && viewer?.duties.includes('reviewer') === true;
  const inside = own || authority;
  const state = stateOf(row);
  const handles = own && viewer?.duties.includes('licensing') === true;
  const verbs = { save: handles, submit: handles, open: handles, close: handles, cancel: handles, record: authority };
  const known = { save: 'save', submit: 'submit', open: 'open', close: 'close', cancel: 'cancel', record: 'consent' };
  const operator = row.kind === 'authorized_operation';
  return {
    id: row.id,
    no: row.no,
    kind: row.kind,
    method: row.method as CallMethod,
    direct_reason: row.directReason,
    state,
    revision: row.revision,
    title: row.title,
    words: row.words,
    plan: row.plan,
    plan_sha256: row.planSha256,
    term_years: row.termYears,
    agency: row.agency,
    region_code: row.regionCode,
    datasets: row.resources.map(({ entry }) => ({ entry_id: entry.id, code: entry.code, title: entry.title })),
    opens_on: row.opensOn,
    closes_on: row.closesOn,
    takes_applications: takes(row, today),
    closed_reason: row.closedReason,
    decisions: row.decisions.map((one) => ({
      stage: one.stage as 'plan' | 'award',
      outcome: one.outcome as 'consent' | 'return',
      government: one.government,
      document_no: one.documentNo,
      decided_on: one.decidedOn,
      words: one.words,
    })),
    applications: row.applications
      .filter((one) => inside || one.publicNotice !== null || one.state === 'certified')
      .map((one) => ({
        id: inside || one.developerId === viewer?.organization.id ? one.id : null,
        developer: one.developer.name,
        state: one.state,
        notice:
          one.publicNotice === null
            ? null
            : { words: one.publicNotice.words, from: one.publicNotice.fromDay, to: one.publicNotice.toDay },
      })),
    updated_at: row.updatedAt.toISOString(),
    can: (Object.keys(verbs) as (keyof typeof verbs)[]).filter(
      (verb) =>
        verbs[verb] &&
        can(callLifecycle, state, known[verb]) &&
        // A cooperation needs no government; an operator's call opens after its consent only.
        !(verb === 'submit' && !operator) &&
        !(verb === 'open' && operator && state === 'drafting'),
    ),
  };
}

function takes(row: store.CallRow, today: string): boolean {
  return (
    row.state === 'open' &&
    row.opensOn !== null &&
    row.closesOn !== null &&
    today >= row.opensOn &&
    today <= row.closesOn
  );
}

export async function listCalls(ctx: Ctx) {
  return { items: (await store.listPublicCalls(ctx.db)).map((row) => show(ctx, row)) };
}

export async function listDeskCalls(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const regions = viewer.duties.includes('reviewer')
    ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];
  return { items: (await store.listDeskCalls(ctx.db, viewer.organization.id, regions)).map((row) => show(ctx, row)) };
}

/** What is not public yet exists for the agency and the authority of its region only. */
export async function getCall(ctx: Ctx, id: string): Promise<CallOut> {
  const row = await store.findCall(ctx.db, id);
  if (row === null) throw refuse('licensing.call_not_found');
  const open = row.state === 'open' || row.state === 'closed';
  const inside =
    ctx.viewer?.organization.id === row.agencyId ||
    (row.state !== 'drafting' && holdsPower(ctx.viewer, 'information_department', row.regionCode));
  if (!open && !inside) throw refuse('licensing.call_not_found');
  return show(ctx, row);
}

async function entriesOf(tx: Ctx, codes: readonly string[], agencyId: string): Promise<string[]> {
  if (codes.length === 0) return [];
  const found = await findDatasets(tx.db, [...new Set(codes)]);
  const fault = datasetsFault(codes, found);
  if (fault !== null) throw fault;
  const strange = found.find((one) => one.providerId !== agencyId);
  if (strange !== undefined) throw refuseCase('licensing.dataset_unknown', { code: strange.code });
  return found.map((one) => one.entryId);
}

export async function draftCall(ctx: Ctx, input: In<typeof callShape>): Promise<CallOut> {
  const viewer = requireDuty(ctx.viewer, 'licensing');
  if (procedures[input.kind].call === 'none') throw refuse('licensing.call_other_kind');
  return act(ctx, { action: 'licensing.draft_call', subject: ['licensing_call', 'new'] }, async (tx, note) => {
    const entryIds = await entriesOf(tx, input.datasets, viewer.organization.id);
    const id = newId(tx, 'licensing_call');
    const no = await nextNumber(tx, 'licensing_call', 'ZJ');
    const at = tx.clock.now();
    await store.insertCall(
      tx.db,
      {
        id,
        no,
        kind: input.kind,
        state: 'drafting',
        revision: 1,
        ...columns(input),
        agencyId: viewer.organization.id,
        regionCode: viewer.organization.regionCode,
        createdBy: viewer.personId,
        createdAt: at,
        updatedAt: at,
      },
      entryIds,
    );
    note({ no, kind: input.kind }, id);
    return reread(tx, id);
  });
}

const columns = (input: Omit<In<typeof callShape>, 'kind' | 'datasets'>) => ({
  method: input.method,
  directReason: input.direct_reason === '' ? null : input.direct_reason,
  title: input.title,
  words: input.words,
  plan: input.plan,
  termYears: input.term_years,
});

async function reread(tx: Ctx, id: string): Promise<CallOut> {
  const row = await store.findCall(tx.db, id);
  if (row === null) throw refuse('licensing.call_not_found');
  return show(tx, row);
}

type Moved = Parameters<typeof store.updateCall>[3];

async function move(
  ctx: Ctx,
  id: string,
  verb: string,
  body: (tx: Ctx, row: store.CallRow) => Promise<Moved> | Moved,
): Promise<CallOut> {
  const viewer = requireViewer(ctx.viewer);
  const recording = verb === 'consent' || verb === 'return';
  const event = edge(callLifecycle, 'drafting', verb)?.event ?? 'licensing.record_decision';
  return act(ctx, { action: event, subject: ['licensing_call', id] }, async (tx, note) => {
    const row = await store.lockCall(tx.db, id);
    if (row === null) throw refuse('licensing.call_not_found');
    const own = row.agencyId === viewer.organization.id;
    const authority = row.state !== 'drafting' && holdsPower(viewer, 'information_department', row.regionCode);
    if (!own && !authority) throw refuse('licensing.call_not_found');
    const may = recording
      ? authority && viewer.duties.includes('reviewer')
      : own && viewer.duties.includes('licensing');
    if (!may) throw refuseAnywhere('auth.forbidden');
    const to = edge(callLifecycle, stateOf(row), verb)?.to;
    if (to === undefined) throw refuse('licensing.call_state', bilingual('state', callStates.words[stateOf(row)]));
    const changes = await body(tx, row);
    if (!(await store.updateCall(tx.db, id, row.revision, { ...changes, state: to, updatedAt: tx.clock.now() })))
      throw refuse('licensing.call_changed', { revision: row.revision });
    note({ no: row.no, from: row.state, to });
    return reread(tx, id);
  });
}

export async function saveCall(ctx: Ctx, id: string, input: In<typeof saveCallShape>): Promise<CallOut> {
  return move(ctx, id, 'save', async (tx, row) => {
    if (row.revision !== input.revision) throw refuse('licensing.call_changed', { revision: row.revision });
    await store.replaceCallResources(tx.db, id, await entriesOf(tx, input.datasets, row.agencyId));
    return columns(input);
  });
}

/** Everything a call lacks before it goes to the government or out to the public. */
function requireWhole(row: store.CallRow): void {
  const operator = row.kind === 'authorized_operation';
  const direct = row.method === 'direct';
  const lacks: (keyof typeof paperFaults)[] = [];
  if (row.title === '') lacks.push('title');
  if (row.words === '') lacks.push('words');
  if (operator && row.plan === '') lacks.push('plan');
  if (direct && !operator) lacks.push('direct_method');
  if (direct && row.directReason === null) lacks.push('direct_reason');
  if (row.resources.length === 0) lacks.push('datasets');
  const faults = lacks.map((key): FieldFault => ({ path: key, zh: paperFaults[key][0], en: paperFaults[key][1] }));
  if (faults.length > 0) throw refuse('licensing.call_incomplete', { count: faults.length }, faults);
}

/** The plan as it went to the government is kept by its hash. */
export async function submitCall(ctx: Ctx, id: string): Promise<CallOut> {
  return move(ctx, id, 'submit', (_tx, row) => {
    if (row.kind !== 'authorized_operation')
      throw refuse('licensing.call_state', bilingual('state', callStates.words[stateOf(row)]));
    requireWhole(row);
    return { planSha256: createHash('sha256').update(row.plan).digest('hex') };
  });
}

export async function recordPlanDecision(ctx: Ctx, id: string, input: In<typeof governmentShape>): Promise<CallOut> {
  return move(ctx, id, input.outcome, async (tx) => {
    const viewer = requireViewer(tx.viewer);
    if (!isDay(input.decided_on) || input.decided_on > dayOf(tx.clock.now()))
      throw refuse('licensing.document_day', { day: input.decided_on });
    await store.insertDecision(tx.db, {
      id: newId(tx, 'government_decision'),
      callId: id,
      stage: 'plan',
      outcome: input.outcome,
      government: input.government,
      documentNo: input.document_no,
      decidedOn: input.decided_on,
      words: input.words,
      recordedBy: viewer.personId,
      organizationId: viewer.organization.id,
      at: tx.clock.now(),
    });
    return {};
  });
}

export async function openCall(ctx: Ctx, id: string, input: In<typeof openCallShape>): Promise<CallOut> {
  return move(ctx, id, 'open', async (tx, row) => {
    if (row.kind === 'authorized_operation' && row.state !== 'approved') throw refuse('licensing.government_first');
    requireWhole(row);
    const today = dayOf(tx.clock.now());
    const days = await callDays(tx, row.regionCode);
    // Who is chosen directly is not waited for in public.
    const first = row.method === 'direct' ? today : tx.calendar().addWorkingDays(today, days);
    if (!isDay(input.closes_on) || input.closes_on < first) throw refuse('licensing.call_days', { days, first });
    return { opensOn: today, closesOn: input.closes_on };
  });
}

export const closeCall = (ctx: Ctx, id: string, input: In<typeof closeCallShape>): Promise<CallOut> =>
  move(ctx, id, 'close', () => ({ closedReason: input.reason === '' ? null : input.reason }));
export const cancelCall = (ctx: Ctx, id: string, input: In<typeof closeCallShape>): Promise<CallOut> =>
  move(ctx, id, 'cancel', () => ({ closedReason: input.reason === '' ? null : input.reason }));

/** The call that an application of a kind answers, or null where it answers none; refused when it may not. */
export async function callFor(
  ctx: Ctx,
  kind: AuthorizationKind,
  idOrNo: string,
  datasets: readonly string[],
): Promise<{ id: string } | null> {
  const wanted = procedures[kind].call;
  if (idOrNo === '') {
    if (wanted === 'required') throw refuse('licensing.call_needed');
    return null;
  }
  const row = await store.findCall(ctx.db, idOrNo);
  if (row === null || !['open', 'closed'].includes(row.state)) throw refuse('licensing.call_not_found');
  if (row.kind !== kind)
    throw refuse('licensing.call_kind', { no: row.no, ...bilingual('kind', authorizationKinds.words[row.kind]) });
  if (!takes(row, dayOf(ctx.clock.now())))
    throw refuse('licensing.call_closed', { no: row.no, from: row.opensOn ?? '-', to: row.closesOn ?? '-' });
  const codes = new Set(row.resources.map(({ entry }) => entry.code));
  if (datasets.some((code) => !codes.has(code))) throw refuse('licensing.call_datasets', { no: row.no });
  return { id: row.id };
}
