/** Listings at external exchanges: with a right that holds, ended with it, and deals made there entered as orders here. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { placeDeal } from '#api/orders/place.ts';
import { offerPrivately } from '#api/products/plans.ts';
import { plansOf, planVersion } from '#api/products/plans-store.ts';
import { offer } from '#api/products/rules/offer.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { refuse } from '../rules/refusals.ts';
import { type ListingEnd, listingEnds } from '../rules/voice-codes.ts';
import { listingLifecycle } from '../rules/voice-lifecycle.ts';
import { refuse as refuseVoice } from '../rules/voice-refusals.ts';
import {
  departmentRegions,
  isDepartment,
  organizationByUscc,
  organizationsById,
  productById,
  productByNo,
  productsById,
  tellOf,
  without,
} from '../voice.ts';
import type {
  endingListing,
  exchangeShape,
  listingShape,
  newExchange,
  newListing,
  publicListing,
  sale,
} from './contract.ts';
import { stateRight, whyNot } from './right.ts';
import * as store from './store.ts';

export { openRightStatementPdf, showRightStatement } from './right.ts';

export type ListingOut = z.input<typeof listingShape>;
type PublicListing = z.input<typeof publicListing>;
export const listingPath = (id: string): string => `/w/listings/${id}`;

// Exchanges ----------------------------------------------------------------------------------------------------------

const showExchange = (row: store.ExchangeRow): z.input<typeof exchangeShape> => ({
  id: row.id,
  name: row.name,
  name_en: row.nameEn,
  website: row.website,
  basis: row.basis,
  ended: row.endedAt !== null,
});

export async function listDataExchanges(ctx: Ctx) {
  const may_enter = ctx.viewer !== null && isDepartment(ctx.viewer, provinceCode);
  return { items: (await store.exchanges(ctx.db)).map(showExchange), may_enter };
}

function requireKeeper(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!isDepartment(viewer, provinceCode)) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

export async function enterDataExchange(ctx: Ctx, input: z.output<typeof newExchange>) {
  const viewer = requireKeeper(ctx);
  return act(ctx, { action: 'market.enter_exchange', subject: ['exchange', 'new'] }, async (tx, note) => {
    if ((await store.exchangeNamed(tx.db, input.name)) > 0)
      throw refuseVoice('market.exchange_known', { name: input.name });
    const row = await store.insertExchange(tx.db, {
      id: newId(tx, 'dataExchange'),
      name: input.name,
      nameEn: input.name_en === undefined || input.name_en === '' ? null : input.name_en,
      website: input.website,
      basis: input.basis,
      enteredBy: viewer.organization.id,
      createdAt: tx.clock.now(),
    });
    note({ name: row.name, basis: row.basis }, row.id);
    return showExchange(row);
  });
}

export async function endDataExchange(ctx: Ctx, id: string) {
  requireKeeper(ctx);
  return act(ctx, { action: 'market.end_exchange', subject: ['exchange', id] }, async (tx) => {
    if ((await store.findExchange(tx.db, id)) === null) throw refuseVoice('market.exchange_not_found');
    if (!(await store.endExchange(tx.db, id, tx.clock.now()))) throw refuseVoice('market.exchange_ended');
    const row = await store.findExchange(tx.db, id);
    if (row === null) throw refuseVoice('market.exchange_not_found');
    return showExchange(row);
  });
}

// Reading ------------------------------------------------------------------------------------------------------------

async function publicly(ctx: Ctx, row: store.ListingRow): Promise<PublicListing> {
  return {
    no: row.no,
    state: row.state,
    exchange_name: row.exchange.name,
    exchange_name_en: row.exchange.nameEn,
    listing_no: row.listingNo,
    address: row.address,
    listed_at: row.createdAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
    ended_why: row.endedWhy as ListingEnd | null,
    statement_no: row.statement.no,
    right_valid: row.state === 'listed' && (await whyNot(ctx, row.statement)) === null,
  };
}

export async function listProductListings(ctx: Ctx, no: string): Promise<{ items: PublicListing[] }> {
  const product = await productByNo(ctx.db, no);
  if (product === null) throw refuseProduct('products.not_found');
  const items: PublicListing[] = [];
  for (const row of await store.listingsOf(ctx.db, { productId: product.id })) items.push(await publicly(ctx, row));
  return { items };
}

/** Why this viewer cannot do it now; null when they can. */
function hindrance(row: store.ListingRow, viewer: Viewer, action: 'end' | 'report'): Refusal | null {
  if (edge(listingLifecycle, row.state, action) === null) return refuseVoice('market.listing_ended');
  return without(viewer, 'developer');
}

