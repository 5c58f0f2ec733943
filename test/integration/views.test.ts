/** Saved views, their frames and oEmbed, over HTTP and through the pages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import * as publish from '#api/datasets/publish.ts';
import { forgetParticipant } from '#api/participants/service.ts';
import type { Listening } from '#api/server.ts';
import { airCsv } from '#test/support/air.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type Published, publishedDataset, upload } from '#test/support/catalog.ts';
import { type Mailbox, mailbox } from '#test/support/mailbox.ts';
import { makeWorld, type World } from '#test/support/world.ts';

const publicUrl = 'https://data.example';
let bench: TestApp;
let world: World;
let server: Listening;
let air: Published;
let licensed: Published;

beforeAll(async () => {
  bench = await testApp({ env: { PUBLIC_URL: publicUrl } });
  world = await makeWorld(bench.app);
  const means = {
    steward: world.ctx('province.ecology'),
    reviewer: world.ctx('province.information'),
    drain: () => bench.drain(),
  };
  air = await publishedDataset(means, { title: '空气质量' }, airCsv(6));
  licensed = await publishedDataset(
    means,
    { title: '班线', open_type: 'conditional', licence: 'agreement', open_condition: '仅用于出行服务' },
    '线路,天数\n甲,1\n乙,2\n',
  );
  await bench.drain();
  server = await bench.serve('built');
}, 180_000);
afterAll(() => bench?.close());

const chart = { kind: 'bar', x: '城市', measure: 'avg', y: 'PM2.5浓度' };
const chartView = (over: object = {}) => ({ kind: 'chart', filters: [], chart: { ...chart, ...over } });

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json };
}
const save = (view: unknown, over: object = {}) =>
  call('POST', '/api/v1/views', { dataset: air.entry.code, title: '空气', view, ...over });

describe('a view', () => {
  it('is saved by anyone, once, and never changes', async () => {
    const first = await save(chartView());
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      dataset: air.entry.code,
      version: null,
      table: 1,
      title: '空气',
      view: { kind: 'chart', filters: [], q: null, chart: { ...chart, unit: null, bins: null, series: null } },
      url: `${publicUrl}/views/${first.json.id}`,
      embed_url: `${publicUrl}/embed/views/${first.json.id}`,
    });
    // The same view with the same title has one address; a title of its own makes another.
    expect((await save(chartView({ bins: 7 }))).json.id).toBe(first.json.id);
    expect((await save(chartView(), { title: '别的标题' })).json.id).not.toBe(first.json.id);
    expect((await save(chartView(), { version: 1 })).json.id).not.toBe(first.json.id);
    const shown = await call('GET', `/api/v1/views/${first.json.id}`);
    expect(shown.json).toEqual(first.json);
    const events = await bench.app.db.auditEvent.findMany({ where: { action: 'datasets.save_view' } });
    expect(events).toHaveLength(3);
    expect(JSON.stringify(events.map((one) => one.canon))).not.toContain('别的标题');
  });

  it('is the same when two people save it at once', async () => {
    const both = await Promise.all([1, 2, 3].map(() => save(chartView({ measure: 'max' }))));
    expect(new Set(both.map((one) => one.json.id)).size).toBe(1);
  });

  it.each([
    ['datasets.view_title', 422, () => save(chartView(), { title: '<b>x</b>' })],
    ['datasets.chart_scatter_text', 422, () => save(chartView({ kind: 'scatter', x: '城市', y: '优良天数' }))],
    ['datasets.chart_column', 422, () => save({ kind: 'table', filters: ['没有:eq:1'] })],
    ['datasets.chart_column', 422, () => save({ kind: 'table', sort: ['-没有'] })],
    ['datasets.bad_filter', 400, () => save({ kind: 'table', filters: ['乱写'] })],
    ['datasets.map_region_text', 422, () => save({ kind: 'map', map: { by: 'region', column: '月份' } })],
    ['datasets.no_such_table', 404, () => save(chartView(), { table: 7 })],
    ['datasets.version_not_found', 404, () => save(chartView(), { version: 9 })],
    ['datasets.licence_needed', 403, () => save(chartView(), { dataset: licensed.entry.code })],
    ['catalog.not_found', 404, () => save(chartView(), { dataset: '999999/000001' })],
    ['request.invalid', 400, () => save({ kind: 'spiral' })],
    ['datasets.view_not_found', 404, () => call('GET', '/api/v1/views/viw_00000000000000000000000000')],
    ['datasets.view_not_found', 404, () => call('GET', '/api/v1/views/x')],
    ['datasets.oembed_format', 501, () => call('GET', `/api/v1/oembed?format=xml&url=${publicUrl}/views/x`)],
    [
      'datasets.oembed_address',
      404,
      () => call('GET', '/api/v1/oembed?url=https://evil.example/views/viw_00000000000000000000000000'),
    ],
    ['datasets.oembed_address', 404, () => call('GET', '/api/v1/oembed?url=nonsense')],
  ])('%s', async (code, status, run) => {
    const { json, status: answered } = await run();
    expect([json.code, answered]).toEqual([code, status]);
  });

  it('is saved at most thirty times an hour from one address', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++) statuses.push((await save(chartView(), { title: `第 ${i} 张` })).status);
    expect(statuses).toContain(429);
    expect((await save(chartView(), { title: '再一张' })).json.code).toBe('datasets.view_too_many');
    // What is there already is answered all the same.
    expect((await save(chartView())).status).toBe(201);
    bench.clock.advance({ minutes: 61 });
    expect((await save(chartView(), { title: '再一张' })).status).toBe(201);
  });
});

describe('views one keeps', () => {
  it('are what one saved or added, under names of one’s own, and are nobody else’s', async () => {
    const me = await mailbox(bench, 'keeper@example.cn');
    const other = await mailbox(bench, 'other@example.cn');
    const as = (who: Mailbox) => ({ authorization: `Bearer ${who.token}` });
    const mine = async (who = me) => (await call('GET', '/api/v1/views/mine', undefined, as(who))).json;
    const saved = await call(
      'POST',
      '/api/v1/views',
      { dataset: air.entry.code, title: '我存的', view: { kind: 'table', q: '太原' } },
      as(me),
    );
    const shared = (await save({ kind: 'table', q: '大同' }, { title: '别人存的' })).json;
    expect((await mine()).items).toMatchObject([
      { id: saved.json.id, name: '我存的', kind: 'table', withdrawn: false },
    ]);
    bench.clock.advance({ seconds: 1 });
    for (let twice = 0; twice < 2; twice++)
      expect((await call('PUT', `/api/v1/views/${shared.id}/keep`, {}, as(me))).status).toBe(200);
    const rename = (name: string, who = me) => call('PATCH', `/api/v1/views/${shared.id}/keep`, { name }, as(who));
    expect((await rename('大同 的 表')).status).toBe(200);
    expect((await mine()).items.map((one: { name: string; title: string }) => [one.name, one.title])).toEqual([
      ['大同 的 表', '别人存的'],
      ['我存的', '我存的'],
    ]);
    expect((await call('GET', `/api/v1/views/${shared.id}`)).json.title).toBe('别人存的');
    expect((await rename('<b>')).json.code).toBe('datasets.view_title');
    expect((await rename('不是我的', other)).json.code).toBe('datasets.view_not_kept');
    const drop = (who: Mailbox) => call('DELETE', `/api/v1/views/${shared.id}/keep`, undefined, as(who));
    expect((await drop(other)).json.code).toBe('datasets.view_not_kept');
    expect((await drop(me)).status).toBe(200);
    expect((await call('GET', `/api/v1/views/${shared.id}`)).status).toBe(200);
    expect((await mine()).total).toBe(1);
    expect((await call('GET', '/api/v1/views/mine')).json.code).toBe('participants.needed');
    // Whoever is forgotten keeps nothing.
    await forgetParticipant(me.ctx);
    await bench.drain();
    expect(await bench.app.db.keptView.count()).toBe(0);
    expect((await call('GET', '/views/mine')).text).toContain('我的视图');
  });
});

describe('its pages', () => {
  it('show it with its source, and tell editors how to embed it', async () => {
    const { json } = await save({ ...chartView(), filters: ['等级:eq:轻度污染'] }, { title: '重的 & 轻的' });
    const page = await call('GET', `/views/${json.id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<h1>重的 &amp; 轻的</h1>');
    // On an English page what is Chinese in a title says so, and the rest does not.
    const english = await call('GET', `/views/${json.id}?lng=en`);
    expect(english.text).toContain('<h1><span lang="zh-CN">重的 &amp; 轻的</span></h1>');
    expect((await call('GET', `/embed/views/${json.id}?lng=en`)).text).toContain('<span lang="zh-CN">重的');
    expect(page.text).toContain('<svg aria-hidden="true"');
    expect(page.text).toContain('筛选：等级 等于 轻度污染');
    expect(page.text).toContain('第 1 版');
    expect(page.text).not.toMatch(/<[a-z]+ [^>]*style="/);
    const link =
      /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/
        .exec(page.text)?.[1]
        ?.replaceAll('&amp;', '&') ?? '';
    const asked = new URL(link);
    expect(asked.origin).toBe(publicUrl);
    const oembed = await call('GET', `${asked.pathname}${asked.search}&maxwidth=400`);
    expect(oembed.json).toMatchObject({
      type: 'rich',
      version: '1.0',
      title: '重的 & 轻的',
      width: 400,
      provider_url: publicUrl,
    });
    expect(oembed.json.html).toBe(
      `<iframe src="${publicUrl}/embed/views/${json.id}" title="重的 &#38; 轻的" width="400" height="560" loading="lazy" frameborder="0"></iframe>`,
    );
    const origin = /<a href="(\/datasets\/[^"]+plot=bar[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await call('GET', origin)).text).toContain('PM2.5浓度（平均），按城市');
  });

  it('may be framed by anyone, and nothing else may', async () => {
    const { json } = await save(chartView());
    const framed = await call('GET', `/embed/views/${json.id}?theme=dark`);
    expect(framed.status).toBe(200);
    expect(framed.headers.get('x-frame-options')).toBeNull();
    expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(framed.text).toContain('data-theme="dark"');
    expect(framed.text).not.toContain('<nav');
    for (const path of [`/views/${json.id}`, '/', `/embedded`, '/login']) {
      const other = await call('GET', path);
      expect(other.headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(other.headers.get('x-frame-options'), path).toBe('DENY');
    }
    expect((await call('GET', '/embed/views/viw_00000000000000000000000000')).status).toBe(404);
  });

  it('save by a plain form, and give the form back with what was typed', async () => {
    const post = (title: string) =>
      fetch(`${server.url}/views?index`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({
          dataset: air.entry.code,
          number: '1',
          table: '1',
          follow: '',
          title,
          view: JSON.stringify({ kind: 'table', sort: ['-优良天数'], columns: ['城市', '优良天数'] }),
        }),
      });
    const saved = await post('好天气最多的城市');
    expect(saved.status).toBe(302);
    const page = await call('GET', saved.headers.get('location') ?? '');
    expect(page.text).toContain('好天气最多的城市');
    expect(page.text.match(/<tr>/g)?.length).toBe(51);
    expect(page.text).toContain('为预览，共 66 行');
    const refused = await post('<script>alert(1)</script>');
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain('标题须为 1 至 120 个字的纯文本');
    expect(html).toContain('value="&lt;script&gt;alert(1)&lt;/script&gt;"');
  });

  it('follow the newest version, or stay with theirs', async () => {
    const map = { kind: 'map', map: { by: 'region', column: '城市', measure: 'count' } };
    const [newest, fixed] = [await save(map), await save(map, { version: 1 })];
    expect((await call('GET', `/views/${newest.json.id}`)).text).toContain('11 个市有数据');
    const steward = world.ctx('province.ecology');
    const version = await upload(steward, air.entry.id, airCsv(2).replace(/太原/g, '北京'));
    await bench.drain();
    await publish.publishVersion(steward, version.id);
    expect((await call('GET', `/views/${newest.json.id}`)).text).toContain('10 个市有数据');
    expect((await call('GET', `/views/${newest.json.id}`)).text).toContain('例如“北京市”');
    expect((await call('GET', `/views/${fixed.json.id}`)).text).toContain('11 个市有数据');
  });

  it('are gone with their dataset', async () => {
    const { json } = await save(chartView());
    await withdrawEntry(world.ctx('province.ecology'), air.entry.id, {
      revision: air.entry.revision,
      reason: '口径调整',
    });
    for (const path of [`/views/${json.id}`, `/embed/views/${json.id}`, `/api/v1/views/${json.id}`])
      expect((await call('GET', path)).status, path).toBe(410);
    expect((await call('GET', `/api/v1/oembed?url=${publicUrl}/views/${json.id}`)).json.code).toBe('catalog.withdrawn');
    expect((await save(chartView(), { title: '迟了' })).status).toBe(410);
  });
});
