/**
 * Each role walks its desk with clicks: developer, agency, information department, buyer, finance bureau, audit office; the
 * shorter walks once more in English.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as amendments from '#api/agreements/amendment.ts';
import { enterAccount } from '#api/orders/account.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { sessionCookie } from '#api/people/rules/session-cookie.ts';
import { signIn } from '#api/people/service.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { drawStatement } from '#api/revenue/statements.ts';
import { createKey } from '#api/usage/keys.ts';
import { bankCsv } from '#test/support/bank-files.ts';
import { launchBrowser, screenshot } from '#test/support/browser.ts';
import { Desk } from '#test/support/journey-browser.ts';
import { agreement, licensedWorld, password } from '#test/support/licensed.ts';
import { delivery, listedProduct, type Market, paidOrder } from '#test/support/market.ts';

let m: Market;
let browser: Browser;
let baseURL: string;
let product: string;
let amendment: string;
let second: OrderOut;
const desks: Desk[] = [];

beforeAll(async () => {
  const w = await licensedWorld('2026-08-03T09:30:00+08:00');
  const term = { from: '2026-08-03', to: '2027-08-02' };
  const none = { day: null, month: null, term: null };
  const quota = { calls: { day: 3, month: 60, term: null }, rows: none };
  const active = await agreement(w, 'active', { term, quota }, { term_from: term.from, term_to: term.to });
  m = {
    ...w,
    agreement: active,
    deliveryId: await delivery(w, active.id, w.codes.road),
    buyer: w.world.ctx('buyer'),
    cashier: w.world.ctx('province.finance.cashier'),
    cityFinance: w.world.ctx('taiyuan.finance'),
    cityCashier: w.world.ctx('taiyuan.finance.cashier'),
  };
  await enterAccount(m.cashier, {
    region_code: '140000',
    account_name: '山西省财政厅非税收入待解缴专户',
    bank_name: '演示银行太原分行',
    account_no: '1400000012345678',
    document_no: '晋财库〔2026〕3号',
  });
  product = (await listedProduct(m)).no;
  await paidOrder(m, product);
  m.t.clock.set('2026-09-02T09:30:00+08:00');
  await drawStatement(m.agency, { agreement_id: active.id, period: '2026-08' });
  await createKey(m.developer, active.id, { name: '生产环境' });
  second = await placeOrder(m.world.ctx('developer2'), { product_no: product });
  const asked = { kind: 'amendment', reason: '提高限额', governs_from: '' } as const;
  const drafted = await amendments.proposeAmendment(m.developer, active.id, asked);
  const terms = { ...drafted.terms, quota: { calls: { day: 5, month: 100, term: null }, rows: none } };
  await amendments.saveAmendment(m.developer, drafted.id, { revision: drafted.revision, terms, words: '每日五次' });
  await amendments.offerAmendment(m.agency, drafted.id);
  await amendments.signAmendment(m.developer, drafted.id, { password });
  amendment = `/w/agreements/${active.id}/amendments/${drafted.id}`;
  baseURL = (await m.t.serve('built')).url;
  browser = await launchBrowser();
}, 240_000);
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [at, desk] of desks.entries()) await screenshot(desk.page, `desks-failed-${at + 1}`).catch(() => null);
});
afterAll(async () => {
  await browser?.close();
  await m?.t.close();
});

/** A desk of one's own; the session is opened beside the form, whose own journey has walked it. */
async function desk(login: string, lng: 'zh' | 'en' = 'zh'): Promise<Desk> {
  const own = await Desk.open(browser, baseURL);
  const { token } = await signIn(m.t.ctx(), { login, password });
  await own.context.addCookies([
    { name: 'lng', value: lng, url: baseURL },
    { name: sessionCookie, value: token, url: baseURL },
  ]);
  desks.push(own);
  return own;
}

async function fromWorklist(own: Desk, matter: string | RegExp): Promise<void> {
  await own.go('/w');
  await own.follow(matter);
}

