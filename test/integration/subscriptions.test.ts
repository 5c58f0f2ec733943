/** Being told of changes: what is recorded, feeds, mail with double opt-in, signed webhooks to a receiver that fails. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as ask304 } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveEntry, submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import type { Listening } from '#api/server.ts';
import { backfill } from '#api/subscriptions/backfill.ts';
import { makeDigests, sweep, tidy } from '#api/subscriptions/digest.ts';
import * as mail from '#api/subscriptions/mail.ts';
import { fanOut } from '#api/subscriptions/record.ts';
import * as webhooks from '#api/subscriptions/webhooks.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset, publishNext, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

interface Seen {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let t: TestApp;
let world: World;
let server: Listening;
let receiver: Server;
let hook = '';
const seen: Seen[] = [];
/** Answers in order; 200 when there is none left. */
let answers: ((typeof statuses)[number] | 'hang up')[] = [];
const statuses = [200, 204, 301, 400, 410, 429, 500, 503] as const;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ headers: request.headers, body });
      const answer = answers.shift() ?? 200;
      if (answer === 'hang up') return void request.socket.destroy();
      const more =
        answer === 429 ? { 'retry-after': '7200' } : answer === 301 ? { location: 'http://127.0.0.1:1/' } : {};
      response.writeHead(answer, more).end('noted');
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const { port } = receiver.address() as AddressInfo;
  hook = `http://127.0.0.1:${port}/hook`;
  t = await testApp({ env: { OUTBOUND_ALLOW: `127.0.0.1:${port}`, PUBLIC_URL: 'https://data.example.cn' } });
  world = await makeWorld(t.app);
  server = await t.serve('api');
}, 180_000);
afterAll(async () => {
  receiver?.closeAllConnections();
  receiver?.close();
  await t?.close();
});
beforeEach(() => {
  seen.length = 0;
  answers = [];
});

