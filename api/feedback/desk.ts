/** Requests at work: sorted by the information department of the region, answered by the agency. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import type { answerBody, assignBody, deskQuery, extendBody, forwardBody, mergeBody, returnBody } from './contract.ts';
import { getRequest, unknown } from './requests.ts';
import { answerFaults } from './rules/answer.ts';
import { onTime } from './rules/clock.ts';
import { refuse } from './rules/refusals.ts';
import { terms } from './rules/terms.ts';
import { dayDue, nextState, type Step, walk } from './steps.ts';
import * as store from './store.ts';
import { type RequestOut, showOne, showSummaries } from './view.ts';

/** Of a department the requests of its regions, of an agency those assigned to it; those that wait first, by day due. */
export async function listRequestDesk(ctx: Ctx, { state, page, page_size }: z.output<typeof deskQuery>) {
  const viewer = requireViewer(ctx.viewer);
  const regionCodes = viewer.powers
    .filter((held) => held.power === 'information_department')
    .map((held) => held.regionCode);
  const department = regionCodes.length > 0 && viewer.duties.includes('reviewer');
  if (!department) requireDuty(viewer, 'steward');
  const scope = { state, ...(department ? { regionCodes } : { agencyId: viewer.organization.id }) };
  const order = {
    sort: 'overdue',
    today: dayOf(ctx.clock.now()),
    skip: (page - 1) * page_size,
    take: page_size,
  } as const;
  const { ids, total } = await store.listRequestIds(ctx.db, scope, order);
  return { items: await showSummaries(ctx, await store.findRequests(ctx.db, ids)), total, page, page_size };
}

interface Seen {
  readonly revision: number;
}

/** Order of checks: signed in, exists, authorised, state, unchanged. */
async function step(
  ctx: Ctx,
  id: string,
  action: Step['action'],
  by: 'department' | 'agency',
  seen: Seen,
  body: (tx: Ctx, row: store.Request, note: (facts: Readonly<Record<string, string>>) => void) => Promise<void>,
): Promise<RequestOut> {
  const viewer = requireViewer(ctx.viewer);
  const { id: own } = await getRequest(ctx, id);
  return act(ctx, { action: `feedback.${action}`, subject: ['request_demand', own] }, async (tx, note) => {
    const row = await getRequest(tx, own);
    if (by === 'department') {
      if (!holdsPower(viewer, 'information_department', row.regionCode)) throw refuseAnywhere('auth.forbidden');
      requireDuty(viewer, 'reviewer');
    } else requireDuty(viewer, 'steward', row.agencyId ?? '');
    nextState(row, action);
    if (row.revision !== seen.revision) throw refuse('feedback.changed_meanwhile');
    await body(tx, row, note);
    return showOne(tx, await getRequest(tx, own));
  });
}

/** A new assignment starts a new clock; what the agency before it answered stays in the timeline. */
export async function assignRequest(ctx: Ctx, id: string, input: z.output<typeof assignBody>): Promise<RequestOut> {
  return step(ctx, id, 'assign', 'department', input, async (tx, row, note) => {
    const agency = await store.agencyBy(tx.db, input.agency);
    if (agency === null || agency.regionCode !== row.regionCode) throw unknown('agency', 'feedback.unknown_agency');
    const at = tx.clock.now();
    const due = await dayDue(tx, terms.answer, row.regionCode);
    const blank = { extendedAt: null, extensionReason: null, answeredAt: null, answer: null, holder: null };
    const data = { agencyId: agency.id, assignedAt: at, answerDueOn: due, sortedAt: row.sortedAt ?? at, ...blank };
    const facts = { due_on: due, agency: agency.id };
    await walk(tx, row, { action: 'assign', by: 'department', text: input.text ?? null, facts }, data);
    note({ agency: agency.id });
  });
}

export async function forwardRequest(ctx: Ctx, id: string, input: z.output<typeof forwardBody>): Promise<RequestOut> {
  return step(ctx, id, 'forward', 'department', input, async (tx, row, note) => {
    if (
      input.region_code === row.regionCode ||
      (await findHolder(tx, 'information_department', input.region_code)) === null
    )
      throw unknown('region_code', 'feedback.unknown_region');
    const due = await dayDue(tx, terms.triage, input.region_code);
    const facts = { due_on: due, from: row.regionCode, to: input.region_code };
    await walk(
      tx,
      row,
      { action: 'forward', by: 'department', text: input.text, facts },
      { regionCode: input.region_code, triageDueOn: due },
    );
    note({ region: input.region_code });
  });
}

