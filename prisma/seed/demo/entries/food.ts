/** Food, drugs and equipment. */
import { firm, madeUpUscc } from '../names.ts';
import { cityOf, counties, short } from '../places.ts';
import { random } from '../random.ts';
import { type EntrySpec, months, pad } from '../table.ts';

const date = (r: ReturnType<typeof random>, from: number, to: number) =>
  `${r.int(from, to)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`;

export const food: readonly EntrySpec[] = [
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
];
