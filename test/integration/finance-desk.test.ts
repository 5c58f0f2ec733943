/** The finance desk: the treasury's lines against payment orders, the close of a month, figures, evidence, the audit office. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import exceljs from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { accountStatement, trialBalance } from '#api/ledger/reports.ts';
import { getOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { revenueOperations } from '#api/revenue/contract.ts';
import { exportYear, exportYearCsv, getDesk, getYear } from '#api/revenue/desk.ts';
import { exportEvidence } from '#api/revenue/evidence.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { getMonth, listMonths, proposeMonth, rebuildLedger, signMonth } from '#api/revenue/months.ts';
import {
  bookLine,
  confirmExact,
  confirmLine,
  correctLine,
  explainLine,
  importReport,
  listLines,
  listOutstanding,
  repayLine,
  type TreasuryLineOut,
} from '#api/revenue/reconcile.ts';
import * as refunds from '#api/revenue/refunds.ts';
import * as remittances from '#api/revenue/remittances.ts';
import * as repayments from '#api/revenue/repayments.ts';
import { type Evidence, recompute, type Sealed } from '#api/revenue/rules/recompute.ts';
import * as statements from '#api/revenue/statements.ts';
import { treasuryOperations } from '#api/revenue/treasury-contract.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { codeOf, password, refusal } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, nextSerial, paidOrder, statement } from '#test/support/market.ts';

let m: Market;
let product = '';
beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', { from: '2026-01-05', to: '2026-12-31' });
  product = (await listedProduct(m)).no;
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

let month = 0;
/** A month of its own with one sale of ¥1,000.00, its statement as far as asked; the clock stands in the month after. */
async function stated(upTo: Parameters<typeof statement>[2]): Promise<{ s: StatementOut; order: OrderOut }> {
  month += 1;
  const period = `2026-${String(month).padStart(2, '0')}`;
  m.t.clock.set(`${period}-10T12:00:00+08:00`);
  const order = await getOrder(m.buyer, (await paidOrder(m, product)).id);
  m.t.clock.set(`2026-${String(month + 1).padStart(2, '0')}-03T12:00:00+08:00`);
  return { s: await statement(m, period, upTo), order };
}
const today = () => new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
const head = '回单号,缴款书号,金额（元）,科目编码,预算级次,国库代码,入库日期';
interface Told {
  receipt?: string;
  order?: string;
  yuan?: string;
  subject?: string;
  level?: string;
  treasury?: string;
  day?: string;
}
let receiptNo = 0;
const nextReceipt = () => `GK2026${String(++receiptNo).padStart(6, '0')}`;
const told = (s: StatementOut, over: Told = {}) =>
  [
    over.receipt ?? nextReceipt(),
    over.order ?? s.payment_order?.no,
    over.yuan ?? '333.33',
    over.subject ?? s.payment_order?.subject_code,
    over.level ?? '省级',
    over.treasury ?? '140000',
    over.day ?? today(),
  ].join(',');
const take = (lines: string[], by = m.cashier, text = [head, ...lines].join('\r\n')) =>
  importReport(by, { file_name: '国库报表.csv', bytes: Buffer.from(text) });
const open = async (state: 'open' | 'difference' | undefined = 'open') =>
  (await listLines(m.cashier, { page: 1, page_size: 50, ...(state === undefined ? {} : { state }) })).items;
const only = async (lines: string[]): Promise<TreasuryLineOut> => {
  await take(lines);
  return (await open())[0]!;
};
const balance = async (account: string): Promise<bigint> =>
  BigInt(
    (
      await m.t.database.query<{ n: string }>(
        'select coalesce(sum(amount_fen), 0) n from ledger_balance where account_id = $1',
        [account],
      )
    )[0]!.n,
  );
