import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { exportRevenue, getPayable, getPublicRevenue, getRevenue } from '#api/revenue/overview.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import {
  approveStatement,
  closeStatement,
  issuePaymentOrder,
  registerReceipt,
  returnStatement,
} from '#api/revenue/remittances.ts';
import {
  confirmStatement,
  drawStatement,
  getStatement,
  listPending,
  listStatements,
  openPaper,
  redrawStatement,
} from '#api/revenue/statements.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { codeOf, password, refusal } from '#test/support/licensed.ts';
import {
  carry,
  listedProduct,
  type Market,
  marketWorld,
  nextSerial,
  paidOrder,
  receipt,
  slip,
  statement,
} from '#test/support/market.ts';

let m: Market;
let product: OwnProductOut;
beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', { from: '2026-01-05', to: '2026-12-31' });
  product = await listedProduct(m);
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

const page = { page: 1, page_size: 50 };
let month = 0;
/** Goes to the tenth of a month of its own; `over()` goes to the third of the next, when it can be stated. */
function freshMonth() {
  month += 1;
  const text = `2026-${String(month).padStart(2, '0')}`;
  m.t.clock.set(`${text}-10T12:00:00+08:00`);
  const over = () => m.t.clock.set(`2026-${String(month + 1).padStart(2, '0')}-03T12:00:00+08:00`);
  return { period: text, over };
}
const sold = async (): Promise<OrderOut> => getOrder(m.buyer, (await paidOrder(m, product.no)).id);
/** A month with one sale of ¥1,000.00, stated as far as asked. */
async function stated(upTo: Parameters<typeof statement>[2]): Promise<StatementOut> {
  const { period, over } = freshMonth();
  await sold();
  over();
  return statement(m, period, upTo);
}
const at = (s: StatementOut) => ({ revision: s.revision, password });
const confirm = (s: StatementOut, by: Ctx, over: object = {}) => confirmStatement(by, s.id, { ...at(s), ...over });
const approve = (s: StatementOut, by = m.finance) => approveStatement(by, s.id, at(s));
const issue = (s: StatementOut, by = m.cashier) => issuePaymentOrder(by, s.id, at(s));
const register = (s: StatementOut, over: object = {}, by = m.cashier) => registerReceipt(by, receipt(m, s, over));
const withDuties = (ctx: Ctx, ...duties: NonNullable<Ctx['viewer']>['duties'][number][]): Ctx => ({
  ...ctx,
  viewer: { ...ctx.viewer!, duties },
});
const refund = async (order: OrderOut, amount_fen: string) => {
  const fresh = await getOrder(m.buyer, order.id);
  const asked = await requestRefund(m.buyer, order.id, {
    amount_fen,
    reason: '数据缺失',
    refundable_seen_fen: fresh.refundable_fen,
  });
  const id = asked.refunds.find((one) => one.state === 'requested')?.id ?? '';
  return approveRefund(m.finance, id, { bank_serial: nextSerial(), refundable_seen_fen: fresh.refundable_fen });
};
/** As a database superuser who switches the triggers off. */
const behind = (sql: string) =>
  m.t.database.query(`do $do$ begin perform set_config('session_replication_role', 'replica', true); ${sql}; end $do$`);
const money = async () =>
  (await m.t.database.query('select account_id, amount_fen from ledger_balance order by 1')).map((row) =>
    Object.values(row).join(' '),
  );

