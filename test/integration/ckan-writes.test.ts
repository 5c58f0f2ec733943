/** What a steward's own tools write through the CKAN Action API: drafts, submissions, versions; and what cannot be written. */
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { acceptDrift } from '#api/datasets/drift.ts';
import { confirmFile, reviewEntry } from '#api/datasets/publish.ts';
import type { Listening } from '#api/server.ts';
import { done, signIn } from '#test/support/api-client.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { fullContent } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let token = '';
let other = '';
let buyer = '';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types reads them
type Any = any;

async function post(action: string, init: RequestInit, key: string): Promise<{ status: number; json: Any }> {
  const response = await fetch(`${server.url}/api/action/${action}`, {
    method: 'POST',
    ...init,
    headers: { ...init.headers, ...(key === '' ? {} : { authorization: key, 'x-ckan-api-key': key }) },
  });
  return { status: response.status, json: await response.json() };
}

const json = (args: object) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(args) });

/** On the page of the version, as the steward does. */
async function accept(title: string, number: number): Promise<void> {
  const { id } = await t.app.db.version.findFirstOrThrow({ where: { entry: { title }, number } });
  await acceptDrift(world.ctx('province.transport'), id, { reason: '按新的数据规范调整了列' });
}
async function result(action: string, args: object, key = token): Promise<Any> {
  const answer = await post(action, json(args), key);
  if (answer.json?.success !== true) throw new Error(`${action}: ${answer.status} ${JSON.stringify(answer.json)}`);
  return answer.json.result;
}

async function fails(action: string, args: object, status: number, type: string, key = token): Promise<Any> {
  const answer = await post(action, json(args), key);
  expect([answer.status, answer.json?.error?.__type], JSON.stringify(answer.json)).toEqual([status, type]);
  const said = JSON.stringify(answer.json.error);
  expect(said).toMatch(/\p{Script=Han}/u);
  expect(said).toMatch(/[a-z]{3}/);
  return answer.json.error;
}
const invalid = (action: string, args: object, key = token) => fails(action, args, 409, 'Validation Error', key);

/** As ckanapi's `upload=open(…)`: every field a string, the file after them. */
async function send(
  action: string,
  fields: Record<string, string>,
  file: [string, string | Buffer] | null,
  key = token,
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  if (file !== null) form.append('upload', new Blob([new Uint8Array(Buffer.from(file[1]))]), file[0]);
  return post(action, { body: form }, key);
}

/** What a script gives to package_create: CKAN's fields, and the regulation's elements as extras. */
function packageOf(title: string): Record<string, unknown> {
  const full = fullContent();
  return {
    name: 'whatever',
    title,
    notes: full.abstract,
    tags: [{ name: '收费站' }, { name: '高速公路' }],
    groups: [{ name: 'public_services' }],
    license_id: 'attribution',
    classification_code: '301001',
    extras: Object.entries({
      format_category: '2',
      format_detail: 'csv',
      share_type: '1',
      share_method: 'file',
      open_type: 'unconditional',
      open_checks: '["national_security","trade_secret","personal_privacy"]',
      update_cycle: 'monthly',
      grade: 'general_1',
      secret: 'false',
      storage_location: 'provincial_cloud',
      usage_conditions: '注明来源即可使用',
      items: JSON.stringify(full.items),
    }).map(([key, value]) => ({ key, value })),
  };
}

const entryOf = (code: string) => t.app.db.entry.findUniqueOrThrow({ where: { code: code.replace('-', '/') } });

async function publish(name: string): Promise<void> {
  const entry = await entryOf(name);
  await reviewEntry(world.ctx('province.information'), entry.id, {
    revision: entry.revision,
    decision: 'publish',
    opinion: '',
    field_opinions: [],
  });
  await t.drain();
}

