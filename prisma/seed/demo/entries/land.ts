/** Records that are opened to nobody but those whose own interest they touch (Article 14, second paragraph). */
import { counties, short } from '../places.ts';
import { type EntrySpec, pad } from '../table.ts';
import { internal } from './terms.ts';

export const land: readonly EntrySpec[] = [
  {
    key: 'homesteads',
    provider: 'province.agriculture',
    node: '305001',
    title: '农村宅基地登记结果',
    titleEn: 'Register of rural homesteads',
    abstract: '农村宅基地的宗地编号、坐落、面积、用途和登记日期，不含权利人姓名。',
    keywords: ['宅基地', '登记', '农村', '宗地'],
    theme: 'construction',
    cycle: 'quarterly',
    day: '2026-08-12',
    file: { name: '宅基地登记结果.csv' },
    over: internal({
      why: '登记结果可以与其他资料比对而识别到农户，任意汇集可能侵害其权益。',
      whom: '自然资源、住房和城乡建设部门用于不动产登记和危房改造。',
      basis: 'disclosure',
    }),
    columns: [
      ['宗地编号', 'C', '演示编号'],
      ['县区', 'C'],
      ['坐落', 'C', '演示名称'],
      ['面积', 'F', '批准面积', '㎡'],
      ['用途', 'C'],
      ['登记日期', 'D'],
      ['登记说明', 'C', '登记机构的说明文字'],
    ],
    *rows(r) {
      const picked = counties.filter((_, i) => i % 3 === 0);
      for (let i = 1; i <= 900; i++) {
        const county = r.pick(picked);
        yield [
          `ZJD${county.code}${pad(i, 5)}`,
          county.name,
          `${short(county.name)}演示村${r.int(1, 30)}组${r.int(1, 60)}号`,
          r.about(186, 46, 2, 80),
          r.pick(['住宅', '住宅', '住宅', '附属设施']),
          `20${pad(r.int(10, 25), 2)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`,
          `该宗地经第${r.int(1, 9)}批次实地核对，四至清楚`,
        ];
      }
    },
  },
];
