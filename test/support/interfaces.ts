/** A catalogue for the interfaces: open data with places and two versions, data by licence, something withdrawn, and many more. */
import { submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { services } from '#api/services.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, upload } from '#test/support/catalog.ts';
import { publishOne } from '#test/support/publish.ts';
import { makeWorld, type World } from '#test/support/world.ts';

/** Monitoring stations along the Fen: name, coordinates, the day it opened, water quality class, mean flow. */
export const stationsCsv = [
  '站名,经度,纬度,建站日期,水质类别,流量',
  '雷鸣寺,112.0731,38.8502,1998-05-01,Ⅱ,4.52',
  '"静乐 <上>, ""一"" & 二",111.9312,38.3611,2001-06-15,Ⅱ,7.30',
  '汾河水库,111.9204,38.0455,1985-10-01,Ⅲ,11.25',
  '太原迎泽桥,112.5311,37.8612,1992-03-20,Ⅳ,15.00',
  '临汾甘亭,111.5602,36.1508,2010-09-09,Ⅲ,21.75',
  '未定点,,,2015-01-01,Ⅲ,0.10',
].join('\n');

export interface Scene {
  readonly t: TestApp;
  readonly world: World;
  /** Open, with coordinates, two versions. */
  readonly stations: string;
  /** By licence. */
  readonly licensed: string;
  readonly withdrawn: string;
  /** GeoJSON geometries in a column. */
  readonly areas: string;
  readonly url: string;
}

const ring = (x: number, y: number) =>
  JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 0.5, y],
        [x + 0.5, y + 0.5],
        [x, y + 0.5],
        [x, y],
      ],
    ],
  });

export const areasCsv = [
  '名称,范围',
  `北区,"${ring(112, 39).replaceAll('"', '""')}"`,
  `南区,"${ring(111, 35.5).replaceAll('"', '""')}"`,
  '无范围,',
].join('\n');

/** @param env `PUBLIC_URL` decides what the addresses in the answers begin with. */
export async function interfacesScene(
  env: Readonly<Record<string, string>> = {},
  pages: 'api' | 'built' = 'api',
): Promise<Scene> {
  const t = await testApp({ env });
  const world = await makeWorld(t.app);
  const drain = () => t.drain();
  const steward = world.ctx('province.transport');
  const reviewer = world.ctx('province.information');
  const publish = async (over: Parameters<typeof newEntry>[1], csv: string, places: Record<string, string> | null) => {
    const made = await newEntry(steward, over);
    const version = await upload(steward, made.id, csv, 'stations.csv');
    await t.drain();
    if (places !== null) await setPlaces(t, version.id, places);
    const sent = await submitEntry(steward, made.id, { revision: made.revision });
    await reviewEntry(reviewer, made.id, {
      revision: sent.revision,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    await t.drain();
    return made;
  };
  const coordinates = { longitude: '经度', latitude: '纬度' };
  const item = (name: string, label: string, data_type: 'C' | 'F' | 'D', unit = '') =>
    ({ name, label, data_type, description: '', unit, sensitivity: 'none' }) as const;
  const stations = await publish(
    {
      title: '汾河水质监测站点 </script><b>',
      title_en: 'Water monitoring stations on the Fen',
      abstract: '汾河干流水质监测站点的位置、建站日期和水质类别。',
      keywords: ['汾河', '水质', '监测站'],
      theme: 'environment',
      licence: 'cc-by-4.0',
      spatial: '汾河流域',
      temporal_from: '1985',
      temporal_to: '2025-06',
      items: [
        item('站名', '站点名称', 'C'),
        item('经度', '经度', 'F', '度'),
        item('纬度', '纬度', 'F', '度'),
        item('建站日期', '建站日期', 'D'),
        item('水质类别', '水质类别', 'C'),
        item('流量', '平均流量', 'F', '立方米/秒'),
      ],
    },
    stationsCsv.split('\n').slice(0, 4).join('\n'),
    coordinates,
  );
  t.clock.advance({ days: 3 });
  const second = await upload(steward, stations.id, stationsCsv, 'stations.csv');
  await t.drain();
  await setPlaces(t, second.id, coordinates);
  await services.datasets.publishVersion(steward, second.id);
  await t.drain();
  const areas = await publish({ title: '生态保护区范围', theme: 'environment' }, areasCsv, { geometry: '范围' });
  const licensed = await publishOne(world, { drain, openType: 'conditional', title: '收费站车流量（授权）' });
  t.clock.advance({ days: 1 });
  const gone = await publish({ title: '已停用的名录' }, '名称,数量\n甲,1\n乙,2\n', null);
  const seen = await showEntry(steward, gone.id);
  t.clock.advance({ hours: 1 });
  await withdrawEntry(steward, gone.id, { revision: seen.revision, reason: '名录已并入其他数据' });
  await t.drain();
  const server = await t.serve(pages);
  return {
    t,
    world,
    stations: stations.code,
    licensed,
    withdrawn: gone.code,
    areas: areas.code,
    url: server.url,
  };
}

/** Says where the places of a version's table are, as the ingest does when it recognises them; before publication. */
export async function setPlaces(t: TestApp, versionId: string, geo: Record<string, string>): Promise<void> {
  await t.app.db.versionTable.updateMany({ where: { versionId, number: 1 }, data: { geo } });
}

/** Copies of a published entry, for pages of lists: rows as publication leaves them. */
export async function manyEntries(t: TestApp, code: string, count: number): Promise<void> {
  const { db } = t.app;
  const entry = await db.entry.findUniqueOrThrow({ where: { code } });
  const revision = await db.entryRevision.findFirstOrThrow({
    where: { entryId: entry.id, number: entry.publishedRevision ?? 0 },
  });
  const at = (n: number) => new Date(Date.UTC(2026, 5, 1, 0, n));
  const ids = Array.from({ length: count }, (_, n) => `ent_zz${String(n).padStart(6, '0')}`);
  await db.entry.createMany({
    data: ids.map((id, n) => ({
      ...entry,
      content: entry.content as object,
      id,
      code: `301002/${String(n + 1).padStart(6, '0')}`,
      title: `批量数据 ${n + 1}`,
      publishedRevision: 1,
      revision: 1,
      publishedAt: at(n),
      createdAt: at(n),
      updatedAt: at(n),
    })),
  });
  await db.entryRevision.createMany({
    data: ids.map((entryId, n) => ({
      entryId,
      number: 1,
      action: 'create',
      at: at(n),
      content: { ...(revision.content as object), title: `批量数据 ${n + 1}`, title_en: '' },
    })),
  });
}
