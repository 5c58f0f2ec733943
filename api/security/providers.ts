/** Technical service providers: contract, access, yearly evaluation by one and confirmed by another, and what follows. */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { isUscc } from '#api/kernel/identifiers.ts';
import { edge, actions as openActions } from '#api/kernel/lifecycle.ts';
import { type Day, dayOf, isDay } from '#api/kernel/time.ts';
import { requireHandler, requireLater, requireOwn, requireSeen, scopeOf, whereOf } from './access.ts';
import type * as shapes from './desk-contract.ts';
import { sealPaper } from './paper.ts';
import * as store from './providers-store.ts';
import { names, people } from './roots-store.ts';
import { evaluationParts, gradeOf, type ProviderAction, type ProviderState, providerStates } from './rules/codes.ts';
import { providerLifecycle } from './rules/lifecycle.ts';
import { returnWorkingDays } from './rules/periods.ts';
import { refuse, wrongState } from './rules/refusals.ts';
import { evaluationPaper } from './template.ts';

type In<S extends z.ZodType> = z.output<S>;
export type ProviderOut = z.input<typeof shapes.providerShape>;
type Line = z.input<typeof shapes.providerLine>;

const inForce = (row: store.ProviderRow, day: Day) =>
  row.contracts.filter((one) => one.validFrom <= day && one.validTo >= day);

function line(row: store.ProviderRow, name: string): Line {
  const confirmed = row.evaluations.find((one) => one.confirmedAt !== null);
  const last = row.contracts
    .map((one) => one.validTo)
    .sort()
    .at(-1);
  return {
    id: row.id,
    no: row.no,
    name: row.name,
    uscc: row.uscc,
    organization: { id: row.organizationId, name },
    state: row.state as ProviderState,
    contract_to: last ?? null,
    grade: (confirmed?.grade as Line['grade']) ?? null,
    evaluated_year: confirmed?.year ?? null,
    due_on: row.dueOn,
  };
}

async function show(ctx: Ctx, row: store.ProviderRow): Promise<ProviderOut> {
  const unit = await names(ctx.db, [row.organizationId]);
  const who = await people(ctx.db, [
    ...row.evaluations.flatMap((one) => [one.evaluatedBy, one.confirmedBy]),
    ...row.steps.map((one) => one.personId),
  ]);
  const today = dayOf(ctx.clock.now());
  const own = ctx.viewer?.organization.id === row.organizationId;
  return {
    ...line(row, unit.get(row.organizationId) ?? ''),
    revision: row.revision,
    own,
    banned_until: row.bannedUntil,
    returned: row.returned,
    contracts: row.contracts.map((one) => ({
      id: one.id,
      no: one.no,
      title: one.title,
      scope: one.scope,
      access: one.access,
      duties: one.duties,
      sla: one.sla,
      onward: one.onward as 'forbidden' | 'with_consent',
      valid_from: one.validFrom,
      valid_to: one.validTo,
      in_force: one.validFrom <= today && one.validTo >= today,
    })),
    people: row.people.map((one) => ({
      id: one.id,
      name: one.name,
      role: one.role,
      access: one.access,
      valid_from: one.validFrom,
      valid_to: one.validTo,
      ended_at: one.endedAt?.toISOString() ?? null,
    })),
    evaluations: row.evaluations.map((one) => ({
      id: one.id,
      year: one.year,
      points: one.points as Record<string, number>,
      score: one.score,
      grade: one.grade as 'A' | 'B' | 'C' | 'D',
      words: one.words,
      evaluated_by: who.get(one.evaluatedBy) ?? '',
      confirmed_by: who.get(one.confirmedBy ?? '') ?? null,
      document_id: one.documentId,
    })),
    steps: row.steps.map((one) => ({
      id: one.id,
      action: one.action as ProviderAction,
      words: one.words,
      person: who.get(one.personId) ?? '',
      at: one.at.toISOString(),
    })),
    actions: own ? (openActions(providerLifecycle, row.state as ProviderState) as ProviderOut['actions']) : [],
  };
}

