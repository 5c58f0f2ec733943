import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLog } from '#api/log.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';

let world: TestApp;
let server: Listening;

beforeAll(async () => {
  world = await testApp();
  server = await world.serve();
});

afterAll(async () => {
  await world.close();
});

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

/** fetch() sets Origin and Sec-Fetch-Site itself; a plain request sends what it is told. */
function plain(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${server.url}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('health', () => {
  it('answers that the process lives', async () => {
    const answer = await get('/healthz');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('names each part it needs', async () => {
    const answer = await get('/readyz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      ready: true,
      checks: { database: { ok: true }, migrations: { ok: true }, files: { ok: true } },
    });
  });

  it('is not ready when a migration is missing, and says so', async () => {
    const [last] = await world.database.query<{ migration_name: string; id: string }>(
      'select id, migration_name from _prisma_migrations order by migration_name desc limit 1',
    );
    await world.database.query('update _prisma_migrations set rolled_back_at = now() where id = $1', [last!.id]);
    try {
      const answer = await get('/readyz');
      expect(answer.status).toBe(503);
      expect((await answer.json()).checks.migrations).toMatchObject({
        ok: false,
        reason: '1 migration(s) not applied',
      });
    } finally {
      await world.database.query('update _prisma_migrations set rolled_back_at = null where id = $1', [last!.id]);
    }
  });
});

describe('what every answer carries', () => {
  it('a request id, the caller’s own when it is a plain token', async () => {
    expect((await get('/healthz')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await get('/healthz', { headers: { 'x-request-id': 'trace-0001' } })).headers.get('x-request-id')).toBe(
      'trace-0001',
    );
    expect((await get('/healthz', { headers: { 'x-request-id': 'a b"}' } })).headers.get('x-request-id')).not.toContain(
      '"',
    );
  });

  it('a policy with a fresh nonce, and no name of the framework', async () => {
    const [first, second] = await Promise.all([get('/nothing'), get('/nothing')]);
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}'/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    expect(first.headers.get('x-powered-by')).toBeNull();
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    // Forms under no-referrer send `Origin: null`, which the guard refuses.
    expect(first.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(first.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('refusals at the edge', () => {
  it('answers unknown API addresses with a problem in both languages', async () => {
    const answer = await get('/api/v1/no-such-thing', { headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = await answer.json();
    expect(problem).toMatchObject({
      status: 404,
      code: 'request.not_found',
      detail: 'There is nothing at this address.',
    });
    expect(problem.title).toContain('没有找到');
    expect(problem.request_id).toBe(answer.headers.get('x-request-id'));
  });

  it('keeps to the language asked for', async () => {
    const answer = await get('/api/v1/no-such-thing', { headers: { 'accept-language': 'zh-CN' } });
    expect((await answer.json()).detail).toBe('没有找到您要的内容。');
  });

  it.each([
    ['broken JSON', { 'content-type': 'application/json' }, '{"a":', 400, 'request.malformed'],
    [
      'too much JSON',
      { 'content-type': 'application/json' },
      JSON.stringify({ a: 'x'.repeat(1_100_000) }),
      413,
      'request.too_large',
    ],
    [
      'an unknown encoding',
      { 'content-type': 'application/json', 'content-encoding': 'zip' },
      '{}',
      415,
      'request.unsupported',
    ],
  ])('refuses %s without calling it our fault', async (_what, headers, body, status, code) => {
    const answer = await plain('POST', '/api/v1/session', headers, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ status, code });
  });

  it('refuses an address that is not valid percent-encoding', async () => {
    const answer = await plain('GET', '/api/v1/organizations/%E0%A4%A', {});
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('Error');
  });
});

describe('the guard against other sites', () => {
  const send = (headers: Record<string, string>) => plain('POST', '/api/v1/no-such-thing', headers);
  const host = () => new URL(server.url).host;

  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour’s subdomain', { 'sec-fetch-site': 'same-site' }],
    ['an older browser on another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another site that claims our cookie', { 'sec-fetch-site': 'cross-site', cookie: 'jinshu_session=x' }],
  ])('refuses %s', async (_what, headers) => {
    const answer = await send(headers as unknown as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).code).toBe('request.cross_site');
  });

  it.each([
    ['our own pages', () => ({ 'sec-fetch-site': 'same-origin', origin: `http://${host()}` })],
    ['an older browser on our pages', () => ({ origin: `http://${host()}` })],
    ['a program', () => ({})],
    [
      'a program with a token, wherever it runs',
      () => ({ authorization: 'Bearer jsk_x', 'sec-fetch-site': 'cross-site' }),
    ],
  ])('lets %s pass', async (_what, headers) => {
    expect((await send(headers() as Record<string, string>)).status).toBe(404);
  });

  it('does not stand in the way of reading', async () => {
    expect((await plain('GET', '/healthz', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });
});

describe('the log', () => {
  it('keeps secrets and personal data out', () => {
    const lines: string[] = [];
    const log = makeLog('info', { write: (line: string) => void lines.push(line) });
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (phone)=(13800138000) already exists',
    });
    log.error(
      { err: new Error('failed', { cause }), password: 'p1', input: { token: 't1', deep: { phone: '139' } } },
      'x',
    );
    const line = lines.join('');
    expect(line).not.toMatch(/13800138000|"p1"|"t1"|"139"/);
    expect(JSON.parse(line)).toMatchObject({
      err: { message: 'failed', cause: { code: '23505' } },
      password: '[hidden]',
    });
  });

  it('does not repeat the arguments of a failing query', async () => {
    const lines: string[] = [];
    const log = makeLog('info', { write: (line: string) => void lines.push(line) });
    const wrong = { data: { loginName: 'zhang-san-13800138000', nonsense: 1 } };
    await world.app.db.person.create(wrong as never).catch((error: unknown) => log.error({ err: error }, 'x'));
    expect(lines.join('')).toContain('PrismaClientValidationError');
    expect(lines.join('')).not.toContain('13800138000');
  });
});
