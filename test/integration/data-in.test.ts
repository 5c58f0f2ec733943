/** Every way data comes in: formats end to end, uploads that are cut off, files nobody can scan, work that is killed. */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { ingest } from '#api/datasets/jobs.ts';
import { confirmFile, publishVersion, reviewEntry, treatVersion } from '#api/datasets/publish.ts';
import { getPublishedVersion, previewVersion, showVersion } from '#api/datasets/read.ts';
import type { SourceFormat } from '#api/datasets/rules/codes.ts';
import { showUpload, sweepUploads } from '#api/datasets/sessions.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { confirmColumnClasses } from '#api/deidentification/service.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { pdf, png, workbook, zip } from '#test/support/archives.ts';
import { newEntry, tollCsv, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let token: string;
let steward: Ctx;
const api = (path: string) => `${server.url}/api/v1${path}`;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  server = await t.serve('api');
  steward = world.ctx('province.transport');
  token = await signIn('province.transport');
}, 120_000);
afterAll(() => t.close());

async function signIn(login: string): Promise<string> {
  const response = await fetch(api('/session'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: demoPassword }),
  });
  return ((await response.json()) as { token: string }).token;
}

let made = 0;
const fresh = () => newEntry(steward, { title: `数据入库测试${++made}` });

async function code(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

async function send(entryId: string, content: string | Buffer, name: string): Promise<VersionOut> {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(content)]), name);
  const response = await fetch(api(`/catalog/entries/${entryId}/versions`), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  expect(response.status, name).toBe(201);
  const { id } = (await response.json()) as VersionOut;
  await t.drain();
  return showVersion(steward, id);
}

const preview = (id: string, table: number) =>
  previewVersion(steward, id, { filter: [], sort: [], columns: [], limit: 10, offset: 0, table });

async function review(entryId: string): Promise<void> {
  const { revision } = await showEntry(steward, entryId);
  await reviewEntry(world.ctx('province.information'), entryId, {
    revision,
    decision: 'publish',
    opinion: '符合编制要求',
    field_opinions: [],
  });
}

