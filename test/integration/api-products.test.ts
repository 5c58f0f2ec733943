/** API products through the gateway: keys, metering, quotas, bills, trials, a developer's own server (decision 0046). */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bill } from '#api/gateway/jobs.ts';
import { createOrderKey, listOrderKeys, revokeOrderKey, rotateUpstreamSecret } from '#api/gateway/keys.ts';
import { listOrderCalls, showOrderUsage } from '#api/gateway/usage.ts';
import { endAccess } from '#api/orders/access.ts';
import { lapse } from '#api/orders/jobs.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { placeOrder, startTrial } from '#api/orders/place.ts';
import { cancelOrder, getOrder, openFile } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { getIncomeMonth } from '#api/payouts/income.ts';
import { addPlan } from '#api/products/plans.ts';
import { newPlan, productFacts } from '#api/products/plans-contract.ts';
import { citeSources, getProduct, listProduct, stateFacts, uploadFile } from '#api/products/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { listMeteredCalls } from '#api/revenue/metered.ts';
import { codeOf } from '#test/support/licensed.ts';
import { draftProduct, fileOf, type Market, marketWorld, slip } from '#test/support/market.ts';

let m: Market;
let base: string;
let upstream: Server;
let at: string;
const heard: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];

const csv = `路段,指数\n${Array.from({ length: 250 }, (_, i) => `G${i % 5},${i}`).join('\n')}\n`;
const plan = (terms: object, name = '方案') => newPlan.parse({ name, terms });
const metered = plan({
  kind: 'metered',
  unit: 'call',
  tiers: [{ up_to: 2, rate_yuan: '0' }, { up_to: 4, rate_yuan: '0.005' }, { rate_yuan: '0.0025' }],
});

async function product(facts: object, plans: readonly ReturnType<typeof plan>[], file = true): Promise<OwnProductOut> {
  let p = await draftProduct(m, { kind: 'api', price_fen: undefined });
  p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
  if (file) p = await uploadFile(m.developer, p.id, p.revision, fileOf(csv));
  const stated = { revision: p.revision, facts: productFacts.parse({ kind: 'api', ...facts }) };
  p = await stateFacts(m.developer, p.id, stated);
  for (const one of plans) await addPlan(m.developer, p.id, one);
  return listProduct(m.developer, p.id, p.revision);
}

beforeAll(async () => {
  m = await marketWorld('2026-08-03T12:00:00+08:00', { from: '2026-08-03', to: '2027-08-02' });
  base = `${(await m.t.serve()).url}/api/v1`;
  upstream = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ url: request.url ?? '', headers: request.headers, body });
    const path = (request.url ?? '').split('?')[0];
    if (path === '/fail') return void response.writeHead(500).end('trace of our own');
    if (path === '/wrong') return void response.writeHead(400).end('no');
    if (path === '/away') return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    if (path === '/huge') return void response.writeHead(200, { 'content-length': '30000000' }).end();
    response.writeHead(200, { 'content-type': 'text/csv', 'set-cookie': 'a=b' });
    response.write('a,b\n');
    response.end('1,2\n');
  });
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
  at = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  upstream?.close();
  await m?.t.close();
});
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
  // What bills rest on: the day's sums are the sums of the calls.
  const apart = await m.t.database.query(
    `select order_id, day, status, billable, sum(calls) c, sum(rows) r from (
       select order_id, day, status, billable, calls, rows from order_usage
       union all select order_id, day, status, billable, -count(*), -sum(rows) from api_call group by 1, 2, 3, 4) x
     group by 1, 2, 3, 4 having sum(calls) <> 0 or sum(rows) <> 0`,
  );
  expect(apart).toEqual([]);
});

const bought = async (given: object): Promise<OrderOut> => {
  const order = await placeOrder(m.buyer, given as { product_no: string });
  if (order.amount_fen !== '0') await confirmPayment(m.finance, slip(m, order));
  await m.t.drain();
  return getOrder(m.buyer, order.id);
};
const keyOf = async (order: { id: string }) => (await createOrderKey(m.buyer, order.id, { name: '程序' })).secret;
const call = (no: string, path: string, secret: string | null, init: RequestInit = {}) =>
  fetch(`${base}/gateway/${no}/${path}`, {
    ...init,
    headers: { ...init.headers, ...(secret === null ? {} : { authorization: `Bearer ${secret}` }) },
  });
