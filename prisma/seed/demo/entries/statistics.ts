import { cities } from '../places.ts';
import { random } from '../random.ts';
import { type EntrySpec, months } from '../table.ts';

export const statistics: readonly EntrySpec[] = [
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
            Number((r.about(14, 4, 1, -6) - 8).toFixed(1)),
            Number((r.about(15, 5, 1, -8) - 8).toFixed(1)),
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
];
