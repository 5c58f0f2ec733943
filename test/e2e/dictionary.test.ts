/** A steward works through a dictionary by keyboard, tries a rule, keeps it, accepts changed columns; the public reads it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { type Published, publishedDataset, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let browser: Browser;
let toll: Published;

const csv =
  '站名,类型,车道数,开通日期\n太原北,主线,12,2003-10-01\n忻州,匝道,8,2005-06-01\n大同南,主线,10,2008-07-15\n运城,匝道,9,2010-01-01\n';

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  world = await makeWorld(t.app);
  const [steward, reviewer] = [world.ctx('province.transport'), world.ctx('province.information')];
  toll = await publishedDataset({ steward, reviewer, drain: () => t.drain() }, {}, csv);
  await t.drain();
  server = await t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await t?.close();
});

async function signIn(page: Page) {
  await page.goto('/login');
  await alive(page);
  await page.getByLabel('登录名').fill('province.transport');
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/w');
}

describe('the dictionary', () => {
  it('is completed, its rules tried and kept, by keyboard', async () => {
    const { page, faults, context } = await openPage(browser, { baseURL: server.url });
    await signIn(page);
    await page.goto(`/w/entries/${toll.entry.id}`);
    await alive(page);
    await page.getByRole('navigation', { name: '条目的组成' }).getByRole('link', { name: '数据字典' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('4 列尚未确认').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'dictionary');

    // From the name of a column the tab key goes through what is said of it to the box that confirms it.
    await page.getByLabel('“车道数”的中文名称').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('收费车道数');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Toll lanes');
    const confirm = page.getByLabel('确认“车道数”');
    for (let presses = 0; presses < 8; presses++) {
      if (await confirm.evaluate((box) => box === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText('3 列尚未确认').waitFor();

    await page.getByRole('link', { name: '“车道数”的规则与代码' }).focus();
    await page.keyboard.press('Enter');
    const range = page.getByRole('group', { name: '在上下限之内' });
    await range.getByRole('combobox').selectOption('block');
    await range.getByLabel('上限（含）').fill('11');
    await page.getByRole('button', { name: '试算：有多少行不符合' }).focus();
    await page.keyboard.press('Enter');
    const tried = page.getByRole('status').filter({ hasText: '试算的结果' });
    await tried.getByText('1 行不符合').waitFor();
    await tried.getByText('第 1 行').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'dictionary-rules');
    await range.getByLabel('上限（含）').fill('30');
    await page.getByRole('button', { name: '保存规则与代码' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('数据字典已保存').waitFor();
    await t.drain();

    await page.getByRole('button', { name: '确认全部建议' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '确认全部建议' }).press('Enter');
    await page.getByText('全部列已确认').waitFor();

    await page.getByRole('navigation', { name: '条目的组成' }).getByRole('link', { name: '质量报告' }).press('Enter');
    await page.getByText('全部规则均符合').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'quality-report');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps what was typed when a rule is refused', async () => {
    const { page, context } = await openPage(browser, {
      baseURL: server.url,
      expected: [/status of 422/, /status of 400/],
    });
    await signIn(page);
    await page.goto(`/w/entries/${toll.entry.id}/dictionary?column=${encodeURIComponent('站名')}`);
    await alive(page);
    const pattern = page.getByRole('group', { name: '整格符合格式' });
    await pattern.getByRole('combobox').selectOption('warn');
    await pattern.getByLabel('正则表达式（RE2）').fill('(太原');
    await page.getByRole('button', { name: '保存规则与代码' }).click();
    await page.getByText(/不是可用的正则表达式/).waitFor();
    expect(await pattern.getByLabel('正则表达式（RE2）').inputValue()).toBe('(太原');
    await context.close();
  });

  it('tells what changed columns break, and publishes once that is accepted', async () => {
    const version = await upload(world.ctx('province.transport'), toll.entry.id, csv.replace('类型', '站型'), '新.csv');
    await t.drain();
    const { page, faults, context } = await openPage(browser, { baseURL: server.url, expected: [/status of 409/] });
    await signIn(page);
    await page.goto(`/w/entries/${toll.entry.id}/data?version=${version.id}`);
    await alive(page);
    await page.getByRole('heading', { name: '列有变化，须先确认' }).waitFor();
    await page.getByText('类型 → 站型').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'drift');
    await page
      .getByRole('button', { name: /发布第 2 版/ })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /发布第 2 版/ })
      .click();
    await page.getByRole('alert').filter({ hasText: '须先由目录编制人员确认' }).waitFor();
    await page.getByLabel('为什么改变').fill('统一列名');
    await page.getByRole('button', { name: '确认列的变化' }).first().press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '确认列的变化' }).press('Enter');
    await page.getByText('统一列名').waitFor();
    await page
      .getByRole('button', { name: /发布第 2 版/ })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /发布第 2 版/ })
      .click();
    // The heading stood there before: until the publication is in, neither its jobs nor the end of this browser may come.
    const state = async () => (await t.app.db.version.findUniqueOrThrow({ where: { id: version.id } })).state;
    await expect.poll(state, { timeout: 30_000 }).toBe('published');
    await page.getByRole('heading', { name: '列有变化，已确认' }).waitFor();
    await t.drain();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is public: labels, meanings and what the checks found, also in English on a phone', async () => {
    const { page, faults, context } = await openPage(browser, {
      baseURL: server.url,
      viewport: { width: 390, height: 844 },
    });
    await context.addCookies([{ name: 'lng', value: 'en', url: server.url }]);
    await page.goto(`/datasets/${toll.entry.code}`);
    await alive(page);
    await page.getByText('Toll lanes').first().waitFor();
    await page.getByRole('link', { name: 'The whole quality report of version 2' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: /Quality report of version 2/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'quality-public');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
