/** Orders: placed by a buyer, paid by transfer, confirmed by the finance bureau, then delivered. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { makeReference } from '#api/kernel/reference.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { sharesFault } from '#api/kernel/split.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { inForce } from '#api/products/rules/listing.ts';
import type { cancelling, orderOperations, placing } from './contract.ts';
import type { OrderSide } from './rules/codes.ts';
import { orderLifecycle } from './rules/lifecycle.ts';
import { defaultPaymentDays, endOfDay, wrongState } from './rules/order.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { type OrderOut, showLine, showOrder, sideOf } from './view.ts';

type Query = z.output<(typeof orderOperations.listOrders)['query']>;

export async function listOrders(ctx: Ctx, query: Query) {
  const viewer = requireViewer(ctx.viewer);
  const own = viewer.organization.id;
  const wanted: Record<OrderSide, () => store.Wanted> = {
    buyer: () => ({ buyerId: requireDuty(viewer, 'buyer') && own }),
    developer: () => ({ developerId: requireDuty(viewer, 'developer') && own }),
    finance: () => ({
      regionCodes: requireDuty(viewer, ['finance_review', 'finance_issue'])
        .powers.filter((held) => held.power === 'finance_bureau')
        .map((held) => held.regionCode),
    }),
  };
  const states = query.state === undefined ? {} : { states: [query.state] };
  const { rows, total } = await store.listOrders(
    ctx.db,
    { ...wanted[query.side](), ...states },
    query.page,
    query.page_size,
  );
  return { items: rows.map((row) => showLine(ctx, row)), total, page: query.page, page_size: query.page_size };
}

export async function getOrder(ctx: Ctx, id: string): Promise<OrderOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findOrder(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuse('orders.not_found');
  return showOrder(ctx, row, side);
}

/** Freezes price and signed split under a reference of its own. A product that costs nothing is paid at once. */
export async function placeOrder(ctx: Ctx, input: z.output<typeof placing>): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.place', subject: ['order', 'new'] }, async (tx, note) => {
    const product = await store.productForSale(tx.db, input.product_no);
    if (product === null || product.state === 'draft') throw refuse('orders.not_found');
    if (product.state !== 'listed') throw refuse('orders.not_on_sale');
    const { agreement } = product;
    const at = tx.clock.now();
    const buyer = viewer.organization.id;
    if (buyer === product.developerId || buyer === agreement.agencyId) throw refuse('orders.self_dealing');
    if (!inForce(agreement, dayOf(at))) throw refuse('orders.agreement_not_active');
    const shares = await store.signedShares(tx.db, agreement.id, agreement.version);
    const named = shares.map((share) => ({ party: `${share.partyKind}:${share.partyId}`, ppm: share.ppm }));
    if (sharesFault(named) !== null) throw refuse('orders.no_signed_split');
    const days = await numberParameter(tx, 'orders.payment_working_days', agreement.regionCode, defaultPaymentDays);
    const free = product.priceFen === 0n;
    const id = newId(tx, 'order');
    const no = await nextNumber(tx, 'order', 'DD');
    await store.insertOrder(tx.db, {
      id,
      no,
      reference: await freshReference(tx),
      buyerId: buyer,
      developerId: product.developerId,
      productId: product.id,
      agreementId: agreement.id,
      agreementVersion: agreement.version,
      amountFen: product.priceFen,
      state: free ? 'paid' : 'awaiting_payment',
      revision: 1,
      placedBy: viewer.personId,
      placedAt: at,
      expiresAt: endOfDay(tx.calendar().addWorkingDays(dayOf(at), days)),
      paidAt: free ? at : null,
    });
    if (free) await enqueue(tx, 'orders.fulfil', { order_id: id }, { key: `orders.fulfil:${id}` });
    note(
      { no, product: product.no, amount_fen: product.priceFen.toString(), agreement_version: agreement.version },
      id,
    );
    return getOrder(tx, id);
  });
}

async function freshReference(tx: Ctx): Promise<string> {
  for (;;) {
    const reference = makeReference(tx.random(8));
    if (!(await store.referenceExists(tx.db, reference))) return reference;
  }
}

export async function cancelOrder(ctx: Ctx, id: string, input: z.output<typeof cancelling>): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.cancel', subject: ['order', id] }, async (tx, note) => {
    const row = await store.lockOrder(tx.db, id);
    if (row === null || row.buyerId !== viewer.organization.id) throw refuse('orders.not_found');
    const taken = edge(orderLifecycle, row.state, 'cancel');
    if (taken === null) throw wrongState(row.state);
    if (row.revision !== input.revision) throw refuse('orders.changed_meanwhile');
    await move(tx, row, { state: taken.to, closedAt: tx.clock.now(), closedReason: input.reason ?? null });
    // What arrived in part goes back into suspense: the finance bureau returns it.
    await enqueue(tx, 'banking.release', { order_id: id }, { key: `banking.release:${id}` });
    // A page that is open for it is closed: nobody shall pay for nothing.
    await enqueue(tx, 'checkout.close', { order_id: id }, { key: `checkout.close:${id}` });
    note({ no: row.no });
    return getOrder(tx, id);
  });
}

/** Saves a step of an order that is locked; it cannot have moved on, so if it has, that is said and nothing happens. */
export async function move(
  tx: Ctx,
  row: Parameters<typeof store.saveAt>[1],
  data: Parameters<typeof store.saveAt>[2],
): Promise<void> {
  if (!(await store.saveAt(tx.db, row, data))) throw refuse('orders.changed_meanwhile');
}

export interface OpenFile {
  readonly stream: Readable;
  readonly bytes: number;
  readonly name: string;
  readonly sha256: string;
}

/** What was bought, for its buyer and nobody else, once it is paid and delivered. Each download is on record. */
export async function openFile(ctx: Ctx, id: string): Promise<OpenFile> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findOrder(ctx.db, id);
  if (row === null || row.buyerId !== viewer.organization.id) throw refuse('orders.not_found');
  if (row.state !== 'fulfilled') throw wrongState(row.state, 'orders.not_fulfilled');
  const { fileKey, fileName, fileSha256 } = row.product;
  if (fileKey === null || fileName === null || fileSha256 === null) throw refuse('orders.no_file');
  const { stream, bytes } = await ctx.ports.files.open(fileKey);
  await append(ctx, 'orders.download', 'done', ['order', id], { no: row.no, sha256: fileSha256 });
  return { stream, bytes, name: fileName, sha256: fileSha256 };
}
