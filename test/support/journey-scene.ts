/** A province in the middle of its work, made through the services: every page has something to show, in many states. */
import { createEntry, submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { enterAccount } from '#api/orders/account.ts';
import { placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { importReport } from '#api/revenue/reconcile.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import { applyRepayment, getRepayment, listRepayments } from '#api/revenue/repayments.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { createKey } from '#api/usage/keys.ts';
import { fullContent, newEntry, publishedDataset, upload } from '#test/support/catalog.ts';
import { agreementSide } from '#test/support/journey-agreements.ts';
import { assetSide } from '#test/support/journey-assets.ts';
import { bankSide } from '#test/support/journey-bank.ts';
import { collectionSide } from '#test/support/journey-collection.ts';
import { compilationSide } from '#test/support/journey-compilation.ts';
import { enclaveSide } from '#test/support/journey-enclave.ts';
import { evaluationSide } from '#test/support/journey-evaluation.ts';
import { invoiceSide } from '#test/support/journey-invoices.ts';
import { licensingSide } from '#test/support/journey-licensing.ts';
import { marketSide } from '#test/support/journey-market.ts';
import { openSide } from '#test/support/journey-open.ts';
import { opinions } from '#test/support/journey-opinions.ts';
import { privacySide } from '#test/support/journey-privacy.ts';
import { securitySide } from '#test/support/journey-security.ts';
import { sharingSide } from '#test/support/journey-sharing.ts';
import { supervisionSide } from '#test/support/journey-supervision.ts';
import { voiceSide } from '#test/support/journey-voice.ts';
import { agreement, application } from '#test/support/licensed.ts';
import { draftProduct, listedProduct, type Market, marketWorld, paidOrder, statement } from '#test/support/market.ts';

export interface Scene {
  readonly m: Market;
  /** Addresses of what is there, by name. */
  readonly at: Readonly<Record<string, string>>;
}

const held = `姓名,手机号码,车道数\n${Array.from({ length: 40 }, (_, i) => `站长${i},139351${String(10000 + i * 97).slice(-5)},${i % 9}`).join('\n')}\n`;

/** Stands on Monday 2 November 2026: statements of August closed, of September under way, of October just drawn. */
export async function makeScene(): Promise<Scene> {
  const m = await marketWorld('2026-08-03T09:30:00+08:00', { from: '2026-08-03', to: '2027-08-02' });
  const { t } = m;
  const means = { steward: m.agency, reviewer: m.reviewer, drain: () => t.drain() };
  await enterAccount(m.cashier, {
    region_code: '140000',
    account_name: '山西省财政厅非税收入待解缴专户',
    bank_name: '演示银行太原分行',
    account_no: '1400000012345678',
    document_no: '晋财库〔2026〕3号',
  });
  const product = await listedProduct(m);
  const first = await paidOrder(m, product.no);
  t.clock.set('2026-09-02T10:00:00+08:00');
  const closed = await statement(m, '2026-08', 'closed');
  const second = await paidOrder(m, product.no);
  t.clock.set('2026-10-12T10:00:00+08:00');
  const ordered = await statement(m, '2026-09', 'ordered');
  const paid = await paidOrder(m, product.no);
  t.clock.set('2026-11-02T10:00:00+08:00');
  const drawn = await statement(m, '2026-10', 'drawn');
  const repayment = await lateRefund(m, first, ordered);
  const waiting = await placeOrder(m.buyer, { product_no: product.no });
  const refunding = await paidOrder(m, product.no);
  await requestRefund(m.buyer, refunding.id, {
    amount_fen: '5000',
    reason: '部分路段缺失',
    refundable_seen_fen: refunding.amount_fen,
  });
  const bank = await bankSide(m, waiting, product.no);
  const draft = await draftProduct(m, { title: '路段限速图层' });
  const key = await createKey(m.developer, m.agreement.id, { name: '生产环境' });

  const gone = await publishedDataset(means, { title: '撤销的数据集' });
  const { revision } = gone.entry;
  await withdrawEntry(m.agency, gone.entry.id, { revision, reason: '与另一条目重复' });
  const empty = await createEntry(m.agency, {
    classification_code: '301001',
    content: fullContent({ title: '待补充的条目', items: [] }),
  });
  const personal = await newEntry(m.agency, { title: '收费站负责人名录' });
  await upload(m.agency, personal.id, held, '负责人.csv');
  await t.drain();
  await submitEntry(m.agency, personal.id, { revision: personal.revision });
  const open = (await publishedDataset(means, { title: '收费站车道数' })).entry;

  const opened = await openSide(m, open);
  const said = await opinions(m, open.code);

  const applied = await application(m, 'applied', { datasets: [m.codes.air] });
  const offered = await agreement(m, 'half', {}, { datasets: [m.codes.toll] });
  const filing = await agreement(m, 'filing', {}, { datasets: [m.codes.road] });
  await t.drain();
  const licensing = await licensingSide(m);
  const later = await agreementSide(m);
  const voice = await voiceSide(m, product);
  const market = await marketSide(m, product);
  const invoiced = await invoiceSide(m, paid, second);
  const enclave = await enclaveSide(m);
  const shared = await sharingSide(m, open);
  const collected = await collectionSide(m);
  const supervised = await supervisionSide(m);
  const assets = await assetSide(m, open);
  const compiled = await compilationSide(m, open);
  const evaluated = await evaluationSide(m, open.code);
  const privacy = await privacySide(m);
  const secured = await securitySide(m, open.code);
  const certificate = m.agreement.document?.id ?? '';
  return {
    m,
    at: {
      ...opened,
      ...said,
      ...bank,
      ...later,
      ...licensing,
      ...enclave,
      ...market,
      ...invoiced,
      ...shared,
      ...collected,
      ...supervised,
      ...assets,
      ...compiled,
      ...voice,
      ...evaluated,
      ...privacy,
      ...secured,
      open: `/datasets/${open.code}`,
      licensed: `/datasets/${m.codes.road}`,
      gone: `/datasets/${gone.entry.code}`,
      agency: `/agencies/${m.world.organization('province.transport').uscc}`,
      product: `/products/${product.no}`,
      verify: `/verify/${certificate}`,
      key_rotate: `/w/keys?rotate=${key.id}`,
      entry_draft: `/w/entries/${empty.id}`,
      entry_held: `/w/entries/${personal.id}`,
      entry_open: `/w/entries/${open.id}`,
      review: `/w/reviews/${personal.id}`,
      applied: `/w/applications/${applied.id}`,
      certified: `/w/applications/${m.agreement.application_id}`,
      agreement_active: `/w/agreements/${m.agreement.id}`,
      agreement_half: `/w/agreements/${offered.id}`,
      filing: `/w/filings/${filing.filings.at(-1)?.id ?? ''}`,
      own_product: `/w/products/${product.id}`,
      own_draft: `/w/products/${draft.id}`,
      order_done: `/w/orders/${first.id}`,
      order_paid: `/w/orders/${paid.id}`,
      order_waiting: `/w/orders/${waiting.id}`,
      order_new: `/w/orders/new?product=${product.no}`,
      statement_closed: `/w/statements/${closed.id}`,
      statement_drawn: `/w/statements/${drawn.id}`,
      remittance: `/w/remittances/${ordered.id}`,
      repayment: `/w/finance/repayments/${repayment}`,
      apply: `/w/applications/new?dataset=${m.codes.air}`,
    },
  };
}

/** A refund of a sale whose money the treasury has, as far as the application for its repayment; and a report with a short line. */
async function lateRefund(m: Market, order: OrderOut, ordered: StatementOut): Promise<string> {
  const asked = await requestRefund(m.buyer, order.id, {
    amount_fen: '3000',
    reason: '八月缺两天',
    refundable_seen_fen: order.amount_fen,
  });
  const refund = asked.refunds.find((one) => one.state === 'requested');
  await approveRefund(m.finance, refund?.id ?? '', { refundable_seen_fen: order.amount_fen });
  const [found] = (await listRepayments(m.finance, { page: 1, page_size: 1 })).items;
  const made = await getRepayment(m.finance, found?.id ?? '');
  await applyRepayment(m.agency, made.id, { revision: made.revision, reason: '订单部分退款，申请国库退付' });
  const line = [
    'GK2026110201',
    ordered.payment_order?.no,
    '300.00',
    ordered.payment_order?.subject_code,
    '省级',
    '140000',
    '2026-10-13',
  ];
  const text = `回单号,缴款书号,金额,科目编码,预算级次,国库代码,入库日期\n${line.join(',')}\n`;
  await importReport(m.cashier, { file_name: '国库日报.csv', bytes: Buffer.from(text) });
  return made.id;
}
