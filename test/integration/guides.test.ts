/** The guides of the developer portal: their own commands, as they stand on the pages, from the first question to the payout. */
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideFiling, fileAgreement } from '#api/agreements/filings.ts';
import { draftAgreement, offerAgreement, saveAgreement } from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import { createCitation } from '#api/datasets/citations.ts';
import { citationBody } from '#api/datasets/rules/citation-query.ts';
import { openPdf } from '#api/documents/service.ts';
import { releaseEnclaveJob } from '#api/enclave/review.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import {
  acceptApplication,
  answerApplication,
  approveApplication,
  chargeApplication,
  reviewApplication,
} from '#api/licensing/decisions.ts';
import { markCertificate } from '#api/licensing/standing.ts';
import { enterAccount } from '#api/orders/account.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { createToken } from '#api/people/tokens.ts';
import { citeSources, getOwn, listProduct, uploadFile } from '#api/products/service.ts';
import { drawStatement } from '#api/revenue/statements.ts';
import { createKey } from '#api/usage/keys.ts';
import { guides } from '#app/present/guides/all.ts';
import type { Facts } from '#app/present/guides/guide.ts';
import { paragraphsOf } from '#app/present/guides/guide.ts';
import { allSamples, type Bench, has, makeBench } from '#test/support/guides.ts';
import { agreement, password, terms } from '#test/support/licensed.ts';
import { draftProduct, fileOf, listedProduct, type Market, marketWorld, slip } from '#test/support/market.ts';

let m: Market;
let b: Bench;
let facts: Facts;
let receiver: Server;
let application = '';
let certificate = '';
let product = '';
const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
const tokens = { developer: '', buyer: '' };
const as = (who: keyof typeof tokens) => {
  b.env.JINSHU_TOKEN = tokens[who];
};
const made = (name: string) => readFileSync(path.join(b.dir, name));

beforeAll(async () => {
  m = await marketWorld();
  const { url } = await m.t.serve();
  // Statements name the portal they come from, so it must be the one that answers.
  Object.assign(m.t.app.env, { PUBLIC_URL: url });
  facts = { portal: url, licensed: m.codes.toll };
  b = makeBench(facts, () => m.t.clock.now());
  for (const who of ['developer', 'buyer'] as const)
    tokens[who] = (await createToken(m[who], { name: '指南', expires_on: '2027-06-01' })).token;
  Object.assign(b.env, { TERM_FROM: '2026-11-02', TERM_TO: '2027-11-01', COLUMN: '路段', VALUE: 'G5-1' });
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ headers: request.headers, body });
    response.end();
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
}, 180_000);
afterAll(async () => {
  receiver?.close();
  b?.close();
  await m?.t.close();
});

beforeEach(() => as('developer'));

