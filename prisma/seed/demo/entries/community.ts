/** What communities have. */
import { madeUpUscc } from '../names.ts';
import { cities, cityOf, counties, short } from '../places.ts';
import { type EntrySpec, months, pad } from '../table.ts';

export const community: readonly EntrySpec[] = [
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