describe('drawing a statement', () => {
  it('is for a month that is over, with sales, by a party, once', async () => {
    const { period, over } = freshMonth();
    const order = await sold();
    const draw = (by: Ctx, p = period) => drawStatement(by, { agreement_id: m.agreement.id, period: p });
    expect(await codeOf(draw(m.agency))).toBe('revenue.period_open');
    expect(await codeOf(draw(m.agency, '2026-12'))).toBe('revenue.period_open');
    over();
    expect((await listPending(m.agency)).items).toMatchObject([
      { agreement_id: m.agreement.id, agreement_no: m.agreement.no, period, orders: 1, gross_fen: '100000' },
    ]);
    expect((await listPending(m.other)).items).toEqual([]);
    expect(await codeOf(draw(m.agency, '2025-12'))).toBe('revenue.nothing_sold');
    expect(await codeOf(draw(m.other))).toBe('revenue.agreement_not_found');
    expect(await codeOf(draw(m.finance))).toBe('auth.forbidden');
    const s = await draw(m.agency);
    expect(s).toMatchObject({
      state: 'drawn',
      period,
      gross_fen: '100000',
      refunds_fen: '0',
      net_fen: '100000',
      treasury_fen: '33333',
      developer_fen: '56667',
      operator_fen: '10000',
      treasury_code: '140000',
      due_on: null,
    });
    expect(s.no).toMatch(/^ZD-2026-\d{6}$/);
    expect(s.lines).toMatchObject([{ order_no: order.no, gross_fen: '100000', treasury_fen: '33333' }]);
    expect(s.parts.map((part) => [part.party_kind, part.amount_fen])).toEqual([
      ['treasury', '33333'],
      ['developer', '56667'],
      ['operator', '10000'],
    ]);
    expect(await codeOf(draw(m.developer))).toBe('revenue.statement_exists');
    expect((await listPending(m.agency)).items).toMatchObject([]);
    // The audit office reads every statement and is offered nothing to do.
    expect(await getStatement(m.reviewer, s.id)).toMatchObject({ side: 'audit', actions: [] });
    for (const stranger of [m.other, m.buyer, m.cityFinance]) {
      expect(await codeOf(getStatement(stranger, s.id))).toBe('revenue.not_found');
      expect((await listStatements(stranger, page)).total).toBe(0);
    }
    for (const side of [m.agency, m.developer, m.finance])
      expect((await listStatements(side, page)).items[0]?.id).toBe(s.id);
  });

  it('splits first what a crash left paid and unsplit, so that no order is missing', async () => {
    const { period, over } = freshMonth();
    const order = await placeOrder(m.buyer, { product_no: product.no });
    await confirmPayment(m.finance, slip(m, order));
    over();
    const s = await statement(m, period, 'drawn');
    expect(s.lines.map((line) => line.order_no)).toEqual([order.no]);
    await m.t.drain();
  });
});

describe('confirming', () => {
  it('takes both parties, each a signatory with the own password again, each once', async () => {
    const s = await stated('drawn');
    expect(await codeOf(confirm(s, m.agency))).toBe('auth.forbidden');
    expect(await codeOf(confirm(s, m.other))).toBe('revenue.not_found');
    expect(await codeOf(confirm(s, withDuties(m.finance, 'signatory')))).toBe('revenue.not_a_party');
    expect(await codeOf(confirm(s, m.developer, { password: 'not mine at all' }))).toBe('people.password_again');
    expect(await codeOf(confirm(s, m.developer, { revision: 99 }))).toBe('revenue.changed_meanwhile');
    const one = await confirm(s, m.developer);
    expect(one).toMatchObject({ state: 'drawn', confirmed_by_me: true });
    expect(await codeOf(confirm(one, m.developer))).toBe('revenue.already_confirmed');
    expect(await codeOf(approve(one))).toBe('revenue.wrong_state');
    // A double click without a key: one counts.
    const clicks = await Promise.allSettled([confirm(one, m.head), confirm(one, m.head)]);
    expect(clicks.filter((click) => click.status === 'fulfilled')).toHaveLength(1);
    const both = await getStatement(m.head, s.id);
    expect(both.state).toBe('confirmed');
    expect(both.confirmations.map((c) => c.organization_name)).toEqual([
      m.agreement.developer.name,
      m.agreement.agency.name,
    ]);
    expect(await codeOf(confirm(both, m.head))).toBe('revenue.already_confirmed');
    expect(both.timeline.map((event) => event.action)).toEqual(['revenue.draw', 'revenue.confirm', 'revenue.confirm']);
  });
});

