import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applyCase, decideCase, holdCase, payBackCase, settlePayback, takeBackMove } from '#api/banking/cases.ts';
import { confirmLine, confirmLines } from '#api/banking/confirm.ts';
import { explainLine, getCase, listCases, listLines, orderArrivals } from '#api/banking/desk.ts';
import { exportLines } from '#api/banking/export.ts';
import { checkBanking } from '#api/banking/invariants.ts';
import { release, sweep } from '#api/banking/match.ts';
import { paymentNotice } from '#api/banking/notice.ts';
import {
  discardStatement,
  getStatement,
  importStatement,
  mapColumns,
  uploadStatement,
} from '#api/banking/statements.ts';
import type { Ctx } from '#api/context.ts';
import { makeReference } from '#api/kernel/reference.ts';
import { enterAccount } from '#api/orders/account.ts';
import { lapse } from '#api/orders/jobs.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { cancelOrder, getOrder, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { worklist } from '#api/overview/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import { type BankMovement, bankCsv, camt053, gb18030 } from '#test/support/bank-files.ts';
import { codeOf, refusal } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, nextSerial, slip } from '#test/support/market.ts';

const accountNo = '140000012345';
let m: Market;
let product: OwnProductOut;
let dear: OwnProductOut;
/** The bank's own balance: each statement goes on from the one before. */
let balance = 500_000n;
let buyerName = '';

beforeAll(async () => {
  m = await marketWorld();
  product = await listedProduct(m);
  dear = await listedProduct(m, { title: '全省路网运行报告', price_fen: '200000000' });
  buyerName = m.world.organization('buyer').name;
  const account = {
    account_name: '山西省财政厅政务数据收入专户',
    bank_name: '中国银行太原分行',
    account_no: '1400 0001 2345',
  };
  await enterAccount(m.cashier, { region_code: '140000', document_no: '晋财库〔2026〕8号', ...account });
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect([...(await checkInvariants(m.t.app.db)), ...(await checkBanking(m.t.app.db))]).toEqual([]);
});

