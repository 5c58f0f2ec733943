import { rivers } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, months, pad } from '../table.ts';

export const water: readonly EntrySpec[] = [
  {
    key: 'water.sections',
    provider: 'province.ecology',
    node: '302002',
    title: '地表水监测断面月度水质',
    titleEn: 'Monthly water quality at river sections',
    abstract: '省内主要河流监测断面的月度水质类别和主要指标。水质类别按 GB 3838 评价。',
    keywords: ['地表水', '水质', '断面', '汾河', '黄河'],
    theme: 'environment',
    cycle: 'monthly',
    day: '2025-10-22',
    upto: '2025-09-30',
    editions: [{ day: '2026-08-12', upto: '2026-07-31', note: '更新至 2026 年 7 月' }],
    file: { name: 'water_quality.csv', encoding: 'utf8-bom' },
    columns: [
      ['年月', 'C', '监测月份'],
      ['河流', 'C', '断面所在河流'],
      ['断面名称', 'C', '断面所在县（市、区）名加断面'],
      ['水质类别', 'C', 'Ⅰ、Ⅱ、Ⅲ、Ⅳ、Ⅴ、劣Ⅴ'],
      ['目标类别', 'C', '考核目标'],
      ['是否达标', 'L', '水质类别不劣于目标类别'],
      ['高锰酸盐指数', 'F', '', 'mg/L'],
      ['氨氮', 'F', '', 'mg/L'],
      ['总磷', 'F', '', 'mg/L'],
      ['溶解氧', 'F', '', 'mg/L'],
    ],
    *rows(_r, upto) {
      const r = random('river sections');
      const classes = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'] as const;
      for (const month of months('2023-01', upto))
        for (const [river, sections] of rivers)
          for (const [i, section] of sections.split(' ').entries()) {
            const ammonia = r.about(0.22 + i * 0.09, 0.16, 3, 0.02);
            const level =
              ammonia < 0.15 ? 0 : ammonia < 0.5 ? 1 : ammonia < 1 ? 2 : ammonia < 1.5 ? 3 : ammonia < 2 ? 4 : 5;
            const goal = Math.min(3, 1 + Math.floor(i / 5));
            yield [
              month,
              river,
              `${section}断面`,
              classes[level] ?? '劣Ⅴ',
              classes[goal] ?? 'Ⅲ',
              level <= goal ? '是' : '否',
              r.about(3.1 + ammonia, 0.6, 1, 0.8),
              ammonia,
              r.about(0.07 + ammonia / 12, 0.02, 3, 0.01),
              r.about(8.8 - ammonia, 0.8, 1, 2.5),
            ];
          }
    },
    demand: 230,
  },
  {
    key: 'yuncheng.river',
    provider: 'yuncheng.ecology',
    node: '302002',
    title: '运城市河流断面水质周报',
    titleEn: 'Weekly water quality of rivers in Yuncheng',
    abstract: '汾河、涑水河和黄河干流运城段断面每周水质监测结果。',
    keywords: ['运城', '水质', '涑水河', '汾河', '周报'],
    theme: 'environment',
    cycle: 'weekly',
    day: '2025-12-10',
    file: { name: 'yuncheng_water.csv', delimiter: '\t' },
    over: { storage_location: 'city_cloud', spatial: '运城市' },
    columns: [
      ['监测日期', 'D', '每周一采样'],
      ['河流', 'C'],
      ['断面', 'C'],
      ['pH', 'F', '无量纲'],
      ['溶解氧', 'F', '', 'mg/L'],
      ['氨氮', 'F', '', 'mg/L'],
      ['化学需氧量', 'F', '', 'mg/L'],
      ['水质类别', 'C', 'GB 3838'],
    ],
    *rows(r, upto) {
      const sections = [
        '汾河·新绛',
        '汾河·稷山',
        '汾河·河津',
        '涑水河·绛县',
        '涑水河·闻喜',
        '涑水河·夏县',
        '涑水河·盐湖',
        '涑水河·永济',
        '黄河·河津',
        '黄河·芮城',
      ];
      for (const day of days('2024-01-01', upto, 7))
        for (const section of sections) {
          const [river = '', at = ''] = section.split('·');
          const ammonia = r.about(river === '涑水河' ? 1.1 : 0.5, 0.3, 2, 0.03);
          yield [
            day,
            river,
            `${at}断面`,
            r.about(7.9, 0.3, 1),
            r.about(8.2, 0.9, 1, 3),
            ammonia,
            r.about(17, 4, 0, 4),
            ammonia < 0.5 ? 'Ⅱ' : ammonia < 1 ? 'Ⅲ' : ammonia < 1.5 ? 'Ⅳ' : 'Ⅴ',
          ];
        }
    },
    demand: 57,
  },
  {
    key: 'yuncheng.noise',
    provider: 'yuncheng.ecology',
    node: '302002',
    title: '运城市功能区声环境监测',
    titleEn: 'Noise in the functional areas of Yuncheng',
    abstract: '城区各类声环境功能区季度昼夜等效声级。',
    keywords: ['噪声', '声环境', '运城'],
    theme: 'environment',
    cycle: 'quarterly',
    day: '2026-06-10',
    file: { name: '声环境.csv', encoding: 'gb18030', delimiter: ';' },
    over: { storage_location: 'city_cloud', spatial: '运城市' },
    columns: [
      ['年度', 'I'],
      ['季度', 'I'],
      ['点位', 'C'],
      ['功能区', 'C', '0 类至 4 类'],
      ['昼间', 'F', '等效声级', 'dB(A)'],
      ['夜间', 'F', '等效声级', 'dB(A)'],
    ],
    *rows(r) {
      for (let year = 2022; year <= 2025; year++)
        for (let quarter = 1; quarter <= 4; quarter++)
          for (let i = 1; i <= 16; i++) {
            const zone = (i % 4) + 1;
            yield [
              year,
              quarter,
              `监测点${pad(i, 2)}`,
              `${zone}类`,
              r.about(50 + zone * 3.4, 2, 1),
              r.about(40 + zone * 3.6, 2, 1),
            ];
          }
    },
    demand: 21,
  },
];