describe('the review of the finance bureau', () => {
  it('is that of the statement’s own region', async () => {
    const s = await stated('confirmed');
    const wrong = await refusal(approve(s, m.cityFinance));
    expect([wrong.code, wrong.status]).toEqual(['revenue.wrong_region', 403]);
    expect(await codeOf(approve(s, withDuties(m.other, 'finance_review')))).toBe('revenue.not_found');
    expect(await codeOf(approve(s, withDuties(m.agency, 'finance_review')))).toBe('revenue.wrong_region');
    expect(await codeOf(approve(s, m.cashier))).toBe('auth.forbidden');
    expect((await getStatement(m.finance, s.id)).checks.every((one) => one.ok)).toBe(true);
  });

  it('returns with an opinion: a new round, earlier confirmations void', async () => {
    const s = await stated('confirmed');
    const back = (opinion: string) => returnStatement(m.finance, s.id, { revision: s.revision, opinion });
    expect(await codeOf(back(''))).toBe('revenue.opinion_missing');
    const returned = await back('请核对九月退款');
    expect(returned).toMatchObject({ state: 'returned', opinion: '请核对九月退款' });
    expect(await codeOf(approve(returned))).toBe('revenue.wrong_state');
    expect(await codeOf(redrawStatement(m.other, s.id, { revision: returned.revision }))).toBe('revenue.not_found');
    const again = await redrawStatement(m.developer, s.id, { revision: returned.revision });
    expect(again).toMatchObject({ state: 'drawn', round: 2, confirmations: [], confirmed_by_me: false });
    expect((await carry(m, again, 'approved')).state).toBe('approved');
  });

  it('finds what does not agree, and refuses', async () => {
    const s = await stated('confirmed');
    await behind(
      `update statement set treasury_fen = treasury_fen + 1, developer_fen = developer_fen - 1 where id = '${s.id}'`,
    );
    const refused = await refusal(approve(s));
    expect(refused.code).toBe('revenue.check_failed');
    expect(refused.sentence('zh')).toContain('逐笔合计等于账单金额');
    expect((await checkInvariants(m.t.app.db)).map((one) => one.rule)).toEqual(['I9']);
    await behind(
      `update statement set treasury_fen = treasury_fen - 1, developer_fen = developer_fen + 1 where id = '${s.id}'`,
    );
    await behind(`update allocation_line l set amount_fen = l.amount_fen + 1 from allocation a, "order" o
      where a.id = l.allocation_id and o.id = a.order_id and o.no = '${s.lines[0]?.order_no}' and party_kind = 'developer'`);
    expect((await getStatement(m.finance, s.id)).checks.filter((one) => !one.ok).map((one) => one.check)).toEqual([
      'current',
      'replay',
    ]);
    expect(new Set((await checkInvariants(m.t.app.db)).map((one) => one.rule))).toEqual(new Set(['I4', 'I5', 'I13']));
    await behind(`update allocation_line l set amount_fen = l.amount_fen - 1 from allocation a, "order" o
      where a.id = l.allocation_id and o.id = a.order_id and o.no = '${s.lines[0]?.order_no}' and party_kind = 'developer'`);
    expect((await approve(s)).state).toBe('approved');
  });

  it('sets the last working day, and seals a paper that anyone can verify', async () => {
    const s = await stated('confirmed');
    const done = await approve(s);
    const today = new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
    expect(done.due_on).toBe(m.t.app.calendar().addWorkingDays(today, 10));
    const paper = await verifyDocument(m.t.ctx(), done.document_id ?? '');
    expect(paper).toMatchObject({ kind: 'statement', no: s.no, intact: true, faults: [] });
    expect(paper.signatures.map((one) => one.organization_name)).toEqual(['山西省财政厅']);
    expect((await openPaper(m.developer, s.id, 'statement')).bytes.byteLength).toBeGreaterThan(5_000);
    expect(await codeOf(openPaper(m.other, s.id, 'statement'))).toBe('revenue.not_found');
    expect(await codeOf(openPaper(m.developer, s.id, 'payment_order'))).toBe('revenue.not_found');
    await expect(
      m.t.database.query(
        'update statement set treasury_fen = 0, developer_fen = net_fen - operator_fen where id = $1',
        [s.id],
      ),
    ).rejects.toThrow(/append_only/);
  });
});