const page = { page: 1, page_size: 100 };
const place = (no = product.no) => placeOrder(m.buyer, { product_no: no });
const today = () => new Date(m.t.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const fileOf = (bytes: string | Buffer, fileName = '对账单.csv') => ({
  fileName,
  stream: Readable.from([Buffer.from(bytes)]),
});
/** Some time passes between two files, as it does. */
const upload = (bytes: string | Buffer, by: Ctx = m.cashier) => {
  m.t.clock.advance({ seconds: 1 });
  return uploadStatement(by, fileOf(bytes));
};
const transfer = (over: Partial<BankMovement> = {}): BankMovement => ({
  serial: nextSerial(),
  day: today(),
  fen: 100_000n,
  name: buyerName,
  ...over,
});

/** Uploads, imports and matches what follows on the account. */
async function arrive(...lines: BankMovement[]) {
  const opening = balance;
  balance += lines.reduce((sum, line) => sum + line.fen, 0n);
  const draft = await upload(bankCsv(lines, { opening }));
  await importStatement(m.cashier, draft.id, {});
  await m.t.drain();
  return getStatement(m.cashier, draft.id);
}
const lineOf = async (serial: string) => {
  const { items } = await listLines(m.finance, { ...page, state: undefined, statement: undefined });
  const all =
    items.length < 100
      ? items
      : (await listLines(m.finance, { ...page, page: 2, state: undefined, statement: undefined })).items.concat(items);
  const found = all.find((line) => line.serial === serial);
  if (found === undefined) throw new Error(`no line ${serial}`);
  return found;
};
/** One transfer and its case. */
async function caseFor(over: Partial<BankMovement>) {
  const line = transfer(over);
  await arrive(line);
  const { case_id } = await lineOf(line.serial);
  return getCase(m.finance, case_id ?? '');
}
const rowsOf = (sql: string, values: unknown[] = []) => m.t.database.query<Record<string, string>>(sql, values);
const account = async (id: string) =>
  BigInt((await rowsOf('select amount_fen from ledger_balance where account_id = $1', [id]))[0]?.amount_fen ?? 0);
const stateOf = async (order: OrderOut) => (await getOrder(m.buyer, order.id)).state;

describe('importing', () => {
  it('reads GB18030 with a preamble and formula wrappers, names the right people, and matches exactly once', async () => {
    const order = await place();
    const lines = [
      transfer({ memo: `货款 ${order.reference}` }),
      transfer({ fen: -1_500n, name: '手续费', memo: '账户管理费' }),
    ];
    const opening = balance;
    balance += 98_500n;
    const bytes = gb18030(bankCsv(lines, { opening, preamble: true, account: accountNo, newestFirst: true }));
    const draft = await upload(bytes);
    expect(draft).toMatchObject({ state: 'draft', encoding: 'gb18030', format: 'csv', already: false });
    expect(draft.preview).toMatchObject({ refusal: null, fault_count: 0, known: 0, missing: [] });
    expect(draft.preview?.lines.map((line) => line.payer_name)).toEqual(['手续费', buyerName]);
    expect(await account('cash:bank')).toBe(0n);
    const done = await importStatement(m.cashier, draft.id, {});
    expect(done).toMatchObject({ state: 'matching', lines: 2, new_lines: 2, credit_fen: '100000', debit_fen: '1500' });
    await m.t.drain();
    const after = await getStatement(m.finance, draft.id);
    expect(after.counts).toMatchObject({ proposed: 1, unexplained: 1, new: 0 });
    // The bank has more than the books: each difference by its name.
    expect(after.check?.named).toEqual([
      { kind: 'proposed', amount_fen: '100000', count: 1 },
      { kind: 'unexplained', amount_fen: '-1500', count: 1 },
    ]);
    const line = await lineOf(lines[0]!.serial);
    expect(line).toMatchObject({
      state: 'proposed',
      order: { no: order.no },
      reference: order.reference,
      refusal: null,
    });
    expect((await orderArrivals(m.buyer, order.id)).items).toEqual([
      { value_date: today(), amount_fen: '100000', state: 'confirming', kind: null },
    ]);
    expect(await confirmLine(m.finance, line.id)).toEqual({ confirmed: 1, second: 0, to_cases: 0, left: 0 });
    expect(await codeOf(confirmLine(m.finance, line.id))).toBe('banking.not_proposed');
    await m.t.drain();
    expect(await stateOf(order)).toBe('fulfilled');
    expect(await account('cash:bank')).toBe(100_000n);
    expect((await getStatement(m.finance, draft.id)).check).toMatchObject({ difference_fen: '-1500' });
    const fee = await lineOf(lines[1]!.serial);
    expect(await explainLine(m.cashier, fee.id, { note: '银行账户管理费' })).toMatchObject({ note: '银行账户管理费' });
    expect(await codeOf(explainLine(m.cityCashier, fee.id, { note: '不属于本地区' }))).toBe('banking.not_found');
  });

  it('takes the same file twice and overlapping files without counting anything again', async () => {
    const lines = Array.from({ length: 6 }, (_, i) => transfer({ fen: BigInt(1000 + i), memo: '无参考号' }));
    const opening = balance;
    const sum = (some: readonly BankMovement[]) => some.reduce((total, line) => total + line.fen, 0n);
    balance += sum(lines);
    const first = bankCsv(lines.slice(0, 4), { opening });
    const draft = await upload(`\uFEFF${first}`);
    await importStatement(m.cashier, draft.id, {});
    await m.t.drain();
    const again = await upload(`\uFEFF${first}`);
    expect(again).toMatchObject({ id: draft.id, already: true, state: 'done' });
    expect(await codeOf(importStatement(m.cashier, draft.id, {}))).toBe('banking.already_imported');
    const cash = await account('cash:bank');
    const overlap = camt053(lines.slice(2), { opening: opening + sum(lines.slice(0, 2)), account: accountNo });
    const second = await upload(overlap);
    expect(second).toMatchObject({ format: 'camt053', preview: { known: 2 } });
    const done = await importStatement(m.cashier, second.id, {});
    expect(done).toMatchObject({ lines: 4, new_lines: 2, closing_fen: balance.toString() });
    await m.t.drain();
    expect(await account('cash:bank')).toBe(cash + sum(lines.slice(4)));
    const gone = await upload(
      bankCsv(lines.slice(5), { opening: balance - lines[5]!.fen, preamble: true, account: accountNo }),
    );
    expect(await importStatement(m.cashier, gone.id, {})).toMatchObject({ state: 'done', new_lines: 0 });
  });

  it('refuses what contradicts itself, another account, and what is no statement, and imports nothing of it', async () => {
    const count = async () => (await rowsOf('select count(*) n from bank_line'))[0]?.n;
    const before = await count();
    const lines = [transfer(), transfer()];
    const importOf = async (bytes: string | Buffer, input: object = {}) => {
      const draft = await upload(bytes);
      const refused = await refusal(importStatement(m.cashier, draft.id, input));
      await discardStatement(m.cashier, draft.id);
      return refused;
    };
    const skewed = await importOf(
      [
        '交易日期,流水号,贷方发生额,余额',
        `${today()},SER0001,100.00,1100.00`,
        `${today()},SER0002,100.00,1300.00`,
      ].join('\n'),
    );
    expect(skewed.code).toBe('banking.balance_breaks');
    expect(skewed.sentence('zh')).toContain('第 3 行');
    expect((await importOf(camt053(lines, { opening: balance, account: accountNo, closing: balance }))).code).toBe(
      'banking.contradicts_itself',
    );
    expect((await importOf(camt053(lines, { opening: balance, account: '99990000' }))).code).toBe(
      'banking.other_account',
    );
    const bare = bankCsv(lines, { opening: balance, withoutBalance: true });
    expect((await importOf(bare)).code).toBe('banking.no_closing_balance');
    const cells = ['0.005', '1,00', 'NaN', '1e21', '9223372036854775808', '0', '=1+1', ''];
    const bad = [
      '交易日期,流水号,贷方发生额,余额',
      ...cells.map((cell, i) => `${today()},BAD000${i},"${cell}",1`),
      `2026-02-30,OK1,1,1`,
      `${today()},1.2E+15,1,1`,
    ];
    const lined = await importOf(bad.join('\n'));
    expect(lined.code).toBe('banking.bad_lines');
    expect(lined.params.count).toBe(cells.length + 2);
    expect(lined.fields[0]).toMatchObject({ path: '2.贷方发生额', en: expect.stringContaining('Row 2') });
    expect(lined.fields.map((fault) => fault.path)).toContain('10.交易日期');
    const twice = ['交易日期,流水号,贷方发生额,余额', `${today()},TWICE01,1.00,1.00`, `${today()},TWICE01,1.00,2.00`];
    expect((await importOf(twice.join('\n'))).fields[0]?.path).toBe('3.流水号');
    expect((await importOf('交易日期,流水号,贷方发生额,余额\n')).code).toBe('banking.no_lines');
    expect((await importOf('a,b,c\n1,2,3\n')).code).toBe('banking.columns_missing');
    for (const [bytes, code] of [
      ['', 'banking.file_empty'],
      [Buffer.from('504b030414000600', 'hex'), 'banking.not_a_statement'],
      ['%PDF-1.7', 'banking.not_a_statement'],
      ['<html><body>x</body></html>', 'banking.not_a_statement'],
      [Buffer.from([0xff, 0x41, 0xff, 0x41, 0xff]), 'banking.bad_encoding'],
      ['交易日期,"流水号\n', 'banking.broken_csv'],
      ['<Document><a></Document>', 'banking.not_camt053'],
      [camt053(lines, { opening: 0n, account: accountNo }).replace('</Stmt>', ''), 'banking.broken_xml'],
      [
        camt053([], {
          opening: 0n,
          account: accountNo,
          head: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        }),
        'banking.xml_entities',
      ],
    ] as const) {
      expect(await codeOf(upload(bytes)), code).toBe(code);
    }
    expect(await codeOf(upload('x', m.buyer))).toBe('auth.forbidden');
    expect(await count()).toBe(before);
    // Without balances in the file the officer types what the bank shows; it is checked against the lines of later files.
    const typed = await upload(bare);
    balance += 200_000n;
    const done = await importStatement(m.cashier, typed.id, { closing_fen: balance.toString() });
    expect(done).toMatchObject({ opening_fen: (balance - 200_000n).toString(), closing_fen: balance.toString() });
    await m.t.drain();
    expect(await codeOf(getStatement(m.cityFinance, typed.id))).toBe('banking.not_found');
  });

  it('remembers what an officer said the columns are', async () => {
    const file = (serial: string) =>
      ['日子,号,进,剩,谁', `${today()},${serial},1.00,${Number(balance + 100n) / 100},某公司`].join('\n');
    const draft = await upload(file('COLS0001'));
    expect(draft.preview).toMatchObject({ headings: ['日子', '号', '进', '剩', '谁'], remembered: false });
    expect(draft.preview?.missing).toContain('day');
    const roles = { day: ['日子'], serial: ['号'], credit: ['进'], balance: ['剩'], payer_name: ['谁'] };
    const mapped = await mapColumns(m.cashier, draft.id, { roles });
    expect(mapped.preview).toMatchObject({ remembered: true, missing: [], refusal: null });
    await discardStatement(m.cashier, draft.id);
    const next = await upload(file('COLS0002'));
    expect(next.preview).toMatchObject({ remembered: true, refusal: null });
    await importStatement(m.cashier, next.id, {});
    balance += 100n;
    await m.t.drain();
    expect(await lineOf('COLS0002')).toMatchObject({ payer_name: '某公司', state: 'in_case' });
  });

  it('names a gap between two statements', async () => {
    balance += 777n;
    const after = await arrive(transfer({ fen: 500n }));
    expect(after.check?.named).toContainEqual({ kind: 'gap', amount_fen: '777', count: 1 });
    expect(after.check?.named.map((one) => one.kind)).not.toContain('unnamed');
  });
});

describe('any statements', () => {
  it('shuffled, split, overlapped and sent again leave each line in one state, counted once', async () => {
    const runs = fc.array(
      fc.record({
        pays: fc.constantFrom('exact', 'short', 'over', 'none', 'out') as fc.Arbitrary<'exact'>,
        fen: fc.bigInt({ min: 1n, max: 99_999n }),
        cut: fc.boolean(),
        twice: fc.boolean(),
        camt: fc.boolean(),
        back: fc.nat({ max: 3 }),
      }),
      { minLength: 2, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(runs, async (steps) => {
        const cash = await account('cash:bank');
        const suspense = await account('suspense:unmatched');
        const lines: BankMovement[] = [];
        for (const step of steps) {
          const order = step.pays === 'exact' || step.pays === 'short' || step.pays === 'over' ? await place() : null;
          const fen =
            { exact: 100_000n, short: 100_000n - step.fen, over: 100_000n + step.fen, none: step.fen, out: -step.fen }[
              step.pays as string
            ] ?? 1n;
          lines.push(transfer({ fen, memo: order?.reference ?? '无' }));
        }
        const files: (string | Buffer)[] = [];
        let from = 0;
        const opening = balance;
        const at = (n: number) => lines.slice(0, n).reduce((sum, line) => sum + line.fen, opening);
        steps.forEach((step, i) => {
          if (!step.cut && i < steps.length - 1) return;
          const first = Math.max(0, from - step.back);
          const some = lines.slice(first, i + 1);
          const file = step.camt
            ? camt053([...some].reverse(), { opening: at(first), account: accountNo })
            : bankCsv(some, { opening: at(first), newestFirst: step.twice });
          files.push(file, ...(step.twice ? [file] : []));
          from = i + 1;
        });
        balance = at(lines.length);
        // Files come in any order.
        for (const file of files.reverse()) {
          const draft = await upload(file);
          if (draft.state === 'draft') await importStatement(m.cashier, draft.id, {});
        }
        await m.t.drain();
        const counted = await rowsOf('select serial, count(*) n from bank_line where serial = any($1) group by 1', [
          lines.map((line) => line.serial),
        ]);
        expect(counted).toHaveLength(lines.length);
        const shown = await Promise.all(lines.map((line) => lineOf(line.serial)));
        const states = {
          exact: 'proposed',
          short: 'in_case',
          over: 'in_case',
          none: 'in_case',
          out: 'unexplained',
        } as Record<string, string>;
        expect(shown.map((line) => line.state)).toEqual(steps.map((step) => states[step.pays]));
        const inCases = shown.reduce(
          (sum, line) => (line.state === 'in_case' ? sum + BigInt(line.amount_fen) : sum),
          0n,
        );
        expect(await account('cash:bank')).toBe(cash + inCases);
        expect(await account('suspense:unmatched')).toBe(suspense - inCases);
        const last = await getStatement(m.finance, shown.at(-1)!.statement_id);
        expect(last.check?.named.filter((one) => one.kind === 'unnamed')).toEqual([]);
        const ids = shown.filter((line) => line.state === 'proposed').map((line) => line.id);
        if (ids.length > 0) {
          const done = await Promise.all([confirmLines(m.finance, { ids }), confirmLines(m.finance, { ids })]);
          expect(done.reduce((sum, one) => sum + one.confirmed, 0)).toBe(ids.length);
        }
        expect(await account('cash:bank')).toBe(cash + inCases + BigInt(ids.length) * 100_000n);
        expect([...(await checkInvariants(m.t.app.db)), ...(await checkBanking(m.t.app.db))]).toEqual([]);
      }),
      { numRuns: 6 },
    );
    await m.t.drain();
  }, 120_000);
});

describe('what does not fit', () => {
  it('goes into suspense with a case each, delivers nothing, and stays out of the receipts', async () => {
    const [short, over, third, twice, cancelled] = [
      await place(),
      await place(),
      await place(),
      await place(),
      await place(),
    ];
    const blank = await place();
    await cancelOrder(m.buyer, cancelled.id, { revision: cancelled.revision });
    const suspense = await account('suspense:unmatched');
    const typo = `${short.reference.slice(0, -1)}${short.reference.endsWith('A') ? 'B' : 'A'}`;
    const wanted: [string, Partial<BankMovement>][] = [
      ['short', { memo: short.reference, fen: 99_999n }],
      ['over', { memo: over.reference, fen: 100_001n }],
      ['third_party', { memo: third.reference, name: '太原某代理有限公司' }],
      ['unknown_payer', { memo: blank.reference, name: '' }],
      ['cancelled', { memo: cancelled.reference }],
      ['mistyped', { memo: `付 ${typo}` }],
      ['no_reference', { memo: '往来款', name: '=HYPERLINK("http://x")' }],
      ['reference_unknown', { memo: makeReference(new Uint8Array(8)) }],
      ['several', { memo: `${short.reference} ${over.reference}` }],
      ['before_order', { memo: blank.reference, day: '2026-10-30' }],
    ];
    const lines = wanted.map(([, over_]) => transfer(over_));
    const exact = transfer({ memo: `ＪＫ ${twice.reference.slice(2).toLowerCase().replaceAll('-', ' ')}` });
    const again = transfer({ memo: twice.reference });
    await arrive(...lines, exact, again);
    for (const [i, [kind]] of wanted.entries()) {
      expect(await lineOf(lines[i]!.serial), kind).toMatchObject({ state: 'in_case', case_kind: kind });
    }
    expect(await lineOf(exact.serial)).toMatchObject({ state: 'proposed', order: { no: twice.no } });
    expect(await lineOf(again.serial)).toMatchObject({ state: 'in_case', case_kind: 'duplicate' });
    const sum = [...lines, again].reduce((total, line) => total + line.fen, 0n);
    expect(await account('suspense:unmatched')).toBe(suspense - sum);
    for (const order of [short, over, third, blank]) expect(await stateOf(order)).toBe('awaiting_payment');
    // A line of a statement is not entered a second time by hand.
    expect(await codeOf(confirmPayment(m.finance, slip(m, twice, { bank_serial: exact.serial })))).toBe(
      'orders.serial_on_statement',
    );
    expect((await orderArrivals(m.buyer, short.id)).items).toContainEqual(
      expect.objectContaining({ amount_fen: '99999', state: 'checking', kind: 'short' }),
    );
    const csv = Buffer.from((await exportLines(m.finance, { format: 'csv' })).bytes).toString();
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain(',999.99,');
    expect((await exportLines(m.finance, { format: 'xlsx' })).bytes.length).toBeGreaterThan(5000);
    expect(
      await confirmLines(m.finance, { ids: [(await lineOf(exact.serial)).id, (await lineOf(again.serial)).id] }),
    ).toEqual({
      confirmed: 1,
      second: 0,
      to_cases: 0,
      left: 1,
    });
  });

  it('recognises what was entered by hand before, and payments out it made itself', async () => {
    const [order, back] = [await place(), await place()];
    const byHand = slip(m, order);
    await confirmPayment(m.finance, byHand);
    await confirmPayment(m.finance, slip(m, back));
    await m.t.drain();
    const out = nextSerial();
    const asked = await requestRefund(m.buyer, back.id, {
      amount_fen: '30000',
      reason: '用不上',
      refundable_seen_fen: '100000',
    });
    await approveRefund(m.finance, asked.refunds[0]!.id, { bank_serial: out, refundable_seen_fen: '100000' });
    const cash = await account('cash:bank');
    const wrong = await place();
    const wrongHand = slip(m, wrong);
    await confirmPayment(m.finance, wrongHand);
    await m.t.drain();
    await arrive(
      transfer({ serial: byHand.bank_serial, memo: order.reference }),
      transfer({ serial: out, fen: -30_000n, memo: '退款' }),
      transfer({ serial: wrongHand.bank_serial, fen: 1n }),
    );
    expect(await lineOf(byHand.bank_serial)).toMatchObject({ state: 'received', order: { no: order.no } });
    expect(await lineOf(out)).toMatchObject({ state: 'paid_out' });
    expect(await lineOf(wrongHand.bank_serial)).toMatchObject({ state: 'unexplained' });
    expect(await account('cash:bank')).toBe(cash + 100_000n);
  });

  it('moves a proposal to a case when its order was cancelled or lapsed meanwhile', async () => {
    const order = await place();
    const line = transfer({ memo: order.reference });
    await arrive(line);
    await cancelOrder(m.buyer, order.id, { revision: order.revision });
    const { id } = await lineOf(line.serial);
    expect(await confirmLine(m.finance, id)).toMatchObject({ to_cases: 1 });
    expect(await lineOf(line.serial)).toMatchObject({ state: 'in_case', case_kind: 'cancelled' });
  });
});

describe('two officers', () => {
  it('confirm what is above the limit: a reviewer first, another person second, however they race', async () => {
    const order = await place(dear.no);
    expect(await codeOf(confirmPayment(m.finance, slip(m, order)))).toBe('orders.two_officers');
    const line = transfer({ memo: order.reference, fen: 200_000_000n });
    await arrive(line);
    const { id, second_needed } = await lineOf(line.serial);
    expect(second_needed).toBe(true);
    expect(await codeOf(confirmLine(m.cashier, id))).toBe('banking.reviewer_needed');
    expect(await codeOf(confirmLine(m.cityFinance, id))).toBe('banking.not_found');
    expect(await codeOf(confirmLine(m.buyer, id))).toBe('auth.forbidden');
    expect(await confirmLine(m.finance, id)).toMatchObject({ second: 1, confirmed: 0 });
    expect(await codeOf(confirmLine(m.finance, id))).toBe('banking.two_people');
    expect(await stateOf(order)).toBe('awaiting_payment');
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => confirmLine(m.cashier, id)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await stateOf(order)).toBe('paid');
    await m.t.drain();
  });

  it('decide steps of a case above the limit', async () => {
    const order = await place(dear.no);
    let c = await caseFor({ fen: 250_000_000n, memo: '大额' });
    const step = { revision: c.revision, order: order.no, amount_fen: '200000000' };
    const cases = async () =>
      (await worklist(m.finance)).items.filter((one) => one.kind === 'bank_case' && one.id === c.id).length;
    expect(await cases()).toBe(1);
    c = await applyCase(m.finance, c.id, step);
    expect(c).toMatchObject({
      state: 'open',
      remaining_fen: '250000000',
      pending: { kind: 'order', order_no: order.no },
    });
    expect(await codeOf(holdCase(m.finance, c.id, { revision: c.revision, until: '2027-01-01', note: '等待' }))).toBe(
      'banking.case_asked',
    );
    expect(await codeOf(decideCase(m.finance, c.id, { revision: c.revision, approve: true }))).toBe(
      'banking.two_people',
    );
    c = await decideCase(m.cashier, c.id, { revision: c.revision, approve: false, opinion: '请先核实' });
    expect(await codeOf(decideCase(m.cashier, c.id, { revision: c.revision, approve: true }))).toBe(
      'banking.nothing_asked',
    );
    c = await applyCase(m.finance, c.id, { ...step, revision: c.revision });
    c = await decideCase(m.cashier, c.id, { revision: c.revision, approve: true });
    expect(c).toMatchObject({ remaining_fen: '50000000', pending: null, state: 'open' });
    expect(await stateOf(order)).toBe('paid');
    expect(c.steps.map((one) => one.kind)).toEqual(['opened', 'asked', 'refused', 'asked', 'completed']);
    await m.t.drain();
  });
});

describe('working off a case', () => {
  it('lets a part wait for the rest, and books one receipt when it comes', async () => {
    const order = await place();
    let c = await caseFor({ memo: order.reference, fen: 40_000n });
    expect(c.kind).toBe('short');
    expect(c.suggestions[0]).toMatchObject({ no: order.no, named: true, missing_fen: '100000' });
    expect(
      await codeOf(applyCase(m.cashier, c.id, { revision: c.revision, order: order.no, amount_fen: '40000' })),
    ).toBe('banking.reviewer_needed');
    expect(
      await codeOf(applyCase(m.finance, c.id, { revision: c.revision, order: order.no, amount_fen: '40001' })),
    ).toBe('banking.more_than_remains');
    c = await applyCase(m.finance, c.id, { revision: c.revision, order: order.reference, amount_fen: '40000' });
    expect(c).toMatchObject({
      state: 'settling',
      remaining_fen: '0',
      moves: [{ state: 'waiting', order: { no: order.no } }],
    });
    expect(await orderArrivals(m.buyer, order.id)).toMatchObject({
      arrived_fen: '40000',
      missing_fen: '60000',
      items: [{ amount_fen: '40000', state: 'waiting' }],
    });
    expect(await stateOf(order)).toBe('awaiting_payment');
    // Taken back by a contra posting, and applied again.
    const move = c.moves[0]!.id;
    c = await takeBackMove(m.finance, move, { reason: '点错了订单' });
    expect(c).toMatchObject({ state: 'open', remaining_fen: '40000' });
    expect(await codeOf(takeBackMove(m.finance, move, { reason: '再来' }))).toBe('banking.cannot_undo');
    c = await applyCase(m.finance, c.id, { revision: c.revision, order: order.id, amount_fen: '40000' });
    const notice = await paymentNotice(m.buyer, order.id);
    expect(Buffer.from(notice.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    const rest = transfer({ memo: order.reference, fen: 60_000n });
    await arrive(rest);
    const line = await lineOf(rest.serial);
    expect(line.state).toBe('proposed');
    await confirmLine(m.finance, line.id);
    expect(await stateOf(order)).toBe('paid');
    const paid = await getOrder(m.finance, order.id);
    expect(paid.payment).toMatchObject({ amount_fen: '100000', bank_serial: rest.serial });
    expect(await getCase(m.finance, c.id)).toMatchObject({
      state: 'closed',
      moves: [{ state: 'taken_back' }, { state: 'done' }],
    });
    expect(await codeOf(takeBackMove(m.finance, c.moves.at(-1)!.id, { reason: '晚了' }))).toBe('banking.cannot_undo');
    await m.t.drain();
    expect(await codeOf(paymentNotice(m.buyer, order.id))).toBe('orders.wrong_state');
  });

  it('lets go of a part when the order is paid in another way', async () => {
    const order = await place();
    let c = await caseFor({ memo: order.reference, fen: 5_000n });
    c = await applyCase(m.finance, c.id, { revision: c.revision, order: order.no, amount_fen: '5000' });
    await confirmPayment(m.finance, slip(m, order));
    await m.t.drain();
    expect(await getCase(m.finance, c.id)).toMatchObject({ state: 'open', remaining_fen: '5000' });
    expect((await getCase(m.finance, c.id)).steps.at(-1)).toMatchObject({ kind: 'released', order_no: order.no });
  });

  it('splits one transfer over orders and pays the rest back to the payer', async () => {
    const [one, two] = [await place(), await place()];
    let c = await caseFor({ memo: '两单货款', fen: 230_000n });
    expect(
      await codeOf(applyCase(m.finance, c.id, { revision: c.revision, order: one.no, amount_fen: '100001' })),
    ).toBe('banking.more_than_missing');
    c = await applyCase(m.finance, c.id, { revision: c.revision, order: one.no, amount_fen: '100000' });
    expect(
      await codeOf(applyCase(m.finance, c.id, { revision: c.revision - 1, order: two.no, amount_fen: '100000' })),
    ).toBe('banking.changed_meanwhile');
    c = await applyCase(m.finance, c.id, { revision: c.revision, order: two.no, amount_fen: '100000' });
    expect([await stateOf(one), await stateOf(two)]).toEqual(['paid', 'paid']);
    const serials = await rowsOf('select bank_serial from payment where order_id = any($1) order by 1', [
      [one.id, two.id],
    ]);
    expect(serials.map((row) => row.bank_serial)).toEqual([c.line.serial, `${c.line.serial}/2`]);
    const due = await account('buyer:refund_due');
    c = await payBackCase(m.finance, c.id, { revision: c.revision, amount_fen: '30000', note: '多付退回' });
    expect(c).toMatchObject({ state: 'settling', remaining_fen: '0' });
    expect(await account('buyer:refund_due')).toBe(due - 30_000n);
    const payback = c.moves.at(-1)!;
    expect(payback).toMatchObject({ kind: 'payback', payee_name: buyerName, state: 'waiting' });
    const serial = nextSerial();
    const settle = (over: object) =>
      settlePayback(m.cashier, payback.id, { bank_serial: serial, paid_on: today(), ...over });
    expect(await codeOf(settle({ bank_serial: '?' }))).toBe('payments.bad_serial');
    expect(await codeOf(settle({ paid_on: '2027-01-01' }))).toBe('payments.bad_value_date');
    expect(await codeOf(settle({ bank_serial: c.line.serial }))).toBe('orders.serial_used');
    await arrive(transfer({ serial, fen: -30_000n, memo: '退款' }), transfer({ serial: `${serial}9`, fen: -1n }));
    expect(await lineOf(serial)).toMatchObject({ state: 'unexplained' });
    expect(await codeOf(settle({ bank_serial: `${serial}9` }))).toBe('banking.serial_elsewhere');
    c = await settle({});
    expect(c).toMatchObject({ state: 'closed', moves: [{}, {}, { state: 'done', bank_serial: serial }] });
    expect(await lineOf(serial)).toMatchObject({ state: 'paid_out' });
    expect(await account('buyer:refund_due')).toBe(due);
    expect(await codeOf(holdCase(m.finance, c.id, { revision: c.revision, until: '2027-01-01', note: '等待' }))).toBe(
      'banking.case_closed',
    );
    await m.t.drain();
  });

  it('wants a reason for a third party, a payee it can name, and a day to come', async () => {
    const [order, next] = [await place(), await place()];
    let c = await caseFor({ memo: order.reference, name: '太原某代理有限公司' });
    const step = { revision: c.revision, order: order.no, amount_fen: '100000' };
    expect(await codeOf(applyCase(m.finance, c.id, step))).toBe('banking.third_party_reason');
    expect(await codeOf(holdCase(m.finance, c.id, { revision: c.revision, until: today(), note: '等代付说明' }))).toBe(
      'banking.past_day',
    );
    c = await holdCase(m.finance, c.id, { revision: c.revision, until: '2026-12-01', note: '等代付说明' });
    expect(c).toMatchObject({ state: 'held', held_until: '2026-12-01' });
    const exact = transfer({ memo: order.reference });
    await arrive(exact);
    const apply = () => applyCase(m.finance, c.id, { ...step, revision: c.revision, note: '代付说明已收' });
    expect(await codeOf(apply())).toBe('banking.order_has_proposal');
    await confirmLine(m.finance, (await lineOf(exact.serial)).id);
    expect(await codeOf(apply())).toBe('orders.already_paid');
    c = await applyCase(m.finance, c.id, {
      revision: c.revision,
      order: next.no,
      amount_fen: '100000',
      note: '代付说明已收',
    });
    expect(c.state).toBe('closed');
    const unknown = await caseFor({ name: '', account: ' ', memo: '不明' });
    expect(
      await codeOf(payBackCase(m.finance, unknown.id, { revision: unknown.revision, amount_fen: '100', note: '退' })),
    ).toBe('banking.payee_unknown');
    const nowhere = { revision: unknown.revision, amount_fen: '100' };
    expect(await codeOf(applyCase(m.finance, unknown.id, { ...nowhere, order: 'DD-1999-000001' }))).toBe(
      'orders.not_found',
    );
    expect(await codeOf(getCase(m.cityFinance, unknown.id))).toBe('banking.not_found');
    await m.t.drain();
  });

  it('is closed to the rows beneath: facts of the bank, steps and sums cannot be rewritten', async () => {
    for (const sql of [
      "update bank_line set amount_fen = amount_fen + 1 where state = 'in_case'",
      "update bank_line set payer_name = 'x'",
      'delete from bank_line',
      "update bank_case_step set note = 'x'",
      'update bank_case set remaining_fen = remaining_fen - 1 where remaining_fen > 1',
      "update bank_move set amount_fen = amount_fen + 1 where state = 'waiting' or state = 'done'",
    ]) {
      await expect(m.t.database.query(sql), sql).rejects.toThrow(/append_only|bank_case_sum/);
    }
    const after = await arrive(transfer({ fen: 1n }));
    expect(after.check?.named.filter((one) => one.kind === 'unnamed')).toEqual([]);
    const open = await listCases(m.finance, { ...page, state: 'active', kind: undefined });
    expect(BigInt(open.remaining_fen)).toBe(-(await account('suspense:unmatched')));
    expect(await codeOf(listCases(m.buyer, { ...page, state: 'active', kind: undefined }))).toBe('auth.forbidden');
  });
});

describe('an order that falls through', () => {
  it('takes a part back when its order is cancelled or lapses, and never delivers late money', async () => {
    const [cancelled, lapsed] = [await place(), await place()];
    let a = await caseFor({ memo: cancelled.reference, fen: 10_000n });
    a = await applyCase(m.finance, a.id, { revision: a.revision, order: cancelled.no, amount_fen: '10000' });
    let b = await caseFor({ memo: lapsed.reference, fen: 20_000n });
    b = await applyCase(m.finance, b.id, { revision: b.revision, order: lapsed.no, amount_fen: '20000' });
    await cancelOrder(m.buyer, cancelled.id, { revision: cancelled.revision });
    await m.t.drain();
    expect(await getCase(m.finance, a.id)).toMatchObject({ state: 'open', remaining_fen: '10000' });
    const before = m.t.clock.now();
    m.t.clock.advance({ days: 40 });
    const late = transfer({ memo: lapsed.reference });
    await arrive(late);
    expect(await lineOf(late.serial)).toMatchObject({ state: 'in_case', case_kind: 'late' });
    await lapse(m.t.app);
    await m.t.drain();
    expect(await stateOf(lapsed)).toBe('expired');
    expect(await getCase(m.finance, b.id)).toMatchObject({
      state: 'open',
      remaining_fen: '20000',
      moves: [{ state: 'taken_back' }],
    });
    const c = await getCase(m.finance, (await lineOf(late.serial)).case_id ?? '');
    expect(
      await codeOf(applyCase(m.finance, c.id, { revision: c.revision, order: lapsed.no, amount_fen: '1000' })),
    ).toBe('orders.expired');
    await release(m.t.app, { order_id: lapsed.id });
    await sweep(m.t.app);
    m.t.clock.set(before);
  });
});
