/** What things cost: markets, the consumer price index; and what is grown. */
import { addDays } from '#api/kernel/time.ts';
import { cities, cityOf, short } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, months, warmth } from '../table.ts';
import { licensed } from './terms.ts';

const goods: readonly (readonly [name: string, group: string, price: number, swing: number])[] = [
  ['大白菜', '蔬菜', 1.2, -0.3],
  ['西红柿', '蔬菜', 4.6, -0.5],
  ['黄瓜', '蔬菜', 4.1, -0.55],
  ['土豆', '蔬菜', 2.2, -0.15],
  ['青椒', '蔬菜', 5, -0.5],
  ['茄子', '蔬菜', 4.3, -0.5],
  ['胡萝卜', '蔬菜', 2.3, -0.2],
  ['大葱', '蔬菜', 3.4, -0.1],
  ['生姜', '蔬菜', 9.8, 0],
  ['大蒜', '蔬菜', 7.6, 0],
  ['菠菜', '蔬菜', 4.8, -0.4],
  ['豆角', '蔬菜', 6.9, -0.5],
  ['苹果', '水果', 6.2, 0.1],
  ['梨', '水果', 4.4, 0.1],
  ['葡萄', '水果', 9.3, -0.3],
  ['红枣', '干果', 13.5, 0],
  ['核桃', '干果', 17.8, 0],
  ['猪肉', '肉禽蛋', 22.4, 0],
  ['羊肉', '肉禽蛋', 62.5, -0.05],
  ['牛肉', '肉禽蛋', 66, 0],
  ['鸡蛋', '肉禽蛋', 9.1, 0.05],
  ['小米', '粮油', 8.6, 0],
  ['面粉', '粮油', 4.2, 0],
  ['荞麦', '粮油', 6.3, 0],
  ['陈醋', '加工品', 9.9, 0],
];

const markets = cities.flatMap((city) => [
  { name: `${short(city.name)}演示农产品批发市场`, city: city.name },
  { name: `${short(city.name)}演示蔬菜水果市场`, city: city.name },
]);

