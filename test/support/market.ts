/** From an agreement in force to a product on sale, a paid order and a statement, step by step through the services. */
import { Readable } from 'node:stream';
import type { AgreementOut } from '#api/agreements/view.ts';
import type { Ctx } from '#api/context.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { citeSources, createProduct, listProduct, uploadFile } from '#api/products/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { approveStatement, closeStatement, issuePaymentOrder, registerReceipt } from '#api/revenue/remittances.ts';
import { confirmStatement, drawStatement } from '#api/revenue/statements.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { prepareFileUnderAgreement } from '#api/usage/deliver.ts';
import { agreement, type Licensed, licensedWorld, password } from '#test/support/licensed.ts';

export interface Market extends Licensed {
  /** Of the province's transport department with `developer`, in force: treasury 33.3333 %, developer 56.6667 %, operator 10 %. */
  readonly agreement: AgreementOut;
  /** A delivery of the road dataset under it. */
  readonly deliveryId: string;
  readonly buyer: Ctx;
  readonly cashier: Ctx;
  readonly cityFinance: Ctx;
  readonly cityCashier: Ctx;
}

/** @param term of the agreement; the one of licensed.ts unless told. */
export async function marketWorld(at?: string, term?: { from: string; to: string }): Promise<Market> {
  const w = await licensedWorld(at);
  const active = await (term === undefined
    ? agreement(w, 'active')
    : agreement(w, 'active', { term }, { term_from: term.from, term_to: term.to }));
  return {
    ...w,
    agreement: active,
    deliveryId: await delivery(w, active.id, w.codes.road),
    buyer: w.world.ctx('buyer'),
    cashier: w.world.ctx('province.finance.cashier'),
    cityFinance: w.world.ctx('taiyuan.finance'),
    cityCashier: w.world.ctx('taiyuan.finance.cashier'),
  };
}

export async function delivery(w: Licensed, agreementId: string, code: string, by: Ctx = w.developer): Promise<string> {
  const [classCode = '', seq = ''] = code.split('/');
  const signal = new AbortController().signal;
  const file = await prepareFileUnderAgreement(by, agreementId, { class: classCode, seq }, { format: 'csv' }, signal);
  await file.release();
  return file.deliveryId;
}

export const productContent = {
  kind: 'dataset',
  title: '干线拥堵指数',
  title_en: 'Trunk road congestion index',
  summary: '逐日逐路段的拥堵指数。',
  description: '由车流量推算，每日更新。',
  price_fen: '100000',
} as const;

export async function draftProduct(m: Market, over: object = {}): Promise<OwnProductOut> {
  return createProduct(m.developer, { agreement_id: m.agreement.id, ...productContent, ...over });
}

export const fileOf = (text: string, name = '拥堵指数.csv') => ({ name, stream: Readable.from([Buffer.from(text)]) });

export async function listedProduct(m: Market, over: object = {}): Promise<OwnProductOut> {
  let p = await draftProduct(m, over);
  p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
  p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1.2\n'));
  return listProduct(m.developer, p.id, p.revision);
}

let serial = 0;
export const nextSerial = (): string => `BOC2026${String(++serial).padStart(8, '0')}`;

/** The line of the bank slip for an order, as the officer would type it. */
export function slip(m: Market, order: { reference: string; amount_fen: string }, over: object = {}) {
  const day = new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
  return {
    reference: order.reference,
    amount_fen: order.amount_fen,
    currency: 'CNY',
    bank_serial: nextSerial(),
    payer_name: '大同快运物流有限公司',
    value_date: day,
    ...over,
  };
}

/** Ordered, paid, delivered and split. */
export async function paidOrder(m: Market, productNo: string): Promise<OrderOut> {
  const order = await placeOrder(m.buyer, { product_no: productNo });
  const paid = await confirmPayment(m.finance, slip(m, order));
  await m.t.drain();
  return paid;
}

export type Upto = 'drawn' | 'confirmed' | 'approved' | 'ordered' | 'received' | 'closed';

/** The statement of a month that is over, taken as far as asked. */
export async function statement(m: Market, period: string, upTo: Upto): Promise<StatementOut> {
  return carry(m, await drawStatement(m.agency, { agreement_id: m.agreement.id, period }), upTo);
}

/** Takes a drawn statement on. */
export async function carry(m: Market, from: StatementOut, upTo: Upto): Promise<StatementOut> {
  let s = from;
  const at = () => ({ revision: s.revision, password });
  const walk: [Upto, () => Promise<StatementOut>][] = [
    [
      'confirmed',
      async () => {
        s = await confirmStatement(m.developer, s.id, at());
        return confirmStatement(m.head, s.id, at());
      },
    ],
    ['approved', () => approveStatement(m.finance, s.id, at())],
    ['ordered', () => issuePaymentOrder(m.cashier, s.id, at())],
    ['received', () => registerReceipt(m.cashier, receipt(m, s))],
    ['closed', () => closeStatement(m.finance, s.id, { revision: s.revision })],
  ];
  for (const [state, step] of walk) {
    if (s.state === upTo) return s;
    s = await step();
    if (s.state !== state) throw new Error(`expected ${state}, got ${s.state}`);
  }
  return s;
}

/** The treasury's receipt for a statement's payment order. */
export function receipt(m: Market, s: StatementOut, over: object = {}) {
  return {
    receipt_no: `TR${nextSerial()}`,
    treasury_code: s.treasury_code,
    payment_order_no: s.payment_order?.no ?? '',
    amount_fen: s.treasury_fen,
    received_on: new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10),
    ...over,
  };
}
