/** The public pages of a dataset as a browser without script gets them (the built pages, over HTTP). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntry, submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import * as publish from '#api/datasets/publish.ts';
import { listSketches } from '#api/datasets/sketch.ts';
import type { Listening } from '#api/server.ts';
import { paths } from '#app/paths.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { fullContent, type Published, publishedDataset, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

const publicUrl = 'https://data.example';
const rows = (n: number) =>
  `站名,车道数,开通日期,ETC\n${Array.from({ length: n }, (_, i) => `站${i + 1},${4 + (i % 9)},${2001 + (i % 20)}-03-05,${i % 3 === 0 ? 'true' : 'false'}`).join('\n')}\n`;
const hidden = '绝密经度值';

let bench: TestApp;
let world: World;
let server: Listening;
let toll: Published;
let licensed: Published;
let gone: Published;
let wide: Published;

beforeAll(async () => {
  bench = await testApp({ env: { PUBLIC_URL: publicUrl } });
  world = await makeWorld(bench.app);
  const steward = world.ctx('province.transport');
  const means = { steward, reviewer: world.ctx('province.information'), drain: () => bench.drain() };
  toll = await publishedDataset(means, { title: '收费站 </script><script>alert(1)</script>' }, rows(45));
  const second = await upload(
    steward,
    toll.entry.id,
    `${rows(60)
      .replace('ETC\n', 'ETC,电话\n')
      .replace(/(true|false)\n/g, '$1,13912345678\n')}`,
  );
  await bench.drain();
  await publish.treatVersion(steward, second.id, { treatments: [{ column: '电话', action: 'drop' }] });
  await bench.drain();
  await publish.publishVersion(steward, second.id);
  licensed = await publishedDataset(
    means,
    { title: '班线位置', open_type: 'conditional', licence: 'agreement', open_condition: '仅用于出行服务' },
    `线路,经度\n${Array.from({ length: 30 }, (_, i) => `${hidden}${i % 2},${112 + i}.98765`).join('\n')}\n`,
  );
  gone = await publishedDataset(means, { title: '旧站点名录', title_en: 'Old stops' }, '站,区\n甲,乙\n丙,丁\n');
  await withdrawEntry(steward, gone.entry.id, { revision: gone.entry.revision, reason: '与新版名录重复' });
  wide = await publishedDataset(
    means,
    { title: '宽表' },
    `${Array.from({ length: 50 }, (_, i) => `列${i + 1}`).join(',')}\n${Array.from({ length: 50 }, (_, i) => i).join(',')}\n`,
  );
  await bench.drain();
  server = await bench.serve('built');
}, 180_000);
afterAll(() => bench?.close());

interface Page {
  readonly status: number;
  readonly html: string;
  /** Without tags and with plain characters. */
  readonly text: string;
  readonly headers: Headers;
}

async function page(path: string, lng: 'zh' | 'en' = 'zh'): Promise<Page> {
  const response = await fetch(`${server.url}${path}`, { headers: { cookie: `lng=${lng}` }, redirect: 'manual' });
  const html = await response.text();
  // What the page hands to its script is no text of it.
  const text = html
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
  return { status: response.status, html, text, headers: response.headers };
}

const at = (published: Published, query = '') => `${paths.dataset(published.entry.code)}${query}`;
const jsonLd = (html: string) =>
  JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? 'null') as Record<
    string,
    never
  >;
