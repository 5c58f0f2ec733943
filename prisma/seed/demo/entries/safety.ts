/** Mines, chemicals, accidents. */
import { firm, madeUpUscc } from '../names.ts';
import { cities, cityOf, counties, short } from '../places.ts';
import { random } from '../random.ts';
import { type EntrySpec, months, pad } from '../table.ts';
import { internal } from './terms.ts';

export const safety: readonly EntrySpec[] = [
  {
    key: 'mines.standard',
    provider: 'province.emergency',
    node: '205001',
    title: '煤矿安全生产标准化等级',
    titleEn: 'Safety grades of coal mines',
    abstract: '煤矿的核定生产能力、开采方式、瓦斯等级、安全生产标准化等级和公告日期。煤矿名称为演示名称。',
    keywords: ['煤矿', '安全生产', '标准化', '瓦斯等级'],
    theme: 'work_safety',
    cycle: 'quarterly',
    day: '2025-09-17',
    editions: [{ day: '2026-05-13', upto: '2026-04-30', note: '2026 年一季度等级公告' }],
    file: { name: '煤矿标准化等级.csv', encoding: 'gb18030' },
    columns: [
      ['煤矿名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C', '演示代码'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['核定能力', 'I', '', '万吨/年'],
      ['开采方式', 'C', '井工、露天'],
      ['瓦斯等级', 'C', '低瓦斯、高瓦斯、突出'],
      ['标准化等级', 'C', '一级、二级、三级、未定级'],
      ['公告日期', 'D'],
    ],
    *rows(r, upto) {
      for (let i = 1; i <= 612; i++) {
        const county = r.pick(counties);
        const deep = r.chance(0.94);
        yield [
          `${short(county.name)}演示煤业有限公司${pad(i, 3)}`,
          madeUpUscc(county.code, 78000 + i),
          county.city.name,
          county.name,
          r.pick([60, 90, 120, 150, 180, 240, 300, 500, 1000]),
          deep ? '井工' : '露天',
          deep ? r.pick(['低瓦斯', '低瓦斯', '高瓦斯', '突出']) : '低瓦斯',
          r.pick(['一级', '一级', '二级', '二级', '三级', '未定级']),
          `${upto.slice(0, 4)}-0${r.int(1, 3)}-${pad(r.int(1, 28), 2)}`,
        ];
      }
    },
    demand: 224,
  },
  {
    key: 'hazardous',
    provider: 'province.emergency',
    node: '205002',
    title: '危险化学品企业安全风险分级',
    titleEn: 'Risk classes of hazardous-chemical companies',
    abstract: '危险化学品生产、储存企业的重大危险源级别和风险分级，供部门联合监管使用。名称为演示名称。',
    keywords: ['危险化学品', '重大危险源', '风险分级'],
    theme: 'work_safety',
    cycle: 'quarterly',
    day: '2026-02-11',
    file: { name: 'hazardous.csv' },
    over: internal({
      why: '重大危险源位置和级别涉及公共安全。',
      whom: '公安、消防、生态环境、交通运输部门用于联合监管和应急处置。',
      basis: 'dataSecurity',
    }),
    columns: [
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['县区', 'C'],
      ['重大危险源级别', 'C', '一级至四级'],
      ['风险等级', 'C', '红、橙、黄、蓝'],
    ],
    *rows(r) {
      for (let i = 1; i <= 280; i++) {
        const county = r.pick(counties);
        yield [
          firm(r, short(county.name), i, '化工'),
          madeUpUscc(county.code, 80000 + i),
          county.name,
          r.pick(['一级', '二级', '三级', '四级']),
          r.pick(['红', '橙', '黄', '蓝', '蓝']),
        ];
      }
    },
    demand: 0,
  },
  {
    key: 'accidents',
    provider: 'province.emergency',
    node: '205002',
    title: '生产安全事故月度统计',
    titleEn: 'Work accidents by month',
    abstract: '分行业、分市的生产安全事故起数、死亡人数和直接经济损失。数值为模拟值。',
    keywords: ['安全生产', '事故', '统计'],
    theme: 'work_safety',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    editions: [{ day: '2026-10-21', upto: '2026-09-30', note: '更新至 2026 年 9 月' }],
    file: { name: 'accidents.csv', encoding: 'utf8-bom' },
    columns: [
      ['年月', 'C', '统计月份'],
      ['城市', 'C'],
      ['行业', 'C', '煤矿、非煤矿山、建筑施工、道路运输、工贸'],
      ['事故起数', 'I', '', '起'],
      ['死亡人数', 'I', '', '人'],
      ['直接经济损失', 'Y', '', '万元'],
    ],
    *rows(_r, upto) {
      const r = random('accidents');
      for (const month of months('2021-01', upto))
        for (const city of cities)
          for (const trade of ['煤矿', '非煤矿山', '建筑施工', '道路运输', '工贸']) {
            const number = r.chance(0.4) ? r.int(1, 4) : 0;
            yield [
              month,
              city.name,
              trade,
              number,
              number === 0 ? 0 : r.int(0, 2),
              number === 0 ? 0 : r.about(86, 60, 2, 0.4),
            ];
          }
    },
    demand: 131,
  },
  {
    key: 'lvliang.tailings',
    provider: 'lvliang.emergency',
    node: '205001',
    title: '吕梁市尾矿库基本信息',
    titleEn: 'Tailings ponds in Lüliang',
    abstract: '尾矿库的等别、设计总库容、现状坝高、运行状况和包保责任单位。名称为演示名称。',
    keywords: ['尾矿库', '吕梁', '安全'],
    theme: 'work_safety',
    cycle: 'half_yearly',
    day: '2026-03-18',
    file: { name: '尾矿库.csv', encoding: 'gb18030', delimiter: ';' },
    over: { storage_location: 'city_cloud', spatial: '吕梁市' },
    columns: [
      ['尾矿库名称', 'C', '演示名称'],
      ['县区', 'C'],
      ['等别', 'C', '三等、四等、五等'],
      ['设计总库容', 'F', '', '万m³'],
      ['现状坝高', 'F', '', 'm'],
      ['运行状况', 'C', '在用、停用、闭库'],
    ],
    *rows(r) {
      for (let i = 1; i <= 58; i++)
        yield [
          `演示${pad(i, 2)}号尾矿库`,
          r.pick(cityOf('141100').counties).name,
          r.pick(['三等', '四等', '五等']),
          r.about(180, 120, 1, 5),
          r.about(38, 16, 1, 6),
          r.pick(['在用', '在用', '停用', '闭库']),
        ];
    },
    demand: 31,
  },
];