describe('formats', () => {
  const json = JSON.stringify([{ 站名: '太原北', 车道数: 12 }]);
  const feature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [112.5, 37.8] },
    properties: { 站名: '太原北' },
  };
  const cases: readonly [string, SourceFormat, () => Promise<string | Buffer>][] = [
    ['a.csv', 'csv', async () => tollCsv],
    ['a.txt', 'csv', async () => Buffer.from(`\uFEFF${tollCsv.replaceAll(',', '\t')}`, 'utf16le')],
    [
      'a.xlsx',
      'xlsx',
      async () =>
        workbook({
          S: [
            ['站名', '车道数'],
            ['太原北', 12],
          ],
        }),
    ],
    ['a.json', 'json', async () => `{"data":${json}}`],
    ['a.jsonl', 'jsonl', async () => '{"站名":"太原北"}\n{"站名":"忻州"}\n'],
    ['a.geojson', 'geojson', async () => JSON.stringify({ type: 'FeatureCollection', features: [feature] })],
    ['no-name-at-all', 'json', async () => `{"data":${json} }`],
  ];
  it.each(cases)('%s becomes a table by its content', async (name, format, content) => {
    const entry = await fresh();
    const version = await send(entry.id, await content(), name);
    expect(version).toMatchObject({ state: 'ready', fault: null, tables: [{ number: 1, name: 'data', format }] });
    const { columns, rows } = await preview(version.id, 1);
    expect([columns[0]?.name, rows[0]?.[0]]).toEqual(['站名', '太原北']);
    expect(version.tables[0]?.geo ?? null).toEqual(format === 'geojson' ? { geometry: 'geometry' } : null);
  });

  it('names table, row and column of what is wrong', async () => {
    const entry = await fresh();
    const book = await workbook({
      好: [['a'], [1]],
      坏: [
        ['a', 'b'],
        [1, 2],
        [1, 2, 3],
      ],
    });
    const version = await send(entry.id, await zip({ '表/甲.xlsx': book }), 'a.zip');
    expect(version).toMatchObject({
      state: 'failed',
      fault: { code: 'tables.ragged_row' },
      tables: [],
      may: { retry: true },
    });
    expect(version.fault?.zh).toMatch(/“表\/甲\.xlsx#坏”：第 2 行数据（文件第 3 行）有 3 列，应为 2 列/);
    expect(version.fault?.en).toMatch(/"表\/甲\.xlsx#坏": Row 2 \(line 3 of the file\) has 3 columns/);
  });

  it('several tables are scanned, treated and published as one version', async () => {
    const entry = await fresh();
    const people = '姓名,手机号,县区\n王小明,13800138000,小店\n李小红,13900139000,迎泽\n张三丰,13700137000,尖草坪\n';
    const version = await send(entry.id, await zip({ 'a.csv': tollCsv, 'b.csv': people }), 'both.zip');
    expect(version).toMatchObject({ state: 'held', row_count: 6 });
    expect(version.untreated).toContain('b.csv/手机号');
    expect(version.findings.every((one) => one.table === 2)).toBe(true);
    const drop = ['姓名', '手机号'].map((column) => ({ table: 2, column, action: 'drop' as const }));
    await treatVersion(steward, version.id, { treatments: drop.slice(0, 1) });
    await t.drain();
    expect(await showVersion(steward, version.id)).toMatchObject({
      state: 'held',
      untreated: ['b.csv/手机号'],
      fault: { code: 'datasets.still_personal', zh: expect.stringContaining('b.csv/手机号') },
    });
    await treatVersion(steward, version.id, { treatments: drop });
    await t.drain();
    const treated = await showVersion(steward, version.id);
    expect(treated).toMatchObject({ state: 'ready' });
    expect((await preview(version.id, 1)).columns).toHaveLength(3);
    expect((await preview(version.id, 2)).columns.map((one) => one.name)).toEqual(['县区']);
    expect(await code(preview(version.id, 3))).toBe('datasets.table_not_found');
    expect(
      await code(treatVersion(steward, version.id, { treatments: [{ table: 3, column: 'x', action: 'drop' }] })),
    ).toBe('datasets.unknown_column');
    // Names were in it: until its steward says what the rest tells of people, it stays inside.
    await submitEntry(steward, entry.id, { revision: (await showEntry(steward, entry.id)).revision });
    expect(await code(review(entry.id))).toBe('datasets.subject_open');
    await confirmColumnClasses(steward, version.id, { table: 2, persons: false, reason: '网点名单', classes: [] });
    await review(entry.id);
    const published = await getPublishedVersion(world.ctx(null), entry.id, 1, 2);
    expect(published).toMatchObject({ rowCount: 3n, table: { number: 2, name: 'b' }, columns: [{ name: '县区' }] });
    expect(published.tables.map((one) => one.name)).toEqual(['a', 'b']);
    const shown = (await (await fetch(api(`/datasets/${entry.code}`))).json()) as {
      latest: { columns: unknown[]; tables: { number: number; name: string; row_count: number; columns: unknown[] }[] };
      versions: { tables: { columns?: unknown }[] }[];
    };
    expect(shown.latest.columns).toHaveLength(3);
    expect(shown.latest.tables).toMatchObject([
      { number: 1, name: 'a', row_count: 3 },
      { number: 2, name: 'b', row_count: 3, columns: [{ name: '县区' }] },
    ]);
    expect(shown.versions[0]?.tables[0]).not.toHaveProperty('columns');
    await expect(
      t.database.query(`UPDATE version_table SET name = 'c' WHERE version_id = $1`, [version.id]),
    ).rejects.toThrow(/append_only/);
  });
});

