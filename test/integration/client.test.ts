/** The package that developers install: typed by the API's own document, patient, and never acting twice. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, symlink } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '#api/usage/keys.ts';
import { createJinshu, done, type Jinshu, JinshuRefusal } from '#openapi/index.js';
import { removeFolder } from '#test/support/folder.ts';
import { agreement, type Licensed, licensedWorld } from '#test/support/licensed.ts';

let w: Licensed;
let url: string;
let licensed: Jinshu;

beforeAll(async () => {
  w = await licensedWorld();
  const active = await agreement(w, 'active', { term: { from: '2026-11-02', to: '2026-12-31' } });
  url = (await w.t.serve()).url;
  licensed = createJinshu({ url, credential: (await createKey(w.developer, active.id, { name: '客户端' })).secret });
});
afterAll(() => w.t.close());

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe('rows', () => {
  it('of open data come page by page to the last one, as objects', async () => {
    const jinshu = createJinshu({ url });
    const once = await all(jinshu.openRows(w.codes.open));
    const piecewise = await all(jinshu.openRows(w.codes.open, { limit: 7, version: 1 }));
    expect(once.length).toBeGreaterThan(7);
    expect(piecewise).toEqual(once);
    expect(Object.keys(once[0]!).length).toBeGreaterThan(1);
  });

  it('of licensed data name their deliveries', async () => {
    const found = await all(licensed.licensedPages(w.codes.road, { limit: 25 }));
    expect(found.map((page) => page.rows.length)).toEqual([25, 25, 10]);
    for (const page of found)
      expect(page).toMatchObject({ acquired_on: '2026-11-02', delivery_id: expect.any(String) });
    expect(await all(licensed.licensedRows(w.codes.road))).toHaveLength(60);
  });

  it('of what is no code are refused before anything is sent', async () => {
    await expect(all(createJinshu({ url: 'http://127.0.0.1:1' }).openRows('306001'))).rejects.toThrow(TypeError);
  });
});

describe('a refusal', () => {
  it('is an error with its code, its sentence in the language asked for, and the number of the request', async () => {
    const english = createJinshu({ url, language: 'en', credential: 'jsk_nothing' });
    const refusal = await all(english.licensedRows(w.codes.road)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(JinshuRefusal);
    expect(refusal).toMatchObject({ code: 'usage.unknown_key', status: 401, requestId: expect.stringMatching(/./) });
    expect((refusal as JinshuRefusal).message).toContain('There is no such API key');
    expect((refusal as JinshuRefusal).title).toMatch(/\p{Script=Han}/u);
  });
});

describe('patience', () => {
  let busy: Server;
  let seen: IncomingMessage['headers'][];
  let answers: (readonly [status: number, retryAfter: string | null])[];

  beforeAll(async () => {
    busy = createServer((request, response) => {
      seen.push(request.headers);
      const [status, after] = answers.shift() ?? [200, null];
      if (after !== null) response.setHeader('retry-after', after);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status === 200 ? { items: [] } : { code: 'request.too_many', detail: 'slow down' }));
    });
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => busy.close(resolve)));

  const call = async (given: typeof answers, options: { retries?: number; longestPause?: number } = {}) => {
    seen = [];
    answers = [...given];
    const at = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
    const { api } = createJinshu({ url: at, ...options });
    return done(await api.POST('/session', { body: { login: 'a', password: 'b' } }));
  };

  it('waits as it is told and acts once: each attempt carries the same key', async () => {
    await call([
      [503, '0'],
      [429, new Date(0).toUTCString()],
    ]);
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((headers) => headers['idempotency-key'])).size).toBe(1);
    expect(seen[0]!['idempotency-key']).toMatch(/^[\da-f-]{36}$/);
  });

  it('ends: after so many attempts, and at once where the pause is a long one', async () => {
    await expect(
      call(
        [
          [429, '0'],
          [429, '0'],
          [429, '0'],
        ],
        { retries: 2 },
      ),
    ).rejects.toMatchObject({ status: 429 });
    expect(seen).toHaveLength(3);
    await expect(call([[429, '86400']])).rejects.toMatchObject({ code: 'request.too_many' });
    expect(seen).toHaveLength(1);
  });
});

it('is a package: packed, put beside its one library, and used by a program that knows nothing else', async () => {
  const run = promisify(execFile);
  const folder = fileURLToPath(new URL('../../openapi/', import.meta.url));
  const dir = await mkdtemp(path.join(tmpdir(), 'jinshu-client-'));
  try {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', folder], { cwd: dir });
    const [packed] = JSON.parse(stdout) as { name: string; files: { path: string }[] }[];
    const files = packed!.files.map((file) => file.path).sort();
    expect(files).toEqual(['README.md', 'client.d.ts', 'index.d.ts', 'index.js', 'openapi.yaml', 'package.json']);
    const home = path.join(dir, 'node_modules', 'jinshu-client');
    await mkdir(home, { recursive: true });
    for (const file of files) await cp(path.join(folder, file), path.join(home, file));
    for (const library of ['openapi-fetch', 'openapi-typescript-helpers'])
      await symlink(
        fileURLToPath(new URL(`../../node_modules/${library}`, import.meta.url)),
        path.join(dir, 'node_modules', library),
      );
    const program = `import { createJinshu } from 'jinshu-client';
      let rows = 0; for await (const row of createJinshu({ url: ${JSON.stringify(url)} }).openRows(${JSON.stringify(w.codes.open)})) rows++;
      console.log(rows);`;
    const answer = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: dir });
    expect(Number(answer.stdout)).toBeGreaterThan(7);
  } finally {
    await removeFolder(dir);
  }
});