describe('the payment order', () => {
  it('is issued by another officer, with a subject of the year, and puts the money on its way', async () => {
    // One month carries the rest of the story: the year has no more of them.
    const s = await stated('approved');
    const reviewer = withDuties(m.finance, 'finance_issue');
    expect(await codeOf(issue(s, reviewer))).toBe('revenue.two_people');
    expect(await codeOf(issue(s, m.finance))).toBe('auth.forbidden');
    expect(await codeOf(issue(s, m.cityCashier))).toBe('revenue.wrong_region');
    const raw = m.t.database.query(
      `insert into payment_order select 'pmo_x', 'X', id, treasury_code, 2026, '1', '{}', 'province', 'x', 'x', treasury_fen, 'x', 'doc_x', reviewed_by, now()
       from statement where id = $1`,
      [s.id],
    );
    await expect(raw).rejects.toThrow(/two_people/);
    await m.t.database.query('update budget_subject set current = false where budget_year = 2026');
    expect(await codeOf(issue(s))).toBe('revenue.no_budget_subject');
    await m.t.database.query('update budget_subject set current = true where budget_year = 2026');
    expect(await codeOf(closeStatement(m.finance, s.id, { revision: s.revision }))).toBe('revenue.still_due');

    const before = await money();
    const done = await issue(s);
    expect(done.state).toBe('ordered');
    expect(done.payment_order).toMatchObject({
      treasury_code: '140000',
      budget_year: 2026,
      subject_code: '1030799',
      budget_level: 'province',
      payer_name: m.agreement.developer.name,
      amount_fen: '33333',
      amount_words: '叁佰叁拾叁元叁角叁分',
    });
    expect(done.payment_order?.no).toMatch(/^JK140000-2026-\d{6}$/);
    const moved = (await money()).filter((line) => !before.includes(line));
    expect(moved.map((line) => line.split(' ')[0])).toEqual(['pay:treasury:140000', 'transit:treasury:140000']);
    const paper = await verifyDocument(m.t.ctx(), done.payment_order?.document_id ?? '');
    expect(paper).toMatchObject({ kind: 'payment_order', intact: true });
    expect((await openPaper(m.developer, s.id, 'payment_order')).name).toBe(`${done.payment_order?.no}.pdf`);
    expect(await codeOf(issue(done))).toBe('revenue.wrong_state');

    await receiving(done);
  });

  /** The treasury's receipt: every way it can be wrong, then the right one, once. */
  async function receiving(s: StatementOut) {
    const [state, balances] = [await getStatement(m.cashier, s.id), await money()];
    for (const [over, code] of [
      [{ payment_order_no: 'JK140000-2026-999999' }, 'revenue.unknown_payment_order'],
      [{ receipt_no: '*' }, 'revenue.bad_receipt_no'],
      [{ treasury_code: '999999' }, 'revenue.treasury_unknown'],
      [{ treasury_code: '140100' }, 'revenue.wrong_level'],
      [{ amount_fen: '33332' }, 'revenue.wrong_amount'],
      [{ amount_fen: '33334' }, 'revenue.wrong_amount'],
      [{ received_on: '2026-01-01' }, 'revenue.bad_received_on'],
      [{ received_on: '2026-12-31' }, 'revenue.bad_received_on'],
    ] as const) {
      expect(await codeOf(register(s, over))).toBe(code);
    }
    expect(await codeOf(register(s, {}, m.cityCashier))).toBe('revenue.wrong_region');
    expect(await codeOf(register(s, {}, m.finance))).toBe('auth.forbidden');
    expect(await getStatement(m.cashier, s.id)).toEqual(state);
    expect(await money()).toEqual(balances);

    // Fifteen working days after the approval: five late.
    const due = s.due_on ?? '';
    m.t.clock.set(`${m.t.app.calendar().addWorkingDays(due, 5)}T10:00:00+08:00`);
    expect((await getStatement(m.finance, s.id)).late_days).toBe(5);
    const right = receipt(m, s, { receipt_no: 'tr 2026-0001' });
    const both = await Promise.allSettled([registerReceipt(m.cashier, right), registerReceipt(m.cashier, right)]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await codeOf(registerReceipt(m.cashier, right))).toBe('revenue.receipt_used');
    expect(await codeOf(register(s))).toBe('revenue.already_received');
    const got = await getStatement(m.finance, s.id);
    expect(got).toMatchObject({
      state: 'received',
      receipt: { receipt_no: 'TR2026-0001', amount_fen: '33333' },
      late_days: 5,
    });
    const raw = m.t.database.query(
      `insert into treasury_receipt select 'rct_x', 'X', treasury_code, payment_order_no, statement_id, amount_fen + 1, received_on, null, now() from treasury_receipt limit 1`,
    );
    await expect(raw).rejects.toThrow(/receipt_mismatch/);

    await behind(`update treasury_receipt set amount_fen = amount_fen - 1 where statement_id = '${s.id}'`);
    expect(await codeOf(closeStatement(m.finance, s.id, { revision: got.revision }))).toBe('revenue.not_reconciled');
    await behind(`update treasury_receipt set amount_fen = amount_fen + 1 where statement_id = '${s.id}'`);
    expect(await codeOf(closeStatement(m.cityFinance, s.id, { revision: got.revision }))).toBe('revenue.wrong_region');
    const closed = await closeStatement(m.finance, s.id, { revision: got.revision });
    expect(closed.state).toBe('closed');
    expect(closed.timeline.map((event) => event.action)).toEqual([
      'revenue.draw',
      'revenue.confirm',
      'revenue.confirm',
      'revenue.approve',
      'revenue.issue',
      'revenue.receive',
      'revenue.close',
    ]);
    await expect(m.t.database.query("update statement set opinion = 'x' where id = $1", [s.id])).rejects.toThrow(
      /locked/,
    );
    expect((await getPublicRevenue(m.t.ctx())).rows).toEqual([
      {
        period: s.period,
        treasury_code: '140000',
        treasury_name: s.treasury_name,
        received_fen: '33333',
        statements: 1,
      },
    ]);
  }
});