export async function returnRequest(ctx: Ctx, id: string, input: z.output<typeof returnBody>): Promise<RequestOut> {
  return step(ctx, id, 'return', 'department', input, async (tx, row) => {
    const at = tx.clock.now();
    const data = { sortedAt: at, returnedReason: input.text, ...(input.hide ? { hiddenAt: at } : {}) };
    await walk(tx, row, { action: 'return', by: 'department', text: input.text }, data);
  });
}

/** The votes move along. Refuses `feedback.merge_itself`. */
export async function mergeRequest(ctx: Ctx, id: string, input: z.output<typeof mergeBody>): Promise<RequestOut> {
  return step(ctx, id, 'merge', 'department', input, async (tx, row, note) => {
    const into = await getRequest(tx, input.into);
    if (into.id === row.id || ['merged', 'returned', 'withdrawn'].includes(into.state))
      throw refuse('feedback.merge_itself');
    const data = { mergedIntoId: into.id, sortedAt: row.sortedAt ?? tx.clock.now() };
    await walk(tx, row, { action: 'merge', by: 'department', text: input.text, facts: { into: into.id } }, data);
    await store.copyVotes(tx.db, row.id, into.id);
    note({ into: into.id });
  });
}

export async function extendRequest(ctx: Ctx, id: string, input: z.output<typeof extendBody>): Promise<RequestOut> {
  return step(ctx, id, 'extend', 'agency', input, async (tx, row) => {
    if (row.extendedAt !== null) throw refuse('feedback.extended_once');
    const due = await dayDue(tx, terms.extension, row.regionCode, row.answerDueOn ?? dayOf(tx.clock.now()));
    const data = { answerDueOn: due, extendedAt: tx.clock.now(), extensionReason: input.text };
    await walk(tx, row, { action: 'extend', by: 'agency', text: input.text, facts: { due_on: due } }, data);
  });
}

/** Refuses `feedback.answer_incomplete`, `feedback.unknown_dataset`. Opening what was promised fulfils the promise. */
export async function answerRequest(ctx: Ctx, id: string, input: z.output<typeof answerBody>): Promise<RequestOut> {
  const { kind, text } = input;
  return step(ctx, id, kind, 'agency', input, async (tx, row, note) => {
    const at = tx.clock.now();
    const today = dayOf(at);
    const faults = answerFaults(input, today);
    if (faults.length > 0) throw refuse('feedback.answer_incomplete', { count: faults.length }, faults);
    const entry = await linked(tx, row, input);
    const first = row.answeredAt === null;
    const kept = row.state === 'promised' && kind === 'open' && row.promisedOn !== null;
    const due = kind === 'promise' ? (input.promised_on ?? null) : null;
    const facts = {
      ...(due === null ? {} : { due_on: due }),
      // Counted for punctuality: the first answer to an assignment, and whether a promise was kept.
      ...(first ? { on_time: onTime(at, row.answerDueOn) ?? true } : {}),
      ...(kept ? { kept: today <= (row.promisedOn ?? '') } : {}),
      ...(entry === null ? {} : { dataset: entry.code }),
    };
    const refused = kind === 'refuse';
    await walk(
      tx,
      row,
      { action: kind, by: 'agency', text, facts },
      {
        answer: text,
        answeredAt: row.answeredAt ?? at,
        promisedOn: due ?? row.promisedOn,
        legalBasis: refused ? (input.legal_basis ?? null) : null,
        remedy: refused ? (input.remedy ?? null) : null,
        holder: kind === 'not_held' ? (input.holder ?? null) : null,
        ...(entry === null ? {} : { entryId: entry.id }),
        ...(kind === 'open' ? { fulfilledAt: at } : {}),
      },
    );
    note({ kind, ...(entry === null ? {} : { dataset: entry.code }) });
  });
}

/** What is opened must be public; what is planned is the agency's own, public or not. */
async function linked(tx: Ctx, row: store.Request, { kind, dataset = '' }: z.output<typeof answerBody>) {
  if (dataset === '' || !['open', 'partly', 'promise'].includes(kind)) return null;
  const entry = await store.entryByCode(tx.db, dataset);
  const open = entry !== null && entry.publishedRevision !== null && entry.state !== 'withdrawn';
  if (open || (kind === 'promise' && entry?.providerId === row.agencyId)) return entry;
  const { zh, en } = refuse.table['feedback.unknown_dataset'];
  const say = (words: string) => words.replace('{{code}}', dataset);
  throw refuse('feedback.unknown_dataset', { code: dataset }, [{ path: 'dataset', zh: say(zh), en: say(en) }]);
}
