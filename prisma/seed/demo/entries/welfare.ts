import { firm, madeUpUscc } from '../names.ts';
import { cities, cityOf, counties, short } from '../places.ts';
import { type EntrySpec, months, pad } from '../table.ts';
import { licensed, withheld } from './terms.ts';

export const welfare: readonly EntrySpec[] = [
  {
    key: 'pension.stats',
    provider: 'province.welfare',
    node: '203002',
    title: '城乡居民基本养老保险参保统计',
    titleEn: 'Residents insured under the basic pension',
    abstract: '县级城乡居民基本养老保险参保人数、待遇领取人数和月人均养老金。',
    keywords: ['养老保险', '参保', '待遇', '社会保障'],
    theme: 'social_security',
    cycle: 'quarterly',
    day: '2025-10-22',
    upto: '2025-09-30',
    editions: [{ day: '2026-10-21', upto: '2026-09-30', note: '更新至 2026 年三季度' }],
    file: { name: '养老保险参保.csv', encoding: 'gb18030' },
    columns: [
      ['统计期', 'C', '季度末月份'],
      ['县区代码', 'C', 'GB/T 2260 六位代码'],
      ['县区', 'C', '县（市、区）'],
      ['参保人数', 'I', '期末', '人'],
      ['领取人数', 'I', '期末', '人'],
      ['月人均养老金', 'Y', '期内平均', '元'],
    ],
    *rows(r, upto) {
      for (const month of months('2022-03', upto)) {
        if (Number(month.slice(5)) % 3 !== 0) continue;
        for (const county of counties) {
          const insured = r.about(142000, 52000, 0, 14000);
          yield [
            month,
            county.code,
            county.name,
            insured,
            Math.round(insured * 0.31),
            r.about(148 + Number(month.slice(2, 4)) * 1.5, 9, 1, 100),
          ];
        }
      }
    },
    demand: 118,
  },
  {
    key: 'training.schools',
    provider: 'province.welfare',
    node: '309001',
    title: '职业技能培训机构名录',
    titleEn: 'Vocational training institutions',
    abstract: '承担政府补贴培训的机构：名称、统一社会信用代码、培训工种和年培训能力。名称为演示名称。',
    keywords: ['职业技能', '培训', '就业'],
    theme: 'social_security',
    cycle: 'yearly',
    day: '2025-12-10',
    file: { name: 'training_schools.csv', encoding: 'utf8-bom' },
    columns: [
      ['机构名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['所在市', 'C'],
      ['培训工种', 'C', '分号分隔的工种'],
      ['年培训能力', 'I', '', '人'],
      ['批准时间', 'D'],
    ],
    *rows(r) {
      for (let i = 1; i <= 420; i++) {
        const county = r.pick(counties);
        const crafts = [
          ...new Set([r.pick(['电工', '焊工', '育婴员']), r.pick(['中式烹调师', '养老护理员', '无人机驾驶员'])]),
        ].join('；');
        yield [
          `${short(county.name)}演示职业培训学校${pad(i, 3)}`,
          madeUpUscc(county.code, 54000 + i),
          county.city.name,
          crafts,
          r.int(3, 40) * 50,
          `20${pad(r.int(8, 24), 2)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`,
        ];
      }
    },
    demand: 67,
  },
  {
    key: 'stable.jobs',
    provider: 'province.welfare',
    node: '203001',
    title: '失业保险稳岗返还企业名单',
    titleEn: 'Companies receiving job-retention refunds',
    abstract: '年度失业保险稳岗返还公示企业：名称、统一社会信用代码、返还金额。名称为演示名称。',
    keywords: ['稳岗返还', '失业保险', '公示'],
    theme: 'social_security',
    cycle: 'yearly',
    day: '2026-07-15',
    file: { name: '稳岗返还.csv', encoding: 'gb18030' },
    columns: [
      ['年度', 'I'],
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['所在市', 'C'],
      ['裁员率', 'F', '', '%'],
      ['返还金额', 'Y', '', '元'],
    ],
    *rows(r) {
      for (let i = 1; i <= 1900; i++) {
        const county = r.pick(counties);
        yield [
          2025,
          firm(r, short(county.name), i),
          madeUpUscc(county.code, 55000 + i),
          county.city.name,
          r.about(2.1, 1.2, 2, 0),
          r.about(18600, 14000, 2, 300),
        ];
      }
    },
    demand: 92,
  },
  {
    key: 'payroll.base',
    provider: 'province.welfare',
    node: '203002',
    title: '社会保险缴费工资分行业分布',
    titleEn: 'Insured wages by industry',
    abstract: '分行业、分市的参保单位数、缴费人数和缴费工资分位数，由单位申报数据汇总。',
    keywords: ['社会保险', '缴费工资', '行业', '分位数'],
    theme: 'social_security',
    cycle: 'yearly',
    day: '2026-04-22',
    file: { name: 'payroll_base.csv' },
    over: licensed({
      why: '分行业工资分布由用人单位和个人的信息汇总，依法应当保密使用。',
      whom: '统计、税务、医疗保障部门用于工资指导线和费基核定。',
      basis: 'insurance',
      opening: '向法人开放，须签订合作协议并备案；单元格单位数不足三十的不得发布。',
    }),
    columns: [
      ['年度', 'I', '缴费年度'],
      ['城市', 'C'],
      ['行业', 'C', 'GB/T 4754 门类'],
      ['参保单位数', 'I', '', '个'],
      ['缴费人数', 'I', '', '人'],
      ['下四分位', 'Y', '', '元/月'],
      ['中位数', 'Y', '', '元/月'],
      ['上四分位', 'Y', '', '元/月'],
    ],
    *rows(r) {
      for (let year = 2021; year <= 2025; year++)
        for (const city of cities)
          for (const trade of [
            '采矿业',
            '制造业',
            '建筑业',
            '批发和零售业',
            '交通运输业',
            '住宿和餐饮业',
            '信息技术服务业',
            '金融业',
            '房地产业',
            '教育',
            '卫生和社会工作',
            '公共管理',
          ]) {
            const middle = r.about(trade === '金融业' ? 9800 : trade === '采矿业' ? 8600 : 5600, 500, 0, 3200);
            yield [
              year,
              city.name,
              trade,
              r.int(32, 2600),
              r.about(21000, 9000, 0, 900),
              Math.round(middle * 0.74),
              middle,
              Math.round(middle * 1.36),
            ];
          }
    },
    demand: 0,
  },
  {
    key: 'retirees',
    provider: 'province.welfare',
    node: '101002',
    title: '离退休人员基本养老金发放',
    titleEn: 'Pension payments to retirees',
    abstract: '离退休人员基本养老金发放信息目录。数据含个人信息，不予共享、不予开放。',
    keywords: ['养老金', '离退休', '发放'],
    theme: 'social_security',
    cycle: 'monthly',
    day: '2026-02-11',
    file: { name: 'pension_summary.csv' },
    over: withheld('数据为参保人员的个人信息，社会保险经办机构负有保密义务。', 'insurance'),
    columns: [
      ['年月', 'C'],
      ['城市', 'C'],
      ['发放人数', 'I', '', '人'],
      ['发放金额', 'Y', '', '万元'],
    ],
    *rows(r, upto) {
      for (const month of months('2025-01', upto))
        for (const city of cities)
          yield [month, city.name, r.about(city.people * 5200, 6000), r.about(city.people * 1780, 1600, 2)];
    },
    demand: 0,
  },
  {
    key: 'jinzhong.training',
    provider: 'jinzhong.welfare',
    node: '309002',
    title: '晋中市职业培训补贴发放统计',
    titleEn: 'Vocational training subsidies in Jinzhong',
    abstract: '分县（市、区）、分工种的补贴培训人次、取证人次和补贴金额。',
    keywords: ['晋中', '培训补贴', '技能'],
    theme: 'social_security',
    cycle: 'quarterly',
    day: '2026-06-10',
    file: { name: 'jinzhong_training.csv', delimiter: ';' },
    over: { storage_location: 'city_cloud', spatial: '晋中市' },
    columns: [
      ['季度', 'C', '如 2025Q4'],
      ['县区', 'C'],
      ['工种', 'C'],
      ['培训人次', 'I', '', '人次'],
      ['取证人次', 'I', '', '人次'],
      ['补贴金额', 'Y', '', '元'],
    ],
    *rows(r) {
      for (const quarter of ['2024Q1', '2024Q2', '2024Q3', '2024Q4', '2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1'])
        for (const county of cityOf('140700').counties)
          for (const craft of ['电工', '焊工', '养老护理员', '育婴员', '中式烹调师']) {
            const trained = r.about(62, 28, 0, 4);
            yield [
              quarter,
              county.name,
              craft,
              trained,
              Math.round(trained * 0.87),
              trained * r.pick([800, 1000, 1200]),
            ];
          }
    },
    demand: 29,
  },
];
