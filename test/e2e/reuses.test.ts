/** Showing what one made of the data, and rating it, through the pages: by keyboard, looked at, shown. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { participantCookie } from '#api/participants/rules/cookie.ts';
import { sessionCookie } from '#api/people/rules/session-cookie.ts';
import { signIn } from '#api/people/service.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { mailbox } from '#test/support/mailbox.ts';
import { png, svg } from '#test/support/pictures.ts';
import { makeWorld } from '#test/support/world.ts';

let t: TestApp;
let server: Listening;
let browser: Browser;
let toll: Published;
let folder: string;

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  const world = await makeWorld(t.app);
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  toll = await publishedDataset(means, { title: '高速公路收费站' });
  await t.drain();
  folder = await mkdtemp(path.join(tmpdir(), 'jinshu-pictures-'));
  await writeFile(path.join(folder, 'app.png'), png(320, 180));
  await writeFile(path.join(folder, 'fake.png'), svg);
  server = await t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await t?.close();
  await rm(folder, { recursive: true, force: true });
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
/** Somebody with a confirmed mailbox. */
const reader = async (email: string, options: { javaScriptEnabled?: boolean } = {}) => {
  const { token } = await mailbox(t, email);
  const seen = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/], ...options });
  await seen.context.addCookies([{ name: participantCookie, value: token, url: server.url }]);
  return seen;
};
const staff = async (login: string) => {
  const { token } = await signIn(t.ctx(), { login, password: demoPassword });
  const seen = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
  await seen.context.addCookies([{ name: sessionCookie, value: token, url: server.url }]);
  return seen;
};
/** What the Tab key leads to from where the focus is, so that nothing is reached by the mouse alone. */
const tabTo = async (page: Page, wanted: Locator) => {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('the keyboard does not lead there');
};