describe('refunds around a statement', () => {
  it('overtake one that is not approved: it is drawn again without them, and a month given back whole closes at zero', async () => {
    const { period, over } = freshMonth();
    const order = await sold();
    over();
    const s = await statement(m, period, 'confirmed');
    await refund(order, '100000');
    const overtaken = await getStatement(m.agency, s.id);
    expect(overtaken).toMatchObject({ state: 'returned' });
    expect(overtaken.opinion).toContain(order.no);
    const again = await redrawStatement(m.agency, s.id, { revision: overtaken.revision });
    expect(again).toMatchObject({ gross_fen: '100000', refunds_fen: '100000', net_fen: '0', treasury_fen: '0' });
    const approved = await carry(m, again, 'approved');
    expect(approved.due_on).toBeNull();
    expect(await codeOf(issue(approved))).toBe('revenue.nothing_due');
    const closed = await closeStatement(m.finance, approved.id, { revision: approved.revision });
    expect(closed).toMatchObject({ state: 'closed', payment_order: null, receipt: null, late_days: 0 });
  });

  it('after the approval leave it as it is, and need the treasury first (repayments.test.ts)', async () => {
    const { period, over } = freshMonth();
    const order = await sold();
    over();
    const s = await statement(m, period, 'confirmed');
    const asked = await requestRefund(m.buyer, order.id, {
      amount_fen: '1',
      reason: '数据缺失',
      refundable_seen_fen: '100000',
    });
    const decide = (more: object) =>
      approveRefund(m.finance, asked.refunds[0]?.id ?? '', { refundable_seen_fen: '100000', ...more });
    expect(await codeOf(decide({}))).toBe('revenue.serial_missing');
    await approve(s);
    const late = await refusal(decide({ bank_serial: nextSerial() }));
    expect(late.code).toBe('revenue.repayment_first');
    expect(late.sentence('zh')).toContain('退付');
    expect(late.sentence('zh')).toContain(s.no);
  });
});

