/** Quality scores: worked out when something is published, kept by the index, shown to everyone, raised by the steward. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { publishVersion } from '#api/datasets/publish.ts';
import { mapped } from '#api/federation/rules/content.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import * as score from '#api/score/service.ts';
import { scoreAll } from '#api/score/work.ts';
import { searchQuery } from '#api/search/contract.ts';
import { indexHarvested, reindexAll, search } from '#api/search/service.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, type Published, publishedDataset, tollCsv, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let steward: Ctx;
let department: Ctx;
let poor: Published;
let good: Published;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  server = await t.serve();
  steward = world.ctx('province.transport');
  department = world.ctx('province.information');
  const means = { steward, reviewer: department, drain: () => t.drain() };
  poor = await publishedDataset(means);
  good = await publishedDataset(
    means,
    {
      title: '公路养护工程',
      abstract:
        '全省普通国省干线公路养护工程的名称、里程、开工和完工日期，由各市公路部门按月汇总上报并经省级核对后发布。',
      spatial: '山西省',
      temporal_from: '2025-01',
    },
    `${tollCsv}阳泉,6,2001-01-01\n`,
  );
  await t.drain();
});
afterAll(() => t?.close());

const quality = async (id: string) =>
  (await t.app.db.searchDocument.findUnique({ where: { id }, select: { quality: true } }))?.quality;
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isRefusal(error) ? error.code : error),
  );
const criterion = (out: score.ScoreOut, code: string) => out.criteria.find((one) => one.criterion === code);

async function harvested(kind: string, identifier: string): Promise<string> {
  const at = t.clock.now();
  const source = `src_${identifier}`;
  await t.app.db.harvestSource.create({
    data: {
      id: source,
      name: '太原市数据平台',
      kind,
      url: `https://${identifier}.example/`,
      regionCode: '140100',
      schedule: 'manual',
      state: 'active',
      createdBy: 'x',
      organizationId: 'x',
      createdAt: at,
    },
  });
  const { content } = mapped(
    {
      identifier,
      title: '路灯分布',
      originUrl: 'https://x.example/1',
      distributions: [{ formats: ['csv'], url: 'https://x.example/a.csv' }],
    },
    { url: 'https://x.example', name: '太原市', regionCode: '140100' },
  );
  await t.app.db.harvestedRecord.create({
    data: {
      id: `rec_${identifier}`,
      sourceId: source,
      identifier,
      title: content.title,
      content,
      contentHash: '0',
      originUrl: 'https://x.example/1',
      theme: content.theme,
      regionCode: '140100',
      providerName: '太原市',
      lastRunId: 'x',
      firstSeenAt: at,
      changedAt: at,
    },
  });
  await indexHarvested(t.app, [`rec_${identifier}`]);
  return `rec_${identifier}`;
}

describe('the score of a dataset', () => {
  it('is worked out when it is published, and the search sorts by it', async () => {
    const [low, high] = [await quality(poor.entry.id), await quality(good.entry.id)];
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low ?? 100);
    const sorted = await search(t.ctx(), searchQuery.parse({ sort: 'quality' }));
    expect(sorted.items.map((one) => [one.id, one.quality])).toEqual([
      [good.entry.id, high],
      [poor.entry.id, low],
    ]);
  });

  it('is told to anyone with each criterion, and where it is done to its steward only', async () => {
    const answer = await fetch(`${server.url}/api/v1/datasets/${poor.entry.code}/score`);
    expect(answer.status).toBe(200);
    const open = (await answer.json()) as score.ScoreOut;
    expect(open.score).toBe(await quality(poor.entry.id));
    expect(criterion(open, 'spatial')).toMatchObject({ state: 'not', to: null });
    expect(criterion(open, 'spatial')?.how?.zh).toContain('空间范围');
    expect(criterion(open, 'columns')).toMatchObject({ state: 'partly', done: 2, of: 3 });
    expect(criterion(open, 'punctuality')).toMatchObject({ state: 'unknown', share: null });
    const own = await score.showScore(steward, poor.entry.code);
    expect(criterion(own, 'spatial')?.to).toBe(`/w/entries/${poor.entry.id}#entry-spatial`);
    expect(criterion(own, 'documentation')?.to).toBe(`/w/entries/${poor.entry.id}/data`);
    const other = await score.showScore(world.ctx('province.ecology'), poor.entry.code);
    expect(other.criteria.every((one) => one.to === null)).toBe(true);
  });

  it('refuses as the page of the dataset does', async () => {
    expect(await refusal(score.showScore(t.ctx(), '301001/999999'))).toBe('catalog.not_found');
    const draft = await newEntry(steward, { title: '草稿' });
    expect(await refusal(score.showScore(t.ctx(), draft.code))).toBe('catalog.not_found');
  });

  it('takes the word of the confirmed dictionary', async () => {
    const at = t.clock.now();
    const table = (await t.app.db.versionTable.findFirst({ where: { versionId: poor.version.id } }))?.name ?? '';
    for (const column of ['站名', '车道数', '开通日期']) {
      const said = { label: `${column}（确认）`, confirmedAt: at, confirmedBy: 'x' };
      await t.app.db.dictionaryColumn.upsert({
        where: { entryId_table_column: { entryId: poor.entry.id, table, column } },
        create: { entryId: poor.entry.id, table, column, type: 'text', sensitivity: 'none', ...said },
        update: said,
      });
    }
    const after = await score.showScore(t.ctx(), poor.entry.code);
    expect(criterion(after, 'columns')).toMatchObject({ state: 'met', done: 3, of: 3 });
    const before = await quality(poor.entry.id);
    await scoreAll(t.app);
    expect(await quality(poor.entry.id)).toBe(after.score);
    expect(after.score).toBeGreaterThan(before ?? 100);
  });

  it('is written down on the days it changes, and never backwards', async () => {
    const days = async () => (await score.showScore(t.ctx(), poor.entry.code)).history;
    const [first] = await days();
    expect(first?.day).toBe('2026-11-02');
    await scoreAll(t.app);
    expect(await days()).toHaveLength(1);
    // What was written down before stands, whatever would be worked out for that day now.
    await t.app.db.scoreDay.update({
      where: { entryId_day: { entryId: poor.entry.id, day: first?.day ?? '' } },
      data: { score: 1 },
    });
    const back = t.clock.now();
    t.clock.advance({ days: 1 });
    await scoreAll(t.app);
    await scoreAll(t.app);
    const now = (await score.showScore(t.ctx(), poor.entry.code)).score;
    expect(await days()).toEqual([
      { day: '2026-11-02', score: 1 },
      { day: '2026-11-03', score: now },
    ]);
    t.clock.set(back.toISOString());
  });

  it('is kept while the index is rebuilt', async () => {
    const before = await quality(good.entry.id);
    await reindexAll(t.app);
    expect(await quality(good.entry.id)).toBe(before);
    expect(before).not.toBeNull();
  });

  it('falls when updates do not come, by the working calendar, and rises with the next version', async () => {
    const fresh = await score.showScore(t.ctx(), good.entry.code);
    expect(criterion(fresh, 'fulfilled')?.state).toBe('met');
    // Published on 2 November, monthly: due on the 2nd of December, five working days of grace.
    t.clock.set('2026-12-09T12:00:00+08:00');
    expect(criterion(await score.showScore(t.ctx(), good.entry.code), 'fulfilled')?.state).toBe('met');
    t.clock.set('2026-12-10T12:00:00+08:00');
    await scoreAll(t.app);
    const late = await score.showScore(t.ctx(), good.entry.code);
    expect(criterion(late, 'fulfilled')?.state).toBe('not');
    expect(criterion(late, 'punctuality')).toMatchObject({ state: 'not', done: 0, of: 1 });
    expect(late.score).toBeLessThan(fresh.score);
    expect(await quality(good.entry.id)).toBe(late.score);
    const next = await upload(steward, good.entry.id, `${tollCsv}阳泉,7,2001-01-01\n`);
    await t.drain();
    await publishVersion(steward, next.id);
    await t.drain();
    const again = await score.showScore(t.ctx(), good.entry.code);
    expect(criterion(again, 'fulfilled')?.state).toBe('met');
    expect(await quality(good.entry.id)).toBe(again.score);
    expect(again.score).toBeGreaterThan(late.score);
  });
});

describe('a harvested record', () => {
  it('is scored by what its portal tells, and keeps the score when it is indexed anew', async () => {
    const [ckan, dcat] = [await harvested('ckan', 'one'), await harvested('dcat', 'two')];
    await t.drain();
    const [fair, told] = [await score.showRecordScore(t.ctx(), ckan), await score.showRecordScore(t.ctx(), dcat)];
    expect(fair.score).toBeGreaterThan(told.score);
    expect(criterion(fair, 'spatial')).toMatchObject({ state: 'unknown' });
    expect(criterion(fair, 'spatial')?.omitted?.en).toContain('does not tell');
    expect(criterion(fair, 'licence')?.to).toBeNull();
    expect(await quality(ckan)).toBe(fair.score);
    await indexHarvested(t.app, [ckan]);
    expect(await quality(ckan)).toBe(fair.score);
    const answer = await fetch(`${server.url}/api/v1/federation/records/${ckan}/score`);
    expect(((await answer.json()) as score.ScoreOut).score).toBe(fair.score);
    expect(await refusal(score.showRecordScore(t.ctx(), 'rec_nobody'))).toBe('federation.record_not_found');
  });
});

describe('an agency', () => {
  it('sees its own datasets, the lowest first, with what raises each most', async () => {
    const own = await score.listOwnScores(steward, { page: 1, page_size: 20 });
    expect(own.total).toBe(2);
    const scores = own.items.map((one) => one.score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(own.mean).toBe(Math.round(scores.reduce((sum, one) => sum + one, 0) / scores.length));
    expect(own.items[0]?.best?.gain).toBeGreaterThan(0);
    expect(own.items[0]?.best?.to).toContain('/w/entries/');
    const second = await score.listOwnScores(steward, { page: 2, page_size: 1 });
    expect(second.items.map((one) => one.id)).toEqual([own.items[1]?.id]);
    expect((await score.listOwnScores(world.ctx('province.ecology'), { page: 1, page_size: 20 })).items).toEqual([]);
  });

  it('is nobody else’s business than an agency’s', async () => {
    const page = { page: 1, page_size: 20 };
    expect(await refusal(score.listOwnScores(t.ctx(), page))).toBe('auth.required');
    expect(await refusal(score.listOwnScores(world.ctx('developer'), page))).toBe('auth.forbidden');
  });

  it('has a mean that anyone may see, without what other portals hold', async () => {
    const { uscc } = world.organization('province.transport');
    const own = await score.listOwnScores(steward, { page: 1, page_size: 20 });
    const answer = await fetch(`${server.url}/api/v1/organizations/${uscc}/score`);
    expect(await answer.json()).toEqual({ mean: own.mean, datasets: 2, harvested_left_out: true });
    expect(await refusal(score.showAgencyScore(t.ctx(), 'nobody'))).toBe('organization.not_found');
    const none = await score.showAgencyScore(t.ctx(), world.organization('province.ecology').uscc);
    expect(none).toMatchObject({ mean: null, datasets: 0 });
  });
});
