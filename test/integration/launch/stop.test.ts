import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { unfinishedSeed } from '#api/launch/seed-marker.ts';
import { testApp } from '#test/support/app.ts';
import { freshDatabase } from '#test/support/database.ts';
import { removeFolder } from '#test/support/folder.ts';

const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const leftover of leftovers.splice(0).reverse()) await leftover();
});

async function directory(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'jinshu-stop-'));
  leftovers.push(() => removeFolder(made));
  return made;
}

describe('stopping the server', () => {
  it('finishes the request that is under way and takes no new one', async () => {
    const world = await testApp();
    leftovers.push(() => world.close());
    const server = await world.serve();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    const body = JSON.stringify({ half: 'sent before the stop, half after' });
    socket.write(
      `POST /api/v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.slice(0, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = server.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.write(body.slice(10));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain('request.not_found');
  });

  it('cuts a request that never ends', async () => {
    const world = await testApp();
    leftovers.push(() => world.close());
    const server = await world.serve();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /api/v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = Date.now();
    const gone = once(socket, 'close');
    await server.close(200);
    await gone;
    expect(Date.now() - began).toBeLessThan(5000);
  });
});

// A whole process that loads everything: seconds on an idle machine, many on a busy one.
describe('npm run serve', { timeout: 180_000 }, () => {
  function serve(env: Record<string, string>): { child: ChildProcess; output: () => string } {
    const child = spawn(process.execPath, ['api/launch/serve.mjs'], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    }
    leftovers.push(async () => void child.kill('SIGKILL'));
    return { child, output: () => text };
  }

  it('refuses to boot in production without an address and a strong secret, naming both and every other fault', async () => {
    const { child, output } = serve({ SESSION_SECRET: 'short', PORT: 'x', DATA_DIR: await directory() });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(output()).toMatch(/^SESSION_SECRET is too weak/m);
    expect(output()).toMatch(/^PUBLIC_URL is required/m);
    expect(output()).toMatch(/^PORT must be/m);
    expect(output()).not.toContain('at readEnv');
  });

  it('serves the built pages, and on SIGTERM goes away without an error or a connection left', async () => {
    const database = await freshDatabase();
    leftovers.push(() => database.drop());
    const { child, output } = serve({
      DATABASE_URL: database.url,
      DATA_DIR: await directory(),
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://data.example',
      SESSION_SECRET: 'k7Qz2pXw9RtL4mVb8NcY5hJf3GdS6aEu1TiO0',
    });
    await expect.poll(output, { timeout: 120_000 }).toMatch(/http:\/\/localhost:\d+/);
    const address = /http:\/\/localhost:\d+/.exec(output())![0].replace('localhost', '127.0.0.1');
    const ready = await fetch(`${address}/readyz`);
    expect(ready.status).toBe(200);
    const page = await fetch(address);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('晋数');
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
    // Every script of the page carries the nonce of the policy it came with.
    const scripts = html.match(/<script(?! type="application)[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(page.headers.get('strict-transport-security')).toContain('max-age');
    const asset = /\/assets\/[\w.-]+\.js/.exec(html)![0];
    expect((await fetch(`${address}${asset}`)).headers.get('cache-control')).toContain('immutable');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output()).not.toMatch(/error|broke/i);
    await expect
      .poll(() =>
        database.query(
          "select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'jinshu'",
        ),
      )
      .toEqual([{ n: 0 }]);
  });
});

describe('a demonstration that was interrupted while being made', () => {
  it('is made afresh at the next start, and a finished one is kept', async () => {
    const DATA_DIR = await directory();
    const env = readEnv({ NODE_ENV: 'test', DATA_DIR, LOG_LEVEL: 'error' });
    const mark = async (app: Awaited<ReturnType<typeof createApp>>['app']) =>
      app.db.numberSeries.create({ data: { kind: 'half', year: 2026, next: 7 } });
    const first = await createApp(env);
    leftovers.push(() => first.close());
    await mark(first.app);
    await first.close();
    const second = await createApp(env);
    leftovers.push(() => second.close());
    expect(await second.app.db.numberSeries.count()).toBe(1);
    await second.close();
    await writeFile(unfinishedSeed(DATA_DIR), '');
    const third = await createApp(env);
    leftovers.push(() => third.close());
    expect(await third.app.db.numberSeries.count()).toBe(0);
    await third.close();
    const fourth = await createApp(env);
    leftovers.push(() => fourth.close());
    expect(await fourth.app.db.numberSeries.count()).toBe(0);
  });
});