const problem = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('rows of a product file', () => {
  it('are read with a key of the order, page by page, and every call is written down', async () => {
    const pack = plan({ kind: 'pack', amount_fen: '5000', calls: 4, days: 30 });
    const p = await product({ mode: 'table' }, [pack]);
    expect(p).toMatchObject({ delivery: 'gateway', sample: false, from: { yuan: '50', per: 'once' } });
    const order = await bought({ product_no: p.no });
    expect(order).toMatchObject({ gateway: true, file: null, access_to: '2026-09-02T04:00:00.000Z' });
    expect(await codeOf(openFile(m.buyer, order.id))).toBe('orders.no_file');
    expect(await codeOf(createOrderKey(m.other, order.id, { name: 'x' }))).toBe('orders.not_found');
    const secret = await keyOf(order);
    expect(secret).toMatch(/^jok_/);
    expect(JSON.stringify(await listOrderKeys(m.buyer, order.id))).not.toContain(secret);
    const first = await call(p.no, 'rows?limit=200&filter=路段:eq:G1&columns=指数', secret);
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit')).toMatch(/^"calls-term";r=3;/);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const page = (await first.json()) as { rows: unknown[][]; columns: unknown[]; next_cursor: string | null };
    expect([page.rows.length, page.columns.length, page.next_cursor]).toEqual([50, 1, null]);
    const paged = (await (await call(p.no, 'rows?limit=240', secret)).json()) as { next_cursor: string };
    const rest = await call(p.no, `rows?limit=240&cursor=${encodeURIComponent(paged.next_cursor)}`, secret);
    expect(((await rest.json()) as { rows: unknown[] }).rows).toHaveLength(10);
    // What asks wrongly is refused and not counted; HEAD counts nothing either.
    expect(await problem(await call(p.no, 'rows?columns=没有', secret))).toBe('tables.unknown_column');
    expect((await call(p.no, 'rows', secret, { method: 'HEAD' })).status).toBe(204);
    expect((await call(p.no, 'rows?limit=1', secret)).status).toBe(200);
    const over = await call(p.no, 'rows', secret);
    expect(over.status).toBe(429);
    expect(over.headers.get('ratelimit')).toMatch(/r=0/);
    expect(await problem(over)).toBe('gateway.over_quota');
    const used = await showOrderUsage(m.buyer, order.id, {});
    expect(used).toMatchObject({
      calls: 6,
      billable_calls: 4,
      billable_rows: '301',
      limits: [{ cap: 4, used: 4, left: 0 }],
    });
    expect((await showOrderUsage(m.developer, order.id, {})).billable_calls).toBe(4);
    expect(await codeOf(showOrderUsage(m.other, order.id, {}))).toBe('orders.not_found');
    const calls = await listOrderCalls(m.finance, order.id, { page: 1, page_size: 50 });
    expect(calls.total).toBe(6);
    expect(calls.items.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 400, 429]);
    await expect(m.t.database.query('delete from api_call')).rejects.toThrow(/append_only/);
  });

  it('are opened by a key of that product and order alone, until the second the use ends', async () => {
    const p = await product({ mode: 'table' }, [plan({ kind: 'period', unit: 'month', amount_fen: '9900' })]);
    const order = await bought({ product_no: p.no });
    const { secret, id } = await createOrderKey(m.buyer, order.id, { name: '程序' });
    const refused = async (path: string, key: string | null) => {
      const answer = await call(path, 'rows?limit=1', key);
      return [answer.status, await problem(answer)];
    };
    expect(await refused(p.no, null)).toEqual([401, 'gateway.key_needed']);
    expect(await refused(p.no, 'jok_x')).toEqual([401, 'gateway.unknown_key']);
    expect(await refused('CP-2026-999999', secret)).toEqual([403, 'gateway.key_of_other_product']);
    expect((await call(p.no, 'rows?limit=1', secret)).status).toBe(200);
    const now = m.t.clock.now();
    m.t.clock.set('2026-09-03T11:59:59+08:00');
    expect((await call(p.no, 'rows?limit=1', secret)).status).toBe(200);
    m.t.clock.set('2026-09-03T12:00:00+08:00');
    expect(await refused(p.no, secret)).toEqual([403, 'orders.access_over']);
    expect(await codeOf(createOrderKey(m.buyer, order.id, { name: 'x' }))).toBe('orders.access_over');
    m.t.clock.set(now);
    expect(await codeOf(revokeOrderKey(m.other, id))).toBe('gateway.key_not_found');
    await revokeOrderKey(m.buyer, id);
    expect(await codeOf(revokeOrderKey(m.buyer, id))).toBe('gateway.key_already_revoked');
    expect(await refused(p.no, secret)).toEqual([401, 'gateway.key_revoked']);
    for (let n = 0; n < 10; n++) await createOrderKey(m.buyer, order.id, { name: `${n}` });
    expect(await codeOf(createOrderKey(m.buyer, order.id, { name: 'x' }))).toBe('gateway.too_many_keys');
  });

  it('lets no more calls through than were paid for, however many come at once', async () => {
    const p = await product({ mode: 'table' }, [plan({ kind: 'pack', amount_fen: '100', calls: 5, days: 1 })]);
    const secret = await keyOf(await bought({ product_no: p.no }));
    const answers = await Promise.all(Array.from({ length: 12 }, () => call(p.no, 'rows?limit=1', secret)));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(5);
    expect(answers.filter((one) => one.status === 429)).toHaveLength(7);
  });
});

