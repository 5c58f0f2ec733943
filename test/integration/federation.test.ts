import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { workOn } from '#api/federation/harvest.ts';
import { startDue } from '#api/federation/jobs.ts';
import type { Patience } from '#api/federation/readers/web.ts';
import { getRecord, listPortals, listRecords } from '#api/federation/records.ts';
import type { SourceKind } from '#api/federation/rules/codes.ts';
import * as sources from '#api/federation/sources.ts';
import { TakenOver } from '#api/federation/take.ts';
import type { RunOut, SourceOut } from '#api/federation/view.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import {
  ckanPackage,
  ckanPortal,
  type DcatDataset,
  dcatPage,
  dcatPortal,
  type Package,
  type Portal,
  portal,
  send,
  usDataset,
  usInventory,
  usPortal,
} from '#test/support/portals.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let province: Ctx;
let city: Ctx;
let packages: unknown[] = [];
let waters: DcatDataset[] = [];
let inventory = '';
let ckan: Portal;
let dcat: Portal;
let us: Portal;
let odd: Portal;
let oddAnswer: (url: URL) => { status: number; type: string; body: string; headers?: Record<string, string> };

const quick: Patience = { retries: [5], timeoutMs: 700 };

beforeAll(async () => {
  ckan = await ckanPortal(() => packages);
  dcat = await dcatPortal(() => waters);
  us = await usPortal(() => inventory);
  odd = await portal((url, response) => {
    const { status, type, body, headers } = oddAnswer(url);
    send(response, status, type, body, headers);
  });
  t = await testApp({
    env: {
      PUBLIC_URL: 'https://data.sx.example',
      OUTBOUND_ALLOW: [ckan, dcat, us, odd].map(({ host }) => host).join(','),
    },
  });
  world = await makeWorld(t.app);
  province = world.ctx('province.information');
  city = world.ctx('taiyuan.information');
});
afterAll(async () => {
  await t?.close();
  await Promise.all([ckan, dcat, us, odd].map((one) => one?.close()));
});
afterEach(() => {
  for (const one of [ckan, dcat, us, odd]) one.fault = null;
});

const codeOf = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return null;
};

let named = 0;
async function source(kind: SourceKind, url: string, over: Partial<Parameters<typeof sources.addSource>[1]> = {}) {
  named += 1;
  return sources.addSource(province, {
    kind,
    url: url.includes('?') ? `${url}&n=${named}` : `${url}?n=${named}`,
    region_code: '140200',
    name: `大同市公共数据开放平台 ${named}`,
    name_en: '',
    schedule: 'manual',
    ...over,
  });
}

async function harvest(id: string, full = false, patience: Patience = quick): Promise<RunOut> {
  t.clock.advance({ minutes: 30 });
  const run = await sources.runSource(province, id, { full });
  expect(await workOn(t.app, run.id, patience)).toBe('over');
  return sources.getRun(province, run.id);
}
const counts = ({ state, added, changed, unchanged, removed, failed }: RunOut) => ({
  state,
  added,
  changed,
  unchanged,
  removed,
  failed,
});
const answers =
  (status: number, type: string, body: string, headers = {}): NonNullable<Portal['fault']> =>
  (_path, response) => {
    send(response, status, type, body, headers);
    return true;
  };
const live = async (one: SourceOut) =>
  (
    await t.database.query<{ identifier: string }>(
      'select identifier from harvested_record where source_id = $1 and removed_at is null order by identifier collate "C"',
      [one.id],
    )
  ).map((row) => row.identifier);

const many = (count: number, from = 1) => Array.from({ length: count }, (_, i) => ckanPackage(from + i));

