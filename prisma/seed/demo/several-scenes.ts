/**
 * A product made with data of a province's and a city's agency, sold in slices; a rule of sharing between their levels that
 * waits for the second officer; invoices asked for, issued, and one that has to be put right.
 */
import { Readable } from 'node:stream';
import { issueInvoice, prepareInvoice } from '#api/invoices/issue.ts';
import { startRed } from '#api/invoices/red.ts';
import { requestInvoice } from '#api/invoices/requests.ts';
import { findInvoice } from '#api/invoices/store.ts';
import { keepSeller, keepTitle } from '#api/invoices/titles.ts';
import { fapiaoData } from '#api/invoices/view.ts';
import type { Day } from '#api/kernel/time.ts';
import { consentToDivision, divideProduct } from '#api/products/division.ts';
import { citeSources, getOwn, listProduct, uploadFile } from '#api/products/service.ts';
import { fileSharingRule } from '#api/revenue/levels.ts';
import { transfer } from './bank.ts';
import { type Book, look } from './book.ts';
import { order } from './money.ts';
import { draftProduct } from './products.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

const maker = 'developer2';
const behind = [
  { case: 'freight', ppm: 600_000, head: 'province.transport.head' },
  { case: 'transfer', ppm: 400_000, head: 'taiyuan.transport.head' },
] as const;

const item = { item_name: '*信息技术服务*数据产品', tax_code: '3040203000000000000', unit: '项', rate: 'r6' } as const;

