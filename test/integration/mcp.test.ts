/** The MCP endpoint, asked by the SDK's own client over HTTP. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import { callsAMinute, mostCharacters, questionsAMinute } from '#api/mcp/rules/limits.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let client: Client;
const code = { toll: '', long: '', licensed: '' };

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a model reads them
type Any = any;

/** A front that adds an address, so that each part of the test has its own allowance of calls. */
async function connect(ip = '192.0.2.1'): Promise<Client> {
  const made = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), {
    requestInit: { headers: { 'x-forwarded-for': ip } },
  });
  await made.connect(transport as Transport);
  return made;
}

async function ask(name: string, args: Record<string, unknown>, by = client): Promise<Any> {
  const answer = (await by.callTool({ name, arguments: args })) as Any;
  if (answer.isError === true) throw new Error(answer.content[0].text);
  expect(JSON.parse(answer.content[0].text)).toEqual(answer.structuredContent);
  return answer.structuredContent;
}

async function refusal(name: string, args: Record<string, unknown>, by = client): Promise<Any> {
  const answer = (await by.callTool({ name, arguments: args })) as Any;
  expect(answer.isError, JSON.stringify(answer)).toBe(true);
  const said = JSON.parse(answer.content[0].text);
  expect(said.zh).toMatch(/\p{Script=Han}/u);
  expect(said.en).toMatch(/[a-z]/);
  return said.code;
}

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00', env: { TRUST_PROXY: 'loopback' } });
  world = await makeWorld(t.app);
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  code.toll = (await publishedDataset(means)).entry.code;
  const long = Array.from({ length: 400 }, (_, i) => `${i},${'长文'.repeat(1500)}${i}`).join('\n');
  code.long = (await publishedDataset(means, { title: '长文本表' }, `编号,正文\n${long}\n`)).entry.code;
  const licensed = { open_type: 'conditional', open_condition: '签订协议', licence: 'agreement' } as const;
  code.licensed = (await publishedDataset(means, { title: '须授权的表', ...licensed }, '甲,乙\n1,2\n')).entry.code;
  await t.drain();
  server = await t.serve();
  client = await connect();
});
afterAll(async () => {
  await client.close();
  await t.close();
});

