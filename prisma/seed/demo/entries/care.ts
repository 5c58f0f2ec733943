/** Care, relief; and the file that must not get out. */
import { citizenCheckCharacter } from '#api/kernel/identifiers.ts';
import { cityOf, counties, short } from '../places.ts';
import type { Random } from '../random.ts';
import { type EntrySpec, months, pad } from '../table.ts';
import { internal } from './terms.ts';

/** Check digit right, person impossible: 140199 is no county of Taiyuan. */
function impossibleCitizen(r: Random): string {
  const first17 = `140199${r.int(1938, 1963)}${pad(r.int(1, 12), 2)}${pad(r.int(1, 28), 2)}${pad(r.int(1, 999), 3)}`;
  return `${first17}${citizenCheckCharacter(first17)}`;
}

export const care: readonly EntrySpec[] = [
  {
    key: 'care.homes',
    provider: 'province.civil',
    node: '312001',
    title: '养老机构名录',
    titleEn: 'Homes for the elderly',
    abstract: '备案养老机构的名称、性质、床位、护理型床位占比和收费区间。名称为演示名称。',
    keywords: ['养老机构', '床位', '护理', '收费'],
    theme: 'social_security',
    cycle: 'half_yearly',
    day: '2025-11-19',
    file: { name: '养老机构.csv', encoding: 'gb18030' },
    over: { licence: 'cc-by-4.0' },
    columns: [
      ['机构名称', 'C', '演示名称'],
      ['性质', 'C', '公办、民办、公建民营'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['床位数', 'I', '', '张'],
      ['护理型床位占比', 'F', '', '%'],
      ['最低收费', 'Y', '', '元/月'],
      ['最高收费', 'Y', '', '元/月'],
      ['简介', 'M', '可能分行'],
    ],
    *rows(r) {
      for (let i = 1; i <= 640; i++) {
        const county = r.pick(counties);
        const low = r.int(10, 26) * 100;
        const words = r.chance(0.4) ? `设有"医养结合"区，\n可接收${r.pick(['自理', '半失能', '失能'])}老年人` : null;
        yield [
          `${short(county.name)}演示养老院${pad(i, 3)}`,
          r.pick(['公办', '民办', '公建民营']),
          county.city.name,
          county.name,
          r.int(20, 380),
          r.about(55, 14, 1, 5),
          low,
          low + r.int(5, 30) * 100,
          words,
        ];
      }
    },
    demand: 176,
  },
  {
    key: 'care.subsidy',
    provider: 'province.civil',
    node: '203001',
    title: '养老服务补贴发放明细',
    titleEn: 'Payments of care subsidies',
    abstract: '经济困难失能老年人养老服务补贴逐人发放明细，拟删除个人信息后公开。',
    keywords: ['养老服务', '补贴', '公示'],
    theme: 'social_security',
    cycle: 'monthly',
    day: '2026-11-18',
    end: 'submitted',
    file: { name: '养老服务补贴发放明细.csv', encoding: 'gb18030' },
    columns: [
      ['姓名', 'C', '补贴对象姓名'],
      ['身份证号', 'C', '补贴对象公民身份号码'],
      ['手机号码', 'C', '补贴对象或者代办人手机'],
      ['县区', 'C', '户籍所在县（市、区）'],
      ['补贴类别', 'C', '护理补贴、服务补贴'],
      ['发放月份', 'C'],
      ['补贴金额', 'Y', '', '元'],
    ],
    *rows(r) {
      const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '郭', '武', '任'];
      for (let i = 1; i <= 620; i++) {
        const county = r.pick(counties);
        yield [
          `${r.pick(surnames)}演示`,
          impossibleCitizen(r),
          `1700000${pad(r.int(0, 9999), 4)}`,
          county.name,
          r.pick(['护理补贴', '服务补贴']),
          '2026-10',
          r.pick([80, 120, 200, 300]),
        ];
      }
    },
    demand: 0,
  },
  {
    key: 'low.income',
    provider: 'province.civil',
    node: '203002',
    title: '最低生活保障月度统计',
    titleEn: 'Minimum living allowance by county and month',
    abstract: '县级城乡低保户数、人数、月人均补助和保障标准。',
    keywords: ['低保', '社会救助', '民政'],
    theme: 'social_security',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    file: { name: 'dibao_monthly.csv' },
    columns: [
      ['年月', 'C', '统计月份'],
      ['县区代码', 'C', 'GB/T 2260 六位代码'],
      ['县区', 'C'],
      ['类别', 'C', '城市、农村'],
      ['户数', 'I', '', '户'],
      ['人数', 'I', '', '人'],
      ['月人均补助', 'Y', '', '元'],
      ['保障标准', 'Y', '', '元/月'],
    ],
    *rows(r, upto) {
      for (const month of months('2024-01', upto))
        for (const county of counties)
          for (const kind of ['城市', '农村']) {
            const homes = r.about(kind === '城市' ? 740 : 4200, 300, 0, 60);
            yield [
              month,
              county.code,
              county.name,
              kind,
              homes,
              Math.round(homes * 1.4),
              r.about(kind === '城市' ? 540 : 390, 40, 0, 200),
              kind === '城市' ? 690 : 560,
            ];
          }
    },
    demand: 84,
  },
  {
    key: 'relief.stores',
    provider: 'lvliang.emergency',
    node: '212002',
    title: '吕梁市应急物资储备',
    titleEn: 'Emergency stores of Lüliang',
    abstract: '市县两级应急物资储备库的品类和数量，供抢险救灾调度使用。',
    keywords: ['应急物资', '储备', '吕梁', '救灾'],
    theme: 'emergency',
    cycle: 'monthly',
    day: '2026-07-15',
    file: { name: 'stores.csv' },
    over: {
      ...internal({
        why: '储备布局和数量属于应急保障能力信息。',
        whom: '应急、发展改革、民政部门用于抢险救灾物资调度。',
        basis: 'dataSecurity',
      }),
      storage_location: 'city_cloud',
      spatial: '吕梁市',
    },
    columns: [
      ['储备库', 'C'],
      ['品类', 'C'],
      ['数量', 'I'],
      ['计量单位', 'C'],
      ['盘点日期', 'D'],
    ],
    *rows(r) {
      for (const county of cityOf('141100').counties)
        for (const [thing, unit] of [
          ['帐篷', '顶'],
          ['棉被', '床'],
          ['折叠床', '张'],
          ['发电机', '台'],
          ['排水泵', '台'],
          ['编织袋', '条'],
        ] as const)
          yield [
            `${short(county.name)}储备库`,
            thing,
            r.about(unit === '条' ? 26000 : unit === '台' ? 14 : 900, 40, 0, 2),
            unit,
            '2026-06-30',
          ];
    },
    demand: 0,
  },
];