const tableBody = (html: string) =>
  /<table class="table preview-table"[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? '';
const bodyRows = (html: string) => tableBody(html).split('<tr>').length - 1;

describe('the page of open data', () => {
  it('holds every part, each with its anchor', async () => {
    const { status, html, text } = await page(at(toll));
    expect(status).toBe(200);
    for (const part of ['preview', 'chart', 'fields', 'versions', 'api', 'cite', 'metadata']) {
      expect(html).toContain(`<section id="${part}"`);
      expect(html).toContain(`href="#${part}"`);
    }
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(text).toContain('60 行 × 4 列');
    expect(text).toContain('第 1–20 行，共 60 行');
    expect(bodyRows(html)).toBe(20);
    expect(html).toContain('<figure class="chart picture"');
  });

  it('never lets a title become markup', async () => {
    const { html, text } = await page(at(toll));
    expect(html).not.toContain('<script>alert(1)');
    expect(text).toContain('收费站 </script><script>alert(1)</script>');
    expect(jsonLd(html).name).toBe('收费站 </script><script>alert(1)</script>');
  });

  it('tells machines what it is', async () => {
    const { html } = await page(at(toll));
    expect(html).toContain(`<link rel="canonical" href="${publicUrl}${at(toll)}"/>`);
    expect(html).toMatch(/<meta name="description" content="[^"]{50,}/);
    const about = jsonLd(html);
    expect(about).toMatchObject({
      '@type': 'Dataset',
      identifier: toll.entry.code,
      isAccessibleForFree: true,
      version: '2',
      creator: { name: '山西省交通运输厅', identifier: world.organization('province.transport').uscc },
    });
    const files = about.distribution as unknown as { encodingFormat: string; contentUrl: string }[];
    expect(files.map((one) => one.encodingFormat)).toContain('text/csv');
    for (const { contentUrl } of files) {
      const { pathname, search } = new URL(contentUrl);
      expect((await fetch(`${server.url}${pathname}${search}`)).status, contentUrl).toBe(200);
    }
  });

  it('is kept by nobody: the answer belongs to one reader and one nonce', async () => {
    const { headers } = await page(at(toll));
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('etag')).toBeNull();
  });

  it('says what was done to the table, and shows nothing of what was taken out', async () => {
    const { html, text } = await page(at(toll));
    expect(text).toContain('已删除列：电话');
    expect(html).not.toContain('13912345678');
  });

  it('cites the version shown, by its permanent address, on the day of the reader', async () => {
    const { text } = await page(at(toll));
    const url = `${publicUrl}${versionPath(toll.entry.code, 2)}`;
    expect(text).toContain(`[DS/OL]. 2版. 山西省公共数据平台, 2026(2026-11-02)[2026-11-02]. ${url}.`);
    expect(text).toContain(`urldate = {2026-11-02}`);
    bench.clock.set('2026-11-02T17:00:00Z');
    expect((await page(at(toll))).text).toContain(`(2026-11-02)[2026-11-03]. ${url}.`);
    bench.clock.set('2026-11-02T12:00:00+08:00');
  });

  it('reads in English', async () => {
    const { status, html, text } = await page(at(toll), 'en');
    expect(status).toBe(200);
    expect(html).toContain('<html lang="en"');
    expect(text).toContain('Motorway toll stations');
    expect(text).toContain('60 rows in all');
  });
});

