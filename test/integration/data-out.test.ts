/** Open data taken away over HTTP: questions, SQL, files in every format, ranges and conditions. Real database, DuckDB, files. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { reviewEntry, treatVersion } from '#api/datasets/publish.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset, upload } from '#test/support/catalog.ts';
import { readAll } from '#test/support/tables.ts';
import { makeWorld, type World } from '#test/support/world.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let t: TestApp;
let world: World;
let server: Listening;
let base: string;
let several: string;
const csv = [
  '编号,城市,金额,日期,经度,纬度,备注',
  '1,太原市,10.50,2020-01-01,112.55,37.87,"=1+1"',
  '2,大同市,2.25,2020-02-01,113.30,40.08,Alpha 煤',
  '3,阳泉市,,2020-03-01,,,"多\n行 & <b>"',
  '4,太原市,-7.00,2021-01-01,112.5,37.9,',
  '5,,10.50,,,,alphabet',
].join('\n');

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  server = await t.serve();
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  const { entry } = await publishedDataset(means, { title: '收费站“明细”' }, csv);
  base = `${server.url}/api/v1/datasets/${entry.code}/versions/1`;
  const zip = new ZipFile();
  const options = { mtime: new Date('2026-01-01T00:00:00Z') };
  zip.addBuffer(Buffer.from(csv), '明细.csv', options);
  zip.addBuffer(Buffer.from('城市,人口\n太原市,540\n大同市,310\n'), '人口.csv', options);
  zip.end();
  const two = await publishedDataset(means, { title: '两个表' }, await readAll(zip.outputStream as never));
  several = `${server.url}/api/v1/datasets/${two.entry.code}/versions/latest`;
});
afterAll(() => t.close());

const params = (query: Record<string, string | readonly string[]>) =>
  new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
const at = (kind: string, query: Record<string, string | readonly string[]> = {}, from = base) =>
  `${from}/${kind}?${params(query)}`;

interface Body {
  readonly code?: string;
  readonly rows?: unknown[];
  readonly next_cursor?: string;
  readonly columns?: readonly { readonly name: string }[];
  readonly tables?: readonly { readonly number: number; readonly name: string }[];
}

async function json(url: string, init?: RequestInit) {
  const answer = await fetch(url, init);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
}
const post = (kind: string, body: unknown, from = base) =>
  json(`${from}/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('questions', () => {
  it('choose, filter, sort and page, as an address', async () => {
    const first = await json(
      at('query', {
        fields: ['编号', '城市'],
        filter: '编号:between:1|4',
        sort: ['-城市:nulls_first', '编号'],
        limit: '2',
      }),
    );
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      table: { number: 1 },
      columns: [
        { name: '编号', type: 'integer' },
        { name: '城市', type: 'text' },
      ],
      rows: [
        [3, '阳泉市'],
        [1, '太原市'],
      ],
      total: 4,
      truncated: true,
    });
    const next = await json(
      at('query', {
        fields: ['编号'],
        filter: '编号:between:1|4',
        sort: ['-城市:nulls_first', '编号'],
        limit: '2',
        cursor: first.body.next_cursor ?? '',
        count: 'none',
        rows: 'objects',
      }),
    );
    expect(next.body).toMatchObject({ rows: [{ 编号: 4 }, { 编号: 2 }], total: null, next_cursor: null });
  });

  it('find words in any text column', async () => {
    expect((await json(at('rows', { q: '煤 alpha', columns: '编号' }))).body).toMatchObject({ rows: [[2]], total: 1 });
    expect((await json(at('rows', { q: '煤', filter: '城市:eq:太原市' }))).body).toMatchObject({ rows: [], total: 0 });
  });

  it('join filters by any and all, as JSON', async () => {
    const answer = await post('query', {
      columns: ['编号'],
      filters: [
        {
          any: [
            { column: '城市', op: 'isnull' },
            {
              all: [
                { column: '城市', op: 'in', value: ['太原市'] },
                { column: '金额', op: 'lt', value: 0 },
              ],
            },
          ],
        },
      ],
      sort: [{ column: '编号', dir: 'desc' }],
      rows: 'objects',
    });
    expect(answer.body).toMatchObject({ rows: [{ 编号: 5 }, { 编号: 4 }], total: 2 });
  });

  it('group and count, in both forms and by the aggregate address', async () => {
    const expected = [
      ['太原市', 2, '3.50'],
      ['大同市', 1, '2.25'],
    ];
    const query = { group: '城市', measure: ['count', 'sum:金额'], sort: '-count', filter: '编号:lte:4', limit: '2' };
    const columns = ['城市', 'count', 'sum(金额)'];
    for (const kind of ['aggregate', 'query']) {
      const { body } = await json(at(kind, query));
      expect(body).toMatchObject({ rows: expected, truncated: true });
      expect(body.columns?.map((one) => one.name)).toEqual(columns);
    }
    const asked = { group: [{ column: '日期', unit: 'year' }], measures: [{ fn: 'max', column: '金额' }] };
    expect((await post('query', asked)).body.rows).toEqual([
      ['2020-01-01', '10.50'],
      ['2021-01-01', '-7.00'],
      [null, '10.50'],
    ]);
    expect((await post('query', { group: ['日期:year'], measures: ['count'] })).body.rows).toHaveLength(3);
  });

  it('go to one of several tables by name or number', async () => {
    const tables = (await json(several)).body.tables ?? [];
    expect(tables).toHaveLength(2);
    const name = tables.find((one) => one.name.includes('人口'))?.name ?? '';
    const number = String(tables.find((one) => one.name === name)?.number);
    for (const table of [name, number]) {
      const { body } = await json(at('query', { table }, several));
      expect(body).toMatchObject({
        table: { name },
        rows: [
          ['太原市', 540],
          ['大同市', 310],
        ],
      });
      expect((await json(at('aggregate', { table, measure: 'sum:人口' }, several))).body.rows).toEqual([[850]]);
      expect(await (await fetch(at('download', { table, bom: 'false' }, several))).text()).toContain('人口');
    }
    expect((await json(at('rows', { table: '没有' }, several))).body).toMatchObject({
      code: 'datasets.no_such_table',
      status: 404,
    });
  });

  it.each<[string, string, Record<string, string | string[]>]>([
    ['datasets.bad_filter', 'query', { filter: '城市=太原' }],
    ['datasets.bad_group', 'aggregate', { group: '' }],
    ['datasets.bad_measure', 'aggregate', { measure: 'total:金额' }],
    ['tables.bad_group', 'aggregate', { group: '城市:month' }],
    ['tables.bad_measure', 'query', { measure: 'sum:城市' }],
    ['tables.unknown_column', 'query', { columns: '没有' }],
    ['tables.bad_value', 'query', { filter: '编号:eq:一' }],
    ['tables.bad_page', 'query', { cursor: 'x' }],
    ['tables.bad_page', 'query', { limit: '1001' }],
    ['tables.bad_condition', 'query', { q: 'a b c d e f g h i j k' }],
    ['request.invalid', 'query', { limit: '10001' }],
    ['request.invalid', 'query', { count: 'maybe' }],
  ])('are refused by name: %s at %s %j', async (code, kind, query) => {
    const answer = await json(at(kind, query));
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('in JSON are refused by name as well', async () => {
    const deep = [1, 2, 3, 4, 5].reduce<unknown>((one) => ({ any: [one] }), { column: '城市', op: 'isnull' });
    expect((await post('query', { filters: [deep] })).body.code).toBe('tables.bad_condition');
    expect((await post('query', { filters: [{ column: '城市', op: 'like', value: 'x' }] })).body.code).toBe(
      'request.invalid',
    );
    expect((await post('query', { filter: [] })).body.code).toBe('request.invalid');
    const text = await json(`${base}/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect([text.status, text.body.code]).toEqual([400, 'request.malformed']);
  });
});

describe('SQL', () => {
  it('is answered, by GET and by POST, on all tables of the version', async () => {
    const tables = (await json(several)).body.tables ?? [];
    const [one, two] = ['明细', '人口'].map((word) => tables.find((table) => table.name.includes(word)));
    const sql = `SELECT d.城市, p.人口, sum(d.金额) AS 合计 FROM "${one?.name}" d JOIN t${two?.number} p USING (城市) GROUP BY ALL ORDER BY 2`;
    const got = await json(at('sql', { sql }, several));
    expect(got.body).toEqual({
      columns: [
        { name: '城市', type: 'VARCHAR' },
        { name: '人口', type: 'BIGINT' },
        { name: '合计', type: 'DECIMAL(38,2)' },
      ],
      rows: [
        ['大同市', 310, '2.25'],
        ['太原市', 540, '3.50'],
      ],
      truncated: false,
    });
    const posted = await post('sql', { sql, rows: 'objects', limit: 1 }, several);
    expect(posted.body).toMatchObject({ rows: [{ 城市: '大同市', 人口: 310, 合计: '2.25' }], truncated: true });
    expect(posted.headers.get('ratelimit-limit')).toBe('30');
    expect(Number(posted.headers.get('ratelimit-remaining'))).toBeLessThan(30);
    expect(posted.headers.get('ratelimit-reset')).toMatch(/^\d+$/);
  });

  it('is refused with the place and without a path of the server', async () => {
    const answer = await post('sql', { sql: "SELECT 1,\n  read_text('/etc/passwd')" });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'tables.sql_function',
      params: { name: 'read_text', line: 2, column: 3 },
      title: expect.stringContaining('第 2 行第 3 个字符'),
    });
    for (const sql of [
      'SELECT * FROM t9',
      'SELECT 没有 FROM t1',
      'DROP VIEW t1',
      "SELECT * FROM 'x'",
      'SELECT 城市::DATE FROM t1',
    ]) {
      const { status, body } = await post('sql', { sql });
      expect(status).toBe(400);
      expect(JSON.stringify(body)).not.toContain(t.app.env.DATA_DIR);
    }
    expect((await post('sql', {})).body.code).toBe('request.invalid');
  });

  it('is limited for an address, and says when to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => post('sql', { sql: 'SELECT' })));
    const over = answers.filter((one) => one.status === 429);
    expect(over.length).toBeGreaterThanOrEqual(10);
    expect(over[0]?.body.code).toBe('request.too_many');
    expect(over[0]?.headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(over[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('files', () => {
  const file = async (query: Record<string, string | string[]>, init?: RequestInit, from = base) => {
    const answer = await fetch(at('download', query, from), init);
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it('come in every format, of the table and of a view of it', async () => {
    const view = { filter: '城市:notnull', q: '市', sort: '-编号', columns: ['编号', '备注'] };
    const text = async (format: string) => (await file({ format, bom: 'false', ...view })).bytes.toString();
    expect(await text('csv')).toBe(`编号,备注\n4,\n3,"多\n行 & <b>"\n2,Alpha 煤\n1,'=1+1\n`);
    expect(await text('tsv')).toContain("2\tAlpha 煤\n1\t'=1+1\n");
    expect(JSON.parse(await text('json')).at(-1)).toEqual({ 编号: 1, 备注: '=1+1' });
    expect(
      (await text('jsonl'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).编号),
    ).toEqual([4, 3, 2, 1]);
    expect(await text('xml')).toContain('<field name="备注">多\n行 &amp; &lt;b&gt;</field>');
    const { features } = JSON.parse(await text('geojson'));
    expect(features.map((one: { geometry: unknown }) => one.geometry)).toEqual([
      { type: 'Point', coordinates: [112.5, 37.9] },
      null,
      { type: 'Point', coordinates: [113.3, 40.08] },
      { type: 'Point', coordinates: [112.55, 37.87] },
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await file({ format: 'xlsx', ...view })).bytes as unknown as ArrayBuffer);
    expect(book.worksheets[0]?.getCell('B5').value).toBe("'=1+1");
    expect((await file({ format: 'parquet', ...view })).bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect([...(await file({})).bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const headers = (await file({ format: 'geojson' })).headers;
    expect(headers.get('content-type')).toBe('application/geo+json');
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('收费站“明细”-v1.geojson');
  });

  // fetch asks for no cache of its own accord when a condition is given.
  const fresh = { 'cache-control': 'max-age=0' };

  it('have a tag and a date: unchanged answers 304, also for a view', async () => {
    for (const query of [{ format: 'parquet' }, { format: 'csv', filter: '编号:gt:1' }]) {
      const first = await file(query);
      const etag = first.headers.get('etag') ?? '';
      const date = first.headers.get('last-modified') ?? '';
      expect(new Date(date).toUTCString()).toBe(date);
      expect((await file(query, { headers: { 'if-none-match': etag, ...fresh } })).status).toBe(304);
      expect((await file(query, { headers: { 'if-modified-since': date, ...fresh } })).status).toBe(304);
      expect((await file(query, { headers: { 'if-none-match': '"another"', ...fresh } })).status).toBe(200);
    }
    const [a, b] = await Promise.all([file({ q: '煤' }), file({ q: '市' })]);
    expect(a.headers.get('etag')).not.toBe(b.headers.get('etag'));
  });

  it.each(['parquet', 'source'])(
    'stored as %s: length by HEAD, ranges, and a broken transfer gone on with',
    async (format) => {
      const whole = await file({ format });
      const length = whole.bytes.length;
      const head = await fetch(at('download', { format }), { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
      expect(head.headers.get('content-length')).toBe(String(length));
      expect(head.headers.get('accept-ranges')).toBe('bytes');
      const tag = whole.headers.get('etag') ?? '';
      const part = await file(
        { format },
        { headers: { range: 'bytes=10-', 'if-range': tag, 'accept-encoding': 'gzip' } },
      );
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-${length - 1}/${length}`]);
      expect(Buffer.concat([whole.bytes.subarray(0, 10), part.bytes]).equals(whole.bytes)).toBe(true);
      const date = whole.headers.get('last-modified') ?? '';
      expect((await file({ format }, { headers: { range: 'bytes=0-3', 'if-range': date } })).status).toBe(206);
      const other = await file({ format }, { headers: { range: 'bytes=0-3', 'if-range': '"another"' } });
      expect([other.status, other.bytes.length]).toEqual([200, length]);
      const outside = await fetch(at('download', { format }), { headers: { range: `bytes=${length}-` } });
      expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${length}`]);
      expect(((await outside.json()) as { code: string }).code).toBe('datasets.bad_range');
    },
  );

  it('as uploaded are the very bytes, where nothing had to be treated', async () => {
    const got = await file({ format: 'source' });
    expect(got.bytes.toString()).toBe(csv);
    expect(got.headers.get('etag')).toBe(`"${createHash('sha256').update(csv).digest('hex')}"`);
    expect(got.headers.get('content-disposition')).toContain('stations.csv');

    const steward = world.ctx('province.transport');
    const entry = await newEntry(steward, { title: '含个人信息' });
    const people = [
      '姓名,手机号,车道',
      ...['张三', '李四', '王五'].map((name, i) => `${name},1380013800${i},${i}`),
    ].join('\n');
    const version = await upload(steward, entry.id, people);
    await t.drain();
    await treatVersion(steward, version.id, {
      treatments: ['姓名', '手机号'].map((column) => ({ table: 1, column, action: 'drop' as const })),
    });
    await t.drain();
    const sent = await submitEntry(steward, entry.id, { revision: entry.revision });
    await reviewEntry(world.ctx('province.information'), entry.id, {
      revision: sent.revision,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    const treated = `${server.url}/api/v1/datasets/${entry.code}/versions/1`;
    expect((await file({ bom: 'false' }, {}, treated)).bytes.toString()).toBe('车道\n0\n1\n2\n');
    for (const method of ['GET', 'HEAD'])
      expect((await fetch(at('download', { format: 'source' }, treated), { method })).status).toBe(403);
    expect((await json(at('download', { format: 'source' }, treated))).body.code).toBe('datasets.source_withheld');
    const geo = await json(at('download', { format: 'geojson' }, treated));
    expect([geo.status, geo.body.code]).toEqual([422, 'tables.no_places']);
  });

  it('are not made further when the reader leaves', async () => {
    const rows = Array.from({ length: 400_000 }, (_, i) => `${i},太原市第${i}号收费站,${i / 4}`);
    const means = {
      steward: world.ctx('province.transport'),
      reviewer: world.ctx('province.information'),
      drain: () => t.drain(),
    };
    const { entry } = await publishedDataset(means, { title: '大表' }, `n,名称,金额\n${rows.join('\n')}\n`);
    const url = `${server.url}/api/v1/datasets/${entry.code}/versions/1/download?format=xlsx`;
    await new Promise<void>((resolve, reject) => {
      const asked = httpRequest(url, (response) => {
        response.once('data', () => {
          asked.destroy();
          resolve();
        });
      });
      asked.on('error', reject);
      asked.end();
    });
    const folder = path.join(t.app.env.DATA_DIR, 'tables');
    await vi.waitFor(
      async () => expect((await readdir(folder)).filter((name) => name.startsWith('export-'))).toEqual([]),
      { timeout: 10_000 },
    );
    await withdrawEntry(means.steward, entry.id, { revision: entry.revision, reason: '测试完毕，撤回。' });
    for (const kind of ['query', 'sql?sql=SELECT+1', 'aggregate', 'download?format=source'])
      expect([410, 429]).toContain((await fetch(url.replace('download?format=xlsx', kind))).status);
  });
});

describe('other sites', () => {
  it('may read open data without credentials, and ask before a conditional request', async () => {
    const answer = await fetch(at('rows'), { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
    const refused = await fetch(at('rows', { columns: 'x' }), { headers: { origin: 'https://elsewhere.example' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, '*']);
    const ask = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' };
    const preflight = await fetch(at('download'), { method: 'OPTIONS', headers: ask });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Range');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
  });

  it('get nothing of what needs a session', async () => {
    const answer = await fetch(`${server.url}/api/v1/session`, { headers: { origin: 'https://elsewhere.example' } });
    const versions = await fetch(`${server.url}/api/v1/versions/x`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(versions.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});
