/** Two city portals in the province's catalogue (Article 6), read in the story and paused at its end: they do not exist. */
import { addSource, pauseSource, runSource } from '#api/federation/sources.ts';
import { datongPortal, taiyuanPortal } from './portals.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { hosts } from './web.ts';

const department = 'province.information';

async function run(stage: Stage, id: string, full: boolean): Promise<void> {
  await runSource(stage.as(department), id, { full });
  await stage.drain();
}

export function federationScenes(): Scene[] {
  const ids = { taiyuan: '', datong: '' };
  const scene = (day: string, time: string, what: string, play: Scene['play']): Scene => ({ day, time, what, play });
  return [
    scene('2026-09-07', '10:00', 'the portals of two cities are connected', async (stage) => {
      stage.web.answer(hosts.taiyuan, taiyuanPortal('september'));
      stage.web.answer(hosts.datong, datongPortal());
      const ctx = () => stage.as(department);
      const taiyuan = await addSource(ctx(), {
        kind: 'ckan',
        url: `https://${hosts.taiyuan}/`,
        region_code: '140100',
        name: '太原市公共数据开放平台（演示）',
        name_en: 'Taiyuan open data (demonstration)',
        schedule: 'daily',
      });
      const datong = await addSource(ctx(), {
        kind: 'dcat_us',
        url: `https://${hosts.datong}/data.json`,
        region_code: '140200',
        name: '大同市公共数据开放平台（演示）',
        name_en: 'Datong open data (demonstration)',
        schedule: 'weekly',
      });
      Object.assign(ids, { taiyuan: taiyuan.id, datong: datong.id });
      await run(stage, taiyuan.id, true);
      await run(stage, datong.id, true);
    }),
    scene(
      '2026-11-09',
      '10:00',
      'read again: records added, changed, gone, one that cannot be taken',
      async (stage) => {
        stage.web.answer(hosts.taiyuan, taiyuanPortal('november'));
        await run(stage, ids.taiyuan, true);
        // The other portal has moved its inventory away.
        stage.web.answer(hosts.datong, () => ({
          status: 404,
          type: 'text/html',
          body: '<html><body>404</body></html>',
        }));
        await run(stage, ids.datong, true);
      },
    ),
    scene('2026-11-10', '10:00', 'paused: there is no such portal', async (stage) => {
      const { db } = stage.app;
      for (const id of Object.values(ids)) {
        const { revision } = await db.harvestSource.findUniqueOrThrow({ where: { id } });
        await pauseSource(stage.as(department), id, { revision });
      }
    }),
  ];
}
