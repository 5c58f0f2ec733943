/** Invoices from the request to the credit note, by hand and by a service; reminders of what is unpaid; MT940 on the way in. */
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import { payBackCase } from '#api/banking/cases.ts';
import { listCases } from '#api/banking/desk.ts';
import { importStatement, uploadStatement } from '#api/banking/statements.ts';
import { type Ctx, systemContext } from '#api/context.ts';
import { follow, getSteps, listOverdue, orderReminders, remind, setSteps } from '#api/invoices/dunning.ts';
import { exportIssueData } from '#api/invoices/export.ts';
import { checkInvoices } from '#api/invoices/invariants.ts';
import {
  collectAll,
  collectInvoice,
  issueInvoice,
  openInvoice,
  prepareInvoice,
  reopenInvoice,
} from '#api/invoices/issue.ts';
import { confirmRed, listRedNotices, startRed, sweepRefunds } from '#api/invoices/red.ts';
import {
  declineInvoice,
  getInvoice,
  listInvoiceable,
  listInvoices,
  orderInvoices,
  requestInvoice,
  withdrawInvoice,
} from '#api/invoices/requests.ts';
import type { TaxRate } from '#api/invoices/rules/codes.ts';
import * as store from '#api/invoices/store.ts';
import { getSeller, getTitle, keepSeller, keepTitle } from '#api/invoices/titles.ts';
import { fapiaoData, type InvoiceOut } from '#api/invoices/view.ts';
import { issueBill } from '#api/orders/access.ts';
import { enterAccount } from '#api/orders/account.ts';
import { lapse } from '#api/orders/jobs.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { cancelOrder, getOrder, placeOrder } from '#api/orders/service.ts';
import * as orders from '#api/orders/store.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { worklist } from '#api/overview/service.ts';
import { createHttpFapiao } from '#api/ports/fapiao/http.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import { mt940 } from '#test/support/bank-files.ts';
import { eInvoice, type FapiaoDouble, openFapiaoDouble } from '#test/support/fapiao-double.ts';
import { codeOf } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, nextSerial, paidOrder, slip } from '#test/support/market.ts';

let m: Market;
let product: string;
let stranger: Ctx;
let buyer: { id: string; name: string; uscc: string };
const today = () => new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
let serial = 0;
const nextNumber = () => `26143${String(++serial).padStart(15, '0')}`;

const particulars = {
  address: '太原市小店区长治路 1 号',
  phone: '0351-7654321',
  bank_name: '中国银行太原分行',
  bank_account: '1400 0011 2233',
};
const title = (over: object = {}) => ({
  revision: 0,
  name: buyer.name,
  tax_no: buyer.uscc,
  kind: 'special' as const,
  ...particulars,
  ...over,
});
const sells = (over: object = {}) => ({
  revision: 0,
  ...particulars,
  item_name: '*信息技术服务*数据产品',
  tax_code: '3040203000000000000',
  unit: '项',
  rate: 'r6' as const,
  ...over,
});

const ask = (...list: OrderOut[]) =>
  requestInvoice(m.buyer, { order_ids: list.map((one) => one.id), kind: 'special' as const });
const linesOf = (invoice: InvoiceOut, over: { rate?: TaxRate; tax_code?: string } = {}) =>
  invoice.lines.map(({ position }) => ({
    position,
    name: '*信息技术服务*数据产品',
    tax_code: '3040203000000000000',
    unit: '项',
    quantity: 1,
    rate: 'r6' as const,
    ...over,
  }));
