/** Computing in the domain and synthetic rows, through services and HTTP on a real database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import { submitEntry } from '#api/catalog/edit.ts';
import { reviewEntry, treatVersion } from '#api/datasets/publish.ts';
import {
  confirmColumnClasses,
  limitRelease,
  saveTreatmentPlan,
  showVersionPrivacy,
} from '#api/deidentification/service.ts';
import { signReleaseReport } from '#api/deidentification/sign.ts';
import * as results from '#api/enclave/results.ts';
import * as review from '#api/enclave/review.ts';
import { runEnclaveJob, sweepEnclave } from '#api/enclave/run.ts';
import * as sandbox from '#api/enclave/sandbox.ts';
import * as enclave from '#api/enclave/service.ts';
import type { JobOut } from '#api/enclave/view.ts';
import { worklist } from '#api/overview/service.ts';
import { createKey } from '#api/usage/keys.ts';
import { deliveriesOf } from '#api/usage/service.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { newEntry, upload } from '#test/support/catalog.ts';
import { deltaClient, type ShareProfile } from '#test/support/delta-client.ts';
import { agreement, codeOf, conditional, type Licensed, licensedWorld } from '#test/support/licensed.ts';

let w: Licensed;
let base: string;
let code: string;
let a: AgreementOut;
let secret: string;

/** Masked before the table is published. */
const treated = ['姓名', '手机号'];

/** Patients with a name each, a ward, an age; one ward has two patients only. */
const patients = Array.from({ length: 240 }, (_, i) => ({
  name: `张${'甲乙丙丁戊己庚辛'[i % 8]}${i}`,
  phone: `139${String(10_000_000 + i * 7919).slice(0, 8)}`,
  ward: i < 2 ? '罕见病区' : ['内科', '外科', '儿科', '妇科'][i % 4]!,
  age: 20 + ((i * 7) % 60),
  cost: 1000 + i * 13,
  day: `2026-0${(i % 9) + 1}-1${i % 9}`,
}));
const csv = `姓名,手机号,病区,年龄,费用,日期\n${patients.map((p) => Object.values(p).join(',')).join('\n')}\n`;

beforeAll(async () => {
  w = await licensedWorld();
  base = `${(await w.t.serve()).url}/api/v1`;
  const made = await newEntry(w.agency, { title: '住院登记', ...conditional });
  const version = await upload(w.agency, made.id, csv);
  await w.t.drain();
  await treatVersion(w.agency, version.id, { treatments: treated.map((column) => ({ column, action: 'mask' })) });
  await w.t.drain();
  const reason = '虚构的测试数据';
  await confirmColumnClasses(w.agency, version.id, { table: 1, persons: false, reason, classes: [] });
  const sent = await submitEntry(w.agency, made.id, { revision: made.revision });
  const publish = { revision: sent.revision, decision: 'publish', opinion: '', field_opinions: [] } as const;
  code = (await reviewEntry(w.reviewer, made.id, { ...publish, field_opinions: [] })).code;
  a = await agreement(
    w,
    'active',
    {
      data: [
        {
          dataset: code,
          tables: [
            {
              name: await tableOf(code),
              columns: ['病区', '年龄', '费用'],
              filter: [{ column: '年龄', op: 'gte', value: '21' }],
            },
          ],
        },
      ],
      degree: { code: 'raw_in_domain', smallest_group: 6 },
      purpose: { codes: ['research', 'industry'] },
    },
    { datasets: [code], degree: 'raw_in_domain' },
  );
  secret = (await createKey(w.developer, a.id, { name: '域内计算' })).secret;
});
afterAll(() => w.t.close());

