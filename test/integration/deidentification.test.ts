/** De-identification over the services: classes, plans, trials, figures, the second person's signature, every door. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { publishVersion, reviewEntry, treatVersion } from '#api/datasets/publish.ts';
import { showVersion } from '#api/datasets/read.ts';
import { proposeHierarchy } from '#api/deidentification/hierarchy.ts';
import { judgePublished } from '#api/deidentification/judge.ts';
import type { PlanInput } from '#api/deidentification/rules/plan.ts';
import {
  assessRelease,
  confirmColumnClasses,
  limitRelease,
  listTreatmentPlans,
  saveTreatmentPlan,
  showVersionPrivacy,
} from '#api/deidentification/service.ts';
import { returnReleaseReport, signReleaseReport } from '#api/deidentification/sign.ts';
import { tryTreatment } from '#api/deidentification/trial.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { worklist } from '#api/overview/service.ts';
import type { Listening } from '#api/server.ts';
import * as sharedData from '#api/sharing/contract.ts';
import { downloadShared } from '#api/sharing/deliver.ts';
import { provideShared } from '#api/sharing/provide.ts';
import * as sharing from '#api/sharing/requests.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishNext, tollCsv, upload } from '#test/support/catalog.ts';
import * as targeted from '#test/support/targeted.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let steward: Ctx;
let head: Ctx;
let reviewer: Ctx;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  steward = world.ctx('province.transport');
  head = world.ctx('province.transport.head');
  reviewer = world.ctx('province.information');
  server = await t.serve();
});
afterAll(() => t.close());

const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Reports of one instant would have no order. */
const settle = async () => {
  t.clock.advance({ minutes: 1 });
  await t.drain();
};

const mobile = (i: number) => `1391234${String(1000 + i).slice(-4)}`;
/** Eighty drivers, two districts, four years of birth; `odd` adds one who stands out. */
function drivers(n: number, odd = false): string {
  const rows = Array.from({ length: n }, (_, i) => {
    const remark = i === 3 ? `联系${mobile(i)}取件` : `第${i}批`;
    return `王小${'明芳强丽'[i % 4]},${mobile(i)},${i % 2 === 0 ? '男' : '女'},${1980 + (i % 4)}-0${1 + (i % 9)}-11,${i % 2 === 0 ? '140105' : '140106'},${'甲乙丙'[i % 3]}类,${remark}`;
  });
  if (odd) rows.push('赵大,13912349999,女,1931-01-01,140581,丁类,无');
  return `姓名,手机号,性别,出生日期,区划,违法类别,备注\n${rows.join('\n')}\n`;
}
const plan: PlanInput = {
  table: 1,
  rules: [
    { column: '姓名', rule: { do: 'drop' } },
    { column: '手机号', rule: { do: 'drop' } },
    { column: '出生日期', rule: { do: 'date', to: 'years10' } },
    { column: '区划', rule: { do: 'region', to: 'city' } },
    { column: '备注', rule: { do: 'replace' } },
  ],
  suppression: { blank: [], max_share: 0.05 },
};
const classes = [
  { column: '姓名', class: 'direct' },
  { column: '手机号', class: 'direct' },
  { column: '性别', class: 'quasi' },
  { column: '出生日期', class: 'quasi' },
  { column: '区划', class: 'quasi' },
  { column: '违法类别', class: 'sensitive' },
  { column: '备注', class: 'other' },
] as const;

async function review(entryId: string) {
  const { revision } = await showEntry(reviewer, entryId);
  return reviewEntry(reviewer, entryId, { revision, decision: 'publish', opinion: '', field_opinions: [] });
}
const table = async (id: string) => {
  const [first] = (await showVersionPrivacy(steward, id)).tables;
  if (first === undefined) throw new Error('the version has no table');
  return first;
};
const sign = (ctx: Ctx, id: string) => signReleaseReport(ctx, id, { password: demoPassword, opinion: '已核对' });