describe('a CKAN portal', () => {
  let one: SourceOut;
  beforeAll(async () => {
    packages = many(250);
    one = await source('ckan', ckan.url);
  });

  it('is read wholly the first time, page by page', async () => {
    ckan.asked.length = 0;
    const run = await harvest(one.id);
    expect(run).toMatchObject({ full: true, fault: null, failures: [], seen: 250 });
    expect(counts(run)).toEqual({ state: 'done', added: 250, changed: 0, unchanged: 0, removed: 0, failed: 0 });
    expect(ckan.asked.map((path) => new URLSearchParams(path.split('?')[1]).get('start'))).toEqual(['0', '100', '200']);
    expect(ckan.heard.headers['user-agent']).toMatch(/^Jinshu \(\+http/);
    const page = await listRecords(province, { source: one.id, page: 1, page_size: 20 });
    expect(page.total).toBe(250);
    const record = await getRecord(world.ctx(null), page.items[0]!.id);
    expect(record).toMatchObject({
      source: { id: one.id, url: one.url, kind: 'ckan', region_code: '140200' },
      shown_instead: null,
      content: { publisher: '大同市交通运输局', description: '道路养护的时间、地点和费用。\n\n**每月更新**' },
    });
    expect(record.origin_url).toMatch(new RegExp(`^${ckan.url}/dataset/road-`));
    expect(new Date(record.harvested_at) <= t.clock.now()).toBe(true);
  });

  it('changes nothing when read again, in whole or in part', async () => {
    const before = await t.database.query('select id, content_hash, changed_at from harvested_record order by id');
    expect(counts(await harvest(one.id, true))).toMatchObject({ state: 'done', added: 0, changed: 0, unchanged: 250 });
    const part = await harvest(one.id);
    expect(part).toMatchObject({ full: false, state: 'done', added: 0, changed: 0, removed: 0 });
    expect(await t.database.query('select id, content_hash, changed_at from harvested_record order by id')).toEqual(
      before,
    );
  });

  it('asks for what changed since, and takes only that', async () => {
    const soon = (minutes: number) =>
      new Date(t.clock.now().getTime() + minutes * 60_000).toISOString().replace('Z', '000');
    packages = (packages as Package[]).map((p, i) =>
      i < 2 ? { ...p, title: `改 ${i}`, metadata_modified: soon(-2) } : p,
    );
    packages.push(ckanPackage(300, { metadata_modified: soon(-1) }));
    ckan.asked.length = 0;
    const run = await harvest(one.id);
    expect(run.full).toBe(false);
    expect(counts(run)).toMatchObject({ added: 1, changed: 2, removed: 0, failed: 0 });
    expect(ckan.asked).toHaveLength(1);
    expect(decodeURIComponent(ckan.asked[0]!.replaceAll('+', ' '))).toMatch(
      /fq=metadata_modified:\[2026-\S+Z TO \*\]&sort=metadata_modified asc/,
    );
    expect(
      (await listRecords(province, { source: one.id, page: 1, page_size: 3 })).items.map((r) => r.title).sort(),
    ).toEqual(['市政道路养护记录 300', '改 0', '改 1']);
  });

  it('loses what a whole reading did not see, and what comes back is there again', async () => {
    const gone = packages.splice(10, 3) as Package[];
    expect(counts(await harvest(one.id))).toMatchObject({ removed: 0 });
    expect(counts(await harvest(one.id, true))).toMatchObject({ state: 'done', removed: 3, added: 0 });
    const [row] = await t.database.query<{ id: string }>('select id from harvested_record where identifier = $1', [
      gone[0]!.id,
    ]);
    expect(await codeOf(getRecord(province, row!.id))).toBe('federation.record_removed');
    packages.push(...gone);
    expect(counts(await harvest(one.id, true))).toMatchObject({ added: 3, removed: 0 });
    expect((await getRecord(province, row!.id)).identifier).toBe(gone[0]!.id);
  });

  it('passes over broken records with their reasons; the others come', async () => {
    const good = packages;
    packages = [
      ...good,
      ckanPackage(400, { private: true }),
      ckanPackage(402, { id: 'x'.repeat(600) }),
      ckanPackage(403, { title: '<script>alert(1)</script>', name: '\u0007' }),
      { ...ckanPackage(404), id: ckanPackage(405).id },
      ckanPackage(405),
    ];
    const run = await harvest(one.id, true);
    // An identifier that cannot be taken is an identifier nobody can compare: nothing may be removed on its account.
    expect(run).toMatchObject({
      state: 'partial',
      added: 1,
      failed: 3,
      fault: { code: 'federation.unnamed_failures' },
    });
    expect(run.failures.map((f) => f.code).sort()).toEqual([
      'federation.identifier_too_long',
      'federation.no_title',
      'federation.same_identifier',
    ]);
    for (const failure of run.failures) expect(failure.zh).toMatch(/\p{Script=Han}/u);
    packages = good;
    await harvest(one.id, true);
  });

  it('keeps a known record whose new shape cannot be taken', async () => {
    const before = (await live(one)).length;
    const [first] = packages as Package[];
    packages = [{ ...first!, title: ' ', name: ' ' }, ...packages.slice(1)];
    const run = await harvest(one.id, true);
    expect(run).toMatchObject({ state: 'done', removed: 0, failed: 1 });
    expect(run.failures[0]).toMatchObject({ identifier: first!.id, code: 'federation.no_title' });
    expect((await live(one)).length).toBe(before);
    packages = [first!, ...packages.slice(1)];
    await harvest(one.id, true);
  });

  it('goes on past a page that cannot be read, and removes nothing then', async () => {
    packages.splice(0, 2);
    ckan.fault = (path, response) => {
      if (!path.includes('start=100')) return false;
      send(response, 500, 'text/html', '<h1>Internal Server Error</h1>');
      return true;
    };
    const run = await harvest(one.id, true);
    expect(run).toMatchObject({ state: 'partial', removed: 0, failed: 1, fault: { code: 'federation.pages_skipped' } });
    expect(run.failures).toEqual([expect.objectContaining({ identifier: null, code: 'federation.page_failed' })]);
    expect(run.unchanged).toBeGreaterThan(100);
    ckan.fault = null;
    expect(await harvest(one.id, true)).toMatchObject({ state: 'done', removed: 2 });
  });

  it('is tried again after a passing fault', async () => {
    let failures = 0;
    ckan.fault = (_path, response) => {
      failures += 1;
      if (failures > 1) return false;
      send(response, 503, 'text/plain', 'later');
      return true;
    };
    expect(await harvest(one.id, true)).toMatchObject({ state: 'done', failed: 0 });
    expect(failures).toBeGreaterThan(1);
  });

  it('names what it was told when it fails as a whole, and removes nothing', async () => {
    const before = await live(one);
    const cases: [string, NonNullable<Portal['fault']>][] = [
      ['federation.http_status', answers(403, 'text/html', 'no')],
      ['federation.http_status', answers(500, 'text/html', 'no')],
      ['federation.wrong_type', answers(200, 'text/html', '<html>')],
      ['federation.malformed', answers(200, 'application/json', '{"success": tr')],
      ['federation.malformed', answers(200, 'application/json', '{"success": true}')],
      [
        'federation.ckan_error',
        answers(
          200,
          'application/json',
          JSON.stringify({ success: false, error: { __type: 'Search Query Error', message: 'Solr <b>down</b>' } }),
        ),
      ],
      ['outbound.timeout', () => true],
      ['outbound.unreachable', (_path, response) => response.socket?.destroy() !== undefined],
      ['outbound.blocked', answers(302, 'text/plain', '', { location: 'http://169.254.169.254/latest/meta-data/' })],
      ['outbound.blocked', answers(302, 'text/plain', '', { location: 'http://127.0.0.1:8099/' })],
      ['outbound.bad_address', answers(302, 'text/plain', '', { location: 'file:///etc/passwd' })],
      ['outbound.too_many_redirects', answers(302, 'text/plain', '', { location: '/again' })],
    ];
    for (const [code, fault] of cases) {
      ckan.fault = fault;
      const run = await harvest(one.id, true);
      expect([run.fault?.code, run.state, run.removed]).toEqual([code, 'failed', 0]);
      expect(run.fault?.en).not.toContain('{{');
    }
    ckan.fault = null;
    expect(await live(one)).toEqual(before);
  });

  it('that tells of more than it gives loses nothing', async () => {
    const before = await live(one);
    const all = packages;
    ckan.fault = (path, response) => {
      const start = Number(new URLSearchParams(path.split('?')[1]).get('start'));
      send(
        response,
        200,
        'application/json',
        JSON.stringify({ success: true, result: { count: 900, results: start === 0 ? all.slice(0, 50) : [] } }),
      );
      return true;
    };
    const run = await harvest(one.id, true);
    expect(run).toMatchObject({ state: 'partial', removed: 0, fault: { code: 'federation.incomplete' } });
    expect(await live(one)).toEqual(before);
  });

  it('that lost most of its records waits for a person', async () => {
    const all = packages;
    packages = all.slice(0, 20);
    const held = await harvest(one.id, true);
    expect(held).toMatchObject({
      state: 'held',
      removed: 0,
      fault: { code: 'federation.removal_guard' },
      may: { decide: true },
    });
    expect((await sources.getSource(province, one.id)).held_run).toBe(held.id);
    expect(await codeOf(sources.decideRemoval(city, held.id, { decision: 'confirm' }))).toBe(
      'federation.not_your_region',
    );
    expect(await sources.decideRemoval(province, held.id, { decision: 'keep' })).toMatchObject({
      state: 'partial',
      removed: 0,
    });
    expect(await codeOf(sources.decideRemoval(province, held.id, { decision: 'confirm' }))).toBe(
      'federation.nothing_held',
    );
    const first = await harvest(one.id, true);
    const second = await harvest(one.id, true);
    expect(await sources.getRun(province, first.id)).toMatchObject({
      state: 'partial',
      fault: { code: 'federation.superseded' },
    });
    // What a later run has seen meanwhile is not removed by an old decision.
    packages = all.slice(0, 25);
    t.clock.advance({ minutes: 1 });
    const since = new Date(t.clock.now().getTime()).toISOString().replace('Z', '000');
    packages = (packages as Package[]).map((p, i) => (i >= 20 ? { ...p, metadata_modified: since } : p));
    const part = await harvest(one.id);
    expect([part.full, part.changed]).toEqual([false, 5]);
    const removed = await sources.decideRemoval(province, second.id, { decision: 'confirm' });
    expect(removed).toMatchObject({ state: 'done', removed: all.length - 25 });
    expect((await live(one)).length).toBe(25);
    packages = all;
  });

  it('goes on after a kill from where it stood, and by one worker only', async () => {
    t.clock.advance({ days: 1 });
    const run = await sources.runSource(province, one.id, { full: true });
    ckan.asked.length = 0;
    expect(await workOn(t.app, run.id, quick, -1)).toBe('again');
    expect(ckan.asked.length).toBeLessThan(3);
    expect(await codeOf(sources.runSource(province, one.id, { full: true }))).toBe('federation.running');
    // Two at once: one goes on, the other finds the run gone and stops.
    const ends = await Promise.all([workOn(t.app, run.id, quick), workOn(t.app, run.id, quick)]);
    expect(ends).toEqual(['over', 'over']);
    const report = await sources.getRun(province, run.id);
    expect(report).toMatchObject({ state: 'done', fault: null, failed: 0, removed: 0 });
    expect(report.added + report.changed + report.unchanged).toBe(packages.length);
    expect(await live(one)).toEqual((packages as Package[]).map((p) => p.id).sort());
    expect(new TakenOver('x')).toBeInstanceOf(Error);
  });

  it('stops when it is paused meanwhile, and reads everything when it is resumed', async () => {
    t.clock.advance({ days: 1 });
    const run = await sources.runSource(province, one.id, { full: true });
    expect(await workOn(t.app, run.id, quick, -1)).toBe('again');
    const shown = await sources.getSource(province, one.id);
    const paused = await sources.pauseSource(province, one.id, { revision: shown.revision });
    expect(paused).toMatchObject({ state: 'paused', may: { run: false, resume: true, pause: false, end: true } });
    await workOn(t.app, run.id, quick);
    expect(await sources.getRun(province, run.id)).toMatchObject({
      state: 'partial',
      fault: { code: 'federation.stopped' },
    });
    expect(await codeOf(sources.runSource(province, one.id, { full: false }))).toBe('federation.wrong_state');
    expect(await codeOf(sources.resumeSource(province, one.id, { revision: shown.revision }))).toBe(
      'federation.changed_meanwhile',
    );
    await sources.resumeSource(province, one.id, { revision: paused.revision });
    expect(await harvest(one.id)).toMatchObject({ full: true, state: 'done' });
  });

  it('is heard of by the search', async () => {
    await t.drain();
    const rows = await t.database.query<{ count: string }>(
      'select count(*) from search_document where record_id is not null',
    );
    expect(Number(rows[0]!.count)).toBe((await live(one)).length);
  });
});

describe('a DCAT catalogue', () => {
  it.each(['ttl', 'jsonld', 'rdf'] as const)(
    'is read over its pages as %s, and by what changed since',
    async (writing) => {
      waters = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id: `${writing}-${id}`, title: `水质 ${id}` }));
      const one = await source('dcat', `${dcat.url}/catalog.${writing}`, { region_code: '140400' });
      expect(counts(await harvest(one.id))).toMatchObject({ state: 'done', added: 5, failed: 0 });
      const now = t.clock.now().toISOString();
      waters = waters.map((w, i) => (i === 1 ? { ...w, title: '新的', modified: now } : w));
      dcat.asked.length = 0;
      const part = await harvest(one.id);
      expect(part).toMatchObject({ full: false, changed: 1, added: 0, removed: 0 });
      expect(dcat.asked[0]).toContain('modified_since=');
      waters = waters.slice(0, 3);
      expect(counts(await harvest(one.id, true))).toMatchObject({ state: 'done', removed: 2, unchanged: 3 });
    },
  );

  it('that breaks half-way loses nothing, and says where', async () => {
    waters = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id: `half-${id}`, title: `水质 ${id}` }));
    const one = await source('dcat', `${dcat.url}/catalog.rdf`, { region_code: '140400' });
    await harvest(one.id);
    const broken: [string, (url: string) => string, string][] = [
      [
        'federation.malformed',
        () => dcatPage('rdf', { base: dcat.url, datasets: waters.slice(2, 4), next: null, total: 5 }).slice(0, -40),
        'application/rdf+xml',
      ],
      ['federation.malformed', () => '@prefix dct: <http://purl.org/dc/terms/> . <a> dct:title "x', 'text/turtle'],
      ['federation.wrong_type', () => '<html><body>Wartung</body></html>', 'text/html'],
      [
        'federation.remote_context',
        () => '{"@context":"http://127.0.0.1:1/c.jsonld","@id":"http://a/b"}',
        'application/ld+json',
      ],
    ];
    for (const [code, body, type] of broken) {
      dcat.fault = (path, response) => {
        if (!path.includes('page=2')) return false;
        send(response, 200, type, body(path));
        return true;
      };
      expect(await harvest(one.id, true)).toMatchObject({ state: 'partial', removed: 0, fault: { code } });
    }
    expect(await live(one)).toHaveLength(5);
  });

  it('whose links go round is left', async () => {
    oddAnswer = (url) => ({
      status: 200,
      type: 'text/turtle',
      body: dcatPage('ttl', {
        base: odd.url,
        datasets: [{ id: `r${url.searchParams.get('page') ?? '1'}`, title: '环' }],
        next: `${odd.url}/loop.ttl?page=${url.searchParams.get('page') === '2' ? '3' : '2'}`,
        total: null,
      }),
    });
    const one = await source('dcat', `${odd.url}/loop.ttl`);
    expect(await harvest(one.id)).toMatchObject({ state: 'partial', fault: { code: 'federation.page_loop' } });
  });

  it('without links is counted through, where its address has a page', async () => {
    oddAnswer = (url) => {
      const page = Number(url.searchParams.get('page'));
      const datasets = page <= 3 ? [{ id: `p${page}`, title: `第${page}页` }] : [];
      return {
        status: 200,
        type: 'text/plain',
        body: dcatPage('ttl', { base: odd.url, datasets, next: null, total: null }),
      };
    };
    const one = await source('dcat', `${odd.url}/plain.ttl?page=1`);
    expect(counts(await harvest(one.id))).toMatchObject({ state: 'done', added: 3 });
  });

  it('that is empty is a fault, not an end of everything', async () => {
    oddAnswer = () => ({ status: 200, type: 'text/turtle', body: '' });
    const one = await source('dcat', `${odd.url}/empty.ttl`);
    expect(await harvest(one.id)).toMatchObject({ state: 'failed', fault: { code: 'federation.no_datasets' } });
  });
});

