/** Data requests of those who take part: filed, found, voted for, withdrawn. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { requireImpersonal } from '#api/participants/rules/impersonal.ts';
import { requireParticipant } from '#api/participants/service.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import type { requestBody, requestQuery, similarOut } from './contract.ts';
import { share } from './rules/clock.ts';
import { votable } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { mostAlike } from './rules/similar.ts';
import { mostADay, terms } from './rules/terms.ts';
import { dayDue, walk, writeEvent } from './steps.ts';
import * as store from './store.ts';
import { type FiguresOut, type RequestOut, type RequestSummary, showAgency, showOne, showSummaries } from './view.ts';

/** Refuses `participants.personal_data`, `feedback.too_many`, `feedback.unknown_agency`, `feedback.unknown_region`. */
export async function fileRequest(ctx: Ctx, input: z.output<typeof requestBody>): Promise<RequestOut> {
  const taker = await requireParticipant(ctx);
  const { title, purpose, columns = null, period = null, place = null, query = null, theme, urgency } = input;
  const now = ctx.clock.now();
  requireImpersonal({ title, purpose, columns, period, place, query }, dayOf(now));
  if ((await store.countFiled(ctx.db, taker.id, new Date(now.getTime() - 86_400_000))) >= mostADay)
    throw refuse('feedback.too_many', { limit: mostADay });
  const { regionCode, wishedAgencyId } = await whoSorts(ctx, input);
  return act(ctx, { action: 'feedback.file', subject: ['request_demand', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'request_demand');
    const triageDueOn = await dayDue(tx, terms.triage, regionCode);
    await store.insertRequest(tx.db, {
      id,
      no: await nextNumber(tx, 'request_demand', 'XQ'),
      state: 'filed',
      ...{ title, purpose, columns, period, place, query, theme, urgency },
      ...{ regionCode, wishedAgencyId, triageDueOn },
      authorId: taker.id,
      authorOrganizationId: taker.organizationId,
      filedAt: now,
      updatedAt: now,
    });
    // Whoever asks is the first to want it.
    await store.insertVote(tx.db, id, taker.id, now);
    await writeEvent(tx, id, { action: 'file', by: 'author', facts: { due_on: triageDueOn } });
    note({ region: regionCode, theme, by: taker.id }, id);
    return showOne(tx, await getRequest(tx, id));
  });
}

async function whoSorts(ctx: Ctx, { agency, region_code }: z.output<typeof requestBody>) {
  const wished = agency === undefined || agency === '' ? null : await store.agencyBy(ctx.db, agency);
  if (wished === null && agency !== undefined && agency !== '') throw unknown('agency', 'feedback.unknown_agency');
  const asked = region_code === undefined || region_code === '' ? null : region_code;
  if (asked !== null && (await findHolder(ctx, 'information_department', asked)) === null)
    throw unknown('region_code', 'feedback.unknown_region');
  const own = wished === null ? null : await findHolder(ctx, 'information_department', wished.regionCode);
  const regionCode = own === null || wished === null ? (asked ?? provinceCode) : wished.regionCode;
  return { regionCode, wishedAgencyId: wished?.id ?? null };
}

export function unknown(path: string, code: 'feedback.unknown_agency' | 'feedback.unknown_region') {
  const { zh, en } = refuse.table[code];
  return refuse(code, {}, [{ path, zh, en }]);
}

export async function getRequest(ctx: Ctx, id: string): Promise<store.Request> {
  const row = await store.findRequest(ctx.db, id);
  if (row === null) throw refuse('feedback.request_not_found');
  return row;
}

export async function showRequest(ctx: Ctx, id: string): Promise<RequestOut> {
  return showOne(ctx, await getRequest(ctx, id));
}

export async function listRequests(ctx: Ctx, query: z.output<typeof requestQuery>) {
  const { state, theme, q, overdue, sort, page, page_size } = query;
  const agency = query.agency === undefined ? null : await store.agencyBy(ctx.db, query.agency);
  if (query.agency !== undefined && agency === null) return { items: [], total: 0, page, page_size };
  const scope = { state, theme, q, agencyId: agency?.id, overdue: overdue === '1' };
  const order = { sort, today: dayOf(ctx.clock.now()), skip: (page - 1) * page_size, take: page_size };
  const { ids, total } = await store.listRequestIds(ctx.db, scope, order);
  return { items: await showSummaries(ctx, await store.findRequests(ctx.db, ids)), total, page, page_size };
}

