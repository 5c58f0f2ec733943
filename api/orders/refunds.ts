/**
 * Refunds: asked for by the buyer or the developer, decided by the finance bureau. How the money goes back through the
 * split is revenue's business, a floor above; it settles a refund through `settleRefund`.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { regionName } from '#api/kernel/regions.ts';
import { holdsPower, isSelf, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { readSerial } from '#api/ports/payments/bank.ts';
import type { refundRefusal, refundRequest } from './contract.ts';
import { once } from './payments.ts';
import { refundedOf, refundFault } from './rules/order.ts';
import { refuse } from './rules/refusals.ts';
import { getOrder, move } from './service.ts';
import * as store from './store.ts';
import { type OrderOut, showLine, sideOf } from './view.ts';

/** Refunds that wait for the viewer's finance bureau, oldest first, each with its order. */
export async function listRefundsToDecide(ctx: Ctx) {
  const viewer = requireDuty(ctx.viewer, ['finance_review', 'finance_issue']);
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  const rows = await store.ordersWithOpenRefund(ctx.db, regions);
  return {
    items: rows.flatMap((row) => {
      const refund = row.refunds.find((one) => one.state === 'requested');
      return refund === undefined
        ? []
        : [
            {
              id: refund.id,
              amount_fen: refund.amountFen.toString(),
              reason: refund.reason,
              requested_at: refund.requestedAt.toISOString(),
              refundable_fen: (row.amountFen - refundedOf(row.refunds)).toString(),
              order: showLine(ctx, row),
            },
          ];
    }),
  };
}

export async function requestRefund(
  ctx: Ctx,
  orderId: string,
  input: z.output<typeof refundRequest>,
): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, ['buyer', 'developer']);
  return act(ctx, { action: 'orders.request_refund', subject: ['order', orderId] }, async (tx, note) => {
    const row = await store.lockOrder(tx.db, orderId);
    const side = row === null ? null : sideOf(row, viewer);
    if (row === null || (side !== 'buyer' && side !== 'developer')) throw refuse('orders.not_found');
    const amount = BigInt(input.amount_fen);
    const fault = refundFault(row, amount, BigInt(input.refundable_seen_fen));
    if (fault !== null) throw fault;
    if (row.refunds.some((one) => one.state === 'requested')) throw refuse('orders.refund_open');
    const id = newId(tx, 'refund');
    await store.insertRefund(tx.db, {
      id,
      orderId,
      amountFen: amount,
      reason: input.reason,
      state: 'requested',
      requestedBy: viewer.personId,
      requestedAt: tx.clock.now(),
    });
    note({ no: row.no, refund: id, amount_fen: input.amount_fen });
    return getOrder(tx, orderId);
  });
}

/** The refund to decide with its order locked, for an officer of the region who did not ask for it. */
export async function refundToDecide(tx: Ctx, refundId: string) {
  const viewer = requireDuty(tx.viewer, 'finance_review');
  const found = await store.findRefund(tx.db, refundId);
  const row = found === null ? null : await store.lockOrder(tx.db, found.orderId);
  const refund = row?.refunds.find((one) => one.id === refundId);
  if (row === null || refund === undefined || !mayKnow(row, viewer)) throw refuse('orders.refund_not_found');
  const { regionCode } = row.agreement;
  if (!holdsPower(viewer, 'finance_bureau', regionCode)) {
    throw refuse('orders.wrong_region', { region: regionName(regionCode, tx.locale) });
  }
  if (isSelf(viewer, refund.requestedBy)) throw refuse('orders.two_people');
  if (refund.state !== 'requested') throw refuse('orders.refund_decided');
  return { row, refund, viewer };
}

/** A finance bureau of another region is told whose case it is; anybody else is told nothing. */
const mayKnow = (row: store.OrderRow, viewer: Viewer): boolean =>
  sideOf(row, viewer) !== null || viewer.powers.some((held) => held.power === 'finance_bureau');

export async function refuseRefund(
  ctx: Ctx,
  refundId: string,
  input: z.output<typeof refundRefusal>,
): Promise<OrderOut> {
  requireViewer(ctx.viewer);
  return act(ctx, { action: 'orders.refuse_refund', subject: ['refund', refundId] }, async (tx, note) => {
    const { row, viewer } = await refundToDecide(tx, refundId);
    const decided = await store.decideRefund(tx.db, refundId, {
      state: 'refused',
      opinion: input.opinion,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
    });
    if (!decided) throw refuse('orders.refund_decided');
    note({ order: row.id, no: row.no });
    return getOrder(tx, row.id);
  });
}

export interface Settled {
  readonly row: store.OrderRow;
  readonly amountFen: bigint;
  /** What had gone back before this refund. */
  readonly refundedBefore: bigint;
}

/**
 * Approves a refund and moves its order; under the bank's serial when the buyer is paid at once, without one when the
 * treasury has to repay first (`enterRefundSerial`). Call inside `act`, with the money posted beside it.
 */
export async function settleRefund(
  tx: Ctx,
  refundId: string,
  input: { bank_serial?: string | undefined; refundable_seen_fen: string; opinion?: string | undefined },
): Promise<Settled> {
  const { row, refund, viewer } = await refundToDecide(tx, refundId);
  const fault = refundFault(row, refund.amountFen, BigInt(input.refundable_seen_fen));
  if (fault !== null) throw fault;
  const serial = input.bank_serial === undefined ? null : await freeSerial(tx, input.bank_serial);
  const at = tx.clock.now();
  await once(serial ?? '', async () => {
    const decided = await store.decideRefund(tx.db, refundId, {
      state: 'approved',
      opinion: input.opinion ?? null,
      decidedBy: viewer.personId,
      decidedAt: at,
      bankSerial: serial,
    });
    if (!decided) throw refuse('orders.refund_decided');
  });
  const refundedBefore = refundedOf(row.refunds);
  const whole = refundedBefore + refund.amountFen === row.amountFen;
  // What was invoiced of it has to be taken back.
  await enqueue(tx, 'invoices.refunded', { refund_id: refundId }, { key: `invoices.refunded:${refundId}` });
  await move(tx, row, whole ? { state: 'refunded', closedAt: at } : {});
  return { row, amountFen: refund.amountFen, refundedBefore };
}

/** For a room above that finds no refund: the same answer as here. */
export const refundNotFound = () => refuse('orders.refund_not_found');

async function freeSerial(tx: Ctx, given: string): Promise<string> {
  const serial = readSerial(given);
  if (await store.serialTaken(tx.db, serial)) throw refuse('orders.serial_used', { serial });
  return serial;
}

/** Enters, once, the bank serial of a refund that was approved before it could be paid. Call inside `act`. */
export async function enterRefundSerial(tx: Ctx, refundId: string, given: string): Promise<void> {
  const serial = await freeSerial(tx, given);
  await once(serial, async () => {
    if (!(await store.setRefundSerial(tx.db, refundId, serial))) throw refuse('orders.refund_decided');
  });
}
