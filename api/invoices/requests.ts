/** Asking for an invoice: what remains of paid orders of one seller. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { can } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { refundedOf } from '#api/orders/rules/order.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import * as orders from '#api/orders/store.ts';
import { sideOf as orderSide } from '#api/orders/view.ts';
import { mailToDuties } from '#api/participants/service.ts';
import type {
  asking,
  atRevision,
  declining,
  invoiceableShape,
  invoiceOperations,
  orderInvoicesShape,
} from './contract.ts';
import type { InvoiceState, InvoiceStepKind } from './rules/codes.ts';
import { letters } from './rules/letters.ts';
import { invoiceLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { invoiceable } from './rules/tax.ts';
import * as store from './store.ts';
import { partyOf } from './titles.ts';
import { type InvoiceOut, pairOf, showInvoice, showLine, showNotice, sideOf, wrongState } from './view.ts';

type Query = z.output<(typeof invoiceOperations.listInvoices)['query']>;

async function leftOf(ctx: Ctx, order: store.PaidOrder): Promise<bigint> {
  const paper = await store.onPaper(ctx.db, order.id);
  return invoiceable({ orderFen: order.amountFen, refundedFen: refundedOf(order.refunds), ...paper });
}

/** Why nothing of an order can be asked for now, or null. */
function orderFault(order: store.PaidOrder, left: bigint): Refusal | null {
  const { no } = order;
  if (order.state !== 'paid' && order.state !== 'fulfilled' && order.state !== 'refunded')
    return refuse('invoices.not_paid', { no });
  if (order.refunds.some((one) => one.state === 'requested')) return refuse('invoices.refund_open', { no });
  return left === 0n ? refuse('invoices.nothing_left', { no }) : null;
}

export async function listInvoiceable(ctx: Ctx): Promise<{ items: z.input<typeof invoiceableShape>[] }> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  const items: z.input<typeof invoiceableShape>[] = [];
  for (const order of await store.paidOrders(ctx.db, viewer.organization.id)) {
    const left = await leftOf(ctx, order);
    if (left === 0n) continue;
    items.push({
      order_id: order.id,
      order_no: order.no,
      product_title: order.product.title,
      seller_id: order.developerId,
      seller_name: order.developer.name,
      paid_at: order.paidAt?.toISOString() ?? null,
      invoiceable_fen: left.toString(),
      refusal: pairOf(orderFault(order, left)),
    });
  }
  return { items };
}

export async function requestInvoice(ctx: Ctx, input: z.output<typeof asking>): Promise<InvoiceOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  const own = viewer.organization.id;
  return act(ctx, { action: 'invoices.request', subject: ['invoice', 'new'] }, async (tx, note) => {
    const title = await store.findTitle(tx.db, own);
    if (title === null) throw refuse('invoices.no_title');
    const wanted = [...new Set(input.order_ids)];
    // The lock holds until the end: of two requests for one order the second finds nothing left.
    const rows = await store.lockOrders(tx.db, wanted);
    if (rows.length !== wanted.length || rows.some((row) => row.buyerId !== own))
      throw refuse('invoices.order_unknown');
    const [first] = rows;
    if (first === undefined) throw refuse('invoices.nothing_asked');
    if (rows.some((row) => row.developerId !== first.developerId)) throw refuse('invoices.several_sellers');
    const lines = [];
    for (const [at, order] of rows.entries()) {
      const left = await leftOf(tx, order);
      const fault = orderFault(order, left);
      if (fault !== null) throw fault;
      lines.push({
        id: newId(tx, 'invoiceLine'),
        position: at + 1,
        orderId: order.id,
        name: order.product.title,
        quantity: 1,
        totalFen: left,
      });
    }
    const id = newId(tx, 'invoice');
    const no = await nextNumber(tx, 'invoice', 'FP');
    const now = tx.clock.now();
    const totalFen = lines.reduce((sum, one) => sum + one.totalFen, 0n);
    const row = {
      id,
      no,
      colour: 'blue' as const,
      kind: input.kind,
      state: 'requested' as const,
      revision: 1,
      buyerId: own,
      sellerId: first.developerId,
      buyerFacts: { ...partyOf(title) },
      remark: input.remark === undefined || input.remark === '' ? null : input.remark,
      totalFen,
      requestedAt: now,
    };
    await store.insertInvoice(tx.db, row, lines);
    await step(tx, id, 'requested');
    await mailToDuties(tx, first.developerId, ['developer'], {
      about: id,
      ...letters.requested,
      params: { no, buyer: viewer.organization.name },
      path: `/w/invoices/${id}`,
    });
    note({ no, orders: wanted, kind: input.kind, total_fen: totalFen.toString() }, id);
    return shown(tx, id);
  });
}