describe('a DCAT-US inventory', () => {
  it('is read as a stream, and not at all when it did not change', async () => {
    inventory = usInventory(Array.from({ length: 230 }, (_, i) => usDataset(i)));
    const one = await source('dcat_us', `${us.url}/data.json`, { region_code: '140300' });
    expect(counts(await harvest(one.id))).toMatchObject({ state: 'done', added: 230, failed: 0 });
    const same = await harvest(one.id);
    expect(counts(same)).toMatchObject({ state: 'done', unchanged: 230, removed: 0 });
    expect(us.heard.headers['if-none-match']).toMatch(/^"/);
    inventory = usInventory([
      ...Array.from({ length: 228 }, (_, i) => usDataset(i, i === 5 ? { title: '改' } : {})),
      17,
      usDataset(900, { title: '' }),
    ]);
    const run = await harvest(one.id);
    expect(counts(run)).toMatchObject({ state: 'partial', changed: 1, unchanged: 227, removed: 0, failed: 2 });
    inventory = usInventory(Array.from({ length: 228 }, (_, i) => usDataset(i)));
    expect(counts(await harvest(one.id))).toMatchObject({ state: 'done', changed: 1, removed: 2 });
    expect(await harvest(one.id, true)).toMatchObject({ unchanged: 228 });
    expect(us.heard.headers['if-none-match']).toBeUndefined();
  });

  it('that breaks off keeps what came and removes nothing', async () => {
    inventory = usInventory(Array.from({ length: 250 }, (_, i) => usDataset(i)));
    const one = await source('dcat_us', `${us.url}/broken.json`, { region_code: '140300' });
    inventory = inventory.slice(0, Math.floor(inventory.length / 2));
    const run = await harvest(one.id);
    expect(run).toMatchObject({ state: 'partial', fault: { code: 'federation.malformed' } });
    expect(run.added).toBeGreaterThan(100);
    for (const [body, code] of [
      ['{"dataset": "none"}', 'federation.malformed'],
      ['{}', 'federation.no_datasets'],
      [`{"dataset": [${'['.repeat(100)}${']'.repeat(100)}]}`, 'federation.malformed'],
      [`{"dataset": [{"identifier": "x", "title": "${'长'.repeat(3_000_000)}"}]}`, 'federation.too_large'],
    ] as const) {
      inventory = body;
      expect((await harvest(one.id)).fault?.code).toBe(code);
    }
    expect((await live(one)).length).toBe(run.added);
  });
});

describe('a portal that costs time or memory', () => {
  const ckanAnswer = (count: number, results: readonly unknown[], padding = '') => ({
    status: 200,
    type: 'application/json',
    body: JSON.stringify({ success: true, result: { count, results }, padding }),
  });

  it('stalls or drips: the run is left in its time, and what came stays', async () => {
    inventory = usInventory(Array.from({ length: 150 }, (_, i) => usDataset(i + 2000)));
    const one = await source('dcat_us', `${us.url}/drip.json`, { region_code: '140300' });
    const half = inventory.slice(0, Math.floor(inventory.length * 0.8));
    const drips: ((response: ServerResponse) => void)[] = [
      () => {},
      (response) => {
        const timer = setInterval(() => response.write('  '), 50);
        response.once('close', () => clearInterval(timer));
      },
    ];
    for (const drip of drips) {
      us.fault = (_path, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(half);
        drip(response);
        return true;
      };
      const began = performance.now();
      const run = await harvest(one.id, true);
      expect(run).toMatchObject({ state: 'partial', removed: 0, fault: { code: 'outbound.timeout' } });
      // A stream of its size has sixty times the patience otherwise.
      expect(performance.now() - began).toBeLessThan(0.7 * 60_000);
    }
    expect((await live(one)).length).toBeGreaterThanOrEqual(100);
  });

  it('answers more than was asked for, or more than is taken: in parts, in smaller pages', async () => {
    oddAnswer = () => ckanAnswer(1100, many(1100, 3000));
    const long = await source('ckan', `${odd.url}/long`);
    const run = await sources.runSource(province, long.id, { full: true });
    expect(await workOn(t.app, run.id, quick, -1)).toBe('again');
    expect((await sources.getRun(province, run.id)).added).toBe(500);
    expect(await workOn(t.app, run.id, quick)).toBe('over');
    expect(counts(await sources.getRun(province, run.id))).toEqual({
      state: 'done',
      added: 1100,
      changed: 0,
      unchanged: 0,
      removed: 0,
      failed: 0,
    });
    const heavy = many(25, 5000);
    const padding = ' '.repeat(33 * 1024 * 1024);
    oddAnswer = (url) => {
      const [rows, start] = ['rows', 'start'].map((name) => Number(url.searchParams.get(name))) as [number, number];
      return ckanAnswer(25, heavy.slice(start, start + rows), rows > 10 ? padding : '');
    };
    // Portal and harvester share one process here: a page of 33 MB takes its time.
    const patient = { ...quick, timeoutMs: 20_000 };
    expect(counts(await harvest((await source('ckan', `${odd.url}/heavy`)).id, false, patient))).toMatchObject({
      state: 'done',
      added: 25,
      failed: 0,
    });
  });

  it('has its whole catalogue in one document: taken in parts, and once after a kill', async () => {
    const datasets = Array.from({ length: 250 }, (_, i) => ({ id: `whole-${i}`, title: `水质 ${i}` }));
    const body = dcatPage('ttl', { base: odd.url, datasets, next: null, total: 250 });
    oddAnswer = () => ({ status: 200, type: 'text/turtle', body });
    const one = await source('dcat', `${odd.url}/whole.ttl`);
    const run = await sources.runSource(province, one.id, { full: true });
    expect(await workOn(t.app, run.id, quick, -1)).toBe('again');
    expect((await sources.getRun(province, run.id)).added).toBe(100);
    expect(await workOn(t.app, run.id, quick)).toBe('over');
    const report = await sources.getRun(province, run.id);
    expect(counts(report)).toMatchObject({ state: 'done', added: 250, unchanged: 0, failed: 0 });
  });

  it('never comes to an end: a run has so many pages and no more', async () => {
    oddAnswer = (url) => ckanAnswer(1e12, [ckanPackage(7000 + Number(url.searchParams.get('start')))]);
    const one = await source('ckan', `${odd.url}/endless`);
    const run = await sources.runSource(province, one.id, { full: true });
    expect(await workOn(t.app, run.id, quick, -1)).toBe('again');
    await t.database.query("update harvest_run set position = jsonb_set(position, '{step}', '20000') where id = $1", [
      run.id,
    ]);
    expect(await workOn(t.app, run.id, quick)).toBe('over');
    expect(await sources.getRun(province, run.id)).toMatchObject({
      state: 'partial',
      added: 1,
      removed: 0,
      fault: { code: 'federation.too_many_pages' },
    });
  });

  it('is a Jinshu with pages longer than asked for, or one whose datasets do not answer', async () => {
    const hits = (count: number) => Array.from({ length: count }, (_, i) => ({ code: `a/${i}`, updated_at: null }));
    const list = (count: number) => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify({ items: hits(count), total: count }),
    });
    oddAnswer = () => list(101);
    const one = await source('jinshu', `${odd.url}/jinshu`);
    expect(await harvest(one.id)).toMatchObject({ state: 'failed', fault: { code: 'federation.malformed' } });
    oddAnswer = (url) =>
      url.pathname.endsWith('/datasets') ? list(100) : { status: 503, type: 'text/plain', body: 'later' };
    odd.asked.length = 0;
    expect(await harvest(one.id)).toMatchObject({ state: 'failed', fault: { code: 'federation.http_status' } });
    expect(odd.asked.length).toBeLessThan(10);
  });

  it('is ended while a page of it is written: nothing of it stays', async () => {
    packages = many(5, 8000);
    const one = await source('ckan', ckan.url);
    const run = await sources.runSource(province, one.id, { full: true });
    // As `endSource` does it, held open until the page is there to be written.
    let asked = () => {};
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    ckan.fault = () => {
      asked();
      return false;
    };
    let working: Promise<unknown> | undefined;
    const end = t.app.db.$transaction(async (tx) => {
      await tx.harvestSource.update({ where: { id: one.id }, data: { state: 'ended' } });
      working = workOn(t.app, run.id, quick);
      await reached;
      for (let waiting = 0; waiting === 0; ) {
        const [row] = await t.database.query<{ n: string }>(
          "select count(*) n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        waiting = Number(row!.n);
        const [taken] = await t.database.query<{ n: string }>(
          'select count(*) n from harvested_record where source_id = $1',
          [one.id],
        );
        if (Number(taken!.n) > 0) break;
      }
    });
    await end;
    await working;
    expect(await sources.getRun(province, run.id)).toMatchObject({ added: 0, fault: { code: 'federation.stopped' } });
    expect(await live(one)).toEqual([]);
  });
});

