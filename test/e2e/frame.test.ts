import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, launchBrowser, openPage } from '#test/support/browser.ts';

let world: TestApp;
let server: Listening;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  server = await world.serve('built');
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('the built pages under their policy', () => {
  it.each(['zh', 'en'])('the front page comes alive without a fault (%s)', async (lng) => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url });
    await page.goto(`/?lng=${lng}`, { waitUntil: 'networkidle' });
    expect(await page.locator('html').getAttribute('lang')).toMatch(lng === 'zh' ? /^zh/ : /^en/);
    await page.waitForFunction(() => '__reactRouterRouteModules' in globalThis);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('an inline script without the nonce does not run', async () => {
    const { page, context } = await openPage(browser, { baseURL: server.url });
    await page.goto('/');
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.intruder = true';
      document.head.append(script);
      return 'intruder' in globalThis;
    });
    expect(ran).toBe(false);
    await context.close();
  });

  it('a page that is not there says so with 404', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url, expected: [/404/] });
    const answer = await page.goto('/no-such-page');
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('Swagger UI draws the operations', async () => {
    const { page, context, faults } = await openPage(browser, { baseURL: server.url });
    await page.goto('/api/docs/');
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(5);
    expect(faults).toEqual([]);
    await context.close();
  });
});
