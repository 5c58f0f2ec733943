/** Paying developers: accounts, runs of two people, the bank's own record, what comes back (trust.md rows 13, 18, 20). */
import { createDecipheriv } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import { checkBanking } from '#api/banking/invariants.ts';
import { importStatement, uploadStatement } from '#api/banking/statements.ts';
import { type Ctx, systemContext } from '#api/context.ts';
import { cashBank, heldOrders, payDeveloper, transitParty } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { enterAccount } from '#api/orders/account.ts';
import { getOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { enterPayoutAccount, listPayoutAccounts, verifyPayoutAccount } from '#api/payouts/accounts.ts';
import { type BatchOut, getPayoutBatch, listPayoutBatches } from '#api/payouts/batches.ts';
import { exportPayouts } from '#api/payouts/file.ts';
import { exportIncome, exportIncomeCsv, getIncome, getIncomeMonth } from '#api/payouts/income.ts';
import { checkPayouts } from '#api/payouts/invariants.ts';
import { approvePayouts, getPayoutsDue, proposePayouts, rejectPayouts, returnPayout } from '#api/payouts/runs.ts';
import { settlePayouts } from '#api/payouts/settle.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import { type BankMovement, bankCsv } from '#test/support/bank-files.ts';
import { codeOf, password } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, nextSerial, paidOrder } from '#test/support/market.ts';

const number = '6222021234567890128';
let m: Market;
let product: string;
let auditor: Ctx;
const sales: OrderOut[] = [];
const today = () => new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
const account = async (id: string): Promise<bigint> => {
  const rows = await m.t.database.query<{ n: string }>(
    'select coalesce(sum(amount_fen), 0) n from ledger_balance where account_id = $1',
    [id],
  );
  return BigInt(rows[0]!.n);
};
const developerId = () => m.world.organization('developer.road').id;
const owed = async () => -(await account(`pay:developer:${developerId()}`));
const entry = (over: object = {}) => ({
  account_name: m.world.organization('developer.road').name,
  account_no: number.replace(/(\d{4})/g, '$1 '),
  bank_name: '中国银行太原分行',
  bank_code: '104161000012',
  password,
  ...over,
});
const propose = (by: Ctx = m.cashier) => proposePayouts(by, { password });
const approve = (batch: BatchOut, by: Ctx = m.finance) =>
  approvePayouts(by, batch.id, { revision: batch.revision, password, opinion: '' });
const refund = async (order: OrderOut, amount_fen: string) => {
  const fresh = await getOrder(m.buyer, order.id);
  const asked = await requestRefund(m.buyer, order.id, {
    amount_fen,
    reason: '数据缺失',
    refundable_seen_fen: fresh.refundable_fen,
  });
  const open = asked.refunds.find((one) => one.state === 'requested')!;
  const settle = async () => {
    const { refundable_fen } = await getOrder(m.finance, order.id);
    return approveRefund(m.finance, open.id, { refundable_seen_fen: refundable_fen, bank_serial: nextSerial() });
  };
  return { id: open.id, approve: settle };
};

let balance = 5_000_000n;
/** The next statement of the bank on the account. */
async function bank(...lines: BankMovement[]): Promise<void> {
  const opening = balance;
  balance += lines.reduce((sum, line) => sum + line.fen, 0n);
  m.t.clock.advance({ seconds: 1 });
  const file = { fileName: 'lines.csv', stream: Readable.from([Buffer.from(bankCsv(lines, { opening }))]) };
  const draft = await uploadStatement(m.cashier, file);
  await importStatement(m.cashier, draft.id, {});
  await m.t.drain();
  const failed = 'select task_identifier, last_error from graphile_worker.jobs where last_error is not null';
  expect(await m.t.database.query(failed)).toEqual([]);
}
const line = (fen: bigint, memo: string): BankMovement => ({
  serial: nextSerial(),
  day: today(),
  fen,
  memo,
  name: '晋路数据',
});

beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', { from: '2026-01-05', to: '2026-12-31' });
  auditor = m.world.ctx('province.finance', { viewer: { ...m.finance.viewer!, duties: ['auditor'], powers: [] } });
  await enterAccount(m.cashier, {
    region_code: '140000',
    document_no: '晋财库〔2026〕8号',
    account_name: '山西省财政厅',
    bank_name: '中国银行山西省分行',
    account_no: '145200001234',
  });
  product = (await listedProduct(m)).no;
  for (let i = 0; i < 3; i++) sales.push(await paidOrder(m, product));
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
  expect(await checkPayouts(m.t.app.db)).toEqual([]);
  expect(await checkBanking(m.t.app.db)).toEqual([]);
});

describe('the account one is paid to', () => {
  it('is in the payee’s own name, checked, sealed, and verified by somebody else', async () => {
    const enter = (over: object, by: Ctx = m.developer) => codeOf(enterPayoutAccount(by, entry(over)));
    expect(await enter({ account_name: '王某' })).toBe('payouts.account_name');
    expect(await enter({ account_no: '6222021234567890127' })).toBe('payouts.account_number');
    expect(await enter({ account_no: '12ab34567' })).toBe('payouts.account_number');
    expect(await enter({ bank_code: '1041' })).toBe('payouts.bank_code');
    expect(await enter({ password: 'wrong' })).toMatch(/^people\./);
    // Article 21: an agency has no such account, by the service and by the database.
    expect(await enter({}, m.agency)).toBe('payouts.not_an_enterprise');
    await expect(
      m.t.app.db.payoutAccount.create({
        data: {
          id: 'pac_x',
          organizationId: m.agency.viewer!.organization.id,
          state: 'entered',
          revision: 1,
          accountName: 'x',
          bankName: 'x',
          bankCode: '104161000012',
          sealedNumber: 'x',
          endsIn: '0128',
          enteredBy: 'x',
          enteredAt: new Date(),
        },
      }),
    ).rejects.toThrow(/payout_never_to_an_agency/);
    const first = await enterPayoutAccount(m.developer, entry());
    const made = await enterPayoutAccount(m.developer, entry());
    expect(made).toMatchObject({ state: 'entered', ends_in: '0128' });
    const { items } = await listPayoutAccounts(m.developer);
    expect(items.map((one) => one.state).sort()).toEqual(['entered', 'retired']);
    // What lies in the table opens with the key of the installation alone, and for its own row alone.
    const kept = await m.t.app.db.payoutAccount.findUniqueOrThrow({ where: { id: made.id } });
    expect(kept.sealedNumber).not.toContain(number.slice(0, 8));
    expect(() => createDecipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12))).not.toThrow();
    const verify = (over: object, id = made.id, by: Ctx = m.finance) =>
      verifyPayoutAccount(by, id, { revision: made.revision, verified: true, opinion: '', password, ...over });
    expect(await codeOf(verify({}, first.id))).toBe('payouts.account_done');
    expect(await codeOf(verify({ verified: false }))).toBe('payouts.opinion_missing');
    expect(await codeOf(verify({}, 'pac_none'))).toBe('payouts.not_found');
    expect(await codeOf(verify({ revision: 9 }))).toBe('payouts.changed_meanwhile');
    const self = m.world.ctx('province.finance', {
      viewer: { ...m.finance.viewer!, personId: m.developer.viewer!.personId },
    });
    expect(await codeOf(verify({}, made.id, self))).toBe('payouts.account_two_people');
    expect((await listPayoutAccounts(m.finance)).items.map((one) => one.id)).toEqual([made.id]);
    expect(await verify({})).toMatchObject({ state: 'verified' });
    const events = await m.t.database.query<{ canon: string }>(
      "select canon from audit_event where action like 'payouts.%'",
    );
    expect(events.map((one) => one.canon).join('\n')).not.toContain(number);
  });
});

