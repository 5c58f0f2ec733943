/** Toll stations and trunk roads. */
import { addDays } from '#api/kernel/time.ts';
import { counties, motorways, short, trunkRoads } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, months, pad, type Row, warmth, weekend } from '../table.ts';
import { licensed } from './terms.ts';

interface Station {
  readonly code: string;
  readonly name: string;
  readonly road: readonly [string, string];
  readonly county: (typeof counties)[number];
  readonly lanes: number;
  readonly perDay: number;
}

/** The same stations in every file that names them. */
const stations: readonly Station[] = (() => {
  const r = random('toll stations');
  return motorways.flatMap((road) => {
    const along = counties.filter((one) => road[2].includes(one.city.name));
    const picked = along.filter((_, i) => i % 2 === road[0].length % 2);
    return picked.map((county, i): Station => {
      const lanes = r.int(4, 14);
      return {
        code: `${road[0]}-${pad(i + 1, 2)}`,
        name: `${short(county.name)}${r.pick(['', '东', '西', '南', '北'])}站`,
        road: [road[0], road[1]],
        county,
        lanes,
        perDay: lanes * r.int(280, 900),
      };
    });
  });
})();

const where = (r: ReturnType<typeof random>, county: (typeof counties)[number], spread = 0.28) => [
  (county.city.lon + (r.next() - 0.5) * spread).toFixed(6),
  (county.city.lat + (r.next() - 0.5) * spread).toFixed(6),
];

