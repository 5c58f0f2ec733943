/** Delta Sharing over real HTTP: a client that knows the protocol document only reads what the agreement grants, and no more. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import { sweepGrantedFiles } from '#api/usage/granted-files.ts';
import * as keys from '#api/usage/keys.ts';
import * as usage from '#api/usage/service.ts';
import { zip } from '#test/support/archives.ts';
import { publishedDataset, publishNext, upload } from '#test/support/catalog.ts';
import { deltaClient, type ShareProfile } from '#test/support/delta-client.ts';
import { agreement, conditional, type Licensed, licensedWorld } from '#test/support/licensed.ts';

let w: Licensed;
let base: string;
let code: string;
let a: AgreementOut;
let wide: AgreementOut;
let small: AgreementOut;
let key: Awaited<ReturnType<typeof keys.createKey>>;
let profile: ShareProfile;
let client: ReturnType<typeof deltaClient>;
const share = () => a.no;
const schema = () => code.replace('/', '-');
const roads = () => ({ share: share(), schema: schema(), name: 'roads' });

const road = (n: number) =>
  `路段,日期,车流量,均速,采集时刻\n${Array.from({ length: n }, (_, i) => `G5-${i % 6},2026-09-${String((i % 28) + 1).padStart(2, '0')},${1000 + i},${60 + (i % 50)}.${i % 10}5,2026-09-${String((i % 28) + 1).padStart(2, '0')} 08:${String(i % 60).padStart(2, '0')}:00`).join('\n')}\n`;
const parts = (n: number) => ({
  'roads.csv': road(n),
  'tolls.csv': '收费站,车道数\n太原北,12\n忻州,8\n',
  'staff.csv': '岗位,人数\n收费员,30\n站长,4\n',
});
const asKey = async (agreementId: string, over: object = {}) => {
  const made = await keys.createKey(w.developer, agreementId, { name: '共享', ...over });
  const answer = await fetch(`${base}/api/v1/licensed/profile`, {
    headers: { authorization: `Bearer ${made.secret}` },
  });
  return { made, answer, profile: (await answer.json()) as ShareProfile };
};
const deliveriesOf = (ids?: readonly string[]) =>
  usage.deliveriesOf(w.developer, { agreementId: a.id, ...(ids === undefined ? {} : { ids }) });
const codeOf = async (answer: Response) => ((await answer.json()) as { errorCode: string }).errorCode;

beforeAll(async () => {
  w = await licensedWorld('2026-10-29T12:00:00+08:00');
  base = (await w.t.serve()).url;
  const means = { steward: w.agency, reviewer: w.reviewer, drain: () => w.t.drain() };
  const made = await publishedDataset(means, { title: '多表共享数据', ...conditional }, await zip(parts(30)));
  code = made.entry.code;
  const next = async (rows: number) => {
    const version = await upload(w.agency, made.entry.id, await zip(parts(rows)));
    await w.t.drain();
    await publishNext(w.agency, version.id);
  };
  w.t.clock.set('2026-10-30T12:00:00+08:00');
  await next(40);
  w.t.clock.set('2026-11-02T12:00:00+08:00');
  a = await agreement(
    w,
    'active',
    {
      data: [
        {
          dataset: code,
          tables: [
            {
              name: 'roads',
              columns: ['路段', '日期', '均速', '采集时刻'],
              filter: [{ column: '路段', op: 'in', value: ['G5-1', 'G5-2'] }],
            },
            { name: 'tolls', columns: null, filter: [] },
          ],
        },
      ],
      quota: { calls: { day: 40 }, rows: { term: 1000 } },
    },
    { datasets: [code] },
  );
  wide = await agreement(w, 'active', {}, { datasets: [w.codes.road, w.codes.toll] });
  small = await agreement(w, 'active', { quota: { rows: { day: 70 } } }, { datasets: [w.codes.road] });
  w.t.clock.set('2026-11-03T12:00:00+08:00');
  await next(60);
  const first = await asKey(a.id);
  key = first.made;
  profile = first.profile;
  client = deltaClient(profile, base);
});
afterAll(() => w.t.close());

describe('a key', () => {
  it('is the token of a profile that ends with it; only who has the key gets the profile', async () => {
    const { answer, profile: limited } = await asKey(a.id, { expires_on: '2026-11-30' });
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=jinshu.share');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(limited).toEqual({
      shareCredentialsVersion: 1,
      endpoint: `${w.t.app.env.PUBLIC_URL}/delta-sharing`,
      bearerToken: expect.stringMatching(/^jsk_/),
      expirationTime: '2026-11-30T16:00:00.000Z',
    });
    expect(profile.expirationTime).toBe('2027-11-01T16:00:00.000Z');
    expect((await fetch(`${base}/api/v1/licensed/profile`)).status).toBe(401);
  });

  it('opens with the protocol’s own errors: none, unknown, without the scope, for another dataset', async () => {
    const ask = (token: string | null, path = '/shares') =>
      fetch(`${base}/delta-sharing${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
    const none = await ask(null);
    expect([none.status, none.headers.get('content-type'), none.headers.get('www-authenticate')]).toEqual([
      401,
      'application/json; charset=utf-8',
      'Bearer realm="jinshu"',
    ]);
    expect(await none.json()).toEqual({ errorCode: 'usage.key_needed', message: expect.any(String) });
    expect(await codeOf(await ask(`jsk_${'A'.repeat(43)}`))).toBe('usage.unknown_key');
    const rowsOnly = await keys.createKey(w.developer, a.id, { name: '行', scopes: ['rows'] });
    expect(await codeOf(await ask(rowsOnly.secret))).toBe('usage.scope_missing');
    // Only the datasets a key is for are there for it.
    const { profile: one } = await asKey(wide.id, { datasets: [w.codes.toll] });
    const other = deltaClient(one, base);
    expect(await other.list(`/shares/${wide.no}/schemas`)).toEqual([
      { name: w.codes.toll.replace('/', '-'), share: wide.no },
    ]);
    const [table] = await deltaClient((await asKey(wide.id)).profile, base).list(
      `/shares/${wide.no}/schemas/${w.codes.road.replace('/', '-')}/tables`,
    );
    expect((await other.query(table!)).error?.errorCode).toBe('usage.key_not_for_dataset');
    // Another licensee's names are nobody's.
    expect((await client.call(`/shares/${wide.no}/all-tables`)).status).toBe(404);
    expect((await client.query({ ...table!, share: wide.no })).error?.errorCode).toBe('usage.sharing_not_found');
  });
});

describe('lists', () => {
  it('name the agreement, its datasets and the tables granted, in pages, case aside', async () => {
    expect(await client.list('/shares')).toEqual([{ name: a.no, id: a.id, displayName: a.no }]);
    expect(await (await client.call(`/shares/${a.no.toLowerCase()}`)).json()).toMatchObject({ share: { name: a.no } });
    expect(await client.list(`/shares/${share()}/schemas`)).toEqual([{ name: schema(), share: share() }]);
    const all = await client.list(`/shares/${share()}/all-tables`, 1);
    expect(all.map((one) => one.name)).toEqual(['roads', 'tolls']);
    expect(await client.list(`/shares/${share()}/schemas/${schema()}/tables`)).toEqual(all);
    expect(all[0]).toMatchObject({ share: share(), schema: schema(), shareId: a.id, accessModes: ['url'] });
    const none = await (await client.call(`/shares/${share()}/all-tables?maxResults=0`)).json();
    expect(none).toMatchObject({ items: [], nextPageToken: expect.any(String) });
    for (const query of ['maxResults=-1', 'maxResults=x', 'pageToken=zz', 'pageToken=703939'])
      expect((await client.call(`/shares/${share()}/all-tables?${query}`)).status).toBe(400);
    expect((await client.call('/shares/nobody/schemas')).status).toBe(404);
    expect((await client.call(`/shares/${share()}/schemas/nothing/tables`)).status).toBe(404);
    expect((await client.call('/nothing')).status).toBe(404);
  });
});

describe('a table', () => {
  it('has a version and a schema of the granted columns, in both forms of answer', async () => {
    expect(await client.version(roads())).toEqual({ status: 200, version: '3' });
    const head = await client.call(`/shares/${share()}/schemas/${schema()}/tables/roads`, { method: 'HEAD' });
    expect([head.status, head.headers.get('delta-table-version')]).toEqual([200, '3']);
    expect((await client.version(roads(), '?startingTimestamp=2026-10-30T00:00:00Z')).version).toBe('2');
    expect((await client.version(roads(), '?startingTimestamp=2027-01-01T00:00:00Z')).status).toBe(404);
    const { answer, lines } = await client.metadata(roads());
    expect([answer.headers.get('content-type'), answer.headers.get('delta-sharing-capabilities')]).toEqual([
      'application/x-ndjson; charset=utf-8',
      null,
    ]);
    expect(lines[0]).toEqual({ protocol: { minReaderVersion: 1 } });
    expect(lines[1]?.metaData).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
      format: { provider: 'parquet' },
      partitionColumns: [],
    });
    const fields = (text: string | undefined) =>
      (JSON.parse(text ?? '') as { fields: { name: string; type: string }[] }).fields.map((one) => [
        one.name,
        one.type,
      ]);
    const plain = [
      ['路段', 'string'],
      ['日期', 'date'],
      ['均速', expect.stringMatching(/^decimal\(\d+,2\)$/)],
    ];
    expect(fields(lines[1]?.metaData?.schemaString)).toEqual([...plain, ['采集时刻', 'timestamp']]);
    const both = await client.metadata(roads(), 'responseFormat=delta,parquet;readerfeatures=timestampntz');
    expect(both.answer.headers.get('delta-sharing-capabilities')).toBe('responseformat=parquet');
    const delta = await client.metadata(roads(), 'responseformat=delta;readerfeatures=deletionvectors,timestampntz');
    expect(delta.answer.headers.get('delta-sharing-capabilities')).toBe('responseformat=delta');
    expect(delta.lines[0]?.protocol?.deltaProtocol?.minReaderVersion).toBe(3);
    expect(fields(delta.lines[1]?.metaData?.deltaMetadata?.schemaString)).toEqual([
      ...plain,
      ['采集时刻', 'timestamp_ntz'],
    ]);
    expect((await client.metadata(roads(), 'responseformat=avro')).answer.status).toBe(400);
    // Looking is no delivery.
    expect(await deliveriesOf()).toEqual([]);
  });

  it('is read whole: granted columns and rows, on record and metered before the first byte', async () => {
    const { rows, columns, lines, answer, url } = await client.load(roads());
    expect(columns).toEqual(['路段', '日期', '均速', '采集时刻']);
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map(([section]) => section))).toEqual(new Set(['G5-1', 'G5-2']));
    const file = lines[2]!.file!;
    expect(JSON.parse(file.stats!)).toEqual({ numRecords: 20 });
    expect(lines[1]?.metaData).toMatchObject({ size: file.size, numFiles: 1, version: 3 });
    expect(answer.headers.get('delta-table-version')).toBe('3');
    expect(answer.headers.get('ratelimit')).toMatch(/^"calls-day";r=39;t=\d+, "rows-term";r=980;t=\d+$/);
    const [logged] = await deliveriesOf([answer.headers.get('jinshu-delivery') ?? '']);
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    expect(logged).toMatchObject({
      kind: 'file',
      format: 'parquet',
      rows: '20',
      bytes: String(file.size),
      version: 3,
      table: 'roads',
      limited: true,
      handed_sha256: createHash('sha256').update(bytes).digest('hex'),
      key_prefix: key.prefix,
    });
    // Asked again on the same day it is the same file under another address, and another delivery.
    const again = await client.query(roads());
    expect(again.lines[2]?.file?.id).toBe(file.id);
    expect(again.url).not.toBe(url);
    expect(await deliveriesOf()).toHaveLength(2);
    // A whole table tells its statistics.
    const tolls = await client.load({ ...roads(), name: 'tolls' });
    expect(JSON.parse(tolls.lines[2]!.file!.stats!)).toEqual({
      numRecords: 2,
      minValues: { 车道数: 8 },
      maxValues: { 车道数: 12 },
      nullCount: { 收费站: 0, 车道数: 0 },
    });
    expect(tolls.rows.map(([name]) => name).sort()).toEqual(['太原北', '忻州'].sort());
  });

  it('answers in Delta form where a client reads no other, and names files as it is asked to', async () => {
    const { lines, url, answer } = await client.query(
      roads(),
      {},
      { 'delta-sharing-capabilities': 'responseformat=delta', fileidhash: 'Delta' },
    );
    expect(answer.headers.get('fileidhash')).toBe('delta');
    expect(lines[2]?.file?.deltaSingleAction).toMatchObject({ add: { dataChange: true, partitionValues: {} } });
    expect((await fetch(url)).status).toBe(200);
    const odd = await client.query(roads(), {}, { fileidhash: 'md5' });
    expect([odd.answer.status, odd.error?.errorCode]).toEqual([400, 'usage.sharing_malformed']);
  });

  it('hints change nothing, also not those that ask about what is not granted', async () => {
    const plain = await client.query(roads());
    const hinted = await client.query(roads(), {
      limitHint: 1,
      predicateHints: ["车流量 > '1050'", 'no sql at all('],
      jsonPredicateHints: '{"op":"equal","children":[{"op":"column","name":"车流量","valueType":"int"}',
    });
    expect(hinted.lines[2]?.file).toMatchObject({
      id: plain.lines[2]?.file?.id,
      size: plain.lines[2]?.file?.size,
      stats: plain.lines[2]?.file?.stats,
    });
    expect(JSON.stringify(hinted.lines)).not.toContain('车流量');
  });

  it('has a past as far as the agreement reaches', async () => {
    const was = await client.load(roads(), { version: 2 });
    expect(was.rows.length).toBeLessThan(20);
    expect(was.answer.headers.get('delta-table-version')).toBe('2');
    const then = await client.query(roads(), { timestamp: '2026-11-01T00:00:00Z' });
    expect(then.answer.headers.get('delta-table-version')).toBe('2');
    const refused = async (body: unknown) => {
      const { answer, error } = await client.query(roads(), body);
      return [answer.status, error?.errorCode];
    };
    expect(await refused({ version: 1 })).toEqual([403, 'usage.version_before_term']);
    expect(await refused({ timestamp: '2026-10-29T12:00:00Z' })).toEqual([403, 'usage.version_before_term']);
    expect(await refused({ version: 9 })).toEqual([404, 'usage.no_such_version']);
    expect(await refused({ timestamp: '2020-01-01T00:00:00Z' })).toEqual([404, 'usage.no_such_version']);
    expect(await refused({ startingVersion: 1 })).toEqual([400, 'usage.sharing_no_changes']);
    expect(await codeOf(await client.call(`/shares/${share()}/schemas/${schema()}/tables/roads/changes`))).toBe(
      'usage.sharing_no_changes',
    );
    for (const body of ['{', '[1]', { version: -1 }, { version: 'x' }, { limitHint: -1 }, { timestamp: 'yesterday' }])
      expect(await refused(body)).toEqual([400, 'usage.sharing_malformed']);
  });

  it('that is not granted is neither listed nor read', async () => {
    const staff = { ...roads(), name: 'staff' };
    const { answer, error } = await client.query(staff);
    expect([answer.status, error?.errorCode]).toEqual([403, 'usage.table_not_granted']);
    expect((await client.metadata(staff)).answer.status).toBe(403);
    expect((await client.query({ ...roads(), name: 'nothing' })).error?.errorCode).toBe('usage.sharing_not_found');
  });
});

describe('an address', () => {
  it('serves HEAD and ranges without the key, and nothing when a character of it is changed', async () => {
    const { url, lines } = await client.query(roads());
    const size = lines[2]!.file!.size;
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      String(size),
      'bytes',
    ]);
    expect(await head.text()).toBe('');
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const tail = await fetch(url, { headers: { range: 'bytes=-8' } });
    expect([tail.status, tail.headers.get('content-range')]).toEqual([206, `bytes ${size - 8}-${size - 1}/${size}`]);
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(whole.subarray(-8));
    expect((await fetch(url, { headers: { range: `bytes=${size}-` } })).status).toBe(416);
    const before = (await deliveriesOf()).length;
    const other = await client.query({ ...roads(), name: 'tolls' });
    expect((await deliveriesOf()).length).toBe(before + 1);
    const changed = (edit: (query: URLSearchParams) => void, at = url) => {
      const next = new URL(at);
      edit(next.searchParams);
      return fetch(next);
    };
    const signature = new URL(url).searchParams.get('signature') ?? '';
    const forged = [
      changed((query) => query.set('expires', String(Number(query.get('expires')) + 60_000))),
      changed((query) => query.set('terms', '9')),
      changed((query) => query.set('signature', `${signature.slice(0, -2)}AA`)),
      changed((query) => query.delete('signature')),
      // The signature of one delivery under the name of another.
      changed((query) => query.set('signature', signature), other.url),
      fetch(url.replace(/files\/[^?]+/, 'files/dlv_nothing.parquet')),
    ];
    for (const answer of await Promise.all(forged)) {
      expect(answer.status).toBe(403);
      expect(await codeOf(answer)).toBe('usage.address_invalid');
    }
  });

  it('is of no use to another licensee, nor after its hour, nor once its bytes are gone', async () => {
    const { url } = await client.query(roads());
    const stranger = await keys.createKey(w.developer, wide.id, { name: '别处' });
    const withKey = (secret: string) => fetch(url, { headers: { authorization: `Bearer ${secret}` } });
    expect(await codeOf(await withKey(stranger.secret))).toBe('usage.address_of_another');
    expect((await withKey(key.secret)).status).toBe(200);
    w.t.clock.advance({ minutes: 61 });
    const late = await fetch(url);
    expect([late.status, await codeOf(late)]).toEqual([403, 'usage.address_expired']);
    const fresh = await client.query(roads());
    await w.t.database.query("update granted_file set made_at = made_at - interval '3 days'");
    await sweepGrantedFiles(w.t.app);
    expect(await codeOf(await fetch(fresh.url))).toBe('usage.address_expired');
    expect((await fetch((await client.query(roads())).url)).status).toBe(200);
    const events = await w.t.database.query<{ canon: string }>(
      "select canon from audit_event where action = 'usage.read_shared' and outcome = 'refused'",
    );
    expect(events).toHaveLength(3);
  });

  it('ends with its key', async () => {
    const { made, profile: own } = await asKey(a.id);
    const { url } = await deltaClient(own, base).query(roads());
    expect((await fetch(url)).status).toBe(200);
    await keys.revokeKey(w.developer, made.id);
    expect(await codeOf(await fetch(url))).toBe('usage.key_revoked');
  });
});

describe('when it is over', () => {
  it('over quota answers 429 with the facts, and takes nothing', async () => {
    const one = deltaClient((await asKey(small.id)).profile, base);
    const [table] = await one.list(`/shares/${small.no}/all-tables`);
    expect((await one.query(table!)).answer.status).toBe(200);
    const { answer, error } = await one.query(table!);
    expect([answer.status, error?.errorCode]).toEqual([429, 'usage.over_quota']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('ratelimit')).toMatch(/^"rows-day";r=10;/);
    expect(await usage.deliveriesOf(w.developer, { agreementId: small.id })).toHaveLength(1);
    const calls = await keys.showCalls(w.developer, { from: '2026-11-03', to: '2026-11-03' });
    expect(calls.items.some((item) => item.status === 429 && item.dataset === w.codes.road)).toBe(true);
  });

  it('everything answers 403 from the first second after the last day, addresses too', async () => {
    w.t.clock.set('2027-11-01T23:59:59+08:00');
    const { url } = await client.query(roads());
    expect((await fetch(url)).status).toBe(200);
    w.t.clock.set('2027-11-02T00:00:00+08:00');
    const over = await fetch(url);
    expect([over.status, await codeOf(over)]).toEqual([403, 'usage.term_over']);
    for (const path of ['/shares', `/shares/${share()}/all-tables`])
      expect(await codeOf(await client.call(path))).toBe('usage.term_over');
    expect((await client.query(roads())).error?.errorCode).toBe('usage.term_over');
  });
});
