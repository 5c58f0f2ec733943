/** Taking invoices back: the duty a refund makes, the confirmation sheet, the red invoice made up from it. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { refundedOf } from '#api/orders/rules/order.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { adjust } from './adjust.ts';
import type { confirmingRed, startingRed } from './contract.ts';
import { shown, step } from './requests.ts';
import type { RedReason, TaxRate } from './rules/codes.ts';
import { letters } from './rules/letters.ts';
import { redNoticeLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { takenBack } from './rules/tax.ts';
import * as store from './store.ts';
import { type InvoiceOut, type NoticeOut, noticeState, showNotice, wrongState } from './view.ts';

/** What no sheet has claimed yet of an order's line on an invoice. */
function unclaimed(row: store.InvoiceRow, orderId: string): bigint {
  const line = row.lines.find((one) => one.orderId === orderId);
  const claimed = row.notices
    .filter((one) => one.orderId === orderId && one.state !== 'void')
    .reduce((sum, one) => sum + one.amountFen, 0n);
  return (line?.totalFen ?? 0n) - claimed;
}

interface Duty {
  readonly orderId: string;
  readonly orderNo: string;
  readonly refundId: string | null;
  readonly amountFen: bigint;
  readonly reason: RedReason;
}

async function openNotice(tx: Ctx, row: store.InvoiceRow, duty: Duty): Promise<string> {
  const no = await nextNumber(tx, 'red_notice', 'HZ');
  const { orderId, refundId, amountFen, reason } = duty;
  await store.insertNotice(tx.db, {
    id: newId(tx, 'redNotice'),
    no,
    invoiceId: row.id,
    orderId,
    refundId,
    reason,
    amountFen,
    state: 'open',
    revision: 1,
    openedAt: tx.clock.now(),
  });
  await step(tx, row.id, 'red_opened', `${no} ¥${formatYuan(fen(amountFen))}`);
  await mailToDuties(tx, row.sellerId, ['developer'], {
    about: row.id,
    ...letters.red_due,
    params: { no: row.no, order: duty.orderNo },
    path: `/w/invoices/${row.id}`,
  });
  return no;
}

/** Job: a refund was approved. What was asked for shrinks; what is fixed or issued has to be taken back. */
export async function afterRefund(app: App, { refund_id: id }: { refund_id: string }): Promise<void> {
  const seen = await store.refundWithOrder(app.db, id);
  if (seen === null || seen.state !== 'approved' || (await store.blueOf(app.db, seen.orderId)).length === 0) return;
  await act(systemContext(app), { action: 'invoices.refunded', subject: ['refund', id] }, async (tx, note) => {
    // The order first, as everywhere: a request for the same order waits or is seen here.
    const [order] = await store.lockOrders(tx.db, [seen.orderId]);
    if (order === undefined) throw new Error(`refund ${id} is of no order`);
    if ((await store.noticeOfRefund(tx.db, id)) !== null) return note({ already: true });
    const remains = order.amountFen - refundedOf(order.refunds);
    for (const { id: invoiceId } of await store.blueOf(tx.db, order.id)) {
      const row = await store.lockInvoice(tx.db, invoiceId);
      if (row === null) continue;
      if (row.state === 'requested') {
        if (await adjust(tx, row)) return note({ invoice: row.no, adjusted: true });
        continue;
      }
      // What is on paper beyond what remains: nothing where the refund was taken off before the invoice was fixed.
      const paper = await store.onPaper(tx.db, order.id);
      const excess = paper.blueFen - (await store.claimedOf(tx.db, order.id)) - remains;
      const left = unclaimed(row, order.id);
      const amountFen = least(seen.amountFen, excess, left);
      if (amountFen <= 0n) continue;
      const reason = amountFen === left ? 'return' : 'discount';
      const duty = { orderId: order.id, orderNo: order.no, refundId: id, amountFen, reason } as const;
      return note({ invoice: row.no, notice: await openNotice(tx, row, duty), amount_fen: amountFen.toString() });
    }
  });
}

/** Job: what a lost job left. */
export async function sweepRefunds(app: App): Promise<void> {
  for (const id of await store.refundsWithoutDuty(app.db)) await afterRefund(app, { refund_id: id });
}

/** The seller finds an invoice wrong: all that is left of an order's line is to be taken back. */
export async function startRed(ctx: Ctx, id: string, input: z.output<typeof startingRed>): Promise<InvoiceOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'invoices.start_red', subject: ['invoice', id] }, async (tx, note) => {
    const row = await store.lockInvoice(tx.db, id);
    if (row === null || row.sellerId !== viewer.organization.id) throw refuse('invoices.not_found');
    if (row.colour === 'red' || (row.state !== 'issued' && row.state !== 'delivered')) throw wrongState(row);
    const line = row.lines.find((one) => one.orderId === input.order_id);
    if (line === undefined) throw refuse('invoices.order_unknown');
    const left = unclaimed(row, input.order_id);
    if (left <= 0n) throw refuse('invoices.red_too_much', amounts(line.totalFen, 0n));
    const duty = {
      orderId: line.orderId,
      orderNo: line.order.no,
      refundId: null,
      amountFen: left,
      reason: input.reason,
    };
    note({ no: row.no, notice: await openNotice(tx, row, duty), amount_fen: left.toString() });
    return shown(tx, id);
  });
}