describe('the showcase', () => {
  it('by keyboard: sent with a picture, looked at, shown on the dataset’s page', async () => {
    const { page, context, faults } = await reader('maker@example.cn');
    await page.goto(`/datasets/${toll.entry.code}#reuses`);
    await alive(page);
    await page.getByRole('link', { name: '提交您的案例' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '提交应用案例' }).waitFor();
    expect(await page.getByRole('checkbox', { name: '高速公路收费站' }).isChecked()).toBe(true);
    await page.getByRole('heading', { level: 1 }).click();
    await tabTo(page, page.getByLabel('查找数据集'));
    await page.keyboard.type('没有这样的数据');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到“没有这样的数据”').waitFor();
    // What was ticked stays.
    expect(await page.getByRole('checkbox', { name: '高速公路收费站' }).isChecked()).toBe(true);
    await tabTo(page, page.getByLabel('名称', { exact: true }));
    await page.keyboard.type('收费站助手');
    await tabTo(page, page.getByLabel('类型'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByLabel('说明'));
    await page.keyboard.type('根据收费站车道数推荐通行时段的小程序，每日更新，免费使用。');
    await tabTo(page, page.getByLabel('网址'));
    await page.keyboard.type('http://10.0.0.1/');
    await tabTo(page, page.getByLabel('署名'));
    await page.keyboard.type('某工作室');
    await page.getByLabel('图片').setInputFiles(path.join(folder, 'fake.png'));
    await tabTo(page, page.getByRole('button', { name: '提交审核' }));
    await page.keyboard.press('Enter');
    await page.getByText('图片须为 PNG、JPEG 或 WebP').first().waitFor();
    await clean(page, 'reuse-refused');
    await page.getByLabel('图片').setInputFiles(path.join(folder, 'app.png'));
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('网址须以 https:// 开头').first().waitFor();
    // The picture arrived although the rest was refused.
    await page.getByText('图片已收到').waitFor();
    expect(await page.getByLabel('名称', { exact: true }).inputValue()).toBe('收费站助手');
    await page.getByLabel('网址').fill('https://travel.example.org/');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/\/reuses\/shc_/);
    await page.getByText('已提交，等待审核').waitFor();
    await clean(page, 'reuse-sent');
    await narrow(page, 'reuse-sent');
    const address = new URL(page.url()).pathname;

    const passer = await openPage(browser, { baseURL: server.url, expected: [/404/] });
    expect((await passer.page.goto(address))?.status()).toBe(404);

    const office = await staff('province.information');
    await office.page.goto('/w');
    await alive(office.page);
    await office.page.getByRole('link', { name: '应用案例待审核' }).click();
    await office.page.getByRole('heading', { name: '审核：收费站助手' }).waitFor();
    await clean(office.page, 'reuse-case');
    await office.page.getByLabel('退回修改').check();
    await office.page.getByRole('button', { name: '确定' }).click();
    await office.page.getByText('须说明理由').first().waitFor();
    await office.page.getByLabel('发布', { exact: true }).check();
    await office.page.getByRole('button', { name: '确定' }).click();
    await office.page.getByText('已办理：已发布').waitFor();
    await office.context.close();

    await passer.page.goto(`/datasets/${toll.entry.code}`);
    await passer.page.locator('#reuses').getByRole('link', { name: '收费站助手' }).click();
    const link = passer.page.getByRole('link', { name: '打开：travel.example.org' });
    expect(await link.getAttribute('rel')).toBe('noopener nofollow ugc external');
    const picture = passer.page.getByRole('img', { name: '“收费站助手”的图片' });
    expect(await picture.evaluate((image: HTMLImageElement) => [image.complete, image.naturalWidth])).toEqual([
      true,
      320,
    ]);
    await clean(passer.page, 'reuse');
    await passer.page.goto('/reuses');
    await passer.page.getByRole('link', { name: '收费站助手' }).waitFor();
    await clean(passer.page, 'reuses');
    await narrow(passer.page, 'reuses');
    expect(passer.faults).toEqual([]);
    await passer.context.close();

    await page.goto(address);
    await alive(page);
    await page.getByRole('button', { name: '撤下' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤下' }).click();
    await page.getByText('已撤下。').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is sent without JavaScript as well, datasets found on the way', async () => {
    const { page, context } = await reader('plain@example.cn', { javaScriptEnabled: false });
    await page.goto('/reuses/new');
    await page.getByLabel('名称', { exact: true }).fill('课堂练习');
    await page.getByLabel('查找数据集').fill('收费站');
    await page.getByRole('button', { name: '查找', exact: true }).click();
    expect(await page.getByLabel('名称', { exact: true }).inputValue()).toBe('课堂练习');
    await page.getByRole('checkbox', { name: '高速公路收费站' }).check();
    await page.getByLabel('类型').selectOption('teaching');
    await page.getByLabel('说明').fill('用收费站数据讲解统计图表的一节课，附教案与练习题。');
    await page.getByLabel('网址').fill('https://school.example.org/lesson');
    await page.getByLabel('署名').fill('某中学');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已提交，等待审核').waitFor();
    await context.close();
  });
});

describe('ratings', () => {
  it('by keyboard: stars and a comment, looked at, shown, answered, reported', async () => {
    const { page, context, faults } = await reader('rater@example.cn');
    await page.goto(`/datasets/${toll.entry.code}`);
    await alive(page);
    await page.locator('#ratings').getByRole('link', { name: '我要评价' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '评价：高速公路收费站' }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await tabTo(page, page.getByLabel('5 星：非常好用'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('textbox', { name: /^评论/ }));
    await page.keyboard.type('请联系 13935112345');
    await tabTo(page, page.getByRole('button', { name: '提交评价' }));
    await page.keyboard.press('Enter');
    await page.getByText('含有个人信息').first().waitFor();
    await page.getByRole('textbox', { name: /^评论/ }).fill('字段齐全，希望补充经纬度。');
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('评论待审核后公开').waitFor();
    await page.getByText('评价不足 3 个').waitFor();
    await clean(page, 'rating-sent');
    await narrow(page, 'rating-sent');

    const office = await staff('province.information');
    await office.page.goto('/w/ratings');
    await alive(office.page);
    await clean(office.page, 'ratings-queue');
    await office.page.getByRole('button', { name: '不予公开' }).click();
    await office.page.getByText('须选择理由').first().waitFor();
    await office.page.getByRole('button', { name: '公开', exact: true }).click();
    await office.page.getByText('评论已公开').waitFor();
    await office.page.getByText('没有待审核的评论').waitFor();
    await office.context.close();

    const agency = await staff('province.transport');
    await agency.page.goto(`/datasets/${toll.entry.code}/ratings`);
    await alive(agency.page);
    await agency.page.getByText('不能自行评价').waitFor();
    await agency.page.getByText('公开答复').click();
    await agency.page.getByLabel('答复', { exact: true }).fill('下一版补充经纬度。');
    await agency.page.getByRole('button', { name: '发布答复' }).click();
    await agency.page.getByText('答复已公开').waitFor();
    await agency.context.close();

    const other = await reader('other@example.cn');
    await other.page.goto(`/datasets/${toll.entry.code}`);
    await alive(other.page);
    const section = other.page.locator('#ratings');
    await section.getByText('字段齐全，希望补充经纬度。').waitFor();
    await section.getByText('山西省交通运输厅 答复').waitFor();
    await clean(other.page, 'dataset-opinions');
    await narrow(other.page, 'dataset-opinions');
    await section.getByRole('link', { name: '查看全部评论' }).click();
    await other.page.getByText('举报', { exact: true }).click();
    await other.page.getByLabel('举报理由').selectOption('off_topic');
    await other.page.getByRole('button', { name: '提交举报' }).click();
    await other.page.getByText('已收到举报').waitFor();
    await other.page.getByText('您已举报').waitFor();
    await clean(other.page, 'ratings');
    expect(other.faults).toEqual([]);
    await other.context.close();

    await page.reload();
    await page.getByRole('button', { name: '撤回评价' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤回评价' }).click();
    await page.getByText('评价已撤回').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