/** A published package with one version of three rows. */
async function published(title: string, csv = '站名,车道数\n太原北,12\n忻州,8\n大同南,10\n'): Promise<Any> {
  const made = await result('package_create', packageOf(title));
  const sent = await send('resource_create', { package_id: made.name }, ['stations.csv', csv]);
  expect(sent.status, JSON.stringify(sent.json)).toBe(200);
  await t.drain();
  await result('package_patch', { id: made.name, state: 'active' });
  await publish(made.name);
  return result('package_show', { id: made.name });
}

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00' });
  world = await makeWorld(t.app);
  server = await t.serve();
  const make = async (login: string) =>
    done(await (await signIn(server.url, login)).POST('/tokens', { body: { name: 'x', expires_on: '2026-12-31' } }))
      .token;
  token = await make('province.transport');
  other = await make('province.ecology');
  buyer = await make('buyer');
});
afterAll(async () => {
  await t.close();
});

describe('package_create', () => {
  it('makes a draft with a name of ours, which only its agency sees', async () => {
    const made = await result('package_create', packageOf('经接口编制的条目'));
    expect(made).toMatchObject({ state: 'draft', private: true, num_resources: 0, license_id: 'attribution' });
    expect(made.name).toMatch(/^301001-\d{6}$/);
    expect(made.tags.map((tag: Any) => tag.name)).toEqual(['收费站', '高速公路']);
    expect(made.extras).toContainEqual({ key: 'review_state', value: 'draft' });
    expect((await result('package_show', { id: made.id })).state).toBe('draft');
    await fails('package_show', { id: made.id }, 404, 'Not Found Error', '');
    await fails('package_show', { id: made.id }, 404, 'Not Found Error', other);
    const entry = await entryOf(made.name);
    expect(entry).toMatchObject({ state: 'draft', revision: 1 });
    const events = await t.app.db.auditEvent.findMany({ where: { action: 'catalog.create', subjectId: entry.id } });
    expect(events).toHaveLength(1);
  });

  it('is for stewards with a token', async () => {
    await fails('package_create', packageOf('无令牌'), 403, 'Authorization Error', '');
    const refused = await fails('package_create', packageOf('企业'), 403, 'Authorization Error', buyer);
    expect(refused.__code).toBe('auth.forbidden');
    expect(refused.message).toMatch(/^Access denied: /);
  });

  it('names what is wrong at CKAN’s own fields', async () => {
    const { classification_code: _, ...without } = packageOf('无分类');
    expect((await invalid('package_create', without)).classification_code).toHaveLength(1);
    expect((await invalid('package_create', { ...packageOf(''), title: '' })).title).toHaveLength(1);
    expect((await invalid('package_create', { ...packageOf('x'), title: '长'.repeat(300) })).title).toHaveLength(1);
    expect((await invalid('package_create', { ...packageOf('x'), license_id: 'odbl' })).license_id).toHaveLength(1);
    expect((await invalid('package_create', { ...packageOf('x'), update_cycle: 'never' })).update_cycle).toHaveLength(
      1,
    );
    const two = { ...packageOf('x'), groups: [{ name: 'health' }, { name: 'credit' }] };
    expect((await invalid('package_create', two)).groups).toHaveLength(1);
    const strange = { ...packageOf('x'), extras: [{ key: 'colour', value: 'red' }] };
    expect((await invalid('package_create', strange)).__code).toBe('ckan.unknown_extra');
    const elsewhere = { ...packageOf('x'), owner_org: world.organization('province.ecology').uscc };
    expect((await invalid('package_create', elsewhere)).owner_org).toHaveLength(1);
    const files = { ...packageOf('x'), resources: [{ url: 'http://elsewhere.example/x.csv' }] };
    expect((await invalid('package_create', files)).resources).toHaveLength(1);
    const unknown = { ...packageOf('x'), classification_code: '309999' };
    expect((await invalid('package_create', unknown)).__code).toBe('catalog.unknown_classification');
    const same = await invalid('package_create', packageOf('经接口编制的条目'));
    expect([same.__code, same.title]).toEqual(['catalog.title_taken', [expect.stringContaining('301001/')]]);
    const own = { ...packageOf('自己的单位'), owner_org: world.organization('province.transport').uscc.toLowerCase() };
    expect((await result('package_create', own)).state).toBe('draft');
  });

  it('keeps nothing that touches secrets', async () => {
    const before = await t.app.db.entry.count();
    const secret = { ...packageOf('涉密'), secret: 'true', extras: [] };
    expect((await fails('package_create', secret, 403, 'Authorization Error')).__code).toBe('catalog.secret');
    expect(await t.app.db.entry.count()).toBe(before);
  });

  it('submits at once with state "active", or makes nothing when the entry is not complete', async () => {
    const sent = await result('package_create', { ...packageOf('直接送审'), state: 'active' });
    expect(sent).toMatchObject({ state: 'draft' });
    expect(sent.extras).toContainEqual({ key: 'review_state', value: 'submitted' });
    const before = await t.app.db.entry.count();
    const error = await invalid('package_create', { ...packageOf('不完整'), notes: '', tags: [], state: 'active' });
    expect(error.__code).toBe('catalog.incomplete');
    expect(error.notes).toHaveLength(1);
    expect(await t.app.db.entry.count()).toBe(before);
  });
});