describe('the endpoint', () => {
  it('introduces itself with tools that only read', async () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'jinshu' });
    expect(client.getInstructions()).toContain('acquisition date');
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['search', 'describe', 'query', 'sql', 'cite']);
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(tool.description).toMatch(/[a-z][\s\S]*\p{Script=Han}/u);
      expect(tool.inputSchema.type).toBe('object');
      expect(tool.outputSchema?.type).toBe('object');
    }
  });

  it('keeps no sessions: GET and DELETE are not for it', async () => {
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(`${server.url}/mcp`, { method, headers: { accept: 'text/event-stream' } });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('is not for pages of other sites', async () => {
    const response = await fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: {
        origin: 'https://elsewhere.example',
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect(response.status).toBe(403);
  });
});

describe('the tools', () => {
  it('find and describe', async () => {
    const found = await ask('search', { query: '收费站' });
    const hit = found.items.find((one: Any) => one.code === code.toll);
    expect(hit).toMatchObject({ title: '高速公路收费站基本信息', access: 'open', elsewhere: false });
    expect((await ask('search', { query: '', only_open: true })).total).toBe(2);
    expect((await ask('search', { query: '绝无此词' })).total).toBe(0);
    const about = await ask('describe', { code: code.toll });
    expect(about.source).toMatchObject({
      code: code.toll,
      version: 1,
      acquired_on: '2026-11-02',
      provider: expect.any(String),
    });
    expect(about.source.attribution).toMatch(/获取日期 2026-11-02.*acquired on 2026-11-02/);
    expect(about.columns.find((one: Any) => one.name === '车道数')).toMatchObject({
      type: 'integer',
      label: '车道数量',
      min: 8,
      max: 12,
    });
    expect(about.tables).toHaveLength(1);
  });

  it('answer rows under typed filters', async () => {
    const answer = await ask('query', {
      code: code.toll,
      filters: [{ column: '车道数', op: 'gte', value: 10 }],
      columns: ['站名', '车道数'],
      sort: [{ column: '车道数', dir: 'desc' }],
    });
    expect(answer).toMatchObject({ total: 2, truncated: false, next_cursor: null });
    expect(answer.rows).toEqual([
      ['太原北', 12],
      ['大同南', 10],
    ]);
    expect(answer.source.acquired_on).toBe('2026-11-02');
    const first = await ask('query', { code: code.toll, limit: 2 });
    expect(first.truncated).toBe(true);
    const rest = await ask('query', { code: code.toll, limit: 2, cursor: first.next_cursor });
    expect([...first.rows, ...rest.rows].map((row: Any) => row[0])).toEqual(['太原北', '忻州', '大同南']);
  });

  it('answer figures over groups', async () => {
    const answer = await ask('query', {
      code: code.toll,
      group_by: [{ column: '开通日期', unit: 'year' }],
      measures: [{ fn: 'count' }, { fn: 'sum', column: '车道数' }],
    });
    expect(answer.rows.map((row: Any) => row.slice(1).map(Number))).toEqual([
      [1, 12],
      [1, 8],
      [1, 10],
    ]);
    const total = await ask('query', { code: code.toll, measures: [{ fn: 'max', column: '车道数' }] });
    expect(Number(total.rows[0][0])).toBe(12);
    expect(await refusal('query', { code: code.toll, measures: [{ fn: 'count' }], columns: ['站名'] })).toBe(
      'mcp.measures_without_groups',
    );
  });

  it('answer one SELECT', async () => {
    const answer = await ask('sql', { code: code.toll, sql: 'SELECT "站名" FROM t WHERE "车道数" = 8' });
    expect(answer.rows).toEqual([['忻州']]);
    expect(answer.source.code).toBe(code.toll);
    for (const sql of ['DROP TABLE t', "SELECT * FROM read_csv('/etc/passwd')", 'SELECT 1; SELECT 2'])
      expect(await refusal('sql', { code: code.toll, sql })).toMatch(/^tables\.sql_/);
  });

  it('cite', async () => {
    const answer = await ask('cite', { code: code.toll });
    expect(Object.keys(answer.citations).length).toBeGreaterThanOrEqual(5);
    const all = Object.values(answer.citations).join('\n');
    expect(all).toContain('[DS/OL]');
    expect(all).toContain(`/datasets/${code.toll}/versions/1`);
    expect(all).toContain('@dataset{');
    expect((await ask('cite', { code: code.licensed })).source.version).toBe(1);
  });

  it('stay within their size, and say so', async () => {
    const answer = await ask('query', { code: code.long, limit: 200 });
    expect(JSON.stringify(answer).length).toBeLessThan(mostCharacters * 1.2);
    expect(answer.truncated).toBe(true);
    expect(answer.next_cursor).toBeNull();
    expect(answer.rows.length).toBeGreaterThan(5);
    expect(answer.rows[0][1].endsWith('…')).toBe(true);
  });

  it('refuse by name what is not open or cannot be asked', async () => {
    expect(await refusal('query', { code: code.licensed })).toBe('datasets.licence_needed');
    expect((await ask('describe', { code: code.licensed })).access).toBe('licence');
    expect(JSON.stringify(await ask('describe', { code: code.licensed }))).not.toContain('"frequent"');
    expect(await refusal('describe', { code: '301001/999999' })).toBe('catalog.not_found');
    expect(await refusal('query', { code: code.toll, version: 9 })).toBe('datasets.version_not_found');
    expect(await refusal('query', { code: code.toll, filters: [{ column: '没有', op: 'eq', value: 1 }] })).toBe(
      'tables.unknown_column',
    );
    const wrong = (await client.callTool({ name: 'query', arguments: { code: 'x', limit: 1e9 } })) as Any;
    expect(wrong.isError).toBe(true);
    const steward = world.ctx('province.transport');
    const gone = await publishedDataset(
      { steward, reviewer: world.ctx('province.information'), drain: () => t.drain() },
      { title: '撤销的' },
      '丙,丁\n5,6\n',
    );
    await withdrawEntry(steward, gone.entry.id, { revision: gone.entry.revision, reason: '不再更新' });
    expect(await refusal('query', { code: gone.entry.code })).toBe('catalog.withdrawn');
  });

  it('offer datasets as resources', async () => {
    const { resources } = await client.listResources();
    expect(resources.map((one) => one.uri)).toContain(`jinshu://datasets/${code.toll}`);
    const { contents } = await client.readResource({ uri: `jinshu://datasets/${code.toll}` });
    expect(JSON.parse((contents[0] as Any).text)).toMatchObject({ source: { code: code.toll } });
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates[0]?.uriTemplate).toBe('jinshu://datasets/{class}/{seq}');
  });
});

describe('limits', () => {
  it('hold an address to so many questions a minute', async () => {
    const greedy = await connect('192.0.2.7');
    for (let i = 0; i < questionsAMinute; i++) await ask('query', { code: code.toll, limit: 1 }, greedy);
    expect(await refusal('query', { code: code.toll, limit: 1 }, greedy)).toBe('mcp.too_many_questions');
    expect((await ask('cite', { code: code.toll }, greedy)).source.code).toBe(code.toll);
    await greedy.close();
  });

  it('hold an address to so many calls a minute, and leave others alone', async () => {
    const call = (ip: string) =>
      fetch(`${server.url}/mcp`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'x-forwarded-for': ip,
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
      });
    for (let i = 0; i < callsAMinute; i++) expect((await call('192.0.2.9')).status).toBe(200);
    const response = await call('192.0.2.9');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await response.json()) as Any).error.data.code).toBe('mcp.too_many_calls');
    expect((await call('192.0.2.10')).status).toBe(200);
  });
});
