/** What is in the air, and who puts it there. */
import { addDays } from '#api/kernel/time.ts';
import { firm, madeUpUscc } from '../names.ts';
import { cities, counties, short } from '../places.ts';
import { days, type EntrySpec, pad, warmth } from '../table.ts';
import { licensed } from './terms.ts';

const airStations = cities.flatMap((city) =>
  (city.code === '140100'
    ? ['桃园', '坞城', '南寨', '尖草坪', '金胜', '晋源', '小店', '上兰']
    : city.counties.slice(0, 3).map((one) => short(one.name))
  ).map((name, i) => ({ code: `${city.code.slice(0, 4)}A${pad(i + 1, 2)}`, name: `${name}站`, city })),
);

const quality = (aqi: number) =>
  aqi <= 50
    ? '优'
    : aqi <= 100
      ? '良'
      : aqi <= 150
        ? '轻度污染'
        : aqi <= 200
          ? '中度污染'
          : aqi <= 300
            ? '重度污染'
            : '严重污染';

const airColumns = {
  pm25: ['PM2.5', 'F', '细颗粒物浓度', 'μg/m³'],
  pm10: ['PM10', 'F', '可吸入颗粒物浓度', 'μg/m³'],
  so2: ['SO2', 'F', '二氧化硫浓度', 'μg/m³'],
  no2: ['NO2', 'F', '二氧化氮浓度', 'μg/m³'],
  o3: ['O3', 'F', '臭氧浓度', 'μg/m³'],
  co: ['CO', 'F', '一氧化碳浓度', 'mg/m³'],
} as const;