export async function listProviders(ctx: Ctx): Promise<{ items: Line[] }> {
  const { scope } = scopeOf(ctx);
  const rows = await store.listProviders(ctx.db, whereOf(scope));
  const units = await names(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  return { items: rows.map((row) => line(row, units.get(row.organizationId) ?? '')) };
}

export async function getProvider(ctx: Ctx, id: string): Promise<ProviderOut> {
  return show(ctx, requireSeen(ctx, await store.findProvider(ctx.db, id)));
}

export async function registerProvider(ctx: Ctx, input: In<typeof shapes.providerBody>): Promise<ProviderOut> {
  const { organization, personId } = requireHandler(ctx);
  const uscc = input.uscc.toUpperCase();
  if (!isUscc(uscc)) throw refuse('security.bad_uscc', { uscc });
  return act(ctx, { action: 'security.provider_register', subject: ['provider', uscc] }, async (tx, note) => {
    const now = tx.clock.now();
    const until = await store.bannedUntil(tx.db, organization.regionCode, uscc, dayOf(now));
    if (until !== null) throw refuse('security.banned', { until });
    if (await store.hasProvider(tx.db, organization.id, uscc)) throw refuse('security.provider_exists');
    const id = newId(tx, 'provider');
    const no = await nextNumber(tx, 'provider', 'FW');
    await store.insertProvider(tx.db, {
      id,
      no,
      organizationId: organization.id,
      regionCode: organization.regionCode,
      name: input.name,
      uscc,
      state: 'active',
      revision: 1,
      createdBy: personId,
      createdAt: now,
    });
    const step = { id: newId(tx, 'step'), providerId: id, revision: 1, personId, at: now };
    await store.insertStep(tx.db, {
      ...step,
      action: 'register',
      fromState: 'active',
      toState: 'active',
      words: input.name,
    });
    note({ no, uscc }, id);
    return getProvider(tx, id);
  });
}

interface Work {
  readonly tx: Ctx;
  readonly row: store.ProviderRow;
  readonly viewer: Viewer;
  readonly today: Day;
  readonly note: Note;
}

async function work(ctx: Ctx, id: string, verb: string, body: (work: Work) => Promise<void>): Promise<ProviderOut> {
  return act(ctx, { action: `security.provider_${verb}`, subject: ['provider', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.lockProvider(tx.db, id));
    note({ no: row.no });
    await body({ tx, row, viewer, today: dayOf(tx.clock.now()), note });
    return getProvider(tx, id);
  });
}

/** Nothing new for a provider that was ended or banned. */
function requireServing(row: store.ProviderRow): void {
  if (row.state === 'ended' || row.state === 'banned') throw wrongState(providerStates.words[row.state]);
}

export const enterContract = (ctx: Ctx, id: string, input: In<typeof shapes.contractBody>) =>
  work(ctx, id, 'contract', async ({ tx, row, viewer, note }) => {
    requireServing(row);
    if (!isDay(input.valid_from)) throw refuse('security.bad_day');
    requireLater(input.valid_to, input.valid_from);
    if (row.contracts.some((one) => one.no === input.no)) throw refuse('security.contract_exists', { no: input.no });
    const { valid_from: validFrom, valid_to: validTo, ...rest } = input;
    const made = { id: newId(tx, 'step'), providerId: id, enteredBy: viewer.personId, enteredAt: tx.clock.now() };
    await store.insertContract(tx.db, { ...made, ...rest, validFrom, validTo });
    note({ contract: input.no, to: validTo });
  });

export const admitPerson = (ctx: Ctx, id: string, input: In<typeof shapes.providerPersonBody>) =>
  work(ctx, id, 'admit', async ({ tx, row, today }) => {
    requireServing(row);
    if (row.state === 'suspended') throw wrongState(providerStates.words.suspended);
    const contract = inForce(row, today).sort((a, b) => b.validTo.localeCompare(a.validTo))[0];
    if (contract === undefined) throw refuse('security.no_contract');
    if (!isDay(input.valid_from)) throw refuse('security.bad_day');
    requireLater(input.valid_to, input.valid_from);
    // Access ends with the contract that it serves.
    const validTo = input.valid_to > contract.validTo ? contract.validTo : input.valid_to;
    const { name, role, access, valid_from: validFrom } = input;
    await store.insertPerson(tx.db, { id: newId(tx, 'step'), providerId: id, name, role, access, validFrom, validTo });
  });

export const endPerson = (ctx: Ctx, id: string, { person }: { readonly person: string }) =>
  work(ctx, id, 'end_person', async ({ tx, viewer }) => {
    if ((await store.endPeople(tx.db, id, viewer.personId, tx.clock.now(), person)) === 0)
      throw refuse('security.not_found');
  });

export const evaluateProvider = (ctx: Ctx, id: string, input: In<typeof shapes.evaluationBody>) =>
  work(ctx, id, 'evaluate', async ({ tx, row, viewer, today, note }) => {
    const year = Number(today.slice(0, 4));
    if (input.year !== year && input.year !== year - 1) throw refuse('security.year_not_over', { year: input.year });
    if (row.evaluations.some((one) => one.year === input.year))
      throw refuse('security.evaluated', { year: input.year });
    const served = row.contracts.some(
      (one) => one.validFrom <= `${input.year}-12-31` && one.validTo >= `${input.year}-01-01`,
    );
    if (!served) throw refuse('security.no_contract');
    const score = evaluationParts.codes.reduce((sum, part) => sum + input.points[part], 0);
    const grade = gradeOf(score);
    await store.insertEvaluation(tx.db, {
      id: newId(tx, 'step'),
      providerId: id,
      year: input.year,
      points: { ...input.points },
      score,
      grade,
      words: input.words,
      evaluatedBy: viewer.personId,
      evaluatedAt: tx.clock.now(),
    });
    note({ year: input.year, score, grade });
  });

export const confirmEvaluation = (ctx: Ctx, id: string, { evaluation }: { readonly evaluation: string }) =>
  work(ctx, id, 'confirm_evaluation', async ({ tx, row, viewer, note }) => {
    const found = row.evaluations.find((one) => one.id === evaluation && one.confirmedAt === null);
    if (found === undefined) throw refuse('security.not_found');
    if (found.evaluatedBy === viewer.personId || !viewer.duties.includes('signatory'))
      throw refuse('security.two_people');
    const no = await nextNumber(tx, 'provider_evaluation', 'PJ');
    const made = await sealPaper(tx, {
      kind: 'provider_evaluation',
      no,
      subject: ['provider', id],
      organizationId: row.organizationId,
      ...evaluationPaper(await show(tx, row), found.id),
    });
    const confirmed = { confirmedBy: viewer.personId, confirmedAt: tx.clock.now(), documentId: made.id };
    await store.confirmEvaluation(tx.db, evaluation, confirmed);
    note({ year: found.year, grade: found.grade, document: made.id });
  });

/** One measure under the lock; a term is given where the measure has one. */
export const measureProvider = (ctx: Ctx, id: string, input: In<typeof shapes.measureBody>) =>
  work(ctx, id, input.action, async ({ tx, row, viewer, today, note }) => {
    const { action, revision, until, words } = input;
    const state = row.state as ProviderState;
    const to = edge(providerLifecycle, state, action)?.to;
    if (to === undefined) throw wrongState(providerStates.words[state]);
    if (row.revision !== revision) throw refuse('security.changed_meanwhile', { revision: row.revision });
    const at = tx.clock.now();
    if (action === 'rectify' || action === 'ban') requireLater(until ?? '', today);
    // A ban of its term is over by itself; nobody lifts it before.
    if (action === 'resume' && row.bannedUntil !== null && row.bannedUntil >= today)
      throw refuse('security.banned', { until: row.bannedUntil });
    if (action === 'suspend' || action === 'end' || action === 'ban')
      note({ access_ended: await store.endPeople(tx.db, id, viewer.personId, at) });
    const returnBy = until !== null && until > today ? until : tx.calendar().addWorkingDays(today, returnWorkingDays);
    await store.updateProvider(tx.db, id, {
      state: to,
      revision: revision + 1,
      ...(action === 'rectify' ? { dueOn: until } : {}),
      ...(action === 'resume' ? { dueOn: null, bannedUntil: null } : {}),
      ...(action === 'end' ? { dueOn: returnBy } : {}),
      ...(action === 'ban' ? { bannedUntil: until } : {}),
      ...(action === 'confirm_return' ? { returned: words, returnedAt: at, dueOn: null } : {}),
    });
    const step = { id: newId(tx, 'step'), providerId: id, revision: revision + 1, personId: viewer.personId, at };
    await store.insertStep(tx.db, { ...step, action, fromState: state, toState: to, words });
    note({ from: state, to });
  });
