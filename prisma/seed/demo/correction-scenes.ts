/** Corrections of published data (Article 11; State Council Order 809, Article 26): one made, one without error, one being checked. */
import { correctionBody } from '#api/feedback/contract.ts';
import { acceptCorrection, correctData, fileCorrection, findNoError } from '#api/feedback/corrections.ts';
import { type Book, look } from './book.ts';
import type { Crowd, PersonKey } from './crowd.ts';
import type { Scene } from './scene.ts';

export function correctionScenes(book: Book, people: () => Crowd): Scene[] {
  const code = (key: string) => look(book.catalogue, key).code;
  const made = new Map<string, { id: string; revision: number }>();
  const file = (key: string, by: PersonKey, body: object) => async () => {
    made.set(key, await fileCorrection(people().ctx(by), correctionBody.parse(body)));
  };
  return [
    {
      day: '2026-09-08',
      time: '20:00',
      what: 'correction: places for lorries',
      play: (stage) =>
        file('lorries', 'driver', {
          dataset: code('service.areas'),
          version: 1,
          column: '大车停车位',
          row: '服务区编号 G5-F004',
          wrong: '大车停车位数与现场不符，2026 年 7 月已扩建。',
          right: '较原来增加 20 个',
          evidence: '服务区入口公示牌',
        })().then(() => stage.drain()),
    },
    {
      day: '2026-09-17',
      time: '15:00',
      what: 'correction: done with the new version',
      async play(stage) {
        const { id, revision } = look(made, 'lorries');
        const text = '经核实，该服务区已于 7 月完成扩建，新版本已更正。感谢您的指正。';
        await correctData(stage.as('province.transport'), id, { revision, text, version: 2 });
      },
    },
    {
      day: '2026-10-27',
      time: '20:00',
      what: 'correction: a price',
      play: (stage) =>
        file('price', 'trader', {
          dataset: code('coal.prices'),
          column: '坑口价',
          row: '2026-09-25 主焦煤 低硫 吕梁市',
          wrong: '价格比市场报价低约 40 元。',
          right: '市场报价的均价',
        })().then(() => stage.drain()),
    },
    {
      day: '2026-11-02',
      time: '15:00',
      what: 'correction: no error',
      async play(stage) {
        const { id, revision } = look(made, 'price');
        const text = '坑口价为不含税、不含运费的出矿价，市场报价含税，口径不同，经核实数据无误。';
        await findNoError(stage.as('province.energy'), id, { revision, text });
      },
    },
    {
      day: '2026-11-12',
      time: '21:00',
      what: 'correction: where a toll station is',
      play: (stage) =>
        file('station', 'hiker', {
          dataset: code('toll.stations'),
          column: '经度',
          row: '收费站编号 G55-07',
          wrong: '地图上的位置偏到了河对岸。',
          right: '应当在公路西侧约 800 米',
        })().then(() => stage.drain()),
    },
    {
      day: '2026-11-16',
      time: '15:00',
      what: 'correction: being checked',
      async play(stage) {
        const { id, revision } = look(made, 'station');
        await acceptCorrection(stage.as('province.transport'), id, { revision });
      },
    },
  ];
}