export const air: readonly EntrySpec[] = [
  {
    key: 'air.hourly',
    provider: 'province.ecology',
    node: '302001',
    title: '环境空气质量自动监测站小时数据',
    titleEn: 'Hourly air quality at automatic stations',
    abstract:
      '城市环境空气质量自动监测站六项污染物小时浓度和空气质量指数（AQI）。小时数据为实时上报、未经审核，仅供参考。',
    keywords: ['空气质量', 'PM2.5', 'AQI', '自动监测', '臭氧'],
    theme: 'environment',
    cycle: 'daily',
    day: '2025-09-17',
    upto: '2025-09-16',
    editions: [{ day: '2026-07-15', upto: '2026-07-14', note: '由最近 14 天改为最近 55 天的滚动数据' }],
    file: { name: 'air_hourly.csv' },
    columns: [
      ['station_code', 'C', '监测站编号', '', '站点编号'],
      ['station_name', 'C', '监测站名称', '', '站点名称'],
      ['city', 'C', '所在设区的市', '', '城市'],
      ['time', 'T', '小时结束时刻，北京时间', '', '时间'],
      ['AQI', 'I', 'HJ 633 空气质量指数'],
      ...Object.values(airColumns),
    ],
    *rows(r, upto) {
      const from = addDays(upto, upto > '2026' ? -54 : -13);
      for (const day of days(from, upto))
        for (let hour = 0; hour < 24; hour++)
          for (const station of airStations) {
            // Now and then a station is being calibrated and reports nothing.
            if (r.chance(0.012)) continue;
            const rush = hour === 8 || hour === 19 ? 1.3 : 1;
            const pm25 = r.about((62 - 38 * warmth(day)) * rush, 16, 0, 3);
            const o3 = r.about(40 + 90 * warmth(day) * Math.max(0, Math.sin(((hour - 7) / 12) * Math.PI)), 14, 0, 4);
            const aqi = Math.round(Math.max(pm25 * 1.36, o3 * 0.62));
            const at = `${day} ${pad(hour, 2)}:00:00`;
            yield [
              station.code,
              station.name,
              station.city.name,
              at,
              aqi,
              pm25,
              r.about(pm25 * 1.7, 12, 0, 6),
              r.about(16, 6, 0, 3),
              r.about(34 * rush, 9, 0, 5),
              o3,
              r.about(0.8, 0.25, 2, 0.2),
            ];
          }
    },
    demand: 640,
  },
  {
    key: 'air.daily',
    provider: 'province.ecology',
    node: '302002',
    title: '设区市环境空气质量日报',
    titleEn: 'Daily air quality by city',
    abstract: '十一个设区的市每日空气质量指数、类别、首要污染物和六项污染物浓度，已经审核。',
    keywords: ['空气质量', '日报', 'AQI', '首要污染物', '城市'],
    theme: 'environment',
    cycle: 'monthly',
    day: '2025-09-17',
    upto: '2025-08-31',
    editions: [
      { day: '2026-02-11', upto: '2026-01-31', note: '更新至 2026 年 1 月' },
      { day: '2026-10-14', upto: '2026-09-30', note: '更新至 2026 年 9 月' },
    ],
    file: { name: '城市空气质量日报.csv', encoding: 'gb18030' },
    related: ['air.hourly'],
    columns: [
      ['日期', 'D', '自然日'],
      ['城市', 'C', '设区的市'],
      ['AQI', 'I', 'HJ 633 空气质量指数'],
      ['类别', 'C', '优、良、轻度污染、中度污染、重度污染、严重污染'],
      ['首要污染物', 'C', 'AQI 大于 50 时填写'],
      ['PM2.5', 'F', '细颗粒物日均浓度', '微克/立方米'],
      ['PM10', 'F', '可吸入颗粒物日均浓度', '微克/立方米'],
      ['SO2', 'F', '二氧化硫日均浓度', '微克/立方米'],
      ['NO2', 'F', '二氧化氮日均浓度', '微克/立方米'],
      ['O3_8h', 'F', '臭氧日最大八小时滑动平均', '微克/立方米'],
      ['CO', 'F', '一氧化碳日均浓度', '毫克/立方米'],
    ],
    *rows(r, upto) {
      for (const day of days('2024-01-01', upto))
        for (const [i, city] of cities.entries()) {
          const pm25 = r.about(58 - 32 * warmth(day) + (i % 4) * 3, 15, 0, 5);
          const o3 = r.about(62 + 92 * warmth(day), 22, 0, 12);
          const aqi = Math.round(Math.max(pm25 * 1.34, o3 * 0.63));
          const first = aqi <= 50 ? null : pm25 * 1.34 >= o3 * 0.63 ? 'PM2.5' : 'O3';
          yield [
            day,
            city.name,
            aqi,
            quality(aqi),
            first,
            pm25,
            r.about(pm25 * 1.75, 14, 0, 9),
            r.about(14, 5, 0, 3),
            r.about(33, 8, 0, 6),
            o3,
            r.about(0.9, 0.3, 2, 0.2),
          ];
        }
    },
    demand: 510,
  },
  {
    key: 'emission.auto',
    provider: 'province.ecology',
    node: '302002',
    title: '重点排污单位自动监控日均值',
    titleEn: 'Daily averages of monitored emissions',
    abstract: '重点排污单位废气排放口自动监控设备的日均浓度、流量和折算排放量。企业名称为演示名称。',
    keywords: ['排污单位', '自动监控', '废气', '排放量'],
    theme: 'environment',
    cycle: 'monthly',
    day: '2025-11-19',
    upto: '2025-10-31',
    file: { name: 'emission_daily.csv' },
    over: licensed({
      why: '排口级生产负荷数据涉及企业的商业秘密。',
      whom: '工业和信息化、能源、应急管理部门用于重污染天气应对和产能核查。',
      basis: 'dataSecurity',
      opening: '向法人开放，须签订合作协议并备案；成果以区域或者行业汇总形式发布。',
    }),
    columns: [
      ['日期', 'D', '监测日期'],
      ['单位名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C', 'GB 32100 十八位代码'],
      ['排口编号', 'C', '许可证载明的排口编号'],
      ['行业', 'C', '火电、钢铁、焦化、水泥、化工'],
      ['颗粒物', 'F', '折算日均浓度', 'mg/m³'],
      ['二氧化硫', 'F', '折算日均浓度', 'mg/m³'],
      ['氮氧化物', 'F', '折算日均浓度', 'mg/m³'],
      ['烟气流量', 'F', '标态干烟气', '万m³/日'],
    ],
    *rows(r, upto) {
      const units = Array.from({ length: 140 }, (_, i) => {
        const county = r.pick(counties);
        const trade = r.pick(['火电', '钢铁', '焦化', '水泥', '化工']);
        return {
          county,
          trade,
          name: firm(r, short(county.name), i + 1, trade === '火电' ? '发电' : trade),
          code: madeUpUscc(county.code, 51000 + i),
          outlet: `DA${pad(r.int(1, 60), 3)}`,
          flow: r.int(60, 2400),
        };
      });
      for (const day of days('2025-08-01', upto))
        for (const u of units) {
          const running = !r.chance(0.04);
          const dose = (mean: number) => (running ? r.about(mean, mean * 0.25, 1, 0.1) : null);
          yield [
            day,
            u.name,
            u.code,
            u.outlet,
            u.trade,
            dose(4.6),
            dose(14),
            dose(31),
            running ? r.about(u.flow, u.flow * 0.08, 1) : 0,
          ];
        }
    },
    demand: 0,
  },
  {
    key: 'discharge.permits',
    provider: 'province.ecology',
    node: '302001',
    title: '排污许可证核发信息',
    titleEn: 'Pollutant discharge permits',
    abstract: '排污许可证的编号、持证单位、行业类别、发证机关和有效期限。',
    keywords: ['排污许可', '许可证', '环境管理'],
    theme: 'environment',
    cycle: 'monthly',
    day: '2026-03-18',
    file: { name: '排污许可证.csv', encoding: 'gb18030' },
    columns: [
      ['许可证编号', 'C', '统一社会信用代码加四位序号'],
      ['单位名称', 'C', '演示名称'],
      ['行业类别', 'C'],
      ['管理类别', 'C', '重点管理、简化管理'],
      ['发证机关', 'C'],
      ['有效期始', 'D'],
      ['有效期止', 'D'],
    ],
    *rows(r) {
      for (let i = 1; i <= 1260; i++) {
        const county = r.pick(counties);
        const year = r.int(2021, 2025);
        const day = `${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`;
        const trade = r.pick(['炼焦', '水泥制造', '化学原料制造', '金属铸造', '食品制造', '污水处理']);
        yield [
          `${madeUpUscc(county.code, 52000 + i)}001${r.pick(['P', 'Q', 'V'])}`,
          firm(r, short(county.name), i),
          trade,
          r.pick(['重点管理', '简化管理', '简化管理']),
          `${county.city.name}生态环境局`,
          `${year}-${day}`,
          `${year + 5}-${day}`,
        ];
      }
    },
    demand: 88,
  },
];
