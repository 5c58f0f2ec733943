/** Plans, what an order keeps of them, when its use ends, and the price guard (decision 0045). */
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endAccess, renewDue, renewOrder, setRenewal } from '#api/orders/access.ts';
import { fileAllowance, listAllowances } from '#api/orders/allowance.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { type PriceFor, placeOrder } from '#api/orders/place.ts';
import { cancelOrder, getOrder, listOrders, openFile } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { showSample } from '#api/products/facts.ts';
import { fileCeiling, listGuardedProducts } from '#api/products/guard.ts';
import { addPlan, changePlan, endPlan, listOwnPlans, listProductPlans } from '#api/products/plans.ts';
import { newPlan, planTerms, productFacts } from '#api/products/plans-contract.ts';
import { plansOf } from '#api/products/plans-store.ts';
import {
  citeSources,
  editProduct,
  getOwn,
  getProduct,
  listProduct,
  listProducts,
  stateFacts,
  uploadFile,
} from '#api/products/service.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { codeOf } from '#test/support/licensed.ts';
import {
  draftProduct,
  fileOf,
  listedProduct,
  type Market,
  marketWorld,
  productContent,
  slip,
} from '#test/support/market.ts';

let m: Market;
beforeAll(async () => {
  m = await marketWorld();
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

const plan = (terms: object, name = '方案') => newPlan.parse({ name, terms });
const month = { kind: 'period', unit: 'month', amount_fen: '30000' };
const free = { kind: 'free' };
const pay = async (order: OrderOut) => {
  await confirmPayment(m.finance, slip(m, order));
  await m.t.drain();
  return getOrder(m.buyer, order.id);
};
let parameters = 0;
const parameter = (key: string, value: number) => {
  // The newest counts: each a second after the one before.
  m.t.clock.advance({ seconds: 1 });
  return m.t.app.db.parameter.create({
    data: {
      id: `par_plans_${++parameters}`,
      key,
      regionCode: '140000',
      value,
      documentNo: '晋数据〔2026〕1号',
      setAt: m.t.clock.now(),
    },
  });
};

describe('plans of a product', () => {
  it('are versions: a product of one price has one, and what is ordered keeps the version it was ordered under', async () => {
    const listed = await listedProduct(m);
    expect(listed.plans).toMatchObject([{ number: 1, version: 1, kind: 'one_off', at_order_fen: '100000' }]);
    const old = await placeOrder(m.buyer, { product_no: listed.no });
    const [one] = listed.plans;
    const dearer = { ...plan({ kind: 'one_off', amount_fen: '150000' }, '一次性购买'), version: 1 };
    const { items } = await changePlan(m.developer, listed.id, 1, dearer);
    expect(items).toMatchObject([{ version: 2, at_order_fen: '150000' }]);
    expect(items[0]?.sha256).not.toBe(one?.sha256);
    expect(await codeOf(changePlan(m.developer, listed.id, 1, dearer))).toBe('products.plan_changed');
    // The order is as it was; a new one at the old price is refused, not made dearer behind the buyer's back.
    expect(await getOrder(m.buyer, old.id)).toMatchObject({ amount_fen: '100000', plan: { version: 1 } });
    const stale = placeOrder(m.buyer, { product_no: listed.no, plan: 1, plan_version: 1 });
    expect(await codeOf(stale)).toBe('products.plan_changed');
    expect(await placeOrder(m.buyer, { product_no: listed.no, plan: 1, plan_version: 2 })).toMatchObject({
      amount_fen: '150000',
      plan: { version: 2, terms: { kind: 'one_off', amount_fen: '150000' } },
    });
    for (const sql of [
      'update plan_version set terms = terms',
      'delete from plan_version',
      'update "order" set plan_version_id = null',
      'truncate plan_version cascade',
    ])
      await expect(m.t.database.query(sql)).rejects.toThrow(/append_only/);
    expect(await getProduct(m.t.ctx(), listed.no)).toMatchObject({
      price_fen: '150000',
      from: { yuan: '1500', per: 'once' },
    });
  });

  it('are added and ended; one always stays while it is on sale', async () => {
    const listed = await listedProduct(m);
    expect(await codeOf(addPlan(m.other, listed.id, plan(month)))).toBe('products.not_found');
    expect(await codeOf(endPlan(m.developer, listed.id, 1))).toBe('products.last_plan');
    await addPlan(m.developer, listed.id, plan(month, '月度'));
    await endPlan(m.developer, listed.id, 1);
    expect(await codeOf(endPlan(m.developer, listed.id, 1))).toBe('products.plan_ended');
    expect(await codeOf(endPlan(m.developer, listed.id, 9))).toBe('products.plan_not_found');
    expect(await codeOf(placeOrder(m.buyer, { product_no: listed.no, plan: 1 }))).toBe('orders.no_plan');
    expect((await listProductPlans(m.t.ctx(), listed.no)).items.map((one) => one.number)).toEqual([2]);
    expect((await listOwnPlans(m.developer, listed.id)).items).toHaveLength(2);
    expect((await getProduct(m.t.ctx(), listed.no)).from).toEqual({ yuan: '300', per: 'month' });
    // Calls are counted by the gateway, which is no way to a file.
    const pack = plan({ kind: 'pack', amount_fen: '100', calls: 10, days: 30 });
    expect(await codeOf(addPlan(m.developer, listed.id, pack))).toBe('products.plan_not_counted');
    expect(await codeOf(addPlan(m.developer, listed.id, plan({ ...month, amount_fen: '0' })))).toBe(
      'products.plan_costs_nothing',
    );
    for (let n = 0; n < 7; n++) await addPlan(m.developer, listed.id, plan(month, `第${n}档`));
    expect(await codeOf(addPlan(m.developer, listed.id, plan(month)))).toBe('products.too_many_plans');
  });

  it('may be the only price a draft has; without any it is not listed', async () => {
    let p = await draftProduct(m, { price_fen: undefined });
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
    p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1.2\n'));
    expect(await codeOf(listProduct(m.developer, p.id, p.revision))).toBe('products.no_plan');
    await addPlan(m.developer, p.id, plan(free, '公益'));
    expect((await listProduct(m.developer, p.id, p.revision)).free).toBe(true);
    const found = await listProducts(m.t.ctx(), { page: 1, page_size: 100, free: '1' });
    expect(found.items.map((one) => one.no)).toContain(p.no);
    expect(found.items.every((one) => one.free)).toBe(true);
  });

  it('have the price of a draft follow what is typed into it', async () => {
    const draft = await draftProduct(m);
    const edited = await editProduct(m.developer, draft.id, { ...productContent, price_fen: '5', revision: 1 });
    expect(edited.plans).toMatchObject([{ number: 1, version: 2, at_order_fen: '5' }]);
  });
});

describe('a period', () => {
  it('opens the product until the second it ends, and is renewed into one that joins it', async () => {
    const listed = await listedProduct(m);
    await addPlan(m.developer, listed.id, plan(month, '月度'));
    let order = await placeOrder(m.buyer, { product_no: listed.no, plan: 2, renew: true });
    expect(order).toMatchObject({ renews: true, access: 'none', amount_fen: '30000' });
    order = await pay(order);
    expect(order).toMatchObject({
      access: 'open',
      access_from: '2026-11-02T04:00:00.000Z',
      access_to: '2026-12-02T04:00:00.000Z',
    });
    expect(await codeOf(renewOrder(m.buyer, order.id))).toBe('orders.not_renewable');
    expect(await codeOf(endAccess(m.buyer, order.id))).toBe('orders.nothing_to_end');
    const [start, placed] = [m.t.clock.now(), order];
    m.t.clock.set('2026-11-20T09:00:00+08:00');
    await renewDue(m.t.app);
    await renewDue(m.t.app);
    const next = (await listOrders(m.buyer, { page: 1, page_size: 100, side: 'buyer' })).items.find(
      (one) => one.product_no === listed.no && one.id !== placed.id,
    );
    expect(next).toMatchObject({ state: 'awaiting_payment', amount_fen: '30000' });
    expect(await codeOf(renewOrder(m.buyer, order.id))).toBe('orders.renewed_already');
    const second = await pay(await getOrder(m.buyer, next?.id ?? ''));
    expect(second).toMatchObject({
      access: 'not_begun',
      access_from: order.access_to,
      access_to: '2027-01-02T04:00:00.000Z',
      renews_order: { id: order.id },
    });
    expect(await codeOf(openFile(m.buyer, second.id))).toBe('orders.access_not_begun');
    // The same second: open at 11:59:59, closed at 12:00:00, and the next one open at once.
    m.t.clock.set('2026-12-02T11:59:59+08:00');
    expect((await buffer((await openFile(m.buyer, order.id)).stream)).toString()).toContain('G5');
    m.t.clock.set('2026-12-02T12:00:00+08:00');
    expect(await codeOf(openFile(m.buyer, order.id))).toBe('orders.access_over');
    await buffer((await openFile(m.buyer, second.id)).stream);
    expect((await setRenewal(m.buyer, second.id, { renew: false })).renews).toBe(false);
    expect(await codeOf(setRenewal(m.other, second.id, { renew: true }))).toBe('orders.not_found');
    // Nobody gives himself a longer one by hand.
    const longer = m.t.database.query(`update "order" set access_to = access_to + interval '1 day' where id = $1`, [
      order.id,
    ]);
    await expect(longer).rejects.toThrow(/append_only/);
    m.t.clock.set(start);
  });
});

describe('the public good is served free (Fagai Jiage [2025] No. 65)', () => {
  it('with its purpose declared; what it pays is refused by name, also by the database', async () => {
    const listed = await listedProduct(m);
    await addPlan(m.developer, listed.id, plan(free, '公益'));
    const good = { purpose_kind: 'public_interest', purpose: '防汛值守调度' } as const;
    const order = (over: object) => placeOrder(m.buyer, { product_no: listed.no, ...over });
    expect(await codeOf(order({ plan: 1, ...good }))).toBe('products.public_interest_is_free');
    expect(await codeOf(order({ plan: 2 }))).toBe('products.purpose_to_declare');
    expect(await codeOf(order({ plan: 2, purpose_kind: 'industry', purpose: '销售' }))).toBe(
      'products.purpose_to_declare',
    );
    const made = await order({ plan: 2, ...good });
    await m.t.drain();
    expect(await getOrder(m.buyer, made.id)).toMatchObject({ amount_fen: '0', access: 'open', ...good });
    expect((await endAccess(m.buyer, made.id)).access).toBe('over');
    expect(await codeOf(openFile(m.buyer, made.id))).toBe('orders.access_over');
    const paid = await order({ plan: 1, purpose_kind: 'industry', purpose: '路线规划' });
    const forced = m.t.database.query(
      `insert into "order" (id, no, reference, buyer_id, developer_id, product_id, agreement_id, agreement_version, amount_fen, state,
        revision, placed_at, expires_at, purpose_kind)
       select 'ord_z', 'z', 'z', buyer_id, developer_id, product_id, agreement_id, agreement_version, amount_fen, state, 1, placed_at,
        expires_at, 'public_interest' from "order" where id = $1`,
      [paid.id],
    );
    await expect(forced).rejects.toThrow(/order_public_interest_free/);
    await cancelOrder(m.buyer, paid.id, { revision: paid.revision });
  });
});

describe('each kind of product', () => {
  it('says what its kind asks for before it is listed, and delivers its own way', async () => {
    const ready = async (kind: string, facts: object | null, file: boolean) => {
      let p = await draftProduct(m, { kind });
      p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
      if (file) p = await uploadFile(m.developer, p.id, p.revision, fileOf('x', 'x.pdf'));
      if (facts !== null)
        p = await stateFacts(m.developer, p.id, {
          revision: p.revision,
          facts: productFacts.parse({ kind, ...facts }),
        });
      return p;
    };
    const missing = async (kind: string, facts: object | null, file: boolean) =>
      (await ready(kind, facts, file)).missing.map((one) => one.code);
    expect(await missing('report', null, true)).toEqual(['products.fact_missing']);
    expect(await missing('report', { pages: 12 }, true)).toEqual([]);
    expect(await missing('model', null, false)).toEqual(['products.no_file', 'products.fact_missing']);
    const card = { training_sources: '国省干线', intended_use: '预测', limits: '不适用于市区', metrics: 'MAPE 8.1 %' };
    expect(await missing('model', card, true)).toEqual([]);
    expect(await missing('dataset', null, true)).toEqual(['products.fact_missing']);
    expect(await missing('dataset', { rows: 5 }, true)).toEqual([]);
    expect(await missing('api', { mode: 'table' }, true)).toEqual(['products.fact_missing']);
    expect(await missing('api', { mode: 'upstream' }, false)).toEqual(['products.fact_missing']);
    expect(await missing('api', { mode: 'external' }, false)).toEqual(['products.fact_missing']);
    const draft = await draftProduct(m, { kind: 'api' });
    const state = (facts: object) =>
      stateFacts(m.developer, draft.id, { revision: draft.revision, facts: productFacts.parse(facts) });
    expect(await codeOf(state({ kind: 'report', pages: 1 }))).toBe('products.facts_of_other_kind');
    expect(await codeOf(state({ kind: 'api', mode: 'table', openapi: '{"swagger":"2.0"}' }))).toBe(
      'products.bad_openapi',
    );
    const openapi = 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths:\n  /v: {}\n';
    expect((await state({ kind: 'api', mode: 'table', openapi })).facts).toMatchObject({ openapi });
    // An application is opened for whoever bought it.
    const address = 'https://app.example.cn/';
    const app = await ready('application', { address }, false);
    await listProduct(m.developer, app.id, app.revision);
    const shown = await getProduct(m.t.ctx(), app.no);
    expect(shown).toMatchObject({ delivery: 'address', facts: { kind: 'application', address: '' } });
    const order = await placeOrder(m.buyer, { product_no: app.no });
    expect(order.address).toBeNull();
    expect((await pay(order)).address).toBe(address);
  });

  it('shows a sample of a dataset that reads as a table', async () => {
    const listed = await listedProduct(m);
    expect(listed).toMatchObject({ sample: true, table: { rows: '1', columns: [{ name: '路段' }, { name: '指数' }] } });
    expect(await showSample(m.t.ctx(), listed.no)).toMatchObject({ rows: [['G5', '1.2']], total_rows: '1' });
    expect(await codeOf(showSample(m.t.ctx(), 'CP-1'))).toBe('products.not_found');
    // What looks like persons is shown to nobody before it is bought.
    let p = await draftProduct(m);
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
    const persons = Array.from({ length: 20 }, (_, n) => `1380000${String(1000 + n)},5`).join('\n');
    p = await uploadFile(m.developer, p.id, p.revision, fileOf(`手机号,次数\n${persons}\n`));
    expect((await listProduct(m.developer, p.id, p.revision)).sample).toBe(false);
    expect(await codeOf(showSample(m.t.ctx(), p.no))).toBe('products.no_sample');
    expect(planTerms.safeParse({ kind: 'one_off', amount_fen: '-1' }).success).toBe(false);
  });
});

describe('the price guard', () => {
  const ceiling = (over: object = {}) => ({
    basis: 'once' as const,
    ceiling_yuan: '1000',
    document_no: '晋发改价〔2026〕7号',
    authority: '山西省发展和改革委员会',
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
    ...over,
  });

  it('lets nothing be listed or sold without the ceiling where one is needed, nor above it', async () => {
    const listed = await listedProduct(m);
    await parameter('pricing.ceiling_required', 1);
    expect(await codeOf(placeOrder(m.buyer, { product_no: listed.no }))).toBe('products.no_ceiling');
    let p = await draftProduct(m);
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
    p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1.2\n'));
    expect(await codeOf(listProduct(m.developer, p.id, p.revision))).toBe('products.no_ceiling');
    for (const by of [m.developer, m.buyer, m.reviewer, m.cityFinance])
      expect(await codeOf(fileCeiling(by, p.no, ceiling()))).toBe('products.not_the_authority');
    expect(await codeOf(fileCeiling(m.agency, p.no, ceiling({ valid_to: '2025-01-01' })))).toBe(
      'products.bad_validity',
    );
    expect(await codeOf(fileCeiling(m.agency, 'CP-1', ceiling()))).toBe('products.not_found');
    await fileCeiling(m.agency, p.no, ceiling({ ceiling_yuan: '999.99' }));
    expect(await codeOf(listProduct(m.developer, p.id, p.revision))).toBe('products.price_above_ceiling');
    // A new document takes its place; the old one stays on file.
    m.t.clock.advance({ seconds: 1 });
    const guarded = await fileCeiling(m.finance, p.no, ceiling());
    expect(guarded).toMatchObject({
      needed: true,
      fault: null,
      ceilings: [{ ceiling_yuan: '1000' }, { ceiling_yuan: '999.99' }],
    });
    await listProduct(m.developer, p.id, p.revision);
    const dearer = { ...plan({ kind: 'one_off', amount_fen: '100001' }), version: 1 };
    expect(await codeOf(changePlan(m.developer, p.id, 1, dearer))).toBe('products.price_above_ceiling');
    expect(await codeOf(addPlan(m.developer, p.id, plan(month)))).toBe('products.no_ceiling');
    const order = await placeOrder(m.buyer, { product_no: p.no });
    await cancelOrder(m.buyer, order.id, { revision: order.revision });
    const offer: PriceFor = async (tx) => {
      const [listed] = await plansOf(tx.db, p.id);
      if (listed === undefined) throw new Error('no plan');
      return { offerId: 'qof_2', plan: { ...listed, terms: { kind: 'one_off', amount_fen: '100001', trial: null } } };
    };
    expect(await codeOf(placeOrder(m.buyer, { product_no: p.no }, offer))).toBe('products.price_above_ceiling');
    // The ceiling is public, and the department sees who priced what.
    expect((await getProduct(m.t.ctx(), p.no)).ceilings).toHaveLength(2);
    const seen = await listGuardedProducts(m.reviewer, { agreement_id: m.agreement.id });
    expect(seen.items.find((one) => one.no === listed.no)?.fault?.code).toBe('products.no_ceiling');
    expect((await listGuardedProducts(m.buyer, {})).items).toEqual([]);
    await expect(m.t.database.query('update price_ceiling set ceiling_micro = 1')).rejects.toThrow(/append_only/);
    await parameter('pricing.ceiling_required', 0);
  });

  it('asks of authorised operation a ceiling and a plan for the public good', async () => {
    let p = await draftProduct(m);
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
    p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1.2\n'));
    const kind = (to: string) =>
      m.t.database.query(
        `update application set kind = '${to}' where id = (select application_id from agreement where id = $1)`,
        [m.agreement.id],
      );
    await kind('authorized_operation');
    expect((await getOwn(m.developer, p.id)).missing.map((one) => one.code)).toEqual([
      'products.no_ceiling',
      'products.no_public_interest_plan',
    ]);
    await fileCeiling(m.agency, p.no, ceiling());
    expect(await codeOf(listProduct(m.developer, p.id, p.revision))).toBe('products.no_public_interest_plan');
    await addPlan(m.developer, p.id, plan(free, '公益'));
    expect((await listProduct(m.developer, p.id, p.revision)).state).toBe('listed');
    await kind('licensed_development');
  });

  it('keeps revenue under the maximum, counts what is ordered and not paid, and deducts what came above in the next period', async () => {
    const listed = await listedProduct(m);
    const account = async (by = m.developer) => (await listAllowances(by, { agreement_id: m.agreement.id })).items;
    const file = (over: object = {}, by = m.finance) =>
      fileAllowance(by, {
        agreement_id: m.agreement.id,
        period_from: '2026-11-01',
        period_to: '2026-11-30',
        cost_fen: '150000',
        profit_fen: '40000',
        tax_fen: '10000',
        document_no: '晋发改价〔2026〕8号',
        authority: '山西省发展和改革委员会',
        ...over,
      });
    const now = m.t.clock.now();
    m.t.clock.set('2026-11-10T09:00:00+08:00');
    const earnedBefore = BigInt(
      (await m.t.database.query<{ n: string }>('select coalesce(sum(amount_fen), 0) n from payment'))[0]?.n ?? 0,
    );
    const waiting = async () => {
      for (const one of (
        await listOrders(m.buyer, { page: 1, page_size: 100, side: 'buyer', state: 'awaiting_payment' })
      ).items)
        await cancelOrder(m.buyer, one.id, { revision: (await getOrder(m.buyer, one.id)).revision });
    };
    await waiting();
    expect(await codeOf(file({}, m.developer))).toBe('products.not_the_authority');
    expect(await codeOf(file({ agreement_id: 'agr_x' }))).toBe('orders.agreement_unknown');
    // What was earned in November so far, and room for two sales of ¥1,000.00.
    await file({ cost_fen: (earnedBefore + 150_000n).toString() });
    expect(await codeOf(file({ period_from: '2026-11-15', period_to: '2026-12-15' }))).toBe('orders.periods_overlap');
    const first = await placeOrder(m.buyer, { product_no: listed.no });
    expect(await account()).toMatchObject([
      {
        earned_fen: earnedBefore.toString(),
        awaiting_fen: '100000',
        left_fen: '200000',
        carried_fen: '0',
        running: true,
      },
    ]);
    const both = await Promise.allSettled([1, 2].map(() => placeOrder(m.buyer, { product_no: listed.no })));
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await codeOf(placeOrder(m.buyer, { product_no: listed.no }))).toBe('orders.allowed_revenue_reached');
    // A region may let sales pass and settle by deduction.
    await parameter('pricing.sell_above_allowed', 1);
    const above = await placeOrder(m.buyer, { product_no: listed.no });
    await parameter('pricing.sell_above_allowed', 0);
    await pay(first);
    expect((await pay(above)).state).toBe('fulfilled');
    for (const one of both) if (one.status === 'fulfilled') await pay(one.value);
    // Filed for December: ¥1,000.00 above are taken off.
    await file({ period_from: '2026-12-01', period_to: '2026-12-31', document_no: '晋发改价〔2026〕9号' }, m.agency);
    m.t.clock.set('2026-12-01T09:00:00+08:00');
    expect(await account(m.reviewer)).toMatchObject([
      { over_fen: '100000', left_fen: '0', running: false },
      { carried_fen: '100000', allowed_fen: '200000', available_fen: '100000', left_fen: '100000', running: true },
    ]);
    const last = await placeOrder(m.buyer, { product_no: listed.no });
    expect(await codeOf(placeOrder(m.buyer, { product_no: listed.no }))).toBe('orders.allowed_revenue_reached');
    await cancelOrder(m.buyer, last.id, { revision: last.revision });
    // Filed again for the same days, the newest counts.
    m.t.clock.advance({ seconds: 1 });
    await file({ period_from: '2026-12-01', period_to: '2026-12-31', cost_fen: '950000' }, m.agency);
    expect((await account())[1]).toMatchObject({ allowed_fen: '1000000', left_fen: '900000' });
    expect((await listAllowances(m.buyer, {})).items).toEqual([]);
    m.t.clock.set(now);
  }, 60_000);
});
