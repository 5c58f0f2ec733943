/** Invoices of the scene: one issued with a credit note due, one that is asked for. */
import { Readable } from 'node:stream';
import { issueInvoice, prepareInvoice } from '#api/invoices/issue.ts';
import { startRed } from '#api/invoices/red.ts';
import { requestInvoice } from '#api/invoices/requests.ts';
import * as store from '#api/invoices/store.ts';
import { keepSeller, keepTitle } from '#api/invoices/titles.ts';
import { fapiaoData } from '#api/invoices/view.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { eInvoice } from '#test/support/fapiao-double.ts';
import type { Market } from '#test/support/market.ts';

const particulars = {
  revision: 0,
  address: '太原市小店区长治路 1 号',
  phone: '0351-7654321',
  bank_name: '中国银行太原分行',
  bank_account: '140000112233',
};

export async function invoiceSide(m: Market, one: OrderOut, two: OrderOut): Promise<Record<string, string>> {
  const { name, uscc } = m.world.organization('buyer');
  await keepTitle(m.buyer, { ...particulars, name, tax_no: uscc, kind: 'special', email: 'cw@example.cn' });
  const item = {
    item_name: '*信息技术服务*数据产品',
    tax_code: '3040203000000000000',
    unit: '项',
    rate: 'r6' as const,
  };
  await keepSeller(m.developer, { ...particulars, ...item });
  let invoice = await requestInvoice(m.buyer, { order_ids: [one.id], kind: 'special' });
  const asked = await requestInvoice(m.buyer, { order_ids: [two.id], kind: 'ordinary' });
  const line = {
    position: 1,
    name: item.item_name,
    tax_code: item.tax_code,
    unit: item.unit,
    quantity: 1,
    rate: item.rate,
  };
  invoice = await prepareInvoice(m.developer, invoice.id, { revision: invoice.revision, lines: [line] });
  const row = await store.findInvoice(m.t.app.db, invoice.id);
  if (row === null) throw new Error('the invoice is not there');
  const day = dayOf(m.t.clock.now());
  const number = `${day.slice(2, 4)}142000000000000088`;
  const stream = Readable.from([eInvoice(fapiaoData(row), { number, day })]);
  const fields = { revision: invoice.revision, number, issued_on: day };
  invoice = await issueInvoice(m.developer, invoice.id, fields, { fileName: 'fp.xml', stream });
  await startRed(m.developer, invoice.id, { order_id: one.id, reason: 'issue_error' });
  return { invoice: `/w/invoices/${invoice.id}`, invoice_asked: `/w/invoices/${asked.id}` };
}