describe('a run', () => {
  let batch: BatchOut;
  it('waits for the end of the month and the refund window, names why, and is proposed once', async () => {
    expect((await getPayoutsDue(m.finance)).payees[0]?.held.map((one) => one.hold)).toEqual([
      'window',
      'window',
      'window',
    ]);
    expect(await codeOf(propose())).toBe('payouts.nothing_due');
    m.t.clock.set('2026-02-12T12:00:00+08:00');
    // The operator has no account: its part waits, with the reason.
    const asked = await refund(sales[2]!, '10000');
    const due = await getPayoutsDue(m.finance);
    const developer = due.payees.find((one) => one.party_kind === 'developer')!;
    expect(developer).toMatchObject({ due_fen: String(2n * 56_667n), orders: 2, wait: null, account_ends_in: '0128' });
    expect(developer.held).toMatchObject([{ order_id: sales[2]!.id, hold: 'refund' }]);
    expect(due.payees.find((one) => one.party_kind === 'operator')?.wait).toBe('account');
    expect(await codeOf(getPayoutsDue(m.developer))).toBe('auth.forbidden');
    await asked.approve();
    // Row 18, as the house does it: ten officers propose at once, everything due is in one run and in no other.
    const tried = await Promise.allSettled(Array.from({ length: 10 }, () => propose()));
    const made = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(made).toHaveLength(1);
    batch = made[0]!;
    expect(batch).toMatchObject({ state: 'proposed', total_fen: String(3n * 56_667n - 5_667n) });
    expect(await codeOf(propose())).toBe('payouts.nothing_due');
    expect(await codeOf(exportPayouts(m.cashier, batch.id, 'xml'))).toBe('payouts.not_exportable');
  });

  it('row 20: the maker never approves, by page, by service or by SQL; of two checkers one approves', async () => {
    expect(await codeOf(approve(batch, m.cashier))).toBe('payouts.two_people');
    expect(
      (await getPayoutBatch(m.cashier, batch.id)).actions.every((one) => one.refusal?.code === 'payouts.two_people'),
    ).toBe(true);
    await expect(
      m.t.database.query("update payout_batch set state = 'approved', checker_id = maker_id where id = $1", [batch.id]),
    ).rejects.toThrow(/payout_batch_two_people/);
    expect(await codeOf(getPayoutBatch(m.cityFinance, batch.id))).toBe('payouts.not_found');
    expect(await codeOf(approvePayouts(m.finance, batch.id, { revision: 7, password, opinion: '' }))).toBe(
      'payouts.changed_meanwhile',
    );
    // A refund asked for after the proposal: what was proposed is no longer what is due.
    const asked = await refund(sales[1]!, '100');
    expect(await codeOf(approve(batch))).toBe('payouts.outdated');
    await m.t.app.db.refund.update({ where: { id: asked.id }, data: { state: 'refused', decidedAt: m.t.clock.now() } });
    const results = await Promise.allSettled([approve(batch), approve(batch), approve(batch)]);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    batch = await getPayoutBatch(m.cashier, batch.id);
    expect(batch.state).toBe('approved');
    expect(await codeOf(approve(batch))).toBe('payouts.batch_done');
    expect(await owed()).toBe(0n);
    expect(-(await account(`transit:party:${developerId()}`))).toBe(BigInt(batch.total_fen));
    await expect(m.t.database.query('update payout set amount_fen = 1')).rejects.toThrow(/append_only/);
    await expect(
      m.t.database.query(
        `insert into payout_line (payout_id, order_id, amount_fen) select id, $1, 100 from payout limit 1`,
        [sales[0]!.id],
      ),
    ).rejects.toThrow();
    expect((await getPayoutBatch(auditor, batch.id)).actions).toEqual([]);
  });

  it('goes to the bank as pain.001 and as a sheet, each export on record', async () => {
    const { text, sha256 } = await exportPayouts(m.cashier, batch.id, 'xml');
    expect(text).toContain('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">');
    expect(text).toContain(`<EndToEndId>${batch.no}-0001</EndToEndId>`);
    expect(text).toContain('<InstdAmt Ccy="CNY">1643.34</InstdAmt>');
    expect(text).toContain(`<Id>${number}</Id>`);
    expect(text).toContain('<CtrlSum>1643.34</CtrlSum>');
    expect((await exportPayouts(m.cashier, batch.id, 'csv')).text).toContain(`'\t${number}`);
    expect(await codeOf(exportPayouts(m.cityFinance, batch.id, 'csv'))).toBe('payouts.not_found');
    expect(await codeOf(exportPayouts(m.developer, batch.id, 'csv'))).toBe('auth.forbidden');
    const events = await m.t.database.query<{ canon: string }>(
      "select canon from audit_event where action = 'payouts.export' and outcome = 'done'",
    );
    expect(events.some((one) => one.canon.includes(sha256))).toBe(true);
  });

  it('is paid when the bank’s statement says so, once, and owed again when it comes back', async () => {
    const [payout] = batch.payouts;
    const amount = BigInt(payout!.amount_fen);
    await bank(
      line(-amount + 1n, `付 ${payout!.no}`),
      line(-amount, `付 ${payout!.no} 开发单位收入`),
      line(-1500n, '手续费'),
    );
    batch = await getPayoutBatch(m.cashier, batch.id);
    expect(batch.payouts[0]).toMatchObject({ state: 'paid', paid_on: today(), returnable: false });
    expect(await account(`transit:party:${developerId()}`)).toBe(0n);
    await settlePayouts(m.t.app);
    expect(await codeOf(returnPayout(m.cashier, payout!.id, { reason: '户名不符' }))).toBe('payouts.not_with_bank');
    expect(await getIncome(m.developer, {})).toMatchObject({
      total: { paid_out_fen: amount.toString(), open_fen: '0' },
      payable_fen: '0',
    });
    // Months later the bank sends it back: the same money is owed again, and paid in the next run.
    await bank(line(amount, `退回 ${payout!.no} 账号有误`));
    expect((await getPayoutBatch(m.cashier, batch.id)).payouts[0]).toMatchObject({ state: 'returned' });
    expect(await owed()).toBe(amount);
    const again = await propose(m.finance);
    expect(again.total_fen).toBe(amount.toString());
    expect(await codeOf(rejectPayouts(m.cashier, again.id, { revision: 1, opinion: '' }))).toBe(
      'payouts.opinion_missing',
    );
    expect(await rejectPayouts(m.cashier, again.id, { revision: 1, opinion: '账户待核' })).toMatchObject({
      state: 'rejected',
    });
    const third = await approve(await propose(m.finance), m.cashier);
    expect(await codeOf(returnPayout(m.cashier, third.payouts[0]!.id, { reason: '' }))).toBe('payouts.opinion_missing');
    expect((await returnPayout(m.cashier, third.payouts[0]!.id, { reason: '银行拒付' })).payouts[0]).toMatchObject({
      state: 'returned',
    });
    const fourth = await approve(await propose());
    // Paid and sent back on one and the same statement.
    await bank(line(-amount, fourth.payouts[0]!.no), line(amount, `退回 ${fourth.payouts[0]!.no}`));
    expect((await getPayoutBatch(m.cashier, fourth.id)).payouts[0]).toMatchObject({ state: 'returned' });
    const fifth = await approve(await propose());
    await bank(line(-amount, fifth.payouts[0]!.no));
    expect((await listPayoutBatches(m.finance, { page: 1, page_size: 20 })).total).toBe(5);
  });

  it('row 13: a refund after the payout is made good from later sales, never below zero', async () => {
    const asked = await refund(sales[0]!, '100000');
    await asked.approve();
    expect(await account(`recv:party:${developerId()}`)).toBe(56_667n);
    for (let i = 0; i < 2; i++) sales.push(await paidOrder(m, product));
    m.t.clock.set('2026-03-20T12:00:00+08:00');
    const due = (await getPayoutsDue(m.finance)).payees.find((one) => one.party_kind === 'developer');
    expect(due?.due_fen).toBe('56667');
    const batchOf = await approve(await propose());
    expect(batchOf.payouts[0]).toMatchObject({ amount_fen: '56667', set_off_fen: '56667' });
    expect(batchOf.payouts[0]?.lines.map((one) => one.amount_fen).sort()).toEqual(['-56667', '56667', '56667']);
    expect([await owed(), await account(`recv:party:${developerId()}`)]).toEqual([0n, 0n]);
    await bank(line(-56_667n, batchOf.payouts[0]!.no));
  });

  it('pays to the verified account only, and not below the least amount', async () => {
    const cheap = (await listedProduct(m, { title: '试用样本', price_fen: '100' })).no;
    const small = await paidOrder(m, cheap);
    m.t.clock.set('2026-04-20T12:00:00+08:00');
    expect((await getPayoutsDue(m.finance)).payees.find((one) => one.party_kind === 'developer')?.wait).toBe('minimum');
    const large = await paidOrder(m, product);
    m.t.clock.set('2026-05-20T12:00:00+08:00');
    const proposed = await propose();
    const changed = await enterPayoutAccount(m.developer, entry({ account_no: '145200009999' }));
    await verifyPayoutAccount(m.finance, changed.id, { revision: 1, verified: true, opinion: '', password });
    expect(await codeOf(approve(proposed))).toBe('payouts.account_changed');
    await rejectPayouts(m.finance, proposed.id, { revision: proposed.revision, opinion: '账户已变更' });
    expect(await codeOf(rejectPayouts(m.finance, proposed.id, { revision: 2, opinion: 'x' }))).toBe(
      'payouts.batch_done',
    );
    // The month opens to its orders, with payment, parts and where the product came from.
    const month = await getIncomeMonth(m.developer, '2026-04');
    expect(month.orders.map((one) => one.order_id)).toEqual([large.id]);
    expect(month.orders[0]).toMatchObject({ gross_fen: '100000', own_fen: '56667', open_fen: '56667', hold: null });
    expect(month.orders[0]?.sources[0]).toMatchObject({ dataset: m.codes.road, rows: '60' });
    expect(await codeOf(getIncomeMonth(m.developer, '2026-13'))).toBe('payouts.bad_period');
    expect(await codeOf(getIncome(m.agency, {}))).toBe('payouts.not_an_enterprise');
    expect((await getIncomeMonth(m.other, '2026-04')).orders).toEqual([]);
    expect((await exportIncomeCsv(m.developer, { year: 2026 })).text).toContain(small.no);
    expect((await exportIncome(m.developer, { year: 2026 })).bytes.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('the ledger below', () => {
  it('row 18: ten payouts of 300 race on 1,000, exactly three pass and 100 stay', async () => {
    const id = m.world.organization('developer.harvest').id;
    const post = (key: string, amount: bigint) => {
      const ctx = systemContext(m.t.app);
      return act(ctx, { action: 'test.race', subject: ['organization', id] }, async (tx, note) => {
        const lines =
          key === 'fund'
            ? [
                { account: cashBank, amount_fen: amount },
                { account: payDeveloper(id), amount_fen: -amount },
              ]
            : [
                { account: payDeveloper(id), amount_fen: amount },
                { account: transitParty(id), amount_fen: -amount },
              ];
        const made = await ledger.post(tx, {
          kind: 'test.race',
          key: `race:${key}`,
          effectiveAt: tx.clock.now(),
          lines,
        });
        note({ transactions: [made.transaction_id] });
      });
    };
    await post('fund', 1000n);
    const raced = await Promise.all(
      Array.from({ length: 10 }, (_, i) => codeOf(post(String(i), 300n)).catch(() => 'done')),
    );
    expect(raced.filter((one) => one === 'ledger.overdrawn')).toHaveLength(7);
    expect(-(await account(`pay:developer:${id}`))).toBe(100n);
    // Take it back, so that the books say nothing of a sale that was none.
    await m.t.database.query('select 1');
    const undo = systemContext(m.t.app);
    await act(undo, { action: 'test.race', subject: ['organization', id] }, async (tx, note) => {
      const made = await ledger.post(tx, {
        kind: 'test.race',
        key: 'race:undo',
        effectiveAt: tx.clock.now(),
        lines: [
          { account: payDeveloper(id), amount_fen: 100n },
          { account: transitParty(id), amount_fen: 900n },
          { account: cashBank, amount_fen: -1000n },
        ],
      });
      note({ transactions: [made.transaction_id] });
    });
    // The chart is a table that nobody rewrites, and no kind of it is an agency's.
    await expect(m.t.database.query("update ledger_chart set owner = 'none'")).rejects.toThrow(/append_only/);
    await expect(
      m.t.database.query("insert into ledger_chart values ('pay:agency', 'liability', 'party', true)"),
    ).rejects.toThrow(/ledger_chart_no_agency/);
    expect(heldOrders.id).toBe('held:orders');
  });
});
