import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import * as keys from '#api/usage/keys.ts';
import * as usage from '#api/usage/service.ts';
import { zip } from '#test/support/archives.ts';
import { publishedDataset, publishNext, upload } from '#test/support/catalog.ts';
import {
  agreement,
  codeOf,
  conditional,
  endByConsent,
  type Licensed,
  licensedWorld,
  password,
  refusal,
} from '#test/support/licensed.ts';

let w: Licensed;
let active: AgreementOut;
let base: string;
let secret: string;

beforeAll(async () => {
  w = await licensedWorld();
  active = await agreement(w, 'active', { term: { from: '2026-11-02', to: '2026-12-31' } });
  base = `${(await w.t.serve()).url}/api/v1`;
  secret = (await keys.createKey(w.developer, active.id, { name: '正式环境' })).secret;
});
afterAll(() => w.t.close());

const get = (path: string, token: string | null = secret) =>
  fetch(`${base}${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
const problem = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const body = (await answer.json()) as { code: string; status: number; title: string };
  expect(body.status).toBe(answer.status);
  return { status: body.status, code: body.code };
};
const deliveries = async () => usage.deliveriesOf(w.developer, { agreementId: active.id });

describe('keys', () => {
  it('are for developers of an agreement in force, shown once, kept as a hash', async () => {
    expect(secret).toMatch(/^jsk_[A-Za-z0-9_-]{43}$/);
    const rows = await w.t.database.query<{ hash: string; prefix: string }>('select hash, prefix from api_key');
    expect(rows).toEqual([{ hash: createHash('sha256').update(secret).digest('hex'), prefix: secret.slice(0, 12) }]);
    expect(JSON.stringify(await keys.listKeys(w.developer))).not.toContain(secret);
    const everything = await w.t.database.query<{ all: string }>(
      "select (select string_agg(canon, '') from audit_event) || coalesce((select string_agg(response::text, '') from idempotency_record), '') as all",
    );
    expect(everything[0]!.all).not.toContain(secret);
    expect(await codeOf(keys.createKey(w.other, active.id, { name: 'x' }))).toBe('usage.not_found');
    expect(await codeOf(keys.createKey(w.agency, active.id, { name: 'x' }))).toBe('auth.forbidden');
    expect(await codeOf(keys.createKey(w.world.ctx(null), active.id, { name: 'x' }))).toBe('auth.required');
    const draft = await agreement(w, 'signed', {}, { datasets: [w.codes.toll] });
    expect(await codeOf(keys.createKey(w.developer, draft.id, { name: 'x' }))).toBe('usage.not_in_force');
  });

  it('keeps the secret out of the idempotency record', async () => {
    const ctx = { ...w.developer, idempotency: { key: 'once', hash: 'h' } };
    const made = await keys.createKey(ctx, active.id, { name: '一次' });
    expect(await w.t.database.query('select 1 from idempotency_record where key = $1', ['once'])).toEqual([]);
    await keys.revokeKey(w.developer, made.id);
  });

  it('at most twenty live ones', async () => {
    const made = [];
    for (let i = 1; i < 20; i++) made.push(await keys.createKey(w.developer, active.id, { name: `钥匙${i}` }));
    expect(await codeOf(keys.createKey(w.developer, active.id, { name: '再一把' }))).toBe('usage.too_many_keys');
    for (const one of made) await keys.revokeKey(w.developer, one.id);
  });

  it('are refused by name: none, unknown, malformed, revoked', async () => {
    expect(await problem(await get('/licensed', null))).toEqual({ status: 401, code: 'usage.key_needed' });
    for (const token of [`jsk_${'A'.repeat(43)}`, 'jsk_short', 'jss_something', `${secret}x`])
      expect(await problem(await get('/licensed', token))).toEqual({ status: 401, code: 'usage.unknown_key' });
    const { id, secret: old } = await keys.createKey(w.developer, active.id, { name: '旧' });
    expect((await get('/licensed', old)).status).toBe(200);
    expect(await codeOf(keys.revokeKey(w.other, id))).toBe('usage.key_not_found');
    expect(await codeOf(keys.revokeKey(w.developer, 'apk_none'))).toBe('usage.key_not_found');
    await keys.revokeKey(w.developer, id);
    expect(await problem(await get('/licensed', old))).toEqual({ status: 401, code: 'usage.key_revoked' });
    expect(await codeOf(keys.revokeKey(w.developer, id))).toBe('usage.key_already_revoked');
    // A key opens nothing but licensed data, and a session nothing that needs a key.
    expect((await get('/agreements')).status).toBe(401);
  });
});

describe('rows', () => {
  it('pages by keyset; each page is a delivery on record', async () => {
    const before = (await deliveries()).length;
    let cursor: string | null = null;
    const seen: unknown[][] = [];
    const ids: string[] = [];
    do {
      const answer: Response = await get(
        `/licensed/${w.codes.road}/rows?limit=25${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      expect(answer.status).toBe(200);
      const body = (await answer.json()) as {
        rows: unknown[][];
        next_cursor: string | null;
        delivery_id: string;
        sha256: string;
        acquired_on: string;
      };
      expect(answer.headers.get('jinshu-delivery')).toBe(body.delivery_id);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(body.acquired_on).toBe('2026-11-02');
      seen.push(...body.rows);
      ids.push(body.delivery_id);
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(60);
    expect(seen[59]).toEqual(['G5-5', '2026-09-04', 1059]);
    const now = await deliveries();
    expect(now).toHaveLength(before + ids.length);
    const logged = now.filter((one) => ids.includes(one.id));
    expect(logged.reduce((sum, one) => sum + Number(one.rows), 0)).toBe(60);
    expect(
      logged.every((one) => one.kind === 'rows' && one.by === 'key' && one.version === 1 && Number(one.bytes) > 0),
    ).toBe(true);
    const [version] = await w.t.database.query<{ table_sha256: string }>(
      'select table_sha256 from version_table where version_id = $1',
      [logged[0]!.version_id],
    );
    expect(logged[0]!.sha256).toBe(version!.table_sha256);
  });

  it('filters and chooses columns; past the end is an empty page, logged as no rows', async () => {
    const answer = await get(
      `/licensed/${w.codes.road}/rows?filter=${encodeURIComponent('路段:eq:G5-1')}&columns=${encodeURIComponent('车流量')}`,
    );
    const body = (await answer.json()) as { rows: unknown[][]; columns: unknown };
    expect(body.columns).toEqual([{ name: '车流量', type: 'integer' }]);
    expect(body.rows).toHaveLength(10);
    const none = (await (
      await get(`/licensed/${w.codes.road}/rows?filter=${encodeURIComponent('路段:eq:没有')}`)
    ).json()) as { rows: unknown[]; next_cursor: null; delivery_id: string };
    expect(none).toMatchObject({ rows: [], next_cursor: null });
    expect((await deliveries()).find((one) => one.id === none.delivery_id)?.rows).toBe('0');
  });

  it('refuses by name and records nothing', async () => {
    const before = (await deliveries()).length;
    const path = `/licensed/${w.codes.road}/rows`;
    expect(await problem(await get(`${path}?limit=0`))).toEqual({ status: 400, code: 'request.invalid' });
    expect(await problem(await get(`${path}?limit=10001`))).toEqual({ status: 400, code: 'request.invalid' });
    expect((await problem(await get(`${path}?filter=nonsense`))).code).toBe('datasets.bad_filter');
    expect((await problem(await get(`${path}?columns=${encodeURIComponent('没有此列')}`))).code).toBe(
      'tables.unknown_column',
    );
    expect((await problem(await get(`${path}?cursor=forged`))).code).toMatch(/^tables\./);
    expect(await problem(await get('/licensed/306001/999999/rows'))).toEqual({ status: 404, code: 'usage.no_dataset' });
    expect(await problem(await get(`/licensed/${w.codes.toll}/rows`))).toEqual({
      status: 403,
      code: 'usage.not_covered',
    });
    expect(await problem(await get(`/licensed/${w.codes.open}/file`))).toEqual({
      status: 403,
      code: 'usage.not_covered',
    });
    expect(
      (await fetch(`${base}${path}`, { method: 'HEAD', headers: { authorization: `Bearer ${secret}` } })).status,
    ).toBe(204);
    expect((await deliveries()).length).toBe(before);
  });
});