const state = async (id: string) => (await statements.getStatement(m.finance, id)).state;
const at = (one: { revision: number }) => ({ revision: one.revision, password });
async function repaid(lineId: string) {
  const rows = await m.t.database.query<{ id: string }>('select id from treasury_repayment where line_id = $1', [
    lineId,
  ]);
  let c = await repayments.getRepayment(m.finance, rows[0]!.id);
  c = await repayments.applyRepayment(m.agency, c.id, { revision: c.revision, reason: '国库多收，申请退付' });
  c = await repayments.reviewRepayment(m.finance, c.id, at(c));
  c = await repayments.approveRepayment(m.cashier, c.id, at(c));
  const input = { revision: c.revision, receipt_no: nextReceipt(), amount_fen: c.amount_fen, received_on: today() };
  return repayments.registerRepayment(m.cashier, c.id, input);
}

describe('the treasury’s report', () => {
  it('is read by its content, once, and confirms what agrees with one key', async () => {
    const { s } = await stated('ordered');
    expect((await listOutstanding(m.finance)).items).toMatchObject([
      { payment_order_no: s.payment_order?.no, amount_fen: '33333' },
    ]);
    for (const [text, what] of [
      ['', '文件为空'],
      ['a,b\n1,2', '缺少列'],
      [head, '没有数据行'],
      [`${head}\n${told(s, { yuan: '=1+1' })}`, '第 2 行'],
      [`${head}\n${told(s, { yuan: '-5' })}`, '第 2 行'],
      [`${head}\n${told(s, { level: '乡级' })}`, '第 2 行'],
      [`${head}\n${told(s, { day: '2026-02-30' })}`, '第 2 行'],
      [`${head}\n"${told(s)}`, 'CSV'],
    ] as const) {
      const refused = await refusal(take([], m.cashier, text));
      expect([refused.code, refused.sentence('zh')]).toEqual([
        'revenue.report_unreadable',
        expect.stringContaining(what),
      ]);
    }
    expect(await codeOf(take([told(s)], m.finance))).toBe('auth.forbidden');
    const line = told(s);
    // Another order of columns, tabs, GB18030: the same line.
    const [no, order, yuan, subject, level, code, day] = line.split(',');
    const turned = `入库日期\t国库代码\t预算级次\t科目编码\t金额\t缴款书号\t回单号\n${[day, code, level, subject, yuan, order, no].join('\t')}`;
    const gb = Buffer.concat([...turned].map((one) => gb18030(one)));
    expect(await importReport(m.cashier, { file_name: 'a.txt', bytes: gb })).toMatchObject({
      again: false,
      lines: 1,
      exact: 1,
      differences: 0,
    });
    expect(await importReport(m.cashier, { file_name: 'a.txt', bytes: gb })).toMatchObject({ again: true });
    expect(await take([line])).toMatchObject({ lines: 1, known: 1, exact: 0 });
    expect(await codeOf(take([line.replace('333.33', '333.34')]))).toBe('revenue.receipt_differs');
    expect((await open()).map((one) => [one.receipt_no, one.difference, one.ways])).toEqual([[no, null, ['confirm']]]);
    expect(await confirmExact(m.cashier)).toEqual({ confirmed: 1, amount_fen: '33333', left: 0 });
    expect(await confirmExact(m.cashier)).toEqual({ confirmed: 0, amount_fen: '0', left: 0 });
    expect(await state(s.id)).toBe('received');
    const done = (await listLines(m.cashier, { page: 1, page_size: 9, state: 'settled' })).items[0]!;
    expect(done).toMatchObject({ settled_how: 'matched', statement_no: s.no, ways: [] });
    expect(await codeOf(confirmLine(m.cashier, done.id, {}))).toBe('revenue.line_settled');
    expect(await codeOf(confirmLine(m.cityCashier, done.id, {}))).toBe('revenue.line_not_found');
    await expect(
      m.t.database.query('update treasury_line set amount_fen = 1 where id = $1', [done.id]),
    ).rejects.toThrow(/append_only/);
    expect((await listOutstanding(m.finance)).items).toEqual([]);
  });

  it('names every difference, and each has its own way to be put right', async () => {
    // Short, then the rest.
    const short = (await stated('ordered')).s;
    let line = await only([told(short, { yuan: '300.00' })]);
    expect([line.difference, line.ways]).toEqual(['short', ['book']]);
    expect(await codeOf(confirmLine(m.cashier, line.id, {}))).toBe('revenue.line_action');
    await bookLine(m.cashier, line.id, {});
    expect(await balance('recv:treasury_refund:140000')).toBe(30_000n);
    expect(
      await codeOf(remittances.rejectPaymentOrder(m.cashier, short.id, { revision: short.revision, opinion: '退票' })),
    ).toBe('revenue.lines_booked');
    line = await only([told(short, { yuan: '33.33' })]);
    expect([line.difference, line.ways]).toEqual(['supplement', ['confirm']]);
    await confirmLine(m.cashier, line.id, {});
    expect([await state(short.id), await balance('recv:treasury_refund:140000')]).toEqual(['received', 0n]);

    // Twice.
    line = await only([told(short)]);
    expect([line.difference, line.ways]).toEqual(['duplicate', ['book']]);
    await bookLine(m.cashier, line.id, {});
    expect(await codeOf(correctLine(m.cashier, line.id, { document_no: 'GZ1' }))).toBe('revenue.line_action');
    const twice = await repayLine(m.cashier, line.id, {});
    expect(twice).toMatchObject({ settled_how: 'repayment', repayment_no: expect.stringMatching(/^TF-/) });
    expect((await repaid(line.id)).ground).toBe('duplicate');

    // Too much.
    const over = (await stated('ordered')).s;
    line = await only([told(over, { yuan: '400.00' })]);
    expect([line.difference, line.ways]).toEqual(['over', ['confirm']]);
    await confirmLine(m.cashier, line.id, {});
    expect([await state(over.id), await balance('recv:treasury_refund:140000')]).toEqual(['received', 6_667n]);
    expect((await repaid(line.id)).amount_fen).toBe('6667');

    // The treasury of another level; a correction reverses and rebooks.
    const level = (await stated('ordered')).s;
    line = await only([told(level, { treasury: '140100', level: '市级' })]);
    expect([line.difference, line.ways]).toEqual(['wrong_level', ['book']]);
    await bookLine(m.cashier, line.id, {});
    expect(await balance('recv:treasury_refund:140100')).toBe(33_333n);
    expect((await open('difference'))[0]?.ways).toEqual(['correct', 'repay']);
    expect(await codeOf(correctLine(m.cashier, line.id, { document_no: '' }))).toBe('revenue.document_missing');
    await correctLine(m.cashier, line.id, { document_no: '更正〔2026〕3号' });
    expect([await state(level.id), await balance('recv:treasury_refund:140100')]).toEqual(['received', 0n]);

    // Another account code.
    const subject = (await stated('ordered')).s;
    line = await only([told(subject, { subject: '1030601' })]);
    expect(line.difference).toBe('wrong_account');
    await bookLine(m.cashier, line.id, {});
    await correctLine(m.cashier, line.id, { document_no: '更正〔2026〕4号' });
    expect(await state(subject.id)).toBe('received');

    // Late: registered with the reason beside it.
    const late = (await stated('ordered')).s;
    m.t.clock.set(`${m.t.app.calendar().addWorkingDays(late.due_on ?? '', 2)}T10:00:00+08:00`);
    line = await only([told(late), told(late, { order: 'JK140000-2026-999999' })]);
    const [first, second] = (await open()).sort((a, b) => (a.difference! < b.difference! ? -1 : 1));
    expect([first?.difference, second?.difference]).toEqual(['late', 'unknown_order']);
    expect(await codeOf(confirmLine(m.cashier, first!.id, {}))).toBe('revenue.reason_missing');
    await confirmLine(m.cashier, first!.id, { note: '开发单位付款迟延' });
    expect((await statements.getStatement(m.finance, late.id)).late_days).toBe(2);
    expect(await codeOf(explainLine(m.cashier, second!.id, { note: '' }))).toBe('revenue.reason_missing');
    await explainLine(m.cashier, second!.id, { note: '属其他系统' });
    expect(await open()).toEqual([]);
    expect(await balance('recv:treasury_refund:140000')).toBe(0n);
  });
});

