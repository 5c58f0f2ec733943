/** Which addresses are called, and what a hostile answer can do. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress, readOutbound } from '#api/ports/outbound/address.ts';
import { guardedFetch, guardedStream, type OutboundOptions } from '#api/ports/outbound/fetch.ts';

describe('addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '223.5.5.5', '2400:3200::1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])(
    'calls %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.0.9',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.1.2.3',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'nonsense',
    '',
  ])('refuses %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    ['ftp://example.cn/', null],
    ['file:///etc/passwd', null],
    ['http://user:pass@example.cn/', null],
    ['http://example.cn:22/', null],
    ['javascript:alert(1)', null],
    ['not an address', null],
    ['https://example.cn:8443/hook', 'example.cn'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.01/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://①②⑦.⓪.⓪.①/', '127.0.0.1'],
  ])('reads %s', (text, host) => expect(readOutbound(text)?.hostname ?? null).toBe(host));
});

describe('guarded calls', () => {
  let server: Server;
  let port = 0;
  const seen: { url: string; method: string; headers: Record<string, unknown>; body: string }[] = [];
  beforeAll(async () => {
    server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += chunk;
      });
      req.on('end', () => {
        seen.push({ url: req.url ?? '', method: req.method ?? '', headers: req.headers, body });
        const url = new URL(req.url ?? '/', 'http://x');
        const to = url.searchParams.get('to');
        if (to !== null) res.writeHead(Number(url.searchParams.get('status') ?? 302), { location: to }).end('moved');
        else if (url.pathname === '/big') res.end(Buffer.alloc(50_000, 97));
        else if (url.pathname === '/bomb')
          res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)));
        else if (url.pathname === '/slow') res.write('a little');
        else if (url.pathname === '/mute') return;
        else if (url.pathname === '/cut') {
          res.writeHead(200, { 'content-length': '100' });
          res.write('half');
          setTimeout(() => res.destroy(), 20);
        } else res.writeHead(url.pathname === '/500' ? 500 : 200, { 'x-two': ['a', 'b'] }).end('晋数');
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const caller = (...allow: string[]) => ({ env: { OUTBOUND_ALLOW: allow, PUBLIC_URL: 'http://portal.test' } });
  const call = (path: string, options: OutboundOptions = {}) =>
    guardedFetch(caller(`127.0.0.1:${port}`), `http://127.0.0.1:${port}${path}`, { timeoutMs: 3000, ...options });

  it('answers bytes, status and headers; an error status is an answer', async () => {
    const answer = await call('/', { method: 'POST', body: '数', headers: { 'Content-Type': 'text/plain' } });
    expect([answer.status, answer.body.toString(), answer.headers['x-two']]).toEqual([200, '晋数', 'a, b']);
    expect(seen.at(-1)).toMatchObject({ method: 'POST', body: '数' });
    expect((await call('/500')).status).toBe(500);
  });

  it('refuses inner addresses unless the operator named them', async () => {
    const blocked = { code: 'outbound.blocked' };
    const before = seen.length;
    for (const host of [
      '127.0.0.1',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '[::1]',
      '2130706433',
      'localhost',
      'a.localhost.',
    ]) {
      await expect(guardedFetch(caller(), `http://${host}:${port}/`)).rejects.toMatchObject(blocked);
    }
    await expect(guardedFetch(caller(`127.0.0.1:${port + 1}`), `http://127.0.0.1:${port}/`)).rejects.toMatchObject(
      blocked,
    );
    await expect(guardedFetch(caller(), 'gopher://x/')).rejects.toMatchObject({ code: 'outbound.bad_address' });
    expect(seen.length).toBe(before);
  });

  it('refuses a name with one inner address, and goes only to the address it checked', async () => {
    const resolve = (addresses: string[]) => async () => addresses.map((address) => ({ address, family: 4 }));
    await expect(
      guardedFetch(caller(), `http://rebind.test:${port}/`, { resolve: resolve(['8.8.8.8', '127.0.0.1']) }),
    ).rejects.toMatchObject({ code: 'outbound.blocked' });
    // The system would not know the name: the connection can only go where the one look-up pointed.
    let asked = 0;
    const answer = await guardedFetch(caller(`pinned.test:${port}`), `http://pinned.test:${port}/`, {
      resolve: async () => {
        asked += 1;
        return [{ address: asked === 1 ? '127.0.0.1' : '10.9.9.9', family: 4 }];
      },
    });
    expect([answer.status, asked]).toEqual([200, 1]);
    expect(seen.at(-1)?.headers.host).toBe(`pinned.test:${port}`);
  });

  it('checks a redirect as a new address and keeps keys from strangers', async () => {
    const to = (address: string, status = 302) => `/r?status=${status}&to=${encodeURIComponent(address)}`;
    expect((await call(to('/'))).status).toBe(302);
    await expect(call(to('http://169.254.169.254/latest/meta-data/'), { redirects: 3 })).rejects.toMatchObject({
      code: 'outbound.blocked',
    });
    await expect(call(to('file:///etc/passwd'), { redirects: 3 })).rejects.toMatchObject({
      code: 'outbound.bad_address',
    });
    await expect(call(to('/r?to=/r%3Fto=/'), { redirects: 1 })).rejects.toMatchObject({
      code: 'outbound.too_many_redirects',
    });
    const headers = { authorization: 'Bearer secret', accept: 'text/plain' };
    await guardedFetch(
      caller(`127.0.0.1:${port}`, `other.test:${port}`),
      `http://127.0.0.1:${port}${to(`http://other.test:${port}/there`, 307)}`,
      {
        redirects: 2,
        method: 'POST',
        body: 'kept',
        headers,
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      },
    );
    expect(seen.at(-1)).toMatchObject({ url: '/there', method: 'POST', body: 'kept' });
    expect(seen.at(-1)?.headers.authorization).toBeUndefined();
    expect(seen.at(-1)?.headers.accept).toBe('text/plain');
    const same = await call(to('/here', 303), { redirects: 1, method: 'POST', body: 'x', headers });
    expect(same.finalUrl).toBe(`http://127.0.0.1:${port}/here`);
    expect(seen.at(-1)).toMatchObject({ method: 'GET', body: '' });
    expect(seen.at(-1)?.headers.authorization).toBe('Bearer secret');
  });

  it('stops at the limit, also of what was packed small', async () => {
    await expect(call('/big', { maxBytes: 49_999 })).rejects.toMatchObject({ code: 'outbound.too_large' });
    expect((await call('/big', { maxBytes: 50_000 })).body.length).toBe(50_000);
    await expect(call('/bomb', { maxBytes: 100_000 })).rejects.toMatchObject({ code: 'outbound.too_large' });
  });

  it('stops after the time, before and during the answer', async () => {
    for (const path of ['/mute', '/slow'])
      await expect(call(path, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'outbound.timeout' });
    await expect(
      guardedFetch(caller(), 'http://slow-names.test/', { timeoutMs: 200, resolve: () => new Promise(() => {}) }),
    ).rejects.toMatchObject({ code: 'outbound.timeout' });
  });

  it('names what cannot be reached', async () => {
    await expect(call('/cut')).rejects.toMatchObject({ code: 'outbound.unreachable' });
    await expect(guardedFetch(caller('127.0.0.1:1'), 'http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'outbound.unreachable',
      params: { reason: 'ECONNREFUSED' },
    });
    await expect(guardedFetch(caller(), 'http://no.test/', { resolve: async () => [] })).rejects.toMatchObject({
      code: 'outbound.unreachable',
      params: { reason: 'ENOTFOUND' },
    });
  });

  it('gives the answer as it comes', async () => {
    const { body, status } = await guardedStream(caller(`127.0.0.1:${port}`), `http://127.0.0.1:${port}/big`);
    let bytes = 0;
    for await (const chunk of body) bytes += (chunk as Buffer).length;
    expect([status, bytes]).toEqual([200, 50_000]);
  });
});
