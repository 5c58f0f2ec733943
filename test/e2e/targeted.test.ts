/** Targeted opening through the pages: applied for, looked into, granted, taken by code, traced; a stranger finds nothing. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { participantCookie } from '#api/participants/rules/cookie.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import * as make from '#test/support/targeted.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let browser: Browser;
const email = 'zhang@example.cn';

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp(), launchBrowser()]);
  world = await makeWorld(t.app);
  await make.hiddenParcels(t, world.ctx('province.transport'));
  server = await t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await t?.close();
});

const behind = async (token: string | null, lng: 'zh' | 'en' = 'zh') => {
  const opened = await openPage(browser, { baseURL: server.url, expected: [/4\d\d/] });
  await opened.context.addCookies([{ name: 'lng', value: lng, url: server.url }]);
  if (token !== null) await opened.context.addCookies([{ name: participantCookie, value: token, url: server.url }]);
  return opened;
};
const staff = async (login: string) => {
  const opened = await behind(null);
  await opened.page.goto('/login');
  await opened.page.locator('input[name=login]').fill(login);
  await opened.page.locator('input[type=password]').fill(demoPassword);
  await opened.page.locator('main form button[type=submit]').click();
  await opened.page.waitForURL(/\/w/);
  return opened;
};
/** Axe, one heading, and no sideways scroll on a phone. */
const clean = async (page: Page, name: string) => {
  await screenshot(page, name);
  expect(await accessibilityFaults(page), name).toEqual([]);
  expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await screenshot(page, `${name}-phone`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 900 });
};
/** Chinese that is no data: outside of what is marked as Chinese. */
const chinese = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (
        /\p{Script=Han}/u.test(node.textContent ?? '') &&
        node.parentElement?.closest('script, style, textarea, option, .say, [lang|="zh"]') === null
      )
        found.push(node.textContent ?? '');
    return found;
  });