describe('the preview, by its address alone', () => {
  it('filters, sorts, chooses columns and pages', async () => {
    const query = '?filter=车道数:gte:8&filter=ETC:eq:true&sort=-车道数&columns=站名&columns=车道数';
    const { status, html, text } = await page(at(toll, query));
    expect(status).toBe(200);
    expect(text).toMatch(/符合条件 \d+ 行，全表 60 行/);
    expect(text).toContain('显示 2 列，共 4 列');
    expect(html).toContain('aria-sort="descending"');
    const lanes = [...tableBody(html).matchAll(/<td data-kind="number">(\d+)<\/td>/g)].map((match) => Number(match[1]));
    expect(lanes.length).toBe(bodyRows(html));
    expect(lanes).toEqual([...lanes].sort((a, b) => b - a));
    expect(Math.min(...lanes)).toBeGreaterThanOrEqual(8);
    // The same view as a file holds the same rows.
    const href = /href="([^"]+format=csv[^"]+filter[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const csv = await (await fetch(`${server.url}${href}`)).text();
    const lines = csv.replace('\ufeff', '').trim().split(/\r?\n/);
    expect(lines[0]).toBe('站名,车道数');
    expect(lines.length - 1).toBe(Number(/符合条件 (\d+) 行/.exec(text)?.[1]));
  });

  it('turns the form into the address, at the table', async () => {
    const query = `?column=${encodeURIComponent('车道数')}&op=gte&value=${encodeURIComponent('１０')}&sort=站名&page=3`;
    const { status, headers } = await page(at(toll, query));
    expect(status).toBe(302);
    const to = new URL(headers.get('location') ?? '', 'http://x');
    expect([to.pathname, to.hash]).toEqual([at(toll), '#preview']);
    expect([...to.searchParams]).toEqual([
      ['filter', '车道数:gte:10'],
      ['sort', '站名'],
    ]);
  });

  it('keeps what was typed when it is no value of the column', async () => {
    const { status, html, text } = await page(at(toll, '?column=车道数&op=gt&value=很多'));
    expect(status).toBe(400);
    expect(text).toContain('条件没有添加');
    expect(html).toContain('value="很多"');
    expect(bodyRows(html)).toBe(20);
  });

  it('says which selection cannot be shown, and leaves the rest of the page standing', async () => {
    for (const query of [
      '?filter=乱写',
      '?filter=没有:eq:1',
      '?filter=车道数:eq:很多',
      '?sort=没有',
      '?columns=没有',
    ]) {
      const { status, html, text } = await page(at(toll, query));
      expect(status, query).toBe(400);
      expect(text, query).toContain('无法按此条件显示');
      expect(html, query).toContain('<section id="versions"');
    }
  });

  it('is kind past the end and without a match', async () => {
    const past = await page(at(toll, '?page=99'));
    expect(past.status).toBe(200);
    expect(past.text).toContain('最后一页是第 3 页');
    expect(past.html).toContain('?page=3#preview');
    expect((await page(at(toll, '?filter=站名:eq:没有'))).text).toContain('没有符合条件的行');
    expect((await page(at(toll, '?page=-5'))).text).toContain('第 1–20 行');
  });

  it('opens a wide table with its first columns, and says so', async () => {
    const { html, text } = await page(at(wide));
    expect(text).toContain('本表有 50 列，先显示前 20 列');
    expect([...html.matchAll(/<th scope="col" data-kind/g)].length).toBeGreaterThanOrEqual(20);
    expect(text).toContain('50 列');
    expect((await page(at(wide, '?columns=列50'))).text).toContain('显示 1 列，共 50 列');
  });

  it('draws the column asked for', async () => {
    const { text } = await page(at(toll, '?chart=开通日期'));
    expect(text).toContain('开通日期：每年的行数');
    expect((await page(at(toll, '?chart=没有'))).status).toBe(200);
  });
});

describe('the permanent address of a version', () => {
  it('shows that version for good', async () => {
    const { status, html, text } = await page(versionPath(toll.entry.code, 1));
    expect(status).toBe(200);
    expect(text).toContain('您看到的是较早的第 1 版');
    expect(text).toContain('45 行 × 4 列');
    expect(html).toContain(`<link rel="canonical" href="${publicUrl}${versionPath(toll.entry.code, 1)}"/>`);
    expect(text).toContain(`[DS/OL]. 1版.`);
    expect(html).toContain('/versions/1/download?format=parquet');
    expect((await page(versionPath(toll.entry.code, 2))).text).toContain('这是目前最新的版本');
  });

  it('keeps its own address when the table is filtered', async () => {
    const { headers } = await page(`${versionPath(toll.entry.code, 1)}?column=站名&op=eq&value=站1`);
    expect(headers.get('location')).toContain('/versions/1?filter=');
  });

  it('is not there for a number that was never published', async () => {
    for (const number of ['3', '0', '-1', '1.5', 'x', '9999999'])
      expect((await page(`${at(toll)}/versions/${number}`)).status, number).toBe(404);
    const latest = await page(`${at(toll)}/versions/latest?sort=站名`);
    expect([latest.status, latest.headers.get('location')]).toEqual([
      302,
      `${at(toll)}?sort=${encodeURIComponent('站名')}`,
    ]);
  });
});

