/** How the platform was: checks of ninety days counted, one disturbance that passed, work announced and done. */

import { newId } from '#api/context.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { parts } from '#api/status/rules/codes.ts';
import { announce, updateNotice } from '#api/status/service.ts';
import { count, insertDisturbance } from '#api/status/store.ts';
import type { Scene } from './scene.ts';

const operator = 'province.information';
/** Minutes of a day. */
const checks = 1440;
/** The search gave no answer for so many minutes. */
const failed = {
  day: '2026-10-15',
  from: '2026-10-15T14:07:00+08:00',
  until: '2026-10-15T14:38:00+08:00',
  minutes: 31,
};

export function statusScenes(lastDay: Day): Scene[] {
  const first = addDays(lastDay, -89);
  let [disturbance, work] = ['', ''];
  return [
    {
      day: '2026-10-15',
      time: '14:12',
      what: 'the search is disturbed',
      async play(stage) {
        const notice = await announce(stage.as(operator), {
          kind: 'disturbance',
          title: '目录检索不可用',
          title_en: 'Search of the catalogue is unavailable',
          parts: ['search'],
          starts_at: failed.from,
          text: '检索服务没有应答，目录和数据集页面不受影响。正在处理。',
          text_en: 'The search gives no answer; catalogue and dataset pages are not affected. We are on it.',
        });
        disturbance = notice.id;
      },
    },
    {
      day: '2026-10-15',
      time: '14:40',
      what: 'the search works again',
      async play(stage) {
        await updateNotice(stage.as(operator), disturbance, {
          text: '14:38 恢复。原因是索引所在磁盘写满，已扩容并增加余量告警。',
          text_en:
            'Working again since 14:38. The disk of the index was full; it was enlarged, with an alert before it fills.',
          close: true,
        });
      },
    },
    {
      day: '2026-11-06',
      time: '17:30',
      what: 'planned work is announced',
      async play(stage) {
        const notice = await announce(stage.as(operator), {
          kind: 'maintenance',
          title: '数据库例行维护',
          title_en: 'Routine maintenance of the database',
          parts: ['portal', 'database'],
          starts_at: '2026-11-07T23:00:00+08:00',
          ends_at: '2026-11-08T01:00:00+08:00',
          text: '维护期间可以浏览，办理事项可能短时中断。',
          text_en: 'Pages can be read meanwhile; submitting may be interrupted briefly.',
        });
        work = notice.id;
      },
    },
    {
      day: '2026-11-08',
      time: '00:20',
      what: 'the planned work is done',
      async play(stage) {
        await updateNotice(stage.as(operator), work, {
          text: '维护提前完成。',
          text_en: 'Finished early.',
          close: true,
        });
      },
    },
    {
      day: lastDay,
      time: '23:00',
      what: 'checks of ninety days',
      // Counters, as those of downloads: nobody's act. They are written at once, since one of them would be a minute of the story.
      async play({ app }) {
        for (let day = first; day <= lastDay; day = addDays(day, 1))
          for (const part of parts.codes)
            await count(app.db, {
              part,
              day,
              checks,
              failed: part === 'search' && day === failed.day ? failed.minutes : 0,
              ms: 40,
            });
        await insertDisturbance(app.db, {
          id: newId(app, 'disturbance'),
          part: 'search',
          kind: 'failing',
          since: new Date(failed.from),
          until: new Date(failed.until),
        });
      },
    },
  ];
}
