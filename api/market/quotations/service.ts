/** Quotations: asked for, offered, accepted as an order at exactly the terms that were offered (decision 0054). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { placeOrder } from '#api/orders/place.ts';
import { offerPrivately } from '#api/products/plans.ts';
import { planVersion } from '#api/products/plans-store.ts';
import type { PurposeKind } from '#api/products/rules/codes.ts';
import { inForce } from '#api/products/rules/listing.ts';
import { amountAtOrder, type PlanTerms, purposeFault } from '#api/products/rules/plan.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { refuse } from '../rules/refusals.ts';
import { dayFault, longestAsk, longestOffer } from '../rules/voice.ts';
import { type QuotationState, quotationStates } from '../rules/voice-codes.ts';
import { quotationLifecycle } from '../rules/voice-lifecycle.ts';
import { refuse as refuseVoice } from '../rules/voice-refusals.ts';
import {
  type AboutProduct,
  departmentRegions,
  organizationByUscc,
  productById,
  productByNo,
  tellOf,
} from '../voice.ts';
import type { accepting, asking, closing, offering, privateOffer, quotationOperations } from './contract.ts';
import * as store from './store.ts';
import { around, hindrance, type QuotationDeed, type QuotationOut, show, showLine, sideOf } from './view.ts';

export const quotationPath = (id: string): string => `/w/quotations/${id}`;

// Reading ------------------------------------------------------------------------------------------------------------

export async function listQuotations(ctx: Ctx, query: z.output<(typeof quotationOperations.listQuotations)['query']>) {
  const viewer = requireViewer(ctx.viewer);
  const own = viewer.organization.id;
  const seen: store.Seen =
    query.side === 'buyer'
      ? { buyerId: own }
      : query.side === 'owner'
        ? { ownerId: own }
        : { regionCode: { in: departmentRegions(viewer) } };
  const state = query.state === undefined ? {} : { state: query.state };
  const { rows, total } = await store.listQuotations(ctx.db, { ...seen, ...state }, query.page, query.page_size);
  const facts = await around(ctx, rows);
  const items = rows.map((row) => showLine(row, query.side, facts));
  return { items, total, page: query.page, page_size: query.page_size };
}

export async function getQuotation(ctx: Ctx, id: string): Promise<QuotationOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findQuotation(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuseVoice('market.quotation_not_found');
  return show(ctx, row, side, viewer);
}

// Asking and offering ------------------------------------------------------------------------------------------------

function requireDay(tx: Ctx, path: 'wanted_by' | 'valid_until', day: Day): void {
  const fault = dayFault(day, dayOf(tx.clock.now()), path === 'wanted_by' ? longestAsk : longestOffer);
  if (fault === null) return;
  const refusal = refuseVoice('market.day_out_of_range', fault);
  throw refuseVoice('market.day_out_of_range', fault, [
    { path, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
  ]);
}

/** A product on sale that this buyer is no party to. */
function requireBuyable(tx: Ctx, product: AboutProduct | null, buyerId: string): AboutProduct {
  if (product === null) throw refuseProduct('products.not_found');
  const { agreement } = product;
  if (product.state !== 'listed' || !inForce({ ...agreement, developerId: product.developerId }, dayOf(tx.clock.now())))
    throw refuseVoice('market.product_not_on_sale');
  if (buyerId === product.developerId || buyerId === agreement.agencyId)
    throw refuseVoice('market.no_business_with_oneself');
  return product;
}

