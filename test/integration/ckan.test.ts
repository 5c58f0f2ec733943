/**
 * The CKAN Action API as existing clients call it: ckanapi (POST without /3/, JSON, both headers, multipart), ckanr (arguments in the
 * address, empty body) and the QGIS CKAN-Browser (groups first, fq by groups, HEAD before the download).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { apiClient, done, signIn } from '#test/support/api-client.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let token = '';
let _other = '';
const name = { toll: '', bridge: '', licensed: '' };
let usccName = '';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types reads them
type Any = any;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Any;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  let json: Any = null;
  try {
    json = JSON.parse(text);
  } catch {}
  return { status: response.status, headers: response.headers, text, json };
}

/** As ckanapi sends it: POST, no /3/, JSON, the key in two headers. */
async function ckanapi(action: string, args: object = {}, key = ''): Promise<Answer> {
  return call(`/api/action/${action}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === '' ? {} : { authorization: key, 'x-ckan-api-key': key }),
    },
    body: JSON.stringify(args),
  });
}

async function result(action: string, args: object = {}, key = ''): Promise<Any> {
  const answer = await ckanapi(action, args, key);
  if (answer.json?.success !== true) throw new Error(`${action}: ${answer.status} ${answer.text}`);
  return answer.json.result;
}

async function fails(action: string, args: object, status: number, type: string, key = ''): Promise<Any> {
  const answer = await ckanapi(action, args, key);
  expect([answer.status, answer.json?.error?.__type], answer.text).toEqual([status, type]);
  expect(answer.json.success).toBe(false);
  expect(answer.json.help).toContain(`help_show?name=${action}`);
  const said = JSON.stringify(answer.json.error);
  expect(said).toMatch(/\p{Script=Han}/u);
  expect(said).toMatch(/[a-z]{3}/);
  return answer.json.error;
}

/** A form as ckanapi's files= makes it: every field a string, the file last. */
async function _multipart(action: string, fields: Record<string, string>, file: [string, string] | null, key = token) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  if (file !== null) form.append('upload', new Blob([file[1]]), file[0]);
  return call(`/api/action/${action}`, {
    method: 'POST',
    headers: { authorization: key, 'x-ckan-api-key': key },
    body: form,
  });
}

const bridges = `桥名,县区,长度,建成日期,收费\n${Array.from(
  { length: 2500 },
  (_, i) =>
    `桥${i},${['迎泽区', '小店区', '晋源区'][i % 3]},${(i / 4).toFixed(2)},2001-0${(i % 9) + 1}-15,${i % 2 === 0}`,
).join('\n')}\n`;

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00' });
  world = await makeWorld(t.app);
  const reviewer = world.ctx('province.information');
  const means = { steward: world.ctx('province.transport'), reviewer, drain: () => t.drain() };
  const toll = await publishedDataset(means);
  t.clock.advance({ days: 1 });
  const bridge = await publishedDataset(
    means,
    {
      title: '城市桥梁名录',
      title_en: '',
      theme: 'construction',
      keywords: ['桥梁', '城市 建设'],
      update_cycle: 'yearly',
      abstract: '全省城市桥梁的名称、长度和建成日期。',
      items: [{ name: '桥名', label: '桥梁名称', data_type: 'C', description: '', unit: '', sensitivity: 'none' }],
    },
    bridges,
  );
  const licensed = await publishedDataset(
    means,
    {
      title: '货运车辆轨迹统计',
      title_en: '',
      open_type: 'conditional',
      open_condition: '签订协议',
      licence: 'agreement',
      theme: 'credit',
      keywords: ['货运'],
      abstract: '货运车辆按车号段的次数。',
      items: [{ name: '次数', label: '次数', data_type: 'I', description: '', unit: '', sensitivity: 'none' }],
    },
    '车号段,次数\n甲,3\n乙,4\n',
  );
  await t.drain();
  server = await t.serve();
  const asName = (code: string) => code.replace('/', '-').toLowerCase();
  name.toll = asName(toll.entry.code);
  name.bridge = asName(bridge.entry.code);
  name.licensed = asName(licensed.entry.code);
  const make = async (login: string) =>
    done(await (await signIn(server.url, login)).POST('/tokens', { body: { name: 'ckan', expires_on: '2026-12-31' } }))
      .token;
  token = await make('province.transport');
  _other = await make('province.ecology');
  usccName = world.organization('province.transport').uscc.toLowerCase();
});
afterAll(async () => {
  await t.close();
});

describe('the envelope', () => {
  it('answers at both addresses, by GET and by POST', async () => {
    for (const path of ['/api/action/site_read', '/api/3/action/site_read', '/api/2/action/site_read']) {
      for (const method of ['GET', 'POST']) {
        const { status, json } = await call(path, { method });
        expect([status, json.success, json.result]).toEqual([200, true, true]);
        expect(json.help).toMatch(/^http.*\/api\/3\/action\/help_show\?name=site_read$/);
      }
    }
    expect((await call('/api/3')).json).toEqual({ version: 3 });
    expect((await call('/api/4/action/site_read')).status).toBe(404);
    expect((await call('/api/v1/datasets')).status).toBe(200);
  });

  it('says that it is a CKAN of a version ckanr leaves nothing out for', async () => {
    const { ckan_version, extensions } = (await call('/api/3/action/status_show')).json.result;
    expect(ckan_version).toMatch(/^2\.11\.\d+$/);
    expect(extensions).toContain('datastore');
  });

  it('does not know an action as CKAN does not: a plain sentence', async () => {
    const { status, json } = await ckanapi('no_such_action');
    expect([status, json]).toEqual([400, 'Bad request - Action name not known: no_such_action']);
    expect((await ckanapi('constructor')).status).toBe(400);
    const broken = await call('/api/action/package_list', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect([broken.status, broken.json]).toEqual([400, expect.stringContaining('Bad request - JSON Error')]);
    const list = await call('/api/action/package_list', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[]',
    });
    expect(list.status).toBe(400);
  });

  it('takes JSON that curl -d calls a form, forms, and arguments in the address', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const body of [JSON.stringify({ id: name.toll }), `id=${name.toll}`]) {
      const { json } = await call('/api/action/package_show', { method: 'POST', headers: form, body });
      expect(json.result.name).toBe(name.toll);
    }
    expect((await call(`/api/3/action/package_show?id=${name.toll}`)).json.result.name).toBe(name.toll);
  });

  it('wraps for JSONP, in plain names only, and never for whom a session stands', async () => {
    const { headers, text } = await call(`/api/3/action/package_show?id=${name.toll}&callback=my.app.cb`);
    expect(headers.get('content-type')).toMatch(/^application\/javascript/);
    expect(text).toMatch(/^\/\*\*\/my\.app\.cb\(\{.*\}\);$/s);
    for (const callback of ['alert(1)//', '<script>', 'a-b', 'x'.repeat(101), 'a;b']) {
      const answer = await call(`/api/3/action/site_read?callback=${encodeURIComponent(callback)}`);
      expect([answer.status, answer.text.includes(callback)]).toEqual([400, false]);
    }
    // A page of another site has the visitor's cookie sent along: the answer is a passer-by's all the same.
    const { token: session } = done(
      await apiClient(server.url).POST('/session', { body: { login: 'province.transport', password: demoPassword } }),
    );
    const cookie = { headers: { cookie: `jinshu_session=${session}` } };
    expect((await call('/api/3/action/user_list', cookie)).json.result).toHaveLength(1);
    expect((await call('/api/3/action/user_list?callback=cb', cookie)).text).toContain('"result":[]');
  });

  it('lets other sites read, and refuses their writes', async () => {
    const { headers } = await call('/api/3/action/package_list');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const { status } = await call('/api/3/action/package_create', {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(status).toBe(403);
  });

  it('changes nothing by GET', async () => {
    const { status, json } = await call(`/api/3/action/package_delete?id=${name.toll}`, {
      headers: { authorization: token },
    });
    expect([status, json]).toEqual([400, expect.stringContaining('Please use POST')]);
  });

  it('leads from CKAN’s addresses of pages to ours', async () => {
    const to = async (path: string) => (await call(path)).headers.get('location');
    expect(await to(`/dataset/${name.toll}`)).toBe(`/datasets/${name.toll.replace('-', '/')}`);
    expect(await to(`/organization/${usccName}`)).toBe(`/agencies/${usccName.toUpperCase()}`);
    expect(await to('/group/construction')).toBe('/themes/construction');
    expect((await call('/group/nothing')).status).toBe(404);
  });

  it('explains every action', async () => {
    for (const action of ['package_search', 'package_create', 'datastore_search'])
      expect(await result('help_show', { name: action })).toMatch(/\p{Script=Han}[\s\S]*[a-z]{4}/u);
    await fails('help_show', { name: 'nothing' }, 404, 'Not Found Error');
  });
});

describe('a package', () => {
  it('has what CKAN packages have, and the elements of the regulation', async () => {
    const one = await result('package_show', { id: name.toll });
    expect(one).toMatchObject({
      name: name.toll,
      title: '高速公路收费站基本信息',
      notes: '全省高速公路收费站的名称、位置和车道数。',
      type: 'dataset',
      state: 'active',
      private: false,
      license_id: 'attribution',
      isopen: true,
      num_tags: 2,
      version: '1',
      groups: [{ name: 'public_services', display_name: '公共服务' }],
      organization: { name: usccName, is_organization: true },
    });
    expect(one.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one.owner_org).toBe(one.organization.id);
    expect(one.tags.map((tag: Any) => tag.name)).toEqual(['收费站', '高速公路']);
    expect(one.metadata_modified).toBe('2026-11-02T04:00:00.000000'.replace('.000000', '.000000'));
    const extras = Object.fromEntries(one.extras.map((e: Any) => [e.key, e.value]));
    expect(extras).toMatchObject({
      code: name.toll.replace('-', '/'),
      share_type: '1',
      open_type: 'unconditional',
      update_cycle: 'monthly',
      grade: 'general_1',
      secret: 'false',
      storage_location: 'provincial_cloud',
      title_en: 'Motorway toll stations',
    });
    expect(JSON.parse(extras.items)).toHaveLength(2);
    for (const id of [one.id, name.toll.toUpperCase(), name.toll.replace('-', '/')])
      expect((await result('package_show', { id })).id).toBe(one.id);
  });

  it('has a resource a format, by whose address the file comes', async () => {
    const one = await result('package_show', { id: name.toll });
    expect(one.resources.map((r: Any) => r.format)).toEqual(['CSV', 'XLSX', 'JSON', 'Parquet']);
    expect(one.num_resources).toBe(4);
    expect(new Set(one.resources.map((r: Any) => r.id)).size).toBe(4);
    for (const resource of one.resources) {
      const at = new URL(resource.url).pathname;
      const ext = resource.format.toLowerCase();
      expect(at.endsWith(`.${ext}`)).toBe(true);
      const head = await fetch(`${server.url}${at}`, { method: 'HEAD' });
      expect(head.status).toBe(200);
      const length = Number(head.headers.get('content-length'));
      const file = Buffer.from(await (await fetch(`${server.url}${at}`)).arrayBuffer());
      expect(file.length).toBe(length);
      expect(length).toBeGreaterThan(10);
      if (ext === 'parquet') {
        expect(resource.size).toBe(length);
        expect(resource.hash).toMatch(/^[0-9a-f]{64}$/);
        expect(file.subarray(0, 4).toString()).toBe('PAR1');
      }
      if (ext === 'csv')
        expect(file.toString()).toBe(
          '站名,车道数,开通日期\n太原北,12,2003-10-01\n忻州,8,2005-06-01\n大同南,10,2008-07-15\n',
        );
      if (ext === 'xlsx') expect(file.subarray(0, 2).toString()).toBe('PK');
      if (ext === 'json') expect(JSON.parse(file.toString())).toHaveLength(3);
      expect(await result('resource_show', { id: resource.id })).toMatchObject({ id: resource.id, url: resource.url });
      expect(await result('resource_view_list', { id: resource.id })).toEqual([]);
    }
  });

  it('goes on with a download that broke off', async () => {
    const { resources } = await result('package_show', { id: name.toll });
    const at = `${server.url}${new URL(resources[0].url).pathname}`;
    const whole = Buffer.from(await (await fetch(at)).arrayBuffer());
    const rest = await fetch(at, { headers: { range: 'bytes=10-' } });
    expect([rest.status, rest.headers.get('content-range')]).toEqual([
      206,
      `bytes 10-${whole.length - 1}/${whole.length}`,
    ]);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(10));
    const etag = rest.headers.get('etag') ?? '';
    expect((await fetch(at, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })).status).toBe(304);
  });

  it('keeps what is licensed to those with a licence', async () => {
    const one = await result('package_show', { id: name.licensed });
    expect(one.resources).toHaveLength(1);
    expect(one.resources[0]).toMatchObject({ format: 'API', datastore_active: false });
    expect(one.isopen).toBe(false);
    const csv = one.resources[0].id.replace(/-api$/, '');
    await fails('datastore_search', { resource_id: csv }, 403, 'Authorization Error');
    await fails('resource_show', { id: csv }, 404, 'Not Found Error');
    const file = await fetch(`${server.url}/dataset/${name.licensed}/resource/${csv}/download/x.csv`);
    expect(file.status).toBe(403);
    expect((await fetch(`${server.url}/datastore/dump/${csv}`)).status).toBe(403);
  });

  it('is not there when it is not public', async () => {
    for (const id of ['301001-999999', 'nothing', '00000000-0000-7000-8000-000000000000'])
      await fails('package_show', { id }, 404, 'Not Found Error');
    const steward = world.ctx('province.transport');
    const gone = await publishedDataset(
      { steward, reviewer: world.ctx('province.information'), drain: () => t.drain() },
      { title: '将撤销的数据' },
      '甲,乙\n1,2\n3,4\n',
    );
    const id = gone.entry.code.replace('/', '-');
    const { resources } = await result('package_show', { id });
    await withdrawEntry(steward, gone.entry.id, { revision: gone.entry.revision, reason: '职责调整' });
    await t.drain();
    const error = await fails('package_show', { id }, 404, 'Not Found Error');
    expect(error.message).toContain('职责调整');
    await fails('datastore_search', { resource_id: resources[0].id }, 404, 'Not Found Error');
    expect((await fetch(`${server.url}${new URL(resources[0].url).pathname}`)).status).toBe(410);
    expect(await result('package_list')).not.toContain(id);
  });

  it('is listed, whole and in pages', async () => {
    const all = await result('package_list');
    expect(all).toEqual([name.toll, name.bridge, name.licensed].toSorted());
    expect(await result('package_list', { limit: 1, offset: 1 })).toEqual([all[1]]);
    const current = await result('current_package_list_with_resources', { limit: 2 });
    expect(current).toHaveLength(2);
    expect(current[0].resources.length).toBeGreaterThan(0);
    const [hit] = await result('package_autocomplete', { q: '收费' });
    expect(hit).toMatchObject({ name: name.toll, match_field: 'title' });
  });
});

describe('package_search', () => {
  const names = async (args: object) => (await result('package_search', args)).results.map((one: Any) => one.name);

  it('lists everything for *:* and nothing typed, the last changed first', async () => {
    for (const q of ['*:*', '', undefined]) {
      const answer = await result('package_search', q === undefined ? {} : { q });
      expect(answer).toMatchObject({
        count: 3,
        sort: 'score desc, metadata_modified desc',
        facets: {},
        search_facets: {},
      });
      expect(answer.results.at(-1).name).toBe(name.toll);
    }
  });

  it('finds by words, in any order', async () => {
    expect(await names({ q: '收费站' })).toEqual([name.toll]);
    expect(await names({ q: '车道数 收费站' })).toEqual([name.toll]);
    expect(await names({ q: 'motorway' })).toEqual([name.toll]);
    expect(await names({ q: '绝无此词' })).toEqual([]);
    expect(await names({ q: 'C++ (stray' })).toEqual([]);
  });

  it('filters by fields, quotes, OR, AND, NOT, +, - and groups of them', async () => {
    expect(await names({ fq: 'groups:construction' })).toEqual([name.bridge]);
    expect(await names({ fq: '(groups:construction OR groups:public_services)', sort: 'name asc' })).toEqual(
      [name.toll, name.bridge].toSorted(),
    );
    expect(await names({ fq: 'groups:(construction OR credit) AND -license_id:agreement' })).toEqual([name.bridge]);
    expect(await names({ fq: '+res_format:CSV -tags:"城市 建设"' })).toEqual([name.toll]);
    expect(await names({ fq: 'tags:"城市 建设"' })).toEqual([name.bridge]);
    expect(await names({ fq: ['res_format:csv', 'NOT groups:construction'] })).toEqual([name.toll]);
    expect(await names({ fq_list: ['res_format:csv', 'frequency:yearly'] })).toEqual([name.bridge]);
    expect(await names({ fq: `organization:${usccName}`, rows: 0 })).toEqual([]);
    expect((await result('package_search', { fq: `organization:${usccName}`, rows: 0 })).count).toBe(3);
    expect(await names({ fq: 'organization:nobody' })).toEqual([]);
    expect(await names({ fq: `name:${name.toll}` })).toEqual([name.toll]);
    expect(await names({ fq: 'name:301001-*', sort: 'name asc' })).toHaveLength(3);
    expect(await names({ q: 'title:桥梁' })).toEqual([name.bridge]);
    expect(await names({ fq: 'state:active private:false dataset_type:dataset' })).toHaveLength(3);
    expect(await names({ fq: 'private:true' })).toEqual([]);
    expect(await names({ fq: 'extras_open_type:conditional' })).toEqual([name.licensed]);
  });

  it('filters by times, as harvesters do', async () => {
    const old = 'metadata_modified:[* TO 2026-11-02T23:59:59Z]';
    expect(await names({ fq: old })).toEqual([name.toll]);
    expect(await names({ fq: 'metadata_modified:[2026-11-03T00:00:00Z TO *]' })).toHaveLength(2);
    expect(await names({ q: 'metadata_modified:[NOW-12HOURS TO NOW]' })).toHaveLength(2);
    expect(await names({ fq: 'metadata_created:{2026-11-02T04:00:00Z TO *}' })).toHaveLength(2);
    expect(await names({ fq: 'num_resources:[1 TO *]' })).toHaveLength(3);
    // A further version makes it new again.
    const steward = world.ctx('province.transport');
    const { items } = done(await apiClient(server.url).GET('/datasets', { params: { query: { q: '收费站' } } }));
    await upload(steward, items[0]?.id ?? '', '站名,车道数,开通日期\n太原北,14,2003-10-01\n');
    await t.drain();
    const versions = done(
      await (await signIn(server.url, 'province.transport')).GET('/catalog/entries/{id}/versions', {
        params: { path: { id: items[0]?.id ?? '' } },
      }),
    ).items;
    const api = await signIn(server.url, 'province.transport');
    done(await api.POST('/versions/{id}/publication', { params: { path: { id: versions[0]?.id ?? '' } } }));
    await t.drain();
    expect(await names({ fq: old })).toEqual([]);
    const one = await result('package_show', { id: name.toll });
    expect(one.resources.map((r: Any) => [r.version, r.format])).toEqual([
      [2, 'CSV'],
      [2, 'XLSX'],
      [2, 'JSON'],
      [2, 'Parquet'],
      [1, 'CSV'],
    ]);
  });

  it('pages and sorts', async () => {
    const first = await result('package_search', { sort: 'title asc', rows: 2, start: 0 });
    const rest = await result('package_search', { sort: 'title asc', rows: 2, start: 2 });
    expect([first.count, first.results.length, rest.results.length]).toEqual([3, 2, 1]);
    expect(await names({ sort: 'metadata_created asc', rows: 1 })).toEqual([name.toll]);
  });

  it('counts facets', async () => {
    const { facets, search_facets } = (
      await call(
        `/api/3/action/package_search?rows=0&facet.field=${encodeURIComponent('["groups","tags","organization","res_format","license_id"]')}&facet.limit=10`,
      )
    ).json.result;
    expect(facets.groups).toEqual({ public_services: 1, construction: 1, credit: 1 });
    expect(facets.tags).toMatchObject({ 收费站: 1, 桥梁: 1 });
    expect(facets.organization).toEqual({ [usccName]: 3 });
    expect(facets.res_format.CSV).toBe(2);
    expect(search_facets.groups).toMatchObject({
      title: 'groups',
      items: expect.arrayContaining([{ name: 'credit', display_name: '信用体系', count: 1 }]),
    });
    expect(
      Object.keys((await result('package_search', { 'facet.field': ['tags'], 'facet.limit': 1 })).facets.tags),
    ).toHaveLength(1);
  });

  it('says where a query is wrong', async () => {
    for (const fq of [
      'groups:(a OR',
      'tags:"open',
      'metadata_modified:[2026 TO',
      'metadata_modified:[x TO *]',
      ')',
      'AND',
    ])
      await fails('package_search', { fq }, 400, 'Search Query Error');
    const unknown = await fails('package_search', { fq: 'colour:red' }, 400, 'Search Query Error');
    expect(unknown.message).toContain('colour');
    await fails('package_search', { sort: 'colour asc' }, 400, 'Search Query Error');
    await fails('package_search', { rows: 'many' }, 409, 'Validation Error');
  });
});

describe('groups, organisations, tags', () => {
  it('answers what the QGIS plug-in asks first', async () => {
    const groups = (await call('/api/3/action/group_list?all_fields=true')).json.result;
    expect(groups).toHaveLength(12);
    for (const group of groups)
      expect(group).toMatchObject({ name: expect.any(String), display_name: expect.any(String) });
    const found = (
      await call(
        '/api/3/action/package_search?q=&fq=(groups:construction+OR+groups:credit)&sort=metadata_modified+desc&rows=10&start=0',
      )
    ).json.result;
    expect(found.count).toBe(2);
    for (const one of found.results) {
      expect(one).toMatchObject({ title: expect.any(String), notes: expect.any(String), author: expect.any(String) });
      expect(one).toMatchObject({ license_id: expect.any(String), num_resources: expect.any(Number) });
      for (const resource of one.resources)
        for (const key of ['id', 'name', 'format', 'url']) expect(resource[key]).toEqual(expect.any(String));
    }
  });

  it('shows themes, agencies and keywords with their datasets', async () => {
    expect(await result('group_list')).toContain('construction');
    expect(await result('group_list', { sort: 'package_count desc', limit: 3 })).toHaveLength(3);
    const group = await result('group_show', { id: 'construction', include_datasets: true });
    expect([group.package_count, group.packages[0].name]).toEqual([1, name.bridge]);
    await fails('group_show', { id: 'nothing' }, 404, 'Not Found Error');
    const agencies = await result('organization_list', { all_fields: true, sort: 'package_count desc' });
    expect(agencies[0]).toMatchObject({ name: usccName, package_count: 3 });
    expect(await result('organization_list')).toContain(usccName);
    const agency = await result('organization_show', { id: agencies[0].id });
    expect(agency).toMatchObject({ name: usccName, package_count: 3 });
    expect(agency.packages).toBeUndefined();
    await fails('organization_show', { id: 'nobody' }, 404, 'Not Found Error');
    expect(await result('tag_list')).toEqual(expect.arrayContaining(['收费站', '桥梁', '货运']));
    expect(await result('tag_search', { query: '桥' })).toMatchObject({ count: 1, results: [{ name: '桥梁' }] });
    expect((await result('tag_show', { id: '桥梁', include_datasets: true })).packages[0].name).toBe(name.bridge);
    await fails('tag_show', { id: '没有' }, 404, 'Not Found Error');
    expect(await result('vocabulary_list')).toEqual([]);
    expect((await result('license_list')).map((one: Any) => one.id)).toEqual(['attribution', 'cc-by-4.0', 'agreement']);
    expect(await result('resource_search', { query: 'format:csv' })).toMatchObject({ count: 2 });
    expect(await result('resource_search', { query: ['name:桥梁', 'format:xlsx'] })).toMatchObject({
      count: 1,
      results: [{ format: 'XLSX' }],
    });
    await fails('resource_search', { query: 'colour:red' }, 400, 'Search Query Error');
  });

  it('shows whom the token stands for, and nobody to passers-by', async () => {
    expect(await result('user_list')).toEqual([]);
    await fails('user_show', {}, 404, 'Not Found Error');
    expect(await result('user_show', {}, token)).toMatchObject({ name: 'province.transport', sysadmin: false });
    expect(await result('organization_list_for_user', {}, token)).toMatchObject([{ name: usccName }]);
    // A key of another site is no key of ours; one of ours that is dead is told so.
    expect(await result('user_list', {}, 'c0ffee00-1234-5678-9abc-def012345678')).toEqual([]);
    const dead = await fails('site_read', {}, 403, 'Authorization Error', `jst_${'A'.repeat(43)}`);
    expect(dead.__code).toBe('people.token_unknown');
  });
});

describe('the datastore', () => {
  let id = '';
  beforeAll(async () => {
    id = (await result('package_show', { id: name.bridge })).resources[0].id;
  });

  it('answers ckanr: POST with everything in the address and an empty body', async () => {
    const { json } = await call(`/api/action/datastore_search?resource_id=${id}&limit=2&offset=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '',
    });
    expect(json.result).toMatchObject({
      resource_id: id,
      limit: 2,
      offset: 1,
      total: 2500,
      total_was_estimated: false,
      records_format: 'objects',
      records: [
        { _id: 2, 桥名: '桥1', 县区: '小店区', 长度: 0.25, 建成日期: '2001-02-15', 收费: false },
        { _id: 3, 桥名: '桥2', 县区: '晋源区', 长度: 0.5, 建成日期: '2001-03-15', 收费: true },
      ],
    });
    expect(json.result.fields.map((f: Any) => [f.id, f.type])).toEqual([
      ['_id', 'int'],
      ['桥名', 'text'],
      ['县区', 'text'],
      ['长度', 'numeric'],
      ['建成日期', 'date'],
      ['收费', 'bool'],
    ]);
    const next = (await call(json.result._links.next)).json.result;
    expect(next.records.map((r: Any) => r._id)).toEqual([4, 5]);
  });

  it('filters, searches, sorts, chooses columns', async () => {
    const some = await result('datastore_search', {
      resource_id: id,
      filters: { 县区: ['迎泽区', '小店区'], 收费: true },
      q: '桥24',
      fields: '桥名,长度',
      sort: '长度 desc',
      limit: 3,
    });
    expect(some.total).toBeGreaterThan(3);
    expect(Object.keys(some.records[0])).toEqual(['桥名', '长度']);
    const lengths = some.records.map((r: Any) => r.长度);
    expect(lengths).toEqual(lengths.toSorted((a: number, b: number) => b - a));
    const asked = await result('datastore_search', { resource_id: id, filters: '{"桥名":"桥7"}' });
    expect(asked.records).toEqual([expect.objectContaining({ _id: 8, 桥名: '桥7' })]);
    expect((await result('datastore_search', { resource_id: id, filters: { _id: 8 } })).records[0].桥名).toBe('桥7');
    const ranged = await result('datastore_search', { resource_id: id, filters: { 长度: { gte: 10, lt: 11 } } });
    expect(ranged.total).toBe(4);
    const within = await result('datastore_search', { resource_id: id, q: { 桥名: '桥1234' } });
    expect(within.records.map((r: Any) => r._id)).toEqual([1235]);
    const distinct = await result('datastore_search', {
      resource_id: id,
      fields: ['县区'],
      distinct: true,
      sort: '县区',
    });
    expect(distinct.records).toHaveLength(3);
  });

  it('hands out up to 32,000 rows in every form, without a count when none is wanted', async () => {
    const lists = await result('datastore_search', { resource_id: id, limit: 99_999, records_format: 'lists' });
    expect([lists.limit, lists.records.length]).toEqual([32_000, 2500]);
    expect(lists.records.map((row: Any) => row[0])).toEqual(Array.from({ length: 2500 }, (_, i) => i + 1));
    const csv = await result('datastore_search', {
      resource_id: id,
      limit: 2,
      records_format: 'csv',
      include_total: 'false',
    });
    expect(csv.records).toBe('1,桥0,迎泽区,0,2001-01-15,true\r\n2,桥1,小店区,0.25,2001-02-15,false\r\n');
    expect('total' in csv).toBe(false);
    const tsv = await result('datastore_search', { resource_id: id, limit: 1, records_format: 'tsv' });
    expect(tsv.records.split('\t')).toHaveLength(6);
    const none = await result('datastore_search', { resource_id: id, limit: 0 });
    expect([none.records, none.total]).toEqual([[], 2500]);
    const deep = await result('datastore_search', { resource_id: id, offset: 2499, limit: 10 });
    expect(deep.records.map((r: Any) => r._id)).toEqual([2500]);
    expect((await result('datastore_search', { resource_id: id, offset: 9999 })).records).toEqual([]);
  });

  it('follows a dataset by its name', async () => {
    expect((await result('datastore_search', { resource_id: name.bridge, limit: 1 })).records[0]._id).toBe(1);
    expect((await result('datastore_info', { id: name.bridge })).meta).toMatchObject({
      id,
      count: 2500,
      aliases: [name.bridge],
    });
  });

  it('says what a column means', async () => {
    const { items } = done(await apiClient(server.url).GET('/datasets', { params: { query: { q: '收费站' } } }));
    const { resources } = await result('package_show', { id: items[0]?.code ?? '' });
    const { fields } = await result('datastore_info', { id: resources[0].id });
    expect(fields.find((f: Any) => f.id === '车道数')).toMatchObject({
      type: 'int8',
      info: { label: '车道数量', unit: '条' },
    });
  });

  it('refuses what cannot be asked, at the column', async () => {
    await fails('datastore_search', { resource_id: 'nothing' }, 404, 'Not Found Error');
    await fails('datastore_search', {}, 409, 'Validation Error');
    await fails('datastore_search', { resource_id: id, filters: { 没有: 1 } }, 409, 'Validation Error');
    await fails('datastore_search', { resource_id: id, filters: { 长度: '很长' } }, 409, 'Validation Error');
    await fails('datastore_search', { resource_id: id, sort: '没有 desc' }, 409, 'Validation Error');
    await fails('datastore_search', { resource_id: id, filters: { _id: 1, 收费: true } }, 409, 'Validation Error');
    await fails('datastore_search', { resource_id: id, distinct: true }, 409, 'Validation Error');
    await fails('datastore_search', { resource_id: id, records_format: 'pickle' }, 409, 'Validation Error');
  });

  it('dumps the table, or a part of it, in four formats', async () => {
    const dump = async (query: string) => (await call(`/datastore/dump/${id}${query}`)).text;
    const csv = await call(`/datastore/dump/${id}?bom=true`);
    expect(csv.headers.get('content-disposition')).toContain(`${id}.csv`);
    const bytes = Buffer.from(await (await fetch(`${server.url}/datastore/dump/${id}?bom=true`)).arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = (await dump('')).split('\r\n');
    expect(lines[0]).toBe('_id,桥名,县区,长度,建成日期,收费');
    expect(lines).toHaveLength(2502);
    expect(lines[2500]).toBe('2500,桥2499,迎泽区,624.75,2001-07-15,false');
    const json = JSON.parse(await dump('?format=json'));
    expect(json.fields[0]).toEqual({ id: '_id', type: 'int' });
    expect([json.records.length, json.records[1]]).toEqual([2500, [2, '桥1', '小店区', 0.25, '2001-02-15', false]]);
    const xml = await dump('?format=xml&limit=2');
    expect(xml).toContain('<row _id="2"><桥名>桥1</桥名>');
    expect(xml.match(/<row /g)).toHaveLength(2);
    const tsv = await dump(`?format=tsv&filters=${encodeURIComponent('{"县区":"晋源区"}')}&fields=桥名`);
    expect(tsv.split('\r\n').slice(0, 2)).toEqual(['桥名', '桥2']);
    expect((await call(`/datastore/dump/${id}?format=exe`)).status).toBe(400);
    expect((await call('/datastore/dump/nothing')).status).toBe(404);
  });
});
