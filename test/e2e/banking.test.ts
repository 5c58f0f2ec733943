/** A statement uploaded without a script, and the queue worked with the keyboard alone. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enterAccount } from '#api/orders/account.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { bankCsv, gb18030 } from '#test/support/bank-files.ts';
import { alive, launchBrowser, openPage } from '#test/support/browser.ts';
import { password } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld } from '#test/support/market.ts';

let m: Market;
let browser: Browser;
let baseURL: string;
let orders: OrderOut[];

beforeAll(async () => {
  m = await marketWorld();
  const product = await listedProduct(m);
  await enterAccount(m.cashier, {
    region_code: '140000',
    account_name: '山西省财政厅政务数据收入专户',
    bank_name: '演示银行太原分行',
    account_no: '1400 0001 2345',
    document_no: '晋财库〔2026〕8号',
  });
  orders = [];
  for (let i = 0; i < 3; i++) orders.push(await placeOrder(m.buyer, { product_no: product.no }));
  baseURL = (await m.t.serve('built')).url;
  browser = await launchBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await m?.t.close();
});

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL(/\/w/);
}

it('uploads and imports without a script, then confirms with j, c and Shift+C', async () => {
  const name = m.world.organization('buyer').name;
  const lines = orders.map((order, i) => {
    return { serial: `2026110200${i}`, day: '2026-11-02', fen: 100_000n, name, memo: `货款${order.reference}` };
  });
  const file = path.join(tmpdir(), `jinshu-statement-${process.pid}.csv`);
  await writeFile(file, gb18030(bankCsv(lines, { opening: 0n })));

  const plain = await openPage(browser, { baseURL, javaScriptEnabled: false });
  await signIn(plain.page, 'province.finance.cashier');
  await plain.page.goto('/w/bank/statements');
  await plain.page.getByLabel('对账单文件').setInputFiles(file);
  await plain.page.getByRole('button', { name: '上传并预览' }).click();
  await plain.page.waitForURL(/\/w\/bank\/statements\/bst_/);
  expect(await plain.page.locator('#preview').innerText()).toContain(name);
  await plain.page.locator('#preview').getByRole('button', { name: '导入', exact: true }).click();
  await plain.page.waitForURL(/done=import/);
  await m.t.drain();
  await plain.page.reload();
  expect(await plain.page.locator('#check').innerText()).toContain('¥3,000.00');

  const keys = await openPage(browser, { baseURL });
  await signIn(keys.page, 'province.finance');
  await keys.page.goto('/w/bank');
  await alive(keys.page);
  await keys.page.keyboard.press('j');
  await keys.page.keyboard.press('c');
  await keys.page.getByText('1 笔已入账。').waitFor();
  await keys.page.keyboard.press('Shift+C');
  await keys.page.getByText('2 笔已入账。').waitFor();
  await keys.page.getByText('没有待确认的匹配').waitFor();
  await m.t.drain();
  for (const order of orders) expect((await getOrder(m.buyer, order.id)).state).toBe('fulfilled');
  expect([...plain.faults, ...keys.faults]).toEqual([]);
}, 120_000);