export async function askQuotation(ctx: Ctx, no: string, input: z.output<typeof asking>): Promise<QuotationOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'market.ask_quotation', subject: ['quotation', 'new'] }, async (tx, note) => {
    const buyerId = viewer.organization.id;
    const product = requireBuyable(tx, await productByNo(tx.db, no), buyerId);
    requireDay(tx, 'wanted_by', input.wanted_by);
    const open = await store.openRequest(tx.db, buyerId, product.id);
    if (open !== null) throw refuseVoice('market.quotation_open', { no: open.no });
    const at = tx.clock.now();
    const id = newId(tx, 'quote');
    const quotationNo = await nextNumber(tx, 'quotation', 'XJ');
    await store.insertQuotation(tx.db, {
      id,
      no: quotationNo,
      kind: 'requested',
      productId: product.id,
      ownerId: product.developerId,
      buyerId,
      regionCode: product.agreement.regionCode,
      state: 'asked',
      need: input.need,
      useText: input.use,
      purposeKind: input.purpose_kind ?? null,
      volume: input.volume,
      period: input.period,
      wantedBy: input.wanted_by,
      lapsesAfter: input.wanted_by,
      createdBy: viewer.personId,
      createdAt: at,
    });
    await step(tx, id, 'ask');
    await tellOf(tx, product.developerId, ['developer'], 'quotation_asked', {
      about: id,
      params: { product: product.no, no: quotationNo, buyer: viewer.organization.name, due: input.wanted_by },
      path: quotationPath(id),
      once: { key: `${id}:asked`, at },
    });
    note({ no: quotationNo, product: product.no }, id);
    return getQuotation(tx, id);
  });
}

const step = (
  tx: Ctx,
  quotationId: string,
  action: string,
  more: { words?: string | null; offerNumber?: number } = {},
) =>
  store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    quotationId,
    action,
    organizationId: tx.viewer?.organization.id ?? null,
    personId: tx.viewer?.personId ?? null,
    at: tx.clock.now(),
    ...more,
  });

interface Terms {
  readonly name: string;
  readonly terms: PlanTerms;
  readonly valid_until: Day;
  readonly words: string;
}

/** Keeps an offer as a plan of the buyer's own and makes it the one that stands. Call inside `act`, the quotation locked. */
async function putOffer(tx: Ctx, row: store.QuotationRow, product: AboutProduct, input: Terms): Promise<void> {
  requireDay(tx, 'valid_until', input.valid_until);
  if (input.terms.kind === 'free') throw refuseVoice('market.free_plan_is_public');
  // Said now rather than when the buyer accepts: what serves the public good costs nothing (Fagai Jiage [2025] No. 65).
  const fault = purposeFault(input.terms, row.purposeKind, row.useText);
  if (fault !== null) throw fault;
  const { planId, versionId } = await offerPrivately(tx, {
    productId: product.id,
    offeredTo: row.buyerId,
    planId: row.planId,
    name: input.name === '' ? row.no : input.name,
    // A taste beforehand is for everybody or for nobody.
    terms: { ...input.terms, trial: null },
  });
  const number = row.offers.length + 1;
  const at = tx.clock.now();
  await store.insertOffer(tx.db, {
    id: newId(tx, 'quotationOffer'),
    quotationId: row.id,
    number,
    planVersionId: versionId,
    amountFen: amountAtOrder(input.terms),
    validUntil: input.valid_until,
    words: input.words,
    personId: tx.viewer?.personId ?? null,
    at,
  });
  await store.updateQuotation(tx.db, row.id, { state: 'offered', planId, lapsesAfter: input.valid_until });
  await step(tx, row.id, 'offer', { offerNumber: number, words: input.words === '' ? null : input.words });
  await tellOf(tx, row.buyerId, ['buyer'], 'quotation_offered', {
    about: row.id,
    params: {
      product: product.no,
      no: row.no,
      owner: tx.viewer?.organization.name ?? '',
      due: input.valid_until,
    },
    path: quotationPath(row.id),
    once: { key: `${row.id}:offer:${number}`, at },
  });
}

