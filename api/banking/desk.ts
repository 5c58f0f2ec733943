/** Reading: lines, cases, what arrived for an order. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { twoOfficersAbove } from '#api/orders/payments.ts';
import { getOrder } from '#api/orders/service.ts';
import { mustRead, officerOf, readableRegions } from './access.ts';
import type { arrivalsOut, bankingOperations, caseQuery, explaining, lineQuery } from './contract.ts';
import type { CaseKind } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { type CaseOut, type LineOut, showCase, showCaseLine, showLine } from './view.ts';

export async function listLines(ctx: Ctx, query: z.output<typeof lineQuery>) {
  const regions = readableRegions(ctx);
  const { rows, total } = await store.listLines(ctx.db, { ...query, regions }, query.page, query.page_size);
  const limits = new Map<string, bigint>();
  for (const region of new Set(rows.map((row) => row.statement.regionCode))) {
    limits.set(region, await twoOfficersAbove(ctx, region));
  }
  const items = rows.map((row) => showLine(row, ctx.viewer, limits.get(row.statement.regionCode) ?? 0n));
  return { items, total, page: query.page, page_size: query.page_size };
}

/** A remark on a movement that nobody can match: a bank fee, interest, an order of the bureau. It books nothing. */
export async function explainLine(ctx: Ctx, id: string, { note: text }: z.output<typeof explaining>): Promise<LineOut> {
  return act(ctx, { action: 'banking.explain', subject: ['bank_line', id] }, async (tx, note) => {
    const row = await store.lockLine(tx.db, id);
    if (row === null) throw refuse('banking.not_found');
    officerOf(tx, row.statement.regionCode);
    const free = row.state === 'unexplained' && (await store.saveLine(tx.db, row, { note: text }));
    if (!free) throw refuse('banking.changed_meanwhile');
    note({ serial: row.serial });
    const limit = await twoOfficersAbove(tx, row.statement.regionCode);
    return showLine({ ...row, note: text }, tx.viewer, limit);
  });
}

export async function listCases(ctx: Ctx, query: z.output<typeof caseQuery>) {
  const regions = readableRegions(ctx);
  const states = query.state === 'active' ? (['open', 'held', 'settling'] as const) : [query.state];
  const wanted = { regions, states, kind: query.kind };
  const { rows, total, remainingFen } = await store.listCases(ctx.db, wanted, query.page, query.page_size);
  return {
    items: rows.map(showCaseLine),
    total,
    page: query.page,
    page_size: query.page_size,
    remaining_fen: remainingFen.toString(),
  } satisfies z.input<typeof bankingOperations.listBankCases.out>;
}

export async function getCase(ctx: Ctx, id: string): Promise<CaseOut> {
  const found = await store.findCase(ctx.db, id);
  if (found === null) throw refuse('banking.not_found');
  mustRead(ctx, found.regionCode);
  return showCase(ctx, id);
}

type Arrivals = z.input<typeof arrivalsOut>;

/** What the statements show for an order: what is being confirmed, what waits for the rest, what does not fit. */
export async function orderArrivals(ctx: Ctx, orderId: string): Promise<Arrivals> {
  const order = await getOrder(ctx, orderId);
  const items: Arrivals['items'] = [];
  let arrived = 0n;
  for (const row of await store.arrivals(ctx.db, orderId)) {
    const add = (state: Arrivals['items'][number]['state'], amount: bigint, kind: CaseKind | null = null) =>
      items.push({ value_date: row.valueDate, amount_fen: amount.toString(), state, kind });
    if (row.state === 'proposed') add('confirming', row.amountFen);
    if (row.case === null) continue;
    for (const move of row.case.moves) {
      if (move.kind === 'order' && move.orderId === orderId && move.state === 'waiting') {
        arrived += move.amountFen;
        add('waiting', move.amountFen);
      }
      // What became of the rest concerns the order under whose reference the money came.
      if (move.kind === 'payback' && move.state !== 'taken_back' && row.orderId === orderId) {
        add(move.state === 'done' ? 'returned' : 'returning', move.amountFen);
      }
    }
    if (row.orderId === orderId && row.case.remainingFen > 0n) {
      add('checking', row.case.remainingFen, row.case.kind as CaseKind);
    }
  }
  const awaited = order.state === 'awaiting_payment' ? BigInt(order.amount_fen) - arrived : 0n;
  return { arrived_fen: arrived.toString(), missing_fen: awaited.toString(), items };
}