describe('data that is not open', () => {
  it('under a licence shows columns and the way in, and no value', async () => {
    const { status, html, text } = await page(at(licensed));
    expect(status).toBe(200);
    expect(html).not.toContain(hidden);
    expect(html).not.toContain('.98765');
    expect(html).not.toContain('<section id="preview"');
    expect(html).not.toContain('/download?');
    expect(text).toContain('仅用于出行服务');
    expect(text).toContain('30 行 × 2 列');
    for (const step of ['咨询', '申请', '受理', '审查', '决定', '收费', '证照制作']) expect(text).toContain(step);
    expect(html).toContain(`href="${paths.newApplication(licensed.entry.code).replaceAll('&', '&amp;')}"`);
    expect(jsonLd(html)).toMatchObject({ isAccessibleForFree: false });
    expect(jsonLd(html).distribution).toBeUndefined();
    expect((await page(`${at(licensed)}?filter=线路:eq:${hidden}0&chart=线路`)).html).not.toContain('符合条件');
  });

  it('is drawn in no list', async () => {
    const sketches = await listSketches(world.ctx(null), [toll.entry.id, licensed.entry.id, gone.entry.id]);
    expect(sketches.map((one) => one.entry_id)).toEqual([toll.entry.id]);
    expect(sketches[0]?.column).toBe('车道数');
    expect(sketches[0]?.counts.reduce((sum, one) => sum + one, 0)).toBe(60);
  });

  it('not opened by law shows its entry only', async () => {
    const steward = world.ctx('province.transport');
    const content = fullContent({
      title: '重点车辆轨迹',
      open_type: 'none',
      share_type: '3',
      share_reason: '涉及个人行踪',
      share_basis: { kind: 'law', instrument: '《中华人民共和国个人信息保护法》', article: '第二十八条' },
      open_checks: [],
    });
    const made = await createEntry(steward, { classification_code: '301001', content });
    expect((await page(paths.dataset(made.code))).status).toBe(404);
    const sent = await submitEntry(steward, made.id, { revision: made.revision });
    await publish.reviewEntry(world.ctx('province.information'), made.id, {
      revision: sent.revision,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    const { status, html, text } = await page(paths.dataset(made.code));
    expect(status).toBe(200);
    expect(text).toContain('依法不予开放');
    expect(text).toContain('《中华人民共和国个人信息保护法》第二十八条');
    expect(html).not.toContain('<section id="preview"');
    expect((await page(versionPath(made.code, 1))).status).toBe(404);
  });
});

describe('withdrawn data', () => {
  it('answers 410 and keeps what it was, with the hash of each version', async () => {
    const { status, html, text } = await page(at(gone));
    expect(status).toBe(410);
    expect(text).toContain('旧站点名录');
    expect(text).toContain('与新版名录重复');
    expect(text).toContain(gone.entry.code);
    expect(text).toContain('山西省交通运输厅');
    const hash = (
      await bench.database.query<{ h: string }>(
        'select f.table_sha256 h from version_table f join version v on v.id = f.version_id where v.entry_id = $1',
        [gone.entry.id],
      )
    )[0];
    expect(text).toContain(hash?.h);
    expect(html).not.toContain('/download?');
    expect(html).toContain('name="robots" content="noindex"');
    expect((await page(versionPath(gone.entry.code, 1))).status).toBe(410);
    expect((await page(at(gone), 'en')).text).toContain('This dataset has been withdrawn');
  });
});

describe('the ways to data', () => {
  it('lists, themes, agencies and the home page show what is public', async () => {
    const { uscc } = world.organization('province.transport');
    for (const path of [paths.home(), paths.datasets(), paths.theme('public_services'), paths.agency(uscc)]) {
      const { status, html, text } = await page(path);
      expect(status, path).toBe(200);
      expect(html, path).toContain(`href="${at(toll)}"`);
      expect(text, path).not.toContain('旧站点名录');
      expect(html, path).not.toContain(hidden);
    }
    expect((await page(paths.theme('nothing'))).status).toBe(404);
    expect((await page(paths.agency('11140000NOBODY'))).status).toBe(404);
    expect((await page('/datasets/301001/999999')).status).toBe(404);
  });

  it('keep a search in the address and take each condition away by a link', async () => {
    const { text, html } = await page(paths.datasets({ q: '收费站', format: ['csv'], open_type: ['unconditional'] }));
    expect(text).toContain('已选条件');
    expect(html).toContain('aria-label="取消 格式：CSV"');
    expect((await page('/datasets?q=%00&page=abc&sort=evil&theme=%00')).status).toBe(200);
    expect((await page(paths.datasets({ page: 500 }))).text).toContain('没有这一页');
  });
});
