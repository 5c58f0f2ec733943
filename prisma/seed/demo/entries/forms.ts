/** Tables in the forms agencies send beside CSV: a workbook, GeoJSON, JSON Lines, Parquet. */
import { addDays } from '#api/kernel/time.ts';
import { geoJson, jsonLines, parquet, workbook } from '../pack.ts';
import { cities, counties, motorways, short } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, encodeTable, pad, type Row, warmth } from '../table.ts';

/** Real names, about where they are; area in km²; outlines are made up. */
const reserves: readonly (readonly [
  name: string,
  kind: string,
  city: string,
  lon: number,
  lat: number,
  km2: number,
])[] = [
  ['庞泉沟', '国家级自然保护区', '吕梁市', 111.46, 37.85, 104],
  ['芦芽山', '国家级自然保护区', '忻州市', 111.98, 38.72, 215],
  ['历山', '国家级自然保护区', '运城市', 111.93, 35.42, 248],
  ['蟒河', '国家级自然保护区', '晋城市', 112.46, 35.27, 56],
  ['五鹿山', '国家级自然保护区', '临汾市', 111.13, 36.51, 206],
  ['黑茶山', '国家级自然保护区', '吕梁市', 111.29, 38.22, 254],
  ['灵空山', '国家级自然保护区', '长治市', 112.08, 36.6, 103],
  ['太宽河', '国家级自然保护区', '运城市', 111.42, 34.99, 239],
  ['恒山', '国家森林公园', '大同市', 113.73, 39.67, 283],
  ['云冈', '国家森林公园', '大同市', 113.1, 40.1, 155],
  ['五台山', '国家森林公园', '忻州市', 113.58, 39.01, 191],
  ['关帝山', '国家森林公园', '吕梁市', 111.52, 37.75, 660],
  ['管涔山', '国家森林公园', '忻州市', 112.08, 38.66, 434],
  ['太行峡谷', '国家森林公园', '长治市', 113.5, 35.94, 180],
  ['黄崖洞', '国家森林公园', '长治市', 113.43, 36.83, 91],
  ['老顶山', '国家森林公园', '长治市', 113.16, 36.2, 27],
  ['乌金山', '国家森林公园', '晋中市', 112.72, 37.8, 38],
  ['天龙山', '国家森林公园', '太原市', 112.4, 37.72, 147],
  ['赵杲观', '国家森林公园', '忻州市', 112.79, 39.08, 47],
  ['方山', '国家森林公园', '阳泉市', 113.42, 37.98, 35],
];