describe('one dataset in several portals', () => {
  it('is listed once: the copy stands behind the first, and takes its place when that goes', async () => {
    packages = many(6, 500);
    const first = await source('ckan', ckan.url, { region_code: '140100' });
    await harvest(first.id);
    // An aggregator keeps the identifier of the origin, or points at its page.
    oddAnswer = () => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify({
        success: true,
        result: {
          count: 4,
          results: [
            ckanPackage(500, { title: '转载' }),
            ckanPackage(900, { url: `${ckan.url}/dataset/road-501`, title: '指向' }),
            ckanPackage(901, { url: 'https://jtj.city.example/', title: '门户首页' }),
            ckanPackage(902, { url: 'https://jtj.city.example/', title: '门户首页二' }),
          ],
        },
      }),
    });
    const second = await source('ckan', odd.url, { region_code: '140000' });
    expect(counts(await harvest(second.id))).toMatchObject({ added: 4, failed: 0 });
    expect(
      (await listRecords(province, { source: second.id, page: 1, page_size: 20 })).items.map((r) => r.title).sort(),
    ).toEqual(['门户首页', '门户首页二']);
    const [copy] = await t.database.query<{ id: string; duplicate_of: string }>(
      'select id, duplicate_of from harvested_record where source_id = $1 and title = $2',
      [second.id, '转载'],
    );
    expect((await getRecord(province, copy!.id)).shown_instead).toEqual({
      kind: 'record',
      address: `/harvested/${copy!.duplicate_of}`,
    });
    await t.drain();
    const shown = () => t.database.query('select 1 from search_document where record_id = $1', [copy!.id]);
    expect(await shown()).toHaveLength(0);
    const { revision } = await sources.getSource(province, first.id);
    const ended = await sources.endSource(world.ctx('taiyuan.information'), first.id, { revision });
    expect(ended).toMatchObject({ state: 'ended', records: 0, may: { edit: false, resume: true } });
    expect((await getRecord(province, copy!.id)).shown_instead).toBeNull();
    await t.drain();
    expect(await shown()).toHaveLength(1);
    expect((await listPortals(world.ctx(null))).items.map((p) => p.id)).not.toContain(first.id);
    await sources.resumeSource(province, first.id, { revision: ended.revision });
    expect(counts(await harvest(first.id))).toMatchObject({ state: 'done', added: 6 });
  });

  it('gives way to our own entry, and what else comes from here is not taken back', async () => {
    const means = { steward: world.ctx('province.transport'), reviewer: province, drain: () => t.drain() };
    const { entry } = await publishedDataset(means);
    const ours = new URL(t.app.env.PUBLIC_URL).origin;
    oddAnswer = () => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify({
        success: true,
        result: {
          count: 2,
          results: [
            ckanPackage(910, { extras: [{ key: 'uri', value: `${ours}/datasets/${entry.code}` }] }),
            ckanPackage(911, { url: `${ours}/somewhere/else` }),
          ],
        },
      }),
    });
    const one = await source('ckan', odd.url, { region_code: '140000' });
    const run = await harvest(one.id);
    expect(run).toMatchObject({ state: 'done', added: 1, failed: 1 });
    expect(run.failures[0]!.code).toBe('federation.comes_from_here');
    const [row] = await t.database.query<{ id: string }>('select id from harvested_record where source_id = $1', [
      one.id,
    ]);
    expect((await getRecord(province, row!.id)).shown_instead).toEqual({
      kind: 'dataset',
      address: `/datasets/${entry.code}`,
    });
    expect((await listRecords(province, { source: one.id, page: 1, page_size: 20 })).total).toBe(0);
  });
});

