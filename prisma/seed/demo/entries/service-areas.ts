/** Service areas of motorways: an archive of two tables with a description and a picture beside them. */

import { page, zip } from '../pack.ts';
import { type Colour, picture } from '../picture.ts';
import { type City, cities, motorways, short } from '../places.ts';
import { random } from '../random.ts';
import { type Column, type EntrySpec, encodeTable, pad, type Row } from '../table.ts';

interface Area {
  readonly code: string;
  readonly name: string;
  readonly road: readonly [code: string, name: string];
  readonly city: City;
  readonly lon: number;
  readonly lat: number;
  readonly cars: number;
  readonly lorries: number;
  readonly chargers: number;
  /** Opened in the summer of 2026, or closed for rebuilding in it. */
  readonly fate: 'opened' | 'closed' | 'stays';
}

const areas: readonly Area[] = (() => {
  const r = random('service areas');
  let made = 0;
  return motorways.flatMap(([code, roadName, along]) =>
    along.split(' ').flatMap((cityName) => {
      const city = cities.find((one) => one.name === cityName);
      if (city === undefined) return [];
      return Array.from({ length: 3 }, (_, i): Area => {
        made += 1;
        const county = r.pick(city.counties);
        return {
          code: `${code}-F${pad(made, 3)}`,
          name: `${short(county.name)}${['', '东', '西'][i]}服务区`,
          road: [code, roadName],
          city,
          lon: city.lon + (r.next() - 0.5) * 0.5,
          lat: city.lat + (r.next() - 0.5) * 0.5,
          cars: r.int(6, 30) * 10,
          lorries: r.int(3, 20) * 5,
          chargers: r.int(4, 24),
          fate: made % 13 === 0 ? 'opened' : made % 29 === 0 ? 'closed' : 'stays',
        };
      });
    }),
  );
})();

const standing = (upto: string) =>
  areas.filter(({ fate }) => fate === 'stays' || (fate === 'opened') === upto > '2026-08');

const chargerColumns: readonly Column[] = [
  ['充电桩编号', 'C'],
  ['服务区编号', 'C'],
  ['类型代码', 'C'],
  ['额定功率', 'I'],
  ['投用年份', 'I'],
];

function chargers(upto: string): Row[] {
  const r = random('chargers of service areas');
  const kinds = [
    ['1', 7],
    ['2', 60],
    ['2', 120],
    ['3', 480],
  ] as const;
  return standing(upto).flatMap((area) =>
    Array.from({ length: area.chargers }, (_, i): Row => {
      const [kind, power] = r.pick(kinds);
      return [`${area.code}-${pad(i + 1, 2)}`, area.code, kind, power, r.int(2019, upto > '2026-08' ? 2026 : 2025)];
    }),
  );
}

const colours: readonly Colour[] = [
  [181, 50, 42],
  [31, 92, 122],
  [201, 140, 40],
  [70, 120, 70],
  [110, 70, 130],
  [60, 60, 70],
  [160, 90, 60],
  [40, 130, 130],
];

/** Where they lie along their roads: longitude 110 to 114.6, latitude 34.5 to 40.8. */
function sketch(upto: string): Buffer {
  const [width, height] = [460, 760];
  const drawn = picture(width, height, [250, 249, 246]);
  const at = ({ lon, lat }: { lon: number; lat: number }) =>
    [((lon - 110) / 4.6) * width, height - ((lat - 34.5) / 6.3) * height] as const;
  for (const [i, [, , along]] of motorways.entries()) {
    const through = along.split(' ').flatMap((name) => cities.filter((one) => one.name === name).map(at));
    drawn.line(through, 3, [205, 208, 212]);
    for (const area of standing(upto).filter((one) => one.road[0] === motorways[i]?.[0]))
      drawn.disc(...at(area), 2 + area.cars / 50, colours[i % colours.length] ?? [0, 0, 0]);
  }
  return drawn.png();
}

