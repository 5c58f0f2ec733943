/** What the owner of a product does about a changed source, and who sees it. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { offer } from '#api/products/rules/offer.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { withdrawProduct } from '#api/products/service.ts';
import { publicProduct } from '#api/products/sources.ts';
import type { NoticeAction, NoticeAnswer, NoticeKind } from '../rules/codes.ts';
import { sourceNoticeLifecycle } from '../rules/lifecycle.ts';
import { defaultAnswerDays, isSuccessor } from '../rules/notice.ts';
import { refuse } from '../rules/refusals.ts';
import type { noticeAnswer, noticeReturn, noticeShape, publicNotice } from './contract.ts';
import * as store from './store.ts';

export type NoticeOut = z.input<typeof noticeShape>;
export type PublicNotice = z.input<typeof publicNotice>;
type Side = 'developer' | 'agency';

interface Around {
  readonly entries: Awaited<ReturnType<typeof store.entriesBy>>;
  readonly products: Awaited<ReturnType<typeof store.productsBy>>;
  readonly names: ReadonlyMap<string, string>;
}

async function around(ctx: Ctx, rows: readonly store.NoticeRow[]): Promise<Around> {
  const organizations = rows.flatMap((row) => [
    row.developerId,
    row.agencyId,
    ...row.steps.flatMap((one) => one.organizationId ?? []),
  ]);
  return {
    entries: await store.entriesBy(
      ctx.db,
      rows.map((row) => row.entryId),
    ),
    products: await store.productsBy(
      ctx.db,
      rows.map((row) => row.productId),
    ),
    names: await store.namesOf(ctx.db, organizations),
  };
}

function publicly(row: store.NoticeRow, { entries }: Around): PublicNotice {
  const entry = entries.get(row.entryId);
  return {
    no: row.no,
    kind: row.kind as NoticeKind,
    state: row.state,
    resource_code: entry?.code ?? '',
    resource_name: entry?.title ?? '',
    happened_on: dayOf(row.happenedAt),
    reason: row.reason,
    used_version: row.usedVersion,
    new_version: row.newVersion,
    due_on: row.dueOn,
    overdue: row.overdueAt !== null,
    answer: row.answer as NoticeAnswer | null,
    words: row.words,
    successor_no: row.successorNo,
    answered_on: row.answeredAt === null ? null : dayOf(row.answeredAt),
  };
}

const sideOf = (row: { developerId: string; agencyId: string }, viewer: Viewer): Side | null =>
  viewer.organization.id === row.developerId ? 'developer' : viewer.organization.id === row.agencyId ? 'agency' : null;

/** Why this viewer cannot do it now; null when they can. */
function hindrance(row: store.NoticeRow, viewer: Viewer, action: 'answer' | 'return'): Refusal | null {
  if (edge(sourceNoticeLifecycle, row.state, action) === null) return refuse('market.wrong_state');
  const duties = action === 'answer' ? (['developer'] as const) : (['steward', 'licensing'] as const);
  return duties.some((duty) => viewer.duties.includes(duty)) ? null : refuseAnywhere('auth.forbidden');
}

function shown(ctx: Ctx, row: store.NoticeRow, facts: Around, viewer: Viewer): NoticeOut {
  const product = facts.products.get(row.productId);
  const today = dayOf(ctx.clock.now());
  const calendar = ctx.calendar();
  const loaded = Math.max(Number(row.dueOn.slice(0, 4)), Number(today.slice(0, 4))) <= calendar.lastYear;
  const action = sideOf(row, viewer) === 'developer' ? 'answer' : 'return';
  return {
    ...publicly(row, facts),
    id: row.id,
    revision: row.revision,
    product_no: product?.no ?? '',
    product_title: product?.title ?? '',
    product_state: product?.state ?? '',
    developer_name: facts.names.get(row.developerId) ?? '',
    agency_name: facts.names.get(row.agencyId) ?? '',
    deliveries: row.deliveries,
    days_left: row.state === 'open' && loaded ? calendar.workingDaysBetween(today, row.dueOn) : null,
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as NoticeAction,
      answer: one.answer as NoticeAnswer | null,
      words: one.words,
      successor_no: one.successorNo,
      organization: one.organizationId === null ? null : (facts.names.get(one.organizationId) ?? null),
      at: one.at.toISOString(),
    })),
    actions:
      edge(sourceNoticeLifecycle, row.state, action) === null ? [] : [offer(action, hindrance(row, viewer, action))],
  };
}

/** On the page of the product, for everybody; what was found right does not stand there. */
export async function listProductNotices(ctx: Ctx, no: string): Promise<{ items: PublicNotice[] }> {
  const product = await publicProduct(ctx.db, no);
  if (product === null) throw refuseProduct('products.not_found');
  const rows = (await store.noticesOfProduct(ctx.db, product.id)).filter((row) => row.state !== 'lapsed');
  const facts = await around(ctx, rows);
  return { items: rows.map((row) => publicly(row, facts)) };
}