/** What is alike already: a vote for a request, or a dataset, serves better than one more request. */
export async function findSimilarRequests(ctx: Ctx, { title }: { title: string }): Promise<z.input<typeof similarOut>> {
  const alike = mostAlike(title, await store.titles(ctx.db, 2000));
  const rows = await store.findRequests(
    ctx.db,
    alike.map((one) => one.id),
  );
  const found = await search(ctx, searchQuery.parse({ q: title.slice(0, 200), page_size: '5' }));
  const hits = found.items.map(({ code, title: name, title_en, page }) => ({ code, title: name, title_en, page }));
  // The search wants every word of the title; likeness also finds what has most of them.
  const near = mostAlike(title, await store.datasetTitles(ctx.db, 5000)).map(({ code, title: name, titleEn }) => ({
    code,
    title: name,
    title_en: titleEn,
    page: `/datasets/${code}`,
  }));
  const known = new Set(hits.map((one) => one.code));
  const datasets = [...hits, ...near.filter((one) => !known.has(one.code))].slice(0, 5);
  return { requests: await showSummaries(ctx, rows), datasets };
}

async function vote(ctx: Ctx, id: string, action: 'vote' | 'unvote'): Promise<RequestOut> {
  const taker = await requireParticipant(ctx);
  const row = await getRequest(ctx, id);
  if (!votable.has(row.state)) throw refuse('feedback.not_votable');
  return act(ctx, { action: `feedback.${action}`, subject: ['request_demand', row.id] }, async (tx, note) => {
    if (action === 'vote') await store.insertVote(tx.db, row.id, taker.id, tx.clock.now());
    else await store.deleteVote(tx.db, row.id, taker.id);
    note({ by: taker.id });
    return showOne(tx, await getRequest(tx, row.id));
  });
}

/** Voting twice is voting once. */
export const voteForRequest = (ctx: Ctx, id: string): Promise<RequestOut> => vote(ctx, id, 'vote');
export const takeVoteBack = (ctx: Ctx, id: string): Promise<RequestOut> => vote(ctx, id, 'unvote');

export async function withdrawRequest(ctx: Ctx, id: string): Promise<RequestOut> {
  const taker = await requireParticipant(ctx);
  const row = await getRequest(ctx, id);
  if (row.authorId !== taker.id) throw refuse('feedback.not_yours');
  return act(ctx, { action: 'feedback.withdraw', subject: ['request_demand', row.id] }, async (tx) => {
    await walk(tx, row, { action: 'withdraw', by: 'author' });
    return showOne(tx, await getRequest(tx, row.id));
  });
}

/** The most wanted of those that wait, for the ranking of demand. */
export async function mostWanted(ctx: Ctx, take: number): Promise<RequestSummary[]> {
  const order = { sort: 'votes', today: dayOf(ctx.clock.now()), skip: 0, take: 200 } as const;
  const { ids } = await store.listRequestIds(ctx.db, {}, order);
  const rows = (await store.findRequests(ctx.db, ids)).filter((row) => votable.has(row.state));
  return showSummaries(ctx, rows.slice(0, take));
}

export async function showFeedbackFigures(ctx: Ctx): Promise<FiguresOut> {
  const today = dayOf(ctx.clock.now());
  const [counts, answers, corrections] = await Promise.all([
    store.countRequests(ctx.db),
    store.answersByAgency(ctx.db, today),
    store.correctionsByAgency(ctx.db, today),
  ]);
  const ids = [...new Set([...answers, ...corrections].map((row) => row.agencyId))];
  const agencies = await store.organizationsById(ctx.db, ids);
  const punctuality = (rows: readonly store.AgencyCount[]) => {
    const sum = (of: (row: store.AgencyCount) => number) => rows.reduce((all, row) => all + of(row), 0);
    const made = { answered: sum((r) => r.answered), on_time: sum((r) => r.onTime), overdue: sum((r) => r.overdue) };
    return { ...made, share: share(made) };
  };
  const promises = (rows: readonly store.AgencyCount[]) => rows.reduce((all, row) => all + row.promisesOverdue, 0);
  return {
    ...counts,
    answers: punctuality(answers),
    corrections: punctuality(corrections),
    promises_overdue: promises(answers),
    agencies: ids
      .flatMap((id) => {
        const agency = showAgency(agencies, id);
        const [a, c] = [answers, corrections].map((rows) => rows.filter((row) => row.agencyId === id));
        if (agency === null || a === undefined || c === undefined) return [];
        return [{ agency, answers: punctuality(a), corrections: punctuality(c), promises_overdue: promises(a) }];
      })
      .sort((a, b) => b.answers.overdue - a.answers.overdue || b.answers.answered - a.answers.answered),
  };
}