async function tableOf(dataset: string): Promise<string> {
  const [row] = await w.t.database.query<{ name: string }>(
    'select t.name from version_table t join version v on v.id = t.version_id join entry e on e.id = v.entry_id where e.code = $1',
    [dataset],
  );
  return row!.name;
}
const get = (path: string, key = secret) => fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}` } });
const byWard = 'SELECT 病区, count(*) AS 人数, round(avg(费用), 1) AS 平均费用 FROM t1 GROUP BY 病区 ORDER BY 病区';
const submit = (sql: string, over: object = {}) =>
  enclave.submitEnclaveJob(w.developer, a.id, { title: '病区负担', sql, words: '研究各病区的费用负担', ...over });
const run = async (sql: string): Promise<JobOut> => {
  const { id } = await submit(sql);
  await w.t.drain();
  return enclave.getEnclaveJob(w.developer, id);
};

describe('a job in the domain', () => {
  it('shows the granted columns only, tries on synthetic rows, and refuses by name what is not granted', async () => {
    const room = await enclave.showEnclave(w.developer, a.id);
    expect(room.tables).toMatchObject([
      {
        names: ['t1', expect.any(String)],
        columns: [{ name: '病区' }, { name: '年龄' }, { name: '费用' }],
        filtered: true,
      },
    ]);
    expect(room).toMatchObject({ k: 6, review: 'every', degree: 'raw_in_domain' });
    const tried = await enclave.tryEnclaveSql(w.developer, a.id, { sql: byWard });
    expect(tried).toMatchObject({ synthetic: true });
    expect(tried.rows.flat()).not.toContain('罕见病区');
    const refusedBy = (sql: string) => codeOf(enclave.tryEnclaveSql(w.developer, a.id, { sql }));
    // Adversarial table, row 38: alias, subquery, COUNT, ORDER BY, error text, a file.
    for (const sql of [
      'SELECT count(姓名) FROM t1',
      'SELECT count(*) AS n FROM t1 AS x WHERE x.手机号 IS NOT NULL',
      'SELECT 病区, count(*) FROM t1 GROUP BY 病区 ORDER BY max(姓名)',
      'SELECT count(*) FROM t1 WHERE CAST(姓名 AS INTEGER) = 1',
      'SELECT 姓名, count(*) FROM t1 GROUP BY 姓名',
    ])
      expect(await refusedBy(sql)).toMatch(/^tables\.inside_(column|function)$/);
    expect(await refusedBy('SELECT 病区, 费用 FROM t1')).toBe('tables.inside_rows');
    expect(await refusedBy('SELECT count(*) FROM t2')).toBe('tables.sql_table');
    expect(await refusedBy("SELECT count(*) FROM read_parquet('/x')")).toBe('tables.sql_function');
    expect(await codeOf(submit(byWard, { purpose: 'public_welfare' }))).toBe('usage.purpose_not_agreed');
    expect(await codeOf(submit(byWard, { words: '?' }))).toBe('enclave.no_purpose');
    expect(await codeOf(submit('SELECT max(费用) FROM t1'))).toBe('tables.inside_function');
    expect(await codeOf(enclave.showEnclave(w.other, a.id))).toBe('usage.not_found');
    expect(await codeOf(enclave.showEnclave(w.agency, a.id))).toBe('auth.forbidden');
  });

  it('hides small groups, stays inside until the agency lets it out, and is delivered on record', async () => {
    let job = await run(byWard);
    expect(job).toMatchObject({ state: 'reviewing', groups: 5, hidden_groups: 2, rows: 3, review_for: ['region'] });
    expect(job.due_on).toBe('2026-11-09');
    expect(await codeOf(results.prepareEnclaveResult(w.developer, job.id, 'csv'))).toBe('enclave.no_result');
    expect((await get(`/licensed/jobs/${job.id}/result`)).status).toBe(409);
    // The desk of the agency; the developer sees nothing of the answer, and strangers nothing at all.
    const desk = await worklist(w.agency);
    expect(desk.items).toContainEqual(
      expect.objectContaining({ kind: 'enclave_review', id: job.id, due_on: '2026-11-09' }),
    );
    expect(await codeOf(review.lookEnclaveResult(w.developer, job.id))).toBe('enclave.not_found');
    expect(await codeOf(enclave.getEnclaveJob(w.other, job.id))).toBe('enclave.not_found');
    const seen = await review.lookEnclaveResult(w.agency, job.id);
    expect(seen.rows.map(([ward]) => ward)).not.toContain('罕见病区');
    expect(seen.rows).toHaveLength(3);
    const looks = await w.t.database.query(
      "select 1 from audit_event where action = 'enclave.look' and subject_id = $1",
      [job.id],
    );
    expect(looks).toHaveLength(1);
    const decide = { revision: job.revision, words: '' };
    expect(await codeOf(review.refuseEnclaveJob(w.agency, job.id, decide))).toBe('enclave.no_reason');
    expect(await codeOf(review.releaseEnclaveJob(w.agency, job.id, { ...decide, revision: 1 }))).toBe(
      'enclave.changed_meanwhile',
    );
    const own = { ...w.agency, viewer: { ...w.agency.viewer!, personId: w.developer.viewer!.personId } };
    expect(await codeOf(review.releaseEnclaveJob(own, job.id, decide))).toBe('enclave.own_job');
    job = await review.releaseEnclaveJob(w.agency, job.id, decide);
    expect(job.state).toBe('released');
    const answer = await get(`/licensed/jobs/${job.id}/result?format=json`);
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as { 病区: string; 人数: number; 平均费用: number }[];
    const real = (ward: string) => patients.filter((p) => p.ward === ward && p.age >= 21);
    for (const row of body) expect(Number(row.人数)).toBe(real(row.病区).length);
    const [delivery] = await deliveriesOf(w.developer, { agreementId: a.id });
    expect(delivery).toMatchObject({
      id: answer.headers.get('jinshu-delivery'),
      kind: 'result',
      rows: '3',
      limited: true,
    });
    const file = await results.prepareEnclaveResult(w.developer, job.id, 'parquet');
    expect(file.fileName).toBe(`${job.no}.parquet`);
    await file.release();
    expect(await codeOf(results.prepareEnclaveResult(w.other, job.id, 'csv'))).toBe('enclave.not_found');
    w.t.clock.advance({ days: 31 });
    await sweepEnclave(w.t.app);
    expect(await codeOf(results.prepareEnclaveResult(w.developer, job.id, 'csv'))).toBe('enclave.result_gone');
    w.t.clock.advance({ days: -31 });
  });

  it('goes out by itself where the agency says so, but never when it is a few rows from an earlier one', async () => {
    expect(await codeOf(review.setEnclaveSetting(w.developer, { review: 'flagged' }))).toBe('auth.forbidden');
    await review.setEnclaveSetting(w.agency, { review: 'flagged' });
    const total = await run('SELECT count(*) AS n, sum(费用) AS s FROM t1 WHERE 年龄 >= 30');
    expect(total).toMatchObject({ state: 'released', review_for: [], close_to: [] });
    const less = await run('SELECT count(*) AS n, sum(费用) AS s FROM t1 WHERE 年龄 >= 30 AND 费用 <> 1169');
    expect(less).toMatchObject({ state: 'reviewing', review_for: ['similar'] });
    const forAgency = await enclave.getEnclaveJob(w.agency, less.id);
    expect(forAgency.close_to).toEqual([total.no]);
    const refused = await review.refuseEnclaveJob(w.agency, less.id, {
      revision: less.revision,
      words: '与前一任务之差为一人',
    });
    expect(refused.state).toBe('refused');
    expect(await codeOf(results.prepareEnclaveResult(w.developer, less.id, 'csv'))).toBe('enclave.no_result');
    expect(await codeOf(enclave.cancelEnclaveJob(w.developer, less.id))).toBe('enclave.wrong_state');
  });

  it('can be cancelled while it waits, has a budget, and does not outlive the agreement', async () => {
    const jobs = [];
    for (let i = 0; i < 5; i++) jobs.push(await submit(byWard));
    expect(await codeOf(submit(byWard))).toBe('enclave.too_many_jobs');
    for (const one of jobs.slice(1))
      expect((await enclave.cancelEnclaveJob(w.developer, one.id)).state).toBe('cancelled');
    // A process that was killed in the middle leaves it running; whoever comes next begins it anew.
    await w.t.database.query("update enclave_job set state = 'running' where id = $1", [jobs[0]!.id]);
    await runEnclaveJob(w.t.app, jobs[0]!.id);
    expect((await enclave.getEnclaveJob(w.developer, jobs[0]!.id)).state).toBe('released');
    await w.t.drain();
    expect((await enclave.getEnclaveJob(w.developer, jobs[1]!.id)).state).toBe('cancelled');
    await w.t.database.query(
      "insert into parameter (id, key, region_code, value, set_at) values ('par_b2', 'enclave.jobs_a_month', '140000', '3', now())",
    );
    expect(await codeOf(submit(byWard))).toBe('enclave.budget_spent');
    await w.t.database.query(
      "insert into parameter (id, key, region_code, value, set_at) values ('par_b3', 'enclave.jobs_a_month', '140000', '500', now() + interval '1 second')",
    );
    const late = await submit(byWard);
    await w.t.database.query("update agreement set state = 'suspended' where id = $1", [a.id]);
    await w.t.drain();
    expect(await enclave.getEnclaveJob(w.developer, late.id)).toMatchObject({
      state: 'failed',
      fault: { code: expect.stringMatching(/^usage\./) },
    });
    expect(await codeOf(results.prepareEnclaveResult(w.developer, jobs[0]!.id, 'csv'))).toBe('usage.suspended');
    await w.t.database.query("update agreement set state = 'active' where id = $1", [a.id]);
  });
});

describe('synthetic rows', () => {
  it('have the schema and the shape of the data and nothing of its rows', async () => {
    const [group, seq] = code.split('/') as [string, string];
    const at = { class: group, seq };
    const shown = await sandbox.showSandbox(w.other, at, { table: 1, limit: 1000, offset: 0 });
    expect(shown.columns.map(({ name, how }) => [name, how])).toEqual([
      ['姓名', expect.stringMatching(/series|text/)],
      ['手机号', expect.stringMatching(/series|text/)],
      ['病区', 'codes'],
      ['年龄', 'numbers'],
      ['费用', expect.stringMatching(/numbers|series/)],
      ['日期', 'times'],
    ]);
    const column = (name: string) => shown.rows.map((row) => row[shown.columns.findIndex((one) => one.name === name)]);
    const real = (pick: (p: (typeof patients)[number]) => unknown) => new Set(patients.map((p) => String(pick(p))));
    // Names and numbers of persons are made up; a value that fewer than five rows have never appears.
    expect(column('姓名').filter((one) => real((p) => p.name).has(String(one)))).toEqual([]);
    expect(column('手机号').filter((one) => real((p) => p.phone).has(String(one)))).toEqual([]);
    expect(new Set(column('病区'))).toEqual(new Set(['内科', '外科', '儿科', '妇科']));
    expect(Math.min(...column('年龄').map(Number))).toBeGreaterThanOrEqual(20);
    expect(Math.max(...column('年龄').map(Number))).toBeLessThan(80);
    const whole = new Set(patients.map((p) => JSON.stringify([p.ward, p.age, p.cost, p.day])));
    const same = shown.rows.filter((row) => whole.has(JSON.stringify(row.slice(2))));
    expect(same.length).toBeLessThanOrEqual(2);
    // Of one version the same rows for everybody, kept once.
    const again = await sandbox.showSandbox(w.developer, at, { table: 1, limit: 1000, offset: 0 });
    expect(again.rows).toEqual(shown.rows);
    expect(await w.t.database.query('select 1 from sandbox_table')).toHaveLength(1);
  });

  it('are handed out by key and to signed-in people, marked in header and file name; open data has none', async () => {
    const answer = await get(`/licensed/${code}/sandbox?limit=3`);
    expect([answer.status, answer.headers.get('jinshu-synthetic')]).toEqual([200, 'true']);
    expect(((await answer.json()) as { synthetic: boolean }).synthetic).toBe(true);
    // Also of a dataset the agreement does not cover.
    expect((await get(`/licensed/${w.codes.road}/sandbox`)).status).toBe(200);
    const file = await get(`/licensed/${code}/sandbox/file?format=parquet`);
    expect(file.headers.get('content-disposition')).toMatch(/SYNTHETIC-.*\.parquet/);
    const parquet = Buffer.from(await file.arrayBuffer());
    expect(parquet.subarray(0, 4).toString()).toBe('PAR1');
    const rowsOnly = (await createKey(w.developer, a.id, { name: '只读行', scopes: ['rows'] })).secret;
    expect((await get(`/licensed/${code}/sandbox`, rowsOnly)).status).toBe(403);
    expect((await fetch(`${base}/datasets/${code}/sandbox`)).status).toBe(401);
    const [group = '', seq = ''] = w.codes.open.split('/');
    expect(await codeOf(sandbox.showSandbox(w.other, { class: group, seq }, { table: 1, limit: 5, offset: 0 }))).toBe(
      'enclave.sandbox_open_data',
    );
  });
});

describe('data about people that go no further than the room', () => {
  it('are computed on under a signed report of k of 3, in groups never smaller, and delivered at no door', async () => {
    const riders = Array.from({ length: 24 }, (_, i) => ({
      name: `王小${'明芳强丽'[i % 4]}`,
      phone: `1391234${1000 + i}`,
      sex: i % 2 === 0 ? '男' : '女',
      born: `${1980 + 10 * (i % 3)}-0${1 + (i % 9)}-11`,
      cost: 1000 + i * 13,
    }));
    const table = (list: typeof riders) =>
      `姓名,手机号,性别,出生日期,费用\n${list.map((one) => Object.values(one).join(',')).join('\n')}\n`;
    const made = await newEntry(w.agency, { title: '网约车司机登记', ...conditional });
    const first = await upload(w.agency, made.id, table(riders));
    await w.t.drain();
    const classes = { 姓名: 'direct', 手机号: 'direct', 性别: 'quasi', 出生日期: 'quasi', 费用: 'sensitive' } as const;
    await confirmColumnClasses(w.agency, first.id, {
      table: 1,
      persons: true,
      reason: '',
      classes: Object.entries(classes).map(([column, one]) => ({ column, class: one })),
    });
    await limitRelease(w.agency, first.id, { reach: 'secure' });
    const rules = [
      { column: '姓名', rule: { do: 'drop' as const } },
      { column: '手机号', rule: { do: 'drop' as const } },
      { column: '出生日期', rule: { do: 'date' as const, to: 'years10' as const } },
    ];
    await saveTreatmentPlan(w.agency, first.id, { table: 1, rules, suppression: null });
    await w.t.drain();
    const [judged] = (await showVersionPrivacy(w.agency, first.id)).tables;
    expect(judged?.report).toMatchObject({ demand: { release: 'secure', k: 3 }, after: { smallest: 4 }, passed: true });
    await signReleaseReport(w.head, judged?.report?.id ?? '', { password: demoPassword, opinion: '' });
    const sent = await submitEntry(w.agency, made.id, { revision: made.revision });
    const publish = { revision: sent.revision, decision: 'publish', opinion: '', field_opinions: [] } as const;
    const inside = (await reviewEntry(w.reviewer, made.id, { ...publish, field_opinions: [] })).code;
    const b = await agreement(w, 'active', {}, { datasets: [inside] });
    const key = (await createKey(w.developer, b.id, { name: '司机' })).secret;
    const doors = [
      `/licensed/${inside}/rows`,
      `/licensed/${inside}/file?format=csv`,
      `/licensed/${inside}/figures?group=${encodeURIComponent('性别')}`,
    ];
    for (const door of doors) {
      const answer = await get(door, key);
      expect([door, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        door,
        403,
        'usage.inside_only',
      ]);
    }
    const profile = (await (await get('/licensed/profile', key)).json()) as ShareProfile;
    const client = deltaClient(profile, new URL(base).origin);
    const [shared] = await client.list(`/shares/${b.no}/all-tables`);
    expect((await client.query(shared!)).error?.errorCode).toBe('usage.inside_only');
    const synthetic = await get(`/licensed/${inside}/sandbox?limit=100`, key);
    const text = await synthetic.text();
    expect(synthetic.status).toBe(200);
    for (const raw of ['1391234', '王小', ...riders.map((one) => one.born)])
      expect(text.includes(raw), raw).toBe(false);
    expect((await enclave.showEnclave(w.developer, b.id)).k).toBe(5);
    const bySex = 'SELECT 性别, count(*) AS 人数 FROM t1 GROUP BY 性别';
    const job = { title: '性别构成', sql: bySex, words: '研究从业人员的构成' };
    const { id } = await enclave.submitEnclaveJob(w.developer, b.id, job);
    await w.t.drain();
    expect(await enclave.getEnclaveJob(w.developer, id)).toMatchObject({ k: 5, rows: 2, hidden_groups: 0 });
    // A region that asks more of tables in the room asks as much of what comes out of it, and shuts out what falls short.
    await w.t.app.db.parameter.create({
      data: { id: 'prm_secure', key: 'deidentification.k.secure', value: 9, setAt: w.t.clock.now() },
    });
    expect((await enclave.showEnclave(w.developer, b.id)).k).toBe(9);
    expect(await codeOf(enclave.submitEnclaveJob(w.developer, b.id, job))).toBe('enclave.not_hidden');
  });
});