export async function makePrivateOffer(ctx: Ctx, input: z.output<typeof privateOffer>): Promise<QuotationOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'market.private_offer', subject: ['quotation', 'new'] }, async (tx, note) => {
    const found = await productByNo(tx.db, input.product_no);
    if (found === null || found.developerId !== viewer.organization.id) throw refuseProduct('products.not_found');
    const buyer = await organizationByUscc(tx.db, input.buyer_uscc);
    if (buyer === null) {
      const { zh, en } = refuseVoice.table['market.buyer_unknown'];
      const said = [zh, en].map((one) => one.replace('{{uscc}}', input.buyer_uscc));
      throw refuseVoice('market.buyer_unknown', { uscc: input.buyer_uscc }, [
        { path: 'buyer_uscc', zh: said[0] ?? '', en: said[1] ?? '' },
      ]);
    }
    const product = requireBuyable(tx, found, buyer.id);
    const id = newId(tx, 'quote');
    const no = await nextNumber(tx, 'quotation', 'XJ');
    await store.insertQuotation(tx.db, {
      id,
      no,
      kind: 'private',
      productId: product.id,
      ownerId: viewer.organization.id,
      buyerId: buyer.id,
      regionCode: product.agreement.regionCode,
      state: 'offered',
      need: '',
      useText: '',
      volume: '',
      period: '',
      lapsesAfter: input.valid_until,
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    const row = await store.lockQuotation(tx.db, id);
    if (row === null) throw new Error(`quotation ${id} was not kept`);
    await putOffer(tx, row, product, input);
    note({ no, product: product.no, buyer: buyer.id, ...offered(input) }, id);
    return getQuotation(tx, id);
  });
}

const offered = (input: Terms) => ({
  kind: input.terms.kind,
  amount_fen: amountAtOrder(input.terms).toString(),
  valid_until: input.valid_until,
});

// Steps --------------------------------------------------------------------------------------------------------------

interface Doing {
  readonly tx: Ctx;
  readonly row: store.QuotationRow;
  readonly product: AboutProduct;
  readonly to: QuotationState;
  readonly note: (facts: Record<string, string | number>) => void;
}

/** One step at the revision that was seen, the quotation locked. */
async function does(
  ctx: Ctx,
  id: string,
  action: QuotationDeed,
  revision: number,
  body: (doing: Doing) => Promise<void>,
): Promise<QuotationOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `market.${action}_quotation`, subject: ['quotation', id] }, async (tx, note) => {
    const row = await store.lockQuotation(tx.db, id);
    const side = row === null ? null : sideOf(row, viewer);
    if (row === null || side === null) throw refuseVoice('market.quotation_not_found');
    const hindered = hindrance(row, side, viewer, action, dayOf(tx.clock.now()));
    if (hindered !== null) throw hindered;
    if (row.revision !== revision) throw refuse('market.changed_meanwhile');
    const product = await productById(tx.db, row.productId);
    const taken = edge(quotationLifecycle, row.state, action);
    if (product === null || taken === null) throw refuseVoice('market.quotation_not_found');
    await body({
      tx,
      row,
      product,
      to: taken.to,
      note: (facts) => note({ no: row.no, product: product.no, ...facts }),
    });
    return getQuotation(tx, id);
  });
}

export function offerQuotation(ctx: Ctx, id: string, input: z.output<typeof offering>): Promise<QuotationOut> {
  return does(ctx, id, 'offer', input.revision, async ({ tx, row, product, note }) => {
    requireBuyable(tx, product, row.buyerId);
    await putOffer(tx, row, product, input);
    note({ offer: row.offers.length + 1, ...offered(input) });
  });
}

/** The end of a quotation without an order, told to the other side. */
async function close({ tx, row, product, to, note }: Doing, action: QuotationDeed, words: string): Promise<void> {
  const at = tx.clock.now();
  await store.updateQuotation(tx.db, row.id, { state: to, closedAt: at });
  await step(tx, row.id, action, { words: words === '' ? null : words });
  const byBuyer = tx.viewer?.organization.id === row.buyerId;
  await tellClosed(tx, row, product, to, byBuyer ? 'owner' : 'buyer');
  note({});
}

