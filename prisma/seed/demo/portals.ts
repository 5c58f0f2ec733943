/** The catalogues of two city portals that do not exist, in the words in which such portals answer. */
import { random } from './random.ts';
import type { Question, Reply } from './web.ts';
import { hosts } from './web.ts';

interface Record_ {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly group: string;
  readonly by: string;
  readonly tags: string;
  readonly formats: string;
  readonly every: string;
  /** Day of the last change. */
  readonly on: string;
}

function records(lines: string): Record_[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', title = '', about = '', group = '', by = '', tags = '', formats = '', every = '', on = ''] = line
        .trim()
        .split('|');
      return { id, title, about, group, by, tags, formats, every, on };
    });
}

const taiyuan = records(`
  parking|太原市公共停车场|公共停车场的名称、位置、泊位数和收费标准。|交通出行|太原市城乡管理局|停车场,泊位|CSV,XLSX|monthly|2026-08-20
  schools|太原市中小学校名录|公办和民办中小学校的名称、地址、办学层次。|教育文化|太原市教育局|学校,教育|CSV|yearly|2026-07-15
  bikes|太原市公共自行车站点|公共自行车服务点位置和桩位数。|交通出行|太原公共交通控股（集团）有限公司|公共自行车,站点|CSV,GeoJSON|quarterly|2026-06-30
  toilets|太原市城市公共厕所|公共厕所位置、等级、开放时间和无障碍设施。|城市建设|太原市城乡管理局|公厕,市容环境|CSV,JSON|quarterly|2026-08-03
  parks|太原市公园绿地|公园名称、面积、开放时间。|城市建设|太原市园林局|公园,绿地|CSV|yearly|2026-05-11
  noise|太原市功能区噪声监测|功能区昼间和夜间等效声级。|生态环境|太原市生态环境局|噪声,监测|CSV,XLSX|quarterly|2026-08-12
  heating|太原市集中供热热力站|热力站名称、供热面积和服务电话。|公共服务|太原市热力集团有限责任公司|供热,热力站|CSV|yearly|2026-08-25
  markets|太原市农贸市场名录|农贸市场的名称、地址、经营面积。|市场监管|太原市市场监督管理局|农贸市场|CSV|half_yearly|2026-04-18
  hydrants|太原市消火栓分布|市政消火栓位置和管径。|公共安全|太原市消防救援支队|消防,消火栓|CSV,SHP|yearly|2026-03-02
  budget|太原市部门预算公开汇总|市级部门预算收支总表。|财税金融|太原市财政局|预算,财政|XLSX,PDF|yearly|2026-02-28
  kindergartens|太原市幼儿园名录|幼儿园名称、性质、班级数。|教育文化|太原市教育局|幼儿园,教育|CSV|yearly|2026-07-15
  road-repair|太原市市政道路养护维修|道路养护维修的路段、时间和内容。|城市建设|太原市城乡管理局|道路,养护|CSV|monthly|2026-08-28
`);

const datong = records(`
  heritage|大同市文物保护单位名录|国家级、省级和市级文物保护单位。|文化旅游|大同市文物局|文物,古建筑|CSV,GeoJSON|yearly|2026-06-13
  weather|大同市气象站逐日观测|气温、降水、风速逐日值。|气象|大同市气象局|气象,气温|CSV|daily|2026-09-06
  buses|大同市公交线路和站点|线路走向、站点、首末班时间。|交通出行|大同市公共交通集团有限责任公司|公交,公共汽车|CSV,JSON|half_yearly|2026-07-01
  coal-safety|大同市煤矿安全监管检查结果|检查日期、煤矿名称、隐患数量。|安全生产|大同市应急管理局|煤矿安全,检查|CSV|monthly|2026-08-31
  air|大同市环境空气质量月报|六项污染物月均浓度。|生态环境|大同市生态环境局|空气质量,PM2.5|CSV,XLSX|monthly|2026-09-02
  daylily|大同黄花产销统计|黄花种植面积、产量和收购价格。|农业农村|大同市农业农村局|黄花菜,价格|CSV|yearly|2026-08-10
  clinics|大同市社区卫生服务机构|社区卫生服务中心和站的地址、电话、服务项目。|医疗卫生|大同市卫生健康委员会|社区卫生,医疗|CSV|yearly|2026-05-19
  hotels|大同市星级饭店|饭店名称、星级、客房数。|文化旅游|大同市文化和旅游局|饭店,旅游|CSV|half_yearly|2026-04-22
  ski|大同市冰雪场馆|冰雪运动场馆位置和开放时间。|体育|大同市体育局|冰雪,体育|CSV|yearly|2025-12-01
  permits|大同市行政许可公示|行政许可决定书文号和类别。|信用|大同市行政审批服务管理局|行政许可,信用|CSV,JSON|weekly|2026-09-05
`);

const file = (host: string, id: string, format: string) => `https://${host}/files/${id}.${format.toLowerCase()}`;