describe('use that is billed afterwards', () => {
  it('becomes an order a month, priced from the calls, paid and split as any sale; unpaid it stops the calls', async () => {
    const p = await product({ mode: 'table' }, [metered]);
    expect(p.from).toEqual({ yuan: '0.005', per: 'call' });
    const order = await bought({ product_no: p.no });
    expect(order).toMatchObject({ amount_fen: '0', access: 'open', access_to: null });
    const secret = await keyOf(order);
    for (let n = 0; n < 7; n++) expect((await call(p.no, 'rows?limit=1', secret)).status).toBe(200);
    await call(p.no, 'rows?columns=没有', secret);
    // 2 free, 2 at half a fen, 3 at a quarter: 1.75 fen, rounded once to 2.
    expect(await showOrderUsage(m.buyer, order.id, {})).toMatchObject({
      billable_calls: 7,
      cost_fen: '2',
      unit: 'call',
    });
    await bill(m.t.app);
    expect((await showOrderUsage(m.buyer, order.id, {})).bills).toEqual([]);
    const now = m.t.clock.now();
    m.t.clock.set('2026-09-01T01:20:00+08:00');
    await Promise.all([bill(m.t.app), bill(m.t.app)]);
    const { bills } = await showOrderUsage(m.buyer, order.id, {});
    expect(bills).toMatchObject([{ period: '2026-08', amount_fen: '2', state: 'awaiting_payment' }]);
    let invoice = await getOrder(m.buyer, bills[0]?.id ?? '');
    expect(invoice).toMatchObject({
      bill_of: { id: order.id },
      bill_period: '2026-08',
      agreement_version: 1,
      access: 'none',
    });
    expect(await codeOf(cancelOrder(m.buyer, invoice.id, { revision: invoice.revision }))).toBe(
      'orders.bill_not_cancelled',
    );
    expect(await codeOf(openFile(m.buyer, invoice.id))).toBe('orders.bill_opens_nothing');
    // The bill opens down to the calls it is for.
    expect(await showOrderUsage(m.finance, invoice.id, {})).toMatchObject({
      from: '2026-08-01',
      to: '2026-08-31',
      cost_fen: '2',
    });
    expect((await listOrderCalls(m.finance, invoice.id, { page: 1, page_size: 50 })).total).toBe(8);
    // Unpaid for its term and the grace, the calls stop; the month is billed anew and paid, and they go on.
    m.t.clock.set('2026-09-25T09:00:00+08:00');
    await lapse(m.t.app);
    expect(await problem(await call(p.no, 'rows?limit=1', secret))).toBe('gateway.bill_unpaid');
    await bill(m.t.app);
    const again = (await showOrderUsage(m.buyer, order.id, {})).bills;
    expect(again.map((one) => one.state).sort()).toEqual(['awaiting_payment', 'expired']);
    invoice = await getOrder(m.buyer, again.find((one) => one.state === 'awaiting_payment')?.id ?? '');
    await confirmPayment(m.finance, slip(m, invoice));
    await m.t.drain();
    const split = await m.t.database.query<{ n: string }>(
      'select sum(l.amount_fen) n from allocation_line l join allocation a on a.id = l.allocation_id where a.order_id = $1',
      [invoice.id],
    );
    expect(split[0]?.n).toBe('2');
    // One of the eight was nobody's charge. Income and statement open down to the days, and each day to its calls, for both sides and who oversees them.
    const earned = (await getIncomeMonth(m.developer, '2026-09')).orders.find((one) => one.order_id === invoice.id);
    expect(earned?.usage).toMatchObject({ order_no: order.no, period: '2026-08', days: [{ calls: '7' }] });
    const calls = await listMeteredCalls(m.agency, invoice.id, { page: 1, page_size: 5 });
    expect([calls.total, calls.items.length, calls.order_no]).toEqual([7, 5, order.no]);
    expect(await codeOf(listMeteredCalls(m.other, invoice.id, { page: 1, page_size: 5 }))).toBe('revenue.not_found');
    expect(await codeOf(listMeteredCalls(m.developer, order.id, { page: 1, page_size: 5 }))).toBe('revenue.not_found');
    expect((await call(p.no, 'rows?limit=1', secret)).status).toBe(200);
    expect((await endAccess(m.buyer, order.id)).access).toBe('over');
    expect(await problem(await call(p.no, 'rows?limit=1', secret))).toBe('orders.access_over');
    m.t.clock.set('2026-10-01T01:20:00+08:00');
    await bill(m.t.app);
    // September: one call, below the first tier's end, costs nothing and makes no bill.
    expect((await showOrderUsage(m.buyer, order.id, {})).bills).toHaveLength(2);
    m.t.clock.set(now);
  });
});