describe('the close of a month', () => {
  it('takes two people and a clean checklist, and locks the month for whatever program writes', async () => {
    const p = { password };
    const { items } = await listMonths(m.finance);
    expect(items.at(-1)).toMatchObject({ period: '2026-01', state: 'open' });
    expect(await codeOf(proposeMonth(m.finance, '2026-12', p))).toBe('revenue.month_open');
    const early = await refusal(proposeMonth(m.finance, '2026-02', p));
    expect([early.code, early.sentence('en')]).toEqual([
      'revenue.month_checks',
      expect.stringContaining('Every earlier month is closed'),
    ]);
    expect(await codeOf(signMonth(m.cashier, '2026-01', p))).toBe('revenue.month_not_proposed');
    expect(await codeOf(proposeMonth(m.cityFinance, '2026-01', p))).toBe('auth.forbidden');
    expect(await codeOf(proposeMonth(m.finance, '2026-01', { password: 'not mine' }))).toBe('people.password_again');
    expect((await proposeMonth(m.finance, '2026-01', p)).state).toBe('proposed');
    const both: Ctx = { ...m.finance, viewer: { ...m.finance.viewer!, duties: ['finance_review', 'finance_issue'] } };
    expect(await codeOf(signMonth(both, '2026-01', p))).toBe('revenue.month_two_people');
    await expect(
      m.t.database.query("update ledger_month set signed_by = proposed_by where period = '2026-01'"),
    ).rejects.toThrow(/two_people/);

    /** Hand-written SQL, past every service; rolled back by its own failure or taken back by its mirror image. */
    const post = (key: string, instant: string, sign = 1) =>
      m.t.database.query(
        `select * from ledger_post($1, 'test.adjust', $1, repeat('0', 64), null, null, $2::timestamptz, null,
         '[{"account":"cash:bank","amount_fen":"${sign}"},{"account":"held:orders","amount_fen":"${-sign}"}]'::jsonb)`,
        [key, instant],
      );
    const audited = (key: string) =>
      m.t.database.query(`select audit_append(now(), 'test.adjust', 'done', null, null, 'req_test', 'test', $1, $2)`, [
        key,
        JSON.stringify({ action: 'test.adjust', facts: { transactions: [key] } }),
      ]);
    await post('txn_slipped', '2026-01-31T15:59:59.999Z');
    await audited('txn_slipped');
    expect(await codeOf(signMonth(m.cashier, '2026-01', p))).toBe('revenue.month_changed');
    await post('txn_slipped_back', '2026-01-31T15:59:59.999Z', -1);
    await audited('txn_slipped_back');
    await proposeMonth(m.finance, '2026-01', p);
    const signed = await signMonth(m.cashier, '2026-01', p);
    expect(signed).toMatchObject({ state: 'closed', can_sign: false });
    expect(signed.checks.every((one) => one.ok)).toBe(true);
    // The month ends at midnight in Shanghai: one instant is in it, the next is not (case 49).
    await expect(post('txn_late', '2026-01-31T15:59:59.999Z')).rejects.toThrow(/ledger_period_closed: 2026-01/);
    await post('txn_next', '2026-01-31T16:00:00.000Z');
    await audited('txn_next');
    await post('txn_next_back', '2026-01-31T16:00:00.000Z', -1);
    await audited('txn_next_back');
    // The same fact again is answered, not refused: nothing new is posted.
    await post('txn_slipped', '2026-01-31T15:59:59.999Z');
    for (const sql of [
      "update ledger_month set state = 'proposed' where period = '2026-01'",
      "delete from ledger_month where period = '2026-01'",
    ]) {
      await expect(m.t.database.query(sql)).rejects.toThrow(/append_only/);
    }
    expect(await codeOf(proposeMonth(m.finance, '2026-01', p))).toBe('revenue.month_closed');
    expect((await getMonth(m.finance, '2026-01')).trial_sha256).toBe(signed.trial_sha256);
    const whole = await rebuildLedger(m.finance);
    expect(whole).toMatchObject({ differing: [], violations: [] });
    expect(whole.entries).toBeGreaterThan(20);
    const instant = await trialBalance(m.finance, undefined, '2026-01-31T15:59:59.999Z');
    expect(instant.balance_fen).toBe('0');
    expect(instant.debit_fen).toBe((await trialBalance(m.finance, '2026-01-31')).debit_fen);
  });
});