describe('files', () => {
  it.each(['csv', 'json', 'jsonl', 'xlsx', 'parquet'])(
    '%s: whole, measured, on record before it leaves',
    async (format) => {
      const answer = await get(`/licensed/${w.codes.road}/file?format=${format}`);
      expect(answer.status).toBe(200);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const [logged] = (await deliveries()).filter((one) => one.id === answer.headers.get('jinshu-delivery'));
      expect(logged).toMatchObject({
        kind: 'file',
        format,
        rows: '60',
        bytes: String(bytes.length),
        dataset: { code: w.codes.road },
      });
      expect(answer.headers.get('content-disposition')).toContain(`-v1.${format}`);
      if (format === 'csv')
        expect(
          bytes
            .toString('utf8')
            .split('\n')
            .filter((line) => line !== ''),
        ).toHaveLength(61);
      if (format === 'parquet') expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    },
  );

  it('for a signed-in developer of the agreement, and for nobody else', async () => {
    const session = async (login: string) => {
      const answer = await fetch(`${base}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password }),
      });
      return ((await answer.json()) as { token: string }).token;
    };
    const path = `/agreements/${active.id}/datasets/${w.codes.road}/file?format=csv`;
    const answer = await get(path, await session('developer'));
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    expect((await deliveries()).find((one) => one.id === answer.headers.get('jinshu-delivery'))).toMatchObject({
      by: 'person',
      key_prefix: null,
    });
    expect(await problem(await get(path, await session('developer2')))).toEqual({
      status: 404,
      code: 'usage.not_found',
    });
    expect(await problem(await get(path, await session('province.transport')))).toEqual({
      status: 403,
      code: 'auth.forbidden',
    });
    expect(await problem(await get(path, null))).toEqual({ status: 401, code: 'auth.required' });
    expect(await problem(await get(path))).toEqual({ status: 401, code: 'auth.required' });
  });

  it('is not handed over when it cannot be put on record', async () => {
    await w.t.database.query("alter table delivery add constraint no_more check (format <> 'jsonl')  not valid");
    const before = (await deliveries()).length;
    const answer = await get(`/licensed/${w.codes.road}/file?format=jsonl`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('G5-1');
    expect((await deliveries()).length).toBe(before);
    await w.t.database.query('alter table delivery drop constraint no_more');
  });
});

describe('the record', () => {
  it('is seen by the two sides and cannot be changed', async () => {
    const asked = { page: 1, page_size: 5 };
    const mine = await usage.listDeliveries(w.developer, asked);
    expect(mine.total).toBeGreaterThan(5);
    expect((await usage.listDeliveries(w.agency, asked)).total).toBe(mine.total);
    expect((await usage.listDeliveries(w.other, asked)).total).toBe(0);
    expect((await usage.listDeliveries(w.developer, { ...asked, page: 9999 })).items).toEqual([]);
    expect((await usage.listDeliveries(w.developer, { ...asked, agreement_id: 'agr_other' })).total).toBe(0);
    for (const sql of ['update delivery set row_count = 0', 'delete from delivery', 'truncate delivery cascade'])
      await expect(w.t.database.query(sql)).rejects.toThrow('append_only');
  });

  it('counts by day in Shanghai, with the days without any', async () => {
    const { days } = await usage.showUsage(w.developer, { from: '2026-10-31', to: '2026-11-03' });
    expect(days.map((one) => one.day)).toEqual(['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03']);
    expect(days.map((one) => one.deliveries > 0)).toEqual([false, false, true, false]);
    const all = await deliveries();
    expect(days[2]).toMatchObject({
      deliveries: all.length,
      rows: String(all.reduce((sum, one) => sum + Number(one.rows), 0)),
    });
    for (const period of [
      { from: '2026-11-03', to: '2026-11-02' },
      { from: '2025-01-01', to: '2026-11-02' },
      { from: '2026-02-30', to: '2026-03-02' },
    ])
      expect(await codeOf(usage.showUsage(w.developer, period))).toBe('usage.period_invalid');
  });
});

describe('a dataset of several tables', () => {
  it('hands over those there were when the agreement was written, and no other', async () => {
    const means = { steward: w.agency, reviewer: w.reviewer, drain: () => w.t.drain() };
    const csv = (name: string) => `${name},数值\n甲,1\n乙,2\n`;
    const { entry } = await publishedDataset(
      means,
      { title: '多表授权数据', ...conditional },
      await zip({ 'roads.csv': csv('路段'), 'tolls.csv': csv('收费站') }),
    );
    const own = await agreement(w, 'active', {}, { datasets: [entry.code] });
    const token = (await keys.createKey(w.developer, own.id, { name: '多表' })).secret;
    const rows = (query = '') => get(`/licensed/${entry.code}/rows${query}`, token);
    expect(await (await rows()).json()).toMatchObject({ table: 'roads', columns: [{ name: '路段' }, {}] });
    const second = await (await rows('?table=tolls')).json();
    expect(second).toMatchObject({ table: 'tolls', columns: [{ name: '收费站' }, {}] });
    expect(await (await rows('?table=2')).json()).toMatchObject({ sha256: second.sha256 });
    expect(await problem(await rows('?table=none'))).toEqual({ status: 404, code: 'usage.no_such_table' });

    w.t.clock.advance({ minutes: 1 });
    const more = { 'people.csv': csv('岗位'), 'roads.csv': csv('路段'), 'tolls.csv': `${csv('收费站')}丙,3\n` };
    const version = await upload(w.agency, entry.id, await zip(more));
    await w.t.drain();
    await publishNext(w.agency, version.id);
    expect(await problem(await rows('?table=people'))).toEqual({ status: 403, code: 'usage.table_not_covered' });
    const file = `/licensed/${entry.code}/file?format=csv`;
    expect(await problem(await get(`${file}&table=1`, token))).toEqual({
      status: 403,
      code: 'usage.table_not_covered',
    });
    expect(await (await rows()).json()).toMatchObject({ version: 2, table: 'roads' });
    const taken = await get(`${file}&table=tolls`, token);
    expect(taken.headers.get('content-disposition')).toContain('-v2-t3.csv');
    expect(await taken.text()).toContain('丙,3');
    const list = await (await get('/licensed', token)).json();
    expect(list.items[0].tables.map((one: { name: string }) => one.name)).toEqual(['roads', 'tolls']);
    const ids = [taken.headers.get('jinshu-delivery') ?? ''];
    const [logged] = await usage.deliveriesOf(w.developer, { agreementId: own.id, ids });
    expect(logged).toMatchObject({ table: 'tolls', rows: '3', version: 2 });
  });
});

describe('when it is over', () => {
  it('everything is refused from the first second after the last day, and the attempt is on record', async () => {
    w.t.clock.set('2026-12-31T23:59:59+08:00');
    expect((await get(`/licensed/${w.codes.road}/rows`)).status).toBe(200);
    w.t.clock.set('2027-01-01T00:00:00+08:00');
    for (const path of ['/licensed', `/licensed/${w.codes.road}/rows`, `/licensed/${w.codes.road}/file`])
      expect(await problem(await get(path))).toEqual({ status: 403, code: 'usage.term_over' });
    expect((await refusal(keys.createKey(w.developer, active.id, { name: 'x' }))).code).toBe('usage.term_over');
    const rows = await w.t.database.query<{ canon: string }>(
      "select canon from audit_event where action = 'usage.use_key' and outcome = 'refused'",
    );
    expect(rows.filter((row) => row.canon.includes('usage.term_over'))).toHaveLength(3);
  });
});

it('the end of an agreement stops its keys with the commit, and revokes them', async () => {
  const at = await licensedWorld();
  try {
    const a = await agreement(at, 'active');
    const url = `${(await at.t.serve()).url}/api/v1/licensed/${at.codes.road}/rows?limit=1`;
    const key = await keys.createKey(at.developer, a.id, { name: '测试' });
    const ask = () => fetch(url, { headers: { authorization: `Bearer ${key.secret}` } });
    expect((await ask()).status).toBe(200);
    const before = at.t.clock.now();
    await endByConsent(at, a.id);
    expect(await problem(await ask())).toEqual({ status: 403, code: 'usage.not_in_force' });
    await at.t.drain();
    expect((await keys.listKeys(at.developer)).items[0]!.revoked_at).not.toBeNull();
    at.t.clock.set(before);

    const inDomain = await agreement(
      at,
      'active',
      { degree: { code: 'raw_in_domain' } },
      { datasets: [at.codes.toll], degree: 'raw_in_domain' },
    );
    const held = await keys.createKey(at.developer, inDomain.id, { name: '域内' });
    const rows = await fetch(url.replace(at.codes.road, at.codes.toll), {
      headers: { authorization: `Bearer ${held.secret}` },
    });
    expect(await problem(rows)).toEqual({ status: 403, code: 'usage.degree_forbids' });

    const later = await agreement(
      at,
      'active',
      { term: { from: '2027-01-10', to: '2027-06-30' } },
      { datasets: [at.codes.road], term_from: '2027-01-01' },
    );
    expect(await codeOf(keys.createKey(at.developer, later.id, { name: 'x' }))).toBe('usage.term_not_begun');
  } finally {
    await at.t.close();
  }
});
