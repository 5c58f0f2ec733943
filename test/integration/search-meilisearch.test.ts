/** Meilisearch as the search: the contract on a stand-in and, where MEILI_URL_TEST or MEILI_URL is given, on the real engine. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withFallback } from '#api/ports/search/fallback.ts';
import { createMeilisearch, type MeiliConfig } from '#api/ports/search/meilisearch.ts';
import type { SearchPort, SearchQuery } from '#api/ports/search/port.ts';
import { createPostgresSearch } from '#api/ports/search/postgres.ts';
import { reindexAll } from '#api/search/service.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset } from '#test/support/catalog.ts';
import { type MeiliDouble, meilisearchDouble } from '#test/support/meilisearch-double.ts';
import { placeRecords, type SearchBench, searchContract } from '#test/support/search-contract.ts';
import { makeWorld } from '#test/support/world.ts';

/** The engine with the database behind it; here the database must not answer in its stead. */
async function engineBench(config: MeiliConfig, close: () => Promise<void>): Promise<SearchBench> {
  const bench = await testApp();
  const { app } = bench;
  const base: SearchPort = {
    ...createPostgresSearch(app.db),
    search: () => Promise.reject(new Error('the database was asked instead of the engine')),
    totals: () => Promise.reject(new Error('the database was asked instead of the engine')),
  };
  const port = withFallback(createMeilisearch(config), base, app);
  await port.configure({ synonyms: [], names: [] });
  return {
    port,
    prepare: (records) => placeRecords(app, records),
    close: async () => {
      await bench.close();
      await close();
    },
  };
}

searchContract('Meilisearch (stand-in)', async () => {
  const double = await meilisearchDouble();
  return engineBench({ url: double.url, key: double.key }, () => double.close());
});

const real = process.env.MEILI_URL_TEST ?? process.env.MEILI_URL;
if (real !== undefined) {
  const key = process.env.MEILI_KEY_TEST ?? process.env.MEILI_KEY;
  searchContract('Meilisearch (real)', () =>
    engineBench({ url: real, key, index: `test_${randomBytes(6).toString('hex')}`, patience: 10_000 }, async () => {}),
  );
}

describe('an engine that fails', () => {
  let double: MeiliDouble;
  let bench: TestApp;
  let port: SearchPort;
  const lines: { level: number; msg: string }[] = [];
  const log = pino(
    { level: 'info' },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(String(chunk)));
        done();
      },
    }),
  );
  const said = () => lines.splice(0).map((one) => one.msg);
  const query: SearchQuery = { text: '收费站', chosen: {}, sort: 'relevance', offset: 0, limit: 10 };
  const settle = async (wanted: string | null) => {
    for (let n = 0; n < 100 && (await port.ready()).degraded !== wanted; n++)
      await new Promise((r) => setTimeout(r, 20));
    return (await port.ready()).degraded;
  };

  beforeAll(async () => {
    double = await meilisearchDouble();
    bench = await testApp();
    port = withFallback(
      createMeilisearch({ url: double.url, key: double.key, patience: 300 }),
      createPostgresSearch(bench.app.db),
      {
        db: bench.app.db,
        log,
        rest: 30,
      },
    );
    const world = await makeWorld(bench.app);
    const steward = world.ctx('province.transport');
    await publishedDataset({ steward, reviewer: world.ctx('province.information'), drain: () => bench.drain() });
    await newEntry(steward, { title: '内部使用的收费站台账' });
    await bench.drain();
    await reindexAll({ ...bench.app, ports: { ...bench.app.ports, search: port } });
    said();
  });
  afterAll(async () => {
    await bench?.close();
    await double?.close();
  });

  it('was given nothing that is not public', () => {
    const sent = double.received.join('\n');
    expect(sent).toContain('高速公路收费站基本信息');
    expect(sent).not.toContain('内部使用的收费站台账');
    expect([...double.indexes.keys()]).toEqual(['jinshu']);
  });

  it.each(['gone', 'broken', 'slow'] as const)(
    'is replaced by the database when it is %s, told once',
    async (state) => {
      expect(await settle(null)).toBeNull();
      said();
      const whole = await port.search(query);
      expect(whole.total).toBe(1);
      double.set(state);
      for (let n = 0; n < 5; n++) expect((await port.search(query)).ids).toEqual(whole.ids);
      const health = await port.ready();
      expect(health.engine).toBe('meilisearch');
      expect(health.degraded).not.toBeNull();
      expect(JSON.stringify(health)).not.toContain(double.key);
      expect(said()).toEqual(['the search engine does not answer; the database searches in its stead']);
      double.set('up');
      expect(await settle(null)).toBeNull();
      expect(said()).toEqual(['the search engine answers again']);
      expect((await port.search(query)).ids).toEqual(whole.ids);
    },
  );

  it('does not make a person wait once it is known to be down', async () => {
    double.set('slow');
    await port.search(query);
    const began = performance.now();
    await port.search(query);
    expect(performance.now() - began).toBeLessThan(250);
    double.set('up');
    await settle(null);
  });

  it('keeps the database complete, and the job waiting, while it is down', async () => {
    const { ids } = await port.search(query);
    double.set('gone');
    const [id = ''] = ids;
    await expect(port.remove(id)).rejects.toThrow();
    expect((await port.search(query)).total).toBe(0);
    double.set('up');
    await settle(null);
    await port.remove(id);
    await reindexAll({ ...bench.app, ports: { ...bench.app.ports, search: port } });
    expect((await port.search(query)).ids).toEqual([id]);
  });

  it('tells a change that its own task refused from one that was made', async () => {
    const engine = createMeilisearch({ url: double.url, key: double.key });
    const [record] = await import('#api/search/store.ts').then(async (store) =>
      store.findRecords(bench.app.db, (await port.search(query)).ids),
    );
    if (record === undefined) throw new Error('no record');
    await expect(engine.index([{ ...record, id: 'not an id' }])).rejects.toThrow(/documentAdditionOrUpdate failed/);
  });

  it('takes a change that comes while a fresh index is being filled into both', async () => {
    const engine = createMeilisearch({ url: double.url, key: double.key });
    const { ids } = await port.search(query);
    const { findRecords } = await import('#api/search/store.ts');
    const [record] = await findRecords(bench.app.db, ids);
    if (record === undefined) throw new Error('no record');
    const fresh = await engine.refill();
    await fresh.add([record]);
    await engine.index([{ ...record, title: '改名后的收费站' }]);
    await fresh.finish();
    expect((await engine.search({ ...query, text: '改名' })).ids).toEqual(ids);
    expect([...double.indexes.keys()]).toEqual(['jinshu']);
    // A rebuild that was cut off leaves no trace in the next.
    await engine.refill();
    const again = await engine.refill();
    await again.add([record]);
    await again.finish();
    expect((await engine.search({ ...query, text: '' })).total).toBe(1);
  });

  it('is told from one that was never filled', async () => {
    const empty = await meilisearchDouble();
    const other = withFallback(
      createMeilisearch({ url: empty.url, key: empty.key }),
      createPostgresSearch(bench.app.db),
      bench.app,
    );
    expect((await other.search(query)).total).toBe(1);
    expect((await other.ready()).degraded).toBe('index_not_found');
    const locked = withFallback(
      createMeilisearch({ url: empty.url, key: 'wrong' }),
      createPostgresSearch(bench.app.db),
      bench.app,
    );
    expect((await locked.search(query)).total).toBe(1);
    expect((await locked.ready()).degraded).toBe('invalid_api_key');
    await empty.close();
  });
});