describe('an interested party', () => {
  let token = '';
  let other = '';
  let id = '';
  let csv: Buffer;
  beforeAll(async () => {
    token = (await make.applicant(t, email)).token;
    other = (await make.applicant(t, 'li@example.cn')).token;
  });

  it('is told how it goes, and asked for a mailbox', async () => {
    const { page, context, faults } = await behind(null);
    await page.goto('/');
    await page.getByRole('link', { name: '申请定向开放' }).click();
    await page.getByRole('heading', { level: 1, name: '定向开放' }).waitFor();
    await page.getByText('20 个工作日内答复').waitFor();
    await clean(page, 'targeted-stranger');
    await page.goto('/targeted/new');
    await page.waitForURL(/\/taking-part\?next=/);
    await page.goto('/targeted/tgt_00000000000000000000000000');
    await page.waitForURL(/\/taking-part\?next=/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('applies, proves and files; a wrong digit keeps what was typed', async () => {
    const { page, context, faults } = await behind(token);
    await page.goto('/targeted');
    await page.getByRole('link', { name: '提出申请' }).first().click();
    await page.getByRole('button', { name: '检索' }).last().waitFor();
    await clean(page, 'targeted-new');
    await page.getByLabel('数据说明').fill('宗地登记结果');
    await page.getByLabel('掌握数据的机构').selectOption(world.organization('province.transport').uscc);
    await page.getByLabel('利益关系类型').selectOption('property');
    await page.getByLabel('用途').fill('核对补偿面积');
    await page.getByLabel('利益关系说明').fill('本人是权利人');
    await page.getByLabel('所需记录范围').fill('本人林地');
    await page.getByLabel('姓名或者名称').fill('张三丰');
    const right = make.citizen(11);
    await page.getByLabel('公民身份号码').fill(`${right.slice(0, 17)}${right.endsWith('1') ? '2' : '1'}`);
    await page.getByRole('button', { name: '保存并添加证明材料' }).click();
    await page.getByText('校验码不符').first().waitFor();
    expect(await page.getByLabel('姓名或者名称').inputValue()).toBe('张三丰');
    await page.getByLabel('公民身份号码').fill(right);
    await page.getByRole('button', { name: '保存并添加证明材料' }).click();
    await page.waitForURL(/\/targeted\/tgt_/);
    id = /tgt_[0-9a-v]+/.exec(page.url())?.[0] ?? '';
    expect(await page.content()).not.toContain(right);
    await page
      .getByLabel('文件（PDF')
      .setInputFiles({ name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no') });
    await page.getByRole('button', { name: '添加证明材料' }).click();
    await page.getByText('证明材料应为 PDF').first().waitFor();
    await page
      .getByLabel('文件（PDF')
      .setInputFiles({ name: '证书.pdf', mimeType: 'application/pdf', buffer: make.pdf });
    await page.getByRole('button', { name: '添加证明材料' }).click();
    await page.getByRole('cell', { name: '证书.pdf' }).waitFor();
    await clean(page, 'targeted-draft');
    await page.getByLabel('本人承诺').check();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提交申请' }).click();
    await page.getByText('已提交，待核验身份').first().waitFor();
    await clean(page, 'targeted-filed');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is handled by the steward, who looks for a reason and grants the rows', async () => {
    const { page, context, faults } = await staff('province.transport');
    await page.getByRole('link', { name: '定向开放申请待办理' }).click();
    await page.getByRole('heading', { level: 1, name: /申请 DX-/ }).waitFor();
    expect(await page.content()).not.toContain('张三丰');
    await page.getByLabel('查看理由', { exact: true }).selectOption('verify_identity');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText('张三丰').waitFor();
    await clean(page, 'targeted-looked');
    const [proof] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /打开证明材料 1/ }).click(),
    ]);
    expect(proof.suggestedFilename()).toMatch(/^DX-\d{4}-\d+-1\.pdf$/);
    await page.getByRole('button', { name: '身份核验通过' }).click();
    await page.getByText('身份已核验，审查中').first().waitFor();
    const version = page.getByLabel('从哪个数据版本开放');
    await version.selectOption({ index: 1 });
    await page.getByRole('button', { name: '选择', exact: true }).click();
    await page.getByLabel('列（条件 1）').selectOption('用途');
    await page.getByLabel('值（条件 1）').fill('林地');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText('符合条件的记录 66 条').waitFor();
    await page.getByLabel('使用期至').fill('2026-12-31');
    for (const name of ['国家安全', '商业秘密', '个人隐私'])
      await page.getByLabel(`已核查不${name === '国家安全' ? '危害' : '泄露'}${name}`).check();
    await page.getByLabel('不涉及第三方权益').check();
    await page.getByLabel('决定理由').fill('系权利人');
    await clean(page, 'targeted-grant');
    await page.getByRole('button', { name: '同意开放' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '同意开放' }).click();
    await page.getByText('同意开放，可领取').first().waitFor();
    await page.goto('/w/targeted');
    await clean(page, 'targeted-desk');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes the file by the code of the mail', async () => {
    const { page, context, faults } = await behind(token);
    await page.goto(`/targeted/${id}`);
    const no = /DX-\d{4}-\d{6}/.exec(await page.title())?.[0] ?? '';
    await clean(page, 'targeted-granted');
    t.clock.advance({ seconds: 1 });
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByText('验证码已发送').waitFor();
    await t.drain();
    const code = await make.codeFor(t, email, no);
    await page.getByLabel('验证码', { exact: true }).fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: '领取' }).click();
    await page.getByText('验证码不正确，还可以试 4 次').waitFor();
    expect(page.url()).not.toContain('000000');
    await page.getByLabel('验证码', { exact: true }).fill(code);
    await page.getByLabel('CSV').check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '领取' }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    csv = Buffer.concat(parts);
    expect(download.suggestedFilename()).toBe(`${no}-1.csv`);
    expect(csv.toString('utf8')).toContain('仅向特定对象开放');
    await page.goto(`/targeted/${id}`);
    await page.getByRole('heading', { name: '领取记录' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is named by the file when it leaks', async () => {
    const { page, context, faults } = await staff('province.transport');
    await page.goto('/w/targeted');
    await page.getByRole('link', { name: '追查外泄文件' }).click();
    await clean(page, 'targeted-trace');
    await page.getByLabel('CSV 文件').setInputFiles({ name: 'leak.csv', mimeType: 'text/csv', buffer: csv });
    await page.getByRole('button', { name: '比对' }).click();
    await page.getByText(/出自申请 DX-\d{4}-\d{6} 的第 1 次领取/).waitFor();
    await clean(page, 'targeted-traced');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is found by no stranger, and read in English', async () => {
    const stranger = await behind(other);
    expect((await stranger.page.goto(`/targeted/${id}`))?.status()).toBe(404);
    expect(await stranger.page.content()).not.toContain('宗地登记结果');
    await stranger.context.close();
    const { page, context, faults } = await behind(token, 'en');
    for (const path of ['/targeted', '/targeted/new', `/targeted/${id}`, '/transparency']) {
      expect((await page.goto(path))?.status()).toBe(200);
      expect(path === '/transparency' ? [] : await chinese(page), path).toEqual([]);
    }
    await page.locator('#targeted table').getByText('2026').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