describe('the overview', () => {
  it('shows the bureau its treasury by period: gross, refunds, due, remitted, late', async () => {
    const { rows } = await getRevenue(m.finance, { from: '2026-01', to: '2026-12' });
    expect(rows.every((row) => row.treasury_code === '140000')).toBe(true);
    const late = rows.find((row) => row.late_days === 5);
    expect(late).toMatchObject({
      gross_fen: '100000',
      refunds_fen: '0',
      due_fen: '33333',
      remitted_fen: '33333',
      outstanding_fen: '0',
      closed: 1,
      late: 1,
    });
    const back = rows.find((row) => row.refunds_fen === '100000');
    expect(back).toMatchObject({ net_fen: '0', due_fen: '0', remitted_fen: '0' });
    const sum = (of: (row: (typeof rows)[number]) => string) => rows.reduce((all, row) => all + BigInt(of(row)), 0n);
    const owed = -BigInt(
      (
        await m.t.database.query<{ n: string }>(
          "select sum(amount_fen) n from ledger_balance where account_id ~ '^(pay|transit):treasury:'",
        )
      )[0]!.n,
    );
    expect(sum((row) => row.outstanding_fen)).toBe(owed);
    expect((await getRevenue(m.cityFinance, {})).rows).toEqual([]);
    expect(await codeOf(getRevenue(m.developer, {}))).toBe('auth.forbidden');
    const { text, name } = await exportRevenue(m.finance, { from: '2026-01', to: '2026-12' });
    expect(name).toBe('revenue-2026-01-2026-12.csv');
    expect(text.split('\r\n')).toHaveLength(rows.length + 2);
    expect(text).toContain(',140000,');
  });

  it('shows the developer what is owed to it', async () => {
    const owed = -BigInt(
      (
        await m.t.database.query<{ n: string }>(
          "select amount_fen n from ledger_balance where account_id like 'pay:developer:%'",
        )
      )[0]!.n,
    );
    expect((await getPayable(m.developer)).payable_fen).toBe(owed.toString());
    expect((await getPayable(m.agency)).payable_fen).toBe('0');
  });
});

describe('random histories of sales and refunds', () => {
  it('keep every rule, and give the treasury its part to the fen', async () => {
    freshMonth();
    const prices = [1n, 2n, 997n, 33_333n, 100_001n];
    const products = new Map<bigint, string>();
    for (const price of prices) products.set(price, (await listedProduct(m, { price_fen: price.toString() })).no);
    const step = fc.record({
      price: fc.constantFrom(...prices),
      back: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        for (const { price, back } of steps) {
          const order = await paidOrder(m, products.get(price) ?? '');
          for (const percent of back) {
            const left = BigInt((await getOrder(m.buyer, order.id)).refundable_fen);
            const amount = (left * BigInt(percent)) / 100n;
            if (amount > 0n) await refund(order, amount.toString());
          }
        }
        expect(await checkInvariants(m.t.app.db)).toEqual([]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