describe('package_update and package_patch', () => {
  it('replace, or change what is given, as further revisions', async () => {
    const { name } = await result('package_create', packageOf('修改甲'));
    const patched = await result('package_patch', { id: name, notes: '另一段说明', tag_string: '甲, 乙' });
    expect(patched).toMatchObject({ title: '修改甲', notes: '另一段说明', num_tags: 2, license_id: 'attribution' });
    const updated = await result('package_update', { id: name, title: '修改乙', owner_org: '' });
    expect(updated).toMatchObject({ title: '修改乙', notes: '', num_tags: 0, license_id: '', groups: [] });
    expect((await entryOf(name)).revision).toBe(3);
  });

  it('take back what package_show answered, and lose nobody’s change', async () => {
    const { name } = await result('package_create', packageOf('往返'));
    const seen = await result('package_show', { id: name });
    const back = await result('package_update', { ...seen, title: '往返之后' });
    expect(back.title).toBe('往返之后');
    const { metadata_modified: _a, extras: was, title: _t, title_translated: _tt, ...before } = seen;
    const { metadata_modified: _b, extras: is, title: _u, title_translated: _uu, ...after } = back;
    expect(after).toEqual(before);
    const kept = (extras: Any[]) => extras.filter((one) => one.key !== 'revision');
    expect(kept(is)).toEqual(kept(was));
    const stale = await invalid('package_update', { ...seen, notes: '依据旧稿' });
    expect(stale.__code).toBe('catalog.changed_meanwhile');
    expect((await result('package_show', { id: name })).title).toBe('往返之后');
  });

  it('leave a published package public as it was until the change is reviewed', async () => {
    const { name, title } = await published('已发布的条目');
    const change = await result('package_patch', { id: name, title: '已发布的条目（修订）', state: 'active' });
    expect(change.extras).toContainEqual({ key: 'review_state', value: 'submitted' });
    expect((await result('package_show', { id: name }, '')).title).toBe(title);
    await publish(name);
    expect((await result('package_show', { id: name }, '')).title).toBe('已发布的条目（修订）');
  });

  it('are for its own agency', async () => {
    const { name } = await result('package_create', packageOf('别人的'));
    await fails('package_patch', { id: name, title: '抢注' }, 404, 'Not Found Error', other);
    await fails('package_patch', { id: name, title: '抢注' }, 403, 'Authorization Error', '');
  });
});

describe('package_delete', () => {
  it('drops a draft, and withdraws a published package with a reason', async () => {
    const draft = await result('package_create', packageOf('要放弃的草稿'));
    expect(await result('package_delete', { id: draft.name })).toBeNull();
    expect((await entryOf(draft.name)).state).toBe('withdrawn');
    const { name } = await published('要撤销的数据');
    expect((await invalid('package_delete', { id: name })).reason).toHaveLength(1);
    await result('package_delete', { id: name, reason: '职责划转' });
    await t.drain();
    const gone = await fails('package_show', { id: name }, 404, 'Not Found Error', '');
    expect(gone.message).toContain('职责划转');
    expect(await result('package_list', {}, '')).not.toContain(name);
  });
});

