import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeReference } from '#api/kernel/reference.ts';
import { enterAccount, getAccount } from '#api/orders/account.ts';
import { fulfil, lapse, sweepPaid } from '#api/orders/jobs.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { refuseRefund } from '#api/orders/refunds.ts';
import { cancelOrder, getOrder, listOrders, openFile, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { withdrawProduct } from '#api/products/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { sweep } from '#api/revenue/allocate.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import { codeOf, refusal } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, nextSerial, paidOrder, slip } from '#test/support/market.ts';

let m: Market;
let product: OwnProductOut;
beforeAll(async () => {
  m = await marketWorld();
  product = await listedProduct(m);
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

const page = { page: 1, page_size: 50 };
const neverGiven = makeReference(new Uint8Array(8));
const place = () => placeOrder(m.buyer, { product_no: product.no });
const confirm = (order: OrderOut, over: object = {}, by = m.finance) => confirmPayment(by, slip(m, order, over));
/** Everything that money or state could have moved in. */
const state = async (id: string) => {
  const rows = await m.t.database.query(
    `select o.state, o.revision, (select count(*) from payment) payments, (select count(*) from ledger_transaction) postings,
      (select count(*) from graphile_worker.jobs) jobs from "order" o where o.id = $1`,
    [id],
  );
  return rows[0];
};
const refusedEvents = async (action: string) =>
  Number(
    (
      await m.t.database.query<{ n: string }>(
        "select count(*) n from audit_event where action = $1 and outcome = 'refused'",
        [action],
      )
    )[0]?.n,
  );

describe('placing an order', () => {
  it('freezes price, split and a term of ten working days under a reference', async () => {
    const order = await place();
    expect(order).toMatchObject({
      state: 'awaiting_payment',
      amount_fen: '100000',
      agreement_version: 1,
      side: 'buyer',
    });
    expect(order.reference).toMatch(/^JK[0-9A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    // Monday 2 November: ten working days end on Monday 16 November 2026.
    expect(order).toMatchObject({ pay_by: '2026-11-16', days_left: 10 });
    expect(order.shares.map((share) => [share.party_kind, share.ppm])).toEqual([
      ['treasury', 333_333],
      ['developer', 566_667],
      ['operator', 100_000],
    ]);
    expect(order.instructions).toMatchObject({ kind: 'transfer', account: null, reference: order.reference });
  });

  it('tells the buyer the account that the finance bureau has entered', async () => {
    const account = {
      account_name: '山西省财政厅政务数据收入专户',
      bank_name: '中国银行太原分行',
      account_no: '1400 0001 2345',
    };
    const enter = (by = m.cashier, region_code = '140000') =>
      enterAccount(by, { region_code, document_no: '晋财库〔2026〕8号', ...account });
    expect(await codeOf(enter(m.finance))).toBe('auth.forbidden');
    expect(await codeOf(enter(m.cashier, '140100'))).toBe('auth.forbidden');
    await enter();
    expect(await getAccount(m.buyer, '140000')).toEqual({ account });
    expect((await place()).instructions?.account).toEqual(account);
  });

  it('is refused to the developer itself and to the agency behind the data', async () => {
    const self = await refusal(placeOrder(m.developer, { product_no: product.no }));
    expect(self.code).toBe('orders.self_dealing');
    expect(self.sentence('zh')).toContain('财资〔2024〕1号');
    const agencyBuys = m.world.ctx('province.transport', {});
    const viewer = { ...agencyBuys.viewer!, duties: ['buyer' as const] };
    expect(await codeOf(placeOrder({ ...agencyBuys, viewer }, { product_no: product.no }))).toBe('orders.self_dealing');
    await expect(
      m.t.database.query(
        `insert into "order" select 'ord_x', 'x', 'x', developer_id, developer_id, product_id, agreement_id, agreement_version,
         amount_fen, state, revision, placed_by, placed_at, expires_at from "order" limit 1`,
      ),
    ).rejects.toThrow(/order_not_to_oneself/);
  });

  it('is refused for what is not on sale, and without the duty', async () => {
    expect(await codeOf(placeOrder(m.agency, { product_no: product.no }))).toBe('auth.forbidden');
    expect(await codeOf(placeOrder(m.buyer, { product_no: 'CP-1999-1' }))).toBe('orders.not_found');
    const gone = await listedProduct(m);
    await withdrawProduct(m.developer, gone.id, gone.revision);
    expect(await codeOf(placeOrder(m.buyer, { product_no: gone.no }))).toBe('orders.not_on_sale');
    const now = m.t.clock.now();
    m.t.clock.set('2026-11-01T12:00:00+08:00');
    expect(await codeOf(place())).toBe('orders.agreement_not_active');
    m.t.clock.set(now);
  });

  it('once, however often the button is pressed under one key', async () => {
    const before = (await listOrders(m.buyer, { ...page, side: 'buyer' })).total;
    const keyed = { ...m.buyer, idempotency: { key: 'page:once', hash: 'same' } };
    const answers = await Promise.allSettled([1, 2, 3].map(() => placeOrder(keyed, { product_no: product.no })));
    const made = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const replayed = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.answer] : []));
    expect(made).toHaveLength(1);
    expect(replayed).toEqual([JSON.parse(JSON.stringify(made[0])), JSON.parse(JSON.stringify(made[0]))]);
    expect((await listOrders(m.buyer, { ...page, side: 'buyer' })).total).toBe(before + 1);
    const other = placeOrder(
      { ...keyed, idempotency: { key: 'page:once', hash: 'other' } },
      { product_no: product.no },
    );
    expect(await codeOf(other)).toBe('request.idempotency_mismatch');
  });

  it('is seen by buyer, developer and the bureau of the region, each in its list, and by nobody else', async () => {
    const order = await place();
    expect((await getOrder(m.developer, order.id)).side).toBe('developer');
    expect((await getOrder(m.finance, order.id)).side).toBe('finance');
    for (const stranger of [m.other, m.cityFinance, m.agency, m.reviewer]) {
      expect(await codeOf(getOrder(stranger, order.id))).toBe('orders.not_found');
    }
    expect(await codeOf(getOrder(m.t.ctx(), order.id))).toBe('auth.required');
    const listed = async (by: typeof m.buyer, side: 'buyer' | 'developer' | 'finance') =>
      (await listOrders(by, { ...page, side })).items.map((one) => one.id);
    expect(await listed(m.buyer, 'buyer')).toContain(order.id);
    expect(await listed(m.developer, 'developer')).toContain(order.id);
    expect(await listed(m.finance, 'finance')).toContain(order.id);
    expect(await listed(m.cityFinance, 'finance')).toEqual([]);
    expect(await listed(m.other, 'buyer')).toEqual([]);
  });

  it('of a product that costs nothing is paid at once and delivered', async () => {
    const free = await listedProduct(m, { price_fen: '0' });
    const order = await placeOrder(m.buyer, { product_no: free.no });
    expect(order.state).toBe('paid');
    await m.t.drain();
    expect((await getOrder(m.buyer, order.id)).state).toBe('fulfilled');
    expect((await openFile(m.buyer, order.id)).name).toBe('拥堵指数.csv');
  });
});

describe('cancelling and lapsing', () => {
  it('is the buyer’s, while nothing is paid', async () => {
    const order = await place();
    expect(await codeOf(cancelOrder(m.other, order.id, { revision: 1 }))).toBe('orders.not_found');
    expect(await codeOf(cancelOrder(m.developer, order.id, { revision: 1 }))).toBe('orders.not_found');
    expect(await codeOf(cancelOrder(m.buyer, order.id, { revision: 7 }))).toBe('orders.changed_meanwhile');
    expect((await cancelOrder(m.buyer, order.id, { revision: 1, reason: '改期' })).state).toBe('cancelled');
    expect(await codeOf(cancelOrder(m.buyer, order.id, { revision: 2 }))).toBe('orders.wrong_state');
    const before = await state(order.id);
    expect(await codeOf(confirm(order))).toBe('orders.cancelled');
    expect(await state(order.id)).toEqual(before);
  });

  it('lets an order lapse some working days after its term, and takes a transfer made in time until then', async () => {
    const [late, inTime] = [await place(), await place()];
    const now = m.t.clock.now();
    // The term ends on the 16th; three working days later is the 19th.
    m.t.clock.set('2026-11-19T18:00:00+08:00');
    await lapse(m.t.app);
    expect((await getOrder(m.buyer, late.id)).state).toBe('awaiting_payment');
    expect(await codeOf(confirm(late, { value_date: '2026-11-17' }))).toBe('orders.expired');
    expect((await confirm(inTime, { value_date: '2026-11-16' })).state).toBe('paid');
    m.t.clock.set('2026-11-20T00:10:00+08:00');
    await lapse(m.t.app);
    expect((await getOrder(m.buyer, late.id)).state).toBe('expired');
    expect(await codeOf(confirm(late, { value_date: '2026-11-16' }))).toBe('orders.expired');
    await m.t.drain();
    m.t.clock.set(now);
  });
});

describe('past the loaded calendar', () => {
  it('lists are still shown without a count of days, and a new order is refused rather than given a guessed term', async () => {
    const order = await place();
    const now = m.t.clock.now();
    m.t.clock.set('2027-01-15T10:00:00+08:00');
    expect((await getOrder(m.buyer, order.id)).days_left).toBeNull();
    expect((await listOrders(m.buyer, { ...page, side: 'buyer' })).total).toBeGreaterThan(0);
    expect(await codeOf(place())).toBe('calendar.year_missing');
    m.t.clock.set(now);
  });
});

describe('confirming a receipt', () => {
  it('posts it, delivers, splits, and lets the buyer and nobody else download', async () => {
    const order = await place();
    expect(await codeOf(openFile(m.buyer, order.id))).toBe('orders.not_fulfilled');
    const paid = await confirm(order);
    expect(paid.state).toBe('paid');
    expect(await codeOf(openFile(m.buyer, order.id))).toBe('orders.not_fulfilled');
    await m.t.drain();
    const done = await getOrder(m.buyer, order.id);
    expect(done).toMatchObject({ state: 'fulfilled', file: { name: '拥堵指数.csv' }, refundable_fen: '100000' });
    const file = await openFile(m.buyer, order.id);
    expect((await buffer(file.stream)).toString()).toBe('路段,指数\nG5,1.2\n');
    for (const stranger of [m.other, m.developer, m.finance]) {
      expect(await codeOf(openFile(stranger, order.id))).toBe('orders.not_found');
    }
    expect((await getOrder(m.developer, order.id)).payment).toMatchObject({ bank_serial: null, payer_name: null });
    const lines = await m.t.database.query<{ party_kind: string; amount_fen: string }>(
      `select party_kind, amount_fen from allocation_line l join allocation a on a.id = l.allocation_id
       where a.order_id = $1 order by 1`,
      [order.id],
    );
    expect(lines).toEqual([
      { party_kind: 'treasury', amount_fen: '33333' },
      { party_kind: 'developer', amount_fen: '56667' },
      { party_kind: 'operator', amount_fen: '10000' },
    ]);
  });

  it.each([
    ['a fen too little', { amount_fen: '99999' }, 'orders.wrong_amount', 422],
    ['a fen too much', { amount_fen: '100001' }, 'orders.wrong_amount', 422],
    ['another currency', { currency: 'USD' }, 'payments.wrong_currency', 422],
    ['a reference that was never given', { reference: neverGiven }, 'orders.reference_unknown', 404],
    [
      'a mistyped reference',
      { reference: `${neverGiven.slice(0, -1)}${neverGiven.endsWith('7') ? '8' : '7'}` },
      'payments.reference_mistyped',
      422,
    ],
    ['a day in the future', { value_date: '2026-11-03' }, 'payments.bad_value_date', 422],
    ['a day before the order', { value_date: '2026-11-01' }, 'orders.paid_before_ordered', 422],
    ['a serial of nothing', { bank_serial: '!' }, 'payments.bad_serial', 422],
  ])('refuses %s, and nothing changes', async (_name, over, code, status) => {
    const order = await place();
    const [before, refused] = [await state(order.id), await refusedEvents('orders.confirm_payment')];
    const said = await refusal(confirm(order, over));
    expect([said.code, said.status]).toEqual([code, status]);
    expect(await state(order.id)).toEqual(before);
    expect(await refusedEvents('orders.confirm_payment')).toBe(refused + 1);
  });

  it('is the bureau’s of the agency’s own region, by the duty for it', async () => {
    const order = await place();
    const wrong = await refusal(confirm(order, {}, m.cityFinance));
    expect(wrong.code).toBe('orders.wrong_region');
    expect(wrong.sentence('zh')).toContain('山西省');
    expect(await codeOf(confirm(order, {}, m.cashier))).toBe('auth.forbidden');
    expect(await codeOf(confirm(order, {}, m.buyer))).toBe('auth.forbidden');
    expect(await codeOf(confirm(order, {}, m.t.ctx()))).toBe('auth.required');
  });

  it('takes a serial once, however it is typed, also when two officers type it at the same instant', async () => {
    const [a, b] = [await place(), await place()];
    await confirm(a, { bank_serial: 'ABC-123 456' });
    expect(await codeOf(confirm(b, { bank_serial: 'ａｂｃ-123456' }))).toBe('orders.serial_used');
    expect(await codeOf(confirm(a))).toBe('orders.already_paid');
    const [c, d] = [await place(), await place()];
    const serial = nextSerial();
    const both = await Promise.allSettled([confirm(c, { bank_serial: serial }), confirm(d, { bank_serial: serial })]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.status === 'rejected' && lost.reason.code).toBe('orders.serial_used');
    await m.t.drain();
  });

  it('posts once for a double click, for two tabs and for ten at a time', async () => {
    const order = await place();
    const sent = slip(m, order);
    const keyed = { ...m.finance, idempotency: { key: 'page:pay', hash: 'h' } };
    const clicks = await Promise.allSettled([confirmPayment(keyed, sent), confirmPayment(keyed, sent)]);
    expect(clicks.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(clicks.flatMap((one) => (one.status === 'rejected' ? [one.reason.answer.state] : []))).toEqual(['paid']);
    const tabs = await Promise.allSettled(Array.from({ length: 10 }, () => confirm(order)));
    expect(tabs.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
      Array(10).fill('orders.already_paid'),
    );
    const postings = await m.t.database.query('select kind from ledger_transaction where order_id = $1', [order.id]);
    expect(postings).toEqual([{ kind: 'order.receipt' }]);
    await m.t.drain();
  });

  it('is exact in the database too', async () => {
    const order = await place();
    const insert = (amount: number) =>
      m.t.database.query(
        `insert into payment (id, order_id, route, amount_fen, bank_serial, payer_name, value_date, organization_id, confirmed_at)
         values ('pay_x', $1, 'bank', $2, 'X', 'x', '2026-11-02', $3, now())`,
        [order.id, amount, m.finance.viewer?.organization.id],
      );
    await expect(insert(99_999)).rejects.toThrow(/wrong_amount/);
    await expect(m.t.database.query('update "order" set amount_fen = 1 where id = $1', [order.id])).rejects.toThrow(
      /append_only/,
    );
    await expect(m.t.database.query('delete from "order" where id = $1', [order.id])).rejects.toThrow(/append_only/);
  });
});

describe('a crash between payment and split', () => {
  it('heals: what a lost job left is delivered and split by the sweeps, once', async () => {
    const order = await place();
    await confirm(order);
    // The process dies and the queue with it: the jobs are gone.
    await m.t.database.query(
      "delete from graphile_worker._private_jobs where task_id in (select id from graphile_worker._private_tasks where identifier in ('orders.fulfil', 'revenue.allocate'))",
    );
    await m.t.drain();
    expect((await getOrder(m.buyer, order.id)).state).toBe('paid');
    await Promise.all([sweep(m.t.app), sweep(m.t.app), sweepPaid(m.t.app), sweepPaid(m.t.app)]);
    await sweep(m.t.app);
    expect((await getOrder(m.buyer, order.id)).state).toBe('fulfilled');
    const kinds = await m.t.database.query('select kind from ledger_transaction where order_id = $1 order by 1', [
      order.id,
    ]);
    expect(kinds.map((row) => row.kind)).toEqual(['order.receipt', 'revenue.allocation']);
  });

  it('leaves nothing half done when the split dies in the middle, and succeeds when it runs again', async () => {
    const order = await place();
    await confirm(order);
    await m.t.database.query(`
      create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
      create trigger die before insert on ledger_transaction for each row when (new.kind = 'revenue.allocation') execute function die()`);
    await m.t.drain();
    const halves = await m.t.database.query('select id from allocation where order_id = $1', [order.id]);
    expect(halves).toEqual([]);
    expect(await checkInvariants(m.t.app.db)).toEqual([]);
    await m.t.database.query('drop trigger die on ledger_transaction; drop function die()');
    await m.t.database.query('update graphile_worker._private_jobs set run_at = now()');
    await m.t.drain();
    const made = await m.t.database.query('select id from allocation where order_id = $1', [order.id]);
    expect(made).toHaveLength(1);
    await fulfil(m.t.app, { order_id: order.id });
  });
});

describe('refunds', () => {
  const ask = (order: OrderOut, amount_fen: string, by = m.buyer, seen = order.refundable_fen) =>
    requestRefund(by, order.id, { amount_fen, reason: '数据缺失', refundable_seen_fen: seen });
  const idOf = (order: OrderOut) => order.refunds.find((one) => one.state === 'requested')?.id ?? '';
  const approve = (order: OrderOut, over: object = {}, by = m.finance) =>
    approveRefund(by, idOf(order), { bank_serial: nextSerial(), refundable_seen_fen: order.refundable_fen, ...over });
  const bought = async () => getOrder(m.buyer, (await paidOrder(m, product.no)).id);
  const net = async (id: string) =>
    (
      await m.t.database.query<{ party_kind: string; amount: string }>(
        `select party_kind, sum(amount_fen) amount from allocation_line l join allocation a on a.id = l.allocation_id
         where a.order_id = $1 group by 1 order by 1`,
        [id],
      )
    ).map((row) => row.amount);

  it('in part: every party gives back its part, the buyer is paid, the order goes on', async () => {
    const order = await bought();
    const asked = await ask(order, '30001');
    expect(asked.open_refund).toBe(true);
    expect(await codeOf(ask(order, '1'))).toBe('orders.refund_open');
    const done = await approve(asked);
    expect(done).toMatchObject({ state: 'fulfilled', refunded_fen: '30001', refundable_fen: '69999' });
    expect(await net(order.id)).toEqual(['23333', '39666', '7000']);
    const rest = await approve(await ask(await getOrder(m.buyer, order.id), '69999'));
    expect(rest).toMatchObject({ state: 'refunded', refundable_fen: '0' });
    expect(await net(order.id)).toEqual(['0', '0', '0']);
    expect(await codeOf(openFile(m.buyer, order.id))).toBe('orders.not_fulfilled');
    expect(await codeOf(ask(rest, '1'))).toBe('orders.wrong_state');
  });

  it('may be asked for by the developer, and refused with an opinion', async () => {
    const order = await bought();
    const asked = await ask(order, '100000', m.developer);
    for (const by of [m.other, m.finance])
      expect(await codeOf(ask(order, '1', by))).toMatch(/orders.not_found|auth.forbidden/);
    const refused = await refuseRefund(m.finance, idOf(asked), { opinion: '数据完整，不予退款' });
    expect(refused.refunds).toMatchObject([{ state: 'refused', opinion: '数据完整，不予退款' }]);
    expect(refused.refundable_fen).toBe('100000');
    expect(
      await codeOf(
        approveRefund(m.finance, refused.refunds[0]!.id, { bank_serial: nextSerial(), refundable_seen_fen: '100000' }),
      ),
    ).toBe('orders.refund_decided');
  });

  it('is refused for more than is left, for what was not seen, for a used serial, by a stranger and by the asker', async () => {
    const order = await bought();
    expect(await codeOf(ask(order, '100001'))).toBe('orders.refund_too_much');
    const stale = await refusal(ask(order, '10', m.buyer, '99999'));
    expect([stale.code, stale.status]).toEqual(['orders.refundable_changed', 412]);
    const waiting = await place();
    expect(await codeOf(ask(waiting, '1', m.buyer, '0'))).toBe('orders.wrong_state');
    const asked = await ask(order, '10');
    expect(await codeOf(approve(asked, { refundable_seen_fen: '5' }))).toBe('orders.refundable_changed');
    expect(await codeOf(approve(asked, { bank_serial: '?' }))).toBe('payments.bad_serial');
    const used = (await getOrder(m.finance, order.id)).payment?.bank_serial ?? '';
    expect(await codeOf(approve(asked, { bank_serial: used }))).toBe('orders.serial_used');
    expect(await codeOf(approve(asked, {}, m.cityFinance))).toBe('orders.wrong_region');
    expect(await codeOf(approve(asked, {}, m.cashier))).toBe('auth.forbidden');
    const both = { ...m.finance, viewer: { ...m.finance.viewer!, personId: m.buyer.viewer!.personId } };
    expect(await codeOf(approve(asked, {}, both))).toBe('orders.two_people');
    expect((await getOrder(m.buyer, order.id)).refundable_fen).toBe('100000');
    await approve(asked);
  });

  it('is approved once by two officers at the same instant', async () => {
    const asked = await ask(await bought(), '60000');
    const both = await Promise.allSettled([approve(asked), approve(asked)]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.status === 'rejected' && lost.reason.code).toMatch(/orders\.(refund_decided|refundable_changed)/);
  });

  it('before the split has run goes through the split all the same', async () => {
    const order = await place();
    await confirm(order);
    const asked = await ask(await getOrder(m.buyer, order.id), '100000');
    expect((await approve(asked)).state).toBe('refunded');
    expect(await net(order.id)).toEqual(['0', '0', '0']);
    await m.t.drain();
    expect((await getOrder(m.buyer, order.id)).state).toBe('refunded');
  });
});
