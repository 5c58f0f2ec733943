/** Two instances on one machine harvest each other: what is whose stays clear, and nothing goes round (Article 6). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import type { Ctx } from '#api/context.ts';
import { getRecord, listRecords } from '#api/federation/records.ts';
import * as sources from '#api/federation/sources.ts';
import type { RunOut, SourceOut } from '#api/federation/view.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import { type Listening, startServer } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

interface Instance {
  readonly t: TestApp;
  readonly world: World;
  readonly server: Listening;
  readonly url: string;
  readonly department: Ctx;
  publish(title: string): Promise<Published>;
}

let province: Instance;
let city: Instance;
let ofCity: SourceOut;
let ofProvince: SourceOut;
let roads: Published;
let buses: Published;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function instance(port: number, other: number): Promise<Instance> {
  const url = `http://127.0.0.1:${port}`;
  const t = await testApp({ env: { PUBLIC_URL: url, OUTBOUND_ALLOW: `127.0.0.1:${other}` } });
  const world = await makeWorld(t.app);
  const server = await startServer(t.app, { port, host: '127.0.0.1', pages: 'none' });
  const department = world.ctx('province.information');
  const means = { steward: world.ctx('province.transport'), reviewer: department, drain: () => t.drain() };
  const publish = async (title: string) => {
    const made = await publishedDataset(means, { title });
    await t.drain();
    return made;
  };
  return { t, world, server, url, department, publish };
}

beforeAll(async () => {
  const [a, b] = [await freePort(), await freePort()];
  province = await instance(a, b);
  city = await instance(b, a);
  roads = await province.publish('全省公路里程');
  buses = await city.publish('公交线路与站点');
  const portal = { kind: 'jinshu', region_code: '140000', name_en: '', schedule: 'manual' } as const;
  ofCity = await sources.addSource(province.department, { ...portal, url: city.url, name: '市平台' });
  ofProvince = await sources.addSource(city.department, { ...portal, url: province.url, name: '省平台' });
});
afterAll(async () => {
  for (const one of [province, city]) {
    await one?.server.close(500);
    await one?.t.close();
  }
});

async function harvest(by: Instance, source: SourceOut, full = true): Promise<RunOut> {
  by.t.clock.advance({ minutes: 30 });
  const run = await sources.runSource(by.department, source.id, { full });
  await by.t.drain();
  return sources.getRun(by.department, run.id);
}
const titles = async (of: Instance) =>
  (await listRecords(of.world.ctx(null), { page: 1, page_size: 50 })).items.map((one) => one.title);
const found = async (of: Instance) =>
  (await search(of.world.ctx(null), searchQuery.parse({}))).items.map((one) => one.title).sort();

describe('two instances', () => {
  it('give their entries the same codes, and still know them apart', () => {
    expect(roads.entry.code).toBe(buses.entry.code);
  });

  it('take each other’s datasets with where they come from', async () => {
    expect(await harvest(province, ofCity)).toMatchObject({ state: 'done', added: 1, failed: 0, fault: null });
    expect(await harvest(city, ofProvince)).toMatchObject({ state: 'done', added: 1, failed: 0, fault: null });
    const [record] = (await listRecords(province.department, { page: 1, page_size: 5 })).items;
    expect(record).toMatchObject({
      title: '公交线路与站点',
      identifier: `${city.url}/datasets/${buses.entry.code}`,
      origin_url: `${city.url}/datasets/${buses.entry.code}`,
      source: { name: '市平台', url: city.url },
      content: {
        title_en: 'Motorway toll stations',
        publisher: expect.stringContaining('交通'),
        theme: 'public_services',
        update_cycle: 'monthly',
        items: ['收费站名称', '站名', '车道数量', '车道数'],
        formats: ['csv', 'xlsx', 'json', 'parquet'],
      },
    });
    expect(await found(province)).toEqual(['全省公路里程', '公交线路与站点'].sort());
    // The addresses of its files are good: the data stay at their portal.
    const file = record!.content.distributions.find((one) => one.format === 'csv');
    expect(await (await fetch(file!.url)).text()).toContain('太原北');
  });

  it('do not take back what came from them, however often they ask', async () => {
    for (let round = 0; round < 3; round++) {
      expect(await harvest(province, ofCity)).toMatchObject({
        state: 'done',
        added: 0,
        changed: 0,
        unchanged: 1,
        removed: 0,
      });
      expect(await harvest(city, ofProvince)).toMatchObject({
        state: 'done',
        added: 0,
        changed: 0,
        unchanged: 1,
        removed: 0,
      });
    }
    expect(await titles(province)).toEqual(['公交线路与站点']);
    expect(await titles(city)).toEqual(['全省公路里程']);
    expect(await found(city)).toEqual(['全省公路里程', '公交线路与站点'].sort());
  });

  it('hear of what is new, and of what was withdrawn', async () => {
    city.t.clock.set(province.t.clock.now());
    await city.publish('共享单车停放点');
    const part = await harvest(province, ofCity, false);
    expect(part).toMatchObject({ full: false, state: 'done', added: 1, removed: 0 });
    await withdrawEntry(city.world.ctx('province.transport'), buses.entry.id, {
      revision: buses.entry.revision,
      reason: '数据停止更新，由新的数据集代替。',
    });
    await city.t.drain();
    const [gone] = await province.t.database.query<{ id: string }>('select id from harvested_record where title = $1', [
      '公交线路与站点',
    ]);
    expect(await harvest(province, ofCity)).toMatchObject({ state: 'done', removed: 1, added: 0 });
    await expect(getRecord(province.department, gone!.id)).rejects.toMatchObject({ code: 'federation.record_removed' });
    expect(await titles(province)).toEqual(['共享单车停放点']);
    expect(await found(province)).toEqual(['全省公路里程', '共享单车停放点'].sort());
  });

  it('that is away leaves everything as it was', async () => {
    const before = await titles(province);
    await city.server.close(100);
    expect(await harvest(province, ofCity)).toMatchObject({
      state: 'failed',
      removed: 0,
      fault: { code: 'outbound.unreachable' },
    });
    expect(await titles(province)).toEqual(before);
  });
});