describe('a trial', () => {
  it('is once an organisation, and ends by itself with its calls, rows or days', async () => {
    const tried = plan({ kind: 'pack', amount_fen: '100', calls: 5, days: 1, trial: { calls: 3, rows: 15, days: 7 } });
    const p = await product({ mode: 'table' }, [tried, plan({ kind: 'period', unit: 'year', amount_fen: '1' })]);
    expect(await codeOf(startTrial(m.developer, { product_no: p.no }))).toBe('orders.self_dealing');
    expect(await codeOf(startTrial(m.buyer, { product_no: p.no, plan: 3 }))).toBe('orders.no_trial');
    const both = await Promise.allSettled([1, 2].map(() => startTrial(m.buyer, { product_no: p.no })));
    const [order] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await m.t.drain();
    expect(await codeOf(startTrial(m.buyer, { product_no: p.no }))).toBe('orders.trial_used');
    const shown = await getOrder(m.buyer, order?.id ?? '');
    expect(shown).toMatchObject({ trial: true, amount_fen: '0', access_to: '2026-08-10T04:00:00.000Z' });
    const secret = await keyOf(shown);
    const rows = async () =>
      ((await (await call(p.no, 'rows?limit=10', secret)).json()) as { rows: unknown[] }).rows.length;
    expect([await rows(), await rows()]).toEqual([10, 5]);
    expect(await problem(await call(p.no, 'rows?limit=10', secret))).toBe('gateway.over_quota');
    const now = m.t.clock.now();
    m.t.clock.set('2026-08-10T12:00:00+08:00');
    expect(await problem(await call(p.no, 'rows', secret))).toBe('orders.access_over');
    m.t.clock.set(now);
  });
});