export const serviceAreas: readonly EntrySpec[] = [
  {
    key: 'service.areas',
    provider: 'province.transport',
    node: '301001',
    title: '高速公路服务区设施和充电桩',
    titleEn: 'Motorway service areas and chargers',
    abstract:
      '全省高速公路服务区的位置、车位、加油和餐饮设施，以及逐桩的充电设施。压缩包含两张表、一份数据说明和一幅布局示意图。',
    keywords: ['服务区', '充电桩', '高速公路', '停车位', '新能源汽车'],
    theme: 'public_services',
    cycle: 'quarterly',
    day: '2026-06-10',
    upto: '2026-05-31',
    editions: [
      { day: '2026-09-16', upto: '2026-08-31', note: '暑期新开通服务区；增加“换电站”“母婴室”，停止提供“开通年份”' },
    ],
    spans: { 换电站: ['2026-08-01'], 母婴室: ['2026-08-01'], 开通年份: ['', '2026-07-31'] },
    file: { name: '服务区设施和充电桩.zip' },
    over: { format_category: '2', format_detail: 'zip', licence: 'cc-by-4.0' },
    columns: [
      ['服务区编号', 'C', '路线编号加序号，全省唯一'],
      ['服务区名称', 'C', '演示名称'],
      ['路线编号', 'C', '国家高速公路网编号'],
      ['路线名称', 'C', '国家高速公路网名称'],
      ['市', 'C', '所在设区的市'],
      ['小客车停车位', 'I', '', '个'],
      ['大车停车位', 'I', '货车和客车', '个'],
      ['充电桩数', 'I', '与充电桩表的行数一致', '台'],
      ['加油站', 'L', '是或者否'],
      ['换电站', 'L', '是或者否，2026 年 8 月起'],
      ['母婴室', 'L', '是或者否，2026 年 8 月起'],
      ['开通年份', 'I', '2026 年 8 月起不再提供', '年'],
      ['经度', 'F', 'CGCS2000 坐标', '度'],
      ['纬度', 'F', 'CGCS2000 坐标', '度'],
    ],
    rows: (r, upto) =>
      areas.flatMap((area): Row[] => {
        // Chance is asked alike in each version, so that only what was widened differs.
        const [widened, fuel, swap, room, year] = [
          r.chance(0.18),
          r.chance(0.9),
          r.chance(0.2),
          r.chance(0.8),
          r.int(2001, 2024),
        ];
        if (!standing(upto).includes(area)) return [];
        const more = widened && upto > '2026-08' ? 20 : 0;
        return [
          [
            area.code,
            area.name,
            ...area.road,
            area.city.name,
            area.cars + more,
            area.lorries + more,
            area.chargers,
            fuel ? '是' : '否',
            swap ? '是' : '否',
            room ? '是' : '否',
            year,
            area.lon.toFixed(6),
            area.lat.toFixed(6),
          ],
        ];
      }),
    async pack({ columns, rows }, { upto }) {
      const csv = (head: readonly Column[], body: readonly Row[]) =>
        encodeTable(head, body, { name: '', encoding: 'utf8-bom' });
      return zip({
        '服务区.csv': csv(columns, rows),
        '充电桩.csv': csv(chargerColumns, chargers(upto)),
        '数据说明.pdf': await page('高速公路服务区设施和充电桩 数据说明', [
          `一、本数据包含服务区表 ${rows.length} 行、充电桩表 ${chargers(upto).length} 行，数据截至 ${upto}。`,
          '二、服务区表每行一个服务区，以“服务区编号”为主键；充电桩表每行一台充电桩，以“充电桩编号”为主键，以“服务区编号”与服务区表关联。',
          '三、“类型代码”：1 交流慢充，2 直流快充，3 超级快充。“额定功率”的单位为千瓦。',
          '四、坐标为 CGCS2000，经纬度保留六位小数。布局示意图按路线着色，圆点大小与小客车停车位数成正比。',
          '五、数据按季度更新；对数据有疑问的，可以在数据集页面提出校核。',
        ]),
        '服务区布局示意图.png': sketch(upto),
      });
    },
    demand: 205,
  },
];