/** What a person can read in an answer: files that are packed are opened. */
async function textOf(door: string, status: number, bytes: Buffer): Promise<string> {
  if (status !== 200) return bytes.toString('utf8');
  if (door.includes('format=xlsx')) {
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
  }
  if (!door.includes('format=parquet')) return bytes.toString('utf8');
  const scratch = await t.app.ports.files.scratch();
  try {
    const file = path.join(scratch.path, 'taken.parquet');
    await writeFile(file, bytes);
    return JSON.stringify((await t.app.ports.tables.page(file, { limit: 1000 })).rows);
  } finally {
    await scratch.release();
  }
}

describe('a table about people', () => {
  let entryId: string;
  let first: string;

  it('is proposed column by column, and waits for its steward', async () => {
    const entry = await newEntry(steward, { title: '驾驶人违法记录' });
    entryId = entry.id;
    first = (await upload(steward, entry.id, drivers(80), 'drivers.csv')).id;
    await settle();
    const found = await table(first);
    expect(found).toMatchObject({ need: 'subject', persons: null, persons_proposed: true });
    expect(Object.fromEntries(found.columns.map((one) => [one.name, [one.proposed, one.why]]))).toEqual({
      姓名: ['direct', 'found'],
      手机号: ['direct', 'found'],
      性别: ['quasi', 'name'],
      出生日期: ['quasi', 'found'],
      区划: ['quasi', 'name'],
      违法类别: ['sensitive', 'name'],
      备注: ['direct', 'found'],
    });
    const drop = ['姓名', '手机号', '备注'].map((column) => ({ column, action: 'drop' as const }));
    await treatVersion(steward, first, { treatments: drop });
    await settle();
    expect((await showVersion(steward, first)).state).toBe('ready');
    await submitEntry(steward, entry.id, { revision: 1 });
    expect(await code(review(entry.id))).toBe('datasets.subject_open');
  });

  it('asks for a reason to be called one of things, and for a class of every column', async () => {
    const none = { table: 1, persons: false, reason: '', classes: [] };
    expect(await code(confirmColumnClasses(steward, first, none))).toBe('deidentification.reason_needed');
    const wrong = { table: 1, persons: true, reason: '', classes: [{ column: '没有', class: 'quasi' as const }] };
    expect(await code(confirmColumnClasses(steward, first, wrong))).toBe('deidentification.unknown_column');
    expect(await code(confirmColumnClasses(steward, first, { ...none, table: 2 }))).toBe(
      'deidentification.table_not_found',
    );
    expect(await code(confirmColumnClasses(head, first, none))).toBe('auth.forbidden');
    const half = { table: 1, persons: true, reason: '', classes: classes.slice(0, 3).map((one) => ({ ...one })) };
    expect((await confirmColumnClasses(steward, first, half)).tables[0]).toMatchObject({
      need: 'classes',
      need_columns: ['出生日期', '区划', '违法类别'],
    });
    expect(await code(review(entryId))).toBe('datasets.classes_open');
    expect(await code(tryTreatment(steward, first, plan))).toBe('deidentification.classes_first');
    await confirmColumnClasses(steward, first, { ...half, classes: classes.map((one) => ({ ...one })) });
    await settle();
    expect(await table(first)).toMatchObject({
      need: 'failed',
      report: { passed: false, after: { smallest: expect.any(Number) } },
    });
    expect(await code(review(entryId))).toBe('datasets.release_failed');
  });

  it('tries a plan on the whole table, shows no identifier, and keeps nothing', async () => {
    const trial = await tryTreatment(steward, first, plan);
    expect(trial.before.smallest).toBeLessThan(3);
    expect(trial).toMatchObject({
      demand: { release: 'open', k: 20 },
      after: { rows: 80, smallest: 40, sensitive: [{ column: '违法类别', distinct: 3 }] },
      verdict: { passed: true, risk: 1 / 40 },
      loss: { rows_before: 80, rows_after: 80, rows_suppressed: 0 },
    });
    expect(trial.head.after.columns).toEqual(['性别', '出生日期', '区划', '违法类别', '备注']);
    expect(trial.head.after.rows[3]).toEqual(['女', '1980-1989', '140100', '甲类', '联系139****1003取件']);
    const shown = JSON.stringify(trial);
    expect(shown).not.toMatch(/1391234/);
    expect(shown).not.toContain('王小');
    expect(await listTreatmentPlans(steward, entryId)).toEqual({ items: [] });
    const clip = { column: '性别', rule: { do: 'clip' as const } };
    expect(await code(tryTreatment(steward, first, { ...plan, rules: [clip] }))).toBe(
      'deidentification.rule_does_not_fit',
    );
    const lost = { column: '没有', rule: { do: 'drop' as const } };
    expect(await code(tryTreatment(steward, first, { ...plan, rules: [lost] }))).toBe(
      'deidentification.unknown_column',
    );
    const all = classes.map(({ column }) => ({ column, rule: { do: 'drop' as const } }));
    expect(await code(tryTreatment(steward, first, { ...plan, rules: all }))).toBe('datasets.nothing_left');
  });

  it('leaves once a second person has signed the report of the plan, and not before', async () => {
    await saveTreatmentPlan(steward, first, { ...plan, rules: plan.rules.filter((one) => one.column !== '手机号') });
    expect(await code(tryTreatment(steward, first, plan))).toBe('deidentification.not_ready');
    await settle();
    expect(await table(first)).toMatchObject({ plan: { number: 1 } });
    expect((await showVersion(steward, first)).state).toBe('held');
    const kept = { column: '手机号', rule: { do: 'hash' as const } };
    await saveTreatmentPlan(steward, first, {
      ...plan,
      rules: [...plan.rules.filter((one) => one.column !== '手机号'), kept],
    });
    await settle();
    expect(await table(first)).toMatchObject({ need: 'direct', need_columns: ['手机号'] });
    expect(await code(review(entryId))).toBe('datasets.direct_left');
    await saveTreatmentPlan(steward, first, plan);
    await settle();
    const signing = await table(first);
    expect(signing).toMatchObject({
      need: 'signature',
      plan: { number: 3 },
      report: { passed: true, may_sign: false, plan: 3 },
    });
    expect(await code(review(entryId))).toBe('datasets.release_unsigned');
    const id = signing.report?.id ?? '';
    const onDesk = async (ctx: Ctx) =>
      (await worklist(ctx)).items.filter((one) => one.kind.startsWith('release_')).map((one) => one.kind);
    expect([await onDesk(head), await onDesk(steward)]).toEqual([['release_sign'], []]);
    expect(await code(sign(steward, id))).toBe('deidentification.own_plan');
    expect(await code(sign(reviewer, id))).toBe('deidentification.report_not_found');
    expect(await code(signReleaseReport(head, id, { password: 'wrong', opinion: '' }))).toBe('people.password_again');
    expect(await code(returnReleaseReport(world.ctx('province.ecology.head'), id, { opinion: 'x' }))).toBe(
      'deidentification.report_not_found',
    );
    await returnReleaseReport(head, id, { opinion: '备注列没有必要开放' });
    expect(await table(first)).toMatchObject({ need: 'returned', report: { opinion: '备注列没有必要开放' } });
    expect(await code(review(entryId))).toBe('datasets.release_returned');
    expect(await code(sign(head, id))).toBe('deidentification.report_superseded');
    const less = { ...plan, rules: [...plan.rules.slice(0, 4), { column: '备注', rule: { do: 'drop' as const } }] };
    await saveTreatmentPlan(steward, first, less);
    await settle();
    const signed = await sign(head, (await table(first)).report?.id ?? '');
    expect(signed).toMatchObject({
      outcome: 'signed',
      checked_by: '梁处长',
      no: expect.stringMatching(/^QBS-2\d{3}-\d{6}$/),
    });
    const verified = await verifyDocument(world.ctx(null), signed.no ?? '');
    expect(verified).toMatchObject({ intact: true, kind: 'release_report', faults: [] });
    expect(JSON.stringify(verified.facts)).toContain(signed.table_sha256);
    expect(await table(first)).toMatchObject({ need: 'done' });
    await expect(
      t.database.query('UPDATE release_report SET passed = true WHERE id = $1', [signed.id]),
    ).rejects.toThrow(/append_only/);
    const { code: resource } = await review(entryId);
    const page = await (await fetch(`${server.url}/api/v1/datasets/${resource}`)).json();
    expect(page).toMatchObject({ latest: { privacy: [{ k: 40, release: 'open', report_no: signed.no }] } });
  });

  it('serves the treated copy at every door, and the file as it came at none', async () => {
    const { code: resource, id } = await showEntry(steward, entryId);
    const base = `${server.url}/api/v1/datasets/${resource}`;
    const doors = [
      ...['csv', 'json', 'jsonl', 'parquet', 'xlsx', 'tsv', 'xml'].map(
        (one) => `${base}/versions/latest/download?format=${one}`,
      ),
      `${base}/versions/1/rows`,
      `${base}/versions/latest/aggregate?group=${encodeURIComponent('出生日期')}`,
      `${base}/sql?sql=${encodeURIComponent('SELECT * FROM t1')}`,
      `${base}/dictionary`,
      `${base}/versions/1/quality`,
      `${server.url}/api/3/action/package_show?id=${id}`,
      `${server.url}/odata/${resource}`,
      `${server.url}/ogc/collections`,
      `${server.url}/datasets/${resource}`,
    ];
    const found: Record<string, number> = {};
    for (const door of doors) {
      const answer = await fetch(door);
      found[door] = answer.status;
      const bytes = Buffer.from(await answer.arrayBuffer());
      const text = await textOf(door, answer.status, bytes);
      if (/format=(csv|xlsx|parquet)/.test(door)) expect(text, door).toContain('1980-1989');
      for (const raw of ['1391234', '王小', '1980-01-11', '140105', '140106'])
        expect(text.includes(raw), `${door} ${raw}`).toBe(false);
    }
    expect(Object.values(found).filter((status) => status === 200).length).toBeGreaterThanOrEqual(9);
    const source = await fetch(`${base}/versions/1/source`);
    expect(source.status).not.toBe(200);
    const keys = await t.database.query<{ raw_key: string; table_key: string }>(
      'SELECT raw_key, table_key FROM version_table WHERE version_id = $1',
      [first],
    );
    expect(keys[0]?.raw_key).not.toBe(keys[0]?.table_key);
    expect(
      await t.database.query(`SELECT 1 FROM audit_event WHERE canon LIKE '%1391234%' OR canon LIKE '%王小%'`),
    ).toEqual([]);
  });

  it('treats a further version by the plan, and sends back one that falls short: the old one stays', async () => {
    const odd = (await upload(steward, entryId, drivers(60, true), 'odd.csv')).id;
    await settle();
    expect(await table(odd)).toMatchObject({
      need: 'signature',
      report: { after: { smallest: 30 }, loss: { rows_suppressed: 1 } },
    });
    const few = (await upload(steward, entryId, drivers(30), 'few.csv')).id;
    await settle();
    const failed = await table(few);
    expect(failed).toMatchObject({
      need: 'failed',
      report: { passed: false, after: { smallest: 15 }, demand: { k: 20 } },
    });
    expect(await code(publishVersion(steward, few))).toBe('datasets.release_failed');
    expect(await code(sign(head, failed.report?.id ?? ''))).toBe('deidentification.not_passed');
    const { code: resource } = await showEntry(steward, entryId);
    const shown = (await (await fetch(`${server.url}/api/v1/datasets/${resource}`)).json()) as {
      latest: { number: number };
    };
    expect(shown.latest.number).toBe(1);
    const letters = await t.database.query<{ text_zh: string }>(
      'SELECT text_zh FROM participant_letter WHERE about = $1',
      [failed.report?.id],
    );
    expect(letters[0]?.text_zh).toMatch(/最小等价类为 15，要求 20/);
    await sign(head, (await table(odd)).report?.id ?? '');
    expect((await publishNext(steward, odd)).state).toBe('published');
    const more = drivers(80).replaceAll('\n', ',A型\n').replace('备注,A型', '备注,血型');
    const wider = (await upload(steward, entryId, more, 'wider.csv')).id;
    await settle();
    expect(await table(wider)).toMatchObject({ need: 'classes', need_columns: ['血型'] });
  });
});

