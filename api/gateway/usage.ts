/** What was used under an order: by day, call by call, and what it comes to. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { termsOf } from '#api/orders/access.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import * as orders from '#api/orders/store.ts';
import { sideOf } from '#api/orders/view.ts';
import { unitsFen } from '#api/products/rules/plan.ts';
import { refuse as refuseUsage } from '#api/usage/rules/refusals.ts';
import type { orderCallOut, orderUsageOut } from './contract.ts';
import { limitsNow } from './gate.ts';
import { lastDayOf } from './rules/quota.ts';
import * as store from './store.ts';

interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The order whose calls are meant, and which days: a bill opens down to the month and order it bills. */
async function meant(ctx: Ctx, id: string, { from, to }: Span) {
  const viewer = requireViewer(ctx.viewer);
  const row = await orders.findOrder(ctx.db, id);
  if (row === null || sideOf(row, viewer) === null) throw refuseOrder('orders.not_found');
  const month = row.billPeriod ?? dayOf(ctx.clock.now()).slice(0, 7);
  const span = { from: from ?? `${month}-01`, to: to ?? lastDayOf(month) };
  const days = isDay(span.from) && isDay(span.to) ? (Date.parse(span.to) - Date.parse(span.from)) / 86_400_000 : -1;
  if (!(days >= 0 && days < 366)) throw refuseUsage('usage.period_invalid', { days: 366 });
  return { row, orderId: row.billOfId ?? row.id, ...span };
}

export async function showOrderUsage(ctx: Ctx, id: string, asked: Span): Promise<z.input<typeof orderUsageOut>> {
  const { row, orderId, from, to } = await meant(ctx, id, asked);
  const items = await store.usageBetween(ctx.db, orderId, from, to);
  const billable = items.filter((one) => one.billable);
  const sum = (list: typeof items, of: (one: (typeof items)[number]) => bigint) =>
    list.reduce((total, one) => total + of(one), 0n);
  const calls = sum(billable, (one) => BigInt(one.calls));
  const rows = sum(billable, (one) => one.rows);
  const terms = termsOf(row);
  const metered = terms?.kind === 'metered' && !row.trial ? terms : null;
  return {
    from,
    to,
    items: items.map((one) => ({
      day: one.day,
      status: one.status,
      billable: one.billable,
      calls: one.calls,
      rows: one.rows.toString(),
    })),
    calls: Number(sum(items, (one) => BigInt(one.calls))),
    billable_calls: Number(calls),
    billable_rows: rows.toString(),
    limits: row.billOfId === null ? await limitsNow(ctx, row, ctx.clock.now()) : [],
    unit: metered?.unit ?? null,
    cost_fen: metered === null ? null : unitsFen(metered.tiers, metered.unit === 'call' ? calls : rows).toString(),
    bills: (await store.billsOf(ctx.db, orderId)).map((one) => ({
      id: one.id,
      no: one.no,
      period: one.billPeriod ?? '',
      amount_fen: one.amountFen.toString(),
      state: one.state,
    })),
  };
}

export async function listOrderCalls(
  ctx: Ctx,
  id: string,
  asked: Span & { readonly page: number; readonly page_size: number },
) {
  const { orderId, from, to } = await meant(ctx, id, asked);
  const { total, rows } = await store.callsBetween(ctx.db, orderId, from, to, asked.page, asked.page_size);
  const items: z.input<typeof orderCallOut>[] = rows.map((one) => ({
    id: one.id,
    at: one.at.toISOString(),
    day: one.day,
    endpoint: one.endpoint,
    status: one.status,
    code: one.code,
    billable: one.billable,
    rows: one.rows,
    bytes: one.bytes.toString(),
    ms: one.ms,
    key_prefix: one.key.prefix,
    request_id: one.requestId,
  }));
  return { items, total, page: asked.page, page_size: asked.page_size };
}