function outline(name: string, lon: number, lat: number, km2: number): object {
  const r = random(`outline ${name}`);
  const radius = Math.sqrt(km2 / Math.PI);
  const ring = Array.from({ length: 28 }, (_, i) => {
    const angle = (i / 28) * 2 * Math.PI;
    const reach = radius * (0.72 + 0.56 * r.next());
    const [x, y] = [(reach * Math.cos(angle)) / 88.5, (reach * Math.sin(angle)) / 111.3];
    return [Number((lon + x).toFixed(5)), Number((lat + y).toFixed(5))];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}

const years = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];

/** Rain gauges stand in every second county. */
const gauges = counties
  .filter((_, i) => i % 2 === 0)
  .map((county, i) => {
    const r = random(`gauge ${county.code}`);
    return {
      code: `YL${county.code.slice(2)}${pad((i % 7) + 1, 2)}`,
      name: `${short(county.name)}演示雨量站`,
      county,
      lon: Number((county.city.lon + (r.next() - 0.5) * 0.6).toFixed(5)),
      lat: Number((county.city.lat + (r.next() - 0.5) * 0.6).toFixed(5)),
    };
  });

const sensors = motorways.flatMap(([code, , along]) =>
  along.split(' ').map((city, i) => ({ code: `${code}-Q${pad(i + 1, 2)}`, city, road: code })),
);

export const forms: readonly EntrySpec[] = [
  {
    key: 'nature.reserves',
    provider: 'province.ecology',
    node: '302001',
    title: '自然保护区和森林公园范围',
    titleEn: 'Nature reserves and forest parks',
    abstract:
      '国家级自然保护区和国家森林公园的名称、类别、所在市、面积和范围多边形（GeoJSON）。范围为示意，不作为管理依据。',
    keywords: ['自然保护区', '森林公园', 'GeoJSON', '生态空间'],
    theme: 'environment',
    cycle: 'yearly',
    day: '2026-04-22',
    file: { name: '自然保护区和森林公园范围.geojson' },
    over: { format_category: '6', format_detail: 'geojson', licence: 'cc-by-4.0' },
    columns: [
      ['名称', 'C'],
      ['类别', 'C', '国家级自然保护区、国家森林公园'],
      ['所在市', 'C', '主要部分所在的设区的市'],
      ['面积', 'F', '公布面积的约数', 'km²'],
      ['森林覆盖率', 'F', '模拟值', '%'],
    ],
    rows: (r) => reserves.map(([name, kind, city, , , km2]): Row => [name, kind, city, km2, r.about(78, 12, 1, 35)]),
    pack: (table) =>
      geoJson(table, ([name]) => {
        const [, , , lon, lat, km2] = reserves.find((one) => one[0] === name) ?? ['', '', '', 112, 37, 10];
        return outline(String(name), lon, lat, km2);
      }),
    demand: 150,
  },
  {
    key: 'yearbook',
    provider: 'province.statistics',
    node: '104002',
    title: '国民经济和社会发展主要指标（2016—2025 年）',
    titleEn: 'Main indicators, 2016 to 2025',
    abstract: '一个工作簿两张表：全省历年主要指标，以及分市历年地区生产总值、常住人口和人均可支配收入。数值为模拟值。',
    keywords: ['统计年鉴', '地区生产总值', '人口', '收入', '历年'],
    theme: 'public_services',
    cycle: 'yearly',
    day: '2026-06-10',
    file: { name: '主要指标2016-2025.xlsx' },
    over: { format_category: '2', format_detail: 'xlsx', licence: 'cc-by-4.0' },
    related: ['gdp.city'],
    columns: [
      ['年度', 'I', '统计年度'],
      ['城市', 'C', '设区的市'],
      ['地区生产总值', 'F', '现价', '亿元'],
      ['常住人口', 'F', '年末', '万人'],
      ['人均可支配收入', 'I', '全体居民', '元'],
    ],
    *rows(r) {
      for (const year of years)
        for (const city of cities) {
          const grown = 1.062 ** (year - 2016);
          const gdp = r.about(city.people * 62 * grown, city.people * 1.4, 1);
          const people = Number((city.people * 10 * (1 - (year - 2016) * 0.0021)).toFixed(1));
          yield [year, city.name, gdp, people, r.about(19_000 * 1.071 ** (year - 2016) + city.people * 90, 260)];
        }
    },
    pack: async (table) => {
      const sum = (year: number, at: number) =>
        table.rows.filter((row) => row[0] === year).reduce((total, row) => total + Number(row[at]), 0);
      const whole = years.map((year): Row => {
        const [gdp, people] = [sum(year, 2), sum(year, 3)];
        return [year, Number(gdp.toFixed(1)), Number(people.toFixed(1)), Math.round((gdp / people) * 10_000)];
      });
      const columns = [
        ['年度', 'I'],
        ['地区生产总值', 'F'],
        ['常住人口', 'F'],
        ['人均地区生产总值', 'I'],
      ] as const;
      return workbook({ 全省: { columns, rows: whole }, 分市: table });
    },
    demand: 240,
  },
  {
    key: 'rain.gauges',
    provider: 'province.emergency',
    node: '310002',
    title: '山洪灾害监测雨量站汛期日雨量',
    titleEn: 'Daily rain at flash-flood gauges',
    abstract: '山洪灾害防治区雨量站汛期逐日降水量和最大小时雨强，每行一站一日（JSON Lines）。',
    keywords: ['降雨', '雨量站', '山洪', '汛期', '坐标'],
    theme: 'emergency',
    cycle: 'monthly',
    day: '2026-08-12',
    upto: '2026-07-31',
    editions: [{ day: '2026-10-14', upto: '2026-09-30', note: '追加 8、9 月数据' }],
    file: { name: 'rain_gauges.jsonl' },
    over: { format_category: '6', format_detail: 'jsonl', licence: 'cc-by-4.0' },
    columns: [
      ['日期', 'D'],
      ['站号', 'C', '演示编号'],
      ['站名', 'C', '演示名称'],
      ['市', 'C'],
      ['县区', 'C'],
      ['日雨量', 'F', '08 时至次日 08 时', 'mm'],
      ['最大小时雨强', 'F', '', 'mm/h'],
      ['经度', 'F', 'CGCS2000', '度'],
      ['纬度', 'F', 'CGCS2000', '度'],
    ],
    *rows(r, upto) {
      for (const day of days('2026-06-01', upto)) {
        const wet = r.chance(0.15 + 0.25 * warmth(day));
        for (const { code, name, county, lon, lat } of gauges) {
          const rain = wet && r.chance(0.7) ? r.about(14, 14, 1) : 0;
          const most = rain === 0 ? 0 : Number((rain * (0.2 + 0.5 * r.next())).toFixed(1));
          yield [day, code, name, county.city.name, county.name, rain, most, lon, lat];
        }
      }
    },
    pack: jsonLines,
    demand: 88,
  },
  {
    key: 'road.weather',
    provider: 'province.transport',
    node: '301002',
    title: '高速公路气象站逐时路面状况',
    titleEn: 'Hourly road weather on motorways',
    abstract: '高速公路沿线气象站逐时气温、路面温度、能见度和路面状况代码，最近三十天滚动（Parquet）。',
    keywords: ['路面温度', '能见度', '交通气象', '结冰'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2026-10-21',
    upto: '2026-10-20',
    file: { name: 'road_weather.parquet' },
    over: { format_category: '6', format_detail: 'parquet', licence: 'cc-by-4.0' },
    columns: [
      ['时间', 'T', '整点'],
      ['站号', 'C', '路线编号加序号'],
      ['路线编号', 'C'],
      ['城市', 'C'],
      ['气温', 'F', '', '℃'],
      ['路面温度', 'F', '', '℃'],
      ['能见度', 'I', '', 'm'],
      ['路面状况代码', 'C', '0 干燥，1 潮湿，2 积水，3 结冰'],
    ],
    *rows(r, upto) {
      for (const day of days(addDays(upto, -29), upto))
        for (let hour = 0; hour < 24; hour += 1)
          for (const { code, road, city } of sensors) {
            const sun = Math.max(0, Math.sin(((hour - 6) / 13) * Math.PI));
            const air = r.about(-8 + 30 * warmth(day) + 8 * sun, 2.2, 1, -40);
            const wet = r.chance(0.12);
            const road_ = Number((air + 6 * sun - 0.8 + r.next()).toFixed(1));
            const state = wet ? (road_ < 0 ? '3' : r.chance(0.3) ? '2' : '1') : '0';
            const sight = wet ? r.about(3200, 1900, 0, 60) : r.about(14_000, 5000, 0, 800);
            yield [`${day} ${pad(hour, 2)}:00:00`, code, road, city, air, road_, sight, state];
          }
    },
    pack: ({ columns, rows }, { app }) => parquet(app, encodeTable(columns, rows, { name: 'road_weather.csv' })),
    demand: 95,
  },
];