const steward = () => world.ctx('province.transport');
const means = () => ({ steward: steward(), reviewer: world.ctx('province.information'), drain: () => t.drain() });
let made = 0;
const published = async (over = {}) => {
  made += 1;
  const done = await publishedDataset(means(), { title: `订阅测试数据 ${made}`, ...over });
  await t.drain();
  return done;
};
const nextVersion = async (entryId: string, csv: string) => {
  t.clock.advance({ minutes: 1 });
  const version = await upload(steward(), entryId, csv);
  await t.drain();
  await publishNext(steward(), version.id);
  await t.drain();
};
const code = async (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const events = (entryId: string) =>
  t.database.query<{ id: string; kind: string; summary: Record<string, unknown>; version_number: number | null }>(
    'SELECT id, kind, summary, version_number FROM change_event WHERE entry_id = $1 ORDER BY id',
    [entryId],
  );
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
/** Node's own fetch adds `Cache-Control: no-cache` to a conditional request, which asks for the opposite. */
const conditional = async (path: string, headers: Record<string, string>) => {
  const answer = await ask304(`${server.url}${path}`, { headers });
  await answer.body.dump();
  return answer.statusCode;
};
const kept = () => t.app.ports.mail.kept();
const linkIn = (text: string) => /\/subscriptions\/(sbt_[\w-]+)/.exec(text)?.[1] ?? '';
const ask = (email: string, over: Partial<Parameters<typeof mail.subscribeByMail>[1]> = {}) =>
  mail.subscribeByMail(t.ctx({ ip: null }), {
    email,
    target: 'catalogue',
    target_value: '',
    frequency: 'daily',
    locale: 'zh',
    ...over,
  });
/** Asks, reads the mail and confirms; answers the token. */
const subscribed = async (email: string, over: Partial<Parameters<typeof mail.subscribeByMail>[1]> = {}) => {
  await ask(email, over);
  await t.drain();
  const token = linkIn((await kept()).find((one) => one.to === email)?.text ?? '');
  await mail.confirmMailSubscription(t.ctx(), token);
  return token;
};

describe('what is recorded', () => {
  it('tells publication, a version with its differences, a changed description and withdrawal, once each', async () => {
    const { entry } = await published();
    await nextVersion(entry.id, '站名,开通日期,电话区号\n太原北,2003,0351\n忻州,2005,0350\n');
    t.clock.advance({ minutes: 1 });
    const shown = await showEntry(steward(), entry.id);
    const saved = await saveEntry(steward(), entry.id, {
      revision: shown.revision,
      content: { ...shown.content, abstract: '改过的摘要：名称与车道。' },
    });
    expect(await events(entry.id)).toHaveLength(2);
    await submitEntry(steward(), entry.id, { revision: saved.revision });
    await reviewEntry(world.ctx('province.information'), entry.id, {
      revision: saved.revision,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    await t.drain();
    t.clock.advance({ minutes: 1 });
    const now = await showEntry(steward(), entry.id);
    await withdrawEntry(steward(), entry.id, { revision: now.revision, reason: '与新版重复' });
    await t.drain();
    const rows = await events(entry.id);
    expect(rows.map((row) => row.kind)).toEqual([
      'dataset_published',
      'version_published',
      'metadata_changed',
      'dataset_withdrawn',
    ]);
    expect(rows[0]?.summary).toMatchObject({ version: { number: 1, previous: null, rows_after: 3 } });
    expect(rows[1]?.summary).toMatchObject({
      version: {
        number: 2,
        previous: 1,
        rows_before: 3,
        rows_after: 2,
        columns_added: ['电话区号'],
        columns_dropped: ['车道数'],
        columns_retyped: [{ name: '开通日期', from: 'date', to: 'integer' }],
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      diff: { added: 0, removed: 1, changed: 2, changed_columns: ['开通日期'] },
    });
    expect(rows[2]?.summary).toEqual({ fields: ['abstract'] });
    expect(rows[3]?.summary).toEqual({ reason: '与新版重复' });
  });

  it('tells what was published before anything was recorded, once, and writes to nobody', async () => {
    const { entry } = await published();
    const { id } = entry;
    t.clock.advance({ minutes: 1 });
    const second = await upload(steward(), id, '站名,车道数,开通日期\n太原北,12,2003-10-01\n忻州,9,2005-06-01\n');
    await t.drain();
    await publishNext(steward(), second.id);
    await t.drain();
    t.clock.advance({ minutes: 1 });
    const shown = await showEntry(steward(), id);
    await withdrawEntry(steward(), id, { revision: shown.revision, reason: '与新版重复' });
    await t.drain();
    const before = await events(id);
    expect(before).toHaveLength(3);
    await t.database.query('ALTER TABLE change_event DISABLE TRIGGER change_event_append_only');
    await t.database.query('DELETE FROM change_event WHERE entry_id = $1', [id]);
    await t.database.query('ALTER TABLE change_event ENABLE TRIGGER change_event_append_only');
    const messages = () => t.database.query('SELECT id FROM subscription_message');
    const sent = (await messages()).length;
    const fresh = await published();
    // What is a day old may still have its own job waiting.
    expect(await backfill(t.app)).toBe(0);
    t.clock.advance({ hours: 25 });
    expect(await backfill(t.app)).toBe(3);
    expect(await backfill(t.app)).toBe(0);
    const told = (rows: typeof before) => rows.map(({ id: _id, ...rest }) => rest);
    expect(told(await events(id))).toEqual(told(before));
    expect(await events(fresh.entry.id)).toHaveLength(1);
    await t.drain();
    expect(await messages()).toHaveLength(sent);
  });

  it('records nothing of what never was public, and cannot be rewritten', async () => {
    const { newEntry } = await import('#test/support/catalog.ts');
    const draft = await newEntry(steward(), { title: '从未公布' });
    await withdrawEntry(steward(), draft.id, { revision: draft.revision, reason: '误建' }).catch(() => {});
    await t.drain();
    expect(await events(draft.id)).toEqual([]);
    for (const sql of ['UPDATE change_event SET title = $1', 'DELETE FROM change_event WHERE title <> $1'])
      await expect(t.database.query(sql, ['x'])).rejects.toThrow(/append_only/);
  });
});

describe('Atom', () => {
  it('is there for everything, a dataset, an agency, a theme and a search; conditional; in two languages', async () => {
    const { entry } = await published({ title: '黄河水文站流量' });
    const uscc = world.organization('province.transport').uscc;
    for (const path of [
      '/feeds/catalog.atom',
      `/feeds/datasets/${entry.code}.atom`,
      `/feeds/agencies/${uscc}.atom`,
      '/feeds/themes/public_services.atom',
      `/feeds/search.atom?${new URLSearchParams({ q: '黄河水文站' })}`,
    ]) {
      const first = await get(path);
      const xml = await first.text();
      expect([path, first.status, first.headers.get('content-type')]).toEqual([
        path,
        200,
        'application/atom+xml; charset=utf-8',
      ]);
      expect(xml).toContain('黄河水文站流量');
      expect(xml).toContain(`rel="self" href="https://data.example.cn${path.split('?')[0]}`);
      const etag = first.headers.get('etag') ?? '';
      expect(await conditional(path, { 'if-none-match': etag })).toBe(304);
      expect(await conditional(path, { 'if-none-match': '"other"' })).toBe(200);
      expect(await conditional(path, { 'if-modified-since': first.headers.get('last-modified') ?? '' })).toBe(304);
      const english = await (await get(`${path}${path.includes('?') ? '&' : '?'}lang=en`)).text();
      expect(english).toContain('xml:lang="en"');
    }
    expect(
      await (await get('/feeds/search.atom?q=%E9%BB%84%E6%B2%B3%E6%B0%B4%E6%96%87%E7%AB%99')).text(),
    ).not.toContain('订阅测试数据');
    expect(await (await get(`/feeds/datasets/${entry.code}.atom?lang=en`)).text()).toContain('version 1 has 3 rows');
    for (const path of ['/feeds/datasets/301001/99999.atom', '/feeds/agencies/x.atom', '/feeds/themes/none.atom'])
      expect((await get(path)).status).toBe(404);
  });

  it('leads on, page by page, until every change was told once', async () => {
    const base = t.clock.now().getTime();
    await t.database.query(
      `INSERT INTO change_event (id, kind, summary, code, title, provider_id, theme, region_code, at)
       SELECT 'chg_' || lpad(to_hex(n), 26, '0'), 'dataset_published', '{}', '301001/7', 'T' || n, $1, 'health', '140000', to_timestamp($2)
       FROM generate_series(1, 120) n`,
      [world.organization('province.ecology').id, base / 1000],
    );
    const titles: string[] = [];
    let at: string | null = '/feeds/themes/health.atom';
    for (let page = 0; at !== null && page < 9; page++) {
      const xml = await (await get(at)).text();
      titles.push(...[...xml.matchAll(/<title>(T\d+)/g)].map(([, title = '']) => title));
      const next: string | undefined = /rel="next" href="https:\/\/data\.example\.cn([^"]+)"/.exec(xml)?.[1];
      at = next?.replaceAll('&amp;', '&') ?? null;
    }
    expect(titles).toHaveLength(120);
    expect(new Set(titles).size).toBe(120);
    expect(titles[0]).toBe('T120');
  });
});

describe('mail', () => {
  it('begins only when the reader of the mailbox says so', async () => {
    const { entry } = await published();
    await ask('one@example.cn', { target: 'dataset', target_value: entry.code, frequency: 'immediate' });
    await t.drain();
    const [letter] = await kept();
    expect(letter).toMatchObject({ to: 'one@example.cn' });
    expect(letter?.subject).toContain('请确认订阅');
    await nextVersion(entry.id, '站名,车道数,开通日期\n太原北,1,2003-10-01\n');
    expect((await kept()).filter((one) => one.to === 'one@example.cn')).toHaveLength(1);
    const token = linkIn(letter?.text ?? '');
    expect((await mail.showMailSubscription(t.ctx(), token)).state).toBe('pending');
    expect((await mail.confirmMailSubscription(t.ctx(), token)).state).toBe('active');
    expect((await mail.confirmMailSubscription(t.ctx(), token)).state).toBe('active');
    await nextVersion(entry.id, '站名,车道数,开通日期\n太原北,1,2003-10-01\n忻州,2,2004-10-01\n');
    const [news, ...before] = (await kept()).filter((one) => one.to === 'one@example.cn');
    expect(before).toHaveLength(1);
    expect(news?.text).toContain('第 3 版已发布，共 2 行，较第 2 版增加 1 行');
    expect(news?.text).toContain(`https://data.example.cn/datasets/${entry.code}/versions/3`);
    const raw = (await t.app.ports.mail.readKept(news?.name ?? ''))?.toString() ?? '';
    expect(raw.replace(/\r\n[ \t]+/g, ' ')).toContain(
      `List-Unsubscribe: <https://data.example.cn/api/v1/subscriptions/one-click/${token}>`,
    );
  });

  it('answers alike whoever is asked for, and keeps no address to be read', async () => {
    const answer = (email: string) =>
      fetch(`${server.url}/api/v1/subscriptions/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, target: 'catalogue' }),
      });
    const [known, fresh] = [await answer('one@example.cn'), await answer('two@example.cn')];
    expect([known.status, await known.json()]).toEqual([fresh.status, await fresh.json()]);
    await t.drain();
    const rows = await t.database.query('SELECT * FROM subscription');
    const messages = await t.database.query('SELECT * FROM subscription_message');
    const audit = await t.database.query('SELECT canon FROM audit_event');
    const jobs = await t.database.query('SELECT * FROM graphile_worker._private_jobs');
    expect(
      JSON.stringify([rows, messages, audit, jobs], (_, v) => (typeof v === 'bigint' ? String(v) : v)),
    ).not.toContain('@example.cn');
    // Asked for again, a confirmed address is told so, in its mailbox only.
    const token = await subscribed('three@example.cn');
    t.clock.advance({ seconds: 1 });
    await ask('Three@Example.cn');
    await t.drain();
    expect((await kept())[0]?.subject).toContain('您已订阅');
    expect(linkIn((await kept())[0]?.text ?? '')).toBe(token);
  });

  it('sums up a day once, not what was before, and follows a change of rhythm', async () => {
    const token = await subscribed('day@example.cn', { target: 'theme', target_value: 'public_services' });
    const other = await subscribed('search@example.cn', { target: 'search', target_value: 'q=独一无二的水库' });
    t.clock.advance({ minutes: 5 });
    await published({ title: '独一无二的水库' });
    await published({ title: '另一数据集' });
    const to = async (address: string) => (await kept()).filter((one) => one.to === address).slice(0, -1);
    expect(await to('day@example.cn')).toHaveLength(0);
    t.clock.advance({ hours: 10 });
    await makeDigests(t.app, 'daily');
    await makeDigests(t.app, 'daily');
    await t.drain();
    const [digest, ...more] = await to('day@example.cn');
    expect(more).toEqual([]);
    expect(digest?.subject).toContain('（2 项）');
    const [found] = await to('search@example.cn');
    expect(found?.text).toContain('独一无二的水库');
    expect(found?.text).not.toContain('另一数据集');
    t.clock.advance({ hours: 1 });
    await published({ title: '换频率之前' });
    t.clock.advance({ minutes: 5 });
    expect((await mail.changeMailSubscription(t.ctx(), token, { frequency: 'immediate' })).frequency).toBe('immediate');
    await t.drain();
    expect((await to('day@example.cn'))[0]?.text).toContain('换频率之前');
    t.clock.advance({ minutes: 5 });
    await published({ title: '换频率之后' });
    expect((await to('day@example.cn'))[0]?.text).toContain('换频率之后');
    expect(await to('day@example.cn')).toHaveLength(3);
    await mail.endMailSubscription(t.ctx(), token);
    await mail.endMailSubscription(t.ctx(), other);
  });

  it('is ended in one click by the mail program, which wipes the address', async () => {
    const token = await subscribed('gone@example.cn');
    const before = await t.database.query<{ email_sealed: string | null }>(
      'SELECT email_sealed FROM subscription WHERE email_sealed IS NOT NULL',
    );
    const click = await fetch(`${server.url}/api/v1/subscriptions/one-click/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(click.status).toBe(200);
    const after = await t.database.query<{ email_sealed: string | null }>(
      'SELECT email_sealed FROM subscription WHERE email_sealed IS NOT NULL',
    );
    expect(after.length).toBe(before.length - 1);
    expect((await mail.showMailSubscription(t.ctx(), token)).state).toBe('ended');
    expect((await kept()).some((one) => one.to === 'gone@example.cn')).toBe(false);
    expect(await code(mail.confirmMailSubscription(t.ctx(), token))).toBe('subscriptions.wrong_state');
    expect(await code(mail.changeMailSubscription(t.ctx(), token, { frequency: 'weekly' }))).toBe(
      'subscriptions.wrong_state',
    );
    await mail.unsubscribeInOneClick(t.ctx(), token);
    // The address is free again, for a new decision of its reader.
    await ask('gone@example.cn');
    await t.drain();
    expect((await kept())[0]?.subject).toContain('请确认订阅');
  });

  it('forgets who never confirmed', async () => {
    await ask('never@example.cn');
    await t.drain();
    const token = linkIn((await kept())[0]?.text ?? '');
    t.clock.advance({ days: 8 });
    await tidy(t.app);
    expect((await mail.showMailSubscription(t.ctx(), token)).state).toBe('ended');
    expect((await kept()).some((one) => one.to === 'never@example.cn')).toBe(false);
  });

  it('refuses by name: addresses, targets, links, floods', async () => {
    expect(await code(ask('nobody'))).toBe('subscriptions.bad_email');
    expect(await code(ask('a@example.cn', { target: 'dataset', target_value: '301001/99999' }))).toBe(
      'subscriptions.unknown_target',
    );
    expect(await code(ask('a@example.cn', { target: 'theme', target_value: 'none' }))).toBe(
      'subscriptions.unknown_target',
    );
    expect(await code(mail.showMailSubscription(t.ctx(), `sbt_${'x'.repeat(43)}`))).toBe('subscriptions.link_unknown');
    for (let i = 0; i < 6; i++) await ask('flood@example.cn');
    expect(await code(ask('flood@example.cn'))).toBe('subscriptions.too_often');
    const from = (email: string) =>
      mail.subscribeByMail(t.ctx({ ip: '203.0.113.9' }), {
        email,
        target: 'catalogue',
        target_value: '',
        frequency: 'daily',
        locale: 'zh',
      });
    for (let i = 0; i < 30; i++) await from(`m${i}@example.cn`);
    expect(await code(from('m31@example.cn'))).toBe('subscriptions.too_often');
    await t.drain();
  }, 120_000);
});

describe('webhooks', () => {
  const developer = () => world.ctx('developer');
  const create = (over: Partial<Parameters<typeof webhooks.createWebhook>[1]> = {}) =>
    webhooks.createWebhook(developer(), { url: hook, target: 'catalogue', target_value: '', locale: 'zh', ...over });
  const log = async (id: string) => (await webhooks.listMessages(developer(), id, {})).items;
  const valid = ({ headers, body }: Seen, secret: string) => {
    const key = Buffer.from(secret.slice(6), 'base64');
    const expected = createHmac('sha256', key)
      .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
      .digest('base64');
    return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
  };
  /** As the clock of the runner would: everything due goes out. */
  const later = async (by: Parameters<typeof t.clock.advance>[0]) => {
    t.clock.advance(by);
    await sweep(t.app);
    await t.drain();
  };

  it('calls with a signature the receiver can check, and shows the secret once', async () => {
    const { entry } = await published();
    t.clock.advance({ seconds: 1 });
    const made = await create({ target: 'dataset', target_value: entry.code });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const other = await published();
    expect(seen).toHaveLength(0);
    await nextVersion(entry.id, '站名,车道数\n太原北,1\n');
    expect(seen).toHaveLength(1);
    const [call] = seen as [Seen];
    expect(valid(call, made.secret)).toBe(true);
    expect(valid({ ...call, body: `${call.body} ` }, made.secret)).toBe(false);
    const body = JSON.parse(call.body);
    expect(body).toMatchObject({
      type: 'version_published',
      data: {
        dataset: {
          code: entry.code,
          identifier: `https://data.example.cn/id/${entry.code}`,
          agency: { uscc: world.organization('province.transport').uscc },
        },
        version: { number: 2, columns_dropped: ['开通日期'] },
        diff: { added: 0, removed: 2, changed: 1, changed_columns: ['车道数'] },
        text: { zh: expect.stringContaining('（新增 0、删除 2、修改 1 行）。取值有变化的列：车道数。') },
      },
    });
    expect(JSON.stringify(await webhooks.listWebhooks(developer()))).not.toContain(made.secret);
    expect(JSON.stringify(await t.database.query('SELECT secret_sealed FROM subscription'))).not.toContain(
      made.secret.slice(6),
    );
    const [message] = await log(made.id);
    expect(message).toMatchObject({
      state: 'delivered',
      attempts: 1,
      last_status: 200,
      events: [{ code: entry.code }],
    });
    // Twice recorded or twice fanned out is once delivered.
    for (const { id } of await events(entry.id)) await fanOut(t.app, id);
    await t.drain();
    expect(seen).toHaveLength(1);
    expect(other.entry.id).not.toBe(entry.id);
    await webhooks.endWebhook(developer(), made.id);
  });

  it('tries again with growing patience, under the same id, and logs every attempt', async () => {
    const made = await create();
    answers = [500, 'hang up', 301, 429];
    await published();
    expect((await log(made.id))[0]).toMatchObject({
      state: 'pending',
      attempts: 1,
      last_status: 500,
      last_fault: 'status',
    });
    await later({ seconds: 30 });
    expect(seen).toHaveLength(1);
    await later({ seconds: 40 });
    await later({ minutes: 6 });
    await later({ minutes: 21 });
    // The receiver asked for two hours.
    await later({ minutes: 90 });
    expect(seen).toHaveLength(4);
    await later({ minutes: 31 });
    expect(new Set(seen.map((one) => one.headers['webhook-id'])).size).toBe(1);
    expect(new Set(seen.map((one) => one.body)).size).toBe(1);
    expect(new Set(seen.map((one) => one.headers['webhook-timestamp'])).size).toBe(5);
    for (const one of seen) expect(valid(one, made.secret)).toBe(true);
    const [message] = await log(made.id);
    expect(message?.log.map((one) => [one.status, one.fault])).toEqual([
      [500, 'status'],
      [null, 'outbound.unreachable'],
      [301, 'status'],
      [429, 'status'],
      [200, null],
    ]);
    expect(message).toMatchObject({ state: 'delivered', attempts: 5, next_at: null });
    expect((await webhooks.showWebhook(developer(), made.id)).failing_since).toBeNull();
    await webhooks.endWebhook(developer(), made.id);
  });

  it('gives up after a day, is replayed under its first id, and pauses itself after three days', async () => {
    const made = await create();
    answers = Array.from({ length: 9 }, () => 503 as const);
    await published();
    for (const minutes of [2, 6, 21, 61, 181, 421, 721]) await later({ minutes });
    const [dead] = await log(made.id);
    expect(dead).toMatchObject({ state: 'failed', attempts: 8, next_at: null });
    expect(seen).toHaveLength(8);
    expect(await webhooks.showWebhook(developer(), made.id)).toMatchObject({ state: 'active', failed: 1 });
    t.clock.advance({ days: 3 });
    const ping = await webhooks.pingWebhook(developer(), made.id);
    await t.drain();
    expect(await webhooks.showWebhook(developer(), made.id)).toMatchObject({ state: 'paused', paused_for: 'failing' });
    // Nothing new is made while it is paused; what waited goes out when it is resumed.
    await published();
    await later({ hours: 1 });
    expect(seen).toHaveLength(9);
    const again = await webhooks.replayMessage(developer(), made.id, dead?.id ?? '');
    expect(again.replay_of).toBe(dead?.id);
    expect(await code(webhooks.replayMessage(developer(), made.id, again.id))).toBe('subscriptions.still_waiting');
    await t.drain();
    expect((await webhooks.resumeWebhook(developer(), made.id)).state).toBe('active');
    await later({ minutes: 2 });
    expect(new Set(seen.map((one) => one.headers['webhook-id']))).toEqual(new Set([dead?.id, ping.id]));
    expect((await log(made.id))[0]).toMatchObject({ id: again.id, state: 'delivered' });
    await webhooks.endWebhook(developer(), made.id);
  });

  it('is pinged, rotated with an overlap, paused and ended; a receiver that is gone is left alone', async () => {
    const made = await create();
    await webhooks.pingWebhook(developer(), made.id);
    await t.drain();
    expect(JSON.parse(seen[0]?.body ?? '{}')).toMatchObject({ type: 'ping' });
    const rotated = await webhooks.rotateSecret(developer(), made.id);
    expect(rotated.secret).not.toBe(made.secret);
    await webhooks.pingWebhook(developer(), made.id);
    await t.drain();
    expect([valid(seen[1] as Seen, made.secret), valid(seen[1] as Seen, rotated.secret)]).toEqual([true, true]);
    t.clock.advance({ hours: 25 });
    await tidy(t.app);
    await webhooks.pingWebhook(developer(), made.id);
    await t.drain();
    expect([valid(seen[2] as Seen, made.secret), valid(seen[2] as Seen, rotated.secret)]).toEqual([false, true]);
    answers = [410];
    await webhooks.pingWebhook(developer(), made.id);
    await t.drain();
    expect(await webhooks.showWebhook(developer(), made.id)).toMatchObject({ state: 'paused', paused_for: 'gone' });
    const desk = async (ctx = developer()) =>
      (await worklist(ctx)).items.filter(({ kind, id }) => kind === 'webhook_paused' && id === made.id);
    expect(await desk()).toMatchObject([{ title: new URL(hook).host, due_on: null }]);
    expect(await desk(world.ctx('developer2'))).toEqual([]);
    await webhooks.resumeWebhook(developer(), made.id);
    expect((await webhooks.pauseWebhook(developer(), made.id)).paused_for).toBe('own');
    // What its own people paused is nobody's work.
    expect(await desk()).toEqual([]);
    expect(await code(webhooks.pauseWebhook(developer(), made.id))).toBe('subscriptions.wrong_state');
    expect((await webhooks.endWebhook(developer(), made.id)).state).toBe('ended');
    for (const act of [webhooks.pingWebhook, webhooks.rotateSecret, webhooks.resumeWebhook, webhooks.endWebhook])
      expect(await code(act(developer(), made.id))).toBe('subscriptions.wrong_state');
    const [row] = await t.database.query('SELECT secret_sealed, old_secret_sealed FROM subscription WHERE id = $1', [
      made.id,
    ]);
    expect(row).toEqual({ secret_sealed: null, old_secret_sealed: null });
  });

  it('keeps to public addresses, to its organisation and to twenty', async () => {
    const before = seen.length;
    for (const url of [
      'http://169.254.169.254/latest',
      'http://localhost:8080/',
      'http://[::ffff:10.0.0.1]/',
      'http://0x7f.1/',
    ])
      expect(await code(create({ url }))).toBe('outbound.blocked');
    expect(await code(create({ url: 'ftp://example.cn/' }))).toBe('outbound.bad_address');
    expect(await code(create({ target: 'agency', target_value: 'x' }))).toBe('subscriptions.unknown_target');
    expect(seen.length).toBe(before);
    const made = await create();
    expect(await code(webhooks.showWebhook(world.ctx('buyer'), made.id))).toBe('subscriptions.not_found');
    expect(await code(webhooks.endWebhook(world.ctx('developer2'), made.id))).toBe('subscriptions.not_found');
    expect(await code(webhooks.replayMessage(developer(), made.id, 'msg_none'))).toBe(
      'subscriptions.message_not_found',
    );
    expect(await code(webhooks.listWebhooks(t.ctx()))).toBe('auth.required');
    const live = (await webhooks.listWebhooks(developer())).items.filter((one) => one.state !== 'ended').length;
    for (let i = live; i < 20; i++) await create();
    expect(await code(create())).toBe('subscriptions.too_many');
  });
});

describe('the mailroom', () => {
  it('is the operator’s and the province’s information department’s', async () => {
    const room = await webhooks.showMailroom(world.ctx('province.information'));
    expect(room.kind).toBe('folder');
    expect(room.kept.length).toBeGreaterThan(0);
    const raw = await webhooks.readKeptMail(world.ctx('province.information'), room.kept[0]?.name ?? '');
    expect(raw.toString()).toContain('Auto-Submitted: auto-generated');
    expect(await code(webhooks.readKeptMail(world.ctx('province.information'), '../../secret'))).toBe(
      'subscriptions.message_not_found',
    );
    for (const login of ['developer', 'province.transport', 'taiyuan.information'])
      expect(await code(webhooks.showMailroom(world.ctx(login)))).toBe('auth.forbidden');
  });
});

describe('permanent identifiers', () => {
  it('send on while the dataset is there, and say what it was when it is not', async () => {
    const { entry } = await published();
    const live = await get(`/id/${entry.code}/v1`);
    expect([live.status, live.headers.get('location')]).toEqual([303, `/datasets/${entry.code}/versions/1`]);
    expect((await get(`/id/${entry.code}`)).headers.get('location')).toBe(`/datasets/${entry.code}`);
    for (const path of [`/id/${entry.code}/v2`, `/id/${entry.code}/x`, '/id/301001/99999'])
      expect((await get(path)).status).toBe(404);
    const now = await showEntry(steward(), entry.id);
    await withdrawEntry(steward(), entry.id, { revision: now.revision, reason: '依法撤下' });
    const gone = await get(`/id/${entry.code}/v1`, { accept: 'application/json' });
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({
      identifier: `https://data.example.cn/id/${entry.code}/v1`,
      reason: '依法撤下',
      entry: { code: entry.code, content: { title: now.title } },
      versions: [{ number: 1, row_count: 3 }],
    });
    expect((await get(`/id/${entry.code}/v9`, { accept: 'application/json' })).status).toBe(404);
    expect((await get(`/id/${entry.code}`, { accept: 'text/html' })).headers.get('location')).toBe(
      `/datasets/${entry.code}`,
    );
  });
});