describe('how far it goes', () => {
  it('asks k of 5 where the data are opened on conditions, and of 20 again when they are opened to all', async () => {
    const entry = await newEntry(steward, {
      title: '驾驶人培训记录',
      open_type: 'conditional',
      open_reason: '涉及个人',
    } as never);
    const id = (await upload(steward, entry.id, drivers(24), 'few.csv')).id;
    await settle();
    await confirmColumnClasses(steward, id, {
      table: 1,
      persons: true,
      reason: '',
      classes: classes.map((one) => ({ ...one })),
    });
    await saveTreatmentPlan(steward, id, plan);
    await settle();
    const { demand, tables } = await showVersionPrivacy(steward, id);
    expect(demand).toMatchObject({ release: 'conditional', k: 5 });
    expect(tables[0]).toMatchObject({
      need: 'signature',
      report: { passed: true, verdict: { environment: 0.3, threshold: 0.2 } },
    });
    await t.database.query("UPDATE entry SET open_type = 'unconditional' WHERE id = $1", [entry.id]);
    expect((await table(id)).need).toBe('report');
    await assessRelease(steward, id);
    await settle();
    expect(await table(id)).toMatchObject({
      need: 'failed',
      report: { demand: { release: 'open', k: 20 }, after: { smallest: 12 } },
    });
  });

  it('lets a table about things through without a question, and one that is called so after one answer for good', async () => {
    const things = await newEntry(steward, { title: '收费站' });
    const stations = (await upload(steward, things.id, tollCsv)).id;
    await settle();
    expect(await table(stations)).toMatchObject({ need: 'nothing', persons: null });
    const counts = await newEntry(steward, { title: '人口统计' });
    const csv = (n: number) =>
      `县,性别,人数\n${Array.from({ length: n }, (_, i) => `县${i},${i % 2 ? '男' : '女'},${1000 + i}`).join('\n')}\n`;
    const one = (await upload(steward, counts.id, csv(10))).id;
    await settle();
    expect(await table(one)).toMatchObject({ need: 'subject', need_columns: ['县', '性别'] });
    await confirmColumnClasses(steward, one, { table: 1, persons: false, reason: '分县汇总数', classes: [] });
    expect((await table(one)).need).toBe('nothing');
    const two = (await upload(steward, counts.id, csv(12))).id;
    await settle();
    expect(await table(two)).toMatchObject({ need: 'nothing', persons: false, reason: '分县汇总数' });
    const three = (
      await upload(
        steward,
        counts.id,
        csv(12)
          .replace('人数\n', '人数,民族\n')
          .replaceAll(/(\d{4})\n/g, '$1,汉族\n'),
      )
    ).id;
    await settle();
    expect(await table(three)).toMatchObject({ need: 'subject', need_columns: ['民族'] });
  });
});

