/** The desk of trades (Caizi [2024] No. 1): a clue is looked into, the owner is heard, a person decides; meanwhile a payout waits. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { tell } from '../people.ts';
import { deskRegions } from '../relations/service.ts';
import { sheet } from '../rules/csv.ts';
import { clueSheetHeads, tradeClueKinds, tradeClueStates } from '../rules/dealing-codes.ts';
import { tradeClueLifecycle } from '../rules/dealing-lifecycle.ts';
import { refuseDealing as refuse } from '../rules/dealing-refusals.ts';
import type {
  answeringTrade,
  askingTrade,
  clueFilter,
  dealingOperations,
  decidingTrade,
  tradeReviewShape,
} from './contract.ts';
import * as store from './store.ts';
import {
  defaultAnswerDays,
  hindrance,
  isParty,
  lineOf,
  type Side,
  shown,
  sideOf,
  type TradeClueLine,
  type TradeClueOut,
  type Verb,
  wrongState,
} from './view.ts';

export const tradeCluePath = (id: string): string => `/w/trade-clues/${id}`;

type Filter = z.output<typeof clueFilter>;

function wantedBy(viewer: Viewer, { state, kind }: Filter): store.Wanted {
  const states =
    state === undefined ? null : state === 'waiting' ? (['open', 'asked', 'answered'] as const) : ([state] as const);
  const asked = { states, kind: kind ?? null };
  const regions = [...deskRegions(viewer), ...auditReach(viewer)];
  if (regions.length > 0) return { regions, ownerId: null, ...asked };
  if (viewer.organization.kind !== 'enterprise') throw refuseAnywhere('auth.forbidden');
  return { regions: null, ownerId: viewer.organization.id, ...asked };
}

async function linesOf(ctx: Ctx, rows: readonly store.ClueRow[]): Promise<TradeClueLine[]> {
  const sales = await store.salesBy(
    ctx.db,
    rows.map((row) => row.orderId),
  );
  return rows.flatMap((row) => {
    const sale = sales.get(row.orderId);
    return sale === undefined ? [] : [lineOf(ctx, row, sale)];
  });
}

export async function listTradeClues(ctx: Ctx, query: z.output<(typeof dealingOperations.listTradeClues)['query']>) {
  const wanted = wantedBy(requireViewer(ctx.viewer), query);
  const { page, page_size } = query;
  const { total, rows } = await store.listClues(ctx.db, wanted, (page - 1) * page_size, page_size);
  return { items: await linesOf(ctx, rows), total, page, page_size };
}

/** Most lines of a sheet; a region has a handful a month. */
const mostLines = 10_000;

export async function exportTradeClues(ctx: Ctx, query: Filter): Promise<{ name: string; text: string }> {
  const viewer = requireViewer(ctx.viewer);
  const { rows } = await store.listClues(ctx.db, wantedBy(viewer, query), 0, mostLines);
  const words = new Map(rows.map((row) => [row.id, row.words ?? '']));
  const lines = await linesOf(ctx, rows);
  const text = sheet([
    Object.values(clueSheetHeads).map((head) => inLocale(head, ctx.locale)),
    ...lines.map((one) => [
      one.no,
      tradeClueKinds.label(one.kind, ctx.locale),
      tradeClueStates.label(one.state, ctx.locale),
      one.order_no,
      one.product_no,
      one.buyer.name,
      one.owner.name,
      yuan(one.amount_fen),
      one.paid_on,
      one.found_at,
      one.decided_at ?? '',
      words.get(one.id) ?? '',
    ]),
  ]);
  return { name: `trade-clues-${dayOf(ctx.clock.now())}.csv`, text };
}