/** Appends what was done; with the person's name where a person did it. */
export async function step(tx: Ctx, invoiceId: string, kind: InvoiceStepKind, note: string | null = null) {
  await store.appendStep(tx.db, {
    id: newId(tx, 'step'),
    invoiceId,
    kind,
    note,
    byId: tx.viewer?.personId ?? null,
    byName: tx.viewer?.displayName ?? null,
    at: tx.clock.now(),
  });
}

export async function shown(ctx: Ctx, id: string): Promise<InvoiceOut> {
  const row = await store.findInvoice(ctx.db, id);
  const side = row === null ? null : sideOf(row, ctx.viewer);
  if (row === null || side === null) throw refuse('invoices.not_found');
  return showInvoice(ctx, row, side);
}

export async function getInvoice(ctx: Ctx, id: string): Promise<InvoiceOut> {
  requireViewer(ctx.viewer);
  return shown(ctx, id);
}

export async function listInvoices(ctx: Ctx, query: Query) {
  const viewer = requireDuty(ctx.viewer, query.side === 'buyer' ? 'buyer' : 'developer');
  const { side, state, page, page_size } = query;
  const asked = { side, state, organizationId: viewer.organization.id };
  const { total, rows } = await store.listInvoices(ctx.db, asked, page, page_size);
  return { items: rows.map(showLine), total, page, page_size };
}

/** An invoice locked for a step of one side; whoever stands elsewhere is told nothing. */
export async function forStep(
  tx: Ctx,
  id: string,
  side: 'buyer' | 'seller',
  action: string,
  revision: number | null,
): Promise<store.InvoiceRow> {
  const viewer = requireDuty(tx.viewer, side === 'buyer' ? 'buyer' : 'developer');
  const row = await store.lockInvoice(tx.db, id);
  if (row === null || sideOf(row, viewer) !== side) throw refuse('invoices.not_found');
  if (!can(invoiceLifecycle, row.state, action)) throw wrongState(row);
  if (revision !== null && row.revision !== revision) throw refuse('invoices.changed_meanwhile');
  return row;
}

export async function move(
  tx: Ctx,
  row: store.InvoiceRow,
  data: Parameters<typeof store.saveInvoice>[2] & { readonly state?: InvoiceState },
): Promise<void> {
  if (!(await store.saveInvoice(tx.db, row, data))) throw refuse('invoices.changed_meanwhile');
}

export async function withdrawInvoice(ctx: Ctx, id: string, input: z.output<typeof atRevision>): Promise<InvoiceOut> {
  return act(ctx, { action: 'invoices.withdraw', subject: ['invoice', id] }, async (tx, note) => {
    const row = await forStep(tx, id, 'buyer', 'withdraw', input.revision);
    await move(tx, row, { state: 'withdrawn' });
    await step(tx, id, 'withdrawn');
    note({ no: row.no });
    return shown(tx, id);
  });
}

export async function declineInvoice(ctx: Ctx, id: string, input: z.output<typeof declining>): Promise<InvoiceOut> {
  return act(ctx, { action: 'invoices.decline', subject: ['invoice', id] }, async (tx, note) => {
    const row = await forStep(tx, id, 'seller', 'decline', input.revision);
    if (input.reason === '') throw refuse('invoices.reason_missing');
    await move(tx, row, { state: 'declined' });
    await step(tx, id, 'declined', input.reason);
    await mailToDuties(tx, row.buyerId, ['buyer'], {
      about: id,
      ...letters.declined,
      params: { no: row.no, reason: input.reason },
      path: `/w/invoices/${id}`,
    });
    note({ no: row.no });
    return shown(tx, id);
  });
}

/** What an order's page says of invoices. */
export async function orderInvoices(ctx: Ctx, orderId: string): Promise<z.input<typeof orderInvoicesShape>> {
  const viewer = requireViewer(ctx.viewer);
  const found = await orders.findOrder(ctx.db, orderId);
  const side = found === null ? null : orderSide(found, viewer);
  if (found === null || side === null) throw refuseOrder('orders.not_found');
  if (side === 'finance') return { invoiceable_fen: '0', refusal: null, items: [], notices: [] };
  const left = await leftOf(ctx, found);
  return {
    invoiceable_fen: (found.paidAt === null ? 0n : left).toString(),
    refusal: pairOf(orderFault(found, left)),
    items: (await store.invoicesOfOrder(ctx.db, orderId)).map(showLine),
    notices: (await store.noticesOfOrder(ctx.db, orderId)).map(showNotice),
  };
}

/** Announces an invoice by mail where the buyer named a mailbox; the letter on the desk is there anyway. */
export const announce = (tx: Ctx, id: string) =>
  enqueue(tx, 'invoices.announce', { invoice_id: id }, { key: `invoices.announce:${id}` });