async function tellClosed(
  tx: Ctx,
  row: store.QuotationRow,
  product: AboutProduct,
  to: QuotationState,
  side: 'owner' | 'buyer',
): Promise<void> {
  const [zh, en] = quotationStates.words[to];
  const told = {
    about: row.id,
    params: { product: product.no, no: row.no, what: zh },
    paramsEn: { what: en },
    path: quotationPath(row.id),
    once: { key: `${row.id}:${to}`, at: tx.clock.now() },
  };
  if (side === 'owner') await tellOf(tx, row.ownerId, ['developer'], 'quotation_closed', told);
  else await tellOf(tx, row.buyerId, ['buyer'], 'quotation_closed', told);
}

export function declineQuotation(ctx: Ctx, id: string, input: z.output<typeof closing>): Promise<QuotationOut> {
  return does(ctx, id, 'decline', input.revision, async (doing) => {
    if (input.words === '') {
      const { zh, en } = refuse.table['market.words_needed'];
      throw refuse('market.words_needed', {}, [{ path: 'words', zh, en }]);
    }
    await close(doing, 'decline', input.words);
  });
}

export const rejectQuotation = (ctx: Ctx, id: string, input: z.output<typeof closing>): Promise<QuotationOut> =>
  does(ctx, id, 'reject', input.revision, (doing) => close(doing, 'reject', input.words));

export const withdrawQuotation = (ctx: Ctx, id: string, input: z.output<typeof closing>): Promise<QuotationOut> =>
  does(ctx, id, 'withdraw', input.revision, (doing) => close(doing, 'withdraw', input.words));

/** What the price was asked for is what it is bought for; of an offer unasked, the buyer says it now. */
function purposeOf(row: store.QuotationRow, input: z.output<typeof accepting>) {
  const kind: PurposeKind | undefined = row.purposeKind ?? input.purpose_kind;
  const words = row.useText === '' ? input.purpose : row.useText;
  return { ...(kind === undefined ? {} : { purpose_kind: kind }), ...(words.length < 2 ? {} : { purpose: words }) };
}

/** Accepting is ordering: the order's own rules judge it once more, and nothing is accepted that they refuse. */
export function acceptQuotation(ctx: Ctx, id: string, input: z.output<typeof accepting>): Promise<QuotationOut> {
  return does(ctx, id, 'accept', input.revision, async ({ tx, row, product, to, note }) => {
    const standing = row.offers.at(-1);
    if (standing === undefined) throw refuse('market.wrong_state');
    if (standing.number !== input.offer) throw refuseVoice('market.offer_superseded', { number: standing.number });
    const order = await placeOrder(tx, { product_no: product.no, ...purposeOf(row, input) }, async (inside) => {
      const plan = await planVersion(inside.db, standing.planVersionId);
      if (plan === null || plan.offeredTo !== row.buyerId) throw refuseVoice('market.quotation_not_found');
      return { offerId: standing.id, plan };
    });
    const at = tx.clock.now();
    await store.updateQuotation(tx.db, row.id, { state: to, orderId: order.id, closedAt: at });
    await step(tx, row.id, 'accept', { offerNumber: standing.number });
    await tellClosed(tx, row, product, to, 'owner');
    note({ offer: standing.number, order: order.no, amount_fen: order.amount_fen });
  });
}

/** What nobody answered in time ends by itself. */
export async function lapseQuotations(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(ctx.clock.now());
  for (const { id } of await store.dueToLapse(ctx.db, today))
    await act(ctx, { action: 'market.lapse_quotation', subject: ['quotation', id] }, async (tx, note) => {
      const row = await store.lockQuotation(tx.db, id);
      const taken = row === null || row.lapsesAfter >= today ? null : edge(quotationLifecycle, row.state, 'lapse');
      const product = row === null ? null : await productById(tx.db, row.productId);
      if (row === null || taken === null || product === null) return note({ already: true });
      await store.updateQuotation(tx.db, id, { state: taken.to, closedAt: tx.clock.now() });
      await step(tx, id, 'lapse');
      await tellClosed(tx, row, product, taken.to, 'owner');
      await tellClosed(tx, row, product, taken.to, 'buyer');
      note({ no: row.no });
    });
}