describe('files', () => {
  it('become versions, are followed to the end of the ingest, and are published by state "active"', async () => {
    const made = await published('有文件的条目');
    const { status, json: sent } = await send(
      'resource_create',
      { package_id: made.id, name: '第二版', description: '更新车道数', format: 'CSV' },
      ['车道.csv', '站名,车道数\n太原北,14\n忻州,8\n'],
    );
    expect([status, sent.result.state, sent.result.version]).toEqual([200, 'draft', 2]);
    expect(sent.result).toMatchObject({ package_id: made.id, description: '更新车道数', ingest_state: 'received' });
    await fails('resource_show', { id: sent.result.id }, 404, 'Not Found Error', '');
    await t.drain();
    const ready = await result('resource_show', { id: sent.result.id });
    expect(ready).toMatchObject({ state: 'draft', ingest_state: 'ready', row_count: 2 });
    const now = await result('resource_patch', { id: sent.result.id, state: 'active' });
    expect(now).toMatchObject({ id: sent.result.id, state: 'active', format: 'CSV', datastore_active: true });
    const rows = await result('datastore_search', { resource_id: sent.result.id }, '');
    expect(rows.records.map((row: Any) => row.车道数)).toEqual([14, 8]);
    const older = await result('datastore_search', { resource_id: made.resources[0].id }, '');
    expect(older.total).toBe(3);
    // Sent back as it was shown, nothing changes and nothing is refused.
    expect((await result('resource_update', now)).id).toBe(now.id);
    const third = await send('resource_update', { id: now.id }, ['x.csv', '站名,车道数\n太原北,16\n']);
    expect(third.json.result.version).toBe(3);
  });

  it('are refused by name: none, twice the same, not of one’s own', async () => {
    const made = await published('文件拒收');
    expect(
      (await invalid('resource_create', { package_id: made.id, url: 'http://x.example/a.csv' })).upload,
    ).toHaveLength(1);
    const lost = await send('resource_create', {}, ['a.csv', 'a\n1\n']);
    expect([lost.status, lost.json.error.package_id]).toEqual([409, [expect.any(String)]]);
    const again = await send('resource_create', { package_id: made.id }, [
      'again.csv',
      '站名,车道数\n太原北,12\n忻州,8\n大同南,10\n',
    ]);
    expect([again.status, again.json.error.__code]).toEqual([409, 'datasets.duplicate']);
    const foreign = await send('resource_create', { package_id: made.id }, ['b.csv', 'a,b\n1,2\n'], other);
    expect([foreign.status, foreign.json.error.__type]).toEqual([404, 'Not Found Error']);
    const nobody = await send('resource_create', { package_id: made.id }, ['b.csv', 'a,b\n1,2\n'], '');
    expect([nobody.status, nobody.json.error.__type]).toEqual([403, 'Authorization Error']);
    const empty = await send('resource_create', { package_id: made.id }, ['empty.csv', '']);
    expect([empty.status, empty.json.error.__code]).toEqual([409, 'datasets.empty']);
    expect(await t.app.db.version.count({ where: { entry: { title: '文件拒收' } } })).toBe(1);
  });

  it('do not change and do not go: versions are permanent', async () => {
    const made = await published('永久版本');
    const id = made.resources[0].id;
    expect((await invalid('resource_delete', { id })).__code).toBe('ckan.version_permanent');
    expect((await invalid('resource_patch', { id, description: '改写历史' })).__code).toBe('ckan.version_permanent');
    await fails('resource_delete', { id }, 404, 'Not Found Error', other);
    expect((await result('datastore_search', { resource_id: id }, '')).total).toBe(3);
  });

  it('with personal information are held, and are not published', async () => {
    const made = await published('含个人信息');
    const rows = Array.from({ length: 30 }, (_, i) => `张三${i},1380013${String(8000 + i)}`).join('\n');
    const { json: sent } = await send('resource_create', { package_id: made.id }, ['p.csv', `姓名,手机号\n${rows}\n`]);
    await t.drain();
    const held = await result('resource_show', { id: sent.result.id });
    expect(held.ingest_state).toBe('held');
    expect(held.untreated_columns).toContain('手机号');
    expect((await invalid('resource_patch', { id: sent.result.id, state: 'active' })).__code).toBe(
      'datasets.untreated',
    );
  });
});

