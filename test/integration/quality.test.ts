/** Dictionary, rules, reports and drift on real tables (Article 11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import type { ColumnRule } from '#api/quality/rules/rule.ts';
import { services } from '#api/services.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type Published, publishedDataset, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let steward: Ctx;
let reviewer: Ctx;
const { quality, datasets } = services;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  steward = world.ctx('province.transport');
  reviewer = world.ctx('province.information');
}, 120_000);
afterAll(() => t.close());

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

const csv = (rows: readonly string[]) => `${rows.join('\n')}\n`;
const stations = csv([
  '站码,收费站,类型,车道数,金额（万元）,speed_kmh,开通日期',
  'S01,太原北,主线,12,3.5,80,2003-10-01',
  'S02,忻州,匝道,8,2.1,60,2005-06-01',
  'S03,大同南,主线,10,1.75,80,2008-07-15',
  'S04,临汾,匝道,6,0.9,60,2011-01-20',
  'S05,运城,主线,9,1.2,70,2012-05-06',
  'S06,晋城,匝道,7,0.8,60,2013-09-30',
]);
let made = 0;
async function published(text = stations): Promise<Published> {
  made += 1;
  const means = { steward, reviewer, drain: () => t.drain() };
  const done = await publishedDataset(means, { title: `收费站质量 ${made}` }, text);
  await t.drain();
  return done;
}
async function rules(entryId: string, column: string, list: readonly ColumnRule[]) {
  const { revision } = await quality.showDictionary(steward, entryId);
  await quality.saveDictionary(steward, entryId, {
    revision,
    columns: [{ table: 'data', column, rules: [...list], confirm: false }],
    tables: [],
  });
  await t.drain();
}
async function next(entryId: string, text: string) {
  const version = await upload(steward, entryId, text, 'next.csv');
  await t.drain();
  return version.id;
}
const newestReport = async (versionId: string) => (await quality.showQuality(steward, versionId)).tables[0];
const outcome = async (versionId: string, column: string) =>
  (await newestReport(versionId))?.rules.filter((one) => one.column === column);

describe('the dictionary', () => {
  it('is proposed from the data, and is no statement of the agency until it is confirmed', async () => {
    const { entry } = await published();
    const shown = await quality.showDictionary(steward, entry.id);
    const columns = new Map(shown.tables[0]?.columns.map((one) => [one.column, one]));
    expect([...columns.keys()]).toEqual(['站码', '收费站', '类型', '车道数', '金额（万元）', 'speed_kmh', '开通日期']);
    expect(columns.get('金额（万元）')).toMatchObject({
      label: '金额',
      unit: '万元',
      type: 'decimal',
      confirmed_at: null,
    });
    expect(columns.get('speed_kmh')).toMatchObject({ label: '速度', label_en: 'Speed', unit: 'km/h' });
    expect(columns.get('类型')?.codes).toEqual([
      { code: '匝道', zh: '匝道', en: '' },
      { code: '主线', zh: '主线', en: '' },
    ]);
    expect(columns.get('收费站')?.codes).toBeNull();
    expect(columns.get('站码')?.suggested.map((one) => one.rule)).toEqual(['not_null', 'unique']);
    expect(columns.get('站码')?.rules).toEqual([]);
    expect(shown.unconfirmed).toBe(7);
    expect((await quality.showPublicDictionary(t.ctx(), entry.code)).tables[0]?.columns).toEqual([]);
  });

  it('is completed under a revision, confirmed, inherited by the next version and found by the search', async () => {
    const { entry } = await published();
    const { revision } = await quality.showDictionary(steward, entry.id);
    const edit = {
      revision,
      columns: [
        {
          table: 'data',
          column: '类型',
          label: '站型',
          label_en: 'Kind of station',
          codes: [
            { code: '主线', zh: '主线收费站', en: 'Main line' },
            { code: '匝道', zh: '匝道收费站', en: 'Ramp' },
          ],
          confirm: true,
        },
      ],
      tables: [],
    };
    const saved = await quality.saveDictionary(steward, entry.id, edit);
    expect(saved.unconfirmed).toBe(6);
    expect(await code(quality.saveDictionary(steward, entry.id, edit))).toBe('quality.changed_meanwhile');
    expect(await code(quality.confirmDictionary(steward, entry.id, { revision }))).toBe('quality.changed_meanwhile');
    const second = await next(entry.id, stations.replace('晋城', '晋城东'));
    await datasets.publishVersion(steward, second);
    await t.drain();
    const now = await quality.showDictionary(steward, entry.id);
    expect(now.version).toMatchObject({ number: 2, published: true });
    expect(now.tables[0]?.columns.find((one) => one.column === '类型')).toMatchObject({ label: '站型', present: true });
    await quality.confirmDictionary(steward, entry.id, { revision: now.revision });
    await t.drain();
    const open = await quality.showPublicDictionary(t.ctx(), entry.code);
    expect(open.tables[0]?.columns).toHaveLength(7);
    const document = await t.app.db.searchDocument.findUniqueOrThrow({ where: { entryId: entry.id } });
    expect(JSON.stringify(document.columns)).toContain('站型 Kind of station');
    expect(JSON.stringify(document.columns)).toContain('匝道收费站');
  });

  it('refuses what nobody may say', async () => {
    const { entry } = await published();
    const { revision } = await quality.showDictionary(steward, entry.id);
    const save = (columns: Parameters<typeof quality.saveDictionary>[2]['columns'], ctx = steward) =>
      code(quality.saveDictionary(ctx, entry.id, { revision, columns, tables: [] }));
    const column = { table: 'data', column: '类型', confirm: false };
    expect(await save([{ ...column, column: '没有' }])).toBe('quality.unknown_column');
    expect(
      await save([
        {
          ...column,
          codes: [
            { code: 'a', zh: '', en: '' },
            { code: 'a', zh: '', en: '' },
          ],
        },
      ]),
    ).toBe('quality.codes_repeated');
    expect(await save([{ ...column, codes: [], rules: [{ rule: 'codes', codes: [], blocking: false }] }])).toBe(
      'quality.codes_needed',
    );
    expect(await save([{ ...column, rules: [{ rule: 'pattern', pattern: '(', blocking: false }] }])).toBe(
      'tables.bad_pattern',
    );
    expect(await save([{ ...column, rules: [{ rule: 'range', min: 1, max: null, blocking: false }] }])).toBe(
      'tables.bad_bound',
    );
    expect(await save([column], reviewer)).toBe('auth.forbidden');
    expect(await save([column], world.ctx('province.ecology'))).toBe('catalog.not_found');
    expect(
      await code(
        quality.saveDictionary(steward, entry.id, { revision, columns: [], tables: [{ name: 'x', rules: [] }] }),
      ),
    ).toBe('quality.unknown_table');
    const empty = await services.catalog.createEntry(steward, {
      classification_code: '301001',
      content: { ...entry.content, title: '空条目' },
    });
    expect(await code(quality.confirmDictionary(steward, empty.id, { revision: 0 }))).toBe('quality.no_version');
  });
});

describe('the dictionary in a spreadsheet program', () => {
  it('goes out with the mark Excel needs, comes back in GB18030, and holds only once it is saved', async () => {
    const { entry } = await published();
    const out = await quality.writeDictionarySheet(steward, entry.id, { bom: true, locale: 'zh' });
    expect(out.text.startsWith('\uFEFF"表","列","类型"')).toBe(true);
    const plain = await quality.writeDictionarySheet(steward, entry.id, { bom: false, locale: 'en' });
    expect(plain.text.startsWith('"Table","Column"')).toBe(true);
    const read = (bytes: Uint8Array, ctx = steward) => quality.readDictionarySheet(ctx, entry.id, bytes);
    expect(await read(Buffer.from(out.text))).toMatchObject({ rows: [], lost: [], unchanged: 7 });
    // As Excel saves it in Chinese: GB18030, here 列,单位,说明 / 车道数,个.
    const gb = Buffer.concat([
      Buffer.from([0xc1, 0xd0, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0x0d, 0x0a]),
      Buffer.from([0xb3, 0xb5, 0xb5, 0xc0, 0xca, 0xfd, 0x2c, 0xb8, 0xf6, 0x0d, 0x0a]),
    ]);
    const found = await read(gb);
    expect(found.rows).toMatchObject([
      { row: 2, column: '车道数', changed: ['unit'], said: { unit: '个' }, faults: [] },
    ]);
    const before = await quality.showDictionary(steward, entry.id);
    expect(before.revision).toBe(found.revision);
    expect(before.tables[0]?.columns.find((one) => one.column === '车道数')?.unit).toBe('条');
    await quality.saveDictionary(steward, entry.id, {
      revision: found.revision,
      columns: [{ table: 'data', column: '车道数', unit: '个', confirm: false }],
      tables: [],
    });
    const after = await quality.showDictionary(steward, entry.id);
    expect(after.tables[0]?.columns.find((one) => one.column === '车道数')).toMatchObject({
      unit: '个',
      confirmed_at: null,
    });
    expect(await code(read(Buffer.from('名称,单位\n甲,个\n')))).toBe('quality.sheet_heads');
    expect(await code(read(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0])))).toBe('quality.sheet_unreadable');
    expect(await code(read(Buffer.from('列,单位\n"甲,个\n')))).toBe('quality.sheet_unreadable');
    expect(await code(read(Buffer.alloc(5_000_001, 32)))).toBe('quality.sheet_too_big');
    expect(await code(read(gb, world.ctx('province.ecology')))).toBe('catalog.not_found');
  });
});

describe('rules', () => {
  it('each kind holds on good data and fails on bad, with the rows named', async () => {
    const { entry, version } = await published();
    await rules(entry.id, '站码', [
      { rule: 'not_null', blocking: false },
      { rule: 'unique', with: [], blocking: false },
      { rule: 'pattern', pattern: 'S\\d{2}', blocking: false },
    ]);
    await rules(entry.id, '类型', [{ rule: 'codes', codes: [], blocking: false }]);
    await rules(entry.id, '车道数', [{ rule: 'range', min: 1, max: 30, blocking: false }]);
    const good = await quality.showQuality(steward, version.id);
    expect(good).toMatchObject({
      failed: 0,
      blocking: [],
      pending: false,
      fix_by: null,
      next_due: '2026-12-02',
      overdue: false,
    });
    expect(good.measures).toEqual({
      completeness: { num: 6, den: 6 },
      accuracy: { num: 18, den: 18 },
      timeliness: { num: 1, den: 1 },
      uniqueness: { num: 6, den: 6 },
      consistency: null,
    });
    const bad = await next(
      entry.id,
      csv([
        '站码,收费站,类型,车道数,金额（万元）,speed_kmh,开通日期',
        'S01,太原北,主线,12,3.5,80,2003-10-01',
        'S01,忻州,匝道,80,2.1,60,2005-06-01',
        ',大同南,隧道,10,1.75,80,2008-07-15',
        'X9,临汾,匝道,6,0.9,60,2011-01-20',
      ]),
    );
    const report = await newestReport(bad);
    const failing = Object.fromEntries(
      (report?.rules ?? []).map((one) => [`${one.column}:${one.rule.rule}`, [one.failing, one.samples]]),
    );
    expect(failing).toEqual({
      '站码:not_null': [1, [{ row: 2, value: null }]],
      '站码:unique': [1, [{ row: 1, value: 'S01' }]],
      '站码:pattern': [1, [{ row: 3, value: 'X9' }]],
      '类型:codes': [1, [{ row: 2, value: '隧道' }]],
      '车道数:range': [1, [{ row: 1, value: '80' }]],
    });
    expect(report?.measures).toEqual({
      completeness: { num: 3, den: 4 },
      accuracy: { num: 8, den: 11 },
      timeliness: null,
      uniqueness: { num: 2, den: 3 },
      consistency: { num: 7, den: 7 },
    });
    // None of them blocks: the steward is told and may publish; then the agency has ten working days.
    await datasets.publishVersion(steward, bad);
    expect(await quality.showPublicQuality(t.ctx(), entry.code, 'latest')).toMatchObject({
      version: 2,
      failed: 5,
      fix_by: '2026-11-16',
    });
    const tasks = (await services.overview.worklist(steward)).items.filter((one) => one.id === entry.id);
    // Each rule is a case of its own.
    expect(tasks).toHaveLength(5);
    expect(tasks[0]).toMatchObject({ kind: 'quality_failed', due_on: '2026-11-16', days_left: 10 });
    expect(tasks.map((one) => one.detail?.zh)).toContainEqual(expect.stringMatching(/^车道数: /));
    expect(tasks.every((one) => !/\p{Script=Han}/u.test((one.detail?.en ?? '').split(': ')[1] ?? '中'))).toBe(true);
    // A rule that joins them later has its own ten days.
    t.clock.advance({ days: 3 });
    await rules(entry.id, '金额（万元）', [{ rule: 'range', min: 3, max: null, blocking: false }]);
    const later = (await services.overview.worklist(steward)).items.filter((one) => one.id === entry.id);
    expect(new Set(later.map((one) => one.due_on)).size).toBe(2);
  });

  it('refer to another dataset as it is public now', async () => {
    const target = await published();
    const { entry, version } = await published(csv(['编号,站', '1,S01', '2,S02', '3,S99']));
    const reference = {
      rule: 'reference',
      dataset: target.entry.code,
      table: '',
      column: '站码',
      blocking: false,
    } as const;
    await rules(entry.id, '站', [reference]);
    expect(await outcome(version.id, '站')).toMatchObject([
      { outcome: 'failed', checked: 3, failing: 1, samples: [{ row: 2, value: 'S99' }] },
    ]);
    const more = await next(target.entry.id, `${stations}S99,朔州,主线,9,1,80,2020-01-01\n`);
    t.clock.advance({ minutes: 1 });
    await datasets.publishVersion(steward, more);
    // Nobody touched the rule: what it looks into has changed.
    await t.drain();
    expect(await outcome(version.id, '站')).toMatchObject([{ outcome: 'kept', failing: 0 }]);
    t.clock.advance({ minutes: 1 });
    await rules(entry.id, '站', [{ ...reference, table: 'data' }]);
    expect(await outcome(version.id, '站')).toMatchObject([{ outcome: 'kept', failing: 0 }]);
    expect((await newestReport(version.id))?.runs).toBeGreaterThan(1);
    const save = (rule: ColumnRule) => code(rules(entry.id, '站', [rule]));
    expect(await save({ ...reference, column: '没有' })).toBe('quality.reference_missing');
    expect(await save({ ...reference, dataset: '301001/999999' })).toBe('quality.reference_missing');
    // A dataset under licence of another agency tells nobody what is in it.
    const closed = await publishedDataset(
      { steward: world.ctx('province.ecology'), reviewer, drain: () => t.drain() },
      { title: '有条件的表', open_type: 'conditional', open_condition: '签订协议', licence: 'agreement' },
    );
    expect(await save({ ...reference, dataset: closed.entry.code, column: '站名' })).toBe('quality.reference_closed');
  });

  it('can be tried without being kept', async () => {
    const { entry, version } = await published();
    const tried = await quality.checkRule(steward, version.id, {
      table: 1,
      column: '车道数',
      rule: { rule: 'range', min: null, max: 9, blocking: false },
    });
    expect(tried).toMatchObject({
      outcome: 'failed',
      checked: 6,
      failing: 2,
      samples: [
        { row: 0, value: '12' },
        { row: 2, value: '10' },
      ],
    });
    expect((await quality.showDictionary(steward, entry.id)).tables[0]?.columns.flatMap((one) => one.rules)).toEqual(
      [],
    );
    const rule = { rule: 'not_null', blocking: false } as const;
    expect(await code(quality.checkRule(reviewer, version.id, { table: 1, column: '站码', rule }))).toBe(
      'auth.forbidden',
    );
    expect(await code(quality.checkRule(steward, version.id, { table: 7, column: '站码', rule }))).toBe(
      'datasets.table_not_found',
    );
    expect(await code(quality.checkRule(steward, version.id, { table: 1, column: '无', rule }))).toBe(
      'quality.unknown_column',
    );
  });

  it('show no value of a column that is sensitive', async () => {
    const { entry, version } = await published();
    const { revision } = await quality.showDictionary(steward, entry.id);
    const rule = { rule: 'range', min: 100, max: null, blocking: false } as const;
    await quality.saveDictionary(steward, entry.id, {
      revision,
      columns: [{ table: 'data', column: '车道数', sensitivity: 'sensitive', rules: [rule], confirm: true }],
      tables: [],
    });
    await t.drain();
    const [found] = (await outcome(version.id, '车道数')) ?? [];
    expect(found?.samples.map((one) => one.value)).toEqual([null, null, null, null, null, null]);
  });

  it('that block keep a version from being opened until the data or the rule is put right', async () => {
    const { entry } = await published();
    await rules(entry.id, '车道数', [{ rule: 'range', min: 1, max: 30, blocking: true }]);
    const version = await next(entry.id, stations.replace('主线,12', '主线,120'));
    expect((await quality.showQuality(reviewer, version)).blocking).toEqual(['车道数: 取值范围 1 … 30']);
    expect(await code(datasets.publishVersion(steward, version))).toBe('datasets.quality_failed');
    await t.app.db.qualityReport.deleteMany({ where: { versionId: version } });
    expect(await code(datasets.publishVersion(steward, version))).toBe('datasets.quality_pending');
    await rules(entry.id, '车道数', [{ rule: 'range', min: 1, max: 300, blocking: true }]);
    expect(await code(datasets.publishVersion(steward, version))).toBe('done');
  });

  it('bound how much a table may shrink or grow', async () => {
    const { entry } = await published();
    const { revision } = await quality.showDictionary(steward, entry.id);
    await quality.saveDictionary(steward, entry.id, {
      revision,
      columns: [],
      tables: [{ name: 'data', rules: [{ rule: 'row_count', least: 80, most: 150, blocking: true }] }],
    });
    await t.drain();
    const short = await next(entry.id, csv(stations.trim().split('\n').slice(0, 3)));
    expect((await newestReport(short))?.rules).toMatchObject([{ column: null, outcome: 'failed', failing: 4 }]);
    expect(await code(datasets.publishVersion(steward, short))).toBe('datasets.quality_failed');
    const near = await next(entry.id, csv(stations.trim().split('\n').slice(0, 6)));
    expect((await newestReport(near))?.rules).toMatchObject([{ outcome: 'kept' }]);
    expect(await code(datasets.publishVersion(steward, near))).toBe('done');
  });
});

describe('columns that changed', () => {
  const changed = stations
    .replace('站码,收费站,类型,车道数', '站码,站名,类型,车道数')
    .replace(/开通日期/, '启用年')
    .replace(/\d{4}-\d\d-\d\d/g, '2001');

  it('have to be accepted with a reason before the version is published', async () => {
    const { entry } = await published();
    const version = await next(entry.id, changed);
    const shown = await datasets.showVersion(steward, version);
    expect(shown.drift).toEqual({
      from: 1,
      tables: { added: [], removed: [] },
      added: [{ table: 'data', name: '启用年', type: 'integer' }],
      removed: [{ table: 'data', name: '开通日期', type: 'date' }],
      renamed: [{ table: 'data', from: '收费站', to: '站名', type: 'text' }],
      retyped: [],
    });
    expect(shown.may.accept).toBe(true);
    expect(await code(datasets.publishVersion(steward, version))).toBe('datasets.drift_open');
    expect(await code(datasets.acceptDrift(reviewer, version, { reason: '改版' }))).toBe('auth.forbidden');
    const accepted = await datasets.acceptDrift(steward, version, { reason: '按新规范改版' });
    expect(accepted.drift_accepted).toMatchObject({ reason: '按新规范改版' });
    await datasets.publishVersion(steward, version);
    const dataset = await datasets.showDataset(t.ctx(), entry.code);
    expect(dataset.versions.map((one) => one.drift?.removed.length ?? 0)).toEqual([1, 0]);
    expect(await code(datasets.acceptDrift(steward, version, { reason: 'x' }))).toBe('datasets.wrong_state');
  });

  it('are nothing to accept where there are none, and count anew when another version comes between', async () => {
    const { entry } = await published();
    const same = await next(entry.id, stations.replace('晋城', '晋城西'));
    expect((await datasets.showVersion(steward, same)).drift).toBeNull();
    expect(await code(datasets.acceptDrift(steward, same, { reason: 'x' }))).toBe('datasets.no_drift');
    const other = await next(entry.id, changed);
    await datasets.acceptDrift(steward, other, { reason: '改版' });
    await datasets.publishVersion(steward, other);
    // What was like the first version is now unlike the newest.
    const late = await datasets.showVersion(steward, same);
    expect(late.drift).toMatchObject({ from: 3, renamed: [{ from: '站名', to: '收费站' }] });
    expect(await code(datasets.publishVersion(steward, same))).toBe('datasets.drift_open');
  });

  it('name the views, agreements and rules that rest on them', async () => {
    const { entry } = await published();
    const view = await datasets.saveView(t.ctx(), {
      dataset: entry.code,
      version: null,
      table: 1,
      title: '各年开通的收费站',
      view: {
        kind: 'chart',
        filters: [],
        q: null,
        chart: { kind: 'bar', x: '开通日期', unit: 'year', bins: null, measure: 'count', y: null, series: null },
      },
    });
    const other = await published(csv(['编号,站', '1,太原北', '2,忻州']));
    await rules(other.entry.id, '站', [
      { rule: 'reference', dataset: entry.code, table: '', column: '收费站', blocking: false },
    ]);
    const version = await next(entry.id, changed);
    const impact = await services.overview.driftImpact(steward, version);
    expect(impact.views).toEqual([{ id: view.id, title: '各年开通的收费站', columns: ['开通日期'] }]);
    expect(impact.rules).toEqual([{ title: other.entry.title, code: other.entry.code, column: '收费站' }]);
    expect(impact.agreements).toEqual([]);
    expect(impact.subscriptions).toBe(0);
  });
});