describe('the schedule', () => {
  it('starts what is due; a broken portal harms no other and is tried again sooner', async () => {
    packages = many(3, 700);
    const good = await source('ckan', ckan.url, { schedule: 'daily' });
    oddAnswer = () => ({ status: 404, type: 'text/html', body: 'gone' });
    const bad = await source('ckan', `${odd.url}/bad`, { schedule: 'daily' });
    await startDue(t.app);
    await startDue(t.app);
    const runs = await t.database.query<{ id: string; source_id: string }>(
      "select id, source_id from harvest_run where state = 'running'",
    );
    expect(runs.map((run) => run.source_id).sort()).toEqual([good.id, bad.id].sort());
    await t.drain();
    const now = t.clock.now().getTime();
    const outcome = async (one: SourceOut) => {
      const shown = await sources.getSource(province, one.id);
      return [shown.last_run?.state, (new Date(shown.next_run_at ?? 0).getTime() - now) / 3_600_000];
    };
    expect(await outcome(good)).toEqual(['done', 24]);
    expect(await outcome(bad)).toEqual(['failed', 2]);
    await startDue(t.app);
    expect(await t.database.query("select 1 from harvest_run where state = 'running'")).toEqual([]);
    for (const one of [good, bad]) {
      const { revision } = await sources.getSource(province, one.id);
      await sources.pauseSource(province, one.id, { revision });
    }
  });

  it('takes over a run that fell silent', async () => {
    const one = await source('ckan', ckan.url);
    const run = await sources.runSource(province, one.id, { full: true });
    await t.database.query('delete from graphile_worker._private_jobs where key = $1', [`federation.run:${run.id}`]);
    await startDue(t.app);
    await t.drain();
    expect((await sources.getRun(province, run.id)).state).toBe('running');
    t.clock.advance({ minutes: 11 });
    await startDue(t.app);
    await t.drain();
    expect(await sources.getRun(province, run.id)).toMatchObject({ state: 'done' });
  });
});

