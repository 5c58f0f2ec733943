/** Refunds after the approval of a statement, back through the split and through the treasury (trust.md cases 13, 20-23). */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { getOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { worklist } from '#api/overview/service.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { approveRefund, listRefundsToPay, payRefund, requestRefund } from '#api/revenue/refunds.ts';
import {
  approveStatement,
  closeStatement,
  issuePaymentOrder,
  registerReceipt,
  rejectPaymentOrder,
  withdrawApproval,
} from '#api/revenue/remittances.ts';
import {
  applyRepayment,
  approveRepayment,
  getRepayment,
  listRepayments,
  type RepaymentOut,
  registerRepayment,
  returnRepayment,
  reviewRepayment,
} from '#api/revenue/repayments.ts';
import { drawStatement, getStatement, redrawStatement } from '#api/revenue/statements.ts';
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
} from '#test/support/market.ts';

let m: Market;
const products = new Map<string, string>();
beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', { from: '2026-01-05', to: '2026-12-31' });
  for (const price of ['100000', '1', '33333']) products.set(price, (await listedProduct(m, { price_fen: price })).no);
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

let month = 0;
function nextMonth(): string {
  month += 1;
  const text = `2026-${String(month).padStart(2, '0')}`;
  m.t.clock.set(`${text}-10T12:00:00+08:00`);
  return text;
}
const over = () => m.t.clock.set(`2026-${String(month + 1).padStart(2, '0')}-03T12:00:00+08:00`);
const today = () => new Date(m.t.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10);
const sold = async (price = '100000'): Promise<OrderOut> =>
  getOrder(m.buyer, (await paidOrder(m, products.get(price) ?? '')).id);
const balance = async (account: string): Promise<bigint> => {
  const rows = await m.t.database.query<{ n: string }>(
    'select coalesce(sum(amount_fen), 0) n from ledger_balance where account_id = $1',
    [account],
  );
  return BigInt(rows[0]!.n);
};
const treasury = async () => ({
  pay: -(await balance('pay:treasury:140000')),
  transit: -(await balance('transit:treasury:140000')),
  back: await balance('recv:treasury_refund:140000'),
  due: -(await balance('buyer:refund_due')),
});
async function ask(order: OrderOut, amount_fen: string): Promise<string> {
  const fresh = await getOrder(m.buyer, order.id);
  const asked = await requestRefund(m.buyer, order.id, {
    amount_fen,
    reason: '数据缺失',
    refundable_seen_fen: fresh.refundable_fen,
  });
  return asked.refunds.find((one) => one.state === 'requested')?.id ?? '';
}
async function refund(order: OrderOut, amount_fen: string, serial?: string) {
  const id = await ask(order, amount_fen);
  const seen = (await getOrder(m.finance, order.id)).refundable_fen;
  await approveRefund(m.finance, id, {
    refundable_seen_fen: seen,
    ...(serial === undefined ? {} : { bank_serial: serial }),
  });
  return id;
}
const caseOf = async (refundId: string): Promise<RepaymentOut | null> => {
  const rows = await m.t.database.query<{ id: string }>('select id from treasury_repayment where refund_id = $1', [
    refundId,
  ]);
  return rows[0] === undefined ? null : getRepayment(m.finance, rows[0].id);
};
const at = (one: { revision: number }) => ({ revision: one.revision, password });
const apply = (c: RepaymentOut, by: Ctx = m.agency, reason = '订单退款，申请退付') =>
  applyRepayment(by, c.id, { revision: c.revision, reason });
const line = (c: RepaymentOut, more: object = {}) => ({
  revision: c.revision,
  receipt_no: `TF${nextSerial()}`,
  amount_fen: c.amount_fen,
  received_on: today(),
  ...more,
});
async function repaid(from: RepaymentOut): Promise<RepaymentOut> {
  let c = await apply(from);
  c = await reviewRepayment(m.finance, c.id, at(c));
  c = await approveRepayment(m.cashier, c.id, at(c));
  return registerRepayment(m.cashier, c.id, line(c));
}
async function stated(upTo: Parameters<typeof carry>[2], ...prices: string[]) {
  const period = nextMonth();
  const orders: OrderOut[] = [];
  for (const price of prices) orders.push(await sold(price));
  over();
  const s = await carry(m, await drawStatement(m.agency, { agreement_id: m.agreement.id, period }), upTo);
  return { s, orders, order: orders[0]! };
}