describe('a table about people that is handed over by name', () => {
  const asks = () => world.ctx('province.ecology');
  const people = { table: 1, persons: true, reason: '', classes: classes.map((one) => ({ ...one })) };
  let id: string;
  let version: string;
  let request: string;

  it('is neither shared nor opened to one applicant before its report is signed', async () => {
    const entry = await newEntry(steward, { title: '驾驶人安全教育记录', open_type: 'none' });
    id = entry.id;
    version = (await upload(steward, id, drivers(24), 'education.csv')).id;
    await settle();
    // No name and no number is left, so nothing holds the version; it is about people all the same.
    const drop = ['姓名', '手机号', '备注'].map((column) => ({ column, action: 'drop' as const }));
    await treatVersion(steward, version, { treatments: drop });
    await settle();
    await submitEntry(steward, id, { revision: 1 });
    const { code: resource } = await review(id);
    expect(await showVersionPrivacy(steward, version)).toMatchObject({
      opened: null,
      demand: { release: 'conditional', k: 5 },
      reaches: [],
      tables: [{ need: 'subject' }],
    });
    const wanted = sharedData.startBody.parse({
      entry: resource,
      need: '核对移动源监管对象',
      use_basis: '《大气污染防治法》第五条',
      scenario: '移动源监管',
      use_scope: '两名工作人员',
      method: 'file',
      term_until: '2027-06-30',
    });
    const made = await sharing.startSharing(asks(), wanted);
    await sharing.submitSharing(asks(), made.id, { revision: made.revision });
    const granted = await sharing.consentSharing(world.ctx('province.ecology.head'), made.id, { words: '' });
    request = granted.id;
    expect(granted.state).not.toBe('in_use');
    expect(await code(provideShared(steward, request, { words: '' }))).toBe('datasets.subject_open');
    await confirmColumnClasses(steward, version, people);
    await settle();
    expect((await table(version)).need).toBe('failed');
    expect(await code(provideShared(steward, request, { words: '' }))).toBe('datasets.release_failed');
    await saveTreatmentPlan(steward, version, plan);
    await settle();
    expect(await code(provideShared(steward, request, { words: '' }))).toBe('datasets.release_unsigned');
  });

  it('leaves with the number of the report in the record of each delivery, and stops when it is treated anew', async () => {
    const email = 'li@example.cn';
    const means = {
      t,
      ctx: (await targeted.applicant(t, email)).ctx,
      steward,
      agency: world.organization('province.transport').uscc,
    };
    const over = {
      columns: ['性别', '出生日期', '违法类别'],
      filters: [{ column: '性别', op: 'eq' as const, value: '女' }],
      term_until: '2027-06-30',
    };
    expect(await code(targeted.granted(means, version, over))).toBe('datasets.release_unsigned');
    const signed = await sign(head, (await table(version)).report?.id ?? '');
    expect(signed).toMatchObject({ demand: { k: 5 }, after: { smallest: 12 } });
    expect((await provideShared(steward, request, { words: '' })).state).toBe('in_use');
    const file = await downloadShared(asks(), request, { format: 'csv' });
    const text = Buffer.concat(await file.open().toArray()).toString();
    await file.release();
    expect(text).toContain('1980-1989');
    expect(text).not.toMatch(/1391234|王小|140105/);
    const opened = await targeted.granted(means, version, over);
    const taken = await targeted.delivered(means, opened, email);
    expect(taken.bytes.toString()).not.toMatch(/1391234|王小|140105/);
    const kept = await t.database.query<{ report_id: string }>(
      'SELECT report_id FROM sharing_delivery UNION ALL SELECT report_id FROM targeted_delivery',
    );
    expect(kept.map((one) => one.report_id)).toEqual([signed.id, signed.id]);
    const finer = { column: '出生日期', rule: { do: 'date' as const, to: 'years5' as const } };
    const rules = [...plan.rules.filter((one) => one.column !== finer.column), finer];
    await saveTreatmentPlan(steward, version, { ...plan, rules });
    await settle();
    expect(await code(targeted.delivered(means, opened, email))).toBe('targeted.not_cleared');
    expect(await code(downloadShared(asks(), request, { format: 'csv' }))).toBe('datasets.release_unsigned');
  });

  it('lets a version of open data go by name only, by the smaller demand; such a one is not opened', async () => {
    const entry = await newEntry(steward, { title: '驾驶人体检记录' });
    const few = (await upload(steward, entry.id, drivers(24), 'health.csv')).id;
    await settle();
    await confirmColumnClasses(steward, few, people);
    expect(await code(limitRelease(steward, few, { reach: 'secure' }))).toBe('deidentification.reach_unfit');
    expect(await code(limitRelease(head, few, { reach: 'conditional' }))).toBe('auth.forbidden');
    await limitRelease(steward, few, { reach: 'conditional' });
    // Divisions by a hierarchy of one's own, at its second level.
    const rows = (await proposeHierarchy(steward, few, { table: 1, column: '区划' })).rows;
    expect(rows).toEqual([
      ['140105', '太原市', '山西省'],
      ['140106', '太原市', '山西省'],
    ]);
    expect(await code(proposeHierarchy(steward, few, { table: 1, column: '姓名' }))).toBe(
      'deidentification.no_hierarchy',
    );
    const map = { column: '区划', rule: { do: 'map' as const, rows, level: 2 } };
    await saveTreatmentPlan(steward, few, {
      ...plan,
      rules: [...plan.rules.filter((one) => one.column !== '区划'), map],
    });
    await settle();
    const found = await table(few);
    expect(found).toMatchObject({ need: 'signature', report: { demand: { release: 'conditional', k: 5 } } });
    await sign(head, found.report?.id ?? '');
    await submitEntry(steward, entry.id, { revision: 1 });
    expect(await code(review(entry.id))).toBe('datasets.reach_narrow');
    await limitRelease(steward, few, { reach: null });
    await settle();
    expect((await table(few)).need).toBe('failed');
  });
});

