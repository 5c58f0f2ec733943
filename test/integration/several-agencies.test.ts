/** A product made with data of several agencies: its price in slices, each split by its own agreement (issue row 24, Article 21). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import { ledgerCash } from '#api/banking/store.ts';
import type { Ctx } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { getOrder } from '#api/orders/service.ts';
import { getIncomeMonth } from '#api/payouts/income.ts';
import { findIncomePaper, issueIncomePaper, openIncomePaper } from '#api/payouts/income-paper.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { consentToDivision, divideProduct, listDividedProducts } from '#api/products/division.ts';
import { citeSources, getProduct, listChoices, listProduct, uploadFile } from '#api/products/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { getYear } from '#api/revenue/desk.ts';
import { exportEvidence } from '#api/revenue/evidence.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { decideSharingRule, fileSharingRule, getLevels } from '#api/revenue/levels.ts';
import { decideAgencyMove, fileAgencyMove } from '#api/revenue/moves.ts';
import { getRevenue } from '#api/revenue/overview.ts';
import { approveRefund, listRefundsToPay, payRefund, requestRefund } from '#api/revenue/refunds.ts';
import { approveStatement, closeStatement, issuePaymentOrder, registerReceipt } from '#api/revenue/remittances.ts';
import {
  applyRepayment,
  approveRepayment,
  getRepayment,
  listRepayments,
  openRepaymentOrder,
  registerRepayment,
  reviewRepayment,
} from '#api/revenue/repayments.ts';
import { recompute, type Sealed } from '#api/revenue/rules/recompute.ts';
import { confirmStatement, drawStatement, listPending } from '#api/revenue/statements.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { agreement, codeOf, conditional, password, roadCsv } from '#test/support/licensed.ts';
import {
  delivery,
  draftProduct,
  fileOf,
  type Market,
  marketWorld,
  nextSerial,
  paidOrder,
  receipt,
} from '#test/support/market.ts';

const term = { from: '2026-01-05', to: '2027-12-31' };
const asked = { term_from: term.from, term_to: term.to };
const shares = (treasury: number) => [
  { party: 'treasury', ppm: treasury },
  { party: 'developer', ppm: 1_000_000 - treasury },
];

let m: Market;
/** Of the province's transport department and of the city's bureau; the city's people as the helpers want them. */
let a: AgreementOut;
let b: AgreementOut;
let city: Market;
let product: OwnProductOut;
const deliveries: Record<string, string> = {};

/** The market as somebody of the city's side walks it. */
const asCity = (): Market => {
  const of = (login: string) => m.world.ctx(login);
  return {
    ...m,
    agency: of('taiyuan.transport'),
    head: of('taiyuan.transport.head'),
    reviewer: of('taiyuan.information'),
    finance: m.cityFinance,
    cashier: m.cityCashier,
  };
};

beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', term);
  city = asCity();
  const means = { steward: city.agency, reviewer: city.reviewer, drain: () => m.t.drain() };
  const bus = (await publishedDataset(means, { title: '公交客流', ...conditional }, roadCsv)).entry.code;
  a = await agreement(m, 'active', { term, shares: shares(300_000) }, { ...asked, datasets: [m.codes.toll] });
  b = await agreement(city, 'active', { term, shares: shares(500_000) }, { ...asked, datasets: [bus] });
  deliveries.toll = await delivery(m, a.id, m.codes.toll);
  deliveries.bus = await delivery(m, b.id, bus);
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

const sql = (text: string, values: unknown[] = []) => m.t.database.query(text, values);
/** Sum of the lines by party of an order, as `kind:amount` in order of agreement. */
const partsOf = async (orderId: string) =>
  (
    await sql(
      `select al.agreement_id, l.party_kind, l.party_id, sum(l.amount_fen)::text amount from allocation al join allocation_line l on l.allocation_id = al.id
       where al.order_id = $1 group by 1, 2, 3`,
      [orderId],
    )
  ).map((row) => ({ ...row })) as { agreement_id: string; party_kind: string; party_id: string; amount: string }[];
const amount = (rows: Awaited<ReturnType<typeof partsOf>>, of: AgreementOut, kind: string) =>
  rows.find((one) => one.agreement_id === of.id && one.party_kind === kind)?.amount;

