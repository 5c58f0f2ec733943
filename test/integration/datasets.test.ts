/** Versions over HTTP: files taken in, refused and read; the privacy gate; what the public gets. Real database, DuckDB, files. */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import type { Ctx } from '#api/context.ts';
import { ingest } from '#api/datasets/jobs.ts';
import { publishVersion, retryVersion, reviewEntry, treatVersion } from '#api/datasets/publish.ts';
import { getPublishedVersion, getPublishedVersions, previewVersion, showVersion } from '#api/datasets/read.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { uploadVersion } from '#api/datasets/upload.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset, tollCsv, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let steward: Ctx;
let reviewer: Ctx;
let server: Listening;
let token: string;
let serial = 0;
const title = () => {
  serial += 1;
  return `数据 ${serial}`;
};
const api = (path: string) => `${server.url}/api/v1${path}`;
const means = () => ({ steward, reviewer, drain: () => t.drain() });

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  steward = world.ctx('province.transport');
  reviewer = world.ctx('province.information');
  server = await t.serve();
  const answer = await fetch(api('/session'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'province.transport', password: demoPassword }),
  });
  token = ((await answer.json()) as { token: string }).token;
});
afterAll(() => t.close());

interface Answer {
  readonly status: number;
  readonly body: VersionOut & { code?: string; detail?: string; title?: string };
}