const prepare = async (invoice: InvoiceOut, over = {}, by: Ctx = m.developer) => {
  const fresh = await getInvoice(by, invoice.id);
  return prepareInvoice(by, invoice.id, { revision: fresh.revision, lines: linesOf(invoice, over) });
};
const dataOf = async (id: string) => fapiaoData((await store.findInvoice(m.t.app.db, id))!);
const upload = async (id: string, number: string, over: object = {}) => {
  const bytes = eInvoice(await dataOf(id), { number, day: today(), ...over });
  const { revision } = await getInvoice(m.developer, id);
  const file = { fileName: 'fp.xml', stream: Readable.from([bytes]) };
  return issueInvoice(m.developer, id, { revision, number, issued_on: today() }, file);
};
const refund = async (order: OrderOut, amount_fen: string) => {
  const fresh = await getOrder(m.buyer, order.id);
  const asked = await requestRefund(m.buyer, order.id, {
    amount_fen,
    reason: '数据缺失',
    refundable_seen_fen: fresh.refundable_fen,
  });
  const open = asked.refunds.find((one) => one.state === 'requested')!;
  const seen = { refundable_seen_fen: fresh.refundable_fen, bank_serial: nextSerial() };
  return { approve: () => approveRefund(m.finance, open.id, seen).then(() => m.t.drain()) };
};
const confirmation = (revision: number, no: string, over: object = {}) => ({
  revision,
  initiator: 'seller' as const,
  confirmation_no: no,
  confirmed_on: today(),
  ...over,
});
const failedJobs = () =>
  m.t.database.query('select task_identifier, last_error from graphile_worker.jobs where last_error is not null');

beforeAll(async () => {
  m = await marketWorld('2026-03-02T10:00:00+08:00', { from: '2026-03-02', to: '2026-12-31' });
  buyer = m.buyer.viewer!.organization;
  stranger = m.world.ctx('taiyuan.finance');
  await enterAccount(m.cashier, {
    region_code: '140000',
    document_no: '晋财库〔2026〕8号',
    account_name: '山西省财政厅',
    bank_name: '中国银行山西省分行',
    account_no: '145200001234',
  });
  product = (await listedProduct(m)).no;
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect([...(await checkInvoices(m.t.app.db)), ...(await checkInvariants(m.t.app.db))]).toEqual([]);
  expect(await failedJobs()).toEqual([]);
});

describe('what invoices say', () => {
  it('of the buyer: its own name and number, entered once', async () => {
    expect(await getTitle(m.buyer)).toMatchObject({ kept: false, name: buyer.name, tax_no: buyer.uscc, revision: 0 });
    const order = await paidOrder(m, product);
    expect(await codeOf(ask(order))).toBe('invoices.no_title');
    const keep = (over: object) => codeOf(keepTitle(m.buyer, title(over)));
    expect(await keep({ tax_no: `${buyer.uscc.slice(0, 17)}${buyer.uscc.endsWith('0') ? '1' : '0'}` })).toBe(
      'invoices.bad_tax_no',
    );
    expect(await keep({ tax_no: m.developer.viewer!.organization.uscc })).toBe('invoices.other_taxpayer');
    expect(await keep({ name: '别的公司' })).toBe('invoices.other_taxpayer');
    expect(await keep({ bank_account: '12-ab' })).toBe('invoices.bad_account');
    expect(await keep({ email: 'no mailbox' })).toBe('invoices.bad_email');
    const kept = await keepTitle(m.buyer, title({ tax_no: buyer.uscc.toLowerCase(), email: 'cw@example.cn' }));
    expect(kept).toMatchObject({ kept: true, revision: 1, bank_account: '140000112233', email: 'cw@example.cn' });
    expect(await keep({})).toBe('invoices.changed_meanwhile');
    const [row] = await m.t.database.query<{ email_sealed: string }>('select email_sealed from invoice_title');
    expect(row!.email_sealed).not.toContain('example');
  });

  it('of the seller', async () => {
    expect(await getSeller(m.developer)).toMatchObject({ kept: false, rate: null, route: 'manual' });
    const invoice = await ask(await paidOrder(m, product));
    expect(await codeOf(prepare(invoice))).toBe('invoices.no_seller');
    await withdrawInvoice(m.buyer, invoice.id, { revision: invoice.revision });
    expect(await codeOf(keepSeller(m.developer, sells({ tax_code: '304' })))).toBe('invoices.bad_tax_code');
    expect(await keepSeller(m.developer, sells())).toMatchObject({ kept: true, revision: 1 });
    expect(await codeOf(keepSeller(m.developer, sells()))).toBe('invoices.changed_meanwhile');
  });
});