describe('records', () => {
  it('make a new version: a whole table, or rows behind those that are there', async () => {
    const made = await published('记录');
    const whole = await result('datastore_create', {
      resource: { package_id: made.name },
      fields: [{ id: '站名' }, { id: '车道数', type: 'int' }, { id: '备注' }],
      records: [
        { 站名: '太原北', 车道数: 12, 备注: '=1+1' },
        { 站名: '引号"与,逗号', 车道数: 8, 备注: null },
      ],
    });
    expect(whole).toMatchObject({ version: 2, state: 'draft', method: 'insert', records_count: 2 });
    await t.drain();
    // A column is new: the steward has to accept that by hand, no program does.
    const early = await post('resource_patch', json({ id: whole.resource_id, state: 'active' }), token);
    expect(early.json).toMatchObject({ success: false, error: { __code: 'datasets.drift_open' } });
    await accept('记录', 2);
    await result('resource_patch', { id: whole.resource_id, state: 'active' });
    const shown = await result('datastore_search', { resource_id: whole.resource_id }, '');
    expect(shown.records).toEqual([
      { _id: 1, 站名: '太原北', 车道数: 12, 备注: '=1+1' },
      { _id: 2, 站名: '引号"与,逗号', 车道数: 8, 备注: null },
    ]);
    // A spreadsheet shall not run what came in as text.
    const dump = await (await fetch(`${server.url}/datastore/dump/${whole.resource_id}`)).text();
    expect(dump).toContain("'=1+1");
    const more = await result('datastore_upsert', {
      resource_id: whole.resource_id,
      method: 'insert',
      records: [{ 站名: '新站', 车道数: 4 }],
    });
    await t.drain();
    await result('resource_patch', { id: more.resource_id, state: 'active' });
    const all = await result('datastore_search', { resource_id: more.resource_id }, '');
    expect(all.records.map((row: Any) => [row.站名, row.车道数, row.备注])).toEqual([
      ['太原北', 12, '=1+1'],
      ['引号"与,逗号', 8, null],
      ['新站', 4, null],
    ]);
  });

  it('say what immutable versions cannot do', async () => {
    const made = await published('不可改的行');
    const resource_id = made.resources[0].id;
    const row = { 站名: '太原北', 车道数: 1 };
    expect((await invalid('datastore_upsert', { resource_id, records: [row] })).method).toHaveLength(1);
    expect((await invalid('datastore_upsert', { resource_id, method: 'update', records: [row] })).__code).toBe(
      'ckan.rows_permanent',
    );
    expect((await invalid('datastore_delete', { resource_id, filters: { 站名: '太原北' } })).__code).toBe(
      'ckan.rows_permanent',
    );
    expect((await invalid('datastore_delete', { resource_id })).__code).toBe('ckan.version_permanent');
    expect((await invalid('datastore_upsert', { resource_id, method: 'insert', records: [] })).records).toHaveLength(1);
    const strange = await invalid('datastore_upsert', { resource_id, method: 'insert', records: [{ 没有: 1 }] });
    expect(strange.__code).toBe('ckan.unknown_record_field');
    const nested = await invalid('datastore_create', { resource: { package_id: made.id }, records: [{ a: { b: 1 } }] });
    expect(nested.__code).toBe('ckan.nested_record');
    expect((await invalid('datastore_create', { resource: { package_id: made.id }, records: [] })).__code).toBe(
      'ckan.no_records',
    );
    await fails(
      'datastore_create',
      { resource: { package_id: made.id }, records: [row] },
      404,
      'Not Found Error',
      other,
    );
    expect((await result('datastore_search', { resource_id }, '')).total).toBe(3);
  });
});

