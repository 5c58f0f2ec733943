/** Food, drugs, equipment, licences and penalties. */
import { firm, madeUpUscc } from '../names.ts';
import { cityOf, counties, short } from '../places.ts';
import { random } from '../random.ts';
import { type EntrySpec, months, pad } from '../table.ts';
import { licensed } from './terms.ts';

const date = (r: ReturnType<typeof random>, from: number, to: number) =>
  `${r.int(from, to)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`;

export const market: readonly EntrySpec[] = [
  {
    key: 'food.inspection',
    provider: 'province.market',
    node: '308001',
    title: '食品安全监督抽检结果',
    titleEn: 'Results of food safety inspections',
    abstract: '食品安全监督抽检的样品、标称生产企业、被抽样单位、检验结论和不合格项目。企业名称为演示名称。',
    keywords: ['食品安全', '抽检', '不合格', '检验'],
    theme: 'food_and_drugs',
    cycle: 'monthly',
    day: '2025-10-22',
    upto: '2025-09-30',
    editions: [
      { day: '2026-05-13', upto: '2026-04-30', note: '更新至 2026 年 4 月' },
      { day: '2026-10-21', upto: '2026-09-30', note: '更新至 2026 年 9 月' },
    ],
    file: { name: '食品抽检结果.csv', encoding: 'gb18030' },
    columns: [
      ['抽样编号', 'C', '年度加流水号'],
      ['公布月份', 'C'],
      ['食品大类', 'C', '国家食品安全监督抽检分类'],
      ['样品名称', 'C'],
      ['标称生产企业', 'C', '演示名称'],
      ['被抽样单位', 'C', '演示名称'],
      ['所在县区', 'C'],
      ['检验结论', 'C', '合格、不合格'],
      ['不合格项目', 'C', '合格的为空'],
      ['检验结果', 'C', '不合格项目的实测值'],
    ],
    *rows(_r, upto) {
      const r = random('food inspections');
      let number = 0;
      for (const month of months('2024-01', upto))
        for (let i = 0; i < 190; i++) {
          number++;
          const [group, thing] = r.pick([
            ['调味品', '老陈醋'],
            ['粮食加工品', '小麦粉'],
            ['粮食加工品', '挂面'],
            ['食用农产品', '苹果'],
            ['食用农产品', '韭菜'],
            ['肉制品', '酱牛肉'],
            ['糕点', '太谷饼'],
            ['酒类', '白酒'],
            ['蔬菜制品', '酱腌菜'],
            ['炒货食品及坚果制品', '核桃'],
          ] as const);
          const county = r.pick(counties);
          const bad = r.chance(0.026);
          const [item, found] = bad
            ? r.pick([
                ['菌落总数', '2.1×10^5 CFU/g'],
                ['山梨酸及其钾盐', '0.82 g/kg'],
                ['毒死蜱', '0.31 mg/kg'],
                ['酒精度', '49.1 %vol'],
              ] as const)
            : [null, null];
          yield [
            `SX${month.slice(0, 4)}${pad(number, 6)}`,
            month,
            group,
            thing,
            firm(r, short(r.pick(counties).name), r.int(1, 320), '食品'),
            `${short(county.name)}演示${r.pick(['超市', '便利店', '餐饮店', '农贸市场'])}${pad(r.int(1, 260), 3)}`,
            county.name,
            bad ? '不合格' : '合格',
            item,
            found,
          ];
        }
    },
    demand: 440,
  },
  {
    key: 'pharmacies',
    provider: 'province.market',
    node: '204001',
    title: '药品零售企业许可信息',
    titleEn: 'Licensed pharmacies',
    abstract: '药品零售企业的许可证号、名称、经营范围、所在地和有效期。名称为演示名称。',
    keywords: ['药店', '药品经营许可', '零售'],
    theme: 'food_and_drugs',
    cycle: 'monthly',
    day: '2025-12-10',
    file: { name: 'pharmacies.csv', encoding: 'utf8-bom' },
    columns: [
      ['许可证编号', 'C'],
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['经营类别', 'C', '处方药、甲类非处方药、乙类非处方药'],
      ['医保定点', 'L', '是或者否'],
      ['有效期至', 'D'],
    ],
    *rows(r) {
      for (let i = 1; i <= 3100; i++) {
        const county = r.pick(counties);
        yield [
          `晋DA${county.code}${pad(i, 5)}`,
          `${short(county.name)}演示大药房${pad(i, 4)}`,
          madeUpUscc(county.code, 56000 + i),
          county.city.name,
          county.name,
          r.pick(['处方药、甲类非处方药、乙类非处方药', '甲类非处方药、乙类非处方药']),
          r.chance(0.62) ? '是' : '否',
          date(r, 2026, 2030),
        ];
      }
    },
    demand: 205,
  },
  {
    key: 'yangquan.catering',
    provider: 'yangquan.market',
    node: '204001',
    title: '阳泉市餐饮服务食品安全量化分级',
    titleEn: 'Food safety grades of restaurants in Yangquan',
    abstract: '餐饮服务单位量化分级等级和最近检查日期。名称为演示名称。',
    keywords: ['餐饮', '量化分级', '阳泉'],
    theme: 'food_and_drugs',
    cycle: 'quarterly',
    day: '2026-03-18',
    file: { name: '餐饮量化分级.csv', encoding: 'gb18030', delimiter: '\t' },
    over: { storage_location: 'city_cloud', spatial: '阳泉市' },
    columns: [
      ['单位名称', 'C', '演示名称'],
      ['县区', 'C'],
      ['业态', 'C', '大型、中型、小型餐馆，学校食堂等'],
      ['动态等级', 'C', '优秀、良好、一般'],
      ['年度等级', 'C', 'A、B、C'],
      ['检查日期', 'D'],
    ],
    *rows(r) {
      for (let i = 1; i <= 820; i++) {
        const county = r.pick(cityOf('140300').counties);
        const grade = r.pick(['A', 'B', 'B', 'B', 'C']);
        yield [
          `阳泉演示餐馆${pad(i, 4)}`,
          county.name,
          r.pick(['中型餐馆', '小型餐馆', '小型餐馆', '学校食堂', '单位食堂']),
          grade === 'A' ? '优秀' : grade === 'B' ? '良好' : '一般',
          grade,
          date(r, 2025, 2025),
        ];
      }
    },
    demand: 61,
  },
  {
    key: 'farm.safety',
    provider: 'province.agriculture',
    node: '204002',
    title: '农产品质量安全例行监测结果',
    titleEn: 'Routine monitoring of farm product safety',
    abstract: '蔬菜、水果、畜产品例行监测的样品数和合格率，按季度、按市汇总。',
    keywords: ['农产品', '质量安全', '例行监测', '合格率'],
    theme: 'food_and_drugs',
    cycle: 'quarterly',
    day: '2026-04-22',
    file: { name: 'farm_safety.csv' },
    columns: [
      ['季度', 'C'],
      ['城市', 'C'],
      ['类别', 'C', '蔬菜、水果、畜产品、食用菌'],
      ['样品数', 'I', '', '个'],
      ['合格数', 'I', '', '个'],
      ['合格率', 'F', '', '%'],
    ],
    *rows(r) {
      for (const quarter of [
        '2023Q1',
        '2023Q2',
        '2023Q3',
        '2023Q4',
        '2024Q1',
        '2024Q2',
        '2024Q3',
        '2024Q4',
        '2025Q1',
        '2025Q2',
        '2025Q3',
        '2025Q4',
      ])
        for (const code of [
          '140100',
          '140200',
          '140300',
          '140400',
          '140500',
          '140600',
          '140700',
          '140800',
          '140900',
          '141000',
          '141100',
        ])
          for (const kind of ['蔬菜', '水果', '畜产品', '食用菌']) {
            const samples = r.int(24, 180);
            const good = samples - (r.chance(0.5) ? r.int(0, 4) : 0);
            yield [quarter, cityOf(code).name, kind, samples, good, ((good / samples) * 100).toFixed(1)];
          }
    },
    demand: 47,
  },
  {
    key: 'lifts',
    provider: 'province.market',
    node: '205001',
    title: '在用电梯基本信息和检验',
    titleEn: 'Lifts in use and their inspections',
    abstract: '在用电梯的注册代码、类别、使用场所类别、检验结论和下次检验日期。',
    keywords: ['电梯', '特种设备', '检验', '安全'],
    theme: 'work_safety',
    cycle: 'monthly',
    day: '2025-11-19',
    file: { name: 'lifts.csv' },
    columns: [
      ['register_code', 'C', '演示注册代码', '', '注册代码'],
      ['kind', 'C', '', '', '设备类别'],
      ['county', 'C', '', '', '县区'],
      ['place', 'C', '住宅、医院、商场、学校等', '', '使用场所'],
      ['made', 'I', '', '年', '制造年份'],
      ['floors', 'I', '', '层', '层站数'],
      ['result', 'C', '', '', '检验结论'],
      ['next', 'D', '', '', '下次检验日期'],
    ],
    *rows(r) {
      for (let i = 1; i <= 4200; i++) {
        const county = r.pick(counties);
        yield [
          `3110${county.code}DEM${pad(i, 5)}`,
          r.pick(['曳引驱动乘客电梯', '曳引驱动乘客电梯', '自动扶梯', '杂物电梯']),
          county.name,
          r.pick(['住宅', '住宅', '住宅', '医院', '商场', '学校', '办公楼']),
          r.int(2004, 2025),
          r.int(2, 33),
          r.chance(0.985) ? '合格' : '复检合格',
          date(r, 2026, 2026),
        ];
      }
    },
    demand: 99,
  },
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
];