/** What a program is answered, with the key it holds. */
const read = (key: string) => {
  const [group = '', seq = ''] = m.codes.road.split('/');
  const headers = { Authorization: `Bearer ${key}` };
  return fetch(`${baseURL}/api/v1/licensed/${group}/${seq}/rows?limit=5`, { headers });
};

const secretOn = async (page: Page) => /jsk_[\w-]{43}/.exec(await page.locator('.secret-shown').innerText())?.[0] ?? '';

describe('who licenses', () => {
  it('developer: the quota, a key rotated, calls by day with those over the quota', async () => {
    const own = await desk('developer');
    await own.go(`/w/agreements/${m.agreement.id}`);
    await own.see('每日', own.part('限额使用情况'));
    await own.go('/w/keys');
    await own.follow('轮换密钥“生产环境”');
    await own.press('轮换');
    await own.see('新密钥已生成，请立即保存');
    const secret = await secretOn(own.page);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await read(secret)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await own.go('/w/keys');
    const calls = own.part('调用次数').getByRole('row').filter({ hasText: m.codes.road });
    expect((await calls.getByRole('cell').allInnerTexts()).slice(-5)).toEqual(['3', '2', '0', '0', '5']);
    await own.go(`/w/agreements/${m.agreement.id}`);
    expect(await own.part('限额使用情况').innerText()).toMatch(/3/);
    expect(await own.accessibility()).toEqual([]);
  }, 60_000);

  it('agency and information department: an amendment signed, filed and accepted; the new quota holds at once', async () => {
    const head = await desk('province.transport.head');
    await fromWorklist(head, '协议变更待签署');
    await head.fill('本人密码', 'guess', head.part('签署'));
    await head.confirm('签署', head.part('签署'));
    await head.refused();
    await head.fill('本人密码', password, head.part('签署'));
    expect(await head.confirm('签署', head.part('签署'))).toContain('不能撤销');
    await head.see('已办理');
    const steward = await desk('province.transport');
    await fromWorklist(steward, '协议变更待备案');
    await steward.press('提交备案');
    await steward.see('备案审查中');
    const department = await desk('province.information');
    await fromWorklist(department, '备案待受理');
    await department.choose('决定', '准予备案');
    await department.fill('意见', '变更内容清楚');
    await department.fill('本人密码', password);
    await department.confirm('作出决定');
    await department.see('已办理。');
    await steward.go(amendment);
    await steward.see('已生效');
    const key = await createKey(m.developer, m.agreement.id, { name: '备用' });
    expect([(await read(key.secret)).status, (await read(key.secret)).status]).toEqual([200, 200]);
    expect((await read(key.secret)).status).toBe(429);
  }, 60_000);
});