const owns = (row: store.ListingRow, viewer: Viewer): boolean => row.ownerId === viewer.organization.id;

async function shown(ctx: Ctx, row: store.ListingRow, viewer: Viewer): Promise<ListingOut> {
  const product = (await productsById(ctx.db, [row.productId])).get(row.productId);
  const owner = (await organizationsById(ctx.db, [row.ownerId])).get(row.ownerId);
  const orders = await store.ordersBy(
    ctx.db,
    row.sales.map((one) => one.orderId),
  );
  const plans = (await plansOf(ctx.db, row.productId)).filter(
    ({ terms, endedAt }) => endedAt === null && 'amount_fen' in terms,
  );
  return {
    ...(await publicly(ctx, row)),
    id: row.id,
    revision: row.revision,
    product_no: product?.no ?? '',
    product_title: product?.title ?? '',
    owner_name: owner?.name ?? '',
    plans: plans.map(({ number, name, nameEn }) => ({ number, name, name_en: nameEn })),
    sales: row.sales.flatMap((one) => {
      const order = orders.get(one.orderId);
      if (order === undefined) return [];
      return [
        {
          external_ref: one.externalRef,
          sold_on: one.soldOn,
          buyer_name: order.buyer.name,
          order_id: order.id,
          order_no: order.no,
          order_state: order.state,
          amount_fen: order.amountFen.toString(),
        },
      ];
    }),
    actions:
      owns(row, viewer) && row.state === 'listed'
        ? (['report', 'end'] as const).map((name) => offer(name, hindrance(row, viewer, name)))
        : [],
  };
}

export async function listExchangeListings(ctx: Ctx): Promise<{ items: ListingOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const regions = departmentRegions(viewer);
  const rows = await store.listingsOf(ctx.db, {
    OR: [{ ownerId: viewer.organization.id }, { regionCode: { in: regions } }],
  });
  const items: ListingOut[] = [];
  for (const row of rows) items.push(await shown(ctx, row, viewer));
  return { items };
}

export async function getListing(ctx: Ctx, id: string): Promise<ListingOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findListing(ctx.db, id);
  if (row === null || !(owns(row, viewer) || isDepartment(viewer, row.regionCode)))
    throw refuseVoice('market.listing_not_found');
  return shown(ctx, row, viewer);
}

// Listing, ending, reporting -----------------------------------------------------------------------------------------

export async function listAtExchange(ctx: Ctx, input: z.output<typeof newListing>): Promise<ListingOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'market.list_at_exchange', subject: ['listing', 'new'] }, async (tx, note) => {
    const product = await productByNo(tx.db, input.product_no);
    if (product === null || product.developerId !== viewer.organization.id) throw refuseProduct('products.not_found');
    if (product.state !== 'listed') throw refuseVoice('market.product_not_on_sale');
    const exchange = await store.findExchange(tx.db, input.exchange_id);
    if (exchange === null) throw refuseVoice('market.exchange_not_found');
    if (exchange.endedAt !== null) throw refuseVoice('market.exchange_ended');
    await tx.db.$queryRaw`SELECT id FROM data_exchange WHERE id = ${exchange.id} FOR UPDATE`;
    if ((await store.known(tx.db, exchange.id, product.id, input.listing_no)) > 0)
      throw refuseVoice('market.listing_known');
    const statement = await stateRight(tx, product.id);
    const id = newId(tx, 'exchangeListing');
    const no = await nextNumber(tx, 'exchange_listing', 'JS');
    await store.insertListing(tx.db, {
      id,
      no,
      productId: product.id,
      ownerId: viewer.organization.id,
      exchangeId: exchange.id,
      regionCode: product.agreement.regionCode,
      statementId: statement.id,
      listingNo: input.listing_no,
      address: input.address,
      state: 'listed',
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note(
      { no, product: product.no, exchange: exchange.name, listing_no: input.listing_no, statement: statement.no },
      id,
    );
    return getListing(tx, id);
  });
}

/** The listing, locked, if it is the viewer's own and stands at the revision that was seen. */
async function ownListing(tx: Ctx, id: string, revision: number, action: 'end' | 'report'): Promise<store.ListingRow> {
  const viewer = requireViewer(tx.viewer);
  const row = await store.lockListing(tx.db, id);
  if (row === null || !owns(row, viewer)) throw refuseVoice('market.listing_not_found');
  const hindered = hindrance(row, viewer, action);
  if (hindered !== null) throw hindered;
  if (row.revision !== revision) throw refuse('market.changed_meanwhile');
  return row;
}

const ended = (tx: Ctx, id: string, endedWhy: ListingEnd) =>
  store.updateListing(tx.db, id, { state: 'ended', endedAt: tx.clock.now(), endedWhy });

