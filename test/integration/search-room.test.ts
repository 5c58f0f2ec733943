/** Suggestions, synonyms, searches without a result, values of columns, harvested records, the rebuild: over HTTP and services. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveEntry, submitEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { searchQuery } from '#api/search/contract.ts';
import * as demand from '#api/search/demand.ts';
import { indexHarvested, reindex, reindexAll, search } from '#api/search/service.ts';
import { suggest } from '#api/search/suggest.ts';
import * as synonyms from '#api/search/synonyms.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let bench: TestApp;
let world: World;
let server: Listening;
let department: Ctx;
let entryId: string;

beforeAll(async () => {
  bench = await testApp();
  world = await makeWorld(bench.app);
  server = await bench.serve();
  department = world.ctx('province.information');
  await publishedDataset({
    steward: world.ctx('province.transport'),
    reviewer: department,
    drain: () => bench.drain(),
  });
  await bench.drain();
  const [one] = (await find('收费站')).items;
  entryId = one?.id ?? '';
});
afterAll(() => bench?.close());

const find = (q: string, over: object = {}) => search(bench.ctx(), searchQuery.parse({ q, ...over }));
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

it('a description published again is an update', async () => {
  const [before] = (await find('收费站')).items;
  bench.clock.advance({ hours: 30 });
  const steward = world.ctx('province.transport');
  const shown = await showEntry(steward, entryId);
  const content = { ...shown.content, keywords: [...shown.content.keywords, '通行费'] };
  const saved = await saveEntry(steward, entryId, { revision: shown.revision, content });
  await submitEntry(steward, entryId, { revision: saved.revision });
  await bench.drain();
  // What waits for review is nobody's news yet.
  expect((await find('收费站')).items[0]?.updated_at).toBe(before?.updated_at);
  const decision = { decision: 'publish' as const, opinion: '', field_opinions: [] };
  await reviewEntry(department, entryId, { revision: saved.revision, ...decision });
  await bench.drain();
  const [after] = (await find('收费站')).items;
  expect(Date.parse(after?.updated_at ?? '') - Date.parse(before?.updated_at ?? '')).toBe(30 * 3600_000);
});

describe('suggestions', () => {
  const ask = async (q: string) => {
    const answer = await fetch(`${server.url}/api/v1/suggestions?q=${encodeURIComponent(q)}`);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { items: { kind: string; text: string; to: string; marks: [number, number][] }[] })
      .items;
  };

  it.each([
    ['高速', 'dataset', '高速公路收费站基本信息'],
    ['gaosu', 'dataset', '高速公路收费站基本信息'],
    ['gsgl', 'dataset', '高速公路收费站基本信息'],
    ['sfz', 'dataset', '高速公路收费站基本信息'],
    ['山西省交通', 'agency', '山西省交通运输厅'],
    ['交通运输', 'agency', '山西省交通运输厅'],
    ['jtysj', 'agency', ''],
    ['sxsjt', 'agency', '山西省交通运输厅'],
    ['生态', 'theme', '生态环保'],
    ['stho', 'theme', ''],
    ['sthb', 'theme', '生态环保'],
    ['environment', 'theme', ''],
    ['太', 'place', '太原市'],
    ['taiy', 'place', '太原市'],
    ['ty', 'place', '太原市'],
  ])('answers %s with a %s', async (q, kind, text) => {
    const found = (await ask(q)).filter((one) => one.kind === kind).map((one) => one.text);
    if (text === '') expect(found).not.toContain('山西省交通运输厅');
    else expect(found).toContain(text);
  });

  it('leads to pages and marks what was typed', async () => {
    const [theme] = (await ask('生态')).filter((one) => one.kind === 'theme');
    expect(theme).toMatchObject({ to: '/themes/environment', marks: [[0, 2]] });
    const column = (await ask('站')).filter((one) => one.kind === 'column');
    for (const one of column) expect(one.to).toBe(`/datasets?q=${encodeURIComponent(one.text)}`);
  });

  it('takes anything for words', async () => {
    for (const q of ['', '  ', '%', '_', "'", '\\', '\u0000', 'a'.repeat(100), '🛣️', "') OR 1=1 --"]) await ask(q);
    expect(await ask('%')).toEqual([]);
    expect((await fetch(`${server.url}/api/v1/suggestions?q=${'a'.repeat(101)}`)).status).toBe(400);
  });
});

describe('synonyms', () => {
  it('are the information department’s alone', async () => {
    for (const who of ['province.transport', 'province.finance'] as const) {
      expect(await codeOf(synonyms.listSynonyms(world.ctx(who)))).toBe('auth.forbidden');
      expect(await codeOf(synonyms.addSynonym(world.ctx(who), { words: ['甲', '乙'], note: '' }))).toBe(
        'auth.forbidden',
      );
      expect(await codeOf(demand.listDemand(world.ctx(who), { days: 30, page: 1, page_size: 20 }))).toBe(
        'auth.forbidden',
      );
    }
    expect(await codeOf(synonyms.listSynonyms(bench.ctx()))).toBe('auth.required');
  });

  it('work at once, are not entered twice, are revoked and stay on record', async () => {
    expect((await find('卡口')).total).toBe(0);
    const { id } = await synonyms.addSynonym(department, { words: ['卡口', '收费站', '收费站 '], note: '路网用语' });
    const found = await find('卡口');
    expect(found.items.map((one) => one.title)).toEqual(['高速公路收费站基本信息']);
    expect(found.items[0]?.marks.title).toEqual([[4, 7]]);
    expect(await codeOf(synonyms.addSynonym(department, { words: ['收费站', '收费所'], note: '' }))).toBe(
      'search.synonym_taken',
    );
    expect(await codeOf(synonyms.addSynonym(department, { words: ['一样', ' 一样', '—'], note: '' }))).toBe(
      'search.synonym_too_few',
    );
    await synonyms.revokeSynonym(department, id);
    expect((await find('卡口')).total).toBe(0);
    expect(await codeOf(synonyms.revokeSynonym(department, id))).toBe('search.synonym_revoked');
    expect(await codeOf(synonyms.revokeSynonym(department, 'syn_none'))).toBe('search.synonym_not_found');
    const [row] = (await synonyms.listSynonyms(department)).items;
    expect(row).toMatchObject({ id, words: ['卡口', '收费站'], note: '路网用语' });
    expect(row?.revoked_at).not.toBeNull();
    expect(row?.created_by).toBe(department.viewer?.displayName);
    // Whoever had it waiting to be told may be told now.
    await bench.drain();
  });
});

describe('searches without a result', () => {
  const kept = async () => (await demand.listDemand(department, { days: 30, page: 1, page_size: 50 })).items;

  it('are counted alike, by day, without whom they tell of', async () => {
    const before = (await kept()).length;
    for (const q of ['无人机空域', ' 无人机空域 ', '无人机空域']) await find(q);
    for (const q of [
      '13800138000',
      '张三 1990',
      '14010119900101123X',
      'wang@example.com',
      '晋A12345',
      '王小明 8号楼',
      '8888877777',
      '???',
    ])
      await find(q);
    await find('无人机空域', { theme: 'energy' });
    await find('无人机空域', { page: 2 });
    const rows = await kept();
    expect(rows.length).toBe(before + 1);
    expect(rows[0]).toMatchObject({ text: '无人机空域', count: 3, days: 1 });
    const dump = await bench.database.query('select text from search_miss');
    expect(JSON.stringify(dump)).not.toMatch(/138|张三|王小明|8888/);
  });

  it('offers ways out', async () => {
    const { hints } = await find('收废站');
    expect(hints?.instead).toEqual([{ text: '收费站', total: 1 }]);
    const filtered = await find('收费站', { theme: 'energy' });
    expect(filtered.hints?.drop).toEqual([{ facet: 'theme', total: 1 }]);
    const longer = await find('收费站 无人机');
    expect(longer.hints?.instead).toContainEqual({ text: '收费站', total: 1 });
    expect((await find('无人机空域')).hints?.asked).toBeGreaterThanOrEqual(3);
    expect((await find('收费站')).hints).toBeNull();
  });
});

describe('inside of data', () => {
  it('finds columns and public values, and tells which', async () => {
    const { db } = bench.app;
    const version = await db.version.findFirst({ where: { entryId }, include: { columns: true } });
    const column = version?.columns.find((one) => one.type === 'text') ?? version?.columns[0];
    if (version === null || column === undefined) throw new Error('the dataset has no columns');
    const table = (await db.versionTable.findFirst({ where: { versionId: version.id } }))?.name ?? 'data';
    await db.dictionaryColumn.upsert({
      where: { entryId_table_column: { entryId, table, column: column.name } },
      create: {
        entryId,
        table,
        column: column.name,
        label: '枢纽类别',
        type: 'text',
        codes: [{ code: 'hub', zh: '互通立交', en: 'Interchange' }],
        sensitivity: 'none',
      },
      update: { label: '枢纽类别', codes: [{ code: 'hub', zh: '互通立交', en: 'Interchange' }], sensitivity: 'none' },
    });
    // A proposal that no steward has confirmed is not looked into.
    await reindex(bench.app, entryId);
    expect((await find('互通立交')).total).toBe(0);
    await db.dictionaryColumn.updateMany({
      where: { entryId },
      data: { confirmedBy: 'per_test', confirmedAt: new Date() },
    });
    await reindex(bench.app, entryId);
    const [hit] = (await find('互通立交')).items;
    expect(hit?.matched_column).toMatchObject({ name: column.name, value: '互通立交', value_marks: [[0, 4]] });
    expect((await find('枢纽类别')).items[0]?.matched_column).toMatchObject({ label_marks: [[0, 4]] });
    // A finding, or a sensitive column, keeps its values out.
    await db.privacyFinding.create({
      data: {
        versionId: version.id,
        column: column.name,
        kind: 'mobile',
        hits: 1n,
        checked: 1n,
        ratio: 1,
        examples: [],
      },
    });
    await reindex(bench.app, entryId);
    expect((await find('互通立交')).total).toBe(0);
    expect((await find('枢纽类别')).total).toBe(1);
  });
});

describe('harvested records', () => {
  it('are found with where they come from, and go when they went', async () => {
    const { db } = bench.app;
    const at = bench.clock.now();
    await db.harvestSource.create({
      data: {
        id: 'src_datong',
        name: '大同市公共数据开放平台',
        nameEn: 'Datong open data',
        kind: 'ckan',
        url: 'https://data.datong.example',
        regionCode: '140200',
        schedule: 'daily',
        state: 'active',
        createdBy: 'nobody',
        organizationId: 'nobody',
        createdAt: at,
      },
    });
    const record = (id: string, providerName: string, content: object) =>
      db.harvestedRecord.create({
        data: {
          id,
          sourceId: 'src_datong',
          identifier: `x-${id}`,
          title: '云冈石窟客流',
          content,
          contentHash: '0'.repeat(64),
          originUrl: 'https://data.datong.example/1',
          theme: 'public_services',
          regionCode: '140200',
          providerName,
          lastRunId: 'run',
          firstSeenAt: at,
          changedAt: at,
        },
      });
    await record('rec_1', '大同市文化和旅游局', {
      description: '每日客流',
      keywords: ['旅游'],
      formats: ['CSV', 'bad format'],
      items: ['入园人数'],
    });
    await record('rec_2', '山西省交通运输厅', {});
    await indexHarvested(bench.app, ['rec_1']);
    await indexHarvested(bench.app, ['rec_2']);
    const found = await find('入园人数');
    expect(found.items).toMatchObject([
      {
        id: 'rec_1',
        kind: 'harvested',
        page: '/harvested/rec_1',
        formats: ['csv'],
        provider: { id: null, uscc: null, name: '大同市文化和旅游局' },
        source: { id: 'src_datong' },
      },
    ]);
    expect(found.facets.source).toMatchObject([
      { value: 'src_datong', label_zh: '大同市公共数据开放平台', label_en: 'Datong open data', count: 1 },
    ]);
    expect(found.facets.update_cycle).toMatchObject([{ value: 'unknown', label_zh: '未注明' }]);
    const named = await find('云冈', { agency: '大同市文化和旅游局' });
    expect(named.items.map((one) => one.id)).toEqual(['rec_1']);
    // A publisher that is one of ours is shown as ours.
    const { uscc } = world.organization('province.transport');
    expect((await find('云冈', { agency: uscc })).items.map((one) => one.id)).toEqual(['rec_2']);
    await db.harvestedRecord.update({ where: { id: 'rec_1' }, data: { removedAt: at } });
    await db.harvestedRecord.update({ where: { id: 'rec_2' }, data: { duplicateOf: 'x' } });
    await indexHarvested(bench.app, ['rec_1']);
    await indexHarvested(bench.app, ['rec_2']);
    expect((await find('云冈')).total).toBe(0);
  });
});

describe('the rebuild', () => {
  it('keeps the quality that was worked out, and tells how far it is', async () => {
    await bench.app.db.searchDocument.update({ where: { id: entryId }, data: { quality: 72 } });
    const told: number[] = [];
    expect(await reindexAll(bench.app, (done) => told.push(done))).toBe(1);
    expect(told.at(-1)).toBe(1);
    expect((await find('收费站')).items[0]?.quality).toBe(72);
    expect((await suggest(bench.ctx(), '高速')).items.length).toBeGreaterThan(0);
  });

  it('says in /readyz who searches', async () => {
    const ready = (await (await fetch(`${server.url}/readyz`)).json()) as {
      checks: { search: { ok: boolean; degraded?: string } };
    };
    expect(ready.checks.search).toMatchObject({ ok: true });
    expect(ready.checks.search.degraded).toBeUndefined();
  });
});
