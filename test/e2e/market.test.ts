/** The pages from the shelf to the treasury, with something in every state: seen by each side, in both languages, and used. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterAccount } from '#api/orders/account.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { requestRefund } from '#api/revenue/refunds.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import {
  accessibilityFaults,
  alive,
  launchBrowser,
  openPage,
  screenshot,
  type Watched,
} from '#test/support/browser.ts';
import { password } from '#test/support/licensed.ts';
import { draftProduct, listedProduct, type Market, marketWorld, paidOrder, statement } from '#test/support/market.ts';

let m: Market;
let browser: Browser;
let baseURL: string;
const opened: Watched[] = [];
let product: OwnProductOut;
let draft: OwnProductOut;
let waiting: OrderOut;
let delivered: OrderOut;
const statements = new Map<string, StatementOut>();

beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', { from: '2026-01-05', to: '2026-12-31' });
  product = await listedProduct(m);
  draft = await draftProduct(m, { title: '尚未上架的指数' });
  await enterAccount(m.cashier, {
    region_code: '140000',
    account_name: '山西省财政厅政务数据收入专户',
    bank_name: '演示银行太原分行',
    account_no: '1400 0001 2345',
    document_no: '晋财库〔2026〕8号',
  });
  const courses = ['closed', 'received', 'approved', 'confirmed', 'drawn'] as const;
  for (const [i, upTo] of courses.entries()) {
    m.t.clock.set(`2026-0${i + 1}-10T12:00:00+08:00`);
    await paidOrder(m, product.no);
    m.t.clock.set(`2026-0${i + 2}-03T12:00:00+08:00`);
    statements.set(upTo, await statement(m, `2026-0${i + 1}`, upTo));
  }
  m.t.clock.set('2026-06-10T12:00:00+08:00');
  delivered = await getOrder(m.buyer, (await paidOrder(m, product.no)).id);
  await requestRefund(m.buyer, delivered.id, {
    amount_fen: '30000',
    reason: '部分路段数据缺失',
    refundable_seen_fen: delivered.refundable_fen,
  });
  waiting = await placeOrder(m.buyer, { product_no: product.no });
  baseURL = (await m.t.serve('built')).url;
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await m?.t.close();
});

/** A person at a browser; signed in with a session cookie, because the clock of the test is not the browser's. */
async function as(login: string | null, options: { locale?: string; javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const watched = await openPage(browser, { baseURL, expected: [/40[0-9]|422/], ...options });
  opened.push(watched);
  const { locale } = options;
  if (locale !== undefined)
    await watched.context.addCookies([{ name: 'lng', value: locale.slice(0, 2), url: baseURL }]);
  if (login !== null) {
    const answer = await fetch(`${baseURL}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    const { token } = (await answer.json()) as { token: string };
    await watched.context.addCookies([{ name: 'jinshu_session', value: token, url: baseURL }]);
  }
  return watched.page;
}

const id = (state: string) => statements.get(state)?.id ?? '';

/** Every page of these rooms by who sees it. */
const visits: readonly (readonly [login: string | null, name: string, path: () => string])[] = [
  [null, 'products', () => '/products'],
  [null, 'products-nothing', () => '/products?q=无此产品'],
  [null, 'product', () => `/products/${product.no}`],
  [null, 'transparency', () => '/transparency'],
  ['developer', 'own-products', () => '/w/products'],
  ['developer', 'new-product', () => '/w/products/new'],
  ['developer', 'draft', () => `/w/products/${draft.id}`],
  ['developer', 'listed', () => `/w/products/${product.id}`],
  ['developer', 'sales', () => '/w/orders?side=developer'],
  ['developer', 'statements-developer', () => '/w/statements'],
  ['developer', 'statement-drawn', () => `/w/statements/${id('drawn')}`],
  ['buyer', 'orders', () => '/w/orders'],
  ['buyer', 'new-order', () => `/w/orders/new?product=${product.no}`],
  ['buyer', 'order-waiting', () => `/w/orders/${waiting.id}`],
  ['buyer', 'order-delivered', () => `/w/orders/${delivered.id}`],
  ['province.finance', 'payments', () => '/w/payments'],
  ['province.finance', 'statements-finance', () => '/w/statements'],
  ['province.finance', 'statement-confirmed', () => `/w/statements/${id('confirmed')}`],
  ['province.finance', 'statement-closed', () => `/w/statements/${id('closed')}`],
  ['province.finance', 'remittances', () => '/w/remittances'],
  ['province.finance', 'remittance-received', () => `/w/remittances/${id('received')}`],
  ['province.finance.cashier', 'remittance-approved', () => `/w/remittances/${id('approved')}`],
  ['province.finance.cashier', 'remittances-cashier', () => '/w/remittances'],
];

describe.each(['zh-CN', 'en-GB'])('every page in %s', (locale) => {
  it('has one h1, a title, no missing word and no accessibility fault', async () => {
    const pages = new Map<string | null, Page>();
    for (const [login, name, path] of visits) {
      const page = pages.get(login) ?? (await as(login, { locale }));
      pages.set(login, page);
      const answer = await page.goto(path());
      expect(answer?.status(), `${name} ${path()}`).toBe(200);
      expect(await page.locator('h1').count(), name).toBe(1);
      expect(await page.title(), name).toMatch(/.+ - (晋数|Jinshu)/);
      expect(await page.locator('body').innerText(), name).not.toMatch(/\{\{|undefined|NaN|\[object/);
      expect(await accessibilityFaults(page), name).toEqual([]);
      await screenshot(page, `market-${locale.slice(0, 2)}-${name}`);
    }
  }, 300_000);
});

describe('on paper', () => {
  it('a statement prints its facts and figures, without navigation and forms', async () => {
    const page = await as('province.transport.head');
    await page.goto(`/w/statements/${id('drawn')}`);
    expect(await page.getByLabel('本人密码').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('本人密码').isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: '待办' }).isVisible()).toBe(false);
    expect(await page.getByText('¥333.33').first().isVisible()).toBe(true);
    await screenshot(page, 'market-print-statement');
  });
});

describe('who may not', () => {
  it('meets a page that says so, inside the frame', async () => {
    const stranger = await as('developer2');
    for (const path of [`/w/orders/${waiting.id}`, `/w/statements/${id('drawn')}`, `/w/products/${draft.id}`]) {
      expect((await stranger.goto(path))?.status(), path).toBe(404);
      expect(await stranger.locator('h1').count()).toBe(1);
    }
    expect((await stranger.goto('/w/remittances'))?.status()).toBe(403);
    expect((await stranger.goto(`/products/${draft.no}`))?.status()).toBe(404);
    const passer = await as(null);
    await passer.goto(`/w/orders/${waiting.id}`);
    expect(new URL(passer.url()).pathname).toBe('/login');
  });
});

describe('confirming a receipt', () => {
  it('works by keyboard alone; a refusal keeps what was typed and shows at the top', async () => {
    const page = await as('province.finance');
    await page.goto(`/w/payments?reference=${waiting.reference}`);
    await alive(page);
    const field = (label: string) => page.getByLabel(label, { exact: false }).first();
    await field('到账金额').focus();
    await page.keyboard.type('999.99');
    await page.keyboard.press('Tab');
    await page.keyboard.type('abc-20260001');
    await page.keyboard.press('Tab');
    await page.keyboard.type('大同快运');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('与订单应付金额 ¥1,000.00 不一致').waitFor();
    expect(await field('银行流水号').inputValue()).toBe('abc-20260001');
    expect(await field('到账金额').inputValue()).toBe('999.99');
    // A thousands separator in the wrong place is no amount, and not a hundred thousand.
    await field('到账金额').fill('1,00');
    await page.keyboard.press('Enter');
    // The first refusal names the amount as well: what tells the second from it is that the first is gone.
    await page.getByText('不一致').waitFor({ state: 'detached' });
    await page.getByRole('alert').getByText('到账金额').first().waitFor();
    await field('到账金额').fill('1,000.00');
    await page.keyboard.press('Enter');
    await page.getByText(`已确认到账 ¥1,000.00`).waitFor();
    expect((await getOrder(m.buyer, waiting.id)).payment).toMatchObject({ bank_serial: 'ABC-20260001' });
  });
});

describe('without JavaScript', () => {
  it('a visitor reads the product and its sources, a buyer orders', async () => {
    const page = await as('buyer', { javaScriptEnabled: false });
    await page.goto(`/products/${product.no}`);
    await page.getByText('数据来源：山西省交通运输厅《国省干线车流量》').first().waitFor();
    await page.getByRole('link', { name: /^选择此方案/ }).click();
    await page.getByRole('button', { name: '提交订单' }).click();
    await page.waitForURL(/\/w\/orders\/ord_/);
    await page.getByText('演示银行太原分行').waitFor();
  });

  it('a developer uploads the file of a draft', async () => {
    const page = await as('developer', { javaScriptEnabled: false });
    await page.goto(`/w/products/${draft.id}`);
    await page
      .getByLabel('选择文件')
      .setInputFiles({ name: '指数.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n') });
    await page.getByRole('button', { name: '上传', exact: true }).click();
    await page.getByText('指数.csv').waitFor();
    await page.getByText('已保存。').waitFor();
  });
});

it('shows nobody an error', () => {
  expect(opened.flatMap((watched) => watched.faults)).toEqual([]);
});
