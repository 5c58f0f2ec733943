/** Following a dataset by mail and by webhook, and citing a filtered view, through the pages. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let browser: Browser;
let receiver: Server;
let hook = '';
let toll: Published;
const answers: number[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(answers.shift() ?? 204).end());
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const { port } = receiver.address() as AddressInfo;
  hook = `http://127.0.0.1:${port}/hook`;
  [t, browser] = await Promise.all([
    testApp({ time: 'system', env: { OUTBOUND_ALLOW: `127.0.0.1:${port}` } }),
    launchBrowser(),
  ]);
  world = await makeWorld(t.app);
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  const rows = Array.from({ length: 60 }, (_, i) => `站${i},${i % 9},2003-10-01`).join('\n');
  toll = await publishedDataset(means, { title: '高速公路收费站' }, `站名,车道数,开通日期\n${rows}\n`);
  await t.drain();
  server = await t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser?.close();
  receiver?.closeAllConnections();
  receiver?.close();
  await t?.close();
});

const clean = async (page: Page, name: string) => {
  await screenshot(page, name);
  expect(await accessibilityFaults(page), name).toEqual([]);
  expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
};
const narrow = async (page: Page, name: string) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await screenshot(page, `${name}-phone`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 900 });
};
const as = async (login: string) => {
  const opened = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
  await opened.page.goto('/login');
  await opened.page.locator('input[name=login]').fill(login);
  await opened.page.locator('input[type=password]').fill(demoPassword);
  await opened.page.locator('main form button[type=submit]').click();
  await opened.page.waitForURL(/\/w/);
  return opened;
};

describe('following', () => {
  it('by mail: asked for on the dataset’s page, confirmed by the link, changed and ended', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url, expected: [/422/] });
    await page.goto(`/datasets/${toll.entry.code}`);
    expect(await page.locator('head link[rel=alternate][type="application/atom+xml"]').getAttribute('href')).toBe(
      `/feeds/datasets/${toll.entry.code}.atom`,
    );
    await page.getByRole('navigation', { name: '订阅更新' }).getByRole('link', { name: '电子邮件' }).click();
    await page.getByLabel('电子邮箱').fill('nobody');
    await page.getByRole('button', { name: '订阅', exact: true }).click();
    await page.getByText('请填写有效的电子邮箱地址').first().waitFor();
    expect(await page.getByLabel('电子邮箱').inputValue()).toBe('nobody');
    await clean(page, 'subscribe-refused');
    await page.getByLabel('电子邮箱').fill('reader@example.cn');
    await page.getByRole('button', { name: '订阅', exact: true }).click();
    await page.getByText('请查收确认邮件').waitFor();
    await clean(page, 'subscribe-asked');
    await t.drain();

    const operator = await as('province.information');
    await operator.page.goto('/w/mail');
    await operator.page.getByText('请确认订阅').click();
    const link = /\/subscriptions\/sbt_[\w-]+/.exec(await operator.page.locator('pre').innerText())?.[0] ?? '';
    await clean(operator.page, 'mailroom');
    await narrow(operator.page, 'mailroom');
    await operator.context.close();

    await page.goto(link);
    await clean(page, 'subscription-pending');
    await page.getByRole('button', { name: '确认订阅' }).click();
    await page.getByText('订阅已确认').waitFor();
    await page.getByLabel('频率').selectOption('weekly');
    await page.getByRole('button', { name: '调整频率' }).click();
    await page.getByText('频率已调整').waitFor();
    await clean(page, 'subscription-active');
    await narrow(page, 'subscription-active');
    await page.getByRole('button', { name: '退订' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '退订' }).click();
    await page.getByRole('heading', { name: '您的订阅' }).waitFor();
    await page.getByText('您的邮箱地址已清除').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('by webhook: the secret once, a test, a failure with its attempts, a replay', async () => {
    const { page, context, faults } = await as('developer');
    await page.goto('/w/subscriptions');
    await clean(page, 'webhooks-empty');
    await page.getByRole('link', { name: '新建 Webhook' }).click();
    await page.getByLabel('接收地址').fill('http://169.254.169.254/latest');
    await page.getByRole('button', { name: '新建 Webhook' }).click();
    await page.getByText('平台不予访问').first().waitFor();
    await page.getByLabel('接收地址').fill(hook);
    await page.getByRole('button', { name: '新建 Webhook' }).click();
    await page.getByText(/whsec_/).waitFor();
    await clean(page, 'webhook-made');
    await page.getByRole('link', { name: '查看投递记录' }).click();
    answers.push(500);
    await page.getByRole('button', { name: '发送测试消息' }).click();
    await page.getByText('测试消息已发出').waitFor();
    await t.drain();
    await page.reload();
    await page.getByText('接收方未以 2xx 回应').waitFor();
    expect(await page.getByText(/whsec_[A-Za-z0-9+/]{40}/).count()).toBe(0);
    await clean(page, 'webhook-log');
    await narrow(page, 'webhook-log');
    await page.goto('/developers#changes');
    await clean(page, 'developers-changes');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('citing', () => {
  it('a filtered view gets an address that checks itself, and stays after withdrawal', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url, expected: [/410/] });
    await page.goto(`/datasets/${toll.entry.code}?filter=${encodeURIComponent('车道数:gte:5')}#cite`);
    await page.getByRole('button', { name: '引用当前筛选视图' }).click();
    await page.waitForURL(/\/cite\/cit_/);
    await page.getByRole('button', { name: '核验结果是否一致' }).click();
    await page.getByText('核验一致').waitFor();
    await clean(page, 'citation');
    await narrow(page, 'citation');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载 RIS' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.ris$/);
    await page.goto(`${page.url()}?lng=en`);
    await page.getByRole('heading', { name: 'A cited query' }).waitFor();
    await clean(page, 'citation-en');
    const steward = world.ctx('province.transport');
    const now = await showEntry(steward, toll.entry.id);
    await withdrawEntry(steward, toll.entry.id, { revision: now.revision, reason: '停止更新' });
    expect((await page.goto(page.url()))?.status()).toBe(410);
    await clean(page, 'citation-withdrawn');
    expect(faults).toEqual([]);
    await context.close();
  });
});
