/** What the signed record grants is what leaves: columns, rows, quotas and figures, over HTTP on a real database. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as records from '#api/agreements/records.ts';
import { getAgreement, saveAgreement } from '#api/agreements/service.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { openPdf } from '#api/documents/service.ts';
import { sweepGrantedFiles } from '#api/usage/granted-files.ts';
import * as keys from '#api/usage/keys.ts';
import * as quota from '#api/usage/quota.ts';
import * as usage from '#api/usage/service.ts';
import { publishNext, upload } from '#test/support/catalog.ts';
import { agreement, codeOf, type Licensed, licensedWorld, refusal, roadCsv, terms } from '#test/support/licensed.ts';
import { jsonLdOf } from '#test/support/odrl-context.ts';

let w: Licensed;
let base: string;
let road: { a: AgreementOut; secret: string; path: string };

const sha = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const enc = encodeURIComponent;
const get = (path: string, secret: string) =>
  fetch(`${base}${path}`, { headers: { authorization: `Bearer ${secret}` } });
const problem = async (answer: Response) => {
  const body = (await answer.json()) as { code: string; params?: Record<string, unknown> };
  return { status: answer.status, code: body.code, params: body.params };
};
const open = async (over: object, asked: Parameters<typeof agreement>[3] = {}) => {
  const a = await agreement(w, 'active', over, asked);
  const { secret } = await keys.createKey(w.developer, a.id, { name: '测试' });
  return { a, secret, path: `/licensed/${a.datasets[0]!.code}` };
};
const deliveriesOf = (id: string) => usage.deliveriesOf(w.developer, { agreementId: id });

beforeAll(async () => {
  w = await licensedWorld();
  base = `${(await w.t.serve()).url}/api/v1`;
  road = await open({
    data: [
      {
        dataset: w.codes.road,
        tables: [
          {
            name: await tableOf(w.codes.road),
            columns: ['路段', '日期'],
            filter: [
              { column: '车流量', op: 'gte', value: '1030' },
              { column: '路段', op: 'in', value: ['G5-1', 'G5-2'] },
            ],
          },
        ],
      },
    ],
    purpose: { codes: ['research', 'industry'] },
    region: { codes: ['140100'] },
    ownership: {
      owner: 'joint',
      shares: [
        { party: 'developer', ppm: 700_000 },
        { party: 'agency', ppm: 300_000 },
      ],
      licence_back: '可用',
    },
  });
});
afterAll(() => w.t.close());

async function tableOf(code: string): Promise<string> {
  const [row] = await w.t.database.query<{ name: string }>(
    'select t.name from version_table t join version v on v.id = t.version_id join entry e on e.id = v.entry_id where e.code = $1',
    [code],
  );
  return row!.name;
}

describe('a grant of columns and rows', () => {
  it('cuts both in the engine: what is not granted is absent from all, and refused where asked for', async () => {
    const body = (await (await get(`${road.path}/rows`, road.secret)).json()) as {
      columns: unknown;
      rows: unknown[][];
    };
    expect(body.columns).toEqual([
      { name: '路段', type: 'text' },
      { name: '日期', type: 'date' },
    ]);
    // Of 60 rows, those from 30 on of two sections.
    expect(body.rows).toHaveLength(10);
    expect(body.rows.every(([section]) => section === 'G5-1' || section === 'G5-2')).toBe(true);
    const asked = async (query: string) => (await problem(await get(`${road.path}/rows?${query}`, road.secret))).code;
    expect(await asked(`columns=${enc('车流量')}`)).toBe('usage.column_not_covered');
    expect(await asked(`filter=${enc('车流量:gt:5')}`)).toBe('usage.column_not_covered');
    expect(await asked(`purpose=public_welfare`)).toBe('usage.purpose_not_agreed');
    expect(await asked(`region=140200`)).toBe('usage.region_not_agreed');
    const one = await get(
      `${road.path}/rows?filter=${enc('路段:eq:G5-3')}&purpose=industry&region=140105`,
      road.secret,
    );
    expect(((await one.json()) as { rows: unknown[] }).rows).toEqual([]);
    const figures = await get(`${road.path}/figures?measure=${enc('sum:车流量')}`, road.secret);
    expect((await problem(figures)).code).toBe('usage.column_not_covered');
    // The cursor walks the granted rows only.
    const first = (await (await get(`${road.path}/rows?limit=7`, road.secret)).json()) as { next_cursor: string };
    const rest = (await (
      await get(`${road.path}/rows?limit=7&cursor=${enc(first.next_cursor)}`, road.secret)
    ).json()) as {
      rows: unknown[];
      next_cursor: null;
    };
    expect([rest.rows.length, rest.next_cursor]).toEqual([3, null]);
    const listed = (await (await get('/licensed', road.secret)).json()) as { items: { tables: unknown[] }[] };
    expect(listed.items[0]!.tables).toMatchObject([
      { columns: ['路段', '日期'], row_filter: [{ op: 'gte' }, { op: 'in' }] },
    ]);
  });

  it.each(['csv', 'jsonl', 'parquet', 'xlsx'])(
    '%s files hold no more; written once, their digest on record',
    async (format) => {
      const take = async () => {
        const answer = await get(`${road.path}/file?format=${format}&purpose=industry`, road.secret);
        expect(answer.status).toBe(200);
        return { bytes: new Uint8Array(await answer.arrayBuffer()), answer };
      };
      const first = await take();
      const second = await take();
      expect(sha(second.bytes)).toBe(sha(first.bytes));
      const text = Buffer.from(first.bytes).toString('utf8');
      if (format === 'csv') expect(text.trim().split('\n')).toHaveLength(11);
      if (format !== 'xlsx') expect(text).not.toContain('车流量');
      const logged = (await deliveriesOf(road.a.id)).find(
        (one) => one.id === first.answer.headers.get('jinshu-delivery'),
      );
      expect(logged).toMatchObject({ rows: '10', handed_sha256: sha(first.bytes), limited: true, purpose: 'industry' });
      expect(logged!.sha256).not.toBe(logged!.handed_sha256);
      const kept = await w.t.database.query('select file_key from granted_file where format = $1', [format]);
      expect(kept).toHaveLength(1);
    },
  );

  it('keeps no written file for long', async () => {
    const [row] = await w.t.database.query<{ file_key: string }>('select file_key from granted_file limit 1');
    await sweepGrantedFiles(w.t.app);
    expect(await w.t.app.ports.files.stat(row!.file_key)).not.toBeNull();
    await w.t.database.query("update granted_file set made_at = made_at - interval '8 days'");
    await sweepGrantedFiles(w.t.app);
    expect(await w.t.app.ports.files.stat(row!.file_key)).toBeNull();
    expect((await get(`${road.path}/file?format=csv`, road.secret)).status).toBe(200);
  });

  it('the paper, the policy and the record say the same', async () => {
    const policy = await records.getPolicy(w.developer, road.a.no);
    expect(policy).toMatchObject({ type: 'Agreement', 'dct:identifier': road.a.no });
    expect(JSON.stringify(await jsonLdOf(policy))).toContain('G5-2');
    const answer = await fetch(`${base}/agreements/${road.a.no}/agreement.jsonld`);
    expect(answer.status).toBe(401);
    expect(await codeOf(records.getPolicy(w.other, road.a.no))).toBe('agreement.not_found');
    expect(await codeOf(records.getPolicy(w.developer, road.a.no, 9))).toBe('agreement.no_version');
    const record = await records.getRecord(w.agency, road.a.id);
    expect(sha(record.text)).toBe(road.a.document!.sha256);
    const pdf = await openPdf(w.agency, road.a.document!.id);
    expect(await w.t.app.ports.documents.readRecord(pdf.bytes)).toBe(record.text);
    expect(JSON.parse(record.text)).toMatchObject({
      terms: { record: 4, data: [{ tables: [{ columns: ['路段', '日期'] }] }] },
    });
    const profile = await fetch(`${base}/odrl/profile.jsonld`);
    expect([profile.status, profile.headers.get('content-type')]).toEqual([200, 'application/ld+json']);
  });

  it('cannot be drawn over tables and columns that are not there', async () => {
    const draft = await agreement(w, 'draft', {}, { datasets: [w.codes.toll] });
    const { items } = await records.listGrantable(w.agency, draft.id);
    expect(items[0]!.tables[0]!.columns.map((one) => one.name)).toEqual(['路段', '日期', '车流量']);
    const table = items[0]!.tables[0]!.name;
    const save = (over: object) => saveAgreement(w.agency, draft.id, { revision: draft.revision, terms: terms(over) });
    const data = (over: object) => ({ data: [{ dataset: w.codes.toll, tables: [{ name: table, ...over }] }] });
    expect((await refusal(save(data({ columns: ['没有'] })))).fields[0]?.path).toBe('terms.data.0.tables.0.columns');
    expect(await codeOf(save(data({ filter: [{ column: '车流量', op: 'eq', value: '很多' }] })))).toBe(
      'agreement.bad_row_filter',
    );
    expect(await codeOf(save({ data: [{ dataset: w.codes.air }] }))).toBe('agreement.data_unknown');
    expect((await getAgreement(w.agency, draft.id)).revision).toBe(draft.revision);
    expect((await save(data({ columns: ['路段'] }))).terms.data).toMatchObject(data({ columns: ['路段'] }).data);
  });
});

describe('quotas', () => {
  it('twenty calls at once with one left: exactly one is served, and the answer says the facts', async () => {
    const { a, secret, path } = await open(
      { quota: { calls: { day: 3, month: 100 }, rows: { term: 100 } } },
      { datasets: [w.codes.toll] },
    );
    const first = await get(`${path}/rows?limit=40`, secret);
    expect(first.headers.get('ratelimit-policy')).toBe(
      '"calls-day";q=3;w=86400, "calls-month";q=100;w=2678400, "rows-term";q=100;qu="rows"',
    );
    expect(first.headers.get('ratelimit')).toMatch(
      /^"calls-day";r=2;t=\d+, "calls-month";r=99;t=\d+, "rows-term";r=60;t=\d+$/,
    );
    expect((await get(`${path}/rows?limit=1`, secret)).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(`${path}/rows?limit=1`, secret)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 429)]);
    const over = answers.find((answer) => answer.status === 429)!;
    expect(Number(over.headers.get('retry-after'))).toBe(12 * 3600);
    expect(over.headers.get('ratelimit')).toMatch(/^"calls-day";r=0;/);
    expect(await problem(over)).toMatchObject({
      code: 'usage.over_quota',
      params: { cap: 3, used: 3, left: 0, resets_at: '2026-11-03T00:00:00+08:00' },
    });
    expect(await deliveriesOf(a.id)).toHaveLength(3);
    w.t.clock.advance({ days: 1 });
    // The next day the calls begin anew; the rows of the term do not. A refusal takes nothing.
    const many = await problem(await get(`${path}/rows?limit=60`, secret));
    expect(many).toMatchObject({ code: 'usage.over_quota', params: { cap: 100, used: 42, left: 58 } });
    expect((await get(`${path}/file?format=csv`, secret)).status).toBe(429);
    expect((await quota.showLimits(w.agency, a.id)).items.map((line) => line.left)).toEqual([3, 97, 58]);
    expect((await get(`${path}/rows?limit=58`, secret)).status).toBe(200);
    expect((await quota.showLimits(w.developer, a.id)).items.map((line) => line.left)).toEqual([2, 96, 0]);
    expect(await codeOf(quota.showLimits(w.other, a.id))).toBe('usage.not_found');
    // A counter lost is opened at what the record of deliveries says.
    await w.t.database.query('delete from quota_use');
    expect((await quota.showLimits(w.developer, a.id)).items.map((line) => line.left)).toEqual([2, 96, 0]);
    expect((await get(`${path}/rows?limit=1`, secret)).status).toBe(429);
    w.t.clock.set('2026-11-02T12:00:00+08:00');
  });

  it('the clock of a server that is set back opens nothing', async () => {
    const { a, secret, path } = await open({}, { datasets: [w.codes.toll] });
    await w.t.database.query(
      "update agreement set effective_to = to_char(now() at time zone 'Asia/Shanghai' - interval '1 day', 'YYYY-MM-DD') where id = $1",
      [a.id],
    );
    const [{ effective_to: last } = { effective_to: '' }] = await w.t.database.query<{ effective_to: string }>(
      'select effective_to from agreement where id = $1',
      [a.id],
    );
    w.t.clock.set(`${last}T12:00:00+08:00`);
    expect((await get(`${path}/rows?limit=1`, secret)).status).toBe(200);
    Object.assign(w.t.clock, { machine: true });
    try {
      expect((await problem(await get(`${path}/rows?limit=1`, secret))).code).toBe('usage.term_over');
    } finally {
      Object.assign(w.t.clock, { machine: undefined });
      w.t.clock.set('2026-11-02T12:00:00+08:00');
    }
  });
});

describe('figures', () => {
  it('are all that leaves under the aggregated degree, and no small group among them', async () => {
    const { a, secret, path } = await open(
      { degree: { code: 'aggregated' } },
      { datasets: [w.codes.toll], degree: 'aggregated' },
    );
    expect((await problem(await get(`${path}/rows`, secret))).code).toBe('usage.degree_forbids');
    expect((await problem(await get(`${path}/file`, secret))).code).toBe('usage.degree_forbids');
    const ask = async (query: string) =>
      (await get(`${path}/figures?${query}`, secret)).json() as Promise<Record<string, unknown>>;
    const bySection = await ask(`group=${enc('路段')}&measure=count&measure=${enc('avg:车流量')}`);
    expect(bySection).toMatchObject({
      smallest_group: 5,
      hidden_groups: 0,
      columns: [{ name: '路段' }, { name: 'count' }, {}],
    });
    expect(bySection.rows).toHaveLength(6);
    // Every day has two or three records: nothing of it may be seen.
    expect(await ask(`group=${enc('日期')}`)).toMatchObject({ rows: [], hidden_groups: 28 });
    expect(await ask(`filter=${enc('日期:eq:2026-09-01')}&measure=${enc('sum:车流量')}`)).toMatchObject({
      rows: [],
      hidden_groups: 1,
    });
    expect(await ask(`measure=${enc('max:车流量')}`)).toMatchObject({ code: 'usage.figures_only' });
    expect(await ask(`filter=${enc('车流量:lt:1001')}`)).toMatchObject({ code: 'usage.figures_filter' });
    const [logged] = await deliveriesOf(a.id);
    expect(logged).toMatchObject({ format: 'figures', kind: 'rows' });
  });
});

it('a column that the row filter needs is gone from the new version: nothing leaves', async () => {
  const [{ id } = { id: '' }] = await w.t.database.query<{ id: string }>('select id from entry where code = $1', [
    w.codes.road,
  ]);
  const narrower = roadCsv.replaceAll(/,(\d+)$/gm, '').replace(',车流量', '');
  const version = await upload(w.agency, id, Buffer.from(narrower));
  await w.t.drain();
  await publishNext(w.agency, version.id);
  expect((await problem(await get(`${road.path}/rows`, road.secret))).code).toBe('usage.grant_outdated');
});
