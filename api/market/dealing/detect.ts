/**
 * Looks at sales once they are paid, and each night at those that a relation entered later makes suspect. It only ever opens a
 * clue; a person decides. Each order and kind has one clue: what was dismissed is not opened again.
 */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { readTerms } from '#api/products/plans-store.ts';
import { amountAtOrder, type PlanTerms } from '#api/products/rules/plan.ts';
import { type KnownLink, knownLinks } from '../relations/service.ts';
import type { Evidence } from '../rules/evidence.ts';
import { defaultPrice, median, mostPeers, type PriceRule, priceDays, unusualPrice } from '../rules/price.ts';
import { chainBetween, defaultDepth } from '../rules/relation.ts';
import { defaultRing, type RingRule, ringClosedBy, type Sale } from '../rules/ring.ts';
import * as store from './store.ts';

const dayMs = 86_400_000;
const back = (at: Date, days: number): Date => new Date(at.getTime() - days * dayMs);
/** Days in which a job that was lost is made good. */
const sweepDays = 3;
/** Days back to which a relation entered now makes sales suspect: a financial year. */
const relatedDays = 366;

type Paid = store.SaleRow & { readonly paidAt: Date };
const paid = (row: store.SaleRow | null): row is Paid =>
  row !== null && row.paidAt !== null && row.amountFen > 0n && (row.state === 'paid' || row.state === 'fulfilled');

async function ringRule(ctx: Ctx, region: string): Promise<RingRule> {
  const { windowDays, tolerancePpm, length } = defaultRing;
  return {
    windowDays: await numberParameter(ctx, 'market.ring_window_days', region, windowDays),
    tolerancePpm: await numberParameter(ctx, 'market.ring_tolerance_ppm', region, tolerancePpm),
    length: Math.min(8, await numberParameter(ctx, 'market.ring_length', region, length)),
  };
}

async function priceRule(ctx: Ctx, region: string): Promise<PriceRule> {
  const of = (key: string, byDefault: number) => numberParameter(ctx, `market.price_${key}`, region, byDefault);
  return {
    listLowPpm: await of('list_low_ppm', defaultPrice.listLowPpm),
    listHighPpm: await of('list_high_ppm', defaultPrice.listHighPpm),
    medianLowPpm: await of('median_low_ppm', defaultPrice.medianLowPpm),
    medianHighPpm: await of('median_high_ppm', defaultPrice.medianHighPpm),
    leastSales: await of('least_sales', defaultPrice.leastSales),
  };
}

async function related(ctx: Ctx, sale: Paid, links: readonly KnownLink[]): Promise<Evidence | null> {
  const depth = Math.min(
    6,
    await numberParameter(ctx, 'market.relation_depth', sale.agreement.regionCode, defaultDepth),
  );
  const days = { from: dayOf(sale.placedAt), to: dayOf(sale.paidAt) };
  const chain = chainBetween(links, sale.buyerId, sale.developerId, days, depth);
  if (chain === null) return null;
  const by = new Map(links.map((one) => [one.id, one]));
  return {
    kind: 'related_buyer',
    buyer_id: sale.buyerId,
    owner_id: sale.developerId,
    from_day: days.from,
    to_day: days.to,
    depth,
    chain: chain.flatMap(({ linkId, fromId, toId, way }) => {
      const link = by.get(linkId);
      if (link === undefined) return [];
      return [
        {
          relation_id: link.id,
          from_id: fromId,
          to_id: toId,
          way,
          kind: link.kind,
          source: link.source,
          share_ppm: link.sharePpm,
          basis: link.basis,
          valid_from: link.validFrom,
          valid_to: link.validTo,
        },
      ];
    }),
  };
}

async function circular(ctx: Ctx, row: Paid): Promise<Evidence | null> {
  const rule = await ringRule(ctx, row.agreement.regionCode);
  const closing: Sale = { ...row, payerId: row.buyerId, payeeId: row.developerId };
  const most = (row.amountFen * BigInt(rule.tolerancePpm)) / 1_000_000n;
  const [least, top] = [row.amountFen - most, row.amountFen + most];
  const sales = await store.salesWithin(ctx.db, back(row.paidAt, rule.windowDays), row.paidAt, least, top);
  const ring = ringClosedBy(sales, closing, rule);
  if (ring === null) return null;
  return {
    kind: 'circular',
    window_days: rule.windowDays,
    tolerance_ppm: rule.tolerancePpm,
    length: rule.length,
    sales: ring.map((one) => ({
      order_id: one.id,
      order_no: one.no,
      payer_id: one.payerId,
      payee_id: one.payeeId,
      amount_fen: one.amountFen.toString(),
      paid_at: one.paidAt.toISOString(),
    })),
  };
}

/** What everybody is asked for the same: the plan itself, or of a private offer the public plan of the same measure. */
async function listed(
  ctx: Ctx,
  row: Paid,
): Promise<{ readonly planId: string | null; readonly listFen: bigint } | null> {
  const own = row.planVersion;
  if (own === null) return { planId: null, listFen: 0n };
  const terms = readTerms(own.terms);
  if (own.plan.offeredTo === null) return { planId: own.planId, listFen: amountAtOrder(terms) };
  for (const one of await store.publicPlans(ctx.db, row.productId, own.kind, row.placedAt)) {
    const open = readTerms(one.terms);
    if (measureOf(open) === measureOf(terms)) return { planId: one.planId, listFen: amountAtOrder(open) };
  }
  return null;
}

