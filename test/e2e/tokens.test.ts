/** Access tokens in a browser: made once, copied, revoked after asking; and what the page for developers says of them. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { deskLink } from '#test/support/journey-browser.ts';
import { makeWorld } from '#test/support/world.ts';

let t: TestApp;
let server: Listening;
let browser: Browser;

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  const world = await makeWorld(t.app);
  await publishedDataset({
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  });
  await t.drain();
  server = await t.serve('built');
});
afterAll(async () => {
  await browser?.close();
  await t?.close();
});

describe('access tokens', () => {
  it('are made, shown once and revoked by keyboard', async () => {
    const { page, faults, context } = await openPage(browser, { baseURL: server.url });
    await page.goto('/login');
    await alive(page);
    await page.getByLabel('登录名').fill('province.transport');
    await page.getByLabel('密码').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/w');
    await (await deskLink(page, '访问令牌')).click();
    await page.waitForURL('**/w/tokens');
    await page.getByText('还没有访问令牌').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('用途名称').fill('每日上报脚本');
    await page.keyboard.press('Enter');
    const shown = page.getByRole('status').filter({ hasText: '令牌已创建' });
    await shown.waitFor();
    const token = /jst_[A-Za-z0-9_-]{43}/.exec(await shown.innerText())?.[0] ?? '';
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'tokens-made');
    const asked = await fetch(`${server.url}/api/3/action/user_show`, { headers: { authorization: token } });
    expect(((await asked.json()) as { result: { name: string } }).result.name).toBe('province.transport');
    await page.goto('/w/tokens');
    await alive(page);
    expect(await page.content()).not.toContain(token);
    await page.getByRole('button', { name: '撤销' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('每日上报脚本');
    await dialog.getByRole('button', { name: '撤销' }).click();
    await page.getByText('令牌已撤销。').waitFor();
    const after = await fetch(`${server.url}/api/3/action/user_show`, { headers: { authorization: token } });
    expect(after.status).toBe(403);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keep what was typed when a day is refused', async () => {
    const { page, context } = await openPage(browser, { baseURL: server.url, expected: [/status of 422/] });
    await page.goto('/login');
    await alive(page);
    await page.getByLabel('登录名').fill('province.transport');
    await page.getByLabel('密码').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/w');
    await page.goto('/w/tokens');
    await alive(page);
    await page.getByLabel('用途名称').fill('太久的令牌');
    await page.getByLabel('有效期至').fill('2099-01-01');
    await page.getByRole('button', { name: '创建令牌' }).click();
    await page
      .getByText(/令牌最长一年/)
      .first()
      .waitFor();
    expect(await page.getByLabel('用途名称').inputValue()).toBe('太久的令牌');
    await context.close();
  });

  it('are explained to developers, in English on a phone, too', async () => {
    const { page, faults, context } = await openPage(browser, {
      baseURL: server.url,
      locale: 'en-GB',
      viewport: { width: 390, height: 844 },
    });
    await page.goto('/developers?lng=en');
    await page.goto('/developers');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('#ckan').getByText('RemoteCKAN').first().waitFor();
    await page.locator('#mcp').getByText('/mcp').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await screenshot(page, 'developers-tools-phone');
    expect(faults).toEqual([]);
    await context.close();
  });
});
