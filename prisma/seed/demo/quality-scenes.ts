/** Dictionaries that agencies confirmed, and the rules their versions are held against (Article 11). */
import { dictionaryBody } from '#api/quality/contract.ts';
import { confirmDictionary, saveDictionary, showDictionary } from '#api/quality/dictionary.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';

type Columns = (Parameters<typeof dictionaryBody.parse>[0] & { columns: object[] })['columns'];

interface Said {
  readonly day: string;
  readonly of: string;
  /** Edits by column; the column's table is looked up. */
  readonly columns: Readonly<Record<string, object>>;
}

const must = { rule: 'not_null', blocking: true };

const said: readonly Said[] = [
  {
    day: '2026-07-22',
    of: 'toll.stations',
    columns: {
      收费站编号: { label_en: 'Station code', rules: [must, { rule: 'unique', blocking: true }] },
      行政区划代码: { label_en: 'Region code', rules: [{ rule: 'pattern', pattern: '14\\d{4}', blocking: true }] },
      经度: { label_en: 'Longitude', rules: [{ rule: 'range', min: 110, max: 114.6 }] },
      纬度: { label_en: 'Latitude', rules: [{ rule: 'range', min: 34.5, max: 40.8 }] },
      车道数: { label_en: 'Lanes', rules: [{ rule: 'range', min: 1, max: 40 }] },
    },
  },
  {
    day: '2026-09-03',
    of: 'service.areas',
    columns: {
      服务区编号: { label_en: 'Service area code', rules: [must, { rule: 'unique', blocking: true }] },
      充电桩编号: { label_en: 'Charger code', rules: [must, { rule: 'unique', blocking: true }] },
      类型代码: {
        label: '充电桩类型',
        label_en: 'Kind of charger',
        codes: [
          { code: '1', zh: '交流慢充', en: 'AC' },
          { code: '2', zh: '直流快充', en: 'DC' },
          { code: '3', zh: '超级快充', en: 'High power' },
        ],
        rules: [{ rule: 'codes', blocking: true }],
      },
      额定功率: { label_en: 'Power', unit: 'kW', rules: [{ rule: 'range', min: 3, max: 600 }] },
    },
  },
  {
    day: '2026-10-23',
    of: 'road.weather',
    columns: {
      站号: { label_en: 'Station', rules: [must] },
      能见度: { label_en: 'Visibility', unit: 'm', rules: [{ rule: 'range', min: 200, max: 20_000 }] },
      路面温度: { label_en: 'Road temperature', unit: '℃', rules: [{ rule: 'range', min: -40, max: 70 }] },
      路面状况代码: {
        label: '路面状况',
        label_en: 'State of the road',
        codes: [
          { code: '0', zh: '干燥', en: 'Dry' },
          { code: '1', zh: '潮湿', en: 'Damp' },
          { code: '2', zh: '积水', en: 'Wet' },
          { code: '3', zh: '结冰', en: 'Icy' },
        ],
        rules: [{ rule: 'codes', blocking: true }],
      },
    },
  },
];

export function qualityScenes(book: Book, stewardOf: (key: string) => string): Scene[] {
  return said.map(({ day, of, columns }) => ({
    day,
    time: '16:30',
    what: `${of}: dictionary confirmed, rules set`,
    async play(stage) {
      const { id } = look(book.catalogue, of);
      const steward = () => stage.as(stewardOf(of));
      const before = await showDictionary(steward(), id);
      const edits: Columns = Object.entries(columns).map(([column, edit]) => {
        const table = before.tables.find((one) => one.columns.some((known) => known.column === column));
        if (table === undefined) throw new Error(`${of} has no column ${column}`);
        return { table: table.name, column, confirm: true, ...edit };
      });
      const body = dictionaryBody.parse({ revision: before.revision, columns: edits });
      const { revision } = await saveDictionary(steward(), id, body);
      await confirmDictionary(steward(), id, { revision });
      await stage.drain();
    },
  }));
}
