/** Hospitals, beds, diseases, vaccination. Names are made up and say so; figures are simulated. */
import { cities, counties, short } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, months, pad, warmth } from '../table.ts';
import { licensed, withheld } from './terms.ts';

const hospitals = (() => {
  const r = random('hospitals');
  const made: {
    code: string;
    name: string;
    county: (typeof counties)[number];
    grade: string;
    kind: string;
    beds: number;
  }[] = [];
  for (const county of counties)
    for (const [kind, grade, beds] of [
      ['综合医院', '二级甲等', 320],
      ['中医医院', '二级乙等', 180],
      ['妇幼保健院', '二级乙等', 90],
      ...(county.code.endsWith('05') || county.code.endsWith('02') ? ([['综合医院', '三级甲等', 1200]] as const) : []),
    ] as const) {
      const name = `${short(county.name)}演示${grade.startsWith('三') ? '第一' : ''}${kind === '综合医院' ? '人民医院' : kind}`;
      made.push({
        code: `PDY${county.code}${pad(made.length + 1, 4)}`,
        name,
        county,
        grade,
        kind,
        beds: r.about(beds, beds * 0.3, 0, 20),
      });
    }
  return made;
})();

export const health: readonly EntrySpec[] = [
  {
    key: 'hospitals',
    provider: 'province.health',
    node: '303001',
    title: '医疗机构名录',
    titleEn: 'Medical institutions',
    abstract: '各级医疗机构的名称、类别、等级、所在地和核定床位。机构名称均为演示名称。',
    keywords: ['医院', '医疗机构', '床位', '就医'],
    theme: 'health',
    cycle: 'quarterly',
    day: '2025-09-17',
    editions: [{ day: '2026-04-22', upto: '2026-04-20', note: '年度校验后更新' }],
    file: { name: '医疗机构.csv', encoding: 'gb18030' },
    over: { licence: 'cc-by-4.0' },
    columns: [
      ['机构编码', 'C', '演示编码'],
      ['机构名称', 'C', '演示名称'],
      ['类别', 'C', '综合医院、中医医院、妇幼保健院'],
      ['等级', 'C', '三级甲等、二级甲等、二级乙等'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['核定床位', 'I', '', '张'],
      ['急诊', 'L', '是否开设二十四小时急诊'],
    ],
    rows: (r, upto) =>
      hospitals.map((h) => {
        const beds = upto > '2026' && r.chance(0.2) ? h.beds + r.int(5, 40) : h.beds;
        return [h.code, h.name, h.kind, h.grade, h.county.city.name, h.county.name, beds, r.chance(0.7) ? '是' : '否'];
      }),
    demand: 485,
  },
  {
    key: 'hospital.beds',
    provider: 'province.health',
    node: '303002',
    title: '医院床位和门急诊逐日运行',
    titleEn: 'Daily use of hospital beds and outpatient visits',
    abstract: '二级以上医院逐日门急诊人次、入出院人次、床位使用率，不含患者信息。',
    keywords: ['床位', '门诊', '急诊', '住院', '医院'],
    theme: 'health',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    file: { name: 'hospital_daily.csv' },
    over: licensed({
      why: '机构级运行数据反映医疗资源布局和应急保障能力。',
      whom: '医疗保障、应急管理、发展改革部门用于资源调度和规划编制。',
      basis: 'dataSecurity',
      opening: '向法人开放，须签订合作协议并备案；限用于公共卫生和健康管理服务。',
    }),
    related: ['hospitals'],
    columns: [
      ['日期', 'D'],
      ['机构编码', 'C', '与医疗机构名录一致'],
      ['门急诊人次', 'I', '', '人次'],
      ['入院人次', 'I', '', '人次'],
      ['出院人次', 'I', '', '人次'],
      ['床位使用率', 'F', '实际占用总床日数与实际开放总床日数之比', '%'],
    ],
    *rows(r, upto) {
      for (const day of days('2025-11-01', upto))
        for (const h of hospitals.filter((_, i) => i % 2 === 0)) {
          const visits = r.about(h.beds * 1.9, h.beds * 0.3, 0, 5);
          yield [
            day,
            h.code,
            visits,
            r.about(h.beds * 0.09, 3),
            r.about(h.beds * 0.09, 3),
            Math.min(112, r.about(82, 9, 1, 20)),
          ];
        }
    },
    demand: 0,
  },
  {
    key: 'infectious',
    provider: 'province.health',
    node: '202002',
    title: '法定传染病月度报告统计',
    titleEn: 'Notifiable diseases reported by month',
    abstract: '分市、分病种的月度报告发病数和死亡数。数值为模拟值，五例以下以“<5”表示。',
    keywords: ['传染病', '流感', '手足口病', '公共卫生'],
    theme: 'health',
    cycle: 'monthly',
    day: '2025-11-19',
    upto: '2025-10-31',
    editions: [{ day: '2026-10-14', upto: '2026-09-30', note: '更新至 2026 年 9 月' }],
    file: { name: 'notifiable.csv', encoding: 'utf8-bom' },
    columns: [
      ['年月', 'C', '报告月份'],
      ['城市', 'C', '设区的市'],
      ['病种', 'C', '法定传染病名称'],
      ['分类', 'C', '乙类、丙类'],
      ['报告发病数', 'C', '五例以下以“<5”表示', '例'],
      ['较上年同期', 'F', '', '%'],
    ],
    *rows(r, upto) {
      for (const month of months('2022-01', upto))
        for (const city of cities)
          for (const [name, group, base, cold] of [
            ['流行性感冒', '丙类', 260, 1],
            ['手足口病', '丙类', 120, -1],
            ['其他感染性腹泻病', '丙类', 90, -0.6],
            ['流行性腮腺炎', '丙类', 22, 0],
            ['肺结核', '乙类', 34, 0],
            ['病毒性肝炎', '乙类', 61, 0],
            ['猩红热', '乙类', 9, 0.4],
            ['布鲁氏菌病', '乙类', 12, -0.3],
          ] as const) {
            const level = base * (city.people / 30) * (1 + cold * (0.5 - warmth(month)) * 1.2);
            const cases = r.about(level, level * 0.35 + 1);
            yield [month, city.name, name, group, cases < 5 ? '<5' : cases, r.about(40, 22, 1) - 40];
          }
    },
    demand: 165,
  },
  {
    key: 'vaccination',
    provider: 'province.health',
    node: '303001',
    title: '预防接种单位和接种门诊时间',
    titleEn: 'Vaccination sites and their hours',
    abstract: '预防接种单位的名称、所在乡镇（街道）类别、接种日和可接种的疫苗类别。',
    keywords: ['疫苗', '接种', '门诊时间'],
    theme: 'health',
    cycle: 'half_yearly',
    day: '2026-03-18',
    file: { name: '接种单位.csv', encoding: 'gb18030' },
    columns: [
      ['单位名称', 'C', '演示名称'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['类别', 'C', '社区卫生服务中心、乡镇卫生院、医院'],
      ['接种日', 'C', '每周接种日'],
      ['免疫规划疫苗', 'L'],
      ['非免疫规划疫苗', 'L'],
    ],
    *rows(r) {
      for (let i = 1; i <= 1380; i++) {
        const county = r.pick(counties);
        const kind = r.pick(['社区卫生服务中心', '乡镇卫生院', '乡镇卫生院', '医院']);
        yield [
          `${short(county.name)}演示${kind}${pad(i, 4)}`,
          county.city.name,
          county.name,
          kind,
          r.pick(['周一至周五', '周二、周四', '周三、周六', '逢集日']),
          '是',
          r.chance(0.75) ? '是' : '否',
        ];
      }
    },
    demand: 150,
  },
  {
    key: 'family.doctor',
    provider: 'province.health',
    node: '202002',
    title: '家庭医生签约服务统计',
    titleEn: 'Family doctor contracts by county',
    abstract: '县级家庭医生签约人数、重点人群签约率和履约率。',
    keywords: ['家庭医生', '签约', '基层医疗'],
    theme: 'health',
    cycle: 'half_yearly',
    day: '2026-06-10',
    file: { name: 'family_doctor.csv', delimiter: '\t' },
    columns: [
      ['统计时点', 'C'],
      ['县区代码', 'C'],
      ['县区', 'C'],
      ['签约人数', 'I'],
      ['重点人群签约率', 'F'],
      ['履约率', 'F'],
    ],
    *rows(r) {
      for (const at of ['2024-06', '2024-12', '2025-06', '2025-12'])
        for (const county of counties)
          yield [at, county.code, county.name, r.about(86000, 38000, 0, 6000), r.about(76, 6, 1), r.about(88, 5, 1)];
    },
    demand: 38,
  },
  {
    key: 'birth.records',
    provider: 'province.health',
    node: '101001',
    title: '出生医学信息登记',
    titleEn: 'Birth registration',
    abstract:
      '出生医学证明签发登记信息目录。数据含未成年人个人信息，不予共享、不予开放；需要统计结果的，可使用人口出生统计。',
    keywords: ['出生', '登记', '人口'],
    theme: 'health',
    cycle: 'realtime',
    day: '2026-02-11',
    file: { name: 'birth_summary.csv' },
    over: withheld('数据为不满十四周岁未成年人的敏感个人信息。', 'personal'),
    columns: [
      ['年度', 'I'],
      ['县区代码', 'C'],
      ['签发数', 'I', '', '份'],
    ],
    *rows(r) {
      for (let year = 2022; year <= 2025; year++)
        for (const county of counties) yield [year, county.code, r.about(1800, 900, 0, 60)];
    },
    demand: 0,
  },
];