describe('a developer’s own server', () => {
  const endpoint = (name: string, path: string, method = 'GET') => ({ name, method, url: `${at}${path}` });

  it('is declared with addresses of the public network only', async () => {
    const draft = await draftProduct(m, { kind: 'api' });
    const state = (endpoints: object[]) =>
      codeOf(
        stateFacts(m.developer, draft.id, {
          revision: draft.revision,
          facts: productFacts.parse({ kind: 'api', mode: 'upstream', endpoints }),
        }),
      );
    for (const url of [`${at}/x`, 'http://169.254.169.254/latest', 'http://2130706433/', 'http://[::1]/'])
      expect(await state([{ name: 'x', url }])).toBe('outbound.blocked');
    expect(await state([{ name: 'x', url: 'ftp://example.cn/' }])).toBe('outbound.bad_address');
    const twice = { name: 'x', url: 'https://93.184.215.14/' };
    expect(await state([twice, twice])).toBe('products.endpoint_twice');
  });

  it('is called for the buyer, signed, streamed and bounded; what it fails at is named and not counted', async () => {
    (m.t.app.env.OUTBOUND_ALLOW as string[]).push(at.slice('http://'.length));
    const endpoints = [
      endpoint('index', '/index?fixed=1'),
      endpoint('ask', '/ask', 'POST'),
      endpoint('fail', '/fail'),
      endpoint('wrong', '/wrong'),
      endpoint('away', '/away'),
      endpoint('huge', '/huge'),
    ];
    const byRow = plan({ kind: 'metered', unit: 'row', tiers: [{ rate_yuan: '0.01' }] });
    expect(await codeOf(product({ mode: 'upstream', endpoints }, [byRow], false))).toBe('products.rows_not_counted');
    const month = plan({ kind: 'period', unit: 'month', amount_fen: '1', calls_per_month: 3 });
    const p = await product({ mode: 'upstream', endpoints }, [month], false);
    // Where it stands is nobody's business.
    expect(JSON.stringify(await getProduct(m.t.ctx(), p.no))).not.toContain('127.0.0.1');
    const { secret: signing } = await rotateUpstreamSecret(m.developer, p.id);
    expect(await codeOf(rotateUpstreamSecret(m.other, p.id))).toBe('products.not_found');
    const order = await bought({ product_no: p.no });
    const secret = await keyOf(order);
    const good = await call(p.no, 'call/index?road=G5&fixed=2', secret, { headers: { cookie: 'session=mine' } });
    expect([good.status, good.headers.get('content-type'), good.headers.get('set-cookie')]).toEqual([
      200,
      'text/csv',
      null,
    ]);
    expect(await good.text()).toBe('a,b\n1,2\n');
    const last = heard.at(-1);
    expect(last?.url).toBe('/index?fixed=1&road=G5');
    expect(last?.headers).toMatchObject({ 'jinshu-order': order.no, 'jinshu-product': p.no });
    expect(last?.headers.authorization ?? last?.headers.cookie).toBeUndefined();
    const { 'jinshu-id': id, 'jinshu-timestamp': time, 'jinshu-signature': signature } = last?.headers ?? {};
    const expected = createHmac('sha256', signing).update(`${id}.${time}.GET ${at}${last?.url}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    const posted = await call(p.no, 'call/ask', secret, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"road":"G5"}',
    });
    expect([posted.status, heard.at(-1)?.body]).toEqual([200, '{"road":"G5"}']);
    const named = async (path: string, init: RequestInit = {}) => {
      const answer = await call(p.no, path, secret, init);
      return [answer.status, await problem(answer)];
    };
    expect(await named('call/fail')).toEqual([502, 'gateway.upstream_failed']);
    expect(await named('call/away')).toEqual([502, 'gateway.upstream_failed']);
    expect(await named('call/wrong')).toEqual([422, 'gateway.upstream_refused']);
    expect(await named('call/huge')).toEqual([502, 'gateway.too_large']);
    expect(await named('call/nothing')).toEqual([404, 'gateway.no_such_endpoint']);
    expect(await named('call/ask')).toEqual([405, 'gateway.wrong_method']);
    expect(await named('rows')).toEqual([409, 'gateway.not_callable']);
    upstream.closeAllConnections();
    await new Promise<void>((done) => upstream.close(() => done()));
    expect(await named('call/index')).toEqual([502, 'gateway.upstream_unreachable']);
    const used = await showOrderUsage(m.buyer, order.id, {});
    expect(used).toMatchObject({ billable_calls: 2, limits: [{ window: 'month', used: 2, left: 1 }] });
    const bodies = JSON.stringify((await listOrderCalls(m.buyer, order.id, { page: 1, page_size: 50 })).items);
    expect(bodies).not.toContain('127.0.0.1');
  });

  it('outside the platform is declared as that, and has no keys', async () => {
    const url = 'https://api.example.cn/v1';
    const p = await product(
      { mode: 'external', external_url: url },
      [plan({ kind: 'one_off', amount_fen: '100' })],
      false,
    );
    expect(await getProduct(m.t.ctx(), p.no)).toMatchObject({ delivery: 'external' });
    const order = await bought({ product_no: p.no });
    expect(order).toMatchObject({ gateway: false, address: url });
    expect(await codeOf(createOrderKey(m.buyer, order.id, { name: 'x' }))).toBe('gateway.not_callable');
    expect(await codeOf(rotateUpstreamSecret(m.developer, p.id))).toBe('gateway.not_upstream');
  });
});