describe('an invoice issued by hand', () => {
  let one: OrderOut;
  let two: OrderOut;
  let invoice: InvoiceOut;

  it('is asked for paid orders of one seller, once', async () => {
    one = await paidOrder(m, product);
    two = await paidOrder(m, product);
    const unpaid = await placeOrder(m.buyer, { product_no: product });
    expect(await codeOf(ask(unpaid))).toBe('invoices.not_paid');
    await cancelOrder(m.buyer, unpaid.id, { revision: unpaid.revision });
    expect(await codeOf(requestInvoice(m.buyer, { order_ids: ['ord_x'], kind: 'special' }))).toBe(
      'invoices.order_unknown',
    );
    expect((await listInvoiceable(m.buyer)).items.map((row) => row.order_id)).toEqual(
      expect.arrayContaining([one.id, two.id]),
    );
    const both = await Promise.allSettled([ask(one, two), ask(two, one)]);
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    invoice = (both.find((each) => each.status === 'fulfilled') as PromiseFulfilledResult<InvoiceOut>).value;
    expect(invoice).toMatchObject({ state: 'requested', total_fen: '200000', side: 'buyer', amount_fen: null });
    expect(await codeOf(ask(one))).toBe('invoices.nothing_left');
    expect(await codeOf(getInvoice(stranger, invoice.id))).toBe('invoices.not_found');
    expect(await orderInvoices(m.buyer, one.id)).toMatchObject({ invoiceable_fen: '0', items: [{ no: invoice.no }] });
    expect(
      (await worklist(m.developer)).items.some((task) => task.kind === 'invoice_issue' && task.id === invoice.id),
    ).toBe(true);
  });

  it('has its data fixed, exported, and checked against what the tax side made', async () => {
    expect(await codeOf(prepare(invoice, { tax_code: '12' }))).toBe('invoices.bad_tax_code');
    expect(await codeOf(prepare(invoice, { rate: 'exempt' }))).toBe('invoices.exempt_special');
    const short = { revision: invoice.revision, lines: linesOf(invoice).slice(1) };
    expect(await codeOf(prepareInvoice(m.developer, invoice.id, short))).toBe('invoices.lines_differ');
    expect(await codeOf(exportIssueData(m.developer, 'json'))).toBe('invoices.nothing_to_export');
    invoice = await prepare(invoice);
    expect(invoice).toMatchObject({ state: 'prepared', amount_fen: '188680', tax_fen: '11320', total_fen: '200000' });
    expect(await codeOf(withdrawInvoice(m.buyer, invoice.id, { revision: invoice.revision }))).toBe(
      'invoices.wrong_state',
    );
    const json = JSON.parse((await exportIssueData(m.developer, 'json')).bytes.toString('utf8'));
    expect(json.invoices[0]).toMatchObject({ no: invoice.no, buyer: { tax_no: buyer.uscc }, total_fen: '200000' });
    const book = new exceljs.Workbook();
    await book.xlsx.load((await exportIssueData(m.developer, 'xlsx')).bytes as never);
    const row = book.worksheets[1]!.getRow(2).values as unknown[];
    expect(row.slice(1)).toEqual([
      invoice.no,
      '*信息技术服务*数据产品',
      '3040203000000000000',
      '项',
      1,
      943.4,
      '0.06',
      56.6,
      1000,
    ]);
    const number = nextNumber();
    expect(await codeOf(upload(invoice.id, number, { total: '1999.99' }))).toBe('fapiao.file_differs');
    expect(await codeOf(upload(invoice.id, number, { buyer: m.developer.viewer!.organization.uscc }))).toBe(
      'fapiao.file_differs',
    );
    const empty = { fileName: 'x', stream: Readable.from([]) };
    const fields = { revision: invoice.revision, number, issued_on: today() };
    expect(await codeOf(issueInvoice(m.developer, invoice.id, fields, empty))).toBe('fapiao.no_evidence');
    const huge = { fileName: 'x', stream: Readable.from([Buffer.alloc(6 * 1024 * 1024)]) };
    expect(await codeOf(issueInvoice(m.developer, invoice.id, fields, huge))).toBe('fapiao.file_too_large');
    expect(await codeOf(collectInvoice(m.developer, invoice.id))).toBe('invoices.by_hand');
    expect(await codeOf(openInvoice(m.buyer, invoice.id))).toBe('invoices.no_file');
    invoice = await upload(invoice.id, number);
    expect(invoice).toMatchObject({ state: 'issued', number, file: { kind: 'xml' } });
    await m.t.drain();
    const mail = (await m.t.app.ports.mail.kept()).find((each) => each.text.includes(number));
    expect(mail).toMatchObject({ to: 'cw@example.cn' });
  });

  it('is delivered by the buyer’s download and changes no more, by hand-written SQL neither', async () => {
    const file = await openInvoice(m.buyer, invoice.id);
    file.stream.destroy();
    expect(file).toMatchObject({ kind: 'xml', sha256: invoice.file!.sha256 });
    expect(await getInvoice(m.buyer, invoice.id)).toMatchObject({ state: 'delivered' });
    for (const sql of [
      `update invoice set total_fen = 1, amount_fen = 1, tax_fen = 0 where id = '${invoice.id}'`,
      `update invoice set number = '26142000000000009999' where id = '${invoice.id}'`,
      `delete from invoice where id = '${invoice.id}'`,
      `update invoice_line set total_fen = 1 where invoice_id = '${invoice.id}'`,
      `update invoice_step set note = 'x' where invoice_id = '${invoice.id}'`,
    ])
      await expect(m.t.database.query(sql), sql).rejects.toThrow(/append_only|append-only|refuse/i);
    const other = await prepare(await ask(await paidOrder(m, product)));
    expect(await codeOf(upload(other.id, invoice.number!))).toBe('invoices.number_used');
    expect(await listInvoices(m.buyer, { side: 'buyer', state: 'delivered', page: 1, page_size: 20 })).toMatchObject({
      total: 1,
    });
    await reopenInvoice(m.developer, other.id, { revision: other.revision });
    const again = await getInvoice(m.developer, other.id);
    expect(await codeOf(declineInvoice(m.developer, other.id, { revision: again.revision, reason: '' }))).toBe(
      'invoices.reason_missing',
    );
    const seen = { revision: again.revision, reason: '信息有误' };
    expect(await declineInvoice(m.developer, other.id, seen)).toMatchObject({ state: 'declined' });
    expect(await codeOf(declineInvoice(m.developer, other.id, seen))).toBe('invoices.wrong_state');
  });

  it('is taken back in parts by refunds, to the last fen of its tax', async () => {
    const parts = ['30001', '33333', '36666'];
    for (const [at, amount] of parts.entries()) {
      await (await refund(one, amount)).approve();
      const [notice] = (await listRedNotices(m.developer)).items;
      expect(notice).toMatchObject({ order_id: one.id, amount_fen: amount, state: 'open' });
      expect(
        (await worklist(m.developer)).items.some((task) => task.kind === 'invoice_red' && task.no === notice!.no),
      ).toBe(true);
      const say = (over: object = {}) =>
        confirmRed(m.developer, notice!.id, confirmation(notice!.revision, `14012603000000${at}`, over));
      if (at === 0) {
        expect(await codeOf(say({ confirmed_on: '2027-01-01' }))).toBe('invoices.confirmed_too_soon');
        expect(await codeOf(confirmRed(m.developer, 'rdn_x', confirmation(1, '1401260300000009')))).toBe(
          'invoices.red_not_found',
        );
      } else expect(await codeOf(say({ confirmation_no: '140126030000000' }))).toBe('invoices.confirmation_used');
      const confirmed = await say();
      expect(confirmed).toMatchObject({ state: 'confirmed', reason: at === 2 ? 'return' : 'discount' });
      expect(await codeOf(say())).toBe('invoices.wrong_state');
      const red = await getInvoice(m.developer, confirmed.red_id!);
      expect(red).toMatchObject({
        colour: 'red',
        state: 'prepared',
        total_fen: `-${amount}`,
        blue: { id: invoice.id },
      });
      expect(await codeOf(reopenInvoice(m.developer, red.id, { revision: red.revision }))).toBe('invoices.wrong_state');
      expect(await upload(red.id, nextNumber())).toMatchObject({ state: 'issued' });
    }
    const blue = await getInvoice(m.developer, invoice.id);
    expect(blue).toMatchObject({
      left_fen: '100000',
      notices: [{ state: 'done' }, { state: 'done' }, { state: 'done' }],
    });
    const [left] = await m.t.database.query<{ tax: string }>(
      `select sum(l.tax_fen) tax from invoice_line l where l.order_id = '${one.id}'`,
    );
    expect(Number(left!.tax)).toBe(0);
    expect((await listRedNotices(m.developer)).items).toEqual([]);
    // More than the blue one is refused by the database as well.
    await expect(
      m.t.app.db.$transaction([
        m.t.app.db.invoice.create({
          data: {
            id: 'inv_x',
            no: 'FP-X',
            colour: 'red',
            kind: 'special',
            state: 'prepared',
            revision: 1,
            buyerId: buyer.id,
            sellerId: m.developer.viewer!.organization.id,
            blueId: invoice.id,
            buyerFacts: {},
            totalFen: -100_001n,
            amountFen: -100_001n,
            taxFen: 0n,
            requestedAt: new Date(),
          },
        }),
        m.t.app.db.invoiceLine.create({
          data: {
            id: 'ivl_x',
            invoiceId: 'inv_x',
            position: 1,
            orderId: two.id,
            name: 'x',
            quantity: 1,
            totalFen: -100_001n,
            amountFen: -100_001n,
            taxFen: 0n,
          },
        }),
        m.t.app.db.invoice.update({
          where: { id: 'inv_x' },
          data: { state: 'issued', number: '26142000000000009998', issuedOn: today(), fileSha256: 'x', fileKey: 'x' },
        }),
      ]),
    ).rejects.toThrow(/invoice_red/);
  });

  it('that is wrong is taken back whole, and the order invoiced anew', async () => {
    const start = (over: object = {}) =>
      startRed(m.developer, invoice.id, { order_id: two.id, reason: 'issue_error', ...over });
    expect(await codeOf(start({ order_id: 'ord_x' }))).toBe('invoices.order_unknown');
    expect(await codeOf(start({ order_id: one.id }))).toBe('invoices.red_too_much');
    await start();
    expect(await codeOf(start())).toBe('invoices.red_too_much');
    const [notice] = (await listRedNotices(m.developer)).items;
    const { red_id } = await confirmRed(m.developer, notice!.id, confirmation(1, '1401260399999999'));
    expect(await codeOf(ask(two))).toBe('invoices.nothing_left');
    await upload(red_id!, nextNumber());
    const again = await ask(two);
    expect(again).toMatchObject({ total_fen: '100000' });
    await withdrawInvoice(m.buyer, again.id, { revision: again.revision });
  });

  it('shrinks with refunds before its data is fixed, and keeps a duty after', async () => {
    const order = await paidOrder(m, product);
    let asked = await ask(order);
    const first = await refund(order, '40000');
    expect(await codeOf(ask(order))).toBe('invoices.refund_open');
    await first.approve();
    asked = await getInvoice(m.buyer, asked.id);
    expect(asked).toMatchObject({ state: 'requested', total_fen: '60000' });
    asked = await prepare(asked);
    await sweepRefunds(m.t.app);
    expect((await listRedNotices(m.developer)).items).toEqual([]);
    await (await refund(order, '10000')).approve();
    const [notice] = (await listRedNotices(m.developer)).items;
    expect(notice).toMatchObject({ amount_fen: '10000' });
    expect(await codeOf(confirmRed(m.developer, notice!.id, confirmation(1, '1401260388888888')))).toBe(
      'invoices.blue_not_issued',
    );
    const open = await getInvoice(m.developer, asked.id);
    expect(await codeOf(reopenInvoice(m.developer, asked.id, { revision: open.revision - 1 }))).toBe(
      'invoices.changed_meanwhile',
    );
    const back = await reopenInvoice(m.developer, asked.id, { revision: open.revision });
    expect(back).toMatchObject({ state: 'requested', total_fen: '50000', notices: [{ state: 'void' }] });
    await (await refund(order, '50000')).approve();
    expect(await getInvoice(m.buyer, asked.id)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('an invoice issued by a service', () => {
  let double: FapiaoDouble;
  const served = (by: Ctx): Ctx => {
    const { url, keyId, secret } = double;
    return {
      ...by,
      ports: { ...by.ports, fapiao: createHttpFapiao({ url, keyId, secret, now: () => m.t.clock.now() }) },
    };
  };
  beforeAll(async () => {
    double = await openFapiaoDouble(() => m.t.clock.now());
  });
  afterAll(() => double.close());

  it('is handed over once and collected when it is there; what is refused is put right', async () => {
    const developer = served(m.developer);
    const order = await paidOrder(m, product);
    let invoice = await ask(order);
    invoice = await prepare(invoice, {}, developer);
    expect(invoice).toMatchObject({ route: 'http', state: 'prepared' });
    expect(await codeOf(upload(invoice.id, nextNumber()))).toBe('invoices.with_service');
    const { revision } = await getInvoice(developer, invoice.id);
    expect(await codeOf(reopenInvoice(developer, invoice.id, { revision }))).toBe('invoices.with_service');
    double.mood = 'gone';
    await collectAll(served(systemContext(m.t.app)), {});
    expect(await getInvoice(developer, invoice.id)).toMatchObject({ state: 'prepared' });
    double.mood = 'refuses';
    expect(await collectInvoice(developer, invoice.id)).toMatchObject({ state: 'requested' });
    double.mood = 'slow';
    invoice = await prepare(invoice, {}, developer);
    expect(await collectInvoice(developer, invoice.id)).toMatchObject({ state: 'prepared' });
    double.mood = 'other_amount';
    expect(await codeOf(collectInvoice(developer, invoice.id))).toBe('fapiao.file_differs');
    double.mood = 'well';
    await collectAll(served(systemContext(m.t.app)), {});
    invoice = await getInvoice(developer, invoice.id);
    expect(invoice).toMatchObject({ state: 'issued', number: double.issued.get(invoice.id) });
    expect(invoice.steps.map((step) => step.kind)).toEqual(
      expect.arrayContaining(['requested', 'prepared', 'sent', 'refused', 'issued']),
    );
    await (await refund(order, '100000')).approve();
    const [notice] = (await listRedNotices(m.developer)).items;
    const { red_id } = await confirmRed(
      developer,
      notice!.id,
      confirmation(1, '1401260377777777', { reason: 'ended' }),
    );
    await collectAll(served(systemContext(m.t.app)), {});
    expect(await getInvoice(m.buyer, red_id!)).toMatchObject({ state: 'issued', colour: 'red', total_fen: '-100000' });
    expect(await getInvoice(m.buyer, invoice.id)).toMatchObject({
      left_fen: '0',
      notices: [{ state: 'done', reason: 'ended' }],
    });
  });
});

describe('reminders', () => {
  let order: OrderOut;
  const kinds = async (id: string) => (await orderReminders(m.buyer, id)).steps.map((step) => step.kind);
  const daysOn = (days: number) => m.t.clock.advance({ days });
  let balance = 1_000_000n;
  const bank = async (fen: bigint, memo: string) => {
    m.t.clock.advance({ seconds: 1 });
    const line = { serial: nextSerial(), day: today(), fen, name: buyer.name, memo };
    const bytes = mt940([line], { opening: balance, account: '145200001234' });
    balance += fen;
    const draft = await uploadStatement(m.cashier, {
      fileName: '对账.sta',
      stream: Readable.from([Buffer.from(bytes)]),
    });
    const done = await importStatement(m.cashier, draft.id, {});
    await m.t.drain();
    return done;
  };

  it('come by the region’s table, on the desk and by mail, once', async () => {
    order = await placeOrder(m.buyer, { product_no: product });
    await remind(m.t.app);
    expect(await orderReminders(m.buyer, order.id)).toMatchObject({ steps: [], paused: null, stopped: false });
    // Placed on Monday 2 March: ten working days end on the 16th, three before that is the 11th.
    expect(order.pay_by).toBe('2026-03-16');
    expect((await orderReminders(m.buyer, order.id)).next).toEqual({ kind: 'reminder', on: '2026-03-11' });
    daysOn(9);
    await remind(m.t.app);
    await remind(m.t.app);
    await m.t.drain();
    expect(await kinds(order.id)).toEqual(['reminder']);
    const mails = (await m.t.app.ports.mail.kept()).filter((mail) => mail.text.includes(order.reference));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'cw@example.cn' });
    expect(mails[0]!.text).toMatch(/¥1,000\.00[\s\S]*by 2026-03-16/);
    expect(await codeOf(orderReminders(stranger, order.id))).toBe('orders.not_found');
  });

  it('wait while the buyer’s money is being looked into, come in by MT940', async () => {
    const statement = await bank(60_000n, '货款');
    expect(statement).toMatchObject({ format: 'mt940', new_lines: 1, closing_fen: '1060000' });
    expect(await orderReminders(m.buyer, order.id)).toMatchObject({ paused: 'case' });
    daysOn(6);
    await remind(m.t.app);
    expect(await kinds(order.id)).toEqual(['reminder']);
    const [found] = (await listCases(m.finance, { state: 'open', page: 1, page_size: 20 })).items;
    const { revision } = await m.t.app.db.bankCase.findUniqueOrThrow({ where: { id: found!.id } });
    await payBackCase(m.finance, found!.id, { revision, amount_fen: '60000', note: '退回' });
    await remind(m.t.app);
    expect(await kinds(order.id)).toEqual(['reminder', 'last_notice']);
    expect((await orderReminders(m.buyer, order.id)).stops_on).toBe('2026-03-20');
    expect((await listOverdue(m.developer)).items).toMatchObject([
      { order_no: order.no, state: 'overdue', paused: null },
    ]);
  });

  it('end when the order lapses by its own rule', async () => {
    daysOn(4);
    await lapse(m.t.app);
    await follow(m.t.app);
    await follow(m.t.app);
    expect(await kinds(order.id)).toEqual(['reminder', 'last_notice', 'lapsed']);
    await remind(m.t.app);
    expect(await kinds(order.id)).toHaveLength(3);
    await expect(m.t.database.query(`delete from dunning_step where order_id = '${order.id}'`)).rejects.toThrow();
  });

  it('of a month’s bill say when the key stops, that it has, and that it goes on', async () => {
    const used = await paidOrder(m, product);
    const bill = () =>
      act(systemContext(m.t.app), { action: 'gateway.bill', subject: ['order', used.id] }, async (tx) => {
        const row = await orders.lockOrder(tx.db, used.id);
        return issueBill(tx, row!, '2026-02', 5_000n);
      });
    const first = (await bill())!;
    // Ten working days from Saturday 21 March end on 3 April; the holiday of Qingming lies behind.
    daysOn(17);
    await remind(m.t.app);
    const [step] = (await orderReminders(m.buyer, used.id)).steps;
    expect(step).toMatchObject({ kind: 'last_notice', bill_period: '2026-02', order_no: first.no });
    daysOn(10);
    await lapse(m.t.app);
    await follow(m.t.app);
    expect(await orderReminders(m.buyer, used.id)).toMatchObject({ stopped: true });
    expect((await listOverdue(m.finance)).items.find((row) => row.order_id === first.id)).toMatchObject({
      state: 'stopped',
    });
    expect((await worklist(m.developer)).items.some((task) => task.kind === 'bill_overdue')).toBe(true);
    const second = (await bill())!;
    await confirmPayment(m.finance, slip(m, await getOrder(m.buyer, second.id)));
    await m.t.drain();
    await follow(m.t.app);
    const now = await orderReminders(m.buyer, used.id);
    expect(now.stopped).toBe(false);
    expect(now.steps.map((one) => one.kind)).toEqual(['last_notice', 'stopped', 'resumed']);
  });

  it('follow the table that the bureau sets', async () => {
    const set = (by: Ctx, steps: { days: number; kind: 'reminder' | 'last_notice' }[]) =>
      setSteps(by, { region_code: '140000', steps });
    expect(await codeOf(set(m.developer, []))).toBe('invoices.not_the_bureau');
    const twice = [
      { days: 1, kind: 'last_notice' as const },
      { days: 2, kind: 'last_notice' as const },
    ];
    expect(await codeOf(set(m.cashier, twice))).toBe('invoices.bad_steps');
    const made = await set(m.cashier, [{ days: -9, kind: 'reminder' }]);
    expect(made).toMatchObject({ own: true, may_set: true, steps: [{ days: -9, kind: 'reminder' }] });
    expect(await getSteps(m.buyer, '140100')).toMatchObject({ own: false, may_set: false });
    // Placed on a Friday: nine working days before the last of ten is the Monday.
    const fresh = await placeOrder(m.buyer, { product_no: product });
    daysOn(3);
    await remind(m.t.app);
    expect(await kinds(fresh.id)).toEqual(['reminder']);
  });
});
