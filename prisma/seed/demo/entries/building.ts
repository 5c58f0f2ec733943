/** Building, housing, water supply. */
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
];
