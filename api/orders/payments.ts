/** The receipt of money: confirmed by the finance bureau of the agency's region, posted in the same transaction. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { regionName } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty } from '#api/kernel/rights.ts';
import { dayOf, startOfDay } from '#api/kernel/time.ts';
import { cashBank, heldOrders } from '#api/ledger/rules/accounts.ts';
import type { Line } from '#api/ledger/rules/posting.ts';
import * as ledger from '#api/ledger/service.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { Receipt } from '#api/ports/payments/port.ts';
import type { evidence } from './contract.ts';
import { receiptFault } from './rules/order.ts';
import { refuse } from './rules/refusals.ts';
import { getOrder, move } from './service.ts';
import * as store from './store.ts';
import type { OrderOut } from './view.ts';

/**
 * Confirms that an order's money arrived. Exactly the amount, within the term, under a serial that counts once; otherwise
 * a named refusal and nothing changes. Posts cash:bank / held:orders and enqueues delivery and split, all or nothing.
 */
export async function confirmPayment(ctx: Ctx, input: z.output<typeof evidence>): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'finance_review');
  return act(
    ctx,
    { action: 'orders.confirm_payment', subject: ['order', input.reference.slice(0, 60)] },
    async (tx, note) => {
      const at = tx.clock.now();
      const receipt = tx.ports.payments.receive(input, dayOf(at));
      const row = await store.lockByReference(tx.db, receipt.reference);
      if (row === null) throw refuse('orders.reference_unknown', { reference: receipt.reference });
      const { regionCode } = row.agreement;
      if (!holdsPower(viewer, 'finance_bureau', regionCode)) {
        throw refuse('orders.wrong_region', { region: regionName(regionCode, tx.locale) });
      }
      const fault = receiptFault({ ...row, paidSerial: row.payment?.bankSerial ?? null }, receipt);
      if (fault !== null) throw fault;
      const { serial } = receipt;
      if (await store.serialTaken(tx.db, serial)) throw refuse('orders.serial_used', { serial });
      if (await store.serialOnStatement(tx.db, serial, regionCode))
        throw refuse('orders.serial_on_statement', { serial });
      const limit = await twoOfficersAbove(tx, regionCode);
      if (receipt.amountFen > limit) throw refuse('orders.two_officers', { limit: formatYuan(fen(limit)) });
      const booked = await bookReceipt(tx, row, receipt, {
        from: [{ account: cashBank, amount_fen: receipt.amountFen }],
        // The money is the account's since its value date, whenever the officer got to it.
        effectiveAt: await ledger.openInstant(tx, startOfDay(receipt.valueDate)),
        organizationId: viewer.organization.id,
        confirmedBy: viewer.personId,
      });
      const facts = {
        no: row.no,
        payment: booked.paymentId,
        amount_fen: receipt.amountFen.toString(),
        value_date: receipt.valueDate,
      };
      note({ ...facts, transactions: [booked.transactionId] }, row.id);
      return getOrder(tx, row.id);
    },
  );
}

/** Fen above which one officer alone confirms nothing: a receipt, a step of a case. Set by the region. */
export async function twoOfficersAbove(ctx: Ctx, regionCode: string): Promise<bigint> {
  return BigInt(await numberParameter(ctx, 'payments.two_officers_above_fen', regionCode, 100_000_000));
}

export interface Booking {
  /** Where the money lies until now: debits that together are the order's amount. */
  readonly from: readonly Line[];
  readonly effectiveAt: Date;
  /** The finance bureau that stands for the receipt. */
  readonly organizationId: string;
  /** Null where no person confirmed it, e.g. a card payment. */
  readonly confirmedBy: string | null;
}

/**
 * Turns an order whose money arrived into a paid one: payment, state, posting, delivery and split, whatever the route. Call
 * inside `act` with the order locked and judged (`receiptFault`); the caller notes the transaction in its audit event.
 */
export async function bookReceipt(
  tx: Ctx,
  row: Pick<store.OrderRow, 'id' | 'no' | 'state' | 'revision'>,
  receipt: Omit<Receipt, 'reference'>,
  { from, effectiveAt, organizationId, confirmedBy }: Booking,
): Promise<{ readonly paymentId: string; readonly transactionId: string }> {
  const at = tx.clock.now();
  const { serial } = receipt;
  const id = newId(tx, 'payment');
  await once(serial, () =>
    store.insertPayment(tx.db, {
      id,
      orderId: row.id,
      route: receipt.route,
      amountFen: receipt.amountFen,
      bankSerial: serial,
      payerName: receipt.payerName,
      valueDate: receipt.valueDate,
      organizationId,
      confirmedBy,
      confirmedAt: at,
    }),
  );
  await move(tx, row, { state: 'paid', paidAt: at });
  const posted = await ledger.post(tx, {
    kind: 'order.receipt',
    key: `receipt:${row.id}`,
    orderId: row.id,
    effectiveAt,
    memo: row.no,
    lines: [...from, { account: heldOrders, amount_fen: -receipt.amountFen }],
  });
  await enqueue(tx, 'orders.fulfil', { order_id: row.id }, { key: `orders.fulfil:${row.id}` });
  await enqueue(tx, 'revenue.allocate', { order_id: row.id }, { key: `revenue.allocate:${row.id}` });
  await enqueue(tx, 'market.examine_sale', { order_id: row.id }, { key: `market.examine_sale:${row.id}` });
  // Parts that waited and are not of this receipt go back into suspense.
  if (await store.partsWait(tx.db, row.id)) {
    await enqueue(tx, 'banking.release', { order_id: row.id }, { key: `banking.release:${row.id}` });
  }
  return { paymentId: id, transactionId: posted.transaction_id };
}

/** Two officers with the same serial at the same instant: the database lets one through, the other is told. */
export async function once(serial: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const unique = sqlState(error) === '23505' || (error as { code?: string }).code === 'P2002';
    throw unique ? refuse('orders.serial_used', { serial }) : error;
  }
}