export const prices: readonly EntrySpec[] = [
  {
    key: 'wholesale.daily',
    provider: 'province.agriculture',
    node: '305002',
    title: '农产品批发市场每日价格',
    titleEn: 'Daily wholesale prices of farm products',
    abstract: '二十二个批发市场、二十五种农产品的每日最低价、最高价和大宗价。价格为模拟值。',
    keywords: ['农产品', '批发价格', '菜篮子', '蔬菜', '肉禽蛋'],
    theme: 'prices',
    cycle: 'daily',
    day: '2025-10-22',
    upto: '2025-10-19',
    editions: [{ day: '2026-09-16', upto: '2026-09-13', note: '由最近 30 天改为最近 89 天' }],
    file: { name: '批发价格.csv', encoding: 'gb18030' },
    columns: [
      ['日期', 'D', '交易日'],
      ['市场', 'C', '演示名称'],
      ['所在市', 'C', '设区的市'],
      ['品种', 'C', '农产品名称'],
      ['类别', 'C', '蔬菜、水果、干果、肉禽蛋、粮油、加工品'],
      ['最低价', 'Y', '当日最低成交价', '元/公斤'],
      ['最高价', 'Y', '当日最高成交价', '元/公斤'],
      ['大宗价', 'Y', '成交量最大的价格', '元/公斤'],
      ['上市量', 'F', '当日上市量', '吨'],
    ],
    *rows(r, upto) {
      const from = addDays(upto, upto > '2026' ? -88 : -29);
      for (const day of days(from, upto))
        for (const [m, market] of markets.entries())
          for (const [name, group, base, swing] of goods) {
            const price = r.about(
              base * (1 + swing * (warmth(day) - 0.5)) * (0.96 + (m % 5) * 0.02),
              base * 0.05,
              2,
              0.2,
            );
            const low = (price * 0.92).toFixed(2);
            yield [
              day,
              market.name,
              market.city,
              name,
              group,
              low,
              (price * 1.1).toFixed(2),
              price.toFixed(2),
              r.about(46, 18, 1, 0.5),
            ];
          }
    },
    demand: 465,
  },
  {
    key: 'changzhi.prices',
    provider: 'changzhi.agriculture',
    node: '305002',
    title: '长治市主要农产品产地价格',
    titleEn: 'Farm-gate prices in Changzhi',
    abstract: '小米、玉米、核桃、潞党参等主要农产品的旬产地收购价。',
    keywords: ['长治', '小米', '产地价格', '潞党参'],
    theme: 'prices',
    cycle: 'monthly',
    day: '2025-12-10',
    file: { name: 'changzhi_prices.csv', encoding: 'utf8-bom' },
    over: { storage_location: 'city_cloud', spatial: '长治市' },
    columns: [
      ['日期', 'D', '每旬末日'],
      ['县区', 'C'],
      ['品种', 'C'],
      ['收购价', 'Y', '', '元/公斤'],
      ['走势', 'C', '上涨、持平、下跌'],
    ],
    *rows(r, upto) {
      for (const day of days('2024-01-10', upto, 10))
        for (const county of cityOf('140400').counties)
          for (const [name, base] of [
            ['小米', 7.8],
            ['玉米', 2.3],
            ['核桃', 14.6],
            ['潞党参', 74],
            ['旱地西红柿', 3.1],
          ] as const)
            yield [
              day,
              county.name,
              name,
              r.about(base, base * 0.06, 2, 0.5),
              r.pick(['上涨', '持平', '持平', '下跌']),
            ];
    },
    demand: 49,
  },
  {
    key: 'cpi',
    provider: 'province.statistics',
    node: '304002',
    title: '居民消费价格分类指数',
    titleEn: 'Consumer price index by category',
    abstract: '全省居民消费价格八大类月度同比、环比指数（上年同月=100，上月=100）。数值为模拟值。',
    keywords: ['CPI', '居民消费价格', '物价', '统计'],
    theme: 'prices',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    editions: [{ day: '2026-10-21', upto: '2026-09-30', note: '更新至 2026 年 9 月' }],
    file: { name: 'cpi.csv' },
    columns: [
      ['年月', 'C', '统计月份'],
      ['类别', 'C', '八大类和总指数'],
      ['同比', 'F', '上年同月=100'],
      ['环比', 'F', '上月=100'],
      ['城市同比', 'F', '上年同月=100'],
      ['农村同比', 'F', '上年同月=100'],
    ],
    *rows(_r, upto) {
      const r = random('cpi');
      for (const month of months('2016-01', upto))
        for (const name of [
          '总指数',
          '食品烟酒',
          '衣着',
          '居住',
          '生活用品及服务',
          '交通通信',
          '教育文化娱乐',
          '医疗保健',
          '其他用品及服务',
        ]) {
          const index = r.about(101.2, name === '食品烟酒' ? 2.4 : 1, 1, 94);
          yield [month, name, index, r.about(100.1, 0.5, 1, 97), r.about(index, 0.2, 1), r.about(index, 0.3, 1)];
        }
    },
    demand: 190,
  },
  {
    key: 'gdp.city',
    provider: 'province.statistics',
    node: '104002',
    title: '分市主要经济指标季度数据',
    titleEn: 'Quarterly economic indicators by city',
    abstract:
      '地区生产总值、规模以上工业增加值增速、固定资产投资增速、社会消费品零售总额和居民人均可支配收入。数值为模拟值。',
    keywords: ['GDP', '经济', '工业', '投资', '消费', '收入'],
    theme: 'public_services',
    cycle: 'quarterly',
    day: '2026-01-21',
    upto: '2025-12-31',
    editions: [{ day: '2026-10-21', upto: '2026-09-30', note: '更新至 2026 年三季度' }],
    file: { name: '分市主要经济指标.csv', encoding: 'gb18030' },
    columns: [
      ['年度', 'I', '统计年度'],
      ['季度', 'I', '1 至 4，累计值'],
      ['城市', 'C', '设区的市'],
      ['地区生产总值', 'F', '累计，现价', '亿元'],
      ['规上工业增速', 'F', '累计同比', '%'],
      ['固定资产投资增速', 'F', '累计同比', '%'],
      ['社会消费品零售总额', 'F', '累计', '亿元'],
      ['居民人均可支配收入', 'Y', '累计', '元'],
    ],
    *rows(_r, upto) {
      const r = random('quarterly indicators');
      for (const month of months('2016-03', upto)) {
        const at = Number(month.slice(5));
        if (at % 3 !== 0) continue;
        const [year, quarter] = [Number(month.slice(0, 4)), at / 3];
        for (const city of cities) {
          const output = r.about(city.people * 18.2 * (1 + (year - 2016) * 0.065) * (quarter / 4), 22, 1, 20);
          yield [
            year,
            quarter,
            city.name,
            output,
            r.about(14, 4, 1, -6) - 8,
            r.about(15, 5, 1, -8) - 8,
            r.about(output * 0.38, 8, 1),
            r.about((15800 + (year - 2016) * 1400) * (quarter / 4), 420),
          ];
        }
      }
    },
    demand: 330,
  },
  {
    key: 'grain.output',
    provider: 'province.agriculture',
    node: '305002',
    title: '粮食作物播种面积和产量',
    titleEn: 'Sown area and output of grain crops',
    abstract: '县级玉米、小麦、谷子、马铃薯、豆类的播种面积、单产和总产量。数值为模拟值。',
    keywords: ['粮食', '产量', '玉米', '小麦', '谷子'],
    theme: 'public_services',
    cycle: 'yearly',
    day: '2026-02-11',
    file: { name: 'grain_output.csv', delimiter: '\t' },
    columns: [
      ['year', 'I', '收获年度', '年', '年度'],
      ['county_code', 'C', 'GB/T 2260 六位代码', '', '县区代码'],
      ['county', 'C', '县（市、区）', '', '县区'],
      ['crop', 'C', '作物', '', '作物'],
      ['area', 'F', '', '公顷', '播种面积'],
      ['yield', 'F', '', 'kg/公顷', '单产'],
      ['output', 'F', '', '吨', '总产量'],
    ],
    *rows(r) {
      for (let year = 2021; year <= 2025; year++)
        for (const city of cities)
          for (const county of city.counties)
            for (const [crop, area, per] of [
              ['玉米', 9200, 5900],
              ['小麦', ['140800', '141000'].includes(city.code) ? 12400 : 300, 4700],
              ['谷子', 900, 2900],
              ['马铃薯', 1100, 3200],
            ] as const) {
              const sown = r.about(area, area * 0.35, 1, 5);
              const each = r.about(per, per * 0.1);
              yield [year, county.code, county.name, crop, sown, each, Math.round((sown * each) / 1000)];
            }
    },
    demand: 105,
  },
  {
    key: 'farm.trade',
    provider: 'province.agriculture',
    node: '305002',
    title: '农产品产销对接成交汇总',
    titleEn: 'Trades between growers and buyers, aggregated',
    abstract: '产销对接平台分品种、分产地、分销地的日成交量和加权均价，不含交易主体。',
    keywords: ['农产品', '产销对接', '成交', '流向'],
    theme: 'prices',
    cycle: 'monthly',
    day: '2025-12-10',
    upto: '2025-11-30',
    file: { name: 'farm_trade.csv' },
    over: licensed({
      why: '成交流向和价格涉及经营主体的商业秘密。',
      whom: '商务、发展改革部门用于市场保供和价格监测。',
      basis: 'disclosure',
      opening: '向法人开放，须签订合作协议并备案；不得用于操纵价格。',
    }),
    related: ['wholesale.daily'],
    columns: [
      ['日期', 'D', '成交日'],
      ['品种', 'C', '农产品名称'],
      ['产地', 'C', '设区的市'],
      ['销地', 'C', '省内城市或者外省'],
      ['成交量', 'F', '', '吨'],
      ['加权均价', 'Y', '', '元/公斤'],
      ['订单数', 'I', '', '单'],
    ],
    *rows(r, upto) {
      for (const day of days('2025-09-01', upto))
        for (const [name, , base] of goods)
          for (let i = 0; i < 4; i++) {
            const amount = r.about(34, 16, 1, 0.3);
            yield [
              day,
              name,
              r.pick(cities).name,
              r.pick(['太原市', '大同市', '北京', '天津', '河北', '陕西', '内蒙古']),
              amount,
              r.about(base, base * 0.07, 2, 0.2),
              Math.max(1, Math.round(amount / 3)),
            ];
          }
    },
    demand: 0,
  },
];