export const roads: readonly EntrySpec[] = [
  {
    key: 'toll.stations',
    provider: 'province.transport',
    node: '301001',
    title: '高速公路收费站基本信息',
    titleEn: 'Motorway toll stations',
    abstract:
      '全省高速公路收费站的编号、名称、所在路线、所在县（市、区）、车道数和经纬度。供出行服务、物流规划和路网研究使用。',
    keywords: ['收费站', '高速公路', '路网', '出行'],
    theme: 'public_services',
    cycle: 'half_yearly',
    day: '2025-09-17',
    file: { name: '收费站基本信息.csv', encoding: 'gb18030' },
    editions: [
      {
        day: '2026-05-13',
        upto: '2026-04-30',
        note: '补充 2026 年新开通的收费站和车道，撤去停用的收费站，修正部分坐标',
      },
    ],
    columns: [
      ['收费站编号', 'C', '路线编号加序号，全省唯一'],
      ['收费站名称', 'C', '对外公示的站名'],
      ['路线编号', 'C', '国家高速公路网编号'],
      ['路线名称', 'C', '国家高速公路网名称'],
      ['市', 'C', '所在设区的市'],
      ['县区', 'C', '所在县（市、区）'],
      ['行政区划代码', 'C', 'GB/T 2260 六位代码'],
      ['车道数', 'I', '出入口车道合计', '条'],
      ['ETC车道数', 'I', '其中电子不停车收费车道', '条'],
      ['经度', 'F', 'CGCS2000 坐标', '度'],
      ['纬度', 'F', 'CGCS2000 坐标', '度'],
    ],
    rows: (r, upto) =>
      stations.flatMap((s, i): Row[] => {
        // Chance is asked alike for both versions, so that they differ in what the note says and in nothing else.
        const [lon = '', lat = ''] = where(r, s.county);
        const [widened, moved, manual] = [r.chance(0.1), r.chance(0.06), r.int(2, 4)];
        const now = upto > '2026';
        if (now ? i % 41 === 40 : i % 23 === 22) return [];
        const lanes = s.lanes + (now && widened ? 2 : 0);
        const { county, road } = s;
        return [
          [
            s.code,
            s.name,
            ...road,
            county.city.name,
            county.name,
            county.code,
            lanes,
            Math.max(2, lanes - manual),
            now && moved ? (Number(lon) + 0.0042).toFixed(6) : lon,
            lat,
          ],
        ];
      }),
    demand: 310,
  },
  {
    key: 'toll.flow',
    provider: 'province.transport',
    node: '301002',
    title: '高速公路收费站分时段通行流量',
    titleEn: 'Hourly traffic at motorway toll stations',
    abstract:
      '收费站按日、按时段、按车型的出入口通行量。数据经汇总，不含车牌和行驶轨迹。可用于路况预测、物流时效评估和服务区配置。',
    keywords: ['通行流量', '收费站', '路况', '车型', '时段'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2025-11-19',
    upto: '2025-11-13',
    editions: [
      { day: '2026-03-18', upto: '2026-02-28', note: '追加 2026 年 2 月数据' },
      { day: '2026-08-12', upto: '2026-07-31', note: '追加 2026 年 7 月数据' },
      { day: '2026-10-14', upto: '2026-09-30', note: '追加 2026 年 9 月数据' },
    ],
    file: { name: 'toll_flow.csv', encoding: 'utf8' },
    over: licensed({
      why: '分时段流量可反映重点物资运输和重大活动保障情况，任意汇集使用可能影响公共安全。',
      whom: '公安、应急、发展改革部门用于交通组织、应急保障和规划编制。',
      basis: 'dataSecurity',
      opening: '向依法登记的法人开放，须签订合作协议并备案；不得用于推断特定车辆或者单位的运输活动。',
    }),
    related: ['toll.stations'],
    columns: [
      ['stat_date', 'D', '统计日期', '', '日期'],
      ['period', 'C', '时段：凌晨、上午、下午、夜间', '', '时段'],
      ['station_code', 'C', '与收费站基本信息的收费站编号一致', '', '收费站编号'],
      ['station_name', 'C', '收费站名称', '', '收费站名称'],
      ['vehicle_class', 'C', '客车、货车', '', '车型'],
      ['in_count', 'I', '由该站驶入高速公路的车次', '辆次', '入口流量'],
      ['out_count', 'I', '由该站驶出高速公路的车次', '辆次', '出口流量'],
      ['etc_share', 'F', '使用电子不停车收费的比例', '%', 'ETC使用率'],
    ],
    *rows(r, upto) {
      // The last weeks of the period for every second station: fifty thousand rows in the newest file, fewer before.
      const sample = stations.filter((_, i) => i % 2 === 0).slice(0, 58);
      const periods = [
        ['凌晨', 0.09],
        ['上午', 0.34],
        ['下午', 0.38],
        ['夜间', 0.19],
      ] as const;
      const start = addDays(upto, upto > '2026-09' ? -106 : -30);
      for (const day of days(start, upto)) {
        const holiday = /-(05-0[1-5]|10-0[1-7])$/.test(day) ? 1.55 : weekend(day) ? 1.18 : 1;
        for (const s of sample)
          for (const [period, share] of periods)
            for (const [kind, part] of [
              ['客车', 0.68 * holiday],
              ['货车', 0.32 / holiday],
            ] as const) {
              const base = s.perDay * share * part * (0.85 + 0.3 * warmth(day));
              const into = r.about(base, base * 0.12);
              yield [
                day,
                period,
                s.code,
                s.name,
                kind,
                into,
                r.about(into, base * 0.06),
                r.about(kind === '客车' ? 74 : 61, 4, 1),
              ];
            }
      }
    },
    demand: 0,
  },
  {
    key: 'road.counts',
    provider: 'province.transport',
    node: '301002',
    title: '国省干线公路交通量调查月度数据',
    titleEn: 'Monthly traffic counts on trunk roads',
    abstract: '国省干线公路交通情况调查站的月平均日交通量、货车比例和平均车速。',
    keywords: ['交通量', '国道', '省道', '干线公路', '车速'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2025-09-17',
    upto: '2025-08-31',
    editions: [{ day: '2026-10-14', upto: '2026-09-30', note: '更新至 2026 年 9 月' }],
    file: { name: '国省干线交通量.csv', encoding: 'utf8-bom', delimiter: ';' },
    over: { share_method: 'interface' },
    columns: [
      ['年月', 'C', '统计月份，形如 2026-03'],
      ['调查站编号', 'C', 'JT、路线编号数字和序号'],
      ['路线编号', 'C', '国道或者省道编号'],
      ['所在市', 'C', '调查站所在设区的市'],
      ['所在县区', 'C', '调查站所在县（市、区）'],
      ['桩号', 'C', '调查断面的里程桩号'],
      ['月平均日交通量', 'I', '折算为标准小客车', 'pcu/日'],
      ['货车比例', 'F', '货车占自然数交通量的比例', '%'],
      ['平均车速', 'F', '断面各车道加权平均', 'km/h'],
    ],
    *rows(_r, upto) {
      const r = random('trunk road counts');
      const posts = trunkRoads.flatMap((road) =>
        Array.from({ length: 9 }, (_, i) => {
          const county = r.pick(counties);
          const mark = `K${r.int(8, 1180)}+${pad(r.int(0, 999), 3)}`;
          return {
            road,
            county,
            mark,
            code: `JT${road.slice(1)}${pad(i + 1, 3)}`,
            base: r.int(1800, 24000),
            trucks: r.int(12, 61),
          };
        }),
      );
      for (const month of months('2023-01', upto))
        for (const post of posts) {
          const volume = r.about(post.base * (0.85 + 0.25 * warmth(month)), post.base * 0.07);
          const place = [post.county.city.name, post.county.name, post.mark];
          yield [
            month,
            post.code,
            post.road,
            ...place,
            volume,
            r.about(post.trucks, 4, 1),
            r.about(58 - volume / 1600, 4, 1, 22),
          ];
        }
    },
    demand: 120,
  },
  {
    key: 'road.works',
    provider: 'province.transport',
    node: '301001',
    title: '普通国省道养护工程计划',
    titleEn: 'Maintenance works planned on trunk roads',
    abstract: '年度普通国省道养护工程项目清单：路线、起止桩号、工程类别、计划投资和计划工期。',
    keywords: ['公路养护', '工程计划', '国道', '省道'],
    theme: 'construction',
    cycle: 'yearly',
    day: '2026-01-21',
    file: { name: '养护工程计划2026.csv', encoding: 'gb18030', delimiter: '\t' },
    columns: [
      ['项目编号', 'C', '年度加流水号'],
      ['项目名称', 'C', '', ''],
      ['路线', 'C', '路线编号'],
      ['起点桩号', 'C', ''],
      ['止点桩号', 'C', ''],
      ['工程类别', 'C', '预防养护、修复养护、专项养护、应急养护'],
      ['计划投资', 'Y', '批复的计划投资', '万元'],
      ['计划开工', 'D', ''],
      ['计划完工', 'D', ''],
      ['备注', 'M', '交通组织等说明，可能分行'],
    ],
    *rows(r) {
      for (let i = 1; i <= 184; i++) {
        const road = r.pick(trunkRoads);
        const county = r.pick(counties);
        const from = r.int(5, 900);
        const length = r.int(2, 38);
        const start = `2026-${pad(r.int(3, 7), 2)}-${pad(r.int(1, 28), 2)}`;
        const kind = r.pick(['预防养护', '修复养护', '修复养护', '专项养护', '应急养护']);
        const remark = r.chance(0.3)
          ? `半幅施工，社会车辆绕行县道；\n工期内${r.pick(['大型货车', '危化品车辆'])}禁行`
          : null;
        const span = [`K${from}+000`, `K${from + length}+${pad(r.int(0, 9) * 100, 3)}`];
        const cost = r.about(length * 128, length * 30, 2, 40);
        yield [
          `YH2026${pad(i, 3)}`,
          `${road} ${short(county.name)}段${kind}工程`,
          road,
          ...span,
          kind,
          cost,
          start,
          `2026-${pad(r.int(8, 11), 2)}-${pad(r.int(1, 28), 2)}`,
          remark,
        ];
      }
    },
    demand: 64,
  },
];
