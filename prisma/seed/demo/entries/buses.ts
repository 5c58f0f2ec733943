/** The buses of Taiyuan. */
import { addDays } from '#api/kernel/time.ts';
import { short } from '../places.ts';
import { days, type EntrySpec, pad, weekend } from '../table.ts';
import { licensed } from './terms.ts';

const streets = (
  '迎泽大街 并州路 长风街 解放路 府西街 南中环街 北中环街 滨河东路 滨河西路 建设路 五一路 双塔街 学府街 坞城路 体育路 平阳路 桃园路 ' +
  '新建路 千峰路 和平路 兴华街 漪汾街 胜利街 龙城大街 真武路 晋祠路 太榆路 府东街 东中环路 西中环路'
).split(' ');

export const buses: readonly EntrySpec[] = [
  {
    key: 'bus.stops',
    provider: 'taiyuan.transport',
    node: '301001',
    title: '太原市公交站点',
    titleEn: 'Bus stops of Taiyuan',
    abstract: '市区公交站点的名称、所在道路、方向、途经线路数和经纬度，可用于换乘查询和站点布局分析。',
    keywords: ['公交', '站点', '太原', '坐标', '换乘'],
    theme: 'public_services',
    cycle: 'quarterly',
    day: '2025-10-22',
    editions: [{ day: '2026-07-15', upto: '2026-06-30', note: '增加新开行线路的站点' }],
    file: { name: '太原公交站点.csv', encoding: 'utf8-bom' },
    over: { storage_location: 'city_cloud', spatial: '太原市市区', licence: 'cc-by-4.0' },
    columns: [
      ['站点编号', 'C', 'TY 加五位序号'],
      ['站点名称', 'C', '站牌所示名称'],
      ['所在道路', 'C'],
      ['方向', 'C', '由东向西、由南向北等'],
      ['行政区', 'C', '所在市辖区'],
      ['途经线路数', 'I', '停靠的公交线路', '条'],
      ['有候车亭', 'L', '是或者否'],
      ['经度', 'F', 'CGCS2000 坐标', '度'],
      ['纬度', 'F', 'CGCS2000 坐标', '度'],
    ],
    *rows(r, upto) {
      const count = upto > '2026' ? 2460 : 2380;
      for (let i = 1; i <= count; i++) {
        const road = r.pick(streets);
        const cross = r.pick(streets);
        const name = cross === road ? `${road}中` : `${short(road)}${short(cross)}口`;
        const side = /路$/.test(road) ? ['由南向北', '由北向南'] : ['由东向西', '由西向东'];
        const district = r.pick(['小店区', '迎泽区', '杏花岭区', '尖草坪区', '万柏林区', '晋源区']);
        const at = [(112.53 + (r.next() - 0.5) * 0.16).toFixed(6), (37.85 + (r.next() - 0.5) * 0.2).toFixed(6)];
        yield [`TY${pad(i, 5)}`, name, road, r.pick(side), district, r.int(1, 14), r.chance(0.7) ? '是' : '否', ...at];
      }
    },
    demand: 420,
  },
  {
    key: 'bus.lines',
    provider: 'taiyuan.transport',
    node: '301001',
    title: '太原市公交线路',
    titleEn: 'Bus lines of Taiyuan',
    abstract: '公交线路的起止站、首末班时间、线路长度、发车间隔和票价。',
    keywords: ['公交', '线路', '首末班', '票价'],
    theme: 'public_services',
    cycle: 'quarterly',
    day: '2025-10-22',
    file: { name: 'bus_lines.csv' },
    over: { storage_location: 'city_cloud', spatial: '太原市', licence: 'cc-by-4.0' },
    related: ['bus.stops'],
    columns: [
      ['线路', 'C', '线路名称'],
      ['起点站', 'C'],
      ['终点站', 'C'],
      ['首班', 'C', '起点站首班时刻'],
      ['末班', 'C', '起点站末班时刻'],
      ['线路长度', 'F', '单程', 'km'],
      ['站数', 'I', '单程停靠站', '个'],
      ['高峰间隔', 'I', '早晚高峰平均发车间隔', '分钟'],
      ['票价', 'Y', '一票制或者起步价', '元'],
    ],
    *rows(r) {
      for (let i = 1; i <= 212; i++) {
        const number = i <= 150 ? String(i) : `${r.pick(['8', '6', '3'])}${pad(i - 100, 2)}`;
        const ends = [r.pick(streets), r.pick(streets)].map((road) => `${short(road)}公交枢纽`);
        const length = r.about(15.4, 5, 1, 3);
        yield [
          `${number}路`,
          ...ends,
          `0${r.int(5, 6)}:${r.pick(['00', '30'])}`,
          `2${r.int(0, 2)}:${r.pick(['00', '30'])}`,
          length,
          Math.round(length * 1.7),
          r.int(4, 18),
          r.pick([1, 1, 1, 2]),
        ];
      }
    },
    demand: 260,
  },
  {
    key: 'bus.ridership',
    provider: 'taiyuan.transport',
    node: '301002',
    title: '太原市公交线路分时客流',
    titleEn: 'Bus ridership of Taiyuan by line and hour',
    abstract: '公交线路逐日分时段上车人次，由刷卡、扫码和投币折算汇总，不含卡号和个人乘车记录。',
    keywords: ['公交', '客流', '刷卡', '时段'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2026-04-22',
    upto: '2026-03-31',
    file: { name: 'bus_ridership.csv' },
    over: {
      ...licensed({
        why: '分时客流由乘车记录汇总，细粒度使用可能推断个人出行规律。',
        whom: '公安、规划和自然资源部门用于客流组织和公共交通规划。',
        basis: 'personal',
        opening: '向法人开放，须签订合作协议并备案；不得与其他来源的个人轨迹关联。',
      }),
      storage_location: 'city_cloud',
      spatial: '太原市',
    },
    related: ['bus.lines'],
    columns: [
      ['日期', 'D', '运营日期'],
      ['线路', 'C', '与公交线路的线路一致'],
      ['时段', 'C', '早高峰、平峰、晚高峰、夜间'],
      ['上车人次', 'I', '折算上车人次', '人次'],
      ['班次', 'I', '实际发车', '班'],
      ['平均满载率', 'F', '最大断面满载率的平均', '%'],
    ],
    *rows(r, upto) {
      const start = addDays(upto, -38);
      for (const day of days(start, upto))
        for (let line = 1; line <= 130; line++)
          for (const [slot, share] of [
            ['早高峰', 0.33],
            ['平峰', 0.36],
            ['晚高峰', 0.25],
            ['夜间', 0.06],
          ] as const) {
            const base = (900 + ((line * 373) % 2600)) * share * (weekend(day) ? 0.72 : 1);
            const boarded = r.about(base, base * 0.15);
            yield [
              day,
              `${line}路`,
              slot,
              boarded,
              Math.max(1, Math.round(boarded / 46)),
              r.about(48 + share * 60, 9, 1, 8),
            ];
          }
    },
    demand: 0,
  },
];
