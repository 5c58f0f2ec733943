/** Requests as they go over the wire. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { actions as edges } from '#api/kernel/lifecycle.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { participantOf, publicNames } from '#api/participants/service.ts';
import type { figuresOut, requestOut, requestSummary } from './contract.ts';
import { dueOn, isOverdue, onTime } from './rules/clock.ts';
import { type RequestAction, requestActions } from './rules/codes.ts';
import { requestLifecycle, votable } from './rules/lifecycle.ts';
import * as store from './store.ts';

export type RequestOut = z.input<typeof requestOut>;
export type RequestSummary = z.input<typeof requestSummary>;
export type FiguresOut = z.input<typeof figuresOut>;

type Organizations = Awaited<ReturnType<typeof store.organizationsById>>;

export function showAgency(found: Organizations, id: string | null) {
  const one = id === null ? undefined : found.get(id);
  return one === undefined ? null : { id: one.id, uscc: one.uscc, name: one.name, name_en: one.nameEn };
}

/** Working days from today to the day due; negative when late, null where the calendar ends. */
export function daysLeft(ctx: Ctx, today: Day, due: Day | null): number | null {
  if (due === null) return null;
  const calendar = ctx.calendar();
  const years = [today, due].map((day) => Number(day.slice(0, 4)));
  if (years.some((year) => year > calendar.lastYear || year < calendar.firstYear)) return null;
  return calendar.workingDaysBetween(today, due);
}

export function showEntry(entry: store.EntryFacts | undefined) {
  if (entry === undefined) return null;
  return {
    id: entry.id,
    code: entry.code,
    title: entry.title,
    title_en: entry.search?.titleEn ?? null,
    published: entry.publishedRevision !== null && entry.state !== 'withdrawn',
  };
}

export async function showSummaries(ctx: Ctx, rows: readonly store.Request[]): Promise<RequestSummary[]> {
  const agencies = await store.organizationsById(
    ctx.db,
    rows.map((row) => row.agencyId),
  );
  const today = dayOf(ctx.clock.now());
  return rows.map((row) => summary(ctx, row, agencies, today));
}

function summary(ctx: Ctx, row: store.Request, agencies: Organizations, today: Day): RequestSummary {
  const hidden = row.hiddenAt !== null;
  const due = dueOn(row);
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    title: hidden ? '' : row.title,
    theme: row.theme as RequestSummary['theme'],
    urgency: row.urgency as RequestSummary['urgency'],
    region_code: row.regionCode,
    agency: showAgency(agencies, row.agencyId),
    votes: row.votes,
    filed_at: row.filedAt.toISOString(),
    answered_at: row.answeredAt?.toISOString() ?? null,
    due_on: due,
    days_left: daysLeft(ctx, today, due),
    overdue: isOverdue(row, today),
    hidden,
  };
}

/** What the viewer may do with a request in its state; the services ask the same. */
export function allowed(ctx: Ctx, row: store.Request, takerId: string | null): RequestAction[] {
  const { viewer } = ctx;
  const department =
    holdsPower(viewer, 'information_department', row.regionCode) && viewer?.duties.includes('reviewer');
  const agency = row.agencyId !== null && viewer?.organization.id === row.agencyId && viewer.duties.includes('steward');
  const sorts = new Set<string>(['assign', 'forward', 'return', 'merge']);
  return edges(requestLifecycle, row.state).filter((action): action is RequestAction => {
    if (!requestActions.is(action)) return false;
    if (action === 'withdraw') return takerId !== null && row.authorId === takerId;
    if (sorts.has(action)) return department === true;
    return agency === true && !(action === 'extend' && row.extendedAt !== null);
  });
}

export async function showOne(ctx: Ctx, row: store.Request): Promise<RequestOut> {
  const [events, taker] = await Promise.all([store.listEvents(ctx.db, row.id), participantOf(ctx)]);
  const organizations = await store.organizationsById(ctx.db, [
    row.agencyId,
    row.wishedAgencyId,
    ...events.map((event) => event.organizationId),
  ]);
  const author = { id: row.authorId, organizationId: row.authorOrganizationId };
  const [name_zh, name_en] = (await publicNames(ctx, [author])).get(row.authorId) ?? ['', ''];
  const entry = row.entryId === null ? undefined : (await store.entriesById(ctx.db, [row.entryId])).get(row.entryId);
  const dataset = showEntry(entry);
  const merged = row.mergedIntoId === null ? null : await store.findRequest(ctx.db, row.mergedIntoId);
  const today = dayOf(ctx.clock.now());
  const hidden = row.hiddenAt !== null;
  const kept = (text: string | null) => (hidden ? null : text);
  // A planned dataset that is not public yet is its agency's alone.
  const own = ctx.viewer?.organization.id === row.agencyId;
  return {
    ...summary(ctx, row, organizations, today),
    purpose: hidden ? '' : row.purpose,
    columns: kept(row.columns),
    period: kept(row.period),
    place: kept(row.place),
    query: kept(row.query),
    wished_agency: showAgency(organizations, row.wishedAgencyId),
    author_zh: name_zh,
    author_en: name_en,
    mine: taker !== null && taker.id === row.authorId,
    voted: taker !== null && (await store.hasVoted(ctx.db, row.id, taker.id)),
    votable: votable.has(row.state),
    answered_on_time: onTime(row.answeredAt, row.answerDueOn),
    answer: row.answer,
    legal_basis: row.legalBasis,
    remedy: row.remedy,
    holder: row.holder,
    promised_on: row.promisedOn,
    fulfilled_at: row.fulfilledAt?.toISOString() ?? null,
    extended: row.extendedAt !== null,
    dataset: dataset !== null && (dataset.published || own) ? dataset : null,
    merged_into: merged === null ? null : { id: merged.id, no: merged.no, title: merged.title },
    returned_reason: row.returnedReason,
    revision: row.revision,
    actions: allowed(ctx, row, taker?.id ?? null),
    events: events.map((event) => ({
      id: event.id,
      action: event.action,
      by: event.by,
      organization: showAgency(organizations, event.organizationId),
      text: event.text,
      due_on: typeof event.facts.due_on === 'string' ? event.facts.due_on : null,
      at: event.at.toISOString(),
    })),
  };
}