/** A drawn statement taken to the treasury's receipt by the people of its own level. */
async function remit(w: Market, drawn: StatementOut, upTo: 'approved' | 'received'): Promise<StatementOut> {
  const at = (s: StatementOut) => ({ revision: s.revision, password });
  let s = await confirmStatement(m.developer, drawn.id, at(drawn));
  s = await confirmStatement(w.head, s.id, at(s));
  s = await approveStatement(w.finance, s.id, at(s));
  if (upTo === 'approved') return s;
  s = await issuePaymentOrder(w.cashier, s.id, at(s));
  return registerReceipt(w.cashier, receipt(w, s));
}

describe('a product of two agencies', () => {
  it('is divided by the datasets cited, or by parts every agency consents to; frozen at the listing', async () => {
    let p = await draftProduct(m, { agreement_id: a.id, title: '出行指数', price_fen: '100001' });
    expect(p.division).toBeNull();
    const cite = () => [deliveries.toll!, deliveries.bus!];
    expect(await codeOf(citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: cite() }))).toBe(
      'products.foreign_delivery',
    );
    const parts = [{ agreement_id: a.id }, { agreement_id: b.id }];
    expect(
      await codeOf(
        divideProduct(m.developer, p.id, {
          revision: p.revision,
          method: 'sources',
          parts: [{ agreement_id: 'agr_x' }],
        }),
      ),
    ).toBe('products.no_agreement');
    p = await divideProduct(m.developer, p.id, { revision: p.revision, method: 'sources', parts });
    expect(p.missing.map((one) => one.code)).toContain('products.part_without_source');
    expect((await listChoices(m.developer, p.id)).items.map((one) => one.agreement_no).sort()).toEqual(
      [a.no, b.no].sort(),
    );
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: cite() });
    expect(p.division?.parts.map((one) => one.ppm)).toEqual([500_000, 500_000]);

    const agreed = (ppm: number) => parts.map((one, at) => ({ ...one, ppm: at === 0 ? ppm : 1_000_000 - ppm }));
    p = await divideProduct(m.developer, p.id, {
      revision: p.revision,
      method: 'agreed',
      parts: [
        { ...parts[0]!, ppm: 600_000 },
        { ...parts[1]!, ppm: 300_000 },
      ],
    });
    expect(p.missing.map((one) => one.code)).toContain('products.parts_not_whole');
    p = await divideProduct(m.developer, p.id, { revision: p.revision, method: 'agreed', parts: agreed(666_667) });
    p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1.2\n'));
    expect(await codeOf(listProduct(m.developer, p.id, p.revision))).toBe('products.consent_missing');
    const consent = (by: Ctx, hash = p.division!.parts_sha256) =>
      consentToDivision(by, p.id, { parts_sha256: hash, password });
    expect(await codeOf(consent(m.agency))).toBe('auth.forbidden');
    expect(await codeOf(consent(m.world.ctx('province.ecology.head')))).toBe('products.not_found');
    expect(await codeOf(consent(m.head, 'x'))).toBe('products.division_changed');
    expect((await consent(m.head)).can_consent).toBe(false);
    expect(await codeOf(consent(m.head))).toBe('products.consented_already');
    // What both consent to is exactly what is listed: other parts need new consents.
    const before = p.division!.parts_sha256;
    p = await divideProduct(m.developer, p.id, { revision: p.revision, method: 'agreed', parts: agreed(666_668) });
    expect([p.division!.parts_sha256 === before, p.division!.parts.map((one) => one.consented)]).toEqual([
      false,
      [false, false],
    ]);
    p = await divideProduct(m.developer, p.id, { revision: p.revision, method: 'agreed', parts: agreed(666_667) });
    expect((await listDividedProducts(city.head)).items.map((one) => [one.no, one.can_consent])).toEqual([
      [p.no, true],
    ]);
    await consent(city.head);
    await expect(
      sql(`update product set state = 'listed', division_sha256 = 'forged', listed_at = now() where id = $1`, [p.id]),
    ).rejects.toThrow(/no_consent/);
    product = await listProduct(m.developer, p.id, p.revision);
    expect((await getProduct(m.world.ctx(null), product.no)).division?.parts.map((one) => one.ppm).sort()).toEqual([
      333_333, 666_667,
    ]);
    expect(await codeOf(consent(city.head))).toBe('products.needs_no_consent');
    await expect(sql('update product_part set ppm = 1 where product_id = $1', [p.id])).rejects.toThrow(/append_only/);
  });

  it('freezes the slices of each order, splits each by its own agreement, and pays each treasury of its own level', async () => {
    const bought = await paidOrder(m, product.no);
    const order = await getOrder(m.buyer, bought.id);
    const slice = (of: AgreementOut) => order.slices.find((one) => one.agreement_no === of.no)?.gross_fen;
    expect([slice(a), slice(b)]).toEqual(['66667', '33334']);
    const rows = await partsOf(order.id);
    expect([amount(rows, a, 'treasury'), amount(rows, b, 'treasury')]).toEqual(['20000', '16667']);
    expect([amount(rows, a, 'developer'), amount(rows, b, 'developer')]).toEqual(['46667', '16667']);
    expect(
      rows
        .filter((one) => one.party_kind === 'treasury')
        .map((one) => one.party_id)
        .sort(),
    ).toEqual([a.treasury.code, b.treasury.code].sort());
    // By hand, too: no slice is changed, no order's slices are other than its price.
    await expect(sql('update order_slice set gross_fen = 1')).rejects.toThrow(/append_only/);
    await expect(
      sql(
        `insert into order_slice select order_id, $2, agreement_version, agency_id, region_code, level, treasury_code, 0, 1
           from order_slice where order_id = $1 limit 1`,
        [order.id, m.agreement.id],
      ),
    ).rejects.toThrow(/wrong_treasury|slices_not_whole/);
    const month = await getIncomeMonth(m.developer, '2026-01');
    expect(month.orders.find((one) => one.order_id === order.id)).toMatchObject({
      gross_fen: '100001',
      own_fen: '63334',
      slices: [{ ppm: expect.any(Number) }, { ppm: expect.any(Number) }],
    });
    // The month as a sealed paper: the same while nothing changes, told apart by its number when something did.
    expect(await codeOf(issueIncomePaper(m.agency, '2026-01'))).toBe('payouts.not_an_enterprise');
    expect(await codeOf(issueIncomePaper(m.developer, '2025-12'))).toBe('payouts.no_income');
    expect(await codeOf(openIncomePaper(m.developer, '2026-01'))).toBe('payouts.no_income_paper');
    const paper = await issueIncomePaper(m.developer, '2026-01');
    expect((await issueIncomePaper(m.developer, '2026-01')).no).toBe(paper.no);
    const pdf = await openIncomePaper(m.developer, '2026-01');
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await verifyDocument(m.t.ctx(), paper.document_id)).faults).toEqual([]);
    const year = await getYear(m.finance, { year: 2026 });
    expect([year.total.orders, year.groups.agency.map((one) => one.orders)]).toEqual([1, [1]]);
  });

  it('gives a refund back through the slices: out of the open statement, by 退付 from the one that is approved', async () => {
    const second = await paidOrder(m, product.no);
    const before = await findIncomePaper(m.developer, '2026-01');
    expect((await issueIncomePaper(m.developer, '2026-01')).no).not.toBe(before?.no);
    m.t.clock.set('2026-02-03T12:00:00+08:00');
    expect((await listPending(m.developer)).items.map((one) => [one.agreement_no, one.gross_fen]).sort()).toEqual(
      [
        [a.no, '133334'],
        [b.no, '66668'],
      ].sort(),
    );
    const ofB = await remit(
      city,
      await drawStatement(city.agency, { agreement_id: b.id, period: '2026-01' }),
      'received',
    );
    let ofA = await drawStatement(m.agency, { agreement_id: a.id, period: '2026-01' });
    expect([ofA.treasury_code, ofB.treasury_code, ofB.treasury_fen]).toEqual([
      a.treasury.code,
      b.treasury.code,
      '33334',
    ]);

    const ask = { amount_fen: '33333', refundable_seen_fen: '100001', reason: '少了一天的数据' };
    const open = await requestRefund(m.buyer, second.id, ask);
    const refundId = open.refunds[0]!.id;
    const seen = { refundable_seen_fen: '100001' };
    expect(await codeOf(approveRefund(m.finance, refundId, { ...seen, bank_serial: nextSerial() }))).toBe(
      'revenue.repayment_first',
    );
    await approveRefund(m.finance, refundId, { ...seen, bank_serial: '' });
    const rows = await partsOf(second.id);
    // 66,668 are left: 44,445 and 22,223 under the two, each at its signed share.
    expect([amount(rows, a, 'treasury'), amount(rows, b, 'treasury')]).toEqual(['13333', '11111']);
    const cases = (await listRepayments(m.cityFinance, { page: 1, page_size: 20 })).items;
    expect(cases.map((one) => [one.statement_no, one.amount_fen])).toEqual([[ofB.no, '5556']]);
    expect((await listRepayments(m.finance, { page: 1, page_size: 20 })).items).toEqual([]);
    const [january] = (await getRevenue(m.cityFinance, { from: '2026-01', to: '2026-01' })).rows;
    expect(january).toMatchObject({ remitted_fen: '33334', outstanding_fen: '0', open_claims_fen: '5556' });
    expect((await listRefundsToPay(m.finance)).items.map((one) => one.ready)).toEqual([false]);
    expect(await codeOf(payRefund(m.cashier, refundId, { bank_serial: nextSerial() }))).toBe(
      'revenue.repayment_outstanding',
    );
    const id = cases[0]!.id;
    let r = await applyRepayment(city.head, id, { revision: 1, reason: '退款' });
    r = await reviewRepayment(m.cityFinance, id, { revision: r.revision, password });
    r = await approveRepayment(m.cityCashier, id, { revision: r.revision, password });
    await registerRepayment(m.cityCashier, id, {
      revision: r.revision,
      receipt_no: `TF${nextSerial()}`,
      amount_fen: '5556',
      received_on: '2026-02-03',
    });
    await payRefund(m.cashier, refundId, { bank_serial: nextSerial() });

    // The province's statement was drawn before: it is drawn again without what went back.
    expect((await drawnAgain(ofA)).net_fen).toBe('111112');
    ofA = await remit(m, await drawnAgain(ofA), 'received');
    for (const [who, s] of [
      [m.finance, ofA],
      [m.cityFinance, ofB],
    ] as const) {
      const sealed = JSON.parse(JSON.stringify(await exportEvidence(who, s.id))) as Sealed;
      expect(recompute(sealed, sha256)).toEqual([]);
      const forged = structuredClone(sealed);
      const slices = forged.evidence.orders[0]!.slices as unknown as { gross_fen: string }[];
      slices[0]!.gross_fen = '1';
      expect(recompute(forged, sha256).map((one) => one.at)).toContain(
        `orders/${sealed.evidence.orders[0]!.no}/slices`,
      );
    }
  });
});

