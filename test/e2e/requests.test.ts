/**
 * A citizen confirms a mail address, asks for data and is answered; another votes; the department assigns, the agency
 * answers; an error is reported and corrected. The citizen's part by keyboard alone.
 */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let browser: Browser;
let toll: Published;

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  world = await makeWorld(t.app);
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  toll = await publishedDataset(means, { title: '高速公路收费站' });
  await t.drain();
  server = await t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser?.close();
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
const mail = async (to: string) => {
  await t.drain();
  return (await t.app.ports.mail.kept()).find((one) => one.to === to);
};
/** Its script has taken over and what it asked for has come. */
async function settled(page: Page): Promise<void> {
  await alive(page);
  await page.waitForLoadState('networkidle');
}

/** Tab by tab until the element has the focus. */
async function tabTo(page: Page, target: Locator) {
  await target.waitFor();
  for (let i = 0; i < 120; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}
const type = async (page: Page, label: string | RegExp, text: string) => {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.insertText(text);
};
const press = async (page: Page, target: Locator) => {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const as = async (login: string) => {
  const opened = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
  await opened.page.goto('/login');
  await settled(opened.page);
  await opened.page.locator('input[name=login]').fill(login);
  await opened.page.locator('input[type=password]').fill(demoPassword);
  await opened.page.locator('main form button[type=submit]').click();
  await opened.page.waitForURL(/\/w/);
  return opened;
};

describe('a data request', () => {
  let address = '';

  it('is filed by keyboard after a mail address was confirmed', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
    await page.goto(`/datasets?q=${encodeURIComponent('公交站点')}`);
    await settled(page);
    await press(page, page.getByRole('link', { name: '提出数据需求' }));
    await page.waitForURL(/\/requests\/new/);
    await clean(page, 'requests-new-needs');
    await press(page, page.getByRole('link', { name: '确认邮箱' }));
    await page.waitForURL(/\/taking-part\?/);
    await settled(page);
    await type(page, /电子邮箱/, 'nobody');
    await page.keyboard.press('Enter');
    await page.getByText('请填写有效的电子邮箱地址').first().waitFor();
    expect(await page.getByLabel(/电子邮箱/).inputValue()).toBe('nobody');
    await page.getByLabel(/电子邮箱/).fill('citizen@example.cn');
    await clean(page, 'taking-part');
    await press(page, button(page, '发送验证码'));
    await page.waitForURL(/\/taking-part\/code/);
    const code = /\b\d{6}\b/.exec((await mail('citizen@example.cn'))?.subject ?? '')?.[0] ?? '';
    await settled(page);
    await type(page, '验证码', code === '000000' ? '000001' : '000000');
    await page.keyboard.press('Enter');
    await page
      .getByText(/还可以再试 4 次/)
      .first()
      .waitFor();
    await clean(page, 'taking-part-code');
    await narrow(page, 'taking-part-code');
    await page.getByLabel('验证码').fill(code);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/requests\/new\?q=/);
    expect((await context.cookies()).find((one) => one.name === 'participant')).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
    });
    await settled(page);
    expect(await page.getByLabel(/需要什么数据/).inputValue()).toBe('公交站点');
    await page.getByLabel(/需要什么数据/).fill('全省高速公路收费站实时车流');
    await type(page, /用来做什么/, '请打 13800138000 联系');
    await tabTo(page, page.getByLabel(/主题/));
    await page.getByLabel(/主题/).selectOption('public_services');
    await press(page, button(page, '下一步'));
    await page.getByText('这些是不是您需要的').waitFor();
    await clean(page, 'requests-similar');
    await narrow(page, 'requests-similar');
    await press(page, button(page, '以上都不是，仍然提交'));
    await page
      .getByText(/含有个人信息：手机号码/)
      .first()
      .waitFor();
    await page.getByLabel(/用来做什么/).fill('研究节假日拥堵');
    await page.getByLabel(/可能掌握数据的单位/).selectOption(world.organization('province.transport').uscc);
    await press(page, button(page, '以上都不是，仍然提交'));
    await page.waitForURL(/\/requests\/dem_/);
    await page.getByText('需求已提交').waitFor();
    address = new URL(page.url()).pathname;
    await clean(page, 'request-filed');
    await narrow(page, 'request-filed');
    expect((await mail('citizen@example.cn'))?.subject).toContain('数据需求已提出');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is voted for by somebody else, by the link of the mail and by keyboard', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
    await page.goto(address);
    await settled(page);
    await press(page, page.getByRole('link', { name: '支持', exact: true }));
    await page.waitForURL(/\/taking-part\?/);
    await settled(page);
    await type(page, /电子邮箱/, 'voter@example.cn');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/taking-part\/code/);
    const link = /\/taking-part\/ptl_[\w.-]+/.exec((await mail('voter@example.cn'))?.text ?? '')?.[0] ?? '';
    await page.goto(link);
    await settled(page);
    await clean(page, 'taking-part-link');
    await press(page, button(page, '确认'));
    await page.waitForURL(new RegExp(address));
    await settled(page);
    await press(page, button(page, '支持'));
    await page.getByText('您已支持').waitFor();
    await page.getByText('2 人支持').waitFor();
    await page.goto('/requests');
    await page.getByText('2 人支持').waitFor();
    await clean(page, 'requests');
    await narrow(page, 'requests');
    await page.goto('/requests?lng=en');
    await page.getByText('2 votes').waitFor();
    await clean(page, 'requests-en');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is assigned by the department, answered by the agency, and both citizens are told', async () => {
    const department = await as('province.information');
    await department.page.getByRole('link', { name: '数据需求待受理' }).click();
    await department.page.waitForURL(/\/w\/requests\/dem_/);
    await clean(department.page, 'request-desk-department');
    await narrow(department.page, 'request-desk-department');
    await department.page.locator('#do-assign').getByRole('button', { name: '受理并转交承办单位' }).click();
    await department.page.getByText('已办理。').waitFor();
    await department.page.goto('/w/demand');
    await department.page.getByRole('heading', { name: '支持最多的数据需求' }).waitFor();
    await clean(department.page, 'demand');
    expect(department.faults).toEqual([]);
    await department.context.close();

    const agency = await as('province.transport');
    await agency.page.getByRole('link', { name: '数据需求待答复' }).click();
    await agency.page.waitForURL(/\/w\/requests\/dem_/);
    const answer = agency.page.locator('#do-answer');
    await answer.getByLabel('不予开放', { exact: true }).check();
    await answer.getByLabel(/答复内容或理由/).fill('实时车流涉及公共安全');
    await answer.getByRole('button', { name: '答复', exact: true }).click();
    await agency.page.getByText('不予开放须写明依据').first().waitFor();
    expect(await answer.getByLabel(/答复内容或理由/).inputValue()).toBe('实时车流涉及公共安全');
    await clean(agency.page, 'request-desk-agency');
    await narrow(agency.page, 'request-desk-agency');
    await answer.getByLabel('已开放', { exact: true }).check();
    await answer.getByLabel(/答复内容或理由/).fill('收费站信息已经开放。');
    await answer.getByLabel(/信息资源代码/).fill(toll.entry.code);
    await answer.getByRole('button', { name: '答复', exact: true }).click();
    await agency.page.getByText('已办理。').waitFor();
    await agency.page.goto('/w/requests');
    await clean(agency.page, 'request-desks');
    expect(agency.faults).toEqual([]);
    await agency.context.close();

    for (const to of ['citizen@example.cn', 'voter@example.cn'])
      expect((await mail(to))?.text, to).toContain('收费站信息已经开放');
    const { page, context, faults } = await openPage(browser, { baseURL: server.url });
    await page.goto(address);
    await page.getByRole('link', { name: '高速公路收费站' }).waitFor();
    await clean(page, 'request-opened');
    await narrow(page, 'request-opened');
    await page.goto(`/datasets/${toll.entry.code}`);
    await page.getByRole('heading', { name: '本数据集回应的需求' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a correction', () => {
  it('is reported on the dataset’s page, checked by the agency, and shown to everybody', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
    await page.goto(`/datasets/${toll.entry.code}`);
    await page.getByRole('link', { name: '报告错误' }).click();
    await page.getByRole('link', { name: '确认邮箱' }).click();
    await page.getByLabel(/电子邮箱/).fill('reader@example.cn');
    await button(page, '发送验证码').click();
    await page.waitForURL(/\/taking-part\/code/);
    await page.getByLabel('验证码').fill(/\b\d{6}\b/.exec((await mail('reader@example.cn'))?.subject ?? '')?.[0] ?? '');
    await button(page, '确认').click();
    await page.waitForURL(/\/corrections\/new/);
    await page.getByLabel(/^列/).fill('车道数');
    await page.getByLabel(/哪一行/).fill('站名为忻州的行');
    await page.getByLabel(/现在怎样/).fill('写成 8');
    await page.getByLabel(/应当怎样/).fill('应为 12');
    await page.getByLabel(/依据网址/).fill('not an address');
    await button(page, '提交').click();
    await page.getByText('请填写完整网址').first().waitFor();
    await clean(page, 'correction-new');
    await narrow(page, 'correction-new');
    await page.getByLabel(/依据网址/).fill('https://example.cn/xinzhou');
    await button(page, '提交').click();
    await page.waitForURL(/\/corrections\/cor_/);
    await page.getByText(/提供单位应在/).waitFor();
    await clean(page, 'correction');
    const address = new URL(page.url()).pathname;

    const agency = await as('province.transport');
    await agency.page.getByRole('link', { name: '校核待核实' }).click();
    await agency.page.waitForURL(/\/w\/corrections\/cor_/);
    await clean(agency.page, 'correction-desk');
    await agency.page
      .locator('#do-correct')
      .getByLabel(/更正说明/)
      .fill('已在第 1 版更正。');
    await agency.page
      .locator('#do-correct')
      .getByLabel(/新版本号/)
      .fill('1');
    await agency.page.locator('#do-correct').getByRole('button', { name: '已更正' }).click();
    await agency.page.getByText('已办理。').waitFor();
    await agency.page.goto('/w/corrections');
    await clean(agency.page, 'correction-desks');
    await narrow(agency.page, 'correction-desks');
    expect(agency.faults).toEqual([]);
    await agency.context.close();

    expect((await mail('reader@example.cn'))?.subject).toContain('已更正');
    await page.goto(`${address}?lng=en`);
    await page.getByText('Corrected').first().waitFor();
    await clean(page, 'correction-en');
    await page.goto('/taking-part?lng=en');
    await page.getByRole('heading', { name: 'Answers to you' }).waitFor();
    await clean(page, 'taking-part-mine');
    await narrow(page, 'taking-part-mine');
    await page.getByRole('button', { name: 'Withdraw the address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw the address' }).click();
    await page.getByText('Your address was wiped').waitFor();
    await clean(page, 'taking-part-forgotten');
    expect((await context.cookies()).find((one) => one.name === 'participant')).toBeUndefined();
    await page.goto(`${address}?lng=en`);
    await page.getByText('someone whose address was withdrawn').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
