/** Building, housing, water supply; and what communities have. */
import { firm, madeUpUscc } from '../names.ts';
import { cities, cityOf, counties, short } from '../places.ts';
import { type EntrySpec, months, pad } from '../table.ts';

export const building: readonly EntrySpec[] = [
  {
    key: 'building.permits',
    provider: 'province.housing',
    node: '311001',
    title: '建筑工程施工许可信息',
    titleEn: 'Building permits',
    abstract: '建筑工程施工许可证编号、工程名称、建设规模、合同价格和合同工期。单位名称为演示名称。',
    keywords: ['施工许可', '建筑工程', '建设规模'],
    theme: 'construction',
    cycle: 'monthly',
    day: '2025-11-19',
    upto: '2025-10-31',
    editions: [{ day: '2026-08-12', upto: '2026-07-31', note: '更新至 2026 年 7 月' }],
    file: { name: '施工许可.csv', encoding: 'gb18030' },
    columns: [
      ['许可证编号', 'C', '演示编号'],
      ['工程名称', 'C'],
      ['建设单位', 'C', '演示名称'],
      ['施工单位', 'C', '演示名称'],
      ['县区', 'C'],
      ['建设规模', 'F', '建筑面积', '㎡'],
      ['合同价格', 'Y', '', '万元'],
      ['合同工期', 'I', '', '天'],
      ['发证日期', 'D'],
    ],
    *rows(r, upto) {
      let number = 0;
      for (const month of months('2024-01', upto))
        for (let i = 0; i < 74; i++) {
          number++;
          const county = r.pick(counties);
          const area = r.about(16800, 9000, 1, 600);
          const kind = r.pick(['住宅楼', '学校综合楼', '标准化厂房', '卫生院改造', '老旧小区改造', '污水处理厂']);
          yield [
            `SG14${month.replace('-', '')}${pad(number, 5)}`,
            `${short(county.name)}${kind}工程`,
            firm(r, short(county.name), number % 300, '置业'),
            firm(r, short(r.pick(cities).name), number % 180, '建筑工程'),
            county.name,
            area,
            r.about(area * 0.24, area * 0.03, 2, 30),
            r.int(90, 720),
            `${month}-${pad(r.int(1, 28), 2)}`,
          ];
        }
    },
    demand: 122,
  },
  {
    key: 'builders',
    provider: 'province.housing',
    node: '311001',
    title: '建筑业企业资质',
    titleEn: 'Qualified construction companies',
    abstract: '建筑业企业资质类别、等级、证书编号和有效期。名称为演示名称。',
    keywords: ['建筑业', '资质', '企业'],
    theme: 'construction',
    cycle: 'monthly',
    day: '2026-02-11',
    file: { name: 'builders.csv' },
    columns: [
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['资质类别', 'C'],
      ['资质等级', 'C', '特级、一级、二级、三级'],
      ['证书编号', 'C'],
      ['有效期至', 'D'],
    ],
    *rows(r) {
      for (let i = 1; i <= 1640; i++) {
        const county = r.pick(counties);
        yield [
          firm(r, short(county.name), i, '建设集团'),
          madeUpUscc(county.code, 70000 + i),
          r.pick([
            '建筑工程施工总承包',
            '市政公用工程施工总承包',
            '电力工程施工总承包',
            '钢结构工程专业承包',
            '地基基础工程专业承包',
          ]),
          r.pick(['一级', '二级', '二级', '三级', '三级']),
          `D214${pad(i, 6)}`,
          `${r.int(2026, 2030)}-12-31`,
        ];
      }
    },
    demand: 71,
  },
  {
    key: 'water.supply',
    provider: 'province.housing',
    node: '209002',
    title: '城市供水水质检测',
    titleEn: 'Quality of the urban water supply',
    abstract: '设区的市和县城公共供水出厂水、管网水主要指标检测结果，按 GB 5749 评价。',
    keywords: ['供水', '水质', '自来水', '余氯'],
    theme: 'construction',
    cycle: 'monthly',
    day: '2025-12-10',
    upto: '2025-11-30',
    file: { name: '供水水质.csv', encoding: 'utf8-bom', delimiter: '\t' },
    columns: [
      ['年月', 'C'],
      ['县区', 'C'],
      ['水样', 'C', '出厂水、管网水'],
      ['浑浊度', 'F', '', 'NTU'],
      ['余氯', 'F', '', 'mg/L'],
      ['总硬度', 'F', '以碳酸钙计', 'mg/L'],
      ['氟化物', 'F', '', 'mg/L'],
      ['合格', 'L', '所列指标均合格'],
    ],
    *rows(r, upto) {
      for (const month of months('2024-07', upto))
        for (const county of counties)
          for (const sample of ['出厂水', '管网水']) {
            const hard = r.about(286, 60, 0, 90);
            yield [
              month,
              county.name,
              sample,
              r.about(0.3, 0.12, 2, 0.05),
              r.about(sample === '出厂水' ? 0.55 : 0.24, 0.1, 2, 0.03),
              hard,
              r.about(0.6, 0.2, 2, 0.1),
              hard <= 450 ? '是' : '否',
            ];
          }
    },
    demand: 109,
  },
  {
    key: 'jincheng.housing',
    provider: 'jincheng.housing',
    node: '209001',
    title: '晋城市保障性租赁住房房源',
    titleEn: 'Subsidised rental housing in Jincheng',
    abstract: '保障性租赁住房项目的房源数、户型、租金标准和剩余房源。',
    keywords: ['保障性租赁住房', '房源', '租金', '晋城'],
    theme: 'construction',
    cycle: 'weekly',
    day: '2026-04-22',
    file: { name: 'rental_housing.csv', encoding: 'gb18030' },
    over: { storage_location: 'city_cloud', spatial: '晋城市' },
    columns: [
      ['项目名称', 'C', '演示名称'],
      ['县区', 'C'],
      ['户型', 'C'],
      ['建筑面积', 'F', '', '㎡'],
      ['月租金', 'Y', '', '元/㎡'],
      ['总套数', 'I', '', '套'],
      ['剩余套数', 'I', '', '套'],
      ['更新日期', 'D'],
    ],
    *rows(r) {
      for (let i = 1; i <= 168; i++) {
        const county = r.pick(cityOf('140500').counties);
        const total = r.int(12, 180);
        yield [
          `${short(county.name)}演示家园${pad(i, 3)}`,
          county.name,
          r.pick(['一室一厅', '两室一厅', '单间']),
          r.about(52, 12, 1, 24),
          r.about(9.4, 1.6, 2, 4),
          total,
          r.int(0, total),
          '2026-04-20',
        ];
      }
    },
    demand: 83,
  },
  {
    key: 'rural.housing',
    provider: 'province.housing',
    node: '311002',
    title: '农村低收入群体等重点对象住房安全动态监测',
    titleEn: 'Monitoring of rural housing safety',
    abstract: '县级住房安全动态监测户数和改造进度。',
    keywords: ['农村住房', '危房改造'],
    theme: 'construction',
    cycle: 'monthly',
    day: '2026-10-21',
    end: 'returned',
    file: { name: 'rural_housing.csv' },
    columns: [
      ['年月', 'C'],
      ['县区', 'C'],
      ['监测户数', 'I'],
      ['改造户数', 'I'],
    ],
    *rows(r, upto) {
      for (const month of months('2026-01', upto))
        for (const county of counties) yield [month, county.name, r.about(860, 300, 0, 40), r.int(0, 26)];
    },
    demand: 0,
  },
  {
    key: 'community.services',
    provider: 'province.civil',
    node: '210001',
    title: '社区综合服务设施',
    titleEn: 'Community service centres',
    abstract: '城乡社区综合服务设施的名称、面积、服务人口和设有的服务窗口。名称为演示名称。',
    keywords: ['社区', '综合服务', '便民'],
    theme: 'community',
    cycle: 'yearly',
    day: '2025-10-22',
    file: { name: '社区服务设施.csv', encoding: 'gb18030' },
    over: { licence: 'cc-by-4.0' },
    columns: [
      ['设施名称', 'C', '演示名称'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['城乡', 'C', '城市社区、农村社区'],
      ['面积', 'I', '', '㎡'],
      ['服务人口', 'I', '', '人'],
      ['服务窗口', 'C', '顿号分隔'],
    ],
    *rows(r) {
      for (let i = 1; i <= 2100; i++) {
        const county = r.pick(counties);
        const desks = ['社保', '民政', '就业', '卫生健康', '退役军人'].filter(() => r.chance(0.6)).join('、');
        yield [
          `${short(county.name)}演示社区服务中心${pad(i, 4)}`,
          county.city.name,
          county.name,
          r.pick(['城市社区', '农村社区', '农村社区']),
          r.about(520, 220, 0, 80),
          r.about(2900, 1500, 0, 300),
          desks === '' ? '民政' : desks,
        ];
      }
    },
    demand: 58,
  },
  {
    key: 'social.organisations',
    provider: 'province.civil',
    node: '312001',
    title: '社会组织登记信息',
    titleEn: 'Registered social organisations',
    abstract: '社会团体、民办非企业单位和基金会的名称、代码、登记机关、成立日期和状态。名称为演示名称。',
    keywords: ['社会组织', '社会团体', '基金会', '登记'],
    theme: 'community',
    cycle: 'monthly',
    day: '2025-12-10',
    editions: [{ day: '2026-07-15', upto: '2026-06-30', note: '年度检查后更新' }],
    file: { name: 'social_organisations.csv', encoding: 'utf8-bom' },
    columns: [
      ['名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C', '演示代码'],
      ['类别', 'C', '社会团体、民办非企业单位、基金会'],
      ['登记机关', 'C'],
      ['成立日期', 'D'],
      ['状态', 'C', '正常、注销、撤销'],
    ],
    *rows(r, upto) {
      for (let i = 1; i <= 1280; i++) {
        const city = r.pick(cities);
        const gone = r.chance(upto > '2026' ? 0.09 : 0.05);
        yield [
          `${short(city.name)}演示${r.pick(['志愿服务协会', '养老服务中心', '科技教育促进会', '公益基金会'])}${pad(i, 4)}`,
          madeUpUscc(city.code, 74000 + i),
          r.pick(['社会团体', '民办非企业单位', '基金会']),
          `${city.name}民政局`,
          `20${pad(r.int(2, 24), 2)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`,
          gone ? r.pick(['注销', '撤销']) : '正常',
        ];
      }
    },
    demand: 69,
  },
  {
    key: 'marriage.stats',
    provider: 'province.civil',
    node: '210002',
    title: '婚姻登记月度统计',
    titleEn: 'Marriages registered by month',
    abstract: '县级结婚登记、离婚登记对数，其中跨省通办数。',
    keywords: ['婚姻登记', '统计', '跨省通办'],
    theme: 'community',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    file: { name: 'marriage.csv' },
    columns: [
      ['年月', 'C'],
      ['县区代码', 'C'],
      ['县区', 'C'],
      ['结婚登记', 'I', '', '对'],
      ['离婚登记', 'I', '', '对'],
      ['跨省通办', 'I', '', '对'],
    ],
    *rows(r, upto) {
      for (const month of months('2023-01', upto))
        for (const county of counties)
          yield [month, county.code, county.name, r.about(118, 55, 0, 8), r.about(38, 18, 0, 2), r.int(0, 9)];
    },
    demand: 54,
  },
  {
    key: 'linfen.villages',
    provider: 'linfen.agriculture',
    node: '210001',
    title: '临汾市村级集体经济收入分组',
    titleEn: 'Income of village collectives in Linfen',
    abstract: '各县（市、区）村集体经济年经营性收入分组村数。',
    keywords: ['村集体', '集体经济', '临汾', '乡村振兴'],
    theme: 'community',
    cycle: 'yearly',
    day: '2026-06-10',
    file: { name: '村集体经济.csv', encoding: 'gb18030' },
    over: { storage_location: 'city_cloud', spatial: '临汾市' },
    columns: [
      ['年度', 'I'],
      ['县区', 'C'],
      ['收入分组', 'C', '经营性收入'],
      ['村数', 'I', '', '个'],
    ],
    *rows(r) {
      for (let year = 2021; year <= 2025; year++)
        for (const county of cityOf('141000').counties)
          for (const band of ['10万元以下', '10-30万元', '30-50万元', '50-100万元', '100万元以上'])
            yield [year, county.name, band, r.int(2, 46)];
    },
    demand: 26,
  },
];