describe('who may', () => {
  it('keep the sources of a region: its department and the one directly above', async () => {
    const input = {
      kind: 'ckan',
      url: 'https://data.city.example',
      name: '甲',
      name_en: '',
      schedule: 'manual',
    } as const;
    const tries: [Ctx, string, string | null][] = [
      [world.ctx(null), '140100', 'auth.required'],
      [world.ctx('province.transport'), '140000', 'federation.not_your_region'],
      [city, '140200', 'federation.not_your_region'],
      [city, '140000', 'federation.not_your_region'],
      [province, '140105', 'federation.not_your_region'],
      [province, '110000', 'federation.not_your_region'],
      [city, '140105', null],
    ];
    for (const [ctx, region_code, code] of tries)
      expect([region_code, await codeOf(sources.addSource(ctx, { ...input, region_code }))]).toEqual([
        region_code,
        code,
      ]);
    expect(await codeOf(sources.addSource(city, { ...input, region_code: '140100' }))).toBe('federation.url_taken');
    expect(
      await codeOf(sources.addSource(city, { ...input, url: 'https://data.city.example/#x', region_code: '140100' })),
    ).toBe('federation.url_taken');
    expect((await sources.listSources(city)).items.every((one) => one.region_code.startsWith('1401'))).toBe(true);
    expect(await codeOf(sources.listSources(world.ctx('buyer')))).toBe('federation.not_your_region');
    const refused = await t.database.query<{ n: string }>(
      "select count(*) n from audit_event where action = 'federation.add_source' and outcome = 'refused'",
    );
    expect(Number(refused[0]!.n)).toBeGreaterThan(5);
  });

  it('add which addresses', async () => {
    const input = { kind: 'ckan', region_code: '140000', name: '甲', name_en: '', schedule: 'manual' } as const;
    const add = (url: string) => codeOf(sources.addSource(province, { ...input, url }));
    expect(await add('http://user:pass@city.example/')).toBe('outbound.bad_address');
    expect(await add('ftp://city.example/')).toBe('outbound.bad_address');
    expect(await add(`${t.app.env.PUBLIC_URL}/api`)).toBe('federation.own_address');
    const look = (url: string) => codeOf(sources.previewSource(province, { kind: 'ckan', url, region_code: '140000' }));
    for (const inner of [
      'http://127.0.0.1:8098/',
      'http://[::1]:8080/',
      'http://169.254.169.254/',
      'http://2130706433/',
      'http://localhost/',
    ])
      expect([inner, await look(inner)]).toEqual([inner, 'outbound.blocked']);
  });

  it('look at a portal first, which keeps nothing', async () => {
    packages = [...many(30, 800), { title: '坏' }];
    const before = await t.database.query('select count(*) from harvested_record');
    const shown = await sources.previewSource(province, { kind: 'ckan', url: ckan.url, region_code: '140200' });
    expect(shown.told).toBe(31);
    expect(shown.items.length + shown.failures.length).toBe(10);
    expect(shown.items[0]!.content.title).toMatch(/市政道路养护记录/);
    inventory = usInventory(Array.from({ length: 500 }, (_, i) => usDataset(i)));
    expect(
      (await sources.previewSource(province, { kind: 'dcat_us', url: `${us.url}/data.json`, region_code: '140300' }))
        .items,
    ).toHaveLength(10);
    expect(await t.database.query('select count(*) from harvested_record')).toEqual(before);
    expect(await codeOf(sources.previewSource(city, { kind: 'ckan', url: ckan.url, region_code: '140200' }))).toBe(
      'federation.not_your_region',
    );
  });

  it('edit: a new address is read wholly, an old revision is told', async () => {
    packages = many(4, 850);
    const one = await source('ckan', ckan.url);
    await harvest(one.id);
    const { revision } = await sources.getSource(province, one.id);
    const input = { revision, name: '新名', name_en: 'New', url: `${ckan.url}/ckan`, schedule: 'weekly' } as const;
    const edited = await sources.editSource(province, one.id, input);
    expect(edited).toMatchObject({ name: '新名', name_en: 'New', schedule: 'weekly', revision: revision + 1 });
    expect(edited.next_run_at).not.toBeNull();
    expect(await codeOf(sources.editSource(province, one.id, input))).toBe('federation.changed_meanwhile');
    expect(await harvest(one.id)).toMatchObject({ full: true, state: 'done' });
    expect(await codeOf(sources.editSource(province, 'src_x', input))).toBe('federation.not_found');
    expect(await codeOf(sources.getRun(province, 'run_x'))).toBe('federation.run_not_found');
    expect(await codeOf(getRecord(province, 'rec_x'))).toBe('federation.record_not_found');
    const ended = await sources.endSource(province, one.id, { revision: edited.revision });
    expect(await codeOf(sources.editSource(province, one.id, { ...input, revision: ended.revision }))).toBe(
      'federation.wrong_state',
    );
    expect(await codeOf(sources.endSource(province, one.id, { revision: ended.revision }))).toBe(
      'federation.wrong_state',
    );
  });
});