describe('who trades', () => {
  let order = '';

  it('buyer: orders and takes the payment notice along', async () => {
    const own = await desk('buyer');
    await own.go(`/products/${product}`);
    await own.follow(/^选择此方案/);
    await own.press('提交订单');
    await own.page.waitForURL(/\/w\/orders\/ord_/);
    order = new URL(own.page.url()).pathname;
    const notice = own.page.getByRole('link', { name: '下载付款通知书（PDF）' });
    const pdf = await own.fetch((await notice.getAttribute('href')) ?? '');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  }, 60_000);

  it('finance bureau: imports a statement, confirms the exact match, works off the case, closes the month', async () => {
    const placed = await getOrder(m.buyer, order.split('/').at(-1) ?? '');
    const line = (serial: string, name: string, memo: string) => ({
      serial,
      day: '2026-09-02',
      fen: 100_000n,
      name,
      memo,
    });
    const lines = [
      line('BK0902001', placed.buyer.name, placed.reference),
      line('BK0902002', second.buyer.name, '货款'),
    ];
    const file = path.join(tmpdir(), `jinshu-desks-${process.pid}.csv`);
    await writeFile(file, bankCsv(lines, { opening: 100_000n }));
    const cashier = await desk('province.finance.cashier');
    await cashier.go('/w/bank/statements');
    await cashier.field('对账单文件').setInputFiles(file);
    await cashier.press('上传并预览');
    await cashier.page.waitForURL(/\/w\/bank\/statements\/bst_/);
    await cashier.press('导入', cashier.page.locator('#preview'));
    await cashier.page.waitForURL(/done=import/);
    await m.t.drain();

    const officer = await desk('province.finance');
    await officer.go('/w/bank');
    await officer.press(`确认 ${placed.buyer.name} 的 ¥1,000.00`);
    await officer.see('1 笔已入账。');
    await fromWorklist(officer, '待查款项');
    await officer.follow(`把订单 ${second.no} 填入下面的表单`);
    await officer.ready();
    await officer.press('转入', officer.part('转入订单'));
    await officer.see('已办理。');
    await m.t.drain();
    expect((await getOrder(m.world.ctx('developer2'), second.id)).state).toBe('fulfilled');
    expect(await officer.accessibility()).toEqual([]);

    await officer.go('/w/finance/months?period=2026-08');
    await officer.fill('本人密码', password);
    await officer.confirm('提请结账');
    await officer.see('已办理。');
    await cashier.go('/w/finance/months?period=2026-08');
    await cashier.fill('本人密码', password);
    expect(await cashier.confirm('签批结账')).toContain('不能重新打开');
    await cashier.see('已办理。');
    expect(await checkInvariants(m.t.app.db)).toEqual([]);
  }, 60_000);

  it('buyer: finds it delivered', async () => {
    const own = await desk('buyer');
    await own.go(order);
    await own.see('产品已交付');
    const file = await own.download(own.page.getByRole('link', { name: /^下载 / }).last());
    expect(file.bytes.length).toBeGreaterThan(10);
  }, 60_000);
});

describe('the audit office', () => {
  it('reads the books and is refused by name whatever it would change', async () => {
    const own = await desk('province.information');
    for (const address of [
      '/w/finance',
      '/w/finance/lines',
      '/w/finance/repayments',
      '/w/finance/months?period=2026-08',
    ]) {
      expect((await own.page.goto(address))?.status(), address).toBe(200);
      for (const name of ['提请结账', '签批结账', '确认', '导入'])
        expect(await own.page.getByRole('button', { name, exact: true }).count(), `${address} ${name}`).toBe(0);
    }
    await own.see('已结账');
    await own.page.goto('/w/audit?verify=1');
    await own.see(/已核验 \d+ 条记录，链条完整/);
    const answers = await Promise.all([
      own.context.request.post('/api/v1/ledger/months/2026-09/proposal', { data: { password } }),
      own.context.request.post('/api/v1/bank/confirmations', { data: { ids: ['bln_0'] } }),
      own.context.request.post('/api/v1/treasury-lines/confirmation', { data: {} }),
    ]);
    for (const answer of answers) {
      expect(answer.status()).toBe(403);
      expect(((await answer.json()) as { code: string }).code).toBe('auth.forbidden');
    }
  }, 60_000);
});

describe('in English', () => {
  it('developer, buyer and finance bureau walk the same ways', async () => {
    const developer = await desk('developer', 'en');
    await developer.go('/w/keys');
    await developer.follow(/^Rotate the key “备用”/);
    await developer.press('Rotate');
    await developer.see('The successor is made; save it now');
    expect(await secretOn(developer.page)).toMatch(/^jsk_/);

    const buyer = await desk('buyer', 'en');
    await buyer.go(`/products/${product}`);
    await buyer.follow(/^Choose this plan/);
    await buyer.press('Place the order');
    await buyer.page.waitForURL(/\/w\/orders\/ord_/);
    await buyer.see('Payment notice (PDF)');

    const officer = await desk('province.finance', 'en');
    await officer.go('/w/bank');
    expect(await officer.heading()).toMatch(/[A-Za-z]/);
    await officer.follow('Cases');
    await officer.see('No cases');
    await officer.go('/w/finance/months?period=2026-08');
    await officer.see('Closed');
    expect(await officer.accessibility()).toEqual([]);
  }, 60_000);
});

it('shows nobody an error', () => {
  expect(desks.flatMap((own) => own.faults)).toEqual([]);
});
