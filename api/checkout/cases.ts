/** What needs a person: for the finance bureau of the order's region, or of the province where no order is known. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import type { caseLine, caseNote, caseShape, checkoutOperations } from './contract.ts';
import { handleAgain } from './inbox.ts';
import type { CaseKind } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type CaseOut = z.input<typeof caseShape>;
type Query = z.output<(typeof checkoutOperations.listStripeCases)['query']>;

/** The regions whose cases the viewer sees. */
function regionsOf(ctx: Ctx): string[] {
  const viewer = requireDuty(ctx.viewer, ['finance_review', 'finance_issue']);
  return viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
}

const showLine = (row: store.CaseRow, numbers: ReadonlyMap<string, string>): z.input<typeof caseLine> => ({
  id: row.id,
  kind: row.kind as CaseKind,
  object_id: row.objectId,
  order_id: row.orderId,
  order_no: row.orderId === null ? null : (numbers.get(row.orderId) ?? null),
  region_code: row.regionCode,
  amount: row.amountFen?.toString() ?? null,
  currency: row.currency,
  detail: row.detail,
  opened_at: row.openedAt.toISOString(),
  closed_at: row.closedAt?.toISOString() ?? null,
  note: row.note,
});

export async function listCases(ctx: Ctx, query: Query) {
  const regions = regionsOf(ctx);
  const { total, rows } = await store.listCases(ctx.db, regions, query.open, query.page, query.page_size);
  const ids = rows.flatMap((row) => (row.orderId === null ? [] : [row.orderId]));
  const numbers = await store.orderNumbers(ctx.db, ids);
  return { items: rows.map((row) => showLine(row, numbers)), total, page: query.page, page_size: query.page_size };
}

async function ownCase(ctx: Ctx, id: string): Promise<store.CaseRow> {
  const regions = regionsOf(ctx);
  const row = await store.findCase(ctx.db, id);
  if (row === null || !regions.includes(row.regionCode)) throw refuse('checkout.case_not_found');
  return row;
}

/** A case with the events it is about, byte for byte: they may name the payer, so only its bureau reads them. */
export async function getCase(ctx: Ctx, id: string): Promise<CaseOut> {
  const row = await ownCase(ctx, id);
  const told = await store.eventsOf(ctx.db, { objectId: row.objectId });
  const first = row.eventId === null ? null : await store.findEvent(ctx.db, row.eventId);
  const events = first === null || told.some((one) => one.id === first.id) ? told : [first, ...told];
  const sent = await store.cardRefundOfCase(ctx.db, id);
  const numbers = await store.orderNumbers(ctx.db, row.orderId === null ? [] : [row.orderId]);
  const open = row.closedAt === null;
  return {
    ...showLine(row, numbers),
    events: events.map((event) => ({
      id: event.id,
      type: event.type,
      state: event.state,
      fault: event.fault,
      attempts: event.attempts,
      created_at: event.createdAt.toISOString(),
      received_at: event.receivedAt.toISOString(),
      raw: event.raw,
    })),
    send_back_state: sent?.state ?? null,
    may: {
      retry: open && events.length > 0,
      send_back: open && row.key.startsWith('unmatched:') && sent === null,
      pay_by_bank: open && row.kind === 'refund_failed',
      close: open,
    },
  };
}

/** The case for an act on it: the viewer's, and still open. */
export async function lockedCase(tx: Ctx, id: string): Promise<store.CaseRow> {
  await store.lockCase(tx.db, id);
  const row = await ownCase(tx, id);
  if (row.closedAt !== null) throw refuse('checkout.case_closed');
  return row;
}

/** Handles the events of a case again: the provider is asked anew. */
export async function retryCase(ctx: Ctx, id: string): Promise<CaseOut> {
  await act(ctx, { action: 'checkout.retry', subject: ['case', id] }, async (tx, note) => {
    const row = await lockedCase(tx, id);
    const told = await store.eventsOf(tx.db, { objectId: row.objectId });
    const ids = [...new Set([...(row.eventId === null ? [] : [row.eventId]), ...told.map((one) => one.id)])];
    if (ids.length === 0) throw refuse('checkout.no_event');
    for (const event of ids) await handleAgain(tx, event);
    note({ events: ids });
  });
  return getCase(ctx, id);
}

/** Closes a case with what was done about it. */
export async function closeCase(ctx: Ctx, id: string, input: z.output<typeof caseNote>): Promise<CaseOut> {
  const viewer = requireDuty(ctx.viewer, ['finance_review', 'finance_issue']);
  await act(ctx, { action: 'checkout.close_case', subject: ['case', id] }, async (tx, note) => {
    const row = await lockedCase(tx, id);
    const closed = { closedAt: tx.clock.now(), closedBy: viewer.personId, note: input.note };
    await store.closeCase(tx.db, { id }, closed);
    note({ kind: row.kind, object: row.objectId });
  });
  return getCase(ctx, id);
}
