/** A steward compiles, uploads and treats; the information department returns and publishes: by the pages, on the built application. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Runner, startJobs } from '#api/jobs.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { makeWorld } from '#test/support/world.ts';

let t: TestApp;
let server: Listening;
let browser: Browser;
let runner: Runner;

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  await makeWorld(t.app);
  server = await t.serve('built');
  runner = await startJobs(t.app, t.database.url);
});
afterAll(async () => {
  await browser.close();
  await runner.stop();
  await t.close();
});

async function as(login: string, options: Parameters<typeof openPage>[1] = { baseURL: server.url }) {
  const opened = await openPage(browser, options);
  await opened.page.goto('/login');
  await opened.page.locator('input[name=login]').fill(login);
  await opened.page.locator('input[type=password]').fill(demoPassword);
  await opened.page.locator('main form button[type=submit]').click();
  await opened.page.waitForURL(/\/w/);
  return opened;
}

const people = '站名,站长手机,车道数\n太原北,13800138000,12\n忻州,13912345678,8\n大同南,15012345678,10\n';
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const clean = async (page: Page, name: string) => {
  await screenshot(page, name);
  expect(await accessibilityFaults(page), name).toEqual([]);
  expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
};

describe('an entry from draft to the public', () => {
  it('by two people, with a treatment and a return on the way', async () => {
    const expected = [/40[09]|422/];
    const steward = await as('province.transport', { baseURL: server.url, expected });
    const { page } = steward;
    await page.goto('/w/entries');
    await clean(page, 'entries-empty');
    await page.getByRole('link', { name: '新建条目' }).click();
    await page.getByLabel('信息资源分类').selectOption('301001');
    await page.getByLabel('信息资源名称').fill('高速公路收费站');
    await clean(page, 'entries-new');
    await page.getByRole('button', { name: '建立草稿' }).click();
    await page.waitForURL(/\/w\/entries\/ent_/);
    const entryUrl = new URL(page.url()).pathname;
    await clean(page, 'entry-draft');

    // The file first: its columns become the items.
    await page.getByRole('link', { name: '数据文件' }).click();
    await page.getByLabel('数据文件', { exact: true }).setInputFiles(file('../收费站.csv', people));
    await page.getByRole('button', { name: '上传', exact: true }).click();
    await page.getByRole('heading', { name: '第 1 版', exact: true }).waitFor();
    await page.getByText('待处理个人信息').first().waitFor({ timeout: 30_000 });
    await clean(page, 'entry-data-held');
    expect(await page.content()).not.toContain('13800138000');
    await page
      .getByRole('group', { name: /站长手机/ })
      .getByLabel('删除该列')
      .check();
    await page.getByRole('button', { name: '按选择处理并复查' }).click();
    await page.getByText('个人信息已处理，复查通过').waitFor({ timeout: 30_000 });
    await clean(page, 'entry-data-ready');
    // The same bytes again are refused by name, and the page says which version has them.
    await page.getByLabel('数据文件', { exact: true }).setInputFiles(file('again.csv', people));
    await page.getByRole('button', { name: '上传', exact: true }).click();
    await page.getByRole('alert').getByText('与第 1 版完全相同').waitFor();

    await page.goto(entryUrl);
    await page.getByRole('button', { name: '从最新数据文件带入信息项' }).click();
    await page.getByText('已从数据文件带入信息项').waitFor();
    expect(await page.getByLabel('第 1 行 字段名').inputValue()).toBe('站名');
    expect(await page.getByLabel('第 2 行 数据类型').inputValue()).toBe('I');

    // Too early: everything missing is said at once, and what was typed stays.
    await page.getByLabel('信息资源摘要').fill('全省高速公路收费站的名称和车道数。');
    await page.getByRole('radio', { name: '有条件共享', exact: true }).check();
    await page.getByRole('button', { name: '提交审核' }).click();
    const summary = page.getByRole('alert');
    await summary.getByText('有条件共享和不予共享的数据应当说明理由').waitFor();
    expect(await summary.getByRole('listitem').count()).toBeGreaterThan(8);
    expect(await page.getByLabel('信息资源摘要').inputValue()).toContain('全省高速公路');
    await clean(page, 'entry-refused');

    await page.getByRole('radio', { name: '无条件共享', exact: true }).check();
    await page.getByLabel('关键词').fill('收费站，高速公路');
    await page.getByLabel('主题', { exact: true }).selectOption('public_services');
    await page.getByLabel('格式类别', { exact: true }).selectOption('2');
    await page.getByLabel('具体格式', { exact: true }).fill('csv');
    await page.getByLabel('更新周期', { exact: true }).selectOption('monthly');
    await page.getByLabel('共享方式', { exact: true }).selectOption('file');
    await page.getByLabel('使用条件', { exact: true }).fill('无');
    await page.getByRole('radio', { name: '无条件开放', exact: true }).check();
    for (const check of ['已核查不危害国家安全', '已核查不泄露商业秘密', '已核查不泄露个人隐私'])
      await page.getByLabel(check).check();
    await page.getByLabel('开放许可', { exact: true }).selectOption('attribution');
    await page.getByRole('radio', { name: '不涉及国家秘密、工作秘密', exact: true }).check();
    await page.getByLabel('数据分级', { exact: true }).selectOption('general_1');
    await page.getByLabel('存储位置', { exact: true }).selectOption('provincial_cloud');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已提交，由山西省行政审批服务管理局审核').waitFor();
    await clean(page, 'entry-submitted');

    const reviewer = await as('province.information', { baseURL: server.url, expected });
    await reviewer.page.goto('/w/reviews');
    await clean(reviewer.page, 'reviews');
    await reviewer.page.getByRole('link', { name: '高速公路收费站' }).click();
    await reviewer.page.getByRole('heading', { name: '审核：高速公路收费站' }).waitFor();
    await clean(reviewer.page, 'review-case');
    await reviewer.page.getByRole('button', { name: '退回补正' }).click();
    await reviewer.page.getByRole('alert').getByText('退回时须写明意见').first().waitFor();
    await reviewer.page.getByLabel('总体意见').fill('请在摘要中写明数据截止时间。');
    await reviewer.page.getByRole('button', { name: '退回补正' }).click();
    await reviewer.page.getByText('已办结“高速公路收费站”：退回补正').waitFor();

    await page.reload();
    await page.getByText('请在摘要中写明数据截止时间。').waitFor();
    await clean(page, 'entry-returned');
    await page.getByLabel('信息资源摘要').fill('全省高速公路收费站的名称和车道数，截至 2026 年 10 月。');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已提交，由').waitFor();

    await reviewer.page.goto('/w/reviews');
    await reviewer.page.getByRole('link', { name: '高速公路收费站' }).click();
    await reviewer.page.getByText('第 1 版将随条目一同发布').waitFor();
    await reviewer.page.getByRole('button', { name: '同意发布' }).click();
    await reviewer.page.getByRole('dialog').getByRole('button', { name: '同意发布' }).click();
    await reviewer.page.getByText('已办结“高速公路收费站”：同意发布').waitFor();

    await page.goto(`${entryUrl}/history`);
    await page.getByText('审核第').first().waitFor();
    await clean(page, 'entry-history');
    await page.goto(`${entryUrl}/data`);
    await page.getByText('已发布').first().waitFor();
    const code = await page.locator('.page-header .meta .num').textContent();
    const rows = await page.request.get(`/api/v1/datasets/${code}/versions/latest/rows`);
    expect(await rows.json()).toMatchObject({ total: 3, columns: [{ name: '站名' }, { name: '车道数' }] });
    expect(steward.faults).toEqual([]);
    expect(reviewer.faults).toEqual([]);
    await steward.context.close();
    await reviewer.context.close();
  });

  it('two stewards: the second is told who saved, and keeps what was typed', async () => {
    const one = await as('province.ecology');
    await one.page.goto('/w/entries/new');
    await one.page.getByLabel('信息资源分类').selectOption('302001');
    await one.page.getByLabel('信息资源名称').fill('地表水断面水质');
    await one.page.getByRole('button', { name: '建立草稿' }).click();
    await one.page.waitForURL(/\/w\/entries\/ent_/);
    const two = await as('province.ecology', { baseURL: server.url, expected: [/409/] });
    await two.page.goto(one.page.url());
    await one.page.getByLabel('信息资源摘要').fill('甲的摘要');
    await one.page.getByRole('button', { name: '保存草稿' }).last().click();
    await one.page.getByText('已保存为第 2 次修订').waitFor();
    await two.page.getByLabel('信息资源摘要').fill('乙的摘要');
    await two.page.getByRole('button', { name: '保存草稿' }).last().click();
    await two.page
      .getByRole('alert')
      .getByText(/贺文已于 .* 保存了新的修改/)
      .waitFor();
    expect(await two.page.getByLabel('信息资源摘要').inputValue()).toBe('乙的摘要');
    await clean(two.page, 'entry-conflict');
    // Having read it, the second saves over it knowingly.
    await two.page.getByRole('button', { name: '保存草稿' }).last().click();
    await two.page.getByText('已保存为第 3 次修订').waitFor();
    expect([...one.faults, ...two.faults]).toEqual([]);
    await one.context.close();
    await two.context.close();
  });

  it('in English, and without JavaScript: rows, upload and submission still work', async () => {
    const plain = await as('province.transport', { baseURL: server.url, javaScriptEnabled: false, expected: [/422/] });
    const { page } = plain;
    await page.goto('/w/entries/new?lng=en');
    await page.getByLabel('Classification').selectOption('301002');
    await page.getByLabel('Title').fill('Service areas');
    await page.getByRole('button', { name: 'Start the draft' }).click();
    await page.waitForURL(/\/w\/entries\/ent_/);
    await page.goto(`${page.url()}?lng=en`);
    expect(await page.getByLabel('Row 1: Name', { exact: true }).count()).toBe(1);
    await page.getByLabel('Row 1: Name', { exact: true }).fill('name');
    await page.getByRole('button', { name: 'Add a row' }).click();
    await page.waitForURL(/rows=3/);
    expect(await page.getByLabel('Row 1: Name', { exact: true }).inputValue()).toBe('name');
    expect(await page.getByLabel('Row 4: Name', { exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Submit for review' }).click();
    await page.getByRole('alert').getByText('compilation requirements').waitFor();
    await page.getByRole('link', { name: 'Data', exact: true }).last().click();
    await page.getByLabel('File', { exact: true }).setInputFiles(file('areas.csv', 'name,lots\nPingyao,120\n'));
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('heading', { name: 'Version 1', exact: true }).waitFor();
    await expect
      .poll(
        async () => {
          await page.reload();
          return page
            .getByText('Nothing has to be treated', { exact: false })
            .or(page.getByText('nothing has to be treated'))
            .count();
        },
        { timeout: 30_000, interval: 1000 },
      )
      .toBeGreaterThan(0);
    expect(plain.faults).toEqual([]);
    await plain.context.close();
  });

  it('belongs to its agency: others see no trace of it', async () => {
    const other = await as('developer', { baseURL: server.url, expected: [/40[34]/] });
    const [row] = await t.database.query<{ id: string }>('SELECT id FROM entry LIMIT 1');
    expect((await other.page.goto(`/w/entries/${row?.id}`))?.status()).toBe(404);
    expect((await other.page.goto(`/w/reviews/${row?.id}`))?.status()).toBe(404);
    expect((await other.page.goto('/w/entries'))?.status()).toBe(403);
    expect(other.faults).toEqual([]);
    await other.context.close();
  });
});
