/** The data page as citizens use it: with the keyboard, on a phone, in both languages, without script, and from other sites. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import type { Listening } from '#api/server.ts';
import { paths } from '#app/paths.ts';
import { airCsv } from '#test/support/air.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let bench: TestApp;
let world: World;
let server: Listening;
let browser: Browser;
let air: Published;
let elsewhere: Server;
let foreign: string;

beforeAll(async () => {
  [bench, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  world = await makeWorld(bench.app);
  const means = {
    steward: world.ctx('province.ecology'),
    reviewer: world.ctx('province.information'),
    drain: () => bench.drain(),
  };
  air = await publishedDataset(
    means,
    { title: '各市空气质量月报', title_en: 'Air quality by city and month' },
    airCsv(),
  );
  await bench.drain();
  server = await bench.serve('built');
  // Another site, with a page that frames what it is told to.
  elsewhere = createServer((request, response) => {
    const framed = new URL(request.url ?? '/', 'http://x').searchParams.get('src') ?? '';
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<!doctype html><title>news</title><iframe src="${framed.replaceAll('"', '')}" width="800" height="700"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  foreign = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  elsewhere?.close();
  await bench?.close();
});

const at = (query = '') => `${paths.dataset(air.entry.code)}${query}`;
const open = (options: Partial<Parameters<typeof openPage>[1]> = {}) =>
  openPage(browser, { baseURL: server.url, ...options });

describe('the table', () => {
  it('is walked by the arrow keys, sorted from its head, and left by one Tab', async () => {
    const { page, faults, context } = await open();
    await page.goto(at());
    const grid = page.locator('#preview table[role=grid]');
    await grid.waitFor();
    expect(await grid.locator('[tabindex="0"]').count()).toBe(1);
    await grid.locator('[tabindex="0"]').focus();
    const here = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await here()).toBe('太原市');
    await page.keyboard.press('ArrowRight');
    expect(await here()).toBe('太原一号站');
    await page.keyboard.press('ArrowDown');
    expect(await here()).toBe('大同一号站');
    await page.keyboard.press('Control+End');
    expect(await page.evaluate(() => (document.activeElement as HTMLTableCellElement).cellIndex)).toBe(8);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=/);
    await page.locator('#preview th[aria-sort=ascending]').waitFor();
    await grid.locator('[tabindex="0"]').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('table[role=grid]') === null)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('narrows by several conditions and by words, all of them in the address', async () => {
    const { page, faults, context } = await open();
    await page.goto(at());
    await page.locator('#preview table[role=grid]').waitFor();
    const form = page.locator('#preview').getByRole('form', { name: '筛选' });
    await form.getByLabel('列', { exact: true }).selectOption('优良天数');
    await form.getByLabel('条件').selectOption('between');
    await form.getByLabel('从').fill('15');
    await form.getByLabel('到', { exact: true }).fill('20');
    await form.getByRole('button', { name: '添加条件' }).click();
    await page.waitForURL(/filter=/);
    await page.getByLabel('查找含有这些字词的行').fill('大同');
    await page.getByRole('button', { name: '查找', exact: true }).click();
    await page.waitForURL(/q=/);
    await page.getByRole('link', { name: '取消条件：大同' }).waitFor();
    const url = new URL(page.url());
    expect(url.searchParams.getAll('filter')).toEqual(['优良天数:between:15|20']);
    expect(url.searchParams.get('q')).toBe('大同');
    await expect
      .poll(() => page.locator('.preview-bar [role=status]').textContent())
      .toMatch(/符合条件 \d+ 行，全表 264 行/);
    const found = await page.locator('#preview tbody tr').count();
    expect(found).toBeGreaterThan(0);
    expect(await page.locator('#preview tbody tr').filter({ hasText: '大同' }).count()).toBe(found);
    // The address alone asks the same question, and the chart keeps its conditions.
    const again = await open();
    await again.page.goto(page.url());
    expect(await again.page.locator('#preview tbody tr').count()).toBe(found);
    expect(await again.page.locator('#chart figure .help').allTextContents()).toContainEqual(
      expect.stringContaining('15 至 20'),
    );
    expect(faults).toEqual([]);
    await again.context.close();
    await context.close();
  });

  it('goes on from page to page after the last row', async () => {
    const { page, faults, context } = await open();
    await page.goto(at('?size=50&sort=-PM2.5浓度'));
    const first = await page.locator('#preview tbody tr').first().textContent();
    await page.locator('#preview .pager').getByRole('link', { name: '下一页' }).click();
    await page.waitForURL(/page=2/);
    expect(new URL(page.url()).searchParams.get('after')).toBeTruthy();
    await expect.poll(() => page.locator('.preview-bar [role=status]').textContent()).toContain('第 51–100 行');
    expect(await page.locator('#preview tbody tr').first().textContent()).not.toBe(first);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('charts', () => {
  it('are proposed, made, made live, saved, shared, and embedded elsewhere', async () => {
    const { page, faults, context } = await open();
    await page.goto(at());
    // Proposed: the mean of the first amount over time.
    await expect.poll(() => page.locator('#chart figcaption').textContent()).toContain('PM2.5浓度（平均），按月份每月');
    const form = page.locator('#chart').getByRole('form', { name: '画一张图' });
    await form.getByLabel('图形').selectOption('bar');
    await form.getByLabel('横轴／分组').selectOption('城市');
    await form.getByLabel('统计').selectOption('avg');
    await form.getByLabel('数值列').selectOption('PM2.5浓度');
    await form.getByRole('button', { name: '画图' }).click();
    await page.waitForURL(/plot=bar/);
    await expect.poll(() => page.locator('#chart figcaption').textContent()).toBe('PM2.5浓度（平均），按城市');
    expect(await page.locator('#chart .finding').textContent()).toMatch(/“.+市”最高，为 [\d.]+；“.+市”最低/);
    await page.locator('#chart .plot').scrollIntoViewIfNeeded();
    await page.locator('#chart .live[data-live] canvas').waitFor();
    await screenshot(page, 'dataset-chart-zh');
    const download = page.waitForEvent('download');
    await page.locator('#chart').getByRole('button', { name: '下载 CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);

    await page.locator('#chart').getByText('保存、分享、嵌入').click();
    await page.locator('#chart').getByLabel('标题').fill('哪个市的空气最好');
    await page.locator('#chart').getByRole('button', { name: '保存视图' }).click();
    await page.waitForURL(/\/views\/viw_/);
    await page.getByRole('heading', { level: 1, name: '哪个市的空气最好' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'view-chart-zh');
    const id = new URL(page.url()).pathname.split('/').at(-1);

    // On another site's page.
    const news = await openPage(browser, { baseURL: foreign });
    await news.page.goto(`/?src=${encodeURIComponent(`${server.url}/embed/views/${id}?theme=dark`)}`);
    const frame = news.page.frameLocator('iframe');
    await frame.getByRole('heading', { name: '哪个市的空气最好' }).waitFor();
    await frame.locator('figure .plot svg').first().waitFor({ state: 'attached' });
    await screenshot(news.page, 'embed-dark');
    expect(news.faults).toEqual([]);
    await news.context.close();

    // Nothing else may be framed.
    const refused = await openPage(browser, { baseURL: foreign, expected: [/frame|Refused/i] });
    await refused.page.goto(`/?src=${encodeURIComponent(`${server.url}/views/${id}`)}`);
    await refused.page.waitForTimeout(500);
    expect(await refused.page.frameLocator('iframe').getByRole('heading', { level: 1 }).count()).toBe(0);
    await refused.context.close();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('refuse nonsense by name and keep the rest of the page', async () => {
    const { page, context } = await open({ expected: [/4\d\d/] });
    await page.goto(at('?plot=scatter&x=城市&y=优良天数'));
    expect(await page.locator('#chart').textContent()).toContain('散点图的两个轴都须是数值列，“城市”不是');
    expect(await page.locator('#preview tbody tr').count()).toBe(20);
    await context.close();
  });

  it.each(['line', 'area', 'pie', 'scatter', 'histogram'])('%s is drawn without script', async (kind) => {
    const { page, faults, context } = await open({ javaScriptEnabled: false });
    const queries: Record<string, string> = {
      line: '?plot=line&x=月份&measure=avg&y=PM2.5浓度&series=城市',
      area: '?plot=area&x=月份&measure=sum&y=优良天数&unit=quarter',
      pie: '?plot=pie&x=等级',
      scatter: '?plot=scatter&x=PM2.5浓度&y=优良天数&series=等级',
      histogram: '?plot=histogram&x=PM2.5浓度&bins=10',
    };
    await page.goto(at(queries[kind]));
    expect(
      await page.locator('#chart figure .plot svg path, #chart figure .plot svg circle').count(),
    ).toBeGreaterThanOrEqual(3);
    expect(await page.locator('#chart .finding').textContent()).not.toBe('');
    await page.locator('#chart .figure-table summary').click();
    expect(await page.locator('#chart .figure-table tbody tr').count()).toBeGreaterThan(2);
    await page.locator('#chart').screenshot({ path: `coverage/screenshots/chart-${kind}.png` });
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the map', () => {
  it('draws places and cities with no server but ours, and moves by keys', async () => {
    const { page, faults, context } = await open();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(at('?map=region&map_column=城市&map_measure=avg&map_y=PM2.5浓度#map'));
    await alive(page);
    const map = page.locator('#map');
    expect(await map.locator('svg path').count()).toBeGreaterThanOrEqual(11);
    expect(await map.locator('.finding').textContent()).toContain('11 个市有数据');
    const area = map.getByRole('application');
    await area.focus();
    const before = await map.locator('svg[viewBox]').first().getAttribute('viewBox');
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    expect(await map.locator('svg[viewBox]').first().getAttribute('viewBox')).not.toBe(before);
    await page.keyboard.press('0');
    expect(await map.locator('svg[viewBox]').first().getAttribute('viewBox')).toBe(before);
    await map.locator('.figure-table summary').click();
    expect(await map.locator('.figure-table tbody tr').count()).toBe(11);
    await map.screenshot({ path: 'coverage/screenshots/map-regions.png' });
    await page.goto(at('?map=place&map_column=监测站#map'));
    expect(await map.locator('svg circle').count()).toBe(11);
    await map.screenshot({ path: 'coverage/screenshots/map-places.png' });
    expect([...hosts]).toEqual([new URL(server.url).host]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('everyone', () => {
  it('reads it without script: table, chart, map, statistics, each question by a form or link', async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto(at());
    expect(await page.locator('#preview tbody tr').count()).toBe(20);
    expect(await page.locator('#map svg path').count()).toBeGreaterThan(10);
    await page.locator('#fields .frequent a').first().click();
    expect(new URL(page.url()).searchParams.getAll('filter')).toHaveLength(1);
    await page.locator('#chart').getByLabel('图形').selectOption('histogram');
    await page.locator('#chart').getByLabel('横轴／分组').selectOption('优良天数');
    await page.locator('#chart').getByRole('button', { name: '画图' }).click();
    expect(await page.locator('#chart figcaption').textContent()).toContain('优良天数');
    expect(new URL(page.url()).searchParams.getAll('filter')).toHaveLength(1);
    await context.close();
  });

  it.each([
    ['zh', 1440],
    ['en', 1280],
    ['zh', 390],
    ['en', 390],
  ] as const)('sees no fault in %s at %i pixels', async (lng, width) => {
    const { page, faults, context } = await open({ viewport: { width, height: 900 } });
    await page.goto(at(`?lng=${lng}`));
    await page.waitForLoadState('networkidle');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await screenshot(page, `dataset-page-${lng}-${width}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is told when the data are withdrawn', async () => {
    const { page, context } = await open({ expected: [/410/] });
    await page.goto(at('?map=region&map_column=城市'));
    await page.locator('#preview table[role=grid]').waitFor();
    await page.locator('#map').getByText('保存、分享、嵌入').click();
    await page.locator('#map').getByRole('button', { name: '保存视图' }).click();
    await page.waitForURL(/\/views\/viw_/);
    const address = new URL(page.url()).pathname;
    await withdrawEntry(world.ctx('province.ecology'), air.entry.id, {
      revision: air.entry.revision,
      reason: '统计口径调整',
    });
    expect((await page.goto(address))?.status()).toBe(410);
    expect((await page.goto(`/embed${address}`))?.status()).toBe(410);
    await context.close();
  });
});