const yuan = (digits: string): string => {
  const text = digits.padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

interface Seen {
  readonly row: store.ClueRow;
  readonly sale: store.SaleRow;
  readonly viewer: Viewer;
  readonly side: Side;
}

async function seen(ctx: Ctx, row: store.ClueRow | null): Promise<Seen> {
  const viewer = requireViewer(ctx.viewer);
  const sale = row === null ? null : await store.findSale(ctx.db, row.orderId);
  const side = row === null || sale === null ? null : sideOf(viewer, row, sale);
  if (row === null || sale === null || side === null) throw refuse('market.trade_clue_not_found');
  return { row, sale, viewer, side };
}

export async function getTradeClue(ctx: Ctx, id: string): Promise<TradeClueOut> {
  const found = await seen(ctx, await store.findClue(ctx.db, id));
  return shown(ctx, found.row, found.sale, found);
}

interface Done {
  readonly data: Parameters<typeof store.saveClue>[2];
  readonly action: 'asked' | 'answered' | 'confirmed' | 'dismissed';
}

/** One step of a clue: locked, judged, saved under the revision that was seen, written down. */
async function step(
  ctx: Ctx,
  id: string,
  { verb, revision, words }: { readonly verb: Verb; readonly revision: number; readonly words: string },
  run: (at: Seen & { readonly tx: Ctx }) => Promise<Done>,
): Promise<TradeClueOut> {
  requireViewer(ctx.viewer);
  return act(ctx, { action: `market.${verb}_trade_clue`, subject: ['trade_clue', id] }, async (tx, note) => {
    const found = await seen(tx, await store.lockClue(tx.db, id));
    const { row, sale, viewer, side } = found;
    const needed: Side = verb === 'answer' ? 'owner' : 'desk';
    if (side !== needed) throw refuseAnywhere('auth.forbidden');
    if (side === 'owner' && !(['developer', 'signatory'] as const).some((duty) => viewer.duties.includes(duty)))
      throw refuseAnywhere('auth.forbidden');
    if (row.revision !== revision) throw await changed(tx, row);
    const today = dayOf(tx.clock.now());
    const refusal = hindrance(row, verb, {
      today,
      viewer,
      party: await isParty(tx, viewer, row, sale),
    });
    if (refusal !== null) throw refusal;
    if (words === '') throw wordsNeeded();
    const to = edge(tradeClueLifecycle, row.state, verb)?.to;
    if (to === undefined) throw wrongState(row);
    const { data, action } = await run({ ...found, tx });
    if (!(await store.saveClue(tx.db, row, { ...data, state: to }))) throw await changed(tx, row);
    const { personId, organization } = viewer;
    const at = tx.clock.now();
    const said = { action, words, organizationId: organization.id, personId, at };
    await store.insertStep(tx.db, { id: newId(tx, 'step'), clueId: id, ...said });
    note({ no: row.no, order: sale.no, kind: row.kind });
    return getTradeClue(tx, id);
  });
}

function wordsNeeded() {
  const told = refuse('market.trade_clue_words');
  return refuse('market.trade_clue_words', {}, [{ path: 'words', zh: told.sentence('zh'), en: told.sentence('en') }]);
}

async function changed(tx: Ctx, row: store.ClueRow) {
  const last = row.steps.at(-1);
  const who = (await store.namesOf(tx.db, [last?.organizationId ?? ''])).get(last?.organizationId ?? '') ?? row.no;
  return refuse('market.trade_clue_changed', { who });
}

export function askAboutTrade(ctx: Ctx, id: string, input: z.output<typeof askingTrade>): Promise<TradeClueOut> {
  return step(ctx, id, { verb: 'ask', ...input }, async ({ tx, row, sale, viewer }) => {
    const key = 'market.trade_answer_working_days';
    const days = await numberParameter(tx, key, row.regionCode, defaultAnswerDays);
    const dueOn = tx.calendar().addWorkingDays(dayOf(tx.clock.now()), days);
    await tell(tx, sale.developerId, ['developer', 'signatory'], 'trade_asked', {
      about: id,
      params: { no: row.no, order: sale.no, due: dueOn, desk: viewer.organization.name },
      path: tradeCluePath(id),
      once: { key: `${id}:asked:${row.revision}`, at: tx.clock.now() },
    });
    return { data: { dueOn }, action: 'asked' };
  });
}

export function answerTradeClue(ctx: Ctx, id: string, input: z.output<typeof answeringTrade>): Promise<TradeClueOut> {
  return step(ctx, id, { verb: 'answer', ...input }, async ({ tx, row, sale }) => {
    const asker = row.steps.findLast((one) => one.action === 'asked')?.organizationId;
    if (asker !== undefined && asker !== null)
      await tell(tx, asker, ['reviewer', 'finance_review', 'finance_issue'], 'trade_answered', {
        about: id,
        params: { no: row.no, order: sale.no },
        path: tradeCluePath(id),
        once: { key: `${id}:answered:${row.revision}`, at: tx.clock.now() },
      });
    return { data: {}, action: 'answered' };
  });
}

/** Confirming keeps the payout back; dismissing lets it go with the next run. */
export function decideTradeClue(ctx: Ctx, id: string, input: z.output<typeof decidingTrade>): Promise<TradeClueOut> {
  const { decision, words, revision } = input;
  return step(ctx, id, { verb: decision, revision, words }, async ({ tx, row, sale, viewer }) => {
    const action = decision === 'confirm' ? 'confirmed' : 'dismissed';
    // An owner that was never asked has heard of nothing, and of a clue that came to nothing need not.
    if (row.steps.some((one) => one.action === 'asked')) {
      const [zh, en] = tradeClueStates.words[action];
      await tell(tx, sale.developerId, ['developer', 'signatory'], 'trade_decided', {
        about: id,
        params: { no: row.no, order: sale.no, what: zh, reason: words },
        paramsEn: { what: en },
        path: tradeCluePath(id),
        once: { key: `${id}:${action}:${row.revision}`, at: tx.clock.now() },
      });
    }
    return { data: { words, decidedBy: viewer.personId, decidedAt: tx.clock.now() }, action };
  });
}

/** Neutral, for both sides of a sale: that it is being looked into, not why. */
export async function showTradeReview(
  ctx: Ctx,
  orderId: string,
): Promise<{ review: z.input<typeof tradeReviewShape> | null }> {
  const viewer = requireViewer(ctx.viewer);
  const sale = await store.findSale(ctx.db, orderId);
  const own = sale !== null && [sale.buyerId, sale.developerId].includes(viewer.organization.id);
  const looks =
    sale !== null &&
    (deskRegions(viewer).includes(sale.agreement.regionCode) ||
      holdsPower(viewer, 'finance_bureau', sale.agreement.regionCode) ||
      auditReach(viewer).includes(sale.agreement.regionCode));
  if (sale === null || !(own || looks)) throw refuseOrder('orders.not_found');
  const rows = await store.holding(ctx.db, orderId);
  const [first] = rows;
  if (first === undefined) return { review: null };
  const mine = rows.filter((row) => sideOf(viewer, row, sale) !== null);
  return {
    review: {
      since: first.createdAt.toISOString(),
      clue_id: mine[0]?.id ?? null,
      asked: rows.some((row) => row.state === 'asked') && viewer.organization.id === sale.developerId,
    },
  };
}
