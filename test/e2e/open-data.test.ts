/** What only a browser shows of the open side: lines that break, keys in the search field, choices made early, maps of every kind. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitEntry } from '#api/catalog/edit.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import { confirmFile, reviewEntry } from '#api/datasets/publish.ts';
import type { Listening } from '#api/server.ts';
import { paths } from '#app/paths.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { pdf, png, zip } from '#test/support/archives.ts';
import { accessibilityFaults, alive, launchBrowser, openPage, screenshot } from '#test/support/browser.ts';
import { newEntry, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let browser: Browser;
let stations: EntryOut;
let shapes: EntryOut;
let many: EntryOut;

const row = (n: number) =>
  `站${n},${(37 + (n % 40) * 0.03).toFixed(4)},${(111.5 + (n % 37) * 0.04).toFixed(4)},${n % 7}`;
const places = (count: number) =>
  `站名,纬度,经度,车道数\n${Array.from({ length: count }, (_, n) => row(n)).join('\n')}\n`;
const feature = (name: string, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties: { 名称: name },
  geometry: { type, coordinates },
});

beforeAll(async () => {
  [t, browser] = await Promise.all([testApp({ time: 'system' }), launchBrowser()]);
  world = await makeWorld(t.app);
  const archive = await zip({ 'stations.csv': places(30), 'docs/readme.pdf': pdf, 'photo.png': png });
  stations = await published('收费站与示意图', archive, 'all.zip', 2);
  const corners = [
    [112, 37.5],
    [113, 37.5],
    [113, 38.3],
    [112, 37.5],
  ];
  const collection = {
    type: 'FeatureCollection',
    features: [
      feature('保护区', 'Polygon', [corners]),
      feature('河段', 'LineString', corners.slice(0, 3)),
      feature('水文站', 'Point', [112.4, 37.7]),
    ],
  };
  shapes = await published('河湖空间数据', JSON.stringify(collection), 'water.geojson');
  many = await published('全省站点坐标', places(1500), 'many.csv');
  server = await t.serve('built');
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await t?.close();
});

async function published(title: string, content: string | Buffer, name: string, files = 0): Promise<EntryOut> {
  const steward = world.ctx('province.transport');
  const made = await newEntry(steward, { title });
  const version = await upload(steward, made.id, content, name);
  await t.drain();
  for (let n = 1; n <= files; n++) await confirmFile(steward, version.id, n);
  const sent = await submitEntry(steward, made.id, { revision: made.revision });
  const decided = { revision: sent.revision, decision: 'publish' as const, opinion: '', field_opinions: [] };
  const entry = await reviewEntry(world.ctx('province.information'), made.id, decided);
  await t.drain();
  return entry;
}

const open = (options: Partial<Parameters<typeof openPage>[1]> = {}) =>
  openPage(browser, { baseURL: server.url, ...options });

/** A line to the server that can be slow and can break, as lines do; `heads` are the first lines of what went over it. */
async function line(to: string) {
  const target = new URL(to);
  const heads: string[] = [];
  let [sent, breakAt, holdAt] = [0, Infinity, Infinity];
  const held = new Set<() => void>();
  const proxy: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    far
      .on('error', end)
      .on('close', end)
      .on('data', (bytes) => near.write(bytes));
    near.on('error', end).on('close', end);
    near.on('data', (bytes) => {
      const head = /^(?:POST|PATCH|HEAD) \/api\/v1\/uploads[\s\S]*?\r\n\r\n/.exec(bytes.toString('latin1'))?.[0];
      if (head !== undefined) heads.push(head);
      far.write(bytes);
      if (head === undefined) sent += bytes.length;
      if (sent > breakAt) {
        breakAt = Infinity;
        end();
      } else if (sent > holdAt) {
        near.pause();
        // What waits in the machine's buffers never arrives: whoever sent it has given up by then.
        held.add(end);
      }
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    /** After so many more bytes nothing goes on until `release`. */
    holdAfter: (bytes: number) => {
      holdAt = sent + bytes;
    },
    isHolding: () => held.size > 0,
    release: () => {
      holdAt = Infinity;
      for (const go of held) go();
      held.clear();
    },
    breakAfter: (bytes: number) => {
      breakAt = sent + bytes;
    },
    offsets: () => heads.flatMap((head) => /upload-offset: (\d+)/i.exec(head)?.[1] ?? []).map(Number),
    close: () => proxy.close(),
  };
}

let attempts = 0;

describe('an upload', () => {
  it('is paused and goes on, and survives a line that breaks', async () => {
    const wire = await line(server.url);
    const entry = await newEntry(world.ctx('province.transport'), { title: `大文件 ${++attempts}` });
    const { page, context } = await open({ baseURL: wire.url });
    await page.goto('/login');
    await page.locator('input[name=login]').fill('province.transport');
    await page.locator('input[type=password]').fill(demoPassword);
    await page.locator('main form button[type=submit]').click();
    await page.waitForURL(/\/w$/);
    await page.goto(`/w/entries/${entry.id}/data`);
    await alive(page);
    const filler = 'x'.repeat(900);
    const text = `编号,内容\n${Array.from({ length: 9000 }, (_, n) => `${n},${filler}`).join('\n')}\n`;
    await page
      .getByLabel('数据文件', { exact: true })
      .setInputFiles({ name: '大.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    wire.holdAfter(2_000_000);
    await page.getByRole('button', { name: '上传', exact: true }).click();
    await page.getByText(/正在上传：\d+%/).waitFor();
    // On a busy machine the line is held before the browser has told of the first per cent.
    await expect.poll(() => wire.isHolding(), { timeout: 30_000 }).toBe(true);
    await page.getByRole('button', { name: '暂停' }).click();
    await page.getByText(/已暂停：\d+%/).waitFor();
    await screenshot(page, 'upload-paused');
    expect(await accessibilityFaults(page)).toEqual([]);
    wire.release();
    wire.breakAfter(3_000_000);
    await page.getByRole('button', { name: '继续上传' }).click();
    await page.getByRole('heading', { name: '第 1 版', exact: true }).waitFor({ timeout: 60_000 });
    // Each time it went on from what had arrived: after the pause, and after the break without anybody's doing.
    const offsets = wire.offsets();
    expect(offsets[0]).toBe(0);
    expect(offsets.length).toBeGreaterThanOrEqual(3);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(offsets[1]).toBeGreaterThan(500_000);
    expect(offsets.at(-1)).toBeGreaterThan(offsets[1] ?? 0);
    const [version] = await t.database.query<{ bytes: string }>(
      'SELECT source_bytes::text AS bytes FROM version WHERE entry_id = $1',
      [entry.id],
    );
    expect(Number(version?.bytes)).toBe(Buffer.byteLength(text));
    await context.close();
    wire.close();
  });
});

describe('the search field', () => {
  it('is a combobox by keyboard: down, up, escape, enter', async () => {
    const { page, faults, context } = await open();
    await page.goto('/');
    await alive(page);
    const field = page.getByRole('combobox', { name: '检索数据' }).first();
    await field.waitFor();
    await field.focus();
    await page.keyboard.type('收费');
    const list = page.getByRole('listbox');
    await list.getByRole('option').first().waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    const chosen = () => list.locator('[aria-selected=true]');
    const active = async () => (await field.getAttribute('aria-activedescendant')) ?? '';
    expect(await chosen().count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    expect(await chosen().getAttribute('id')).toBe(await active());
    // Up from the first leads back to the field, once more to the last.
    await page.keyboard.press('ArrowUp');
    expect([await chosen().count(), await active()]).toEqual([0, '']);
    await page.keyboard.press('ArrowUp');
    expect(await list.getByRole('option').last().getAttribute('aria-selected')).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    // Escape closes the list and keeps what was typed; pressed again it empties the field.
    await page.keyboard.press('Escape');
    expect([await field.getAttribute('aria-expanded'), await field.inputValue()]).toEqual(['false', '收费']);
    await page.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('');
    await page.keyboard.type('河湖');
    await list
      .getByRole('option', { name: /河湖空间数据/ })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${paths.dataset(shapes.code)}`);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('choices made before the page is alive', () => {
  it('stay, and the form follows them', async () => {
    const { page, context } = await open();
    let start = () => {};
    const gate = new Promise<void>((resolve) => {
      start = resolve;
    });
    await page.route(/\.js$/, async (route) => {
      await gate;
      await route.continue();
    });
    await page.goto(paths.dataset(stations.code), { waitUntil: 'commit' });
    const chart = page.locator('#chart');
    await chart.getByLabel('图形').selectOption('pie');
    await chart.getByLabel('横轴／分组').selectOption('车道数');
    const filter = page.locator('#preview').getByRole('form', { name: '筛选' });
    await filter.getByLabel('列', { exact: true }).selectOption('车道数');
    await filter.getByLabel('条件').selectOption('gte');
    await filter.getByLabel('值').fill('3');
    start();
    await alive(page);
    // Alive, a pie has neither a series nor ranges to ask for.
    await expect.poll(() => chart.locator('[name=bins], [name=series]').count()).toBe(0);
    expect(await chart.getByLabel('图形').inputValue()).toBe('pie');
    expect(await chart.getByLabel('横轴／分组').inputValue()).toBe('车道数');
    expect(await filter.getByLabel('列', { exact: true }).inputValue()).toBe('车道数');
    expect(await filter.getByLabel('条件').inputValue()).toBe('gte');
    expect(await filter.getByLabel('值').inputValue()).toBe('3');
    await filter.getByRole('button', { name: '添加条件' }).click();
    await page.waitForURL(/filter=/);
    expect(new URL(page.url()).searchParams.getAll('filter')).toEqual(['车道数:gte:3']);
    await context.close();
  });
});

describe('files beside the tables', () => {
  it('are listed with size, type and hash, and come as they were sent', async () => {
    const { page, faults, context } = await open();
    await page.goto(paths.dataset(stations.code));
    const table = page.getByRole('table', { name: '第 1 版附带的文件' });
    const rows = table.getByRole('row').filter({ hasText: /\.(pdf|png)/ });
    expect(await rows.count()).toBe(2);
    const paper = rows.filter({ hasText: 'docs/readme.pdf' });
    expect(await paper.textContent()).toMatch(/application\/pdf.*[\d.]+ (B|KB)/);
    const link = paper.getByRole('link', { name: 'docs/readme.pdf' });
    const answer = await page.request.get((await link.getAttribute('href')) ?? '');
    expect((await answer.body()).equals(pdf)).toBe(true);
    await table.scrollIntoViewIfNeeded();
    await screenshot(page, 'dataset-files');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('maps', () => {
  it('draw areas, lines and points of GeoJSON where they are', async () => {
    const { page, faults, context } = await open();
    await page.goto(`${paths.dataset(shapes.code)}#map`);
    const map = page.locator('#map');
    expect(await map.locator('.finding').textContent()).toContain('画出 3 处');
    expect(await map.locator('svg circle').count()).toBe(1);
    const filled = map.locator('svg path[fill-opacity]');
    expect(await filled.count()).toBe(2);
    const box = async (n: number) => (await filled.nth(n).boundingBox()) ?? { width: 0, height: 0 };
    // An area as large as the degrees it spans: not the whole map less it, as a ring wound the other way would be.
    const [area, whole] = [await box(0), await map.locator('.map-frame svg').boundingBox()];
    expect(area.width).toBeGreaterThan(50);
    expect(area.width).toBeLessThan(whole?.width ?? 0);
    expect(await filled.nth(1).getAttribute('fill')).toBe('none');
    await map.screenshot({ path: 'coverage/screenshots/map-geojson.png' });
    await map.locator('.figure-table summary').click();
    expect(await map.locator('.figure-table tbody tr').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('水文站')]),
    );
    expect(faults).toEqual([]);
    await context.close();
  });

  it('join what is too much to draw one by one, over all rows', async () => {
    const { page, faults, context } = await open();
    await page.goto(`${paths.dataset(many.code)}#map`);
    const map = page.locator('#map');
    const finding = (await map.locator('.finding').textContent()) ?? '';
    const [, rows, cells] = /共 ([\d,]+) 处，按格合并为 ([\d,]+) 个圆/.exec(finding) ?? [];
    expect(rows).toBe('1,500');
    const circles = await map.locator('svg circle').count();
    expect(circles).toBe(Number(cells?.replace(',', '')));
    expect(circles).toBeLessThan(1500);
    await map.screenshot({ path: 'coverage/screenshots/map-density.png' });
    await map.locator('.figure-table summary').click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