/** How much of it a price buys: only like is held against like. */
function measureOf(terms: PlanTerms): string {
  if (terms.kind === 'period') return `period ${terms.unit}`;
  return terms.kind === 'pack' ? `pack ${terms.calls}` : terms.kind;
}

async function priced(ctx: Ctx, row: Paid): Promise<Evidence | null> {
  // A bill follows from what was counted, at the rates of the plan.
  if (row.billOfId !== null) return null;
  const rule = await priceRule(ctx, row.agreement.regionCode);
  const list = await listed(ctx, row);
  if (list === null) return null;
  const peers = await store.peersOf(ctx.db, row, list.planId, back(row.paidAt, priceDays), row.paidAt, mostPeers);
  const asked = list.listFen;
  const facts = {
    amountFen: row.amountFen,
    listFen: asked === 0n ? null : asked,
    peersFen: peers.map((one) => one.amountFen),
  };
  const grounds = unusualPrice(facts, rule);
  if (grounds.length === 0) return null;
  return {
    kind: 'unusual_price',
    grounds,
    amount_fen: row.amountFen.toString(),
    list_fen: facts.listFen?.toString() ?? null,
    list_low_ppm: rule.listLowPpm,
    list_high_ppm: rule.listHighPpm,
    median_fen: peers.length < rule.leastSales ? null : (median(facts.peersFen)?.toString() ?? null),
    median_low_ppm: rule.medianLowPpm,
    median_high_ppm: rule.medianHighPpm,
    least_sales: rule.leastSales,
    days: priceDays,
    peers: peers.map((one) => ({
      order_no: one.no,
      amount_fen: one.amountFen.toString(),
      paid_at: (one.paidAt ?? row.paidAt).toISOString(),
    })),
  };
}

/** Opens a clue about a sale, once. */
async function raise(ctx: Ctx, sale: store.SaleRow, evidence: Evidence): Promise<void> {
  if (await store.hasClue(ctx.db, sale.id, evidence.kind)) return;
  await act(ctx, { action: 'market.open_trade_clue', subject: ['trade_clue', 'new'] }, async (tx, note) => {
    if (await store.hasClue(tx.db, sale.id, evidence.kind)) return note({ already: true });
    const id = newId(tx, 'tradeClue');
    const no = await nextNumber(tx, 'trade_clue', 'JY');
    const at = tx.clock.now();
    await store.insertClue(tx.db, {
      id,
      no,
      regionCode: sale.agreement.regionCode,
      orderId: sale.id,
      kind: evidence.kind,
      evidence,
      state: 'open',
      heldAt: at,
      createdAt: at,
    });
    await store.insertStep(tx.db, { id: newId(tx, 'step'), clueId: id, action: 'opened', at });
    note({ no, order: sale.no, kind: evidence.kind }, id);
  });
}

async function examine(ctx: Ctx, id: string, links: readonly KnownLink[]): Promise<void> {
  const sale = await store.findSale(ctx.db, id);
  if (!paid(sale)) return;
  const chain = await related(ctx, sale, links);
  if (chain !== null) await raise(ctx, sale, chain);
  const ring = await circular(ctx, sale);
  if (ring !== null && ring.kind === 'circular') {
    // Every sale of the ring waits, each with the authority of its own region.
    const others = await store.salesBy(
      ctx.db,
      ring.sales.map((one) => one.order_id),
    );
    for (const { order_id } of ring.sales) {
      const one = others.get(order_id);
      if (one !== undefined) await raise(ctx, one, ring);
    }
  }
  const price = await priced(ctx, sale);
  if (price !== null) await raise(ctx, sale, price);
}

/** Job: what `orders` enqueues with a payment. */
export async function examineSale(app: App, { order_id }: { order_id: string }): Promise<void> {
  const ctx = systemContext(app);
  await examine(ctx, order_id, await knownLinks(ctx));
}

/** Job: sales of the last year between organisations that are known by now to have been related when they traded. */
export async function examineRelated(app: App): Promise<void> {
  const ctx = systemContext(app);
  const links = await knownLinks(ctx);
  const from = back(ctx.clock.now(), relatedDays);
  // Whatever the days: the pairs that could be meant at all are few.
  const ever = links.map((one) => ({ ...one, validFrom: '0000-01-01', validTo: null }));
  const any = { from: '0000-01-01', to: '9999-12-31' };
  for (const { buyer_id, developer_id } of await store.pairsSince(ctx.db, from)) {
    if (chainBetween(ever, buyer_id, developer_id, any, 6) === null) continue;
    for (const { id } of await store.unexamined(ctx.db, buyer_id, developer_id, from, 'related_buyer')) {
      const sale = await store.findSale(ctx.db, id);
      const chain = paid(sale) ? await related(ctx, sale, links) : null;
      if (sale !== null && chain !== null) await raise(ctx, sale, chain);
    }
  }
}

/** Job: each night; makes good what a lost job left unseen. */
export async function examineRecent(app: App): Promise<void> {
  const ctx = systemContext(app);
  const links = await knownLinks(ctx);
  for (const { id } of await store.salesSince(ctx.db, back(ctx.clock.now(), sweepDays))) await examine(ctx, id, links);
  await examineRelated(app);
}
