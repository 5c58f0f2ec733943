/** Search: the port's contract on PostgreSQL, and the operation over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchRecord } from '#api/ports/search/port.ts';
import { createPostgresSearch } from '#api/ports/search/postgres.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset } from '#test/support/catalog.ts';
import { placeRecords, searchContract } from '#test/support/search-contract.ts';
import { makeWorld, type World } from '#test/support/world.ts';

searchContract('PostgreSQL', async () => {
  const bench = await testApp();
  return {
    port: createPostgresSearch(bench.app.db),
    prepare: (records) => placeRecords(bench.app, records),
    close: () => bench.close(),
  };
});

describe('searching over HTTP', () => {
  let bench: TestApp;
  let world: World;
  let server: Listening;
  beforeAll(async () => {
    bench = await testApp();
    world = await makeWorld(bench.app);
    server = await bench.serve();
    const reviewer = world.ctx('province.information');
    const steward = world.ctx('province.transport');
    const means = { steward, reviewer, drain: () => bench.drain() };
    await publishedDataset(means);
    await publishedDataset(means, {
      title: '客运班线实时位置',
      open_type: 'conditional',
      licence: 'agreement',
      open_condition: '出行服务',
      abstract: '车辆位置',
      keywords: ['客运'],
      items: [{ name: '线路', label: '线路名称', data_type: 'C', description: '', unit: '', sensitivity: 'none' }],
    });
    await newEntry(steward, { title: '还没有发布的收费站' });
    await bench.drain();
  });
  afterAll(() => bench?.close());

  const ask = async (query: string) => {
    const response = await fetch(`${server.url}/api/v1/datasets?${query}`);
    return {
      status: response.status,
      body: (await response.json()) as Record<string, never> & {
        items: { title: string; code: string; formats: string[]; downloads: number }[];
        total: number;
        facets: Record<string, { value: string; count: number; chosen: boolean; label_zh: string }[]>;
      },
    };
  };

  it('finds what is published and nothing else', async () => {
    const { body } = await ask(`q=${encodeURIComponent('收费站')}`);
    expect(body.items.map((one) => one.title)).toEqual(['高速公路收费站基本信息']);
    expect(body.items[0]?.formats).toEqual(['csv', 'json', 'xlsx', 'parquet']);
    expect((await ask('')).body.total).toBe(2);
  });

  it('offers no file of licensed data', async () => {
    const { body } = await ask('open_type=conditional');
    expect(body.items.map((one) => one.formats)).toEqual([['api']]);
  });

  it('chooses an agency by its social credit code, and nobody by a code nobody has', async () => {
    const { uscc } = world.organization('province.transport');
    const mine = await ask(`agency=${uscc}`);
    expect(mine.body.total).toBe(2);
    expect(mine.body.facets.agency).toEqual([
      expect.objectContaining({ value: uscc, count: 2, chosen: true, label_zh: '山西省交通运输厅' }),
    ]);
    expect((await ask('agency=11140000NOBODY')).body.total).toBe(0);
  });

  it('counts downloads into the order', async () => {
    const [toll] = (await ask(`q=${encodeURIComponent('收费站')}`)).body.items;
    const file = await fetch(`${server.url}/api/v1/datasets/${toll?.code}/versions/latest/download?format=csv`);
    expect(file.status).toBe(200);
    await file.arrayBuffer();
    const { body } = await ask('sort=downloads');
    expect(body.items[0]).toMatchObject({ code: toll?.code, downloads: 1 });
  });

  it('survives control characters and refuses what is no page', async () => {
    expect((await ask('q=%00%01')).status).toBe(200);
    expect((await ask('theme=%00&agency=%00')).status).toBe(200);
    expect((await ask('page=0')).status).toBe(400);
    expect((await ask('page_size=1000')).status).toBe(400);
    expect((await ask('page=99999')).body).toMatchObject({ items: [], total: 2 });
  });

  it('is rebuilt from the records, downloads included', async () => {
    await bench.database.query('delete from search_document');
    expect((await ask('')).body.total).toBe(0);
    const { reindexAll } = await import('#api/search/service.ts');
    expect(await reindexAll(bench.app)).toBe(2);
    const { body } = await ask('sort=downloads');
    expect(body.total).toBe(2);
    expect(body.items[0]?.downloads).toBe(1);
    expect(await bench.database.query('select 1 from search_part')).toHaveLength(2);
  });

  it('keeps what is indexed while it is rebuilt, and the words it knows', async () => {
    const port = createPostgresSearch(bench.app.db);
    const { findRecords, publishedEntryIds } = await import('#api/search/store.ts');
    const [first, second] = await findRecords(bench.app.db, await publishedEntryIds(bench.app.db, '', 10));
    if (first === undefined || second === undefined) throw new Error('no records');
    const terms = () => bench.database.query('SELECT kind, text FROM search_term ORDER BY 1, 2');
    const before = await terms();
    expect(before.length).toBeGreaterThan(0);
    await bench.database.query("INSERT INTO search_term VALUES ('latin', 'forgotten', '', '')");
    await port.remove(second.id);
    async function* batches() {
      yield [first as SearchRecord];
      expect((await terms()).length).toBe(before.length + 1);
      await port.index([second as SearchRecord]);
    }
    await port.rebuild(batches());
    expect((await ask('')).body.total).toBe(2);
    await port.rebuild(
      (async function* all() {
        yield [first as SearchRecord, second as SearchRecord];
      })(),
    );
    expect(await terms()).toEqual(before);
  });

  it('writes nothing when nothing is another than before', async () => {
    const { reindexAll } = await import('#api/search/service.ts');
    const where =
      'SELECT d.ctid::text AS document, p.ctid::text AS part FROM search_document d LEFT JOIN search_part p USING (id)';
    const places = () => bench.database.query<{ document: string; part: string | null }>(`${where} ORDER BY id`);
    const before = await places();
    await reindexAll(bench.app);
    expect(await places()).toEqual(before);
    expect(before).toHaveLength(2);
    await bench.database.query("UPDATE search_document SET abstract = '' WHERE ctid = $1::tid", [before[0]?.document]);
    await bench.database.query('DELETE FROM search_part WHERE ctid = $1::tid', [before[1]?.part]);
    const harmed = await places();
    expect(harmed[1]?.part).toBeNull();
    await reindexAll(bench.app);
    const after = await places();
    expect(after[0]?.document).not.toBe(harmed[0]?.document);
    expect(after[0]?.part).toBe(before[0]?.part);
    expect(after[1]?.document).toBe(before[1]?.document);
    expect(after[1]?.part).not.toBeNull();
  });
});