export async function listSourceNotices(ctx: Ctx): Promise<{ items: NoticeOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.noticesSeenBy(ctx.db, { organizationId: viewer.organization.id });
  const facts = await around(ctx, rows);
  return { items: rows.map((row) => shown(ctx, row, facts, viewer)) };
}

export async function getSourceNotice(ctx: Ctx, id: string): Promise<NoticeOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findNotice(ctx.db, id);
  if (row === null || sideOf(row, viewer) === null) throw refuse('market.notice_not_found');
  return shown(ctx, row, await around(ctx, [row]), viewer);
}

interface Seen {
  readonly tx: Ctx;
  readonly row: store.NoticeRow;
  readonly viewer: Viewer;
}

/** One step at the revision that was seen, the notice locked. */
async function step(
  ctx: Ctx,
  id: string,
  action: 'answer' | 'return',
  revision: number,
  body: (seen: Seen) => Promise<{ data: Parameters<typeof store.updateNotice>[2]; step: object }>,
): Promise<NoticeOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `market.${action}_notice`, subject: ['source_notice', id] }, async (tx, note) => {
    const row = await store.lockNotice(tx.db, id);
    const side = row === null ? null : sideOf(row, viewer);
    if (row === null || side !== (action === 'answer' ? 'developer' : 'agency'))
      throw refuse(row === null || side === null ? 'market.notice_not_found' : 'market.wrong_state');
    const hindered = hindrance(row, viewer, action);
    if (hindered !== null) throw hindered;
    if (row.revision !== revision) throw refuse('market.changed_meanwhile');
    const { data, step } = await body({ tx, row, viewer });
    await store.updateNotice(tx.db, id, data);
    await store.insertStep(tx.db, {
      id: newId(tx, 'step'),
      noticeId: id,
      action: action === 'answer' ? 'answered' : 'returned',
      organizationId: viewer.organization.id,
      personId: viewer.personId,
      at: tx.clock.now(),
      ...step,
    });
    note({ no: row.no, ...(typeof data.answer === 'string' ? { answer: data.answer } : {}) });
    return getSourceNotice(tx, id);
  });
}

/** A later answer replaces the first on the page; the record keeps both. Taking off withdraws the product with it. */
export function answerSourceNotice(ctx: Ctx, id: string, input: z.output<typeof noticeAnswer>): Promise<NoticeOut> {
  return step(ctx, id, 'answer', input.revision, async ({ tx, row }) => {
    if (input.answer !== 'remade' && input.words === '') throw refuse('market.words_needed', {}, [fault('words')]);
    const product = (await store.productsBy(tx.db, [row.productId])).get(row.productId);
    if (product === undefined) throw refuse('market.notice_not_found');
    const successorNo = input.answer === 'remade' ? await successor(tx, row, product.no, input.successor_no) : null;
    if (input.answer === 'taken_off' && product.state === 'listed')
      await withdrawProduct(tx, row.productId, product.revision);
    const said = { answer: input.answer, words: input.words === '' ? null : input.words, successorNo };
    return { data: { ...said, state: 'answered', answeredAt: tx.clock.now() }, step: said };
  });
}

async function successor(tx: Ctx, row: store.NoticeRow, no: string, wanted: string): Promise<string> {
  const made = await publicProduct(tx.db, wanted.toUpperCase());
  const code = (await store.entriesBy(tx.db, [row.entryId])).get(row.entryId)?.code;
  const versions = made?.sources.filter((one) => one.resourceCode === code).map((one) => one.datasetVersion) ?? [];
  const old = { no, developerId: row.developerId, usedVersion: row.usedVersion };
  const facts = made === null ? null : { no: made.no, developerId: made.developerId, state: made.state, versions };
  if (made === null || !isSuccessor(old, facts)) throw refuse('market.successor_needed', {}, [fault('successor_no')]);
  return made.no;
}

/** The agency is not content with the answer: it says why, and the time runs anew. */
export function returnSourceNotice(ctx: Ctx, id: string, input: z.output<typeof noticeReturn>): Promise<NoticeOut> {
  return step(ctx, id, 'return', input.revision, async ({ tx, viewer }) => {
    if (input.words === '') throw refuse('market.words_needed', {}, [fault('words')]);
    const region = viewer.organization.regionCode;
    const days = await numberParameter(tx, 'market.source_answer_working_days', region, defaultAnswerDays);
    const dueOn = tx.calendar().addWorkingDays(dayOf(tx.clock.now()), days);
    const unanswered = { answer: null, words: null, successorNo: null, answeredAt: null, overdueAt: null };
    return { data: { ...unanswered, state: 'open', dueOn }, step: { words: input.words } };
  });
}

const fault = (path: 'words' | 'successor_no') => {
  const { zh, en } = refuse.table[path === 'words' ? 'market.words_needed' : 'market.successor_needed'];
  return { path, zh, en };
};
