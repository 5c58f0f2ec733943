/** The files of the main job, made by the test: what an agency would export, with what it should not have left in. */
import { termsShape } from '#api/agreements/contract.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import { citizenCheckCharacter, makeUscc } from '#api/kernel/identifiers.ts';
import { gb18030 } from '#prisma/seed/demo/gb18030.ts';

export const counties = ['小店区', '迎泽区', '杏花岭区', '尖草坪区', '万柏林区', '晋源区'] as const;

/** Codes of enterprises that register themselves; their check digits hold. */
export const developerUscc = makeUscc('91140100MA0K3J7X2');
export const buyerUscc = makeUscc('91140200MA0L8P4R6');

/** A mobile number and a citizen number with its right check character, of nobody. */
const mobile = (i: number) => `139${String(35100000 + i * 7919).slice(-8)}`;
function citizen(i: number): string {
  const born = `19${60 + (i % 40)}${String((i % 12) + 1).padStart(2, '0')}${String((i % 28) + 1).padStart(2, '0')}`;
  const first17 = `140105${born}${String(i % 1000).padStart(3, '0')}`;
  return first17 + citizenCheckCharacter(first17);
}

const dayAt = (i: number) => new Date(Date.UTC(2026, 8, 1 + (i % 60))).toISOString().slice(0, 10);

export interface StationRow {
  readonly code: string;
  readonly name: string;
  readonly county: string;
  readonly day: string;
  readonly vehicles: number;
  readonly lorries: string;
  readonly note: string;
  readonly mobile: string;
  readonly citizen: string;
}

/** Counting stations by day: codes with leading zeros, notes with quotes and newlines, and two columns about the duty officer. */
export function stationRows(count: number): StationRow[] {
  return Array.from({ length: count }, (_, i) => ({
    code: `0${10001 + (i % 24)}`,
    name: `观测站${i % 24}`,
    county: counties[i % counties.length] ?? '',
    day: dayAt(i),
    vehicles: 500 + ((i * 7919) % 19000),
    lorries: (((i * 31) % 1000) / 1000).toFixed(3),
    note: i % 5 === 0 ? `夜间施工\n改道通行，见"公告${i}"` : '',
    mobile: mobile(i),
    citizen: citizen(i),
  }));
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const stationHead = [
  '观测站编号',
  '观测站名称',
  '县区',
  '日期',
  '车流量',
  '货车占比',
  '备注',
  '值班电话',
  '值班人证件号',
];
export const personalColumns = ['值班电话', '值班人证件号'] as const;

/** As the agency's old system writes it: GB18030, commas, CR LF between records. */
export function stationFile(count: number): Buffer {
  const lines = stationRows(count).map((r) =>
    [r.code, r.name, r.county, r.day, String(r.vehicles), r.lorries, r.note, r.mobile, r.citizen].map(quoted).join(','),
  );
  return gb18030(`${[stationHead.join(','), ...lines].join('\r\n')}\r\n`);
}

/** Speeds of road sections by hour: UTF-8 with a byte order mark, semicolons. No person in it. */
export function sectionFile(count: number): Buffer {
  const lines = Array.from({ length: count }, (_, i) =>
    [`G${(i % 9) + 1}-${i % 40}`, counties[i % counties.length], dayAt(i), i % 24, ((i * 13) % 1200) / 10].join(';'),
  );
  return Buffer.from(`\ufeff${['路段编号;县区;日期;时段;平均车速', ...lines].join('\n')}\n`, 'utf8');
}

type Item = EntryContent['items'][number];
const item = (name: string, data_type: Item['data_type'], unit = ''): Item => ({
  name,
  label: name,
  data_type,
  description: `${name}，由观测设备自动记录`,
  unit,
  sensitivity: 'none',
});

const common = {
  theme: 'public_services',
  format_category: '2',
  format_detail: 'csv',
  share_method: 'file',
  open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
  update_cycle: 'daily',
  grade: 'general_1',
  secret: false,
  storage_location: 'provincial_cloud',
  spatial: '太原市',
  temporal_from: '2026-09-01',
  temporal_to: '2026-10-30',
} as const;

/** The open dataset that the citizen finds. */
export const stationContent = entryContent.parse({
  ...common,
  title: '国省干线交通量观测站日流量',
  title_en: 'Daily traffic counts of trunk-road stations',
  abstract: '全省国省干线公路交通量观测站逐日车流量与货车占比。',
  keywords: ['国省干线', '交通量', '观测站'],
  items: [
    item('观测站编号', 'C'),
    item('观测站名称', 'C'),
    item('县区', 'C'),
    item('日期', 'D'),
    item('车流量', 'I', '辆'),
    item('货车占比', 'F'),
    item('备注', 'C'),
  ],
  share_type: '1',
  open_type: 'unconditional',
  usage_conditions: '注明来源',
  licence: 'attribution',
});

/** The dataset that is opened under an agreement; without the reason and basis Article 12 asks for. */
export const sectionContent = entryContent.parse({
  ...common,
  title: '干线公路路段分时平均车速',
  title_en: 'Average speeds of trunk-road sections by hour',
  abstract: '干线公路各路段分时段平均车速，供授权开发使用。',
  keywords: ['路段', '平均车速'],
  items: [
    item('路段编号', 'C'),
    item('县区', 'C'),
    item('日期', 'D'),
    item('时段', 'I'),
    item('平均车速', 'F', '公里/小时'),
  ],
  share_type: '2',
  share_condition: '用于道路运输安全与物流调度',
  open_type: 'conditional',
  open_condition: '经申请签订合作协议后使用',
  usage_conditions: '按协议约定使用',
  licence: 'agreement',
});

export const sectionBasis: Pick<EntryContent, 'share_reason' | 'share_basis'> = {
  share_reason: '逐时车速可推断重点车辆行踪，须限定用途',
  share_basis: { kind: 'law', instrument: '中华人民共和国数据安全法', article: '第三十八条' },
};

/** What the developer asks for, and what the agreement then says. */
export const wanted = {
  purpose: '为货运企业提供到达时间预测',
  scenario: '物流调度平台按路段车速推算到达时间',
  scope: '干线公路路段分时平均车速，仅用于模型与统计产品',
  degree: 'desensitised',
  term_from: '2026-11-03',
  term_to: '2026-12-18',
} as const;

export const agreedTerms = termsShape.parse({
  scope: wanted.scope,
  degree: { code: 'desensitised' },
  term: { from: wanted.term_from, to: wanted.term_to },
  disposition: { mode: 'destroy', days: 10, proof: '由第三方出具销毁证明' },
  ownership: { owner: 'developer', licence_back: '授权机构可无偿使用统计结果' },
  fee: { mode: 'guided', words: '按省发展改革委公布的指导价' },
  security: '存储加密，专人保管密钥',
  shares: [
    { party: 'treasury', ppm: 333_333 },
    { party: 'developer', ppm: 566_667 },
    { party: 'operator', ppm: 100_000 },
  ],
});

export const productContent = {
  kind: 'dataset',
  title: '干线货运到达时间参考表',
  title_en: 'Reference table of trunk-road arrival times',
  summary: '按路段与时段给出的货车平均通行时间。',
  description: '由逐时平均车速统计得到，每月更新，含路段编号、时段和参考通行时间。',
  price_fen: '1234567',
} as const;