async function send(
  entryId: string,
  content: string | Buffer,
  name: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  form.append('note', '十一月更新');
  const response = await fetch(api(`/catalog/entries/${entryId}/versions`), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function processed(id: string): Promise<VersionOut> {
  await t.drain();
  return showVersion(steward, id);
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code ?? String(error),
  );

/** How many files lie under an entry's folder. */
async function versionsOf(entryId: string): Promise<number> {
  const [row] = await t.database.query<{ n: string }>('SELECT count(*) AS n FROM version WHERE entry_id = $1', [
    entryId,
  ]);
  return Number(row?.n);
}

describe('taking files in', () => {
  it('reads UTF-8 with and without BOM, GB18030, commas, tabs and semicolons, and quoted newlines', async () => {
    const entry = await newEntry(steward, { title: title() });
    // 站名 in GB18030, made with iconv: the sources cannot hold such bytes.
    const gb = Buffer.from('d5bec3fb2cb3b5b5c0cafd0a', 'hex');
    const files: [string, string | Buffer, string, string][] = [
      ['utf8.csv', '站名,车道数\n太原北,12\n', 'utf-8', ','],
      ['bom.csv', '\ufeff站名,车道数\n太原,12\n', 'utf-8', ','],
      ['gb.csv', Buffer.concat([gb, Buffer.from('ccabd4ad2c31320a', 'hex')]), 'gb18030', ','],
      ['tab.tsv', '站名\t车道数\n忻州\t8\n', 'utf-8', '\t'],
      ['semi.csv', '站名;车道数\n"大同\n南";10\n', 'utf-8', ';'],
    ];
    for (const [at, [name, content, encoding, delimiter]] of files.entries()) {
      const sent = await send(entry.id, content, name);
      expect(sent.status, name).toBe(201);
      expect(sent.body).toMatchObject({ number: at + 1, state: 'received', note: '十一月更新', file_name: name });
      const done = await processed(sent.body.id);
      expect(done, name).toMatchObject({
        state: 'ready',
        stage: 'done',
        encoding,
        delimiter,
        row_count: 1,
        uploaded_by: '梁晓燕',
      });
      expect(done.columns.map((c) => [c.name, c.type])).toEqual([
        ['站名', 'text'],
        ['车道数', 'integer'],
      ]);
      expect(done.source_sha256).toBe(createHash('sha256').update(content).digest('hex'));
      expect(done.table_sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    const rows = await previewVersion(
      steward,
      await send(entry.id, '站名,车道数\n甲,1\n', 'x.csv').then(async (s) => (await processed(s.body.id)).id),
      {
        filter: [],
        sort: [],
        columns: [],
        limit: 10,
        offset: 0,
      },
    );
    expect(rows.rows).toEqual([['甲', 1]]);
  });

  it('refuses an empty file, naming it, in both languages', async () => {
    const entry = await newEntry(steward, { title: title() });
    const zh = await send(entry.id, '', '空.csv', { 'accept-language': 'zh' });
    expect(zh).toMatchObject({
      status: 422,
      body: { code: 'datasets.empty', detail: expect.stringContaining('“空.csv”是空的') },
    });
    const en = await send(entry.id, '', '空.csv', { 'accept-language': 'en' });
    expect(en.body.detail).toContain('is empty');
    expect(await versionsOf(entry.id)).toBe(0);
  });

  it('refuses the second upload of the same bytes and names the version that has them', async () => {
    const entry = await newEntry(steward, { title: title() });
    await send(entry.id, tollCsv, 'a.csv');
    const again = await send(entry.id, tollCsv, 'b.csv');
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'datasets.duplicate', detail: expect.stringContaining('第 1 版') },
    });
    const both = await Promise.all([send(entry.id, 'a,b\n1,x\n', 'c.csv'), send(entry.id, 'a,b\n1,x\n', 'd.csv')]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
    expect(await versionsOf(entry.id)).toBe(2);
  });

  it('gives uploads at the same time consecutive numbers', async () => {
    const entry = await newEntry(steward, { title: title() });
    const sent = await Promise.all(Array.from({ length: 8 }, (_, i) => send(entry.id, `a,b\n${i},x\n`, `${i}.csv`)));
    expect(sent.map((one) => one.body.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps the last part of a path as the name and refuses names that are none', async () => {
    const entry = await newEntry(steward, { title: title() });
    const sent = await send(entry.id, tollCsv, '../../../etc/收费站 2026.csv');
    expect(sent.body.file_name).toBe('收费站 2026.csv');
    for (const name of ['长'.repeat(86), '..'])
      expect((await send(entry.id, `a,b\n${name.length},2\n`, name)).body.code, name).toBe('datasets.file_name');
    expect(await code(upload(steward, entry.id, 'a,b\n1,2\n', 'a\u0000b.csv'))).toBe('datasets.file_name');
    expect(await versionsOf(entry.id)).toBe(1);
  });

  it('refuses a request without a file, one that is no form, and one that breaks off', async () => {
    const entry = await newEntry(steward, { title: title() });
    const path = api(`/catalog/entries/${entry.id}/versions`);
    const headers = { authorization: `Bearer ${token}` };
    const bare = new FormData();
    bare.append('note', 'x');
    for (const init of [
      { body: bare, headers },
      { body: 'a,b\n1,2\n', headers: { ...headers, 'content-type': 'text/csv' } },
    ]) {
      const answer = await fetch(path, { method: 'POST', ...init });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'datasets.no_file']);
    }
    const cut = await fetch(path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=xx' },
      body: '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n1,2',
    });
    expect([cut.status, ((await cut.json()) as { code: string }).code]).toEqual([400, 'datasets.broken_upload']);
    await hangUp(path);
    expect(await versionsOf(entry.id)).toBe(0);
    expect((await send(entry.id, tollCsv, 'a.csv')).status).toBe(201);
  });

  /** Sends half a file and goes away. */
  function hangUp(path: string): Promise<void> {
    return new Promise((resolve) => {
      const call = httpRequest(path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'multipart/form-data; boundary=xx',
          'content-length': '1000000',
        },
      });
      call.on('error', () => resolve());
      call.on('close', () => resolve());
      call.write('--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n1,2');
      setTimeout(() => call.destroy(), 100);
    });
  }

  it('takes 300 MB with flat memory; refuses more than 2 GB, told beforehand or found on the way, and keeps nothing', async () => {
    const entry = await newEntry(steward, { title: title() });
    const path = api(`/catalog/entries/${entry.id}/versions`);
    const chunk = Buffer.alloc(1024 * 1024, '0123456789abcdef,\n');
    async function* body(megabytes: number) {
      yield Buffer.from('--xx\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n');
      for (let i = 0; i < megabytes; i++) yield chunk;
      yield Buffer.from('\r\n--xx--\r\n');
    }
    const post = (megabytes: number, more: Record<string, string>) =>
      new Promise<{ status: number; code: string }>((resolve, reject) => {
        const call = httpRequest(
          path,
          {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=xx', ...more },
          },
          async (response) => {
            const parts: Buffer[] = [];
            for await (const part of response) parts.push(part as Buffer);
            resolve({
              status: response.statusCode ?? 0,
              code: (JSON.parse(Buffer.concat(parts).toString()) as { code: string }).code,
            });
            call.destroy();
          },
        );
        call.on('error', reject);
        // A sender that tells more than it sends stays connected, as one that is still sending does.
        Readable.from(body(megabytes)).pipe(call, { end: more['content-length'] === undefined });
      });
    const before = process.memoryUsage().rss;
    const told = String(2100 * 1024 * 1024);
    expect(await post(1, { 'content-length': told })).toEqual({ status: 413, code: 'datasets.too_large' });
    // The same limit in small, found while the bytes arrive.
    const files = t.app.ports.files;
    const narrow: typeof files = {
      ...files,
      put: (key, source) => files.put(key, source, { maxBytes: 1024 * 1024 }),
    };
    const tight = { ...steward, ports: { ...steward.ports, files: narrow } };
    const sent = uploadVersion(tight, entry.id, { fileName: 'a.csv', stream: Readable.from([chunk, chunk]) });
    expect(await code(sent)).toBe('datasets.too_large');
    expect(await versionsOf(entry.id)).toBe(0);
    expect(await post(301, {})).toMatchObject({ status: 201 });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('names what is wrong with a file that is no table, and keeps earlier versions as they were', async () => {
    const entry = await newEntry(steward, { title: title() });
    await send(entry.id, tollCsv, 'good.csv');
    const wide = Array.from({ length: 2000 }, (_, i) => `c${i}`).join(',');
    const bad: [string, string | Buffer, string][] = [
      ['picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'tables.not_csv'],
      ['book.csv', Buffer.from(`504b0304${'00'.repeat(60)}`, 'hex'), 'tables.archive_broken'],
      ['ragged.csv', 'a,b\n1,2\n3\n', 'tables.ragged_row'],
      ['wide.csv', `${wide}\n${wide.replace(/c/g, '')}\n`, 'tables.too_many_columns'],
      ['header.csv', 'a,b\n', 'tables.no_rows'],
      ['quote.csv', 'a,b\n"1,2\n', 'tables.unclosed_quote'],
      ['twice.csv', 'a,A\n1,2\n', 'tables.duplicate_header'],
    ];
    for (const [name, content, expected] of bad) {
      const sent = await send(entry.id, content, name);
      expect(sent.status, name).toBe(201);
      const done = await processed(sent.body.id);
      expect(done, name).toMatchObject({
        state: 'failed',
        fault: { code: expected, zh: expect.any(String), en: expect.any(String) },
      });
      expect(`${done.fault?.zh}${done.fault?.en}`).not.toContain('{{');
      expect(
        await code(previewVersion(steward, done.id, { filter: [], sort: [], columns: [], limit: 1, offset: 0 })),
      ).toBe('datasets.wrong_state');
    }
    const first = await send(entry.id, tollCsv, 'good.csv');
    expect(first.body.detail).toContain('可发布');
  });

  it('takes uploads from the entry’s own steward only, and none for a withdrawn entry', async () => {
    const entry = await newEntry(steward, { title: title() });
    for (const [login, expected] of [
      ['province.ecology', 'catalog.not_found'],
      ['province.transport.head', 'auth.forbidden'],
      ['developer', 'catalog.not_found'],
    ] as const)
      expect(await code(upload(world.ctx(login), entry.id, tollCsv)), login).toBe(expected);
    const anonymous = await fetch(api(`/catalog/entries/${entry.id}/versions`), {
      method: 'POST',
      body: new FormData(),
    });
    expect(anonymous.status).toBe(401);
    await withdrawEntry(steward, entry.id, { revision: 1, reason: '停用' });
    expect(await code(upload(steward, entry.id, tollCsv))).toBe('catalog.wrong_state');
  });
});

describe('the work in the background', () => {
  it('killed in the middle is done again and leaves one result', async () => {
    const entry = await newEntry(steward, { title: title() });
    const version = await upload(steward, entry.id, `${tollCsv}孝义,4,2010-01-01\n`);
    const files = t.app.ports.files;
    let failed = false;
    const dying = {
      ...t.app,
      ports: {
        ...t.app.ports,
        files: new Proxy(files, {
          get: (target, name) => {
            // After the table is stored, before the result is recorded: the worst moment.
            if (name === 'putFile')
              return async (key: string, path: string) => {
                await target.putFile(key, path);
                failed = true;
                throw Object.assign(new Error('killed'), { killed: true });
              };
            const value = Reflect.get(target, name) as unknown;
            return typeof value === 'function' ? value.bind(target) : value;
          },
        }),
      },
    };
    await ingest(dying, { versionId: version.id });
    expect(failed).toBe(true);
    expect(await showVersion(steward, version.id)).toMatchObject({
      state: 'failed',
      fault: { code: 'datasets.ingest_broken' },
      may: { retry: true },
    });
    await t.database.query("UPDATE version SET state = 'processing' WHERE id = $1", [version.id]);
    const done = await processed(version.id);
    expect(done).toMatchObject({ state: 'ready', row_count: 4, fault: null });
    expect(done.columns).toHaveLength(3);
    await ingest(t.app, { versionId: version.id });
    expect(await showVersion(steward, version.id)).toEqual(done);
  });

  it('is started again by the steward after a failure of the platform', async () => {
    const entry = await newEntry(steward, { title: title() });
    const version = await upload(steward, entry.id, `${tollCsv}介休,4,2011-01-01\n`);
    const broken = {
      ...t.app,
      ports: {
        ...t.app.ports,
        tables: { ...t.app.ports.tables, intake: () => Promise.reject(new Error('disk full')) },
      },
    };
    await ingest(broken, { versionId: version.id });
    expect((await showVersion(steward, version.id)).state).toBe('failed');
    expect(await code(retryVersion(world.ctx('province.ecology'), version.id))).toBe('datasets.version_not_found');
    await retryVersion(steward, version.id);
    expect((await processed(version.id)).state).toBe('ready');
    expect(await code(retryVersion(steward, version.id))).toBe('datasets.wrong_state');
  });
});

/** Real check digits, made-up people. */
const people = [
  ['张伟', '13800138000', '11010519491231002X'],
  ['王芳', '13912345678', '440524188001010014'],
  ['李娜', '15012345678', '11010519491231002X'],
  ['刘洋', '18612345678', '11010519491231002X'],
];
const personalCsv = (n: number) =>
  `站名,负责人手机,身份证号,车道数\n${people.map(([, mobile, id], i) => `站${n}${i},${mobile},${id},${i + 2}`).join('\n')}\n`;

describe('the privacy gate', () => {
  let held: VersionOut;
  let entryId: string;

  beforeEach(async () => {
    const entry = await newEntry(steward, { title: title() });
    entryId = entry.id;
    const version = await upload(steward, entry.id, personalCsv(serial));
    held = await processed(version.id);
  });

  it('holds a table with personal information, shows masked examples and no values of the columns', async () => {
    expect(held.state).toBe('held');
    expect(held.untreated.sort()).toEqual(['负责人手机', '身份证号']);
    const kinds = held.findings.filter((one) => one.blocks).map((one) => [one.column, one.kind, one.treatment]);
    expect(kinds).toContainEqual(['负责人手机', 'mobile', null]);
    expect(kinds).toContainEqual(['身份证号', 'citizen_number', null]);
    const everything = JSON.stringify(held);
    for (const [, mobile, id] of people) {
      expect(everything).not.toContain(mobile);
      expect(everything).not.toContain(id);
    }
    expect(held.findings.flatMap((one) => one.examples).some((example) => example.includes('*'))).toBe(true);
    expect(held.columns.find((column) => column.name === '负责人手机')?.stats).toMatchObject({ redacted: true });
    expect(held.columns.find((column) => column.name === '车道数')?.stats).toMatchObject({ min: 2, max: 5 });
    expect(
      await code(previewVersion(reviewer, held.id, { filter: [], sort: [], columns: [], limit: 1, offset: 0 })),
    ).toBe('datasets.version_not_found');
  });

  it('keeps the entry from being published, naming the columns; nothing of the review happens', async () => {
    await submitEntry(steward, entryId, { revision: 1 });
    const refusal = await reviewEntry(reviewer, entryId, {
      revision: 1,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    }).catch((e: unknown) => e);
    expect(refusal).toMatchObject({ code: 'datasets.untreated', params: { number: 1 } });
    expect((refusal as { sentence(l: string): string }).sentence('zh')).toMatch(
      /负责人手机.*身份证号|身份证号.*负责人手机/,
    );
    const [entry] = await t.database.query('SELECT state, published_revision FROM entry WHERE id = $1', [entryId]);
    expect(entry).toEqual({ state: 'submitted', published_revision: null });
    expect(await t.database.query('SELECT 1 FROM entry_review WHERE entry_id = $1', [entryId])).toEqual([]);
  });

  it('lets the treated table out and only that: one column dropped, one masked', async () => {
    await submitEntry(steward, entryId, { revision: 1 });
    const asked = await treatVersion(steward, held.id, {
      treatments: [
        { column: '身份证号', action: 'drop' },
        { column: '负责人手机', action: 'mask' },
      ],
    });
    expect(asked).toMatchObject({ state: 'processing', stage: 'queued' });
    expect(await code(publishVersion(steward, held.id))).toBe('datasets.entry_unpublished');
    const ready = await processed(held.id);
    expect(ready).toMatchObject({ state: 'ready', untreated: [], fault: null });
    expect(ready.columns.map((column) => column.name)).toEqual(['站名', '负责人手机', '车道数']);
    expect(ready.treatments.map(({ column, action }) => [column, action]).sort()).toEqual(
      [
        ['负责人手机', 'mask'],
        ['身份证号', 'drop'],
      ].sort(),
    );
    const done = await reviewEntry(reviewer, entryId, {
      revision: 1,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    const answer = await fetch(api(`/datasets/${done.code}/versions/1/rows`));
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('****');
    for (const format of ['csv', 'json', 'jsonl', 'parquet', 'xlsx']) {
      const bytes = Buffer.from(
        await (await fetch(api(`/datasets/${done.code}/versions/1/download?format=${format}`))).arrayBuffer(),
      );
      for (const [, mobile, id] of people) {
        expect(bytes.includes(mobile!), format).toBe(false);
        expect(bytes.includes(id!), format).toBe(false);
      }
    }
    const facts = await t.database.query<{ canon: string }>(
      "SELECT canon FROM audit_event WHERE subject_id = $1 AND action = 'datasets.treat'",
      [held.id],
    );
    expect(JSON.parse(facts[0]!.canon).facts).toMatchObject({ dropped: ['身份证号'], masked: ['负责人手机'] });
    expect(await code(treatVersion(steward, held.id, { treatments: [] }))).toBe('datasets.wrong_state');
    await expect(
      t.database.query("UPDATE version_table SET table_sha256 = 'x' WHERE version_id = $1", [held.id]),
    ).rejects.toThrow(/append_only/);
  });

  it('stays shut while one column is left, and says which', async () => {
    await treatVersion(steward, held.id, { treatments: [{ column: '身份证号', action: 'drop' }] });
    const still = await processed(held.id);
    expect(still).toMatchObject({ state: 'held', untreated: ['负责人手机'], table_sha256: null });
    await treatVersion(steward, held.id, { treatments: [] });
    expect((await processed(held.id)).untreated.sort()).toEqual(['负责人手机', '身份证号']);
  });

  it('refuses columns that are not there, dropping everything, and hands that are not the steward’s', async () => {
    expect(await code(treatVersion(steward, held.id, { treatments: [{ column: '没有', action: 'drop' }] }))).toBe(
      'datasets.unknown_column',
    );
    const all = ['站名', '负责人手机', '身份证号', '车道数'].map((column) => ({ column, action: 'drop' as const }));
    expect(await code(treatVersion(steward, held.id, { treatments: all }))).toBe('datasets.nothing_left');
    for (const login of ['province.ecology', 'developer', 'taiyuan.information'])
      expect(await code(treatVersion(world.ctx(login), held.id, { treatments: [] })), login).toBe(
        'datasets.version_not_found',
      );
    expect((await showVersion(steward, held.id)).state).toBe('held');
  });

  it('applies to licensed data as well; data that is not opened stays inside unread', async () => {
    const licensed = await newEntry(steward, {
      title: title(),
      open_type: 'conditional',
      open_condition: '签订协议',
      licence: 'agreement',
    });
    const version = await upload(steward, licensed.id, personalCsv(serial + 1000));
    await t.drain();
    await submitEntry(steward, licensed.id, { revision: 1 });
    expect(
      await code(
        reviewEntry(reviewer, licensed.id, { revision: 1, decision: 'publish', opinion: '', field_opinions: [] }),
      ),
    ).toBe('datasets.untreated');
    expect((await showVersion(reviewer, version.id)).untreated).toHaveLength(2);
    const closed = await newEntry(steward, { title: title(), open_type: 'none', open_checks: [], licence: null });
    await upload(steward, closed.id, personalCsv(serial + 2000));
    await t.drain();
    await submitEntry(steward, closed.id, { revision: 1 });
    const done = await reviewEntry(reviewer, closed.id, {
      revision: 1,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    expect(done.state).toBe('published');
    const shown = (await (await fetch(api(`/datasets/${done.code}`))).json()) as {
      access: string;
      versions: unknown[];
      latest: unknown;
    };
    expect(shown).toMatchObject({ access: 'closed', versions: [], latest: null });
    expect((await fetch(api(`/datasets/${done.code}/versions/1/rows`))).status).toBe(403);
  });
});

describe('further versions', () => {
  it('are published by the steward, and not before they passed', async () => {
    const { entry } = await publishedDataset(means(), { title: title() });
    const second = await upload(steward, entry.id, `${tollCsv}平遥,6,2012-01-01\n`);
    expect(await code(publishVersion(steward, second.id))).toBe('datasets.not_ready');
    await t.drain();
    expect(await code(publishVersion(world.ctx('province.transport.head'), second.id))).toBe('auth.forbidden');
    expect(await code(publishVersion(reviewer, second.id))).toBe('auth.forbidden');
    expect((await showVersion(steward, second.id)).may.publish).toBe(true);
    await publishVersion(steward, second.id);
    expect(await code(publishVersion(steward, second.id))).toBe('datasets.wrong_state');
    expect((await getPublishedVersions(world.ctx(null), entry.id)).map((one) => one.number)).toEqual([2, 1]);
    expect(await getPublishedVersion(world.ctx(null), entry.id, 'latest')).toMatchObject({ number: 2, rowCount: 4n });
    expect(await getPublishedVersion(world.ctx(null), entry.id, 1)).toMatchObject({ rowCount: 3n });
    expect(await code(getPublishedVersion(world.ctx(null), entry.id, 3))).toBe('datasets.version_not_found');
    const jobs = await t.database.query(
      "SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier LIKE 'datasets.%'",
    );
    expect(jobs).toEqual([]);
  });

  it('cannot be published before their entry, nor when the entry keeps its data inside', async () => {
    const entry = await newEntry(steward, { title: title() });
    const version = await upload(steward, entry.id, `${tollCsv}榆次,6,2012-01-02\n`);
    await t.drain();
    expect(await code(publishVersion(steward, version.id))).toBe('datasets.entry_unpublished');
  });
});

describe('open data', () => {
  let address: string;
  let dataset: Awaited<ReturnType<typeof publishedDataset>>;
  // fetch would add no-cache of its own accord to a conditional request, and get the whole answer.
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(api(`/datasets/${address}${path}`), { headers: { 'cache-control': 'max-age=0', ...headers } });
  const rows = async (query: string) => {
    const response = await get(`/versions/1/rows?${query}`);
    return {
      status: response.status,
      body: (await response.json()) as { rows: unknown[][]; total: number; next_cursor: string | null; code?: string },
    };
  };

  beforeAll(async () => {
    dataset = await publishedDataset(means(), { title: title() });
    address = dataset.entry.code;
  });

  it('is described to anyone: entry, versions, columns with statistics', async () => {
    const body = (await (await get('')).json()) as {
      access: string;
      latest: { number: number; columns: { name: string; stats: { max?: unknown } }[]; table_sha256: string };
    };
    expect(body).toMatchObject({ access: 'open', latest: { number: 1, row_count: 3 } });
    expect(body.latest.columns.map((column) => column.name)).toEqual(['站名', '车道数', '开通日期']);
    expect(body.latest.columns[1]?.stats.max).toBe(12);
    expect(JSON.stringify(body)).not.toContain('.parquet');
    expect(((await (await get('/versions')).json()) as { items: unknown[] }).items).toHaveLength(1);
    expect((await get('/versions/latest')).status).toBe(200);
    expect((await get('/versions/7')).status).toBe(404);
    expect((await get('/versions/x')).status).toBe(400);
  });

  it('is filtered, sorted and paged; past the end there is nothing', async () => {
    expect((await rows('sort=-车道数&columns=站名')).body.rows).toEqual([['太原北'], ['大同南'], ['忻州']]);
    expect((await rows('filter=车道数:gte:10&sort=站名')).body.total).toBe(2);
    expect((await rows('filter=站名:contains:州')).body.rows).toEqual([['忻州', 8, '2005-06-01']]);
    expect((await rows('filter=开通日期:lt:2006-01-01&filter=车道数:gt:10')).body.rows).toEqual([
      ['太原北', 12, '2003-10-01'],
    ]);
    expect((await rows('limit=2')).body.next_cursor).toEqual(expect.any(String));
    expect((await rows('limit=2&offset=500')).body).toMatchObject({ rows: [], total: 3, next_cursor: null });
  });

  it('names bad questions', async () => {
    expect((await rows('filter=车道数')).body.code).toBe('datasets.bad_filter');
    expect((await rows('filter=没有:eq:1')).body.code).toBe('tables.unknown_column');
    expect((await rows('filter=车道数:gt:很多')).body.code).toBe('tables.bad_value');
    expect((await rows('limit=100000')).body.code).toBe('request.invalid');
    expect((await rows('cursor=zzz')).body.code).toBe('tables.bad_page');
    const sly = await rows(`filter=${encodeURIComponent('站名" OR 1=1 --:eq:x')}`);
    expect(sly.body.code).toBe('tables.unknown_column');
  });

  it('is downloaded in five formats, counted by day without a name', async () => {
    const csv = await get('/versions/1/download?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/filename\*=UTF-8''/);
    expect(
      Buffer.from(await csv.arrayBuffer())
        .subarray(0, 3)
        .toString('hex'),
    ).toBe('efbbbf');
    expect(await (await get('/versions/1/download?format=csv&bom=false&filter=车道数:lt:10')).text()).toBe(
      '站名,车道数,开通日期\n忻州,8,2005-06-01\n',
    );
    expect(((await (await get('/versions/1/download?format=json')).json()) as unknown[]).length).toBe(3);
    expect((await (await get('/versions/1/download?format=jsonl')).text()).trim().split('\n')).toHaveLength(3);
    const xlsx = Buffer.from(await (await get('/versions/1/download?format=xlsx')).arrayBuffer());
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    const counted = await t.database.query<{ format: string; day: string; count: number }>(
      'SELECT format, day, count FROM open_download WHERE version_id = $1 ORDER BY format',
      [dataset.version.id],
    );
    expect(counted).toEqual([
      { format: 'csv', day: '2026-11-02', count: 2 },
      { format: 'json', day: '2026-11-02', count: 1 },
      { format: 'jsonl', day: '2026-11-02', count: 1 },
      { format: 'xlsx', day: '2026-11-02', count: 1 },
    ]);
    expect((await get('/versions/1/download?format=exe')).status).toBe(400);
  });

  it('serves the stored Parquet by its hash: ETag, 304, ranges, HEAD', async () => {
    const whole = await get('/versions/1/download?format=parquet');
    const bytes = Buffer.from(await whole.arrayBuffer());
    const etag = whole.headers.get('etag')!;
    expect(etag).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`);
    expect(Number(whole.headers.get('content-length'))).toBe(bytes.length);
    expect((await get('/versions/1/download?format=parquet', { 'if-none-match': etag })).status).toBe(304);
    const part = await get('/versions/1/download?format=parquet', { range: 'bytes=0-3' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 0-3/${bytes.length}`,
      'PAR1',
    ]);
    const tail = await get('/versions/1/download?format=parquet', { range: 'bytes=-4' });
    expect([tail.status, await tail.text()]).toEqual([206, 'PAR1']);
    const outside = await get('/versions/1/download?format=parquet', { range: `bytes=${bytes.length}-` });
    expect([outside.status, ((await outside.json()) as { code: string }).code]).toEqual([416, 'datasets.bad_range']);
    const head = await fetch(api(`/datasets/${address}/versions/1/download?format=parquet`), { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      String(bytes.length),
      'bytes',
    ]);
    const weak = (await get('/versions/1/download?format=csv')).headers.get('etag')!;
    expect((await get('/versions/1/download?format=csv', { 'if-none-match': weak })).status).toBe(304);
    expect((await get('/versions/1/download?format=json', { 'if-none-match': weak })).status).toBe(200);
  });

  it('gives the figures for a chart of a column', async () => {
    const chart = (await (await get('/versions/1/chart?column=车道数')).json()) as { kind: string; total: number };
    expect(chart).toMatchObject({ kind: 'histogram', total: 3 });
    expect(((await (await get('/versions/1/chart?column=没有')).json()) as { code: string }).code).toBe(
      'tables.unknown_column',
    );
  });

  it('ends with the withdrawal of the entry: every address answers 410', async () => {
    const { entry } = await publishedDataset(means(), { title: title() }, `${tollCsv}霍州,6,2012-01-03\n`);
    await withdrawEntry(steward, entry.id, { revision: 1, reason: '数据有误' });
    for (const path of [
      '',
      '/versions',
      '/versions/1',
      '/versions/1/rows',
      '/versions/1/download',
      '/versions/1/chart?column=a',
    ])
      expect((await fetch(api(`/datasets/${entry.code}${path}`))).status, path).toBe(410);
  });
});

describe('licensed data', () => {
  it('is described without values, and reading it says how to get a licence', async () => {
    const { entry } = await publishedDataset(means(), {
      title: title(),
      open_type: 'conditional',
      open_condition: '签订协议',
      licence: 'agreement',
    });
    const shown = (await (await fetch(api(`/datasets/${entry.code}`))).json()) as {
      access: string;
      latest: { columns: { stats: object }[] };
    };
    expect(shown.access).toBe('licence');
    for (const column of shown.latest.columns)
      expect(column.stats).toEqual(expect.objectContaining({ redacted: true }));
    for (const path of ['rows', 'download', 'chart?column=车道数']) {
      const answer = await fetch(api(`/datasets/${entry.code}/versions/1/${path}`), {
        headers: { 'accept-language': 'zh' },
      });
      const body = (await answer.json()) as { code: string; detail: string; article: string };
      expect([answer.status, body.code, body.article]).toEqual([403, 'datasets.licence_needed', '19']);
      expect(body.detail).toContain('申请授权开发');
    }
  });
});

it('keeps no half-taken file behind: every kept source belongs to a version', async () => {
  const entry = await newEntry(steward, { title: title() });
  await upload(steward, entry.id, 'a,b\n1,2\n');
  await code(upload(steward, entry.id, 'a,b\n1,2\n'));
  await code(uploadVersion(steward, entry.id, { fileName: 'x.csv', stream: Readable.from([]) }));
  const { readdir } = await import('node:fs/promises');
  const folder = `${t.app.env.DATA_DIR}/files/datasets/${entry.id}`;
  const kept = await readdir(folder, { recursive: true });
  expect(kept.filter((name) => name.endsWith('source'))).toHaveLength(1);
});