describe('over HTTP', () => {
  it('portals and records are public, the rest is for the department', async () => {
    const { url } = await t.serve();
    const get = (path: string) => fetch(`${url}/api/v1/federation/${path}`);
    const portals = (await (await get('portals')).json()) as {
      items: { id: string; records: number; harvested_at: string | null }[];
    };
    expect(portals.items.some((one) => one.records > 0 && one.harvested_at !== null)).toBe(true);
    const records = (await (await get('records?page_size=5')).json()) as { items: { id: string }[] };
    expect(records.items).toHaveLength(5);
    expect((await get(`records/${records.items[0]!.id}`)).status).toBe(200);
    expect((await get('records/rec_none')).status).toBe(404);
    expect((await get('sources')).status).toBe(401);
    expect((await get('runs/run_x')).status).toBe(401);
  });
});

describe('the audit trail', () => {
  it('holds what changed the catalogue, in an unbroken chain', async () => {
    const actions = (
      await t.database.query<{ action: string }>(
        "select distinct action from audit_event where action like 'federation.%'",
      )
    ).map((row) => row.action);
    for (const action of [
      'add_source',
      'edit_source',
      'pause_source',
      'resume_source',
      'end_source',
      'start_run',
      'take_records',
      'finish_run',
      'break_run',
      'confirm_removal',
      'keep_records',
    ])
      expect(actions).toContain(`federation.${action}`);
  });
});