describe.skipIf(!has.curl || !has.openssl || !has.python)('the commands of the guides', () => {
  it('lead from a question to the first row', async () => {
    const run = (id: string) => b.run('licence', id);
    expect((await run('licensable')).json<{ items: { code: string }[] }>().items.map(({ code }) => code)).toContain(
      m.codes.toll,
    );
    expect((await run('sandbox')).out).toContain('路段');
    const asked = (await run('ask')).json<{ id: string; state: string }>();
    expect(asked.state).toBe('consulting');
    application = asked.id;
    b.env.APPLICATION = asked.id;
    await answerApplication(m.agency, asked.id, { words: '按日提供' });
    expect((await run('apply')).json()).toMatchObject({ state: 'applied' });
    await acceptApplication(m.agency, asked.id, {});
    await reviewApplication(m.agency, asked.id);
    await approveApplication(m.agency, asked.id, { opinion: '符合条件' });
    await chargeApplication(m.agency, asked.id, { fee_fen: '0', basis: '用于公共治理，免收' });
    certificate = (await certifyApplication(m.head, asked.id, { password })).certificate?.no ?? '';
    expect((await run('follow')).json()).toMatchObject({ state: 'certified', certificate: { no: certificate } });

    const drawn = await draftAgreement(m.agency, { application_id: asked.id });
    const saved = { revision: drawn.revision, terms: terms({ quota: { rows: { day: 5000 }, calls: { day: 100 } } }) };
    await saveAgreement(m.agency, drawn.id, saved);
    await offerAgreement(m.agency, drawn.id);
    const own = (await run('agreements')).json<{ items: { id: string; no: string }[] }>().items;
    const found = own.find((one) => one.id === drawn.id);
    b.env.AGREEMENT = drawn.id;
    expect((await run('record')).json()).toMatchObject({ no: found?.no });
    expect((await run('policy')).json()).toHaveProperty('@context');
    Object.assign(b.env, { JINSHU_LOGIN: 'developer', JINSHU_PASSWORD: password });
    b.env.JINSHU_SESSION = (await run('session')).json<{ token: string }>().token;
    expect((await run('sign')).json()).toMatchObject({ id: drawn.id });
    await signAgreement(m.head, drawn.id, { password });
    const filed = await fileAgreement(m.agency, drawn.id, {});
    const decision = { decision: 'accept', opinion: '材料齐全', password } as const;
    await decideFiling(m.reviewer, filed.filings.at(-1)!.id, decision);
    expect((await run('register')).out).toContain(found?.no);
    b.env.JINSHU_KEY = (await run('key')).json<{ secret: string }>().secret;
    expect((await run('first')).json<{ rows: unknown[] }>().rows).toHaveLength(1);
  });

  it('read the table: pages, conditions, quotas, a refusal with its name', async () => {
    const run = (id: string) => b.run('rows', id);
    expect((await run('opens')).json()).toMatchObject({ items: [{ code: m.codes.toll }], limits: [{}, {}] });
    expect((await run('page')).json()).toMatchObject({ rows: [{}, {}], next_cursor: expect.any(String) });
    const small = { text: (text: string) => text.replace('"limit": 10000', '"limit": 25') };
    const paged = await b.run('rows', 'pandas', small);
    expect(paged.out + paged.err).toMatch(/^60 1 2026-11-02 dlv_\S+$/m);
    const chosen = (await run('filter')).json<{ rows: unknown[][]; columns: { name: string }[] }>();
    expect(chosen.rows).toEqual(Array.from({ length: 10 }, () => ['G5-1']));
    expect((await run('quota')).out).toMatch(/^ratelimit: "calls-day";r=\d+;t=\d+, "rows-day";r=\d+;t=\d+/im);
    expect(await run('client')).toMatchObject({ out: '60\n', err: '' });
    const secret = b.env.JINSHU_KEY ?? '';
    b.env.JINSHU_KEY = 'jsk_nothing';
    expect((await run('client')).err).toMatch(/^401 usage\.unknown_key .*no such API key/);
    b.env.JINSHU_KEY = secret;
  });

  it('take whole tables, and read them by Delta Sharing', async () => {
    const run = (id: string) => b.run('bulk', id);
    expect((await run('take')).out).toBe('whole\n');
    expect(made('table.csv').toString('utf8').trim().split('\n')).toHaveLength(61);
    expect((await run('profile')).status).toBe(0);
    const [share] = (await run('shares')).json<{ items: { name: string }[] }>().items;
    b.env.SHARE = share?.name ?? '';
    const [table] = (await run('tables')).json<{ items: { name: string; schema: string }[] }>().items;
    Object.assign(b.env, { SCHEMA: table?.schema, TABLE: table?.name });
    for (const id of ['delta-pandas', 'delta-spark']) expect((await run(id)).out).toBe('PAR1 True\n');
    expect((await run('pandas-csv')).out).toMatch(/^60 \[.*'路段'/);
    expect((await run('version')).out).toMatch(/^delta-table-version: 1\r?$/im);
    expect((await run('past')).out.split('\n')[0]).toBe('{"protocol":{"minReaderVersion":1}}');
  });

  it('compute in the domain', async () => {
    const a = await agreement(
      m,
      'active',
      { degree: { code: 'raw_in_domain' } },
      { datasets: [m.codes.road], degree: 'raw_in_domain' },
    );
    const run = (id: string) => b.run('jobs', id);
    const key = b.env.JINSHU_KEY ?? '';
    b.env.AGREEMENT = a.id;
    b.env.JINSHU_KEY = (await createKey(m.developer, a.id, { name: '域内' })).secret;
    const room = (await run('room')).json<{ k: number; tables: { names: string[] }[] }>();
    expect(room.k).toBe(5);
    b.env.TABLE = room.tables[0]?.names[0] ?? '';
    expect((await run('try')).json()).toMatchObject({ synthetic: true });
    const job = (await run('submit')).json<{ id: string }>();
    b.env.JOB = job.id;
    await m.t.drain();
    const waiting = (await run('wait')).json<{ state: string; revision: number }>();
    expect(waiting.state).toBe('reviewing');
    await releaseEnclaveJob(m.agency, job.id, { revision: waiting.revision, words: '可以放行' });
    expect((await run('result')).out).toMatch(/^﻿?"?路段"?,"?n"?\r?\n"?G5-\d"?,10\r?\n/);
    b.env.JINSHU_KEY = key;
  });

  it('sell a product that cites its sources', async () => {
    const run = (id: string) => b.run('products', id);
    b.env.AGREEMENT = m.agreement.id;
    const draft = (await run('draft')).json<{ id: string; no: string; revision: number }>();
    Object.assign(b.env, { PRODUCT: draft.id, NO: draft.no, REVISION: String(draft.revision) });
    const [choice] = (await run('deliveries')).json<{ items: { delivery_id: string }[] }>().items;
    b.env.DELIVERY = choice?.delivery_id ?? '';
    const revised = async (id: string) => {
      const { revision } = (await run(id)).json<{ revision: number }>();
      b.env.REVISION = String(revision);
    };
    await revised('cite');
    writeFileSync(path.join(b.dir, 'product.csv'), '路段,指数\nG5,1.2\n');
    await revised('upload');
    expect((await run('plan')).json()).toMatchObject({ items: [{ kind: 'one_off' }, { kind: 'period' }] });
    const whole = (await run('missing')).json<{ missing: unknown[]; revision: number }>();
    expect(whole.missing).toEqual([]);
    b.env.REVISION = String(whole.revision);
    expect((await run('list')).json()).toMatchObject({ state: 'listed', no: draft.no });
    product = draft.no;
    await m.t.drain();
    const [line] = (await run('certificates')).json<{ items: { no: string }[] }>().items;
    b.env.CITATION = line?.no ?? '';
    await run('certificate');
    expect(made('certificate.pdf').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('sell an API through the gateway', async () => {
    let p = await draftProduct(m, { kind: 'api', price_fen: undefined });
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
    p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1\nG6,2\nG7,3\n'));
    const run = (id: string) => b.run('api-products', id);
    Object.assign(b.env, { PRODUCT: p.id, NO: p.no, REVISION: String(p.revision) });
    expect((await run('facts')).json()).toMatchObject({ facts: { mode: 'table' } });
    const [plan] = (await run('metered')).json<{ items: { number: number; kind: string }[] }>().items;
    expect(plan?.kind).toBe('metered');
    b.env.PLAN = String(plan?.number);
    await listProduct(m.developer, p.id, (await getOwn(m.developer, p.id)).revision);
    as('buyer');
    const order = (await run('order')).json<{ id: string }>();
    expect(order).toMatchObject({ gateway: true });
    b.env.ORDER = order.id;
    await m.t.drain();
    b.env.JINSHU_ORDER_KEY = (await run('order-key')).json<{ secret: string }>().secret;
    expect((await run('gateway')).json<{ rows: unknown[] }>().rows).toHaveLength(2);
    expect((await run('usage')).json()).toMatchObject({ calls: 1, billable_calls: 1, cost_fen: '0' });
    as('developer');
    const other = await draftProduct(m, { kind: 'api', price_fen: undefined, title: '拥堵指数接口' });
    const ownServer = { ENDPOINT: 'https://93.184.215.14/index', PRODUCT: other.id, REVISION: String(other.revision) };
    Object.assign(b.env, ownServer);
    expect((await run('endpoints')).json()).toMatchObject({ facts: { mode: 'upstream' } });
    const secret = (await run('secret')).json<{ secret: string }>().secret;
    b.env.JINSHU_UPSTREAM_SECRET = secret;
    const at = Math.floor(m.t.clock.now().getTime() / 1000);
    const url = 'https://example.cn/index?road=G5';
    const signature = createHmac('sha256', secret).update(`r1.${at}.GET ${url}`).digest('base64');
    const headers = { 'jinshu-id': 'r1', 'jinshu-timestamp': String(at), 'jinshu-signature': `v1,${signature}` };
    const tried = `console.log(fromGateway(${JSON.stringify(headers)}, 'GET', '${url}'), fromGateway(${JSON.stringify(headers)}, 'GET', '${url}6'))`;
    const checked = await b.run('api-products', 'from-gateway', { text: (text) => `${text}\n${tried}` });
    expect(checked).toMatchObject({ out: 'true false\n' });
  });

  it('are told of changes by signed messages, and have one sent again', async () => {
    const { port } = receiver.address() as AddressInfo;
    (m.t.app.env.OUTBOUND_ALLOW as string[]).push(`127.0.0.1:${port}`);
    b.env.RECEIVER = `http://127.0.0.1:${port}/hook`;
    const run = (id: string) => b.run('webhooks', id);
    const hook = (await run('webhook')).json<{ id: string; secret: string }>();
    b.env.SUBSCRIPTION = hook.id;
    await run('ping');
    await m.t.drain();
    expect(heard).toHaveLength(1);
    const [got] = heard;
    const node = `console.log(verify(${JSON.stringify(hook.secret)}, ${JSON.stringify(got?.headers)}, Buffer.from(${JSON.stringify(got?.body)})), verify(${JSON.stringify(hook.secret)}, ${JSON.stringify(got?.headers)}, Buffer.from('{}')))`;
    const checked = await b.run('webhooks', 'check-node', { text: (text) => `${text}\n${node}` });
    expect(checked).toMatchObject({ out: 'true false\n' });
    const headers = JSON.stringify(JSON.stringify(got?.headers));
    const time = `import json\ntime.time = lambda: ${m.t.clock.now().getTime() / 1000}\nprint(verify(${JSON.stringify(hook.secret)}, json.loads(${headers}), ${JSON.stringify(got?.body)}.encode()))`;
    const said = await b.run('webhooks', 'check-python', { text: (text) => `${text}\n${time}` });
    expect(said).toMatchObject({ out: 'True\n' });
    b.env.MESSAGE = (await run('messages')).json<{ items: { id: string }[] }>().items[0]?.id ?? '';
    expect((await run('replay')).json()).toMatchObject({ replay_of: b.env.MESSAGE });
    await m.t.drain();
    expect(heard).toHaveLength(2);
  });

  it('prove papers and citations without the platform', async () => {
    const run = (id: string) => b.run('proof', id);
    const pdf = Buffer.from((await openPdf(m.t.ctx(), m.agreement.document!.id)).bytes);
    const put = (bytes: Buffer) => writeFileSync(path.join(b.dir, 'document.pdf'), bytes);
    put(pdf);
    expect((await run('online')).json()).toMatchObject({ verdict: 'intact', document: { newest: true } });
    expect((await run('root')).out).toMatch(/Jinshu Platform Root CA[\s\S]*Fingerprint=/i);
    expect(await run('pdf')).toMatchObject({ status: 0, err: expect.stringMatching(/Verification successful/i) });
    const changed = Buffer.from(pdf);
    changed[pdf.indexOf('stream') + 20]! ^= 1;
    put(changed);
    expect((await run('pdf')).status).not.toBe(0);
    expect(await run('citation')).toMatchObject({ status: 0 });
    expect((await run('citation-check')).out).toMatch(new RegExp(`^${m.codes.road} 2026-11-02 [0-9a-f]{64}$`, 'm'));
    const signed = JSON.parse(made('citation.json').toString('utf8')) as { payload: string };
    const other = signed.payload.startsWith('e') ? `f${signed.payload.slice(1)}` : signed.payload;
    writeFileSync(path.join(b.dir, 'citation.json'), JSON.stringify({ ...signed, payload: other }));
    expect((await run('citation-check')).status).not.toBe(0);
    const asked = citationBody.parse({ filter: ['路段:eq:G5-1'] });
    b.env.CITED = (await createCitation(m.t.ctx(), m.codes.open, 'latest', asked)).id;
    expect((await run('data')).out).toContain('"same":true');
    expect((await run('audit')).json()).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('prove a certificate of authorisation as a token, for a day, and not once it is revoked', async () => {
    b.env.CERTIFICATE = certificate;
    const said = (await b.run('proof', 'token')).json<Record<string, unknown>>();
    expect(said).toMatchObject({
      iss: facts.portal,
      sub: certificate,
      authorisation: { datasets: [{ code: m.codes.toll }], holder: { uscc: m.developer.viewer!.organization.uscc } },
    });
    expect(Number(said.exp) - Number(said.iat)).toBe(24 * 3600);
    const get = (at: string) => fetch(`${facts.portal}${at}`);
    const token = await (await get(`/api/v1/certificates/${certificate}/certificate.jwt`)).text();
    const check = async (text: string) => {
      const body = JSON.stringify({ token: text });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${facts.portal}/api/v1/certificates/check`, { method: 'POST', body, headers });
      return (await answer.json()) as { verdict: string; certificate: { standing: string } | null };
    };
    expect(await check(token)).toMatchObject({ verdict: 'genuine', certificate: { standing: 'valid' } });
    const [head = '', payload = '', signature = ''] = token.split('.');
    const facts2 = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...facts2, sub: 'ZS-1' })).toString('base64url');
    expect(await check(`${head}.${forged}.${signature}`)).toEqual({
      verdict: 'altered',
      issued_at: null,
      certificate: null,
    });
    // No signature at all, as the header may claim (RFC 8725, 3.1).
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'jinshu-certificate+jwt' })).toString('base64url');
    expect((await check(`${none}.${payload}.`)).verdict).toBe('altered');
    expect((await check('eyJ.x')).verdict).toBe('unreadable');
    const { keys } = (await (await get('/.well-known/jwks.json')).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c']);
    await markCertificate(m.head, application, {
      kind: 'revoked',
      reason: '提供虚假材料',
      legal_basis: '《行政许可法》第六十九条',
      password,
    });
    const refused = await get(`/api/v1/certificates/${certificate}/certificate.jwt`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      409,
      'licensing.certificate_not_valid',
    ]);
    expect(await check(token)).toMatchObject({ verdict: 'genuine', certificate: { standing: 'revoked' } });
    m.t.clock.advance({ days: 1, seconds: 1 });
    expect((await check(token)).verdict).toBe('expired');
  });

  it('follow the money', async () => {
    const run = (id: string) => b.run('money', id);
    await enterAccount(m.cashier, {
      region_code: '140000',
      document_no: '晋财库〔2026〕8号',
      account_name: '山西省财政厅',
      bank_name: '中国银行山西省分行',
      account_no: '145200001234',
    });
    as('buyer');
    b.env.NO = (await listedProduct(m)).no;
    const order = (await run('pay')).json<{ id: string; reference: string; amount_fen: string }>();
    b.env.ORDER = order.id;
    await run('notice');
    expect(made('notice.pdf').subarray(0, 5).toString()).toBe('%PDF-');
    await confirmPayment(m.finance, slip(m, order));
    await m.t.drain();
    expect((await run('arrivals')).status).toBe(0);
    await run('product');
    expect(made('product.csv').toString('utf8')).toContain('G5,1.2');
    as('developer');
    expect((await run('income')).status).toBe(0);
    await run('income-csv');
    expect(made('income.csv').toString('utf8').split('\n').length).toBeGreaterThan(1);
    expect((await run('accounts')).json()).toHaveProperty('items');
    m.t.clock.set('2026-12-02T12:00:00+08:00');
    const drawn = await drawStatement(m.agency, { agreement_id: m.agreement.id, period: '2026-11' });
    expect((await run('statements')).out).toContain(drawn.id);
    b.env.STATEMENT = drawn.id;
    const recomputed = await run('recompute');
    expect(recomputed.out + recomputed.err).toMatch(/1 orders recomputed, every figure follows/);
  });

  it('are refused by name, and act once', async () => {
    const run = (id: string) => b.run('errors', id);
    expect((await run('form')).json()).toMatchObject({ status: 404, request_id: expect.any(String) });
    const bad = (await run('fields')).json<{ code: string; fields: { path: string }[] }>();
    expect(bad.code).toBe('request.invalid');
    expect(bad.fields.map((one) => one.path)).toContain('kind');
    const once = await run('once');
    expect(once.out).toMatch(/^idempotency-replayed: true/im);
    const answer = (n: number) => JSON.parse(made(`answer-${n}.json`).toString('utf8')) as { id: string };
    expect(answer(2)).toEqual(answer(1));
    expect(answer(1).id).toMatch(/^app/);
    expect((await run('done')).out).toMatch(/^404 products\.not_found /);
  });

  it('are all of them: what no program here runs is asked at its address', async () => {
    const key = { authorization: `Bearer ${b.env.JINSHU_KEY}` };
    for (const [guide, id, suffix] of [
      ['rows', 'r', '?limit=1000'],
      ['bulk', 'powerbi', '/shares'],
    ] as const) {
      const [, address] = /"(https?:\/\/[^"]+)"/.exec(b.sample(guide, id).text) ?? [];
      expect((await fetch(`${address}${suffix}`, { headers: key })).status).toBe(200);
    }
    const asked = new Set([...b.seen, 'rows r', 'bulk powerbi']);
    expect(allSamples(facts).filter((one) => !asked.has(one))).toEqual([]);
    expect(product).not.toBe('');
  });
});

it('each part of each guide has its words, and no word is left over', () => {
  for (const { slug, words, parts } of guides) {
    const shown = parts({ portal: 'https://data.example.cn', licensed: '306001/000001' }, (key) => {
      expect(words, `${slug} ${key}`).toHaveProperty(key);
      return 'x';
    });
    const known = shown.flatMap(({ id }) => [id, `${id}_after`, ...paragraphsOf(words, id)]);
    for (const { id } of shown) expect(paragraphsOf(words, id).length, `${slug} ${id}`).toBeGreaterThan(0);
    const left = Object.keys(words).filter((key) => !/^(title|lead|sample_\w+)$/.test(key) && !known.includes(key));
    expect(left, slug).toEqual([]);
  }
});