describe('figures', () => {
  it('are true at once, add up in every way, and leave as XLSX and CSV', async () => {
    const year = await getYear(m.finance, { year: 2026 });
    const sum = (rows: readonly { treasury_fen: string }[]) =>
      rows.reduce((all, row) => all + BigInt(row.treasury_fen), 0n);
    for (const rows of Object.values(year.groups)) expect(sum(rows)).toBe(BigInt(year.total.treasury_fen));
    expect(BigInt(year.total.net_fen)).toBe(
      BigInt(year.total.treasury_fen) + BigInt(year.total.developer_fen) + BigInt(year.total.operator_fen),
    );
    expect(BigInt(year.outstanding_fen)).toBe(
      BigInt(year.total.treasury_fen) +
        BigInt(year.open_claims_fen) -
        BigInt(year.remitted_fen) +
        BigInt(year.repaid_fen),
    );
    const before = BigInt(year.total.gross_fen);
    const { s, order } = await stated('confirmed');
    expect(BigInt((await getYear(m.finance, { year: 2026 })).total.gross_fen)).toBe(before + 100_000n);
    const desk = await getDesk(m.finance, {});
    expect(desk.tasks.find((one) => one.task === 'review')).toMatchObject({ count: 1, amount_fen: '33333' });
    expect(desk.tasks.find((one) => one.task === 'close')?.count).toBeGreaterThan(3);
    const { name, bytes } = await exportYear(m.finance, { year: 2026 });
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as never);
    expect(name).toBe('revenue-2026.xlsx');
    expect(book.worksheets).toHaveLength(4);
    const sheet = book.worksheets[0]!;
    expect(sheet.getCell('C2').value).toBe(Number(before + 100_000n) / 100);
    expect(sheet.lastRow?.getCell(3).value).toBe(Number(before + 100_000n) / 100);
    expect((await exportYearCsv(m.finance, { year: 2026 })).text).toContain('按授权机构');
    expect((await getYear(m.cityFinance, { year: 2026 })).total.gross_fen).toBe('0');
    for (const stranger of [m.developer, m.buyer, m.agency])
      expect(await codeOf(getDesk(stranger, {}))).toBe('auth.forbidden');
    expect([s.state, order.state]).toEqual(['confirmed', 'fulfilled']);
  });
});