const uuid = (host: string, id: string) => {
  const r = random(`${host} ${id}`);
  const hex = (digits: number) => Array.from({ length: digits }, () => r.int(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
};

const frequency = (every: string) =>
  `http://publications.europa.eu/resource/authority/frequency/${({ half_yearly: 'ANNUAL_2', yearly: 'ANNUAL' } as Record<string, string>)[every] ?? every.toUpperCase()}`;

/** A package as CKAN 2 answers it (docs.ckan.org, package_search). */
function ckan(one: Record_): Record<string, unknown> {
  const r = random(`size ${one.id}`);
  return {
    id: uuid(hosts.taiyuan, one.id),
    name: one.id,
    title: one.title,
    notes: `${one.about}\n\n演示门户，内容由程序生成。`,
    type: 'dataset',
    state: 'active',
    private: false,
    license_id: 'cc-by-4.0',
    license_title: 'Creative Commons Attribution 4.0',
    license_url: 'https://creativecommons.org/licenses/by/4.0/',
    maintainer: '数据管理科',
    maintainer_email: 'data@taiyuan.example',
    metadata_created: '2025-03-04T01:02:03.000000',
    metadata_modified: `${one.on}T02:30:00.000000`,
    organization: { title: one.by, type: 'organization' },
    groups: [{ display_name: one.group, title: one.group }],
    tags: one.tags.split(',').map((tag) => ({ name: tag, display_name: tag })),
    extras: [
      { key: 'frequency', value: frequency(one.every) },
      { key: 'spatial_text', value: '太原市' },
    ],
    resources: one.formats.split(',').map((format) => ({
      name: `${one.title}（${format}）`,
      format,
      url: file(hosts.taiyuan, one.id, format),
      size: r.int(8, 900) * 1024,
    })),
  };
}

/** The inventory of an older portal (resources.data.gov, DCAT-US 1.1). */
function inventory(one: Record_): Record<string, unknown> {
  return {
    '@type': 'dcat:Dataset',
    identifier: `DT-${one.id}`,
    title: one.title,
    description: `${one.about}演示门户，内容由程序生成。`,
    keyword: one.tags.split(','),
    theme: [one.group],
    issued: '2025-05-06',
    modified: one.on,
    publisher: { '@type': 'org:Organization', name: one.by },
    contactPoint: { '@type': 'vcard:Contact', fn: '数据科', hasEmail: 'mailto:data@datong.example' },
    accessLevel: 'public',
    license: 'https://creativecommons.org/licenses/by/4.0/',
    spatial: '大同市',
    accrualPeriodicity:
      ({ daily: 'R/P1D', weekly: 'R/P1W', monthly: 'R/P1M', half_yearly: 'R/P6M' } as Record<string, string>)[
        one.every
      ] ?? 'R/P1Y',
    landingPage: `https://${hosts.datong}/dataset/${one.id}`,
    distribution: one.formats.split(',').map((format) => ({
      '@type': 'dcat:Distribution',
      title: format,
      downloadURL: file(hosts.datong, one.id, format),
      mediaType:
        {
          CSV: 'text/csv',
          JSON: 'application/json',
          XLSX: 'application/vnd.ms-excel',
          GeoJSON: 'application/geo+json',
        }[format] ?? format,
    })),
  };
}

/** 太原 in September: one record whose title was lost when somebody edited it. */
const lost = (one: Record<string, unknown>) => (one.name === 'budget' ? { ...one, title: ' ', name: '' } : one);

/** 太原 in November: two new records, one changed, one gone. */
const grown = [
  ...taiyuan
    .filter((one) => one.id !== 'hydrants')
    .map((one) => (one.id === 'parking' ? { ...one, about: `${one.about}新增充电泊位数。`, on: '2026-11-03' } : one)),
  ...records(`
  metro|太原地铁车站和出入口|运营车站、出入口和无障碍电梯。|交通出行|太原轨道交通发展有限公司|地铁,车站|CSV,GeoJSON|yearly|2026-11-05
  libraries|太原市公共图书馆分馆和自助借阅点|分馆和自助借阅点的地址、开放时间。|教育文化|太原市文化和旅游局|图书馆,文化|CSV|yearly|2026-11-08
`),
];

export function taiyuanPortal(day: 'september' | 'november'): (asked: Question) => Reply {
  const all = (
    day === 'september' ? taiyuan.map((one) => lost(ckan(one))) : grown.map((one) => lost(ckan(one)))
  ).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  return ({ path }) => {
    const url = new URL(path, `https://${hosts.taiyuan}`);
    const type = 'application/json;charset=utf-8';
    if (url.pathname !== '/api/3/action/package_search') return { status: 404, type, body: '{"success":false}' };
    const start = Number(url.searchParams.get('start') ?? 0);
    const results = all.slice(start, start + Number(url.searchParams.get('rows') ?? 10));
    return { status: 200, type, body: JSON.stringify({ success: true, result: { count: all.length, results } }) };
  };
}

export function datongPortal(): (asked: Question) => Reply {
  const body = JSON.stringify({
    '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
    '@type': 'dcat:Catalog',
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    dataset: datong.map(inventory),
  });
  return ({ path }) =>
    path.startsWith('/data.json')
      ? { status: 200, type: 'application/json', body }
      : { status: 404, type: 'text/html', body: '<html><body>404</body></html>' };
}
