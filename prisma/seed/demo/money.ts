/** Orders, payments, refunds and the way of the government part to the treasury. */
import { dayOf } from '#api/kernel/time.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import {
  approveStatement,
  closeStatement,
  issuePaymentOrder,
  registerReceipt,
  returnStatement,
} from '#api/revenue/remittances.ts';
import { confirmStatement, drawStatement, getStatement, redrawStatement } from '#api/revenue/statements.ts';
import { happen, transfer } from './bank.ts';
import { type Book, look } from './book.ts';
import { type Case, type CaseKey, cases } from './cases.ts';
import { password, type Stage } from './stage.ts';

/** `handle` names the order for later scenes. */
export async function order(stage: Stage, book: Book, handle: string, login: string, product: string): Promise<void> {
  const placed = await placeOrder(stage.as(login), { product_no: look(book.products, product) });
  book.orders.set(handle, placed.id);
}

/** The bank slip arrives; the finance bureau confirms, and delivery and split follow. */
export async function pay(stage: Stage, book: Book, handle: string, login: string, valueDate: string): Promise<void> {
  const slip = await getOrder(stage.as(login), look(book.orders, handle));
  const serial = await transfer(stage, book, 'province', { handle, login, day: valueDate });
  await confirmPayment(stage.as('province.finance'), {
    reference: slip.reference,
    amount_fen: slip.amount_fen,
    currency: 'CNY',
    bank_serial: serial,
    payer_name: slip.buyer.name,
    value_date: valueDate,
  });
}

export async function askRefund(
  stage: Stage,
  book: Book,
  { handle, login, amount_fen, reason }: { handle: string; login: string; amount_fen: string; reason: string },
): Promise<string> {
  const seen = await getOrder(stage.as(login), look(book.orders, handle));
  const asked = await requestRefund(stage.as(login), seen.id, {
    amount_fen,
    reason,
    refundable_seen_fen: seen.refundable_fen,
  });
  return asked.refunds.at(-1)?.id ?? '';
}

export async function giveBack(
  stage: Stage,
  book: Book,
  handle: string,
  refundId: string,
  serial: string,
): Promise<void> {
  const seen = await getOrder(stage.as('province.finance'), look(book.orders, handle));
  const refund = seen.refunds.find((one) => one.id === refundId);
  happen(book, 'province', {
    serial,
    day: dayOf(stage.app.clock.now()),
    fen: -BigInt(refund?.amount_fen ?? '0'),
    name: seen.buyer.name,
    memo: `退款 ${seen.no}`,
  });
  await approveRefund(stage.as('province.finance'), refundId, {
    bank_serial: serial,
    refundable_seen_fen: seen.refundable_fen,
    opinion: '情况属实，同意部分退款。',
  });
}

/** The statement of one case and month, step by step. */
export function statementOf(stage: Stage, book: Book, key: CaseKey, period: string) {
  const one: Case = cases[key];
  const handle = `${key} ${period}`;
  const id = () => look(book.statements, handle);
  const place = one.agency.split('.')[0] ?? '';
  const [finance, cashier] = [`${place}.finance`, `${place}.finance.cashier`];
  const now = async (login: string) => getStatement(stage.as(login), id());
  const at = async (login: string) => ({ revision: (await now(login)).revision });
  return {
    now: () => now(cashier),
    state: async () => (await now(cashier)).state,
    async draw() {
      const drawn = await drawStatement(stage.as(one.developer), { agreement_id: look(book.agreements, key), period });
      book.statements.set(handle, drawn.id);
    },
    redraw: async () => redrawStatement(stage.as(one.developer), id(), await at(one.developer)),
    confirmAsDeveloper: async () =>
      confirmStatement(stage.as(one.developer), id(), { ...(await at(one.developer)), password }),
    confirmAsAgency: async () => {
      const head = `${one.agency}.head`;
      return confirmStatement(stage.as(head), id(), { ...(await at(head)), password });
    },
    sendBack: async (opinion: string) => returnStatement(stage.as(finance), id(), { ...(await at(finance)), opinion }),
    approve: async () => approveStatement(stage.as(finance), id(), { ...(await at(finance)), password }),
    issue: async () => issuePaymentOrder(stage.as(cashier), id(), { ...(await at(cashier)), password }),
    async receive(receipt_no: string, received_on: string) {
      const { payment_order } = await now(cashier);
      if (payment_order === null) throw new Error(`no payment order for ${handle}`);
      const memo = `缴款书 ${payment_order.no}`;
      happen(book, place === 'taiyuan' ? 'taiyuan' : 'province', {
        day: received_on,
        fen: -BigInt(payment_order.amount_fen),
        name: '国家金库',
        memo,
      });
      await registerReceipt(stage.as(cashier), {
        receipt_no,
        treasury_code: payment_order.treasury_code,
        payment_order_no: payment_order.no,
        amount_fen: payment_order.amount_fen,
        received_on,
      });
    },
    close: async () => closeStatement(stage.as(finance), id(), await at(finance)),
  };
}