export async function endExchangeListing(
  ctx: Ctx,
  id: string,
  input: z.output<typeof endingListing>,
): Promise<ListingOut> {
  requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'market.end_listing', subject: ['listing', id] }, async (tx, note) => {
    const row = await ownListing(tx, id, input.revision, 'end');
    await ended(tx, id, 'by_owner');
    note({ no: row.no, why: 'by_owner' });
    return getListing(tx, id);
  });
}

/**
 * A deal made at the exchange, as an order of its buyer at exactly its price. Its buyer is registered here, for a sale to nobody
 * in particular cannot be held against the rules on dealing with oneself (Caizi [2024] No. 1).
 */
export async function reportExchangeSale(ctx: Ctx, id: string, input: z.output<typeof sale>): Promise<ListingOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'market.report_sale', subject: ['listing', id] }, async (tx, note) => {
    const row = await ownListing(tx, id, input.revision, 'report');
    const product = await productById(tx.db, row.productId);
    if (product === null || (await whyNot(tx, row.statement)) !== null) throw refuseVoice('market.no_right');
    const today = dayOf(tx.clock.now());
    if (input.sold_on < dayOf(row.createdAt) || input.sold_on > today) throw refuseVoice('market.sale_day');
    if (await store.hasSale(tx.db, id, input.external_ref))
      throw refuseVoice('market.sale_known', { ref: input.external_ref });
    const buyer = await organizationByUscc(tx.db, input.buyer_uscc);
    if (buyer === null) throw refuseVoice('market.buyer_unknown', { uscc: input.buyer_uscc });
    if (buyer.id === product.developerId || buyer.id === product.agreement.agencyId)
      throw refuseVoice('market.no_business_with_oneself');
    const listed = (await plansOf(tx.db, product.id)).find((one) => one.number === input.plan && one.endedAt === null);
    if (listed === undefined || !('amount_fen' in listed.terms)) throw refuseVoice('market.sale_terms');
    const made = await offerPrivately(tx, {
      productId: product.id,
      offeredTo: buyer.id,
      planId: null,
      name: listed.name,
      ...(listed.nameEn === null ? {} : { name_en: listed.nameEn }),
      terms: { ...listed.terms, amount_fen: input.amount_fen, trial: null },
    });
    const plan = await planVersion(tx.db, made.versionId);
    if (plan === null) throw new Error(`plan version ${made.versionId} was not kept`);
    const saleId = newId(tx, 'exchangeSale');
    const order = await placeDeal(tx, { id: saleId, productNo: product.no, buyerId: buyer.id, plan });
    const at = tx.clock.now();
    await store.insertSale(tx.db, {
      id: saleId,
      listingId: id,
      orderId: order.id,
      externalRef: input.external_ref,
      soldOn: input.sold_on,
      reportedBy: viewer.personId,
      at,
    });
    await store.updateListing(tx.db, id, {});
    await tellOf(tx, buyer.id, ['buyer'], 'sale_reported', {
      about: order.id,
      params: {
        ref: input.external_ref,
        order: order.no,
        owner: viewer.organization.name,
        exchange: row.exchange.name,
      },
      path: `/w/orders/${order.id}`,
      once: { key: saleId, at },
    });
    note({ no: row.no, ref: input.external_ref, order: order.no, amount_fen: order.amountFen.toString() });
    return getListing(tx, id);
  });
}

/** A right that ended takes its listings with it, and its owner is told to take them down at the exchange. */
export async function endListings(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const { id } of await store.listed(ctx.db)) {
    const seen = await store.findListing(ctx.db, id);
    if (seen === null || (await whyNot(ctx, seen.statement)) === null) continue;
    await act(ctx, { action: 'market.end_listing', subject: ['listing', id] }, async (tx, note) => {
      const row = await store.lockListing(tx.db, id);
      const why = row === null ? null : await whyNot(tx, row.statement);
      if (row === null || row.state !== 'listed' || why === null) return;
      await ended(tx, id, why);
      const product = await productById(tx.db, row.productId);
      await tellOf(tx, row.ownerId, ['developer', 'signatory'], 'listing_ended', {
        about: id,
        params: {
          product: product?.no ?? '',
          exchange: row.exchange.name,
          listing: row.listingNo,
          what: listingEnds.words[why][0],
        },
        paramsEn: { what: listingEnds.words[why][1], exchange: row.exchange.nameEn ?? row.exchange.name },
        path: listingPath(id),
        once: { key: `${id}:ended`, at: tx.clock.now() },
      });
      note({ no: row.no, why });
    });
  }
}
