/** Coal, power, gas, charging; and the prices of coal. */
import { madeUpUscc } from '../names.ts';
import { cities, cityOf, counties, short } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, months, pad, warmth } from '../table.ts';
import { licensed } from './terms.ts';

const coals: readonly (readonly [kind: string, spec: string, city: string, price: number])[] = [
  ['动力煤', '5500大卡', '大同市', 640],
  ['动力煤', '5200大卡', '朔州市', 590],
  ['动力煤', '5000大卡', '忻州市', 560],
  ['主焦煤', '低硫', '吕梁市', 1620],
  ['主焦煤', '中硫', '临汾市', 1480],
  ['瘦煤', '高硫', '长治市', 1190],
  ['喷吹煤', '灰分11', '长治市', 1010],
  ['无烟煤', '洗中块', '晋城市', 1080],
  ['无烟煤', '末煤', '阳泉市', 860],
  ['气煤', '低灰', '太原市', 930],
];

export const energy: readonly EntrySpec[] = [
  {
    key: 'coal.prices',
    provider: 'province.energy',
    node: '306002',
    title: '煤炭坑口价格周报',
    titleEn: 'Weekly pit-head prices of coal',
    abstract: '分煤种、分产地的坑口含税价格及环比，每周五发布。价格为程序生成的模拟值，不构成交易参考。',
    keywords: ['煤炭', '价格', '坑口价', '动力煤', '焦煤', '无烟煤'],
    theme: 'prices',
    cycle: 'weekly',
    day: '2025-09-17',
    upto: '2025-09-12',
    editions: [
      { day: '2026-02-11', upto: '2026-02-06', note: '更新至 2026 年 2 月第一周' },
      { day: '2026-05-13', upto: '2026-05-08', note: '更新至 2026 年 5 月第一周' },
      { day: '2026-10-14', upto: '2026-10-09', note: '更新至 2026 年 10 月第一周' },
    ],
    file: { name: '煤炭坑口价.csv', encoding: 'utf8-bom' },
    columns: [
      ['发布日期', 'D', '每周五'],
      ['煤种', 'C', '动力煤、主焦煤、瘦煤、喷吹煤、无烟煤、气煤'],
      ['规格', 'C', '发热量、硫分或者粒度'],
      ['产地', 'C', '设区的市'],
      ['坑口价', 'Y', '含税，不含运费', '元/吨'],
      ['环比', 'F', '较上周的变动', '%'],
    ],
    *rows(_r, upto) {
      const r = random('coal prices');
      const price = coals.map((one) => one[3]);
      for (const day of days('2022-01-07', upto, 7))
        for (const [i, [kind, spec, place, base]] of coals.entries()) {
          const before = price[i] ?? base;
          const now = Math.round((before + (base - before) * 0.04 + r.about(10, 9, 1) - 10) / 5) * 5;
          price[i] = now;
          yield [day, kind, spec, place, now, (((now - before) / before) * 100).toFixed(2)];
        }
    },
    demand: 580,
  },
  {
    key: 'power.monthly',
    provider: 'province.energy',
    node: '207002',
    title: '分市发电量和全社会用电量',
    titleEn: 'Electricity generated and used by city',
    abstract: '各设区的市月度发电量（分火电、风电、光伏、水电）和全社会用电量。',
    keywords: ['发电量', '用电量', '风电', '光伏', '能源'],
    theme: 'energy',
    cycle: 'monthly',
    day: '2025-10-22',
    upto: '2025-09-30',
    editions: [{ day: '2026-10-14', upto: '2026-09-30', note: '更新至 2026 年 9 月' }],
    file: { name: 'power_monthly.csv' },
    columns: [
      ['month', 'C', '统计月份', '', '年月'],
      ['city', 'C', '设区的市', '', '城市'],
      ['thermal', 'F', '火力发电量', '亿kWh', '火电'],
      ['wind', 'F', '风力发电量', '亿kWh', '风电'],
      ['solar', 'F', '光伏发电量', '亿kWh', '光伏'],
      ['hydro', 'F', '水力发电量', '亿kWh', '水电'],
      ['used', 'F', '全社会用电量', '亿kWh', '用电量'],
      ['used_industry', 'F', '第二产业用电量', '亿kWh', '工业用电'],
    ],
    *rows(r, upto) {
      for (const month of months('2019-01', upto))
        for (const [i, city] of cities.entries()) {
          const cold = Math.abs(warmth(month) - 0.5) * 2;
          const used = r.about(city.people * 0.42 * (1 + 0.12 * cold), 0.8, 2, 1);
          const north = ['140200', '140600', '140900'].includes(city.code) ? 2.4 : 1;
          yield [
            month,
            city.name,
            r.about(used * (0.9 + (i % 3) * 0.3), 0.9, 2, 0.4),
            r.about(2.1 * north * (1.3 - warmth(month) * 0.6), 0.5, 2, 0.1),
            r.about(1.3 * north * (0.6 + warmth(month) * 0.7), 0.3, 2, 0.05),
            r.about(0.3, 0.1, 2, 0),
            used,
            r.about(used * 0.71, 0.4, 2),
          ];
        }
    },
    demand: 245,
  },
  {
    key: 'charging.stations',
    provider: 'province.energy',
    node: '306001',
    title: '公共充电站和充电桩',
    titleEn: 'Public charging stations',
    abstract: '面向社会开放的电动汽车充电站：名称、位置、桩数、功率、开放时间和收费方式。',
    keywords: ['充电桩', '充电站', '电动汽车', '坐标'],
    theme: 'energy',
    cycle: 'monthly',
    day: '2025-11-19',
    editions: [{ day: '2026-06-10', upto: '2026-05-31', note: '新增乡镇充电站' }],
    file: { name: '充电站.csv', encoding: 'gb18030' },
    over: { licence: 'cc-by-4.0' },
    columns: [
      ['站点编号', 'C', '平台统一编号'],
      ['站点名称', 'C', '演示名称'],
      ['市', 'C'],
      ['县区', 'C'],
      ['快充桩', 'I', '直流桩', '个'],
      ['慢充桩', 'I', '交流桩', '个'],
      ['总功率', 'F', '额定功率合计', 'kW'],
      ['开放时间', 'C'],
      ['服务费', 'Y', '不含电费', '元/kWh'],
      ['经度', 'F', 'CGCS2000', '度'],
      ['纬度', 'F', 'CGCS2000', '度'],
    ],
    *rows(r, upto) {
      const count = upto > '2026' ? 1840 : 1520;
      for (let i = 1; i <= count; i++) {
        const county = r.pick(counties);
        const [fast, slow] = [r.int(2, 24), r.int(0, 30)];
        const at = [
          (county.city.lon + (r.next() - 0.5) * 0.5).toFixed(5),
          (county.city.lat + (r.next() - 0.5) * 0.5).toFixed(5),
        ];
        yield [
          `CD${county.code}${pad(i, 4)}`,
          `${short(county.name)}演示充电站${pad(i, 4)}`,
          county.city.name,
          county.name,
          fast,
          slow,
          fast * r.pick([60, 80, 120]) + slow * 7,
          r.pick(['00:00-24:00', '00:00-24:00', '06:00-22:00']),
          r.about(0.42, 0.09, 2, 0.1),
          ...at,
        ];
      }
    },
    demand: 375,
  },
  {
    key: 'charging.use',
    provider: 'province.energy',
    node: '306002',
    title: '公共充电设施逐日运行',
    titleEn: 'Daily use of public charging stations',
    abstract: '公共充电站逐日充电次数、充电量、平均时长和桩利用率，不含车辆和用户信息。',
    keywords: ['充电', '利用率', '充电量', '电动汽车'],
    theme: 'energy',
    cycle: 'monthly',
    day: '2026-03-18',
    upto: '2026-02-28',
    file: { name: 'charging_daily.csv', delimiter: ';' },
    over: licensed({
      why: '站级运行数据涉及充电运营企业的商业秘密。',
      whom: '交通运输、住房城乡建设部门用于充电设施规划和节假日保障。',
      basis: 'disclosure',
      opening: '向法人开放，须签订合作协议并备案；不得公布单个运营企业的经营指标。',
    }),
    related: ['charging.stations'],
    columns: [
      ['日期', 'D', '自然日'],
      ['站点编号', 'C', '与公共充电站和充电桩的站点编号一致'],
      ['充电次数', 'I', '', '次'],
      ['充电量', 'F', '', 'kWh'],
      ['平均时长', 'F', '一次充电的平均时长', '分钟'],
      ['桩利用率', 'F', '占用时长与可用时长之比', '%'],
      ['故障桩数', 'I', '当日报过故障的桩', '个'],
    ],
    *rows(r, upto) {
      for (const day of days('2026-01-01', upto))
        for (let i = 1; i <= 260; i++) {
          const times = r.about(46, 22, 0, 0);
          yield [
            day,
            `CD1401${pad(r.int(5, 10), 2)}${pad(i, 4)}`,
            times,
            r.about(times * 24.6, 40, 1, 0),
            r.about(47, 9, 1, 12),
            r.about(11 + times / 6, 3, 1, 0),
            r.chance(0.12) ? r.int(1, 2) : 0,
          ];
        }
    },
    demand: 0,
  },
  {
    key: 'coalbed.gas',
    provider: 'province.energy',
    node: '207002',
    title: '煤层气区块月度产量',
    titleEn: 'Monthly output of coalbed methane blocks',
    abstract: '煤层气（煤矿瓦斯）区块的月度产量、利用量和利用率。区块为演示编号。',
    keywords: ['煤层气', '产量', '沁水', '瓦斯利用'],
    theme: 'energy',
    cycle: 'monthly',
    day: '2025-12-10',
    file: { name: 'coalbed_methane.csv' },
    columns: [
      ['年月', 'C', '统计月份'],
      ['区块', 'C', '演示编号'],
      ['所在市', 'C'],
      ['开发方式', 'C', '地面开发、井下抽采'],
      ['产量', 'F', '', '万m³'],
      ['利用量', 'F', '', '万m³'],
      ['利用率', 'F', '', '%'],
    ],
    *rows(r, upto) {
      const blocks = ['晋城市', '晋城市', '晋城市', '长治市', '长治市', '吕梁市', '临汾市', '阳泉市', '晋中市'];
      for (const month of months('2020-01', upto))
        for (const [i, place] of blocks.entries()) {
          const made = r.about(2600 - i * 190, 160, 1, 100);
          const used = r.about(made * 0.86, made * 0.03, 1);
          yield [
            month,
            `区块-${pad(i + 1, 2)}`,
            place,
            i % 3 === 2 ? '井下抽采' : '地面开发',
            made,
            Math.min(used, made),
            ((Math.min(used, made) / made) * 100).toFixed(1),
          ];
        }
    },
    demand: 73,
  },
  {
    key: 'shuozhou.plants',
    provider: 'shuozhou.energy',
    node: '306001',
    title: '朔州市新能源场站名录',
    titleEn: 'Wind and solar plants in Shuozhou',
    abstract: '已并网风电场、光伏电站的名称、装机容量、并网时间和所在县（市、区）。名称为演示名称。',
    keywords: ['风电', '光伏', '装机容量', '朔州', '新能源'],
    theme: 'energy',
    cycle: 'half_yearly',
    day: '2026-04-22',
    file: { name: '新能源场站.csv', encoding: 'gb18030' },
    over: { storage_location: 'city_cloud', spatial: '朔州市' },
    columns: [
      ['场站名称', 'C', '演示名称'],
      ['类型', 'C', '风电、集中式光伏、分布式光伏'],
      ['所在县区', 'C'],
      ['装机容量', 'F', '并网容量', 'MW'],
      ['并网时间', 'D'],
      ['统一社会信用代码', 'C', '项目单位代码'],
    ],
    *rows(r) {
      for (let i = 1; i <= 96; i++) {
        const county = r.pick(cityOf('140600').counties);
        const kind = r.pick(['风电', '风电', '集中式光伏', '分布式光伏']);
        yield [
          `${short(county.name)}演示${kind.slice(-2)}场${pad(i, 2)}`,
          kind,
          county.name,
          r.about(kind === '分布式光伏' ? 6 : 98, kind === '分布式光伏' ? 3 : 40, 1, 1),
          `20${r.int(14, 25)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`,
          madeUpUscc(county.code, 53000 + i),
        ];
      }
    },
    demand: 34,
  },
];