/** The evidence as a forger would have it. */
type Open<T> = T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T;

describe('the evidence of a statement', () => {
  const run = promisify(execFile);
  const recomputed = async (sealed: Sealed) => {
    const path = join(await mkdtemp(join(tmpdir(), 'evidence-')), 'statement.json');
    await writeFile(path, JSON.stringify(sealed));
    try {
      return { code: 0, out: (await run('node', ['api/launch/revenue-recompute.mjs', path])).stdout };
    } catch (error) {
      const failed = error as { code: number; stdout: string; stderr: string };
      return { code: failed.code, out: failed.stdout + failed.stderr };
    }
  };

  it('lets a stranger recompute every figure, and names a changed byte', async () => {
    const { s, order } = await stated('drawn');
    const ask = async (amount: string, bank?: string) => {
      const seen = (await getOrder(m.buyer, order.id)).refundable_fen;
      const asked = await refunds.requestRefund(m.buyer, order.id, {
        amount_fen: amount,
        reason: '缺失',
        refundable_seen_fen: seen,
      });
      const id = asked.refunds.find((one) => one.state === 'requested')?.id ?? '';
      await refunds.approveRefund(m.finance, id, {
        refundable_seen_fen: seen,
        ...(bank === undefined ? {} : { bank_serial: bank }),
      });
    };
    await ask('12345', nextSerial());
    const again = await statements.redrawStatement(m.agency, s.id, { revision: s.revision + 1 });
    let c = await statements.confirmStatement(m.developer, again.id, at(again));
    c = await statements.confirmStatement(m.head, c.id, at(c));
    c = await remittances.approveStatement(m.finance, c.id, at(c));
    await ask('777');
    expect(await codeOf(exportEvidence(m.other, s.id))).toBe('revenue.not_found');
    const sealed = JSON.parse(JSON.stringify(await exportEvidence(m.developer, s.id))) as Sealed;
    expect(sealed.evidence.orders[0]?.refunds.map((one) => [one.amount_fen, one.late])).toEqual([
      ['12345', false],
      ['777', true],
    ]);
    expect(JSON.stringify(sealed)).not.toContain('大同快运');
    expect(await recomputed(sealed)).toMatchObject({ code: 0, out: expect.stringContaining('every figure follows') });

    /** Changes one thing and seals the file again, as a forger would; what does not follow is still named. */
    const forged = (change: (e: Open<Evidence>) => void): string[] => {
      const copy = structuredClone(sealed) as Omit<Sealed, 'evidence'> & { evidence: Open<Evidence> };
      change(copy.evidence);
      return recompute(copy, sha256).map((one) => one.at);
    };
    expect(
      forged((e) => {
        e.orders[0]!.product = 'x';
      }),
    ).toEqual([`orders/${order.no}`]);
    expect(
      forged((e) => {
        e.statement.treasury_fen = '1';
      }),
    ).toEqual(expect.arrayContaining(['statement', 'statement/treasury_fen']));
    expect(
      forged((e) => {
        e.terms[0]!.shares[0]!.ppm += 1;
      }),
    ).toEqual(expect.arrayContaining(['terms', 'terms/1']));
    expect(
      forged((e) => {
        e.orders[0]!.allocation.parts[0]!.amount_fen = '1';
      }),
    ).toEqual(expect.arrayContaining([`orders/${order.no}/allocation`]));
    expect(
      forged((e) => {
        e.orders[0]!.refunds[0]!.parts[0]!.amount_fen = '-1';
      }),
    ).toEqual(expect.arrayContaining([expect.stringContaining('/refunds/')]));
    expect(
      forged((e) => {
        e.orders[0]!.line.developer_fen = '1';
      }),
    ).toEqual(expect.arrayContaining([`orders/${order.no}/line/developer_fen`]));
    expect(
      forged((e) => {
        e.paper!.canonical = e.paper!.canonical.replace('12345', '12346');
      }),
    ).toEqual(expect.arrayContaining(['paper']));
    const broken = structuredClone(sealed) as Omit<Sealed, 'evidence'> & { evidence: Open<Evidence> };
    broken.evidence.orders[0]!.amount_fen = '100001';
    const told = await recomputed(broken);
    expect([told.code, told.out]).toEqual([1, expect.stringContaining(`orders/${order.no}/allocation: `)]);
    expect((await recomputed({} as Sealed)).code).toBe(2);
    expect(JSON.parse(await readFile('package.json', 'utf8')).scripts['revenue:recompute']).toContain(
      'revenue-recompute.mjs',
    );
  });
});

