/** Shelters, warnings, weather, mines, accidents. */
import { firm, madeUpUscc } from '../names.ts';
import { cities, cityOf, counties, short } from '../places.ts';
import { random } from '../random.ts';
import { days, type EntrySpec, months, pad, warmth } from '../table.ts';
import { internal } from './terms.ts';

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
  {
    key: 'mines.standard',
    provider: 'province.emergency',
    node: '205001',
    title: '煤矿安全生产标准化等级',
    titleEn: 'Safety grades of coal mines',
    abstract: '煤矿的核定生产能力、开采方式、瓦斯等级、安全生产标准化等级和公告日期。煤矿名称为演示名称。',
    keywords: ['煤矿', '安全生产', '标准化', '瓦斯等级'],
    theme: 'work_safety',
    cycle: 'quarterly',
    day: '2025-09-17',
    editions: [{ day: '2026-05-13', upto: '2026-04-30', note: '2026 年一季度等级公告' }],
    file: { name: '煤矿标准化等级.csv', encoding: 'gb18030' },
    columns: [
      ['煤矿名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C', '演示代码'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['核定能力', 'I', '', '万吨/年'],
      ['开采方式', 'C', '井工、露天'],
      ['瓦斯等级', 'C', '低瓦斯、高瓦斯、突出'],
      ['标准化等级', 'C', '一级、二级、三级、未定级'],
      ['公告日期', 'D'],
    ],
    *rows(r, upto) {
      for (let i = 1; i <= 612; i++) {
        const county = r.pick(counties);
        const deep = r.chance(0.94);
        yield [
          `${short(county.name)}演示煤业有限公司${pad(i, 3)}`,
          madeUpUscc(county.code, 78000 + i),
          county.city.name,
          county.name,
          r.pick([60, 90, 120, 150, 180, 240, 300, 500, 1000]),
          deep ? '井工' : '露天',
          deep ? r.pick(['低瓦斯', '低瓦斯', '高瓦斯', '突出']) : '低瓦斯',
          r.pick(['一级', '一级', '二级', '二级', '三级', '未定级']),
          `${upto.slice(0, 4)}-0${r.int(1, 3)}-${pad(r.int(1, 28), 2)}`,
        ];
      }
    },
    demand: 224,
  },
  {
    key: 'hazardous',
    provider: 'province.emergency',
    node: '205002',
    title: '危险化学品企业安全风险分级',
    titleEn: 'Risk classes of hazardous-chemical companies',
    abstract: '危险化学品生产、储存企业的重大危险源级别和风险分级，供部门联合监管使用。名称为演示名称。',
    keywords: ['危险化学品', '重大危险源', '风险分级'],
    theme: 'work_safety',
    cycle: 'quarterly',
    day: '2026-02-11',
    file: { name: 'hazardous.csv' },
    over: internal({
      why: '重大危险源位置和级别涉及公共安全。',
      whom: '公安、消防、生态环境、交通运输部门用于联合监管和应急处置。',
      basis: 'dataSecurity',
    }),
    columns: [
      ['企业名称', 'C', '演示名称'],
      ['统一社会信用代码', 'C'],
      ['县区', 'C'],
      ['重大危险源级别', 'C', '一级至四级'],
      ['风险等级', 'C', '红、橙、黄、蓝'],
    ],
    *rows(r) {
      for (let i = 1; i <= 280; i++) {
        const county = r.pick(counties);
        yield [
          firm(r, short(county.name), i, '化工'),
          madeUpUscc(county.code, 80000 + i),
          county.name,
          r.pick(['一级', '二级', '三级', '四级']),
          r.pick(['红', '橙', '黄', '蓝', '蓝']),
        ];
      }
    },
    demand: 0,
  },
  {
    key: 'accidents',
    provider: 'province.emergency',
    node: '205002',
    title: '生产安全事故月度统计',
    titleEn: 'Work accidents by month',
    abstract: '分行业、分市的生产安全事故起数、死亡人数和直接经济损失。数值为模拟值。',
    keywords: ['安全生产', '事故', '统计'],
    theme: 'work_safety',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    editions: [{ day: '2026-10-21', upto: '2026-09-30', note: '更新至 2026 年 9 月' }],
    file: { name: 'accidents.csv', encoding: 'utf8-bom' },
    columns: [
      ['年月', 'C', '统计月份'],
      ['城市', 'C'],
      ['行业', 'C', '煤矿、非煤矿山、建筑施工、道路运输、工贸'],
      ['事故起数', 'I', '', '起'],
      ['死亡人数', 'I', '', '人'],
      ['直接经济损失', 'Y', '', '万元'],
    ],
    *rows(_r, upto) {
      const r = random('accidents');
      for (const month of months('2021-01', upto))
        for (const city of cities)
          for (const trade of ['煤矿', '非煤矿山', '建筑施工', '道路运输', '工贸']) {
            const number = r.chance(0.4) ? r.int(1, 4) : 0;
            yield [
              month,
              city.name,
              trade,
              number,
              number === 0 ? 0 : r.int(0, 2),
              number === 0 ? 0 : r.about(86, 60, 2, 0.4),
            ];
          }
    },
    demand: 131,
  },
  {
    key: 'lvliang.tailings',
    provider: 'lvliang.emergency',
    node: '205001',
    title: '吕梁市尾矿库基本信息',
    titleEn: 'Tailings ponds in Lüliang',
    abstract: '尾矿库的等别、设计总库容、现状坝高、运行状况和包保责任单位。名称为演示名称。',
    keywords: ['尾矿库', '吕梁', '安全'],
    theme: 'work_safety',
    cycle: 'half_yearly',
    day: '2026-03-18',
    file: { name: '尾矿库.csv', encoding: 'gb18030', delimiter: ';' },
    over: { storage_location: 'city_cloud', spatial: '吕梁市' },
    columns: [
      ['尾矿库名称', 'C', '演示名称'],
      ['县区', 'C'],
      ['等别', 'C', '三等、四等、五等'],
      ['设计总库容', 'F', '', '万m³'],
      ['现状坝高', 'F', '', 'm'],
      ['运行状况', 'C', '在用、停用、闭库'],
    ],
    *rows(r) {
      for (let i = 1; i <= 58; i++)
        yield [
          `演示${pad(i, 2)}号尾矿库`,
          r.pick(cityOf('141100').counties).name,
          r.pick(['三等', '四等', '五等']),
          r.about(180, 120, 1, 5),
          r.about(38, 16, 1, 6),
          r.pick(['在用', '在用', '停用', '闭库']),
        ];
    },
    demand: 31,
  },
];
