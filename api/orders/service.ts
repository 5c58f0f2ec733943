/** Orders: read, cancelled, delivered. How they are placed is place.ts. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import type { cancelling, orderOperations } from './contract.ts';
import type { OrderSide } from './rules/codes.ts';
import { orderLifecycle } from './rules/lifecycle.ts';
import { wrongState } from './rules/order.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { fileFault, type OrderOut, showLine, showOrder, sideOf } from './view.ts';

export { placeOrder } from './place.ts';

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

export async function cancelOrder(ctx: Ctx, id: string, input: z.output<typeof cancelling>): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.cancel', subject: ['order', id] }, async (tx, note) => {
    const row = await store.lockOrder(tx.db, id);
    if (row === null || row.buyerId !== viewer.organization.id) throw refuse('orders.not_found');
    if (row.billOfId !== null) throw refuse('orders.bill_not_cancelled');
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
  const fault = fileFault(row, ctx.clock.now());
  if (fault !== null) throw fault;
  const { fileKey, fileName, fileSha256 } = row.product;
  if (fileKey === null || fileName === null || fileSha256 === null) throw refuse('orders.no_file');
  const { stream, bytes } = await ctx.ports.files.open(fileKey);
  await append(ctx, 'orders.download', 'done', ['order', id], { no: row.no, sha256: fileSha256 });
  return { stream, bytes, name: fileName, sha256: fileSha256 };
}