export function severalScenes(book: Book): Scene[] {
  const at = (day: Day, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const invoices = new Map<string, string>();
  let product = '';
  const sold = (handle: string, login: string, placed: Day, paid: Day) => [
    at(placed, '10:15', `order by ${login}: of two agencies`, (stage) => order(stage, book, handle, login, 'linked')),
    at(paid, '09:45', `transfer: ${handle}`, (stage) =>
      transfer(stage, book, 'province', { handle, login, day: paid }),
    ),
  ];
  const asked = (day: Day, key: string, login: string, handle: string) =>
    at(day, '11:10', `invoice asked for: ${key}`, async (stage) => {
      const kind = key === 'waiting' ? 'ordinary' : 'special';
      const { id } = await requestInvoice(stage.as(login), { order_ids: [look(book.orders, handle)], kind });
      invoices.set(key, id);
    });
  const issued = (day: Day, key: string, number: string) =>
    at(day, '15:20', `invoice issued: ${key}`, (stage) => issue(stage, look(invoices, key), day, number));
  return [
    at('2026-10-27', '10:20', 'a product of two agencies, divided and with its sources', async (stage) => {
      const made = await draftProduct(stage, book, {
        key: 'linked',
        case: 'freight',
        kind: 'dataset',
        title: '太原城际货运与公交衔接指数',
        titleEn: 'How freight and bus travel meet around Taiyuan',
        summary: '货车入口活跃度与公交接驳需求按时段对照，供园区错开货运和通勤。',
        description: '由省交通运输厅和太原市交通运输局分别授权的数据计算，价款按双方同意的份额分段。演示产品。',
        priceFen: '260000',
      });
      const parts = behind.map((one) => ({ agreement_id: look(book.agreements, one.case), ppm: one.ppm }));
      const as = () => stage.as(maker);
      let p = await divideProduct(as(), made.id, { revision: made.revision, method: 'agreed', parts });
      // What was taken for the products of either agreement; the quota of a day would not let the whole table go again.
      const delivery_ids = behind.flatMap((one) => look(book.deliveries, one.case).slice(-1));
      p = await citeSources(as(), p.id, { revision: p.revision, delivery_ids });
      const text = '\uFEFF时段,货运活跃度,接驳需求\r\n早高峰,71.4,100.0\r\n平峰,100.0,46.8\r\n晚高峰,64.9,93.5\r\n';
      const file = { name: '货运公交衔接指数.csv', stream: Readable.from([Buffer.from(text)]) };
      await uploadFile(as(), p.id, p.revision, file);
      product = p.id;
    }),
    at('2026-10-28', '14:30', 'both agencies consent to their parts, it is listed', async (stage) => {
      const { division, revision, no } = await getOwn(stage.as(maker), product);
      for (const { head } of behind)
        await consentToDivision(stage.as(head), product, { parts_sha256: division?.parts_sha256 ?? '', password });
      await listProduct(stage.as(maker), product, revision);
      book.products.set('linked', no);
    }),
    ...sold('d1', 'buyer', '2026-11-04', '2026-11-05'),
    ...sold('d2', 'buyer3', '2026-11-10', '2026-11-11'),
    at('2026-10-14', '16:10', 'what invoices are made out with', async (stage) => {
      const { name, uscc } = stage.organization('buyer');
      const place = {
        revision: 0,
        address: '大同市平城区演示路 8 号',
        phone: '0352-0000000',
        bank_name: '演示银行大同分行',
      };
      await keepTitle(stage.as('buyer'), {
        ...place,
        bank_account: '9900000000000035',
        name,
        tax_no: uscc,
        kind: 'special',
        email: 'caiwu@kuaiyun.example',
      });
      await keepSeller(stage.as(maker), { ...place, bank_account: '9900000000000025', ...item });
    }),
    asked('2026-10-19', 'outflow', 'buyer', 'f18'),
    issued('2026-10-20', 'outflow', '26142000000000000017'),
    asked('2026-10-19', 'season', 'buyer', 'h2'),
    issued('2026-10-21', 'season', '26142000000000000018'),
    at('2026-11-02', '15:40', 'a credit note is due: the invoice was made out wrongly', (stage) =>
      startRed(stage.as(maker), look(invoices, 'season'), {
        order_id: look(book.orders, 'h2'),
        reason: 'issue_error',
      }),
    ),
    asked('2026-11-17', 'waiting', 'buyer', 'd1'),
    at('2026-11-18', '10:50', 'a rule of sharing between province and city, filed by one officer', (stage) =>
      fileSharingRule(stage.as('province.finance'), {
        region_codes: ['140100'],
        ppm: 300_000,
        basis: '山西省人民政府关于政务数据开发收入省市分享的规定（演示）',
        document_no: '晋演示财预〔2026〕15号',
        valid_from: '2026-12-01',
        valid_to: '2028-12-31',
      }),
    ),
  ];
}

/** The seller issues it in the bureau's system and brings number, day and the electronic file, all made up here. */
async function issue(stage: Stage, id: string, day: Day, number: string): Promise<void> {
  const seen = await findInvoice(stage.app.db, id);
  if (seen === null) throw new Error('the invoice is not there');
  const { item_name: name, tax_code, unit, rate } = item;
  const lines = seen.lines.map(({ position }) => ({ position, name, tax_code, unit, quantity: 1, rate }));
  const ready = await prepareInvoice(stage.as(maker), id, { revision: seen.revision, lines });
  const row = await findInvoice(stage.app.db, id);
  if (row === null) throw new Error('the invoice is not there');
  const data = fapiaoData(row);
  const yuan = (fen: string) => `${BigInt(fen) / 100n}.${String(BigInt(fen) % 100n).padStart(2, '0')}`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>${number}</EIid></Header><EInvoiceData><SellerInformation><SellerIdNum>${data.seller.tax_no}</SellerIdNum></SellerInformation>
<BuyerInformation><BuyerIdNum>${data.buyer.tax_no}</BuyerIdNum></BuyerInformation><BasicInformation><TotalAmWithoutTax>${yuan(data.amount_fen)}</TotalAmWithoutTax>
<TotalTaxAm>${yuan(data.tax_fen)}</TotalTaxAm><TotalTax-includedAmount>${yuan(data.total_fen)}</TotalTax-includedAmount></BasicInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>${number}</InvoiceNumber><IssueTime>${day} 10:00:00</IssueTime></TaxSupervisionInfo></EInvoice>`;
  const fields = { revision: ready.revision, number, issued_on: day };
  const stream = Readable.from([Buffer.from(xml)]);
  await issueInvoice(stage.as(maker), id, fields, { fileName: `${number}.xml`, stream });
}