describe('an archive', () => {
  it('has a resource a table and format, and one a file that is no table', async () => {
    const made = await published('多张表的条目');
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('站名,车道数\n太原北,12\n忻州,8\n'), 'stations.csv');
    zip.addBuffer(Buffer.from('站名,费率\n太原北,1.5\n忻州,2.25\n'), 'rates.csv');
    zip.addBuffer(
      Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
      'readme.pdf',
    );
    zip.end();
    const sent = await send('resource_create', { package_id: made.id }, ['all.zip', await buffer(zip.outputStream)]);
    expect(sent.status, JSON.stringify(sent.json)).toBe(200);
    await t.drain();
    const version = await t.app.db.version.findFirstOrThrow({ where: { entry: { title: '多张表的条目' }, number: 2 } });
    await confirmFile(world.ctx('province.transport'), version.id, 1);
    await accept('多张表的条目', 2);
    await result('resource_patch', { id: sent.json.result.id, state: 'active' });
    const { resources } = await result('package_show', { id: made.id }, '');
    const newest = resources.filter((one: Any) => one.version === 2);
    expect(newest.map((one: Any) => one.format)).toEqual([
      ...['CSV', 'XLSX', 'JSON', 'Parquet'],
      ...['CSV', 'XLSX', 'JSON', 'Parquet'],
      'PDF',
    ]);
    const [first, second] = [newest[0], newest[4]];
    expect(second.id).toBe(`${first.id}-t2`);
    const tables = await Promise.all(
      [first, second].map(async (one) => (await result('datastore_search', { resource_id: one.id }, '')).fields[2].id),
    );
    expect(tables.toSorted()).toEqual(['费率', '车道数'].toSorted());
    for (const one of newest) {
      const head = await fetch(`${server.url}${new URL(one.url).pathname}`, { method: 'HEAD' });
      expect([head.status, Number(head.headers.get('content-length')) > 0], one.url).toEqual([200, true]);
      expect((await result('resource_show', { id: one.id }, '')).url).toBe(one.url);
    }
    const sql = `SELECT a."站名" FROM "${first.id}" a JOIN "${second.id}" b ON a."站名" = b."站名" ORDER BY 1`;
    expect((await result('datastore_search_sql', { sql }, '')).records).toHaveLength(2);
    await fails('datastore_search', { resource_id: `${first.id}-t9` }, 404, 'Not Found Error', '');
  });
});

describe('datastore_search_sql', () => {
  it('answers a SELECT on a table by its resource id, and nothing else', async () => {
    const made = await published('用于 SQL 的表');
    const id = made.resources[0].id;
    const sql = `SELECT "站名", "车道数" * 2 AS n FROM "${id}" WHERE "车道数" > 8 ORDER BY n DESC`;
    const answer = await result('datastore_search_sql', { sql }, '');
    expect(answer.records).toEqual([
      { 站名: '太原北', n: 24 },
      { 站名: '大同南', n: 20 },
    ]);
    expect(answer.fields.map((field: Any) => field.id)).toEqual(['站名', 'n']);
    const got = await fetch(`${server.url}/api/3/action/datastore_search_sql?sql=${encodeURIComponent(sql)}`);
    expect(((await got.json()) as Any).result.records).toHaveLength(2);
    await invalid('datastore_search_sql', { sql: 'SELECT 1' }, '');
    await invalid('datastore_search_sql', { sql: `DELETE FROM "${id}"` }, '');
    await invalid('datastore_search_sql', { sql: `SELECT * FROM "${id}"; SELECT 1` }, '');
    await invalid('datastore_search_sql', { sql: `SELECT * FROM "${id}", read_csv('/etc/passwd')` }, '');
    await fails('datastore_search_sql', { sql: 'SELECT * FROM "nothing"' }, 404, 'Not Found Error', '');
  });
});