describe('what was public before a report was needed', () => {
  it('is judged by night by the classes proposed, named on the desk, and done with by one answer', async () => {
    const entry = await newEntry(steward, { title: '老驾驶人名册' });
    const old = (await upload(steward, entry.id, drivers(40), 'old.csv')).id;
    await settle();
    const drop = ['姓名', '手机号', '备注'].map((column) => ({ column, action: 'drop' as const }));
    await treatVersion(steward, old, { treatments: drop });
    await settle();
    await confirmColumnClasses(steward, old, { table: 1, persons: false, reason: '当时没有人问', classes: [] });
    await submitEntry(steward, entry.id, { revision: 1 });
    await review(entry.id);
    // As if it had been opened before anybody was asked.
    await t.database.query('DELETE FROM table_subject WHERE entry_id = $1', [entry.id]);
    const onDesk = async () =>
      (await worklist(steward)).items.filter((one) => one.kind === 'release_old').map((one) => one.id);
    expect(await onDesk()).toEqual([]);
    await judgePublished(t.app);
    expect(await onDesk()).toEqual([entry.id]);
    const [judged] = (await showVersionPrivacy(steward, old)).tables;
    expect(judged).toMatchObject({
      need: 'subject',
      judged: {
        demanded_k: 20,
        rows: 40,
        smallest: expect.any(Number),
        quasi: ['性别', '出生日期', '区划'],
        direct: [],
      },
    });
    expect(judged?.judged?.smallest).toBeLessThan(20);
    const letters = await t.database.query('SELECT 1 FROM participant_letter WHERE about = $1', [old]);
    await judgePublished(t.app);
    expect(await t.database.query('SELECT 1 FROM participant_letter WHERE about = $1', [old])).toHaveLength(
      letters.length,
    );
    await confirmColumnClasses(steward, old, { table: 1, persons: false, reason: '虚构的名册', classes: [] });
    expect(await onDesk()).toEqual([]);
  });
});
