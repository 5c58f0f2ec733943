/** What things cost. */
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