describe('a refund after the treasury has the money (case 23)', () => {
  it('opens a case, is repaid by two people and a line of the treasury, and only then reaches the buyer', async () => {
    const { s, order } = await stated('closed', '100000');
    const asked = await ask(order, '60000');
    const approve = (more: object) => approveRefund(m.finance, asked, { refundable_seen_fen: '100000', ...more });
    expect(await codeOf(approve({ bank_serial: nextSerial() }))).toBe('revenue.repayment_first');
    const before = await treasury();
    const done = await approve({});
    expect(done.refunds[0]).toMatchObject({ state: 'approved', bank_serial: null });
    // The payable is not touched and nothing is netted: the part lies with the treasury.
    expect(await treasury()).toEqual({ ...before, back: before.back + 20_000n, due: before.due + 60_000n });
    const seen = await getStatement(m.finance, s.id);
    expect(seen).toMatchObject({ treasury_fen: '33333', refunds_fen: '0' });
    expect(seen.late_refunds).toMatchObject([{ order_no: order.no, amount_fen: '60000', treasury_fen: '20000' }]);
    expect(seen.checks.every((one) => one.ok)).toBe(true);

    let c = (await caseOf(asked))!;
    expect(c).toMatchObject({
      ground: 'refund',
      state: 'opened',
      amount_fen: '20000',
      treasury_code: '140000',
      order_no: order.no,
    });
    expect(c.no).toMatch(/^TF-2026-\d{6}$/);
    /** On whose desk the case lies. */
    const desks = async () =>
      Promise.all(
        [m.agency, m.finance, m.cashier].map(async (ctx) =>
          (await worklist(ctx)).items.flatMap((one) =>
            one.id === c.id && one.kind.startsWith('repayment_') ? [one.kind] : [],
          ),
        ),
      );
    expect(await desks()).toEqual([['repayment_apply'], [], []]);
    expect(await codeOf(payRefund(m.cashier, asked, { bank_serial: nextSerial() }))).toBe(
      'revenue.repayment_outstanding',
    );
    expect((await listRefundsToPay(m.finance)).items).toMatchObject([{ order_no: order.no, ready: false }]);

    for (const stranger of [m.other, m.buyer])
      expect(await codeOf(getRepayment(stranger, c.id))).toBe('revenue.repayment_not_found');
    expect(await codeOf(apply(c, m.other))).toBe('revenue.repayment_not_found');
    expect(await codeOf(apply(c, m.agency, ''))).toBe('revenue.reason_missing');
    const licensing = (ctx: Ctx): Ctx => ({ ...ctx, viewer: { ...ctx.viewer!, duties: ['licensing'] } });
    expect(await codeOf(apply(c, licensing(m.finance)))).toBe('revenue.repayment_not_collector');
    expect(await codeOf(reviewRepayment(m.finance, c.id, at(c)))).toBe('revenue.repayment_state');
    c = await apply(c);
    expect(c.state).toBe('applied');
    expect(JSON.parse(c.evidence ?? '')).toMatchObject({ statement: { no: s.no }, refund: { order: order.no } });
    expect(await codeOf(apply(c))).toBe('revenue.repayment_state');
    c = await returnRepayment(m.finance, c.id, { revision: c.revision, opinion: '请说明' });
    expect(c).toMatchObject({ state: 'opened', opinion: '请说明' });
    expect(await codeOf(applyRepayment(m.agency, c.id, { revision: 1, reason: 'x' }))).toBe(
      'revenue.repayment_changed',
    );
    c = await apply(c);
    expect(await codeOf(returnRepayment(m.finance, c.id, { revision: c.revision, opinion: '' }))).toBe(
      'revenue.opinion_missing',
    );
    expect(await codeOf(reviewRepayment(m.cityFinance, c.id, at(c)))).toBe('revenue.wrong_region');
    expect(await codeOf(reviewRepayment(m.finance, c.id, { ...at(c), password: 'not mine' }))).toBe(
      'people.password_again',
    );
    expect(await desks()).toEqual([[], ['repayment_review'], []]);
    c = await reviewRepayment(m.finance, c.id, at(c));
    expect(await desks()).toEqual([[], [], ['repayment_approve']]);
    const both: Ctx = { ...m.finance, viewer: { ...m.finance.viewer!, duties: ['finance_review', 'finance_issue'] } };
    expect(await codeOf(approveRepayment(both, c.id, at(c)))).toBe('revenue.repayment_two_people');
    expect(await codeOf(registerRepayment(m.cashier, c.id, line(c)))).toBe('revenue.repayment_state');
    await expect(
      m.t.database.query(
        "update treasury_repayment set approved_by = reviewed_by, state = 'approved', order_no = 'x' where id = $1",
        [c.id],
      ),
    ).rejects.toThrow(/two_people/);
    const race = await Promise.allSettled([
      approveRepayment(m.cashier, c.id, at(c)),
      approveRepayment(m.cashier, c.id, at(c)),
    ]);
    expect(race.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    c = await getRepayment(m.cashier, c.id);
    expect(await desks()).toEqual([[], [], ['repayment_register']]);
    expect(c.order_no_of_treasury).toMatch(/^TH140000-2026-\d{6}$/);
    for (const [more, code] of [
      [{ receipt_no: '*' }, 'revenue.bad_receipt_no'],
      [{ amount_fen: '19999' }, 'revenue.repayment_amount'],
      [{ received_on: '2026-01-01' }, 'revenue.bad_received_on'],
      [{ receipt_no: s.receipt?.receipt_no }, 'revenue.receipt_used'],
      [{ receipt_no: s.payment_order?.no }, 'revenue.netted'],
    ] as const) {
      expect(await codeOf(registerRepayment(m.cashier, c.id, line(c, more)))).toBe(code);
    }
    c = await registerRepayment(m.cashier, c.id, line(c));
    expect(c.state).toBe('repaid');
    expect(await desks()).toEqual([[], [], []]);
    expect(c.timeline.map((event) => event.action).at(-1)).toBe('revenue.approve_repayment');
    await expect(
      m.t.database.query('update treasury_repayment set opinion = $2 where id = $1', [c.id, 'x']),
    ).rejects.toThrow(/append_only/);
    expect(await codeOf(payRefund(m.cityCashier, asked, { bank_serial: nextSerial() }))).toBe('revenue.wrong_region');
    const serial = nextSerial();
    const paid = await payRefund(m.cashier, asked, { bank_serial: serial });
    expect(paid.refunds[0]).toMatchObject({ bank_serial: serial });
    expect(await codeOf(payRefund(m.cashier, asked, { bank_serial: nextSerial() }))).toBe('revenue.refund_not_due');
    expect(await treasury()).toEqual(before);
    expect((await listRepayments(m.agency, { page: 1, page_size: 20 })).items.map((one) => one.no)).toContain(c.no);
    expect((await listRepayments(m.developer, { page: 1, page_size: 20 })).total).toBe(0);
  });

  it('is never taken off the next remittance (坐支)', async () => {
    const first = await stated('closed', '100000');
    const id = await refund(first.order, '100000');
    const next = await stated('ordered', '100000', '33333');
    const short = (BigInt(next.s.treasury_fen) - 33_333n).toString();
    const refused = await refusal(registerReceipt(m.cashier, receipt(m, next.s, { amount_fen: short })));
    expect(refused.code).toBe('revenue.netted');
    expect(refused.sentence('zh')).toContain('坐支');
    await registerReceipt(m.cashier, receipt(m, next.s));
    await repaid((await caseOf(id))!);
    await payRefund(m.cashier, id, { bank_serial: nextSerial() });
    expect(await treasury()).toMatchObject({ back: 0n, due: 0n });
  });
});

describe('a refund while the money is on its way (case 22)', () => {
  it('is a claim on the treasury when the order is paid, nothing when it is sent back; both end at zero', async () => {
    const zero = await treasury();
    const { s, order } = await stated('ordered', '100000');
    const id = await refund(order, '40000');
    let c = (await caseOf(id))!;
    expect(await treasury()).toEqual({ pay: zero.pay, transit: 33_333n, back: 13_333n, due: 40_000n });
    expect(await codeOf(apply(c))).toBe('revenue.repayment_too_early');
    const reject = (opinion: string, by = m.cashier, revision = s.revision) =>
      rejectPaymentOrder(by, s.id, { revision, opinion });
    expect(await codeOf(reject(''))).toBe('revenue.reason_missing');
    expect(await codeOf(reject('x', m.finance))).toBe('auth.forbidden');
    const back = await reject('国库退票：户名不符');
    expect(back).toMatchObject({ state: 'returned', payment_order: null });
    expect(back.voided_orders).toMatchObject([{ no: s.payment_order?.no, reason: '国库退票：户名不符' }]);
    c = await getRepayment(m.finance, c.id);
    expect(c.state).toBe('lapsed');
    expect(await treasury()).toEqual({ pay: zero.pay + 20_000n, transit: 0n, back: 0n, due: 40_000n });
    expect(await codeOf(registerReceipt(m.cashier, receipt(m, s)))).toBe('revenue.unknown_payment_order');
    await payRefund(m.cashier, id, { bank_serial: nextSerial() });
    // Drawn again without what went back; a second order for the same statement, and the rest refunded while it is batched.
    const again = await carry(m, await redrawStatement(m.agency, s.id, { revision: back.revision }), 'ordered');
    expect(again).toMatchObject({ round: 2, refunds_fen: '40000', treasury_fen: '20000', late_refunds: [] });
    const raw = m.t.database.query(
      `insert into payment_order select 'pmo_x', 'X', statement_id, treasury_code, 2026, '1', '{}', 'province', 'x', 'x', amount_fen, 'x', 'doc_x', null, now()
       from payment_order where no = $1`,
      [again.payment_order?.no],
    );
    await expect(raw).rejects.toThrow(/payment_order_exists/);
    const rest = await refund(order, '60000');
    const received = await registerReceipt(m.cashier, receipt(m, again));
    await closeStatement(m.finance, received.id, { revision: received.revision });
    await repaid((await caseOf(rest))!);
    await payRefund(m.cashier, rest, { bank_serial: nextSerial() });
    expect(await treasury()).toEqual(zero);
    expect((await getOrder(m.buyer, order.id)).state).toBe('refunded');
  });

  it('meets the payable again when the approval is withdrawn', async () => {
    const zero = await treasury();
    const { s, order } = await stated('approved', '100000');
    const id = await refund(order, '100000');
    expect(await codeOf(withdrawApproval(m.finance, s.id, { revision: s.revision, opinion: '' }))).toBe(
      'revenue.opinion_missing',
    );
    const back = await withdrawApproval(m.finance, s.id, { revision: s.revision, opinion: '订单已全额退款' });
    expect(await treasury()).toEqual({ ...zero, due: 100_000n });
    await payRefund(m.cashier, id, { bank_serial: nextSerial() });
    const again = await carry(m, await redrawStatement(m.agency, s.id, { revision: back.revision }), 'approved');
    expect(again).toMatchObject({ treasury_fen: '0', due_on: null });
    await closeStatement(m.finance, again.id, { revision: again.revision });
    expect(await treasury()).toEqual(zero);
  });
});

describe('random histories of sales, refunds, statements, sendings back, remittances and repayments', () => {
  it('end balanced: each party within 1 fen of the split of the net, nothing negative, nothing twice, nothing lost', async () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('sell' as const), price: fc.constantFrom('100000', '1', '33333') }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('refund' as const),
          which: fc.nat(9),
          percent: fc.integer({ min: 1, max: 100 }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('back' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
    );
    const waiting = new Set<string>();
    const all: OrderOut[] = [];
    const settleCases = async () => {
      for (const id of waiting) {
        const c = await caseOf(id);
        if (c !== null && c.state === 'opened') {
          if (c.receipt_of_statement === null) continue;
          await repaid(c);
        }
        await payRefund(m.cashier, id, { bank_serial: nextSerial() });
        waiting.delete(id);
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 9 }), async (steps) => {
        const period = nextMonth();
        const orders = [await sold(), await sold('33333')];
        let statement: StatementOut | null = null;
        for (const one of steps) {
          if (one.do === 'sell' && statement === null) orders.push(await sold(one.price));
          if (one.do === 'refund') {
            const order = orders[one.which % orders.length]!;
            const left = BigInt((await getOrder(m.buyer, order.id)).refundable_fen);
            const amount = (left * BigInt(one.percent)) / 100n;
            if (amount === 0n) continue;
            const now = statement === null ? null : await getStatement(m.finance, statement.id);
            const late = now !== null && ['approved', 'ordered', 'received', 'closed'].includes(now.state);
            const id = await refund(order, amount.toString(), late ? undefined : nextSerial());
            if (late) waiting.add(id);
          }
          if (one.do === 'advance') {
            over();
            statement =
              statement === null
                ? await drawStatement(m.agency, { agreement_id: m.agreement.id, period })
                : await onward(statement);
          }
          if (one.do === 'back' && statement !== null) {
            const now: StatementOut = await getStatement(m.finance, statement.id);
            const input = { revision: now.revision, opinion: '退回' };
            if (now.state === 'approved') await withdrawApproval(m.finance, now.id, input);
            if (now.state === 'ordered') await rejectPaymentOrder(m.cashier, now.id, input);
          }
          if (one.do === 'settle') await settleCases();
          expect(await checkInvariants(m.t.app.db)).toEqual([]);
        }
        over();
        statement ??= await drawStatement(m.agency, { agreement_id: m.agreement.id, period });
        for (let turn = 0; turn < 8 && (await getStatement(m.finance, statement.id)).state !== 'closed'; turn++)
          statement = await onward(statement);
        await settleCases();
        all.push(...orders);
        expect(await checkInvariants(m.t.app.db)).toEqual([]);
        expect(await treasury()).toMatchObject({ transit: 0n, back: 0n, due: 0n });
      }),
      { numRuns: 4, endOnFailure: true },
    );
    // Each party over each order: within 1 fen of its share of what was kept, and never below zero.
    const rows = await m.t.database.query<{ base: string; ppm: number; held: string; back: string }>(
      `select al.base_fen base, l.ppm, sum(l.amount_fen) held, coalesce((select sum(amount_fen) from refund r where r.order_id = al.order_id and r.state = 'approved'), 0) back
       from allocation al join allocation_line l on l.allocation_id = al.id group by al.id, l.ppm, l.party_kind, l.party_id`,
    );
    expect(rows.length).toBeGreaterThan(all.length * 2);
    for (const { base, ppm, held, back } of rows) {
      const exact = (BigInt(base) - BigInt(back)) * BigInt(ppm);
      const gap = BigInt(held) * 1_000_000n - exact;
      expect(gap < 0n ? -gap : gap).toBeLessThanOrEqual(1_000_000n);
      expect(BigInt(held)).toBeGreaterThanOrEqual(0n);
    }
  }, 240_000);

  async function onward(from: StatementOut): Promise<StatementOut> {
    const now = await getStatement(m.finance, from.id);
    if (now.state === 'returned') return redrawStatement(m.agency, now.id, { revision: now.revision });
    if (now.state === 'approved') {
      return now.treasury_fen === '0'
        ? closeStatement(m.finance, now.id, { revision: now.revision })
        : issuePaymentOrder(m.cashier, now.id, at(now));
    }
    if (now.state === 'drawn') return carry(m, now, 'confirmed');
    if (now.state === 'confirmed') return approveStatement(m.finance, now.id, at(now));
    if (now.state === 'ordered') return registerReceipt(m.cashier, receipt(m, now));
    return now.state === 'received' ? closeStatement(m.finance, now.id, { revision: now.revision }) : now;
  }
});
