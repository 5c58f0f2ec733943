import { cities, counties, short } from '../places.ts';
import { days, type EntrySpec, pad, warmth } from '../table.ts';

export const emergency: readonly EntrySpec[] = [
  {
    key: 'shelters',
    provider: 'province.emergency',
    node: '212001',
    title: '应急避难场所',
    titleEn: 'Emergency shelters',
    abstract: '应急避难场所的名称、类别、有效面积、可容纳人数和经纬度。名称为演示名称。',
    keywords: ['应急避难', '避难场所', '坐标', '防灾'],
    theme: 'emergency',
    cycle: 'yearly',
    day: '2025-09-17',
    file: { name: '应急避难场所.csv', encoding: 'gb18030' },
    over: { licence: 'cc-by-4.0' },
    columns: [
      ['场所名称', 'C', '演示名称'],
      ['类别', 'C', '紧急、固定、中心'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['有效面积', 'I', '', '㎡'],
      ['可容纳人数', 'I', '', '人'],
      ['无障碍通道', 'L', '是或者否'],
      ['经度', 'F', 'CGCS2000', '度'],
      ['纬度', 'F', 'CGCS2000', '度'],
    ],
    *rows(r) {
      for (let i = 1; i <= 760; i++) {
        const county = r.pick(counties);
        const area = r.about(8200, 5200, 0, 400);
        const at = [
          (county.city.lon + (r.next() - 0.5) * 0.4).toFixed(6),
          (county.city.lat + (r.next() - 0.5) * 0.4).toFixed(6),
        ];
        yield [
          `${short(county.name)}演示${r.pick(['广场', '公园', '体育场', '中学操场'])}${pad(i, 3)}`,
          r.pick(['紧急', '紧急', '固定', '中心']),
          county.city.name,
          county.name,
          area,
          Math.round(area / 2.1),
          r.chance(0.7) ? '是' : '否',
          ...at,
        ];
      }
    },
    demand: 167,
  },
  {
    key: 'warnings',
    provider: 'province.emergency',
    node: '310001',
    title: '突发事件预警发布记录',
    titleEn: 'Warnings issued',
    abstract: '暴雨、大风、大雾、高温、寒潮、森林火险等预警的发布时间、级别、范围和解除时间。',
    keywords: ['预警', '气象灾害', '森林火险', '暴雨'],
    theme: 'emergency',
    cycle: 'weekly',
    day: '2025-10-22',
    upto: '2025-10-19',
    editions: [{ day: '2026-08-12', upto: '2026-08-09', note: '更新至 2026 年 8 月（含主汛期）' }],
    file: { name: 'warnings.csv', encoding: 'utf8-bom' },
    columns: [
      ['发布时间', 'T', '北京时间'],
      ['事件类型', 'C'],
      ['级别', 'C', '红色、橙色、黄色、蓝色'],
      ['发布范围', 'C', '设区的市或者县（市、区）'],
      ['影响说明', 'M', '可能分行'],
      ['解除时间', 'T', '北京时间'],
    ],
    *rows(r, upto) {
      for (const day of days('2024-01-01', upto)) {
        const warm = warmth(day) > 0.5;
        const number = r.chance(0.55) ? r.int(1, 3) : 0;
        for (let i = 0; i < number; i++) {
          const kind = warm
            ? r.pick(['暴雨', '雷电', '高温', '大风', '地质灾害气象风险'])
            : r.pick(['寒潮', '大雾', '大风', '道路结冰', '森林火险']);
          const hour = r.int(5, 16);
          const words = r.chance(0.4) ? `预计未来12小时内有${kind}过程；\n请注意防范` : `注意${kind}影响`;
          yield [
            `${day} ${pad(hour, 2)}:${pad(r.int(0, 59), 2)}:00`,
            kind,
            r.pick(['蓝色', '蓝色', '黄色', '黄色', '橙色', '红色']),
            r.pick(counties).name,
            words,
            `${day} ${pad(hour + r.int(3, 7), 2)}:00:00`,
          ];
        }
      }
    },
    demand: 143,
  },
  {
    key: 'fire.weather',
    provider: 'province.emergency',
    node: '310002',
    title: '森林火险气象站逐日观测',
    titleEn: 'Daily observations of forest-fire weather stations',
    abstract: '森林火险要素监测站逐日气温、相对湿度、降水量、最大风速和可燃物含水率。',
    keywords: ['气象', '森林火险', '降水', '气温', '风速'],
    theme: 'emergency',
    cycle: 'daily',
    day: '2025-12-10',
    upto: '2025-12-07',
    file: { name: 'fire_weather.csv' },
    columns: [
      ['date', 'D', '观测日', '', '日期'],
      ['station', 'C', '监测站', '', '站名'],
      ['city', 'C', '', '', '城市'],
      ['t_max', 'F', '', '℃', '最高气温'],
      ['t_min', 'F', '', '℃', '最低气温'],
      ['humidity', 'F', '', '%', '相对湿度'],
      ['rain', 'F', '', 'mm', '降水量'],
      ['wind', 'F', '十分钟平均', 'm/s', '最大风速'],
      ['fuel', 'F', '', '%', '可燃物含水率'],
    ],
    *rows(r, upto) {
      const posts = cities.flatMap((city) =>
        city.counties.slice(0, 3).map((one) => ({ name: `${short(one.name)}站`, city })),
      );
      for (const day of days('2024-12-01', upto))
        for (const post of posts) {
          const high = r.about(-1 + 31 * warmth(day) - (post.city.lat - 36) * 1.2, 4, 1, -28);
          const rain = r.chance(0.12 + 0.2 * warmth(day)) ? r.about(6 * warmth(day) + 1, 5, 1, 0.1) : 0;
          const wet = Math.min(98, r.about(48 + 18 * warmth(day) + rain * 2, 12, 0, 12));
          yield [
            day,
            post.name,
            post.city.name,
            high,
            r.about(high - 12, 2, 1, -34),
            wet,
            rain,
            r.about(5.8, 2.4, 1, 0.4),
            Math.min(60, r.about(9 + wet / 6, 3, 1, 3)),
          ];
        }
    },
    demand: 188,
  },
  {
    key: 'geo.hazards',
    provider: 'province.emergency',
    node: '212002',
    title: '地质灾害隐患点防治进展',
    titleEn: 'Progress at sites of geological hazard',
    abstract: '地质灾害隐患点的类别、规模、威胁人数和治理进展，按县（市、区）汇总。',
    keywords: ['地质灾害', '隐患点', '滑坡', '崩塌'],
    theme: 'emergency',
    cycle: 'half_yearly',
    day: '2026-11-18',
    end: 'submitted',
    file: { name: '地质灾害隐患点.csv', encoding: 'gb18030' },
    columns: [
      ['县区', 'C', '县（市、区）'],
      ['类别', 'C', '滑坡、崩塌、泥石流、地面塌陷'],
      ['规模', 'C', '大型、中型、小型'],
      ['隐患点数', 'I', '', '处'],
      ['威胁人数', 'I', '', '人'],
      ['已治理', 'I', '', '处'],
      ['搬迁避让', 'I', '', '处'],
    ],
    *rows(r) {
      for (const county of counties)
        for (const kind of ['滑坡', '崩塌', '泥石流', '地面塌陷']) {
          const number = r.int(0, 38);
          yield [
            county.name,
            kind,
            r.pick(['中型', '小型', '小型']),
            number,
            number * r.int(4, 22),
            Math.floor(number * 0.4),
            Math.floor(number * 0.2),
          ];
        }
    },
    demand: 0,
  },
];