const least = (...values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a));

const amounts = (asked: bigint, left: bigint) => ({ asked: formatYuan(fen(asked)), left: formatYuan(fen(left)) });

export async function listRedNotices(ctx: Ctx): Promise<{ items: NoticeOut[] }> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return { items: (await store.noticesOfSeller(ctx.db, viewer.organization.id)).map(showNotice) };
}

/** The tax side's confirmation sheet is there: its number is entered and the red invoice made up, ready to be issued. */
export async function confirmRed(ctx: Ctx, id: string, input: z.output<typeof confirmingRed>): Promise<NoticeOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'invoices.confirm_red', subject: ['red_notice', id] }, async (tx, note) => {
    const found = await store.findNotice(tx.db, id);
    if (found === null || found.invoice.sellerId !== viewer.organization.id) throw refuse('invoices.red_not_found');
    // The blue invoice's lock is that of its sheets as well.
    const blue = await store.lockInvoice(tx.db, found.invoiceId);
    const notice = await store.findNotice(tx.db, id);
    if (blue === null || notice === null) throw refuse('invoices.red_not_found');
    if (!can(redNoticeLifecycle, notice.state, 'confirm')) throw noticeState(notice);
    if (notice.revision !== input.revision) throw refuse('invoices.changed_meanwhile');
    if (blue.state !== 'issued' && blue.state !== 'delivered') throw refuse('invoices.blue_not_issued');
    const today = dayOf(tx.clock.now());
    if (input.confirmed_on > today || input.confirmed_on < (blue.issuedOn ?? ''))
      throw refuse('invoices.confirmed_too_soon');
    if (await store.confirmationTaken(tx.db, input.confirmation_no))
      throw refuse('invoices.confirmation_used', { number: input.confirmation_no });
    const red = await makeUpRed(tx, blue, notice);
    const saved = await store.saveNotice(tx.db, notice, {
      state: 'confirmed',
      reason: input.reason ?? notice.reason,
      initiator: input.initiator,
      confirmationNo: input.confirmation_no,
      confirmedOn: input.confirmed_on,
      redId: red.id,
    });
    if (!saved) throw refuse('invoices.changed_meanwhile');
    await step(tx, blue.id, 'red_confirmed', `${notice.no} ${input.confirmation_no}`);
    note({ no: notice.no, invoice: blue.no, red: red.no });
    const now = await store.findNotice(tx.db, id);
    if (now === null) throw new Error(`sheet ${notice.no} is gone`);
    return showNotice(now);
  });
}

async function makeUpRed(
  tx: Ctx,
  blue: store.InvoiceRow,
  notice: store.NoticeRow,
): Promise<{ id: string; no: string }> {
  const line = blue.lines.find((one) => one.orderId === notice.orderId);
  if (line === undefined || line.rate === null) throw new Error(`sheet ${notice.no} is of no line`);
  const taken = blue.reds
    .filter((one) => one.state !== 'declined' && one.state !== 'withdrawn')
    .flatMap((one) => one.lines)
    .filter((one) => one.orderId === notice.orderId)
    .reduce((sum, one) => sum - one.totalFen, 0n);
  if (taken + notice.amountFen > line.totalFen)
    throw refuse('invoices.red_too_much', amounts(notice.amountFen, line.totalFen - taken));
  const parts = takenBack(notice.amountFen, taken, line.rate as TaxRate);
  const id = newId(tx, 'invoice');
  const no = await nextNumber(tx, 'invoice', 'FP');
  const now = tx.clock.now();
  const { name, taxCode, unit, rate } = line;
  await store.insertInvoice(
    tx.db,
    {
      id,
      no,
      colour: 'red',
      kind: blue.kind,
      state: 'prepared',
      revision: 1,
      buyerId: blue.buyerId,
      sellerId: blue.sellerId,
      blueId: blue.id,
      buyerFacts: blue.buyerFacts ?? {},
      sellerFacts: blue.sellerFacts ?? {},
      totalFen: parts.totalFen,
      amountFen: parts.amountFen,
      taxFen: parts.taxFen,
      route: tx.ports.fapiao.kind,
      requestedAt: now,
      preparedAt: now,
    },
    [
      {
        id: newId(tx, 'invoiceLine'),
        position: 1,
        orderId: notice.orderId,
        name,
        taxCode,
        unit,
        rate,
        quantity: 1,
        totalFen: parts.totalFen,
        amountFen: parts.amountFen,
        taxFen: parts.taxFen,
      },
    ],
  );
  await step(tx, id, 'prepared', notice.no);
  if (tx.ports.fapiao.kind === 'http')
    await enqueue(tx, 'invoices.collect', { invoice_id: id }, { key: `invoices.collect:${id}` });
  return { id, no };
}