describe('files that are no table', () => {
  it('alone may not be opened; beside a table, once the steward stands for them', async () => {
    const entry = await fresh();
    const alone = await send(entry.id, pdf, '报告.pdf');
    expect(alone).toMatchObject({
      state: 'ready',
      tables: [],
      files: [{ path: '报告.pdf', media_type: 'application/pdf' }],
    });
    await submitEntry(steward, entry.id, { revision: (await showEntry(steward, entry.id)).revision });
    expect(await code(review(entry.id))).toBe('datasets.no_table');

    const version = await send(entry.id, await zip({ 'data.csv': tollCsv, '图/地图.png': png }), 'all.zip');
    expect(version.unconfirmed).toEqual(['图/地图.png']);
    expect(await code(review(entry.id))).toBe('datasets.files_unconfirmed');
    expect(await code(confirmFile(world.ctx('province.ecology'), version.id, 1))).toBe('datasets.version_not_found');
    expect(await code(confirmFile(steward, version.id, 2))).toBe('datasets.file_not_found');
    const confirmed = await fetch(api(`/versions/${version.id}/files/1/confirmation`), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(confirmed.status).toBe(200);
    expect(((await confirmed.json()) as VersionOut).unconfirmed).toEqual([]);
    const events = await t.database.query(
      `SELECT count(*)::int AS n FROM audit_event WHERE action = 'datasets.confirm_file' AND outcome = 'done'`,
    );
    expect(events[0]).toEqual({ n: 1 });
    await review(entry.id);
    expect(await code(confirmFile(steward, version.id, 1))).toBe('datasets.wrong_state');

    const address = api(`/datasets/${entry.code}/versions/2/files/1`);
    const whole = await fetch(address);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('x-content-type-options')]).toEqual([
      200,
      'image/png',
      'nosniff',
    ]);
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; .*%E5%9C%B0%E5%9B%BE\.png/);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(png);
    expect(whole.headers.get('etag')).toBe(`"${createHash('sha256').update(png).digest('hex')}"`);
    const part = await fetch(address, { headers: { range: 'bytes=1-3' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 1-3/${png.length}`,
      'PNG',
    ]);
    expect((await fetch(address, { headers: { range: 'bytes=9999-' } })).status).toBe(416);
    expect((await fetch(api(`/datasets/${entry.code}/versions/2/files/9`))).status).toBe(404);
  });
});

describe('uploads in pieces', () => {
  const tus = { 'tus-resumable': '1.0.0' };
  const b64 = (text: string) => Buffer.from(text).toString('base64');
  const big = Buffer.from(`编号,数\n${Array.from({ length: 300_000 }, (_, i) => `${i},${i * 7}`).join('\n')}\n`);

  async function open(entryId: string, bytes: number, as = token, name = '大表.csv') {
    return fetch(api('/uploads'), {
      method: 'POST',
      headers: {
        ...tus,
        authorization: `Bearer ${as}`,
        'upload-length': String(bytes),
        'upload-metadata': `entry ${b64(entryId)},filename ${b64(name)},note ${b64('续传')}`,
      },
    });
  }
  const head = (url: string, as = token) =>
    fetch(url, { method: 'HEAD', headers: { ...tus, authorization: `Bearer ${as}` } });
  const patch = (url: string, offset: number, body: Buffer, as = token) =>
    fetch(url, {
      method: 'PATCH',
      headers: {
        ...tus,
        authorization: `Bearer ${as}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
      body: new Uint8Array(body),
    });
  const problem = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  const at = (response: Response) => new URL(response.headers.get('location') ?? '', server.url).href;

  /** Sends the beginning of a body of the length told and hangs up. */
  function cut(url: string, body: Buffer, sent: number): Promise<void> {
    return new Promise((resolve) => {
      const call = httpRequest(url, {
        method: 'PATCH',
        headers: {
          ...tus,
          authorization: `Bearer ${token}`,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': '0',
          'content-length': body.length,
        },
      });
      call.on('error', () => {});
      call.on('close', () => resolve());
      call.write(body.subarray(0, sent), () => setTimeout(() => call.destroy(), 200));
    });
  }

  it('go on where a connection broke and become the same version as a whole upload', async () => {
    const entry = await fresh();
    const opened = await open(entry.id, big.length);
    expect([opened.status, opened.headers.get('tus-resumable')]).toEqual([201, '1.0.0']);
    const url = at(opened);
    await cut(url, big, 1_000_000);
    let offset = 0;
    for (let tries = 0; tries < 50 && offset === 0; tries++) {
      const told = await head(url);
      offset = Number(told.headers.get('upload-offset'));
      if (offset === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(1_000_000);
    expect((await patch(url, offset + 1, big.subarray(offset + 1))).status).toBe(409);
    const middle = offset + 500_000;
    const next = await patch(url, offset, big.subarray(offset, middle));
    expect([next.status, next.headers.get('upload-offset')]).toEqual([204, String(middle)]);
    const last = await patch(url, middle, big.subarray(middle));
    expect(last.status).toBe(204);
    const id = last.headers.get('upload-version') ?? '';
    await t.drain();
    expect(await showVersion(steward, id)).toMatchObject({
      state: 'ready',
      row_count: 300_000,
      file_name: '大表.csv',
      note: '续传',
      source_sha256: createHash('sha256').update(big).digest('hex'),
    });
    const uploadId = url.split('/').at(-1) ?? '';
    expect(await showUpload(steward, uploadId)).toMatchObject({ version_id: id, fault: null, received: big.length });
    expect((await head(url)).headers.get('upload-offset')).toBe(String(big.length));
    expect(await t.app.ports.parts.list()).not.toContain(uploadId);

    const again = at(await open(entry.id, big.length));
    expect((await patch(again, 0, big)).status).toBe(204);
    expect(await showUpload(steward, again.split('/').at(-1) ?? '')).toMatchObject({
      version_id: null,
      fault: { code: 'datasets.duplicate' },
    });
    expect(await t.app.ports.parts.list()).toEqual([]);
  });

  it('are refused before the first byte, and belong to who opened them', async () => {
    const entry = await fresh();
    const other = await signIn('province.ecology');
    expect(await problem(await open(entry.id, 10, other))).toEqual([404, 'catalog.not_found']);
    expect((await open(entry.id, 10, 'jss_nobody')).status).toBe(401);
    expect(await problem(await open(entry.id, 2 * 1024 ** 3 + 1))).toEqual([413, 'datasets.too_large']);
    expect(await problem(await open(entry.id, 0))).toEqual([422, 'datasets.empty']);
    expect(await problem(await open(entry.id, 10, token, '..'))).toEqual([422, 'datasets.file_name']);
    const url = at(await open(entry.id, 10));
    expect((await head(url, other)).status).toBe(404);
    expect((await patch(url, 0, Buffer.from('a'), other)).status).toBe(404);
    expect((await patch(url, 0, Buffer.alloc(11))).status).toBe(413);
    const foreign = await fetch(url, { method: 'DELETE', headers: { ...tus, 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
    const gone = await fetch(url, { method: 'DELETE', headers: { ...tus, authorization: `Bearer ${token}` } });
    expect(gone.status).toBe(204);
    expect((await head(url)).status).toBe(404);
    expect((await fetch(api('/uploads'), { method: 'OPTIONS' })).headers.get('tus-extension')).toContain('creation');
  });

  it('are forgotten a day after they stood still, with their bytes and with bytes of nobody', async () => {
    const entry = await fresh();
    const url = at(await open(entry.id, 100));
    await patch(url, 0, Buffer.from('abc'));
    await t.app.ports.parts.create('upl_nobody');
    await sweepUploads(t.app);
    expect(await t.app.ports.parts.list()).toEqual([url.split('/').at(-1)]);
    const now = t.clock.now();
    t.clock.advance({ hours: 25 });
    expect(await code(showUpload(steward, url.split('/').at(-1) ?? ''))).toBe('datasets.upload_not_found');
    await sweepUploads(t.app);
    expect(await t.app.ports.parts.list()).toEqual([]);
    t.clock.set(now);
  });
});

it('work killed between two tables is done again and leaves one result', async () => {
  const entry = await fresh();
  const archive = await zip({ 'a.csv': tollCsv, 'b.csv': `${tollCsv}孝义,4,2010-01-01\n`, 'c.pdf': pdf });
  const version = await upload(steward, entry.id, archive, 'k.zip');
  const files = t.app.ports.files;
  let kept = 0;
  const dying = {
    ...t.app,
    ports: {
      ...t.app.ports,
      files: {
        ...files,
        putFile: async (key: string, path: string) => {
          kept += 1;
          if (kept === 2) throw new Error('killed');
          return files.putFile(key, path);
        },
      },
    },
  };
  await ingest(dying, { versionId: version.id });
  expect(await showVersion(steward, version.id)).toMatchObject({ state: 'failed', tables: [], files: [] });
  await t.database.query("UPDATE version SET state = 'processing' WHERE id = $1", [version.id]);
  await ingest(t.app, { versionId: version.id });
  const done = await showVersion(steward, version.id);
  expect(done).toMatchObject({ state: 'ready', row_count: 7, stage: 'done', stage_table: null });
  expect([done.tables.length, done.files.length, done.columns.length]).toEqual([2, 1, 6]);
  await ingest(t.app, { versionId: version.id });
  expect(await showVersion(steward, version.id)).toEqual(done);
  expect(await code(publishVersion(steward, version.id))).toBe('datasets.entry_unpublished');
});