const provinceTreasury = () => a.treasury.code;
const cityTreasury = () => b.treasury.code;

describe('sharing between levels', () => {
  it('is none without a filed rule, and divides a remittance under one that a second officer approved', async () => {
    const late = await paidOrder(m, product.no);
    m.t.clock.set('2026-03-03T12:00:00+08:00');
    const rule = {
      region_codes: ['140100'],
      ppm: 200_000,
      basis: '省与设区市政务数据收入分享办法',
      document_no: '晋财预〔2026〕9号',
      valid_from: '2026-03-01',
      valid_to: '2026-12-31',
    };
    expect(await codeOf(fileSharingRule(m.buyer, rule))).toBe('auth.forbidden');
    expect(await codeOf(fileSharingRule(m.finance, { ...rule, region_codes: ['150100'] }))).toBe(
      'revenue.sharing_regions',
    );
    expect(await codeOf(fileSharingRule(m.cityFinance, rule))).toBe('revenue.sharing_regions');
    expect(await codeOf(fileSharingRule(m.finance, { ...rule, valid_to: '2026-02-30' }))).toBe('revenue.sharing_days');
    const filed = await fileSharingRule(m.finance, rule);
    const both = { ...m.cashier, viewer: { ...m.cashier.viewer!, personId: m.finance.viewer!.personId } };
    const yes = { decision: 'approve', password } as const;
    expect(await codeOf(decideSharingRule(both, filed.id, yes))).toBe('revenue.filed_two_people');
    expect(await codeOf(decideSharingRule(m.cityCashier, filed.id, yes))).toBe('revenue.filed_not_found');
    expect(filed.in_force).toBe(false);
    expect((await decideSharingRule(m.cashier, filed.id, yes)).in_force).toBe(true);
    expect(await codeOf(decideSharingRule(m.cashier, filed.id, yes))).toBe('revenue.filed_decided');
    expect(await codeOf(fileSharingRule(m.finance, rule))).toBe('revenue.sharing_overlaps');
    await expect(sql('update sharing_rule set ppm = 900000')).rejects.toThrow(/append_only/);

    // What was remitted before stays whole; a share by hand has no rule to stand on.
    await expect(
      sql(
        `insert into payment_order_share select p.id, '${provinceTreasury()}', '${filed.id}', 500000, 1 from payment_order p limit 1`,
      ),
    ).rejects.toThrow(/no_sharing_rule/);
    const drawn = await drawStatement(city.agency, { agreement_id: b.id, period: '2026-02' });
    expect(drawn.treasury_fen).toBe('16667');
    const s = await remit(city, drawn, 'received');
    const shares = await sql(
      `select h.treasury_code, h.amount_fen::text amount from payment_order_share h order by h.amount_fen`,
    );
    expect(shares.map((one) => [one.treasury_code, one.amount])).toEqual([
      [provinceTreasury(), '3333'],
      [cityTreasury(), '13334'],
    ]);
    const sealed = JSON.parse(JSON.stringify(await exportEvidence(m.cityFinance, s.id))) as Sealed;
    expect(recompute(sealed, sha256)).toEqual([]);
    (sealed.evidence.payment_order!.shares as unknown as { amount_fen: string }[])[0]!.amount_fen = '1';
    expect(recompute(sealed, sha256).map((one) => one.at)).toContain('payment_order/shares');
    expect((await closeStatement(m.cityFinance, s.id, { revision: s.revision })).state).toBe('closed');

    // A refund afterwards comes back from both, in the parts in which they got it.
    const open = await requestRefund(m.buyer, late.id, {
      amount_fen: '100001',
      refundable_seen_fen: '100001',
      reason: '全部退回',
    });
    await approveRefund(m.finance, open.refunds[0]!.id, { refundable_seen_fen: '100001', bank_serial: '' });
    const found = (await listRepayments(m.cityFinance, { page: 1, page_size: 20, state: 'opened' })).items;
    expect(found.map((one) => one.amount_fen)).toEqual(['16667']);
    let r = await applyRepayment(city.head, found[0]!.id, { revision: 1, reason: '退款' });
    r = await reviewRepayment(m.cityFinance, r.id, { revision: r.revision, password });
    r = await approveRepayment(m.cityCashier, r.id, { revision: r.revision, password });
    await registerRepayment(m.cityCashier, r.id, {
      revision: r.revision,
      receipt_no: `TF${nextSerial()}`,
      amount_fen: '16667',
      received_on: '2026-03-03',
    });
    await payRefund(m.cashier, open.refunds[0]!.id, { bank_serial: nextSerial() });
    const repaid = await openRepaymentOrder(m.cityFinance, r.id);
    expect(Buffer.from(repaid.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    const document = (await getRepayment(m.cityFinance, r.id)).document_id!;
    const checked = await verifyDocument(m.t.ctx(), document);
    expect([checked.kind, checked.faults, checked.signatures.length]).toEqual(['repayment_order', [], 1]);
    expect(await codeOf(openRepaymentOrder(m.buyer, r.id))).toBe('revenue.repayment_not_found');
    // The buyers' money came into the province's account, and what went to both treasuries left from there.
    const [cash] = await sql('select amount_fen::text n from ledger_balance where account_id = $1', ['cash:bank']);
    const at = m.t.clock.now();
    const ahead = new Date(at.getTime() + 86_400_000);
    expect((await ledgerCash(m.t.app.db, '140000', ahead)).toString()).toBe(cash!.n);
    expect(await ledgerCash(m.t.app.db, '140100', ahead)).toBe(0n);
    const levels = await getLevels(m.finance, { year: 2026 });
    const province = levels.rows.find((one) => one.treasury_code === provinceTreasury());
    expect([province?.shared_in_fen, province?.repaid_fen]).toEqual(['3333', '3333']);
    const own = (await getLevels(m.cityFinance, { year: 2026 })).rows;
    expect(own).toMatchObject([
      { level: 'city', collected_fen: '50001', shared_out_fen: '3333', repaid_fen: '18890', kept_fen: '27778' },
    ]);
  });
});

describe('row 24: an agency that moves to another level', () => {
  it('keeps its past with the treasury of before; new orders belong to the new one, and a report tells both', async () => {
    const before = await paidOrder(m, product.no);
    const uscc = city.agency.viewer!.organization.uscc;
    const move = { uscc, to_region: '140000', document_no: '晋编办〔2026〕3号', reason: '划归省级管理' };
    expect(await codeOf(fileAgencyMove(m.cityFinance, move))).toBe('auth.forbidden');
    expect(await codeOf(fileAgencyMove(m.finance, { ...move, uscc: m.buyer.viewer!.organization.uscc }))).toBe(
      'revenue.move_no_agency',
    );
    expect(await codeOf(fileAgencyMove(m.finance, { ...move, to_region: '140100' }))).toBe('revenue.move_nowhere');
    expect(await codeOf(fileAgencyMove(m.finance, { ...move, uscc: m.cityFinance.viewer!.organization.uscc }))).toBe(
      'revenue.move_holds_power',
    );
    const filed = await fileAgencyMove(m.finance, move);
    expect(await codeOf(fileAgencyMove(m.finance, move))).toBe('revenue.move_open');
    const decision = { decision: 'approve', password } as const;
    const both = { ...m.cashier, viewer: { ...m.cashier.viewer!, personId: m.finance.viewer!.personId } };
    expect(await codeOf(decideAgencyMove(both, filed.id, decision))).toBe('revenue.filed_two_people');
    await decideAgencyMove(m.cashier, filed.id, decision);
    expect(await codeOf(decideAgencyMove(m.cashier, filed.id, decision))).toBe('revenue.filed_decided');

    m.t.clock.set('2026-03-04T12:00:00+08:00');
    const after = await paidOrder(m, product.no);
    const codes = async (orderId: string) =>
      (await partsOf(orderId))
        .filter((one) => one.agreement_id === b.id && one.party_kind === 'treasury')
        .map((one) => one.party_id);
    expect([await codes(before.id), await codes(after.id)]).toEqual([[cityTreasury()], [provinceTreasury()]]);
    m.t.clock.set('2026-04-03T12:00:00+08:00');
    const pending = (await listPending(city.agency)).items;
    expect(pending.map((one) => one.treasury_code)).toEqual([cityTreasury(), provinceTreasury()]);
    // Two statements of one month: each to its own treasury, each reviewed by that level's bureau.
    const draw = { agreement_id: b.id, period: '2026-03' };
    const old = await drawStatement(city.agency, draw);
    const fresh = await drawStatement(city.agency, draw);
    expect([old.treasury_code, fresh.treasury_code]).toEqual([cityTreasury(), provinceTreasury()]);
    expect(await codeOf(drawStatement(city.agency, draw))).toBe('revenue.statement_exists');
    const paidOld = await remit(city, old, 'received');
    const paidNew = await remit({ ...m, head: city.head }, fresh, 'received');
    for (const [who, s] of [
      [m.cityFinance, paidOld],
      [m.finance, paidNew],
    ] as const) {
      expect(s.checks.every((one) => one.ok)).toBe(true);
      const sealed = JSON.parse(JSON.stringify(await exportEvidence(who, s.id))) as Sealed;
      expect(recompute(sealed, sha256)).toEqual([]);
      if (s === paidNew) {
        const forged = structuredClone(sealed);
        (forged.evidence as { moves?: unknown }).moves = [];
        expect(recompute(forged, sha256).map((one) => one.says)).toContain(
          'the agency never moved from the treasury that was signed',
        );
      }
    }
    const march = (await getRevenue(m.finance, { from: '2026-03', to: '2026-03' })).rows;
    expect(march.map((one) => [one.treasury_code, one.due_fen])).toEqual([[provinceTreasury(), '56667']]);
    const cityMarch = (await getRevenue(m.cityFinance, { from: '2026-03', to: '2026-03' })).rows;
    expect(cityMarch.map((one) => [one.treasury_code, one.due_fen])).toEqual([[cityTreasury(), '16667']]);
  });
});

let again: StatementOut | null = null;
async function drawnAgain(s: StatementOut): Promise<StatementOut> {
  if (again !== null) return again;
  const { redrawStatement, getStatement } = await import('#api/revenue/statements.ts');
  const now = await getStatement(m.agency, s.id);
  expect(now.state).toBe('returned');
  again = await redrawStatement(m.agency, s.id, { revision: now.revision });
  return again;
}