describe('the audit office', () => {
  it('reads the whole desk and changes nothing: every operation that writes is refused', async () => {
    const a: Ctx = { ...m.reviewer, viewer: { ...m.reviewer.viewer!, duties: ['auditor'], powers: [] } };
    const [s] = (await statements.listStatements(a, { page: 1, page_size: 5 })).items;
    const [line] = (await listLines(a, { page: 1, page_size: 5 })).items;
    const [repayment] = (await repayments.listRepayments(a, { page: 1, page_size: 5 })).items;
    expect((await getDesk(a, { year: 2026 })).year.total.orders).toBeGreaterThan(5);
    expect((await repayments.getRepayment(a, repayment!.id)).actions).toEqual([]);
    expect(line?.ways).toEqual([]);
    expect((await accountStatement(a, { account: 'cash:bank', page: 1, page_size: 5 })).total).toBeGreaterThan(5);
    expect((await exportEvidence(a, s!.id)).evidence.statement.no).toBe(s!.no);
    await Promise.all([
      getMonth(a, '2026-01'),
      listMonths(a),
      rebuildLedger(a),
      listOutstanding(a),
      refunds.listRefundsToPay(a),
    ]);
    const r = { revision: 1 };
    const p = { ...r, password };
    const id = s!.id;
    const [ly, ry] = [line!.id, repayment!.id];
    const receipt = {
      receipt_no: 'X123',
      treasury_code: '140000',
      payment_order_no: 'x',
      amount_fen: '1',
      received_on: today(),
    };
    const writes: Record<string, () => Promise<unknown>> = {
      drawStatement: () => statements.drawStatement(a, { agreement_id: m.agreement.id, period: '2026-01' }),
      redrawStatement: () => statements.redrawStatement(a, id, r),
      confirmStatement: () => statements.confirmStatement(a, id, p),
      returnStatement: () => remittances.returnStatement(a, id, { ...r, opinion: 'x' }),
      approveStatement: () => remittances.approveStatement(a, id, p),
      withdrawApproval: () => remittances.withdrawApproval(a, id, { ...r, opinion: 'x' }),
      rejectPaymentOrder: () => remittances.rejectPaymentOrder(a, id, { ...r, opinion: 'x' }),
      issuePaymentOrder: () => remittances.issuePaymentOrder(a, id, p),
      registerReceipt: () => remittances.registerReceipt(a, receipt),
      closeStatement: () => remittances.closeStatement(a, id, r),
      requestRefund: () =>
        refunds.requestRefund(a, 'ord_x', { amount_fen: '1', reason: 'x', refundable_seen_fen: '1' }),
      approveRefund: () => refunds.approveRefund(a, 'rfd_x', { refundable_seen_fen: '1' }),
      payRefund: () => refunds.payRefund(a, 'rfd_x', { bank_serial: 'X1234567' }),
      applyRepayment: () => repayments.applyRepayment(a, ry, { ...r, reason: 'x' }),
      returnRepayment: () => repayments.returnRepayment(a, ry, { ...r, opinion: 'x' }),
      reviewRepayment: () => repayments.reviewRepayment(a, ry, p),
      approveRepayment: () => repayments.approveRepayment(a, ry, p),
      registerRepayment: () =>
        repayments.registerRepayment(a, ry, { ...r, receipt_no: 'X123', amount_fen: '1', received_on: today() }),
      importTreasuryReport: () => importReport(a, { file_name: 'x', bytes: Buffer.from('x') }),
      confirmExactLines: () => confirmExact(a),
      confirmTreasuryLine: () => confirmLine(a, ly, {}),
      bookTreasuryLine: () => bookLine(a, ly, {}),
      correctTreasuryLine: () => correctLine(a, ly, { document_no: 'x' }),
      repayTreasuryLine: () => repayLine(a, ly, {}),
      explainTreasuryLine: () => explainLine(a, ly, { note: 'x' }),
      proposeLedgerMonth: () => proposeMonth(a, '2026-02', { password }),
      signLedgerMonth: () => signMonth(a, '2026-02', { password }),
    };
    const operations = { ...revenueOperations, ...treasuryOperations };
    const writing = Object.entries(operations).flatMap(([name, one]) => (one.method === 'get' ? [] : [name]));
    expect(Object.keys(writes).sort()).toEqual(writing.sort());
    const before = await m.t.database.query('select account_id, amount_fen from ledger_balance order by 1');
    for (const [name, write] of Object.entries(writes))
      expect([name, await codeOf(write())]).toEqual([name, 'auth.forbidden']);
    expect(await m.t.database.query('select account_id, amount_fen from ledger_balance order by 1')).toEqual(before);
  });
});

/** The few characters of the heads, in GB18030 (two bytes each, from the standard's table). */
function gb18030(one: string): Buffer {
  if (one.codePointAt(0)! < 0x80) return Buffer.from(one);
  for (let high = 0x81; high <= 0xfe; high++) {
    const row = table(high);
    const at = row.indexOf(one);
    if (at >= 0) return Buffer.from([high, at < 63 ? 0x40 + at : 0x41 + at]);
  }
  throw new Error(`no GB18030 for ${one}`);
}
const tables = new Map<number, string[]>();
function table(high: number): string[] {
  const known = tables.get(high);
  if (known !== undefined) return known;
  const lows = Array.from({ length: 190 }, (_, at) => (at < 63 ? 0x40 + at : 0x41 + at));
  const row = lows.map((low) => new TextDecoder('gb18030').decode(Buffer.from([high, low])));
  tables.set(high, row);
  return row;
}
