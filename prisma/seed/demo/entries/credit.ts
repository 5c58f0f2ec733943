/** Licences, penalties and the standing of companies. */
import { firm, madeUpUscc } from '../names.ts';
import { counties, short } from '../places.ts';
import type { random } from '../random.ts';
import { type EntrySpec, pad } from '../table.ts';
import { licensed } from './terms.ts';

const date = (r: ReturnType<typeof random>, from: number, to: number) =>
  `${r.int(from, to)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`;

export const credit: readonly EntrySpec[] = [
  {
    key: 'licences.granted',
    provider: 'province.market',
    node: '106001',
    title: '行政许可公示信息（市场监管）',
    titleEn: 'Administrative licences granted',
    abstract: '市场监管领域行政许可决定公示：决定书文号、许可类别、相对人名称和代码、决定日期和有效期。',
    keywords: ['行政许可', '双公示', '信用'],
    theme: 'credit',
    cycle: 'daily',
    day: '2025-09-17',
    upto: '2025-08-31',
    editions: [{ day: '2026-09-16', upto: '2026-08-31', note: '更新至 2026 年 8 月' }],
    file: { name: '行政许可公示.csv', encoding: 'utf8-bom' },
    columns: [
      ['决定书文号', 'C', '演示文号'],
      ['许可类别', 'C', '普通、特许、认可、核准、登记'],
      ['许可内容', 'C'],
      ['相对人名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['决定日期', 'D'],
      ['有效期至', 'D'],
      ['许可机关', 'C'],
    ],
    *rows(r, upto) {
      const year = Number(upto.slice(0, 4));
      for (let i = 1; i <= 2300; i++) {
        const county = r.pick(counties);
        yield [
          `（晋演示）许可〔${year}〕${pad(i, 5)}号`,
          r.pick(['普通', '核准', '登记']),
          r.pick(['食品生产许可', '食品经营许可', '药品经营许可', '特种设备生产许可']),
          firm(r, short(county.name), i),
          madeUpUscc(county.code, 60000 + i),
          date(r, year, year).replace(/-(0[9]|1[0-2])-/, '-08-'),
          date(r, year + 5, year + 5),
          `${county.city.name}市场监督管理局`,
        ];
      }
    },
    demand: 133,
  },
  {
    key: 'penalties',
    provider: 'province.market',
    node: '106001',
    title: '行政处罚公示信息（市场监管）',
    titleEn: 'Administrative penalties imposed',
    abstract: '市场监管领域行政处罚决定公示：文号、违法行为类型、处罚内容、罚款金额和决定日期。仅含法人和非法人组织。',
    keywords: ['行政处罚', '双公示', '信用', '罚款'],
    theme: 'credit',
    cycle: 'daily',
    day: '2025-10-22',
    file: { name: '行政处罚公示.csv', encoding: 'gb18030' },
    related: ['licences.granted'],
    columns: [
      ['决定书文号', 'C', '演示文号'],
      ['相对人名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['违法行为类型', 'C'],
      ['处罚内容', 'M', '可能分行'],
      ['罚款金额', 'Y', '', '万元'],
      ['决定日期', 'D'],
      ['处罚机关', 'C'],
    ],
    *rows(r) {
      for (let i = 1; i <= 1500; i++) {
        const county = r.pick(counties);
        const fine = r.about(1.8, 1.4, 2, 0.05);
        yield [
          `（晋演示）罚〔2025〕${pad(i, 5)}号`,
          firm(r, short(county.name), i),
          madeUpUscc(county.code, 63000 + i),
          r.pick(['经营标签不符合规定的食品', '未按规定公示年度报告', '计量器具超期未检定', '虚假宣传']),
          `1.责令改正；\n2.罚款${fine}万元`,
          fine,
          date(r, 2025, 2025).replace(/-1[12]-/, '-09-'),
          `${county.city.name}市场监督管理局`,
        ];
      }
    },
    demand: 156,
  },
  {
    key: 'abnormal',
    provider: 'province.market',
    node: '106002',
    title: '经营异常名录',
    titleEn: 'Companies listed for irregular operation',
    abstract: '列入经营异常名录的企业、列入原因、列入日期和移出日期。名称为演示名称。',
    keywords: ['经营异常', '信用', '企业'],
    theme: 'credit',
    cycle: 'weekly',
    day: '2026-01-21',
    file: { name: 'abnormal.csv', delimiter: ';' },
    columns: [
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['列入原因', 'C'],
      ['列入日期', 'D'],
      ['移出日期', 'D', '尚未移出的为空'],
      ['登记机关', 'C'],
    ],
    *rows(r) {
      for (let i = 1; i <= 1750; i++) {
        const county = r.pick(counties);
        yield [
          firm(r, short(county.name), i),
          madeUpUscc(county.code, 66000 + i),
          r.pick(['未按规定期限公示年度报告', '通过登记的住所无法联系', '公示信息隐瞒真实情况']),
          date(r, 2023, 2024),
          r.chance(0.46) ? date(r, 2025, 2025) : null,
          `${county.name}市场监督管理局`,
        ];
      }
    },
    demand: 78,
  },
  {
    key: 'annual.reports',
    provider: 'province.market',
    node: '102002',
    title: '企业年度报告经营指标分组汇总',
    titleEn: 'Key figures of company reports, grouped',
    abstract: '按行业、规模、县区分组的企业数、从业人数、营业收入和纳税总额，由企业年度报告汇总。',
    keywords: ['企业年报', '营业收入', '从业人数', '分组'],
    theme: 'credit',
    cycle: 'yearly',
    day: '2026-03-18',
    file: { name: 'annual_reports.csv' },
    over: licensed({
      why: '企业选择不公示的经营指标属于商业秘密，汇总后仍须控制颗粒度。',
      whom: '统计、税务、发展改革部门用于经济运行分析。',
      basis: 'disclosure',
      opening: '向法人开放，须签订合作协议并备案；企业数不足五户的分组不得使用。',
    }),
    columns: [
      ['年度', 'I'],
      ['县区代码', 'C', 'GB/T 2260 六位代码'],
      ['行业', 'C', 'GB/T 4754 门类'],
      ['规模', 'C', '中型、小型、微型'],
      ['企业数', 'I', '', '户'],
      ['从业人数', 'I', '', '人'],
      ['营业收入', 'F', '', '万元'],
      ['纳税总额', 'F', '', '万元'],
    ],
    *rows(r) {
      for (let year = 2023; year <= 2025; year++)
        for (const county of counties)
          for (const trade of ['采矿业', '制造业', '建筑业', '批发和零售业', '交通运输业', '住宿和餐饮业'])
            for (const size of ['中型', '小型', '微型']) {
              const number = r.int(5, size === '微型' ? 900 : 60);
              const people = number * (size === '中型' ? 180 : size === '小型' ? 34 : 5);
              yield [
                year,
                county.code,
                trade,
                size,
                number,
                r.about(people, people * 0.1, 0, 5),
                r.about(people * 31, people * 4, 1),
                r.about(people * 1.9, people * 0.3, 1),
              ];
            }
    },
    demand: 0,
  },
  {
    key: 'carrier.rating',
    provider: 'province.transport',
    node: '206002',
    title: '道路运输企业质量信誉考核结果',
    titleEn: 'Quality and credit ratings of road carriers',
    abstract: '道路客货运输企业年度质量信誉考核等级，等级为 AAA、AA、A、B。',
    keywords: ['道路运输', '质量信誉', '信用等级', '企业'],
    theme: 'credit',
    cycle: 'yearly',
    day: '2026-04-22',
    file: { name: 'carrier_rating.csv' },
    columns: [
      ['考核年度', 'I', '被考核的年度', '年'],
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C', 'GB 32100 十八位代码'],
      ['所在市', 'C'],
      ['经营类别', 'C', '客运、普通货运、危险货物运输'],
      ['车辆数', 'I', '年末在册营运车辆', '辆'],
      ['考核得分', 'F', '满分 1000 分', '分'],
      ['信誉等级', 'C', 'AAA、AA、A、B'],
    ],
    *rows(r) {
      for (let i = 1; i <= 860; i++) {
        const county = r.pick(counties);
        const score = r.about(880, 70, 1, 480);
        const grade = score >= 930 ? 'AAA' : score >= 850 ? 'AA' : score >= 700 ? 'A' : 'B';
        const kind = r.pick(['客运', '普通货运', '普通货运', '普通货运', '危险货物运输']);
        const { name, code } = carrier(county, i);
        yield [2025, name, code, county.city.name, kind, r.int(3, 260), Math.min(score, 1000), grade];
      }
    },
    demand: 52,
  },
];

function carrier(county: (typeof counties)[number], i: number) {
  return {
    name: `${short(county.name)}演示运输有限公司${pad(i, 3)}`,
    code: madeUpUscc(county.code, 50000 + i),
  };
}
