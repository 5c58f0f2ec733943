/** Scenic areas, culture, lodging. */
import { cityOf, counties, scenicSpots, short } from '../places.ts';
import { days, type EntrySpec, months, pad, warmth, weekend } from '../table.ts';
import { licensed } from './terms.ts';

const cityOfCounty = (name: string) => counties.find((one) => one.name === name)?.city.name ?? '';
const holiday = (day: string) => /-(01-01|05-0[1-5]|10-0[1-7])$/.test(day);

export const tourism: readonly EntrySpec[] = [
  {
    key: 'scenic.list',
    provider: 'province.culture',
    node: '307001',
    title: 'A级旅游景区名录',
    titleEn: 'Rated scenic areas',
    abstract: '主要 A 级旅游景区的名称、等级、所在地、最大承载量和开放时间。承载量为模拟值。',
    keywords: ['旅游景区', '5A', '4A', '承载量'],
    theme: 'public_services',
    cycle: 'yearly',
    day: '2025-09-17',
    file: { name: 'A级景区.csv', encoding: 'utf8-bom' },
    over: { licence: 'cc-by-4.0' },
    columns: [
      ['景区名称', 'C', '公布名称'],
      ['等级', 'C', '5A、4A'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['日最大承载量', 'I', '', '人次'],
      ['瞬时最大承载量', 'I', '', '人次'],
      ['旺季开放时间', 'C'],
      ['淡季开放时间', 'C'],
    ],
    rows: (r) =>
      scenicSpots.map(([name, county, grade, perDay]) => {
        const most = Math.round((perDay * 4.2) / 100) * 100;
        return [
          name,
          grade,
          cityOfCounty(county),
          county,
          most,
          Math.round(most / 3.1),
          `08:00-18:${r.pick(['00', '30'])}`,
          '08:30-17:30',
        ];
      }),
    demand: 290,
  },
  {
    key: 'scenic.daily',
    provider: 'province.culture',
    node: '307002',
    title: 'A级旅游景区逐日接待',
    titleEn: 'Daily visitors of rated scenic areas',
    abstract: '主要景区逐日接待人次、预约比例、省外游客比例和停车场最大占用率，由票务和闸机数据汇总。',
    keywords: ['旅游', '景区', '接待人次', '预约', '客流'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2026-01-21',
    upto: '2025-12-31',
    editions: [
      { day: '2026-06-10', upto: '2026-05-31', note: '追加至 2026 年 5 月（含五一假期）' },
      { day: '2026-10-21', upto: '2026-10-10', note: '追加至 2026 年国庆假期' },
    ],
    file: { name: '景区逐日接待.csv', encoding: 'gb18030' },
    over: licensed({
      why: '逐日客流和客源构成涉及景区经营主体的商业秘密。',
      whom: '公安、交通运输、应急管理部门用于大客流预警和交通组织。',
      basis: 'disclosure',
      opening: '向法人开放，须签订合作协议并备案；公开发布前以景区群或者城市汇总。',
    }),
    related: ['scenic.list'],
    columns: [
      ['日期', 'D', '自然日'],
      ['景区名称', 'C', '与 A 级旅游景区名录一致'],
      ['所在市', 'C'],
      ['接待人次', 'I', '当日入园', '人次'],
      ['预约比例', 'F', '提前预约入园的比例', '%'],
      ['省外游客比例', 'F', '', '%'],
      ['停车场最大占用率', 'F', '', '%'],
    ],
    *rows(r, upto) {
      for (const day of days('2024-06-01', upto))
        for (const [name, county, , perDay] of scenicSpots) {
          const crowd = (0.35 + warmth(day)) * (holiday(day) ? 3.1 : weekend(day) ? 1.5 : 0.75);
          const visitors = r.about(perDay * crowd, perDay * crowd * 0.2, 0, 40);
          yield [
            day,
            name,
            cityOfCounty(county),
            visitors,
            r.about(64, 9, 1, 10),
            r.about(holiday(day) ? 48 : 31, 7, 1, 4),
            Math.min(100, r.about(34 * crowd, 9, 1, 3)),
          ];
        }
    },
    demand: 0,
  },
  {
    key: 'culture.venues',
    provider: 'province.culture',
    node: '201001',
    title: '公共图书馆、文化馆和博物馆名录',
    titleEn: 'Public libraries, cultural centres and museums',
    abstract: '免费开放的公共文化场馆：类别、级别、所在地、建筑面积和每周开放时间。',
    keywords: ['图书馆', '文化馆', '博物馆', '免费开放'],
    theme: 'public_services',
    cycle: 'yearly',
    day: '2025-12-10',
    file: { name: 'venues.csv' },
    columns: [
      ['场馆名称', 'C'],
      ['类别', 'C', '图书馆、文化馆、博物馆'],
      ['级别', 'C', '一级、二级、三级、未定级'],
      ['所在市', 'C'],
      ['所在县区', 'C'],
      ['建筑面积', 'I', '', '㎡'],
      ['每周开放', 'I', '', '小时'],
      ['无障碍设施', 'L', '是或者否'],
    ],
    *rows(r) {
      for (const county of counties)
        for (const kind of ['图书馆', '文化馆', '博物馆']) {
          if (kind === '博物馆' && r.chance(0.4)) continue;
          yield [
            `${county.name}${kind}（演示）`,
            kind,
            r.pick(['一级', '二级', '三级', '三级', '未定级']),
            county.city.name,
            county.name,
            r.about(4200, 1900, 0, 300),
            r.int(42, 64),
            r.chance(0.8) ? '是' : '否',
          ];
        }
    },
    demand: 96,
  },
  {
    key: 'datong.visitors',
    provider: 'datong.culture',
    node: '307002',
    title: '大同市主要景区逐日接待人次',
    titleEn: 'Daily visitors in Datong',
    abstract: '云冈石窟、华严寺、善化寺、恒山悬空寺每日接待人次和当日天气。',
    keywords: ['大同', '云冈石窟', '接待人次', '悬空寺'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2025-11-19',
    upto: '2025-10-31',
    editions: [{ day: '2026-09-16', upto: '2026-08-31', note: '更新至 2026 年 8 月' }],
    file: { name: '大同景区接待.csv', encoding: 'gb18030', delimiter: ';' },
    over: { storage_location: 'city_cloud', spatial: '大同市', licence: 'cc-by-4.0' },
    columns: [
      ['日期', 'D'],
      ['景区', 'C'],
      ['接待人次', 'I', '当日入园', '人次'],
      ['天气', 'C', '晴、多云、阴、雨、雪'],
      ['最高气温', 'F', '', '℃'],
    ],
    *rows(r, upto) {
      for (const day of days('2024-01-01', upto)) {
        const weather = r.pick(['晴', '晴', '多云', '多云', '阴', warmth(day) > 0.4 ? '雨' : '雪']);
        const high = r.about(-3 + 32 * warmth(day), 4, 1, -25);
        for (const [name, , , perDay] of scenicSpots.filter(([, county]) => /平城|云冈|浑源/.test(county))) {
          const crowd =
            (0.3 + warmth(day)) * (holiday(day) ? 3.4 : weekend(day) ? 1.5 : 0.8) * (weather === '雨' ? 0.6 : 1);
          yield [day, name, r.about(perDay * crowd, perDay * 0.2 * crowd, 0, 20), weather, high];
        }
      }
    },
    demand: 210,
  },
  {
    key: 'xinzhou.lodging',
    provider: 'xinzhou.culture',
    node: '307001',
    title: '忻州市乡村旅游点和民宿',
    titleEn: 'Rural tourism and guesthouses in Xinzhou',
    abstract: '乡村旅游示范点和等级民宿的名称、所在乡镇、客房数和开业时间。名称为演示名称。',
    keywords: ['乡村旅游', '民宿', '忻州'],
    theme: 'public_services',
    cycle: 'half_yearly',
    day: '2026-06-10',
    file: { name: 'xinzhou_lodging.csv', encoding: 'utf8-bom' },
    over: { storage_location: 'city_cloud', spatial: '忻州市' },
    columns: [
      ['name', 'C', '演示名称', '', '名称'],
      ['kind', 'C', '', '', '类别'],
      ['county', 'C', '', '', '县区'],
      ['rooms', 'I', '', '间', '客房数'],
      ['beds', 'I', '', '张', '床位数'],
      ['opened', 'D', '', '', '开业时间'],
    ],
    *rows(r) {
      for (let i = 1; i <= 340; i++) {
        const county = r.pick(cityOf('140900').counties);
        const rooms = r.int(3, 38);
        yield [
          `${short(county.name)}演示${r.pick(['民宿', '农家乐', '山居'])}${pad(i, 3)}`,
          r.pick(['丙级民宿', '乙级民宿', '乡村旅游示范点']),
          county.name,
          rooms,
          rooms * 2,
          `20${r.int(12, 25)}-${pad(r.int(1, 12), 2)}-${pad(r.int(1, 28), 2)}`,
        ];
      }
    },
    demand: 44,
  },
  {
    key: 'tourism.monthly',
    provider: 'province.culture',
    node: '307002',
    title: '分市旅游人次和收入月度统计',
    titleEn: 'Monthly visits and tourism income by city',
    abstract: '各设区的市国内旅游人次和国内旅游收入月度统计，数值为模拟值。',
    keywords: ['旅游人次', '旅游收入', '统计'],
    theme: 'public_services',
    cycle: 'monthly',
    day: '2026-07-15',
    end: 'draft',
    file: { name: 'tourism_monthly.csv' },
    over: { share_method: null, usage_conditions: '' },
    columns: [
      ['年月', 'C', '统计月份'],
      ['城市', 'C'],
      ['旅游人次', 'F', '', '万人次'],
      ['旅游收入', 'F'],
    ],
    *rows(r, upto) {
      for (const month of months('2024-01', upto))
        for (const code of ['140100', '140200', '140700', '140900'])
          yield [
            month,
            cityOf(code).name,
            r.about(420 * (0.5 + warmth(month)), 60, 1),
            r.about(31 * (0.5 + warmth(month)), 6, 2),
          ];
    },
    demand: 0,
  },
];
